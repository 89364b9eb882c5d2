//! What does beetrace know about each syscall?
//!
//! One row (row.rs) of a table per syscall (x86_64.rs), sub-tables for the calls
//! whose arguments follow from one of them (select.rs), both written with the
//! macros here and in the words of words.rs. A word stands for what an argument is:
//! a number (value.rs), or what is behind a pointer (kind.rs), described once in
//! the terms of shape.rs, from which all else follows: what the kernel side copies
//! (plan.rs, for each call as deeply as depth.rs says), and which names a row must have, checked when beetrace is compiled
//! (check.rs). Structs are tables of fields, too (record.rs, records), whose places
//! in each ABI follow by a rule (layout.rs). The tables of other ABIs (i386.rs,
//! x32.rs) refer to x86-64's (foreign.rs); abi.rs says which table is whose.

#[macro_use]
mod macros;

#[macro_use]
mod foreign;

pub mod abi;
mod check;
pub mod depth;
pub mod i386;
pub mod kind;
pub mod layout;
pub mod netlink;
pub mod part;
pub mod plan;
pub mod record;
pub mod records;
pub mod row;
pub mod select;
pub mod shape;
pub mod subject;
pub mod value;
pub mod wheres;
pub mod words;
pub mod x32;
pub mod x86_64;

use abi::Abi;
use row::class;
use row::Syscall;
use x86_64::TABLE;

/// How many numbers the longest table spans.
const NUMBERS: usize = x32::TABLE[x32::TABLE.len() - 1].nr as usize + 1;

/// Position of every number's row in its table, plus one; 0 for numbers without a row. By ABI.
static INDEX: [[u16; NUMBERS]; Abi::ALL.len()] = [index(TABLE), index(i386::TABLE), index(x32::TABLE)];

const fn index(table: &[Syscall]) -> [u16; NUMBERS] {
    let mut index = [0; NUMBERS];
    let mut row = 0;
    while row < table.len() {
        index[table[row].nr as usize] = row as u16 + 1;
        row += 1;
    }
    index
}

/// The row of a number, as the kernel has seen it.
pub fn lookup(abi: Abi, nr: u32) -> Option<&'static Syscall> {
    Some(&abi.table()[position(abi, nr)?])
}

/// Where the row of a number is in the table of its ABI.
pub fn position(abi: Abi, nr: u32) -> Option<usize> {
    let position = *INDEX[abi as usize].get(usize::try_from(abi.in_table(nr)).ok()?)?;
    usize::from(position).checked_sub(1)
}

/// The row of a syscall's name, on x86-64.
pub fn by_name(name: &str) -> Option<&'static Syscall> {
    TABLE.iter().find(|row| row.name == name)
}

/// The class bits of a class name as on the command line, without its first `%`.
pub fn class_by_name(name: &str) -> Option<u32> {
    // strace's long-standing second spelling.
    let name = if name == "net" { "network" } else { name };
    class::NAMES.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// The rows that are in any of these classes.
pub fn members(classes: u32) -> impl Iterator<Item = &'static Syscall> {
    TABLE.iter().filter(move |row| row.classes & classes != 0)
}

#[cfg(test)]
mod tests {
    use linux_raw_sys::general::*;

    use super::kind::Kind;
    use super::row::special;
    use super::value::Value;
    use super::*;
    use crate::xlat::Xlat;
    use crate::xlat::IOCTL_CMDS;

    #[test]
    fn every_row_is_found_by_number_and_by_name() {
        for (abi, row) in Abi::ALL.into_iter().flat_map(|abi| abi.table().iter().map(move |row| (abi, row))) {
            assert!(std::ptr::eq(lookup(abi, row.nr).unwrap(), row));
            let first = abi.table().iter().find(|other| other.name == row.name).unwrap();
            assert!(std::ptr::eq(first, row), "two rows of {} are called {}", abi.name(), row.name);
        }
        assert!(std::ptr::eq(by_name("close").unwrap(), lookup(Abi::X86_64, 3).unwrap()));
        assert!(std::ptr::eq(lookup(Abi::X32, Abi::X32_BIT | 3).unwrap(), lookup(Abi::X32, 3).unwrap()));
    }

    /// `(number, name)` of the kernel header's lines: `#define __NR_read 0`, x32's `(__X32_SYSCALL_BIT + 0)`.
    fn header(abi: Abi) -> Vec<(u32, String)> {
        let header = match abi {
            Abi::X86_64 => "unistd_64.h",
            Abi::I386 => "unistd_32.h",
            Abi::X32 => "unistd_x32.h",
        };
        let text = std::fs::read_to_string(format!("/usr/include/x86_64-linux-gnu/asm/{header}")).unwrap_or_default();
        let number = |text: &str| match text.strip_prefix("(__X32_SYSCALL_BIT + ") {
            Some(rest) => rest.strip_suffix(')')?.parse().ok().map(|number: u32| Abi::X32_BIT | number),
            None => text.parse().ok(),
        };
        let lines = text.lines().filter_map(|line| line.strip_prefix("#define __NR_")?.split_once(' '));
        lines.filter_map(|(name, text)| Some((number(text.trim())?, name.to_string()))).collect()
    }

    #[test]
    fn every_call_of_the_kernels_header_has_its_row() {
        for abi in Abi::ALL {
            for (number, name) in header(abi) {
                assert_eq!(lookup(abi, number).map(|row| row.name), Some(name.as_str()), "{} {number}", abi.name());
            }
        }
    }

    #[test]
    fn calls_of_all_abis_have_the_same_numbers_from_424_on() {
        for row in TABLE.iter().filter(|row| row.nr >= 424) {
            for abi in Abi::ALL {
                assert_eq!(lookup(abi, row.nr).map(|row| row.name), Some(row.name), "{}", abi.name());
            }
        }
    }

    #[test]
    fn the_rows_of_other_abis_have_what_differs_there() {
        let of = |abi, nr| {
            let row = lookup(abi, nr).unwrap();
            (row.name, row.args.iter().map(|arg| arg.name).collect::<Vec<_>>(), row.classes, row.special)
        };
        let raw = special::RAW;
        assert_eq!(of(Abi::I386, 195), ("stat64", vec!["pathname", "statbuf"], by_name("stat").unwrap().classes, raw));
        let offset = vec!["fd", "buf", "count", "offset_low", "offset_high"];
        assert_eq!(of(Abi::I386, 180), ("pread64", offset, class::DESC, raw));
        assert_eq!(of(Abi::I386, 7), ("waitpid", vec!["pid", "status", "options"], class::PROCESS, raw));
        assert_eq!(of(Abi::I386, 2), ("fork", vec![], class::PROCESS, raw | special::FORKS));
        assert_eq!(of(Abi::X32, 13).0, "rt_sigaction#64");
        assert_eq!(of(Abi::X32, 512).0, "rt_sigaction");
        let execs = raw | special::EXECS;
        assert_eq!(of(Abi::X32, 520).3, execs);
        assert_eq!(of(Abi::I386, 358).3, execs);
    }

    #[test]
    fn calls_newer_than_the_machines_header_have_their_rows() {
        let newer = [
            (__NR_cachestat, "cachestat"),
            (__NR_fchmodat2, "fchmodat2"),
            (__NR_map_shadow_stack, "map_shadow_stack"),
            (__NR_futex_wake, "futex_wake"),
            (__NR_futex_wait, "futex_wait"),
            (__NR_futex_requeue, "futex_requeue"),
            (__NR_statmount, "statmount"),
            (__NR_listmount, "listmount"),
            (__NR_lsm_get_self_attr, "lsm_get_self_attr"),
            (__NR_lsm_set_self_attr, "lsm_set_self_attr"),
            (__NR_lsm_list_modules, "lsm_list_modules"),
            (__NR_mseal, "mseal"),
            (__NR_setxattrat, "setxattrat"),
            (__NR_getxattrat, "getxattrat"),
            (__NR_listxattrat, "listxattrat"),
            (__NR_removexattrat, "removexattrat"),
            (__NR_open_tree_attr, "open_tree_attr"),
            (__NR_file_getattr, "file_getattr"),
            (__NR_file_setattr, "file_setattr"),
        ];
        for (number, name) in newer {
            assert_eq!(lookup(Abi::X86_64, number).map(|row| row.name), Some(name), "{number}");
        }
    }

    #[test]
    fn no_number_is_missing_but_those_that_the_kernel_leaves_out() {
        let last = TABLE.last().map_or(0, |row| row.nr);
        let missing: Vec<u32> = (0..=last).filter(|nr| lookup(Abi::X86_64, *nr).is_none()).collect();
        let left_out: Vec<u32> = (336..=423).collect();
        assert_eq!(missing, left_out);
    }

    #[test]
    fn the_small_classes_have_these_members() {
        let members =
            |class: &str| -> Vec<&str> { members(class_by_name(class).unwrap()).map(|row| row.name).collect() };
        assert_eq!(
            members("pure"),
            "getpid getuid getgid geteuid getegid getppid getpgrp gettid".split(' ').collect::<Vec<_>>()
        );
        assert_eq!(members("stat"), ["stat"]);
        assert_eq!(members("lstat"), ["lstat"]);
        assert_eq!(members("%statfs"), ["ustat", "statfs", "fstatfs"]);
        assert_eq!(members("net"), members("network"));
    }

    #[test]
    fn a_path_makes_a_call_one_on_files() {
        for row in TABLE.iter().filter(|row| row.args.iter().any(|arg| matches!(arg.kind, Kind::Path))) {
            // The names of message queues are paths of a file system of their own.
            if row.name.starts_with("mq_") {
                continue;
            }
            assert_ne!(row.classes & (class::FILE | class::NETWORK), 0, "{}", row.name);
        }
    }

    #[test]
    fn a_descriptor_first_makes_a_call_one_on_descriptors() {
        for row in TABLE
            .iter()
            .filter(|row| matches!(row.args.first(), Some(arg) if matches!(arg.kind, Kind::Value(Value::Fd))))
        {
            assert_ne!(row.classes & (class::DESC | class::NETWORK), 0, "{}", row.name);
        }
    }

    #[test]
    fn no_two_variants_have_the_same_value() {
        for row in TABLE {
            let mut seen = Vec::new();
            for value in row.select.iter().flat_map(|select| select.cases).flat_map(|case| case.values) {
                assert!(!seen.contains(value), "{} {value:#x}", row.name);
                seen.push(*value);
            }
        }
    }

    #[test]
    fn the_operation_of_every_variant_has_a_name() {
        for row in TABLE {
            let Some(select) = row.select else { continue };
            let on = row.args.iter().find(|arg| arg.name == select.on).unwrap();
            for value in select.cases.iter().flat_map(|case| case.values) {
                let names = on.kind.shape().values[0].and_then(names_of);
                let of_bits = |names: &Xlat| names.bits.iter().fold(*value, |rest, (bits, _)| rest & !bits) == 0;
                let named = names.is_none_or(|names| names.name(*value).is_some() || of_bits(names));
                assert!(named, "{} {value:#x}", row.name);
            }
        }
    }

    /// The names that a number has.
    fn names_of(value: Value) -> Option<&'static Xlat> {
        match value {
            Value::Flags(xlat)
            | Value::Flags64(xlat)
            | Value::Enum(xlat)
            | Value::Enum64(xlat)
            | Value::Named(xlat)
            | Value::PidOr(xlat)
            | Value::FdOr(xlat)
            | Value::Remarked(xlat)
            | Value::Htons(xlat) => Some(xlat),
            Value::IoctlOp => Some(&IOCTL_CMDS),
            Value::Int
            | Value::Uint
            | Value::Long
            | Value::Time
            | Value::Ulong
            | Value::Ushort
            | Value::Hex
            | Value::Hex64
            | Value::Addr
            | Value::Fd
            | Value::TheirFd
            | Value::DirFd
            | Value::Mode
            | Value::WideMode
            | Value::FileMode
            | Value::Dev
            | Value::Pid
            | Value::Group
            | Value::Id
            | Value::Signal
            | Value::WideSignal
            | Value::Ioprio
            | Value::CloneFlags
            | Value::WaitStatus
            | Value::QuotaOp
            | Value::FutexWakeOp => None,
        }
    }

    #[test]
    fn every_bit_has_one_name_and_longer_rows_come_first() {
        let variants = TABLE.iter().filter_map(|row| row.select).flat_map(|select| select.cases).map(|case| case.args);
        let args = TABLE.iter().map(|row| row.args).chain(variants).flatten();
        for xlat in args.flat_map(|arg| arg.kind.shape().values).flatten().filter_map(names_of) {
            let numbers = xlat.numbers.iter().fold(0, |bits, number| bits | number.mask);
            for (position, (bits, name)) in xlat.bits.iter().enumerate() {
                let enumerated = if xlat.mask == u64::MAX { 0 } else { xlat.mask };
                assert_eq!(bits & (enumerated | numbers), 0, "{name} is among the bits of a value or a number");
                for (earlier, earlier_name) in &xlat.bits[..position] {
                    assert!(*earlier == 0 || earlier & bits != *earlier, "{earlier_name} hides {name}");
                }
            }
        }
    }

    #[test]
    fn numbers_without_a_row_are_unknown() {
        for abi in Abi::ALL {
            for number in [511, u32::MAX, Abi::X32_BIT | 1000] {
                assert!(lookup(abi, number).is_none(), "{} {number}", abi.name());
            }
        }
        assert!(lookup(Abi::X86_64, 400).is_none());
        assert!(lookup(Abi::I386, Abi::X32_BIT | 3).is_none());
        assert!(by_name("no_such_call").is_none());
    }
}
