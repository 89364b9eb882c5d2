//! What is known of a traced task between two of its records?

use crate::event::Comm;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_space;
use crate::syscalls::abi::Abi;
use crate::tracer::pairing::Pairing;
use crate::tracer::pending::Signals;
use crate::wire::AlignedBytes;

/// A traced task.
#[derive(Debug)]
pub struct Task {
    /// Its thread id.
    pub tid: u32,
    /// Its process id.
    pub tgid: u32,
    /// The name of its program, as the kernel has it.
    pub comm: Comm,
    /// The ABI of the last call that was shown of it.
    pub abi: Abi,
    /// Its number.
    pub nr: Option<u32>,
    /// The ids of the namespaces that the call has entered which it returns from next.
    pub spaces: Option<[u32; bt_space::BT_SPACE_KINDS.0 as usize]>,
    /// The call that it is in.
    pub call: Pairing,
    /// The frames of the last call that was shown of it, if stacks show.
    pub stack: Vec<u8>,
    /// Signals that the program never sees; they show after the call that the task is in.
    pub signals: Signals,
    /// Another thread's execve has ended this one; its last line waits for what comes of it.
    pub ended: Option<u32>,
    /// What its execve has broken off in the other threads of its process; it shows when the execve does.
    pub held: Vec<Held>,
    /// Bytes of memory that these have.
    pub held_memory: usize,
    /// A record of its own is held back: it is in its last call, or gone.
    pub held_back: bool,
    /// Bytes of memory that it had when it was weighed last: see [`Tasks::weigh`](crate::tracer::tasks::Tasks::weigh).
    pub weight: usize,
}

/// A record that is held back.
#[derive(Debug)]
pub enum Held {
    /// A call that was broken off, with its chunks.
    Call(bt_call, AlignedBytes),
    /// A task's end.
    Exit(bt_exit),
}

impl Held {
    /// Whose it is.
    pub fn tid(&self) -> u32 {
        match self {
            Held::Call(call, _) => call.head.tid,
            Held::Exit(exit) => exit.head.tid,
        }
    }

    /// Bytes of memory beside itself.
    pub fn memory(&self) -> usize {
        match self {
            Held::Call(_, chunks) => chunks.capacity(),
            Held::Exit(_) => 0,
        }
    }
}

impl Task {
    /// A task of which nothing is known but its ids.
    pub fn new(tid: u32, tgid: u32) -> Task {
        Task {
            tid,
            tgid,
            comm: Comm::default(),
            abi: Abi::default(),
            nr: None,
            spaces: None,
            call: Pairing::default(),
            stack: Vec::new(),
            signals: Signals::default(),
            ended: None,
            held: Vec::new(),
            held_memory: 0,
            held_back: false,
            weight: 0,
        }
    }

    /// Whether it makes no more calls, as far as was told.
    pub fn has_ended(&self) -> bool {
        self.held_back || self.ended.is_some()
    }

    /// Bytes of memory that it has.
    pub fn kept(&self) -> usize {
        self.call.kept() + self.held_memory
    }
}
