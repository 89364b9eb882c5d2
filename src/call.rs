//! What does a decoder know about one call?

use crate::descriptor::Descriptor;
use crate::descriptor::File;
pub use crate::phase::Phase;
use crate::skeleton::types::bt_limit;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::part;
use crate::syscalls::row::special;
use crate::syscalls::row::Arg;
use crate::syscalls::row::Ret;
use crate::syscalls::row::Syscall;

/// The argument whose chunk says what the call's socket is.
const NETLINK: usize = bt_limit::BT_ARG_NETLINK.0 as usize;

/// A piece of the task's memory as the record brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// When it was read.
    pub phase: Phase,
    /// Index of the argument that it belongs to.
    pub arg: u8,
    /// Which part of that argument: see syscalls/part.rs.
    pub part: u8,
    /// Element number in an array of strings or areas; piece number of long bytes.
    pub index: u32,
    /// What was read.
    pub memory: Memory<'a>,
}

/// What a pointer pointed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory<'a> {
    /// The bytes; `want` is how many there are in the task's memory, `bytes.len()` how many were read.
    /// For strings `want` is `bytes.len()`, or more when the string goes on.
    Bytes {
        /// What was read; strings without their NUL.
        bytes: &'a [u8],
        /// How many there are.
        want: u64,
    },
    /// These bytes were readable; what follows them is not, although there should be `want`.
    Hole {
        /// What was read.
        bytes: &'a [u8],
        /// How many there should be.
        want: u64,
    },
    /// Not readable at this address.
    Fault(u64),
    /// Nobody tried: the pointer is NULL, the call failed, or it has not returned yet.
    NotRead,
}

/// Where a call is in its life when it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It returned this.
    Returned(i64),
    /// It is still running: only what the program passed in is known.
    Running,
    /// Its task is gone, or it never returns.
    Never,
}

/// One call, as complete as it is known.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// How it was made.
    pub abi: Abi,
    /// The row of the ABI's table; `None` for an unknown number.
    pub syscall: Option<&'static Syscall>,
    /// Number as the kernel saw it.
    pub nr: u32,
    /// Arguments: of the row, or of the variant that the deciding argument selects.
    pub params: &'static [Arg],
    /// The result's kind: of the row or of the variant.
    pub ret: Ret,
    /// The six argument registers.
    pub args: [u64; 6],
    /// What came of it.
    pub outcome: Outcome,
    /// What was read of the task's memory, in the order in which it was read.
    pub chunks: &'a [Chunk<'a>],
    /// What its descriptors referred to, if that is asked for: those of its arguments, of its result and of what
    /// its arguments point to.
    pub descriptors: &'a [Descriptor<'a>],
    /// The call that restart_syscall goes on with.
    pub resumes: Option<&'static Syscall>,
    /// How deeply it is shown,
    pub depth: Depth,
    /// and how many bytes of a string.
    pub string: u32,
}

#[cfg(test)]
impl Call<'static> {
    /// A call that no table has, with nothing in its registers and memory.
    pub(crate) fn unknown(nr: u32, outcome: Outcome) -> Call<'static> {
        Call {
            abi: Abi::X86_64,
            syscall: None,
            nr,
            params: &[],
            ret: Ret::Int,
            args: [0; 6],
            outcome,
            chunks: &[],
            descriptors: &[],
            resumes: None,
            depth: Depth::Brief,
            string: 32,
        }
    }

    /// A call of that row, with nothing in its registers and memory.
    pub(crate) fn of(row: &'static Syscall, outcome: Outcome) -> Call<'static> {
        Call { syscall: Some(row), params: row.args, ret: row.ret, ..Call::unknown(row.nr, outcome) }
    }
}

impl<'a> Call<'a> {
    /// The memory of a part of an argument, read in that phase.
    pub fn memory(&self, phase: Phase, arg: usize, part: u8) -> Memory<'a> {
        self.element(phase, arg, part, 0)
    }

    /// The memory of one element of a part that is an array of strings or areas.
    pub fn element(&self, phase: Phase, arg: usize, part: u8, index: u32) -> Memory<'a> {
        self.chunks
            .iter()
            .find(|c| c.phase == phase && usize::from(c.arg) == arg && c.part == part && c.index == index)
            .map_or(Memory::NotRead, |c| c.memory)
    }

    /// What a program passed in: read at exit (where the kernel has touched it), or at entry
    /// if the plan or a fault made it so.
    pub fn input(&self, arg: usize, part: u8) -> Memory<'a> {
        self.input_element(arg, part, 0)
    }

    /// The same of one element of a part that there is several times.
    pub fn input_element(&self, arg: usize, part: u8, index: u32) -> Memory<'a> {
        let mut found = Memory::NotRead;
        for chunk in self.chunks.iter().filter(|c| usize::from(c.arg) == arg && c.part == part && c.index == index) {
            match (chunk.memory, found) {
                (Memory::Bytes { .. }, _) => return chunk.memory,
                (_, Memory::Hole { .. }) => {}
                (memory, _) => found = memory,
            }
        }
        found
    }

    /// What a descriptor that the program passed in referred to: when the call began, if it may be another one
    /// when it returns.
    pub fn file_passed(&self, number: i32) -> Option<&'a File<'a>> {
        self.file(number, Phase::Enter).or_else(|| match self.syscall {
            Some(row) if row.special & special::NAMES_AT_ENTRY != 0 => None,
            _ => self.file(number, Phase::Exit),
        })
    }

    /// What a descriptor that the kernel has given to the program refers to.
    pub fn file_made(&self, number: i32) -> Option<&'a File<'a>> {
        self.file(number, Phase::Exit)
    }

    fn file(&self, number: i32, phase: Phase) -> Option<&'a File<'a>> {
        let mut all = self.descriptors.iter();
        all.find(|known| known.number == number && known.phase == phase).map(|known| &known.file)
    }

    /// The protocol of its socket, if that is one of AF_NETLINK.
    pub fn netlink(&self) -> Option<u32> {
        match self.memory(Phase::Exit, NETLINK, part::POINTEE) {
            Memory::Bytes { bytes, .. } => Some(u32::from_le_bytes(bytes.try_into().ok()?)),
            _ => None,
        }
    }

    /// The number as a program passes it, which the kernel takes for signed.
    pub fn number(&self) -> i64 {
        i64::from(self.nr as i32)
    }

    /// The result if the call has returned and has not failed.
    pub fn success(&self) -> Option<i64> {
        match self.outcome {
            Outcome::Returned(ret) if !(-4095..0).contains(&ret) => Some(ret),
            _ => None,
        }
    }

    /// Whether the call has written what it writes.
    pub fn has_written(&self) -> bool {
        let least = match self.syscall {
            Some(row) if row.special & special::WRITES_IF_POSITIVE != 0 => 1,
            _ => i64::MIN,
        };
        self.success().is_some_and(|result| result >= least)
    }

    /// Whether a signal has ended the call before its time so that it goes on with the time that is left: any
    /// other interruption, as of a sleep until some time, writes no time, nor does a filter that says EINTR.
    pub fn has_time_left(&self) -> bool {
        /// The kernel's own result for that (include/linux/errno.h).
        const RESTART_BLOCK: i64 = -516;
        matches!(self.outcome, Outcome::Returned(RESTART_BLOCK))
    }

    /// The value of the argument of that name.
    pub fn arg(&self, name: &str) -> u64 {
        self.index_of(name).and_then(|index| self.args.get(index)).copied().unwrap_or_default()
    }

    /// Whether the argument of that name is a signed number below 0.
    pub fn is_negative(&self, name: &str) -> bool {
        let mut arguments = self.params.iter().zip(&self.args);
        arguments.find(|(param, _)| param.name == name).is_some_and(|(param, &raw)| param.register.taken(raw) < 0)
    }

    /// Index of the argument of that name.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.params.iter().position(|p| p.name == name)
    }
}
