//! What is a tracer told?

use crate::syscalls::abi::Abi;

/// A call that a task is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Its ABI.
    pub abi: Abi,
    /// Its number.
    pub nr: u32,
    /// Its arguments.
    pub args: [u64; 6],
}
