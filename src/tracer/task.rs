//! What is known of a traced task between two of its records?

use std::mem::take;

use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Syscall;
use crate::wire::AlignedBytes;

/// Bytes of the chunks of one call that are put together; what goes beyond is left out.
const LONGEST_SERIES: usize = 16 << 20;
/// Bytes of memory that a task keeps from call to call.
const KEPT: usize = 64 << 10;

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
    /// Chunks that came in records before the last one of their series, as they came.
    pub pieces: AlignedBytes,
    /// The call that an unfinished line was printed for, and how many of its arguments that line has.
    pub unfinished: Option<Unfinished>,
    /// Signals that the program never sees; they show after the call that the task is in.
    pub undelivered: Vec<Undelivered>,
    /// The ABI of the last call that was shown of it.
    pub abi: Abi,
    /// A signal has stopped it: it is in no call, and a signal that goes on with it shows at once.
    pub stopped: bool,
    /// The call that a signal has broken off and that restart_syscall goes on with.
    pub interrupted: Option<&'static Syscall>,
    /// Another thread's execve has ended this one; its last line waits for what comes of it.
    pub ended: Option<u32>,
    /// What its execve has broken off in the other threads of its process; it shows when the execve does.
    pub held: Vec<Held>,
}

/// A record that is held back.
#[derive(Debug)]
pub enum Held {
    /// A call that was broken off, with its chunks.
    Call(bt_call, AlignedBytes),
    /// A task's end.
    Exit(bt_exit),
}

/// An unfinished line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfinished {
    /// The call's ABI.
    pub abi: Abi,
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
    /// When it was sent, as in the record.
    pub time: u64,
    /// The first bytes of siginfo_t.
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
            pieces: AlignedBytes::default(),
            unfinished: None,
            undelivered: Vec::new(),
            abi: Abi::default(),
            stopped: false,
            interrupted: None,
            ended: None,
            held: Vec::new(),
        }
    }

    /// The chunks of a record and of those before it in its series, as they came; `None` while there are more to
    /// come, and none at all when one of the series was lost. Give the memory back with [`Task::keep`].
    pub fn series(&mut self, head: &bt_header, chunks: &[u8]) -> Option<AlignedBytes> {
        let has = |flag: bt_record_flag| u32::from(head.flags) & flag.0 != 0;
        if !has(bt_record_flag::BT_CONTINUED) {
            self.pieces.clear();
        }
        if self.pieces.len() + chunks.len() <= LONGEST_SERIES {
            self.pieces.append(chunks);
        }
        if has(bt_record_flag::BT_MORE) {
            return None;
        }
        let mut all = take(&mut self.pieces);
        if has(bt_record_flag::BT_HOLED) {
            all.clear();
        }
        Some(all)
    }

    /// Keeps memory for the next series, unless it is much: a task has it as long as it lives.
    pub fn keep(&mut self, mut memory: AlignedBytes) {
        memory.clear();
        if memory.capacity() <= KEPT {
            self.pieces = memory;
        }
    }

    /// Forgets the call that has ended.
    pub fn call_ended(&mut self) {
        self.entry = None;
        for memory in [&mut self.entry_chunks, &mut self.pieces] {
            memory.clear();
            if memory.capacity() > KEPT {
                *memory = AlignedBytes::default();
            }
        }
    }
}
