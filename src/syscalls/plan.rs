//! What must the kernel copy for a call?
//!
//! Turns a row of the table into a capture plan (bpf/wire.h `bt_plan`): for
//! every argument kind the ops that bring what its decoder looks for. By
//! default a pointer is read when the call returns, since the kernel itself has
//! touched the page by then; at entry are read only what is gone or overwritten
//! at exit: execve's arguments, in/out structs, lengths that the kernel changes.

use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_op;
use crate::skeleton::types::bt_op_flag;
use crate::skeleton::types::bt_op_kind;
use crate::skeleton::types::bt_operand;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_plan_flag;
use crate::skeleton::types::bt_source;

use super::kind::Dir;
use super::kind::Kind;
use super::kind::Len;
pub use super::part;
use super::row::special;
use super::row::Arg;
use super::row::Case;
use super::row::Ret;
use super::row::Syscall;
use crate::syscalls::records::CAP_DATA;
use crate::syscalls::records::SCHED_ATTR;

/// How much of the task's memory is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a string or buffer (-s), and elements of an array unless `whole`.
    pub string: u32,
    /// Whole arrays, and the environment (-v).
    pub whole: bool,
}

impl Limits {
    /// How many strings of an array are wanted. One less than are looked at, so that it shows when there are more.
    pub fn strings(self) -> u32 {
        let most = if self.whole { bt_limit::BT_MAX_ELEMENTS.0 } else { self.string };
        most.min(bt_limit::BT_MAX_ELEMENTS.0 - 1)
    }
}

/// Most bytes of an array or of directory entries.
const ARRAY_LIMIT: u32 = bt_limit::BT_MAX_PIECES.0 * bt_limit::BT_PIECE.0;
/// The most that the kernel takes of a path, its NUL not counted.
const PATH_LIMIT: u32 = libc::PATH_MAX as u32 - 1;
/// sizeof(struct iovec), and of the parts of msghdr that the plan follows.
const IOVEC_SIZE: u32 = size_of::<libc::iovec>() as u32;
const MSGHDR_SIZE: u32 = size_of::<libc::msghdr>() as u32;
const MMSGHDR_SIZE: u32 = size_of::<libc::mmsghdr>() as u32;
/// The most that a socket address has.
const SOCKADDR_LIMIT: u32 = size_of::<libc::sockaddr_storage>() as u32;
/// Control messages: SCM_MAX_FD descriptors and some more.
const CONTROL_LIMIT: u32 = 4096;
/// struct sigaction as the kernel has it: handler, flags, restorer, mask.
const SIGACTION_SIZE: u32 = 32;
/// The largest struct among the values of socket options that are decoded.
const OPTION_STRUCT: u32 = size_of::<libc::ucred>() as u32;
/// Where the signal mask is in what the kernel puts on the stack for a signal handler,
/// seen from the stack pointer with which rt_sigreturn(2) is called: the handler has
/// returned, so its return address is gone and a `ucontext_t` begins here.
const FRAME_MASK: u32 = std::mem::offset_of!(libc::ucontext_t, uc_sigmask) as u32;
/// The kernel's signal set.
const SIGSET_SIZE: u32 = 8;
/// The largest signal set that the kernel takes is 8 bytes; wrong sizes are shown as far as this.
const SIGSET_LIMIT: u32 = 128;

/// A plan under construction.
struct Builder<'a> {
    plan: bt_plan,
    args: &'a [Arg],
    limits: Limits,
    /// Read what the kernel only reads at entry too.
    inputs_at_entry: bool,
    /// More ops than fit: a defect of the row that the tests find.
    overflow: bool,
}

/// The plan of a row, or of one of its variants, for these limits. `None` when it needs more ops than there are.
pub fn plan(row: &Syscall, case: Option<&Case>, limits: Limits) -> Option<bt_plan> {
    let raw = row.special & special::RAW != 0;
    let args = if raw { &[] } else { case.map_or(row.args, |case| case.args) };
    let mut builder = Builder {
        plan: bt_plan::default(),
        args,
        limits,
        inputs_at_entry: row.special & (special::EXECS | special::READ_AT_ENTRY) != 0,
        overflow: false,
    };
    let flag = |bit: u32, flag: bt_plan_flag| if row.special & bit != 0 { flag.0 as u8 } else { 0 };
    builder.plan.flags |= flag(special::FORKS, bt_plan_flag::BT_FORKS);
    builder.plan.flags |= flag(special::EXECS, bt_plan_flag::BT_EXECS);
    builder.plan.flags |= flag(special::AT_ENTRY, bt_plan_flag::BT_AT_ENTRY);
    if matches!(case.map_or(row.ret, |case| case.ret), Ret::Never) {
        builder.plan.flags |= bt_plan_flag::BT_NO_RETURN.0 as u8;
    }
    builder.find_alias();
    for (index, arg) in args.iter().enumerate() {
        builder.argument(index, arg.kind);
    }
    // An exec's entry says which call it was: at the return the number is that of the new program's ABI.
    if raw && row.special & special::EXECS != 0 {
        builder.plan.flags |= bt_plan_flag::BT_AT_ENTRY.0 as u8;
    }
    builder.count_quick();
    if builder.plan.enter_ops > 0 && builder.plan.flags & bt_plan_flag::BT_IF_ALIASED.0 as u8 == 0 {
        builder.plan.flags |= bt_plan_flag::BT_AT_ENTRY.0 as u8;
    }
    (!builder.overflow).then_some(builder.plan)
}

fn operand(source: bt_source, value: u32) -> bt_operand {
    bt_operand { source: source.0 as u8, value, ..bt_operand::default() }
}

fn fixed(value: u32) -> bt_operand {
    operand(bt_source::BT_CONST, value)
}

fn saved(op: u8, offset: usize, size: u8) -> bt_operand {
    bt_operand { source: bt_source::BT_SAVED.0 as u8, op, size, value: offset as u32, ..bt_operand::default() }
}

/// Whether the op is of the plainest kind, as bpf/wire.h defines it.
fn is_quick(op: &bt_op) -> bool {
    let plain_len = [bt_source::BT_CONST, bt_source::BT_ARG, bt_source::BT_RET];
    let plain = match bt_op_kind(u32::from(op.kind)) {
        bt_op_kind::BT_STRING => true,
        bt_op_kind::BT_BYTES => op.scale == 1 && plain_len.contains(&bt_source(u32::from(op.len.source))),
        _ => false,
    };
    plain
        && op.limit <= bt_limit::BT_PIECE.0
        && u32::from(op.base.source) == bt_source::BT_ARG.0
        && op.base.size != 4
        && u32::from(op.flags) & !bt_op_flag::BT_IF_OK.0 == 0
}

fn arg(index: usize) -> bt_operand {
    operand(bt_source::BT_ARG, index as u32)
}

impl Builder<'_> {
    fn push(&mut self, at_entry: bool, op: bt_op) -> u8 {
        let (ops, count) = if at_entry {
            (&mut self.plan.enter, &mut self.plan.enter_ops)
        } else {
            (&mut self.plan.exit, &mut self.plan.exit_ops)
        };
        match ops.get_mut(usize::from(*count)) {
            Some(slot) => {
                let quick = if is_quick(&op) { bt_op_flag::BT_QUICK.0 as u8 } else { 0 };
                *slot = bt_op { flags: op.flags | quick, ..op };
                *count += 1;
                *count - 1
            }
            None => {
                self.overflow = true;
                0
            }
        }
    }

    /// Says how many ops can be run without a detour: all that there are at exit, or none.
    fn count_quick(&mut self) {
        let count = usize::from(self.plan.exit_ops);
        let quick = |op: &bt_op| u32::from(op.flags) & bt_op_flag::BT_QUICK.0 != 0;
        if count <= bt_limit::BT_MAX_QUICK.0 as usize && self.plan.exit[..count].iter().all(quick) {
            self.plan.quick = self.plan.exit_ops;
        }
    }

    fn position(&self, name: &str) -> usize {
        // check.rs has seen to it that the name is there.
        self.args.iter().position(|arg| arg.name == name).unwrap_or_default()
    }

    /// The op at exit that reads the length that the argument of that name points to.
    fn length_behind(&mut self, name: &str, size: u8) -> bt_operand {
        let index = self.position(name);
        let exit_ops = usize::from(self.plan.exit_ops);
        let known = self.plan.exit[..exit_ops].iter().position(|op| {
            usize::from(op.arg) == index && op.part == part::POINTEE && op.kind == bt_op_kind::BT_BYTES.0 as u8
        });
        let op = match known {
            Some(op) => op as u8,
            None => {
                let mut op = self.bytes(index, part::POINTEE, arg(index), fixed(u32::from(size)), 1, u32::from(size));
                op.flags = bt_op_flag::BT_SAVE.0 as u8;
                self.push(false, op)
            }
        };
        saved(op, 0, size)
    }

    fn length(&mut self, len: Len) -> bt_operand {
        match len {
            Len::Fixed(value) => fixed(value),
            Len::Arg(name) => {
                // The upper half of a register that holds an int is garbage for the kernel, too.
                let position = self.position(name);
                let size = self.args.get(position).map_or(8, |arg| arg.kind.width());
                bt_operand { size: if size == 4 { 4 } else { 8 }, ..arg(position) }
            }
            Len::Ret | Len::RetUpTo(_) | Len::RetIfRoom(_) => operand(bt_source::BT_RET, 0),
            Len::Deref(name) => self.length_behind(name, 4),
            Len::Deref64(name) => self.length_behind(name, 8),
            Len::Ioc(name) => operand(bt_source::BT_IOC_SIZE, self.position(name) as u32),
        }
    }

    fn bytes(&self, index: usize, part: u8, base: bt_operand, len: bt_operand, scale: u32, limit: u32) -> bt_op {
        bt_op {
            kind: bt_op_kind::BT_BYTES.0 as u8,
            arg: index as u8,
            part,
            base,
            len,
            scale,
            limit,
            ..bt_op::default()
        }
    }

    /// Most bytes of an array of elements of that size.
    fn array_limit(&self, size: u32) -> u32 {
        if self.limits.whole {
            ARRAY_LIMIT
        } else {
            self.limits.string.saturating_mul(size).min(ARRAY_LIMIT)
        }
    }

    /// An input and an output of one call that may be the same memory: the input
    /// would be read after the kernel has overwritten it, so the kernel side
    /// compares the two pointers and reads the input at entry when they are one.
    fn find_alias(&mut self) {
        let dir = |arg: &Arg| match arg.kind {
            Kind::Struct(dir, _)
            | Kind::Sized(dir, ..)
            | Kind::Sigset(dir, _)
            | Kind::Sigaction(dir)
            | Kind::Ptr(dir, _) => Some(dir),
            Kind::Remaining(_) => Some(Dir::Out),
            _ => None,
        };
        let input = self.args.iter().position(|arg| dir(arg) == Some(Dir::In));
        let output = self.args.iter().position(|arg| dir(arg) == Some(Dir::Out));
        let whole = self.args.iter().any(|arg| dir(arg) == Some(Dir::InOut));
        if let (Some(input), Some(output), false, false) = (input, output, whole, self.inputs_at_entry) {
            self.plan.flags |= bt_plan_flag::BT_IF_ALIASED.0 as u8;
            self.plan.alias = [input as u8, output as u8];
        }
    }

    /// Reads memory that goes that way: inputs at entry or exit, outputs after success, in/out both.
    fn directed(&mut self, dir: Dir, mut op: bt_op) {
        let aliased = self.plan.flags & bt_plan_flag::BT_IF_ALIASED.0 as u8 != 0 && self.plan.alias[0] == op.arg;
        if dir == Dir::InOut || dir == Dir::In && (self.inputs_at_entry || aliased) {
            self.push(true, op);
        } else if dir == Dir::In {
            self.push(false, op);
        }
        if dir != Dir::In {
            op.flags |= bt_op_flag::BT_IF_OK.0 as u8;
            self.push(false, op);
        }
    }

    /// Reads memory that the kernel may write although the call fails: at entry, and at exit whatever the result.
    fn before_and_after(&mut self, op: bt_op) {
        self.push(true, op);
        self.push(false, op);
    }

    fn argument(&mut self, index: usize, kind: Kind) {
        let base = arg(index);
        let whole = |size: u32| (fixed(size), 1, size);
        match kind {
            Kind::Path => self.string(index, PATH_LIMIT),
            Kind::InStr(size) => self.string(index, self.limits.string.min(size)),
            Kind::Str => self.string(index, self.limits.string),
            Kind::InBytes(len) | Kind::InText(len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, self.limits.string);
                self.directed(Dir::In, op);
            }
            Kind::OutBytes(len) | Kind::OutText(len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, self.limits.string);
                self.directed(Dir::Out, op);
            }
            Kind::OptionValue(dir, len) => {
                let len = self.length(len);
                let limit = self.limits.string.max(OPTION_STRUCT);
                let op = self.bytes(index, part::POINTEE, base, len, 1, limit);
                self.directed(dir, op);
            }
            Kind::OutStr(size) => {
                let (len, scale, limit) = whole(size);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(Dir::Out, op);
            }
            Kind::OutPath(len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, bt_limit::BT_PIECE.0);
                self.directed(Dir::Out, op);
            }
            Kind::Binary(dir, len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, self.limits.string);
                self.directed(dir, op);
            }
            Kind::Argv => self.strings(index),
            Kind::Envp if self.limits.whole => self.strings(index),
            Kind::Envp => {
                let op = bt_op {
                    kind: bt_op_kind::BT_COUNT.0 as u8,
                    arg: index as u8,
                    part: part::COUNT,
                    base,
                    ..bt_op::default()
                };
                self.directed(Dir::In, op);
            }
            Kind::Ptr(Dir::InOut, inner) => {
                let (len, scale, limit) = whole(inner.width());
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.before_and_after(op);
            }
            Kind::Ptr(dir, inner) => {
                let (len, scale, limit) = whole(inner.width());
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(dir, op);
            }
            Kind::SelfSized(record, _) => {
                let (len, scale, limit) = whole(record.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(Dir::In, op);
            }
            Kind::Struct(dir, record) => {
                let (len, scale, limit) = whole(record.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(dir, op);
            }
            Kind::Sized(dir, record, len) | Kind::Whole(dir, record, len) | Kind::Extended(dir, record, len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, record.size as u32);
                self.directed(dir, op);
            }
            Kind::SchedAttr => {
                let (len, scale, limit) = whole(SCHED_ATTR.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.before_and_after(op);
            }
            Kind::Capabilities(dir, _) => {
                let (len, scale, limit) = whole(CAP_DATA.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(dir, op);
            }
            Kind::Filled(_, record) => {
                // A call that failed has not written: what the program said is still there.
                let (len, scale, limit) = whole(record.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.push(false, op);
            }
            Kind::CloneArgs(len) => self.clone_args(index, len),
            Kind::Timeout(record) => {
                let (len, scale, limit) = whole(record.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(Dir::InOut, op);
            }
            Kind::Remaining(record) => {
                // Written only when the call fails, so the result does not decide.
                let (len, scale, limit) = whole(record.size as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.push(false, op);
            }
            Kind::FileTimes | Kind::OldFileTimes => {
                let (len, scale, limit) = whole(2 * size_of::<libc::timespec>() as u32);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(Dir::In, op);
            }
            Kind::Array(dir, inner, len) => self.array(index, dir, inner.width(), len),
            Kind::Structs(dir, record, len) => self.array(index, dir, record.size as u32, len),
            Kind::Iovec(dir, len) => self.iovec(index, dir, len),
            Kind::SockaddrIn(len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, SOCKADDR_LIMIT);
                self.directed(Dir::In, op);
            }
            Kind::SockaddrOut(len) => {
                let len = self.length_behind(len, 4);
                let op = self.bytes(index, part::POINTEE, base, len, 1, SOCKADDR_LIMIT);
                self.directed(Dir::Out, op);
            }
            Kind::SockLen => {
                let (len, scale, limit) = whole(4);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.push(true, op);
                self.length_behind(self.args[index].name, 4);
            }
            Kind::Msghdr(dir) => self.msghdr(index, dir),
            Kind::Mmsghdr(dir, len) => {
                let len = self.length(len);
                let limit = self.array_limit(MMSGHDR_SIZE);
                let op = self.bytes(index, part::POINTEE, base, len, MMSGHDR_SIZE, limit);
                self.directed(dir, op);
            }
            Kind::FdSet(bits) => {
                let len = self.length(bits);
                let mut op = self.bytes(index, part::POINTEE, base, len, 1, CONTROL_LIMIT);
                op.flags = bt_op_flag::BT_IN_BITS.0 as u8;
                self.directed(Dir::InOut, op);
            }
            Kind::Sigset(dir, len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, SIGSET_LIMIT);
                self.directed(dir, op);
            }
            Kind::SigsetArg => self.sigset_arg(index),
            Kind::SigframeMask => {
                let (len, scale, limit) = whole(SIGSET_SIZE);
                let mask = operand(bt_source::BT_STACK, FRAME_MASK);
                let op = self.bytes(index, part::POINTEE, mask, len, scale, limit);
                self.push(true, op);
            }
            Kind::CpuSet(dir, len) => {
                let len = self.length(len);
                let op = self.bytes(index, part::POINTEE, base, len, 1, CONTROL_LIMIT);
                self.directed(dir, op);
            }
            Kind::NodeMask(dir, bits) => {
                let len = self.length(Len::Arg(bits));
                let mut op = self.bytes(index, part::POINTEE, base, len, 1, CONTROL_LIMIT);
                op.flags = bt_op_flag::BT_IN_BITS.0 as u8;
                self.directed(dir, op);
            }
            Kind::Sigaction(dir) => {
                let (len, scale, limit) = whole(SIGACTION_SIZE);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(dir, op);
            }
            Kind::Siginfo(dir) => {
                let (len, scale, limit) = whole(bt_limit::BT_SIGINFO_LEN.0);
                let op = self.bytes(index, part::POINTEE, base, len, scale, limit);
                self.directed(dir, op);
            }
            Kind::Pollfds(len) => {
                // The kernel writes nothing but revents: what the program passed in is there at exit.
                let size = size_of::<libc::pollfd>() as u32;
                self.array(index, Dir::In, size, len);
            }
            Kind::Dirents | Kind::OldDirents => {
                let len = operand(bt_source::BT_RET, 0);
                let op = self.bytes(index, part::POINTEE, base, len, 1, ARRAY_LIMIT);
                self.directed(Dir::Out, op);
            }
            _ => {}
        }
    }

    fn string(&mut self, index: usize, limit: u32) {
        let op = bt_op {
            kind: bt_op_kind::BT_STRING.0 as u8,
            arg: index as u8,
            part: part::POINTEE,
            base: arg(index),
            limit,
            ..bt_op::default()
        };
        self.directed(Dir::In, op);
    }

    fn strings(&mut self, index: usize) {
        let op = bt_op {
            kind: bt_op_kind::BT_STRINGS.0 as u8,
            arg: index as u8,
            part: part::POINTEE,
            base: arg(index),
            len: fixed(self.limits.strings()),
            limit: self.limits.string,
            ..bt_op::default()
        };
        self.directed(Dir::In, op);
    }

    fn array(&mut self, index: usize, dir: Dir, size: u32, len: Len) {
        let len = self.length(len);
        let op = self.bytes(index, part::POINTEE, arg(index), len, size, self.array_limit(size));
        self.directed(dir, op);
    }

    fn iovec(&mut self, index: usize, dir: Dir, len: Len) {
        let len = self.length(len);
        // The array itself is never written by the kernel.
        let op = self.bytes(index, part::POINTEE, arg(index), len, IOVEC_SIZE, self.array_limit(IOVEC_SIZE));
        self.directed(Dir::In, op);
        self.areas(index, part::AREAS, dir, arg(index), len);
    }

    fn areas(&mut self, index: usize, part: u8, dir: Dir, base: bt_operand, len: bt_operand) {
        let mut op = bt_op {
            kind: bt_op_kind::BT_VECTORS.0 as u8,
            arg: index as u8,
            part,
            base,
            len,
            scale: self.array_limit(1).min(bt_limit::BT_MAX_ELEMENTS.0),
            limit: self.limits.string,
            ..bt_op::default()
        };
        if dir == Dir::Out {
            op.flags |= bt_op_flag::BT_RESULT_BYTES.0 as u8;
        }
        self.directed(dir, op);
    }

    fn sigset_arg(&mut self, index: usize) {
        let word = size_of::<usize>();
        let mut pair = self.bytes(index, part::POINTEE, arg(index), fixed(2 * word as u32), 1, 2 * word as u32);
        pair.flags = bt_op_flag::BT_SAVE.0 as u8;
        let pair = self.push(false, pair);
        let (set, size) = (saved(pair, 0, word as u8), saved(pair, word, word as u8));
        let op = self.bytes(index, part::SIGSET, set, size, 1, SIGSET_LIMIT);
        self.directed(Dir::In, op);
    }

    /// The struct of clone3, and what the kernel writes through two of its pointers. A pointer that the flags
    /// do not ask for is read in vain.
    fn clone_args(&mut self, index: usize, len: Len) {
        use std::mem::offset_of;

        use linux_raw_sys::general::clone_args;

        let len = self.length(len);
        let limit = size_of::<clone_args>() as u32;
        let args = self.bytes(index, part::POINTEE, arg(index), len, 1, limit);
        let args = self.push(false, bt_op { flags: bt_op_flag::BT_SAVE.0 as u8, ..args });
        for (part, offset) in [
            (part::CLONE_PIDFD, offset_of!(clone_args, pidfd)),
            (part::CLONE_PARENT_TID, offset_of!(clone_args, parent_tid)),
        ] {
            let written = self.bytes(index, part, saved(args, offset, 8), fixed(4), 1, 4);
            self.push(false, bt_op { flags: bt_op_flag::BT_IF_OK.0 as u8, ..written });
        }
    }

    fn msghdr(&mut self, index: usize, dir: Dir) {
        use std::mem::offset_of;
        use std::mem::size_of;

        let header = self.bytes(index, part::POINTEE, arg(index), fixed(MSGHDR_SIZE), 1, MSGHDR_SIZE);
        if dir == Dir::Out {
            self.push(true, header);
        }
        let saved_header = self.push(false, bt_op { flags: bt_op_flag::BT_SAVE.0 as u8, ..header });
        let field = |offset: usize, size: usize| saved(saved_header, offset, size as u8);
        let pointer = size_of::<usize>();
        let name = self.bytes(
            index,
            part::MSG_NAME,
            field(offset_of!(libc::msghdr, msg_name), pointer),
            field(offset_of!(libc::msghdr, msg_namelen), size_of::<libc::socklen_t>()),
            1,
            SOCKADDR_LIMIT,
        );
        let areas = field(offset_of!(libc::msghdr, msg_iov), pointer);
        let count = field(offset_of!(libc::msghdr, msg_iovlen), pointer);
        let vectors = self.bytes(index, part::MSG_IOV, areas, count, IOVEC_SIZE, self.array_limit(IOVEC_SIZE));
        let control = self.bytes(
            index,
            part::MSG_CONTROL,
            field(offset_of!(libc::msghdr, msg_control), pointer),
            field(offset_of!(libc::msghdr, msg_controllen), pointer),
            1,
            CONTROL_LIMIT,
        );
        let mut ops = [name, vectors, control];
        for op in &mut ops {
            if dir == Dir::Out {
                op.flags |= bt_op_flag::BT_IF_OK.0 as u8;
            }
            self.push(false, *op);
        }
        let before = self.plan.exit_ops;
        self.areas(index, part::MSG_AREAS, dir, areas, count);
        debug_assert!(self.overflow || self.plan.exit_ops == before + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::x86_64::TABLE;
    use super::*;

    const LIMITS: [Limits; 2] = [Limits { string: 32, whole: false }, Limits { string: 100_000, whole: true }];

    #[test]
    fn every_row_and_variant_has_a_plan_that_fits() {
        for limits in LIMITS {
            for row in TABLE {
                assert!(plan(row, None, limits).is_some(), "{} needs too many ops", row.name);
                for case in row.select.map_or(&[][..], |select| select.cases) {
                    assert!(plan(row, Some(case), limits).is_some(), "{} {:?}", row.name, case.values);
                }
            }
        }
    }

    #[test]
    fn saved_operands_refer_to_earlier_ops_that_save() {
        for row in TABLE {
            let Some(plan) = plan(row, None, LIMITS[0]) else { continue };
            for (ops, count) in [(&plan.enter, plan.enter_ops), (&plan.exit, plan.exit_ops)] {
                for (nth, op) in ops[..usize::from(count)].iter().enumerate() {
                    for operand in [op.base, op.len] {
                        if u32::from(operand.source) == bt_source::BT_SAVED.0 {
                            let source = &ops[usize::from(operand.op)];
                            assert!(usize::from(operand.op) < nth, "{}: op {nth}", row.name);
                            assert_ne!(source.flags & bt_op_flag::BT_SAVE.0 as u8, 0, "{}: op {nth}", row.name);
                            assert!(operand.value + u32::from(operand.size) <= bt_limit::BT_SAVED_LEN.0);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn quick_ops_are_what_the_kernel_side_takes_them_for() {
        let quick = |op: &bt_op| u32::from(op.flags) & bt_op_flag::BT_QUICK.0 != 0;
        // A number from 6 on would read what follows the arguments.
        let register = |operand: &bt_operand| operand.source == 1 && operand.value < 6;
        let check = |plan: &bt_plan, name: &str| {
            for op in plan.exit.iter().chain(&plan.enter).filter(|op| quick(op)) {
                let is_string = op.kind == bt_op_kind::BT_STRING.0 as u8;
                assert!(is_string || op.kind == bt_op_kind::BT_BYTES.0 as u8 && op.scale == 1, "{name}: {op:?}");
                assert!(register(&op.base) && op.base.size != 4, "{name}: {op:?}");
                assert!(matches!(op.len.source, 0 | 2) || register(&op.len), "{name}: {op:?}");
                assert_eq!(op.flags & !(bt_op_flag::BT_QUICK.0 | bt_op_flag::BT_IF_OK.0) as u8, 0, "{name}: {op:?}");
                assert!(op.limit <= 4096, "{name}: {op:?}");
            }
        };
        for (row, limits) in TABLE.iter().flat_map(|row| LIMITS.map(|limits| (row, limits))) {
            let cases = row.select.map_or(&[][..], |select| select.cases).iter().map(Some);
            for plan in cases.chain([None]).filter_map(|case| plan(row, case, limits)) {
                check(&plan, row.name);
            }
        }
        // The commonest calls have no other.
        for name in ["openat", "read", "write", "newfstatat", "access", "readlink"] {
            let plan = plan(super::super::by_name(name).unwrap(), None, LIMITS[0]).unwrap();
            assert!(plan.exit_ops > 0 && plan.exit[..usize::from(plan.exit_ops)].iter().all(quick), "{name}");
        }
    }

    #[test]
    fn a_call_without_pointers_needs_no_copies() {
        let row = super::super::by_name("getppid").unwrap();
        let plan = plan(row, None, LIMITS[0]).unwrap();
        assert_eq!((plan.enter_ops, plan.exit_ops, plan.flags), (0, 0, 0));
    }

    #[test]
    fn execve_is_read_before_its_memory_is_gone() {
        let row = super::super::by_name("execve").unwrap();
        let plan = plan(row, None, LIMITS[0]).unwrap();
        assert_eq!((plan.enter_ops, plan.exit_ops), (3, 0));
        assert_ne!(plan.flags & bt_plan_flag::BT_AT_ENTRY.0 as u8, 0);
    }
}
