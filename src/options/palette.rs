//! Which colour has what of a line?
//!
//! strace's own colours, unless STRACE_COLORS names others: `syscall=1;33:retval=32`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// What of a line has a colour of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The name of a call.
    Syscall,
    /// The name of a field or an argument.
    Name,
    /// A value.
    Value,
    /// The name of a macro.
    Macro,
    /// A named constant.
    Constant,
    /// A comment.
    Comment,
    /// Brackets and commas.
    Punctuation,
    /// The result of a call that did not fail.
    Result,
    /// An error.
    Error,
    /// The rest of the line.
    None,
}

/// What STRACE_COLORS calls each, and its number where that says nothing of it.
const KEYS: [(&str, Colour, &str); 9] = [
    ("syscall", Colour::Syscall, "33"),
    ("argname", Colour::Name, "39"),
    ("argval", Colour::Value, "35"),
    ("call", Colour::Macro, "33"),
    ("const", Colour::Constant, "34"),
    ("comment", Colour::Comment, "36"),
    ("punct", Colour::Punctuation, "0"),
    ("retval", Colour::Result, "32"),
    ("error", Colour::Error, "31"),
];

/// The escapes with which colours begin, in the order of `Colour`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette([Vec<u8>; KEYS.len()]);

impl Default for Palette {
    fn default() -> Palette {
        Palette(KEYS.map(|(_, _, number)| escape(number.as_bytes())))
    }
}

impl Palette {
    /// The colours that the value of STRACE_COLORS names. What of it makes no sense says nothing, as in strace.
    pub fn of(text: Option<&OsStr>) -> Palette {
        let mut palette = Palette::default();
        for pair in text.unwrap_or_default().as_bytes().split(|byte| *byte == b':') {
            let Some(equals) = pair.iter().position(|byte| *byte == b'=') else { continue };
            let (key, value) = (pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii());
            let is_number = value.iter().all(|byte| byte.is_ascii_digit() || *byte == b';');
            let named = KEYS.iter().find(|(name, ..)| key.eq_ignore_ascii_case(name.as_bytes()));
            if let (Some((_, colour, _)), true, true) = (named, is_number, value.iter().any(u8::is_ascii_digit)) {
                palette.0[*colour as usize] = escape(value);
            }
        }
        palette
    }

    /// The escape with which it begins.
    pub fn escape(&self, colour: Colour) -> &[u8] {
        self.0.get(colour as usize).map_or(b"\x1b[0m", Vec::as_slice)
    }
}

fn escape(number: &[u8]) -> Vec<u8> {
    [b"\x1b[", number, b"m"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_colour_has_its_place() {
        for (place, (key, colour, _)) in KEYS.iter().enumerate() {
            assert_eq!(*colour as usize, place, "{key}");
        }
        assert_eq!(Colour::None as usize, KEYS.len());
    }

    // As strace 7.2 does with each of them.
    #[test]
    fn colours_are_named_as_in_strace() {
        let retval = |text: &str| {
            let palette = Palette::of(Some(text.as_ref()));
            let escape = palette.escape(Colour::Result);
            String::from_utf8(escape[2..escape.len() - 1].to_vec()).unwrap()
        };
        for (text, number) in [
            ("retval=1", "1"),
            ("retval=38;2;200;3;4:error=1", "38;2;200;3;4"),
            ("retval=1:retval=2", "2"),
            ("foo:retval=1:bad=x", "1"),
            (":retval=1:", "1"),
            ("RetVal = 1 ", "1"),
            ("retval=;1;", ";1;"),
            ("retval=0999", "0999"),
        ] {
            assert_eq!(retval(text), number, "{text}");
        }
        for text in ["", "retval", "retval=", "retval= ", "retval=;", "retval=1a", "retval=1 2", "retval=1=2", "ret=1"]
        {
            assert_eq!(retval(text), "32", "{text}");
        }
        assert_eq!(Palette::of(None), Palette::default());
        assert_eq!(Palette::of(Some("retval=1".as_ref())).escape(Colour::None), b"\x1b[0m");
    }
}
