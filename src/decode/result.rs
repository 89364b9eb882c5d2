//! What came of a call, and what is to be said of it?

use super::macros;
use super::poll;
use super::record;
use super::sets;
use super::spaces;
use super::target::Target;
use super::value;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::output::Date;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Fraction;
use crate::syscalls::depth::Depth;
use crate::syscalls::part;
use crate::syscalls::row::Ret;
use crate::syscalls::row::Style;
use crate::syscalls::shape::After;
use crate::xlat::signal_name;

/// Shows the result.
pub fn result<E: Emit>(call: &Call<'_>, e: &mut E) {
    let Outcome::Returned(value) = call.outcome else { return e.no_result() };
    if let (None, Ok(errno)) = (call.success(), i32::try_from(value.wrapping_neg())) {
        return e.error(errno);
    }
    let word = value as u64;
    if call.syscall.is_none() || call.depth == Depth::Raw {
        return e.hex(word);
    }
    value_of(call, word, e);
    spaces::entered(call, e);
}

/// The result as the call means it.
fn value_of<E: Emit>(call: &Call<'_>, word: u64, e: &mut E) {
    let value = word as i64;
    match call.ret {
        // A call that never returns has returned: whoever filters it has refused it.
        Ret::Int | Ret::Never => e.uint(word),
        Ret::Hex => e.hex(word),
        Ret::Fd => e.fd(value as i32),
        Ret::Pid => e.pid(value as i32),
        Ret::Group => e.process_group(value as i32),
        Ret::Octal => e.oct(word, 3),
        Ret::Poll | Ret::Select | Ret::Wait => waited(call, word, e),
        Ret::Flags(label, xlat, style) => {
            e.hex(word);
            let zero_is_named = xlat.mask != 0 && xlat.name(0).is_some() || xlat.bits.iter().any(|row| row.0 == 0);
            // What has no names is a number only.
            if word == 0 && !zero_is_named {
                return;
            }
            e.begin_note(style);
            if label.is_empty() {
                e.item();
            } else {
                e.label(label);
            }
            e.flags(word, xlat);
            e.end_note();
        }
        Ret::Enum(xlat) => {
            e.uint(word);
            if xlat.name(word).is_some() {
                note(e, Style::Named, |e| e.one_of(word, xlat));
            }
        }
        Ret::Set(xlat) => {
            e.hex(word);
            if word != 0 {
                note(e, Style::Styled, |e| e.flags(word, xlat));
            }
        }
        Ret::Time => {
            e.uint(word);
            if let (Some(date), true) = (Date::new(value, 0, Fraction::None), word != 0) {
                note(e, Style::Named, |e| e.expression(Expression::Date(date)));
            }
        }
        Ret::Ioprio => {
            e.uint(word);
            note(e, Style::StyledIfAny, |e| macros::ioprio_note(e, word as u32));
        }
        Ret::Signal => {
            e.uint(word);
            if u32::try_from(value).ok().and_then(signal_name).is_some() {
                note(e, Style::Named, |e| value::signal(e, value as i32));
            }
        }
    }
}

/// One value in parentheses.
fn note<E: Emit>(e: &mut E, style: Style, each: impl FnOnce(&mut E)) {
    e.begin_note(style);
    e.item();
    each(e);
    e.end_note();
}

/// `0 (Timeout)`, `1 ([{fd=3, revents=POLLIN}], left {tv_sec=2, tv_nsec=9})`, `2 (in [3], out [4])`
fn waited<E: Emit>(call: &Call<'_>, count: u64, e: &mut E) {
    e.uint(count);
    if count == 0 {
        return note(e, Style::Named, |e| e.word("Timeout"));
    }
    let mut begun = false;
    let mut begin = |e: &mut E| {
        if !std::mem::replace(&mut begun, true) {
            e.begin_note(Style::Named);
        }
    };
    let mut labels = ["in", "out", "except"].into_iter();
    for (index, (param, &raw)) in call.params.iter().zip(&call.args).enumerate() {
        let after = call.memory(Phase::Exit, index, part::POINTEE);
        match param.kind.shape().after {
            After::Nothing => {}
            After::Ready => {
                if let Memory::Bytes { bytes, want } = call.input(index, part::POINTEE) {
                    begin(e);
                    e.item();
                    poll::ready(e, bytes, (bytes.len() as u64) < want);
                }
            }
            After::Set(bits) => {
                let label = labels.next().unwrap_or_default();
                let bits = sets::fd_set_bits(Target { call, index, raw }, bits);
                match after {
                    Memory::Bytes { bytes, .. } if sets::any(bytes, bits) => {
                        begin(e);
                        e.label(label);
                        sets::descriptors(e, bytes, bits, |e, fd| e.int(fd.into()));
                    }
                    _ => {}
                }
            }
            After::Left(record) => {
                if let Memory::Bytes { bytes, .. } = after {
                    begin(e);
                    e.label("left");
                    record::fields(e, record, bytes);
                }
            }
        }
    }
    if begun {
        e.end_note();
    }
}
