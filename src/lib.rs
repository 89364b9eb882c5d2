//! beetrace: strace without the slowdown.

pub mod decode;
pub mod output;
#[allow(dead_code)]
mod skeleton;
pub mod syscalls;
pub mod xlat;
pub mod wire;
pub mod cgroup;
pub mod launch;
