//! In which words are the rows of the table written?
//!
//! Each says what an argument is: a constant, or a function where there is more to
//! say. What it stands for is explained with [`Kind`] and [`Value`].

pub use super::kind::Either;
use super::kind::Kind;
use super::record::Record;
pub use super::row::Spec;
pub use super::row::Style::*;
use super::row::When;
pub use super::shape::Dir;
use super::shape::Len;
pub use super::shape::Len::*;
pub use super::value::Value;
use crate::xlat::Xlat;

/// A spec of a kind that is always printed.
const fn of(kind: Kind) -> Spec {
    Spec { kind, when: When::Always }
}

/// Not there on this path: a hole in the argument list that is never printed.
pub const UNUSED: Spec = Spec { kind: Kind::Value(Value::Addr), when: When::Never };

macro_rules! words {
    (@word [$(#[$doc:meta])*] $word:ident = $kind:expr) => {
        $(#[$doc])*
        #[doc = concat!("`", stringify!($kind), "`")]
        pub const $word: Spec = of($kind);
    };
    (@word [$(#[$doc:meta])*] $word:ident ($($arg:ident: $of:ty),*) = $kind:expr) => {
        $(#[$doc])*
        #[doc = concat!("`", stringify!($kind), "`")]
        pub const fn $word($($arg: $of),*) -> Spec {
            of($kind)
        }
    };
    ($($(#[$doc:meta])* $word:ident $(($($arg:ident: $of:ty),*))? = $kind:expr;)*) => {
        $(words!(@word [$(#[$doc])*] $word $(($($arg: $of),*))? = $kind);)*
    };
}

type Names = &'static Xlat;
type Layout = &'static Record;
type Name = &'static str;

words! {
    // Numbers
    INT = Kind::Value(Value::Int);
    UINT = Kind::Value(Value::Uint);
    LONG = Kind::Value(Value::Long);
    ULONG = Kind::Value(Value::Ulong);
    /// A number of bytes.
    SIZE = Kind::Value(Value::Ulong);
    /// A file offset.
    OFFSET = Kind::Value(Value::Long);
    HEX = Kind::Value(Value::Hex);
    HEX64 = Kind::Value(Value::Hex64);
    ADDR = Kind::Value(Value::Addr);
    FD = Kind::Value(Value::Fd);
    THEIR_FD = Kind::Value(Value::TheirFd);
    DIRFD = Kind::Value(Value::DirFd);
    MODE = Kind::Value(Value::Mode);
    FILE_MODE = Kind::Value(Value::FileMode);
    DEV = Kind::Value(Value::Dev);
    PID = Kind::Value(Value::Pid);
    /// A process group or a session.
    GROUP = Kind::Value(Value::Group);
    pid_or(names: Names) = Kind::Value(Value::PidOr(names));
    ID = Kind::Value(Value::Id);
    SIGNAL = Kind::Value(Value::Signal);
    WIDE_SIGNAL = Kind::Value(Value::WideSignal);
    CLONE_FLAGS = Kind::Value(Value::CloneFlags);
    IOPRIO = Kind::Value(Value::Ioprio);
    IOCTL_OP = Kind::Value(Value::IoctlOp);
    QUOTA_OP = Kind::Value(Value::QuotaOp);
    FUTEX_WAKE_OP_ARG = Kind::Value(Value::FutexWakeOp);
    flags(names: Names) = Kind::Value(Value::Flags(names));
    flags64(names: Names) = Kind::Value(Value::Flags64(names));
    one_of(names: Names) = Kind::Value(Value::Enum(names));
    one_of64(names: Names) = Kind::Value(Value::Enum64(names));
    named(names: Names) = Kind::Value(Value::Named(names));
    fd_or(names: Names) = Kind::Value(Value::FdOr(names));
    remarked(names: Names) = Kind::Value(Value::Remarked(names));
    htons(names: Names) = Kind::Value(Value::Htons(names));
    either(either: &'static Either) = Kind::Either(either);
    in_ptr(value: Value) = Kind::Ptr(Dir::In, value);
    out_ptr(value: Value) = Kind::Ptr(Dir::Out, value);
    inout_ptr(value: Value) = Kind::Ptr(Dir::InOut, value);
    in_array(value: Value, len: Len) = Kind::Array(Dir::In, value, len);
    out_array(value: Value, len: Len) = Kind::Array(Dir::Out, value, len);
    PARENT_TID = Kind::ParentTid;
    WAIT_STATUS = Kind::Ptr(Dir::Out, Value::WaitStatus);

    // Strings and bytes
    PATH = Kind::Path;
    STR = Kind::Str;
    in_str(size: u32) = Kind::InStr(size);
    out_str(size: u32) = Kind::OutStr(size);
    in_bytes(len: Len) = Kind::Bytes(Dir::In, len);
    out_bytes(len: Len) = Kind::Bytes(Dir::Out, len);
    in_text(len: Len) = Kind::Text(Dir::In, len);
    out_text(len: Len) = Kind::Text(Dir::Out, len);
    in_binary(len: Len) = Kind::Binary(Dir::In, len);
    out_binary(len: Len) = Kind::Binary(Dir::Out, len);
    out_path(len: Len) = Kind::OutPath(len);
    ARGV = Kind::Argv;
    ENVP = Kind::Envp;

    // Structs
    in_struct(layout: Layout) = Kind::Struct(Dir::In, layout);
    out_struct(layout: Layout) = Kind::Struct(Dir::Out, layout);
    inout_struct(layout: Layout) = Kind::Struct(Dir::InOut, layout);
    in_structs(layout: Layout, len: Len) = Kind::Structs(Dir::In, layout, len);
    out_structs(layout: Layout, len: Len) = Kind::Structs(Dir::Out, layout, len);
    in_sized(layout: Layout, len: Len) = Kind::Sized(Dir::In, layout, len);
    out_sized(layout: Layout, len: Len) = Kind::Sized(Dir::Out, layout, len);
    in_whole(layout: Layout, len: Len) = Kind::Whole(Dir::In, layout, len);
    in_extended(layout: Layout, len: Len) = Kind::Extended(Dir::In, layout, len);
    self_sized(layout: Layout, sizes: &'static [usize]) = Kind::SelfSized(layout, sizes);
    filled(begun: Layout, all: Layout) = Kind::Filled(begun, all);
    clone_args(len: Len) = Kind::CloneArgs(len);
    in_capabilities(header: Name) = Kind::Capabilities(Dir::In, header);
    out_capabilities(header: Name) = Kind::Capabilities(Dir::Out, header);
    SCHED_ATTR_ARG = Kind::SchedAttr;

    // Times
    timeout(layout: Layout) = Kind::Timeout(layout);
    remaining(layout: Layout) = Kind::Remaining(layout);
    FILE_TIMES = Kind::FileTimes;
    OLD_FILE_TIMES = Kind::OldFileTimes;

    // Sockets and areas
    in_iovec(len: Len) = Kind::Iovec(Dir::In, len);
    out_iovec(len: Len) = Kind::Iovec(Dir::Out, len);
    in_sockaddr(len: Len) = Kind::SockaddrIn(len);
    out_sockaddr(len: Name) = Kind::SockaddrOut(len);
    SOCKLEN = Kind::SockLen;
    in_msghdr() = Kind::Msghdr(Dir::In);
    out_msghdr() = Kind::Msghdr(Dir::Out);
    in_mmsghdr(len: Len) = Kind::Mmsghdr(Dir::In, len);
    out_mmsghdr(len: Len) = Kind::Mmsghdr(Dir::Out, len);
    option_name(level: Name, dir: Dir) = Kind::OptionName(level, dir);
    option_value(dir: Dir, len: Len) = Kind::OptionValue(dir, len);

    // Sets
    fd_set(bits: Len) = Kind::FdSet(bits);
    in_sigset(len: Len) = Kind::Sigset(Dir::In, len);
    out_sigset(len: Len) = Kind::Sigset(Dir::Out, len);
    SIGSET_ARG = Kind::SigsetArg;
    SIGFRAME_MASK = Kind::SigframeMask;
    in_cpu_set(len: Len) = Kind::CpuSet(Dir::In, len);
    out_cpu_set(len: Len) = Kind::CpuSet(Dir::Out, len);
    in_node_mask(bits: Name) = Kind::NodeMask(Dir::In, bits);
    out_node_mask(bits: Name) = Kind::NodeMask(Dir::Out, bits);

    // Signals, descriptors and directories
    sigaction(dir: Dir) = Kind::Sigaction(dir);
    siginfo(dir: Dir) = Kind::Siginfo(dir);
    pollfds(len: Len) = Kind::Pollfds(len);
    DIRENTS = Kind::Dirents;
    OLD_DIRENTS = Kind::OldDirents;
}
