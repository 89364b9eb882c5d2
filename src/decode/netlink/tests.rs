//! Is what messages hold shown as strace shows it, and is there an end to it, whatever the bytes are?

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prop_assert;
use proptest::proptest;

use super::Messages;
use crate::decode::testing::shown;
use crate::syscalls::netlink::protocol;

const ROUTE: u32 = linux_raw_sys::netlink::NETLINK_ROUTE;
const PROTOCOLS: [u32; 9] = [0, 2, 4, 6, 7, 9, 12, 15, 16];

fn text(number: u32, string: usize, bytes: &[u8]) -> String {
    let messages = Messages { number, protocol: protocol(number), string, elements: string };
    shown(|e| messages.show(e, bytes, false))
}

fn message(kind: u16, length: u32, payload: &[u8]) -> Vec<u8> {
    let mut bytes = length.to_ne_bytes().to_vec();
    bytes.extend_from_slice(&kind.to_ne_bytes());
    bytes.extend_from_slice(&[0; 10]);
    bytes.extend_from_slice(payload);
    bytes
}

fn attribute(kind: u16, length: u16, value: &[u8]) -> Vec<u8> {
    let mut bytes = length.to_ne_bytes().to_vec();
    bytes.extend_from_slice(&kind.to_ne_bytes());
    bytes.extend_from_slice(value);
    bytes
}

const LINK: &str = "nlmsg_type=RTM_NEWLINK, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=0}";
const LINK_STRUCT: &str =
    "{ifi_family=AF_UNSPEC, ifi_type=ARPHRD_NETROM, ifi_index=if_nametoindex(\"lo\"), ifi_flags=0, ifi_change=0}";

fn link(attributes: &[u8]) -> Vec<u8> {
    let mut payload = vec![0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    payload.extend_from_slice(attributes);
    message(16, 16 + payload.len() as u32, &payload)
}

// Expected texts are what strace 7.2 prints for sendto(2) of the same bytes.
#[test]
fn a_length_that_lies_ends_in_what_is_left() {
    assert_eq!(text(ROUTE, 32, &message(16, 16, &[])[..8]), r#""\x10\x00\x00\x00\x10\x00\x00\x00""#);
    assert_eq!(text(ROUTE, 32, &message(16, 15, &[1; 4])), format!("{{nlmsg_len=15, {LINK}"));
    assert_eq!(text(ROUTE, 32, &message(16, 16, &[1; 3])), format!(r#"[{{nlmsg_len=16, {LINK}, "\x01\x01\x01"]"#));
    assert_eq!(
        text(ROUTE, 32, &message(16, 99, &[0; 3])),
        format!("[{{nlmsg_len=99, {LINK}, {{ifi_family=AF_UNSPEC, ...}}]")
    );
    assert_eq!(
        text(ROUTE, 32, &link(&attribute(13, 2, &[1, 0, 0, 0]))),
        format!("[{{nlmsg_len=40, {LINK}, {LINK_STRUCT}, {{nla_len=2, nla_type=IFLA_TXQLEN}}]")
    );
}

#[test]
fn an_array_has_as_many_elements_as_a_string_has_bytes() {
    let two = [attribute(13, 8, &[1, 0, 0, 0]), attribute(13, 8, &[2, 0, 0, 0])].concat();
    let one = "[{nla_len=8, nla_type=IFLA_TXQLEN}, 1]";
    let line = |shown: &str| format!("[{{nlmsg_len=48, {LINK}, {LINK_STRUCT}, [{one}, {shown}]]");
    assert_eq!(text(ROUTE, 2, &link(&two)), line("[{nla_len=8, nla_type=IFLA_TXQLEN}, 2]"));
    assert_eq!(text(ROUTE, 1, &link(&two)), line("..."));
}

#[test]
fn messages_and_attributes_within_each_other_have_an_end() {
    // An error about an error about an error, and a list of properties in a list of properties.
    let mut error = message(2, 1 << 16, &[]);
    let mut nested = Vec::new();
    for _ in 0..3000 {
        let mut inner = vec![0; 4];
        inner.extend_from_slice(&error);
        error = message(2, 1 << 16, &inner);
        nested = attribute(52, 60_000, &nested);
    }
    for bytes in [error, link(&nested)] {
        let length = text(ROUTE, 1 << 20, &bytes).len();
        assert!(length < 100 * bytes.len(), "{length} for {}", bytes.len());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_shown_with_an_end(
        number in 0usize..PROTOCOLS.len(),
        kind in any::<u8>(),
        bytes in vec(any::<u8>(), 0..300),
        small in vec(0u8..40, 0..300),
    ) {
        for payload in [bytes, small] {
            for kind in [u16::from(kind), 16 + u16::from(kind % 100)] {
                let bytes = message(kind, 16 + payload.len() as u32, &payload);
                let shown = text(PROTOCOLS[number], 1 << 20, &bytes);
                prop_assert!(shown.len() < 200 + 100 * bytes.len(), "{}", shown);
            }
        }
    }
}
