//! Which pieces is a word of flags shown as, and how is an address written?
//!
//! The order and the rules are strace's; how the pieces are joined is left to the
//! text and the JSON.

use std::io::Write;
use std::net::IpAddr;
use std::net::Ipv4Addr;

use crate::xlat::Form;
use crate::xlat::Number;
use crate::xlat::Xlat;

/// One piece of a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    /// A name.
    Name(&'static str),
    /// A value or bits of which none has a name, and nothing else says what they are.
    Unknown(u64),
    /// Bits without a name beside named pieces.
    Rest(u64),
    /// A number within the word, and how it is shown.
    Number(u64, &'static Number),
    /// Nothing is set, and nothing names that.
    Zero,
}

/// Calls `each` with the pieces of a word in the order in which they are shown: at least one.
pub(super) fn pieces(word: u64, xlat: &'static Xlat, mut each: impl FnMut(Piece)) {
    if word == 0 {
        if let Some(row) = xlat.bits.iter().find(|row| row.0 == 0) {
            return each(Piece::Name(row.1));
        }
    }
    let mut any = false;
    let mut rest = word;
    for number in xlat.numbers {
        rest &= !number.mask;
    }
    let value = rest & xlat.mask;
    let mut last = None;
    if xlat.mask != 0 {
        let name = xlat.name(value);
        match name {
            Some(_) if xlat.value_last => last = name,
            Some(name) => {
                each(Piece::Name(name));
                any = true;
            }
            None if value != 0 && !xlat.value_last => {
                each(Piece::Unknown(value));
                any = true;
            }
            None => {}
        }
        if name.is_some() || !xlat.value_last {
            rest &= !xlat.mask;
        }
    }
    for &(bits, name) in xlat.bits {
        if rest == 0 {
            break;
        }
        if bits != 0 && rest & bits == bits {
            each(Piece::Name(name));
            any = true;
            rest &= !bits;
        }
    }
    if rest != 0 {
        each(if any { Piece::Rest(rest) } else { Piece::Unknown(rest) });
        any = true;
    }
    if let Some(name) = last {
        each(Piece::Name(name));
        any = true;
    }
    for number in xlat.numbers {
        let value = number.of(word);
        if value != 0 || number.form != Form::Decimal {
            each(Piece::Number(value, number));
            any = true;
        }
    }
    if !any {
        each(Piece::Zero);
    }
}

/// Appends a hardware address: two digits for each byte.
pub(super) fn hardware(out: &mut Vec<u8>, address: &[u8]) {
    for (nth, byte) in address.iter().enumerate() {
        // Writing to a Vec cannot fail.
        let _ = write!(out, "{}{byte:02x}", if nth > 0 { ":" } else { "" });
    }
}

/// Appends an address as inet_ntop(3) writes it.
pub(super) fn ip(out: &mut Vec<u8>, address: IpAddr) {
    // Writing to a Vec cannot fail.
    let _ = match address {
        IpAddr::V4(address) => write!(out, "{address}"),
        IpAddr::V6(address) => match address.octets() {
            // The last four bytes of these are written as IPv4, which Rust does not do.
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d] if a != 0 || b != 0 => {
                write!(out, "::{}", Ipv4Addr::new(a, b, c, d))
            }
            _ => write!(out, "{address}"),
        },
    };
}
