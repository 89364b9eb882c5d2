//! What does fanotify(7) watch?

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    FAN_REPORT_FD_ERROR = 0x2000;
    FAN_REPORT_MNT = 0x4000;
    FAN_MARK_MNTNS = 0x110;
    FAN_DIR_MODIFY = 0x80000;
    FAN_PRE_ACCESS = 0x100000;
    FAN_MNT_ATTACH = 0x1000000;
    FAN_MNT_DETACH = 0x2000000;
}

/// fanotify_init(2): the class of the listener and flags.
pub static FANOTIFY_INIT_FLAGS: Xlat = Xlat::mixed(
    "FAN_CLASS_???",
    0xc,
    names![
        libc: FAN_CLASS_NOTIF, FAN_CLASS_CONTENT, FAN_CLASS_PRE_CONTENT,
    ],
    names![
        libc: FAN_CLOEXEC, FAN_NONBLOCK, FAN_UNLIMITED_QUEUE, FAN_UNLIMITED_MARKS, FAN_ENABLE_AUDIT, FAN_REPORT_PIDFD,
            FAN_REPORT_TID, FAN_REPORT_FID, FAN_REPORT_DIR_FID, FAN_REPORT_NAME, FAN_REPORT_TARGET_FID;
        self: FAN_REPORT_FD_ERROR, FAN_REPORT_MNT,
    ],
);

/// fanotify_mark(2): what is marked and how.
pub static FANOTIFY_MARK_FLAGS: Xlat = Xlat::flags(
    "FAN_MARK_???",
    names![
        libc: FAN_MARK_ADD, FAN_MARK_REMOVE, FAN_MARK_FLUSH, FAN_MARK_DONT_FOLLOW, FAN_MARK_ONLYDIR;
        self: FAN_MARK_MNTNS;
        libc: FAN_MARK_MOUNT, FAN_MARK_FILESYSTEM, FAN_MARK_IGNORED_MASK, FAN_MARK_IGNORED_SURV_MODIFY, FAN_MARK_IGNORE,
            FAN_MARK_EVICTABLE,
    ],
);

/// fanotify_mark(2): the events.
pub static FANOTIFY_EVENTS: Xlat = Xlat::flags(
    "FAN_???",
    names![
        libc: FAN_ACCESS, FAN_MODIFY, FAN_ATTRIB, FAN_CLOSE_WRITE, FAN_CLOSE_NOWRITE, FAN_OPEN, FAN_MOVED_FROM,
            FAN_MOVED_TO, FAN_CREATE, FAN_DELETE, FAN_DELETE_SELF, FAN_MOVE_SELF, FAN_OPEN_EXEC, FAN_Q_OVERFLOW,
            FAN_FS_ERROR, FAN_OPEN_PERM, FAN_ACCESS_PERM, FAN_OPEN_EXEC_PERM;
        self: FAN_DIR_MODIFY, FAN_PRE_ACCESS, FAN_MNT_ATTACH, FAN_MNT_DETACH;
        libc: FAN_EVENT_ON_CHILD, FAN_RENAME, FAN_ONDIR,
    ],
);

/// fanotify_mark(2): descriptors that are none.
pub static FANOTIFY_DIRS: Xlat = Xlat::values(
    "",
    names![
        libc: FAN_NOFD,
    ],
);
