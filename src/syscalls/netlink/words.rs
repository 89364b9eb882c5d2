//! In which words are the tables of netlink written?

use super::kinds::*;
use crate::xlat::Xlat;

const fn number(size: usize, what: What) -> Shape {
    Shape { size, fit: Fit::Any, what }
}

pub(super) const U8: Shape = number(1, What::Unsigned);
pub(super) const U16: Shape = number(2, What::Unsigned);
pub(super) const U32: Shape = number(4, What::Unsigned);
pub(super) const U64: Shape = number(8, What::Unsigned);
pub(super) const S32: Shape = number(4, What::Signed);
pub(super) const S64: Shape = number(8, What::Signed);
pub(super) const X8: Shape = number(1, What::Hex);
pub(super) const X16: Shape = number(2, What::Hex);
pub(super) const X32: Shape = number(4, What::Hex);
pub(super) const X64: Shape = number(8, What::Hex);
/// Numbers in network byte order.
pub(super) const N16: Shape = number(2, What::Network);
pub(super) const N32: Shape = number(4, What::Network);
pub(super) const N64: Shape = number(8, What::Network);
pub(super) const INTERFACE: Shape = number(4, What::Interface);
pub(super) const INET6: Shape = number(16, What::Inet6);
/// An address of the message's family.
pub(super) const ADDRESS: Shape = number(0, What::Address);
pub(super) const HARDWARE: Shape = number(0, What::Hardware);
pub(super) const LINK_ADDRESS: Shape = number(0, What::LinkAddress);
pub(super) const TEXT: Shape = number(0, What::Text);
/// A string up to its first NUL.
pub(super) const NAME: Shape = number(0, What::Name);
pub(super) const VIA: Shape = number(2, What::Via);
/// `struct inet_diag_sockopt`
pub(super) const SOCKOPT: Shape = number(2, What::SocketOptions);

pub(super) const fn flags(size: usize, names: &'static Xlat) -> Shape {
    number(size, What::Flags(names))
}

pub(super) const fn one_of(size: usize, names: &'static Xlat) -> Shape {
    number(size, What::Enum(names))
}

pub(super) const fn of(size: usize, what: What) -> Shape {
    number(size, what)
}

pub(super) const fn wide_enum(names: &'static Xlat) -> Shape {
    Shape { size: 0, fit: Fit::Word, what: What::WideEnum(names) }
}

/// Ticks of a clock that has so many a second.
pub(super) const fn ticks(frequency: u32) -> Shape {
    Shape { size: 0, fit: Fit::Word, what: What::Ticks(frequency) }
}

/// The same, of so many bytes and no more.
pub(super) const fn exact(shape: Shape) -> Shape {
    Shape { fit: Fit::Exact, ..shape }
}

/// The same, of no more bytes than a word has.
pub(super) const fn word(shape: Shape) -> Shape {
    Shape { fit: Fit::Word, ..shape }
}

pub(super) const fn record(layout: &'static Layout) -> Shape {
    number(layout.size, What::Struct(layout))
}

/// A struct that was shorter once.
pub(super) const fn grown(layout: &'static Layout, sizes: &'static [usize]) -> Shape {
    Shape { size: layout.size, fit: Fit::Grown(sizes), what: What::Struct(layout) }
}

pub(super) const fn nested(table: &'static Attributes) -> Shape {
    number(0, What::Nested(table))
}

/// Attributes behind a value.
pub(super) const fn with(size: usize, what: &'static What, table: &'static Attributes) -> Shape {
    number(size, What::With(what, table))
}

pub(super) const fn by_family(tables: &'static [(Option<u8>, &'static Attributes)]) -> Shape {
    number(0, What::ByFamily(tables))
}

pub(super) const fn by_kind(tables: &'static [(&'static str, &'static Attributes)]) -> Shape {
    number(0, What::ByKind(tables))
}

pub(super) const fn ways(table: &'static Attributes) -> Shape {
    number(8, What::Ways(table))
}

/// Elements of so many bytes.
pub(super) const fn array(size: usize, what: &'static What) -> Shape {
    number(size, What::Array(what))
}

pub(super) const fn places(size: usize, what: &'static What, names: &'static Xlat) -> Shape {
    number(size, What::Places(what, names))
}

/// Tables of attributes: number, name, and what it holds if that is more than bytes.
macro_rules! attributes {
    (@shapes $others:expr; $unknown:literal $($number:literal $name:ident $(: $shape:expr)?;)*) => {
        $crate::syscalls::netlink::Attributes::new(
            $unknown,
            &[$(($number, stringify!($name))),*],
            &[$(($number, attributes!(@shape $($shape)?))),*],
            $others,
        )
    };
    (@shape) => { $crate::syscalls::netlink::Shape::BYTES };
    (@shape $shape:expr) => { $shape };
    (@others) => { $crate::syscalls::netlink::Shape::BYTES };
    (@others $shape:expr) => { $shape };
    ($(
        $(#[$doc:meta])*
        $id:ident: $unknown:literal $(all $others:expr;)? {
            $($number:literal $name:ident $(: $shape:expr)?;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            pub static $id: $crate::syscalls::netlink::Attributes = attributes!(
                @shapes attributes!(@others $($others)?); $unknown $($number $name $(: $shape)?;)*
            );
        )*

        /// The tables of this file.
        #[cfg(test)]
        pub(super) static TABLES: &[&$crate::syscalls::netlink::Attributes] = &[$(&$id),*];
    };
}
pub(super) use attributes;

/// Structs: their size, and of each field its name, what it is, where it is, and how many bytes it has; `free` is one
/// that is not used yet, and shows when it is not 0.
macro_rules! layouts {
    (@one $field:ident: $what:expr, $at:literal, $size:literal) => { layouts!(@row false, $field: $what, $at, $size) };
    (@one free $field:ident: $what:expr, $at:literal, $size:literal) => { layouts!(@row true, $field: $what, $at, $size) };
    (@row $free:literal, $field:ident: $what:expr, $at:literal, $size:literal) => {
        $crate::syscalls::netlink::Field {
            name: stringify!($field),
            target: concat!("&", stringify!($field)),
            at: $at,
            size: $size,
            what: {
                #[allow(unused_imports)]
                use $crate::syscalls::netlink::What::*;
                $what
            },
            if_set: $free,
        }
    };
    ($(
        $(#[$doc:meta])*
        $id:ident: $size:literal {
            $($field:ident $(($free:ident))?: $what:expr, $at:literal, $bytes:literal;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            pub static $id: $crate::syscalls::netlink::Layout = $crate::syscalls::netlink::Layout {
                name: stringify!($id),
                size: $size,
                fields: &[$(layouts!(@one $($free)? $field: $what, $at, $bytes)),*],
            };
        )*

        /// The structs of this file.
        #[cfg(test)]
        pub(super) static LAYOUTS: &[&$crate::syscalls::netlink::Layout] = &[$(&$id),*];
    };
}
pub(super) use layouts;
