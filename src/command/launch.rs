//! How is the command started so that not one of its calls is missed?
//!
//! The child is forked at once and waits on the ready pipe. When the kernel
//! programs are attached and know its id, it is released and execs. If that
//! fails, the error number comes back through the exec pipe, which a successful
//! exec closes by itself.

use std::ffi::CString;
use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use anyhow::Context;
use anyhow::Result;
use linux_raw_sys::general::clone_args;
use linux_raw_sys::general::CLONE_INTO_CGROUP;
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::signal::SigSet;
use nix::sys::signal::SigmaskHow;
use nix::unistd::fork;
use nix::unistd::pipe2;
use nix::unistd::read;
use nix::unistd::write;
use nix::unistd::ForkResult;
use nix::unistd::Pid;

use crate::command::cgroup::Cgroup;
use crate::command::inherited;

/// The command, started and waiting for its release.
#[derive(Debug)]
pub struct Launched {
    /// Its process id.
    pub pid: Pid,
    /// It is in the cgroup that it was to begin in.
    pub is_in_cgroup: bool,
    ready: OwnedFd,
    failure: File,
}

/// Forks the command, into that cgroup where the kernel lets us. It runs nothing of its own before
/// [`Launched::release`].
pub fn launch(file: &Path, argv: &[OsString], old_mask: &SigSet, cgroup: Option<&Cgroup>) -> Result<Launched> {
    let file = CString::new(file.as_os_str().as_bytes())?;
    let argv: Vec<CString> = argv.iter().map(|arg| CString::new(arg.as_bytes())).collect::<Result<_, _>>()?;
    let mut pointers: Vec<*const libc::c_char> = argv.iter().map(|arg| arg.as_ptr()).collect();
    pointers.push(std::ptr::null());
    let (ready_read, ready_write) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
    let (failure_read, failure_write) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
    // SAFETY: beetrace has one thread at this point, and the child calls only functions that are safe after fork.
    let inside = cgroup.and_then(|cgroup| unsafe { fork_into(cgroup.folder()) }.ok());
    let is_in_cgroup = inside.is_some();
    let forked = match inside {
        Some(forked) => forked,
        // SAFETY: as above.
        None => unsafe { fork() }.context("cannot fork")?,
    };
    match forked {
        ForkResult::Parent { child } => {
            Ok(Launched { pid: child, is_in_cgroup, ready: ready_write, failure: File::from(failure_read) })
        }
        ForkResult::Child => {
            if let Some(cgroup) = cgroup {
                cgroup.forget_in_child();
            }
            drop(ready_write);
            let released = read(&ready_read, &mut [0]) == Ok(1);
            if released {
                let errno = exec(&file, &pointers, old_mask);
                let _ = write(&failure_write, &(errno as i32).to_ne_bytes());
                // Its end comes after what beetrace has to say of it.
                let _ = read(&ready_read, &mut [0]);
            }
            // SAFETY: ends the child without running beetrace's exit handlers.
            unsafe { libc::_exit(1) }
        }
    }
}

/// fork(2), but the child begins in that cgroup. (To move it there afterwards, the kernel waits for all processors.)
///
/// # Safety
/// As for [`fork`]; besides, the C library's own preparations for a fork are not run.
unsafe fn fork_into(cgroup: BorrowedFd<'_>) -> nix::Result<ForkResult> {
    // SAFETY: a struct of integers.
    let mut args: clone_args = unsafe { std::mem::zeroed() };
    args.flags = CLONE_INTO_CGROUP;
    args.exit_signal = libc::SIGCHLD as u64;
    args.cgroup = cgroup.as_raw_fd() as u64;
    // SAFETY: no stack and no shared memory: the child goes on with a copy of this one, as after fork.
    let pid = unsafe { libc::syscall(libc::SYS_clone3, &args, size_of::<clone_args>()) };
    Ok(match Errno::result(pid)? {
        0 => ForkResult::Child,
        pid => ForkResult::Parent { child: Pid::from_raw(pid as i32) },
    })
}

/// Becomes the command; returns only when that fails. Signals and closed streams are as beetrace found them.
fn exec(file: &CString, argv: &[*const libc::c_char], old_mask: &SigSet) -> Errno {
    inherited::restore_signals();
    inherited::restore_closed();
    let _ = nix::sys::signal::sigprocmask(SigmaskHow::SIG_SETMASK, Some(old_mask), None);
    // SAFETY: the pointers in `argv` and `environ` end with null and outlive the call.
    unsafe { libc::execve(file.as_ptr(), argv.as_ptr(), libc::environ.cast()) };
    Errno::last()
}

impl Launched {
    /// Lets the command exec. The error is that of a failed exec; it is known when the pipe closes, so the
    /// call returns as soon as the program runs. A command that failed ends when `self` is dropped.
    pub fn release(&mut self) -> Result<(), Errno> {
        write(&self.ready, &[1])?;
        let mut answer = [0; 4];
        match self.failure.read(&mut answer) {
            Ok(4) => Err(Errno::from_raw(i32::from_ne_bytes(answer))),
            _ => Ok(()),
        }
    }
}
