//! What has a call read or written, all of it?

use crate::call::Call;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::output::View;
use crate::syscalls::kind::Kind;
use crate::syscalls::part;
use crate::syscalls::row::special;
use crate::syscalls::shape::Dir;

/// Whether the call has data that it was to move, and which way, through which descriptor. As in strace, what is written
/// counts whatever came of it, what is read as far as it came.
pub fn moved(call: &Call<'_>) -> Option<(Dir, u32)> {
    let moves = call.syscall.is_some_and(|row| row.special & special::MOVES != 0);
    let fd = u32::try_from(call.args[0] as i32).ok().filter(|_| moves)?;
    let dir = call.params.get(1)?.kind.shape().dir;
    let has_data = match (dir, call.outcome) {
        (Dir::In, Outcome::Returned(_)) => true,
        (Dir::Out | Dir::InOut, Outcome::Returned(_)) => call.success().is_some_and(|result| result > 0),
        (_, Outcome::Running | Outcome::Never) => false,
    };
    has_data.then_some((dir, fd))
}

/// Shows what was moved: in areas, each by itself.
pub fn dump<V: View>(call: &Call<'_>, view: &mut V) {
    /// The argument behind the descriptor.
    const DATA: usize = 1;
    let Some(data) = call.params.get(DATA) else { return };
    let mut left = match data.kind.shape().dir {
        Dir::In => u64::MAX,
        Dir::Out | Dir::InOut => call.success().map_or(0, |result| u64::try_from(result).unwrap_or_default()),
    };
    if let Kind::Bytes(dir, _) = data.kind {
        let memory = match dir {
            Dir::In => call.input(DATA, part::POINTEE),
            Dir::Out | Dir::InOut => call.memory(Phase::Exit, DATA, part::POINTEE),
        };
        area(view, None, memory, &mut left);
        return;
    }
    let of_data = |part: u8| part == part::AREAS || part == part::MSG_AREAS;
    let areas = call.chunks.iter().filter(|chunk| usize::from(chunk.arg) == DATA && of_data(chunk.part));
    for (expected, chunk) in (0..).zip(areas) {
        // As in strace, nothing shows behind an area of no bytes.
        if chunk.index != expected || !area(view, Some(expected), chunk.memory, &mut left) {
            return;
        }
    }
}

/// Shows as much of an area as there is left; whether it had anything.
fn area<V: View>(view: &mut V, index: Option<u32>, memory: Memory<'_>, left: &mut u64) -> bool {
    let (bytes, want) = match memory {
        Memory::Bytes { bytes, want } | Memory::Hole { bytes, want } => (bytes, want),
        Memory::Fault(_) | Memory::NotRead => return false,
    };
    let count = want.min(*left);
    *left -= count;
    let shown = &bytes[..bytes.len().min(usize::try_from(count).unwrap_or(usize::MAX))];
    if count > 0 {
        view.dump(index, shown, count);
    }
    count > 0
}
