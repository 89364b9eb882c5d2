//! What do a call's numbers and bytes mean?

mod args;
mod argument;
mod bytes;
mod capabilities;
mod clone;
mod control;
mod date;
mod dirents;
mod dump;
mod elements;
mod endpoint;
mod file_times;
mod iovec;
mod macros;
mod msghdr;
mod netlink;
mod numbers;
mod option;
mod poll;
mod reaped;
mod record;
mod result;
mod self_sized;
mod sets;
mod sigaction;
mod siginfo;
mod sigset;
mod sockaddr;
mod spaces;
mod strings;
mod structs;
mod subjects;
mod target;
#[cfg(test)]
mod testing;
mod value;

pub use self::args::args;
pub use self::dump::dump;
pub use self::dump::moved;
pub use self::reaped::reaped;
pub use self::result::result;
pub use self::siginfo::siginfo;
pub use self::subjects::is_about;
