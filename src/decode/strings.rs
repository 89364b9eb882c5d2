//! How are strings and arrays of strings shown?

use super::bytes;
use super::netlink;
use super::target::why;
use super::target::Target;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;

/// A string in a buffer, which ends with a NUL if it is shorter than the buffer.
pub(crate) fn until_nul<E: Emit>(e: &mut E, memory: &[u8], cut: bool) {
    let (text, ended) = bytes::until_nul(memory);
    e.text(text, cut && !ended);
}

/// Bytes of which one NUL at the end is not shown.
pub(crate) fn without_nul<E: Emit>(e: &mut E, memory: &[u8], cut: bool) {
    let text = match memory.strip_suffix(&[0]) {
        Some(text) if !cut => text,
        _ => memory,
    };
    e.text(text, cut);
}

/// Bytes that the kernel wrote: as many as the result says, but no more than there is room for.
pub(super) fn up_to<E: Emit>(target: Target<'_, '_>, e: &mut E, room: u64) {
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    let call = target.call;
    match target.memory(Dir::Out) {
        Memory::Bytes { bytes, want } => match bytes.get(..room) {
            Some(all) => netlink::data(e, call, all, false),
            None => netlink::data(e, call, bytes, (bytes.len() as u64) < want),
        },
        // The memory ends where the room does, before what the result says.
        Memory::Hole { bytes, .. } if bytes.len() >= room => {
            netlink::data(e, call, bytes.get(..room).unwrap_or(bytes), false);
        }
        memory => target.address(e, memory),
    }
}

/// `["ls", "-l"]`: an array of strings that ends with NULL.
pub(crate) fn argv<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    // An array without strings has no chunks; neither has one that nobody has read yet.
    let unread = target.call.outcome == Outcome::Running && target.call.chunks.is_empty();
    if target.raw == 0 || unread {
        return e.addr(target.raw, Unread::NotRead);
    }
    let phase = phase_of_strings(target);
    let of_this = |chunk: &&Chunk<'_>| usize::from(chunk.arg) == target.index && chunk.phase == phase;
    let mut more = false;
    let mut begun = false;
    for chunk in target.call.chunks.iter().filter(of_this) {
        if chunk.part == part::MORE {
            more = true;
        }
        if chunk.part != part::POINTEE {
            continue;
        }
        // The place in the array itself that was not readable, if it was not the string.
        let place = target.raw.wrapping_add(u64::from(chunk.index) * size_of::<u64>() as u64);
        if chunk.memory == Memory::Fault(place) {
            if !begun {
                return e.addr(target.raw, Unread::Fault);
            }
            e.more_at(place, Unread::Fault);
            break;
        }
        if !std::mem::replace(&mut begun, true) {
            e.begin_list();
        }
        e.item();
        match chunk.memory {
            Memory::Bytes { bytes, want } => e.text(bytes, (bytes.len() as u64) < want),
            Memory::Fault(address) => e.addr(address, Unread::Fault),
            memory => e.addr(0, why(memory)),
        }
    }
    if !begun {
        e.begin_list();
    }
    if more {
        e.more();
    }
    e.end_list();
}

/// When the strings were read: at entry, before a new program replaces them; again at exit
/// of a call that failed if something was not readable before.
fn phase_of_strings(target: Target<'_, '_>) -> Phase {
    let here = || target.call.chunks.iter().filter(|chunk| usize::from(chunk.arg) == target.index);
    let faulted = here().any(|chunk| chunk.phase == Phase::Enter && matches!(chunk.memory, Memory::Fault(_)));
    let before = here().any(|chunk| chunk.phase == Phase::Enter);
    let after = here().any(|chunk| chunk.phase == Phase::Exit);
    if after && (!before || faulted && target.call.success().is_none()) {
        Phase::Exit
    } else {
        Phase::Enter
    }
}

/// `0x7ffc.. /* 21 vars */`, or the strings where those were read.
pub(crate) fn envp<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    let count = match target.call.input(target.index, part::COUNT) {
        Memory::NotRead if e.verbose() => return argv(target, e),
        Memory::Bytes { bytes, .. } => bytes::u64_at(bytes, 0),
        memory => return e.addr(target.raw, why(memory)),
    };
    e.addr(target.raw, Unread::NotRead);
    if let Some(count) = count {
        e.remark(Remark::Vars(count));
    }
}
