//! How are the descriptors shown that poll(2) waits for?

use super::bytes;
use crate::output::Emit;
use crate::xlat::POLL_EVENTS;

const POLLFD: usize = size_of::<libc::pollfd>();

/// An entry of the array.
struct Entry {
    fd: i32,
    events: u16,
    revents: u16,
}

fn entries_of(memory: &[u8]) -> impl Iterator<Item = Entry> + '_ {
    memory.chunks_exact(POLLFD).map(|entry| Entry {
        fd: bytes::i32_at(entry, std::mem::offset_of!(libc::pollfd, fd)).unwrap_or_default(),
        events: bytes::u16_at(entry, std::mem::offset_of!(libc::pollfd, events)).unwrap_or_default(),
        revents: bytes::u16_at(entry, std::mem::offset_of!(libc::pollfd, revents)).unwrap_or_default(),
    })
}

/// What is waited for: `[{fd=3, events=POLLIN}, {fd=-1}]`.
pub(crate) fn entries<E: Emit>(e: &mut E, memory: &[u8], cut: bool) {
    e.begin_list();
    for entry in entries_of(memory) {
        e.item();
        e.begin_struct();
        e.field("fd");
        e.fd(entry.fd);
        if entry.fd >= 0 {
            e.field("events");
            e.flags(u64::from(entry.events), &POLL_EVENTS);
        }
        e.end_struct();
    }
    if cut {
        e.more();
    }
    e.end_list();
}

/// What happened: `[{fd=3, revents=POLLIN}]`.
pub(crate) fn ready<E: Emit>(e: &mut E, memory: &[u8], cut: bool) {
    e.begin_list();
    for entry in entries_of(memory).filter(|entry| entry.fd >= 0 && entry.revents != 0) {
        e.item();
        e.begin_struct();
        e.field("fd");
        e.fd(entry.fd);
        e.field("revents");
        e.flags(u64::from(entry.revents), &POLL_EVENTS);
        e.end_struct();
    }
    if cut {
        e.more();
    }
    e.end_list();
}
