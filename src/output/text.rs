//! How does a line look to a person?
//!
//! As strace's: every method appends to one buffer that is used again for all
//! lines. The punctuation between values follows from what was written last, so
//! no stack of open groups is kept.

mod constants;

use std::fmt::Arguments;
use std::io::Write;
use std::net::IpAddr;

use self::constants::Stands;
use super::digits;
use super::leader;
use super::leader::Leader;
use super::quote;
use super::summary;
use super::words;
use super::words::Piece;
use super::Emit;
use super::End;
use super::Expression;
use super::Line;
use super::Needs;
use super::Number;
use super::Part;
use super::Prefix;
use super::Remark;
use super::Unread;
use super::View;
use crate::call::Call;
use crate::call::Outcome;
use crate::counts::Counts;
use crate::machine::Given;
use crate::machine::Machine;
use crate::options::looks::Constants;
use crate::options::looks::Hex;
use crate::options::looks::Looks;
use crate::options::summary::Summary;
use crate::own_name;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::special;
use crate::xlat::errno;
use crate::xlat::signal_name;
use crate::xlat::Form;
use crate::xlat::Xlat;

/// Lines as text.
#[derive(Debug)]
pub struct Text {
    buf: Vec<u8>,
    /// Whose names are shown.
    machine: Box<dyn Machine>,
    /// What stands before each line, and the column of the `=` before the result; a longer call pushes it to the right.
    looks: Looks,
    leader: Leader,
    /// Where the line begins in the buffer.
    start: usize,
    /// Constants have their names here, whatever the looks are,
    named: bool,
    /// or the macro that is open has a number.
    stands: Option<Stands>,
    /// How long the call took whose line it is.
    duration: Option<u64>,
    /// Whether all fields of structs are shown.
    verbose: bool,
    /// An argument of the call has been written, on this line or on the one that it continues.
    args: bool,
    /// Arguments have their names before them.
    names: bool,
    /// The innermost list is a set: spaces, not commas, between its items.
    set: bool,
}

impl Text {
    /// An empty buffer; `verbose` as [`Emit::verbose`]. Dates are in UTC, interfaces without a name.
    pub fn new(verbose: bool) -> Text {
        Text {
            buf: Vec::new(),
            machine: Box::new(Given::default()),
            looks: Looks::default(),
            leader: Leader::default(),
            start: 0,
            named: false,
            stands: None,
            duration: None,
            verbose,
            args: false,
            names: false,
            set: false,
        }
    }

    /// The same, with the time zone and the names of that machine.
    pub fn on(self, machine: Box<dyn Machine>) -> Text {
        Text { machine, ..self }
    }

    /// The same, looking so.
    pub fn looking(self, looks: &Looks) -> Text {
        Text { looks: looks.clone(), ..self }
    }

    fn put(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    /// Begins a line.
    fn begin(&mut self, line: &Line<'_>) {
        self.begin_at(line, line.time, line.nr);
    }

    /// Begins a line about that time and that call.
    fn begin_at(&mut self, line: &Line<'_>, time: Option<u64>, nr: Option<u32>) {
        self.start = self.buf.len();
        let mut digits = itoa::Buffer::new();
        let padding = |digits: &str| &"     "[digits.len().min(5)..];
        let prefix = match line.prefix {
            Prefix::None if self.looks.tasks => Prefix::Plain,
            prefix => prefix,
        };
        match prefix {
            Prefix::None => {}
            Prefix::Bracketed => {
                let digits = digits.format(line.tid);
                self.put("[pid ");
                self.put(padding(digits));
                self.put(digits);
                self.put("] ");
            }
            Prefix::Plain => {
                let digits = digits.format(line.tid);
                self.put(digits);
                self.put(padding(digits));
                self.put(" ");
            }
        }
        self.leader.write(&mut self.buf, &self.looks, self.machine.zone(), time);
        if self.looks.numbers {
            leader::number(&mut self.buf, nr);
        }
    }

    /// The call's name, or `syscall_0x270f`.
    fn name(&mut self, call: &Call<'_>) {
        match call.syscall {
            Some(syscall) => self.put(syscall.name),
            None => {
                self.put("syscall_");
                digits::hex(&mut self.buf, call.number() as u64);
            }
        }
    }

    /// A signal's name, or its number.
    fn signal(&mut self, signo: u32) {
        match signal_name(signo) {
            Some(name) => self.put(name),
            None => digits::uint(&mut self.buf, u64::from(signo)),
        }
    }

    /// A comma, unless a group has just begun.
    fn separate(&mut self) {
        if !matches!(self.buf.last(), Some(b'{' | b'[' | b'(')) {
            self.put(", ");
        }
    }

    /// One piece of a word of flags.
    fn piece(&mut self, piece: Piece, xlat: &'static Xlat) {
        match piece {
            Piece::Name(name) => self.put(name),
            Piece::Unknown(value) => self.unknown(value, xlat),
            Piece::Rest(value) => digits::hex(&mut self.buf, value),
            Piece::Number(value, number) => {
                match number.form {
                    Form::Decimal | Form::DecimalAlways => digits::uint(&mut self.buf, value),
                    Form::Mode => digits::oct(&mut self.buf, value, 3),
                }
                self.put(number.suffix);
            }
            Piece::Zero => self.buf.push(b'0'),
        }
    }

    /// A number that a table has no name for: `0x63 /* SEEK_??? */`.
    fn unknown(&mut self, value: u64, xlat: &'static Xlat) {
        digits::hex(&mut self.buf, value);
        if !xlat.unknown.is_empty() && self.style() != Constants::Raw {
            self.put(" /* ");
            self.put(xlat.unknown);
            self.put(" */");
        }
    }
}

impl Emit for Text {
    fn verbose(&self) -> bool {
        self.verbose
    }

    fn names_constants(&self) -> bool {
        self.style() == Constants::Abbrev
    }

    fn int(&mut self, value: i64) {
        digits::int(&mut self.buf, value);
    }

    fn uint(&mut self, value: u64) {
        digits::uint(&mut self.buf, value);
    }

    fn hex(&mut self, value: u64) {
        digits::hex(&mut self.buf, value);
    }

    fn oct(&mut self, value: u64, width: usize) {
        digits::oct(&mut self.buf, value, width);
    }

    fn addr(&mut self, value: u64, _why: Unread) {
        match value {
            0 => self.put("NULL"),
            _ => digits::hex(&mut self.buf, value),
        }
    }

    fn fd(&mut self, fd: i32) {
        digits::int(&mut self.buf, i64::from(fd));
    }

    fn constant(&mut self, name: &'static str, value: i128) {
        self.styled(|out| digits::wide(out, value), |text| text.put(name));
    }

    fn hex_constant(&mut self, name: &'static str, value: u64) {
        self.styled(|out| digits::hex(out, value), |text| text.put(name));
    }

    fn member(&mut self, name: &'static str, signo: u32) {
        self.styled(|out| digits::uint(out, signo.into()), |text| text.put(name));
    }

    fn flags(&mut self, value: u64, xlat: &'static Xlat) {
        if self.style() != Constants::Abbrev {
            return self.numbered_flags(value, xlat);
        }
        let mut first = true;
        words::pieces(value, xlat, |piece| {
            if !std::mem::take(&mut first) {
                self.buf.push(b'|');
            }
            self.piece(piece, xlat);
        });
    }

    fn one_of(&mut self, value: u64, xlat: &'static Xlat) {
        match xlat.name(value) {
            Some(name) => self.styled(|out| digits::hex(out, value), |text| text.put(name)),
            None => self.unknown(value, xlat),
        }
    }

    fn text(&mut self, bytes: &[u8], cut: bool) {
        quote::quoted(&mut self.buf, bytes, cut, self.looks.hex);
    }

    fn abstract_name(&mut self, bytes: &[u8]) {
        self.put("@");
        self.text(bytes.get(1..).unwrap_or_default(), false);
    }

    fn binary(&mut self, bytes: &[u8], cut: bool) {
        quote::hexadecimal(&mut self.buf, bytes, cut);
    }

    fn ip(&mut self, address: IpAddr) {
        let from = self.buf.len();
        self.buf.push(b'"');
        words::ip(&mut self.buf, address);
        self.buf.push(b'"');
        if self.looks.hex == Hex::All {
            let address = self.buf.split_off(from);
            self.text(&address[1..address.len() - 1], false);
        }
    }

    fn interface(&mut self, index: u32) {
        match self.machine.interface(index) {
            Some(name) => {
                self.put("if_nametoindex(");
                self.text(name.as_bytes(), false);
                self.buf.push(b')');
            }
            None => self.uint(index.into()),
        }
    }

    fn expression(&mut self, value: Expression) {
        match value {
            Expression::Kibibytes(number) if self.style() != Constants::Abbrev => {
                self.styled(|out| digits::uint(out, number), |text| value.write(&mut text.buf, text.machine.zone()))
            }
            Expression::Parts(number, _) if self.style() != Constants::Abbrev => {
                self.styled(|out| digits::hex(out, number), |text| value.write(&mut text.buf, text.machine.zone()))
            }
            _ => value.write(&mut self.buf, self.machine.zone()),
        }
    }

    fn begin_macro(&mut self, name: &'static str) {
        self.put(name);
        self.buf.push(b'(');
    }

    fn begin_macro_of(&mut self, name: &'static str, number: Number<'_>) {
        self.begin_number(number);
        self.begin_macro(name);
    }

    fn end_macro(&mut self) {
        self.buf.push(b')');
        self.end_number();
    }

    fn begin_struct(&mut self) {
        self.buf.push(b'{');
    }

    fn field(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.buf.push(b'=');
    }

    fn self_naming_field(&mut self, name: &'static str) -> bool {
        if self.style() != Constants::Abbrev {
            self.field(name);
            return false;
        }
        self.separate();
        true
    }

    fn end_struct(&mut self) {
        self.buf.push(b'}');
    }

    fn begin_list(&mut self) {
        self.named = false;
        self.buf.push(b'[');
    }

    fn item(&mut self) {
        if !self.set {
            self.separate();
        } else if !self.buf.ends_with(b"[") {
            self.buf.push(b' ');
        }
    }

    fn end_list(&mut self) {
        self.buf.push(b']');
    }

    fn begin_set(&mut self, all_but: bool) {
        self.put(if all_but { "~[" } else { "[" });
        self.set = true;
    }

    fn end_set(&mut self) {
        self.set = false;
        self.buf.push(b']');
    }

    fn arg(&mut self, name: &'static str, _raw: i128) {
        if std::mem::replace(&mut self.args, true) {
            self.put(", ");
        }
        if self.names {
            self.put(name);
            self.buf.push(b'=');
        }
    }

    fn error(&mut self, number: i32) {
        match errno(number) {
            Some(error) => {
                self.put(if error.is_restart() { "? " } else { "-1 " });
                self.put(error.name);
                self.put(" (");
                self.put(error.text);
            }
            None => {
                self.put("-1 (errno ");
                digits::int(&mut self.buf, i64::from(number));
            }
        }
        self.buf.push(b')');
    }

    fn no_result(&mut self) {
        self.buf.push(b'?');
    }

    fn begin_note(&mut self) {
        self.named = true;
        self.put(" (");
    }

    fn label(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.buf.push(b' ');
    }

    fn end_note(&mut self) {
        self.named = false;
        self.buf.push(b')');
    }

    fn word(&mut self, word: &'static str) {
        self.put(word);
    }

    fn more(&mut self) {
        self.item();
        self.put("...");
    }

    fn more_at(&mut self, address: u64, _why: Unread) {
        self.more();
        self.put(" /* ");
        digits::hex(&mut self.buf, address);
        self.put(" */");
    }

    fn becomes(&mut self) {
        self.put(" => ");
    }

    fn remark(&mut self, remark: Remark) {
        if matches!(remark, Remark::Name(_)) && self.style() == Constants::Raw {
            return;
        }
        self.put(" /* ");
        remark.write(&mut self.buf, self.machine.zone());
        self.put(" */");
    }
}

impl View for Text {
    fn needs(&self) -> Needs {
        Needs { times: self.looks.times(), comm: false, memory: true, notices: true }
    }

    fn begin_call(&mut self, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
        let time = match part {
            // What is shown is its return.
            Part::Rest(_) => line.time.map(|time| time + line.duration.unwrap_or_default()),
            Part::Whole | Part::Beginning | Part::Moved(_) | Part::Detached => line.time,
        };
        self.begin_at(line, time, Some(call.nr));
        let returned = matches!(call.outcome, Outcome::Returned(_));
        self.duration = line.duration.filter(|_| returned);
        let shown = match part {
            Part::Whole | Part::Beginning | Part::Moved(_) | Part::Detached => {
                self.name(call);
                self.put("(");
                if let Some(syscall) = call.resumes {
                    self.put("<... resuming interrupted ");
                    self.put(syscall.name);
                    self.put(" ...>");
                }
                0
            }
            Part::Rest(shown) => {
                self.put("<... ");
                self.name(call);
                self.put(" resumed>");
                shown
            }
        };
        self.args = shown > 0;
        self.names = call.syscall.is_some_and(|syscall| syscall.special & special::CLONE_STYLE != 0);
        shown
    }

    fn end_args(&mut self, _call: &Call<'_>, missing: bool) {
        self.put(if missing { " <unfinished ...>)" } else { ")" });
        let end = self.buf.len().max(self.start + self.looks.column.saturating_sub(1));
        self.buf.resize(end, b' ');
        self.put(" = ");
    }

    fn end_call(&mut self) {
        if let (Some(precision), Some(duration)) = (self.looks.durations, self.duration) {
            self.put(" <");
            leader::seconds(&mut self.buf, duration, precision);
            self.put(">");
        }
        self.buf.push(b'\n');
    }

    fn end_beginning(&mut self, part: Part) {
        match part {
            Part::Moved(tid) => {
                self.put(" <pid changed to ");
                digits::uint(&mut self.buf, u64::from(tid));
                self.put(" ...>\n");
            }
            Part::Detached => self.put(" <detached ...>\n"),
            Part::Whole | Part::Beginning | Part::Rest(_) => self.put(" <unfinished ...>\n"),
        }
    }

    fn begin_signal(&mut self, line: &Line<'_>, signo: u32) {
        self.begin(line);
        self.put("--- ");
        self.signal(signo);
        self.put(" ");
    }

    fn end_signal(&mut self) {
        self.put(" ---\n");
    }

    fn stopped(&mut self, line: &Line<'_>, signo: u32) {
        self.begin(line);
        self.put("--- stopped by ");
        self.signal(signo);
        self.put(" ---\n");
    }

    fn ended(&mut self, line: &Line<'_>, end: End) {
        self.begin(line);
        match end {
            End::Exited(status) => {
                self.put("+++ exited with ");
                digits::uint(&mut self.buf, u64::from(status));
            }
            End::Killed { signo, core } => {
                self.put("+++ killed by ");
                self.signal(signo);
                self.put(if core { " (core dumped)" } else { "" });
            }
        }
        self.put(" +++\n");
    }

    fn superseded(&mut self, line: &Line<'_>, by: u32) {
        self.begin(line);
        self.put("+++ superseded by execve in pid ");
        digits::uint(&mut self.buf, u64::from(by));
        self.put(" +++\n");
    }

    fn forked(&mut self, _line: &Line<'_>, _child_tid: u32, _child_tgid: u32) {
        // The line of the call says so.
    }

    fn mode(&mut self, line: &Line<'_>, abi: Abi) {
        self.begin(line);
        self.put("[ Process PID=");
        digits::uint(&mut self.buf, u64::from(line.tid));
        self.put(" runs in ");
        self.put(summary::mode(abi));
        self.put(" mode. ]\n");
    }

    fn lost(&mut self, line: &Line<'_>, count: u64) {
        self.begin(line);
        self.put("+++ ");
        digits::uint(&mut self.buf, count);
        self.put(if count == 1 { " call lost +++\n" } else { " calls lost +++\n" });
    }

    fn summary(&mut self, counts: &Counts, how: &Summary) {
        summary::tables(&mut self.buf, counts, how);
    }

    fn notice(&mut self, text: Arguments<'_>) {
        // Writing to a Vec does not fail.
        let _ = writeln!(self.buf, "{}: {text}", own_name());
    }

    fn lines(&self) -> &[u8] {
        &self.buf
    }

    fn clear_lines(&mut self) {
        self.buf.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::InterfaceName;
    use crate::machine::Source;
    use crate::machine::Zone;
    use crate::output::Date;
    use crate::output::Fraction;
    use crate::xlat;

    fn written(emit: impl FnOnce(&mut Text)) -> String {
        let mut text = Text::new(false);
        emit(&mut text);
        String::from_utf8(text.buf).unwrap()
    }

    // Expected texts are what strace 7.2 prints for the same values.
    #[test]
    fn flags_are_names_then_what_has_none() {
        let open = |flags| written(|out| out.flags(flags, &xlat::OPEN_FLAGS));
        assert_eq!(open(0), "O_RDONLY");
        assert_eq!(open(0o2000000 | 1), "O_WRONLY|O_CLOEXEC");
        assert_eq!(open(0x8000_0000), "O_RDONLY|0x80000000");
        assert_eq!(open(3), "O_ACCMODE");
        let prot = |flags| written(|out| out.flags(flags, &xlat::PROT_FLAGS));
        assert_eq!(prot(0), "PROT_NONE");
        assert_eq!(prot(0x10), "0x10 /* PROT_??? */");
        assert_eq!(prot(3 | 0x20), "PROT_READ|PROT_WRITE|0x20");
        let lock = |flags| written(|out| out.flags(flags, &xlat::MLOCKALL_FLAGS));
        assert_eq!(lock(0), "0");
    }

    #[test]
    fn flags_may_hold_a_value_and_a_number() {
        let map = |flags| written(|out| out.flags(flags, &xlat::MAP_FLAGS));
        assert_eq!(map(0x22), "MAP_PRIVATE|MAP_ANONYMOUS");
        assert_eq!(map(0), "MAP_FILE");
        assert_eq!(map(4), "0x4 /* MAP_??? */");
        assert_eq!(map(0x200014), "0x4 /* MAP_??? */|MAP_FIXED|0x200000");
        assert_eq!(map(1 | 0x40000 | 21 << 26), "MAP_SHARED|MAP_HUGETLB|21<<MAP_HUGE_SHIFT");
        let socket = |flags| written(|out| out.flags(flags, &xlat::SOCKET_TYPES));
        assert_eq!(socket(0), "0");
        assert_eq!(socket(0x800), "SOCK_NONBLOCK");
        assert_eq!(socket(8), "0x8 /* SOCK_??? */");
        let policy = |flags| written(|out| out.flags(flags, &xlat::SCHED_POLICY_FLAGS));
        assert_eq!(policy(0x4000_0001), "SCHED_RESET_ON_FORK|SCHED_FIFO");
        assert_eq!(policy(0x4000_0009), "SCHED_RESET_ON_FORK|0x9");
        assert_eq!(policy(0x49), "0x49 /* SCHED_??? */");
    }

    #[test]
    fn a_value_without_a_name_says_what_it_might_be() {
        let whence = |value| written(|out| out.one_of(value, &xlat::SEEK_WHENCE));
        assert_eq!(whence(2), "SEEK_END");
        assert_eq!(whence(0x63), "0x63 /* SEEK_??? */");
    }

    #[test]
    fn pointers_are_addresses() {
        assert_eq!(written(|out| out.addr(0, Unread::NotRead)), "NULL");
        assert_eq!(written(|out| out.addr(0x1000, Unread::Fault)), "0x1000");
    }

    #[test]
    fn groups_are_separated_inside_only() {
        let text = written(|out| {
            out.begin_struct();
            out.field("a");
            out.begin_list();
            out.item();
            out.int(-1);
            out.item();
            out.text(b"x[", true);
            out.more();
            out.end_list();
            out.field("b");
            out.begin_macro("htons");
            out.item();
            out.uint(80);
            out.end_macro();
            out.field("c");
            out.begin_set(true);
            out.item();
            out.constant("KILL", 9);
            out.item();
            out.constant("STOP", 19);
            out.end_set();
            out.field("d");
            out.begin_struct();
            out.more();
            out.end_struct();
            out.more();
            out.end_struct();
            out.becomes();
            out.begin_list();
            out.end_list();
            out.remark(Remark::Vars(21));
        });
        assert_eq!(text, r#"{a=[-1, "x["..., ...], b=htons(80), c=~[KILL STOP], d={...}, ...} => [] /* 21 vars */"#);
    }

    #[test]
    fn results_may_be_errors_and_have_notes() {
        assert_eq!(written(|out| out.error(libc::ENOENT)), "-1 ENOENT (No such file or directory)");
        assert_eq!(written(|out| out.error(512)), "? ERESTARTSYS (To be restarted if SA_RESTART is set)");
        assert_eq!(written(|out| out.error(524)), "-1 ENOTSUPP (Unknown error 524)");
        assert_eq!(written(|out| out.error(4000)), "-1 (errno 4000)");
        let text = written(|out| {
            out.int(1);
            out.begin_note();
            out.label("in");
            out.begin_set(false);
            out.item();
            out.fd(3);
            out.end_set();
            out.label("left");
            out.begin_struct();
            out.field("tv_sec");
            out.int(4);
            out.end_struct();
            out.end_note();
        });
        assert_eq!(text, "1 (in [3], left {tv_sec=4})");
        let text = written(|out| {
            out.int(0);
            out.begin_note();
            out.item();
            out.word("Timeout");
            out.end_note();
        });
        assert_eq!(text, "0 (Timeout)");
    }

    fn call(nr: u32) -> Call<'static> {
        let (params, ret, args) = (&[], crate::syscalls::row::Ret::Int, [0; 6]);
        let (abi, outcome) = (Abi::X86_64, Outcome::Running);
        Call { abi, syscall: None, nr, params, ret, args, outcome, chunks: &[], resumes: None }
    }

    fn line(prefix: Prefix) -> Line<'static> {
        Line { prefix, tid: 123, tgid: 123, ..Line::default() }
    }

    #[test]
    fn the_result_stands_in_a_column_of_its_own() {
        let mut text = Text::new(false);
        let calls =
            [(Prefix::None, 1), (Prefix::Bracketed, 1), (Prefix::Plain, 1), (Prefix::None, 21), (Prefix::None, 22)];
        for (prefix, width) in calls {
            assert_eq!(text.begin_call(&line(prefix), &call(0x270f), Part::Whole), 0);
            text.arg("a", 1);
            text.oct(8, width);
            text.arg("b", 2);
            text.int(2);
            text.end_args(&call(0x270f), false);
            text.int(3);
            text.end_call();
        }
        assert_eq!(
            String::from_utf8_lossy(text.lines()),
            "syscall_0x270f(010, 2)                  = 3\n\
             [pid   123] syscall_0x270f(010, 2)      = 3\n\
             123   syscall_0x270f(010, 2)            = 3\n\
             syscall_0x270f(000000000000000000010, 2) = 3\n\
             syscall_0x270f(0000000000000000000010, 2) = 3\n"
        );
        text.clear_lines();
        assert!(text.lines().is_empty());
    }

    #[test]
    fn a_call_that_blocks_is_shown_in_two_lines() {
        let mut text = Text::new(false);
        for (shown, missing) in [(1, false), (1, true), (0, false)] {
            let _ = text.begin_call(&line(Prefix::Plain), &call(0), Part::Beginning);
            if shown > 0 {
                text.arg("fd", 3);
                text.fd(3);
            }
            text.end_beginning(Part::Beginning);
            assert_eq!(text.begin_call(&line(Prefix::Plain), &call(0), Part::Rest(shown)), shown);
            if !missing {
                text.arg("buf", 3);
                text.text(b"x", false);
            }
            text.end_args(&call(0), missing);
            text.no_result();
            text.end_call();
        }
        assert_eq!(
            String::from_utf8_lossy(text.lines()),
            "123   syscall_0(3 <unfinished ...>\n\
             123   <... syscall_0 resumed>, \"x\")     = ?\n\
             123   syscall_0(3 <unfinished ...>\n\
             123   <... syscall_0 resumed> <unfinished ...>) = ?\n\
             123   syscall_0( <unfinished ...>\n\
             123   <... syscall_0 resumed>\"x\")       = ?\n"
        );
    }

    #[test]
    fn arguments_of_clone_have_names() {
        let mut text = Text::new(false);
        let call = Call { syscall: crate::syscalls::lookup(Abi::X86_64, 56), ..call(56) };
        text.begin_call(&line(Prefix::None), &call, Part::Whole);
        text.arg("child_stack", 0);
        text.addr(0, Unread::NotRead);
        text.arg("flags", 17);
        text.constant("SIGCHLD", 17);
        text.end_args(&call, false);
        text.int(9);
        text.end_call();
        assert_eq!(String::from_utf8_lossy(text.lines()), "clone(child_stack=NULL, flags=SIGCHLD)  = 9\n");
    }

    #[test]
    fn a_call_that_goes_on_says_with_which() {
        let mut text = Text::new(false);
        let call = Call { resumes: crate::syscalls::lookup(Abi::X86_64, 35), ..call(219) };
        text.begin_call(&line(Prefix::None), &call, Part::Whole);
        text.end_args(&call, false);
        text.int(0);
        text.end_call();
        assert_eq!(
            String::from_utf8_lossy(text.lines()),
            "syscall_0xdb(<... resuming interrupted nanosleep ...>) = 0\n"
        );
    }

    #[test]
    fn what_happens_to_a_task_has_lines_of_its_own() {
        let mut text = Text::new(false);
        let at = line(Prefix::None);
        text.begin_signal(&at, 17);
        text.begin_struct();
        text.field("si_signo");
        text.constant("SIGCHLD", 17);
        text.end_struct();
        text.end_signal();
        text.stopped(&at, 19);
        text.forked(&at, 5, 5);
        text.lost(&at, 14);
        text.lost(&at, 1);
        text.superseded(&at, 456);
        text.ended(&at, End::Exited(3));
        text.ended(&at, End::Killed { signo: 11, core: true });
        text.ended(&line(Prefix::Bracketed), End::Killed { signo: 37, core: false });
        assert_eq!(
            String::from_utf8_lossy(text.lines()),
            "--- SIGCHLD {si_signo=SIGCHLD} ---\n\
             --- stopped by SIGSTOP ---\n\
             +++ 14 calls lost +++\n\
             +++ 1 call lost +++\n\
             +++ superseded by execve in pid 456 +++\n\
             +++ exited with 3 +++\n\
             +++ killed by SIGSEGV (core dumped) +++\n\
             [pid   123] +++ killed by SIGRT_5 +++\n"
        );
    }

    #[test]
    fn names_and_dates_are_those_of_the_machine() {
        let mut machine = Given::new(Zone::new(Source::Posix("CET-1".to_owned())).unwrap());
        machine.add_interface(7, InterfaceName::new(b"eth\"0").unwrap());
        let mut text = Text::new(false).on(Box::new(machine));
        for index in [7, 8, 0] {
            text.interface(index);
            text.put(" ");
        }
        text.expression(Expression::Date(Date::new(1_700_000_000, 0, Fraction::None).unwrap()));
        text.remark(Remark::Date(Date::new(-1, 5, Fraction::Microseconds).unwrap()));
        assert_eq!(
            String::from_utf8(text.buf).unwrap(),
            r#"if_nametoindex("eth\"0") 8 0 2023-11-14T23:13:20+0100 /* 1970-01-01T00:59:59.000005+0100 */"#
        );
    }
}
