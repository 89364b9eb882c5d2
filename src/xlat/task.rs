//! What do the calls on tasks and their surroundings take?

use linux_raw_sys::general;
use linux_raw_sys::general::membarrier_cmd;
use linux_raw_sys::general::membarrier_cmd_flag;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    PIDFD_AUTOKILL = 0x200;
    KCMP_FILE = 0;
    KCMP_VM = 1;
    KCMP_FILES = 2;
    KCMP_FS = 3;
    KCMP_SIGHAND = 4;
    KCMP_IO = 5;
    KCMP_SYSVSEM = 6;
    KCMP_EPOLL_TFD = 7;
    IOPRIO_WHO_PROCESS = 1;
    IOPRIO_WHO_PGRP = 2;
    IOPRIO_WHO_USER = 3;
    IOPRIO_CLASS_NONE = 0;
    IOPRIO_CLASS_RT = 1;
    IOPRIO_CLASS_BE = 2;
    IOPRIO_CLASS_IDLE = 3;
    RSEQ_FLAG_UNREGISTER = 1;
    RSEQ_FLAG_SLICE_EXT_DEFAULT_ON = 2;
    RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT = 1;
    RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL = 2;
    RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE = 4;
    RSEQ_CS_FLAG_SLICE_EXT_AVAILABLE = 0x10;
    RSEQ_CS_FLAG_SLICE_EXT_ENABLED = 0x20;
    RSEQ_CPU_ID_UNINITIALIZED = 0xffffffff;
    RSEQ_CPU_ID_REGISTRATION_FAILED = 0xfffffffe;
    SCHED_GETATTR_FLAG_DL_DYNAMIC = 1;
}

/// unshare(2).
pub static UNSHARE_FLAGS: Xlat = Xlat::flags(
    "CLONE_???",
    names![
        general: CLONE_NEWTIME, CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD, CLONE_NEWNS,
            CLONE_SYSVSEM, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET,
    ],
);

/// setns(2).
pub static NAMESPACES: Xlat = Xlat::flags(
    "CLONE_NEW???",
    names![
        general: CLONE_NEWTIME, CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID,
            CLONE_NEWNET,
    ],
);

/// What the descriptor of a namespace is of.
pub static NAMESPACE_TYPES: Xlat = Xlat::values(NAMESPACES.unknown, NAMESPACES.bits);

/// pidfd_open(2).
pub static PIDFD_FLAGS: Xlat = Xlat::flags(
    "PIDFD_???",
    names![
        libc: PIDFD_NONBLOCK, PIDFD_THREAD;
        self: PIDFD_AUTOKILL,
    ],
);

/// pidfd_send_signal(2).
pub static PIDFD_SIGNAL_FLAGS: Xlat = Xlat::flags(
    "PIDFD_SIGNAL_???",
    names![
        libc: PIDFD_SIGNAL_THREAD, PIDFD_SIGNAL_THREAD_GROUP, PIDFD_SIGNAL_PROCESS_GROUP,
    ],
);

/// kcmp(2).
pub static KCMP_TYPES: Xlat = Xlat::values(
    "KCMP_???",
    names![
        self: KCMP_FILE, KCMP_VM, KCMP_FILES, KCMP_FS, KCMP_SIGHAND, KCMP_IO, KCMP_SYSVSEM, KCMP_EPOLL_TFD,
    ],
);

/// ioprio_get(2): whose priority.
pub static IOPRIO_WHO: Xlat = Xlat::values(
    "IOPRIO_WHO_???",
    names![
        self: IOPRIO_WHO_PROCESS, IOPRIO_WHO_PGRP, IOPRIO_WHO_USER,
    ],
);

/// The class in an I/O priority.
pub static IOPRIO_CLASSES: Xlat = Xlat::values(
    "IOPRIO_CLASS_???",
    names![
        self: IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT, IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE,
    ],
);

/// membarrier(2).
pub static MEMBARRIER_COMMANDS: Xlat = Xlat::values(
    "MEMBARRIER_CMD_???",
    names![
        membarrier_cmd: MEMBARRIER_CMD_QUERY, MEMBARRIER_CMD_GLOBAL, MEMBARRIER_CMD_GLOBAL_EXPEDITED,
            MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, MEMBARRIER_CMD_PRIVATE_EXPEDITED,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, MEMBARRIER_CMD_GET_REGISTRATIONS,
    ],
);

/// The commands that MEMBARRIER_CMD_QUERY says there are.
pub static MEMBARRIER_SET: Xlat = Xlat::flags(
    "MEMBARRIER_CMD_???",
    names![
        membarrier_cmd: MEMBARRIER_CMD_GLOBAL, MEMBARRIER_CMD_GLOBAL_EXPEDITED,
            MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, MEMBARRIER_CMD_PRIVATE_EXPEDITED,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ,
            MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ, MEMBARRIER_CMD_GET_REGISTRATIONS,
    ],
);

/// membarrier(2).
pub static MEMBARRIER_FLAGS: Xlat = Xlat::flags(
    "MEMBARRIER_CMD_FLAG_???",
    names![
        membarrier_cmd_flag: MEMBARRIER_CMD_FLAG_CPU,
    ],
);

/// rseq(2).
pub static RSEQ_FLAGS: Xlat = Xlat::flags(
    "RSEQ_FLAG_???",
    names![
        self: RSEQ_FLAG_UNREGISTER, RSEQ_FLAG_SLICE_EXT_DEFAULT_ON,
    ],
);

/// `struct rseq`.
pub static RSEQ_CS_FLAGS: Xlat = Xlat::flags(
    "RSEQ_CS_FLAG_???",
    names![
        self: RSEQ_CS_FLAG_NO_RESTART_ON_PREEMPT, RSEQ_CS_FLAG_NO_RESTART_ON_SIGNAL, RSEQ_CS_FLAG_NO_RESTART_ON_MIGRATE,
            RSEQ_CS_FLAG_SLICE_EXT_AVAILABLE, RSEQ_CS_FLAG_SLICE_EXT_ENABLED,
    ],
);

/// `struct sched_attr`.
pub static SCHED_FLAGS: Xlat = Xlat::flags(
    "SCHED_FLAG_???",
    names![
        general: SCHED_FLAG_RESET_ON_FORK, SCHED_FLAG_RECLAIM, SCHED_FLAG_DL_OVERRUN, SCHED_FLAG_KEEP_POLICY,
            SCHED_FLAG_KEEP_PARAMS, SCHED_FLAG_UTIL_CLAMP_MIN, SCHED_FLAG_UTIL_CLAMP_MAX,
    ],
);

/// sched_getattr(2).
pub static SCHED_GETATTR_FLAGS: Xlat = Xlat::flags(
    "SCHED_GETATTR_FLAG_???",
    names![
        self: SCHED_GETATTR_FLAG_DL_DYNAMIC,
    ],
);

/// CPU numbers in `struct rseq` that are none.
pub static RSEQ_CPU_IDS: Xlat = Xlat::values(
    "",
    names![
        self: RSEQ_CPU_ID_UNINITIALIZED, RSEQ_CPU_ID_REGISTRATION_FAILED,
    ],
);
