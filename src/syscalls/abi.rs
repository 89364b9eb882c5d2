//! Which ways of making a system call are there, and which table has the calls of each?

use super::i386;
use super::layout::Model;
use super::row::Syscall;
use super::x32;
use super::x86_64;
use crate::skeleton::types::bt_abi;
use crate::skeleton::types::bt_record_flag;

/// A way of making a system call: what its number and its arguments mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Abi {
    /// That of 64-bit programs.
    #[default]
    X86_64 = bt_abi::BT_ABI_NATIVE.0 as isize,
    /// That of 32-bit programs; 64-bit ones can use it, too.
    I386 = bt_abi::BT_ABI_COMPAT.0 as isize,
    /// That of 64-bit programs with 32-bit pointers.
    X32 = bt_abi::BT_ABI_X32.0 as isize,
}

impl Abi {
    /// All of them, in the order of the kernel side's plans.
    pub const ALL: [Abi; 3] = [Abi::X86_64, Abi::I386, Abi::X32];
    /// The bit in a number that makes a call one of x32 (asm/unistd.h).
    pub const X32_BIT: u32 = 0x4000_0000;

    /// The ABI of a call, by the flags of its record.
    pub fn of(flags: u16) -> Abi {
        let has = |flag: bt_record_flag| u32::from(flags) & flag.0 != 0;
        if has(bt_record_flag::BT_COMPAT) {
            Abi::I386
        } else if has(bt_record_flag::BT_X32) {
            Abi::X32
        } else {
            Abi::X86_64
        }
    }

    /// The flag of its records.
    pub fn flag(self) -> u16 {
        match self {
            Abi::X86_64 => 0,
            Abi::I386 => bt_record_flag::BT_COMPAT.0 as u16,
            Abi::X32 => bt_record_flag::BT_X32.0 as u16,
        }
    }

    /// The ABI of a number that 64-bit code has called.
    pub fn of_number(nr: u32) -> Abi {
        if nr != u32::MAX && nr & Abi::X32_BIT != 0 {
            Abi::X32
        } else {
            Abi::X86_64
        }
    }

    /// Its calls, by ascending number, x32's without the bit.
    pub fn table(self) -> &'static [Syscall] {
        match self {
            Abi::X86_64 => x86_64::TABLE,
            Abi::I386 => i386::TABLE,
            Abi::X32 => x32::TABLE,
        }
    }

    /// The number by which the table has the call that the kernel has seen by this one.
    pub fn in_table(self, nr: u32) -> u32 {
        match self {
            Abi::X32 => nr & !Abi::X32_BIT,
            Abi::X86_64 | Abi::I386 => nr,
        }
    }

    /// How its structs are laid out.
    pub fn model(self) -> Model {
        match self {
            Abi::X86_64 => Model::X86_64,
            Abi::I386 => Model::I386,
            Abi::X32 => Model::X32,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Abi::X86_64 => "x86_64",
            Abi::I386 => "i386",
            Abi::X32 => "x32",
        }
    }
}
