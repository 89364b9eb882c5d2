//! What do the bytes say that cross between the kernel programs and us?
//!
//! Total: whatever the bytes are, the answer is a record or a [`WireError`],
//! never a panic and never a read outside of them. bpf/README.md draws the format.

pub mod names;

use std::fmt;

use plain::Plain;

use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Phase;
use crate::identity::Identity;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_count;
use crate::skeleton::types::bt_count_key;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_file;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_name;
use crate::skeleton::types::bt_named;
use crate::skeleton::types::bt_number;
use crate::skeleton::types::bt_op;
use crate::skeleton::types::bt_operand;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::skeleton::types::bt_socket;
use crate::skeleton::types::bt_spaces;
use crate::skeleton::types::bt_status;
use crate::skeleton::types::bt_subplan_key;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_there;
use crate::skeleton::types::bt_where;
use crate::skeleton::types::bt_wheres;

/// The size of a field, which the function names by its way to it.
const fn size_of_field<T, F>(_: fn(&T) -> &F) -> usize {
    size_of::<F>()
}

/// What has a meaning in every byte.
///
/// # Safety
/// It has no padding.
pub unsafe trait Unpadded: Plain {
    /// All of it as its bytes.
    fn bytes(&self) -> &[u8] {
        // SAFETY: no byte of it is undefined, as the trait says.
        unsafe { plain::as_bytes(self) }
    }
}

// SAFETY: an integer.
unsafe impl Unpadded for u32 {}
// SAFETY: there is nothing between the elements of a slice.
unsafe impl<T: Unpadded> Unpadded for [T] {}

/// Declares structs `Plain` whose fields, all of them, are named; one with padding does not compile.
macro_rules! plain {
    ($($type:ident { $($field:ident),+ })+) => {$(
        const _: () = assert!(size_of::<$type>() == 0 $(+ size_of_field(|whole: &$type| &whole.$field))+);
        // SAFETY: integers, arrays of them and structs of this list, without padding: any bytes are a value.
        unsafe impl Plain for $type {}
        // SAFETY: as above.
        unsafe impl Unpadded for $type {}
    )+};
}

plain! {
    bt_header { kind, flags, tid, tgid, lost, time }
    bt_call { head, nr, size, ret, start, args }
    bt_chunk { arg, part, status, more, index, len, reserved2, want }
    bt_fork { head, child_tid, child_tgid }
    bt_exec { head, old_tid, reserved, comm }
    bt_exit { head, code, group }
    bt_there { tid, tgid, nr, stopped, first, ret, comm }
    bt_signal { head, signo, nr, info }
    bt_spaces { head, ids }
    bt_file { inode, device, special, mode, len, form, flags }
    bt_name { head, id, file }
    bt_named { number, flags, detail, len, id }
    bt_socket {
        family, type_, protocol, state, bound, port, peer_port, netlink_port, peer, address, peer_address
    }
    bt_number { number, id, flags }
    bt_where { place, arg, part, what, offset, stride }
    bt_wheres { exit_count, enter_count, exit, enter }
    bt_operand { source, op, size, reserved, value }
    bt_op { kind, flags, arg, part, base, len, scale, limit }
    bt_plan { flags, enter_ops, exit_ops, by_arg, by_mask, alias, quick, names, about_descriptors, about_paths, about_others, netlink, exit, enter }
    bt_subplan_key { nr, value }
    bt_task { tid, tgid, flags, lost, inflight, abi, code, seen, unasked, scratch, was, told, owed, timing, birth, start, began, left, walled }
    bt_count { calls, errors, time, min, max, first, untimed, drawn, drawn_time, wall, wall_min, wall_max, skip, reserved }
    bt_count_key { nr, abi, turn }
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub enum Record<'a> {
    /// A call began whose entry matters; the bytes hold chunks.
    Enter(&'a bt_call, &'a [u8]),
    /// A call returned; the bytes hold chunks.
    Call(&'a bt_call, &'a [u8]),
    /// A task made a task.
    Fork(&'a bt_fork),
    /// A task changed its program.
    Exec(&'a bt_exec),
    /// A task ended.
    Exit(&'a bt_exit),
    /// A signal reached a task; the bytes hold chunks.
    Signal(&'a bt_signal, &'a [u8]),
    /// A call enters namespaces, and will return next.
    Spaces(&'a bt_spaces),
    /// What records that follow call by its id; the bytes are the name's.
    Name(&'a bt_name, &'a [u8]),
}

/// Bytes that are no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireError {
    /// Shorter than the struct that its kind asks for.
    Short,
    /// Not aligned to 8 bytes.
    Misaligned,
    /// A kind that there is not.
    UnknownKind(u16),
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WireError::Short => write!(f, "a record from the kernel is too short"),
            WireError::Misaligned => write!(f, "a record from the kernel is not aligned"),
            WireError::UnknownKind(kind) => write!(f, "a record from the kernel has the unknown kind {kind}"),
        }
    }
}

impl std::error::Error for WireError {}

/// The struct that these bytes begin with.
pub(crate) fn read<T: Plain>(bytes: &[u8]) -> Result<&T, WireError> {
    plain::from_bytes(bytes).map_err(|error| match error {
        plain::Error::TooShort => WireError::Short,
        plain::Error::BadAlignment => WireError::Misaligned,
    })
}

/// The record that these bytes are.
pub fn parse(bytes: &[u8]) -> Result<Record<'_>, WireError> {
    let head: &bt_header = read(bytes)?;
    let call = |bytes| -> Result<(&bt_call, &[u8]), WireError> {
        let call: &bt_call = read(bytes)?;
        let end = if call.size == 0 { bytes.len() } else { bytes.len().min(call.size as usize) };
        Ok((call, bytes.get(size_of::<bt_call>()..end).unwrap_or_default()))
    };
    match bt_kind(u32::from(head.kind)) {
        bt_kind::BT_ENTER => call(bytes).map(|(call, chunks)| Record::Enter(call, chunks)),
        bt_kind::BT_CALL => call(bytes).map(|(call, chunks)| Record::Call(call, chunks)),
        bt_kind::BT_FORK => read(bytes).map(Record::Fork),
        bt_kind::BT_EXEC => read(bytes).map(Record::Exec),
        bt_kind::BT_EXIT => read(bytes).map(Record::Exit),
        bt_kind::BT_SIGNAL => {
            let chunks = bytes.get(size_of::<bt_signal>()..).unwrap_or_default();
            read(bytes).map(|signal| Record::Signal(signal, chunks))
        }
        bt_kind::BT_SPACES => read(bytes).map(Record::Spaces),
        bt_kind::BT_NAME => {
            let name: &bt_name = read(bytes)?;
            let text = bytes.get(size_of::<bt_name>()..).unwrap_or_default();
            Ok(Record::Name(name, text.get(..name.file.len.into()).ok_or(WireError::Short)?))
        }
        _ => Err(WireError::UnknownKind(head.kind)),
    }
}

impl Record<'_> {
    /// What every record begins with.
    pub fn head(&self) -> &bt_header {
        match self {
            Record::Enter(call, _) | Record::Call(call, _) => &call.head,
            Record::Fork(fork) => &fork.head,
            Record::Exec(exec) => &exec.head,
            Record::Exit(exit) => &exit.head,
            Record::Signal(signal, _) => &signal.head,
            Record::Spaces(spaces) => &spaces.head,
            Record::Name(name, _) => &name.head,
        }
    }
}

/// Whether the record is one of a series that goes on: what did not fit into it is in the task's next one.
pub fn goes_on(head: &bt_header) -> bool {
    u32::from(head.flags) & bt_record_flag::BT_MORE.0 != 0
}

/// The chunks that follow a call's head, one after the other. Ends at the first that is not whole.
#[derive(Debug, Clone)]
pub struct Chunks<'a> {
    bytes: &'a [u8],
}

/// The chunks in these bytes.
pub fn chunks(bytes: &[u8]) -> Chunks<'_> {
    Chunks { bytes }
}

/// A chunk as it stands on the wire: its head and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct RawChunk<'a> {
    /// Its head.
    pub head: &'a bt_chunk,
    /// Its bytes, without padding.
    pub bytes: &'a [u8],
}

impl<'a> Iterator for Chunks<'a> {
    type Item = RawChunk<'a>;

    fn next(&mut self) -> Option<RawChunk<'a>> {
        let head: &bt_chunk = read(self.bytes).ok()?;
        let begin = size_of::<bt_chunk>();
        let end = begin.checked_add(head.len as usize)?;
        let bytes = self.bytes.get(begin..end)?;
        self.bytes = self.bytes.get(end.next_multiple_of(8)..).unwrap_or_default();
        Some(RawChunk { head, bytes })
    }
}

impl<'a> RawChunk<'a> {
    /// The chunk as decoders see it.
    pub fn decoded(&self, phase: Phase) -> Chunk<'a> {
        let memory = match bt_status(u32::from(self.head.status)) {
            bt_status::BT_OK | bt_status::BT_CUT => Memory::Bytes { bytes: self.bytes, want: self.head.want },
            bt_status::BT_HOLE => Memory::Hole { bytes: self.bytes, want: self.head.want },
            _ => Memory::Fault(self.head.want),
        };
        Chunk { phase, arg: self.head.arg, part: self.head.part, index: self.head.index, memory }
    }

    /// Whether the memory could be read.
    pub fn is_there(&self) -> bool {
        u32::from(self.head.status) != bt_status::BT_FAULT.0
    }

    /// The instruction pointer, if the chunk is one of registers.
    pub fn ip(&self) -> Option<u64> {
        let is_registers = u32::from(self.head.arg) == bt_limit::BT_ARG_REGISTERS.0;
        self.bytes.first_chunk().filter(|_| is_registers).map(|word| u64::from_ne_bytes(*word))
    }

    /// The frames of its stack, if the chunk is that.
    pub fn frames(&self) -> Option<&'a [u8]> {
        (u32::from(self.head.arg) == bt_limit::BT_ARG_FRAMES.0).then_some(self.bytes)
    }

    /// The comm of the task, if the chunk is that.
    pub fn comm(&self) -> Option<&'a [u8]> {
        (u32::from(self.head.arg) == bt_limit::BT_ARG_COMM.0).then(|| until_nul(self.bytes))
    }
}

/// The instruction pointer that chunks in here tell.
pub fn ip(bytes: &[u8]) -> Option<u64> {
    chunks(bytes).find_map(|chunk| chunk.ip())
}

/// The frames that chunks in here tell.
pub fn frames(bytes: &[u8]) -> Option<&[u8]> {
    chunks(bytes).find_map(|chunk| chunk.frames())
}

/// Who has sent a signal, if its chunks tell.
pub fn sender(bytes: &[u8]) -> Option<Identity> {
    let is_names = |chunk: &RawChunk<'_>| u32::from(chunk.head.arg) == bt_limit::BT_ARG_NAMES.0;
    let mut told = chunks(bytes).filter(is_names).flat_map(|chunk| names::named(chunk.bytes));
    told.find_map(|named| named.identity())
}

/// Appends the chunk of registers that tells this instruction pointer.
pub fn push_ip(ip: u64, chunks: &mut AlignedBytes) {
    let bytes = ip.to_ne_bytes();
    let len = bytes.len() as u32;
    let arg = bt_limit::BT_ARG_REGISTERS.0 as u8;
    chunks.push_chunk(&bt_chunk { arg, len, want: len.into(), ..bt_chunk::default() }, &bytes);
}

/// The bytes before the first NUL.
pub fn until_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// Whether long bytes in here are split into several chunks.
pub fn is_split(bytes: &[u8]) -> bool {
    chunks(bytes).any(|chunk| chunk.head.more != 0)
}

/// Appends the chunks in `bytes` to `joined`, the pieces of long bytes put together into one chunk each.
///
/// What is said of the whole is what the last piece says: where the memory ends in the middle, that it has a hole,
/// or, of a string, that all of it is a fault.
pub fn join(bytes: &[u8], joined: &mut AlignedBytes) {
    let mut open: Option<(usize, bt_chunk)> = None;
    for chunk in chunks(bytes) {
        let (at, mut head) = match open.take() {
            Some((at, head)) => (at, head),
            None => (joined.reserve(size_of::<bt_chunk>()), *chunk.head),
        };
        if chunk.is_there() {
            joined.append(chunk.bytes);
        } else {
            joined.truncate(at + size_of::<bt_chunk>());
        }
        head.status = chunk.head.status;
        head.want = chunk.head.want;
        head.more = 0;
        head.len = (joined.len() - at - size_of::<bt_chunk>()) as u32;
        joined.write(at, &head);
        if chunk.head.more != 0 && chunk.is_there() {
            open = Some((at, head));
        } else {
            joined.pad();
        }
    }
    joined.pad();
}

/// A growing buffer whose beginning is aligned to 8 bytes, so that heads can be read in place.
#[derive(Debug, Default)]
pub struct AlignedBytes {
    words: Vec<u64>,
    len: usize,
}

impl AlignedBytes {
    /// Bytes in use.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Bytes of the memory that it has, in use or not.
    pub fn capacity(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends a chunk: its head, its bytes and the padding.
    pub fn push_chunk(&mut self, head: &bt_chunk, bytes: &[u8]) {
        let at = self.reserve(size_of::<bt_chunk>());
        self.write(at, head);
        self.append(bytes);
        self.pad();
    }

    /// Forgets the content and keeps the memory.
    pub fn clear(&mut self) {
        self.words.clear();
        self.len = 0;
    }

    /// The content.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: plain integers seen as their bytes; `len` is at most their size (see `reserve`).
        unsafe { std::slice::from_raw_parts(self.words.as_ptr().cast(), self.len) }
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `bytes`, and any bytes make integers.
        unsafe { std::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast(), self.len) }
    }

    /// Makes room for that many bytes and returns where they begin.
    fn reserve(&mut self, more: usize) -> usize {
        let at = self.len;
        self.len += more;
        self.words.resize(self.len.div_ceil(8), 0);
        at
    }

    /// Appends bytes.
    pub fn append(&mut self, bytes: &[u8]) {
        let at = self.reserve(bytes.len());
        if let Some(room) = self.bytes_mut().get_mut(at..) {
            room.copy_from_slice(bytes);
        }
    }

    fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Fills up to a multiple of 8.
    pub fn pad(&mut self) {
        self.reserve(self.len.next_multiple_of(8) - self.len);
    }

    fn write(&mut self, at: usize, head: &bt_chunk) {
        let bytes = head.bytes();
        if let Some(room) = self.bytes_mut().get_mut(at..at + bytes.len()) {
            room.copy_from_slice(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prelude::prop;
    use proptest::prelude::Strategy;
    use proptest::proptest;

    use super::*;

    fn aligned(bytes: &[u8]) -> AlignedBytes {
        let mut copy = AlignedBytes::default();
        copy.append(bytes);
        copy
    }

    fn call_record(chunks: &AlignedBytes) -> AlignedBytes {
        let call = bt_call {
            head: bt_header { kind: bt_kind::BT_CALL.0 as u16, tid: 7, ..bt_header::default() },
            nr: 1,
            ret: -2,
            args: [1, 2, 3, 4, 5, 6],
            ..bt_call::default()
        };
        let mut record = aligned(call.bytes());
        record.append(chunks.bytes());
        record
    }

    fn chunk(index: u32, status: bt_status, more: bool, bytes: &[u8]) -> bt_chunk {
        bt_chunk {
            arg: 1,
            index,
            status: status.0 as u8,
            more: more.into(),
            len: bytes.len() as u32,
            want: 100,
            ..bt_chunk::default()
        }
    }

    #[test]
    fn a_call_comes_back_with_its_chunks() {
        let mut memory = AlignedBytes::default();
        memory.push_chunk(&chunk(0, bt_status::BT_OK, false, b"/etc"), b"/etc");
        memory.push_chunk(&chunk(1, bt_status::BT_FAULT, false, b""), b"");
        let record = call_record(&memory);
        let Ok(Record::Call(call, bytes)) = parse(record.bytes()) else { panic!("no call") };
        assert_eq!((call.head.tid, call.nr, call.ret, call.args[5]), (7, 1, -2, 6));
        let found: Vec<_> = chunks(bytes).map(|chunk| chunk.decoded(Phase::Exit)).collect();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].memory, Memory::Bytes { bytes: b"/etc", want: 100 });
        assert_eq!(found[1].memory, Memory::Fault(100));
    }

    #[test]
    fn pieces_become_one_chunk_whose_end_the_last_one_tells() {
        let mut pieces = AlignedBytes::default();
        pieces.push_chunk(&chunk(0, bt_status::BT_OK, true, b"abcde"), b"abcde");
        pieces.push_chunk(&chunk(0, bt_status::BT_OK, false, b"fg"), b"fg");
        pieces.push_chunk(&chunk(1, bt_status::BT_OK, true, b"xyz"), b"xyz");
        pieces.push_chunk(&chunk(1, bt_status::BT_FAULT, false, b""), b"");
        pieces.push_chunk(&chunk(2, bt_status::BT_OK, true, b"xyz"), b"xyz");
        pieces.push_chunk(&chunk(2, bt_status::BT_HOLE, false, b""), b"");
        assert!(is_split(pieces.bytes()));
        let mut joined = AlignedBytes::default();
        join(pieces.bytes(), &mut joined);
        assert!(!is_split(joined.bytes()));
        let found: Vec<_> = chunks(joined.bytes()).map(|chunk| chunk.decoded(Phase::Exit).memory).collect();
        let hole = Memory::Hole { bytes: b"xyz", want: 100 };
        assert_eq!(found, [Memory::Bytes { bytes: b"abcdefg", want: 100 }, Memory::Fault(100), hole]);
    }

    #[test]
    fn what_is_cut_short_is_an_error_or_ends_the_chunks() {
        let mut memory = AlignedBytes::default();
        memory.push_chunk(&chunk(0, bt_status::BT_OK, false, b"12345678"), b"12345678");
        let record = call_record(&memory);
        for len in 0..record.len() {
            match parse(&record.bytes()[..len]) {
                Err(error) => assert_eq!(error, WireError::Short, "{len}"),
                Ok(Record::Call(_, bytes)) => assert_eq!(chunks(bytes).count(), 0, "{len}"),
                Ok(other) => panic!("{len}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_kind_that_there_is_not_is_named() {
        let head = bt_header { kind: 99, ..bt_header::default() };
        let bytes = aligned(head.bytes());
        assert_eq!(parse(bytes.bytes()).unwrap_err(), WireError::UnknownKind(99));
    }

    /// Bytes that look like a record often enough to get past its head.
    fn hostile() -> impl Strategy<Value = AlignedBytes> {
        (0u8..8, vec(any::<u8>(), 0..600), vec((any::<prop::sample::Index>(), 0u8..4), 0..60)).prop_map(
            |(kind, mut bytes, small)| {
                // Small numbers in many places: lengths that fit are the interesting ones.
                for (at, value) in small {
                    if !bytes.is_empty() {
                        let at = at.index(bytes.len());
                        bytes[at] = value;
                    }
                }
                if bytes.len() > 1 {
                    bytes[0] = kind;
                    bytes[1] = 0;
                }
                aligned(&bytes)
            },
        )
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in hostile()) {
            let record = parse(bytes.bytes());
            if let Ok(Record::Name(name, text)) = record {
                names::file(&name.file, text);
                names::write_path(&name.file, text, &mut Vec::new());
            }
            if let Ok(Record::Enter(_, memory) | Record::Call(_, memory)) = record {
                for chunk in chunks(memory) {
                    names::named(chunk.bytes).for_each(|named| {
                        named.detail(b"TCP");
                    });
                    names::told_whole(chunk.bytes).map(|whole| format!("{:?}", whole.file()));
                }
                let all: usize = chunks(memory).map(|chunk| chunk.bytes.len()).sum();
                assert!(all <= memory.len());
                let mut joined = AlignedBytes::default();
                join(memory, &mut joined);
                let after: usize = chunks(joined.bytes()).map(|chunk| chunk.bytes.len()).sum();
                assert!(after <= all);
            }
        }
    }
}
