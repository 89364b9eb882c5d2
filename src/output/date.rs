//! How is a time written as a date?
//!
//! In the time zone of whoever reads the trace, with its distance from UTC:
//! `2023-11-14T22:13:20.000000042+0000`.

use super::digits;
use crate::machine::Zone;

/// What a time has beside its seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fraction {
    /// Nothing.
    None,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

/// A time that has a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    seconds: i64,
    fraction: u64,
    unit: Fraction,
}

impl Date {
    /// The first and the last time of which the C library can tell the year.
    const FIRST: i64 = -67_768_040_609_740_800;
    const LAST: i64 = 67_768_036_191_676_799;

    /// The date of so many seconds since 1970 and parts of one, if there is one.
    pub fn new(seconds: i64, fraction: u64, unit: Fraction) -> Option<Date> {
        let parts = match unit {
            Fraction::None => 1,
            Fraction::Microseconds => 1_000_000,
            Fraction::Nanoseconds => 1_000_000_000,
        };
        let has_one = fraction < parts && (Date::FIRST..=Date::LAST).contains(&seconds);
        has_one.then_some(Date { seconds, fraction, unit })
    }

    /// Seconds since 1970.
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Appends the date.
    pub(super) fn write(&self, out: &mut Vec<u8>, zone: &Zone) {
        let date = zone.at(self.seconds);
        if date.year < 0 {
            out.push(b'-');
            digits::zero_filled(out, date.year.unsigned_abs(), 3);
        } else {
            digits::zero_filled(out, date.year.unsigned_abs(), 4);
        }
        let parts = [(b'-', date.month), (b'-', date.day), (b'T', date.hour), (b':', date.minute), (b':', date.second)];
        for (before, part) in parts {
            out.push(before);
            digits::zero_filled(out, part.into(), 2);
        }
        let width = match self.unit {
            Fraction::None => 0,
            Fraction::Microseconds => 6,
            Fraction::Nanoseconds => 9,
        };
        if self.fraction > 0 {
            out.push(b'.');
            digits::zero_filled(out, self.fraction, width);
        }
        out.push(if date.offset < 0 { b'-' } else { b'+' });
        let minutes = u64::from(date.offset.unsigned_abs() / 60);
        digits::zero_filled(out, minutes / 60 * 100 + minutes % 60, 4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Source;

    fn written(rule: &str, seconds: i64, fraction: u64, unit: Fraction) -> String {
        let mut out = Vec::new();
        let zone = Zone::new(Source::Posix(rule.to_owned())).unwrap();
        Date::new(seconds, fraction, unit).unwrap().write(&mut out, &zone);
        String::from_utf8(out).unwrap()
    }

    // Expected is what strace 7.2 prints of utimensat and utimes.
    #[test]
    fn a_date_has_what_its_time_has() {
        use Fraction::*;
        assert_eq!(written("UTC0", 1_700_000_000, 42, Nanoseconds), "2023-11-14T22:13:20.000000042+0000");
        assert_eq!(written("UTC0", 1_700_000_000, 42, Microseconds), "2023-11-14T22:13:20.000042+0000");
        assert_eq!(written("UTC0", 1_700_000_000, 0, Nanoseconds), "2023-11-14T22:13:20+0000");
        assert_eq!(written("<-0330>3:30", 0, 0, None), "1969-12-31T20:30:00-0330");
        assert_eq!(written("<+1245>-12:45:30", 0, 0, None), "1970-01-01T12:45:30+1245");
    }

    #[test]
    fn years_of_all_lengths() {
        let date = |seconds| written("UTC0", seconds, 0, Fraction::None);
        assert_eq!(date(253_402_300_800), "10000-01-01T00:00:00+0000");
        assert_eq!(date(-62_135_596_800), "0001-01-01T00:00:00+0000");
        assert_eq!(date(-62_198_755_200), "-001-01-01T00:00:00+0000");
        assert_eq!(date(Date::FIRST), "-2147481748-01-01T00:00:00+0000");
        assert_eq!(date(Date::LAST), "2147485547-12-31T23:59:59+0000");
    }

    #[test]
    fn what_is_no_time_has_no_date() {
        assert_eq!(Date::new(0, 1, Fraction::None), None);
        assert_eq!(Date::new(0, 1_000_000, Fraction::Microseconds), None);
        assert_eq!(Date::new(0, 1_000_000_000, Fraction::Nanoseconds), None);
        for seconds in [Date::FIRST - 1, Date::LAST + 1, i64::MIN, i64::MAX] {
            assert_eq!(Date::new(seconds, 0, Fraction::None), None);
        }
    }
}
