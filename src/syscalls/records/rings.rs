//! How are the structs laid out that say where data is: iovec, iocb, io_uring?

use linux_raw_sys::general::iovec;
use linux_raw_sys::io_uring::io_cqring_offsets;
use linux_raw_sys::io_uring::io_sqring_offsets;
use linux_raw_sys::io_uring::io_uring_params;
use linux_raw_sys::io_uring::IORING_SETUP_ATTACH_WQ;

use crate::syscalls::kind::Kind;
use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Numbers;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldWhen::AnyBit;
use crate::syscalls::record::FieldWhen::NotZero;
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
        iov_base: Plain(Kind::Addr);
        iov_len: Plain(Kind::Ulong);
    }

    /// io_cancel(2)
    IOCB: "iocb" as Iocb {
        aio_data: Plain(Kind::Hex64);
        aio_key: Plain(Kind::Uint);
        aio_lio_opcode: Plain(Kind::Enum(&IOCB_COMMANDS));
        aio_fildes: Plain(Kind::Fd);
        aio_buf: Plain(Kind::Addr), verbose;
        aio_nbytes: Plain(Kind::Ulong), verbose;
        aio_offset: Plain(Kind::Long), verbose;
    }

    /// io_uring_setup(2): what the program says
    IO_URING_SETTINGS: "io_uring_params" as io_uring_params {
        flags: Plain(Kind::Flags(&IORING_SETUP_FLAGS));
        sq_thread_cpu: Plain(Kind::Hex);
        sq_thread_idle: Plain(Kind::Uint);
        wq_fd: Plain(Kind::Fd) => AnyBit("flags", IORING_SETUP_ATTACH_WQ as u64);
        resv: Numbers(Kind::Hex, 3) => NotZero;
    }

    /// io_uring_setup(2): and what the kernel makes of it
    IO_URING_PARAMS: "io_uring_params" as io_uring_params {
        flags: Plain(Kind::Flags(&IORING_SETUP_FLAGS));
        sq_thread_cpu: Plain(Kind::Hex);
        sq_thread_idle: Plain(Kind::Uint);
        sq_entries: Plain(Kind::Uint);
        cq_entries: Plain(Kind::Uint);
        features: Plain(Kind::Flags(&IORING_FEATURES));
        sq_off: Nested(&SQ_OFFSETS);
        cq_off: Nested(&CQ_OFFSETS);
    }

    /// Where the parts of the submission queue are.
    SQ_OFFSETS: "io_sqring_offsets" as io_sqring_offsets {
        head: Plain(Kind::Uint);
        tail: Plain(Kind::Uint);
        ring_mask: Plain(Kind::Uint);
        ring_entries: Plain(Kind::Uint);
        flags: Plain(Kind::Uint);
        dropped: Plain(Kind::Uint);
        array: Plain(Kind::Uint);
        user_addr: Plain(Kind::Hex64);
    }

    /// Where the parts of the completion queue are.
    CQ_OFFSETS: "io_cqring_offsets" as io_cqring_offsets {
        head: Plain(Kind::Uint);
        tail: Plain(Kind::Uint);
        ring_mask: Plain(Kind::Uint);
        ring_entries: Plain(Kind::Uint);
        overflow: Plain(Kind::Uint);
        cqes: Plain(Kind::Uint);
        flags: Plain(Kind::Uint);
        user_addr: Plain(Kind::Hex64);
    }
}
