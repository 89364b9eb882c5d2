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
    use super::*;

    #[test]
    fn every_row_is_found_by_number_and_by_name() {
        for row in TABLE {
            assert!(std::ptr::eq(lookup(row.nr).unwrap(), row));
            assert!(std::ptr::eq(by_name(row.name).unwrap(), row), "two rows are called {}", row.name);
        }
    }

    #[test]
    fn numbers_without_a_row_are_unknown() {
        assert!(lookup(400).is_none());
        assert!(lookup(u32::MAX).is_none());
        assert!(by_name("no_such_call").is_none());
    }
}
