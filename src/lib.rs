//! beetrace: strace without the slowdown.

pub mod cgroup;
pub mod cli;
pub mod config;
pub mod decode;
pub mod launch;
pub mod output;
pub mod selection;
pub mod session;
pub mod sink;
#[allow(dead_code)]
mod skeleton;
#[allow(missing_docs)]
pub mod syscalls;
mod task;
pub mod tracer;
pub mod wire;
pub mod xlat;

/// What went wrong with a file, in the system's words without the number.
pub(crate) fn error_text(error: &std::io::Error) -> String {
    match error.raw_os_error() {
        Some(errno) => nix::errno::Errno::from_raw(errno).desc().to_owned(),
        None => error.to_string(),
    }
}
pub mod kernel;
pub mod peek;
pub mod probe;

/// Tells the user on standard error. Whether that can be written is not beetrace's concern: `eprintln!` would
/// panic when it is closed.
pub fn complain(text: std::fmt::Arguments<'_>) {
    use std::io::Write;

    let _ = writeln!(std::io::stderr(), "beetrace: {text}");
}
