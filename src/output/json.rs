//! How does a line look to a program?
//!
//! One JSON object a line (`--format json`), whose `type` says what it is about:
//! `call`, `unfinished` (a call that is still running; its `call` follows when it
//! ends), `signal`, `stopped`, `exit`, `superseded`, `fork`, `lost`. The schema
//! in tests/schema/beetrace.schema.json describes every field of every type.
//! What there is to know about values:
//!
//! - An integer is a number; one that a double cannot hold exactly (beyond
//!   2^53 - 1 either way) is a string of decimal digits, because jq and
//!   JavaScript would round it. For the same reason a time, in seconds since the
//!   epoch with nine digits behind the point, is a string.
//! - `raw` is the number that the kernel takes, as wide and with the sign that the argument has
//!   (a size of `-1` is `"18446744073709551615"`); `value` what it means. A result's is signed.
//! - A number that has a name here and none there is both: `{"name": "AT_FDCWD", "number": -100}`; one that
//!   people write in the words of C, too: `{"expression": "8192*1024", "number": 8388608}`.
//! - One of some values is its name; one that has none is a hexadecimal number.
//! - Hexadecimal and octal numbers are strings as in the text: `"0x1f"`, `"0644"`.
//! - Flags are an array: the names, then what has none in hexadecimal.
//! - A pointer that is not followed is `{"address": "0x.."}`, with
//!   `"unread": "fault"` if it was to be followed and could not; NULL is `null`.
//! - Bytes are a string if they are UTF-8. If not, `{"text": .., "base64": ..}`:
//!   `base64` has them exactly, `text` as far as they can be read. With
//!   `"cut": true` there are more of them in the program's memory.
//! - A struct is an object; an array, a set and a list are arrays, and a set of
//!   all but some is `{"all_but": [..]}`. `"more": true` in an object, or a last
//!   element `{"more": true}`, says that there is more that is not shown; with an `address`, from where on, and
//!   with `"unread": "fault"` that it could not be read.
//! - `{"before": .., "after": ..}` is what the program passed and what the kernel
//!   made of it, `{"macro": "htons", "args": [80]}` a value in the words of C,
//!   `{"value": .., "comment": ..}` one with a remark.

use std::fmt::Arguments;
use std::net::IpAddr;

use super::digits;
use super::strings;
use super::summary;
use super::words;
use super::words::Piece;
use super::Emit;
use super::End;
use super::Expression;
use super::Line;
use super::Needs;
use super::Part;
use super::Remark;
use super::Unread;
use super::View;
use crate::call::Call;
use crate::call::Outcome;
use crate::counts::Counts;
use crate::counts::Named;
use crate::machine::Given;
use crate::machine::Machine;
use crate::options::summary::Summary;
use crate::syscalls::abi::Abi;
use crate::xlat::errno;
use crate::xlat::signal_name;
use crate::xlat::Form;
use crate::xlat::Xlat;

/// The greatest integer that stays itself in a double: 2^53 is also what 2^53 + 1 is rounded to.
const EXACT: u64 = (1 << 53) - 1;

/// Lines as JSON.
#[derive(Debug)]
pub struct Json {
    buf: Vec<u8>,
    /// Whose names are shown.
    machine: Box<dyn Machine>,
    /// Whether all fields of structs are shown.
    verbose: bool,
    /// An argument's object is open.
    in_arg: bool,
    /// The next value is the result's.
    at_result: bool,
    /// The open groups, the innermost last.
    groups: Vec<Group>,
    /// Values that are in no group.
    outside: Group,
}

/// What is to be known of a group while it is open.
#[derive(Debug, Default)]
struct Group {
    /// Where it began in the buffer.
    start: usize,
    /// It is an object: there is more to show as a field of it, not as an element.
    object: bool,
    /// Where the last value in it began, for what is said of that value afterwards.
    last: usize,
    /// Where the object began that ends with the next value: `{"before": .., "after": ..}`.
    pair: Option<usize>,
    /// A labelled value's object is open.
    label: bool,
    /// It is a set of all but the elements: an array within an object.
    all_but: bool,
}

impl Json {
    /// An empty buffer; `verbose` as [`Emit::verbose`]. Dates are in UTC, interfaces without a name.
    pub fn new(verbose: bool) -> Json {
        Json {
            buf: Vec::new(),
            machine: Box::new(Given::default()),
            verbose,
            in_arg: false,
            at_result: false,
            groups: Vec::new(),
            outside: Group::default(),
        }
    }

    /// The same, with the time zone and the names of that machine.
    pub fn on(self, machine: Box<dyn Machine>) -> Json {
        Json { machine, ..self }
    }

    fn put(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    /// A name or number that needs no escapes.
    fn put_string(&mut self, text: &str) {
        self.put("\"");
        self.put(text);
        self.put("\"");
    }

    fn put_int(&mut self, value: i128) {
        match i64::try_from(value) {
            Ok(small) if small.unsigned_abs() <= EXACT => digits::int(&mut self.buf, small),
            _ => {
                self.put("\"");
                digits::wide(&mut self.buf, value);
                self.put("\"");
            }
        }
    }

    fn put_hex(&mut self, value: u64) {
        self.put("\"");
        digits::hex(&mut self.buf, value);
        self.put("\"");
    }

    fn put_signal(&mut self, key: &str, signo: u32) {
        self.put(key);
        match signal_name(signo) {
            Some(name) => self.put_string(name),
            None => {
                self.put("\"");
                digits::uint(&mut self.buf, u64::from(signo));
                self.put("\"");
            }
        }
        self.put(",\"signo\":");
        digits::uint(&mut self.buf, u64::from(signo));
    }

    /// Puts text before what is already written from there on.
    fn insert(&mut self, at: usize, text: &str) {
        self.buf.splice(at..at, text.bytes());
    }

    /// A comma, unless a group has just begun.
    fn separate(&mut self) {
        if !matches!(self.buf.last(), Some(b'{' | b'[')) {
            self.put(",");
        }
    }

    fn group(&mut self) -> &mut Group {
        self.groups.last_mut().unwrap_or(&mut self.outside)
    }

    /// Begins a value; the place goes to [`Json::end_value`].
    fn begin_value(&mut self) -> usize {
        if self.at_result && self.groups.is_empty() {
            self.put(",\"value\":");
            self.at_result = false;
        }
        self.buf.len()
    }

    fn end_value(&mut self, start: usize) {
        let group = self.group();
        match group.pair.take() {
            Some(pair) => {
                group.last = pair;
                self.put("}");
            }
            None => group.last = start,
        }
    }

    fn value(&mut self, write: impl FnOnce(&mut Json)) {
        let start = self.begin_value();
        write(self);
        self.end_value(start);
    }

    fn begin_group(&mut self, open: &str, object: bool) {
        let start = self.begin_value();
        self.put(open);
        self.groups.push(Group { start, object, ..Group::default() });
    }

    fn end_group(&mut self, close: &str) {
        self.put(close);
        if let Some(group) = self.groups.pop() {
            self.end_value(group.start);
        }
    }

    fn close_label(&mut self) {
        if std::mem::take(&mut self.group().label) {
            self.put("}");
        }
    }

    /// Begins a line.
    fn begin(&mut self, kind: &str, line: &Line<'_>) {
        self.put("{\"type\":");
        self.put_string(kind);
        if let Some(time) = line.time {
            self.put(",\"time\":\"");
            digits::uint(&mut self.buf, time / 1_000_000_000);
            self.put(".");
            digits::zero_filled(&mut self.buf, time % 1_000_000_000, 9);
            self.put("\"");
        }
        self.put(",\"pid\":");
        digits::uint(&mut self.buf, u64::from(line.tgid));
        self.put(",\"tid\":");
        digits::uint(&mut self.buf, u64::from(line.tid));
        self.put(",\"comm\":");
        strings::bytes(&mut self.buf, line.comm, false);
    }

    fn end(&mut self) {
        self.put("}\n");
    }
}

/// The field that says why memory was not read.
fn unread(why: Unread) -> &'static str {
    match why {
        Unread::NotRead => "",
        Unread::Fault => ",\"unread\":\"fault\"",
    }
}

impl Emit for Json {
    fn verbose(&self) -> bool {
        self.verbose
    }

    fn int(&mut self, value: i64) {
        self.value(|out| out.put_int(i128::from(value)));
    }

    fn uint(&mut self, value: u64) {
        self.value(|out| out.put_int(i128::from(value)));
    }

    fn hex(&mut self, value: u64) {
        self.value(|out| out.put_hex(value));
    }

    fn oct(&mut self, value: u64, width: usize) {
        self.value(|out| {
            out.put("\"");
            digits::oct(&mut out.buf, value, width);
            out.put("\"");
        });
    }

    fn addr(&mut self, value: u64, why: Unread) {
        self.value(|out| {
            if value == 0 {
                return out.put("null");
            }
            out.put("{\"address\":");
            out.put_hex(value);
            out.put(unread(why));
            out.put("}");
        });
    }

    fn fd(&mut self, fd: i32) {
        self.int(i64::from(fd));
    }

    fn constant(&mut self, name: &'static str, value: i128) {
        self.value(|out| {
            out.put("{\"name\":");
            out.put_string(name);
            out.put(",\"number\":");
            out.put_int(value);
            out.put("}");
        });
    }

    fn flags(&mut self, value: u64, xlat: &'static Xlat) {
        self.value(|out| {
            out.put("[");
            words::pieces(value, xlat, |piece| {
                if matches!(piece, Piece::Zero) {
                    return;
                }
                out.separate();
                match piece {
                    Piece::Name(name) => out.put_string(name),
                    Piece::Unknown(value) | Piece::Rest(value) => out.put_hex(value),
                    Piece::Number(value, number) => {
                        out.put("\"");
                        match number.form {
                            Form::Decimal | Form::DecimalAlways => digits::uint(&mut out.buf, value),
                            Form::Mode => digits::oct(&mut out.buf, value, 3),
                        }
                        out.put(number.suffix);
                        out.put("\"");
                    }
                    Piece::Zero => {}
                }
            });
            out.put("]");
        });
    }

    fn one_of(&mut self, value: u64, xlat: &'static Xlat) {
        self.value(|out| match xlat.name(value) {
            Some(name) => out.put_string(name),
            None => out.put_hex(value),
        });
    }

    fn text(&mut self, bytes: &[u8], cut: bool) {
        self.value(|out| strings::bytes(&mut out.buf, bytes, cut));
    }

    fn abstract_name(&mut self, bytes: &[u8]) {
        self.text(bytes, false);
    }

    fn binary(&mut self, bytes: &[u8], cut: bool) {
        self.text(bytes, cut);
    }

    fn ip(&mut self, address: IpAddr) {
        self.value(|out| {
            out.put("\"");
            words::ip(&mut out.buf, address);
            out.put("\"");
        });
    }

    fn interface(&mut self, index: u32) {
        match self.machine.interface(index) {
            Some(name) => {
                self.begin_macro("if_nametoindex");
                self.text(name.as_bytes(), false);
                self.end_macro();
            }
            None => self.uint(index.into()),
        }
    }

    fn expression(&mut self, value: Expression) {
        self.value(|out| {
            out.put("{\"expression\":\"");
            value.write(&mut out.buf, out.machine.zone());
            out.put("\",\"number\":");
            out.put_int(i128::from(value.number()));
            out.put("}");
        });
    }

    fn begin_macro(&mut self, name: &'static str) {
        self.begin_group("{\"macro\":", false);
        self.put_string(name);
        self.put(",\"args\":[");
    }

    fn end_macro(&mut self) {
        self.end_group("]}");
    }

    fn begin_struct(&mut self) {
        self.begin_group("{", true);
    }

    fn field(&mut self, name: &'static str) {
        self.separate();
        self.put_string(name);
        self.put(":");
    }

    fn self_naming_field(&mut self, name: &'static str) -> bool {
        self.field(name);
        true
    }

    fn end_struct(&mut self) {
        self.end_group("}");
    }

    fn begin_list(&mut self) {
        self.begin_group("[", false);
    }

    fn item(&mut self) {
        self.close_label();
        self.separate();
    }

    fn end_list(&mut self) {
        self.end_group("]");
    }

    fn begin_set(&mut self, all_but: bool) {
        self.begin_group(if all_but { "{\"all_but\":[" } else { "[" }, false);
        self.group().all_but = all_but;
    }

    fn end_set(&mut self) {
        let all_but = self.group().all_but;
        self.end_group(if all_but { "]}" } else { "]" });
    }

    fn arg(&mut self, name: &'static str, raw: i128) {
        if std::mem::replace(&mut self.in_arg, true) {
            self.put("},");
        }
        self.put_string(name);
        self.put(":{\"raw\":");
        self.put_int(raw);
        self.put(",\"value\":");
    }

    fn error(&mut self, number: i32) {
        self.at_result = false;
        self.put(",\"error\":\"");
        match errno(number) {
            Some(error) => {
                self.put(error.name);
                self.put("\",\"message\":\"");
                self.put(error.text);
            }
            None => digits::int(&mut self.buf, i64::from(number)),
        }
        self.put("\"");
    }

    fn no_result(&mut self) {
        // `raw` is null, or what the kernel returned to a task that did not live to see it.
        self.at_result = false;
    }

    fn begin_note(&mut self) {
        self.put(",\"note\":[");
        self.groups.push(Group::default());
    }

    fn label(&mut self, name: &'static str) {
        self.item();
        self.put("{");
        self.put_string(name);
        self.put(":");
        self.group().label = true;
    }

    fn end_note(&mut self) {
        self.close_label();
        self.put("]");
        self.groups.pop();
    }

    fn word(&mut self, word: &'static str) {
        self.value(|out| out.put_string(word));
    }

    fn more(&mut self) {
        self.separate();
        if self.group().object {
            return self.put("\"more\":true");
        }
        self.value(|json| json.put("{\"more\":true}"));
    }

    fn more_at(&mut self, address: u64, why: Unread) {
        self.separate();
        self.value(|json| {
            json.put("{\"more\":true,\"address\":");
            json.put_hex(address);
            json.put(unread(why));
            json.put("}");
        });
    }

    fn becomes(&mut self) {
        let group = self.group();
        let last = group.last;
        group.pair = Some(last);
        self.insert(last, "{\"before\":");
        self.put(",\"after\":");
    }

    fn remark(&mut self, remark: Remark) {
        let last = self.group().last;
        self.insert(last, "{\"value\":");
        self.put(",\"comment\":\"");
        remark.write(&mut self.buf, self.machine.zone());
        self.put("\"}");
    }
}

impl View for Json {
    fn needs(&self) -> Needs {
        Needs { times: true, comm: true, memory: true, notices: false }
    }

    fn begin_call(&mut self, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
        self.begin(
            if matches!(part, Part::Beginning | Part::Moved(_) | Part::Detached) { "unfinished" } else { "call" },
            line,
        );
        // A call that never returns takes no time: its task ends in the middle of it.
        if let (Some(duration), Outcome::Returned(_)) = (line.duration, call.outcome) {
            self.put(",\"duration_ns\":");
            digits::uint(&mut self.buf, duration);
        }
        self.put(",\"syscall\":\"");
        match call.syscall {
            Some(syscall) => self.put(syscall.name),
            None => {
                self.put("syscall_");
                digits::hex(&mut self.buf, call.number() as u64);
            }
        }
        self.put("\",\"abi\":\"");
        self.put(call.abi.name());
        self.put("\",\"nr\":");
        digits::int(&mut self.buf, call.number());
        if let Some(syscall) = call.resumes {
            self.put(",\"resumes\":");
            self.put_string(syscall.name);
        }
        self.put(",\"args\":{");
        self.in_arg = false;
        // A call has one line here, with all its arguments, when it is over.
        0
    }

    fn end_args(&mut self, call: &Call<'_>, missing: bool) {
        self.put(if self.in_arg { "}}" } else { "}" });
        if missing {
            self.put(",\"args_missing\":true");
        }
        self.put(",\"result\":{\"raw\":");
        match call.outcome {
            Outcome::Returned(result) => self.put_int(i128::from(result)),
            Outcome::Running | Outcome::Never => self.put("null"),
        }
        self.at_result = true;
    }

    fn end_call(&mut self) {
        self.at_result = false;
        self.put("}");
        self.end();
    }

    fn end_beginning(&mut self, _part: Part) {
        self.put(if self.in_arg { "}}" } else { "}" });
        self.end();
    }

    fn begin_signal(&mut self, line: &Line<'_>, signo: u32) {
        self.begin("signal", line);
        self.put_signal(",\"signal\":", signo);
        self.put(",\"info\":");
    }

    fn end_signal(&mut self) {
        self.end();
    }

    fn stopped(&mut self, line: &Line<'_>, signo: u32) {
        self.begin("stopped", line);
        self.put_signal(",\"signal\":", signo);
        self.end();
    }

    fn ended(&mut self, line: &Line<'_>, end: End) {
        self.begin("exit", line);
        match end {
            End::Exited(status) => {
                self.put(",\"status\":");
                digits::uint(&mut self.buf, u64::from(status));
            }
            End::Killed { signo, core } => {
                self.put_signal(",\"signal\":", signo);
                self.put(if core { ",\"core_dumped\":true" } else { ",\"core_dumped\":false" });
            }
        }
        self.end();
    }

    fn superseded(&mut self, line: &Line<'_>, by: u32) {
        self.begin("superseded", line);
        self.put(",\"by_tid\":");
        digits::uint(&mut self.buf, u64::from(by));
        self.end();
    }

    fn forked(&mut self, line: &Line<'_>, child_tid: u32, child_tgid: u32) {
        self.begin("fork", line);
        self.put(",\"child_pid\":");
        digits::uint(&mut self.buf, u64::from(child_tgid));
        self.put(",\"child_tid\":");
        digits::uint(&mut self.buf, u64::from(child_tid));
        self.end();
    }

    fn mode(&mut self, _line: &Line<'_>, _abi: Abi) {
        // Each call says so.
    }

    fn lost(&mut self, line: &Line<'_>, count: u64) {
        self.begin("lost", line);
        self.put(",\"calls\":");
        digits::uint(&mut self.buf, count);
        self.end();
    }

    fn summary(&mut self, counts: &Counts, how: &Summary) {
        for abi in Abi::ALL {
            for Named { name, nr, count } in summary::in_order(counts, abi, how.order) {
                self.put("{\"type\":\"summary\",\"syscall\":");
                self.put_string(&name);
                self.put(",\"abi\":");
                self.put_string(abi.name());
                self.put(",\"nr\":");
                self.put_int(i128::from(nr as i32));
                let clock = if how.wall { "wall" } else { "processor" };
                self.put(",\"clock\":");
                self.put_string(clock);
                for (field, value) in [
                    (",\"calls\":", count.calls),
                    (",\"errors\":", count.errors),
                    (",\"total_ns\":", count.time),
                    (",\"min_ns\":", count.min),
                    (",\"max_ns\":", count.max),
                ] {
                    self.put(field);
                    digits::uint(&mut self.buf, value);
                }
                self.put("}\n");
            }
        }
    }

    fn notice(&mut self, _text: Arguments<'_>) {
        // Programs read this: a message for people has no place in it.
    }

    fn lines(&self) -> &[u8] {
        &self.buf
    }

    fn clear_lines(&mut self) {
        self.buf.clear();
    }
}

#[cfg(test)]
mod tests;
