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
//! - A descriptor of which there is more to say than its number (-y) is `{"fd": 3, "file": {"path": "/etc/passwd"}}`.
//! - `{"before": .., "after": ..}` is what the program passed and what the kernel
//!   made of it, `{"macro": "htons", "args": [80]}` a value in the words of C,
//!   `{"value": .., "comment": ..}` one with a remark.

mod descriptors;
mod identities;
mod lines;
#[cfg(test)]
mod tests;
mod values;

use super::descriptors::Descriptors;
use super::digits;
use super::identities::Identities;
use crate::machine::Given;
use crate::machine::Machine;
use crate::options::decode_fds::DecodeFds;
use crate::options::decode_pids::DecodePids;

/// The greatest integer that stays itself in a double: 2^53 is also what 2^53 + 1 is rounded to.
const EXACT: u64 = (1 << 53) - 1;

/// Lines as JSON.
#[derive(Debug)]
pub struct Json {
    buf: Vec<u8>,
    /// The stack of the line, which comes last in it.
    stack: Vec<u8>,
    /// Whose names are shown.
    machine: Box<dyn Machine>,
    /// Whether all fields of structs are shown.
    verbose: bool,
    /// What is said of descriptors,
    decode_fds: DecodeFds,
    /// and that of the call whose line it is.
    descriptors: Descriptors,
    /// What is said of ids,
    decode_pids: DecodePids,
    /// and of those of the line.
    identities: Identities,
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
    /// An empty buffer; `verbose` as [`super::Emit::verbose`]. Dates are in UTC, interfaces without a name.
    pub fn new(verbose: bool) -> Json {
        Json {
            buf: Vec::new(),
            stack: Vec::new(),
            machine: Box::new(Given::default()),
            verbose,
            decode_fds: DecodeFds::default(),
            descriptors: Descriptors::default(),
            decode_pids: DecodePids::default(),
            identities: Identities::default(),
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

    /// The same, with that said of descriptors.
    pub fn naming(self, decode_fds: DecodeFds) -> Json {
        Json { decode_fds, ..self }
    }

    /// The same, with that said of ids.
    pub fn identifying(self, decode_pids: DecodePids) -> Json {
        Json { decode_pids, ..self }
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
}
