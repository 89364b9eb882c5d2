//! What can be said of a system call's argument?
//!
//! A row of the table gives every argument a [`Kind`]: a number, or what is behind
//! a pointer. [`Kind::shape`] describes each of them once: which way its memory
//! goes, where its length comes from, what parts it has. From that follow what
//! the kernel side copies (plan.rs), which names a row must have (check.rs), and
//! what waits for the call's return (decode/). How it looks is decode's own.

use std::mem::offset_of;

use libc::msghdr;
use linux_raw_sys::general::clone_args;

use super::part;
use super::record::Record;
use super::records::CAP_DATA;
use super::records::SCHED_ATTR;
use super::shape::After;
use super::shape::At;
use super::shape::Count;
use super::shape::Dir;
use super::shape::Form;
use super::shape::Len;
use super::shape::Limit;
use super::shape::Part;
use super::shape::Read;
use super::shape::Shape;
use super::shape::ARRAY_LIMIT;
use super::value::Value;
use crate::skeleton::types::bt_limit;

/// What an argument is.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A number.
    Value(Value),
    /// Name of a socket option to be set (`In`) or got (`Out`); the named argument has the level.
    /// Names: [`crate::xlat::socket_options`].
    OptionName(&'static str, Dir),
    /// One number or another by the value of an argument.
    Either(&'static Either),
    /// NUL-terminated path: never cut by -s.
    Path,
    /// NUL-terminated string, cut by -s.
    Str,
    /// NUL-terminated string of which the kernel takes only so many bytes: prctl's PR_SET_NAME.
    InStr(u32),
    /// NUL-terminated string that the kernel wrote into that many bytes: prctl's PR_GET_NAME.
    OutStr(u32),
    /// Bytes, printed as a string, cut by -s.
    Bytes(Dir, Len),
    /// As `Bytes`, of which one NUL at the end is not shown: extended attributes.
    Text(Dir, Len),
    /// Bytes that are no text: a string of nothing but `\x1f`, cut by -s.
    Binary(Dir, Len),
    /// A path of that length that the kernel wrote, no NUL needed: readlink, getcwd. Never cut.
    OutPath(Len),
    /// NULL-terminated array of strings: `["ls", "-l"]`.
    Argv,
    /// The environment: `0x7ff... /* 21 vars */`, with -v the strings.
    Envp,
    /// Pointer to one number: `[5]`.
    Ptr(Dir, Value),
    /// Where clone(2) writes the new task's id, or with CLONE_PIDFD a descriptor of it: `[123]`.
    ParentTid,
    /// Pointer to an array of that many numbers: `[3, 4]`.
    Array(Dir, Value, Len),
    /// Pointer to one struct.
    Struct(Dir, &'static Record),
    /// Pointer to a struct of which there are only so many bytes: newer kernels' fields
    /// may follow or older ones end sooner, and fields beyond its end do not print.
    Sized(Dir, &'static Record, Len),
    /// As `Sized`, but a struct of less than the whole of it is none.
    Whole(Dir, &'static Record, Len),
    /// Struct whose first field says how long it is, and the sizes that it has had; what is longer than that,
    /// or shorter, shows as much as it has in common with one of them.
    SelfSized(&'static Record, &'static [usize]),
    /// `struct sched_attr` to be set, which says itself how long it is, too; the kernel corrects that when it
    /// refuses it: `{size=1} => {size=56}`.
    SchedAttr,
    /// Sets of capabilities; the version in the struct behind the named argument says how many bytes they have.
    Capabilities(Dir, &'static str),
    /// Struct that the program begins and the kernel fills: of a call that failed, what the program says is
    /// shown (the first record), otherwise all of it (the second).
    Filled(&'static Record, &'static Record),
    /// `struct clone_args` of that many bytes: `{flags=.., ..} => {parent_tid=[123]}`.
    CloneArgs(Len),
    /// Pointer to a struct that got its last field later than the others: if only that is
    /// beyond those bytes, it counts as 0.
    Extended(Dir, &'static Record, Len),
    /// Pointer to that many structs.
    Structs(Dir, &'static Record, Len),
    /// Time that a call may wait: read at entry; what is left of it is shown with the result.
    Timeout(&'static Record),
    /// Time that was left when a signal interrupted the call (ERESTART_RESTARTBLOCK, not with an
    /// absolute time): only then written and shown, the address otherwise.
    Remaining(&'static Record),
    /// `struct timespec[2]` of utimensat(2): `[UTIME_OMIT, {tv_sec=1, tv_nsec=0} /* 1970-.. */]`.
    FileTimes,
    /// `struct timeval[2]` of utimes(2): `[{tv_sec=1, tv_usec=0} /* 1970-.. */, ..]`.
    OldFileTimes,
    /// iovec array whose areas the kernel reads (`In`) or writes (`Out`, `Ret` bytes in all); elements.
    Iovec(Dir, Len),
    /// Socket address that the kernel reads, with its length.
    SockaddrIn(Len),
    /// Socket address that the kernel writes; the argument of that name points to its length.
    SockaddrOut(&'static str),
    /// `socklen_t *` of a [`Kind::SockaddrOut`]: `[128 => 16]`.
    SockLen,
    /// `struct msghdr` to be sent (`In`) or received (`Out`).
    Msghdr(Dir),
    /// Array of `struct mmsghdr`: that many are sent, `Ret` received.
    Mmsghdr(Dir, Len),
    /// Bit set of `fd_set` type with that many bits: `[0 3]`; read at entry, results print with the call's result.
    FdSet(Len),
    /// Signal set of that many bytes: `[INT CHLD]`, `~[KILL]`.
    Sigset(Dir, Len),
    /// Pointer and size of a signal set, in a struct: `{sigmask=[INT], sigsetsize=8}`.
    SigsetArg,
    /// The signal mask on the stack of a task that returns from a signal handler, which is no
    /// argument of the call: `{mask=[INT]}`.
    SigframeMask,
    /// Set of CPUs of that many bytes: `[0 3]`.
    CpuSet(Dir, Len),
    /// Set of memory nodes, as words: `[0x00000000000003]`; the named argument is one more
    /// than the number of its bits.
    NodeMask(Dir, &'static str),
    /// `struct sigaction` of rt_sigaction: `{sa_handler=SIG_DFL, ...}`.
    Sigaction(Dir),
    /// `siginfo_t`.
    Siginfo(Dir),
    /// `struct pollfd` array of that many: entry side prints events, results print with the call's result.
    Pollfds(Len),
    /// Directory entries of `Ret` bytes: `0x55.. /* 5 entries */`.
    Dirents,
    /// Such entries as getdents(2) had them before there was getdents64(2).
    OldDirents,
    /// Value of a socket option, of that many bytes: `[1]` for 4 bytes, `{l_onoff=1, l_linger=5}`
    /// for SO_LINGER, `{pid=1, uid=0, gid=0}` for SO_PEERCRED, a string for others. The row's
    /// arguments `level` and `optname` say which.
    OptionValue(Dir, Len),
}

/// The meanings that a number can have.
#[derive(Debug)]
pub struct Either {
    /// The argument that decides.
    pub on: &'static str,
    /// What it is with some of its values.
    pub cases: &'static [(&'static [u64], Value)],
    /// What it is otherwise.
    pub otherwise: Value,
}

impl Either {
    /// What it is if the argument that decides has that value.
    pub fn with(&self, decides: u64) -> Value {
        let case = self.cases.iter().find(|(values, _)| values.contains(&decides));
        case.map_or(self.otherwise, |(_, value)| *value)
    }
}

/// The most that the kernel takes of a path, its NUL not counted.
const PATH_LIMIT: u32 = libc::PATH_MAX as u32 - 1;
/// The most that a socket address has.
const SOCKADDR_LIMIT: u32 = size_of::<libc::sockaddr_storage>() as u32;
/// Control messages: SCM_MAX_FD descriptors and some more.
const CONTROL_LIMIT: u32 = 4096;
/// Sets of descriptors, CPUs and memory nodes: 32,768 of them.
const SET_LIMIT: u32 = 4096;
/// sizeof(struct iovec).
const IOVEC_SIZE: u32 = size_of::<libc::iovec>() as u32;
/// struct sigaction as the kernel has it: handler, flags, restorer, mask.
const SIGACTION_SIZE: u32 = 32;
/// The largest struct among the values of socket options that are decoded.
const OPTION_STRUCT: u32 = size_of::<libc::ucred>() as u32;
/// Where the signal mask is in what the kernel puts on the stack for a signal handler,
/// seen from the stack pointer with which rt_sigreturn(2) is called: the handler has
/// returned, so its return address is gone and a `ucontext_t` begins here.
const FRAME_MASK: u32 = offset_of!(libc::ucontext_t, uc_sigmask) as u32;
/// The kernel's signal set.
const SIGSET_SIZE: u32 = 8;
/// The largest signal set that the kernel takes is 8 bytes; wrong sizes are shown as far as this.
const SIGSET_LIMIT: u32 = 128;
/// A pointer, and a `size_t`.
const WORD: usize = size_of::<usize>();

impl Kind {
    /// All that follows from the kind: the one place that knows every one of them but decode/argument.rs, which
    /// shows them.
    pub const fn shape(&self) -> Shape {
        match *self {
            Kind::Value(value) => Shape { register: value, values: [Some(value), None], ..Shape::ADDRESS },
            Kind::OptionName(level, _) => Shape { register: Value::Uint, ..Shape::ADDRESS }.named(level, None),
            Kind::Either(either) => {
                let first = match either.cases {
                    [(_, value), ..] => Some(*value),
                    [] => None,
                };
                let values = [first, Some(either.otherwise)];
                Shape { register: either.otherwise, values, ..Shape::ADDRESS }.named(either.on, None)
            }

            // Strings and bytes
            Kind::Path => Shape::of(Dir::In, Part::text(Form::String, Limit::Bytes(PATH_LIMIT))).text(),
            Kind::Str => Shape::of(Dir::In, Part::text(Form::String, Limit::Text)).text(),
            Kind::InStr(size) => Shape::of(Dir::In, Part::text(Form::String, Limit::TextUpTo(size))).text(),
            Kind::OutStr(size) => Shape::whole(Dir::Out, size).text(),
            Kind::Bytes(dir, len) | Kind::Text(dir, len) | Kind::Binary(dir, len) => {
                Shape::bytes(dir, len, Limit::Text).text()
            }
            Kind::OutPath(len) => Shape::bytes(Dir::Out, len, Limit::Bytes(bt_limit::BT_PIECE.0)).text(),
            Kind::Argv => Shape::of(Dir::In, Part::text(Form::Strings, Limit::Text)),
            Kind::Envp => Shape::of(Dir::In, Part::text(Form::Variables, Limit::Text)),

            // Numbers
            Kind::Ptr(dir, value) => {
                let shape = Shape::whole(dir, value.width().memory).object();
                let shape = if let Dir::InOut = dir { shape.read(Read::Both) } else { shape };
                Shape { values: [Some(value), None], ..shape }
            }
            Kind::ParentTid => Kind::Ptr(Dir::Out, Value::Int).shape(),
            Kind::Array(dir, value, len) => {
                Shape { values: [Some(value), None], ..Shape::array(dir, value.width().memory, len) }
            }

            // Structs
            Kind::Struct(dir, record) => {
                let after = if let Dir::InOut = dir { After::Left(record) } else { After::Nothing };
                Shape { after, ..Shape::whole(dir, record.size as u32).object() }
            }
            Kind::Sized(dir, record, len) => Shape::bytes(dir, len, Limit::Bytes(record.size as u32)).object(),
            Kind::Whole(dir, record, len) | Kind::Extended(dir, record, len) => {
                Shape::bytes(dir, len, Limit::Bytes(record.size as u32))
            }
            Kind::SelfSized(record, _) => Shape::whole(Dir::In, record.size as u32),
            Kind::SchedAttr => Shape::whole(Dir::InOut, SCHED_ATTR.size as u32).read(Read::Both),
            Kind::Capabilities(dir, header) => Shape::whole(dir, CAP_DATA.size as u32).named(header, None),
            // A call that failed has not written: what the program said is still there.
            Kind::Filled(_, record) => Shape::whole(Dir::InOut, record.size as u32).read(Read::Exit),
            Kind::CloneArgs(len) => {
                // A pointer that the flags do not ask for is read in vain.
                let written = Part::whole(Read::Out, Value::Int.width().memory);
                Shape::bytes(Dir::In, len, Limit::Bytes(size_of::<clone_args>() as u32))
                    .read(Read::Exit)
                    .and(written.behind(part::CLONE_PIDFD, offset_of!(clone_args, pidfd)))
                    .and(written.behind(part::CLONE_PARENT_TID, offset_of!(clone_args, parent_tid)))
            }
            Kind::Structs(dir, record, len) => Shape::array(dir, record.size as u32, len),

            // Times
            Kind::Timeout(record) => {
                let shape = Shape::whole(Dir::In, record.size as u32).read(Read::InOut);
                Shape { after: After::Left(record), ..shape }
            }
            // Written only when the call fails, so the result does not decide.
            Kind::Remaining(record) => Shape::whole(Dir::Out, record.size as u32).read(Read::Exit).object(),
            Kind::FileTimes => Shape::whole(Dir::In, 2 * size_of::<libc::timespec>() as u32),
            Kind::OldFileTimes => Shape::whole(Dir::In, 2 * size_of::<libc::timeval>() as u32),

            // Sockets and areas
            Kind::Iovec(dir, len) => {
                // The array itself is never written by the kernel.
                let array = Part::array(Read::In, IOVEC_SIZE, Count::Len(len));
                let areas = Part { number: part::AREAS, form: Form::Areas, read: Read::plain(dir), ..array };
                Shape::of(dir, array).and(areas)
            }
            Kind::SockaddrIn(len) => Shape::bytes(Dir::In, len, Limit::Bytes(SOCKADDR_LIMIT)),
            Kind::SockaddrOut(len) => {
                let shape = Shape::bytes(Dir::Out, Len::Deref(len), Limit::Bytes(SOCKADDR_LIMIT));
                Shape { needs_room: true, ..shape }
            }
            Kind::SockLen => {
                let length = Part::whole(Read::Both, size_of::<libc::socklen_t>() as u32);
                Shape::of(Dir::InOut, Part { form: Form::Length, ..length })
            }
            Kind::Msghdr(dir) => Shape::message(dir),
            Kind::Mmsghdr(dir, len) => Shape::messages(dir, len),
            Kind::OptionValue(dir, len) => {
                Shape::bytes(dir, len, Limit::TextFrom(OPTION_STRUCT)).named("level", Some("optname"))
            }

            // Sets
            Kind::FdSet(bits) => {
                let shape = Shape::bits(Dir::In, bits, SET_LIMIT).read(Read::InOut);
                Shape { after: After::Set(bits), ..shape }
            }
            Kind::Sigset(dir, len) => Shape::bytes(dir, len, Limit::Bytes(SIGSET_LIMIT)).object(),
            Kind::SigsetArg => {
                let set = Part::bytes(Read::Exit, Count::Field(WORD, WORD), Limit::Bytes(SIGSET_LIMIT));
                Shape::whole(Dir::In, 2 * WORD as u32).read(Read::Exit).and(set.behind(part::SIGSET, 0))
            }
            Kind::SigframeMask => {
                Shape::of(Dir::In, Part { at: At::Stack(FRAME_MASK), ..Part::whole(Read::Entry, SIGSET_SIZE) })
            }
            Kind::CpuSet(dir, len) => Shape::bytes(dir, len, Limit::Bytes(SET_LIMIT)),
            Kind::NodeMask(dir, bits) => Shape::bits(dir, Len::Arg(bits), SET_LIMIT),

            // Signals, descriptors and directories
            Kind::Sigaction(dir) => Shape::whole(dir, SIGACTION_SIZE).object(),
            Kind::Siginfo(dir) => Shape { needs_room: true, ..Shape::whole(dir, bt_limit::BT_SIGINFO_LEN.0) },
            // The kernel writes nothing but revents: what the program passed in is there at exit.
            Kind::Pollfds(len) => {
                Shape { after: After::Ready, ..Shape::array(Dir::In, size_of::<libc::pollfd>() as u32, len) }
            }
            Kind::Dirents | Kind::OldDirents => Shape::bytes(Dir::Out, Len::Ret, Limit::Bytes(ARRAY_LIMIT)),
        }
    }
}

impl Shape {
    /// A `struct msghdr` and what its pointers point to.
    const fn message(dir: Dir) -> Shape {
        let (header, behind) = match dir {
            Dir::In => (Read::Exit, Read::Exit),
            Dir::Out | Dir::InOut => (Read::Both, Read::Out),
        };
        Shape::of(dir, Part::whole(header, size_of::<msghdr>() as u32)).message_parts(behind)
    }

    /// An array of messages that are sent or received. Of each that has come its length is known.
    const fn messages(dir: Dir, len: Len) -> Shape {
        let array = Part::array(Read::plain(dir), size_of::<libc::mmsghdr>() as u32, Count::Len(len));
        // Failed or not, what is to be sent is there.
        let (all, count, behind) = match dir {
            Dir::In => (Shape::of(dir, array), Count::Len(len), Read::Exit),
            Dir::Out | Dir::InOut => {
                // How much room there is for names.
                let before = Part { read: Read::Entry, ..array };
                (Shape::of(dir, before).and(array), Count::Len(Len::Ret), Read::Out)
            }
        };
        let each = Part { number: part::MSG_HEADER, form: Form::Messages, read: behind, count, ..array };
        let each = Part { limit: Limit::Bytes(size_of::<libc::mmsghdr>() as u32), ..each };
        all.and(each).message_parts(behind)
    }

    /// What the pointers of a message point to.
    const fn message_parts(self, behind: Read) -> Shape {
        let length = Count::Field(offset_of!(msghdr, msg_namelen), size_of::<libc::socklen_t>());
        let name = Part::bytes(behind, length, Limit::Bytes(SOCKADDR_LIMIT));
        let array = Part::array(behind, IOVEC_SIZE, Count::Field(offset_of!(msghdr, msg_iovlen), WORD));
        let areas = Part { form: Form::Areas, ..array };
        let length = Count::Field(offset_of!(msghdr, msg_controllen), WORD);
        let control = Part::bytes(behind, length, Limit::Bytes(CONTROL_LIMIT));
        self.and(name.behind(part::MSG_NAME, offset_of!(msghdr, msg_name)))
            .and(array.behind(part::MSG_IOV, offset_of!(msghdr, msg_iov)))
            .and(control.behind(part::MSG_CONTROL, offset_of!(msghdr, msg_control)))
            .and(areas.behind(part::MSG_AREAS, offset_of!(msghdr, msg_iov)))
    }
}
