//! Which capabilities does capset(2) set, and capget(2) find?

use linux_raw_sys::general::_LINUX_CAPABILITY_VERSION_2;
use linux_raw_sys::general::_LINUX_CAPABILITY_VERSION_3;

use super::bytes;
use super::record;
use super::target::within;
use super::target::Target;
use crate::call::Memory;
use crate::output::Emit;
use crate::syscalls::part;
use crate::syscalls::records::CAP_DATA;
use crate::syscalls::records::CAP_DATA_1;
use crate::syscalls::shape::Dir;

/// Shows the sets: of 64 capabilities from the second version of the header on, of 32 in any other.
pub(super) fn sets<E: Emit>(target: Target<'_, '_>, dir: Dir, header: &str, e: &mut E) {
    let version = target.call.index_of(header).and_then(|header| match target.call.input(header, part::POINTEE) {
        Memory::Bytes { bytes, .. } => bytes::u32_at(bytes, 0),
        _ => None,
    });
    let layout = match version {
        Some(_LINUX_CAPABILITY_VERSION_2 | _LINUX_CAPABILITY_VERSION_3) => &CAP_DATA,
        _ => &CAP_DATA_1,
    };
    match within(target.memory(dir), layout.size) {
        Ok(bytes) => record::fields(e, layout, bytes),
        Err(memory) => target.address(e, memory),
    }
}
