//! Does nothing in a task's memory make a line fail?

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::line;
use crate::output::Json;
use crate::output::Line;
use crate::output::Part;
use crate::output::Text;
use crate::output::View;
use crate::syscalls;
use crate::syscalls::row::Case;
use crate::syscalls::row::Syscall;

/// Numbers that look random and are the same in every run: xorshift.
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

    /// A register: small, huge, negative, an address.
    fn word(&mut self) -> u64 {
        match self.below(6) {
            0 => self.below(40),
            1 => self.next(),
            2 => self.next() >> 32,
            3 => u64::MAX - self.below(600),
            4 => 0,
            _ => 1 << self.below(64),
        }
    }

    fn outcome(&mut self) -> Outcome {
        match self.below(8) {
            0 => Outcome::Running,
            1 => Outcome::Never,
            2 => Outcome::Returned(-(self.below(600) as i64)),
            3 => Outcome::Returned(self.word() as i64),
            _ => Outcome::Returned(self.below(20) as i64),
        }
    }
}

/// A call of this row or variant with anything in its registers and memory.
fn show_anything(random: &mut Random, row: &'static Syscall, case: Option<&'static Case>, views: &mut Views) {
    let mut args = [0; 6];
    args.fill_with(|| random.word());
    let params = case.map_or(row.args, |case| case.args);
    if let (Some(case), Some(select)) = (case, row.select) {
        if let Some(on) = row.args.iter().position(|arg| arg.name == select.on) {
            args[on] = case.values.first().copied().unwrap_or_default();
        }
    }
    let mut memory = [0; 300];
    memory.fill_with(|| if random.below(3) == 0 { 0 } else { random.next() as u8 });
    let mut chunks = Vec::new();
    for _ in 0..random.below(16) {
        let arg = random.below(7) as u8;
        let from = random.below(40) as usize;
        let to = from + if random.below(2) == 0 { random.below(16) } else { random.below(250) } as usize;
        let bytes = &memory[from..to];
        let memory = match random.below(8) {
            0 => Memory::Fault(random.word()),
            1 => Memory::NotRead,
            2 => Memory::Bytes { bytes, want: random.word() },
            3 => Memory::Hole { bytes, want: random.word() },
            _ => Memory::Bytes { bytes, want: bytes.len() as u64 },
        };
        let phase = if random.below(2) == 0 { Phase::Enter } else { Phase::Exit };
        let (part, index) = (random.below(6).saturating_sub(1) as u8, random.below(4).saturating_sub(1) as u32);
        chunks.push(Chunk { phase, arg, part, index, memory });
    }
    let ret = case.map_or(row.ret, |case| case.ret);
    let outcome = random.outcome();
    let resumes = (random.below(50) == 0).then_some(row);
    let call = Call { params, ret, args, chunks: &chunks, resumes, ..Call::of(row, outcome) };
    let part = match random.below(3) {
        0 => Part::Beginning,
        1 => Part::Rest(random.below(7) as usize),
        _ => Part::Whole,
    };
    views.show(&call, part);
}

/// Every view, plain and with -v.
struct Views {
    text: [Text; 2],
    json: [Json; 2],
}

impl Views {
    fn show(&mut self, call: &Call<'_>, part: Part) {
        for view in &mut self.text {
            view.clear_lines();
            line::call(view, &Line::default(), call, part);
            assert_eq!(view.lines().iter().filter(|&&byte| byte == b'\n').count(), 1, "{call:?}");
        }
        for view in &mut self.json {
            view.clear_lines();
            line::call(view, &Line::default(), call, part);
            for line in view.lines().split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
                if let Err(error) = serde_json::from_slice::<serde_json::Value>(line) {
                    panic!("{error}: {}\n{call:?}", String::from_utf8_lossy(line));
                }
            }
        }
    }
}

#[test]
fn no_memory_makes_a_line_fail() {
    let mut views = Views { text: [Text::new(false), Text::new(true)], json: [Json::new(false), Json::new(true)] };
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20 {
        for row in syscalls::x86_64::TABLE {
            show_anything(&mut random, row, None, &mut views);
            for case in row.select.map_or(&[][..], |select| select.cases) {
                show_anything(&mut random, row, Some(case), &mut views);
            }
        }
    }
}
