//! Which names do the kernel's numbers have?
//!
//! An [`Xlat`] is a table of names for the values of one type of argument or
//! field: flag bits, an enumeration, or a mixture as in open(2)'s flags, where
//! two bits are an enumeration (the access mode) and the others are flags. One
//! file per family.
//!
//! What the kernel takes and writes has its value from `linux-raw-sys`, which is
//! made of the kernel's own headers; what those lack, from `libc`; what neither has
//! yet is written as a number in the family's file, and the tests compare it with
//! the machine's headers. For the calls that beetrace makes itself `nix` is asked
//! first, then `rustix` (ends of real-time signals), then `libc`.

mod address;
mod at;
mod bpf;
mod capability;
mod confine;
mod control;
mod device;
mod errno;
mod events;
mod fanotify;
mod fcntl;
mod filesystem;
mod fs;
mod fsmount;
mod futex;
mod ioctl;
mod ipc;
mod kexec;
mod keys;
mod memory;
mod net;
mod pages;
mod poll;
mod prctl;
mod process;
mod ptrace;
mod siginfo;
mod signal;
mod sockopt;
mod statx;
mod task;
mod terminal;
mod time;
mod timer;
mod timex;
mod transfer;
mod uring;

pub use address::*;
pub use at::*;
pub use bpf::*;
pub use capability::*;
pub use confine::*;
pub use control::*;
pub use device::*;
pub use errno::*;
pub use events::*;
pub use fanotify::*;
pub use fcntl::*;
pub use filesystem::*;
pub use fs::*;
pub use fsmount::*;
pub use futex::*;
pub use ioctl::*;
pub use ipc::*;
pub use kexec::*;
pub use keys::*;
pub use memory::*;
pub use net::*;
pub use pages::*;
pub use poll::*;
pub use prctl::*;
pub use process::*;
pub use ptrace::*;
pub use siginfo::*;
pub use signal::*;
pub use sockopt::*;
pub use statx::*;
pub use task::*;
pub use terminal::*;
pub use time::*;
pub use timer::*;
pub use timex::*;
pub use transfer::*;
pub use uring::*;

/// One name: the value and what the kernel's headers call it.
pub type Name = (u64, &'static str);

/// Names of the values of one type.
///
/// A word prints as its parts joined by `|`, in the order of the fields here.
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
    /// Bits that are neither, but a number of their own: shmget(2)'s permissions.
    pub numbers: &'static [Number],
    /// The enumerated value prints after the flags: `SCHED_RESET_ON_FORK|SCHED_FIFO`.
    pub value_last: bool,
    /// With -X the enumerated value and the flags are two numbers: `0x1|0x80000`; and permissions: `0x200|0644`.
    pub apart: bool,
    /// With -X the upper 32 bits are a number of their own.
    pub halves: bool,
    /// With -X raw an enumerated 0 is nothing at all: `|0x800`.
    pub blank: bool,
    /// What of it has a colour.
    pub tint: Tint,
    /// `values` ascend, so that a name is found by bisection.
    sorted: bool,
}

/// What has the colour of constants, where lines have colours: as in strace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// Each name by itself.
    Each,
    /// Each name by itself, in comments too (-X verbose), where others have none.
    EachAlways,
    /// The whole word, with what stands between its names.
    Whole,
    /// Nothing.
    Nothing,
}

impl Tint {
    /// Whether what stands between names is no part of them.
    pub fn is_apart(self) -> bool {
        matches!(self, Tint::Each | Tint::EachAlways)
    }
}

/// A number within a word of flags.
#[derive(Debug)]
pub struct Number {
    /// The bits that hold it.
    pub mask: u64,
    /// What follows it: `21<<MAP_HUGE_SHIFT`.
    pub suffix: &'static str,
    /// How it prints.
    pub form: Form,
}

/// How a [`Number`] prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In decimal, when it is not 0.
    Decimal,
    /// In decimal, 0 too.
    DecimalAlways,
    /// As permissions, in octal with at least three digits, 0 too: `0644`, `000`.
    Mode,
}

impl Number {
    /// The number in a word.
    pub const fn of(&self, word: u64) -> u64 {
        (word & self.mask) >> self.mask.trailing_zeros()
    }
}

impl Xlat {
    /// A table of flag bits.
    pub const fn flags(unknown: &'static str, bits: &'static [Name]) -> Xlat {
        Xlat::mixed(unknown, 0, &[], bits)
    }

    /// A table of values of which one holds at a time.
    pub const fn values(unknown: &'static str, values: &'static [Name]) -> Xlat {
        Xlat::mixed(unknown, u64::MAX, values, &[])
    }

    /// As [`Xlat::values`] for a long table: the rows must ascend, which the compiler checks.
    pub const fn sorted(unknown: &'static str, values: &'static [Name]) -> Xlat {
        let mut row = 1;
        while row < values.len() {
            assert!(values[row - 1].0 < values[row].0, "rows of a sorted table do not ascend");
            row += 1;
        }
        let mut xlat = Xlat::values(unknown, values);
        xlat.sorted = true;
        xlat
    }

    /// A table where the bits in `mask` are an enumeration and the others are flags.
    pub const fn mixed(unknown: &'static str, mask: u64, values: &'static [Name], bits: &'static [Name]) -> Xlat {
        Xlat {
            unknown,
            mask,
            values,
            bits,
            numbers: &[],
            value_last: false,
            apart: false,
            halves: false,
            blank: false,
            tint: Tint::Each,
            sorted: false,
        }
    }

    /// The same table with numbers among the flags.
    pub const fn with_numbers(mut self, numbers: &'static [Number]) -> Xlat {
        self.numbers = numbers;
        self
    }

    /// The same table, the enumerated value printed last.
    pub const fn value_last(mut self) -> Xlat {
        self.value_last = true;
        self
    }

    /// The same table, the enumerated value a number of its own.
    pub const fn apart(mut self) -> Xlat {
        self.apart = true;
        self
    }

    /// The same table for a word of which each half is a number of its own with -X.
    pub const fn halves(mut self) -> Xlat {
        self.halves = true;
        self
    }

    /// The same, of which that has a colour.
    pub const fn tinted(mut self, tint: Tint) -> Xlat {
        self.tint = tint;
        self
    }

    /// The same table, where an enumerated 0 is nothing with -X raw.
    pub const fn blank(mut self) -> Xlat {
        self.blank = true;
        self
    }

    /// The name of an enumerated value.
    pub fn name(&self, value: u64) -> Option<&'static str> {
        let value = value & self.mask;
        if self.sorted {
            let row = self.values.binary_search_by_key(&value, |row| row.0).ok()?;
            return self.values.get(row).map(|row| row.1);
        }
        self.values.iter().find(|row| row.0 == value).map(|row| row.1)
    }
}

/// Rows of an [`Xlat`] from constants: of one module that is in scope,
/// `names![general: O_CREAT, O_EXCL]`, of several in turn, `names![general: O_CREAT;
/// libc: FAN_NOFD]`, or without a module, `names![O_CREAT]`. `NAME as "text"`
/// prints another text than the constant's name.
///
/// A negative `i32` constant keeps its 32 bits only.
macro_rules! names {
    ($($module:ident: $($name:ident $(as $text:literal)?),* $(,)?);+ $(;)?) => {
        &[$($($crate::xlat::names!(@row ($module::$name) $name $($text)?)),*),+]
    };
    (@row ($value:expr) $name:ident) => { ($crate::xlat::Widen($value as i128).bits(), stringify!($name)) };
    (@row ($value:expr) $name:ident $text:literal) => { ($crate::xlat::Widen($value as i128).bits(), $text) };
    ($($name:ident $(as $text:literal)?),* $(,)?) => {
        &[$($crate::xlat::names!(@row ($name) $name $($text)?)),*]
    };
}
pub(crate) use names;

/// Constants that neither crate has yet: `unlisted! { O_EMPTYPATH = 0x4000000; }`.
///
/// The tests compare them with the machine's headers.
macro_rules! unlisted {
    ($($name:ident = $value:literal;)*) => {
        $(pub(crate) const $name: u64 = $value;)*
        #[cfg(test)]
        pub(super) const UNLISTED: &[$crate::xlat::Name] = &[$(($value, stringify!($name))),*];
    };
}
pub(crate) use unlisted;

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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fs as files;
    use std::path::Path;

    use super::*;

    /// `#define NAME number` and `NAME = number` lines of the C headers in a directory and below.
    fn constants_of(dir: &Path, found: &mut HashMap<String, u64>) {
        for entry in files::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                constants_of(&path, found);
                continue;
            }
            for line in files::read_to_string(&path).unwrap_or_default().lines() {
                let line = line.split("/*").next().unwrap_or_default().replace(['=', ','], " ");
                let mut words = line.split_whitespace().skip_while(|word| *word == "#define");
                if let (Some(name), Some(value), None) = (words.next(), words.next(), words.next()) {
                    let number = match value.strip_prefix("0x") {
                        Some(digits) => u64::from_str_radix(digits, 16),
                        None => value.parse(),
                    };
                    if let Ok(number) = number {
                        found.insert(name.to_string(), number);
                    }
                }
            }
        }
    }

    #[test]
    fn constants_written_by_hand_are_those_of_the_headers() {
        let mut headers = HashMap::new();
        for dir in ["linux", "asm-generic", "x86_64-linux-gnu/asm", "x86_64-linux-gnu/bits"] {
            constants_of(&Path::new("/usr/include").join(dir), &mut headers);
        }
        let families = [
            address::UNLISTED,
            bpf::UNLISTED,
            confine::UNLISTED,
            control::UNLISTED,
            fanotify::UNLISTED,
            fcntl::UNLISTED,
            filesystem::UNLISTED,
            super::fs::UNLISTED,
            fsmount::UNLISTED,
            ioctl::UNLISTED,
            ipc::UNLISTED,
            kexec::UNLISTED,
            keys::UNLISTED,
            net::UNLISTED,
            pages::UNLISTED,
            poll::UNLISTED,
            prctl::UNLISTED,
            process::UNLISTED,
            siginfo::UNLISTED,
            signal::UNLISTED,
            sockopt::UNLISTED,
            task::UNLISTED,
            terminal::UNLISTED,
            timex::UNLISTED,
            transfer::UNLISTED,
            uring::UNLISTED,
        ];
        for (value, name) in families.into_iter().flatten() {
            if let Some(number) = headers.get(*name) {
                assert_eq!(number, value, "{name}");
            }
        }
    }

    #[test]
    fn a_name_is_found_in_short_and_in_long_tables() {
        assert_eq!(SEEK_WHENCE.name(0), Some("SEEK_SET"));
        assert_eq!(SEEK_WHENCE.name(77), None);
        assert_eq!(IOCTL_CMDS.name(libc::TCGETS), Some("TCGETS"));
        assert_eq!(IOCTL_CMDS.name(0), None);
    }

    #[test]
    fn a_negative_constant_keeps_its_32_bits() {
        assert_eq!(RUSAGE_WHO.name(0xffff_ffff), Some("RUSAGE_CHILDREN"));
    }

    #[test]
    fn a_number_is_taken_from_its_bits() {
        let huge_page_size = &MAP_FLAGS.numbers[0];
        assert_eq!(huge_page_size.of(u64::from(linux_raw_sys::general::MAP_HUGE_2MB)), 21);
    }
}
