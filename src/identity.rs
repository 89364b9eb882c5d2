//! Who had an id when the call was made?
//!
//! What the kernel side (bpf/ids.h) says of the ids of tasks, process groups and sessions in a call or a signal.

use crate::phase::Phase;
use crate::skeleton::types::bt_limit;

/// A task's name as the kernel has it, ended by NUL bytes.
pub type Comm = [u8; bt_limit::BT_COMM_LEN.0 as usize];

/// An id that somebody had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The id, as the task has it whose call it is in; 0: only a pidfd of it has.
    pub number: u32,
    /// Whether that was so when the call began, or when it returned.
    pub phase: Phase,
    /// The same in beetrace's PID namespace.
    pub own: u32,
    /// What the task was called; empty where it is the id of a process group or a session only.
    pub comm: Comm,
}
