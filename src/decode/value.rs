//! How is a plain value shown?

use super::bytes;
use crate::output::Emit;
use crate::syscalls::types::Kind;

/// Shows a value of a plain kind from its bytes in memory.
pub(crate) fn in_memory<E: Emit>(e: &mut E, _kind: Kind, bytes: &[u8]) {
    e.hex(bytes::unsigned(bytes, 0, bytes.len()).unwrap_or_default());
}
