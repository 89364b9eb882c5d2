//! What do the operations of futex(2) take?

use linux_raw_sys::general::*;

use super::super::words::*;
use crate::syscalls::records::TIMESPEC;
use crate::xlat::FUTEX_BITSETS;
use crate::xlat::FUTEX_OPS;

/// The operation.
const OP: Spec = flags(&FUTEX_OPS);

select! {
    /// futex(2)
    FUTEX = "futex_op" & 0x7f {
        FUTEX_WAIT => (uaddr: ADDR, futex_op: OP, val: UINT, timeout: in_struct(&TIMESPEC)) -> Int;
        FUTEX_WAKE | FUTEX_FD => (uaddr: ADDR, futex_op: OP, val: UINT) -> Int;
        FUTEX_REQUEUE => (uaddr: ADDR, futex_op: OP, val: UINT, val2: UINT, uaddr2: ADDR) -> Int;
        FUTEX_CMP_REQUEUE | FUTEX_CMP_REQUEUE_PI =>
            (uaddr: ADDR, futex_op: OP, val: UINT, val2: UINT, uaddr2: ADDR, val3: UINT) -> Int;
        FUTEX_WAKE_OP =>
            (uaddr: ADDR, futex_op: OP, val: UINT, val2: UINT, uaddr2: ADDR, val3: FUTEX_WAKE_OP_ARG) -> Int;
        FUTEX_LOCK_PI | FUTEX_LOCK_PI2 =>
            (uaddr: ADDR, futex_op: OP, val: UNUSED, timeout: in_struct(&TIMESPEC)) -> Int;
        FUTEX_UNLOCK_PI | FUTEX_TRYLOCK_PI => (uaddr: ADDR, futex_op: OP) -> Int;
        FUTEX_WAIT_BITSET =>
            (uaddr: ADDR, futex_op: OP, val: UINT, timeout: in_struct(&TIMESPEC), uaddr2: UNUSED,
             val3: one_of(&FUTEX_BITSETS)) -> Int;
        FUTEX_WAKE_BITSET =>
            (uaddr: ADDR, futex_op: OP, val: UINT, timeout: UNUSED, uaddr2: UNUSED,
             val3: one_of(&FUTEX_BITSETS)) -> Int;
        FUTEX_WAIT_REQUEUE_PI =>
            (uaddr: ADDR, futex_op: OP, val: UINT, timeout: in_struct(&TIMESPEC), uaddr2: ADDR) -> Int;
    }
}
