//! What does a call's argument show: itself, or what it points to?

use super::capabilities;
use super::clone;
use super::dirents;
use super::dirents::Layout;
use super::elements::elements;
use super::endpoint;
use super::file_times;
use super::iovec;
use super::msghdr;
use super::netlink;
use super::numbers;
use super::option;
use super::poll;
use super::record;
use super::self_sized;
use super::sets;
use super::sigaction;
use super::siginfo;
use super::strings;
use super::structs;
use super::target::Target;
use super::value;
use crate::call::Call;
use crate::call::Memory;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::depth::Depth;
use crate::syscalls::kind::Kind;
use crate::syscalls::shape::Count;
use crate::syscalls::shape::Dir;
use crate::syscalls::shape::Len;
use crate::syscalls::shape::Limit;
use crate::syscalls::shape::Part;
use crate::syscalls::value::Value;

/// Shows an argument.
pub(crate) fn argument<E: Emit>(call: &Call<'_>, index: usize, raw: u64, kind: Kind, e: &mut E) {
    let target = Target { call, index, raw };
    if call.depth == Depth::Flat {
        let shape = kind.shape();
        if let (Some(first), false) = (shape.parts[0], shape.text) {
            return flat(target, shape.dir, first, e);
        }
    }
    match kind {
        Kind::Value(Value::TheirFd) => match call.success() {
            Some(own) => e.fd_known_as(raw as i32, own as i32),
            None => e.int(i64::from(raw as i32)),
        },
        Kind::Value(value) => value::in_register(e, value, raw),
        Kind::OptionName(level, dir) => option::name(call, level, dir, raw, e),
        Kind::Either(either) => {
            value::in_register(e, either.with(call.arg(either.on)), raw);
        }

        Kind::Path | Kind::Str | Kind::InStr(_) => target.show(e, Dir::In, |e, bytes, cut| e.text(bytes, cut)),
        Kind::OutStr(_) | Kind::OutPath(_) => target.show(e, Dir::Out, strings::until_nul),
        Kind::Bytes(_, Len::RetIfRoom(room)) | Kind::Text(_, Len::RetIfRoom(room)) if call.arg(room) == 0 => {
            e.addr(raw, Unread::NotRead);
        }
        Kind::Bytes(_, Len::RetUpTo(room)) => strings::up_to(target, e, call.arg(room)),
        Kind::Bytes(dir, _) => target.show(e, dir, |e, bytes, cut| netlink::data(e, call, bytes, cut)),
        Kind::Text(dir, _) => target.show(e, dir, strings::without_nul),
        Kind::Binary(dir, _) => target.show(e, dir, |e, bytes, cut| e.binary(bytes, cut)),
        Kind::Argv => strings::argv(target, e),
        Kind::Envp => strings::envp(target, e),

        Kind::Ptr(dir, value) => numbers::one(target, dir, value, e),
        Kind::ParentTid => numbers::one(target, Dir::Out, clone::written_number(call), e),
        Kind::Array(dir, value, len) => numbers::array(target, dir, value, len, e),

        Kind::Struct(dir, record) => {
            structs::before_and_after(target, e, dir, |e, bytes, _| record::fields(e, record, bytes));
        }
        Kind::Sized(dir, record, _) => {
            structs::before_and_after(target, e, dir, |e, bytes, _| structs::sized(e, raw, record, bytes));
        }
        Kind::Whole(dir, record, _) => target.show(e, dir, |e, bytes, _| structs::whole(e, raw, record, bytes)),
        Kind::Extended(dir, record, _) => target.show(e, dir, |e, bytes, _| structs::extended(e, raw, record, bytes)),
        Kind::SelfSized(record, sizes) => self_sized::fields(target, record, sizes, e),
        Kind::SchedAttr => self_sized::sched_attr(target, e),
        Kind::Capabilities(dir, header) => capabilities::sets(target, dir, header, e),
        Kind::Filled(begun, all) => {
            let record = if call.has_written() { all } else { begun };
            target.show(e, Dir::In, |e, bytes, _| record::fields(e, record, bytes));
        }
        Kind::CloneArgs(_) => clone::args(target, e),
        Kind::Structs(dir, record, _) => {
            let each = |e: &mut E, _, element: &[u8]| record::fields(e, record, element);
            elements(e, raw, target.memory(dir), record.size, each);
        }

        Kind::Timeout(record) => target.show(e, Dir::In, |e, bytes, _| record::fields(e, record, bytes)),
        Kind::Remaining(record) => structs::remaining(target, e, record),
        Kind::FileTimes => target.show(e, Dir::In, |e, bytes, _| file_times::file_times(e, bytes)),
        Kind::OldFileTimes => target.show(e, Dir::In, |e, bytes, _| file_times::old_file_times(e, bytes)),

        Kind::Iovec(dir, _) => iovec::iovec(target, dir, e),
        Kind::SockaddrIn(length) => endpoint::sockaddr_in(target, e, length),
        Kind::SockaddrOut(length) => endpoint::sockaddr_out(target, e, length),
        Kind::SockLen => endpoint::socket_length(target, e),
        Kind::Msghdr(dir) => msghdr::msghdr(call, index, dir, e),
        Kind::Mmsghdr(dir, _) => msghdr::mmsghdr(call, index, dir, e),
        Kind::OptionValue(dir, _) => option::value(target, dir, e),

        Kind::FdSet(bits) => sets::fd_set(target, bits, e),
        Kind::Sigset(dir, _) => sets::sigset(target, dir, e),
        Kind::SigsetArg => sets::sigset_arg(target, e),
        Kind::SigframeMask => sets::sigframe_mask(target, e),
        Kind::CpuSet(dir, _) => target.show(e, dir, |e, bytes, _| sets::cpus(e, bytes)),
        Kind::NodeMask(dir, bits) => sets::node_mask(target, dir, bits, e),

        Kind::Sigaction(dir) => target.show(e, dir, |e, bytes, _| sigaction::sigaction(bytes, e)),
        Kind::Siginfo(dir) => target.show(e, dir, |e, bytes, _| siginfo::siginfo(bytes, e)),
        Kind::Pollfds(_) => elements(e, raw, target.memory(Dir::In), poll::SIZE, poll::entry),
        Kind::Dirents => dirents::dirents(call, index, Layout::New, e),
        Kind::OldDirents => dirents::dirents(call, index, Layout::Old, e),
    }
}

/// Shows an argument of a call whose structs are not shown: the address, or an array of nothing.
fn flat<E: Emit>(target: Target<'_, '_>, dir: Dir, first: Part, e: &mut E) {
    let call = target.call;
    let is_empty = match (first.limit, first.count) {
        (Limit::Elements, Count::Len(Len::Arg(count))) => call.arg(count) == 0,
        (Limit::Elements, Count::Len(Len::Ret)) => call.success() == Some(0),
        _ => false,
    };
    if target.raw == 0 || !is_empty || dir != Dir::In && !call.has_written() {
        return target.address(e, Memory::NotRead);
    }
    e.begin_list();
    e.end_list();
}
