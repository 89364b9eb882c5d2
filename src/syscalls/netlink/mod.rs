//! What do the messages of netlink hold?
//!
//! A message is a header (`struct nlmsghdr`), a struct that its type decides, and attributes, each a header
//! (`struct nlattr`) and a value, which may be attributes again. All of it is data here:
//!
//! ```text
//!  Protocol   of a socket: names of the types, what each type holds        (protocols.rs)
//!  Body       of a type: its struct, its attributes
//!  Layout     a struct: a row for each field: name, place, Shape
//!  Attributes a table: a row for each number: name, Shape                  (route.rs, diag.rs, generic.rs: the families)
//!  Shape      a value: what it is, how many bytes it has                   (words.rs: by which the rows are written)
//! ```
//!
//! One interpreter (`decode/netlink/`) walks over the bytes by these, whatever they are: what does not fit is shown as
//! bytes. Their structs have no member that is as wide as a pointer, so they are the same in every ABI, and a row says
//! where a field is. The names and numbers are those of the kernel's headers, with which the tests compare them; which
//! attribute shows how is what strace prints of it.

mod diag;
mod generic;
mod kinds;
mod names;
mod protocols;
mod route;
mod words;

pub use self::kinds::*;
pub use self::protocols::*;
