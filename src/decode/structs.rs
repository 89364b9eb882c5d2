//! How is the struct shown that an argument points to, when it is more than a table of fields?

use super::record;
use super::target::Target;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::record::Record;
use crate::syscalls::shape::Dir;

/// As [`Target::show`], and what the kernel made of it where it reads and writes.
pub(super) fn before_and_after<E: Emit>(
    target: Target<'_, '_>,
    e: &mut E,
    dir: Dir,
    each: impl Fn(&mut E, &[u8], bool),
) {
    target.show(e, dir, &each);
    if dir != Dir::InOut || !target.call.has_written() {
        return;
    }
    let before = target.memory(Dir::InOut);
    let after = target.call.memory(Phase::Exit, target.index, part::POINTEE);
    if let (Memory::Bytes { bytes: old, .. }, Memory::Bytes { bytes, want }) = (before, after) {
        if old != bytes {
            e.becomes();
            each(e, bytes, (bytes.len() as u64) < want);
        }
    }
}

/// The rest of a sleep: written when a signal has interrupted it.
pub(super) fn remaining<E: Emit>(target: Target<'_, '_>, e: &mut E, record: &'static Record) {
    let memory = target.call.memory(Phase::Exit, target.index, part::POINTEE);
    match memory {
        Memory::Bytes { bytes, .. } if target.call.has_time_left() => record::fields(e, record, bytes),
        Memory::Fault(_) => target.address(e, memory),
        _ => target.address(e, Memory::NotRead),
    }
}

/// A struct of which not all need be there; what has not even its first field is none.
pub(super) fn sized<E: Emit>(e: &mut E, raw: u64, record: &'static Record, bytes: &[u8]) {
    match record.fields.first() {
        Some(first) if bytes.len() >= first.offset.saturating_add(first.size) => record::known_fields(e, record, bytes),
        _ => e.addr(raw, Unread::NotRead),
    }
}

/// A struct that is none if not all of it is there.
pub(super) fn whole<E: Emit>(e: &mut E, raw: u64, record: &'static Record, bytes: &[u8]) {
    match bytes.len() < record.size {
        true => e.addr(raw, Unread::NotRead),
        false => record::fields(e, record, bytes),
    }
}

/// A struct whose last field counts as 0 if it is not there.
pub(super) fn extended<E: Emit>(e: &mut E, raw: u64, record: &'static Record, bytes: &[u8]) {
    /// More than any such struct has.
    const ROOM: usize = 64;
    let least = record.fields.last().map_or(0, |field| field.offset);
    let mut whole = [0; ROOM];
    match whole.get_mut(..bytes.len()) {
        Some(known) if bytes.len() >= least => known.copy_from_slice(bytes),
        _ => return e.addr(raw, Unread::NotRead),
    }
    record::fields(e, record, &whole);
}
