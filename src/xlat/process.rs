//! Which names do the constants of calls on processes and the scheduler have?

use linux_raw_sys::general;
use linux_raw_sys::general::SCHED_RESET_ON_FORK;

use super::names;
use super::signal;
use super::unlisted;
use super::Form;
use super::Number;
use super::Xlat;

unlisted! {
    SCHED_ISO = 4;
    PER_LINUX = 0;
    PER_BSD = 6;
    PER_LINUX32 = 8;
    PER_RISCOS = 0xc;
    PER_OSF4 = 0xf;
    PER_HPUX = 0x10;
    PER_MASK = 0xff;
    SYSLOG_ACTION_CLOSE = 0;
    SYSLOG_ACTION_OPEN = 1;
    SYSLOG_ACTION_READ = 2;
    SYSLOG_ACTION_READ_ALL = 3;
    SYSLOG_ACTION_READ_CLEAR = 4;
    SYSLOG_ACTION_CLEAR = 5;
    SYSLOG_ACTION_CONSOLE_OFF = 6;
    SYSLOG_ACTION_CONSOLE_ON = 7;
    SYSLOG_ACTION_CONSOLE_LEVEL = 8;
    SYSLOG_ACTION_SIZE_UNREAD = 9;
    SYSLOG_ACTION_SIZE_BUFFER = 0xa;
    ARCH_SET_GS = 0x1001;
    ARCH_GET_FS = 0x1003;
    ARCH_GET_GS = 0x1004;
    ARCH_GET_CPUID = 0x1011;
    ARCH_SET_CPUID = 0x1012;
    ARCH_GET_XCOMP_SUPP = 0x1021;
    ARCH_GET_XCOMP_PERM = 0x1022;
    ARCH_REQ_XCOMP_PERM = 0x1023;
    ARCH_GET_XCOMP_GUEST_PERM = 0x1024;
    ARCH_REQ_XCOMP_GUEST_PERM = 0x1025;
    ARCH_MAP_VDSO_X32 = 0x2001;
    ARCH_MAP_VDSO_32 = 0x2002;
    ARCH_MAP_VDSO_64 = 0x2003;
    ARCH_GET_UNTAG_MASK = 0x4001;
    ARCH_ENABLE_TAGGED_ADDR = 0x4002;
    ARCH_GET_MAX_TAG_BITS = 0x4003;
    ARCH_FORCE_TAGGED_SVA = 0x4004;
    ARCH_SHSTK_ENABLE = 0x5001;
    ARCH_SHSTK_DISABLE = 0x5002;
    ARCH_SHSTK_LOCK = 0x5003;
    ARCH_SHSTK_UNLOCK = 0x5004;
    ARCH_SHSTK_STATUS = 0x5005;
    CLONE_AUTOREAP = 0x400000000;
    CLONE_NNP = 0x800000000;
    CLONE_PIDFD_AUTOKILL = 0x1000000000;
    CLONE_EMPTY_MNTNS = 0x2000000000;
}

/// clone(2), without the signal
pub static CLONE_FLAGS: Xlat = Xlat::flags(
    "CLONE_???",
    names![
        general: CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_PIDFD, CLONE_PTRACE, CLONE_VFORK, CLONE_PARENT,
            CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM, CLONE_SETTLS, CLONE_PARENT_SETTID, CLONE_CHILD_CLEARTID,
            CLONE_UNTRACED, CLONE_CHILD_SETTID, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID,
            CLONE_NEWNET, CLONE_IO,
    ],
);

/// clone3(2), which has no signal among its flags
pub static CLONE3_FLAGS: Xlat = Xlat::flags(
    "CLONE_???",
    names![
        general: CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_PIDFD, CLONE_PTRACE, CLONE_VFORK, CLONE_PARENT,
            CLONE_THREAD, CLONE_NEWNS, CLONE_SYSVSEM, CLONE_SETTLS, CLONE_PARENT_SETTID, CLONE_CHILD_CLEARTID,
            CLONE_UNTRACED, CLONE_CHILD_SETTID, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID,
            CLONE_NEWNET, CLONE_IO, CLONE_NEWTIME, CLONE_CLEAR_SIGHAND, CLONE_INTO_CGROUP;
        self: CLONE_AUTOREAP, CLONE_NNP, CLONE_PIDFD_AUTOKILL, CLONE_EMPTY_MNTNS,
    ],
);

/// The bits of clone(2)'s flags that are the signal of the child's end.
const CSIGNAL: u64 = general::CSIGNAL as u64;

/// clone(2): flags, and the signal by its name
pub static CLONE_WORDS: Xlat = Xlat::mixed("CLONE_???", CSIGNAL, signal::ROWS, CLONE_FLAGS.bits).value_last().apart();

/// clone(2): flags, and a signal that has no name
pub static CLONE_WORDS_BY_NUMBER: Xlat = Xlat::flags("CLONE_???", CLONE_FLAGS.bits)
    .with_numbers(&[Number { mask: CSIGNAL, suffix: "", form: Form::Decimal }])
    .value_last()
    .apart();

/// wait4(2), waitid(2)
pub static WAIT_OPTIONS: Xlat = Xlat::flags(
    "W???",
    names![
        general: WNOHANG, WEXITED, WSTOPPED, WCONTINUED, WNOWAIT, __WCLONE, __WALL, __WNOTHREAD,
    ],
);

/// waitid(2)
pub static WAIT_ID_TYPES: Xlat = Xlat::values(
    "P_???",
    names![
        general: P_ALL, P_PID, P_PGID, P_PIDFD,
    ],
);

/// getrlimit(2)
pub static RLIMIT_RESOURCES: Xlat = Xlat::values(
    "RLIMIT_???",
    names![
        general: RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_RSS, RLIMIT_NPROC,
            RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_AS, RLIMIT_LOCKS, RLIMIT_SIGPENDING, RLIMIT_MSGQUEUE, RLIMIT_NICE,
            RLIMIT_RTPRIO, RLIMIT_RTTIME,
    ],
);

/// getrusage(2)
pub static RUSAGE_WHO: Xlat = Xlat::values(
    "RUSAGE_???",
    names![
        general: RUSAGE_SELF, RUSAGE_THREAD, RUSAGE_CHILDREN, RUSAGE_BOTH,
    ],
);

/// getpriority(2)
pub static PRIORITY_WHICH: Xlat = Xlat::values(
    "PRIO_???",
    names![
        general: PRIO_PROCESS, PRIO_PGRP, PRIO_USER,
    ],
);

/// sched_get_priority_max(2)
pub static SCHED_POLICIES: Xlat = Xlat::values(
    "SCHED_???",
    names![
        general: SCHED_NORMAL as "SCHED_OTHER", SCHED_FIFO, SCHED_RR, SCHED_BATCH;
        self: SCHED_ISO;
        general: SCHED_IDLE, SCHED_DEADLINE, SCHED_EXT,
    ],
);

/// sched_setscheduler(2)
pub static SCHED_POLICY_FLAGS: Xlat = Xlat::mixed(
    "SCHED_???",
    !(SCHED_RESET_ON_FORK as u64),
    names![
        general: SCHED_NORMAL as "SCHED_OTHER", SCHED_FIFO, SCHED_RR, SCHED_BATCH;
        self: SCHED_ISO;
        general: SCHED_IDLE, SCHED_DEADLINE, SCHED_EXT,
    ],
    names![
        general: SCHED_RESET_ON_FORK,
    ],
)
.value_last();

/// personality(2)
pub static PERSONALITIES: Xlat = Xlat::mixed(
    "PER_???",
    PER_MASK,
    names![
        self: PER_LINUX, PER_BSD, PER_LINUX32, PER_RISCOS, PER_OSF4, PER_HPUX, PER_MASK,
    ],
    names![
        libc: UNAME26, ADDR_NO_RANDOMIZE, FDPIC_FUNCPTRS, MMAP_PAGE_ZERO, ADDR_COMPAT_LAYOUT, READ_IMPLIES_EXEC,
            ADDR_LIMIT_32BIT, SHORT_INODE, WHOLE_SECONDS, STICKY_TIMEOUTS, ADDR_LIMIT_3GB,
    ],
)
.apart();

/// reboot(2)
pub static REBOOT_MAGIC1: Xlat = Xlat::values(
    "LINUX_REBOOT_MAGIC1???",
    names![
        general: LINUX_REBOOT_MAGIC1,
    ],
);

/// reboot(2)
pub static REBOOT_MAGIC2: Xlat = Xlat::values(
    "LINUX_REBOOT_MAGIC2???",
    names![
        general: LINUX_REBOOT_MAGIC2, LINUX_REBOOT_MAGIC2A, LINUX_REBOOT_MAGIC2B, LINUX_REBOOT_MAGIC2C,
    ],
);

/// reboot(2)
pub static REBOOT_CMDS: Xlat = Xlat::values(
    "LINUX_REBOOT_CMD_???",
    names![
        general: LINUX_REBOOT_CMD_RESTART, LINUX_REBOOT_CMD_HALT, LINUX_REBOOT_CMD_POWER_OFF, LINUX_REBOOT_CMD_CAD_ON,
            LINUX_REBOOT_CMD_CAD_OFF, LINUX_REBOOT_CMD_RESTART2, LINUX_REBOOT_CMD_SW_SUSPEND, LINUX_REBOOT_CMD_KEXEC,
    ],
);

/// syslog(2)
pub static SYSLOG_ACTIONS: Xlat = Xlat::values(
    "SYSLOG_ACTION_???",
    names![
        self: SYSLOG_ACTION_CLOSE, SYSLOG_ACTION_OPEN, SYSLOG_ACTION_READ, SYSLOG_ACTION_READ_ALL,
            SYSLOG_ACTION_READ_CLEAR, SYSLOG_ACTION_CLEAR, SYSLOG_ACTION_CONSOLE_OFF, SYSLOG_ACTION_CONSOLE_ON,
            SYSLOG_ACTION_CONSOLE_LEVEL, SYSLOG_ACTION_SIZE_UNREAD, SYSLOG_ACTION_SIZE_BUFFER,
    ],
);

/// arch_prctl(2)
pub static ARCH_PRCTL_OPS: Xlat = Xlat::values(
    "ARCH_???",
    names![
        self: ARCH_SET_GS;
        general: ARCH_SET_FS;
        self: ARCH_GET_FS, ARCH_GET_GS, ARCH_GET_CPUID, ARCH_SET_CPUID, ARCH_GET_XCOMP_SUPP, ARCH_GET_XCOMP_PERM,
            ARCH_REQ_XCOMP_PERM, ARCH_GET_XCOMP_GUEST_PERM, ARCH_REQ_XCOMP_GUEST_PERM, ARCH_MAP_VDSO_X32,
            ARCH_MAP_VDSO_32, ARCH_MAP_VDSO_64, ARCH_GET_UNTAG_MASK, ARCH_ENABLE_TAGGED_ADDR, ARCH_GET_MAX_TAG_BITS,
            ARCH_FORCE_TAGGED_SVA, ARCH_SHSTK_ENABLE, ARCH_SHSTK_DISABLE, ARCH_SHSTK_LOCK, ARCH_SHSTK_UNLOCK,
            ARCH_SHSTK_STATUS,
    ],
);
