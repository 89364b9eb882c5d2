//! How is a plain value shown: a number, or a name for one?

use super::bytes;
use super::date;
use super::macros;
use crate::descriptor::WORKING_DIRECTORY;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Fraction;
use crate::output::Number;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::value::Value;
use crate::xlat::signal_name;
use crate::xlat::Xlat;
use crate::xlat::CLONE_WORDS;
use crate::xlat::CLONE_WORDS_BY_NUMBER;
use crate::xlat::FILE_MODES;

/// Least digits of permission bits.
const MODE_DIGITS: usize = 3;

/// Shows a number from its bytes in memory.
pub(crate) fn in_memory<E: Emit>(e: &mut E, value: Value, memory: &[u8]) {
    let number = match value.width().signed {
        true => bytes::signed(memory, 0, memory.len()),
        false => bytes::unsigned(memory, 0, memory.len()),
    };
    plain(e, value, number.unwrap_or_default());
}

/// Shows the number in a register.
pub(crate) fn in_register<E: Emit>(e: &mut E, value: Value, raw: u64) {
    plain(e, value, value.taken(raw) as u64);
}

fn plain<E: Emit>(e: &mut E, value: Value, raw: u64) {
    let word = u64::from(raw as u32);
    let signed = raw as i32;
    match value {
        Value::Int => e.int(i64::from(signed)),
        Value::Pid => e.pid(signed),
        Value::Group => e.process_group(signed),
        Value::Uint => e.uint(word),
        Value::Long => e.int(raw as i64),
        Value::Time => {
            e.int(raw as i64);
            date::remark(e, raw as i64, 0, Fraction::None);
        }
        Value::Ulong => e.uint(raw),
        Value::Ushort => e.uint(u64::from(raw as u16)),
        Value::Hex => e.hex(word),
        Value::Hex64 => e.hex(raw),
        Value::Fd => e.fd(signed),
        Value::TheirFd => e.int(i64::from(signed)),
        Value::DirFd if signed == WORKING_DIRECTORY => e.working_directory(),
        Value::DirFd => e.fd(signed),
        Value::Mode => e.oct(u64::from(raw as u16), MODE_DIGITS),
        Value::FileMode => file_mode(e, u64::from(raw as u16)),
        Value::Dev => device(e, raw),
        Value::Id if word == u64::from(u32::MAX) => e.int(-1),
        Value::Id => e.uint(word),
        Value::WideMode => e.oct(raw, MODE_DIGITS),
        Value::Signal => signal(e, signed),
        Value::WideSignal => match u32::try_from(raw).ok().and_then(signal_name) {
            Some(name) => e.constant(name, i128::from(raw)),
            None => e.uint(raw),
        },
        Value::Flags(xlat) => e.flags(word, xlat),
        Value::Flags64(xlat) => e.flags(raw, xlat),
        Value::Enum(xlat) => e.one_of(word, xlat),
        Value::Enum64(xlat) => e.one_of(raw, xlat),
        Value::Named(xlat) => match xlat.name(word) {
            Some(name) => e.constant(name, i128::from(signed)),
            None => e.int(i64::from(signed)),
        },
        Value::FdOr(_) if signed == WORKING_DIRECTORY => e.working_directory(),
        Value::FdOr(xlat) => match xlat.name(word) {
            Some(name) => e.constant(name, i128::from(signed)),
            None => e.fd(signed),
        },
        Value::PidOr(xlat) => match xlat.name(word) {
            Some(name) => e.constant(name, i128::from(signed)),
            None => e.pid(signed),
        },
        Value::Remarked(xlat) => remarked(e, signed, xlat),
        Value::CloneFlags => match signal_name(raw as u8 as u32) {
            Some(_) => e.flags(raw, &CLONE_WORDS),
            None => e.flags(raw, &CLONE_WORDS_BY_NUMBER),
        },
        Value::WaitStatus => e.expression(Expression::WaitStatus(raw as u32)),
        Value::Ioprio => macros::ioprio(e, raw as u32),
        Value::Htons(xlat) => macros::htons(e, raw as u16, xlat),
        Value::IoctlOp => macros::ioctl_op(e, raw as u32),
        Value::QuotaOp => macros::quota_op(e, raw as u32),
        Value::FutexWakeOp => e.expression(Expression::FutexWakeOp(raw as u32)),
        Value::Addr => e.addr(raw, Unread::NotRead),
    }
}

/// A signal by its name; what is none as the number.
pub(crate) fn signal<E: Emit>(e: &mut E, signo: i32) {
    match signal_name(signo as u32) {
        Some(name) => e.constant(name, i128::from(signo)),
        None => e.int(i64::from(signo)),
    }
}

/// Type and permissions of a file: without a type that has a name, all of it is a number.
fn file_mode<E: Emit>(e: &mut E, mode: u64) {
    match FILE_MODES.name(mode) {
        Some(_) => e.flags(mode, &FILE_MODES),
        None => e.oct(mode, MODE_DIGITS),
    }
}

fn device<E: Emit>(e: &mut E, device: u64) {
    e.begin_macro_of("makedev", Number::Hex(device));
    e.item();
    e.hex(u64::from(libc::major(device)));
    e.item();
    e.hex(u64::from(libc::minor(device)));
    e.end_macro();
}

fn remarked<E: Emit>(e: &mut E, value: i32, xlat: &'static Xlat) {
    e.int(i64::from(value));
    e.remark(Remark::Name(xlat.name(u64::from(value as u32)).unwrap_or(xlat.unknown)));
}
