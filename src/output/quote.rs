//! How are bytes written as a string between quotes, so that each can be read back?
//!
//! As in C: the bytes that ASCII prints stand for themselves, five control
//! characters have a letter (`\n`), and all others are octal, as short as can be:
//! `\0`, `\33`, and `\0001` with three digits where the next byte is an octal digit
//! and would be read as a part of the number.

use crate::options::looks::Hex;

/// What each byte becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// Itself.
    Plain,
    /// A backslash and this letter.
    Letter(u8),
    /// A backslash and a number.
    Number,
}

static ESCAPES: [Escape; 256] = escapes();

const fn escapes() -> [Escape; 256] {
    let mut table = [Escape::Number; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        table[byte as usize] = Escape::Plain;
        byte += 1;
    }
    table[b'"' as usize] = Escape::Letter(b'"');
    table[b'\\' as usize] = Escape::Letter(b'\\');
    table[b'\n' as usize] = Escape::Letter(b'n');
    table[b'\t' as usize] = Escape::Letter(b't');
    table[b'\x0b' as usize] = Escape::Letter(b'v');
    table[b'\x0c' as usize] = Escape::Letter(b'f');
    table[b'\r' as usize] = Escape::Letter(b'r');
    table
}

/// Appends the bytes between quotes, with `...` after them when they are `cut`, and so much of them in hexadecimal.
pub(super) fn quoted(out: &mut Vec<u8>, bytes: &[u8], cut: bool, hex: Hex) {
    match hex {
        Hex::All => return hexadecimal(out, bytes, cut),
        Hex::Strings if bytes.iter().any(|&byte| ESCAPES[usize::from(byte)] == Escape::Number) => {
            return hexadecimal(out, bytes, cut);
        }
        Hex::Nothing | Hex::Escapes | Hex::Strings => {}
    }
    out.reserve(bytes.len() + 5);
    out.push(b'"');
    escaped(out, bytes, hex == Hex::Escapes);
    out.extend_from_slice(if cut { b"\"..." } else { b"\"" });
}

/// Appends a path and a word behind it, of one look and without quotes: `<` and `>`, which stand around it, are escaped.
pub(super) fn path(out: &mut Vec<u8>, path: &[u8], word: &[u8], hex: Hex) {
    let all = match hex {
        Hex::All => true,
        Hex::Strings => path.iter().any(|&byte| ESCAPES[usize::from(byte)] == Escape::Number),
        Hex::Nothing | Hex::Escapes => false,
    };
    if all {
        path.iter().chain(word).for_each(|&byte| out.extend_from_slice(&hex_escape(byte)));
        return;
    }
    let mut rest = path;
    while let Some(at) = memchr::memchr2(b'<', b'>', rest) {
        let (before, from) = rest.split_at(at);
        escaped(out, before, hex == Hex::Escapes);
        match hex {
            Hex::Escapes => out.extend_from_slice(&hex_escape(from[0])),
            Hex::Nothing | Hex::Strings | Hex::All => octal(out, from[0], matches!(from.get(1), Some(b'0'..=b'7'))),
        }
        rest = &from[1..];
    }
    escaped(out, rest, hex == Hex::Escapes);
    out.extend_from_slice(word);
}

/// Whether none of the bytes needs a number.
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|&byte| ESCAPES[usize::from(byte)] != Escape::Number)
}

/// Appends the bytes between quotes, each as `\x1f`, with `...` after them when they are `cut`.
pub(super) fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8], cut: bool) {
    out.reserve(4 * bytes.len() + 5);
    out.push(b'"');
    bytes.iter().for_each(|&byte| out.extend_from_slice(&hex_escape(byte)));
    out.extend_from_slice(if cut { b"\"..." } else { b"\"" });
}

/// `\x1f`
fn hex_escape(byte: u8) -> [u8; 4] {
    let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
    [b'\\', b'x', digit(byte >> 4), digit(byte & 15)]
}

/// Appends the bytes, escaped, without quotes.
fn escaped(out: &mut Vec<u8>, mut bytes: &[u8], hex: bool) {
    // Nearly all strings are runs of plain bytes: each run is copied at once.
    loop {
        let run = bytes.iter().position(|&byte| ESCAPES[usize::from(byte)] != Escape::Plain).unwrap_or(bytes.len());
        let (plain, rest) = bytes.split_at(run);
        out.extend_from_slice(plain);
        let Some((&byte, rest)) = rest.split_first() else { return };
        match ESCAPES[usize::from(byte)] {
            Escape::Plain => out.push(byte),
            Escape::Letter(letter) => out.extend_from_slice(&[b'\\', letter]),
            Escape::Number if hex => out.extend_from_slice(&hex_escape(byte)),
            Escape::Number => octal(out, byte, matches!(rest.first(), Some(b'0'..=b'7'))),
        }
        bytes = rest;
    }
}

/// Appends a byte as an octal number: all three digits if an octal digit follows.
fn octal(out: &mut Vec<u8>, byte: u8, full: bool) {
    let digits = [b'\\', b'0' + (byte >> 6), b'0' + (byte >> 3 & 7), b'0' + (byte & 7)];
    let zeros = match byte {
        _ if full => 0,
        0..=0o7 => 2,
        0o10..=0o77 => 1,
        _ => 0,
    };
    out.push(b'\\');
    out.extend_from_slice(&digits[1 + zeros..]);
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prop_assert_eq;
    use proptest::proptest;

    use super::*;

    fn quote(bytes: &[u8], cut: bool) -> String {
        let mut out = Vec::new();
        quoted(&mut out, bytes, cut, Hex::Nothing);
        String::from_utf8(out).unwrap()
    }

    /// Reads a string as a C compiler would.
    fn unquote(text: &str) -> Vec<u8> {
        let mut text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap().bytes().peekable();
        let mut bytes = Vec::new();
        while let Some(byte) = text.next() {
            if byte != b'\\' {
                bytes.push(byte);
                continue;
            }
            match text.next().unwrap() {
                b'n' => bytes.push(b'\n'),
                b't' => bytes.push(b'\t'),
                b'v' => bytes.push(0x0b),
                b'f' => bytes.push(0x0c),
                b'r' => bytes.push(b'\r'),
                letter @ (b'"' | b'\\') => bytes.push(letter),
                digit => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(digit) = text.next_if(|byte| (b'0'..=b'7').contains(byte)) else { break };
                        value = value * 8 + u32::from(digit - b'0');
                    }
                    bytes.push(u8::try_from(value).unwrap());
                }
            }
        }
        bytes
    }

    // Expected texts are what strace 7.2 prints for write(-1, ..).
    #[test]
    fn control_characters_are_as_short_as_can_be() {
        assert_eq!(
            quote(&(0..32).collect::<Vec<u8>>(), true),
            r#""\0\1\2\3\4\5\6\7\10\t\n\v\f\r\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37"..."#
        );
        assert_eq!(quote(b"a\"b\\c\n\t\x0b\x0c\r\x07\x08", false), r#""a\"b\\c\n\t\v\f\r\7\10""#);
        assert_eq!(quote(b"|}~\x7f", false), r#""|}~\177""#);
    }

    #[test]
    fn an_octal_digit_after_a_number_is_not_read_into_it() {
        assert_eq!(quote(b"\x000", false), r#""\0000""#);
        assert_eq!(quote(b"\x007", false), r#""\0007""#);
        assert_eq!(quote(b"\x008", false), r#""\08""#);
        assert_eq!(quote(b"\x1b[0m", false), r#""\33[0m""#);
        assert_eq!(quote(b"\x1b1m", false), r#""\0331m""#);
        assert_eq!(quote(b"\x80\xff\xff0\x10", false), r#""\200\377\3770\20""#);
    }

    #[test]
    fn nothing_and_the_beginning_of_nothing() {
        assert_eq!(quote(b"", false), r#""""#);
        assert_eq!(quote(b"", true), r#"""..."#);
    }

    // Expected is what strace 7.2 prints of the same bytes with -x, -xx and --strings-in-hex=non-ascii-chars.
    #[test]
    fn as_much_is_hexadecimal_as_is_said() {
        let quote = |bytes: &[u8], hex| {
            let mut out = Vec::new();
            quoted(&mut out, bytes, false, hex);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(quote(b"a\n\"\t", Hex::Strings), r#""a\n\"\t""#);
        assert_eq!(quote(b"a\n\x01", Hex::Strings), r#""\x61\x0a\x01""#);
        assert_eq!(quote(b"a\0b", Hex::Strings), r#""\x61\x00\x62""#);
        assert_eq!(quote(b"a\n", Hex::All), r#""\x61\x0a""#);
        assert_eq!(quote(b"\x010\x80\n", Hex::Escapes), r#""\x010\x80\n""#);
    }

    #[test]
    fn binary_data_is_all_hexadecimal() {
        let mut out = Vec::new();
        hexadecimal(&mut out, b"\x00A\xff", true);
        assert_eq!(out, br#""\x00\x41\xff"..."#);
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read_back(bytes in vec(any::<u8>(), 0..64)) {
            let text = quote(&bytes, false);
            prop_assert_eq!(unquote(&text), bytes, "{}", text);
        }

        #[test]
        fn octal_digits_after_any_byte_can_be_read_back(byte in any::<u8>(), digit in b'0'..=b'9') {
            prop_assert_eq!(unquote(&quote(&[byte, digit, byte], false)), [byte, digit, byte]);
        }
    }
}
