//! How are the structs laid out through which threads and the kernel meet: rseq, futexes?

use linux_raw_sys::general::futex_waitv;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldWhen::NotZero;
use crate::syscalls::value::Value;
use crate::xlat::FUTEX2_FLAGS;
use crate::xlat::RSEQ_CPU_IDS;
use crate::xlat::RSEQ_CS_FLAGS;

/// `struct rseq` of linux/rseq.h as of Linux 7.0.
#[repr(C)]
struct Rseq {
    cpu_id_start: u32,
    cpu_id: u32,
    rseq_cs: u64,
    flags: u32,
    node_id: u32,
    mm_cid: u32,
    slice_ctrl: SliceControl,
    __reserved: u8,
}

/// `struct rseq_slice_ctrl`
#[repr(C)]
struct SliceControl {
    request: u8,
    granted: u8,
    __reserved: u16,
}

record! {
    /// rseq(2)
    RSEQ: "rseq" as Rseq {
        cpu_id_start: Plain(Value::Named(&RSEQ_CPU_IDS));
        cpu_id: Plain(Value::Named(&RSEQ_CPU_IDS));
        rseq_cs: Plain(Value::Addr);
        flags: Plain(Value::Flags(&RSEQ_CS_FLAGS));
        node_id: Plain(Value::Uint);
        mm_cid: Plain(Value::Uint);
        slice_ctrl: Nested(&SLICE_CONTROL);
        __reserved: Plain(Value::Hex);
    }

    /// The part of it about longer time slices
    SLICE_CONTROL: "rseq_slice_ctrl" as SliceControl {
        request: Plain(Value::Uint);
        granted: Plain(Value::Uint);
        __reserved: Plain(Value::Hex);
    }

    /// futex_waitv(2), futex_requeue(2)
    FUTEX_WAITV: "futex_waitv" as futex_waitv {
        val: Plain(Value::Hex64);
        uaddr: Plain(Value::Addr);
        flags: Plain(Value::Flags(&FUTEX2_FLAGS));
        __reserved: Plain(Value::Hex) => NotZero;
    }
}
