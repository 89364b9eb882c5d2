//! What can be done with a futex?

use linux_raw_sys::general;

use super::names;
use super::Tint;
use super::Xlat;

/// futex(2): the operation and flags.
pub static FUTEX_OPS: Xlat = Xlat::mixed(
    "FUTEX_???",
    0xff,
    names![
        general: FUTEX_WAIT, FUTEX_WAKE, FUTEX_FD, FUTEX_REQUEUE, FUTEX_CMP_REQUEUE, FUTEX_WAKE_OP, FUTEX_LOCK_PI,
            FUTEX_UNLOCK_PI, FUTEX_TRYLOCK_PI, FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET, FUTEX_WAIT_REQUEUE_PI,
            FUTEX_CMP_REQUEUE_PI, FUTEX_LOCK_PI2, FUTEX_WAIT_PRIVATE, FUTEX_WAKE_PRIVATE, FUTEX_REQUEUE_PRIVATE,
            FUTEX_CMP_REQUEUE_PRIVATE, FUTEX_WAKE_OP_PRIVATE, FUTEX_LOCK_PI_PRIVATE, FUTEX_UNLOCK_PI_PRIVATE,
            FUTEX_TRYLOCK_PI_PRIVATE, FUTEX_WAIT_BITSET_PRIVATE, FUTEX_WAKE_BITSET_PRIVATE,
            FUTEX_WAIT_REQUEUE_PI_PRIVATE, FUTEX_CMP_REQUEUE_PI_PRIVATE, FUTEX_LOCK_PI2_PRIVATE,
    ],
    names![
        general: FUTEX_CLOCK_REALTIME,
    ],
)
.tinted(Tint::Whole);

/// FUTEX_WAKE_OP: what is done with the second futex.
pub static FUTEX_WAKE_OPS: Xlat = Xlat::values(
    "FUTEX_OP_???",
    names![
        general: FUTEX_OP_SET, FUTEX_OP_ADD, FUTEX_OP_OR, FUTEX_OP_ANDN, FUTEX_OP_XOR,
    ],
);

/// FUTEX_WAKE_OP: how the second futex is compared.
pub static FUTEX_WAKE_COMPARISONS: Xlat = Xlat::values(
    "FUTEX_OP_CMP_???",
    names![
        general: FUTEX_OP_CMP_EQ, FUTEX_OP_CMP_NE, FUTEX_OP_CMP_LT, FUTEX_OP_CMP_LE, FUTEX_OP_CMP_GT, FUTEX_OP_CMP_GE,
    ],
);

/// The set of waiters that FUTEX_WAKE_BITSET is about.
pub static FUTEX_BITSETS: Xlat = Xlat::values(
    "",
    names![
        general: FUTEX_BITSET_MATCH_ANY,
    ],
);

/// futex_wait(2), futex_wake(2), `struct futex_waitv`: size of the futex and flags.
pub static FUTEX2_FLAGS: Xlat = Xlat::mixed(
    "FUTEX2_???",
    0x3,
    names![
        general: FUTEX2_SIZE_U8, FUTEX2_SIZE_U16, FUTEX2_SIZE_U32, FUTEX2_SIZE_U64,
    ],
    names![
        general: FUTEX2_NUMA, FUTEX2_MPOL, FUTEX2_PRIVATE,
    ],
);
