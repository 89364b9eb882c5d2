//! What do the calls on memory of special kinds take?

use linux_raw_sys::general;
use linux_raw_sys::general::MFD_HUGE_SHIFT;
use linux_raw_sys::mempolicy;

use super::names;
use super::unlisted;
use super::Form;
use super::Number;
use super::Xlat;

unlisted! {
    PKEY_DISABLE_EXECUTE = 4;
}

/// memfd_create(2).
pub static MEMFD_FLAGS: Xlat = Xlat::flags(
    "MFD_???",
    names![
        general: MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB, MFD_NOEXEC_SEAL, MFD_EXEC,
    ],
)
.with_numbers(&[Number { mask: 0x3f << MFD_HUGE_SHIFT, suffix: "<<MFD_HUGE_SHIFT", form: Form::Decimal }]);

/// memfd_secret(2).
pub static MEMFD_SECRET_FLAGS: Xlat = Xlat::flags(
    "",
    names![
        general: O_CLOEXEC,
    ],
);

/// mlock2(2).
pub static MLOCK_FLAGS: Xlat = Xlat::flags(
    "MLOCK_???",
    names![
        general: MLOCK_ONFAULT,
    ],
);

/// pkey_alloc(2).
pub static PKEY_RIGHTS: Xlat = Xlat::flags(
    "PKEY_???",
    names![
        general: PKEY_UNRESTRICTED, PKEY_DISABLE_ACCESS, PKEY_DISABLE_WRITE;
        self: PKEY_DISABLE_EXECUTE,
    ],
);

/// map_shadow_stack(2).
pub static SHADOW_STACK_FLAGS: Xlat = Xlat::flags(
    "SHADOW_STACK_???",
    names![
        general: SHADOW_STACK_SET_TOKEN,
    ],
);

/// userfaultfd(2).
pub static USERFAULTFD_FLAGS: Xlat = Xlat::flags(
    "UFFD_???",
    names![
        general: UFFD_USER_MODE_ONLY, O_NONBLOCK, O_CLOEXEC,
    ],
);

/// mbind(2), set_mempolicy(2): the policy and flags.
pub static MPOL_MODES: Xlat = Xlat::mixed(
    "MPOL_???",
    0x1fff,
    names![
        mempolicy: MPOL_DEFAULT, MPOL_PREFERRED, MPOL_BIND, MPOL_INTERLEAVE, MPOL_LOCAL, MPOL_PREFERRED_MANY,
            MPOL_WEIGHTED_INTERLEAVE,
    ],
    names![
        mempolicy: MPOL_F_STATIC_NODES, MPOL_F_RELATIVE_NODES, MPOL_F_NUMA_BALANCING,
    ],
);

/// mbind(2).
pub static MBIND_FLAGS: Xlat = Xlat::flags(
    "MPOL_MF_???",
    names![
        mempolicy: MPOL_MF_STRICT, MPOL_MF_MOVE, MPOL_MF_MOVE_ALL,
    ],
);

/// move_pages(2).
pub static MOVE_PAGES_FLAGS: Xlat = Xlat::flags(
    "MPOL_MF_???",
    names![
        mempolicy: MPOL_MF_MOVE, MPOL_MF_MOVE_ALL,
    ],
);

/// get_mempolicy(2).
pub static GET_MEMPOLICY_FLAGS: Xlat = Xlat::flags(
    "MPOL_???",
    names![
        mempolicy: MPOL_F_NODE, MPOL_F_ADDR, MPOL_F_MEMS_ALLOWED,
    ],
);
