//! Which clocks and timers are there?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// Clock ids: clock_gettime(2), timer_create(2), timerfd_create(2).
pub static CLOCKS: Xlat = Xlat::values(
    "CLOCK_???",
    names![
        general: CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID,
            CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME, CLOCK_REALTIME_ALARM,
            CLOCK_BOOTTIME_ALARM, CLOCK_SGI_CYCLE, CLOCK_TAI,
    ],
);

/// timer_settime(2), clock_nanosleep(2).
pub static TIMER_FLAGS: Xlat = Xlat::flags(
    "TIMER_???",
    names![
        general: TIMER_ABSTIME,
    ],
);

/// timerfd_create(2), timerfd_settime(2).
pub static TIMERFD_FLAGS: Xlat = Xlat::flags(
    "TFD_???",
    names![
        general: TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET, TFD_CLOEXEC, TFD_NONBLOCK,
    ],
);

/// How a timer or queue notifies: `struct sigevent`.
pub static SIGEV_NOTIFY: Xlat = Xlat::values(
    "SIGEV_???",
    names![
        general: SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD, SIGEV_THREAD_ID,
    ],
);
