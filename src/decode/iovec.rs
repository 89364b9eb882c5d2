//! How are the areas shown that readv(2) fills and writev(2) writes?

use super::bytes;
use super::elements::elements;
use super::netlink;
use super::target::why;
use super::target::Target;
use crate::call::Call;
use crate::call::Memory;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;

const IOVEC: usize = size_of::<libc::iovec>();

/// `[{iov_base="abc", iov_len=3}, ...]`
pub(crate) fn iovec<E: Emit>(target: Target<'_, '_>, dir: Dir, e: &mut E) {
    let of = Areas { call: target.call, arg: target.index, part: part::AREAS, first: 0, dir };
    areas(e, of, target.raw, target.memory(Dir::In));
}

/// Where what iovecs point to is found.
#[derive(Clone, Copy)]
pub(crate) struct Areas<'c, 'a> {
    /// Whose they are,
    pub call: &'c Call<'a>,
    /// of which argument
    pub arg: usize,
    /// which part,
    pub part: u8,
    /// and the number of the first one there.
    pub first: u32,
    /// Which way they go.
    pub dir: Dir,
}

/// The elements of the iovec array at an address.
pub(crate) fn areas<E: Emit>(e: &mut E, of: Areas<'_, '_>, address: u64, vectors: Memory<'_>) {
    let Areas { call, arg, part, first, dir } = of;
    let mut found = Elements { call, arg, part, next: 0 };
    elements(e, address, vectors, IOVEC, |e, nth, vector| {
        let base = bytes::u64_at(vector, 0).unwrap_or_default();
        let len = bytes::u64_at(vector, IOVEC / 2).unwrap_or_default();
        e.begin_struct();
        e.field("iov_base");
        match found.find(first + nth as u32) {
            _ if base == 0 => e.addr(base, Unread::NotRead),
            Memory::Bytes { bytes, want } if base != 0 && (dir == Dir::In || call.has_written()) => {
                netlink::data(e, call, bytes, (bytes.len() as u64) < want);
            }
            // The result was used up by the areas before.
            Memory::NotRead if dir == Dir::Out && call.has_written() && base != 0 => e.text(&[], false),
            memory => e.addr(base, why(memory)),
        }
        e.field("iov_len");
        e.uint(len);
        e.end_struct();
    });
}

/// The chunks of the elements of an array, which stand in the order of the elements.
struct Elements<'c, 'a> {
    call: &'c Call<'a>,
    arg: usize,
    part: u8,
    /// Where the next element is likely to be.
    next: usize,
}

impl<'a> Elements<'_, 'a> {
    /// The memory of an element.
    fn find(&mut self, index: u32) -> Memory<'a> {
        let (before, after) = self.call.chunks.split_at(self.next.min(self.call.chunks.len()));
        let places = (self.next..).zip(after).chain(before.iter().enumerate());
        for (place, chunk) in places {
            if usize::from(chunk.arg) == self.arg && chunk.part == self.part && chunk.index == index {
                self.next = place + 1;
                return chunk.memory;
            }
        }
        Memory::NotRead
    }
}
