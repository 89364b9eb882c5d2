//! What do the calls that make mounts step by step take?

use linux_raw_sys::general;
use linux_raw_sys::general::fsconfig_command;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    FSMOUNT_NAMESPACE = 2;
    STATMOUNT_BY_FD = 1;
}

/// move_mount(2).
pub static MOVE_MOUNT_FLAGS: Xlat = Xlat::flags(
    "MOVE_MOUNT_???",
    names![
        general: MOVE_MOUNT_F_SYMLINKS, MOVE_MOUNT_F_AUTOMOUNTS, MOVE_MOUNT_F_EMPTY_PATH, MOVE_MOUNT_T_SYMLINKS,
            MOVE_MOUNT_T_AUTOMOUNTS, MOVE_MOUNT_T_EMPTY_PATH, MOVE_MOUNT_SET_GROUP, MOVE_MOUNT_BENEATH,
    ],
);

/// fsopen(2).
pub static FSOPEN_FLAGS: Xlat = Xlat::flags(
    "FSOPEN_???",
    names![
        general: FSOPEN_CLOEXEC,
    ],
);

/// fsconfig(2).
pub static FSCONFIG_COMMANDS: Xlat = Xlat::values(
    "FSCONFIG_???",
    names![
        fsconfig_command: FSCONFIG_SET_FLAG, FSCONFIG_SET_STRING, FSCONFIG_SET_BINARY, FSCONFIG_SET_PATH,
            FSCONFIG_SET_PATH_EMPTY, FSCONFIG_SET_FD, FSCONFIG_CMD_CREATE, FSCONFIG_CMD_RECONFIGURE,
            FSCONFIG_CMD_CREATE_EXCL,
    ],
);

/// fsmount(2).
pub static FSMOUNT_FLAGS: Xlat = Xlat::flags(
    "FSMOUNT_???",
    names![
        general: FSMOUNT_CLOEXEC;
        self: FSMOUNT_NAMESPACE,
    ],
);

/// fspick(2).
pub static FSPICK_FLAGS: Xlat = Xlat::flags(
    "FSPICK_???",
    names![
        general: FSPICK_CLOEXEC, FSPICK_SYMLINK_NOFOLLOW, FSPICK_NO_AUTOMOUNT, FSPICK_EMPTY_PATH,
    ],
);

/// fsmount(2), `struct mount_attr`.
pub static MOUNT_ATTRIBUTES: Xlat = Xlat::flags(
    "MOUNT_ATTR_???",
    names![
        general: MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV, MOUNT_ATTR_NOEXEC, MOUNT_ATTR__ATIME,
            MOUNT_ATTR_NOATIME, MOUNT_ATTR_STRICTATIME, MOUNT_ATTR_NODIRATIME, MOUNT_ATTR_IDMAP, MOUNT_ATTR_NOSYMFOLLOW,
    ],
);

/// `struct mount_attr`.
pub static MOUNT_PROPAGATION: Xlat = Xlat::values(
    "MS_???",
    names![
        general: MS_UNBINDABLE, MS_PRIVATE, MS_SLAVE, MS_SHARED,
    ],
);

/// statmount(2).
pub static STATMOUNT_FLAGS: Xlat = Xlat::flags(
    "STATMOUNT_???",
    names![
        self: STATMOUNT_BY_FD,
    ],
);

/// listmount(2).
pub static LISTMOUNT_FLAGS: Xlat = Xlat::flags(
    "LISTMOUNT_???",
    names![
        general: LISTMOUNT_REVERSE,
    ],
);
