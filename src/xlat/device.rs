//! Which names do the arguments of terminal and file-system ioctls have?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// TCXONC
pub static TCXONC_ACTIONS: Xlat = Xlat::values(
    "TC???",
    names![
        general: TCOOFF, TCOON, TCIOFF, TCION,
    ],
);

/// TCFLSH
pub static TCFLSH_QUEUES: Xlat = Xlat::values(
    "TC???",
    names![
        general: TCIFLUSH, TCOFLUSH, TCIOFLUSH,
    ],
);

/// TIOCMGET and its like
pub static MODEM_LINES: Xlat = Xlat::flags(
    "TIOCM_???",
    names![
        general: TIOCM_LE, TIOCM_DTR, TIOCM_RTS, TIOCM_ST, TIOCM_SR, TIOCM_CTS, TIOCM_CAR, TIOCM_RNG, TIOCM_DSR,
            TIOCM_OUT1, TIOCM_OUT2, TIOCM_LOOP,
    ],
);

/// FS_IOC_GETFLAGS, FS_IOC_SETFLAGS
pub static INODE_FLAGS: Xlat = Xlat::flags(
    "FS_???",
    names![
        general: FS_SECRM_FL, FS_UNRM_FL, FS_COMPR_FL, FS_SYNC_FL, FS_IMMUTABLE_FL, FS_APPEND_FL, FS_NODUMP_FL,
            FS_NOATIME_FL, FS_DIRTY_FL, FS_COMPRBLK_FL, FS_NOCOMP_FL, FS_ENCRYPT_FL, FS_INDEX_FL, FS_IMAGIC_FL,
            FS_JOURNAL_DATA_FL, FS_NOTAIL_FL, FS_DIRSYNC_FL, FS_TOPDIR_FL, FS_HUGE_FILE_FL, FS_EXTENT_FL, FS_VERITY_FL,
            FS_EA_INODE_FL, FS_EOFBLOCKS_FL, FS_NOCOW_FL, FS_DAX_FL, FS_INLINE_DATA_FL, FS_PROJINHERIT_FL, FS_CASEFOLD_FL,
            FS_RESERVED_FL,
    ],
);
