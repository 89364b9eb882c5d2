//! What is known of the call that a task is in?
//!
//! Its entry, if a record told of it, with the memory that was read then; the
//! pieces of a record that came in several; and what has been shown of it.

use std::mem::take;

use crate::event::LONGEST_SERIES;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::Syscall;
use crate::tracer::exec_args;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::RawChunk;

/// Bytes of memory that a task keeps from call to call.
const KEPT: usize = 64 << 10;

/// The call of a task.
#[derive(Debug, Default)]
pub struct Pairing {
    /// The call that it is in, if a record told of its beginning.
    pub entry: Option<bt_call>,
    /// The memory that was read at the entry of that call: chunks.
    pub chunks: AlignedBytes,
    /// Chunks that came in records before the last one of their series, as they came.
    pieces: AlignedBytes,
    /// The call that an unfinished line was printed for, and how many of its arguments that line has.
    pub unfinished: Option<Unfinished>,
    /// The call that a signal has broken off and that restart_syscall goes on with.
    pub interrupted: Option<&'static Syscall>,
}

/// An unfinished line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfinished {
    /// The call's ABI.
    pub abi: Abi,
    /// The call's number.
    pub nr: u32,
    /// Arguments that the line has.
    pub shown: usize,
}

/// Some arguments.
struct Args(u64);

impl Args {
    /// Those that a chunk like that belongs to.
    fn of(chunks: &[u8], which: impl Fn(&RawChunk<'_>) -> bool) -> Args {
        let chunks = wire::chunks(chunks).filter(which);
        Args(chunks.fold(0, |all, chunk| all | Args::bit(chunk.head.arg)))
    }

    /// There are six, what descriptors refer to, told in two ways, and what is no argument.
    fn bit(arg: u8) -> u64 {
        1 << (arg.min(63) - u8::from(u32::from(arg) == bt_limit::BT_ARG_NAMES.0))
    }

    fn has(&self, arg: u8) -> bool {
        self.0 & Args::bit(arg) != 0
    }
}

/// Chunks of two times: of each argument those of `before`, unless some of it was not there then and `later` has it.
pub fn completed<'a>(before: &'a [u8], later: &'a [u8]) -> impl Iterator<Item = RawChunk<'a>> {
    let lacks = Args::of(before, |chunk| !chunk.is_there());
    let (had, has) = (Args::of(before, |_| true), Args::of(later, |_| true));
    let keeps = move |arg: u8| had.has(arg) && !lacks.has(arg) || !has.has(arg);
    let late = wire::chunks(before).map(|chunk| (chunk, true)).chain(wire::chunks(later).map(|chunk| (chunk, false)));
    late.filter(move |(chunk, early)| keeps(chunk.head.arg) == *early).map(|(chunk, _)| chunk)
}

impl Pairing {
    /// A call has begun. Whether all of the record is there; `room`: bytes that may be kept of it.
    pub fn enters(&mut self, call: &bt_call, chunks: &[u8], room: usize) -> bool {
        let Some(pieces) = self.series(&call.head, chunks, room) else { return false };
        self.chunks.clear();
        wire::join(pieces.bytes(), &mut self.chunks);
        self.entry = Some(*call);
        self.keep(pieces);
        true
    }

    /// An execve has succeeded some of whose arguments were not there at its entry: what it has left tells them.
    pub fn rereads(&mut self, call: &bt_call, row: Option<&Syscall>, chunks: &[u8], limits: Limits, room: usize) {
        let Some(pieces) = self.series(&call.head, chunks, room) else { return };
        let (mut left, mut told) = (AlignedBytes::default(), AlignedBytes::default());
        wire::join(pieces.bytes(), &mut left);
        self.keep(pieces);
        if let Some(row) = row {
            exec_args::arguments(row, limits, left.bytes(), &mut told);
        }
        let before = take(&mut self.chunks);
        for chunk in completed(before.bytes(), told.bytes()) {
            self.chunks.push_chunk(chunk.head, chunk.bytes);
        }
    }

    /// What is kept of an entry is of a call whose return was lost.
    pub fn forget_entry(&mut self) {
        self.entry = None;
        self.chunks.clear();
    }

    /// The entry, if it is that call's.
    pub fn entry_of(&self, abi: Abi, nr: u32) -> Option<bt_call> {
        self.entry.filter(|entry| (Abi::of(entry.head.flags), entry.nr) == (abi, nr))
    }

    /// The chunks of a record and of those before it in its series, as they came; `None` while there are more to
    /// come, and none at all when one of the series was lost. Give the memory back with [`Pairing::keep`].
    pub fn series(&mut self, head: &bt_header, chunks: &[u8], room: usize) -> Option<AlignedBytes> {
        let has = |flag: bt_record_flag| u32::from(head.flags) & flag.0 != 0;
        if !has(bt_record_flag::BT_CONTINUED) {
            self.pieces.clear();
        }
        if self.pieces.len() + chunks.len() <= LONGEST_SERIES && chunks.len() <= room {
            self.pieces.append(chunks);
        }
        if has(bt_record_flag::BT_MORE) {
            return None;
        }
        let mut all = take(&mut self.pieces);
        if has(bt_record_flag::BT_HOLED) {
            all.clear();
        }
        Some(all)
    }

    /// Keeps memory for the next series, unless it is much: a task has it as long as it lives.
    pub fn keep(&mut self, mut memory: AlignedBytes) {
        memory.clear();
        if memory.capacity() <= KEPT {
            self.pieces = memory;
        }
    }

    /// Forgets the call that has ended. Whether there is room to keep memory for the next one.
    pub fn ended(&mut self, room: usize) {
        self.entry = None;
        for memory in [&mut self.chunks, &mut self.pieces] {
            memory.clear();
            if memory.capacity() > KEPT.min(room) {
                *memory = AlignedBytes::default();
            }
        }
    }

    /// Bytes of memory that it has.
    pub fn kept(&self) -> usize {
        self.chunks.capacity() + self.pieces.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton::types::bt_chunk;
    use crate::skeleton::types::bt_status;

    const ROOM: usize = 1 << 20;

    fn chunk(arg: u8, status: bt_status, bytes: &[u8]) -> AlignedBytes {
        let len = bytes.len() as u32;
        let head = bt_chunk { arg, status: status.0 as u8, len, want: u64::from(len), ..bt_chunk::default() };
        let mut chunk = AlignedBytes::default();
        chunk.push_chunk(&head, bytes);
        chunk
    }

    fn text(arg: u8, text: &str) -> AlignedBytes {
        chunk(arg, bt_status::BT_OK, text.as_bytes())
    }

    fn all(chunks: &[AlignedBytes]) -> AlignedBytes {
        let mut all = AlignedBytes::default();
        chunks.iter().for_each(|chunk| all.append(chunk.bytes()));
        all
    }

    fn call(flags: u32) -> bt_call {
        bt_call { head: bt_header { flags: flags as u16, ..bt_header::default() }, nr: 9, ..bt_call::default() }
    }

    /// Each chunk's argument and bytes.
    fn said<'a>(chunks: impl Iterator<Item = RawChunk<'a>>) -> Vec<(u8, String)> {
        chunks.map(|chunk| (chunk.head.arg, String::from_utf8_lossy(chunk.bytes).into_owned())).collect()
    }

    const MORE: u32 = bt_record_flag::BT_MORE.0;
    const CONTINUED: u32 = bt_record_flag::BT_CONTINUED.0;
    const HOLED: u32 = bt_record_flag::BT_HOLED.0;

    #[test]
    fn an_entry_of_several_records_is_complete_with_the_last_one() {
        let mut pairing = Pairing::default();
        assert!(!pairing.enters(&call(MORE), text(0, "a").bytes(), ROOM));
        assert!(!pairing.enters(&call(MORE | CONTINUED), text(1, "b").bytes(), ROOM));
        assert_eq!(pairing.entry.map(|entry| entry.nr), None);
        assert!(pairing.enters(&call(CONTINUED), text(2, "c").bytes(), ROOM));
        assert_eq!(pairing.entry_of(Abi::X86_64, 9).map(|entry| entry.nr), Some(9));
        assert_eq!(pairing.entry_of(Abi::I386, 9).map(|entry| entry.nr), None);
        let chunks = [(0, "a"), (1, "b"), (2, "c")].map(|(arg, text)| (arg, text.to_owned()));
        assert_eq!(said(wire::chunks(pairing.chunks.bytes())), chunks);
    }

    #[test]
    fn a_series_of_which_one_was_lost_has_no_chunks_and_a_new_one_none_of_the_last() {
        let mut pairing = Pairing::default();
        pairing.enters(&call(MORE), text(0, "a").bytes(), ROOM);
        assert!(pairing.enters(&call(CONTINUED | HOLED), text(1, "b").bytes(), ROOM));
        assert_eq!(said(wire::chunks(pairing.chunks.bytes())), []);
        pairing.enters(&call(MORE), text(0, "a").bytes(), ROOM);
        assert!(pairing.enters(&call(0), text(1, "b").bytes(), ROOM));
        assert_eq!(said(wire::chunks(pairing.chunks.bytes())), [(1, "b".to_owned())]);
    }

    #[test]
    fn an_argument_is_taken_from_later_only_when_it_was_not_all_there_before() {
        let before = all(&[text(0, "0"), text(1, "1"), chunk(1, bt_status::BT_FAULT, b""), text(3, "3")]);
        let later = all(&[text(0, "x"), text(1, "one"), text(2, "two")]);
        let both = [(0, "0"), (3, "3"), (1, "one"), (2, "two")].map(|(arg, text)| (arg, text.to_owned()));
        assert_eq!(said(completed(before.bytes(), later.bytes())), both);
        // What nobody has read later stays as it was.
        assert_eq!(said(completed(before.bytes(), &[])).len(), 4);
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut pairing = Pairing::default();
        let long = chunk(0, bt_status::BT_OK, &[b'x'; 4000]);
        for _ in 0..3 * LONGEST_SERIES / long.len() {
            pairing.enters(&call(MORE | CONTINUED), long.bytes(), ROOM);
        }
        assert!(pairing.kept() <= 2 * LONGEST_SERIES, "{}", pairing.kept());
        pairing.enters(&call(CONTINUED), long.bytes(), ROOM);
        pairing.ended(ROOM);
        assert!(pairing.kept() <= 2 * KEPT, "{}", pairing.kept());
        // Where all tasks together have too much, nothing is added, and a call leaves nothing behind.
        pairing.enters(&call(0), long.bytes(), 100);
        assert_eq!(said(wire::chunks(pairing.chunks.bytes())), []);
        pairing.ended(0);
        assert_eq!(pairing.kept(), 0);
    }
}
