//! How are the structs laid out that say where data is: iovec, iocb, io_uring?

use linux_raw_sys::general::iovec;
use linux_raw_sys::io_uring::io_cqring_offsets;
use linux_raw_sys::io_uring::io_sqring_offsets;
use linux_raw_sys::io_uring::io_uring_params;
use linux_raw_sys::io_uring::IORING_SETUP_ATTACH_WQ;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Numbers;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldWhen::AnyBit;
use crate::syscalls::record::FieldWhen::NotZero;
use crate::syscalls::value::Value;
use crate::xlat::IOCB_COMMANDS;
use crate::xlat::IORING_FEATURES;
use crate::xlat::IORING_SETUP_FLAGS;

/// `struct iocb` of linux/aio_abi.h up to the position in the file.
#[repr(C)]
struct Iocb {
    aio_data: u64,
    aio_key: u32,
    aio_rw_flags: u32,
    aio_lio_opcode: u16,
    aio_reqprio: i16,
    aio_fildes: u32,
    aio_buf: u64,
    aio_nbytes: u64,
    aio_offset: i64,
}

record! {
    /// An area of memory of another task: its contents are not to be read.
    IOVEC: "iovec" as iovec {
        iov_base[pointer]: Plain(Value::Addr);
        iov_len[pointer]: Plain(Value::Ulong);
    }

    /// io_cancel(2)
    IOCB: "iocb" as Iocb {
        aio_data: Plain(Value::Hex64);
        aio_key: Plain(Value::Uint);
        ..[u32] aio_lio_opcode: Plain(Value::Enum(&IOCB_COMMANDS));
        ..[i16] aio_fildes: Plain(Value::Fd);
        aio_buf: Plain(Value::Addr), verbose;
        aio_nbytes: Plain(Value::Ulong), verbose;
        aio_offset: Plain(Value::Long), verbose;
    }

    /// io_uring_setup(2): what the program says
    IO_URING_SETTINGS: "io_uring_params" as io_uring_params {
        ..[u32; 2] flags: Plain(Value::Flags(&IORING_SETUP_FLAGS));
        sq_thread_cpu: Plain(Value::Hex);
        sq_thread_idle: Plain(Value::Uint);
        ..[u32] wq_fd: Plain(Value::Fd) => AnyBit("flags", IORING_SETUP_ATTACH_WQ as u64);
        resv: Numbers(Value::Hex, 3) => NotZero;
    } ..[u64; 10]

    /// io_uring_setup(2): and what the kernel makes of it
    IO_URING_PARAMS: "io_uring_params" as io_uring_params {
        flags: Plain(Value::Flags(&IORING_SETUP_FLAGS));
        sq_thread_cpu: Plain(Value::Hex);
        sq_thread_idle: Plain(Value::Uint);
        sq_entries: Plain(Value::Uint);
        cq_entries: Plain(Value::Uint);
        features: Plain(Value::Flags(&IORING_FEATURES));
        ..[u32; 4] sq_off: Nested(&SQ_OFFSETS);
        cq_off: Nested(&CQ_OFFSETS);
    }

    /// Where the parts of the submission queue are.
    SQ_OFFSETS: "io_sqring_offsets" as io_sqring_offsets {
        head: Plain(Value::Uint);
        tail: Plain(Value::Uint);
        ring_mask: Plain(Value::Uint);
        ring_entries: Plain(Value::Uint);
        flags: Plain(Value::Uint);
        dropped: Plain(Value::Uint);
        array: Plain(Value::Uint);
        ..[u32] user_addr: Plain(Value::Hex64);
    }

    /// Where the parts of the completion queue are.
    CQ_OFFSETS: "io_cqring_offsets" as io_cqring_offsets {
        head: Plain(Value::Uint);
        tail: Plain(Value::Uint);
        ring_mask: Plain(Value::Uint);
        ring_entries: Plain(Value::Uint);
        overflow: Plain(Value::Uint);
        cqes: Plain(Value::Uint);
        flags: Plain(Value::Uint);
        ..[u32] user_addr: Plain(Value::Hex64);
    }
}
