//! How do events become a file while they come?
//!
//! They are packed until there are enough of them for a block, or until they have waited for a second, so that what
//! is there when beetrace is killed is nearly all. The bytes of the file wait to be written, as lines do.

use std::io;

use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::machine::Machine;
use crate::options::config::Keep;
use crate::recording::container::Block;
use crate::recording::container::Span;
use crate::recording::container::Writer;
use crate::recording::events::Encoder;
use crate::recording::events::Told;
use crate::recording::facts::Facts;
use crate::recording::flight::Flight;
use crate::recording::pack::Packer;

/// Packed bytes that make a block,
const BLOCK_AT: usize = 256 << 10;
/// or how long (ns) the first record of one waits.
const BLOCK_AFTER: u64 = 1_000_000_000;

/// Makes a recording.
pub struct Recorder {
    encoder: Encoder,
    packer: Packer,
    writer: Writer,
    /// Of the block that is being filled.
    span: Span,
    /// CLOCK_MONOTONIC, as far as it was told.
    now: u64,
    kept: Kept,
    /// Names of interfaces that the file has.
    known: Given,
    standstills: u32,
    /// Why it goes no further.
    trouble: Option<io::Error>,
}

/// Where blocks go.
enum Kept {
    /// Into the file, from front to back.
    File {
        /// What is to be written next.
        pending: Vec<u8>,
        /// Bytes of the header,
        header: usize,
        /// and of each block behind it.
        blocks: Vec<(usize, Span)>,
    },
    /// Into memory.
    Memory(Box<Flight>),
}

impl Recorder {
    /// A recording of a run of which that is known; in memory, if only the last of it is to be kept.
    pub fn new(facts: Facts, keep: Option<Keep>) -> io::Result<Recorder> {
        let known = facts.machine.clone();
        let kept = match keep {
            Some(keep) => Kept::Memory(Box::new(Flight::new(facts, keep))),
            None => {
                let pending = Writer::header(&facts.fields());
                Kept::File { header: pending.len(), pending, blocks: Vec::new() }
            }
        };
        Ok(Recorder {
            encoder: Encoder::default(),
            packer: Packer::default(),
            writer: Writer::new()?,
            span: Span::default(),
            now: 0,
            kept,
            known,
            standstills: 0,
            trouble: None,
        })
    }

    /// It is that late: what comes now is taken to have happened now.
    pub fn set_now(&mut self, now: u64) {
        self.now = now;
        if self.packer.count() > 0 && now.saturating_sub(self.span.first) >= BLOCK_AFTER {
            self.end_block();
        }
    }

    /// Takes what happens next.
    pub fn told(&mut self, told: Told<'_>) {
        if !self.packer.push(self.encoder.record(told)) {
            return;
        }
        if self.packer.count() == 1 {
            self.span.first = self.now;
        }
        if self.packer.bytes().len() >= BLOCK_AT {
            self.end_block();
        }
    }

    /// The name of an interface was asked for: the file has it before what comes now.
    pub fn interface(&mut self, index: u32, name: InterfaceName) {
        if self.known.interface(index) != Some(name) {
            self.known.add_interface(index, name);
            self.told(Told::Interface(index, name));
        }
    }

    /// The command was held still so many times by now.
    pub fn standstills(&mut self, count: u32) {
        if count != self.standstills {
            self.standstills = count;
            self.told(Told::Standstills(count));
        }
    }

    /// Compresses what there is.
    fn end_block(&mut self) {
        if self.packer.count() == 0 {
            return;
        }
        let span = Span { count: self.packer.count(), first: self.span.first, last: self.now };
        match self.writer.block(self.packer.bytes(), span) {
            Ok(block) => self.kept.take(block),
            Err(error) => self.trouble = Some(error),
        }
        self.packer.clear();
    }

    /// Ends the file.
    pub fn finish(&mut self) {
        self.end_block();
        let Kept::File { pending, header, blocks } = &mut self.kept else { return };
        match self.writer.index(*header, blocks.drain(..)) {
            Ok(index) => pending.extend_from_slice(&index.bytes),
            Err(error) => self.trouble = Some(error),
        }
    }

    /// The next bytes of the file.
    pub fn pending(&self) -> &[u8] {
        match &self.kept {
            Kept::File { pending, .. } => pending,
            Kept::Memory(_) => &[],
        }
    }

    /// They are written.
    pub fn clear_pending(&mut self) {
        if let Kept::File { pending, .. } = &mut self.kept {
            pending.clear();
        }
    }

    /// A file of what is kept in memory.
    pub fn snapshot(&mut self) -> io::Result<Vec<u8>> {
        self.end_block();
        if let Some(error) = self.trouble.take() {
            return Err(error);
        }
        match &mut self.kept {
            Kept::File { .. } => Ok(Vec::new()),
            Kept::Memory(flight) => flight.file(&mut self.writer, self.now),
        }
    }

    /// Why nothing more is recorded, if that is so.
    pub fn take_trouble(&mut self) -> Option<io::Error> {
        self.trouble.take()
    }
}

impl Kept {
    fn take(&mut self, block: Block) {
        match self {
            Kept::File { pending, blocks, .. } => {
                pending.extend_from_slice(&block.bytes);
                blocks.push((block.bytes.len(), block.span));
            }
            Kept::Memory(flight) => flight.take(block),
        }
    }
}
