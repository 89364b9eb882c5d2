//! What do the operations of fcntl(2) take?

use linux_raw_sys::general::*;

use crate::syscalls::records::*;
use crate::syscalls::words::*;
use crate::xlat::*;

select! {
    /// fcntl(2)
    FCNTL = "op" {
        F_DUPFD | F_DUPFD_CLOEXEC => (fd: FD, op: one_of(&FCNTL_OPS), arg: LONG) -> Fd;
        F_GETFD => (fd: FD, op: one_of(&FCNTL_OPS)) -> Flags("flags", &FD_FLAGS, Styled);
        F_SETFD => (fd: FD, op: one_of(&FCNTL_OPS), arg: flags(&FD_FLAGS)) -> Int;
        F_GETFL => (fd: FD, op: one_of(&FCNTL_OPS)) -> Flags("flags", &OPEN_FLAGS, Named);
        F_SETFL => (fd: FD, op: one_of(&FCNTL_OPS), arg: flags(&OPEN_FLAGS)) -> Int;
        F_GETLK | F_OFD_GETLK => (fd: FD, op: one_of(&FCNTL_OPS), arg: out_struct(&FLOCK_HELD)) -> Int;
        F_SETLK | F_SETLKW | F_OFD_SETLK | F_OFD_SETLKW =>
            (fd: FD, op: one_of(&FCNTL_OPS), arg: in_struct(&FLOCK)) -> Int;
        F_SETOWN => (fd: FD, op: one_of(&FCNTL_OPS), arg: PID) -> Int;
        F_GETOWN => (fd: FD, op: one_of(&FCNTL_OPS)) -> Pid;
        F_SETSIG => (fd: FD, op: one_of(&FCNTL_OPS), arg: SIGNAL) -> Int;
        F_GETSIG => (fd: FD, op: one_of(&FCNTL_OPS)) -> Signal;
        F_SETOWN_EX => (fd: FD, op: one_of(&FCNTL_OPS), arg: in_struct(&F_OWNER_EX)) -> Int;
        F_GETOWN_EX => (fd: FD, op: one_of(&FCNTL_OPS), arg: out_struct(&F_OWNER_EX)) -> Int;
        F_SETLEASE => (fd: FD, op: one_of(&FCNTL_OPS), arg: one_of64(&LEASE_TYPES)) -> Int;
        F_GETLEASE => (fd: FD, op: one_of(&FCNTL_OPS)) -> Flags("", &LEASE_TYPES, Named);
        F_NOTIFY => (fd: FD, op: one_of(&FCNTL_OPS), arg: flags64(&NOTIFY_EVENTS)) -> Int;
        F_DUPFD_QUERY => (fd: FD, op: one_of(&FCNTL_OPS), arg: FD) -> Int;
        F_SETPIPE_SZ => (fd: FD, op: one_of(&FCNTL_OPS), arg: LONG) -> Int;
        F_GETPIPE_SZ => (fd: FD, op: one_of(&FCNTL_OPS)) -> Int;
        F_ADD_SEALS => (fd: FD, op: one_of(&FCNTL_OPS), arg: flags64(&SEALS)) -> Int;
        F_GET_SEALS => (fd: FD, op: one_of(&FCNTL_OPS)) -> Flags("seals", &SEALS, Styled);
        F_GETDELEG | F_SETDELEG => (fd: FD, op: one_of(&FCNTL_OPS), arg: ADDR) -> Int;
        F_GET_RW_HINT | F_GET_FILE_RW_HINT =>
            (fd: FD, op: one_of(&FCNTL_OPS), arg: out_ptr(Value::Enum64(&WRITE_HINTS))) -> Int;
        F_SET_RW_HINT | F_SET_FILE_RW_HINT =>
            (fd: FD, op: one_of(&FCNTL_OPS), arg: in_ptr(Value::Enum64(&WRITE_HINTS))) -> Int;
    }
}
