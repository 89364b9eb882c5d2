//! How do events become a file while they come?
//!
//! They are packed until there are enough of them for a block, or until they have waited for a second, so that what
//! is there when beetrace is killed is nearly all. The bytes of the file wait to be written, as lines do.

use std::io;
use std::io::Write;
use std::mem::take;

use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::machine::Machine;
use crate::options::recording::Keep;
use crate::recording::container::Block;
use crate::recording::container::Span;
use crate::recording::container::Writer;
use crate::recording::container::INDEX_LIMIT;
use crate::recording::events::Encoder;
use crate::recording::events::Told;
use crate::recording::facts::Facts;
use crate::recording::flight::Flight;
use crate::recording::pack::Packer;

/// Packed bytes that make a block,
const BLOCK_AT: usize = 256 << 10;
/// or how long (ns) the first record of one waits.
const BLOCK_AFTER: u64 = 1_000_000_000;

/// Tells all names of interfaces.
pub type Look = Box<dyn Fn() -> Given>;

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
    /// Tells the names that there are, where nobody asks for them while lines are made.
    look: Option<Look>,
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
    /// A recording of a run of which that is known; in memory, if only the last of it is to be kept. Where nobody
    /// makes lines, `look` tells which names they would ask for.
    pub fn new(facts: Facts, keep: Option<Keep>, look: Option<Look>) -> io::Result<Recorder> {
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
            look,
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
            self.trouble = Some(io::Error::other("a record is longer than the format knows"));
            return;
        }
        self.span.last = self.now;
        if self.packer.count() == 1 {
            self.span.first = self.now;
        }
        if self.packer.bytes().len() >= BLOCK_AT {
            self.end_block();
        }
    }

    /// What happens next makes a line that has that name of an interface, or says that there is none.
    pub fn interface(&mut self, index: u32, name: Option<InterfaceName>) {
        if self.known.interface(index) != name {
            self.known.set_interface(index, name);
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
        let count = self.packer.count();
        if count == 0 {
            return;
        }
        let span = Span { count, ..self.span };
        if let Some(look) = &self.look {
            let mut packer = Packer::default();
            for (index, name) in look().interfaces() {
                if self.known.interface(index) != Some(name) {
                    self.known.add_interface(index, name);
                    packer.push(self.encoder.record(Told::Interface(index, Some(name))));
                }
            }
            if packer.count() > 0 {
                self.keep(&packer, Span { count: packer.count(), last: span.first, ..span });
            }
        }
        let mut packer = take(&mut self.packer);
        self.keep(&packer, span);
        packer.clear();
        self.packer = packer;
    }

    /// Compresses a block.
    fn keep(&mut self, packer: &Packer, span: Span) {
        match self.writer.block(packer.bytes(), span) {
            Ok(block) => self.kept.take(block),
            Err(error) => self.trouble = Some(error),
        }
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

    /// Writes a file of what is kept in memory.
    pub fn snapshot(&mut self, to: &mut impl Write) -> io::Result<()> {
        self.end_block();
        if let Some(error) = self.trouble.take() {
            return Err(error);
        }
        match &mut self.kept {
            Kept::File { .. } => Ok(()),
            Kept::Memory(flight) => flight.write(&mut self.writer, self.now, to),
        }
    }

    /// Whether less is kept in memory than the time that was asked for.
    pub fn is_capped(&self) -> bool {
        matches!(&self.kept, Kept::Memory(flight) if flight.is_capped())
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
                // The index lists no more.
                if blocks.len() < INDEX_LIMIT {
                    blocks.push((block.bytes.len(), block.span));
                }
            }
            Kept::Memory(flight) => flight.take(block),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::recording::container::Reader;
    use crate::recording::container::Trouble;
    use crate::recording::events::told;
    use crate::skeleton::types::bt_task;

    const SECOND: u64 = 1_000_000_000;

    fn facts() -> Facts {
        Facts { architecture: "x86_64".into(), pid: 1, ..Facts::of_nothing() }
    }

    /// What a file tells, block by block: when each began, how many ticks it has, and the names of interfaces.
    fn blocks(file: &[u8]) -> Vec<(u64, u32, Vec<u32>)> {
        let (mut reader, _) = Reader::open(file).unwrap();
        let mut blocks = Vec::new();
        loop {
            let (mut ticks, mut names) = (0, Vec::new());
            let span = reader.block(|record| -> Result<(), Trouble> {
                match told(record, &mut bt_task::default()) {
                    Told::Event(Event::Idle(_)) => ticks += 1,
                    Told::Interface(index, _) => names.push(index),
                    _ => {}
                }
                Ok(())
            });
            match span.unwrap() {
                Some(span) => blocks.push((span.first / SECOND, ticks, names)),
                None => return blocks,
            }
        }
    }

    /// Something that happens, which is like nothing that happened before.
    fn tick(recorder: &mut Recorder) {
        recorder.told(Told::Event(Event::Idle(1)));
    }

    #[test]
    fn a_block_waits_no_longer_than_a_second() {
        let mut recorder = Recorder::new(facts(), None, None).unwrap();
        let header = recorder.pending().len();
        for tenth in 0..25 {
            recorder.set_now(tenth * SECOND / 10);
            tick(&mut recorder);
            assert_eq!(recorder.pending().len() > header, tenth >= 10, "{tenth}");
        }
        recorder.finish();
        assert_eq!(blocks(recorder.pending()), [(0, 10, vec![]), (1, 10, vec![]), (2, 5, vec![])]);
    }

    #[test]
    fn a_name_is_told_before_the_block_in_which_it_counts() {
        let later = || {
            let mut machine = facts().machine;
            machine.add_interface(9, InterfaceName::new(b"tun9").unwrap());
            machine
        };
        let mut recorder = Recorder::new(facts(), None, Some(Box::new(later))).unwrap();
        for second in 0..3 {
            recorder.set_now(second * SECOND);
            tick(&mut recorder);
        }
        recorder.finish();
        let block = |time| (time, 1, vec![]);
        assert_eq!(blocks(recorder.pending()), [(0, 0, vec![9]), block(0), block(1), block(2)]);
    }

    #[test]
    fn a_name_that_a_line_has_is_told_immediately_before_and_so_is_that_there_is_none() {
        let mut recorder = Recorder::new(facts(), None, None).unwrap();
        for name in [&b"old"[..], b"old", b"new", b"", b"old"] {
            recorder.interface(7, InterfaceName::new(name));
            tick(&mut recorder);
        }
        recorder.finish();
        let (mut reader, _) = Reader::open(recorder.pending()).unwrap();
        let mut all = Vec::new();
        let block = reader.block(|record| -> Result<(), Trouble> {
            all.push(match told(record, &mut bt_task::default()) {
                Told::Interface(7, name) => name.map_or("none".to_owned(), |name| format!("{name:?}")),
                _ => "tick".to_owned(),
            });
            Ok(())
        });
        assert!(block.unwrap().is_some());
        assert_eq!(all, ["\"old\"", "tick", "tick", "\"new\"", "tick", "none", "tick", "\"old\"", "tick"]);
    }

    #[test]
    fn of_a_time_only_the_last_is_kept() {
        let mut recorder = Recorder::new(facts(), Some(Keep::Time(5 * SECOND)), None).unwrap();
        for second in 0..100 {
            recorder.set_now(second * SECOND);
            tick(&mut recorder);
        }
        let mut file = Vec::new();
        recorder.snapshot(&mut file).unwrap();
        let kept: Vec<_> = blocks(&file).into_iter().filter(|(_, ticks, _)| *ticks > 0).map(|block| block.0).collect();
        assert_eq!(kept, [94, 95, 96, 97, 98, 99]);
        // Long after the last event there is nothing left but who lives.
        recorder.set_now(200 * SECOND);
        let mut file = Vec::new();
        recorder.snapshot(&mut file).unwrap();
        assert_eq!(blocks(&file).iter().map(|block| block.1).sum::<u32>(), 0);
        assert_eq!(recorder.pending(), [0u8; 0]);
    }

    #[test]
    fn of_bytes_no_more_are_kept_than_were_asked_for_however_long_it_runs() {
        const LIMIT: u64 = 1 << 20;
        let mut recorder = Recorder::new(facts(), Some(Keep::Bytes(LIMIT)), None).unwrap();
        let mut word = 1u64;
        // Bytes that nothing makes smaller.
        let mut noise = || {
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (word ^ word >> 33).to_le_bytes()
        };
        for number in 0..200 {
            recorder.set_now(number);
            let record: Vec<u8> = std::iter::repeat_with(&mut noise).take(8192).flatten().collect();
            recorder.told(Told::Event(Event::Record(&record)));
            let Kept::Memory(flight) = &recorder.kept else { panic!("it is in memory") };
            assert!(flight.bytes() <= LIMIT);
        }
        let mut file = Vec::new();
        recorder.snapshot(&mut file).unwrap();
        let slack = 64 << 10;
        assert!((LIMIT - (512 << 10)..LIMIT + slack).contains(&(file.len() as u64)), "{}", file.len());
    }
}
