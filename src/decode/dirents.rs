//! What did a directory have in it?

use super::bytes;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::part;
use crate::xlat::ENTRY_TYPES;

/// Where the members of `struct linux_dirent64` are; those of getdents(2)'s old
/// struct are the same up to the type, which it has in its last byte.
mod offset {
    pub const INO: usize = 0;
    pub const OFF: usize = 8;
    pub const RECLEN: usize = 16;
    pub const TYPE: usize = 18;
    pub const NAME: usize = 19;
    pub const OLD_NAME: usize = 18;
}

/// Which of the two structs a directory entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// getdents(2)'s.
    Old,
    /// getdents64(2)'s.
    New,
}

/// Shows the entries that the kernel has written: how many they are, with -v each.
pub fn dirents<E: Emit>(call: &Call<'_>, index: usize, layout: Layout, out: &mut E) {
    let address = call.args.get(index).copied().unwrap_or_default();
    let (bytes, want) = match (call.success(), call.memory(Phase::Exit, index, part::POINTEE)) {
        (Some(0), _) => (&[][..], 0),
        (Some(_), Memory::Bytes { bytes, want }) => (bytes, want),
        (_, Memory::Fault(_)) => return out.addr(address, Unread::Fault),
        _ => return out.addr(address, Unread::NotRead),
    };
    let entries = Entries { bytes };
    if out.verbose() {
        let mut shown = 0;
        out.begin_list();
        for entry in entries {
            shown += entry.len();
            out.item();
            one(entry, layout, out);
        }
        if (shown as u64) < want {
            out.more();
        }
        out.end_list();
        return;
    }
    let (count, length) = entries.fold((0, 0), |(count, length), entry| (count + 1, length + entry.len()));
    out.addr(address, Unread::NotRead);
    out.remark(Remark::Entries(count, (length as u64) < want));
}

/// The entries in what was read, as far as they are whole.
struct Entries<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(bytes::u16_at(self.bytes, offset::RECLEN)?);
        if length <= offset::NAME || length > self.bytes.len() {
            return None;
        }
        let (entry, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        Some(entry)
    }
}

fn one<E: Emit>(entry: &[u8], layout: Layout, out: &mut E) {
    let number = |at: usize, size: usize| bytes::unsigned(entry, at, size).unwrap_or_default();
    let name = |from: usize, to: usize| bytes::until_nul(entry.get(from..to).unwrap_or_default()).0;
    out.begin_struct();
    out.field("d_ino");
    out.uint(number(offset::INO, 8));
    out.field("d_off");
    out.int(number(offset::OFF, 8) as i64);
    out.field("d_reclen");
    out.uint(number(offset::RECLEN, 2));
    match layout {
        Layout::New => {
            out.field("d_type");
            out.one_of(number(offset::TYPE, 1), &ENTRY_TYPES);
            out.field("d_name");
            out.text(name(offset::NAME, entry.len()), false);
        }
        Layout::Old => {
            let last = entry.len().saturating_sub(1);
            out.field("d_name");
            out.text(name(offset::OLD_NAME, last), false);
            out.field("d_type");
            out.one_of(number(last, 1), &ENTRY_TYPES);
        }
    }
    out.end_struct();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Outcome;
    use crate::decode::testing::args_of;
    use crate::decode::testing::at_exit;

    /// An entry of that length: its number and position, and what follows the length.
    fn entry(length: u16, rest: &[u8]) -> Vec<u8> {
        let mut bytes = 7u64.to_ne_bytes().to_vec();
        bytes.extend_from_slice(&9u64.to_ne_bytes());
        bytes.extend_from_slice(&length.to_ne_bytes());
        bytes.extend_from_slice(rest);
        bytes.resize(usize::from(length), 0);
        bytes
    }

    fn of(name: &str, bytes: &[u8], verbose: bool) -> String {
        let outcome = Outcome::Returned(bytes.len() as i64);
        args_of(name, [3, 0x1000, 400, 0, 0, 0], outcome, &[at_exit(1, part::POINTEE, bytes)], verbose)
    }

    #[test]
    fn entries_are_counted_as_far_as_they_are_whole() {
        let two = [entry(24, b"\x04.\0"), entry(32, b"\x08name\0")].concat();
        assert_eq!(of("getdents64", &two, false), "3, 0x1000 /* 2 entries */, 400");
        assert_eq!(of("getdents64", &two[..40], false), "3, 0x1000 /* 1+ entries */, 400");
        assert_eq!(of("getdents64", &[], false), "3, 0x1000 /* 0 entries */, 400");
        assert_eq!(of("getdents64", &entry(0, &[0; 40]), false), "3, 0x1000 /* 0 entries */, 400");
    }

    #[test]
    fn the_old_entry_has_its_type_at_the_end() {
        assert_eq!(
            of("getdents64", &entry(24, b"\x04ab\0"), true),
            r#"3, [{d_ino=7, d_off=9, d_reclen=24, d_type=DT_DIR, d_name="ab"}], 400"#
        );
        assert_eq!(
            of("getdents", &entry(24, b"ab\0\0\0\x08"), true),
            r#"3, [{d_ino=7, d_off=9, d_reclen=24, d_name="ab", d_type=DT_REG}], 400"#
        );
        assert_eq!(of("getdents64", &[], true), "3, [], 400");
    }

    #[test]
    fn a_call_that_failed_shows_the_address() {
        let shown = args_of("getdents64", [3, 0x1000, 400, 0, 0, 0], Outcome::Returned(-9), &[], true);
        assert_eq!(shown, "3, 0x1000, 400");
    }
}
