//! How are bytes kept in JSON, whose strings are Unicode?
//!
//! What is UTF-8 is a string. Any other bytes are an object with both forms: all
//! bytes in base64, and a string in which U+FFFD stands for what cannot be read.

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
    let must_escape = |byte: &u8| matches!(byte, 0..=0x1f | b'"' | b'\\' | 0x7f);
    let mut rest = text.as_bytes();
    // Nearly all text needs no escape: each run is copied at once.
    while let Some(run) = rest.iter().position(must_escape) {
        out.extend_from_slice(&rest[..run]);
        match rest[run] {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte => {
                let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        }
        rest = &rest[run + 1..];
    }
    out.extend_from_slice(rest);
}

/// Appends the bytes in base64 (RFC 4648, with padding).
fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0, |bits, (i, &byte)| bits | u32::from(byte) << (16 - 8 * i));
        for i in 0..4 {
            // One byte takes two letters, two take three, three take four.
            out.push(if i <= group.len() { ALPHABET[(bits >> (18 - 6 * i) & 63) as usize] } else { b'=' });
        }
    }
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
        let value = |letter: u8| match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => panic!("{text}"),
        };
        assert_eq!(text.len() % 4, 0);
        let mut bytes = Vec::new();
        for group in text.as_bytes().chunks(4) {
            let letters = group.iter().filter(|&&letter| letter != b'=').count();
            let bits = group[..letters].iter().fold(0, |bits, &letter| bits << 6 | u32::from(value(letter)));
            let bits = bits << (6 * (4 - letters));
            bytes.extend_from_slice(&bits.to_be_bytes()[1..letters]);
        }
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
