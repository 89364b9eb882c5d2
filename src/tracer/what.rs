//! Which call is shown?

use crate::call::Outcome;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Syscall;

/// A call as it is to be shown, without its memory.
#[derive(Debug, Clone, Copy)]
pub struct What {
    /// How it was made.
    pub abi: Abi,
    /// Its row.
    pub row: Option<&'static Syscall>,
    /// Its number.
    pub nr: u32,
    /// Its arguments.
    pub args: [u64; 6],
    /// What came of it.
    pub outcome: Outcome,
    /// What it goes on with if it is restart_syscall.
    pub resumes: Option<&'static Syscall>,
}
