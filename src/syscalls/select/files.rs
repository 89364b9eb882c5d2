//! What do the operations of epoll_ctl(2), fsconfig(2) and io_uring_register(2) take?

use linux_raw_sys::general::fsconfig_command::*;
use linux_raw_sys::general::*;
use linux_raw_sys::io_uring::io_uring_register_op::*;

use super::super::words::*;
use crate::syscalls::records::IOVEC;
use crate::xlat::EPOLL_OPS;
use crate::xlat::FSCONFIG_COMMANDS;
use crate::xlat::IORING_REGISTER_OPS;

/// fsconfig(2)'s command.
const CMD: Spec = one_of(&FSCONFIG_COMMANDS);
/// io_uring_register(2)'s operation.
const OPCODE: Spec = flags(&IORING_REGISTER_OPS);

select! {
    /// epoll_ctl(2)
    EPOLL_CTL = "op" {
        EPOLL_CTL_DEL => (epfd: FD, op: one_of(&EPOLL_OPS), fd: FD, event: ADDR) -> Int;
    }

    /// fsconfig(2)
    FSCONFIG = "cmd" {
        FSCONFIG_SET_FLAG => (fd: FD, cmd: CMD, key: STR, value: ADDR, aux: INT) -> Int;
        FSCONFIG_SET_STRING => (fd: FD, cmd: CMD, key: STR, value: STR, aux: INT) -> Int;
        FSCONFIG_SET_BINARY => (fd: FD, cmd: CMD, key: STR, value: in_binary(Arg("aux")), aux: INT) -> Int;
        FSCONFIG_SET_PATH | FSCONFIG_SET_PATH_EMPTY => (fd: FD, cmd: CMD, key: STR, value: PATH, aux: DIRFD) -> Int;
        FSCONFIG_SET_FD => (fd: FD, cmd: CMD, key: STR, value: ADDR, aux: FD) -> Int;
    }

    /// io_uring_register(2)
    IO_URING_REGISTER = "opcode" & 0x7fff_ffff {
        IORING_REGISTER_BUFFERS =>
            (fd: FD, opcode: OPCODE, arg: in_structs(&IOVEC, Arg("nr_args")), nr_args: UINT) -> Int;
        IORING_REGISTER_FILES | IORING_REGISTER_EVENTFD | IORING_REGISTER_EVENTFD_ASYNC =>
            (fd: FD, opcode: OPCODE, arg: in_array(Value::Fd, Arg("nr_args")), nr_args: UINT) -> Int;
    }
}
