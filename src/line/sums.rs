//! Does an output fit that is nothing like lines?

use std::collections::BTreeMap;
use std::fmt::Arguments;
use std::io::Write;
use std::net::IpAddr;

use crate::call::Call;
use crate::call::Outcome;
use crate::counts::Counts;
use crate::line;
use crate::options::summary::Summary;
use crate::output::Emit;
use crate::output::End;
use crate::output::Expression;
use crate::output::Line;
use crate::output::Needs;
use crate::output::Part;
use crate::output::Remark;
use crate::output::Unread;
use crate::output::View;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Style;
use crate::xlat::Errno;
use crate::xlat::Xlat;

/// Adds calls up, as -c does: a table, when all is over. Behind it, each argument's numbers in a column of its own, and
/// an index: where each of the columns begins.
#[derive(Default)]
struct Sums {
    /// Calls and errors by name.
    calls: BTreeMap<&'static str, (u64, u64)>,
    /// Signals that came, by number.
    signals: BTreeMap<u32, u64>,
    /// The numbers of the arguments by name, as they are.
    columns: BTreeMap<&'static str, Vec<i128>>,
    table: Vec<u8>,
    name: &'static str,
}

impl Emit for Sums {
    fn verbose(&self) -> bool {
        false
    }

    fn error(&mut self, _errno: i32) {
        self.calls.entry(self.name).or_default().1 += 1;
    }

    fn int(&mut self, _value: i64) {}
    fn uint(&mut self, _value: u64) {}
    fn hex(&mut self, _value: u64) {}
    fn oct(&mut self, _value: u64, _digits: usize) {}
    fn addr(&mut self, _value: u64, _why: Unread) {}
    fn fd(&mut self, _fd: i32) {}
    fn fd_known_as(&mut self, _fd: i32, _own: i32) {}
    fn pid(&mut self, _pid: i32) {}
    fn process_group(&mut self, _group: i32) {}
    fn working_directory(&mut self) {}
    fn constant(&mut self, _name: &'static str, _value: i128) {}
    fn flags(&mut self, _value: u64, _xlat: &'static Xlat) {}
    fn one_of(&mut self, _value: u64, _xlat: &'static Xlat) {}
    fn flags_and_one_of(&mut self, _flags: u64, _of: &'static Xlat, _value: u64, _xlat: &'static Xlat) {}
    fn terminated(&mut self, _bytes: &[u8], _cut: bool) {}
    fn text(&mut self, _bytes: &[u8], _cut: bool) {}
    fn abstract_name(&mut self, _bytes: &[u8]) {}
    fn binary(&mut self, _bytes: &[u8], _cut: bool) {}
    fn ip(&mut self, _address: IpAddr) {}
    fn hardware(&mut self, _address: &[u8], _shown: usize) {}
    fn negative_error(&mut self, _error: &'static Errno) {}
    fn place(&mut self, _place: u64, _names: &'static Xlat) {}
    fn interface(&mut self, _index: u32) {}
    fn expression(&mut self, _value: Expression) {}
    fn begin_macro(&mut self, _name: &'static str) {}
    fn end_macro(&mut self) {}
    fn begin_struct(&mut self) {}
    fn field(&mut self, _name: &'static str) {}
    fn self_naming_field(&mut self, _name: &'static str) -> bool {
        true
    }
    fn end_struct(&mut self) {}
    fn begin_list(&mut self) {}
    fn item(&mut self) {}
    fn end_list(&mut self) {}
    fn begin_set(&mut self, _all_but: bool) {}
    fn end_set(&mut self) {}
    fn arg(&mut self, name: &'static str, raw: i128) {
        self.columns.entry(name).or_default().push(raw);
    }
    fn no_result(&mut self) {}
    fn begin_note(&mut self, _style: Style) {}
    fn label(&mut self, _name: &'static str) {}
    fn end_note(&mut self) {}
    fn word(&mut self, _word: &'static str) {}
    fn more(&mut self) {}
    fn more_at(&mut self, _address: u64, _why: Unread) {}
    fn becomes(&mut self) {}
    fn remark(&mut self, _remark: Remark) {}
}

impl View for Sums {
    fn needs(&self) -> Needs {
        Needs { times: false, comm: false, memory: false, notices: false }
    }

    fn begin(&mut self) {
        self.table.extend_from_slice(b"calls errors name\n");
    }

    fn finish(&mut self) {
        for (name, (calls, errors)) in &self.calls {
            writeln!(self.table, "{calls:5} {errors:6} {name}").unwrap();
        }
        for (signo, count) in &self.signals {
            writeln!(self.table, "{count:5}        signal {signo}").unwrap();
        }
        let mut index = Vec::new();
        for (name, numbers) in &self.columns {
            index.push((name, self.table.len(), numbers.len()));
            numbers.iter().for_each(|number| self.table.extend_from_slice(&number.to_le_bytes()));
        }
        self.table.push(b'\n');
        for (name, from, count) in index {
            writeln!(self.table, "{name} {from} {count}").unwrap();
        }
    }

    fn begin_call(&mut self, _line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
        self.name = call.syscall.map_or("unknown", |syscall| syscall.name);
        if matches!(part, Part::Whole | Part::Rest(_)) {
            self.calls.entry(self.name).or_default().0 += 1;
        }
        0
    }

    fn begin_signal(&mut self, _line: &Line<'_>, signo: u32) {
        *self.signals.entry(signo).or_default() += 1;
    }

    fn end_args(&mut self, _call: &Call<'_>, _missing: bool) {}
    fn end_call(&mut self) {}
    fn end_beginning(&mut self, _part: Part) {}
    fn end_signal(&mut self) {}
    fn stopped(&mut self, _line: &Line<'_>, _signo: u32) {}
    fn ended(&mut self, _line: &Line<'_>, _end: End) {}
    fn superseded(&mut self, _line: &Line<'_>, _by: u32) {}
    fn forked(&mut self, _line: &Line<'_>, _child_tid: u32, _child_tgid: u32) {}
    fn attached(&mut self, _line: &Line<'_>) {}
    fn mode(&mut self, _line: &Line<'_>, _abi: Abi) {}
    fn lost(&mut self, _line: &Line<'_>, _count: u64) {}
    fn summary(&mut self, _counts: &Counts, _how: &Summary) {}
    fn notice(&mut self, _text: Arguments<'_>) {}

    fn lines(&self) -> &[u8] {
        &self.table
    }

    fn clear_lines(&mut self) {
        self.table.clear();
    }
}

#[test]
fn calls_are_added_up_and_shown_when_all_is_over() {
    let mut view = Sums::default();
    view.begin();
    let shown = |view: &mut Sums, name, outcome, part| {
        let row = syscalls::by_name(name).unwrap();
        let call = Call { args: [1; 6], ..Call::of(row, outcome) };
        line::call(view, &Line::default(), &call, part);
    };
    for result in [3, -2, 4] {
        shown(&mut view, "openat", Outcome::Returned(result), Part::Whole);
    }
    shown(&mut view, "read", Outcome::Running, Part::Beginning);
    assert_eq!(view.lines(), b"calls errors name\n");
    shown(&mut view, "read", Outcome::Returned(-4), Part::Rest(1));
    line::signal(&mut view, &Line::default(), 17, &[]);
    view.finish();
    let expected = "calls errors name\n    3      1 openat\n    1      1 read\n    1        signal 17\n";
    assert!(view.lines().starts_with(expected.as_bytes()), "{}", String::from_utf8_lossy(view.lines()));
}

#[test]
fn numbers_stay_numbers_to_the_end_and_an_index_says_where_they_are() {
    let mut view = Sums::default();
    for (offset, whence) in [(-5i64, 1), (1 << 40, 2)] {
        let row = syscalls::by_name("lseek").unwrap();
        let call = Call { args: [3, offset as u64, whence, 0, 0, 0], ..Call::of(row, Outcome::Returned(0)) };
        line::call(&mut view, &Line::default(), &call, Part::Whole);
    }
    view.finish();
    let index: Vec<String> =
        view.lines().rsplit(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    let column = |name: &str| -> Vec<i128> {
        let entry = index.iter().find_map(|line| line.strip_prefix(name)).unwrap();
        let (from, count) = entry.trim().split_once(' ').unwrap();
        let numbers = &view.lines()[from.parse().unwrap()..];
        let numbers = numbers.chunks_exact(size_of::<i128>()).take(count.parse().unwrap());
        numbers.map(|bytes| i128::from_le_bytes(bytes.try_into().unwrap())).collect()
    };
    assert_eq!((column("fd "), column("offset "), column("whence ")), (vec![3, 3], vec![-5, 1 << 40], vec![1, 2]));
}
