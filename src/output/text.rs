//! How does a line look to a person?
//!
//! As strace's: every method appends to one buffer that is used again for all
//! lines. The punctuation between values follows from what was written last, so
//! no stack of open groups is kept.

use std::fmt::Arguments;
use std::io::Write;

use super::digits;
use super::quote;
use super::words;
use super::words::Part;
use super::Emit;
use super::Unread;
use crate::xlat::errno;
use crate::xlat::Form;
use crate::xlat::Xlat;

/// What stands before a line, so that lines of several tasks can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefix {
    /// Nothing.
    #[default]
    None,
    /// `[pid   123] `: on a terminal, while more than one task is traced.
    Bracketed,
    /// `123   `: in a file.
    Plain,
}

/// Lines as text.
#[derive(Debug, Default)]
pub struct Text {
    /// What stands before the next line.
    pub prefix: Prefix,
    buf: Vec<u8>,
    /// Whether all fields of structs are shown.
    verbose: bool,
    /// An argument of the call has been written, on this line or on the one that it continues.
    args: bool,
    /// The innermost list is a set: spaces, not commas, between its items.
    set: bool,
}

impl Text {
    /// An empty buffer; `verbose` as [`Emit::verbose`].
    pub fn new(verbose: bool) -> Text {
        Text { verbose, ..Text::default() }
    }

    fn put(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }

    /// A comma, unless a group has just begun.
    fn separate(&mut self) {
        if !matches!(self.buf.last(), Some(b'{' | b'[' | b'(')) {
            self.put(", ");
        }
    }

    /// A number that a table has no name for: `0x63 /* SEEK_??? */`.
    fn unknown(&mut self, value: u64, xlat: &'static Xlat) {
        digits::hex(&mut self.buf, value);
        if !xlat.unknown.is_empty() {
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

    fn constant(&mut self, name: &'static str, _value: u64) {
        self.put(name);
    }

    fn flags(&mut self, value: u64, xlat: &'static Xlat) {
        let mut first = true;
        words::parts(value, xlat, |part| {
            if !std::mem::take(&mut first) {
                self.buf.push(b'|');
            }
            match part {
                Part::Name(name) => self.put(name),
                Part::Unknown(value) => self.unknown(value, xlat),
                Part::Rest(value) => digits::hex(&mut self.buf, value),
                Part::Number(value, number) => {
                    match number.form {
                        Form::Decimal | Form::DecimalAlways => digits::uint(&mut self.buf, value),
                        Form::Mode => digits::oct(&mut self.buf, value, 3),
                    }
                    self.put(number.suffix);
                }
                Part::Zero => self.buf.push(b'0'),
            }
        });
    }

    fn one_of(&mut self, value: u64, xlat: &'static Xlat) {
        match xlat.name(value) {
            Some(name) => self.put(name),
            None => self.unknown(value, xlat),
        }
    }

    fn text(&mut self, bytes: &[u8], cut: bool) {
        quote::quoted(&mut self.buf, bytes, cut);
    }

    fn expression(&mut self, text: Arguments<'_>, _value: u64) {
        // Writing to a Vec cannot fail.
        let _ = self.buf.write_fmt(text);
    }

    fn begin_macro(&mut self, name: &'static str) {
        self.put(name);
        self.buf.push(b'(');
    }

    fn end_macro(&mut self) {
        self.buf.push(b')');
    }

    fn begin_struct(&mut self) {
        self.buf.push(b'{');
    }

    fn field(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.buf.push(b'=');
    }

    fn end_struct(&mut self) {
        self.buf.push(b'}');
    }

    fn begin_list(&mut self) {
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

    fn arg(&mut self, _name: &'static str, _raw: u64) {
        if self.args {
            self.put(", ");
        }
        self.args = true;
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
        self.put(" (");
    }

    fn label(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.buf.push(b' ');
    }

    fn end_note(&mut self) {
        self.buf.push(b')');
    }

    fn word(&mut self, word: &'static str) {
        self.put(word);
    }

    fn more(&mut self) {
        self.item();
        self.put("...");
    }

    fn becomes(&mut self) {
        self.put(" => ");
    }

    fn comment(&mut self, text: Arguments<'_>) {
        let _ = write!(self.buf, " /* {text} */");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            out.comment(format_args!("{} vars", 21));
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
}
