//! Where are the members of a struct, in each ABI?
//!
//! By the rule of compilers for C: every member is at the next multiple of its
//! alignment, and the whole is a multiple of the largest of them. What is as wide
//! everywhere, and what is as wide as the ABI's `long` or pointers, its record says.

use super::record::Element;
use super::record::Record;
use super::record::Takes;

/// How wide an ABI's numbers are, and where they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// Bytes of a `long`, as the kernel's structs have it.
    pub long: usize,
    /// Bytes of a pointer, and of a `size_t`.
    pub pointer: usize,
    /// What the place of a number of 8 bytes is a multiple of.
    pub wide: usize,
}

impl Model {
    /// x86-64's.
    pub const X86_64: Model = Model { long: 8, pointer: 8, wide: 8 };
    /// i386's.
    pub const I386: Model = Model { long: 4, pointer: 4, wide: 4 };
    /// x32's, whose structs have a `long` of 64 bits (asm/posix_types_x32.h).
    pub const X32: Model = Model { long: 8, pointer: 4, wide: 8 };
}

/// The most fields of a struct.
const MOST_FIELDS: usize = 32;

/// Where the members of a struct are.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Bytes from the beginning, by field.
    offsets: [usize; MOST_FIELDS],
    /// Size of the struct.
    pub size: usize,
    /// What its place is a multiple of.
    pub align: usize,
}

impl Layout {
    /// Where the field of that number is.
    pub const fn offset(&self, field: usize) -> usize {
        self.offsets[field]
    }

    /// Puts a member behind the others, and says where.
    const fn put(&mut self, takes: Takes, model: Model) -> usize {
        let (size, align) = extent(takes, model);
        let offset = self.size.next_multiple_of(align);
        self.size = offset + size;
        if align > self.align {
            self.align = align;
        }
        offset
    }

    const fn put_all(&mut self, members: &[Takes], model: Model) {
        let mut member = 0;
        while member < members.len() {
            self.put(members[member], model);
            member += 1;
        }
    }
}

/// Size and alignment of a member.
pub const fn extent(takes: Takes, model: Model) -> (usize, usize) {
    let (size, align) = match takes.element {
        Element::Fixed(8) => (8, model.wide),
        Element::Fixed(size) => (size, size),
        Element::Long => (model.long, model.long),
        Element::Pointer => (model.pointer, model.pointer),
        Element::Record(record) => {
            let layout = layout(record, model);
            (layout.size, layout.align)
        }
    };
    (size * takes.count, align)
}

/// The layout of a struct in an ABI with such numbers.
pub const fn layout(record: &Record, model: Model) -> Layout {
    let fields = record.fields;
    let mut layout = Layout { offsets: [0; MOST_FIELDS], size: 0, align: 1 };
    let mut from = 0;
    // Fields stand in the order in which they print. That of the members is by their places on x86-64.
    while let Some(place) = next_place(record, from) {
        let (mut at, mut end) = (0, 0);
        let mut field = 0;
        while field < fields.len() {
            if fields[field].offset == place {
                if end == 0 {
                    layout.put_all(fields[field].before, model);
                    at = layout.size;
                }
                // Members of a union all begin where the first does.
                layout.size = at;
                layout.offsets[field] = layout.put(fields[field].takes, model);
                if layout.size > end {
                    end = layout.size;
                }
            }
            field += 1;
        }
        layout.size = end;
        from = place + 1;
    }
    layout.put_all(record.tail, model);
    layout.size = layout.size.next_multiple_of(layout.align);
    layout
}

/// The least place of a field on x86-64 that is not below that one.
const fn next_place(record: &Record, from: usize) -> Option<usize> {
    let mut least: Option<usize> = None;
    let mut field = 0;
    while field < record.fields.len() {
        let offset = record.fields[field].offset;
        let nearer = match least {
            Some(least) => offset < least,
            None => true,
        };
        if offset >= from && nearer {
            least = Some(offset);
        }
        field += 1;
    }
    least
}

/// Checks that the rule gives x86-64's layout, which the compiler knows by the struct's Rust type.
pub(super) const fn check(record: &Record) {
    let layout = layout(record, Model::X86_64);
    let mut field = 0;
    while field < record.fields.len() {
        let known = &record.fields[field];
        assert!(extent(known.takes, Model::X86_64).0 == known.size, "a field does not take as much as it has");
        assert!(layout.offset(field) == known.offset, "a field is elsewhere than the rule says: a member is missing");
        field += 1;
    }
    assert!(layout.size == record.size, "a struct has another size than the rule says: a member is missing");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syscalls::records;

    fn places(record: &Record, model: Model) -> (Vec<usize>, usize) {
        let layout = layout(record, model);
        ((0..record.fields.len()).map(|field| layout.offset(field)).collect(), layout.size)
    }

    #[test]
    fn longs_and_pointers_are_as_wide_as_the_abi_has_them() {
        assert_eq!(places(&records::TIMESPEC, Model::I386), (vec![0, 4], 8));
        assert_eq!(places(&records::TIMESPEC, Model::X32), (vec![0, 8], 16));
        assert_eq!(places(&records::IOVEC, Model::X32), (vec![0, 4], 8));
        // A struct within a struct, and members that are not printed.
        assert_eq!(places(&records::ITIMERSPEC, Model::I386), (vec![0, 8], 16));
        assert_eq!(places(&records::FLOCK, Model::I386), (vec![0, 2, 4, 8], 16));
    }

    #[test]
    fn i386_puts_a_number_of_8_bytes_at_a_multiple_of_4() {
        assert_eq!(places(&records::STATX_TIMESTAMP, Model::X86_64), (vec![0, 8], 16));
        assert_eq!(places(&records::RSEQ, Model::X86_64).1, 40);
        assert_eq!(places(&records::RSEQ, Model::I386).1, 36);
    }

    #[test]
    fn members_of_a_union_are_at_one_place() {
        // sigev_value, sigev_signo (twice), sigev_notify, and a function and its attribute, or a thread
        assert_eq!(places(&records::SIGEVENT, Model::I386), (vec![0, 4, 4, 8, 12, 16, 12], 20));
    }

    #[test]
    fn fields_are_inside_their_structs_in_every_abi() {
        for record in records::ALL.iter().copied().flatten() {
            for model in [Model::X86_64, Model::I386, Model::X32] {
                let layout = layout(record, model);
                for (number, field) in record.fields.iter().enumerate() {
                    let end = layout.offset(number) + extent(field.takes, model).0;
                    assert!(end <= layout.size, "{}.{} {model:?}", record.name, field.name);
                }
            }
        }
    }
}
