//! What does sched_setattr(2) set, and which size of it does the kernel want?

use super::bytes;
use super::call::Memory;
use super::call::Outcome;
use super::call::Phase;
use super::pointer::Target;
use super::record;
use super::records::SCHED_ATTR;
use crate::output::Emit;
use crate::syscalls::plan::part;

/// Bytes of the size itself, which is the first field.
const SIZE: usize = 4;
/// The sizes that the struct has had: without the limits of utilization that came with Linux 5.3, and with them.
const SIZES: [usize; 2] = [48, SCHED_ATTR.size];

/// Shows the struct as far as it says that it goes: `{size=48, ..}`, `{size=1} => {size=56}`.
pub(super) fn attr<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    let at = |phase| target.call.memory(phase, target.index, part::POINTEE);
    let size_in = |memory| match memory {
        Memory::Bytes { bytes, .. } | Memory::Hole { bytes, .. } => Some((bytes, bytes::u32_at(bytes, 0)?)),
        _ => None,
    };
    // A filter that answered the call kept it from being seen at entry.
    let before = match at(Phase::Enter) {
        Memory::NotRead => at(Phase::Exit),
        before => before,
    };
    let Some((bytes, size)) = size_in(before) else { return target.address(e, before) };
    let told = match size as usize {
        0 => SIZES[0],
        told => SIZES.into_iter().filter(|&known| known <= told).max().unwrap_or(SIZE),
    };
    let Some(known) = bytes.get(..told) else { return target.address(e, before) };
    record::parts(e, &SCHED_ATTR, known, size as usize > SCHED_ATTR.size);
    let refused = target.call.outcome == Outcome::Returned(-i64::from(libc::E2BIG));
    match size_in(at(Phase::Exit)) {
        Some((_, wanted)) if refused && wanted != size => {
            e.becomes();
            record::known_fields(e, &SCHED_ATTR, &wanted.to_ne_bytes());
        }
        _ => {}
    }
}
