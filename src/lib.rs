//! beetrace: strace without the slowdown.
//!
//! A command's system calls are recorded by BPF programs in the kernel and
//! printed as strace prints them. The way of a call, with the module that takes
//! each step:
//!
//! ```text
//!  main        exit status
//!   |     \
//!   |      replay  a recording from its first line to its last: no kernel, no command; the same way from events on
//!   v
//!  session     the first line to the last: begin, drain the ring by the clock, hear signals, pour out what was made
//!   |     |     (attach: those who run already)
//!   |     \
//!   |      command    launch, inherited   the command, forked as if nobody traced it
//!   |        |        cgroup, holder      held still when the ring fills up       (strays: who has left its cgroup)
//!   |        |        children, stop      how it ended; what a signal to beetrace means
//!   |        v
//!   |      kernel     open -> settings -> load -> plans -> seed -> attach         (probe explains failures)
//!   |                 beside: some programs are loaded while libbpf loads the others
//!   |                 ring: records out   counters: what the kernel counts while it traces
//!   v bytes
//!  stacks      registers and memory of a stack -> frames, in the record: spaces (what is mapped where), perf (who
//!   |          tells that), unwind (from a function to its caller), elf (what a file says)
//!   v bytes
//!  follower    who lives; for calls that do not return: watch (when to look), lookout (who looks,
//!   |          so that nobody waits for it), peek (what a task waits in)
//!   v events: records, and what was found out beside them
//!  tracer      a function of the events: who is there (tasks, task, lifecycle), entry + return -> a call
//!   |          (pairing, calls), signals, exec (exec_args: its arguments, told from what it has left); lines
//!   v calls
//!  line        decoders and a view brought together: what is on a line, in which order
//!   |
//!  decode      row + registers + memory -> values
//!   v values
//!  output      Emit and View: text | JSON, by the name of the format (choice)
//!
//!  outlet      where lines and recordings go, whole: a sink, a file for each task, a file in one piece
//!  ending      how it ended, and what is missing                 (these two below session and replay)
//!  recording   events <-> a file: packed, compressed, checked; or its last, kept in memory  (below session and replay)
//!  event       what a tracer is told                             (below session, follower, tracer and recording)
//!  wire        bytes -> records; total, never a panic            (below these, and kernel)
//!  call        one call, as the tracer makes it and decoders read it  (descriptor: what its descriptors refer to;
//!              phase: when that was read; identity: who has the ids in it; frames: the functions that have led to it)
//!  counts      calls, added up, by the kernel or from a recording
//!  machine     what a line says that no record tells: names of interfaces, the time zone
//!  options     words (as getopt has them) -> cli -> config, startup, selection: refused before anything is loaded
//!  syscalls    what is known of calls: rows, records, capture plans
//!  xlat        the names of constants
//! ```
//!
//! Imports point down: a file takes from what stands below it in this drawing, and from nothing above.
//!
//! What is known of syscalls is data: [`syscalls`] has one row each, from which
//! both sides follow, the capture plan that the kernel copies by
//! ([`syscalls::plan`]) and what [`decode`] prints. [`xlat`] has the names of
//! constants. The kernel side is in `bpf/`, whose README draws the wire format.

pub mod call;
pub mod command;
pub mod counts;
pub mod decode;
pub mod descriptor;
pub mod ending;
pub mod event;
pub mod follower;
pub mod frames;
pub mod identity;
pub mod kernel;
pub mod line;
pub mod machine;
pub mod options;
pub mod outlet;
pub mod output;
pub mod phase;
pub mod recording;
pub mod replay;
pub mod session;
#[allow(dead_code, missing_docs, unused_imports, clippy::all, clippy::undocumented_unsafe_blocks)]
mod skeleton;
pub mod stacks;
pub mod syscalls;
pub mod tracer;
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
