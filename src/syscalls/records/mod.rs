//! The structs that rows of the table name, by family.

mod confine;
mod event;
mod file;
mod mount;
mod process;
mod rings;
mod socket;
mod thread;
mod time;

pub use self::confine::*;
pub use self::event::*;
pub use self::file::*;
pub use self::mount::*;
pub use self::process::*;
pub use self::rings::*;
pub use self::socket::*;
pub use self::thread::*;
pub use self::time::*;

use super::layout;
use super::record::Record;

/// All of them, by file.
pub static ALL: &[&[&Record]] = &[
    confine::RECORDS,
    event::RECORDS,
    file::RECORDS,
    mount::RECORDS,
    process::RECORDS,
    rings::RECORDS,
    socket::RECORDS,
    thread::RECORDS,
    time::RECORDS,
];

const _: () = {
    let mut file = 0;
    while file < ALL.len() {
        let mut record = 0;
        while record < ALL[file].len() {
            layout::check(ALL[file][record]);
            record += 1;
        }
        file += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::super::record::Field;
    use super::super::record::FieldKind;
    use super::super::record::FieldWhen;
    use super::*;

    fn all() -> impl Iterator<Item = &'static Record> {
        ALL.iter().copied().flatten().copied()
    }

    #[test]
    fn no_field_is_wider_than_its_kind() {
        for record in all() {
            for field in record.fields {
                // What shares its place with a pointer is narrower.
                let in_union = matches!(field.name, "sigev_notify_thread_id" | "sival_int");
                if let (FieldKind::Plain(value), false) = (field.kind, in_union) {
                    assert!(field.size as u32 <= value.width().memory, "{}.{} would be cut", record.name, field.name);
                }
            }
        }
    }

    #[test]
    fn fields_that_are_always_there_do_not_overlap() {
        for record in all() {
            let is_always = |field: &&Field| matches!(field.when, FieldWhen::Always);
            let always: Vec<&Field> = record.fields.iter().filter(is_always).collect();
            for (index, field) in always.iter().enumerate() {
                // Those at one place are a union's.
                let overlaps = |other: &&&Field| {
                    field.offset != other.offset
                        && field.offset < other.offset + other.size
                        && other.offset < field.offset + field.size
                };
                let clash = always[index + 1..].iter().find(overlaps);
                assert!(clash.is_none(), "{}.{}", record.name, field.name);
            }
        }
    }
}
