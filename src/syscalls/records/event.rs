//! How are the structs of events, alternate stacks and a terminal's modes laid out?

use libc::stack_t;
use linux_raw_sys::general::epoll_event;
use linux_raw_sys::general::termios;
use linux_raw_sys::general::termios2;
use linux_raw_sys::general::winsize;
use linux_raw_sys::general::SIGEV_SIGNAL;
use linux_raw_sys::general::SIGEV_THREAD;
use linux_raw_sys::general::SIGEV_THREAD_ID;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Places;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldKind::Words;
use crate::syscalls::record::FieldWhen::NoneOf;
use crate::syscalls::record::FieldWhen::NotZero;
use crate::syscalls::record::FieldWhen::OneOf;
use crate::syscalls::value::Value;
use crate::xlat::CONTROL_CHARACTERS;
use crate::xlat::EPOLL_EVENTS;
use crate::xlat::LINE_DISCIPLINES;
use crate::xlat::SIGALTSTACK_FLAGS;
use crate::xlat::SIGEV_NOTIFY;
use crate::xlat::TERMINAL_CONTROL;
use crate::xlat::TERMINAL_INPUT;
use crate::xlat::TERMINAL_LOCAL;
use crate::xlat::TERMINAL_OUTPUT;

/// `struct sigevent` of asm-generic/siginfo.h with the members of its unions side by side.
#[repr(C)]
struct Sigevent {
    value: u64,
    sigev_signo: i32,
    sigev_notify: i32,
    function: u64,
    attribute: u64,
}

/// `sigval_t`: one word, read as a number or as a pointer.
#[repr(C)]
struct Sigval {
    pointer: u64,
}

/// `struct io_event` of linux/aio_abi.h.
#[repr(C)]
struct IoEvent {
    data: u64,
    obj: u64,
    res: i64,
    res2: i64,
}

/// Any bits of a word.
const ALL: u64 = u64::MAX;
/// Ways of notification that a signal is part of.
const BY_SIGNAL: &[u64] = &[SIGEV_SIGNAL as u64, SIGEV_THREAD as u64, SIGEV_THREAD_ID as u64];

record! {
    /// epoll_ctl(2), epoll_wait(2)
    EPOLL_EVENT: "epoll_event" as epoll_event {
        events: Plain(Value::Flags(&EPOLL_EVENTS));
        // Packed on x86-64: at no multiple of 8.
        data[u32; 2]: Plain(Value::Hex64);
    }

    /// io_getevents(2)
    IO_EVENT: "io_event" as IoEvent {
        data: Plain(Value::Hex64);
        obj: Plain(Value::Hex64);
        res: Plain(Value::Long);
        res2: Plain(Value::Long);
    }

    /// timer_create(2), mq_notify(2)
    SIGEVENT: "sigevent" as Sigevent {
        sigev_value = value: Nested(&SIGVAL) => NotZero;
        sigev_signo: Plain(Value::Signal) => OneOf("sigev_notify", ALL, BY_SIGNAL);
        sigev_signo: Plain(Value::Uint) => NoneOf("sigev_notify", ALL, BY_SIGNAL);
        sigev_notify: Plain(Value::Enum(&SIGEV_NOTIFY));
        sigev_notify_function[pointer] = function: Plain(Value::Addr) => OneOf("sigev_notify", ALL, &[SIGEV_THREAD as u64]);
        sigev_notify_attributes[pointer] = attribute: Plain(Value::Addr) => OneOf("sigev_notify", ALL, &[SIGEV_THREAD as u64]);
        sigev_notify_thread_id[pointer] = function: Plain(Value::Int) => OneOf("sigev_notify", ALL, &[SIGEV_THREAD_ID as u64]);
    }

    /// What a signal brings with it
    SIGVAL: "sigval" as Sigval {
        sival_int[pointer] = pointer: Plain(Value::Int);
        sival_ptr[pointer] = pointer: Plain(Value::Addr);
    }

    /// sigaltstack(2)
    STACK: "stack_t" as stack_t {
        ss_sp[pointer]: Plain(Value::Addr);
        ss_flags: Plain(Value::Flags(&SIGALTSTACK_FLAGS));
        ss_size[pointer]: Plain(Value::Ulong);
    }

    /// ioctl(2)'s TCGETS
    TERMIOS: "termios" as termios {
        c_iflag: Words(TERMINAL_INPUT);
        c_oflag: Words(TERMINAL_OUTPUT);
        c_cflag: Words(TERMINAL_CONTROL);
        c_lflag: Words(TERMINAL_LOCAL);
        c_line: Plain(Value::Enum(&LINE_DISCIPLINES)), verbose;
        c_cc: Places(&CONTROL_CHARACTERS), verbose;
    }

    /// ioctl(2)'s TCGETS2
    TERMIOS2: "termios2" as termios2 {
        c_iflag: Words(TERMINAL_INPUT);
        c_oflag: Words(TERMINAL_OUTPUT);
        c_cflag: Words(TERMINAL_CONTROL);
        c_lflag: Words(TERMINAL_LOCAL);
        c_line: Plain(Value::Enum(&LINE_DISCIPLINES)), verbose;
        c_cc: Places(&CONTROL_CHARACTERS), verbose;
        c_ispeed: Plain(Value::Uint), verbose;
        c_ospeed: Plain(Value::Uint), verbose;
    }

    /// ioctl(2)'s TIOCGWINSZ
    WINSIZE: "winsize" as winsize {
        ws_row: Plain(Value::Ushort);
        ws_col: Plain(Value::Ushort);
        ws_xpixel: Plain(Value::Ushort);
        ws_ypixel: Plain(Value::Ushort);
    }
}
