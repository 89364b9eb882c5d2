//! Whose address is it that a socket call passes?
//!
//! The first two bytes say the family, and the family what the others are. An
//! address that is too short for its family, or of a family that is not told
//! apart here, is shown as the bytes that it is.

use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use linux_raw_sys::net;

use super::bytes;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Number;
use crate::xlat::Xlat;
use crate::xlat::ETHER_PROTOCOLS;
use crate::xlat::HARDWARE_TYPES;
use crate::xlat::PACKET_TYPES;
use crate::xlat::SOCKET_DOMAINS;
use crate::xlat::VSOCK_CIDS;
use crate::xlat::VSOCK_FLAGS;
use crate::xlat::VSOCK_PORTS;

/// The most bytes that the path of a UNIX socket has.
const UNIX_PATH: usize = 108;
/// Where every family has its first own byte.
const DATA: usize = 2;

/// Shows a socket address; its first two bytes must be there.
pub fn sockaddr<E: Emit>(bytes: &[u8], out: &mut E) {
    let family = bytes::u16_at(bytes, 0).unwrap_or_default();
    out.begin_struct();
    out.field("sa_family");
    out.one_of(u64::from(family), &SOCKET_DOMAINS);
    let known = match u32::from(family) {
        net::AF_UNIX => unix(bytes, out),
        net::AF_INET => inet(bytes, out),
        net::AF_INET6 => inet6(bytes, out),
        net::AF_NETLINK => netlink(bytes, out),
        net::AF_PACKET => packet(bytes, out),
        net::AF_VSOCK => vsock(bytes, out),
        net::AF_QIPCRTR => qipcrtr(bytes, out),
        _ => None,
    };
    if known.is_none() {
        if let Some(data) = bytes.get(DATA..).filter(|data| !data.is_empty()) {
            out.field("sa_data");
            out.text(data, false);
        }
    }
    out.end_struct();
}

// Each of these shows what is behind the family, or nothing and returns `None` when the address is too short.

fn unix<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    let path = bytes.get(DATA..)?;
    let path = &path[..path.len().min(UNIX_PATH)];
    if let Some(first) = path.first() {
        out.field("sun_path");
        if *first == 0 {
            out.abstract_name(path);
        } else {
            out.text(bytes::until_nul(path).0, false);
        }
    }
    Some(())
}

fn inet<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    const LENGTH: usize = 16;
    let bytes = bytes.get(..LENGTH)?;
    let address = bytes::u32_at(bytes, 4)?;
    port(out, "sin_port", bytes::port_at(bytes, 2)?);
    out.field("sin_addr");
    inet_addr(out, address);
    Some(())
}

fn inet6<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    /// Before Linux 2.4 the scope was not there, and it still need not be.
    const LENGTH: usize = 24;
    let address: [u8; 16] = bytes.get(8..LENGTH)?.try_into().ok()?;
    port(out, "sin6_port", bytes::port_at(bytes, 2)?);
    out.field("sin6_flowinfo");
    out.begin_macro_of("htonl", Number::Bytes(bytes.get(4..8)?));
    out.item();
    out.uint(u64::from(u32::from_be(bytes::u32_at(bytes, 4)?)));
    out.end_macro();
    inet6_addr(out, "sin6_addr", "&sin6_addr", Ipv6Addr::from(address));
    if let Some(scope) = bytes::u32_at(bytes, LENGTH) {
        out.field("sin6_scope_id");
        if has_link_scope(&address) {
            out.interface(scope);
        } else {
            out.uint(u64::from(scope));
        }
    }
    Some(())
}

/// Whether an address is of one link: its scope is an interface.
fn has_link_scope(address: &[u8; 16]) -> bool {
    match address {
        [0xfe, second, ..] => second & 0xc0 == 0x80,
        [0xff, second, ..] => second & 0x0f == 2,
        _ => false,
    }
}

fn netlink<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    let groups = bytes::u32_at(bytes, 8)?;
    let padding = bytes::u16_at(bytes, 2)?;
    if padding != 0 {
        out.field("nl_pad");
        out.hex(u64::from(padding));
    }
    out.field("nl_pid");
    out.int(i64::from(bytes::i32_at(bytes, 4)?));
    out.field("nl_groups");
    out.expression(Expression::Padded(groups.into(), 8));
    Some(())
}

fn packet<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    const ADDRESS: usize = 12;
    const LENGTH: usize = 20;
    let hardware = bytes.get(ADDRESS..LENGTH)?;
    out.field("sll_protocol");
    named_in_network_order(out, bytes::port_at(bytes, 2)?, &ETHER_PROTOCOLS);
    out.field("sll_ifindex");
    out.interface(bytes::u32_at(bytes, 4)?);
    out.field("sll_hatype");
    out.one_of(bytes::unsigned(bytes, 8, 2)?, &HARDWARE_TYPES);
    out.field("sll_pkttype");
    out.one_of(bytes::unsigned(bytes, 10, 1)?, &PACKET_TYPES);
    let length = bytes::unsigned(bytes, 11, 1)?;
    out.field("sll_halen");
    out.uint(length);
    if length > 0 {
        out.field("sll_addr");
        out.begin_list();
        for &byte in hardware.iter().take(length as usize) {
            out.item();
            out.expression(Expression::Padded(byte.into(), 2));
        }
        if length > hardware.len() as u64 {
            out.more();
        }
        out.end_list();
    }
    Some(())
}

fn vsock<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    const LENGTH: usize = 16;
    let bytes = bytes.get(..LENGTH)?;
    let reserved = bytes::unsigned(bytes, 2, 2)?;
    if reserved != 0 {
        out.field("svm_reserved1");
        out.hex(reserved);
    }
    out.field("svm_cid");
    out.one_of(bytes::unsigned(bytes, 8, 4)?, &VSOCK_CIDS);
    out.field("svm_port");
    out.one_of(bytes::unsigned(bytes, 4, 4)?, &VSOCK_PORTS);
    out.field("svm_flags");
    out.flags(bytes::unsigned(bytes, 12, 1)?, &VSOCK_FLAGS);
    let zero = bytes.get(13..)?;
    if zero.iter().any(|&byte| byte != 0) {
        out.field("svm_zero");
        out.binary(zero, false);
    }
    Some(())
}

fn qipcrtr<E: Emit>(bytes: &[u8], out: &mut E) -> Option<()> {
    let port = bytes::unsigned(bytes, 8, 4)?;
    out.field("sq_node");
    out.hex(bytes::unsigned(bytes, 4, 4)?);
    out.field("sq_port");
    out.hex(port);
    Some(())
}

fn port<E: Emit>(out: &mut E, field: &'static str, port: u16) {
    out.field(field);
    out.begin_macro_of("htons", Number::Bytes(&port.to_be_bytes()));
    out.item();
    out.uint(u64::from(port));
    out.end_macro();
}

fn named_in_network_order<E: Emit>(out: &mut E, value: u16, names: &'static Xlat) {
    out.begin_macro_of("htons", Number::Bytes(&value.to_be_bytes()));
    out.item();
    out.one_of(u64::from(value), names);
    out.end_macro();
}

/// An IPv4 address as the four bytes in memory have it.
pub(super) fn inet_addr<E: Emit>(out: &mut E, address: u32) {
    out.begin_macro_of("inet_addr", Number::Bytes(&address.to_ne_bytes()));
    out.item();
    out.ip(Ipv4Addr::from(address.to_ne_bytes()).into());
    out.end_macro();
}

/// An IPv6 address, in the words of the call that makes one of a string.
pub(super) fn inet6_addr<E: Emit>(out: &mut E, field: &'static str, target: &'static str, address: Ipv6Addr) {
    let names_it = out.self_naming_field(field);
    out.begin_macro_of("inet_pton", Number::Bytes(&address.octets()));
    out.item();
    out.one_of(u64::from(net::AF_INET6), &SOCKET_DOMAINS);
    out.item();
    out.ip(address.into());
    if names_it {
        out.item();
        out.word(target);
    }
    out.end_macro();
}

/// The same of an address that is no field.
pub(super) fn inet_pton<E: Emit>(out: &mut E, address: Ipv6Addr) {
    out.begin_macro_of("inet_pton", Number::Bytes(&address.octets()));
    out.item();
    out.one_of(u64::from(net::AF_INET6), &SOCKET_DOMAINS);
    out.item();
    out.ip(address.into());
    out.end_macro();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::testing::shown;

    fn address(bytes: &[u8]) -> String {
        shown(|out| sockaddr(bytes, out))
    }

    #[test]
    fn a_unix_address_is_a_path_a_name_or_nothing() {
        assert_eq!(address(b"\x01\0/tmp/x\ny\0junk"), r#"{sa_family=AF_UNIX, sun_path="/tmp/x\ny"}"#);
        assert_eq!(address(b"\x01\0/tm"), r#"{sa_family=AF_UNIX, sun_path="/tm"}"#);
        assert_eq!(address(b"\x01\0\0abs\0d\x01"), r#"{sa_family=AF_UNIX, sun_path=@"abs\0d\1"}"#);
        assert_eq!(address(b"\x01\0\0"), r#"{sa_family=AF_UNIX, sun_path=@""}"#);
        assert_eq!(address(b"\x01\0"), "{sa_family=AF_UNIX}");
    }

    #[test]
    fn an_ipv4_address_that_is_too_short_is_bytes() {
        let whole = b"\x02\0\0P\x7f\0\0\x01\0\0\0\0\0\0\0\0";
        assert_eq!(address(whole), r#"{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}"#);
        assert_eq!(address(&whole[..8]), r#"{sa_family=AF_INET, sa_data="\0P\177\0\0\1"}"#);
    }

    #[test]
    fn an_ipv6_address_is_written_as_inet_ntop_does() {
        let text = |octets: [u8; 16]| {
            let mut bytes = vec![10, 0, 1, 0xbb, 0, 0, 0, 5];
            bytes.extend_from_slice(&octets);
            address(&bytes)
        };
        let start = "{sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(5), inet_pton(AF_INET6, ";
        for (octets, expected) in [
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], "::1"),
            ([0; 16], "::"),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4], "::ffff:1.2.3.4"),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], "::1.2.3.4"),
            ([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1], "2001:db8::1:0:0:1"),
        ] {
            assert_eq!(text(octets), format!("{start}\"{expected}\", &sin6_addr)}}"));
        }
    }

    #[test]
    fn the_scope_is_an_interface_only_where_the_address_is_of_a_link() {
        let mut bytes = vec![10, 0, 1, 0xbb, 0, 0, 0, 0, 0xfe, 0x80];
        bytes.resize(24, 0);
        bytes.extend_from_slice(&1u32.to_ne_bytes());
        assert!(address(&bytes).ends_with(r#""fe80::", &sin6_addr), sin6_scope_id=if_nametoindex("lo")}"#));
        bytes[8..10].copy_from_slice(&[0x20, 0x01]);
        assert!(address(&bytes).ends_with("sin6_scope_id=1}"));
    }

    #[test]
    fn netlink_packet_and_vsock_addresses_have_their_fields() {
        assert_eq!(
            address(b"\x10\0\0\0\x7b\0\0\0\x05\0\0\0"),
            "{sa_family=AF_NETLINK, nl_pid=123, nl_groups=0x000005}"
        );
        assert_eq!(address(b"\x10\0\0\0\0\0\0\0\0\0\0\0"), "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}");
        assert_eq!(
            address(b"\x11\0\0\x03\x63\0\0\0\x34\x12\x37\x14\x01\x02\x03\x04\x05\x06\0\0"),
            "{sa_family=AF_PACKET, sll_protocol=htons(ETH_P_ALL), sll_ifindex=99, sll_hatype=0x1234 /* ARPHRD_??? */, \
             sll_pkttype=0x37 /* PACKET_??? */, sll_halen=20, \
             sll_addr=[0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 00, 00, ...]}"
        );
        assert_eq!(
            address(b"\x28\0\0\0\xd2\x04\0\0\x02\0\0\0\0\0\0\0"),
            "{sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST, svm_port=0x4d2, svm_flags=0}"
        );
    }

    #[test]
    fn an_unknown_family_is_bytes() {
        assert_eq!(address(b"\xe8\x03\x02\x03"), r#"{sa_family=0x3e8 /* AF_??? */, sa_data="\2\3"}"#);
        assert_eq!(address(b"\x1d\0\0\0\x01\0\0\0"), r#"{sa_family=AF_CAN, sa_data="\0\0\1\0\0\0"}"#);
    }
}
