//! The structs that rows of the table name, by family.

mod confine;
mod event;
mod file;
mod mount;
mod process;
mod rings;
mod socket;
mod thread;
mod time;

pub use self::confine::*;
pub use self::event::*;
pub use self::file::*;
pub use self::mount::*;
pub use self::process::*;
pub use self::rings::*;
pub use self::socket::*;
pub use self::thread::*;
pub use self::time::*;
