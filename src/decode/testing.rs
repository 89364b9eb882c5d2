//! What do decoders write, as text?

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::output::Text;
use crate::output::View;
use crate::syscalls;
use crate::syscalls::depth::Depth;

/// The text of what a decoder emits, on a machine whose first interface is `lo`.
pub(crate) fn shown(emit: impl FnOnce(&mut Text)) -> String {
    let mut machine = Given::default();
    machine.add_interface(1, InterfaceName::new(b"lo").unwrap());
    let mut out = Text::new(false).on(Box::new(machine));
    emit(&mut out);
    String::from_utf8_lossy(out.lines()).into_owned()
}

/// The arguments of a call with its registers, its result and what was read of its memory.
pub(crate) fn args_of(name: &str, args: [u64; 6], outcome: Outcome, chunks: &[Chunk<'_>], verbose: bool) -> String {
    let row = syscalls::by_name(name).expect("a test names a call that there is");
    let depth = if verbose { Depth::Whole } else { Depth::Brief };
    let call = Call { args, chunks, depth, ..Call::of(row, outcome) };
    let mut out = Text::new(verbose);
    super::args(&call, 0, &mut out);
    String::from_utf8_lossy(out.lines()).into_owned()
}

/// All the bytes of a part of an argument, as they were when the call returned.
pub(crate) fn at_exit(arg: u8, part: u8, bytes: &[u8]) -> Chunk<'_> {
    element_at_exit(arg, part, 0, bytes)
}

/// All the bytes of an element of a part of an argument, as they were when the call returned.
pub(crate) fn element_at_exit(arg: u8, part: u8, index: u32, bytes: &[u8]) -> Chunk<'_> {
    let memory = Memory::Bytes { bytes, want: bytes.len() as u64 };
    Chunk { phase: Phase::Exit, arg, part, index, memory }
}

/// Words of 8 bytes as memory has them.
pub(crate) fn words(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}
