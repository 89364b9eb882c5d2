//! What are the arguments of calls that are many calls in one?
//!
//! fcntl, ioctl, prctl and their like take what one argument, the operation,
//! says. Every sub-table lists the operations whose arguments differ from the
//! call's own row; macros.rs says how to read it.

mod confine;
mod files;
mod futex;
mod keys;
mod task;

pub use confine::*;
pub use files::*;
pub use futex::*;
pub use keys::*;
pub use task::*;

use linux_raw_sys::general::F_DUPFD;
use linux_raw_sys::general::F_DUPFD_CLOEXEC;

use super::types::*;

select! {
    /// fcntl(2)
    FCNTL = "op" {
        F_DUPFD | F_DUPFD_CLOEXEC => (fd: FD, op: INT, arg: INT) -> Fd;
    }
}
