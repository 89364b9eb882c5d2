//! How are files opened, moved and copied without passing through the program?

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    RWF_NOSIGNAL = 0x100;
    IOCB_CMD_PREAD = 0;
    IOCB_CMD_PWRITE = 1;
    IOCB_CMD_FSYNC = 2;
    IOCB_CMD_FDSYNC = 3;
    IOCB_CMD_PREADX = 4;
    IOCB_CMD_POLL = 5;
    IOCB_CMD_NOOP = 6;
    IOCB_CMD_PREADV = 7;
    IOCB_CMD_PWRITEV = 8;
}

/// `struct open_how` of openat2(2).
pub static RESOLVE_FLAGS: Xlat = Xlat::flags(
    "RESOLVE_???",
    names![
        general: RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH, RESOLVE_IN_ROOT,
            RESOLVE_CACHED,
    ],
);

/// close_range(2).
pub static CLOSE_RANGE_FLAGS: Xlat = Xlat::flags(
    "CLOSE_RANGE_???",
    names![
        libc: CLOSE_RANGE_UNSHARE, CLOSE_RANGE_CLOEXEC,
    ],
);

/// renameat2(2).
pub static RENAME_FLAGS: Xlat = Xlat::flags(
    "RENAME_???",
    names![
        general: RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_WHITEOUT,
    ],
);

/// splice(2), tee(2), vmsplice(2).
pub static SPLICE_FLAGS: Xlat = Xlat::flags(
    "SPLICE_F_???",
    names![
        general: SPLICE_F_MOVE, SPLICE_F_NONBLOCK, SPLICE_F_MORE, SPLICE_F_GIFT,
    ],
);

/// sync_file_range(2).
pub static SYNC_FILE_RANGE_FLAGS: Xlat = Xlat::flags(
    "SYNC_FILE_RANGE_???",
    names![
        general: SYNC_FILE_RANGE_WAIT_BEFORE, SYNC_FILE_RANGE_WRITE, SYNC_FILE_RANGE_WAIT_AFTER,
    ],
);

/// fallocate(2).
pub static FALLOCATE_MODES: Xlat = Xlat::flags(
    "FALLOC_FL_???",
    names![
        general: FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_NO_HIDE_STALE, FALLOC_FL_COLLAPSE_RANGE,
            FALLOC_FL_ZERO_RANGE, FALLOC_FL_INSERT_RANGE, FALLOC_FL_UNSHARE_RANGE, FALLOC_FL_WRITE_ZEROES,
    ],
);

/// posix_fadvise(2).
pub static FADVISE: Xlat = Xlat::values(
    "POSIX_FADV_???",
    names![
        general: POSIX_FADV_NORMAL, POSIX_FADV_RANDOM, POSIX_FADV_SEQUENTIAL, POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,
            POSIX_FADV_NOREUSE,
    ],
);

/// preadv2(2), pwritev2(2).
pub static RWF_FLAGS: Xlat = Xlat::flags(
    "RWF_???",
    names![
        general: RWF_HIPRI, RWF_DSYNC, RWF_SYNC, RWF_NOWAIT, RWF_APPEND;
        libc: RWF_NOAPPEND, RWF_ATOMIC, RWF_DONTCACHE;
        self: RWF_NOSIGNAL,
    ],
);

/// getrandom(2).
pub static RANDOM_FLAGS: Xlat = Xlat::flags(
    "GRND_???",
    names![
        general: GRND_NONBLOCK, GRND_RANDOM, GRND_INSECURE,
    ],
);

/// `struct iocb` of io_submit(2).
pub static IOCB_COMMANDS: Xlat = Xlat::values(
    "IOCB_CMD_???",
    names![
        self: IOCB_CMD_PREAD, IOCB_CMD_PWRITE, IOCB_CMD_FSYNC, IOCB_CMD_FDSYNC, IOCB_CMD_PREADX, IOCB_CMD_POLL,
            IOCB_CMD_NOOP, IOCB_CMD_PREADV, IOCB_CMD_PWRITEV,
    ],
);
