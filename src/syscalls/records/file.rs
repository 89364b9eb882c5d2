//! How are the structs of files and file systems laid out?

use libc::flock;
use libc::stat;
use libc::statx;
use libc::statx_timestamp;
use linux_raw_sys::general;
use linux_raw_sys::general::__kernel_fsid_t;
use linux_raw_sys::general::f_owner_ex;
use linux_raw_sys::general::open_how;
use linux_raw_sys::general::statfs;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Date;
use crate::syscalls::record::FieldKind::Moment;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Numbers;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldWhen::AnyBit;
use crate::syscalls::record::FieldWhen::NoneOf;
use crate::syscalls::record::FieldWhen::NotZero;
use crate::syscalls::record::FieldWhen::OneOf;
use crate::syscalls::value::Value;
use crate::xlat::FILE_SYSTEMS;
use crate::xlat::FILE_SYSTEM_FLAGS;
use crate::xlat::LOCK_TYPES;
use crate::xlat::OPEN_FLAGS;
use crate::xlat::OWNER_TYPES;
use crate::xlat::RESOLVE_FLAGS;
use crate::xlat::SEEK_WHENCE;
use crate::xlat::STATX_ATTRIBUTES;
use crate::xlat::STATX_MASK;

/// All the bits of a number.
const ALL: u64 = u64::MAX;
/// The file type in a mode.
const TYPE: u64 = general::S_IFMT as u64;
/// The types of files that have a device number of their own and no size.
const DEVICES: &[u64] = &[general::S_IFCHR as u64, general::S_IFBLK as u64];
/// Which mount it is on: known by either of its numbers.
const STATX_MOUNT: u64 = (general::STATX_MNT_ID | general::STATX_MNT_ID_UNIQUE) as u64;
/// `f_flags` are filled in.
const ST_VALID: u64 = 0x20;

record! {
    /// stat(2) and its like
    STAT: "stat" as stat {
        st_dev[long]: Plain(Value::Dev), verbose;
        st_ino[long]: Plain(Value::Ulong), verbose;
        st_mode: Plain(Value::FileMode);
        st_nlink[long]: Plain(Value::Ulong), verbose;
        st_uid: Plain(Value::Id), verbose;
        st_gid: Plain(Value::Id), verbose;
        st_blksize[long]: Plain(Value::Ulong), verbose;
        st_blocks[long]: Plain(Value::Ulong), verbose;
        st_size[long]: Plain(Value::Long) => NoneOf("st_mode", TYPE, DEVICES);
        ..[u32] st_rdev[long]: Plain(Value::Dev) => OneOf("st_mode", TYPE, DEVICES);
        st_atime[long]: Date(Some("st_atime_nsec")), verbose;
        st_atime_nsec[long]: Plain(Value::Ulong), verbose;
        st_mtime[long]: Date(Some("st_mtime_nsec")), verbose;
        st_mtime_nsec[long]: Plain(Value::Ulong), verbose;
        st_ctime[long]: Date(Some("st_ctime_nsec")), verbose;
        st_ctime_nsec[long]: Plain(Value::Ulong), verbose;
    } ..[long; 3]

    /// statx(2)
    STATX: "statx" as statx {
        stx_mask: Plain(Value::Flags(&STATX_MASK));
        stx_blksize: Plain(Value::Uint), verbose;
        stx_attributes: Plain(Value::Flags64(&STATX_ATTRIBUTES));
        stx_nlink: Plain(Value::Uint), verbose => AnyBit("stx_mask", general::STATX_NLINK as u64);
        stx_uid: Plain(Value::Id), verbose => AnyBit("stx_mask", general::STATX_UID as u64);
        stx_gid: Plain(Value::Id), verbose => AnyBit("stx_mask", general::STATX_GID as u64);
        stx_mode: Plain(Value::FileMode) => AnyBit("stx_mask", (general::STATX_TYPE | general::STATX_MODE) as u64);
        ..[u16] stx_ino: Plain(Value::Ulong), verbose => AnyBit("stx_mask", general::STATX_INO as u64);
        stx_size: Plain(Value::Ulong) => AnyBit("stx_mask", general::STATX_SIZE as u64);
        stx_blocks: Plain(Value::Ulong), verbose => AnyBit("stx_mask", general::STATX_BLOCKS as u64);
        stx_attributes_mask: Plain(Value::Flags64(&STATX_ATTRIBUTES)), verbose;
        stx_atime: Moment(&STATX_TIMESTAMP), verbose => AnyBit("stx_mask", general::STATX_ATIME as u64);
        stx_btime: Moment(&STATX_TIMESTAMP), verbose => AnyBit("stx_mask", general::STATX_BTIME as u64);
        stx_ctime: Moment(&STATX_TIMESTAMP), verbose => AnyBit("stx_mask", general::STATX_CTIME as u64);
        stx_mtime: Moment(&STATX_TIMESTAMP), verbose => AnyBit("stx_mask", general::STATX_MTIME as u64);
        stx_rdev_major: Plain(Value::Uint), verbose;
        stx_rdev_minor: Plain(Value::Uint), verbose;
        stx_dev_major: Plain(Value::Uint), verbose;
        stx_dev_minor: Plain(Value::Uint), verbose;
        stx_mnt_id: Plain(Value::Hex64), verbose => AnyBit("stx_mask", STATX_MOUNT);
    } ..[u64; 13]

    /// A time in statx(2)'s result
    STATX_TIMESTAMP: "statx_timestamp" as statx_timestamp {
        tv_sec: Plain(Value::Long);
        tv_nsec: Plain(Value::Uint);
    } ..[i32]

    /// statfs(2), fstatfs(2)
    STATFS: "statfs" as statfs {
        f_type[long]: Plain(Value::Enum64(&FILE_SYSTEMS));
        f_bsize[long]: Plain(Value::Ulong);
        f_blocks[long]: Plain(Value::Ulong);
        f_bfree[long]: Plain(Value::Ulong);
        f_bavail[long]: Plain(Value::Ulong);
        f_files[long]: Plain(Value::Ulong);
        f_ffree[long]: Plain(Value::Ulong);
        f_fsid: Nested(&FSID);
        f_namelen[long]: Plain(Value::Ulong);
        f_frsize[long]: Plain(Value::Ulong);
        f_flags[long]: Plain(Value::Flags64(&FILE_SYSTEM_FLAGS)) => AnyBit("f_flags", ST_VALID);
    } ..[long; 4]

    /// A file system's id
    FSID: "fsid_t" as __kernel_fsid_t {
        val: Numbers(Value::Hex, 2);
    }

    /// A lock to be set: fcntl(2)'s F_SETLK
    FLOCK: "flock" as flock {
        l_type: Plain(Value::Enum(&LOCK_TYPES));
        l_whence: Plain(Value::Enum(&SEEK_WHENCE));
        l_start[long]: Plain(Value::Long);
        l_len[long]: Plain(Value::Long);
    } ..[i32]

    /// A lock that somebody holds: fcntl(2)'s F_GETLK
    FLOCK_HELD: "flock" as flock {
        l_type: Plain(Value::Enum(&LOCK_TYPES));
        l_whence: Plain(Value::Enum(&SEEK_WHENCE));
        l_start[long]: Plain(Value::Long);
        l_len[long]: Plain(Value::Long);
        l_pid: Plain(Value::Pid);
    }

    /// fcntl(2)'s F_SETOWN_EX
    F_OWNER_EX: "f_owner_ex" as f_owner_ex {
        type = type_: Plain(Value::Enum(&OWNER_TYPES));
        pid: Plain(Value::Pid) => NoneOf("type", ALL, &[general::F_OWNER_PGRP as u64]);
        pid: Plain(Value::Group) => OneOf("type", ALL, &[general::F_OWNER_PGRP as u64]);
    }

    /// openat2(2)
    OPEN_HOW: "open_how" as open_how {
        flags: Plain(Value::Flags64(&OPEN_FLAGS));
        mode: Plain(Value::WideMode) => NotZero;
        resolve: Plain(Value::Flags64(&RESOLVE_FLAGS));
    }
}
