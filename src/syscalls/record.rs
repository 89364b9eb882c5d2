//! How are the structs that arguments point to laid out?
//!
//! A [`Record`] is a struct as rows: every field with its offset, taken from the
//! `libc` or `linux-raw-sys` definition by the compiler, its kind, and what it takes
//! in C, from which its place in other ABIs follows (layout.rs). Structs that are a
//! table of fields need no more than this; those with unions or lengths inside
//! (sockaddr, msghdr, siginfo) have a decoder of their own.

use super::value::Value;
use crate::xlat::Xlat;

/// A struct.
#[derive(Debug)]
pub struct Record {
    /// Its C name.
    pub name: &'static str,
    /// Size in bytes.
    pub size: usize,
    /// The fields that are printed, in that order.
    pub fields: &'static [Field],
    /// The members behind them.
    pub tail: &'static [Takes],
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its C name.
    pub name: &'static str,
    /// Bytes from the beginning of the struct.
    pub offset: usize,
    /// Size in bytes: 1, 2, 4 or 8 for numbers.
    pub size: usize,
    /// What it is.
    pub kind: FieldKind,
    /// What it takes of the struct; one of several at the same place is one of a union.
    pub takes: Takes,
    /// The members before it that are not printed.
    pub before: &'static [Takes],
    /// Printed only with -v; without, `...` stands for all such fields at the struct's end.
    pub verbose: bool,
    /// When it is printed at all.
    pub when: FieldWhen,
}

/// What a member takes of its struct: so many elements, one behind the other.
#[derive(Debug, Clone, Copy)]
pub struct Takes {
    /// What one of them takes.
    pub element: Element,
    /// How many they are.
    pub count: usize,
}

/// What one number takes, or one struct within the struct. Where it is in each ABI follows from this: layout.rs.
#[derive(Debug, Clone, Copy)]
pub enum Element {
    /// As many bytes in every ABI.
    Fixed(usize),
    /// As much as the ABI's `long`.
    Long,
    /// As much as the ABI's pointers, and its `size_t`.
    Pointer,
    /// As much as a struct.
    Record(&'static Record),
}

/// Condition for a field to be printed. Other fields are meant by their names.
#[derive(Debug, Clone, Copy)]
pub enum FieldWhen {
    /// Always.
    Always,
    /// Only if it is not 0 itself.
    NotZero,
    /// Only if one of these fields is not 0.
    AnyNotZero(&'static [&'static str]),
    /// Only if that field has one of these bits, or it is not 0 itself.
    AnyBitOrNotZero(&'static str, u64),
    /// Only if that field has one of these bits.
    AnyBit(&'static str, u64),
    /// Only if that field, masked, is one of the values.
    OneOf(&'static str, u64, &'static [u64]),
    /// Only if that field, masked, is none of the values.
    NoneOf(&'static str, u64, &'static [u64]),
    /// Only if that field is at least so much: a struct that says its own size.
    AtLeast(&'static str, u64),
}

/// What a field is.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    /// A number or name as in an argument, read from `size` bytes: sign-extended
    /// for signed kinds, zero-extended for others.
    Plain(Value),
    /// A struct within the struct.
    Nested(&'static Record),
    /// Bytes up to the first NUL, as a string: `char name[16]`.
    Text,
    /// An array of numbers of `size / count` bytes each.
    Numbers(Value, usize),
    /// A resource limit: `RLIM64_INFINITY`, `8192*1024`.
    Limit,
    /// Seconds since 1970 and the date; the named field has the nanoseconds.
    Date(Option<&'static str>),
    /// A struct of seconds and nanoseconds since 1970 and the date.
    Moment(&'static Record),
    /// Ticks of the clock of times(2) and the seconds: `150 /* 1.50 s */`.
    Ticks,
    /// 64 flags of which the upper 32 are at that offset.
    Split(&'static Xlat, usize),
    /// Several enumerations and flags in one word: a terminal's modes.
    Words(&'static [Xlat]),
    /// Single bytes with the names of their places: `[[VINTR]=0x3, ...]`.
    Places(&'static Xlat),
}

impl FieldKind {
    /// What a field of so many bytes takes that is no `long` and no pointer.
    pub(crate) const fn takes(&self, size: usize) -> Takes {
        match *self {
            FieldKind::Plain(_)
            | FieldKind::Limit
            | FieldKind::Date(_)
            | FieldKind::Ticks
            | FieldKind::Split(..)
            | FieldKind::Words(_) => Takes { element: Element::Fixed(size), count: 1 },
            FieldKind::Text | FieldKind::Places(_) => Takes { element: Element::Fixed(1), count: size },
            FieldKind::Numbers(_, count) => Takes { element: Element::Fixed(size / count), count },
            FieldKind::Nested(record) | FieldKind::Moment(record) => {
                Takes { element: Element::Record(record), count: 1 }
            }
        }
    }
}

/// Bytes of the field that a function like `|s: Struct| s.field` gives.
pub(crate) const fn field_size<S, F>(_: fn(S) -> F) -> usize {
    size_of::<F>()
}

/// Writes a [`Record`]: its name, the Rust type that lays it out, and its fields in the order in which they print.
///
/// ```text
/// record! {
///     /// preadv(2)
///     IOVEC: "iovec" as linux_raw_sys::general::iovec {
///         iov_base[pointer]: Plain(Value::Addr);
///         iov_len[pointer]: Plain(Value::Ulong), verbose;
///     }
/// }
/// ```
///
/// The words for a field's kind are those of [`FieldKind`]; `verbose` marks what only -v shows, and
/// `=>` and a [`FieldWhen`] what is there only under a condition. `name = path` is a field
/// whose place in the layout has another name. What is as wide as the ABI's `long` or pointers is marked so,
/// others are as wide everywhere as the Rust type says. `..[long; 3]` are members that do not print, before the field
/// that follows, or behind the last.
macro_rules! record {
    ($(
        $(#[$doc:meta])*
        $id:ident: $name:literal as $layout:ty {
            $(
                $(..[$($before:tt)+])* $field:ident $([$($takes:tt)+])? $(= $path:ident $(. $rest:ident)*)?:
                $kind:expr $(, $verbose:ident)? $(=> $when:expr)?;
            )*
        } $(..[$($tail:tt)+])*
    )*) => {
        $(
            $(#[$doc])*
            pub static $id: $crate::syscalls::record::Record = $crate::syscalls::record::Record {
                name: $name,
                size: size_of::<$layout>(),
                fields: &[$($crate::syscalls::record::record!(
                    @field $layout, $field, ($($path $(. $rest)*)?), ($($($takes)+)?), ($(($($before)+))*),
                    $kind, ($($verbose)?), ($($when)?)
                )),*],
                tail: &[$($crate::syscalls::record::record!(@takes $($tail)+)),*],
            };
        )*

        /// The structs of this file.
        pub(super) static RECORDS: &[&$crate::syscalls::record::Record] = &[$(&$id),*];
    };
    (@field $layout:ty, $field:ident, (), $($more:tt),*) => {
        $crate::syscalls::record::record!(@field $layout, $field, ($field), $($more),*)
    };
    (
        @field $layout:ty, $field:ident, ($($path:ident).+), $takes:tt, ($($before:tt)*),
        $kind:expr, $verbose:tt, $when:tt
    ) => {
        $crate::syscalls::record::Field {
            name: stringify!($field),
            offset: std::mem::offset_of!($layout, $($path).+),
            size: $crate::syscalls::record::field_size(|s: $layout| s.$($path).+),
            kind: $kind,
            takes: $crate::syscalls::record::record!(
                @field_takes $takes, $kind, $crate::syscalls::record::field_size(|s: $layout| s.$($path).+)
            ),
            before: &[$($crate::syscalls::record::record!(@some_takes $before)),*],
            verbose: $crate::syscalls::record::record!(@verbose $verbose),
            when: $crate::syscalls::record::record!(@when $when),
        }
    };
    (@field_takes (), $kind:expr, $size:expr) => { $crate::syscalls::record::FieldKind::takes(&$kind, $size) };
    (@field_takes ($($takes:tt)+), $kind:expr, $size:expr) => {
        $crate::syscalls::record::record!(@takes $($takes)+)
    };
    (@some_takes ($($takes:tt)+)) => { $crate::syscalls::record::record!(@takes $($takes)+) };
    (@takes $element:tt) => { $crate::syscalls::record::record!(@takes $element; 1) };
    (@takes $element:tt; $count:expr) => {
        $crate::syscalls::record::Takes {
            element: $crate::syscalls::record::record!(@element $element),
            count: $count,
        }
    };
    (@element long) => { $crate::syscalls::record::Element::Long };
    (@element pointer) => { $crate::syscalls::record::Element::Pointer };
    (@element $fixed:ty) => { $crate::syscalls::record::Element::Fixed(size_of::<$fixed>()) };
    (@verbose ()) => { false };
    (@verbose (verbose)) => { true };
    (@when ()) => { $crate::syscalls::record::FieldWhen::Always };
    (@when ($when:expr)) => { $when };
}
pub(crate) use record;
