//! How are the structs of times, timers and the clock laid out?

use libc::itimerspec;
use libc::itimerval;
use libc::timespec;
use libc::timeval;
use libc::timex;
use libc::tms;
use libc::utimbuf;
use linux_raw_sys::general::timezone;

use crate::syscalls::kind::Kind;
use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Date;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldKind::Ticks;
use crate::xlat::CLOCK_MODES;
use crate::xlat::CLOCK_STATUS;

record! {
    /// Seconds and nanoseconds
    TIMESPEC: "timespec" as timespec {
        tv_sec: Plain(Kind::Long);
        tv_nsec: Plain(Kind::Ulong);
    }

    /// Seconds and microseconds
    TIMEVAL: "timeval" as timeval {
        tv_sec: Plain(Kind::Long);
        tv_usec: Plain(Kind::Ulong);
    }

    /// gettimeofday(2), settimeofday(2)
    TIMEZONE: "timezone" as timezone {
        tz_minuteswest: Plain(Kind::Int);
        tz_dsttime: Plain(Kind::Int);
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
        modes: Plain(Kind::Flags(&CLOCK_MODES));
        offset: Plain(Kind::Long);
        freq: Plain(Kind::Long);
        maxerror: Plain(Kind::Long);
        esterror: Plain(Kind::Long);
        status: Plain(Kind::Flags(&CLOCK_STATUS));
        constant: Plain(Kind::Long);
        precision: Plain(Kind::Long);
        tolerance: Plain(Kind::Long);
        time: Nested(&TIMEVAL);
        tick: Plain(Kind::Long);
        ppsfreq: Plain(Kind::Long);
        jitter: Plain(Kind::Long);
        shift: Plain(Kind::Int);
        stabil: Plain(Kind::Long);
        jitcnt: Plain(Kind::Long);
        calcnt: Plain(Kind::Long);
        errcnt: Plain(Kind::Long);
        stbcnt: Plain(Kind::Long);
        tai: Plain(Kind::Int);
    }
}
