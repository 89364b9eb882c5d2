//! How are the descriptors shown that poll(2) waits for?

use super::bytes;
use crate::output::Emit;
use crate::xlat::POLL_EVENTS;

/// Bytes of an entry.
pub(crate) const SIZE: usize = size_of::<libc::pollfd>();

/// An entry of the array.
struct Entry {
    fd: i32,
    events: u16,
    revents: u16,
}

impl Entry {
    fn of(memory: &[u8]) -> Entry {
        Entry {
            fd: bytes::i32_at(memory, std::mem::offset_of!(libc::pollfd, fd)).unwrap_or_default(),
            events: bytes::u16_at(memory, std::mem::offset_of!(libc::pollfd, events)).unwrap_or_default(),
            revents: bytes::u16_at(memory, std::mem::offset_of!(libc::pollfd, revents)).unwrap_or_default(),
        }
    }
}

/// The descriptors that are waited for.
pub(crate) fn waited_for(memory: &[u8]) -> impl Iterator<Item = i32> + '_ {
    memory.chunks_exact(SIZE).map(|entry| Entry::of(entry).fd).filter(|fd| *fd >= 0)
}

/// What is waited for: `{fd=3, events=POLLIN}`, `{fd=-1}`.
pub(crate) fn entry<E: Emit>(e: &mut E, _: usize, memory: &[u8]) {
    let entry = Entry::of(memory);
    e.begin_struct();
    e.field("fd");
    e.fd(entry.fd);
    if entry.fd >= 0 {
        e.field("events");
        e.flags(u64::from(entry.events), &POLL_EVENTS);
    }
    e.end_struct();
}

/// What happened: `[{fd=3, revents=POLLIN}]`; what the descriptors refer to stands among the arguments.
pub(crate) fn ready<E: Emit>(e: &mut E, memory: &[u8], cut: bool) {
    e.begin_list();
    for entry in memory.chunks_exact(SIZE).map(Entry::of).filter(|entry| entry.fd >= 0 && entry.revents != 0) {
        e.item();
        e.begin_struct();
        e.field("fd");
        e.int(i64::from(entry.fd));
        e.field("revents");
        e.flags(u64::from(entry.revents), &POLL_EVENTS);
        e.end_struct();
    }
    if cut {
        e.more();
    }
    e.end_list();
}
