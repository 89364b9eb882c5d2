//! What do a call's numbers and bytes mean?

mod bytes;
pub mod call;
pub mod confine;
mod date;
mod event;
mod file;
pub mod mount;
mod process;
mod record;
pub mod rings;
mod socket;
pub mod thread;
mod time;
mod value;

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
