//! Which names do the operations of fcntl(2) and their arguments have?

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    F_GETLK64 = 0xc;
    F_SETLK64 = 0xd;
    F_SETLKW64 = 0xe;
    F_GETDELEG = 0x40f;
    F_SETDELEG = 0x410;
}

/// fcntl(2): the operation
pub static FCNTL_OPS: Xlat = Xlat::values(
    "F_???",
    names![
        general: F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_SETOWN, F_GETOWN, F_SETSIG,
            F_GETSIG;
        self: F_GETLK64, F_SETLK64, F_SETLKW64;
        general: F_SETOWN_EX, F_GETOWN_EX, F_GETOWNER_UIDS, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE,
            F_GETLEASE, F_NOTIFY, F_DUPFD_QUERY, F_CREATED_QUERY, F_CANCELLK, F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ,
            F_ADD_SEALS, F_GET_SEALS, F_GET_RW_HINT, F_SET_RW_HINT, F_GET_FILE_RW_HINT, F_SET_FILE_RW_HINT;
        self: F_GETDELEG, F_SETDELEG,
    ],
);

/// F_GETFD, F_SETFD
pub static FD_FLAGS: Xlat = Xlat::flags(
    "FD_???",
    names![
        general: FD_CLOEXEC,
    ],
);

/// `l_type` of struct flock
pub static LOCK_TYPES: Xlat = Xlat::values(
    "F_???",
    names![
        general: F_RDLCK, F_WRLCK, F_UNLCK, F_EXLCK, F_SHLCK,
    ],
);

/// F_SETLEASE, F_GETLEASE
pub static LEASE_TYPES: Xlat = Xlat::values(
    "F_???",
    names![
        general: F_RDLCK, F_WRLCK, F_UNLCK, F_EXLCK, F_SHLCK,
    ],
);

/// F_NOTIFY
pub static NOTIFY_EVENTS: Xlat = Xlat::flags(
    "DN_???",
    names![
        general: DN_ACCESS, DN_MODIFY, DN_CREATE, DN_DELETE, DN_RENAME, DN_ATTRIB, DN_MULTISHOT,
    ],
);

/// F_ADD_SEALS, F_GET_SEALS
pub static SEALS: Xlat = Xlat::flags(
    "F_SEAL_???",
    names![
        general: F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_FUTURE_WRITE, F_SEAL_EXEC,
    ],
);

/// `type` of struct f_owner_ex
pub static OWNER_TYPES: Xlat = Xlat::values(
    "F_OWNER_???",
    names![
        general: F_OWNER_TID, F_OWNER_PID, F_OWNER_PGRP,
    ],
);

/// F_GET_RW_HINT and its like
pub static WRITE_HINTS: Xlat = Xlat::values(
    "RWH_WRITE_LIFE_???",
    names![
        general: RWH_WRITE_LIFE_NOT_SET, RWH_WRITE_LIFE_NONE, RWH_WRITE_LIFE_SHORT, RWH_WRITE_LIFE_MEDIUM,
            RWH_WRITE_LIFE_LONG, RWH_WRITE_LIFE_EXTREME,
    ],
);
