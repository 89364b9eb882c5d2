//! Which names do the flags of memory calls have?

use linux_raw_sys::general;
use linux_raw_sys::general::MAP_HUGE_SHIFT;
use linux_raw_sys::general::MAP_TYPE;

use super::names;
use super::Form;
use super::Number;
use super::Tint;
use super::Xlat;

/// mmap(2), mprotect(2): protection
pub static PROT_FLAGS: Xlat = Xlat::flags(
    "PROT_???",
    names![
        general: PROT_NONE, PROT_READ, PROT_WRITE, PROT_EXEC, PROT_SEM, PROT_GROWSDOWN, PROT_GROWSUP,
    ],
);

/// mmap(2)
pub static MAP_FLAGS: Xlat = Xlat::mixed(
    "MAP_???",
    MAP_TYPE as u64,
    names![
        general: MAP_FILE, MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE, MAP_DROPPABLE,
    ],
    names![
        general: MAP_FIXED, MAP_ANONYMOUS, MAP_32BIT, MAP_ABOVE4G, MAP_NORESERVE, MAP_POPULATE, MAP_NONBLOCK,
            MAP_GROWSDOWN, MAP_DENYWRITE, MAP_EXECUTABLE, MAP_LOCKED, MAP_STACK, MAP_HUGETLB, MAP_SYNC,
            MAP_FIXED_NOREPLACE,
    ],
)
.with_numbers(&[Number { mask: 0x3f << MAP_HUGE_SHIFT, suffix: "<<MAP_HUGE_SHIFT", form: Form::Decimal }])
.tinted(Tint::EachAlways);

/// mremap(2)
pub static MREMAP_FLAGS: Xlat = Xlat::flags(
    "MREMAP_???",
    names![
        general: MREMAP_MAYMOVE, MREMAP_FIXED, MREMAP_DONTUNMAP,
    ],
);

/// msync(2)
pub static MSYNC_FLAGS: Xlat = Xlat::flags(
    "MS_???",
    names![
        general: MS_SYNC, MS_ASYNC, MS_INVALIDATE,
    ],
);

/// madvise(2)
pub static MADVISE_ADVICE: Xlat = Xlat::values(
    "MADV_???",
    names![
        general: MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED, MADV_FREE, MADV_REMOVE,
            MADV_DONTFORK, MADV_DOFORK, MADV_MERGEABLE, MADV_UNMERGEABLE, MADV_HUGEPAGE, MADV_NOHUGEPAGE, MADV_DONTDUMP,
            MADV_DODUMP, MADV_WIPEONFORK, MADV_KEEPONFORK, MADV_COLD, MADV_PAGEOUT, MADV_POPULATE_READ,
            MADV_POPULATE_WRITE, MADV_DONTNEED_LOCKED, MADV_COLLAPSE, MADV_HWPOISON, MADV_SOFT_OFFLINE,
            MADV_GUARD_INSTALL, MADV_GUARD_REMOVE,
    ],
);

/// mlockall(2)
pub static MLOCKALL_FLAGS: Xlat = Xlat::flags(
    "MCL_???",
    names![
        general: MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT,
    ],
);
