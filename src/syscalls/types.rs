//! What can be said of a system call's argument?
//!
//! A row of the table gives every argument a [`Kind`]. A kind says both what the
//! kernel side copies (plan.rs turns it into ops) and how the value is decoded
//! (decode/). Nothing else in beetrace knows syscalls by number.

use super::record::Record;
use crate::xlat::Xlat;

/// One system call: all that beetrace knows about it.
#[derive(Debug)]
pub struct Syscall {
    /// Number in the table's ABI.
    pub nr: u32,
    /// Name as in the kernel's headers, without prefix.
    pub name: &'static str,
    /// Arguments in order.
    pub args: &'static [Arg],
    /// The result.
    pub ret: Ret,
    /// The `%class`es that select it, an "or" of [`class`] bits.
    pub classes: u32,
    /// What is special about it: an "or" of [`special`] bits.
    pub special: u32,
    /// Other arguments and result by the value of one argument (ioctl, fcntl ...).
    pub select: Option<&'static Select>,
}

impl Syscall {
    /// The variant of a multiplexed call.
    pub fn case(&self, args: &[u64; 6]) -> Option<&'static Case> {
        let select = self.select?;
        let on = self.args.iter().position(|arg| arg.name == select.on)?;
        let raw = *args.get(on)?;
        // An operation of 64 bits is none of those that have a name if its upper half is not 0.
        if matches!(self.args.get(on)?.kind, Kind::Enum64(_)) && raw > u64::from(u32::MAX) {
            return None;
        }
        let value = raw & u64::from(select.mask);
        select.cases.iter().find(|case| case.values.iter().any(|other| other & u64::from(select.mask) == value))
    }
}

/// A named argument.
#[derive(Debug, Clone, Copy)]
pub struct Arg {
    /// Name as in the manual page.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// When it is printed at all.
    pub when: When,
}

/// What a row writes after an argument's name: a kind and when it counts.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// What the argument is.
    pub kind: Kind,
    /// When it is printed.
    pub when: When,
}

/// Condition for an argument to be printed.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// Always.
    Always,
    /// Only if the named argument has one of these bits (open's mode with O_CREAT).
    AnyBit(&'static str, u64),
    /// Only if these bits of the named argument have one of these values (mknod's device).
    OneOf(&'static str, u64, &'static [u64]),
}

impl Spec {
    /// Print the argument only if `arg & bits` is not 0.
    pub const fn when(self, arg: &'static str, bits: u64) -> Spec {
        Spec { kind: self.kind, when: When::AnyBit(arg, bits) }
    }

    /// Print the argument only if `arg & mask` is one of the values.
    pub const fn when_one_of(self, arg: &'static str, mask: u64, values: &'static [u64]) -> Spec {
        Spec { kind: self.kind, when: When::OneOf(arg, mask, values) }
    }
}

/// How many bytes or elements there are at a pointer.
#[derive(Debug, Clone, Copy)]
pub enum Len {
    /// A fixed number.
    Fixed(u32),
    /// The value of the named argument.
    Arg(&'static str),
    /// The call's result.
    Ret,
    /// The call's result, but no more than the named argument: what came may be longer than its room.
    RetUpTo(&'static str),
    /// The call's result, unless the named argument is 0: then the program only asks how much room it needs.
    RetIfRoom(&'static str),
    /// The named argument points to a 32-bit length: `socklen_t *`.
    Deref(&'static str),
    /// The named argument points to a 64-bit length: `size_t *`.
    Deref64(&'static str),
    /// As many bytes as the ioctl command in the named argument says.
    Ioc(&'static str),
}
pub use Len::*;

/// Which way the memory at a pointer goes, seen from the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// The kernel reads it. Shown when the call begins; read at exit, see `At`.
    In,
    /// The kernel writes it. Shown when the call has succeeded; the address otherwise.
    Out,
    /// The kernel reads and writes it: read at entry and at exit, shown as `before => after`.
    InOut,
}

/// What an argument, a field or an array element is.
///
/// Numbers are taken from the 64-bit register (or the field) at the width that
/// the kind says; strace's way of printing follows each.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Signed 32-bit decimal: `-1`.
    Int,
    /// Unsigned 32-bit decimal.
    Uint,
    /// Signed 64-bit decimal.
    Long,
    /// Seconds since 1970: `1700000000 /* 2023-11-14T22:13:20+0000 */`.
    Time,
    /// Unsigned 64-bit decimal: sizes.
    Ulong,
    /// Unsigned 16-bit decimal.
    Ushort,
    /// 32-bit hexadecimal `0x1f`, `0` as `0`.
    Hex,
    /// 64-bit hexadecimal `0x1f`, `0` as `0`.
    Hex64,
    /// Pointer that is not followed: `NULL` or `0x7f..`.
    Addr,
    /// File descriptor, signed.
    Fd,
    /// File descriptor that may be `AT_FDCWD`.
    DirFd,
    /// Permission bits, octal: `0644`; `000`.
    Mode,
    /// Permission bits in 64 bits, as openat2(2) has them.
    WideMode,
    /// File type and permissions: `S_IFREG|0644`.
    FileMode,
    /// Device number: `makedev(0x8, 0x1)`, new 64-bit encoding of `struct stat`; 32-bit in arguments.
    Dev,
    /// Process, thread or process-group id, signed decimal.
    Pid,
    /// User or group id: unsigned decimal, `-1` as `-1`.
    Id,
    /// Signal number by name: `SIGINT`, `SIGRT_3`, `0`.
    Signal,
    /// Signal number in 64 bits; what is none, unsigned: `SIGCHLD`, `300`.
    WideSignal,
    /// Flags in 32 bits: `O_RDONLY|O_CLOEXEC`.
    Flags(&'static Xlat),
    /// Flags in 64 bits.
    Flags64(&'static Xlat),
    /// One of some values in 32 bits: `SEEK_SET`.
    Enum(&'static Xlat),
    /// One of some values in 64 bits.
    Enum64(&'static Xlat),
    /// Signed 32-bit decimal, a few values by name: `17`, `KEY_SPEC_THREAD_KEYRING`.
    Named(&'static Xlat),
    /// File descriptor, a few values by name: `3`, `FAN_NOFD`.
    FdOr(&'static Xlat),
    /// Priority of I/O: `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)`.
    Ioprio,
    /// clone(2)'s flags with the signal in the low byte.
    CloneFlags,
    /// Wait status word (only behind a pointer): `[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]`.
    WaitStatus,
    /// NUL-terminated path: never cut by -s.
    Path,
    /// NUL-terminated string, cut by -s.
    Str,
    /// Bytes that the kernel reads, printed as a string, cut by -s.
    InBytes(Len),
    /// Bytes that the kernel wrote, printed as a string, cut by -s.
    OutBytes(Len),
    /// Bytes that are no text: a string of nothing but `\x1f`, cut by -s.
    Binary(Dir, Len),
    /// A path of that length that the kernel wrote, no NUL needed: readlink, getcwd. Never cut.
    OutPath(Len),
    /// NULL-terminated array of strings: `["ls", "-l"]`.
    Argv,
    /// The environment: `0x7ff... /* 21 vars */`, with -v the strings.
    Envp,
    /// Pointer to one element of a plain kind: `[5]`.
    Ptr(Dir, &'static Kind),
    /// Pointer to an array of that many elements of a plain kind: `[3, 4]`.
    Array(Dir, &'static Kind, Len),
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
    /// Pointer and size of a signal set, in a struct: `{sigmask=[INT], sigsetsize=8}`; part 1 is the set.
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
    /// Bytes that the kernel reads, of which one NUL at the end is not shown: extended attributes.
    InText(Len),
    /// Such bytes that the kernel wrote.
    OutText(Len),
    /// NUL-terminated string of which the kernel takes only so many bytes: prctl's PR_SET_NAME.
    InStr(u32),
    /// NUL-terminated string that the kernel wrote into that many bytes: prctl's PR_GET_NAME.
    OutStr(u32),
    /// Signed decimal with its name as a remark: `3 /* SYSLOG_ACTION_READ_ALL */`.
    Remarked(&'static Xlat),
    /// Value in network byte order: `htons(ETH_P_ALL)`.
    Htons(&'static Xlat),
    /// ioctl command: by its name, or taken apart: `_IOC(_IOC_READ, 0x12, 0x34, 0x4)`.
    IoctlOp,
    /// quotactl command: `QCMD(Q_SYNC, USRQUOTA)`.
    QuotaOp,
    /// Name of a socket option to be set (`In`) or got (`Out`); the named argument has the level.
    /// Names: [`crate::xlat::socket_options`].
    OptionName(&'static str, Dir),
    /// Value of a socket option, of that many bytes: `[1]` for 4 bytes, `{l_onoff=1, l_linger=5}`
    /// for SO_LINGER, `{pid=1, uid=0, gid=0}` for SO_PEERCRED, a string for others. The row's
    /// arguments `level` and `optname` say which.
    OptionValue(Dir, Len),
    /// Argument of FUTEX_WAKE_OP: `FUTEX_OP_SET<<28|0<<12|FUTEX_OP_CMP_EQ<<24|0x7`.
    FutexWakeOp,
    /// One kind or another by the value of an argument. Nothing is read for it.
    Either(&'static Either),
    /// Not there on this path: a hole in the argument list that is never printed.
    Unused,
}

impl Kind {
    /// Bytes of a value of this kind in memory.
    pub const fn width(&self) -> u32 {
        match self {
            Kind::Long
            | Kind::Time
            | Kind::Ulong
            | Kind::WideSignal
            | Kind::WideMode
            | Kind::Hex64
            | Kind::Addr
            | Kind::Dev
            | Kind::Flags64(_)
            | Kind::Enum64(_)
            | Kind::Path
            | Kind::Str => 8,
            Kind::Ushort => 2,
            _ => 4,
        }
    }
}

impl Kind {
    /// The number that the kernel takes of a register that holds an argument of this kind: as wide as the
    /// argument is, and with its sign.
    pub const fn taken(&self, raw: u64) -> i128 {
        match self {
            Kind::Int
            | Kind::Fd
            | Kind::DirFd
            | Kind::Pid
            | Kind::Signal
            | Kind::Named(_)
            | Kind::FdOr(_)
            | Kind::Remarked(_) => raw as i32 as i128,
            Kind::Uint
            | Kind::Hex
            | Kind::Id
            | Kind::Dev
            | Kind::Flags(_)
            | Kind::Enum(_)
            | Kind::Ioprio
            | Kind::IoctlOp
            | Kind::QuotaOp
            | Kind::OptionName(..)
            | Kind::FutexWakeOp => raw as u32 as i128,
            Kind::Ushort | Kind::Mode | Kind::FileMode | Kind::Htons(_) => raw as u16 as i128,
            Kind::Long | Kind::Time => raw as i64 as i128,
            // Sizes and pointers, and what has a name in all its 64 bits.
            _ => raw as i128,
        }
    }
}

/// Two kinds that an argument can be.
#[derive(Debug)]
pub struct Either {
    /// The argument that decides.
    pub on: &'static str,
    /// Its values that make it `then`.
    pub values: &'static [u64],
    /// What it is with one of these values.
    pub then: Kind,
    /// What it is otherwise.
    pub otherwise: Kind,
}

/// What the result is.
#[derive(Debug, Clone, Copy)]
pub enum Ret {
    /// Signed decimal.
    Int,
    /// `0x...`
    Hex,
    /// New file descriptor.
    Fd,
    /// Octal: umask.
    Octal,
    /// Number of ready descriptors: `2 ([{fd=3, revents=POLLIN}])`, `0 (Timeout)`.
    Poll,
    /// As `Poll` for fd_sets: `1 (in [3], left {...})`.
    Select,
    /// `0 (Timeout)`: a wait that can time out.
    Wait,
    /// `0x8002 (flags O_RDWR|O_LARGEFILE)`: a number with the names of its bits.
    Flags(&'static Xlat),
    /// Decimal with the value's name: `2 (PR_MCE_KILL_DEFAULT)`
    Enum(&'static Xlat),
    /// `0x3 (MEMBARRIER_CMD_GLOBAL|...)`: a set of names.
    Set(&'static Xlat),
    /// Seconds since 1970: `1700000000 (2023-11-14T22:13:20+0000)`.
    Time,
    /// `4 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 4))`
    Ioprio,
    /// As `Flags` with another word, or none: `0x3 (seals F_SEAL_SEAL|F_SEAL_SHRINK)`, `0x40000 (PER_LINUX|..)`.
    HexFlags(&'static str, &'static Xlat),
    /// Signal that came: `1 (SIGHUP)`.
    Signal,
    /// Never returns: `?`.
    Never,
}

/// Multiplexed call: the arguments follow from the value of one of them.
#[derive(Debug)]
pub struct Select {
    /// Name of the argument that decides.
    pub on: &'static str,
    /// The bits of it that decide.
    pub mask: u32,
    /// The variants. Values of no variant use the syscall's own row.
    pub cases: &'static [Case],
}

/// One variant of a multiplexed call.
#[derive(Debug)]
pub struct Case {
    /// The values of the deciding argument.
    pub values: &'static [u64],
    /// All arguments of the variant, the deciding one included.
    pub args: &'static [Arg],
    /// Its result.
    pub ret: Ret,
}

/// Bits of [`Syscall::classes`]: the `%name` sets of `-e trace=`.
pub mod class {
    macro_rules! classes {
        ($($bit:literal $id:ident $name:literal;)*) => {
            $(#[doc = concat!("`%", $name, "`")] pub const $id: u32 = 1 << $bit;)*
            /// Every class: its name without `%`, its bit.
            pub const NAMES: &[(&str, u32)] = &[$(($name, $id)),*];
        };
    }
    classes! {
        0 DESC "desc";
        1 FILE "file";
        2 MEMORY "memory";
        3 PROCESS "process";
        4 SIGNAL "signal";
        5 IPC "ipc";
        6 NETWORK "network";
        7 CLOCK "clock";
        8 CREDS "creds";
        9 PURE "pure";
        10 STAT "stat";
        11 LSTAT "lstat";
        12 FSTAT "fstat";
        13 STAT_LIKE "%stat";
        14 STATFS "statfs";
        15 FSTATFS "fstatfs";
        16 STATFS_LIKE "%statfs";
    }
}

/// Bits of [`Syscall::special`].
pub mod special {
    /// Its arguments must be seen at entry although no argument kind says so:
    /// it does not return (exit), or returns with other registers (rt_sigreturn).
    pub const AT_ENTRY: u32 = 1 << 0;
    /// Returns twice: fork and its like.
    pub const FORKS: u32 = 1 << 1;
    /// Replaces the program: the memory that its arguments are in is gone when it returns.
    pub const EXECS: u32 = 1 << 2;
    /// Goes on with a call that a signal has broken off: restart_syscall.
    pub const RESUMES: u32 = 1 << 6;
    /// Its pointers are read at entry, not at exit: the call unmaps or overwrites
    /// what they point to, or may block for ever while a line about it is wanted.
    pub const READ_AT_ENTRY: u32 = 1 << 3;
    /// Prints every argument with its name, the second before the first and the fifth
    /// before the fourth: clone, whose kernel arguments stand otherwise than the C library's.
    pub const CLONE_STYLE: u32 = 1 << 4;
    /// It writes its results only when there are any: when it returns more than 0 (wait4).
    pub const WRITES_IF_POSITIVE: u32 = 1 << 5;
    /// Its arguments are shown as the registers are, and no memory is read: a call of an
    /// ABI whose numbers and structs are laid out otherwise than the kinds say.
    pub const RAW: u32 = 1 << 7;
}

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
