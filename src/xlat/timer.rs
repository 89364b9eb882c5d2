//! Which names do the interval timers have?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// setitimer(2)
pub static ITIMERS: Xlat = Xlat::values(
    "ITIMER_???",
    names![
        general: ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF,
    ],
);

/// adjtimex(2): the result
pub static TIME_STATES: Xlat = Xlat::values(
    "TIME_???",
    names![
        libc: TIME_OK, TIME_INS, TIME_DEL, TIME_OOP, TIME_WAIT, TIME_ERROR,
    ],
);
