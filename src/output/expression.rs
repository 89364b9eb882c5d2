//! Which values are shown in the words of C, and what is remarked on values?
//!
//! Decoders emit the numbers; the words, which all views have in common, are made
//! here, at the end.

use std::fmt;
use std::io::Write;

use super::date::Date;
use super::wait_status::Status;
use crate::machine::Zone;
use crate::xlat::Xlat;
use crate::xlat::FUTEX_WAKE_COMPARISONS;
use crate::xlat::FUTEX_WAKE_OPS;

/// A number that people write as an expression.
#[derive(Debug, Clone, Copy)]
pub enum Expression {
    /// The status of a child: `{WIFEXITED(s) && WEXITSTATUS(s) == 0}`.
    WaitStatus(u32),
    /// A multiple of 1024: `8192*1024`.
    Kibibytes(u64),
    /// The last argument of FUTEX_WAKE_OP, operation, its operand, comparison, what with:
    /// `FUTEX_OP_SET<<28|0<<12|FUTEX_OP_CMP_EQ<<24|0x7`.
    FutexWakeOp(u32),
    /// A word that several tables name the parts of: `B38400|CS8|CREAD`.
    Parts(u64, &'static [Xlat]),
    /// A byte in an array whose places have names: `[VINTR]=0x3`, `[20]=0`.
    Place {
        /// The place.
        index: u64,
        /// The names of places.
        names: &'static Xlat,
        /// The byte there.
        byte: u8,
    },
    /// A mask or a byte of so many characters, with the 0x that all but 0 have: `0x000001`, `00000000`.
    Padded(u64, usize),
    /// The number of a call: `__NR_getppid`.
    CallNumber(&'static str, u32),
    /// A time as its date.
    Date(Date),
    /// A namespace, by its kind and its id: `uts:[4026531838]`.
    Namespace(&'static str, u32),
}

impl Expression {
    /// The number that is meant.
    pub fn number(&self) -> u64 {
        match *self {
            Expression::WaitStatus(number)
            | Expression::FutexWakeOp(number)
            | Expression::CallNumber(_, number)
            | Expression::Namespace(_, number) => number.into(),
            Expression::Kibibytes(number) | Expression::Parts(number, _) | Expression::Padded(number, _) => number,
            Expression::Place { byte, .. } => byte.into(),
            Expression::Date(date) => date.seconds() as u64,
        }
    }

    /// Appends it in the words of C: names, numbers and operators, nothing that needs an escape.
    pub(super) fn write(&self, out: &mut Vec<u8>, zone: &Zone) {
        // Writing to a Vec cannot fail.
        let _ = match *self {
            Expression::WaitStatus(status) => write!(out, "{}", Status(status)),
            Expression::Kibibytes(value) => write!(out, "{}*1024", value / 1024),
            Expression::FutexWakeOp(word) => write!(out, "{}", FutexWakeOp(word)),
            Expression::Parts(value, tables) => write!(out, "{}", Parts { value, tables }),
            Expression::Place { index, names, byte } => match names.name(index) {
                Some(name) => write!(out, "[{name}]={}", Hex(byte.into())),
                None => write!(out, "[{index}]={}", Hex(byte.into())),
            },
            Expression::Padded(0, width) => write!(out, "{:0width$}", 0),
            Expression::Padded(value, width) => write!(out, "{value:#0width$x}"),
            Expression::Namespace(kind, id) => write!(out, "{kind}:[{id}]"),
            Expression::CallNumber(name, _) => write!(out, "__NR_{name}"),
            Expression::Date(date) => {
                date.write(out, zone);
                Ok(())
            }
        };
    }
}

/// What is said of a value beside it.
#[derive(Debug, Clone, Copy)]
pub enum Remark {
    /// The date that it is.
    Date(Date),
    /// Its name.
    Name(&'static str),
    /// So many strings are there: `21 vars`.
    Vars(u64),
    /// So many directory entries are there, or more: `5 entries`, `5+ entries`.
    Entries(u64, bool),
    /// The time of so many ticks of 1/100 s, as the kernel counts them for user space everywhere: `1.25 s`.
    Ticks(i128),
    /// The time of so many of as many a second: `0.250 s`.
    Seconds(u64, u32),
}

impl Remark {
    /// Appends its words: nothing that needs an escape.
    pub(super) fn write(&self, out: &mut Vec<u8>, zone: &Zone) {
        // Writing to a Vec cannot fail.
        let _ = match *self {
            Remark::Date(date) => {
                date.write(out, zone);
                Ok(())
            }
            Remark::Name(name) => write!(out, "{name}"),
            Remark::Seconds(count, frequency) => {
                let (seconds, rest) = (count / u64::from(frequency), count % u64::from(frequency));
                let width = frequency.ilog10() as usize;
                write!(out, "{seconds}.{rest:0width$} s")
            }
            Remark::Vars(1) => write!(out, "1 var"),
            Remark::Vars(count) => write!(out, "{count} vars"),
            Remark::Entries(count, more) => write!(out, "{count}{} entries", if more { "+" } else { "" }),
            Remark::Ticks(ticks) => {
                let sign = if ticks < 0 { "-" } else { "" };
                let ticks = ticks.unsigned_abs();
                write!(out, "{sign}{}.{:02} s", ticks / 100, ticks % 100)
            }
        };
    }
}

/// The operation of FUTEX_WAKE_OP.
struct FutexWakeOp(u32);

impl fmt::Display for FutexWakeOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = self.0;
        let shift = if word >> 31 == 0 { "" } else { "FUTEX_OP_OPARG_SHIFT<<28|" };
        let op = Shifted(word >> 28 & 7, 28, &FUTEX_WAKE_OPS);
        let comparison = Shifted(word >> 24 & 0xf, 24, &FUTEX_WAKE_COMPARISONS);
        let (oparg, cmparg) = (Hex(word >> 12 & 0xfff), Hex(word & 0xfff));
        write!(f, "{shift}{op}|{oparg}<<12|{comparison}|{cmparg}")
    }
}

/// A number in hexadecimal, 0 as `0`.
struct Hex(u32);

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("0"),
            value => write!(f, "{value:#x}"),
        }
    }
}

/// A value at a bit of a word, by its name: `FUTEX_OP_ADD<<28`, `0x7<<28 /* FUTEX_OP_??? */`.
struct Shifted(u32, u32, &'static Xlat);

impl fmt::Display for Shifted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shifted(value, bit, xlat) = *self;
        match xlat.name(u64::from(value)) {
            Some(name) => write!(f, "{name}<<{bit}"),
            None => write!(f, "{}<<{bit} /* {} */", Hex(value), xlat.unknown),
        }
    }
}

/// A word that several tables name the parts of.
struct Parts {
    value: u64,
    tables: &'static [Xlat],
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every enumeration has its `|`, the last one too when no flags follow.
        let mut rest = self.value;
        let mut separator = "";
        for table in self.tables {
            let part = self.value & table.mask;
            rest &= !table.mask;
            match table.name(self.value).filter(|_| table.mask != 0) {
                Some(name) => write!(f, "{name}|")?,
                None if part != 0 => write!(f, "{part:#x}|")?,
                None => {}
            }
            for &(bits, name) in table.bits {
                if rest & bits == bits {
                    rest &= !bits;
                    write!(f, "{separator}{name}")?;
                    separator = "|";
                }
            }
        }
        if rest != 0 {
            write!(f, "{separator}{rest:#x}")?;
        }
        Ok(())
    }
}
