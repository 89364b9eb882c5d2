//! What was beetrace started with that the command must get as it was, and that beetrace itself must let go of or widen?
//!
//! Rust's runtime ignores SIGPIPE and opens /dev/null in place of standard
//! streams that are closed, before main; so what was there is noted before that.

use std::fs::read_dir;
use std::fs::File;
use std::fs::OpenOptions;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use anyhow::Context;
use anyhow::Result;
use nix::sys::resource::getrlimit;
use nix::sys::resource::setrlimit;
use nix::sys::resource::Resource;
use nix::sys::signal::Signal;
use nix::unistd::close;
use nix::unistd::dup2_stdin;
use nix::unistd::dup2_stdout;

/// Dispositions that beetrace changes for itself, as it was started with them.
static DISPOSITIONS: [(i32, AtomicUsize); 3] = [
    (libc::SIGPIPE, AtomicUsize::new(libc::SIG_DFL)),
    (libc::SIGCHLD, AtomicUsize::new(libc::SIG_DFL)),
    (libc::SIGXFSZ, AtomicUsize::new(libc::SIG_DFL)),
];
/// As many descriptors as beetrace can do with.
const DESCRIPTORS: u64 = 128;
/// Which of the descriptors 0 to 2 were closed.
static CLOSED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];

/// Runs before Rust's runtime.
extern "C" fn remember() {
    for (signal, disposition) in &DISPOSITIONS {
        disposition.store(disposition_of(*signal), Ordering::Relaxed);
    }
    for (fd, closed) in (0..).zip(&CLOSED) {
        // SAFETY: asks for a flag.
        closed.store(unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0, Ordering::Relaxed);
    }
}

// SAFETY: the section holds pointers to functions that the loader calls before main; this one only asks the kernel.
#[used]
#[unsafe(link_section = ".init_array")]
static REMEMBER: extern "C" fn() = remember;

fn disposition_of(signal: i32) -> usize {
    // SAFETY: sigaction with a null new action only reads; zeroed is a valid value of the plain struct.
    unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        match libc::sigaction(signal, std::ptr::null(), &mut old) {
            0 => old.sa_sigaction,
            _ => libc::SIG_DFL,
        }
    }
}

/// Whether this process ignores the signal, as nohup(1) or a shell's background job has it.
pub fn is_ignored(signal: Signal) -> bool {
    disposition_of(signal as i32) == libc::SIG_IGN
}

/// Whether that one of the descriptors 0 to 2 was closed.
pub fn was_closed(fd: usize) -> bool {
    CLOSED.get(fd).is_some_and(|closed| closed.load(Ordering::Relaxed))
}

/// Lets beetrace learn how its children end: while SIGCHLD is ignored, the kernel tells nothing.
pub fn listen_to_children() {
    // SAFETY: the default action needs no handler.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_DFL) };
}

/// Makes a file that must not grow an error that can be said (EFBIG), instead of beetrace's end (`ulimit -f`).
pub fn survive_large_files() {
    // SAFETY: to ignore a signal needs no handler.
    unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
}

/// Makes dispositions what they were. For a child that is about to exec: calls nothing that is not safe after fork.
pub fn restore_signals() {
    for (signal, disposition) in &DISPOSITIONS {
        // SAFETY: a disposition that this process was started with, or the default: no handler survives an exec.
        unsafe { libc::signal(*signal, disposition.load(Ordering::Relaxed)) };
    }
}

/// Closes what was closed; as safe as [`restore_signals`].
pub fn restore_closed() {
    for (fd, closed) in (0..).zip(&CLOSED) {
        if closed.load(Ordering::Relaxed) {
            // It is /dev/null, opened by Rust's runtime; the program that follows shall not find it.
            let _ = close(fd);
        }
    }
}

/// Lets go of what the command has and beetrace does not need, so that who waits for the end of a pipe waits for the
/// command alone: standard input and output, and every further descriptor that came from the caller. beetrace's
/// own are closed on exec, those of the caller cannot be. Standard error stays, for messages.
pub fn let_go() -> Result<()> {
    let null = OpenOptions::new().read(true).write(true).open("/dev/null");
    // Without /dev, anything that nobody waits for.
    let null = null.or_else(|_| File::open("/")).context("cannot open /dev/null")?;
    dup2_stdin(&null).and_then(|()| dup2_stdout(&null)).context("cannot let go of standard input and output")?;
    for fd in possible_descriptors().into_iter().filter(|fd| *fd > 2) {
        // SAFETY: asks for a flag.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } & libc::FD_CLOEXEC == 0 {
            // Without that flag the descriptor is the caller's, and nothing of beetrace's refers to it.
            let _ = close(fd);
        }
    }
    Ok(())
}

/// The descriptors that may be open: those in /proc, or without it every number that one could have.
fn possible_descriptors() -> Vec<i32> {
    match read_dir("/proc/self/fd") {
        Ok(open) => open.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect(),
        Err(_) => {
            let (soft, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap_or((DESCRIPTORS, DESCRIPTORS));
            (0..i32::try_from(soft).unwrap_or(i32::MAX)).collect()
        }
    }
}

/// Makes room for what beetrace itself opens, some 80 descriptors with -yy, and a file for each task with -ff, where the
/// caller allows fewer (`ulimit -n 40`). To be called when the command has been forked: its limit stays what it was.
pub fn make_room_for_descriptors() {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    let wanted = hard.max(DESCRIPTORS);
    if soft < wanted && setrlimit(Resource::RLIMIT_NOFILE, wanted, wanted).is_err() {
        // Only a privileged process (CAP_SYS_RESOURCE) may go beyond the hard limit; what fails for want of
        // descriptors says so itself.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}
