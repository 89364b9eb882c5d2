//! What does statx(2) ask for and answer?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// How fresh the answer must be, and how the path is walked.
pub static AT_STATX_FLAGS: Xlat = Xlat::mixed(
    "AT_???",
    0x6000,
    names![
        general: AT_STATX_SYNC_AS_STAT, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC,
    ],
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE,
    ],
)
.apart()
.blank();

/// Fields wanted and fields given.
pub static STATX_MASK: Xlat = Xlat::flags(
    "STATX_???",
    names![
        general: STATX_ALL, STATX_BASIC_STATS, STATX_TYPE, STATX_MODE, STATX_NLINK, STATX_UID, STATX_GID, STATX_ATIME, STATX_MTIME,
            STATX_CTIME, STATX_INO, STATX_SIZE, STATX_BLOCKS, STATX_BTIME, STATX_MNT_ID, STATX_DIOALIGN,
            STATX_MNT_ID_UNIQUE, STATX_SUBVOL, STATX_WRITE_ATOMIC, STATX_DIO_READ_ALIGN,
    ],
);

/// `stx_attributes`.
pub static STATX_ATTRIBUTES: Xlat = Xlat::flags(
    "STATX_ATTR_???",
    names![
        general: STATX_ATTR_COMPRESSED, STATX_ATTR_IMMUTABLE, STATX_ATTR_APPEND, STATX_ATTR_NODUMP,
            STATX_ATTR_ENCRYPTED, STATX_ATTR_AUTOMOUNT, STATX_ATTR_MOUNT_ROOT, STATX_ATTR_VERITY, STATX_ATTR_DAX,
            STATX_ATTR_WRITE_ATOMIC,
    ],
);
