//! Which arguments of a call are shown, and in which order?

use super::argument::argument;
use crate::call::Call;
use crate::call::Outcome;
use crate::output::Emit;
use crate::syscalls::depth::Depth;
use crate::syscalls::kind::Kind;
use crate::syscalls::row::special;
use crate::syscalls::row::When;
use crate::syscalls::shape::Dir;

/// The order in which clone(2)'s arguments print.
const CLONE_ORDER: [usize; 5] = [1, 0, 2, 4, 3];
/// The first of them, in that order, that is shown when the call has returned.
const CLONE_RESULTS: usize = 2;

/// The arguments of a call that no table has.
const NAMES: [&str; 6] = ["arg1", "arg2", "arg3", "arg4", "arg5", "arg6"];

/// Shows the arguments from number `from` on; the number of the first that is not shown
/// because only the call's return can fill it in, or how many there are.
pub fn args<E: Emit>(call: &Call<'_>, from: usize, out: &mut E) -> usize {
    let Some(syscall) = call.syscall else { return registers(call, NAMES.into_iter(), from, out) };
    if call.depth == Depth::Raw {
        return registers(call, syscall.args.iter().map(|arg| arg.name), from, out);
    }
    let clone = syscall.special & special::CLONE_STYLE != 0;
    let returned = matches!(call.outcome, Outcome::Returned(_));
    for place in from..call.params.len() {
        let index = if clone { CLONE_ORDER.get(place).copied().unwrap_or(place) } else { place };
        let (Some(param), Some(&raw)) = (call.params.get(index), call.args.get(index)) else { continue };
        if syscall.special & special::RAW != 0 {
            out.arg(param.name, i128::from(raw));
            out.hex(raw);
            continue;
        }
        if !counts(call, param.when) {
            continue;
        }
        if is_result(param.kind, raw) || clone && place >= CLONE_RESULTS {
            if !returned {
                return place;
            }
            out.results();
        }
        out.arg(param.name, param.register.taken(raw));
        argument(call, index, raw, param.kind, out);
    }
    call.params.len()
}

/// Registers as they are.
fn registers<E: Emit>(
    call: &Call<'_>,
    names: impl ExactSizeIterator<Item = &'static str>,
    from: usize,
    out: &mut E,
) -> usize {
    let count = names.len();
    for (name, &raw) in names.zip(&call.args).skip(from) {
        out.arg(name, i128::from(raw));
        out.hex(raw);
    }
    count
}

/// Whether the condition for an argument to be shown holds.
fn counts(call: &Call<'_>, when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::AnyBit(name, bits) => call.arg(name) & bits != 0,
        When::OneOf(name, mask, values) => values.contains(&(call.arg(name) & mask)),
    }
}

/// Whether the kernel fills in an argument when the call returns, so that nothing from there
/// on is shown before.
fn is_result(kind: Kind, raw: u64) -> bool {
    let shape = kind.shape();
    shape.dir != Dir::In && (raw != 0 || !shape.needs_room)
}
