//! How are bytes kept in JSON, whose strings are Unicode?
//!
//! What is UTF-8 is a string. Any other bytes are an object with both forms: all
//! bytes in base64, and a string in which U+FFFD stands for what cannot be read.

use base64::engine::general_purpose::STANDARD;
use base64::Engine;

/// Appends the bytes as a JSON value; `cut` when there are more of them.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: &[u8], cut: bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) if !cut => {
            out.push(b'"');
            escaped(out, text);
            out.push(b'"');
        }
        Ok(text) => {
            out.extend_from_slice(b"{\"text\":\"");
            escaped(out, text);
            out.extend_from_slice(b"\",\"cut\":true}");
        }
        Err(_) => {
            out.extend_from_slice(b"{\"text\":\"");
            for chunk in bytes.utf8_chunks() {
                escaped(out, chunk.valid());
                if !chunk.invalid().is_empty() {
                    out.extend_from_slice("\u{fffd}".as_bytes());
                }
            }
            out.extend_from_slice(b"\",\"base64\":\"");
            base64(out, bytes);
            out.extend_from_slice(if cut { b"\",\"cut\":true}" } else { b"\"}" });
        }
    }
}

/// Appends text as a part of a JSON string.
pub(super) fn escaped(out: &mut Vec<u8>, text: &str) {
    let may_need_escape = |byte: &u8| matches!(byte, 0..=0x1f | b'"' | b'\\' | 0x7f..);
    let mut rest = text;
    // Nearly all text needs no escape: each run is copied at once.
    while let Some(run) = rest.as_bytes().iter().position(may_need_escape) {
        let (plain, from) = rest.split_at(run);
        out.extend_from_slice(plain.as_bytes());
        let mut chars = from.chars();
        match chars.next() {
            Some('"') => out.extend_from_slice(b"\\\""),
            Some('\\') => out.extend_from_slice(b"\\\\"),
            Some('\n') => out.extend_from_slice(b"\\n"),
            Some('\t') => out.extend_from_slice(b"\\t"),
            Some('\r') => out.extend_from_slice(b"\\r"),
            Some(char) if char.is_control() || steers(char) => {
                let digit = |nibble: u32| b"0123456789abcdef"[(nibble & 15) as usize];
                let code = u32::from(char);
                out.extend_from_slice(&[
                    b'\\',
                    b'u',
                    digit(code >> 12),
                    digit(code >> 8),
                    digit(code >> 4),
                    digit(code),
                ]);
            }
            Some(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {}
        }
        rest = chars.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Whether a character is invisible and changes how those around it are shown: their direction, or the line.
fn steers(char: char) -> bool {
    matches!(
        char,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Appends the bytes in base64 (RFC 4648, with padding).
fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    let begin = out.len();
    out.resize(begin + bytes.len().div_ceil(3) * 4, 0);
    // There is room for all of it, the only thing that this can fail for.
    let length = STANDARD.encode_slice(bytes, &mut out[begin..]).unwrap_or_default();
    out.truncate(begin + length);
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prop_assert_eq;
    use proptest::proptest;
    use serde_json::Value;

    use super::*;

    fn json(raw: &[u8], cut: bool) -> Value {
        let mut out = Vec::new();
        bytes(&mut out, raw, cut);
        serde_json::from_slice(&out).unwrap()
    }

    fn from_base64(text: &str) -> Vec<u8> {
        let mut bytes = vec![0; text.len()];
        let length = STANDARD.decode_slice(text, &mut bytes).unwrap();
        bytes.truncate(length);
        bytes
    }

    /// The exact bytes of a value.
    fn bytes_of(value: &Value) -> Vec<u8> {
        match (value.as_str(), value["base64"].as_str(), value["text"].as_str()) {
            (Some(text), ..) => text.as_bytes().to_vec(),
            (_, Some(base64), _) => from_base64(base64),
            (.., Some(text)) => text.as_bytes().to_vec(),
            _ => panic!("{value}"),
        }
    }

    #[test]
    fn text_is_a_string_and_cut_text_says_so() {
        assert_eq!(json("a\"\\\n\0\x7fé".as_bytes(), false), "a\"\\\n\0\x7fé");
        assert_eq!(json(b"abc", true), serde_json::json!({"text": "abc", "cut": true}));
    }

    #[test]
    fn what_would_steer_a_terminal_is_escaped() {
        let written = |text: &str| {
            let mut out = Vec::new();
            bytes(&mut out, text.as_bytes(), false);
            assert_eq!(serde_json::from_slice::<Value>(&out).unwrap(), text);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written("a\u{9b}31m\u{80}\u{9f}\u{a0}é"), "\"a\\u009b31m\\u0080\\u009f\u{a0}é\"");
        assert_eq!(written("x\u{202e}gpj.\u{2066}\u{2069}\u{200f}"), "\"x\\u202egpj.\\u2066\\u2069\\u200f\"");
        assert_eq!(written("\u{2028}\u{61c}\u{feff}"), "\"\\u2028\\u061c\\ufeff\"");
        assert_eq!(written("日本\u{1f600}"), "\"日本\u{1f600}\"");
    }

    #[test]
    fn other_bytes_are_kept_in_base64_beside_what_can_be_read() {
        assert_eq!(
            json(b"\x7fELF\x80\xc3", true),
            serde_json::json!({"text": "\x7fELF\u{fffd}\u{fffd}", "base64": "f0VMRoDD", "cut": true})
        );
        assert_eq!(json(b"\xff", false)["base64"], "/w==");
        assert_eq!(json(b"\xff\xfe", false)["base64"], "//4=");
    }

    proptest! {
        #[test]
        fn any_bytes_come_back_exactly(raw in vec(any::<u8>(), 0..64), cut in any::<bool>()) {
            let value = json(&raw, cut);
            prop_assert_eq!(bytes_of(&value), raw);
            prop_assert_eq!(value["cut"] == true, cut);
        }

        #[test]
        fn any_text_is_a_string(text in any::<String>()) {
            prop_assert_eq!(json(text.as_bytes(), false), Value::String(text));
        }
    }
}
