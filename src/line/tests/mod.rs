//! Do calls print as strace 7.2 prints them?
//!
//! The expected lines are strace's own, of calls that were made with these
//! arguments and this memory; addresses are shortened.

mod anything;
mod colours;
mod memory;
mod results;
mod values;

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::line;
use crate::output::Line;
use crate::output::Part;
use crate::output::Text;
use crate::output::View;
use crate::syscalls;

/// A call of that name.
fn call<'a>(name: &str, args: &[u64], outcome: Outcome, chunks: &'a [Chunk<'a>]) -> Call<'a> {
    let row = syscalls::by_name(name).expect(name);
    let mut registers = [0; 6];
    registers[..args.len()].copy_from_slice(args);
    let case = row.case(&registers);
    let params = case.map_or(row.args, |case| case.args);
    let ret = case.map_or(row.ret, |case| case.ret);
    Call { params, ret, args: registers, chunks, ..Call::of(row, outcome) }
}

/// The line of a call, the padding before its result left out.
fn shown_of(view: &mut Text, call: &Call<'_>, part: Part) -> String {
    view.clear_lines();
    line::call(view, &Line::default(), call, part);
    let text = String::from_utf8(view.lines().to_vec()).expect("text");
    let text = text.trim_end();
    match text.rsplit_once(" = ") {
        Some((call, result)) => format!("{} = {result}", call.trim_end()),
        None => text.to_string(),
    }
}

/// The line of a call of that name that has returned.
fn shown(name: &str, args: &[u64], result: i64, chunks: &[Chunk<'_>]) -> String {
    shown_of(&mut Text::new(false), &call(name, args, Outcome::Returned(result), chunks), Part::Whole)
}

/// Memory read at exit.
fn exit(arg: u8, bytes: &[u8]) -> Chunk<'_> {
    chunk(Phase::Exit, arg, bytes)
}

/// Memory read at entry.
fn enter(arg: u8, bytes: &[u8]) -> Chunk<'_> {
    chunk(Phase::Enter, arg, bytes)
}

fn chunk(phase: Phase, arg: u8, bytes: &[u8]) -> Chunk<'_> {
    Chunk { phase, arg, part: 0, index: 0, memory: Memory::Bytes { bytes, want: bytes.len() as u64 } }
}

/// The same memory as that element of that part.
fn at(mut chunk: Chunk<'_>, part: u8, index: u32) -> Chunk<'_> {
    chunk.part = part;
    chunk.index = index;
    chunk
}

/// The same memory, of which there is more.
fn cut(mut chunk: Chunk<'_>, all: u64) -> Chunk<'_> {
    if let Memory::Bytes { want, .. } = &mut chunk.memory {
        *want = all;
    }
    chunk
}

/// Numbers as they are in memory.
fn words(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

/// Numbers of 32 bits as they are in memory.
fn ints(ints: &[i32]) -> Vec<u8> {
    ints.iter().flat_map(|int| int.to_ne_bytes()).collect()
}

const CWD: u64 = libc::AT_FDCWD as u32 as u64;
const ENOENT: i64 = -(libc::ENOENT as i64);
