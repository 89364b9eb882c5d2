//! Can any bytes of a task's memory make a decoder panic or lose its place?
//!
//! Every row of the table, and every variant of it, is shown with registers,
//! results and memory that are random, short, absurdly long or not there.

use super::call::Call;
use super::call::Chunk;
use super::call::Memory;
use super::call::Outcome;
use super::call::Phase;
use crate::output::line;
use crate::output::Json;
use crate::output::Line;
use crate::output::Part;
use crate::output::Text;
use crate::output::View;
use crate::syscalls::types::Syscall;
use crate::syscalls::x86_64::TABLE;

/// How often every row is shown.
const ROUNDS: usize = 60;
/// How many chunks a call has, and how many bytes one has at most.
const PIECES: usize = 24;
const LONGEST: usize = 600;

/// A generator of numbers that are random enough (xorshift), and the same every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A number as registers have it: small, an address, a limit of a type, anything.
    fn register(&mut self) -> u64 {
        match self.below(8) {
            0 => 0,
            1 => self.below(64),
            2 => self.below(4096),
            3 => u64::MAX - self.below(4096),
            4 => i64::MIN as u64,
            5 => u64::from(u32::MAX) - self.below(3),
            6 => 0x7f00_0000_0000 + self.below(1 << 32),
            _ => self.next(),
        }
    }

    fn outcome(&mut self) -> Outcome {
        match self.below(8) {
            0 => Outcome::Running,
            1 => Outcome::Never,
            2 => Outcome::Returned(-(self.below(600) as i64)),
            _ => Outcome::Returned(self.register() as i64),
        }
    }

    /// Bytes that are random, the same over and over, or small numbers as structs have them.
    fn fill(&mut self, bytes: &mut [u8]) {
        let pattern = self.below(4);
        let same = self.next() as u8;
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = match pattern {
                0 => self.next() as u8,
                1 => same,
                2 if place % 4 == 0 => self.below(70) as u8,
                2 => 0,
                _ => place as u8,
            };
        }
    }
}

/// Shows every row with random memory; `check` gets each line as it has been shown.
fn attack<V: View>(view: &mut V, seed: u64, check: impl Fn(&[u8], &Syscall)) {
    let mut random = Random(seed);
    let mut memory = vec![0; PIECES * LONGEST];
    for row in TABLE {
        let cases = row.select.map_or(&[][..], |select| select.cases);
        for _ in 0..ROUNDS {
            let (params, ret) = match cases.get(random.below(cases.len() as u64 + 1) as usize) {
                Some(case) => (case.args, case.ret),
                None => (row.args, row.ret),
            };
            random.fill(&mut memory);
            let chunks: Vec<Chunk<'_>> =
                memory.chunks_exact(LONGEST).map(|piece| chunk(piece, params.len() as u64, &mut random)).collect();
            let mut args = [0; 6];
            args.fill_with(|| random.register());
            let outcome = random.outcome();
            let call =
                Call { syscall: Some(row), nr: row.nr, params, ret, args, outcome, chunks: &chunks, resumes: None };
            let line = Line { tid: 1, tgid: 1, ..Line::default() };
            let part = match random.below(3) {
                0 => Part::Rest(random.below(3) as usize),
                1 if outcome == Outcome::Running => Part::Beginning,
                _ => Part::Whole,
            };
            line::call(view, &line, &call, part);
            check(view.lines(), row);
            view.clear_lines();
        }
    }
}

/// A piece of memory of one of so many arguments, as much of it as there happens to be.
fn chunk<'a>(piece: &'a [u8], params: u64, random: &mut Random) -> Chunk<'a> {
    let length = match random.below(4) {
        0 => random.below(4),
        1 => random.below(40),
        _ => random.below(LONGEST as u64),
    };
    let bytes = &piece[..length as usize];
    let memory = match random.below(8) {
        0 => Memory::Fault(random.register()),
        1 => Memory::NotRead,
        2 => Memory::Bytes { bytes, want: random.register() },
        3 => Memory::Bytes { bytes, want: length + 1 },
        _ => Memory::Bytes { bytes, want: length },
    };
    let phase = if random.below(2) == 0 { Phase::Enter } else { Phase::Exit };
    let (part, index) = match random.below(2) {
        0 => (0, 0),
        _ => (random.below(5) as u8, random.below(3) as u32),
    };
    Chunk { phase, arg: random.below(params + 1) as u8, part, index, memory }
}

#[test]
fn no_bytes_make_a_decoder_panic() {
    for verbose in [false, true] {
        attack(&mut Text::new(verbose), 0x2545_f491_4f6c_dd1d, |line, row| {
            assert_eq!(memchr::memchr_iter(b'\n', line).count(), 1, "{}", row.name);
        });
    }
}

#[test]
fn whatever_is_begun_is_ended() {
    for verbose in [false, true] {
        attack(&mut Json::new(verbose), 0x9e37_79b9_7f4a_7c15, |line, row| {
            let parsed: Result<serde_json::Value, _> = serde_json::from_slice(line);
            assert!(parsed.is_ok(), "{}: {:?}: {}", row.name, parsed.err(), String::from_utf8_lossy(line));
        });
    }
}

#[test]
fn no_siginfo_makes_its_decoder_panic() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    let mut text = Text::new(true);
    for _ in 0..20_000 {
        let mut bytes = [0; 48];
        random.fill(&mut bytes);
        bytes[0] = random.below(66) as u8;
        let length = random.below(bytes.len() as u64 + 1) as usize;
        super::siginfo(&bytes[..length], &mut text);
        text.clear_lines();
    }
}
