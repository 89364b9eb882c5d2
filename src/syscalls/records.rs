//! How are the structs that arguments point to laid out?
//!
//! A [`Record`] is a struct as rows: every field with its offset, taken from the
//! `libc` or `linux-raw-sys` definition by the compiler, and its kind. Structs
//! that are a table of fields need no more than this; those with unions or
//! lengths inside (sockaddr, msghdr, siginfo) have a decoder of their own.

use super::types::Kind;

/// A struct.
#[derive(Debug)]
pub struct Record {
    /// Its C name.
    pub name: &'static str,
    /// Size in bytes.
    pub size: usize,
    /// The fields that are printed, in that order.
    pub fields: &'static [Field],
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
    /// Printed only with -v; without, `...` stands for all such fields at the struct's end.
    pub verbose: bool,
}

/// What a field is.
#[derive(Debug, Clone, Copy)]
pub enum FieldKind {
    /// A number or name as in an argument, read from `size` bytes: sign-extended
    /// for signed kinds, zero-extended for others.
    Plain(Kind),
    /// A struct within the struct.
    Nested(&'static Record),
    /// Bytes up to the first NUL, as a string: `char name[16]`.
    Text,
    /// An array of numbers of `size / count` bytes each.
    Numbers(Kind, usize),
    /// A resource limit: `RLIM64_INFINITY`, `8192*1024`.
    Limit,
}
