//! How is only the last of a recording kept, in memory?
//!
//! Whole blocks are kept, compressed as they would be in a file. What is dropped from the front is read once more, so
//! that the file can say who lived when the first event happened that is kept.

use std::collections::VecDeque;
use std::io;
use std::io::Write;

use crate::options::recording::Keep;
use crate::recording::container::Block;
use crate::recording::container::Reader;
use crate::recording::container::Span;
use crate::recording::container::Trouble;
use crate::recording::container::Writer;
use crate::recording::facts::Facts;
use crate::recording::lives::Lives;
use crate::recording::pack::Packer;

/// Bytes that are kept of a time: what is more would not be noticed before memory runs out.
pub const MOST: u64 = 256 << 20;

/// The last blocks of a recording.
pub struct Flight {
    facts: Facts,
    keep: Keep,
    blocks: VecDeque<Block>,
    /// Bytes of all of them.
    bytes: u64,
    /// Who lived at the beginning of the first one.
    lives: Lives,
    /// What was dropped was not old enough: it was too much.
    capped: bool,
}

impl Flight {
    /// Of a recording that has just begun.
    pub fn new(facts: Facts, keep: Keep) -> Flight {
        let lives = Lives::of(facts.pid, facts.selection.clone());
        Flight { facts: Facts { flight: true, ..facts }, keep, blocks: VecDeque::new(), bytes: 0, lives, capped: false }
    }

    /// Whether less is kept than the time that was asked for.
    pub fn is_capped(&self) -> bool {
        self.capped
    }

    /// How many bytes are kept.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Keeps a block, and drops what is too old or too much by now.
    pub fn take(&mut self, block: Block) {
        let now = block.span.last;
        self.bytes += block.bytes.len() as u64;
        self.blocks.push_back(block);
        self.forget(now);
    }

    /// Drops what is not to be kept at that time.
    fn forget(&mut self, now: u64) {
        while let Some(first) = self.blocks.front() {
            let (is_old, is_much) = match self.keep {
                Keep::Time(time) => (now.saturating_sub(first.span.last) > time, self.bytes > MOST),
                Keep::Bytes(bytes) => (self.bytes > bytes, false),
            };
            if !is_old && !is_much {
                return;
            }
            // With time what was dropped too early becomes too old.
            self.capped = !is_old;
            self.bytes -= first.bytes.len() as u64;
            if let Some(block) = self.blocks.pop_front() {
                // The block was made a moment ago: that it makes no sense would be a defect of the memory.
                let told = Reader::behind_header(&block.bytes[..]).and_then(|mut reader| {
                    reader.block(|record| -> Result<(), Trouble> {
                        self.lives.told(record);
                        Ok(())
                    })
                });
                debug_assert!(told.is_ok());
            }
        }
    }

    /// Writes a file of what is kept at that time.
    pub fn write(&mut self, writer: &mut Writer, now: u64, to: &mut impl Write) -> io::Result<()> {
        self.forget(now);
        let mut facts = self.facts.clone();
        for (index, name) in self.lives.interfaces() {
            facts.machine.set_interface(index, name);
        }
        let header = Writer::header(&facts.fields());
        to.write_all(&header)?;
        let begin = self.blocks.front().map_or(now, |block| block.span.first);
        let mut lives = Vec::new();
        let mut packer = Packer::default();
        let mut end = |packer: &mut Packer| -> io::Result<()> {
            let span = Span { count: packer.count(), first: begin, last: begin };
            lives.push(writer.block(packer.bytes(), span)?);
            packer.clear();
            Ok(())
        };
        let mut ended = Ok(());
        self.lives.records(|record| {
            packer.push(record);
            if packer.bytes().len() >= LIVES_AT && ended.is_ok() {
                ended = end(&mut packer);
            }
        });
        ended?;
        end(&mut packer)?;
        let mut spans = Vec::new();
        for block in lives.iter().chain(&self.blocks) {
            spans.push((block.bytes.len(), block.span));
            to.write_all(&block.bytes)?;
        }
        to.write_all(&writer.index(header.len(), spans.into_iter())?.bytes)
    }
}

/// Packed bytes of a block that tells who lived.
const LIVES_AT: usize = 256 << 10;
