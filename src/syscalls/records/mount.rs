//! How are the structs of the calls on mounts, extended attributes and the page cache laid out?

use linux_raw_sys::general::cachestat;
use linux_raw_sys::general::cachestat_range;
use linux_raw_sys::general::mount_attr;
use linux_raw_sys::general::xattr_args;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::value::Value;
use crate::xlat::MOUNT_ATTRIBUTES;
use crate::xlat::MOUNT_PROPAGATION;
use crate::xlat::XATTR_FLAGS;

/// `struct mnt_id_req` of linux/mount.h, whose second field got a meaning in Linux 6.18.
#[repr(C)]
struct MntIdReq {
    size: u32,
    mnt_ns_fd: u32,
    mnt_id: u64,
    param: u64,
    mnt_ns_id: u64,
}

record! {
    /// mount_setattr(2)
    MOUNT_ATTR: "mount_attr" as mount_attr {
        attr_set: Plain(Value::Flags64(&MOUNT_ATTRIBUTES));
        attr_clr: Plain(Value::Flags64(&MOUNT_ATTRIBUTES));
        propagation: Plain(Value::Enum64(&MOUNT_PROPAGATION));
        userns_fd: Plain(Value::Ulong);
    }

    /// statmount(2), listmount(2)
    MNT_ID_REQ: "mnt_id_req" as MntIdReq {
        size: Plain(Value::Uint);
        mnt_ns_fd: Plain(Value::Fd);
        mnt_id: Plain(Value::Hex64);
        param: Plain(Value::Hex64);
        mnt_ns_id: Plain(Value::Hex64);
    }

    /// setxattrat(2), getxattrat(2)
    XATTR_ARGS: "xattr_args" as xattr_args {
        value: Plain(Value::Addr);
        size: Plain(Value::Uint);
        flags: Plain(Value::Flags(&XATTR_FLAGS));
    }

    /// cachestat(2): the part of the file
    CACHESTAT_RANGE: "cachestat_range" as cachestat_range {
        off: Plain(Value::Hex64);
        len: Plain(Value::Ulong);
    }

    /// cachestat(2)
    CACHESTAT: "cachestat" as cachestat {
        nr_cache: Plain(Value::Ulong);
        nr_dirty: Plain(Value::Ulong);
        nr_writeback: Plain(Value::Ulong);
        nr_evicted: Plain(Value::Ulong);
        nr_recently_evicted: Plain(Value::Ulong);
    }
}
