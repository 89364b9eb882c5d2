//! What is a tracer told?
//!
//! All that its lines follow from, in the order in which it happened: the kernel's
//! records, and what was found out beside them. Told the same again, it makes the
//! same lines, wherever and whenever that is.

pub use crate::identity::Comm;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_task_flag;
use crate::syscalls::abi::Abi;

/// Bytes of one call that are put together of several records; what goes beyond is left out.
pub const LONGEST_SERIES: usize = 16 << 20;
/// Bytes that are kept of calls of all tasks that have not returned; what goes beyond is left out.
pub const MOST_MEMORY: usize = 256 << 20;

/// The kernel's own result of a call that restart_syscall goes on with (include/linux/errno.h).
pub const RESTART_BLOCK: i64 = -516;

/// A name, ended by NUL bytes.
pub fn padded(name: &[u8]) -> Comm {
    let mut comm = Comm::default();
    let len = name.len().min(comm.len());
    comm[..len].copy_from_slice(&name[..len]);
    comm
}

/// The flags that the record of that task's end would have had: it was in a call that has told of its entry.
pub fn flags_of_end(task: &bt_task) -> u16 {
    match task.flags & bt_task_flag::BT_INFLIGHT.0 {
        0 => 0,
        _ => bt_record_flag::BT_ENTERED.0 as u16,
    }
}

/// One thing that a tracer is told.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A record of the ring, aligned to 8 bytes.
    Record(&'a [u8]),
    /// That task waits in a call, which has no record before it ends: its unfinished line shows, unless it has.
    Waits {
        /// The task.
        tid: u32,
        /// The call.
        call: Waiting,
        /// What its arguments point to, read from the task's memory: chunks as in a record, aligned to 8 bytes.
        inputs: &'a [u8],
    },
    /// That task waits in no call that shows: signals that have waited for the end of one show.
    Idle(u32),
    /// That task is gone and no record has told of it: it is forgotten.
    Gone(u32),
    /// That task is there, and has been before anything was told of it.
    There {
        /// The task.
        tid: u32,
        /// Its process.
        tgid: u32,
        /// Since when it is traced, if it was there before: CLOCK_MONOTONIC, ns; 0 where no times are asked for.
        time: u64,
        /// The ABI of its last call.
        abi: Abi,
        /// Its name.
        comm: Comm,
        /// The number of the call of that ABI that a signal has broken off, if restart_syscall goes on with it.
        interrupted: Option<u32>,
        /// The number of its last call,
        nr: Option<u32>,
        /// whether a signal has stopped it since,
        stopped: bool,
        /// and which one, if that is still to be shown; 0: none is.
        signo: u32,
    },
    /// A task has ended whose last record was lost.
    DiedUnseen(&'a bt_task),
    /// What a task has lost since its last record. No other record will tell.
    LostUntold(&'a bt_task),
    /// Tracing is over: what waits for a record shows. Only [`Event::Waits`] and [`Event::Idle`] come after it.
    End,
}

/// A call that a task is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Its ABI.
    pub abi: Abi,
    /// Its number.
    pub nr: u32,
    /// Its arguments.
    pub args: [u64; 6],
    /// Where in the program it was made; 0 where that is not known.
    pub ip: u64,
}

impl Waiting {
    /// The call of a record; where it was made from is told beside it.
    pub fn of(call: &bt_call) -> Waiting {
        Waiting { abi: Abi::of(call.head.flags), nr: call.nr, args: call.args, ip: 0 }
    }
}
