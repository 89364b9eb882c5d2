//! What JSON is a value?

use std::net::IpAddr;

use super::Group;
use super::Json;
use crate::descriptor::WORKING_DIRECTORY;
use crate::output::digits;
use crate::output::strings;
use crate::output::words;
use crate::output::words::Piece;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::row::Style;
use crate::xlat::errno;
use crate::xlat::Errno;
use crate::xlat::Form;
use crate::xlat::Xlat;

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
        self.descriptor(fd, |out| out.put_int(i128::from(fd)));
    }

    fn fd_known_as(&mut self, fd: i32, own: i32) {
        self.descriptor(own, |out| out.put_int(i128::from(fd)));
    }

    fn pid(&mut self, pid: i32) {
        self.identity(pid, pid > 0);
    }

    fn process_group(&mut self, group: i32) {
        self.identity(group, false);
    }

    fn working_directory(&mut self) {
        self.descriptor(WORKING_DIRECTORY, |out| {
            out.put("{\"name\":\"AT_FDCWD\",\"number\":");
            out.put_int(i128::from(WORKING_DIRECTORY));
            out.put("}");
        });
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

    fn flags_and_one_of(&mut self, flags: u64, of: &'static Xlat, value: u64, xlat: &'static Xlat) {
        if flags == 0 {
            return self.one_of(value, xlat);
        }
        self.value(|out| {
            out.put("[");
            for &(_, name) in of.bits.iter().filter(|row| flags & row.0 != 0) {
                out.separate();
                out.put_string(name);
            }
            out.separate();
            match xlat.name(value) {
                Some(name) => out.put_string(name),
                None => out.put_hex(value),
            }
            out.put("]");
        });
    }

    fn terminated(&mut self, bytes: &[u8], cut: bool) {
        self.text(bytes.strip_suffix(&[0]).unwrap_or(bytes), cut);
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

    fn hardware(&mut self, address: &[u8], _shown: usize) {
        self.value(|out| {
            out.put("\"");
            words::hardware(&mut out.buf, address);
            out.put("\"");
        });
    }

    fn negative_error(&mut self, error: &'static Errno) {
        self.value(|out| {
            out.put("{\"name\":\"");
            out.put(error.name);
            out.put("\",\"number\":");
            out.put_int(-i128::from(error.number));
            out.put("}");
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

    fn place(&mut self, _place: u64, _names: &'static Xlat) {
        self.item();
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

    fn begin_note(&mut self, _style: Style) {
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

    fn results(&mut self) {
        self.identities.end_entry();
    }

    fn becomes(&mut self) {
        self.identities.end_entry();
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
