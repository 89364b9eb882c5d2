//! Which socket address does a call bring or get, and how long is it?

use super::bytes;
use super::sockaddr;
use super::target::within;
use super::target::Target;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;
use crate::syscalls::shape::Len;

/// The length that a `socklen_t *` argument had, and what the kernel made of it.
fn lengths<'a>(target: Target<'_, 'a>, index: usize) -> (Memory<'a>, Option<u32>, Option<u32>) {
    let number = |memory| match memory {
        Memory::Bytes { bytes, .. } => bytes::u32_at(bytes, 0),
        _ => None,
    };
    let before = target.call.memory(Phase::Enter, index, part::POINTEE);
    let after = match target.call.has_written() {
        true => number(target.call.memory(Phase::Exit, index, part::POINTEE)),
        false => None,
    };
    (before, number(before), after)
}

/// `[128 => 16]`
pub(super) fn socket_length<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    let (memory, before, after) = lengths(target, target.index);
    let (first, second) = match (before, after) {
        (Some(before), after) => (before, after.filter(|&after| after != before)),
        (None, Some(after)) => (after, None),
        (None, None) => return target.address(e, memory),
    };
    e.begin_list();
    e.item();
    e.int(i64::from(first as i32));
    if let Some(second) = second {
        e.becomes();
        e.int(i64::from(second as i32));
    }
    e.end_list();
}

/// A socket's address that the program passed in; a length below 0 makes it none.
pub(super) fn sockaddr_in<E: Emit>(target: Target<'_, '_>, e: &mut E, length: Len) {
    let negative = matches!(length, Len::Arg(name) if (target.call.arg(name) as i32) < 0);
    match target.memory(Dir::In) {
        Memory::Bytes { bytes, .. } if !negative => sockaddr_or_address(e, target.raw, bytes),
        memory => target.address(e, memory),
    }
}

/// A socket's address, as far as there was room for it.
pub(super) fn sockaddr_out<E: Emit>(target: Target<'_, '_>, e: &mut E, length: &str) {
    let room = match target.call.index_of(length).map(|index| lengths(target, index)) {
        Some((_, Some(before), _)) => before as usize,
        _ => usize::MAX,
    };
    match within(target.memory(Dir::Out), room) {
        Ok(bytes) => sockaddr_or_address(e, target.raw, bytes),
        Err(memory) => target.address(e, memory),
    }
}

/// A socket address; what is too short for its family is no address.
fn sockaddr_or_address<E: Emit>(e: &mut E, raw: u64, bytes: &[u8]) {
    match bytes.len() {
        0 | 1 => e.addr(raw, Unread::NotRead),
        _ => sockaddr::sockaddr(bytes, e),
    }
}
