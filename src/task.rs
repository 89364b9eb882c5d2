//! What is known of a traced task between two of its records?

use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_limit;
use crate::syscalls::types::Syscall;
use crate::wire::AlignedBytes;

/// A task's name as the kernel has it, ended by NUL bytes.
pub type Comm = [u8; bt_limit::BT_COMM_LEN.0 as usize];

/// A traced task.
#[derive(Debug)]
pub struct Task {
    /// Its thread id.
    pub tid: u32,
    /// Its process id.
    pub tgid: u32,
    /// The name of its program, as the kernel has it.
    pub comm: Comm,
    /// The call that it is in, if a record told of its beginning.
    pub entry: Option<bt_call>,
    /// The memory that was read at the entry of that call: chunks.
    pub entry_chunks: AlignedBytes,
    /// Chunks of the call's return that came in records before the last one.
    pub exit_chunks: AlignedBytes,
    /// The call that an unfinished line was printed for, and how many of its arguments that line has.
    pub unfinished: Option<Unfinished>,
    /// Signals that the program never sees; they show after the call that the task is in.
    pub undelivered: Vec<Undelivered>,
    /// Its last call was one of another ABI: what /proc says of the next one cannot be trusted to be ours.
    pub foreign: bool,
    /// The call that a signal has broken off and that restart_syscall goes on with.
    pub interrupted: Option<&'static Syscall>,
    /// Another thread's execve has ended this one; its last line waits for what comes of it.
    pub ended: Option<u32>,
}

/// An unfinished line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfinished {
    /// The call's number.
    pub nr: u32,
    /// Arguments that the line has.
    pub shown: usize,
}

/// A signal that is ignored, or that kills without being delivered.
#[derive(Debug, Clone, Copy)]
pub struct Undelivered {
    /// Its number.
    pub signo: u32,
    /// Whether it kills.
    pub fatal: bool,
    /// The first bytes of siginfo_t.
    /// When it was sent, as in the record.
    pub time: u64,
    pub info: [u8; 48],
}

impl Task {
    /// A task of which nothing is known but its ids.
    pub fn new(tid: u32, tgid: u32) -> Task {
        Task {
            tid,
            tgid,
            comm: Comm::default(),
            entry: None,
            entry_chunks: AlignedBytes::default(),
            exit_chunks: AlignedBytes::default(),
            unfinished: None,
            undelivered: Vec::new(),
            foreign: false,
            interrupted: None,
            ended: None,
        }
    }

    /// Forgets the call that has ended.
    pub fn call_ended(&mut self) {
        self.entry = None;
        self.entry_chunks.clear();
        self.exit_chunks.clear();
        self.unfinished = None;
    }
}
