//! What does beetrace know about each syscall?
//!
//! One row of a table per syscall (x86_64.rs), sub-tables for the calls whose
//! arguments follow from one of them (select.rs), both written with the macros
//! here in the words of types.rs. The names that rows refer to are checked when
//! beetrace is compiled (check.rs).

#[macro_use]
mod macros;

mod check;
pub mod plan;
pub mod records;
pub mod select;
pub mod types;
pub mod x86_64;

use types::class;
use types::Syscall;
use x86_64::TABLE;

/// How many numbers the table spans.
const NUMBERS: usize = TABLE[TABLE.len() - 1].nr as usize + 1;

/// Position of every number's row in the table, plus one; 0 for numbers without a row.
static INDEX: [u16; NUMBERS] = index();

const fn index() -> [u16; NUMBERS] {
    let mut index = [0; NUMBERS];
    let mut row = 0;
    while row < TABLE.len() {
        index[TABLE[row].nr as usize] = row as u16 + 1;
        row += 1;
    }
    index
}

/// The row of a syscall number.
pub fn lookup(nr: u32) -> Option<&'static Syscall> {
    let position = *INDEX.get(usize::try_from(nr).ok()?)?;
    TABLE.get(usize::from(position).checked_sub(1)?)
}

/// The row of a syscall's name.
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
    use super::types::Kind;
    use super::*;

    #[test]
    fn every_row_is_found_by_number_and_by_name() {
        for row in TABLE {
            assert!(std::ptr::eq(lookup(row.nr).unwrap(), row));
            assert!(std::ptr::eq(by_name(row.name).unwrap(), row), "two rows are called {}", row.name);
        }
    }

    #[test]
    fn numbers_and_names_are_those_of_the_kernel_headers() {
        let header = std::fs::read_to_string("/usr/include/x86_64-linux-gnu/asm/unistd_64.h").unwrap_or_default();
        for line in header.lines().filter_map(|line| line.strip_prefix("#define __NR_")) {
            let (name, number) = line.split_once(' ').unwrap();
            if let Some(row) = number.trim().parse().ok().and_then(lookup) {
                assert_eq!(row.name, name);
            }
        }
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
        for row in TABLE.iter().filter(|row| matches!(row.args.first(), Some(arg) if matches!(arg.kind, Kind::Fd))) {
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
                let named = match on.kind {
                    Kind::Enum(xlat) | Kind::Enum64(xlat) | Kind::Remarked(xlat) => xlat.name(*value).is_some(),
                    Kind::IoctlOp => crate::xlat::IOCTL_CMDS.name(*value).is_some(),
                    _ => true,
                };
                assert!(named, "{} {value:#x}", row.name);
            }
        }
    }

    #[test]
    fn numbers_without_a_row_are_unknown() {
        assert!(lookup(400).is_none());
        assert!(lookup(u32::MAX).is_none());
        assert!(by_name("no_such_call").is_none());
    }
}
