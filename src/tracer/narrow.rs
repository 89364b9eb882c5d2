//! What would a call look like if less of it had been captured?
//!
//! A recording can be shown with a smaller -s than it was made with, and without
//! -v. What the kernel would have left out then follows from the capture plan of
//! these limits, and is left out of what it has brought.

use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Phase;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_op;
use crate::skeleton::types::bt_op_flag;
use crate::skeleton::types::bt_op_kind;
use crate::skeleton::types::bt_plan;
use crate::syscalls::part;
use crate::syscalls::plan::plan;
use crate::syscalls::plan::Limits;
use crate::tracer::what::What;

/// Memory for the count of an environment that is to be counted only.
pub type Count = [u8; 8];

/// What of these chunks would be there with these limits.
pub fn narrowed<'a>(what: &What, limits: Limits, chunks: Vec<Chunk<'a>>, count: &'a mut Count) -> Vec<Chunk<'a>> {
    let Some(plan) = what.row.and_then(|row| plan(row, row.case(&what.args), limits)) else { return chunks };
    let mut narrowed = Vec::with_capacity(chunks.len() + 1);
    let mut more = None;
    // What a decoder shows of messages is less than there is of them.
    let has_messages = chunks.iter().any(|chunk| u32::from(chunk.arg) == bt_limit::BT_ARG_NETLINK.0);
    for chunk in &chunks {
        let Some(op) = op(&plan, chunk.arg, chunk.part) else {
            if counted(&plan, chunk.arg).is_none() {
                narrowed.push(*chunk);
            }
            continue;
        };
        match bt_op_kind(u32::from(op.kind)) {
            bt_op_kind::BT_STRINGS if chunk.index >= op.len.value => more = Some(chunk),
            bt_op_kind::BT_VECTORS if chunk.index % bt_limit::BT_MAX_ELEMENTS.0 >= op.scale => {}
            bt_op_kind::BT_STRING | bt_op_kind::BT_STRINGS => narrowed.push(string(chunk, op.limit as usize)),
            _ if has_messages && u32::from(op.flags) & bt_op_flag::BT_OF_NETLINK.0 != 0 => narrowed.push(*chunk),
            _ => narrowed.push(bytes(chunk, op.limit as usize)),
        }
    }
    let is_more = |chunk: &Chunk<'_>, arg: u8| chunk.arg == arg && chunk.part == part::MORE;
    if let Some(first) = more.filter(|first| !chunks.iter().any(|chunk| is_more(chunk, first.arg))) {
        let memory = Memory::Bytes { bytes: &[0; 8], want: 8 };
        narrowed.push(Chunk { part: part::MORE, index: 0, memory, ..*first });
    }
    let strings = (0..what.args.len() as u8).find(|arg| counted(&plan, *arg).is_some());
    if let Some(arg) = strings.filter(|arg| what.args[usize::from(*arg)] != 0 && !chunks.is_empty()) {
        let all = || chunks.iter().filter(|chunk| chunk.arg == arg);
        // How many there are is not known when some of them were not there to be read, or were too many.
        let unknown = all().any(|chunk| chunk.part != part::POINTEE || matches!(chunk.memory, Memory::Fault(_)));
        if all().any(|chunk| chunk.part == part::COUNT) {
            narrowed.extend(all().filter(|chunk| chunk.part == part::COUNT));
        } else if !unknown {
            *count = (all().count() as u64).to_ne_bytes();
            let phase = chunks.first().map_or(Phase::Enter, |chunk| chunk.phase);
            let memory = Memory::Bytes { bytes: count, want: 8 };
            narrowed.push(Chunk { phase, arg, part: part::COUNT, index: 0, memory });
        }
    }
    narrowed
}

/// The op that brings that part of an argument.
fn op(plan: &bt_plan, arg: u8, part: u8) -> Option<&bt_op> {
    ops(plan).find(|op| op.arg == arg && op.part == part && op.kind != bt_op_kind::BT_COUNT.0 as u8)
}

/// The op that counts the strings of that argument.
fn counted(plan: &bt_plan, arg: u8) -> Option<&bt_op> {
    ops(plan).find(|op| op.arg == arg && op.kind == bt_op_kind::BT_COUNT.0 as u8)
}

fn ops(plan: &bt_plan) -> impl Iterator<Item = &bt_op> {
    let (enter, exit) = (usize::from(plan.enter_ops), usize::from(plan.exit_ops));
    plan.enter.iter().take(enter).chain(plan.exit.iter().take(exit))
}

/// At most so many bytes of a string.
fn string<'a>(chunk: &Chunk<'a>, limit: usize) -> Chunk<'a> {
    match chunk.memory {
        Memory::Bytes { bytes, .. } if bytes.len() > limit => {
            Chunk { memory: Memory::Bytes { bytes: &bytes[..limit], want: limit as u64 + 1 }, ..*chunk }
        }
        _ => *chunk,
    }
}

/// At most so many bytes. A hole behind them would not have been seen.
fn bytes<'a>(chunk: &Chunk<'a>, limit: usize) -> Chunk<'a> {
    match chunk.memory {
        Memory::Bytes { bytes, want } | Memory::Hole { bytes, want } if bytes.len() >= limit => {
            Chunk { memory: Memory::Bytes { bytes: &bytes[..limit], want }, ..*chunk }
        }
        _ => *chunk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Outcome;
    use crate::syscalls::abi::Abi;
    use crate::syscalls::by_name;
    use crate::syscalls::depth::Depth;

    const SHORT: Limits = Limits { string: 3, depth: Depth::Brief };

    fn what(name: &str) -> What {
        let row = by_name(name).unwrap();
        What {
            abi: Abi::X86_64,
            row: Some(row),
            nr: row.nr,
            args: [9; 6],
            outcome: Outcome::Returned(0),
            resumes: None,
        }
    }

    fn chunk(arg: u8, part: u8, index: u32, memory: Memory<'_>) -> Chunk<'_> {
        Chunk { phase: Phase::Enter, arg, part, index, memory }
    }

    fn whole(bytes: &[u8]) -> Memory<'_> {
        Memory::Bytes { bytes, want: bytes.len() as u64 }
    }

    #[test]
    fn paths_stay_whole_and_buffers_are_cut() {
        let mut count = Count::default();
        let path = chunk(1, part::POINTEE, 0, whole(b"/a/long/path"));
        assert_eq!(narrowed(&what("openat"), SHORT, vec![path], &mut count), [path]);
        let buffer = chunk(1, part::POINTEE, 0, whole(b"12345"));
        let cut = chunk(1, part::POINTEE, 0, Memory::Bytes { bytes: b"123", want: 5 });
        assert_eq!(narrowed(&what("write"), SHORT, vec![buffer], &mut count), [cut]);
        // The hole is behind what is looked at.
        let hole = chunk(1, part::POINTEE, 0, Memory::Hole { bytes: b"12345", want: 9 });
        let cut = chunk(1, part::POINTEE, 0, Memory::Bytes { bytes: b"123", want: 9 });
        assert_eq!(narrowed(&what("write"), SHORT, vec![hole], &mut count), [cut]);
        let hole = chunk(1, part::POINTEE, 0, Memory::Hole { bytes: b"12", want: 9 });
        assert_eq!(narrowed(&what("write"), SHORT, vec![hole], &mut count), [hole]);
    }

    #[test]
    fn an_argument_list_has_fewer_and_shorter_strings_and_an_environment_is_counted() {
        let strings = [&b"a"[..], b"bcde", b"f", b"g", b"h"];
        let all = |arg: u8| (0..).zip(strings).map(move |(index, text)| chunk(arg, part::POINTEE, index, whole(text)));
        let mut count = Count::default();
        let more = chunk(1, part::MORE, 0, whole(&[0; 8]));
        let cut = chunk(1, part::POINTEE, 1, Memory::Bytes { bytes: b"bcd", want: 4 });
        let five = 5u64.to_ne_bytes();
        let expected = [
            chunk(1, part::POINTEE, 0, whole(b"a")),
            cut,
            chunk(1, part::POINTEE, 2, whole(b"f")),
            more,
            chunk(2, part::COUNT, 0, whole(&five)),
        ];
        assert_eq!(narrowed(&what("execve"), SHORT, all(1).chain(all(2)).collect(), &mut count), expected);
        // More than were read.
        let unknown = all(2).chain([chunk(2, part::MORE, 0, whole(&[0; 8]))]).collect();
        assert_eq!(narrowed(&what("execve"), SHORT, unknown, &mut Count::default()), []);
    }

    #[test]
    fn areas_beyond_the_limit_are_left_out() {
        let areas = (0..5).map(|index| chunk(1, part::AREAS, index, whole(b"12345"))).collect();
        let mut count = Count::default();
        let narrowed = narrowed(&what("writev"), SHORT, areas, &mut count);
        let expected = (0..3).map(|index| chunk(1, part::AREAS, index, Memory::Bytes { bytes: b"123", want: 5 }));
        assert_eq!(narrowed, expected.collect::<Vec<_>>());
    }
}
