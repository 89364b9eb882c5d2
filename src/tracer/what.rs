//! Which call or signal is shown?

use crate::call::Outcome;
use crate::identity::Identity;
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
    /// Who has sent it, if that is told.
    pub sender: Option<Identity>,
}

impl Undelivered {
    /// Whether it tells of the end of a child.
    pub fn is_end(&self) -> bool {
        let code = self.info.get(8..).and_then(|rest| rest.first_chunk()).map_or(0, |code| i32::from_ne_bytes(*code));
        self.signo == libc::SIGCHLD as u32 && [libc::CLD_EXITED, libc::CLD_KILLED, libc::CLD_DUMPED].contains(&code)
    }
}
