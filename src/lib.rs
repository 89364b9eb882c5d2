//! beetrace: strace without the slowdown.
//!
//! A command's system calls are recorded by BPF programs in the kernel and
//! printed as strace prints them. The way of a call, with the module that takes
//! each step:
//!
//! ```text
//!  cli -> config            options to settings, refused before anything is loaded
//!           |  selection    which calls
//!           v
//!  cgroup   the command's cgroup, which can be held still; the janitor that clears up
//!  launch   fork into it; the child waits, execs when released      (inherited: what the command must get as it was)
//!  holder   the thread that holds it still when the ring fills up   (strays: who has left its cgroup)
//!  kernel   open -> settings -> load -> plans -> seed -> attach       (probe explains failures)
//!           |  counters     what the kernel counts while it traces
//!           |
//!  session  drains the ring by the clock, writes lines, ends         (ring: records in; sink: whole lines out)
//!           |  children     how the command ended                    (stop: what a signal to beetrace means)
//!           |
//!           v bytes
//!  wire     bytes -> records; total, never a panic
//!           v records
//!  tracer   per-task state (tasks, task): entry + return -> a call; signals, execs, ends
//!           |        (exec_args: the arguments of an execve, told from what it has left)
//!           |        for calls that do not return: watch (when to look), lookout (who looks,
//!           |        so that nobody waits for it), peek (what a task waits in)
//!           v calls
//!  decode   row + registers + memory -> values
//!           v values
//!  output   Emit and View: text | JSON
//! ```
//!
//! What is known of syscalls is data: [`syscalls`] has one row each, from which
//! both sides follow, the capture plan that the kernel copies by
//! ([`syscalls::plan`]) and what [`decode`] prints. [`xlat`] has the names of
//! constants. The kernel side is in `bpf/`, whose README draws the wire format.

pub mod cgroup;
pub mod children;
pub mod cli;
pub mod config;
pub mod counters;
pub mod decode;
pub mod exec_args;
pub mod holder;
pub mod inherited;
pub mod kernel;
pub mod launch;
pub mod lookout;
pub mod output;
pub mod peek;
pub mod plans;
pub mod probe;
pub mod ring;
pub mod selection;
pub mod session;
pub mod sink;
#[allow(dead_code, missing_docs, unused_imports, clippy::all, clippy::undocumented_unsafe_blocks)]
mod skeleton;
pub mod stop;
pub mod strays;
pub mod syscalls;
mod task;
mod tasks;
pub mod tracer;
mod watch;
pub mod wire;
pub mod xlat;

use std::env::args_os;
use std::fmt::Arguments;
use std::io::stderr;
use std::io::Error;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

/// What beetrace was called by: messages begin with it, so that one that replaces strace under its name says `strace:`.
pub fn own_name() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let called = args_os().next().unwrap_or_default();
        let name = Path::new(&called).file_name().unwrap_or("beetrace".as_ref());
        name.to_string_lossy().into_owned()
    })
}

/// Tells the user on standard error. Whether that can be written is not beetrace's concern: `eprintln!` would
/// panic when it is closed.
pub fn complain(text: Arguments<'_>) {
    let _ = writeln!(stderr(), "{}: {text}", own_name());
}

/// What went wrong with a file, in the system's words without the number.
pub(crate) fn error_text(error: &Error) -> String {
    match error.raw_os_error() {
        Some(errno) => nix::errno::Errno::from_raw(errno).desc().to_owned(),
        None => error.to_string(),
    }
}
