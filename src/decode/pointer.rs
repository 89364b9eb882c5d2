//! What does a call's argument show: itself, or what it points to?
//!
//! An argument that the kernel read shows what was there; one that the kernel
//! wrote shows it when the call has succeeded. A pointer whose memory nobody
//! read, or nobody could read, is shown as its address.

use super::bytes;
use super::capabilities;
use super::clone;
use super::date;
use super::dirents;
use super::dirents::Layout;
use super::iovec;
use super::msghdr;
use super::option;
use super::poll;
use super::record;
use super::self_sized;
use super::sets;
use super::sigaction;
use super::siginfo;
use super::sockaddr;
use super::strings;
use super::value;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::plan::part;
use crate::syscalls::record::Record;
use crate::syscalls::types::Dir;
use crate::syscalls::types::Kind;
use crate::syscalls::types::Len;

/// Shows an argument.
pub(crate) fn argument<E: Emit>(call: &Call<'_>, index: usize, raw: u64, kind: Kind, e: &mut E) {
    let target = Target { call, index, raw };
    match kind {
        Kind::Path | Kind::Str | Kind::InStr(_) => target.show(e, Dir::In, |e, bytes, cut| e.text(bytes, cut)),
        Kind::InBytes(_) => target.show(e, Dir::In, |e, bytes, cut| e.text(bytes, cut)),
        Kind::OutBytes(Len::RetIfRoom(room)) | Kind::OutText(Len::RetIfRoom(room)) if call.arg(room) == 0 => {
            e.addr(raw, Unread::NotRead);
        }
        Kind::OutBytes(Len::RetUpTo(room)) => target.up_to(e, call.arg(room)),
        Kind::OutBytes(_) => target.show(e, Dir::Out, |e, bytes, cut| e.text(bytes, cut)),
        Kind::OutPath(_) | Kind::OutStr(_) => target.show(e, Dir::Out, strings::until_nul),
        Kind::InText(_) => target.show(e, Dir::In, strings::without_nul),
        Kind::OutText(_) => target.show(e, Dir::Out, strings::without_nul),
        Kind::Binary(dir, _) => target.show(e, dir, |e, bytes, cut| e.binary(bytes, cut)),
        Kind::Argv => strings::argv(target, e),
        Kind::Envp => strings::envp(target, e),
        Kind::Ptr(Dir::InOut, inner) => target.before_and_after(e, *inner),
        Kind::Ptr(dir, inner) => target.show(e, dir, |e, bytes, _| {
            e.begin_list();
            e.item();
            value::in_memory(e, *inner, bytes);
            e.end_list();
        }),
        Kind::Array(_, _, Len::Arg(count)) if call.is_negative(count) => e.addr(raw, Unread::NotRead),
        Kind::Array(dir, inner, _) => {
            let each = |e: &mut E, _, element: &[u8]| value::in_memory(e, *inner, element);
            elements(e, raw, target.memory(dir), inner.width() as usize, each);
        }
        Kind::Struct(dir, record) => target.structs(e, dir, |e, bytes, _| record::fields(e, record, bytes)),
        Kind::Sized(dir, record, _) => target.structs(e, dir, |e, bytes, _| sized(e, raw, record, bytes)),
        Kind::Whole(dir, record, _) => target.show(e, dir, |e, bytes, _| match bytes.len() < record.size {
            true => e.addr(raw, Unread::NotRead),
            false => record::fields(e, record, bytes),
        }),
        Kind::SelfSized(record, sizes) => self_sized::fields(target, record, sizes, e),
        Kind::SchedAttr => self_sized::sched_attr(target, e),
        Kind::Capabilities(dir, header) => capabilities::sets(target, dir, header, e),
        Kind::Filled(begun, all) => {
            let record = if call.has_written() { all } else { begun };
            target.show(e, Dir::In, |e, bytes, _| record::fields(e, record, bytes));
        }
        Kind::Extended(dir, record, _) => target.show(e, dir, |e, bytes, _| extended(e, raw, record, bytes)),
        Kind::CloneArgs(_) => clone::args(target, e),
        Kind::Structs(dir, record, _) => {
            let each = |e: &mut E, _, element: &[u8]| record::fields(e, record, element);
            elements(e, raw, target.memory(dir), record.size, each);
        }
        Kind::Timeout(record) => target.show(e, Dir::In, |e, bytes, _| record::fields(e, record, bytes)),
        Kind::Remaining(record) => target.remaining(e, record),
        Kind::FileTimes => target.show(e, Dir::In, |e, bytes, _| file_times(e, bytes)),
        Kind::OldFileTimes => target.show(e, Dir::In, |e, bytes, _| old_file_times(e, bytes)),
        Kind::Iovec(dir, _) => iovec::iovec(target, dir, e),
        Kind::SockaddrIn(length) => target.sockaddr_in(e, length),
        Kind::SockaddrOut(length) => target.sockaddr_out(e, length),
        Kind::SockLen => target.socket_length(e),
        Kind::Msghdr(dir) => msghdr::msghdr(call, index, dir, e),
        Kind::Mmsghdr(dir, _) => msghdr::mmsghdr(call, index, dir, e),
        Kind::FdSet(bits) => sets::fd_set(target, bits, e),
        Kind::Sigset(dir, _) => sets::sigset(target, dir, e),
        Kind::SigsetArg => sets::sigset_arg(target, e),
        Kind::SigframeMask => sets::sigframe_mask(target, e),
        Kind::CpuSet(dir, _) => target.show(e, dir, |e, bytes, _| sets::cpus(e, bytes)),
        Kind::NodeMask(dir, bits) => sets::node_mask(target, dir, bits, e),
        Kind::Sigaction(dir) => target.show(e, dir, |e, bytes, _| sigaction::sigaction(bytes, e)),
        Kind::Siginfo(dir) => target.show(e, dir, |e, bytes, _| siginfo::siginfo(bytes, e)),
        Kind::Pollfds(_) => elements(e, raw, target.memory(Dir::In), poll::SIZE, poll::entry),
        Kind::Dirents => dirents::dirents(call, index, Layout::New, e),
        Kind::OldDirents => dirents::dirents(call, index, Layout::Old, e),
        Kind::OptionName(level, dir) => option::name(call, level, dir, raw, e),
        Kind::OptionValue(dir, _) => option::value(target, dir, e),
        Kind::Either(either) => {
            let chosen = either.values.contains(&call.arg(either.on));
            argument(call, index, raw, if chosen { either.then } else { either.otherwise }, e);
        }
        // A device number is wider in memory than in a register.
        Kind::Dev => value::plain(e, kind, u64::from(raw as u32)),
        _ => value::plain(e, kind, raw),
    }
}

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

    /// Bytes that the kernel wrote: as many as the result says, but no more than there is room for.
    fn up_to<E: Emit>(&self, e: &mut E, room: u64) {
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        match self.memory(Dir::Out) {
            Memory::Bytes { bytes, want } => match bytes.get(..room) {
                Some(all) => e.text(all, false),
                None => e.text(bytes, (bytes.len() as u64) < want),
            },
            // The memory ends where the room does, before what the result says.
            Memory::Hole { bytes, .. } if bytes.len() >= room => e.text(bytes.get(..room).unwrap_or(bytes), false),
            memory => self.address(e, memory),
        }
    }

    /// As [`Target::show`], and what the kernel made of it where it reads and writes.
    fn structs<E: Emit>(&self, e: &mut E, dir: Dir, each: impl Fn(&mut E, &'a [u8], bool)) {
        self.show(e, dir, &each);
        if dir != Dir::InOut || !self.call.has_written() {
            return;
        }
        let before = self.memory(Dir::InOut);
        let after = self.call.memory(Phase::Exit, self.index, part::POINTEE);
        if let (Memory::Bytes { bytes: old, .. }, Memory::Bytes { bytes, want }) = (before, after) {
            if old != bytes {
                e.becomes();
                each(e, bytes, (bytes.len() as u64) < want);
            }
        }
    }

    /// `[640 => 32]`: a number that the kernel reads and writes.
    fn before_and_after<E: Emit>(&self, e: &mut E, kind: Kind) {
        let before = self.memory(Dir::InOut);
        let Memory::Bytes { bytes: old, .. } = before else { return self.address(e, before) };
        e.begin_list();
        e.item();
        value::in_memory(e, kind, old);
        if let Memory::Bytes { bytes, .. } = self.call.memory(Phase::Exit, self.index, part::POINTEE) {
            if bytes != old {
                e.becomes();
                value::in_memory(e, kind, bytes);
            }
        }
        e.end_list();
    }

    /// The rest of a sleep: written when a signal has interrupted it.
    fn remaining<E: Emit>(&self, e: &mut E, record: &'static Record) {
        let memory = self.call.memory(Phase::Exit, self.index, part::POINTEE);
        match memory {
            Memory::Bytes { bytes, .. } if self.call.has_time_left() => record::fields(e, record, bytes),
            Memory::Fault(_) => self.address(e, memory),
            _ => self.address(e, Memory::NotRead),
        }
    }

    /// The length that a `socklen_t *` argument had, and what the kernel made of it.
    fn lengths(&self, index: usize) -> (Memory<'a>, Option<u32>, Option<u32>) {
        let number = |memory| match memory {
            Memory::Bytes { bytes, .. } => bytes::u32_at(bytes, 0),
            _ => None,
        };
        let before = self.call.memory(Phase::Enter, index, part::POINTEE);
        let after = match self.call.has_written() {
            true => number(self.call.memory(Phase::Exit, index, part::POINTEE)),
            false => None,
        };
        (before, number(before), after)
    }

    /// `[128 => 16]`
    fn socket_length<E: Emit>(&self, e: &mut E) {
        let (memory, before, after) = self.lengths(self.index);
        let (first, second) = match (before, after) {
            (Some(before), after) => (before, after.filter(|&after| after != before)),
            (None, Some(after)) => (after, None),
            (None, None) => return self.address(e, memory),
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
    fn sockaddr_in<E: Emit>(&self, e: &mut E, length: Len) {
        let negative = matches!(length, Len::Arg(name) if (self.call.arg(name) as i32) < 0);
        match self.memory(Dir::In) {
            Memory::Bytes { bytes, .. } if !negative => sockaddr_or_address(e, self.raw, bytes),
            memory => self.address(e, memory),
        }
    }

    /// A socket's address, as far as there was room for it.
    fn sockaddr_out<E: Emit>(&self, e: &mut E, length: &str) {
        let room = match self.call.index_of(length).map(|index| self.lengths(index)) {
            Some((_, Some(before), _)) => before as usize,
            _ => usize::MAX,
        };
        match within(self.memory(Dir::Out), room) {
            Ok(bytes) => sockaddr_or_address(e, self.raw, bytes),
            Err(memory) => self.address(e, memory),
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

/// Why the memory's address stands in its place.
pub(crate) fn why(memory: Memory<'_>) -> Unread {
    match memory {
        Memory::Fault(_) | Memory::Hole { .. } => Unread::Fault,
        Memory::NotRead | Memory::Bytes { .. } => Unread::NotRead,
    }
}

/// A struct of which not all need be there; what has not even its first field is none.
fn sized<E: Emit>(e: &mut E, raw: u64, record: &'static Record, bytes: &[u8]) {
    match record.fields.first() {
        Some(first) if bytes.len() >= first.offset.saturating_add(first.size) => record::known_fields(e, record, bytes),
        _ => e.addr(raw, Unread::NotRead),
    }
}

/// A socket address; what is too short for its family is no address.
fn sockaddr_or_address<E: Emit>(e: &mut E, raw: u64, bytes: &[u8]) {
    match bytes.len() {
        0 | 1 => e.addr(raw, Unread::NotRead),
        _ => sockaddr::sockaddr(bytes, e),
    }
}

/// A struct whose last field counts as 0 if it is not there.
fn extended<E: Emit>(e: &mut E, raw: u64, record: &'static Record, bytes: &[u8]) {
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

/// The two times of utimensat(2).
fn file_times<E: Emit>(e: &mut E, bytes: &[u8]) {
    const TIMESPEC: usize = size_of::<libc::timespec>();
    e.begin_list();
    for time in bytes.chunks_exact(TIMESPEC) {
        e.item();
        let seconds = bytes::u64_at(time, 0).unwrap_or_default() as i64;
        let nanoseconds = bytes::u64_at(time, TIMESPEC / 2).unwrap_or_default();
        match nanoseconds as i64 {
            libc::UTIME_NOW => e.constant("UTIME_NOW", i128::from(nanoseconds)),
            libc::UTIME_OMIT => e.constant("UTIME_OMIT", i128::from(nanoseconds)),
            _ => {
                record::fields(e, &crate::syscalls::records::TIMESPEC, time);
                date::comment(e, seconds, nanoseconds, date::Fraction::Nanoseconds);
            }
        }
    }
    e.end_list();
}

/// The two times of utimes(2).
fn old_file_times<E: Emit>(e: &mut E, bytes: &[u8]) {
    const TIMEVAL: usize = size_of::<libc::timeval>();
    e.begin_list();
    for time in bytes.chunks_exact(TIMEVAL) {
        e.item();
        record::fields(e, &crate::syscalls::records::TIMEVAL, time);
        let seconds = bytes::u64_at(time, 0).unwrap_or_default() as i64;
        let microseconds = bytes::u64_at(time, TIMEVAL / 2).unwrap_or_default();
        date::comment(e, seconds, microseconds, date::Fraction::Microseconds);
    }
    e.end_list();
}
