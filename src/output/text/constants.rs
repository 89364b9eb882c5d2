//! How do constants look: by name, as numbers, or both (-X)?

use super::Text;
use crate::options::looks::Constants;
use crate::output::digits;
use crate::output::quote;
use crate::output::words;
use crate::output::words::Piece;
use crate::output::Number;
use crate::xlat::Form;
use crate::xlat::Xlat;

/// A macro whose number is shown: what to do when it ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stands {
    /// All from here on in the buffer is left out.
    For(usize),
    /// It is a comment.
    Beside,
}

impl Text {
    /// How constants look here: what is said of a result has their names always.
    pub(super) fn style(&self) -> Constants {
        if self.named {
            Constants::Abbrev
        } else {
            self.looks.constants
        }
    }

    /// A name, in one of the styles, with the number that is meant.
    pub(super) fn styled(&mut self, number: impl FnOnce(&mut Vec<u8>), name: impl FnOnce(&mut Text)) {
        match self.style() {
            Constants::Abbrev => name(self),
            Constants::Raw => number(&mut self.buf),
            Constants::Verbose if self.signals => {
                number(&mut self.buf);
                // What is said of the members of a set has no colour of its own.
                self.put(" /* ");
                name(self);
                self.put(" */");
            }
            Constants::Verbose => {
                number(&mut self.buf);
                self.begin_comment();
                name(self);
                self.end_comment();
            }
        }
    }

    /// Begins a macro that is shown as a number, or has it before it; whether it is.
    pub(super) fn begin_number(&mut self, number: Number<'_>) -> bool {
        let stands = match self.style() {
            Constants::Abbrev => return false,
            Constants::Raw => None,
            Constants::Verbose => Some(Stands::Beside),
        };
        match number {
            Number::Hex(number) => digits::hex(&mut self.buf, number),
            Number::Decimal(number) => digits::uint(&mut self.buf, number),
            Number::Bytes(bytes) => quote::hexadecimal(&mut self.buf, bytes, false),
        }
        self.stands = stands.or(Some(Stands::For(self.buf.len())));
        if matches!(self.stands, Some(Stands::Beside)) {
            self.begin_comment();
        }
        self.named = !matches!(number, Number::Decimal(_));
        true
    }

    /// Ends it.
    pub(super) fn end_number(&mut self) {
        match self.stands.take() {
            None => return,
            Some(Stands::For(from)) => self.cut(from),
            Some(Stands::Beside) => self.end_comment(),
        }
        self.named = false;
    }

    /// Flags in a style that has their number.
    pub(super) fn numbered_flags(&mut self, word: u64, xlat: &'static Xlat) {
        let upper = word >> 32;
        if xlat.halves && upper != 0 {
            let lower = word & u64::from(u32::MAX);
            if lower != 0 {
                self.numbered(lower, xlat, |_| true);
                self.punctuation("|");
            }
            digits::hex(&mut self.buf, upper);
            return self.commented(word & !u64::from(u32::MAX), xlat, |_| true);
        }
        if xlat.apart && xlat.numbers.iter().any(|number| number.form == Form::Mode) {
            return self.numbers_apart(word, xlat);
        }
        let mask = match xlat.mask {
            _ if !xlat.apart => 0,
            0 => xlat.numbers.iter().fold(0, |mask, number| mask | number.mask),
            mask => mask,
        };
        let (value, flags) = (word & mask, word & !mask);
        let is_blank = xlat.blank && value == 0 && self.style() == Constants::Raw;
        if mask == 0 || value == 0 && xlat.name(0).is_none() {
            return self.numbered(word, xlat, |_| true);
        }
        let name = xlat.name(value);
        let is_value = move |piece: &Piece| match *piece {
            Piece::Name(piece) => Some(piece) == name,
            Piece::Unknown(number) => name.is_none() && number == value,
            Piece::Number(..) => true,
            Piece::Rest(_) | Piece::Zero => false,
        };
        if xlat.value_last && flags != 0 {
            self.numbered(flags, xlat, |_| true);
            self.punctuation("|");
        }
        match (xlat.value_last, name) {
            (true, Some(name)) => self.styled(|out| digits::uint(out, value), |text| text.put(name)),
            (true, None) => digits::uint(&mut self.buf, value),
            (false, _) if is_blank => {}
            (false, _) => self.numbered(value, xlat, is_value),
        }
        if !xlat.value_last && flags != 0 {
            self.punctuation("|");
            self.numbered(flags, xlat, move |piece| match *piece {
                Piece::Name(name) => !is_value(piece) && Some(name) != xlat.name(0),
                // None of them has a name.
                Piece::Rest(rest) => rest != flags,
                Piece::Unknown(_) | Piece::Number(..) | Piece::Zero => !is_value(piece),
            });
        }
    }

    /// A number, and in a comment those of its pieces that count.
    fn numbered(&mut self, word: u64, xlat: &'static Xlat, counts: impl Fn(&Piece) -> bool) {
        let is_mode = xlat.numbers.iter().any(|number| number.form == Form::Mode);
        if is_mode {
            digits::oct(&mut self.buf, word, 3);
        } else {
            digits::hex(&mut self.buf, word);
        }
        self.commented(word, xlat, counts);
    }

    /// Flags, and each of the numbers beside them by itself: `0x200 /* IPC_CREAT */|21<<26 /* SHM_HUGE_SHIFT */|0644`.
    fn numbers_apart(&mut self, word: u64, xlat: &'static Xlat) {
        let flags = xlat.numbers.iter().fold(word, |flags, number| flags & !number.mask);
        if flags != 0 {
            digits::hex(&mut self.buf, flags);
            self.commented(flags, xlat, |piece| !matches!(piece, Piece::Number(..)));
        }
        let mut any = flags != 0;
        for number in xlat.numbers {
            let value = number.of(word);
            if value == 0 && number.form == Form::Decimal {
                continue;
            }
            if std::mem::replace(&mut any, true) {
                self.punctuation("|");
            }
            match number.form {
                Form::Mode => digits::oct(&mut self.buf, value, 3),
                Form::Decimal | Form::DecimalAlways => {
                    digits::uint(&mut self.buf, value);
                    self.put("<<");
                    let shift = number.suffix.trim_start_matches("<<");
                    self.styled(|out| digits::uint(out, number.mask.trailing_zeros().into()), |text| text.put(shift));
                }
            }
        }
    }

    /// In a comment those of a word's pieces that count.
    fn commented(&mut self, word: u64, xlat: &'static Xlat, counts: impl Fn(&Piece) -> bool) {
        if self.style() == Constants::Raw {
            return;
        }
        let (from, mut first) = (self.buf.len(), true);
        words::pieces(word, xlat, |piece| {
            if !counts(&piece) || matches!(piece, Piece::Zero) {
                return;
            }
            match std::mem::take(&mut first) {
                true => self.begin_comment(),
                false if xlat.tint.is_apart() => self.punctuation("|"),
                false => self.put("|"),
            }
            match piece {
                // Nothing has a name.
                Piece::Unknown(_) if self.buf.len() == from + 4 => self.put(xlat.unknown),
                piece => self.piece(piece, xlat),
            }
        });
        match &self.buf[from..] {
            b"" => {}
            b" /* " => self.cut(from),
            _ => self.end_comment(),
        }
    }
}
