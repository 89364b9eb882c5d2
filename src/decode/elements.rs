//! How are the elements of an array shown?

use super::target::why;
use crate::call::Memory;
use crate::output::Emit;
use crate::output::Unread;

/// `[3, 4, ...]`, `[3, 4, ... /* 0x7f.. */]`: the elements of an array at that address, as far as they are there.
pub(crate) fn elements<'a, E: Emit>(
    e: &mut E,
    address: u64,
    memory: Memory<'a>,
    size: usize,
    mut each: impl FnMut(&mut E, usize, &'a [u8]),
) {
    let size = size.max(1);
    let (bytes, want, ends) = match memory {
        Memory::Bytes { bytes, want } => (bytes, want, false),
        Memory::Hole { bytes, want } if bytes.len() >= size => (bytes, want, true),
        memory => return e.addr(address, why(memory)),
    };
    e.begin_list();
    for (nth, element) in bytes.chunks_exact(size).enumerate() {
        e.item();
        each(e, nth, element);
    }
    let whole = bytes.len() - bytes.len() % size;
    if ends {
        e.more_at(address.wrapping_add(whole as u64), Unread::Fault);
    } else if (bytes.len() as u64) < want {
        e.more();
    }
    e.end_list();
}
