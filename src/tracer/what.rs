//! Which call or signal is shown?

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

/// A signal that is ignored, or that kills without being delivered.
#[derive(Debug, Clone, Copy)]
pub struct Undelivered {
    /// Its number.
    pub signo: u32,
    /// Whether it kills.
    pub fatal: bool,
    /// When it was sent, as in the record.
    pub time: u64,
    /// The first bytes of siginfo_t.
    pub info: [u8; 48],
    /// Where in its program the task was.
    pub ip: Option<u64>,
    /// The number of the call that it was in, or in last, if that is known.
    pub nr: Option<u32>,
}
