//! Which parts is a word of flags shown as?
//!
//! The order and the rules are strace's; how the parts are joined is left to the
//! text and the JSON.

use crate::xlat::Form;
use crate::xlat::Number;
use crate::xlat::Xlat;

/// One part of a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// A name.
    Name(&'static str),
    /// A value or bits of which none has a name, and nothing else says what they are.
    Unknown(u64),
    /// Bits without a name beside named parts.
    Rest(u64),
    /// A number within the word, and how it is shown.
    Number(u64, &'static Number),
    /// Nothing is set, and nothing names that.
    Zero,
}

/// Calls `each` with the parts of a word in the order in which they are shown: at least one.
pub(super) fn parts(word: u64, xlat: &'static Xlat, mut each: impl FnMut(Part)) {
    if word == 0 {
        if let Some(row) = xlat.bits.iter().find(|row| row.0 == 0) {
            return each(Part::Name(row.1));
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
                each(Part::Name(name));
                any = true;
            }
            None if value != 0 && !xlat.value_last => {
                each(Part::Unknown(value));
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
            each(Part::Name(name));
            any = true;
            rest &= !bits;
        }
    }
    if rest != 0 {
        each(if any { Part::Rest(rest) } else { Part::Unknown(rest) });
        any = true;
    }
    if let Some(name) = last {
        each(Part::Name(name));
        any = true;
    }
    for number in xlat.numbers {
        let value = number.of(word);
        if value != 0 || number.form != Form::Decimal {
            each(Part::Number(value, number));
            any = true;
        }
    }
    if !any {
        each(Part::Zero);
    }
}
