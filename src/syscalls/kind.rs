//! What can be said of a system call's argument?
//!
//! A row of the table gives every argument a [`Kind`]. A kind says both what the
//! kernel side copies (plan.rs turns it into ops) and how the value is decoded
//! (decode/). Nothing else in beetrace knows syscalls by number.

use super::record::Record;
use crate::xlat::Xlat;

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
