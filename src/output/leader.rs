//! When was it? What stands between the task of a line and what the line says.

use super::digits;
use crate::machine::Zone;
use crate::options::looks::Clock;
use crate::options::looks::Looks;
use crate::options::looks::Precision;
use crate::syscalls::abi::Abi;

/// Nanoseconds of a second.
const SECOND: u64 = 1_000_000_000;

/// What is known from the lines before.
#[derive(Debug, Default)]
pub(super) struct Leader {
    /// The time of the last one.
    last: Option<u64>,
    /// The second of which the time of day was written last, and how that was: most lines have the one of the line
    /// before, and a zone's rules are many.
    day: Option<(u64, [u8; 8])>,
}

impl Leader {
    /// There is no line before that one, and it has no time: it is that late.
    pub(super) fn begins(&mut self, time: Option<u64>) {
        self.last = self.last.or(time);
    }

    /// Appends the times of a line, each with a space behind it; `time` is in nanoseconds since 1970. A line of
    /// which nobody knows the time has that of the line before.
    pub(super) fn write(&mut self, out: &mut Vec<u8>, looks: &Looks, zone: &Zone, time: Option<u64>) {
        if looks.clock.is_none() && looks.since.is_none() {
            return;
        }
        let Some(time) = time.or(self.last) else { return };
        match looks.clock {
            Some(Clock::Unix(precision)) => seconds(out, time, precision),
            Some(Clock::TimeOfDay(precision)) => {
                let second = time / SECOND;
                let day = match self.day {
                    Some((of, day)) if of == second => day,
                    _ => self.day.insert((second, time_of_day(zone, second))).1,
                };
                out.extend_from_slice(&day);
                fraction(out, time % SECOND, precision);
            }
            None => {}
        }
        if looks.clock.is_some() {
            out.push(b' ');
        }
        let last = self.last.replace(time).unwrap_or(time);
        let Some(precision) = looks.since else { return };
        // Tasks run beside each other: a call may have begun before the one that was shown before it.
        let (sign, since) = if time < last { ("-", last - time) } else { ("", time - last) };
        out.extend_from_slice(if looks.clock.is_some() { b"(+" } else { b"" });
        let mut buffer = itoa::Buffer::new();
        let width = sign.len() + buffer.format(since / SECOND).len();
        out.extend(std::iter::repeat_n(b' ', 6_usize.saturating_sub(width)));
        out.extend_from_slice(sign.as_bytes());
        seconds(out, since, precision);
        out.extend_from_slice(if looks.clock.is_some() { b") " } else { b" " });
    }
}

/// Appends the number of a call, without the bit of x32: `[ 231] `.
pub(super) fn number(out: &mut Vec<u8>, nr: Option<u32>) {
    let mut buffer = itoa::Buffer::new();
    let digits = nr.map_or("????", |nr| buffer.format(nr & !Abi::X32_BIT));
    out.push(b'[');
    out.extend(std::iter::repeat_n(b' ', 4_usize.saturating_sub(digits.len())));
    out.extend_from_slice(digits.as_bytes());
    out.extend_from_slice(b"] ");
}

/// Appends an instruction pointer, as wide as pointers of that ABI: `[00007f21db606267] `.
pub(super) fn instruction(out: &mut Vec<u8>, ip: Option<u64>, abi: Abi) {
    let width = match abi {
        Abi::X86_64 => 16,
        Abi::I386 | Abi::X32 => 8,
    };
    out.push(b'[');
    match ip {
        Some(ip) => digits::hex_zero_filled(out, ip, width),
        None => out.extend(std::iter::repeat_n(b'?', width)),
    }
    out.extend_from_slice(b"] ");
}

/// `18:15:14`
fn time_of_day(zone: &Zone, second: u64) -> [u8; 8] {
    let at = zone.at(second as i64);
    let digits = |number: u8| [b'0' + number / 10, b'0' + number % 10];
    let ([a, b], [c, d], [e, f]) = (digits(at.hour), digits(at.minute), digits(at.second));
    [a, b, b':', c, d, b':', e, f]
}

/// Appends so many nanoseconds in seconds, as exact as is said: what is beyond is left out, not rounded.
pub(super) fn seconds(out: &mut Vec<u8>, nanoseconds: u64, precision: Precision) {
    digits::uint(out, nanoseconds / SECOND);
    fraction(out, nanoseconds % SECOND, precision);
}

fn fraction(out: &mut Vec<u8>, nanoseconds: u64, precision: Precision) {
    let (unit, width) = match precision {
        Precision::Seconds => return,
        Precision::Milliseconds => (1_000_000, 3),
        Precision::Microseconds => (1_000, 6),
        Precision::Nanoseconds => (1, 9),
    };
    out.push(b'.');
    digits::zero_filled(out, nanoseconds / unit, width);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Source;

    fn written(looks: Looks, times: &[Option<u64>]) -> String {
        let zone = Zone::new(Source::Posix("CET-1".to_owned())).unwrap();
        let (mut leader, mut out) = (Leader::default(), Vec::new());
        for &time in times {
            leader.write(&mut out, &looks, &zone, time);
            out.push(b'|');
        }
        String::from_utf8(out).unwrap()
    }

    /// 2023-11-14, 22:13:20.123456789 in Greenwich.
    const TIME: u64 = 1_700_000_000_123_456_789;

    #[test]
    fn a_time_is_as_exact_as_is_said_and_never_rounded_up() {
        let of = |clock| written(Looks { clock: Some(clock), ..Looks::default() }, &[Some(TIME)]);
        assert_eq!(of(Clock::TimeOfDay(Precision::Seconds)), "23:13:20 |");
        assert_eq!(of(Clock::TimeOfDay(Precision::Milliseconds)), "23:13:20.123 |");
        assert_eq!(of(Clock::TimeOfDay(Precision::Nanoseconds)), "23:13:20.123456789 |");
        assert_eq!(of(Clock::Unix(Precision::Seconds)), "1700000000 |");
        assert_eq!(of(Clock::Unix(Precision::Microseconds)), "1700000000.123456 |");
    }

    #[test]
    fn the_time_since_the_line_before_begins_at_none_and_may_be_negative() {
        let times = [Some(TIME), Some(TIME + 1_500_000), Some(TIME), Some(TIME + 1_234_567 * SECOND)];
        let looks = Looks { since: Some(Precision::Microseconds), ..Looks::default() };
        assert_eq!(written(looks.clone(), &times), "     0.000000 |     0.001500 |    -0.001500 |1234567.000000 |");
        let looks = Looks { clock: Some(Clock::TimeOfDay(Precision::Seconds)), ..looks };
        assert_eq!(written(looks, &times[..2]), "23:13:20 (+     0.000000) |23:13:20 (+     0.001500) |");
    }

    #[test]
    fn numbers_of_calls_have_a_width() {
        let of = |nr| {
            let mut out = Vec::new();
            number(&mut out, nr);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(of(Some(3)), "[   3] ");
        assert_eq!(of(Some(3054)), "[3054] ");
        assert_eq!(of(Some(39 | Abi::X32_BIT)), "[  39] ");
        assert_eq!(of(None), "[????] ");
    }

    #[test]
    fn instruction_pointers_are_as_wide_as_pointers_or_wider() {
        let of = |ip, abi| {
            let mut out = Vec::new();
            instruction(&mut out, ip, abi);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(of(Some(0x7f21db606267), Abi::X86_64), "[00007f21db606267] ");
        assert_eq!(of(Some(0xf7fc15e9), Abi::I386), "[f7fc15e9] ");
        assert_eq!(of(Some(0x8049000), Abi::I386), "[08049000] ");
        assert_eq!(of(Some(0x5589e8ede176), Abi::X32), "[5589e8ede176] ");
        assert_eq!((of(None, Abi::X86_64), of(None, Abi::I386)), ("[????????????????] ".into(), "[????????] ".into()));
    }

    #[test]
    fn a_line_without_a_time_has_that_of_the_line_before() {
        let looks = Looks { clock: Some(Clock::Unix(Precision::Seconds)), ..Looks::default() };
        assert_eq!(written(looks, &[None, Some(TIME), None]), "|1700000000 |1700000000 |");
    }
}
