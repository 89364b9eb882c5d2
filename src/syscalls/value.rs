//! What can be said of a number: an argument that points nowhere, a field of a struct, an element of an array?
//!
//! Numbers are taken from the 64-bit register, or from memory, at the width that
//! the kind says; strace's way of printing follows each.

use crate::xlat::Xlat;

/// What a number means.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Signed 32-bit decimal: `-1`.
    Int,
    /// Unsigned 32-bit decimal.
    Uint,
    /// Signed 64-bit decimal.
    Long,
    /// Seconds since 1970: `1700000000 /* 2023-11-14T22:13:20+0000 */`.
    Time,
    /// Unsigned 64-bit decimal: sizes.
    Ulong,
    /// Unsigned 16-bit decimal.
    Ushort,
    /// 32-bit hexadecimal `0x1f`, `0` as `0`.
    Hex,
    /// 64-bit hexadecimal `0x1f`, `0` as `0`.
    Hex64,
    /// Pointer that is not followed: `NULL` or `0x7f..`.
    Addr,
    /// File descriptor, signed.
    Fd,
    /// File descriptor of another process, of which the result is one of the task's own.
    TheirFd,
    /// File descriptor that may be `AT_FDCWD`.
    DirFd,
    /// Permission bits, octal: `0644`; `000`.
    Mode,
    /// Permission bits in 64 bits, as openat2(2) has them.
    WideMode,
    /// File type and permissions: `S_IFREG|0644`.
    FileMode,
    /// Device number: `makedev(0x8, 0x1)`, new 64-bit encoding of `struct stat`; 32-bit in arguments.
    Dev,
    /// Process or thread id, signed decimal; of a process group, with a minus before it.
    Pid,
    /// As `Pid`, a few values by name: `17`, `PR_SET_PTRACER_ANY`.
    PidOr(&'static Xlat),
    /// Process group or session id, signed decimal.
    Group,
    /// User or group id: unsigned decimal, `-1` as `-1`.
    Id,
    /// Signal number by name: `SIGINT`, `SIGRT_3`, `0`.
    Signal,
    /// Signal number in 64 bits; what is none, unsigned: `SIGCHLD`, `300`.
    WideSignal,
    /// Flags in 32 bits: `O_RDONLY|O_CLOEXEC`.
    Flags(&'static Xlat),
    /// Flags in 64 bits.
    Flags64(&'static Xlat),
    /// One of some values in 32 bits: `SEEK_SET`.
    Enum(&'static Xlat),
    /// One of some values in 64 bits.
    Enum64(&'static Xlat),
    /// Signed 32-bit decimal, a few values by name: `17`, `KEY_SPEC_THREAD_KEYRING`.
    Named(&'static Xlat),
    /// File descriptor, a few values by name: `3`, `FAN_NOFD`.
    FdOr(&'static Xlat),
    /// Signed decimal with its name as a remark: `3 /* SYSLOG_ACTION_READ_ALL */`.
    Remarked(&'static Xlat),
    /// Value in network byte order: `htons(ETH_P_ALL)`.
    Htons(&'static Xlat),
    /// Priority of I/O: `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)`.
    Ioprio,
    /// clone(2)'s flags with the signal in the low byte.
    CloneFlags,
    /// Wait status word: `{WIFEXITED(s) && WEXITSTATUS(s) == 0}`.
    WaitStatus,
    /// ioctl command: by its name, or taken apart: `_IOC(_IOC_READ, 0x12, 0x34, 0x4)`.
    IoctlOp,
    /// quotactl command: `QCMD(Q_SYNC, USRQUOTA)`.
    QuotaOp,
    /// Argument of FUTEX_WAKE_OP: `FUTEX_OP_SET<<28|0<<12|FUTEX_OP_CMP_EQ<<24|0x7`.
    FutexWakeOp,
}

/// How wide a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// Bytes that it has in memory.
    pub memory: u32,
    /// Bytes that the kernel takes of a register.
    pub register: u32,
    /// Whether the highest of its bits is its sign.
    pub signed: bool,
}

impl Value {
    /// How wide it is: all else about numbers follows from this.
    pub const fn width(&self) -> Width {
        let (memory, register, signed) = match self {
            Value::Int
            | Value::Fd
            | Value::TheirFd
            | Value::DirFd
            | Value::Pid
            | Value::PidOr(_)
            | Value::Group
            | Value::Signal
            | Value::Named(_)
            | Value::FdOr(_)
            | Value::Remarked(_) => (4, 4, true),
            Value::Uint
            | Value::Hex
            | Value::Id
            | Value::Flags(_)
            | Value::Enum(_)
            | Value::Ioprio
            | Value::WaitStatus
            | Value::IoctlOp
            | Value::QuotaOp
            | Value::FutexWakeOp => (4, 4, false),
            Value::Mode | Value::FileMode => (4, 2, false),
            Value::Ushort | Value::Htons(_) => (2, 2, false),
            Value::Dev => (8, 4, false),
            Value::Long | Value::Time => (8, 8, true),
            Value::Ulong
            | Value::Hex64
            | Value::Addr
            | Value::WideMode
            | Value::WideSignal
            | Value::Flags64(_)
            | Value::Enum64(_)
            | Value::CloneFlags => (8, 8, false),
        };
        Width { memory, register, signed }
    }

    /// The number that the kernel takes of a register: as wide as the value is, and with its sign.
    pub const fn taken(&self, raw: u64) -> i128 {
        let width = self.width();
        let unused = u64::BITS - 8 * width.register;
        if width.signed {
            ((raw << unused) as i64 >> unused) as i128
        } else {
            (raw << unused >> unused) as i128
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_takes_as_much_of_a_register_as_the_value_has_and_its_sign() {
        let raw = 0xffff_ffff_ffff_fffe;
        assert_eq!(Value::Int.taken(raw), -2);
        assert_eq!(Value::Long.taken(raw), -2);
        assert_eq!(Value::Uint.taken(raw), 0xffff_fffe);
        assert_eq!(Value::Mode.taken(raw), 0xfffe);
        assert_eq!(Value::Dev.taken(raw), 0xffff_fffe);
        assert_eq!(Value::Ulong.taken(raw), 0xffff_ffff_ffff_fffe);
        assert_eq!(Value::Int.taken(0xdead_0000_0001), 1);
    }
}
