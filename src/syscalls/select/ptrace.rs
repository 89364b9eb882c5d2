//! What do the requests of ptrace(2) take?

use linux_raw_sys::ptrace::*;

use crate::syscalls::words::*;
use crate::xlat::*;

select! {
    /// ptrace(2)
    PTRACE = "op" {
        PTRACE_TRACEME => (op: one_of64(&PTRACE_OPS)) -> Int;
        PTRACE_ATTACH | PTRACE_KILL | PTRACE_INTERRUPT | PTRACE_LISTEN =>
            (op: one_of64(&PTRACE_OPS), pid: PID) -> Int;
        PTRACE_PEEKTEXT | PTRACE_PEEKDATA | PTRACE_PEEKUSR =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: out_ptr(Value::Addr)) -> Int;
        PTRACE_CONT | PTRACE_SINGLESTEP | PTRACE_DETACH | PTRACE_SYSCALL | PTRACE_SYSEMU
        | PTRACE_SYSEMU_SINGLESTEP | PTRACE_SINGLEBLOCK =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: SIGNAL) -> Int;
        PTRACE_SETOPTIONS | PTRACE_OLDSETOPTIONS | PTRACE_SEIZE =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: flags64(&PTRACE_OPTIONS)) -> Int;
        PTRACE_GETEVENTMSG =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: out_ptr(Value::Ulong)) -> Int;
        PTRACE_GETSIGINFO =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: siginfo(Dir::Out)) -> Int;
        PTRACE_SETSIGINFO =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: siginfo(Dir::In)) -> Int;
        PTRACE_GETSIGMASK =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ULONG, data: out_sigset(Arg("addr"))) -> Int;
        PTRACE_SETSIGMASK =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ULONG, data: in_sigset(Arg("addr"))) -> Int;
        PTRACE_SECCOMP_GET_FILTER | PTRACE_SECCOMP_GET_METADATA | PTRACE_GET_SYSCALL_INFO | PTRACE_SET_SYSCALL_INFO =>
            (op: one_of64(&PTRACE_OPS), pid: PID, addr: ULONG, data: ADDR) -> Int;
        PTRACE_GETREGS | PTRACE_SETREGS | PTRACE_GETFPREGS | PTRACE_SETFPREGS =>
            (op: one_of64(&PTRACE_OPS), pid: PID, data: UNUSED, addr: ADDR) -> Int;
    }
}
