//! How are the structs of times, timers and the clock laid out?

use libc::itimerspec;
use libc::itimerval;
use libc::timespec;
use libc::timeval;
use libc::timex;
use libc::tms;
use libc::utimbuf;
use linux_raw_sys::general::timezone;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Date;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldKind::Ticks;
use crate::syscalls::value::Value;
use crate::xlat::CLOCK_MODES;
use crate::xlat::CLOCK_STATUS;

record! {
    /// Seconds and nanoseconds
    TIMESPEC: "timespec" as timespec {
        tv_sec: Plain(Value::Long);
        tv_nsec: Plain(Value::Ulong);
    }

    /// Seconds and microseconds
    TIMEVAL: "timeval" as timeval {
        tv_sec: Plain(Value::Long);
        tv_usec: Plain(Value::Ulong);
    }

    /// gettimeofday(2), settimeofday(2)
    TIMEZONE: "timezone" as timezone {
        tz_minuteswest: Plain(Value::Int);
        tz_dsttime: Plain(Value::Int);
    }

    /// getitimer(2), setitimer(2)
    ITIMERVAL: "itimerval" as itimerval {
        it_interval: Nested(&TIMEVAL);
        it_value: Nested(&TIMEVAL);
    }

    /// timer_settime(2), timerfd_settime(2)
    ITIMERSPEC: "itimerspec" as itimerspec {
        it_interval: Nested(&TIMESPEC);
        it_value: Nested(&TIMESPEC);
    }

    /// times(2)
    TMS: "tms" as tms {
        tms_utime: Ticks;
        tms_stime: Ticks;
        tms_cutime: Ticks;
        tms_cstime: Ticks;
    }

    /// utime(2)
    UTIMBUF: "utimbuf" as utimbuf {
        actime: Date(None);
        modtime: Date(None);
    }

    /// adjtimex(2), clock_adjtime(2)
    TIMEX: "timex" as timex {
        modes: Plain(Value::Flags(&CLOCK_MODES));
        offset: Plain(Value::Long);
        freq: Plain(Value::Long);
        maxerror: Plain(Value::Long);
        esterror: Plain(Value::Long);
        status: Plain(Value::Flags(&CLOCK_STATUS));
        constant: Plain(Value::Long);
        precision: Plain(Value::Long);
        tolerance: Plain(Value::Long);
        time: Nested(&TIMEVAL);
        tick: Plain(Value::Long);
        ppsfreq: Plain(Value::Long);
        jitter: Plain(Value::Long);
        shift: Plain(Value::Int);
        stabil: Plain(Value::Long);
        jitcnt: Plain(Value::Long);
        calcnt: Plain(Value::Long);
        errcnt: Plain(Value::Long);
        stbcnt: Plain(Value::Long);
        tai: Plain(Value::Int);
    }
}
