//! How are the options of sockets shown?

use linux_raw_sys::net;

use super::bytes;
use super::record;
use super::target::Target;
use crate::call::Call;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::records::LINGER;
use crate::syscalls::records::UCRED;
use crate::syscalls::shape::Dir;
use crate::xlat::errno;
use crate::xlat::socket_options;

/// The option's name, of those of its level.
pub(crate) fn name<E: Emit>(call: &Call<'_>, level: &str, dir: Dir, raw: u64, e: &mut E) {
    let option = u64::from(raw as u32);
    match socket_options(u64::from(call.arg(level) as u32), dir == Dir::Out) {
        Some(xlat) => e.one_of(option, xlat),
        None => e.uint(option),
    }
}

/// The option's value.
pub(crate) fn value<E: Emit>(target: Target<'_, '_>, dir: Dir, e: &mut E) {
    const INT: usize = size_of::<libc::c_int>();
    let (level, option) = (target.call.arg("level") as u32, target.call.arg("optname") as u32);
    let socket = |wanted: u32| level == net::SOL_SOCKET && option == wanted;
    target.show(e, dir, |e, memory, cut| {
        let whole = memory.len();
        if whole == 0 {
            e.addr(target.raw, Unread::NotRead);
        } else if socket(net::SO_LINGER) {
            match dir {
                Dir::In if whole < LINGER.size => e.addr(target.raw, Unread::NotRead),
                _ => record::known_fields(e, &LINGER, memory),
            }
        } else if socket(net::SO_PEERCRED) && dir == Dir::Out {
            record::known_fields(e, &UCRED, memory);
        } else if whole == INT && !cut {
            e.begin_list();
            e.item();
            let value = bytes::i32_at(memory, 0).unwrap_or_default();
            match errno(value).filter(|_| socket(net::SO_ERROR) && dir == Dir::Out) {
                Some(error) => e.constant(error.name, i128::from(value)),
                None => e.int(i64::from(value)),
            }
            e.end_list();
        } else {
            e.text(memory, cut);
        }
    });
}
