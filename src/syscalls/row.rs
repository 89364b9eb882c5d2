//! What is a row of the table: all that beetrace knows about one system call?

use super::kind::Kind;
use super::value::Value;
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
        // Where all bits decide, an operation of 64 bits is none of those that have a name if its upper half is not 0.
        if select.mask == u32::MAX && self.args.get(on)?.register.taken(raw) > i128::from(u32::MAX) {
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
    /// The number in its register, which follows from the kind.
    pub register: Value,
}

impl Arg {
    /// The argument of that name of which a row says so.
    pub const fn new(name: &'static str, spec: Spec) -> Arg {
        Arg { name, kind: spec.kind, when: spec.when, register: spec.kind.shape().register }
    }
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
    /// Never.
    Never,
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

/// What the result is.
#[derive(Debug, Clone, Copy)]
pub enum Ret {
    /// Signed decimal.
    Int,
    /// `0x...`
    Hex,
    /// New file descriptor.
    Fd,
    /// Process or thread id; of a process group, with a minus before it.
    Pid,
    /// Process group or session id.
    Group,
    /// Octal: umask.
    Octal,
    /// Number of ready descriptors: `2 ([{fd=3, revents=POLLIN}])`, `0 (Timeout)`.
    Poll,
    /// As `Poll` for fd_sets: `1 (in [3], left {...})`.
    Select,
    /// `0 (Timeout)`: a wait that can time out.
    Wait,
    /// `0x8002 (flags O_RDWR|O_LARGEFILE)`: a number with the names of its bits behind a word, or without:
    /// `0x40000 (PER_LINUX|..)`.
    Flags(&'static str, &'static Xlat, Style),
    /// Decimal with the value's name: `2 (PR_MCE_KILL_DEFAULT)`
    Enum(&'static Xlat),
    /// `0x3 (MEMBARRIER_CMD_GLOBAL|...)`: a set of names.
    Set(&'static Xlat),
    /// Seconds since 1970: `1700000000 (2023-11-14T22:13:20+0000)`.
    Time,
    /// `4 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 4))`
    Ioprio,
    /// Signal that came: `1 (SIGHUP)`.
    Signal,
    /// Never returns: `?`.
    Never,
}

/// How the names of constants in what is said of a result look with -X: strace has no rule for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// They are names in any case.
    Named,
    /// As those of arguments are.
    Styled,
    /// They are names, but where constants are raw nothing is said.
    NamedIfAny,
    /// As those of arguments, but where constants are raw nothing is said.
    StyledIfAny,
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
    /// What its descriptors refer to is another thing when it returns, or nothing: close, dup2, bind.
    pub const NAMES_AT_ENTRY: u32 = 1 << 8;
    /// What else there is to be said of its descriptors changes by it: the ends of a socket by connect.
    pub const DETAILS_AT_ENTRY: u32 = 1 << 9;
    /// Who chooses calls by their files (-P) does not look at the first path or descriptor: it is a text
    /// (symlink), a name of something else (mq_open), or strace does not either (epoll_ctl).
    pub const NOT_ABOUT_FIRST: u32 = 1 << 10;
    /// Nor at any but the first: rename, because strace does not.
    pub const ABOUT_FIRST_ONLY: u32 = 1 << 11;
    /// It changes the value of a counter: of an eventfd.
    pub const COUNTS: u32 = 1 << 12;
    /// It moves data between what its first argument refers to and the memory of the second, as many bytes as it returns.
    pub const MOVES: u32 = 1 << 13;
    /// It may give the task another name: prctl.
    pub const RENAMES: u32 = 1 << 14;
    /// It takes the ends of children: nobody has their ids any more when it has returned.
    pub const REAPS: u32 = 1 << 15;
    /// It can bring the task into other namespaces; those that make tasks are seen by these.
    pub const ENTERS_SPACES: u32 = 1 << 16;
    /// That may be a socket of AF_NETLINK, whose data is messages.
    pub const NETLINK: u32 = 1 << 17;
}
