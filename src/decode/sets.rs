//! How are sets of descriptors, signals, CPUs and memory nodes shown?

use super::bytes;
use super::elements::elements;
use super::sigset;
use super::target::why;
use super::target::Target;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;
use crate::syscalls::shape::Len;

/// Bytes of the kernel's signal set.
const SIGSET: u64 = 8;

/// Numbers of the bits that are set, of the first `limit`.
fn members(bytes: &[u8], limit: usize) -> impl Iterator<Item = usize> + '_ {
    let bits =
        move |(nth, &byte): (usize, &u8)| (0..8).filter(move |bit| byte >> bit & 1 != 0).map(move |bit| 8 * nth + bit);
    bytes.iter().enumerate().filter(|(_, &byte)| byte != 0).flat_map(bits).take_while(move |&member| member < limit)
}

/// `[0 3]`: the numbers of descriptors in a set of that many bits, each shown so.
pub(crate) fn descriptors<E: Emit>(e: &mut E, bytes: &[u8], bits: usize, each: impl Fn(&mut E, i32)) {
    e.begin_set(false);
    for fd in numbers(bytes, bits) {
        e.item();
        each(e, fd);
    }
    e.end_set();
}

/// The numbers of descriptors in a set of that many bits.
pub(crate) fn numbers(bytes: &[u8], bits: usize) -> impl Iterator<Item = i32> + '_ {
    members(bytes, bits).map(|fd| fd as i32)
}

/// Whether any of the first bits is set.
pub(crate) fn any(bytes: &[u8], bits: usize) -> bool {
    members(bytes, bits).next().is_some()
}

/// How many descriptors an fd_set argument of the call speaks of.
pub(crate) fn fd_set_bits(target: Target<'_, '_>, bits: Len) -> usize {
    let bits = match bits {
        Len::Fixed(bits) => i64::from(bits),
        Len::Arg(name) => i64::from(target.call.arg(name) as i32),
        _ => 0,
    };
    usize::try_from(bits).unwrap_or_default()
}

/// A set of descriptors as the program passed it in.
pub(crate) fn fd_set<E: Emit>(target: Target<'_, '_>, bits: Len, e: &mut E) {
    let bits = fd_set_bits(target, bits);
    match target.memory(Dir::InOut) {
        Memory::Bytes { bytes, .. } if bits > 0 => descriptors(e, bytes, bits, |e, fd| e.fd(fd)),
        memory => target.address(e, memory),
    }
}

/// `[0 3]`: CPUs.
pub(crate) fn cpus<E: Emit>(e: &mut E, bytes: &[u8]) {
    e.begin_set(false);
    for cpu in members(bytes, usize::MAX) {
        e.item();
        e.uint(cpu as u64);
    }
    e.end_set();
}

/// A signal set of a size that the kernel takes: all of it, or less of one that it wrote.
pub(crate) fn sigset<E: Emit>(target: Target<'_, '_>, dir: Dir, e: &mut E) {
    match target.memory(dir) {
        Memory::Bytes { bytes, want } if want == SIGSET || dir == Dir::Out && (1..SIGSET).contains(&want) => {
            sigset::sigset(bytes, e);
        }
        memory => target.address(e, memory),
    }
}

/// `{sigmask=[INT], sigsetsize=8}`: a pointer to a signal set and its size.
pub(crate) fn sigset_arg<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    target.show(e, Dir::In, |e, pair, _| {
        let word = |nth: usize| bytes::u64_at(pair, nth * size_of::<u64>()).unwrap_or_default();
        e.begin_struct();
        e.field("sigmask");
        match target.call.input(target.index, part::SIGSET) {
            Memory::Bytes { bytes, want: SIGSET } => sigset::sigset(bytes, e),
            memory => e.addr(word(0), why(memory)),
        }
        e.field("sigsetsize");
        e.uint(word(1));
        e.end_struct();
    });
}

/// `{mask=[INT]}`: the signal mask that rt_sigreturn(2) restores, from its frame on the stack.
pub(crate) fn sigframe_mask<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    match target.call.memory(Phase::Enter, target.index, part::POINTEE) {
        Memory::Bytes { bytes, .. } => {
            e.begin_struct();
            e.field("mask");
            sigset::sigset(bytes, e);
            e.end_struct();
        }
        Memory::Fault(address) => e.addr(address, Unread::Fault),
        memory => e.addr(0, why(memory)),
    }
}

/// `[0x00000000000003]`: a set of memory nodes in words; `bits` names the argument that is one
/// more than the number of its bits.
pub(crate) fn node_mask<E: Emit>(target: Target<'_, '_>, dir: Dir, bits: &str, e: &mut E) {
    const WORD: usize = size_of::<u64>();
    let bits = target.call.arg(bits);
    if bits == 1 {
        return e.addr(target.raw, Unread::NotRead);
    }
    let most = usize::try_from(bits.saturating_sub(1).div_ceil(64)).unwrap_or(usize::MAX);
    let memory = match target.memory(dir) {
        // So many bits that their number of bytes does not fit.
        Memory::Bytes { bytes: [], .. } if most > 0 => Memory::NotRead,
        Memory::Bytes { bytes, want } => {
            let all = most.saturating_mul(WORD);
            Memory::Bytes { bytes: bytes.get(..all).unwrap_or(bytes), want: want.min(all as u64) }
        }
        memory => memory,
    };
    elements(e, target.raw, memory, WORD, |e, _, word| {
        e.expression(Expression::Padded(bytes::u64_at(word, 0).unwrap_or_default(), 16));
    });
}
