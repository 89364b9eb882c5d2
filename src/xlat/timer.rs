//! Which names do the interval timers have?

use super::names;
use super::Xlat;

/// setitimer(2)
pub static ITIMERS: Xlat = Xlat::values(
    "ITIMER_???",
    names![
        libc: ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF,
    ],
);
