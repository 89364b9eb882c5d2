//! What do mount(2), personality(2), reboot(2) and syslog(2) take?

use linux_raw_sys::general::*;

use crate::syscalls::words::*;
use crate::xlat::*;

/// The flags of mount(2) that make its file system type, or its data too, be ignored.
const CHANGES: u32 = MS_REMOUNT | MS_BIND | MS_MOVE | MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED;
const REMOUNT_BIND: u32 = MS_REMOUNT | MS_BIND;

/// Asks for the personality without a change.
const ASK: u32 = 0xffff_ffff;

select! {
    /// mount(2)
    MOUNT = "mountflags" & CHANGES {
        MS_REMOUNT | REMOUNT_BIND =>
            (source: PATH, target: PATH, filesystemtype: ADDR, mountflags: flags64(&MOUNT_FLAGS), data: STR) -> Int;
        MS_BIND | MS_MOVE | MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED =>
            (source: PATH, target: PATH, filesystemtype: ADDR, mountflags: flags64(&MOUNT_FLAGS), data: ADDR) -> Int;
    }

    /// personality(2)
    PERSONALITY = "persona" {
        ASK => (persona: HEX) -> Flags("", &PERSONALITIES, Styled);
    }

    /// reboot(2)
    REBOOT = "op" {
        LINUX_REBOOT_CMD_RESTART2 => (magic: one_of(&REBOOT_MAGIC1), magic2: one_of(&REBOOT_MAGIC2),
            op: one_of(&REBOOT_CMDS), arg: STR) -> Int;
    }

    /// syslog(2)
    SYSLOG = "type" {
        SYSLOG_ACTION_READ | SYSLOG_ACTION_READ_ALL | SYSLOG_ACTION_READ_CLEAR =>
            (type: remarked(&SYSLOG_ACTIONS), bufp: out_bytes(Ret), len: INT) -> Int;
        SYSLOG_ACTION_CLOSE | SYSLOG_ACTION_OPEN | SYSLOG_ACTION_CLEAR | SYSLOG_ACTION_CONSOLE_OFF
        | SYSLOG_ACTION_CONSOLE_ON | SYSLOG_ACTION_SIZE_UNREAD | SYSLOG_ACTION_SIZE_BUFFER =>
            (type: remarked(&SYSLOG_ACTIONS)) -> Int;
    }
}
