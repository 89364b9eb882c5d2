//! What is in a struct that says itself how long it is?

use super::bytes;
use super::record;
use super::target::Target;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::output::Emit;
use crate::syscalls::part;
use crate::syscalls::record::Record;
use crate::syscalls::records::SCHED_ATTR;
use crate::syscalls::shape::Dir;

/// Bytes of the size itself, which is the first field.
const SIZE: usize = 4;
/// The sizes that `struct sched_attr` has had: without the limits of utilization that came with Linux 5.3, and
/// with them.
const SCHED_ATTR_SIZES: &[usize] = &[48, SCHED_ATTR.size];

/// Shows the struct as far as it says that it goes, in one of the sizes that it has had: `{size=24, ..}`, `{size=5}`.
pub(super) fn fields<E: Emit>(target: Target<'_, '_>, record: &'static Record, sizes: &[usize], e: &mut E) {
    let memory = target.memory(Dir::In);
    match size_in(memory).and_then(|size| known(memory, size, sizes)) {
        Some(known) => record::known_fields(e, record, known),
        None => target.address(e, memory),
    }
}

/// Shows what sched_setattr(2) sets, and which size of it the kernel wants: `{size=48, ..}`, `{size=1} => {size=56}`.
pub(super) fn sched_attr<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    let at = |phase| target.call.memory(phase, target.index, part::POINTEE);
    // A filter that answered the call kept it from being seen at entry.
    let before = match at(Phase::Enter) {
        Memory::NotRead => at(Phase::Exit),
        before => before,
    };
    let Some(size) = size_in(before) else { return target.address(e, before) };
    // Without a size it is of the first one.
    let told = if size == 0 { SCHED_ATTR_SIZES[0] } else { size };
    let Some(known) = known(before, told, SCHED_ATTR_SIZES) else { return target.address(e, before) };
    record::parts(e, &SCHED_ATTR, known, size > SCHED_ATTR.size);
    let refused = target.call.outcome == Outcome::Returned(-i64::from(libc::E2BIG));
    match size_in(at(Phase::Exit)) {
        Some(wanted) if refused && wanted != size => {
            e.becomes();
            record::known_fields(e, &SCHED_ATTR, &(wanted as u32).to_ne_bytes());
        }
        _ => {}
    }
}

/// The size that the struct tells.
fn size_in(memory: Memory<'_>) -> Option<usize> {
    match memory {
        Memory::Bytes { bytes, .. } | Memory::Hole { bytes, .. } => bytes::u32_at(bytes, 0).map(|size| size as usize),
        _ => None,
    }
}

/// The bytes of a struct of so many bytes that are known to mean something, if they are there.
fn known<'a>(memory: Memory<'a>, told: usize, sizes: &[usize]) -> Option<&'a [u8]> {
    let known = sizes.iter().copied().filter(|&known| known <= told).max().unwrap_or(SIZE);
    match memory {
        Memory::Bytes { bytes, .. } | Memory::Hole { bytes, .. } => bytes.get(..known),
        _ => None,
    }
}
