//! Which functions have led to a call?
//!
//! The kernel side copies registers and the top of the stack into a call's record. Here, where the records pass, these
//! are replaced by what they mean: frames with file, function and line (frames.rs), so that whoever is told of the
//! record needs neither the process, which may be gone, nor its files, and a recording has them as they were.

mod elf;
mod perf;
mod spaces;
mod unwind;

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;
use nix::sys::statfs::fstatfs;
use nix::sys::statfs::OVERLAYFS_SUPER_MAGIC;
use rustc_hash::FxHashMap;

use crate::frames::Frame;
use crate::frames::Source;
use crate::frames::Stack;
use crate::frames::Symbol;
use crate::options::stacks::Wanted;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_register;
use crate::skeleton::types::bt_signal;
use crate::stacks::elf::demangled;
use crate::stacks::elf::Elf;
use crate::stacks::perf::Rings;
use crate::stacks::spaces::Mapped;
use crate::stacks::spaces::Mapping;
use crate::stacks::spaces::Spaces;
use crate::stacks::unwind::Caller;
use crate::stacks::unwind::Memory;
use crate::stacks::unwind::Registers;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Record;
use crate::wire::Unpadded;

/// Bytes of a stack that make sense.
const MOST_STACK: usize = 1 << 20;
/// Files that are kept open to ask.
const MOST_FILES: usize = 512;
/// Names of functions that are remembered.
const MOST_NAMES: usize = 1 << 16;
/// Below are the stacks of 32-bit programs.
const NATIVE: u64 = 1 << 32;

/// Makes frames of stacks.
pub struct Stacks {
    wanted: Wanted,
    /// The instruction pointer of each call shows, too.
    ips: bool,
    rings: Rings,
    spaces: Spaces,
    files: Files,
    pending: FxHashMap<u32, Pending>,
    /// When the ring was read to its end last.
    seen: u64,
    record: AlignedBytes,
    stack: Stack,
}

/// What has come of a record's stack.
#[derive(Debug, Default)]
struct Pending {
    words: Option<[u64; REGISTERS]>,
    /// Its memory; not there where the kernel has copied none, as of beetrace's own.
    bytes: Vec<u8>,
    is_there: bool,
    /// Where the part of it begins that is being taken.
    part: usize,
}

const REGISTERS: usize = bt_register::BT_REGISTERS.0 as usize;

impl Stacks {
    /// Those of a process that has not run its program, and of all that it makes; of none so far if it is number 0.
    pub fn of(pid: u32, wanted: Wanted, ips: bool) -> Result<Stacks> {
        Ok(Stacks {
            wanted,
            ips,
            rings: Rings::open()?,
            spaces: Spaces::of(pid),
            files: Files::default(),
            pending: FxHashMap::default(),
            seen: 0,
            record: AlignedBytes::default(),
            stack: Stack::default(),
        })
    }

    /// That process was there before.
    pub fn there(&mut self, pid: u32) {
        let threads = std::fs::read_dir(format!("/proc/{pid}/task")).map_or(1, Iterator::count);
        // One that is gone makes no calls.
        let maps = std::fs::read(format!("/proc/{pid}/maps")).unwrap_or_default();
        self.spaces.there(pid, threads as u32, &maps);
    }

    /// The record with frames in the place of registers and memory of the stack.
    pub fn record<'a>(&'a mut self, bytes: &'a [u8]) -> &'a [u8] {
        match wire::parse(bytes) {
            Ok(Record::Enter(call, chunks) | Record::Call(call, chunks)) => {
                let whole = bt_call { size: 0, ..*call };
                self.replaced(&call.head, whole.bytes(), chunks)
            }
            Ok(Record::Signal(signal, chunks)) => {
                let whole: &bt_signal = signal;
                self.replaced(&signal.head, whole.bytes(), chunks)
            }
            Ok(Record::Exit(exit)) => {
                self.pending.remove(&exit.head.tid);
                bytes
            }
            _ => bytes,
        }
    }

    fn replaced(&mut self, head: &bt_header, whole: &[u8], chunks: &[u8]) -> &[u8] {
        let mut pending = self.pending.remove(&head.tid).unwrap_or_default();
        if u32::from(head.flags) & bt_record_flag::BT_CONTINUED.0 == 0 {
            pending.clear();
        }
        self.record.clear();
        self.record.append(whole);
        for chunk in wire::chunks(chunks) {
            match bt_limit(chunk.head.arg.into()) {
                bt_limit::BT_ARG_REGISTERS => {
                    pending.words = words(chunk.bytes);
                    if let Some(ip) = chunk.ip().filter(|_| self.ips) {
                        wire::push_ip(ip, &mut self.record);
                    }
                }
                bt_limit::BT_ARG_STACK => {
                    pending.is_there = true;
                    pending.takes(chunk.head.index as usize, chunk.bytes);
                }
                _ => self.record.push_chunk(chunk.head, chunk.bytes),
            }
        }
        if wire::goes_on(head) {
            self.pending.insert(head.tid, pending);
            return self.record.bytes();
        }
        // A piece that is missing would make all that is behind it something else.
        let is_whole = u32::from(head.flags) & bt_record_flag::BT_HOLED.0 == 0;
        // Those of 32-bit programs nobody unwinds, nor does strace.
        let is_narrow = u32::from(head.flags) & bt_record_flag::BT_COMPAT.0 != 0;
        let is_there = is_whole && pending.is_there && !is_narrow;
        if let Some(words) = pending.words.filter(|_| is_there) {
            self.unwind(head, &words, &pending);
            let bytes = self.stack.bytes();
            let (arg, len) = (bt_limit::BT_ARG_FRAMES.0 as u8, bytes.len() as u32);
            self.record.push_chunk(&bt_chunk { arg, len, want: len.into(), ..bt_chunk::default() }, bytes);
        }
        // Its memory is for the next one.
        self.pending.insert(head.tid, pending);
        self.record.bytes()
    }

    /// The ring was read to its end, at that time.
    pub fn look(&mut self, now: u64) {
        let Stacks { rings, spaces, .. } = self;
        rings.take(|record| spaces.told(record));
        // What is in the ring by now may be of before.
        spaces.until(self.seen);
        self.seen = now;
    }

    /// How many mappings nobody has told of.
    pub fn lost(&self) -> u64 {
        self.spaces.lost()
    }

    /// Puts the frames of a stack together.
    fn unwind(&mut self, head: &bt_header, words: &[u64; REGISTERS], pending: &Pending) {
        let Stacks { wanted, rings, spaces, files, stack, .. } = self;
        rings.take(|record| spaces.told(record));
        spaces.until(head.time);
        stack.clear();
        let mut registers = Registers::of(words);
        let memory = Memory { from: words[1], bytes: &pending.bytes };
        // The innermost function has made a call of the system's, not of a function.
        let mut interrupted = true;
        // One more than is shown says that there are more.
        for nth in 0..=wanted.frames {
            let Some(ip) = registers.ip() else { return };
            let mapping = spaces.at(head.tgid, ip).filter(|mapping| !mapping.file.is_anonymous());
            let Some(mapping) = mapping else {
                stack.push(&Frame { address: ip, file: None, at: ip, symbol: None, source: None, inlined: false });
                return;
            };
            let at = (ip - mapping.begin).wrapping_add(mapping.at);
            let frame =
                Frame { address: ip, file: Some(&mapping.file.path), at, symbol: None, source: None, inlined: false };
            let Some(elf) = files.of(mapping, head.tgid, wanted.sources) else {
                // A signal's record does not say whether its program has 32 bits, the file would.
                if nth > 0 || words[1] >= NATIVE {
                    stack.push(&frame);
                }
                return;
            };
            let Some(address) = elf.address(at) else {
                stack.push(&frame);
                return;
            };
            // A call's return address can be behind the end of what has made it.
            let of = if interrupted { address } else { address.wrapping_sub(1) };
            push(stack, &frame, elf, address, of);
            match elf.unwinding.caller(of, &registers, memory) {
                Caller::Frame { registers: callers, interrupted: was } => (registers, interrupted) = (callers, was),
                // It goes on above what was copied, or on another stack.
                Caller::Beyond => return stack.more(),
                Caller::End | Caller::Unknown => return,
            }
        }
    }
}

impl Pending {
    /// Takes bytes that stand so far behind the stack pointer, or behind others that begin there. Where there are none,
    /// nobody has been.
    fn takes(&mut self, at: usize, bytes: &[u8]) {
        if at != self.part && (self.bytes.len()..MOST_STACK).contains(&at) {
            self.part = at;
            self.bytes.resize(at, 0);
        }
        self.bytes.extend_from_slice(bytes);
    }

    fn clear(&mut self) {
        self.words = None;
        self.bytes.clear();
        self.is_there = false;
        self.part = 0;
    }
}

/// The words of a chunk that has all registers.
fn words(bytes: &[u8]) -> Option<[u64; REGISTERS]> {
    let mut words = [0; REGISTERS];
    if bytes.len() < size_of_val(&words) {
        return None;
    }
    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = u64::from_le_bytes(bytes.try_into().ok()?);
    }
    Some(words)
}

/// Adds a frame with its function, behind those that the compiler has put into it.
fn push(stack: &mut Stack, frame: &Frame<'_>, elf: &mut OpenElf, address: u64, of: u64) {
    let OpenElf { elf, names } = elf;
    let places = elf.places(of).to_vec();
    let source = |place: &'_ elf::Place| place.source.clone();
    if let Some((last, inlined)) = places.split_last() {
        for place in inlined {
            let source = source(place);
            let source = source.as_ref().map(|(file, line)| Source { file: file.as_bytes(), line: *line });
            let symbol = place.name.as_ref().map(|name| Symbol { name: name.as_bytes(), offset: 0 });
            stack.push(&Frame { symbol, source, inlined: true, ..*frame });
        }
        let source = source(last);
        let source = source.as_ref().map(|(file, line)| Source { file: file.as_bytes(), line: *line });
        return stack.push(&Frame { symbol: names.of(elf, address, of), source, ..*frame });
    }
    stack.push(&Frame { symbol: names.of(elf, address, of), ..*frame });
}

/// Names of functions as their sources have them, by address.
#[derive(Default)]
struct Names {
    known: FxHashMap<u64, Option<(String, u64)>>,
}

impl Names {
    /// The function that `of` is in, and how far behind its beginning `address` is.
    fn of(&mut self, elf: &Elf, address: u64, of: u64) -> Option<Symbol<'_>> {
        if self.known.len() >= MOST_NAMES {
            self.known.clear();
        }
        let name = || elf.symbol(of).map(|(name, offset)| (demangled(name), offset));
        let behind = address.wrapping_sub(of);
        let found = self.known.entry(of).or_insert_with(name);
        found.as_ref().map(|(name, offset)| Symbol { name: name.as_bytes(), offset: *offset + behind })
    }
}

/// A file that has been read.
struct OpenElf {
    elf: Elf,
    names: Names,
}

/// Files that were mapped.
#[derive(Default)]
struct Files {
    all: FxHashMap<Rc<Mapped>, Option<OpenElf>>,
    /// In the order in which they were opened.
    opened: VecDeque<Rc<Mapped>>,
}

impl std::ops::Deref for OpenElf {
    type Target = Elf;

    fn deref(&self) -> &Elf {
        &self.elf
    }
}

impl std::ops::DerefMut for OpenElf {
    fn deref_mut(&mut self) -> &mut Elf {
        &mut self.elf
    }
}

impl Files {
    /// What is known of the file of that mapping in that process.
    fn of(&mut self, mapping: &Mapping, pid: u32, with_lines: bool) -> Option<&mut OpenElf> {
        if !self.all.contains_key(&mapping.file) {
            if self.opened.len() >= MOST_FILES {
                if let Some(oldest) = self.opened.pop_front() {
                    self.all.remove(&oldest);
                }
            }
            let elf = open(mapping, pid, with_lines).map(|elf| OpenElf { elf, names: Names::default() });
            self.opened.push_back(mapping.file.clone());
            self.all.insert(mapping.file.clone(), elf);
        }
        self.all.get_mut(&mapping.file)?.as_mut()
    }
}

/// Reads the file of a mapping: as its process sees it, as we do, or, when it has no name any more, as it is mapped.
fn open(mapping: &Mapping, pid: u32, with_lines: bool) -> Option<Elf> {
    let path = &mapping.file.path;
    if path == b"[vdso]" {
        return Elf::of(&vdso()?);
    }
    let seen = Path::new(OsStr::from_bytes(path));
    let mapped = format!("/proc/{pid}/map_files/{:x}-{:x}", mapping.begin, mapping.end);
    let below = seen.strip_prefix("/").ok()?;
    let candidates =
        [Path::new("/proc").join(pid.to_string()).join("root").join(below), seen.to_owned(), mapped.into()];
    let file = candidates.iter().find_map(|path: &PathBuf| File::open(path).ok().filter(|file| is(file, mapping)))?;
    Elf::open(file, seen, with_lines)
}

/// Whether that is the file that is mapped. In an overlay it has another number than it shows.
fn is(file: &File, mapping: &Mapping) -> bool {
    let Ok(found) = file.metadata() else { return false };
    found.is_file()
        && (found.ino() == mapping.file.inode
            || fstatfs(file).is_ok_and(|system| system.filesystem_type() == OVERLAYFS_SUPER_MAGIC))
}

/// The kernel's own piece of code in every process: ours is the same.
fn vdso() -> Option<Vec<u8>> {
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    let line = maps.lines().find(|line| line.ends_with("[vdso]"))?;
    let (begin, end) = line.split_ascii_whitespace().next()?.split_once('-')?;
    let (begin, end) = (usize::from_str_radix(begin, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
    // SAFETY: mapped as long as we live, readable, and never written.
    Some(unsafe { std::slice::from_raw_parts(begin as *const u8, end.checked_sub(begin)?) }.to_vec())
}
