//! How is a plain value shown: one that is no pointer to anything?

use super::bytes;
use super::date;
use super::macros;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Fraction;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls::kind::Kind;
use crate::xlat::signal_name;
use crate::xlat::Xlat;
use crate::xlat::CLONE_WORDS;
use crate::xlat::CLONE_WORDS_BY_NUMBER;
use crate::xlat::FILE_MODES;

/// Least digits of permission bits.
const MODE_DIGITS: usize = 3;

/// Shows a value of a plain kind from its bytes in memory.
pub(crate) fn in_memory<E: Emit>(e: &mut E, kind: Kind, memory: &[u8]) {
    let value = match is_signed(kind) {
        true => bytes::signed(memory, 0, memory.len()),
        false => bytes::unsigned(memory, 0, memory.len()),
    };
    plain(e, kind, value.unwrap_or_default());
}

/// Whether a value in fewer than 64 bits extends by its sign.
fn is_signed(kind: Kind) -> bool {
    use Kind::*;
    matches!(kind, Int | Long | Fd | DirFd | Pid | Signal | Named(_) | FdOr(_) | Remarked(_))
}

/// Shows a value of a plain kind; of other kinds, its address.
pub(crate) fn plain<E: Emit>(e: &mut E, kind: Kind, raw: u64) {
    let word = u64::from(raw as u32);
    let signed = raw as i32;
    match kind {
        Kind::Int | Kind::Pid => e.int(i64::from(signed)),
        Kind::Uint => e.uint(word),
        Kind::Long => e.int(raw as i64),
        Kind::Time => {
            e.int(raw as i64);
            date::remark(e, raw as i64, 0, Fraction::None);
        }
        Kind::Ulong => e.uint(raw),
        Kind::Ushort => e.uint(u64::from(raw as u16)),
        Kind::Hex => e.hex(word),
        Kind::Hex64 => e.hex(raw),
        Kind::Fd => e.fd(signed),
        Kind::DirFd if signed == libc::AT_FDCWD => e.constant("AT_FDCWD", i128::from(signed)),
        Kind::DirFd => e.fd(signed),
        Kind::Mode => e.oct(u64::from(raw as u16), MODE_DIGITS),
        Kind::FileMode => file_mode(e, u64::from(raw as u16)),
        Kind::Dev => device(e, raw),
        Kind::Id if word == u64::from(u32::MAX) => e.int(-1),
        Kind::Id => e.uint(word),
        Kind::WideMode => e.oct(raw, MODE_DIGITS),
        Kind::Signal => signal(e, signed),
        Kind::WideSignal => match u32::try_from(raw).ok().and_then(signal_name) {
            Some(name) => e.constant(name, i128::from(raw)),
            None => e.uint(raw),
        },
        Kind::Flags(xlat) => e.flags(word, xlat),
        Kind::Flags64(xlat) => e.flags(raw, xlat),
        Kind::Enum(xlat) => e.one_of(word, xlat),
        Kind::Enum64(xlat) => e.one_of(raw, xlat),
        Kind::Named(xlat) => match xlat.name(word) {
            Some(name) => e.constant(name, i128::from(signed)),
            None => e.int(i64::from(signed)),
        },
        Kind::FdOr(xlat) => match xlat.name(word) {
            Some(name) => e.constant(name, i128::from(signed)),
            None => e.fd(signed),
        },
        Kind::Remarked(xlat) => remarked(e, signed, xlat),
        Kind::CloneFlags => match signal_name(raw as u8 as u32) {
            Some(_) => e.flags(raw, &CLONE_WORDS),
            None => e.flags(raw, &CLONE_WORDS_BY_NUMBER),
        },
        Kind::WaitStatus => e.expression(Expression::WaitStatus(raw as u32)),
        Kind::Ioprio => macros::ioprio(e, raw as u32),
        Kind::Htons(xlat) => macros::htons(e, raw as u16, xlat),
        Kind::IoctlOp => macros::ioctl_op(e, raw as u32),
        Kind::QuotaOp => macros::quota_op(e, raw as u32),
        Kind::FutexWakeOp => e.expression(Expression::FutexWakeOp(raw as u32)),
        _ => e.addr(raw, Unread::NotRead),
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
    e.begin_macro("makedev");
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
