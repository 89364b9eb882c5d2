//! How is a value shown: a field of a struct, what an attribute holds?

use std::net::Ipv6Addr;

use super::Messages;
use super::FIRST_OWN_TYPE;
use crate::decode::bytes;
use crate::decode::sockaddr::inet6_addr;
use crate::decode::sockaddr::inet_addr;
use crate::decode::sockaddr::inet_pton;
use crate::decode::sockaddr::sockaddr;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Number;
use crate::output::Remark;
use crate::syscalls::netlink::Layout;
use crate::syscalls::netlink::Protocol;
use crate::syscalls::netlink::What;
use crate::syscalls::netlink::MESSAGE_TYPES;
use crate::xlat::errno;
use crate::xlat::Xlat;
use crate::xlat::SOCKET_DOMAINS;

/// The most bytes of a hardware address (`MAX_ADDR_LEN`).
const HARDWARE: usize = 32;
const INET: u8 = libc::AF_INET as u8;
const INET6: u8 = libc::AF_INET6 as u8;

/// What of a message its attributes are shown by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Message<'a> {
    /// The first byte of its struct.
    pub family: u8,
    /// The upper byte of its type: netfilter's subsystem.
    pub subsystem: Option<u8>,
    /// The last string among the attributes before.
    pub kind: Option<&'a [u8]>,
}

impl Messages {
    /// Shows a struct, as far as the bytes go.
    pub(super) fn layout<E: Emit>(
        &self,
        e: &mut E,
        layout: &'static Layout,
        bytes: &[u8],
        message: Message<'_>,
        depth: usize,
    ) {
        e.begin_struct();
        for field in layout.fields {
            let Some(value) = bytes.get(field.at..field.at + field.size) else { continue };
            if field.if_set && value.iter().all(|&byte| byte == 0) {
                continue;
            }
            match field.what {
                What::Inet6 => inet6_addr(e, field.name, field.target, address6(value)),
                What::Address if message.family == INET6 => {
                    inet6_addr(e, field.name, field.target, address6(value));
                }
                _ => {
                    e.field(field.name);
                    self.value(e, field.what, value, message, depth);
                }
            }
        }
        e.end_struct();
    }

    /// Shows a value that has all these bytes.
    pub(super) fn value<E: Emit>(&self, e: &mut E, what: What, value: &[u8], message: Message<'_>, depth: usize) {
        let unsigned = || wide(value);
        match what {
            What::Bytes => self.bytes(e, value),
            What::Text => self.text(e, value),
            What::Name => {
                let (text, ended) = bytes::until_nul(value);
                let shown = text.get(..self.string).unwrap_or(text);
                e.text(shown, !ended || shown.len() < text.len());
            }
            What::Unsigned => e.uint(unsigned()),
            What::Signed => e.int(bytes::signed(value, 0, value.len()).unwrap_or_default() as i64),
            What::Hex => e.hex(unsigned()),
            What::Network => {
                let number = network(value);
                e.begin_macro_of(network_macro(value.len()), Number::Bytes(value));
                e.item();
                e.uint(number);
                e.end_macro();
            }
            What::Interface => e.interface(unsigned() as u32),
            What::Inet => inet_addr(e, unsigned() as u32),
            What::Inet6 => inet_pton(e, address6(value)),
            What::Address => match message.family {
                INET if value.len() >= 4 => inet_addr(e, bytes::u32_at(value, 0).unwrap_or_default()),
                INET6 if value.len() >= 16 => inet_pton(e, address6(value)),
                _ => self.bytes(e, value),
            },
            What::Hardware => self.hardware(e, value, value.len()),
            What::LinkAddress => self.hardware(e, value, like_hardware(message.family).min(value.len())),
            What::Enum(names) | What::WideEnum(names) => e.one_of(unsigned(), names),
            What::NetworkEnum(names) => {
                e.begin_macro_of(network_macro(value.len()), Number::Bytes(value));
                e.item();
                let number = network(value);
                match names.name(number) {
                    None if names.unknown.is_empty() => e.uint(number),
                    _ => e.one_of(number, names),
                }
                e.end_macro();
            }
            What::Flags(names) => e.flags(unsigned(), names),
            What::Beside(names) => {
                e.hex(unsigned());
                if unsigned() != 0 {
                    e.remark(Remark::Name(names.name(unsigned()).unwrap_or(names.unknown)));
                }
            }
            What::Ticks(frequency) => {
                e.uint(unsigned());
                if unsigned() != 0 {
                    e.remark(Remark::Seconds(unsigned(), frequency));
                }
            }
            What::Error => error(e, bytes::i32_at(value, 0).unwrap_or_default()),
            What::Struct(layout) => self.layout(e, layout, value, message, depth),
            What::Numbers(what, count) => {
                e.begin_list();
                for element in value.chunks_exact((value.len() / count.max(1)).max(1)) {
                    e.item();
                    self.value(e, *what, element, message, depth);
                }
                e.end_list();
            }
            What::Via => self.via(e, value),
            What::Padded => e.expression(Expression::Padded(unsigned(), 2 * value.len())),
            What::Device => device(e, unsigned() as u32),
            What::Directions => {
                e.begin_list();
                for (nth, element) in value.chunks_exact(value.len().div_ceil(2).max(1)).enumerate() {
                    e.place(nth as u64, &DIRECTIONS);
                    e.uint(wide(element));
                }
                e.end_list();
            }
            What::Subsystem(names) => {
                let number = network(value);
                e.begin_macro_of(network_macro(value.len()), Number::Bytes(value));
                e.item();
                match message.subsystem.map(u64::from) == Some(number) {
                    true => e.one_of(number, names),
                    false => e.uint(number),
                }
                e.end_macro();
            }
            What::SocketAddress => sockaddr(value, e),
            What::SocketOptions => socket_options(e, unsigned()),
            // Only attributes hold these, which show them: attributes.rs.
            What::Nested(_)
            | What::ByFamily(_)
            | What::ByKind(_)
            | What::With(..)
            | What::Array(_)
            | What::Places(..)
            | What::Ways(_) => self.bytes(e, value),
        }
    }

    /// A string that ends with a NUL, of which as much is looked at as is shown of all strings.
    fn text<E: Emit>(&self, e: &mut E, value: &[u8]) {
        let shown = value.get(..self.string).unwrap_or(value);
        e.terminated(shown, !shown.ends_with(&[0]));
    }

    fn hardware<E: Emit>(&self, e: &mut E, value: &[u8], shown: usize) {
        match value.len() <= HARDWARE {
            true => e.hardware(value, shown),
            false => self.bytes(e, value),
        }
    }

    /// A `struct rtvia`.
    fn via<E: Emit>(&self, e: &mut E, value: &[u8]) {
        let (family, address) = (super::number(value, 0), value.get(2..).unwrap_or_default());
        e.begin_struct();
        e.field("rtvia_family");
        e.one_of(u64::from(family), &SOCKET_DOMAINS);
        match u8::try_from(family) {
            _ if address.is_empty() => {}
            Ok(INET6) if address.len() >= 16 => inet6_addr(e, "rtvia_addr", "&rtvia_addr", address6(address)),
            Ok(INET) if address.len() >= 4 => {
                e.field("rtvia_addr");
                inet_addr(e, bytes::u32_at(address, 0).unwrap_or_default());
            }
            _ => {
                e.field("rtvia_addr");
                self.bytes(e, address);
            }
        }
        e.end_struct();
    }
}

/// The type of a message.
pub(super) fn message_type<E: Emit>(e: &mut E, protocol: Option<&'static Protocol>, kind: u16) {
    let kind = u64::from(kind);
    if MESSAGE_TYPES.name(kind).is_some() {
        return e.one_of(kind, &MESSAGE_TYPES);
    }
    match protocol.filter(|_| kind >= u64::from(FIRST_OWN_TYPE)) {
        Some(Protocol { types, groups: Some(groups), .. }) if types.name(kind).is_none() => e.flags(kind, groups),
        Some(protocol) => e.one_of(kind, protocol.types),
        None => e.one_of(kind, &MESSAGE_TYPES),
    }
}

/// The number of a device.
fn device<E: Emit>(e: &mut E, device: u32) {
    e.begin_macro_of("makedev", Number::Hex(device.into()));
    e.item();
    e.hex(u64::from(libc::major(device.into())));
    e.item();
    e.hex(u64::from(libc::minor(device.into())));
    e.end_macro();
}

/// `struct inet_diag_sockopt`: bits, of which those that are not set show with -v only.
fn socket_options<E: Emit>(e: &mut E, options: u64) {
    const NAMES: [&str; 11] = [
        "recverr",
        "is_icsk",
        "freebind",
        "hdrincl",
        "mc_loop",
        "transparent",
        "mc_all",
        "nodefrag",
        "bind_address_no_port",
        "recverr_rfc4884",
        "defer_connect",
    ];
    e.begin_struct();
    for (bit, name) in NAMES.into_iter().enumerate() {
        if options >> bit & 1 != 0 || e.verbose() {
            e.field(name);
            e.uint(options >> bit & 1);
        }
    }
    let unused = options >> NAMES.len() & 0x1f;
    if unused != 0 || e.verbose() {
        e.field("unused");
        e.hex(unused);
        e.remark(Remark::Name("bits 3..8"));
    }
    e.end_struct();
}

/// The ways that packets go.
static DIRECTIONS: Xlat = Xlat::values("BR_MCAST_DIR_???", &[(0, "BR_MCAST_DIR_RX"), (1, "BR_MCAST_DIR_TX")]);

/// The number of an error, which is negative.
pub(super) fn error<E: Emit>(e: &mut E, number: i32) {
    match number.checked_neg().and_then(errno) {
        Some(known) => e.negative_error(known),
        None => e.int(i64::from(number)),
    }
}

/// An unsigned number of up to 8 bytes.
fn wide(value: &[u8]) -> u64 {
    let mut word = [0; 8];
    for (to, &from) in word.iter_mut().zip(value) {
        *to = from;
    }
    u64::from_le_bytes(word)
}

/// The same in network byte order.
fn network(value: &[u8]) -> u64 {
    value.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// What makes a number of so many bytes in network byte order.
fn network_macro(size: usize) -> &'static str {
    match size {
        2 => "htons",
        4 => "htonl",
        _ => "htobe64",
    }
}

fn address6(value: &[u8]) -> Ipv6Addr {
    let mut octets = [0; 16];
    for (to, &from) in octets.iter_mut().zip(value) {
        *to = from;
    }
    Ipv6Addr::from(octets)
}

/// Bytes of a hardware address, as strace takes them: the family of the message for the type of hardware.
fn like_hardware(family: u8) -> usize {
    match family {
        0 | 3 => 7,
        1 | 6 => 6,
        7 => 1,
        15 => 2,
        24 => 16,
        27 => 8,
        32 => 20,
        _ => HARDWARE,
    }
}
