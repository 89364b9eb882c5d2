//! Which number is written, where strace leaves reading it to strtoll(3)?

use std::ffi::OsStr;

/// A decimal number, perhaps with white space and a sign in front, of which `-` is for 0 only.
pub(super) fn natural(text: &OsStr, most: u32) -> Option<u32> {
    natural_of_64(text, most.into()).and_then(|number| number.try_into().ok())
}

/// The same, where it can be larger.
pub(super) fn natural_of_64(text: &OsStr, most: u64) -> Option<u64> {
    let text = text.to_str()?.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    let is_negative = text.starts_with('-');
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let number: u64 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (number <= most && (number == 0 || !is_negative)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_front_of_digits_and_what_makes_them_no_number() {
        let of = |text: &str| natural(OsStr::new(text), 100);
        for (text, expected) in [("0", 0), ("007", 7), ("100", 100), ("+5", 5), (" 5", 5), ("\t\n +5", 5), ("-0", 0)] {
            assert_eq!(of(text), Some(expected), "{text}");
        }
        for wrong in ["", " ", "+", "-", "-1", "+-1", "++1", "+ 1", "1 ", "101", "0x10", "1k", "99999999999", "5\u{e4}"]
        {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
