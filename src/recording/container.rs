//! How is a file made of blocks, and how is one read that may be cut, damaged or meant to harm?
//!
//! README.md draws the format. Nothing that a file says of itself is believed before it is checked: a length
//! is held to its limit before memory is asked for, and memory grows with what is really there.

use std::fmt;
use std::io;
use std::io::ErrorKind;
use std::io::Read;

use crc32fast::Hasher;
use zstd::bulk::Compressor;
use zstd::bulk::Decompressor;

use crate::recording::pack::Unpacker;
use crate::recording::pack::LONGEST;

/// What a file begins with: not text, and not what a transfer as text leaves of it.
pub const MAGIC: [u8; 8] = *b"\x89BTRC\r\n\x1a";
/// The version that is written; all up to it are read.
pub const VERSION: u32 = 1;

/// Most bytes of a header: command lines are the longest in it.
const HEADER_LIMIT: u32 = 16 << 20;
/// Most bytes that a block expands to: what is put together at a time, and one record.
pub const BLOCK_LIMIT: usize = (1 << 20) + LONGEST;
/// Bytes of a block's head.
const HEAD: usize = 40;
/// Bytes of an entry of the index.
const ENTRY: usize = 32;
/// Blocks that an index lists at the most: those that come later are read without it.
pub const INDEX_LIMIT: usize = BLOCK_LIMIT / ENTRY;
/// zstd's level. Below 1 it looks for less, and is faster: packed records have little that is worth it.
const LEVEL: i32 = -1;

/// What a block has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Packed records.
    Records = 1,
    /// Where the blocks before it are. It is the last one.
    Index = 2,
}

/// What the head of a block says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// How many records it has.
    pub count: u32,
    /// When the first of them was taken from the ring (CLOCK_MONOTONIC, ns),
    pub first: u64,
    /// and when the last one.
    pub last: u64,
}

/// A block as it is in the file.
#[derive(Debug, Clone)]
pub struct Block {
    /// What is in it.
    pub span: Span,
    /// Head and compressed records.
    pub bytes: Vec<u8>,
}

/// Makes the parts of a file.
pub struct Writer {
    compressor: Compressor<'static>,
}

impl Writer {
    /// With memory of its own, used again for each block.
    pub fn new() -> io::Result<Writer> {
        Ok(Writer { compressor: Compressor::new(LEVEL)? })
    }

    /// The beginning of a file with these fields.
    pub fn header(fields: &[u8]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(fields.len() as u32).to_le_bytes());
        bytes.extend_from_slice(fields);
        let sum = crc32fast::hash(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// A block of packed records.
    pub fn block(&mut self, packed: &[u8], span: Span) -> io::Result<Block> {
        self.any_block(Kind::Records, packed, span)
    }

    /// The end of a file with these blocks behind a header of that many bytes.
    pub fn index(&mut self, header: usize, blocks: impl Iterator<Item = (usize, Span)>) -> io::Result<Block> {
        let mut entries = Vec::new();
        let mut at = header as u64;
        let mut all = Span::default();
        for (len, span) in blocks {
            all = Span {
                count: all.count.wrapping_add(1),
                first: if all.count == 0 { span.first } else { all.first },
                last: span.last,
            };
            if entries.len() < INDEX_LIMIT * ENTRY {
                entries.extend_from_slice(&at.to_le_bytes());
                entries.extend_from_slice(&span.first.to_le_bytes());
                entries.extend_from_slice(&span.last.to_le_bytes());
                entries.extend_from_slice(&span.count.to_le_bytes());
                entries.extend_from_slice(&[0; 4]);
            }
            at += len as u64;
        }
        self.any_block(Kind::Index, &entries, all)
    }

    fn any_block(&mut self, kind: Kind, content: &[u8], span: Span) -> io::Result<Block> {
        let stored = self.compressor.compress(content)?;
        let mut bytes = Vec::with_capacity(HEAD + stored.len());
        for word in [kind as u32, stored.len() as u32, content.len() as u32, span.count] {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        bytes.extend_from_slice(&span.first.to_le_bytes());
        bytes.extend_from_slice(&span.last.to_le_bytes());
        let mut sum = Hasher::new();
        sum.update(&bytes);
        sum.update(&stored);
        bytes.extend_from_slice(&sum.finalize().to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&stored);
        Ok(Block { span, bytes })
    }
}

/// Why a file is not read, or no further.
#[derive(Debug)]
pub enum Trouble {
    /// There is nothing in it.
    Empty,
    /// It does not begin as a recording does.
    Foreign,
    /// It is of a version that is not known here.
    Newer(u32),
    /// It ends in the middle, before the end that is written when all is well.
    Cut,
    /// What is there is not what was written. It is whole up to that byte.
    Damaged(u64),
    /// It has ended well at that byte, and something else follows.
    Longer(u64),
    /// Its checksums are right, and what it tells makes no sense.
    Nonsense,
    /// It cannot be read.
    Unreadable(io::Error),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Empty => write!(f, "it is empty"),
            Trouble::Foreign => write!(f, "it is not a recording"),
            Trouble::Newer(version) => {
                write!(f, "it is a recording of version {version}; this beetrace reads those up to {VERSION}")
            }
            Trouble::Cut => write!(f, "it was cut: it ends before the recording does"),
            Trouble::Damaged(at) => write!(f, "it is damaged behind byte {at}"),
            Trouble::Longer(at) => write!(f, "the recording ends at byte {at}: what is behind it is left out"),
            Trouble::Nonsense => write!(f, "it is damaged: its records make no sense"),
            Trouble::Unreadable(error) => write!(f, "it cannot be read: {}", crate::error_text(error)),
        }
    }
}

impl std::error::Error for Trouble {}

/// Reads a file from its beginning to its end.
pub struct Reader<R> {
    file: R,
    /// Bytes that were whole: what is behind them has not been read, or is not whole.
    at: u64,
    decompressor: Decompressor<'static>,
    stored: Vec<u8>,
    content: Vec<u8>,
    unpacker: Unpacker,
}

impl<R: Read> Reader<R> {
    /// Reads the header; its fields.
    pub fn open(file: R) -> Result<(Reader<R>, Vec<u8>), Trouble> {
        let mut reader = Reader::behind_header(file)?;
        let mut sum = Hasher::new();
        let mut begin = [0; MAGIC.len() + 8];
        match reader.fill(&mut begin)? {
            0 => return Err(Trouble::Empty),
            have if begin[..have.min(MAGIC.len())] != MAGIC[..have.min(MAGIC.len())] => return Err(Trouble::Foreign),
            have if have < begin.len() => return Err(Trouble::Cut),
            _ => sum.update(&begin),
        }
        let (version, len) = (u32_at(&begin, MAGIC.len()), u32_at(&begin, MAGIC.len() + 4));
        if version > VERSION {
            return Err(Trouble::Newer(version));
        }
        if len > HEADER_LIMIT || version == 0 {
            return Err(Trouble::Damaged(0));
        }
        let mut fields = Vec::new();
        reader.read(len as usize + 4, &mut fields)?;
        let given = u32_at(&fields, len as usize);
        fields.truncate(len as usize);
        sum.update(&fields);
        if sum.finalize() != given {
            return Err(Trouble::Damaged(0));
        }
        reader.at = (begin.len() + fields.len() + 4) as u64;
        Ok((reader, fields))
    }

    /// Reads blocks from the beginning on.
    pub fn behind_header(file: R) -> Result<Reader<R>, Trouble> {
        let decompressor = Decompressor::new().map_err(Trouble::Unreadable)?;
        let (stored, content, unpacker) = (Vec::new(), Vec::new(), Unpacker::default());
        Ok(Reader { file, at: 0, decompressor, stored, content, unpacker })
    }

    /// Hands the records of the next block to `each`; `None` at the end of the recording.
    pub fn block<E: From<Trouble>>(&mut self, mut each: impl FnMut(&[u8]) -> Result<(), E>) -> Result<Option<Span>, E> {
        let Some(span) = self.expand()? else { return Ok(None) };
        let mut packed = &self.content[..];
        let mut count = 0;
        self.unpacker.begin();
        while !packed.is_empty() {
            each(self.unpacker.next(&mut packed).ok_or(Trouble::Damaged(self.at))?)?;
            count += 1;
        }
        if count != span.count {
            return Err(Trouble::Damaged(self.at).into());
        }
        self.at += (HEAD + self.stored.len()) as u64;
        Ok(Some(span))
    }

    /// Reads the next block and expands what is in it; `None` at the end.
    fn expand(&mut self) -> Result<Option<Span>, Trouble> {
        let damaged = Trouble::Damaged(self.at);
        let mut head = [0; HEAD];
        if self.fill(&mut head)? < HEAD {
            return Err(Trouble::Cut);
        }
        let [kind, stored, expanded, count] = [0, 4, 8, 12].map(|at| u32_at(&head, at));
        let span = Span { count, first: u64_at(&head, 16), last: u64_at(&head, 24) };
        let kind = match kind {
            1 => Kind::Records,
            2 => Kind::Index,
            _ => return Err(damaged),
        };
        // What zstd makes of bytes that it cannot make smaller is hardly longer than they.
        let expanded = expanded as usize;
        if expanded > BLOCK_LIMIT || stored as usize > zstd::zstd_safe::compress_bound(expanded) {
            return Err(damaged);
        }
        let mut bytes = std::mem::take(&mut self.stored);
        bytes.clear();
        let read = self.read(stored as usize, &mut bytes);
        self.stored = bytes;
        read?;
        let mut sum = Hasher::new();
        sum.update(&head[..32]);
        sum.update(&self.stored);
        if sum.finalize() != u32_at(&head, 32) || head[36..] != [0; 4] {
            return Err(damaged);
        }
        self.content.clear();
        self.content.reserve(expanded);
        match self.decompressor.decompress_to_buffer(&self.stored, &mut self.content) {
            Ok(len) if len == expanded => {}
            _ => return Err(damaged),
        }
        if kind == Kind::Index {
            self.at += (HEAD + self.stored.len()) as u64;
            // Of files that were put together only the first would be shown.
            return if self.fill(&mut [0])? > 0 { Err(Trouble::Longer(self.at)) } else { Ok(None) };
        }
        Ok(Some(span))
    }

    /// So many bytes of the file were read and are whole.
    pub fn position(&self) -> u64 {
        self.at
    }

    /// Reads as much as there is room for; how much there was.
    fn fill(&mut self, room: &mut [u8]) -> Result<usize, Trouble> {
        let mut have = 0;
        while have < room.len() {
            match self.file.read(&mut room[have..]) {
                Ok(0) => break,
                Ok(more) => have += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Trouble::Unreadable(error)),
            }
        }
        Ok(have)
    }

    /// Appends that many bytes, for which memory is taken as they come.
    fn read(&mut self, len: usize, into: &mut Vec<u8>) -> Result<(), Trouble> {
        let read = (&mut self.file).take(len as u64).read_to_end(into).map_err(Trouble::Unreadable)?;
        if read < len {
            return Err(Trouble::Cut);
        }
        Ok(())
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prelude::prop;
    use proptest::prelude::Strategy;
    use proptest::proptest;

    use super::*;
    use crate::recording::pack::Packer;

    /// A file with these blocks of records, its parts one by one: header, blocks, index.
    fn parts(fields: &[u8], blocks: &[Vec<Vec<u8>>]) -> Vec<Vec<u8>> {
        let mut writer = Writer::new().unwrap();
        let mut parts = vec![Writer::header(fields)];
        let mut spans = Vec::new();
        let mut packer = Packer::default();
        for (nth, records) in blocks.iter().enumerate() {
            packer.clear();
            records.iter().for_each(|record| assert!(packer.push(record)));
            let span = Span { count: packer.count(), first: nth as u64, last: nth as u64 };
            let block = writer.block(packer.bytes(), span).unwrap();
            spans.push((block.bytes.len(), span));
            parts.push(block.bytes);
        }
        parts.push(writer.index(parts[0].len(), spans.into_iter()).unwrap().bytes);
        parts
    }

    /// The fields and records of a file, and what kept it from being read to its end.
    fn read(file: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>, Option<Trouble>) {
        let (mut reader, fields) = match Reader::open(file) {
            Ok(opened) => opened,
            Err(trouble) => return (Vec::new(), Vec::new(), Some(trouble)),
        };
        let mut records = Vec::new();
        loop {
            let block = reader.block(|record| -> Result<(), Trouble> {
                records.push(record.to_vec());
                Ok(())
            });
            match block {
                Ok(Some(_)) => assert!(reader.position() <= file.len() as u64),
                Ok(None) => return (fields, records, None),
                Err(trouble) => return (fields, records, Some(trouble)),
            }
        }
    }

    fn blocks() -> impl Strategy<Value = Vec<Vec<Vec<u8>>>> {
        vec(vec(vec(0u8..4, 0..300), 0..20), 0..4)
    }

    #[test]
    fn what_is_no_recording_is_told_from_one_that_was_cut() {
        assert!(matches!(read(b"").2, Some(Trouble::Empty)));
        assert!(matches!(read(b"#!/bin/sh\necho a longer text\n").2, Some(Trouble::Foreign)));
        assert!(matches!(read(&MAGIC[..5]).2, Some(Trouble::Cut)));
        let mut newer = Writer::header(b"");
        newer[8] = 0;
        assert!(matches!(read(&newer).2, Some(Trouble::Damaged(0))));
        newer[8] = 2;
        let trouble = read(&newer).2.unwrap();
        assert_eq!(trouble.to_string(), "it is a recording of version 2; this beetrace reads those up to 1");
    }

    #[test]
    fn a_file_that_was_cut_anywhere_is_read_up_to_its_last_whole_block() {
        let blocks = [vec![vec![1; 100], vec![2; 50]], vec![vec![3; 80]], vec![vec![4; 8]]];
        let parts = parts(b"fields", &blocks);
        let file = parts.concat();
        for len in 0..file.len() {
            let (fields, records, trouble) = read(&file[..len]);
            let trouble = trouble.unwrap();
            assert!(matches!(trouble, Trouble::Cut) || len == 0, "{len}: {trouble}");
            let mut end = 0;
            let whole = parts.iter().take_while(|part| {
                end += part.len();
                end <= len
            });
            let whole = whole.count();
            assert_eq!(fields.is_empty(), whole == 0);
            let all: Vec<_> = blocks.iter().take(whole.saturating_sub(1)).flatten().cloned().collect();
            assert_eq!(records, all, "{len}");
        }
        assert!(read(&file).2.is_none());
    }

    #[test]
    fn what_follows_on_the_end_is_not_passed_over() {
        let file = parts(b"fields", &[vec![vec![1; 100]]]).concat();
        for more in [&file[..], &[0]] {
            let (_, records, trouble) = read(&[&file, more].concat());
            assert_eq!(records.len(), 1);
            assert!(matches!(trouble, Some(Trouble::Longer(at)) if at == file.len() as u64), "{trouble:?}");
        }
    }

    #[test]
    fn lengths_that_lie_cost_no_memory_and_a_bomb_is_not_expanded() {
        let mut writer = Writer::new().unwrap();
        // Checksums are right in all of them.
        let file = |content: &[u8], claimed: u32, stored: Option<u32>| {
            let mut block = Writer::new().unwrap().block(content, Span::default()).unwrap().bytes;
            block[8..12].copy_from_slice(&claimed.to_le_bytes());
            if let Some(stored) = stored {
                block[4..8].copy_from_slice(&stored.to_le_bytes());
            }
            let sum = crc32fast::hash(&[&block[..32], &block[HEAD..]].concat());
            block[32..36].copy_from_slice(&sum.to_le_bytes());
            [Writer::header(b""), block].concat()
        };
        let zeros = vec![0; 64 << 20];
        for (content, claimed, stored) in [
            (&zeros[..], 64 << 20, None),
            (&zeros[..], 100, None),
            (&zeros[..100], u32::MAX, None),
            (&zeros[..100], 99, None),
            (&zeros[..100], 101, None),
            (&zeros[..100], 100, Some(u32::MAX)),
        ] {
            let (_, records, trouble) = read(&file(content, claimed, stored));
            assert!(matches!(trouble, Some(Trouble::Damaged(_))) && records.is_empty(), "{claimed} {stored:?}");
        }
        // The same of a header's length.
        let mut header = Writer::header(b"fields");
        header[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(read(&header).2, Some(Trouble::Damaged(0))));
        header[12..16].copy_from_slice(&HEADER_LIMIT.to_le_bytes());
        assert!(matches!(read(&header).2, Some(Trouble::Cut)));
        assert!(writer.block(&[], Span::default()).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fields in vec(any::<u8>(), 0..100), blocks in blocks()) {
            let (read_fields, records, trouble) = read(&parts(&fields, &blocks).concat());
            assert!(trouble.is_none());
            assert_eq!(read_fields, fields);
            assert_eq!(records, blocks.concat());
        }

        #[test]
        fn a_flipped_bit_is_found_before_its_block_is_believed(
            blocks in blocks(),
            at in any::<prop::sample::Index>(),
            bit in 0u8..8,
        ) {
            let mut file = parts(b"some fields", &blocks).concat();
            let at = at.index(file.len());
            file[at] ^= 1 << bit;
            let (_, records, trouble) = read(&file);
            assert!(trouble.is_some());
            assert!(blocks.concat().starts_with(&records));
        }

        #[test]
        fn any_bytes_and_any_parts_put_together_are_read_or_refused(
            blocks in blocks(),
            order in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..6),
        ) {
            let file = parts(b"", &blocks).concat();
            let pieces = order.iter().flat_map(|(part, from, to)| {
                let part = &file[part.index(file.len())..];
                let (from, to) = (from.index(part.len() + 1), to.index(part.len() + 1));
                part.get(from.min(to)..from.max(to)).unwrap_or_default().to_vec()
            });
            let spliced: Vec<u8> = file.iter().copied().take(file.len() / 2).chain(pieces).collect();
            read(&spliced);
        }
    }
}
