//! How does a program give up rights: seccomp, Landlock, security modules?

use linux_raw_sys::landlock;
use linux_raw_sys::landlock::landlock_rule_type;
use linux_raw_sys::ptrace;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    LANDLOCK_ADD_RULE_QUIET = 1;
    LANDLOCK_ACCESS_FS_RESOLVE_UNIX = 0x10000;
    LANDLOCK_ACCESS_NET_BIND_UDP = 4;
    LANDLOCK_ACCESS_NET_CONNECT_SEND_UDP = 8;
    LSM_ATTR_UNDEF = 0;
    LSM_ATTR_CURRENT = 0x64;
    LSM_ATTR_EXEC = 0x65;
    LSM_ATTR_FSCREATE = 0x66;
    LSM_ATTR_KEYCREATE = 0x67;
    LSM_ATTR_PREV = 0x68;
    LSM_ATTR_SOCKCREATE = 0x69;
    LSM_FLAG_SINGLE = 1;
    LSM_ID_UNDEF = 0;
    LSM_ID_CAPABILITY = 0x64;
    LSM_ID_SELINUX = 0x65;
    LSM_ID_SMACK = 0x66;
    LSM_ID_TOMOYO = 0x67;
    LSM_ID_APPARMOR = 0x68;
    LSM_ID_YAMA = 0x69;
    LSM_ID_LOADPIN = 0x6a;
    LSM_ID_SAFESETID = 0x6b;
    LSM_ID_LOCKDOWN = 0x6c;
    LSM_ID_BPF = 0x6d;
    LSM_ID_LANDLOCK = 0x6e;
    LSM_ID_IMA = 0x6f;
    LSM_ID_EVM = 0x70;
    LSM_ID_IPE = 0x71;
}

/// seccomp(2).
pub static SECCOMP_OPS: Xlat = Xlat::values(
    "SECCOMP_???",
    names![
        ptrace: SECCOMP_SET_MODE_STRICT, SECCOMP_SET_MODE_FILTER, SECCOMP_GET_ACTION_AVAIL, SECCOMP_GET_NOTIF_SIZES,
    ],
);

/// SECCOMP_SET_MODE_FILTER.
pub static SECCOMP_FILTER_FLAGS: Xlat = Xlat::flags(
    "SECCOMP_FILTER_FLAG_???",
    names![
        ptrace: SECCOMP_FILTER_FLAG_TSYNC, SECCOMP_FILTER_FLAG_LOG, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
            SECCOMP_FILTER_FLAG_NEW_LISTENER, SECCOMP_FILTER_FLAG_TSYNC_ESRCH, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
    ],
);

/// SECCOMP_GET_ACTION_AVAIL.
pub static SECCOMP_ACTIONS: Xlat = Xlat::values(
    "SECCOMP_RET_???",
    names![
        ptrace: SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_TRAP, SECCOMP_RET_ERRNO,
            SECCOMP_RET_USER_NOTIF, SECCOMP_RET_TRACE, SECCOMP_RET_LOG, SECCOMP_RET_ALLOW,
    ],
);

/// landlock_create_ruleset(2).
pub static LANDLOCK_RULESET_FLAGS: Xlat = Xlat::flags(
    "LANDLOCK_CREATE_RULESET_???",
    names![
        landlock: LANDLOCK_CREATE_RULESET_VERSION, LANDLOCK_CREATE_RULESET_ERRATA,
    ],
);

/// landlock_add_rule(2).
pub static LANDLOCK_RULES: Xlat = Xlat::values(
    "LANDLOCK_RULE_???",
    names![
        landlock_rule_type: LANDLOCK_RULE_PATH_BENEATH, LANDLOCK_RULE_NET_PORT,
    ],
);

/// landlock_add_rule(2).
pub static LANDLOCK_RULE_FLAGS: Xlat = Xlat::flags(
    "LANDLOCK_ADD_RULE_???",
    names![
        self: LANDLOCK_ADD_RULE_QUIET,
    ],
);

/// Rights to files.
pub static LANDLOCK_FS: Xlat = Xlat::flags(
    "LANDLOCK_ACCESS_FS_???",
    names![
        landlock: LANDLOCK_ACCESS_FS_EXECUTE, LANDLOCK_ACCESS_FS_WRITE_FILE, LANDLOCK_ACCESS_FS_READ_FILE,
            LANDLOCK_ACCESS_FS_READ_DIR, LANDLOCK_ACCESS_FS_REMOVE_DIR, LANDLOCK_ACCESS_FS_REMOVE_FILE,
            LANDLOCK_ACCESS_FS_MAKE_CHAR, LANDLOCK_ACCESS_FS_MAKE_DIR, LANDLOCK_ACCESS_FS_MAKE_REG,
            LANDLOCK_ACCESS_FS_MAKE_SOCK, LANDLOCK_ACCESS_FS_MAKE_FIFO, LANDLOCK_ACCESS_FS_MAKE_BLOCK,
            LANDLOCK_ACCESS_FS_MAKE_SYM, LANDLOCK_ACCESS_FS_REFER, LANDLOCK_ACCESS_FS_TRUNCATE,
            LANDLOCK_ACCESS_FS_IOCTL_DEV;
        self: LANDLOCK_ACCESS_FS_RESOLVE_UNIX,
    ],
);

/// Rights to the network.
pub static LANDLOCK_NET: Xlat = Xlat::flags(
    "LANDLOCK_ACCESS_NET_???",
    names![
        landlock: LANDLOCK_ACCESS_NET_BIND_TCP, LANDLOCK_ACCESS_NET_CONNECT_TCP;
        self: LANDLOCK_ACCESS_NET_BIND_UDP, LANDLOCK_ACCESS_NET_CONNECT_SEND_UDP,
    ],
);

/// What a domain is cut off from.
pub static LANDLOCK_SCOPES: Xlat = Xlat::flags(
    "LANDLOCK_SCOPE_???",
    names![
        landlock: LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET, LANDLOCK_SCOPE_SIGNAL,
    ],
);

/// lsm_get_self_attr(2).
pub static LSM_ATTRIBUTES: Xlat = Xlat::values(
    "LSM_ATTR_???",
    names![
        self: LSM_ATTR_UNDEF, LSM_ATTR_CURRENT, LSM_ATTR_EXEC, LSM_ATTR_FSCREATE, LSM_ATTR_KEYCREATE, LSM_ATTR_PREV,
            LSM_ATTR_SOCKCREATE,
    ],
);

/// lsm_get_self_attr(2).
pub static LSM_FLAGS: Xlat = Xlat::flags(
    "LSM_FLAG_???",
    names![
        self: LSM_FLAG_SINGLE,
    ],
);

/// The security modules.
pub static LSM_IDS: Xlat = Xlat::values(
    "LSM_ID_???",
    names![
        self: LSM_ID_UNDEF, LSM_ID_CAPABILITY, LSM_ID_SELINUX, LSM_ID_SMACK, LSM_ID_TOMOYO, LSM_ID_APPARMOR,
            LSM_ID_YAMA, LSM_ID_LOADPIN, LSM_ID_SAFESETID, LSM_ID_LOCKDOWN, LSM_ID_BPF, LSM_ID_LANDLOCK, LSM_ID_IMA,
            LSM_ID_EVM, LSM_ID_IPE,
    ],
);
