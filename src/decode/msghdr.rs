//! What is in a message that a socket sends or receives?

use std::mem::offset_of;

use super::bytes;
use super::control;
use super::elements::elements;
use super::iovec;
use super::iovec::Areas;
use super::sockaddr::sockaddr;
use super::target::why;
use super::target::within;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::skeleton::types::bt_limit;
use crate::syscalls::part;
use crate::syscalls::shape::Dir;
use crate::xlat::MSG_FLAGS;

/// Bytes of a `struct msghdr` and of a `struct mmsghdr`.
const SIZE: usize = size_of::<libc::msghdr>();
const MULTIPLE_SIZE: usize = size_of::<libc::mmsghdr>();

/// Shows the message that an argument points to.
pub fn msghdr<E: Emit>(call: &Call<'_>, index: usize, dir: Dir, out: &mut E) {
    let address = call.args.get(index).copied().unwrap_or_default();
    let before = header_at(call, Phase::Enter, index);
    let read = call.input(index, part::POINTEE);
    let header = match (header_at(call, Phase::Exit, index).or(before), read) {
        (Some(bytes), _) => Header { bytes },
        (None, Memory::Fault(_)) => return out.addr(address, Unread::Fault),
        (None, _) => return out.addr(address, Unread::NotRead),
    };
    let name_length_before = before.map(|bytes| Header { bytes }.name_length());
    if dir != Dir::In && call.success().is_none() {
        // Nothing came, and only how much room there is for a name was for the kernel to read.
        out.begin_struct();
        out.field("msg_namelen");
        out.int(i64::from(name_length_before.unwrap_or(header.name_length())));
        out.end_struct();
        return;
    }
    let parts = Parts::of(call, index, dir, 0);
    header.show(name_length_before, &parts, out);
}

/// Shows the messages that an argument points to.
pub fn mmsghdr<E: Emit>(call: &Call<'_>, index: usize, dir: Dir, out: &mut E) {
    let address = call.args.get(index).copied().unwrap_or_default();
    let read = match dir {
        Dir::In => call.input(index, part::POINTEE),
        _ if call.success().is_some() => call.memory(Phase::Exit, index, part::POINTEE),
        _ => Memory::NotRead,
    };
    // Only of so many messages the kernel has told the length.
    let done = call.success().map_or(0, |result| usize::try_from(result).unwrap_or(0));
    let before = match call.memory(Phase::Enter, index, part::POINTEE) {
        Memory::Bytes { bytes, .. } if dir != Dir::In => bytes,
        _ => &[],
    };
    // Messages that did not come are not shown.
    let read = match (dir, read) {
        (Dir::Out, Memory::Bytes { bytes, want }) => {
            let all = done.saturating_mul(MULTIPLE_SIZE);
            Memory::Bytes { bytes: bytes.get(..all).unwrap_or(bytes), want: want.min(all as u64) }
        }
        (Dir::Out, Memory::Hole { bytes, .. }) => match bytes.get(..done.saturating_mul(MULTIPLE_SIZE)) {
            Some(bytes) => Memory::Bytes { bytes, want: bytes.len() as u64 },
            None => read,
        },
        (_, read) => read,
    };
    elements(out, address, read, MULTIPLE_SIZE, |out, number, message| {
        let before = before.chunks_exact(MULTIPLE_SIZE).nth(number).map(|bytes| Header { bytes }.name_length());
        out.begin_struct();
        out.field("msg_hdr");
        Header { bytes: message }.show(before, &Parts::of(call, index, dir, number as u32), out);
        if number < done {
            out.field("msg_len");
            out.uint(u64::from(bytes::u32_at(message, offset_of!(libc::mmsghdr, msg_len)).unwrap_or_default()));
        }
        out.end_struct();
    });
}

/// The whole `struct msghdr` as that phase read it.
fn header_at<'a>(call: &Call<'a>, phase: Phase, index: usize) -> Option<&'a [u8]> {
    match call.memory(phase, index, part::POINTEE) {
        Memory::Bytes { bytes, .. } => bytes.get(..SIZE),
        _ => None,
    }
}

/// What the pointers in a message point to, and whose they are.
struct Parts<'c, 'a> {
    call: &'c Call<'a>,
    arg: usize,
    dir: Dir,
    /// Which of several messages it is.
    number: u32,
    name: Memory<'a>,
    vectors: Memory<'a>,
    control: Memory<'a>,
}

impl<'c, 'a> Parts<'c, 'a> {
    /// Those of the message of that number.
    fn of(call: &'c Call<'a>, arg: usize, dir: Dir, number: u32) -> Parts<'c, 'a> {
        let part = |part| call.input_element(arg, part, number);
        let (name, vectors, control) = (part(part::MSG_NAME), part(part::MSG_IOV), part(part::MSG_CONTROL));
        Parts { call, arg, dir, number, name, vectors, control }
    }
}

/// A `struct msghdr`.
struct Header<'a> {
    bytes: &'a [u8],
}

impl Header<'_> {
    fn word(&self, offset: usize) -> u64 {
        bytes::u64_at(self.bytes, offset).unwrap_or_default()
    }

    fn name_length(&self) -> i32 {
        bytes::i32_at(self.bytes, offset_of!(libc::msghdr, msg_namelen)).unwrap_or_default()
    }

    fn show<E: Emit>(&self, name_length_before: Option<i32>, parts: &Parts<'_, '_>, out: &mut E) {
        out.begin_struct();
        out.field("msg_name");
        let length = self.name_length();
        self.name(parts.name, name_length_before.map_or(length, |before| before.min(length)), out);
        out.field("msg_namelen");
        if let Some(before) = name_length_before.filter(|&before| before != length) {
            out.int(i64::from(before));
            out.becomes();
        }
        out.int(i64::from(length));
        out.field("msg_iov");
        let count = self.word(offset_of!(libc::msghdr, msg_iovlen));
        self.vectors(count, parts, out);
        out.field("msg_iovlen");
        out.uint(count);
        self.control(parts.control, out);
        out.field("msg_flags");
        let flags = bytes::u32_at(self.bytes, offset_of!(libc::msghdr, msg_flags)).unwrap_or_default();
        out.flags(u64::from(flags), &MSG_FLAGS);
        out.end_struct();
    }

    /// The name, for which there was so much room.
    fn name<E: Emit>(&self, name: Memory<'_>, room: i32, out: &mut E) {
        let address = self.word(offset_of!(libc::msghdr, msg_name));
        match within(name, usize::try_from(room).unwrap_or_default()) {
            Ok(bytes) if bytes.len() >= 2 => sockaddr(bytes, out),
            Ok(_) => out.addr(address, Unread::NotRead),
            Err(memory) => out.addr(address, why(memory)),
        }
    }

    fn vectors<E: Emit>(&self, count: u64, parts: &Parts<'_, '_>, out: &mut E) {
        let address = self.word(offset_of!(libc::msghdr, msg_iov));
        let vectors = match parts.vectors {
            Memory::NotRead if count == 0 && address != 0 => Memory::Bytes { bytes: &[], want: 0 },
            vectors => vectors,
        };
        let &Parts { call, arg, dir, number, .. } = parts;
        let first = number.saturating_mul(bt_limit::BT_MAX_ELEMENTS.0);
        iovec::areas(out, Areas { call, arg, part: part::MSG_AREAS, first, dir }, address, vectors);
    }

    fn control<E: Emit>(&self, read: Memory<'_>, out: &mut E) {
        let length = self.word(offset_of!(libc::msghdr, msg_controllen));
        if length != 0 {
            let address = self.word(offset_of!(libc::msghdr, msg_control));
            out.field("msg_control");
            match read {
                Memory::Bytes { bytes, want } if bytes.len() >= control::HEADER => {
                    control::messages(bytes, want, address, out);
                }
                memory => out.addr(address, why(memory)),
            }
        }
        out.field("msg_controllen");
        out.uint(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Chunk;
    use crate::call::Outcome;
    use crate::decode::testing::args_of;
    use crate::decode::testing::at_exit;
    use crate::decode::testing::element_at_exit;
    use crate::decode::testing::words;

    const SOCKET: &[u8] = b"\x02\0\0P\x7f\0\0\x01\0\0\0\0\0\0\0\0";

    #[test]
    fn a_message_sent_shows_what_its_pointers_point_to() {
        let header = words(&[0x10, 16, 0x20, 2, 0, 0, 0]);
        let vectors = words(&[0x30, 3, 0x40, 4]);
        let chunks = [
            at_exit(1, part::POINTEE, &header),
            at_exit(1, part::MSG_NAME, SOCKET),
            at_exit(1, part::MSG_IOV, &vectors),
            element_at_exit(1, part::MSG_AREAS, 0, b"abc"),
            element_at_exit(1, part::MSG_AREAS, 1, b"defg"),
        ];
        assert_eq!(
            args_of("sendmsg", [3, 0x1000, 0, 0, 0, 0], Outcome::Returned(7), &chunks, false),
            "3, {msg_name={sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, msg_namelen=16, \
             msg_iov=[{iov_base=\"abc\", iov_len=3}, {iov_base=\"defg\", iov_len=4}], msg_iovlen=2, \
             msg_controllen=0, msg_flags=0}, 0"
        );
    }

    #[test]
    fn a_message_that_did_not_come_has_room_for_a_name() {
        let header = words(&[0x10, 110, 0x20, 2, 0, 0, 0]);
        let before = Chunk { phase: Phase::Enter, ..at_exit(1, part::POINTEE, &header) };
        let args = [3, 0x1000, 0x40, 0, 0, 0];
        assert_eq!(
            args_of("recvmsg", args, Outcome::Returned(-11), &[before], false),
            "3, {msg_namelen=110}, MSG_DONTWAIT"
        );
    }

    #[test]
    fn the_name_of_a_message_received_may_be_shorter_than_its_room() {
        let before = words(&[0x10, 110, 0, 0, 0, 0, 0]);
        let after = words(&[0x10, 16, 0, 0, 0, 0, 0]);
        let chunks = [
            Chunk { phase: Phase::Enter, ..at_exit(1, part::POINTEE, &before) },
            at_exit(1, part::POINTEE, &after),
            at_exit(1, part::MSG_NAME, SOCKET),
        ];
        let shown = args_of("recvmsg", [3, 0x1000, 0, 0, 0, 0], Outcome::Returned(0), &chunks, false);
        assert!(shown.contains("msg_namelen=110 => 16, msg_iov=NULL, msg_iovlen=0"), "{shown}");
    }

    #[test]
    fn each_of_many_messages_shows_what_its_pointers_point_to() {
        let message = words(&[0x10, 16, 0x20, 1, 0, 0, 0, 3]);
        let (both, room) = ([message.clone(), message].concat(), words(&[0x10, 110, 0x20, 1, 0, 0, 0, 0]));
        let (first, second) = (words(&[0x30, 3]), words(&[0x40, 7]));
        let chunks = [
            Chunk { phase: Phase::Enter, ..at_exit(1, part::POINTEE, &room) },
            at_exit(1, part::POINTEE, &both),
            element_at_exit(1, part::MSG_NAME, 1, SOCKET),
            element_at_exit(1, part::MSG_IOV, 0, &first),
            element_at_exit(1, part::MSG_AREAS, 0, b"abc"),
            element_at_exit(1, part::MSG_IOV, 1, &second),
            element_at_exit(1, part::MSG_AREAS, 1024, b"xyz"),
        ];
        let shown = args_of("recvmmsg", [3, 0x1000, 2, 0, 0, 0], Outcome::Returned(2), &chunks, false);
        assert_eq!(
            shown,
            "3, [{msg_hdr={msg_name=0x10, msg_namelen=110 => 16, msg_iov=[{iov_base=\"abc\", iov_len=3}], \
             msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}, \
             {msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, \
             msg_namelen=16, msg_iov=[{iov_base=\"xyz\", iov_len=7}], msg_iovlen=1, msg_controllen=0, \
             msg_flags=0}, msg_len=3}], 2, 0, NULL"
        );
    }

    #[test]
    fn of_many_messages_those_that_went_have_a_length() {
        let message = words(&[0, 0, 0x20, 1, 0, 0, 0, 5]);
        let both = [message.clone(), message].concat();
        let shown = args_of(
            "sendmmsg",
            [3, 0x1000, 2, 0, 0, 0],
            Outcome::Returned(1),
            &[at_exit(1, part::POINTEE, &both)],
            false,
        );
        let header =
            "{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=0x20, msg_iovlen=1, msg_controllen=0, msg_flags=0}";
        assert_eq!(shown, format!("3, [{header}, msg_len=5}}, {header}}}], 2, 0"));
    }
}
