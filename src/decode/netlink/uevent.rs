//! What is told of a device: by the kernel as text, by udevd behind a header of its own?

use super::Messages;
use crate::decode::bytes;
use crate::output::Emit;
use crate::output::Number;

/// What udevd's messages begin with, with its NUL.
const PREFIX: &[u8] = b"libudev\0";
/// Bytes of its header, and where in it its numbers are: three of its own, and in network byte order.
const HEADER: usize = 40;
const MAGIC: usize = 8;
const SIZES: [(&str, usize); 3] = [("header_size", 12), ("properties_off", 16), ("properties_len", 20)];
const FILTERS: [(&str, usize); 4] = [
    ("filter_subsystem_hash", 24),
    ("filter_devtype_hash", 28),
    ("filter_tag_bloom_hi", 32),
    ("filter_tag_bloom_lo", 36),
];

/// Shows it.
pub(super) fn event<E: Emit>(messages: &Messages, e: &mut E, bytes: &[u8], cut: bool) {
    let text = |e: &mut E, bytes: &[u8]| {
        let shown = bytes.get(..messages.string).unwrap_or(bytes);
        e.text(shown, cut || shown.len() < bytes.len());
    };
    let Some(header) = bytes.get(..HEADER).filter(|header| header.starts_with(PREFIX)) else {
        return text(e, bytes);
    };
    let rest = &bytes[HEADER..];
    if !rest.is_empty() {
        e.begin_list();
        e.item();
    }
    e.begin_struct();
    e.field("prefix");
    e.text(&PREFIX[..PREFIX.len() - 1], false);
    in_network_order(e, "magic", header, MAGIC);
    for (name, at) in SIZES {
        e.field(name);
        e.uint(u64::from(bytes::u32_at(header, at).unwrap_or_default()));
    }
    for (name, at) in FILTERS {
        in_network_order(e, name, header, at);
    }
    e.end_struct();
    if !rest.is_empty() {
        e.item();
        text(e, rest);
        e.end_list();
    }
}

fn in_network_order<E: Emit>(e: &mut E, name: &'static str, header: &[u8], at: usize) {
    let number = header.get(at..at + 4).unwrap_or_default();
    e.field(name);
    e.begin_macro_of("htonl", Number::Bytes(number));
    e.item();
    e.hex(u64::from(u32::from_be(bytes::u32_at(header, at).unwrap_or_default())));
    e.end_macro();
}
