//! Which colours does a line have?
//!
//! A line is written without them: what follows from what stands in the buffer (commas, the column of the result,
//! what is left out again) does so in colour, too. Where a colour begins is kept aside until the line ends, and
//! then they are woven in, the same escapes in the same places as strace's.

use super::Text;
use crate::options::looks::Colours;
use crate::options::looks::Constants;
use crate::options::palette::Colour;
use crate::xlat::signal_name;
use crate::xlat::IOCTL_CMDS;

/// Where which colour begins.
#[derive(Debug, Default)]
pub(super) struct Paint {
    /// What is written now is in colour.
    on: bool,
    /// In the order of the places in the buffer.
    marks: Vec<(usize, Colour)>,
    /// The line without colours, while they are woven in.
    plain: Vec<u8>,
    /// What the call was made with has been shown.
    entered: bool,
}

/// Whether it is a signal's name.
pub(super) fn is_signal(name: &str) -> bool {
    name.starts_with("SIG") && (1..=u64::BITS).any(|signo| signal_name(signo) == Some(name))
}

/// Whether strace has a colour for a constant: not for those that it writes without asking a table of names.
fn is_tinted(name: &str, value: u64) -> bool {
    name != "RLIM64_INFINITY" && !is_signal(name) && IOCTL_CMDS.name(value) != Some(name)
}

impl Text {
    /// A colour begins here.
    pub(super) fn colour(&mut self, colour: Colour) {
        if self.paint.on {
            self.paint.marks.push((self.buf.len(), colour));
        }
    }

    /// What stands between values.
    pub(super) fn punctuation(&mut self, text: &str) {
        self.tinted(Colour::Punctuation, text, Colour::Value);
    }

    /// Text between two colours.
    pub(super) fn tinted(&mut self, colour: Colour, text: &str, then: Colour) {
        self.colour(colour);
        self.put(text);
        self.colour(then);
    }

    /// The last bytes, which are no value.
    pub(super) fn punctuated(&mut self, count: usize) {
        if self.paint.on {
            let end = self.buf.len();
            self.paint.marks.extend([(end - count, Colour::Punctuation), (end, Colour::Value)]);
        }
    }

    /// What stands there is in brackets, and a space behind it: `[ 231] `.
    pub(super) fn colours_between_brackets(&mut self, from: usize) {
        if self.paint.on {
            let end = self.buf.len() - 1;
            self.paint.marks.extend([(from + 1, Colour::Value), (end - 1, Colour::Punctuation), (end, Colour::Value)]);
        }
    }

    /// A constant's name that stands alone.
    pub(super) fn constant_name(&mut self, name: &'static str, value: u64) {
        match self.paint.on && self.style() == Constants::Abbrev && is_tinted(name, value) {
            true => self.tinted(Colour::Constant, name, Colour::Value),
            false => self.put(name),
        }
    }

    /// A string has just been written: what says that there is more of it is no part of it.
    pub(super) fn cut_mark(&mut self, cut: bool) {
        if cut {
            self.punctuated("...".len());
        }
    }

    /// What is said of a descriptor has just been written there: `<...>`.
    pub(super) fn colours_of_name(&mut self, from: usize) {
        if !self.paint.on {
            return;
        }
        for at in from..self.buf.len() {
            let is_bracket = match self.buf[at] {
                b'<' => true,
                b'>' => self.buf[at - 1] != b'-',
                _ => false,
            };
            if is_bracket {
                self.paint.marks.extend([(at, Colour::Punctuation), (at + 1, Colour::Value)]);
            }
        }
    }

    /// From here on in colour, if colours are wanted at all.
    pub(super) fn colours(&mut self, on: bool) {
        self.paint.on = on && self.looks.colours == Colours::Always;
    }

    /// What is shown from here on is known when the call has returned: there strace begins anew.
    pub(super) fn end_entry(&mut self) {
        if self.paint.on && !std::mem::replace(&mut self.paint.entered, true) {
            self.colour(Colour::None);
        }
    }

    /// A line begins, which continues another one or not.
    pub(super) fn begin_colours(&mut self, continues: bool) {
        self.paint.on = self.looks.colours == Colours::Always;
        self.paint.entered = continues;
    }

    /// Leaves out what stands there.
    pub(super) fn cut(&mut self, from: usize) {
        self.buf.truncate(from);
        while self.paint.marks.last().is_some_and(|mark| mark.0 >= from) {
            self.paint.marks.pop();
        }
    }

    /// Ends a line.
    pub(super) fn end_line(&mut self) {
        if self.paint.on {
            self.colour(Colour::None);
            self.weave();
        }
        self.buf.push(b'\n');
    }

    /// Puts the colours into the line.
    fn weave(&mut self) {
        let Paint { marks, plain, .. } = &mut self.paint;
        plain.clear();
        plain.extend_from_slice(&self.buf[self.start..]);
        self.buf.truncate(self.start);
        let mut done = 0;
        for (place, colour) in marks.drain(..) {
            let place = place - self.start;
            self.buf.extend_from_slice(&plain[done..place]);
            self.buf.extend_from_slice(self.looks.palette.escape(colour));
            done = place;
        }
        self.buf.extend_from_slice(&plain[done..]);
    }
}
