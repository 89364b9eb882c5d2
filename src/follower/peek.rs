//! What is a task waiting in, right now?
//!
//! The kernel programs tell of a call when it returns. For one that does not
//! (a blocked read, a sleep) /proc has the number and arguments, and the
//! pointers are read from the task's memory by the same capture plan that the
//! kernel side (bpf/capture.h) would follow, as far as it concerns what the
//! program passed in.

use std::fs::read_to_string;
use std::fs::File;
use std::io;
use std::io::IoSliceMut;
use std::io::Read;
use std::path::Path;

use nix::sys::uio::process_vm_readv;
use nix::sys::uio::RemoteIoVec;
use nix::unistd::Pid;

use crate::event::Waiting;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_op;
use crate::skeleton::types::bt_op_flag;
use crate::skeleton::types::bt_op_kind;
use crate::skeleton::types::bt_operand;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_source;
use crate::skeleton::types::bt_status;
use crate::syscalls::abi::Abi;
use crate::syscalls::part;
use crate::wire::AlignedBytes;

/// Where a task sleeps that has been stopped or frozen on its way back to the program: /proc still tells of the
/// call that it has returned from (kernel/signal.c, kernel/cgroup/freezer.c; the last is what they are inlined in).
const NOT_IN_A_CALL: &[&str] = &["do_signal_stop", "do_freezer_trap", "ptrace_stop", "get_signal"];

/// The letter of a task's state in /proc/PID/stat.
fn state(stat: &str) -> Option<char> {
    // The name before it may hold anything, a parenthesis too.
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Whether the task is stopped, by its state: old kernels do not say where it sleeps.
fn is_stopped(stat: &str) -> bool {
    matches!(state(stat), Some('T' | 't'))
}

/// Whether the task wants a processor.
pub fn is_running(tid: u32) -> bool {
    read_to_string(format!("/proc/{tid}/stat")).is_ok_and(|stat| state(&stat) == Some('R'))
}

/// Whether there is such a task.
pub fn exists(tid: u32) -> bool {
    Path::new(&format!("/proc/{tid}")).exists()
}

/// The call that the task waits in; `None` when it runs, is not in a call, or in one that cannot be told for sure. It
/// may be one that it has returned from: see [`waits`]. `before`: the ABI of its last call.
pub fn call(tid: u32, before: Abi) -> io::Result<Option<Waiting>> {
    // The longest line: eight numbers, and the call's.
    let mut line = [0; 256];
    let len = File::open(format!("/proc/{tid}/syscall"))?.read(&mut line)?;
    let Some((nr, [args @ .., _stack, next])) = std::str::from_utf8(&line[..len]).ok().and_then(parse_syscall) else {
        return Ok(None);
    };
    let made_by = next.checked_sub(2).and_then(|at| memory(Pid::from_raw(tid as i32), at, 2));
    let Some(abi) = abi(nr, made_by.as_deref(), before) else { return Ok(None) };
    let args = if abi == Abi::I386 { args.map(|arg| u64::from(arg as u32)) } else { args };
    Ok(Some(Waiting { abi, nr, args, ip: next }))
}

/// Whether a task of which /proc tells that it is in a call has not been stopped or frozen behind that call.
pub fn waits(tid: u32) -> bool {
    let Ok(stat) = read_to_string(format!("/proc/{tid}/stat")) else { return false };
    let place = read_to_string(format!("/proc/{tid}/wchan")).unwrap_or_default();
    !is_stopped(&stat) && !NOT_IN_A_CALL.contains(&place.as_str())
}

/// The name of the call that restart_syscall goes on with in a task that waits in it; `first`: the first argument,
/// which is that of the call, as all are.
pub fn restarted(tid: u32, first: u64) -> Option<&'static str> {
    restarted_at(&read_to_string(format!("/proc/{tid}/wchan")).ok()?, first)
}

/// The same, by where in the kernel the task sleeps. Only four calls can be gone on with so (restart_block.fn).
fn restarted_at(place: &str, first: u64) -> Option<&'static str> {
    const CLOCKS: u64 = 16;
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| place.starts_with(beginning));
    if begins(&["poll_", "do_sys_poll", "do_restart_poll"]) {
        Some("poll")
    } else if begins(&["futex_", "__futex_"]) {
        Some("futex")
    // What sleeps does not show, nor does who calls it as its last step.
    } else if begins(&["hrtimer_nanosleep", "do_nanosleep", "alarm_timer_nsleep", "do_cpu_nanosleep", "do_syscall_64"])
    {
        Some(if first < CLOCKS { "clock_nanosleep" } else { "nanosleep" })
    } else {
        None
    }
}

/// Reads a line of /proc/PID/syscall: the number, six arguments, stack and instruction pointer; or `running`.
fn parse_syscall(line: &str) -> Option<(u32, [u64; 8])> {
    let mut words = line.split_ascii_whitespace();
    let nr = words.next()?.parse().ok()?;
    let mut rest = [0; 8];
    for word in &mut rest {
        *word = u64::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?;
    }
    Some((nr, rest))
}

/// The ABI of a call that was made by these two bytes: /proc does not tell it, and a number alone means two calls.
fn abi(nr: u32, made_by: Option<&[u8]>, before: Abi) -> Option<Abi> {
    match (made_by, before) {
        // syscall
        (Some([0x0f, 0x05]), _) => Some(Abi::of_number(nr)),
        // int $0x80; a 32-bit program's sysenter and syscall, too, return behind one, in the vDSO (entry_32.S,
        // int80_landing_pad).
        (Some([0xcd, 0x80]), _) => Some(Abi::I386),
        // Code that can be run and not be read.
        (_, Abi::X86_64 | Abi::X32) => Some(Abi::of_number(nr)),
        (_, Abi::I386) => None,
    }
}

/// Bytes that the kernel side copies at a time: so many it has tried, too, when the last of them is not there.
const PIECE: usize = bt_limit::BT_PIECE.0 as usize;
/// Memory is there or not by the page.
const PAGE: u64 = 4096;
/// Bytes of a pointer.
const POINTER: u64 = bt_limit::BT_POINTER.0 as u64;

/// Reads what the plan's ops read of inputs, `budget` bytes at the most, into `chunks`, as chunks on the wire.
pub fn inputs(tid: u32, waiting: &Waiting, plan: &bt_plan, budget: u32, chunks: &mut AlignedBytes) {
    let budget = budget as usize;
    let mut reader = Reader { pid: Pid::from_raw(tid as i32), args: waiting.args, budget, message: 0, chunks };
    for ops in ops(plan) {
        let mut rest = ops;
        while let Some((op, behind)) = rest.split_first() {
            rest = behind;
            if bt_op_kind(u32::from(op.kind)) == bt_op_kind::BT_MESSAGES {
                let each = op.scale as usize;
                let (each, others) = behind.split_at(each.min(behind.len()));
                reader.messages(ops, op, each);
                rest = others;
            } else {
                reader.run(ops, op);
            }
        }
    }
}

/// A plan's ops of the entry and of the exit.
fn ops(plan: &bt_plan) -> [&[bt_op]; 2] {
    let some = |ops: &'_ [bt_op], count: u8| usize::from(count).min(ops.len());
    [&plan.enter[..some(&plan.enter, plan.enter_ops)], &plan.exit[..some(&plan.exit, plan.exit_ops)]]
}

/// What each op of a plan copies.
pub fn parts(plan: &bt_plan) -> Vec<Copied> {
    let argument =
        |operand: &bt_operand| (u32::from(operand.source) == bt_source::BT_ARG.0).then_some(operand.value as usize);
    let copied = |op: &bt_op| Copied {
        arg: op.arg,
        part: op.part,
        from: argument(&op.base),
        length: argument(&op.len),
        follows: u32::from(op.base.source) == bt_source::BT_SAVED.0,
        // No task waits in rt_sigreturn, which alone is read from the stack.
        is_input: !needs_result(op) && u32::from(op.base.source) != bt_source::BT_STACK.0,
    };
    ops(plan).into_iter().flatten().map(copied).collect()
}

/// What one op of a plan copies.
#[derive(Debug, Clone, Copy)]
pub struct Copied {
    /// Whose argument it is,
    pub arg: u8,
    /// and which part of it.
    pub part: u8,
    /// The argument that says where it is, if one does.
    pub from: Option<usize>,
    /// The argument that says how long it is, if one does.
    pub length: Option<usize>,
    /// Where it is stands in memory that an earlier op has copied.
    pub follows: bool,
    /// It does not depend on the call's result: [`inputs`] reads it, too.
    pub is_input: bool,
}

struct Reader<'a> {
    pid: Pid,
    args: [u64; 6],
    /// Bytes that may be read still.
    budget: usize,
    /// Which of several messages it is whose pointers are followed.
    message: u32,
    chunks: &'a mut AlignedBytes,
}

/// Flags and operands of ops that wait for a result.
fn needs_result(op: &bt_op) -> bool {
    let flags = bt_op_flag::BT_IF_OK.0 | bt_op_flag::BT_IF_FAILED.0 | bt_op_flag::BT_RESULT_BYTES.0;
    let result = bt_source::BT_RET.0;
    u32::from(op.flags) & flags != 0 || u32::from(op.len.source) == result || u32::from(op.base.source) == result
}

/// That many bytes of a task's memory, if all of them can be read.
fn memory(pid: Pid, from: u64, len: usize) -> Option<Vec<u8>> {
    memory_there(pid, from, len).filter(|bytes| bytes.len() == len)
}

/// That many bytes of a task's memory, or those before the first page that cannot be read; `None` if that is the first.
fn memory_there(pid: Pid, from: u64, len: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; len];
    let end = from.checked_add(len as u64)?;
    let mut pages = Vec::new();
    let mut at = from;
    while at < end {
        let next = end.min((at - at % PAGE).saturating_add(PAGE));
        pages.push(RemoteIoVec { base: usize::try_from(at).ok()?, len: (next - at) as usize });
        at = next;
    }
    let got = process_vm_readv(pid, &mut [IoSliceMut::new(&mut bytes)], &pages).ok()?;
    bytes.truncate(got);
    (got > 0 || len == 0).then_some(bytes)
}

impl Reader<'_> {
    fn memory(&self, from: u64, len: usize) -> Option<Vec<u8>> {
        memory(self.pid, from, len)
    }

    fn number(&self, from: u64, size: usize) -> Option<u64> {
        let mut word = [0; 8];
        word.get_mut(..size)?.copy_from_slice(&self.memory(from, size)?);
        Some(u64::from_ne_bytes(word))
    }

    /// A pointer, or a length as wide.
    fn word(&self, from: u64) -> Option<u64> {
        self.number(from, POINTER as usize)
    }

    fn operand(&self, ops: &[bt_op], operand: &bt_operand) -> Option<u64> {
        let value = operand.value;
        match bt_source(u32::from(operand.source)) {
            bt_source::BT_CONST => Some(u64::from(value)),
            bt_source::BT_ARG if operand.size == 4 => self.args.get(value as usize).map(|arg| u64::from(*arg as u32)),
            bt_source::BT_ARG => self.args.get(value as usize).copied(),
            bt_source::BT_IOC_SIZE => self.args.get(value as usize).map(|command| command >> 16 & 0x3fff),
            bt_source::BT_SAVED => {
                let saved = ops.get(usize::from(operand.op))?;
                let base = self.operand(ops, &saved.base)?;
                let is_one_of_many = bt_op_kind(u32::from(saved.kind)) == bt_op_kind::BT_MESSAGES;
                let before = if is_one_of_many { u64::from(self.message) * u64::from(saved.limit) } else { 0 };
                self.number(base.checked_add(before)?.checked_add(u64::from(value))?, usize::from(operand.size))
            }
            _ => None,
        }
    }

    fn run(&mut self, ops: &[bt_op], op: &bt_op) {
        if needs_result(op) {
            return;
        }
        let (Some(base), Some(len)) = (self.operand(ops, &op.base), self.operand(ops, &op.len)) else { return };
        if base == 0 {
            return;
        }
        match bt_op_kind(u32::from(op.kind)) {
            bt_op_kind::BT_BYTES => {
                let bits = u32::from(op.flags) & bt_op_flag::BT_IN_BITS.0 != 0;
                let len = if bits { u64::from(len as u32).div_ceil(64).saturating_mul(8) } else { len };
                self.bytes(op, op.part, base, len.saturating_mul(u64::from(op.scale)), self.message);
            }
            bt_op_kind::BT_STRING => self.string(op, base, 0),
            bt_op_kind::BT_STRINGS => self.strings(op, base, len),
            bt_op_kind::BT_COUNT => self.count(op, base),
            bt_op_kind::BT_VECTORS => self.areas(op, base, len),
            _ => {}
        }
    }

    /// Each message of an array, and what the ops behind it read by what it says.
    fn messages(&mut self, ops: &[bt_op], op: &bt_op, each: &[bt_op]) {
        let (Some(base), Some(count)) = (self.operand(ops, &op.base), self.operand(ops, &op.len)) else { return };
        if needs_result(op) || base == 0 {
            return;
        }
        for message in 0..count.min(u64::from(bt_limit::BT_MAX_MESSAGES.0)) as u32 {
            self.message = message;
            let at = base.wrapping_add(u64::from(message) * u64::from(op.limit));
            self.bytes(op, op.part, at, u64::from(op.limit), message);
            each.iter().for_each(|op| self.run(ops, op));
        }
        self.message = 0;
    }

    fn chunk(&mut self, op: &bt_op, part: u8, index: u32, status: bt_status, bytes: &[u8], want: u64) {
        let status = status.0 as u8;
        let head = bt_chunk { arg: op.arg, part, status, index, len: bytes.len() as u32, want, ..bt_chunk::default() };
        self.chunks.push_chunk(&head, bytes);
        self.budget = self.budget.saturating_sub(bytes.len());
    }

    fn fault(&mut self, op: &bt_op, index: u32, from: u64) {
        self.chunk(op, op.part, index, bt_status::BT_FAULT, &[], from);
    }

    fn bytes(&mut self, op: &bt_op, part: u8, from: u64, want: u64, index: u32) {
        let len = want.min(u64::from(op.limit)).min(self.budget as u64) as usize;
        let there = memory_there(self.pid, from, len);
        let tried = there.as_ref().map_or(0, Vec::len) / PIECE * PIECE + PIECE;
        match there {
            None => {
                self.chunk(op, part, index, bt_status::BT_FAULT, &[], from);
                self.budget = self.budget.saturating_sub(tried.min(len));
            }
            Some(bytes) if bytes.len() < len => {
                self.chunk(op, part, index, bt_status::BT_HOLE, &bytes, want);
                self.budget = self.budget.saturating_sub(tried.min(len) - bytes.len());
            }
            Some(bytes) if (len as u64) < want => self.chunk(op, part, index, bt_status::BT_CUT, &bytes, want),
            Some(bytes) => self.chunk(op, part, index, bt_status::BT_OK, &bytes, want),
        }
    }

    /// The pointer at that place.
    fn pointer(&mut self, op: &bt_op, part: u8, at: u64, index: u32) {
        self.bytes(&bt_op { limit: POINTER as u32, ..*op }, part, at, POINTER, index);
    }

    /// Reads page by page: what follows the string need not be readable.
    fn string(&mut self, op: &bt_op, from: u64, index: u32) {
        let limit = self.budget.min(op.limit as usize);
        let mut text = Vec::new();
        let mut at = from;
        loop {
            let Some(bytes) = self.memory(at, (PAGE - at % PAGE) as usize) else {
                return self.fault(op, index, from);
            };
            at = at.wrapping_add(bytes.len() as u64);
            let end = memchr::memchr(0, &bytes);
            text.extend_from_slice(&bytes[..end.unwrap_or(bytes.len())]);
            if end.is_some() || text.len() > limit {
                break;
            }
        }
        let is_cut = text.len() > limit;
        text.truncate(limit);
        // How long it is nobody has looked.
        let want = text.len() as u64 + u64::from(is_cut);
        let status = if is_cut { bt_status::BT_CUT } else { bt_status::BT_OK };
        self.chunk(op, op.part, index, status, &text, want);
    }

    fn strings(&mut self, op: &bt_op, base: u64, most: u64) {
        for index in 0..u64::from(bt_limit::BT_MAX_ELEMENTS.0) {
            let at = base.wrapping_add(index * POINTER);
            match self.word(at) {
                // The array itself is unreadable here: its address stands for the element.
                None => return self.pointer(op, op.part, at, index as u32),
                Some(0) => return,
                Some(_) if index >= most => return self.pointer(op, part::MORE, at, 0),
                Some(string) => self.string(op, string, index as u32),
            }
        }
    }

    fn areas(&mut self, op: &bt_op, base: u64, count: u64) {
        // More bytes than there can be: what follows is not looked at.
        let mut left = u64::MAX;
        for index in 0..count.min(u64::from(op.scale)) {
            let area = base.wrapping_add(index * 2 * POINTER);
            let (Some(base), Some(len)) = (self.word(area), self.word(area.wrapping_add(POINTER))) else { return };
            let len = len.min(left);
            left -= len;
            // The areas of each message have numbers of their own.
            self.bytes(op, op.part, base, len, self.message * bt_limit::BT_MAX_ELEMENTS.0 + index as u32);
            if left == 0 {
                return;
            }
        }
    }

    fn count(&mut self, op: &bt_op, base: u64) {
        let most = u64::from(bt_limit::BT_MAX_ELEMENTS.0) * 32; // as capture__count in bpf/capture.h
        let mut count = 0u64;
        while count < most && self.word(base.wrapping_add(count * POINTER)).is_some_and(|pointer| pointer != 0) {
            count += 1;
        }
        match count {
            0 if self.word(base).is_none() => self.pointer(op, op.part, base, 0),
            _ => self.chunk(op, op.part, 0, bt_status::BT_OK, &count.to_ne_bytes(), 8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_line_about_a_waiting_task() {
        let line = "7 0x7ffd1 0x1 0xffffffffffffffff 0x0 0x8 0x7f 0x7ffd0 0x7f12\n";
        assert_eq!(parse_syscall(line), Some((7, [0x7ffd1, 1, u64::MAX, 0, 8, 0x7f, 0x7ffd0, 0x7f12])));
        for other in ["running\n", "-1 0x7ffd0 0x7f12\n", "", "7 0x1\n", "7 junk 0 0 0 0 0 0 0\n"] {
            assert_eq!(parse_syscall(other), None, "{other:?}");
        }
    }

    #[test]
    fn the_instruction_before_tells_the_abi_of_a_call() {
        let (syscall, int80): (&[u8], &[u8]) = (&[0x0f, 0x05], &[0xcd, 0x80]);
        assert_eq!(abi(7, Some(syscall), Abi::I386), Some(Abi::X86_64));
        assert_eq!(abi(7, Some(int80), Abi::X86_64), Some(Abi::I386));
        assert_eq!(abi(Abi::X32_BIT | 7, Some(syscall), Abi::X86_64), Some(Abi::X32));
        assert_eq!(abi(7, None, Abi::X32), Some(Abi::X86_64));
        assert_eq!(abi(7, None, Abi::I386), None);
    }

    #[test]
    fn what_is_restarted_is_told_by_where_it_sleeps_and_its_first_argument() {
        for (place, first, name) in [
            ("poll_schedule_timeout.constprop.0", 0x7ffd0, Some("poll")),
            ("futex_do_wait", 0x7ffd0, Some("futex")),
            ("do_syscall_64", 0x7ffd0, Some("nanosleep")),
            ("hrtimer_nanosleep", 1, Some("clock_nanosleep")),
            ("0", 1, None),
            ("do_signal_stop", 1, None),
        ] {
            assert_eq!(restarted_at(place, first), name, "{place}");
        }
    }

    #[test]
    fn a_stopped_task_is_told_by_its_state() {
        assert!(is_stopped("7 (a) S (b) T 1 7 7 0"));
        assert!(!is_stopped("7 (a) T (b) S 1 7 7 0"));
        assert!(!is_stopped(""));
    }

    #[test]
    fn inputs_of_this_process_are_read_like_the_kernel_would() {
        let path = c"/etc/hostname";
        let openat = crate::syscalls::by_name("openat").unwrap();
        let limits = crate::syscalls::plan::Limits { string: 32, depth: crate::syscalls::depth::Depth::Brief };
        let plan = crate::syscalls::plan::plan(openat, None, limits).unwrap();
        let args = [0, path.as_ptr() as u64, 0, 0, 0, 0];
        let waiting = Waiting { abi: Abi::X86_64, nr: openat.nr, args, ip: 0 };
        let mut chunks = AlignedBytes::default();
        inputs(std::process::id(), &waiting, &plan, limits.budget(), &mut chunks);
        let read: Vec<_> = crate::wire::chunks(chunks.bytes()).collect();
        assert_eq!(read.len(), 1);
        assert_eq!((read[0].head.arg, read[0].bytes), (1, path.to_bytes()));
    }
    /// What is read of a write of that memory of this process.
    fn read_of_write(from: u64, count: u64, string: u32) -> (bt_status, Vec<u8>, u64) {
        let write = crate::syscalls::by_name("write").unwrap();
        let limits = crate::syscalls::plan::Limits { string, depth: crate::syscalls::depth::Depth::Brief };
        let plan = crate::syscalls::plan::plan(write, None, limits).unwrap();
        let waiting = Waiting { abi: Abi::X86_64, nr: write.nr, args: [1, from, count, 0, 0, 0], ip: 0 };
        let mut chunks = AlignedBytes::default();
        inputs(std::process::id(), &waiting, &plan, limits.budget(), &mut chunks);
        let read: Vec<_> = crate::wire::chunks(chunks.bytes()).collect();
        assert_eq!(read.len(), 1);
        (bt_status(read[0].head.status.into()), read[0].bytes.to_vec(), read[0].head.want)
    }

    #[test]
    fn memory_is_read_up_to_the_page_that_is_not_there() {
        let two = std::num::NonZeroUsize::new(2 * PAGE as usize).unwrap();
        let access = nix::sys::mman::ProtFlags::PROT_READ | nix::sys::mman::ProtFlags::PROT_WRITE;
        // SAFETY: a new mapping of two pages, of which the second is given back.
        let begin = unsafe {
            let pages = nix::sys::mman::mmap_anonymous(None, two, access, nix::sys::mman::MapFlags::MAP_PRIVATE);
            let pages = pages.unwrap();
            pages.cast::<u8>().as_ptr().write_bytes(b'x', PAGE as usize);
            nix::sys::mman::munmap(pages.byte_add(PAGE as usize), PAGE as usize).unwrap();
            pages.as_ptr() as u64
        };
        let end = begin + PAGE;
        assert_eq!(read_of_write(end - 6, 6, 32), (bt_status::BT_OK, b"xxxxxx".to_vec(), 6));
        assert_eq!(read_of_write(end - 6, 10, 32), (bt_status::BT_HOLE, b"xxxxxx".to_vec(), 10));
        assert_eq!(read_of_write(begin, 10, 3), (bt_status::BT_CUT, b"xxx".to_vec(), 10));
        assert_eq!(read_of_write(end, 10, 32), (bt_status::BT_FAULT, vec![], end));
        assert_eq!(read_of_write(u64::MAX - 3, 10, 32).0, bt_status::BT_FAULT);
    }
}
