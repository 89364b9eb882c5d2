//! How do values look, and what stands between them?

use std::net::IpAddr;

use super::paint::is_signal;
use super::Text;
use crate::descriptor::WORKING_DIRECTORY;
use crate::options::looks::Constants;
use crate::options::looks::Hex;
use crate::options::palette::Colour;
use crate::output::digits;
use crate::output::quote;
use crate::output::words;
use crate::output::words::Piece;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Number;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::row::Style;
use crate::xlat::errno;
use crate::xlat::Errno;
use crate::xlat::Form;
use crate::xlat::Tint;
use crate::xlat::Xlat;

impl Text {
    /// A comma, unless a group has just begun.
    fn separate(&mut self) {
        if !matches!(self.buf.last(), Some(b'{' | b'[' | b'(')) {
            self.punctuation(", ");
        }
    }

    /// One piece of a word of flags.
    pub(super) fn piece(&mut self, piece: Piece, xlat: &'static Xlat) {
        match piece {
            Piece::Name(name) => self.name_of(name, xlat),
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
            self.begin_comment();
            self.put(xlat.unknown);
            self.end_comment();
        }
    }

    /// A name out of a table.
    pub(super) fn name_of(&mut self, name: &'static str, xlat: &'static Xlat) {
        let has_colour = match xlat.tint {
            Tint::Each => self.style() == Constants::Abbrev && !is_signal(name),
            Tint::EachAlways => true,
            Tint::Whole | Tint::Nothing => false,
        };
        match has_colour {
            true => self.tinted(Colour::Constant, name, Colour::Value),
            false => self.put(name),
        }
    }

    /// Begins a comment on the value just written.
    pub(super) fn begin_comment(&mut self) {
        self.colour(Colour::Comment);
        self.put(" /* ");
    }

    /// Ends it.
    pub(super) fn end_comment(&mut self) {
        self.tinted(Colour::Comment, " */", Colour::Value);
    }

    /// What is said of a descriptor behind its number.
    fn said_of(&mut self, fd: i32) {
        let from = self.buf.len();
        self.buf.extend_from_slice(self.descriptors.of(fd));
        self.colours_of_name(from);
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
        self.said_of(fd);
    }

    fn fd_known_as(&mut self, fd: i32, own: i32) {
        digits::int(&mut self.buf, i64::from(fd));
        self.said_of(own);
    }

    fn pid(&mut self, pid: i32) {
        digits::int(&mut self.buf, i64::from(pid));
        // -1 stands for all of them, as 0 for the caller.
        if pid != -1 {
            self.identity(pid.unsigned_abs(), pid > 0);
        }
    }

    fn process_group(&mut self, group: i32) {
        digits::int(&mut self.buf, i64::from(group));
        self.identity(group.unsigned_abs(), false);
    }

    fn working_directory(&mut self) {
        self.constant("AT_FDCWD", i128::from(WORKING_DIRECTORY));
        self.said_of(WORKING_DIRECTORY);
    }

    fn constant(&mut self, name: &'static str, value: i128) {
        self.styled(|out| digits::wide(out, value), |text| text.constant_name(name, value as u64));
    }

    fn hex_constant(&mut self, name: &'static str, value: u64) {
        self.styled(|out| digits::hex(out, value), |text| text.constant_name(name, value));
    }

    fn negative_error(&mut self, error: &'static Errno) {
        let number = -i64::from(error.number);
        self.styled(
            |out| digits::int(out, number),
            |text| {
                text.put("-");
                text.put(error.name);
            },
        );
    }

    fn member(&mut self, name: &'static str, signo: u32) {
        self.styled(|out| digits::uint(out, signo.into()), |text| text.put(name));
    }

    fn flags(&mut self, value: u64, xlat: &'static Xlat) {
        if self.style() != Constants::Abbrev {
            return self.numbered_flags(value, xlat);
        }
        let (mut first, apart) = (true, xlat.tint.is_apart());
        if xlat.tint == Tint::Whole {
            self.colour(Colour::Constant);
        }
        words::pieces(value, xlat, |piece| {
            if !std::mem::take(&mut first) {
                match apart {
                    true => self.punctuation("|"),
                    false => self.put("|"),
                }
            }
            self.piece(piece, xlat);
        });
        if xlat.tint == Tint::Whole {
            self.colour(Colour::Value);
        }
    }

    fn flags_and_one_of(&mut self, flags: u64, of: &'static Xlat, value: u64, xlat: &'static Xlat) {
        for &(bit, name) in of.bits.iter().filter(|row| flags & row.0 != 0) {
            self.styled(|out| digits::hex(out, bit), |text| text.name_of(name, of));
            self.punctuation("|");
        }
        self.one_of(value, xlat);
    }

    fn terminated(&mut self, bytes: &[u8], cut: bool) {
        // As in strace, the NUL is a character like others where those that cannot be printed decide.
        let is_binary = match self.looks.hex {
            Hex::All => true,
            Hex::Strings => !cut || !quote::is_plain(bytes),
            Hex::Nothing | Hex::Escapes => false,
        };
        match bytes.strip_suffix(&[0]) {
            Some(text) if !is_binary => self.text(text, cut),
            _ if is_binary => self.binary(bytes, true),
            _ => self.text(bytes, true),
        }
    }

    fn one_of(&mut self, value: u64, xlat: &'static Xlat) {
        match xlat.name(value) {
            Some(name) => self.styled(|out| digits::hex(out, value), |text| text.name_of(name, xlat)),
            None => self.unknown(value, xlat),
        }
    }

    fn text(&mut self, bytes: &[u8], cut: bool) {
        quote::quoted(&mut self.buf, bytes, cut, self.looks.hex);
        self.cut_mark(cut);
    }

    fn abstract_name(&mut self, bytes: &[u8]) {
        self.put("@");
        self.text(bytes.get(1..).unwrap_or_default(), false);
    }

    fn binary(&mut self, bytes: &[u8], cut: bool) {
        quote::hexadecimal(&mut self.buf, bytes, cut);
        self.cut_mark(cut);
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

    fn hardware(&mut self, address: &[u8], shown: usize) {
        let style = self.style();
        if style != Constants::Abbrev {
            quote::hexadecimal(&mut self.buf, address, false);
        }
        if style == Constants::Raw {
            return;
        }
        if style == Constants::Verbose {
            self.begin_comment();
        }
        words::hardware(&mut self.buf, address.get(..shown).unwrap_or(address));
        if style == Constants::Verbose {
            self.end_comment();
        }
    }

    fn interface(&mut self, index: u32) {
        let style = self.style();
        let name = match style {
            Constants::Raw => None,
            Constants::Abbrev | Constants::Verbose => self.machine.interface(index),
        };
        if name.is_none() || style == Constants::Verbose {
            self.uint(index.into());
        }
        let Some(name) = name else { return };
        if style == Constants::Verbose {
            self.begin_comment();
        }
        self.tinted(Colour::Macro, "if_nametoindex", Colour::Punctuation);
        self.put("(");
        self.colour(Colour::Value);
        self.text(name.as_bytes(), false);
        self.tinted(Colour::Punctuation, ")", Colour::None);
        if style == Constants::Verbose {
            self.end_comment();
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
        self.tinted(Colour::Macro, name, Colour::Punctuation);
        self.put("(");
        self.colour(Colour::Value);
    }

    fn begin_macro_of(&mut self, name: &'static str, number: Number<'_>) {
        self.begin_number(number);
        self.begin_macro(name);
    }

    fn end_macro(&mut self) {
        self.tinted(Colour::Punctuation, ")", Colour::None);
        self.end_number();
    }

    fn begin_struct(&mut self) {
        self.punctuation("{");
    }

    fn field(&mut self, name: &'static str) {
        self.separate();
        self.tinted(Colour::Name, name, Colour::Punctuation);
        self.put("=");
        self.colour(Colour::Value);
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
        self.punctuation("}");
    }

    fn begin_list(&mut self) {
        self.named = false;
        self.punctuation("[");
    }

    fn item(&mut self) {
        if !self.set {
            self.separate();
        } else if !self.buf.ends_with(b"[") {
            match self.signals {
                true => self.put(" "),
                false => self.punctuation(" "),
            }
        }
    }

    fn place(&mut self, place: u64, names: &'static Xlat) {
        self.item();
        self.punctuation("[");
        match names.name(place) {
            Some(name) => self.styled(|out| digits::uint(out, place), |text| text.name_of(name, names)),
            None => {
                digits::uint(&mut self.buf, place);
                if self.style() != Constants::Raw {
                    self.begin_comment();
                    self.put(names.unknown);
                    self.end_comment();
                }
            }
        }
        self.punctuation("]");
        self.put("=");
    }

    fn end_list(&mut self) {
        self.punctuation("]");
    }

    fn begin_set(&mut self, all_but: bool) {
        self.punctuation(if all_but { "~[" } else { "[" });
        self.set = true;
    }

    fn begin_signals(&mut self, all_but: bool) {
        self.put(if all_but { "~[" } else { "[" });
        (self.set, self.signals) = (true, true);
    }

    fn end_set(&mut self) {
        self.set = false;
        match std::mem::take(&mut self.signals) {
            true => self.put("]"),
            false => self.punctuation("]"),
        }
    }

    fn arg(&mut self, name: &'static str, _raw: i128) {
        self.args += 1;
        if self.args > 1 {
            self.punctuation(", ");
        }
        if self.names {
            self.colour(Colour::Name);
            if self.raw {
                self.put("arg");
                digits::uint(&mut self.buf, self.args as u64);
            } else {
                self.put(name);
            }
            self.punctuation("=");
        }
    }

    fn results(&mut self) {
        self.end_entry();
        self.identities.end_entry();
    }

    fn error(&mut self, number: i32) {
        match errno(number) {
            Some(error) => {
                self.put(if error.is_restart() { "?" } else { "-1" });
                self.tinted(Colour::None, " ", Colour::Error);
                self.put(error.name);
                self.tinted(Colour::None, " ", Colour::Error);
                self.put("(");
                self.put(error.text);
            }
            None => {
                self.put("-1");
                self.tinted(Colour::None, " ", Colour::Error);
                self.put("(errno ");
                digits::int(&mut self.buf, i64::from(number));
            }
        }
        self.buf.push(b')');
    }

    fn no_result(&mut self) {
        self.buf.push(b'?');
    }

    fn begin_note(&mut self, style: Style) {
        let is_raw = self.looks.constants == Constants::Raw;
        if is_raw && matches!(style, Style::NamedIfAny | Style::StyledIfAny) {
            self.unsaid = Some(self.buf.len());
        }
        self.named = matches!(style, Style::Named | Style::NamedIfAny);
        self.tinted(Colour::None, " ", Colour::Result);
        self.put("(");
        self.colours(false);
    }

    fn label(&mut self, name: &'static str) {
        self.separate();
        self.put(name);
        self.buf.push(b' ');
    }

    fn end_note(&mut self) {
        self.named = false;
        self.buf.push(b')');
        self.colours(true);
        if let Some(from) = self.unsaid.take() {
            self.cut(from);
        }
    }

    fn word(&mut self, word: &'static str) {
        self.put(word);
    }

    fn more(&mut self) {
        self.item();
        self.punctuation("...");
    }

    fn more_at(&mut self, address: u64, _why: Unread) {
        self.more();
        self.begin_comment();
        digits::hex(&mut self.buf, address);
        self.end_comment();
    }

    fn becomes(&mut self) {
        self.end_entry();
        self.identities.end_entry();
        self.punctuation(" => ");
    }

    fn remark(&mut self, remark: Remark) {
        if matches!(remark, Remark::Name(_)) && self.style() == Constants::Raw {
            return;
        }
        self.begin_comment();
        remark.write(&mut self.buf, self.machine.zone());
        self.end_comment();
    }
}
