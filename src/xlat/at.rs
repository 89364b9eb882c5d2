//! What do the flags of the `...at` calls say about the path?
//!
//! Every call has a table of its own because a bit can mean one thing to one call
//! and another to the next: 0x200 is AT_REMOVEDIR to unlinkat and AT_EACCESS to
//! faccessat2.

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// fstatat(2), linkat(2), unlinkat(2), fchownat(2), utimensat(2).
pub static AT_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE,
    ],
);

/// faccessat2(2).
pub static AT_ACCESS_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_EACCESS, AT_EMPTY_PATH,
    ],
);

/// name_to_handle_at(2).
pub static AT_HANDLE_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_HANDLE_MNT_ID_UNIQUE, AT_HANDLE_CONNECTABLE, AT_HANDLE_FID, AT_SYMLINK_FOLLOW, AT_EMPTY_PATH,
    ],
);

/// execveat(2).
pub static AT_EXEC_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH, AT_EXECVE_CHECK,
    ],
);

/// mount_setattr(2).
pub static AT_MOUNT_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE,
    ],
);

/// Calls on one file whatever its type: fchmodat2(2), setxattrat(2), file_getattr(2).
pub static AT_NODE_FLAGS: Xlat = Xlat::flags(
    "AT_???",
    names![
        general: AT_SYMLINK_NOFOLLOW, AT_EMPTY_PATH,
    ],
);

/// open_tree(2).
pub static OPEN_TREE_FLAGS: Xlat = Xlat::flags(
    "OPEN_TREE_???",
    names![
        general: OPEN_TREE_CLONE;
        libc: OPEN_TREE_NAMESPACE;
        general: OPEN_TREE_CLOEXEC, AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE,
    ],
);
