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
        tv_sec[long]: Plain(Value::Long);
        tv_nsec[long]: Plain(Value::Ulong);
    }

    /// Seconds and microseconds
    TIMEVAL: "timeval" as timeval {
        tv_sec[long]: Plain(Value::Long);
        tv_usec[long]: Plain(Value::Ulong);
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
        tms_utime[long]: Ticks;
        tms_stime[long]: Ticks;
        tms_cutime[long]: Ticks;
        tms_cstime[long]: Ticks;
    }

    /// utime(2)
    UTIMBUF: "utimbuf" as utimbuf {
        actime[long]: Date(None);
        modtime[long]: Date(None);
    }

    /// adjtimex(2), clock_adjtime(2)
    TIMEX: "timex" as timex {
        modes: Plain(Value::Flags(&CLOCK_MODES));
        offset[long]: Plain(Value::Long);
        freq[long]: Plain(Value::Long);
        maxerror[long]: Plain(Value::Long);
        esterror[long]: Plain(Value::Long);
        status: Plain(Value::Flags(&CLOCK_STATUS));
        constant[long]: Plain(Value::Long);
        precision[long]: Plain(Value::Long);
        tolerance[long]: Plain(Value::Long);
        time: Nested(&TIMEVAL);
        tick[long]: Plain(Value::Long);
        ppsfreq[long]: Plain(Value::Long);
        jitter[long]: Plain(Value::Long);
        shift: Plain(Value::Int);
        stabil[long]: Plain(Value::Long);
        jitcnt[long]: Plain(Value::Long);
        calcnt[long]: Plain(Value::Long);
        errcnt[long]: Plain(Value::Long);
        stbcnt[long]: Plain(Value::Long);
        tai: Plain(Value::Int);
    } ..[i32; 11]
}
