//! How are attributes shown?

use super::number;
use super::values::Message;
use super::Messages;
use super::DEEPEST;
use crate::decode::bytes;
use crate::output::Emit;
use crate::syscalls::netlink::Attributes;
use crate::syscalls::netlink::Fit;
use crate::syscalls::netlink::Shape;
use crate::syscalls::netlink::What;
use crate::syscalls::netlink::TYPE_FLAGS;
use crate::syscalls::netlink::TYPE_MASK;
use crate::syscalls::netlink::WAY;

/// Bytes of a `struct nlattr`.
const HEADER: usize = 4;
/// Bytes of a number of 64 bits.
const WORD: usize = 8;

impl Messages {
    /// Shows attributes of a table: one by itself, or a list of them.
    pub(super) fn attributes<E: Emit>(
        &self,
        e: &mut E,
        table: &'static Attributes,
        bytes: &[u8],
        message: Message,
        depth: usize,
    ) {
        if depth == DEEPEST {
            return self.bytes(e, bytes);
        }
        let length = |bytes: &[u8]| usize::from(number(bytes, 0));
        // What the attributes behind it are of: `IFLA_INFO_KIND`.
        let mut message = message;
        self.series(e, bytes, false, HEADER, length, |e, attribute| {
            let kind = number(attribute, 2);
            let value = attribute.get(HEADER..).filter(|value| !value.is_empty());
            if value.is_some() {
                e.begin_list();
                e.item();
            }
            e.begin_struct();
            e.field("nla_len");
            e.uint(u64::from(number(attribute, 0)));
            e.field("nla_type");
            let (flags, number) = (u64::from(kind & !TYPE_MASK), u64::from(kind & TYPE_MASK));
            e.flags_and_one_of(flags, &TYPE_FLAGS, number, &table.names);
            e.end_struct();
            let Some(value) = value else { return };
            let shape = table.shape(kind);
            e.item();
            self.attribute(e, shape, value, message, depth + 1);
            e.end_list();
            if matches!(shape.what, What::Text | What::Name) {
                message.kind = Some(value);
            }
        });
    }

    /// Shows what an attribute holds, if that can be what it is said to be.
    fn attribute<E: Emit>(&self, e: &mut E, shape: Shape, value: &[u8], message: Message, depth: usize) {
        let fits = match shape.fit {
            Fit::Any => true,
            Fit::Exact => value.len() == shape.size,
            Fit::Word => value.len() <= WORD,
            Fit::Grown(sizes) => value.len() >= shape.size || sizes.contains(&value.len()),
        };
        let is_long_enough = value.len() >= shape.size || matches!(shape.fit, Fit::Grown(_));
        if !fits || !is_long_enough {
            return self.bytes(e, value);
        }
        match shape.what {
            What::Nested(table) => self.attributes(e, table, value, message, depth),
            What::ByFamily(tables) => {
                let is_of = |of: &Option<u8>| of.is_none_or(|family| family == message.family);
                match tables.iter().find(|(of, _)| is_of(of)) {
                    Some((_, table)) => self.attributes(e, table, value, message, depth),
                    None => self.bytes(e, value),
                }
            }
            What::ByKind(tables) => {
                let kind = bytes::until_nul(message.kind.unwrap_or_default()).0;
                match tables.iter().find(|(of, _)| of.as_bytes() == kind) {
                    Some((_, table)) => self.attributes(e, table, value, message, depth),
                    None => self.bytes(e, value),
                }
            }
            What::With(what, table) => {
                let (value, rest) = value.split_at(shape.size);
                self.value(e, *what, value, message, depth);
                if !rest.is_empty() {
                    e.item();
                    self.attributes(e, table, rest, message, depth);
                }
            }
            What::Ways(table) => self.ways(e, table, value, message, depth),
            What::Array(what) | What::Places(what, _) => {
                let size = shape.size.max(1);
                e.begin_list();
                for (nth, element) in value.chunks_exact(size).enumerate() {
                    if nth == self.elements {
                        e.more();
                        break;
                    }
                    match shape.what {
                        What::Places(_, names) => e.place(nth as u64, names),
                        _ => e.item(),
                    }
                    self.value(e, *what, element, message, depth);
                }
                e.end_list();
            }
            _ if shape.size == 0 => self.value(e, shape.what, value, message, depth),
            What::Via | What::Struct(_) => self.value(e, shape.what, value, message, depth),
            _ => self.value(e, shape.what, &value[..shape.size], message, depth),
        }
    }

    /// Shows the ways of a route: for each a struct, and attributes.
    fn ways<E: Emit>(&self, e: &mut E, table: &'static Attributes, value: &[u8], message: Message, depth: usize) {
        let length = |bytes: &[u8]| usize::from(number(bytes, 0));
        self.series(e, value, false, WAY.size, length, |e, way| {
            let attributes = way.get(WAY.size..).filter(|rest| !rest.is_empty());
            if attributes.is_some() {
                e.begin_list();
                e.item();
            }
            self.layout(e, &WAY, way, message, depth);
            if let Some(attributes) = attributes {
                e.item();
                self.attributes(e, table, attributes, message, depth + 1);
                e.end_list();
            }
        });
    }
}
