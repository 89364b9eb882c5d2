//! What do the operations of prctl(2) and arch_prctl(2) take?
//!
//! Operations that are not here print all arguments in hexadecimal.

use linux_raw_sys::prctl::*;
use linux_raw_sys::ptrace;

use crate::syscalls::records::*;
use crate::syscalls::words::*;
use crate::xlat::*;

/// Which capability; nothing for PR_CAP_AMBIENT_CLEAR_ALL.
static AMBIENT_CAP: Either = Either {
    on: "operation",
    cases: &[(
        &[PR_CAP_AMBIENT_IS_SET as u64, PR_CAP_AMBIENT_RAISE as u64, PR_CAP_AMBIENT_LOWER as u64],
        Value::Enum64(&CAPS),
    )],
    otherwise: Value::Hex64,
};

/// When to kill, for PR_MCE_KILL_SET.
static MCE_KILL_POLICY: Either = Either {
    on: "operation",
    cases: &[(&[PR_MCE_KILL_SET as u64], Value::Enum64(&MCE_KILL_POLICIES))],
    otherwise: Value::Hex64,
};

/// How to mitigate one of the speculations that have a name.
static SPECULATION_SETTING: Either = Either {
    on: "misfeature",
    cases: &[(
        &[PR_SPEC_STORE_BYPASS as u64, PR_SPEC_INDIRECT_BRANCH as u64, PR_SPEC_L1D_FLUSH as u64],
        Value::Enum64(&SPECULATION_SETTINGS),
    )],
    otherwise: Value::Hex64,
};

/// How long the area is that PR_SET_VMA_ANON_NAME names.
static VMA_LENGTH: Either =
    Either { on: "attr", cases: &[(&[PR_SET_VMA_ANON_NAME as u64], Value::Ulong)], otherwise: Value::Hex64 };

/// Whose cookie it is, for PR_SCHED_CORE.
static CORE_SCHEDULED: Either = Either {
    on: "pid_type",
    cases: &[(&[PIDTYPE_PID, PIDTYPE_TGID], Value::Pid), (&[PIDTYPE_PGID], Value::Group)],
    otherwise: Value::Int,
};

select! {
    /// prctl(2)
    PRCTL = "op" {
        PR_SET_PDEATHSIG => (op: one_of(&PRCTL_OPS), sig: WIDE_SIGNAL) -> Int;
        PR_GET_PDEATHSIG => (op: one_of(&PRCTL_OPS), sig: out_ptr(Value::Signal)) -> Int;
        PR_GET_DUMPABLE => (op: one_of(&PRCTL_OPS)) -> Enum(&DUMPABLE);
        PR_SET_DUMPABLE => (op: one_of(&PRCTL_OPS), dumpable: one_of64(&DUMPABLE)) -> Int;
        PR_GET_KEEPCAPS | PR_GET_TIMING | PR_GET_SECCOMP | PR_GET_TIMERSLACK => (op: one_of(&PRCTL_OPS)) -> Int;
        PR_TASK_PERF_EVENTS_DISABLE | PR_TASK_PERF_EVENTS_ENABLE => (op: one_of(&PRCTL_OPS)) -> Int;
        PR_SET_KEEPCAPS => (op: one_of(&PRCTL_OPS), state: ULONG) -> Int;
        PR_SET_TIMING => (op: one_of(&PRCTL_OPS), mode: ULONG) -> Int;
        PR_SET_CHILD_SUBREAPER => (op: one_of(&PRCTL_OPS), set: ULONG) -> Int;
        PR_SET_TIMERSLACK => (op: one_of(&PRCTL_OPS), slack: LONG) -> Int;
        PR_SET_NAME => (op: one_of(&PRCTL_OPS), name: in_str(TASK_COMM_LEN - 1)) -> Int;
        PR_GET_NAME => (op: one_of(&PRCTL_OPS), name: out_str(TASK_COMM_LEN)) -> Int;
        PR_SET_SECCOMP => (op: one_of(&PRCTL_OPS), mode: one_of64(&SECCOMP_MODES),
            filter: in_struct(&SOCK_FPROG).when_one_of("mode", u64::MAX, &[SECCOMP_MODE_FILTER])) -> Int;
        PR_CAPBSET_READ | PR_CAPBSET_DROP => (op: one_of(&PRCTL_OPS), cap: one_of64(&CAPS)) -> Int;
        PR_GET_TSC => (op: one_of(&PRCTL_OPS), flag: out_ptr(Value::Enum(&TSC_MODES))) -> Int;
        PR_SET_TSC => (op: one_of(&PRCTL_OPS), flag: one_of(&TSC_MODES)) -> Int;
        PR_GET_SECUREBITS => (op: one_of(&PRCTL_OPS)) -> Flags("", &SECUREBITS, NamedIfAny);
        PR_SET_SECUREBITS => (op: one_of(&PRCTL_OPS), flags: flags64(&SECUREBITS)) -> Int;
        PR_MCE_KILL => (op: one_of(&PRCTL_OPS), operation: one_of64(&MCE_KILL_OPS), policy: either(&MCE_KILL_POLICY),
            arg4: HEX64, arg5: HEX64) -> Int;
        PR_MCE_KILL_GET => (op: one_of(&PRCTL_OPS), arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64)
            -> Enum(&MCE_KILL_POLICIES);
        PR_SET_MM => (op: one_of(&PRCTL_OPS), operation: one_of(&SET_MM_FIELDS), arg3: HEX64, arg4: HEX64, arg5: HEX64)
            -> Int;
        PR_GET_FPEMU => (op: one_of(&PRCTL_OPS), fpemu: out_ptr(Value::Uint)) -> Int;
        PR_GET_FPEXC => (op: one_of(&PRCTL_OPS), mode: out_ptr(Value::Uint)) -> Int;
        PR_GET_ENDIAN => (op: one_of(&PRCTL_OPS), endianness: out_ptr(Value::Uint)) -> Int;
        PR_SET_FPEMU => (op: one_of(&PRCTL_OPS), fpemu: ULONG) -> Int;
        PR_SET_FPEXC => (op: one_of(&PRCTL_OPS), mode: ULONG) -> Int;
        PR_SET_ENDIAN => (op: one_of(&PRCTL_OPS), endianness: ULONG) -> Int;
        PR_GET_FP_MODE | PR_SVE_GET_VL | PR_SME_GET_VL => (op: one_of(&PRCTL_OPS)) -> Int;
        PR_SVE_SET_VL => (op: one_of(&PRCTL_OPS), value: HEX64) -> Int;
        PR_SME_SET_VL => (op: one_of(&PRCTL_OPS), arg: HEX64) -> Int;
        PR_GET_UNALIGN | PR_SET_UNALIGN => (op: one_of(&PRCTL_OPS), flags: HEX64) -> Int;
        PR_SET_FP_MODE => (op: one_of(&PRCTL_OPS), mode: HEX64) -> Int;
        PR_GET_CHILD_SUBREAPER => (op: one_of(&PRCTL_OPS), isset: out_ptr(Value::Int)) -> Int;
        PR_SET_NO_NEW_PRIVS => (op: one_of(&PRCTL_OPS), set: ULONG, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int;
        PR_SET_THP_DISABLE => (op: one_of(&PRCTL_OPS), flag: ULONG, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int;
        PR_SET_IO_FLUSHER => (op: one_of(&PRCTL_OPS), state: ULONG, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int;
        PR_GET_TID_ADDRESS => (op: one_of(&PRCTL_OPS), addr: out_ptr(Value::Addr)) -> Int;
        PR_CAP_AMBIENT => (op: one_of(&PRCTL_OPS), operation: one_of64(&CAP_AMBIENT_OPS), caps: either(&AMBIENT_CAP),
            arg4: HEX64, arg5: HEX64) -> Int;
        PR_GET_SPECULATION_CTRL =>
            (op: one_of(&PRCTL_OPS), misfeature: one_of64(&SPECULATION)) -> Flags("", &SPECULATION_STATES, NamedIfAny);
        PR_SET_SPECULATION_CTRL =>
            (op: one_of(&PRCTL_OPS), misfeature: one_of64(&SPECULATION), value: either(&SPECULATION_SETTING)) -> Int;
        PR_SET_SYSCALL_USER_DISPATCH => (op: one_of(&PRCTL_OPS), operation: one_of64(&USER_DISPATCH_OPS), off: HEX64,
            size: HEX64, switch: HEX64) -> Int;
        PR_SCHED_CORE => (op: one_of(&PRCTL_OPS), operation: one_of(&SCHED_CORE_OPS), pid: either(&CORE_SCHEDULED),
            pid_type: one_of(&PID_TYPES), arg5: HEX64) -> Int;
        PR_SET_MDWE =>
            (op: one_of(&PRCTL_OPS), mask: flags(&MDWE_FLAGS), arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int;
        PR_SET_VMA => (op: one_of(&PRCTL_OPS), attr: one_of64(&VMA_OPS), addr: ADDR, size: either(&VMA_LENGTH),
            name: STR) -> Int;
        PR_SET_PTRACER => (op: one_of(&PRCTL_OPS), pid: pid_or(&PTRACERS)) -> Int;
    }
}

/// Bytes of a task's name, its NUL included.
const TASK_COMM_LEN: u32 = 16;
const SECCOMP_MODE_FILTER: u64 = ptrace::SECCOMP_MODE_FILTER as u64;

select! {
    /// arch_prctl(2)
    ARCH_PRCTL = "op" {
        ARCH_GET_FS | ARCH_GET_GS => (op: one_of(&ARCH_PRCTL_OPS), addr: out_ptr(Value::Addr)) -> Int;
        ARCH_GET_XCOMP_SUPP | ARCH_GET_XCOMP_PERM | ARCH_GET_XCOMP_GUEST_PERM =>
            (op: one_of(&ARCH_PRCTL_OPS), addr: out_ptr(Value::Hex64)) -> Int;
        ARCH_GET_CPUID => (op: one_of(&ARCH_PRCTL_OPS)) -> Int;
    }
}
