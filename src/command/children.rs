//! What do beetrace's children tell it?
//!
//! One of them is the command. Others are its own helpers, those that the command
//! makes with CLONE_PARENT, and, where beetrace is the first process of a PID
//! namespace, every orphan: who waits for one of them to be gone must not wait
//! for ever. A child that called ptrace(PTRACE_TRACEME) has taken beetrace for
//! its debugger, and stops until that lets it go on.

use std::path::Path;

use nix::sys::ptrace;
use nix::unistd::Pid;
use rustix::io::Errno;
use rustix::process::wait;
use rustix::process::WaitOptions;

use crate::ending::Status;

/// The children, and how the command has ended.
#[derive(Debug)]
pub struct Children {
    command: Option<Pid>,
    status: Option<Status>,
}

impl Children {
    /// The command is this one.
    pub fn new(command: Pid) -> Children {
        Children { command: Some(command), status: None }
    }

    /// There is no command, or it is somebody else's child: what there is to be known of its end is not told.
    pub fn without_command() -> Children {
        Children { command: None, status: Some(Status::Exited(0)) }
    }

    /// The command, if its end is not known.
    pub fn living_command(&self) -> Option<Pid> {
        self.command.filter(|_| self.status.is_none())
    }

    /// How the command has ended, if it has.
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// Takes what there is to be told. To be called by the thread that has started the command: the kernel lets no
    /// other one deal with its stops.
    pub fn listen(&mut self) {
        loop {
            // Not nix's waitpid, which knows no real-time signals.
            let (child, status) = match wait(WaitOptions::NOHANG | WaitOptions::from_bits_retain(libc::__WALL as u32)) {
                Ok(Some((child, status))) => (Pid::from_raw(child.as_raw_pid()), status),
                Ok(None) => return,
                Err(Errno::INTR) => continue,
                Err(_) => {
                    // No child is left.
                    self.status.get_or_insert(Status::Exited(1));
                    return;
                }
            };
            if let Some(signal) = status.stopping_signal() {
                let_go_on(child, signal);
            } else if Some(child) == self.command {
                let exited = status.exit_status().map(Status::Exited);
                self.status = exited.or(status.terminating_signal().map(Status::Signaled)).or(self.status);
            }
        }
    }
}

/// Ends being the debugger of a task that a signal has stopped. It gets the signal, but for those that programs send
/// themselves to be noticed by a debugger: SIGSTOP, and SIGTRAP, which the kernel sends in the name of who execs.
fn let_go_on(task: Pid, signal: i32) {
    let signal = match ptrace::getsiginfo(task) {
        // SAFETY: of the kinds of siginfo only one has no sender, that of faults; there the address stands in its
        // place, which is no process's id.
        Ok(info) if [libc::SIGSTOP, libc::SIGTRAP].contains(&signal) && is_of(unsafe { info.si_pid() }, task) => 0,
        Ok(_) => signal,
        // It has stopped already, with its whole process: so it stays until SIGCONT.
        Err(_) => 0,
    };
    // SAFETY: passes a number; the task is ours and stopped, or gone.
    unsafe { libc::ptrace(libc::PTRACE_DETACH, task.as_raw(), 0, signal as usize) };
}

/// Whether the task is one of that process.
fn is_of(process: i32, task: Pid) -> bool {
    process == task.as_raw() || process > 0 && Path::new(&format!("/proc/{process}/task/{task}")).exists()
}
