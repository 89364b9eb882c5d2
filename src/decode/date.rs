//! Which date is a number of seconds since 1970?
//!
//! In the time zone of whoever reads the trace, with its distance from UTC.

use std::fmt;

use crate::output::Emit;

/// What a time has beside its seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fraction {
    /// Nothing.
    None,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

impl Fraction {
    /// How many digits it has, and what a second has of it.
    fn digits(self) -> (usize, u64) {
        match self {
            Fraction::None => (0, 1),
            Fraction::Microseconds => (6, 1_000_000),
            Fraction::Nanoseconds => (9, 1_000_000_000),
        }
    }
}

/// A remark with the date, unless the time is 0 or is none: `/* 2023-11-14T22:13:20+0000 */`.
pub(crate) fn comment<E: Emit>(e: &mut E, seconds: i64, fraction: u64, unit: Fraction) {
    if seconds == 0 && fraction == 0 {
        return;
    }
    if let Some(date) = Date::new(seconds, fraction, unit) {
        e.comment(format_args!("{date}"));
    }
}

/// A date and time, in the local time zone.
pub(crate) struct Date {
    local: libc::tm,
    fraction: u64,
    digits: usize,
}

impl Date {
    /// The date of a time, if the calendar has it.
    pub(crate) fn new(seconds: i64, fraction: u64, unit: Fraction) -> Option<Date> {
        let (digits, whole) = unit.digits();
        if fraction >= whole {
            return None;
        }
        let mut local = std::mem::MaybeUninit::<libc::tm>::zeroed();
        // SAFETY: both pointers are to live values of the right types; localtime_r
        // keeps neither, and returns NULL when it has written no date.
        let local = unsafe {
            if libc::localtime_r(&seconds, local.as_mut_ptr()).is_null() {
                return None;
            }
            local.assume_init()
        };
        Some(Date { local, fraction, digits: if fraction == 0 { 0 } else { digits } })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tm = &self.local;
        let year = i64::from(tm.tm_year) + 1900;
        let month = tm.tm_mon + 1;
        write!(f, "{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}", tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec)?;
        if self.digits > 0 {
            write!(f, ".{:0digits$}", self.fraction, digits = self.digits)?;
        }
        let sign = if tm.tm_gmtoff < 0 { '-' } else { '+' };
        let minutes = tm.tm_gmtoff.unsigned_abs() / 60;
        write!(f, "{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}
