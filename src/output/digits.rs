//! How are numbers written, without the cost of `format!`?

/// Appends a number in decimal.
pub(super) fn int(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Appends a number in decimal that may need more than 64 bits.
pub(super) fn wide(out: &mut Vec<u8>, value: i128) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Appends an unsigned number in decimal.
pub(super) fn uint(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

/// Appends a number in hexadecimal, `0x1f`; 0 as `0`.
pub(super) fn hex(out: &mut Vec<u8>, value: u64) {
    if value == 0 {
        out.push(b'0');
        return;
    }
    let mut digits = [0; 18];
    let mut at = digits.len();
    let mut rest = value;
    while rest != 0 {
        at -= 1;
        digits[at] = b"0123456789abcdef"[(rest & 15) as usize];
        rest >>= 4;
    }
    digits[at - 2] = b'0';
    digits[at - 1] = b'x';
    out.extend_from_slice(&digits[at - 2..]);
}

/// Appends a number in hexadecimal without `0x`, at least `width` wide, filled with zeros in front.
pub(super) fn hex_zero_filled(out: &mut Vec<u8>, value: u64, width: usize) {
    let mut digits = Vec::new();
    hex(&mut digits, value);
    let digits = digits.strip_prefix(b"0x").unwrap_or(&digits);
    out.extend(std::iter::repeat_n(b'0', width.saturating_sub(digits.len())));
    out.extend_from_slice(digits);
}

/// Appends a number in octal with at least `width` digits, of which the first is 0: `0644`, `000`.
pub(super) fn oct(out: &mut Vec<u8>, value: u64, width: usize) {
    let mut digits = [b'0'; 24];
    let mut at = digits.len();
    let mut rest = value;
    while rest != 0 {
        at -= 1;
        digits[at] = b'0' + (rest & 7) as u8;
        rest >>= 3;
    }
    // One 0 in front of the digits, and as many more as the width wants: the array is full of them.
    let first = (at - 1).min(digits.len().saturating_sub(width));
    out.extend_from_slice(&digits[first..]);
}

/// Appends a number in decimal, at least `width` wide, filled with zeros in front.
pub(super) fn zero_filled(out: &mut Vec<u8>, value: u64, width: usize) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value);
    out.extend(std::iter::repeat_n(b'0', width.saturating_sub(digits.len())));
    out.extend_from_slice(digits.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hexadecimal_has_its_prefix_but_for_zero() {
        assert_eq!(written(|out| hex(out, 0)), "0");
        assert_eq!(written(|out| hex(out, 0x1f)), "0x1f");
        assert_eq!(written(|out| hex(out, u64::MAX)), "0xffffffffffffffff");
    }

    #[test]
    fn octal_begins_with_zero_and_fills_up() {
        assert_eq!(written(|out| oct(out, 0, 3)), "000");
        assert_eq!(written(|out| oct(out, 0, 1)), "0");
        assert_eq!(written(|out| oct(out, 0o22, 3)), "022");
        assert_eq!(written(|out| oct(out, 0o644, 3)), "0644");
        assert_eq!(written(|out| oct(out, 0o7, 4)), "0007");
        assert_eq!(written(|out| oct(out, u64::MAX, 3)), "01777777777777777777777");
    }

    #[test]
    fn decimal_is_filled_with_zeros() {
        assert_eq!(written(|out| zero_filled(out, 42, 9)), "000000042");
        assert_eq!(written(|out| zero_filled(out, 1234, 3)), "1234");
        assert_eq!(written(|out| int(out, i64::MIN)), "-9223372036854775808");
    }
}
