//! What do a call's numbers and bytes mean?

mod args;
mod bytes;
pub mod call;
pub mod confine;
mod date;
mod event;
mod file;
mod iovec;
mod macros;
pub mod mount;
mod option;
mod pointer;
mod poll;
mod process;
mod record;
mod result;
pub mod rings;
mod sets;
mod socket;
mod specials;
mod strings;
pub mod thread;
mod time;
mod value;

pub use self::args::args;
pub use self::result::result;
pub use self::siginfo::siginfo;
use self::specials::dirents;
use self::specials::msghdr;
use self::specials::sigaction;
use self::specials::siginfo;
use self::specials::sigset;
use self::specials::sockaddr;
use self::specials::wait_status;

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
