//! What is in the messages that a socket of AF_NETLINK sends and receives?
//!
//! What they hold is data (syscalls/netlink/); here is the one walk over the bytes: messages one behind the other, in
//! each a struct and attributes (attributes.rs). Lengths that lie end in what is left, shown as bytes; arrays end where
//! -s says, unless all of it is wanted. Nothing is read that is not there, and nothing goes deeper than [`DEEPEST`].

mod attributes;
#[cfg(test)]
mod tests;
mod uevent;
mod values;

use linux_raw_sys::netlink;

use self::values::Message;
use crate::call::Call;
use crate::decode::bytes;
use crate::output::Emit;
use crate::syscalls::depth::Depth;
use crate::syscalls::netlink::protocol;
use crate::syscalls::netlink::Answer;
use crate::syscalls::netlink::Body;
use crate::syscalls::netlink::Meaning;
use crate::syscalls::netlink::Protocol;
use crate::syscalls::netlink::Rest;
use crate::syscalls::netlink::Whole;
use crate::syscalls::netlink::ACKNOWLEDGED;
use crate::syscalls::netlink::DELETE_FLAGS;
use crate::syscalls::netlink::ERROR_FLAGS;
use crate::syscalls::netlink::GET_FLAGS;
use crate::syscalls::netlink::NEW_FLAGS;
use crate::syscalls::netlink::PLAIN_FLAGS;
use crate::syscalls::row::special;
use crate::xlat::Xlat;
use crate::xlat::SOCKET_DOMAINS;

/// Bytes of a `struct nlmsghdr`.
const HEADER: usize = 16;
/// What the next message, and the next attribute, is a multiple of.
const ALIGNMENT: usize = 4;
/// Messages within messages and attributes within attributes that are taken apart: the kernel's own go to eight or so.
const DEEPEST: usize = 64;
/// The types of messages below are the same for all protocols.
const FIRST_OWN_TYPE: u16 = netlink::NLMSG_MIN_TYPE as u16;
const ERROR: u16 = netlink::NLMSG_ERROR as u16;
const DONE: u16 = netlink::NLMSG_DONE as u16;
const REQUEST: u16 = netlink::NLM_F_REQUEST as u16;
const CAPPED: u16 = netlink::NLM_F_CAPPED as u16;
/// Netfilter's first type that is of a subsystem.
const OF_SUBSYSTEM: u16 = netlink::NLMSG_MIN_TYPE as u16 + 2;
const KOBJECT_UEVENT: u32 = netlink::NETLINK_KOBJECT_UEVENT;

/// How messages of a socket are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    /// The protocol of the socket,
    number: u32,
    /// and what is known of it.
    protocol: Option<&'static Protocol>,
    /// How many bytes of a string are shown,
    string: usize,
    /// and how many elements of an array.
    elements: usize,
}

impl Messages {
    /// Those of the call's socket, if it is one of AF_NETLINK.
    pub(super) fn of(call: &Call<'_>) -> Option<Messages> {
        let may_be = call.syscall.is_some_and(|row| row.special & special::NETLINK != 0);
        let number = call.netlink().filter(|_| may_be && call.depth >= Depth::Brief)?;
        let string = call.string as usize;
        let elements = if call.depth == Depth::Whole { usize::MAX } else { string };
        Some(Messages { number, protocol: protocol(number), string, elements })
    }

    /// Shows what the socket moves; `cut` when there is more of it.
    pub(super) fn show<E: Emit>(&self, e: &mut E, bytes: &[u8], cut: bool) {
        if self.number == KOBJECT_UEVENT {
            return uevent::event(self, e, bytes, cut);
        }
        self.series(e, bytes, cut, HEADER, length, |e, message| self.message(e, message, 0));
    }

    /// Shows bytes, as many as a string has.
    fn bytes<E: Emit>(&self, e: &mut E, bytes: &[u8]) {
        let shown = bytes.get(..self.string).unwrap_or(bytes);
        e.binary(shown, shown.len() < bytes.len());
    }

    /// Shows what stands one behind the other and begins with its length: alone, or in a list.
    fn series<'a, E: Emit>(
        &self,
        e: &mut E,
        mut bytes: &'a [u8],
        cut: bool,
        header: usize,
        length: impl Fn(&[u8]) -> usize,
        mut each: impl FnMut(&mut E, &'a [u8]),
    ) {
        if bytes.len() < header {
            return self.bytes(e, bytes);
        }
        let is_list = cut || next(bytes, header, length(bytes)).is_some();
        if is_list {
            e.begin_list();
        }
        let mut count = 0;
        loop {
            if is_list {
                if count == self.elements {
                    e.more();
                    break;
                }
                e.item();
            }
            if bytes.len() < header {
                self.bytes(e, bytes);
            } else {
                let told = length(bytes);
                each(e, bytes.get(..told.max(header)).unwrap_or(bytes));
                count += 1;
                if let Some(rest) = next(bytes, header, told) {
                    bytes = rest;
                    continue;
                }
            }
            if cut {
                e.more();
            }
            break;
        }
        if is_list {
            e.end_list();
        }
    }

    /// Shows a message: its header, or a list of the header and what follows it.
    fn message<E: Emit>(&self, e: &mut E, message: &[u8], depth: usize) {
        let payload = message.get(HEADER..).unwrap_or_default();
        if payload.is_empty() {
            return self.header(e, message);
        }
        e.begin_list();
        e.item();
        self.header(e, message);
        e.item();
        self.body(e, number(message, 4), number(message, 6), payload, depth);
        e.end_list();
    }

    /// Shows a `struct nlmsghdr`.
    fn header<E: Emit>(&self, e: &mut E, message: &[u8]) {
        let (kind, flags) = (number(message, 4), number(message, 6));
        e.begin_struct();
        e.field("nlmsg_len");
        e.uint(u64::from(bytes::u32_at(message, 0).unwrap_or_default()));
        e.field("nlmsg_type");
        values::message_type(e, self.protocol, kind);
        e.field("nlmsg_flags");
        e.flags(u64::from(flags), self.flags_of(kind));
        e.field("nlmsg_seq");
        e.uint(u64::from(bytes::u32_at(message, 8).unwrap_or_default()));
        e.field("nlmsg_pid");
        e.int(i64::from(bytes::i32_at(message, 12).unwrap_or_default()));
        e.end_struct();
    }

    /// What the flags of a message of that type are called.
    fn flags_of(&self, kind: u16) -> &'static Xlat {
        let Some(protocol) = self.protocol.filter(|_| kind >= FIRST_OWN_TYPE) else {
            return if kind == ERROR { &ERROR_FLAGS } else { &PLAIN_FLAGS };
        };
        match (protocol.flags)(kind) {
            Meaning::Get => &GET_FLAGS,
            Meaning::New => &NEW_FLAGS,
            Meaning::Delete => &DELETE_FLAGS,
            Meaning::None => &PLAIN_FLAGS,
        }
    }

    /// Shows what follows the header.
    fn body<E: Emit>(&self, e: &mut E, kind: u16, flags: u16, payload: &[u8], depth: usize) {
        match kind {
            ERROR if payload.len() >= size_of::<i32>() + HEADER && depth < DEEPEST => {
                self.error(e, flags, payload, depth);
            }
            DONE if payload.len() == size_of::<i32>() => {
                e.int(i64::from(bytes::i32_at(payload, 0).unwrap_or_default()));
            }
            _ => match self.protocol.filter(|_| kind >= FIRST_OWN_TYPE).and_then(|known| known.body(kind)) {
                Some(Body::Plain(whole, layout, attributes)) => {
                    self.plain(e, kind, *whole, (layout, *attributes), payload)
                }
                Some(Body::ByFamily(families)) => {
                    let answers = flags & REQUEST == 0;
                    let known = families.iter().find(|known| known.0 == payload[0]);
                    match known.filter(|_| payload.len() > 1) {
                        Some(known) => {
                            let one = if answers { known.2 } else { known.1 };
                            self.plain(e, kind, Whole::First, one, payload);
                        }
                        None => self.family(e, payload),
                    }
                }
                None => self.bytes(e, payload),
            },
        }
    }

    /// Shows a struct and the attributes behind it, in the list of a message.
    fn plain<E: Emit>(&self, e: &mut E, kind: u16, whole: Whole, (layout, behind): Answer, payload: &[u8]) {
        if payload.len() < layout.size {
            return match (whole, layout.fields) {
                (Whole::First, [first, ..]) => {
                    e.begin_struct();
                    e.field(first.name);
                    self.value(e, first.what, &payload[..1], Message::default(), 0);
                    e.more();
                    e.end_struct();
                }
                _ => self.bytes(e, payload),
            };
        }
        let message = Message {
            family: payload[0],
            subsystem: kind.checked_sub(OF_SUBSYSTEM).map(|_| (kind >> 8) as u8),
            kind: None,
        };
        self.layout(e, layout, payload, message, 0);
        let Some(rest) = payload.get(layout.size.next_multiple_of(ALIGNMENT)..).filter(|rest| !rest.is_empty()) else {
            return;
        };
        match behind {
            Rest::Hidden => {}
            Rest::Bytes => {
                e.item();
                self.bytes(e, rest);
            }
            Rest::Attributes(table) => {
                e.item();
                self.attributes(e, table, rest, message, 0);
            }
        }
    }

    /// Shows what is known of any message of a protocol of families: the family.
    fn family<E: Emit>(&self, e: &mut E, payload: &[u8]) {
        e.begin_struct();
        e.field("family");
        e.one_of(u64::from(payload[0]), &SOCKET_DOMAINS);
        if let Some(data) = payload.get(1..).filter(|data| !data.is_empty()) {
            e.field("data");
            self.bytes(e, data);
        }
        e.end_struct();
    }

    /// Shows a `struct nlmsgerr`: the error, the message that it is about, and what else the kernel says.
    fn error<E: Emit>(&self, e: &mut E, flags: u16, payload: &[u8], depth: usize) {
        let (error, about) = payload.split_at(size_of::<i32>());
        let told = length(about);
        let is_capped = flags & CAPPED != 0;
        let size = if is_capped { HEADER } else { told.max(HEADER) };
        let rest = about.get(size.next_multiple_of(ALIGNMENT)..).filter(|rest| !rest.is_empty());
        if rest.is_some() {
            e.begin_list();
            e.item();
        }
        e.begin_struct();
        e.field("error");
        values::error(e, bytes::i32_at(error, 0).unwrap_or_default());
        e.field("msg");
        self.message(e, about.get(..size).unwrap_or(about), depth + 1);
        e.end_struct();
        if let Some(rest) = rest {
            e.item();
            self.attributes(e, &ACKNOWLEDGED, rest, Message::default(), 0);
            e.end_list();
        }
    }
}

/// Shows what a call moves: a string, or messages where its socket is one of AF_NETLINK.
pub(super) fn data<E: Emit>(e: &mut E, call: &Call<'_>, bytes: &[u8], cut: bool) {
    match Messages::of(call) {
        Some(messages) => messages.show(e, bytes, cut),
        None => e.text(bytes, cut),
    }
}

/// What follows an element that says that it is so long, if it can be believed.
fn next(bytes: &[u8], header: usize, told: usize) -> Option<&[u8]> {
    let at = told.checked_next_multiple_of(ALIGNMENT).filter(|_| told >= header)?;
    bytes.get(at..).filter(|rest| !rest.is_empty())
}

/// The length that a message says that it has.
fn length(message: &[u8]) -> usize {
    bytes::u32_at(message, 0).unwrap_or_default() as usize
}

fn number(bytes: &[u8], offset: usize) -> u16 {
    bytes::u16_at(bytes, offset).unwrap_or_default()
}
