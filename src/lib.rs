//! beetrace: strace without the slowdown.

pub mod decode;
pub mod output;
pub mod syscalls;
pub mod xlat;
