//! Which names do the kernel's numbers have?
//!
//! An [`Xlat`] is a table of names for the values of one type of argument or
//! field: flag bits, an enumeration, or a mixture as in open(2)'s flags, where
//! two bits are an enumeration (the access mode) and the others are flags. One
//! file per family; the values come from the `libc` and `linux-raw-sys` crates.
//! A value that neither has yet is written as a number in the family's file and
//! checked in its tests against the header where the machine has it.

/// One name: the value and what the kernel's headers call it.
pub type Name = (u64, &'static str);

/// Names of the values of one type.
#[derive(Debug)]
pub struct Xlat {
    /// What strace says of bits or values without a name: `O_???`.
    pub unknown: &'static str,
    /// The bits that hold an enumerated value: all for an enumeration, none for flags.
    pub mask: u64,
    /// Names of the enumerated values, compared with `value & mask`.
    pub values: &'static [Name],
    /// Names of flag bits, in the order in which they print. A row of several
    /// bits stands before rows that name its parts. A row of value 0 names "no flags".
    pub bits: &'static [Name],
}

impl Xlat {
    /// A table of flag bits.
    pub const fn flags(unknown: &'static str, bits: &'static [Name]) -> Xlat {
        Xlat { unknown, mask: 0, values: &[], bits }
    }

    /// A table of values of which one holds at a time.
    pub const fn values(unknown: &'static str, values: &'static [Name]) -> Xlat {
        Xlat { unknown, mask: u64::MAX, values, bits: &[] }
    }

    /// A table where the bits in `mask` are an enumeration and the others are flags.
    pub const fn mixed(unknown: &'static str, mask: u64, values: &'static [Name], bits: &'static [Name]) -> Xlat {
        Xlat { unknown, mask, values, bits }
    }

    /// The name of an enumerated value.
    pub fn name(&self, value: u64) -> Option<&'static str> {
        self.values.iter().find(|row| row.0 == value & self.mask).map(|row| row.1)
    }
}

/// Rows of an [`Xlat`] from constants that are in scope: `names![O_CREAT, O_EXCL]`.
///
/// Every constant is cast to `u64` through its own width without sign extension
/// problems for the callers: a negative `i32` constant keeps its 32 bits only.
macro_rules! names {
    ($($name:ident),* $(,)?) => {
        &[$(($crate::xlat::Widen($name as i128).bits(), stringify!($name))),*]
    };
}
pub(crate) use names;

/// Turns a constant of any integer type into the bits that a register holds.
pub(crate) struct Widen(pub i128);

impl Widen {
    /// The value's bits: negative values of 32-bit types as 32 bits.
    pub(crate) const fn bits(self) -> u64 {
        if self.0 < 0 && self.0 >= i32::MIN as i128 {
            self.0 as i32 as u32 as u64
        } else {
            self.0 as u64
        }
    }
}
