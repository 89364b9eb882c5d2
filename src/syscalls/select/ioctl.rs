//! What do ioctl(2) commands take?
//!
//! Commands that are not here are printed by name, the argument as an address.

use linux_raw_sys::ioctl::*;
use linux_raw_sys::loop_device::*;

use crate::syscalls::records::*;
use crate::syscalls::words::*;
use crate::xlat::*;

select! {
    /// ioctl(2)
    IOCTL = "op" {
        // Terminals
        TCGETS => (fd: FD, op: IOCTL_OP, argp: out_struct(&TERMIOS)) -> Int;
        TCSETS | TCSETSW | TCSETSF => (fd: FD, op: IOCTL_OP, argp: in_struct(&TERMIOS)) -> Int;
        TCGETS2 => (fd: FD, op: IOCTL_OP, argp: out_struct(&TERMIOS2)) -> Int;
        TCSETS2 | TCSETSW2 | TCSETSF2 => (fd: FD, op: IOCTL_OP, argp: in_struct(&TERMIOS2)) -> Int;
        TCXONC => (fd: FD, op: IOCTL_OP, argp: one_of(&TCXONC_ACTIONS)) -> Int;
        TCFLSH => (fd: FD, op: IOCTL_OP, argp: one_of64(&TCFLSH_QUEUES)) -> Int;
        TCSBRK | TCSBRKP | TIOCSCTTY => (fd: FD, op: IOCTL_OP, argp: INT) -> Int;
        TIOCGWINSZ => (fd: FD, op: IOCTL_OP, argp: out_struct(&WINSIZE)) -> Int;
        TIOCSWINSZ => (fd: FD, op: IOCTL_OP, argp: in_struct(&WINSIZE)) -> Int;
        TIOCGPGRP | TIOCGSID => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
        TIOCSPGRP => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Int)) -> Int;
        TIOCGPTN => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Uint)) -> Int;
        TIOCMGET => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Flags(&MODEM_LINES))) -> Int;
        TIOCMSET | TIOCMBIS | TIOCMBIC =>
            (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Flags(&MODEM_LINES))) -> Int;
        TIOCGETD | TIOCGSOFTCAR | TIOCGEXCL | TIOCOUTQ => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
        TIOCSETD | TIOCSSOFTCAR | TIOCSPTLCK | TIOCPKT => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Int)) -> Int;
        TIOCSTI => (fd: FD, op: IOCTL_OP, argp: in_bytes(Fixed(1))) -> Int;
        TIOCGPTPEER => (fd: FD, op: IOCTL_OP, argp: HEX64) -> Int;
        TIOCEXCL | TIOCNXCL | TIOCNOTTY | TIOCCONS | TIOCSBRK | TIOCCBRK => (fd: FD, op: IOCTL_OP) -> Int;

        // Any file
        FIOCLEX | FIONCLEX => (fd: FD, op: IOCTL_OP) -> Int;
        FIONREAD => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
        FIONBIO | FIOASYNC => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Int)) -> Int;
        FIOGETOWN | SIOCGPGRP => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
        FIOSETOWN | SIOCSPGRP => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Int)) -> Int;
        SIOCATMARK => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;

        // File systems
        FS_IOC_GETFLAGS => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Flags(&INODE_FLAGS))) -> Int;
        FS_IOC_SETFLAGS => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Flags(&INODE_FLAGS))) -> Int;
        FICLONE => (fd: FD, op: IOCTL_OP, argp: INT) -> Int;
        FIFREEZE | FITHAW => (fd: FD, op: IOCTL_OP) -> Int;

        // Block devices
        BLKGETSIZE64 => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Ulong)) -> Int;
        BLKGETSIZE => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Ulong)) -> Int;
        BLKRAGET | BLKFRAGET => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Long)) -> Int;
        BLKRASET | BLKFRASET => (fd: FD, op: IOCTL_OP, argp: LONG) -> Int;
        BLKSECTGET | BLKROTATIONAL => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Ushort)) -> Int;
        BLKROGET | BLKSSZGET | BLKBSZGET | BLKALIGNOFF =>
            (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
        BLKIOMIN | BLKIOOPT | BLKPBSZGET | BLKDISCARDZEROES =>
            (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Uint)) -> Int;
        BLKROSET | BLKBSZSET => (fd: FD, op: IOCTL_OP, argp: in_ptr(Value::Int)) -> Int;
        BLKDISCARD | BLKSECDISCARD | BLKZEROOUT =>
            (fd: FD, op: IOCTL_OP, argp: in_array(Value::Ulong, Fixed(2))) -> Int;
        BLKRRPART | BLKFLSBUF => (fd: FD, op: IOCTL_OP) -> Int;
        LOOP_SET_FD => (fd: FD, op: IOCTL_OP, argp: FD) -> Int;
        LOOP_CTL_ADD | LOOP_CTL_REMOVE => (fd: FD, op: IOCTL_OP, argp: INT) -> Int;
        LOOP_CLR_FD | LOOP_CTL_GET_FREE => (fd: FD, op: IOCTL_OP) -> Int;

        LOOP_SET_CAPACITY | BLKTRACESTART | BLKTRACESTOP | BLKTRACETEARDOWN | NBD_DO_IT | NBD_CLEAR_SOCK | NBD_CLEAR_QUE
        | NBD_PRINT_DEBUG | NBD_DISCONNECT => (fd: FD, op: IOCTL_OP) -> Int;
        LOOP_SET_DIRECT_IO | LOOP_SET_BLOCK_SIZE | NBD_SET_BLKSIZE | NBD_SET_SIZE | NBD_SET_SIZE_BLOCKS
        | NBD_SET_TIMEOUT => (fd: FD, op: IOCTL_OP, argp: ULONG) -> Int;
        LOOP_CHANGE_FD | NBD_SET_SOCK => (fd: FD, op: IOCTL_OP, argp: FD) -> Int;

        // Clocks and other devices
        RTC_AIE_ON | RTC_AIE_OFF | RTC_UIE_ON | RTC_UIE_OFF | RTC_PIE_ON | RTC_PIE_OFF | RTC_WIE_ON | RTC_WIE_OFF
        | RTC_VL_CLR => (fd: FD, op: IOCTL_OP) -> Int;
        RTC_IRQP_SET | RTC_EPOCH_SET | EVIOCGRAB | EVIOCREVOKE => (fd: FD, op: IOCTL_OP, argp: ULONG) -> Int;
        RNDCLEARPOOL | RNDRESEEDCRNG | TIOCVHANGUP | WDIOC_KEEPALIVE => (fd: FD, op: IOCTL_OP) -> Int;

        // Name spaces
        NS_GET_USERNS | NS_GET_PARENT => (fd: FD, op: IOCTL_OP) -> Fd;
        NS_GET_NSTYPE => (fd: FD, op: IOCTL_OP) -> Enum(&NAMESPACE_TYPES);
        NS_GET_OWNER_UID => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Id)) -> Int;
        RNDGETENTCNT => (fd: FD, op: IOCTL_OP, argp: out_ptr(Value::Int)) -> Int;
    }
}
