//! What do a call's numbers and bytes mean?

mod args;
mod bytes;
pub mod call;
mod capabilities;
mod clone;
pub mod confine;
mod control;
mod date;
mod dirents;
mod event;
mod file;
mod interface;
mod iovec;
mod macros;
pub mod mount;
mod msghdr;
mod option;
mod pointer;
mod poll;
mod process;
mod record;
mod result;
pub mod rings;
mod self_sized;
mod sets;
mod sigaction;
mod siginfo;
mod sigset;
mod sockaddr;
mod socket;
mod strings;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod thread;
mod time;
mod value;
mod wait_status;

pub use self::args::args;
pub use self::result::result;
pub use self::siginfo::siginfo;

/// The structs that rows of the table name.
pub mod records {
    pub use super::confine::*;
    pub use super::event::*;
    pub use super::file::*;
    pub use super::mount::*;
    pub use super::process::*;
    pub use super::rings::*;
    pub use super::socket::*;
    pub use super::thread::*;
    pub use super::time::*;
}
