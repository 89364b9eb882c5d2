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
pub mod cli;
pub mod config;
pub mod selection;
pub mod sink;

/// What went wrong with a file, in the system's words without the number.
pub(crate) fn error_text(error: &std::io::Error) -> String {
    match error.raw_os_error() {
        Some(errno) => nix::errno::Errno::from_raw(errno).desc().to_owned(),
        None => error.to_string(),
    }
}
pub mod kernel;
pub mod probe;
