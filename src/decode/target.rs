//! What is at the address that an argument is?
//!
//! An argument that the kernel read shows what was there; one that the kernel
//! wrote shows it when the call has succeeded. A pointer whose memory nobody
//! read, or nobody could read, is shown as its address.

use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;

/// An argument that is a pointer.
#[derive(Clone, Copy)]
pub(crate) struct Target<'c, 'a> {
    /// Whose argument it is.
    pub call: &'c Call<'a>,
    /// Which.
    pub index: usize,
    /// The address.
    pub raw: u64,
}

impl<'a> Target<'_, 'a> {
    /// What is at the address, seen from when it counts.
    pub(crate) fn memory(&self, dir: Dir) -> Memory<'a> {
        match dir {
            Dir::In => self.call.input(self.index, part::POINTEE),
            Dir::Out if self.call.has_written() => self.call.memory(Phase::Exit, self.index, part::POINTEE),
            Dir::Out => Memory::NotRead,
            // A filter that answered the call kept it from being seen at entry.
            Dir::InOut => match self.call.memory(Phase::Enter, self.index, part::POINTEE) {
                Memory::NotRead => self.memory(Dir::Out),
                before => before,
            },
        }
    }

    /// The argument as an address.
    pub(crate) fn address<E: Emit>(&self, e: &mut E, memory: Memory<'_>) {
        e.addr(self.raw, why(memory));
    }

    /// Shows what is at the address by `each`, which gets the bytes and whether there are more.
    pub(crate) fn show<E: Emit>(&self, e: &mut E, dir: Dir, each: impl FnOnce(&mut E, &'a [u8], bool)) {
        match self.memory(dir) {
            Memory::Bytes { bytes, want } => each(e, bytes, (bytes.len() as u64) < want),
            memory => self.address(e, memory),
        }
    }
}

/// As much of what the kernel wrote as there was room for, which was perhaps less than it would have liked to write;
/// or the memory that does not have so much.
pub(crate) fn within(memory: Memory<'_>, room: usize) -> Result<&[u8], Memory<'_>> {
    match memory {
        Memory::Bytes { bytes, .. } => Ok(bytes.get(..room).unwrap_or(bytes)),
        Memory::Hole { bytes, .. } => bytes.get(..room).ok_or(memory),
        memory => Err(memory),
    }
}

/// Why the memory's address stands in its place.
pub(crate) fn why(memory: Memory<'_>) -> Unread {
    match memory {
        Memory::Fault(_) | Memory::Hole { .. } => Unread::Fault,
        Memory::NotRead | Memory::Bytes { .. } => Unread::NotRead,
    }
}
