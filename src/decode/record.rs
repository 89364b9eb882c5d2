//! How is a struct shown that is a table of fields?
//!
//! The tables themselves are written with `record!`, in the files of the families.

use super::bytes;
use super::date;
use super::value;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Fraction;
use crate::output::Remark;
use crate::syscalls::record::Field;
use crate::syscalls::record::FieldKind;
use crate::syscalls::record::FieldWhen;
use crate::syscalls::record::Record;
use crate::xlat::Xlat;

/// Shows bytes as a struct. Fields for which there are no bytes are left out as `...`.
pub(crate) fn fields<E: Emit>(e: &mut E, record: &'static Record, bytes: &[u8]) {
    show(e, record, bytes, record.size, false);
}

/// Shows bytes as a struct that may end before fields that other versions of it have.
pub(crate) fn known_fields<E: Emit>(e: &mut E, record: &'static Record, bytes: &[u8]) {
    show(e, record, bytes, bytes.len(), false);
}

/// As [`known_fields`], and whether there is more behind them.
pub(crate) fn parts<E: Emit>(e: &mut E, record: &'static Record, bytes: &[u8], more: bool) {
    show(e, record, bytes, bytes.len(), more);
}

/// Shows the struct of that size of which these bytes are known.
fn show<E: Emit>(e: &mut E, record: &'static Record, bytes: &[u8], size: usize, mut more: bool) {
    e.begin_struct();
    for field in record.fields {
        if !wanted(record, field, bytes) || field.offset.saturating_add(field.size) > size {
            continue;
        }
        if field.verbose && !e.verbose() || bytes.len() < field.offset.saturating_add(field.size) {
            more = true;
            continue;
        }
        e.field(field.name);
        one(e, record, field, bytes);
    }
    if more {
        e.more();
    }
    e.end_struct();
}

/// The number in the field of that name.
pub(crate) fn number(record: &Record, name: &str, bytes: &[u8]) -> Option<u64> {
    let field = record.fields.iter().find(|field| field.name == name)?;
    bytes::unsigned(bytes, field.offset, field.size)
}

fn wanted(record: &Record, field: &Field, bytes: &[u8]) -> bool {
    let other = |name: &str| number(record, name, bytes).unwrap_or_default();
    let not_zero = || {
        let end = field.offset.saturating_add(field.size).min(bytes.len());
        bytes.get(field.offset..end).is_some_and(|value| value.iter().any(|&byte| byte != 0))
    };
    match field.when {
        FieldWhen::Always => true,
        FieldWhen::NotZero => not_zero(),
        FieldWhen::AnyNotZero(names) => names.iter().any(|name| other(name) != 0),
        FieldWhen::AnyBitOrNotZero(name, bits) => other(name) & bits != 0 || not_zero(),
        FieldWhen::AnyBit(name, bits) => other(name) & bits != 0,
        FieldWhen::OneOf(name, mask, values) => values.contains(&(other(name) & mask)),
        FieldWhen::NoneOf(name, mask, values) => !values.contains(&(other(name) & mask)),
        FieldWhen::AtLeast(name, least) => other(name) >= least,
    }
}

fn one<E: Emit>(e: &mut E, record: &'static Record, field: &Field, bytes: &[u8]) {
    let end = field.offset.saturating_add(field.size);
    let area = bytes.get(field.offset..end).unwrap_or_default();
    let word = || bytes::unsigned(bytes, field.offset, field.size).unwrap_or_default();
    match field.kind {
        FieldKind::Plain(value) => value::in_memory(e, value, area),
        FieldKind::Nested(inner) => fields(e, inner, area),
        FieldKind::Text => {
            let (text, ended) = bytes::until_nul(area);
            e.text(text, !ended);
        }
        FieldKind::Numbers(kind, count) => {
            e.begin_list();
            for element in area.chunks_exact((field.size / count.max(1)).max(1)) {
                e.item();
                value::in_memory(e, kind, element);
            }
            e.end_list();
        }
        FieldKind::Limit => limit(e, word()),
        FieldKind::Date(nanoseconds) => {
            let seconds = word() as i64;
            e.int(seconds);
            let nanoseconds = nanoseconds.and_then(|name| number(record, name, bytes)).unwrap_or_default();
            date::remark(e, seconds, nanoseconds, Fraction::Nanoseconds);
        }
        FieldKind::Moment(inner) => {
            fields(e, inner, area);
            let part = |index: usize| {
                let field = inner.fields.get(index)?;
                bytes::unsigned(area, field.offset, field.size)
            };
            let (seconds, nanoseconds) = (part(0).unwrap_or_default(), part(1).unwrap_or_default());
            date::remark(e, seconds as i64, nanoseconds, Fraction::Nanoseconds);
        }
        FieldKind::Ticks => ticks(e, word() as i64),
        FieldKind::Split(xlat, upper) => {
            let upper = bytes::u32_at(bytes, upper).unwrap_or_default();
            e.flags(u64::from(upper) << 32 | word(), xlat);
        }
        FieldKind::Words(tables) => {
            e.expression(Expression::Parts(word(), tables));
        }
        FieldKind::Places(names) => places(e, names, area),
    }
}

/// A resource limit, in units of 1024 where that is exact.
fn limit<E: Emit>(e: &mut E, value: u64) {
    match value {
        u64::MAX => e.constant("RLIM64_INFINITY", i128::from(value)),
        _ if value > 1024 && value % 1024 == 0 => e.expression(Expression::Kibibytes(value)),
        _ => e.uint(value),
    }
}

/// Ticks of a clock.
fn ticks<E: Emit>(e: &mut E, value: i64) {
    e.int(value);
    if value != 0 {
        e.remark(Remark::Ticks(value.into()));
    }
}

fn places<E: Emit>(e: &mut E, names: &'static Xlat, area: &[u8]) {
    e.begin_list();
    for (index, &byte) in area.iter().enumerate() {
        e.item();
        e.expression(Expression::Place { index: index as u64, names, byte });
    }
    e.end_list();
}

#[cfg(test)]
mod tests {
    use crate::decode::testing::shown;
    use crate::syscalls::records;

    #[test]
    fn a_terminals_modes_are_enumerations_and_flags() {
        let mut bytes = vec![0; records::TERMIOS.size];
        let modes = |bytes: &[u8]| shown(|out| super::fields(out, &records::TERMIOS, bytes));
        assert_eq!(modes(&bytes), "{c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, c_cflag=B0|CS5|, c_lflag=, ...}");
        for (word, value) in [0x500, 0x5, 0x100000bf, 0x8a3b].into_iter().enumerate() {
            bytes[4 * word..4 * word + 4].copy_from_slice(&u32::to_ne_bytes(value));
        }
        assert_eq!(
            modes(&bytes),
            "{c_iflag=ICRNL|IXON, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, \
             c_cflag=B38400|BOTHER<<IBSHIFT|CS8|CREAD, \
             c_lflag=ISIG|ICANON|ECHO|ECHOE|ECHOK|IEXTEN|ECHOCTL|ECHOKE, ...}"
        );
    }
}
