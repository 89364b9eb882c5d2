//! What are the arguments of calls that are many calls in one?
//!
//! fcntl, ioctl, prctl and their like take what one argument, the operation,
//! says. Every sub-table lists the operations whose arguments differ from the
//! call's own row; macros.rs says how to read it.

mod confine;
mod fcntl;
mod files;
mod futex;
mod ioctl;
mod keys;
mod prctl;
mod ptrace;
mod socket;
mod system;
mod task;

pub use confine::*;
pub use fcntl::*;
pub use files::*;
pub use futex::*;
pub use ioctl::*;
pub use keys::*;
pub use prctl::*;
pub use ptrace::*;
pub use socket::*;
pub use system::*;
pub use task::*;
