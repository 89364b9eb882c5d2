//! How are the numbers shown that an argument points to?

use super::elements::elements;
use super::target::Target;
use super::value;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;
use crate::syscalls::shape::Len;
use crate::syscalls::value::Value;

/// `[5]`
pub(super) fn one<E: Emit>(target: Target<'_, '_>, dir: Dir, value: Value, e: &mut E) {
    match dir {
        Dir::In | Dir::Out => target.show(e, dir, |e, bytes, _| {
            e.begin_list();
            e.item();
            value::in_memory(e, value, bytes);
            e.end_list();
        }),
        Dir::InOut => before_and_after(target, value, e),
    }
}

/// `[3, 4]`; of a number below 0 there are none.
pub(super) fn array<E: Emit>(target: Target<'_, '_>, dir: Dir, value: Value, len: Len, e: &mut E) {
    match len {
        Len::Arg(count) if target.call.is_negative(count) => e.addr(target.raw, Unread::NotRead),
        _ => {
            let each = |e: &mut E, _, element: &[u8]| value::in_memory(e, value, element);
            elements(e, target.raw, target.memory(dir), value.width().memory as usize, each);
        }
    }
}

/// `[640 => 32]`: a number that the kernel reads and writes.
fn before_and_after<E: Emit>(target: Target<'_, '_>, value: Value, e: &mut E) {
    let before = target.memory(Dir::InOut);
    let Memory::Bytes { bytes: old, .. } = before else { return target.address(e, before) };
    e.begin_list();
    e.item();
    value::in_memory(e, value, old);
    if let Memory::Bytes { bytes, .. } = target.call.memory(Phase::Exit, target.index, part::POINTEE) {
        if bytes != old {
            e.becomes();
            value::in_memory(e, value, bytes);
        }
    }
    e.end_list();
}
