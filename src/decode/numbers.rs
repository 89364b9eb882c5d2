//! How is a number shown that the kernel reads and writes?

use super::target::Target;
use super::value;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::syscalls::kind::Dir;
use crate::syscalls::kind::Kind;
use crate::syscalls::part;

/// `[640 => 32]`: a number that the kernel reads and writes.
pub(super) fn before_and_after<E: Emit>(target: Target<'_, '_>, e: &mut E, kind: Kind) {
    let before = target.memory(Dir::InOut);
    let Memory::Bytes { bytes: old, .. } = before else { return target.address(e, before) };
    e.begin_list();
    e.item();
    value::in_memory(e, kind, old);
    if let Memory::Bytes { bytes, .. } = target.call.memory(Phase::Exit, target.index, part::POINTEE) {
        if bytes != old {
            e.becomes();
            value::in_memory(e, kind, bytes);
        }
    }
    e.end_list();
}
