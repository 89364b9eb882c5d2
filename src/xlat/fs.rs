//! Which names do the flags of calls on files and mounts have?

use linux_raw_sys::general;
use linux_raw_sys::general::O_ACCMODE;

use super::names;
use super::unlisted;
use super::Form;
use super::Number;
use super::Tint;
use super::Xlat;

unlisted! {
    O_EMPTYPATH = 0x4000000;
    SWAP_FLAG_PREFER = 0x8000;
    SWAP_FLAG_DISCARD = 0x10000;
    SWAP_FLAG_DISCARD_ONCE = 0x20000;
    SWAP_FLAG_DISCARD_PAGES = 0x40000;
    SWAP_FLAG_PRIO_MASK = 0x7fff;
    Q_GETNEXTQUOTA = 0x800009;
    USRQUOTA = 0;
    GRPQUOTA = 1;
    PRJQUOTA = 2;
}

/// open(2)
pub static OPEN_FLAGS: Xlat = Xlat::mixed(
    "O_???",
    O_ACCMODE as u64,
    names![
        general: O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE,
    ],
    names![
        general: O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK, O_SYNC, __O_SYNC, O_DSYNC, O_DIRECT,
            O_LARGEFILE, O_NOFOLLOW, O_NOATIME, O_CLOEXEC, O_PATH, O_TMPFILE, __O_TMPFILE, O_DIRECTORY;
        self: O_EMPTYPATH;
        general: FASYNC,
    ],
)
.tinted(Tint::Whole);

/// dup3(2), pipe2(2): open(2)'s flags without an access mode
pub static FD_OPEN_FLAGS: Xlat = Xlat::flags("O_???", OPEN_FLAGS.bits);

/// delete_module(2)
pub static DELETE_MODULE_FLAGS: Xlat = Xlat::flags(
    "O_???",
    names![
        general: O_NONBLOCK, O_TRUNC,
    ],
);

/// access(2)
pub static ACCESS_MODES: Xlat = Xlat::flags(
    "?_OK",
    names![
        general: F_OK, R_OK, W_OK, X_OK,
    ],
);

/// lseek(2)
pub static SEEK_WHENCE: Xlat = Xlat::values(
    "SEEK_???",
    names![
        general: SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE,
    ],
);

/// flock(2)
pub static FLOCK_OPS: Xlat = Xlat::flags(
    "LOCK_???",
    names![
        general: LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN, LOCK_MAND, LOCK_RW, LOCK_READ, LOCK_WRITE,
    ],
);

/// setxattr(2)
pub static XATTR_FLAGS: Xlat = Xlat::flags(
    "XATTR_???",
    names![
        general: XATTR_CREATE, XATTR_REPLACE,
    ],
);

/// mount(2)
pub static MOUNT_FLAGS: Xlat = Xlat::flags(
    "MS_???",
    names![
        general: MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_SYNCHRONOUS, MS_REMOUNT, MS_MANDLOCK, MS_DIRSYNC,
            MS_NOSYMFOLLOW, MS_NOATIME, MS_NODIRATIME, MS_BIND, MS_MOVE, MS_REC, MS_SILENT, MS_POSIXACL, MS_UNBINDABLE,
            MS_PRIVATE, MS_SLAVE, MS_SHARED, MS_RELATIME, MS_KERNMOUNT, MS_I_VERSION, MS_STRICTATIME, MS_LAZYTIME,
            MS_SUBMOUNT, MS_NOREMOTELOCK, MS_NOSEC, MS_BORN, MS_ACTIVE, MS_NOUSER,
    ],
);

/// umount2(2)
pub static UMOUNT_FLAGS: Xlat = Xlat::flags(
    "MNT_???",
    names![
        general: MNT_FORCE, MNT_DETACH, MNT_EXPIRE, UMOUNT_NOFOLLOW,
    ],
);

/// swapon(2)
pub static SWAP_FLAGS: Xlat = Xlat::flags(
    "SWAP_FLAG_???",
    names![
        self: SWAP_FLAG_PREFER, SWAP_FLAG_DISCARD, SWAP_FLAG_DISCARD_ONCE, SWAP_FLAG_DISCARD_PAGES,
    ],
)
.with_numbers(&[Number { mask: SWAP_FLAG_PRIO_MASK, suffix: "", form: Form::DecimalAlways }]);

/// A file's type and permissions; a type without a name is not for this table.
pub static FILE_MODES: Xlat = Xlat::mixed(
    "S_???",
    general::S_IFMT as u64,
    names![
        general: S_IFREG, S_IFDIR, S_IFLNK, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK,
    ],
    names![
        general: S_ISUID, S_ISGID, S_ISVTX,
    ],
)
.with_numbers(&[Number { mask: 0o777, suffix: "", form: Form::Mode }])
.tinted(Tint::Nothing);

/// Whose quota: the low byte of quotactl(2)'s operation
pub static QUOTA_TYPES: Xlat = Xlat::values(
    "???QUOTA",
    names![
        self: USRQUOTA, GRPQUOTA, PRJQUOTA,
    ],
);

/// quotactl(2): the command, without the type
pub static QUOTACTL_CMDS: Xlat = Xlat::values(
    "Q_???",
    names![
        libc: Q_SYNC, Q_QUOTAON, Q_QUOTAOFF, Q_GETFMT, Q_GETINFO, Q_SETINFO, Q_GETQUOTA, Q_SETQUOTA;
        self: Q_GETNEXTQUOTA,
    ],
);
