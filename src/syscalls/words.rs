//! In which words are the rows of the table written?

pub use super::kind::Dir;
pub use super::kind::Either;
pub use super::kind::Kind;
use super::kind::Len;
pub use super::kind::Len::*;
use super::record::Record;
pub use super::row::Spec;
use super::row::When;
use crate::xlat::Xlat;

macro_rules! plain_specs {
    ($($(#[$doc:meta])* $id:ident = $kind:expr;)*) => {
        $($(#[$doc])* pub const $id: Spec = of($kind);)*
    };
}

/// A spec of a kind that is always printed.
pub const fn of(kind: Kind) -> Spec {
    Spec { kind, when: When::Always }
}

// The words of the table. A constant is a kind without parameters, a function one with.
plain_specs! {
    /// [`Kind::Int`]
    INT = Kind::Int;
    /// [`Kind::Uint`]
    UINT = Kind::Uint;
    /// [`Kind::Long`]
    LONG = Kind::Long;
    /// [`Kind::Ulong`]
    ULONG = Kind::Ulong;
    /// [`Kind::Ulong`]: a number of bytes
    SIZE = Kind::Ulong;
    /// [`Kind::Long`]: a file offset
    OFFSET = Kind::Long;
    /// [`Kind::Hex`]
    HEX = Kind::Hex;
    /// [`Kind::Hex64`]
    HEX64 = Kind::Hex64;
    /// [`Kind::Addr`]
    ADDR = Kind::Addr;
    /// [`Kind::Fd`]
    FD = Kind::Fd;
    /// [`Kind::DirFd`]
    DIRFD = Kind::DirFd;
    /// [`Kind::Mode`]
    MODE = Kind::Mode;
    /// [`Kind::FileMode`]
    FILE_MODE = Kind::FileMode;
    /// [`Kind::Dev`]
    DEV = Kind::Dev;
    /// [`Kind::Pid`]
    PID = Kind::Pid;
    /// [`Kind::Id`]
    ID = Kind::Id;
    /// [`Kind::Signal`]
    SIGNAL = Kind::Signal;
    /// [`Kind::WideSignal`]
    WIDE_SIGNAL = Kind::WideSignal;
    /// [`Kind::CloneFlags`]
    CLONE_FLAGS = Kind::CloneFlags;
    /// [`Kind::Path`]
    PATH = Kind::Path;
    /// [`Kind::Str`]
    STR = Kind::Str;
    /// [`Kind::Argv`]
    ARGV = Kind::Argv;
    /// [`Kind::Envp`]
    ENVP = Kind::Envp;
    /// [`Kind::SigframeMask`]
    SIGFRAME_MASK = Kind::SigframeMask;
    /// [`Kind::SockLen`]
    SOCKLEN = Kind::SockLen;
    /// [`Kind::Dirents`]
    DIRENTS = Kind::Dirents;
    /// [`Kind::OldDirents`]
    OLD_DIRENTS = Kind::OldDirents;
    /// [`Kind::Ioprio`]
    IOPRIO = Kind::Ioprio;
    /// [`Kind::FileTimes`]
    FILE_TIMES = Kind::FileTimes;
    /// [`Kind::OldFileTimes`]
    OLD_FILE_TIMES = Kind::OldFileTimes;
    /// [`Kind::SigsetArg`]
    SIGSET_ARG = Kind::SigsetArg;
    /// [`Kind::SchedAttr`]
    SCHED_ATTR_ARG = Kind::SchedAttr;
    /// [`Kind::IoctlOp`]
    IOCTL_OP = Kind::IoctlOp;
    /// [`Kind::QuotaOp`]
    QUOTA_OP = Kind::QuotaOp;
    /// [`Kind::FutexWakeOp`]
    FUTEX_WAKE_OP_ARG = Kind::FutexWakeOp;
    /// [`Kind::Unused`]
    UNUSED = Kind::Unused;
    /// Pointer to a [`Kind::WaitStatus`] that the kernel writes
    WAIT_STATUS = Kind::Ptr(Dir::Out, &Kind::WaitStatus);
}

/// [`Kind::Flags`]
pub const fn flags(xlat: &'static Xlat) -> Spec {
    of(Kind::Flags(xlat))
}
/// [`Kind::Flags64`]
pub const fn flags64(xlat: &'static Xlat) -> Spec {
    of(Kind::Flags64(xlat))
}
/// [`Kind::Enum`]
pub const fn one_of(xlat: &'static Xlat) -> Spec {
    of(Kind::Enum(xlat))
}
/// [`Kind::Enum64`]
pub const fn one_of64(xlat: &'static Xlat) -> Spec {
    of(Kind::Enum64(xlat))
}
/// [`Kind::Named`]
pub const fn named(xlat: &'static Xlat) -> Spec {
    of(Kind::Named(xlat))
}
/// [`Kind::FdOr`]
pub const fn fd_or(xlat: &'static Xlat) -> Spec {
    of(Kind::FdOr(xlat))
}
/// [`Kind::InBytes`]
pub const fn in_bytes(len: Len) -> Spec {
    of(Kind::InBytes(len))
}
/// [`Kind::OutBytes`]
pub const fn out_bytes(len: Len) -> Spec {
    of(Kind::OutBytes(len))
}
/// [`Kind::Binary`] that the kernel reads
pub const fn in_binary(len: Len) -> Spec {
    of(Kind::Binary(Dir::In, len))
}
/// [`Kind::Binary`] that the kernel wrote
pub const fn out_binary(len: Len) -> Spec {
    of(Kind::Binary(Dir::Out, len))
}
/// [`Kind::OutPath`]
pub const fn out_path(len: Len) -> Spec {
    of(Kind::OutPath(len))
}
/// [`Kind::Ptr`] that the kernel reads
pub const fn in_ptr(kind: &'static Kind) -> Spec {
    of(Kind::Ptr(Dir::In, kind))
}
/// [`Kind::Ptr`] that the kernel writes
pub const fn out_ptr(kind: &'static Kind) -> Spec {
    of(Kind::Ptr(Dir::Out, kind))
}
/// [`Kind::Ptr`] that the kernel reads and writes
pub const fn inout_ptr(kind: &'static Kind) -> Spec {
    of(Kind::Ptr(Dir::InOut, kind))
}
/// [`Kind::Array`] that the kernel reads
pub const fn in_array(kind: &'static Kind, len: Len) -> Spec {
    of(Kind::Array(Dir::In, kind, len))
}
/// [`Kind::Array`] that the kernel writes
pub const fn out_array(kind: &'static Kind, len: Len) -> Spec {
    of(Kind::Array(Dir::Out, kind, len))
}
/// [`Kind::Struct`] that the kernel reads
pub const fn in_struct(record: &'static Record) -> Spec {
    of(Kind::Struct(Dir::In, record))
}
/// [`Kind::Struct`] that the kernel writes
pub const fn out_struct(record: &'static Record) -> Spec {
    of(Kind::Struct(Dir::Out, record))
}
/// [`Kind::Struct`] that the kernel reads and writes
pub const fn inout_struct(record: &'static Record) -> Spec {
    of(Kind::Struct(Dir::InOut, record))
}
/// [`Kind::Sized`] that the kernel reads
pub const fn in_sized(record: &'static Record, len: Len) -> Spec {
    of(Kind::Sized(Dir::In, record, len))
}
/// [`Kind::Sized`] that the kernel writes
pub const fn out_sized(record: &'static Record, len: Len) -> Spec {
    of(Kind::Sized(Dir::Out, record, len))
}
/// [`Kind::Whole`] that the kernel reads
pub const fn in_whole(record: &'static Record, len: Len) -> Spec {
    of(Kind::Whole(Dir::In, record, len))
}
/// [`Kind::Capabilities`] that the kernel reads
pub const fn in_capabilities(header: &'static str) -> Spec {
    of(Kind::Capabilities(Dir::In, header))
}
/// [`Kind::Capabilities`] that the kernel writes
pub const fn out_capabilities(header: &'static str) -> Spec {
    of(Kind::Capabilities(Dir::Out, header))
}
/// [`Kind::SelfSized`] that the kernel reads
pub const fn self_sized(record: &'static Record, sizes: &'static [usize]) -> Spec {
    of(Kind::SelfSized(record, sizes))
}
/// [`Kind::Filled`]
pub const fn filled(begun: &'static Record, all: &'static Record) -> Spec {
    of(Kind::Filled(begun, all))
}
/// [`Kind::CloneArgs`]
pub const fn clone_args(len: Len) -> Spec {
    of(Kind::CloneArgs(len))
}
/// [`Kind::Structs`] that the kernel reads
pub const fn in_structs(record: &'static Record, len: Len) -> Spec {
    of(Kind::Structs(Dir::In, record, len))
}
/// [`Kind::Structs`] that the kernel writes
pub const fn out_structs(record: &'static Record, len: Len) -> Spec {
    of(Kind::Structs(Dir::Out, record, len))
}
/// [`Kind::Extended`] that the kernel reads
pub const fn in_extended(record: &'static Record, len: Len) -> Spec {
    of(Kind::Extended(Dir::In, record, len))
}
/// [`Kind::Timeout`]
pub const fn timeout(record: &'static Record) -> Spec {
    of(Kind::Timeout(record))
}
/// [`Kind::Remaining`]
pub const fn remaining(record: &'static Record) -> Spec {
    of(Kind::Remaining(record))
}
/// [`Kind::Iovec`] whose areas the kernel reads
pub const fn in_iovec(len: Len) -> Spec {
    of(Kind::Iovec(Dir::In, len))
}
/// [`Kind::Iovec`] whose areas the kernel writes
pub const fn out_iovec(len: Len) -> Spec {
    of(Kind::Iovec(Dir::Out, len))
}
/// [`Kind::SockaddrIn`]
pub const fn in_sockaddr(len: Len) -> Spec {
    of(Kind::SockaddrIn(len))
}
/// [`Kind::SockaddrOut`]
pub const fn out_sockaddr(len_arg: &'static str) -> Spec {
    of(Kind::SockaddrOut(len_arg))
}
/// [`Kind::Msghdr`] to be sent
pub const fn in_msghdr() -> Spec {
    of(Kind::Msghdr(Dir::In))
}
/// [`Kind::Msghdr`] received
pub const fn out_msghdr() -> Spec {
    of(Kind::Msghdr(Dir::Out))
}
/// [`Kind::Mmsghdr`] to be sent
pub const fn in_mmsghdr(len: Len) -> Spec {
    of(Kind::Mmsghdr(Dir::In, len))
}
/// [`Kind::Mmsghdr`] received
pub const fn out_mmsghdr(len: Len) -> Spec {
    of(Kind::Mmsghdr(Dir::Out, len))
}
/// [`Kind::FdSet`]
pub const fn fd_set(len: Len) -> Spec {
    of(Kind::FdSet(len))
}
/// [`Kind::Sigset`] that the kernel reads
pub const fn in_sigset(len: Len) -> Spec {
    of(Kind::Sigset(Dir::In, len))
}
/// [`Kind::Sigset`] that the kernel writes
pub const fn out_sigset(len: Len) -> Spec {
    of(Kind::Sigset(Dir::Out, len))
}
/// [`Kind::Sigaction`]
pub const fn sigaction(dir: Dir) -> Spec {
    of(Kind::Sigaction(dir))
}
/// [`Kind::Siginfo`]
pub const fn siginfo(dir: Dir) -> Spec {
    of(Kind::Siginfo(dir))
}
/// [`Kind::Pollfds`]
pub const fn pollfds(len: Len) -> Spec {
    of(Kind::Pollfds(len))
}
/// [`Kind::CpuSet`] that the kernel reads
pub const fn in_cpu_set(len: Len) -> Spec {
    of(Kind::CpuSet(Dir::In, len))
}
/// [`Kind::CpuSet`] that the kernel writes
pub const fn out_cpu_set(len: Len) -> Spec {
    of(Kind::CpuSet(Dir::Out, len))
}
/// [`Kind::NodeMask`] that the kernel reads
pub const fn in_node_mask(bits: &'static str) -> Spec {
    of(Kind::NodeMask(Dir::In, bits))
}
/// [`Kind::NodeMask`] that the kernel writes
pub const fn out_node_mask(bits: &'static str) -> Spec {
    of(Kind::NodeMask(Dir::Out, bits))
}
/// [`Kind::InText`]
pub const fn in_text(len: Len) -> Spec {
    of(Kind::InText(len))
}
/// [`Kind::OutText`]
pub const fn out_text(len: Len) -> Spec {
    of(Kind::OutText(len))
}
/// [`Kind::InStr`]
pub const fn in_str(size: u32) -> Spec {
    of(Kind::InStr(size))
}
/// [`Kind::OutStr`]
pub const fn out_str(size: u32) -> Spec {
    of(Kind::OutStr(size))
}
/// [`Kind::Remarked`]
pub const fn remarked(xlat: &'static Xlat) -> Spec {
    of(Kind::Remarked(xlat))
}
/// [`Kind::Htons`]
pub const fn htons(xlat: &'static Xlat) -> Spec {
    of(Kind::Htons(xlat))
}
/// [`Kind::OptionName`]
pub const fn option_name(level: &'static str, dir: Dir) -> Spec {
    of(Kind::OptionName(level, dir))
}
/// [`Kind::OptionValue`]
pub const fn option_value(dir: Dir, len: Len) -> Spec {
    of(Kind::OptionValue(dir, len))
}
/// [`Kind::Either`]
pub const fn either(either: &'static Either) -> Spec {
    of(Kind::Either(either))
}
