//! Which capabilities are there?

use linux_raw_sys::general;

use super::names;
use super::Name;
use super::Xlat;

/// `version` of capget(2)'s and capset(2)'s header.
pub static CAPABILITY_VERSIONS: Xlat = Xlat::values(
    "_LINUX_CAPABILITY_VERSION_???",
    names![
        general: _LINUX_CAPABILITY_VERSION_1, _LINUX_CAPABILITY_VERSION_2, _LINUX_CAPABILITY_VERSION_3,
    ],
);

/// Rows of bits from the numbers of capabilities.
macro_rules! capabilities {
    ($($name:ident),* $(,)?) => {
        &[$((1 << general::$name, concat!("1<<", stringify!($name)))),*]
    };
}

/// Sets of capabilities.
pub static CAPABILITIES: Xlat = Xlat::flags("CAP_???", SETS).halves();

const SETS: &[Name] = capabilities![
    CAP_CHOWN,
    CAP_DAC_OVERRIDE,
    CAP_DAC_READ_SEARCH,
    CAP_FOWNER,
    CAP_FSETID,
    CAP_KILL,
    CAP_SETGID,
    CAP_SETUID,
    CAP_SETPCAP,
    CAP_LINUX_IMMUTABLE,
    CAP_NET_BIND_SERVICE,
    CAP_NET_BROADCAST,
    CAP_NET_ADMIN,
    CAP_NET_RAW,
    CAP_IPC_LOCK,
    CAP_IPC_OWNER,
    CAP_SYS_MODULE,
    CAP_SYS_RAWIO,
    CAP_SYS_CHROOT,
    CAP_SYS_PTRACE,
    CAP_SYS_PACCT,
    CAP_SYS_ADMIN,
    CAP_SYS_BOOT,
    CAP_SYS_NICE,
    CAP_SYS_RESOURCE,
    CAP_SYS_TIME,
    CAP_SYS_TTY_CONFIG,
    CAP_MKNOD,
    CAP_LEASE,
    CAP_AUDIT_WRITE,
    CAP_AUDIT_CONTROL,
    CAP_SETFCAP,
    CAP_MAC_OVERRIDE,
    CAP_MAC_ADMIN,
    CAP_SYSLOG,
    CAP_WAKE_ALARM,
    CAP_BLOCK_SUSPEND,
    CAP_AUDIT_READ,
    CAP_PERFMON,
    CAP_BPF,
    CAP_CHECKPOINT_RESTORE,
];
