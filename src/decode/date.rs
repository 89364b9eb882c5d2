//! Which date is a number of seconds since 1970?

use crate::output::Date;
use crate::output::Emit;
use crate::output::Fraction;
use crate::output::Remark;

/// Remarks the date of a time, unless the time is 0 or has none: `/* 2023-11-14T22:13:20+0000 */`.
pub(super) fn remark<E: Emit>(e: &mut E, seconds: i64, fraction: u64, unit: Fraction) {
    if seconds == 0 && fraction == 0 {
        return;
    }
    if let Some(date) = Date::new(seconds, fraction, unit) {
        e.remark(Remark::Date(date));
    }
}
