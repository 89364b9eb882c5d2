//! What do the operations of kcmp(2), membarrier(2) and bpf(2) take and give?

use linux_raw_sys::general::membarrier_cmd::MEMBARRIER_CMD_QUERY;

use super::super::words::*;
use crate::xlat::*;

/// kcmp(2)'s type.
const KCMP_TYPE: Spec = one_of(&KCMP_TYPES);

select! {
    /// kcmp(2)
    KCMP = "type" {
        KCMP_FILE => (pid1: PID, pid2: PID, type: KCMP_TYPE, idx1: INT, idx2: INT) -> Int;
        KCMP_EPOLL_TFD => (pid1: PID, pid2: PID, type: KCMP_TYPE, idx1: INT, idx2: ADDR) -> Int;
        KCMP_VM | KCMP_FILES | KCMP_FS | KCMP_SIGHAND | KCMP_IO | KCMP_SYSVSEM =>
            (pid1: PID, pid2: PID, type: KCMP_TYPE) -> Int;
    }

    /// membarrier(2)
    MEMBARRIER = "cmd" {
        MEMBARRIER_CMD_QUERY =>
            (cmd: one_of(&MEMBARRIER_COMMANDS), flags: flags(&MEMBARRIER_FLAGS)) -> Set(&MEMBARRIER_SET);
    }

    /// bpf(2): the commands that make a descriptor.
    BPF = "cmd" {
        BPF_MAP_CREATE | BPF_PROG_LOAD | BPF_OBJ_GET | BPF_PROG_GET_FD_BY_ID | BPF_MAP_GET_FD_BY_ID
            | BPF_RAW_TRACEPOINT_OPEN | BPF_BTF_LOAD | BPF_BTF_GET_FD_BY_ID | BPF_LINK_CREATE | BPF_LINK_GET_FD_BY_ID
            | BPF_ENABLE_STATS | BPF_ITER_CREATE | BPF_TOKEN_CREATE =>
            (cmd: one_of(&BPF_COMMANDS), attr: ADDR, size: UINT) -> Fd;
    }
}
