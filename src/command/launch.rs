//! How is the command started so that not one of its calls is missed?
//!
//! The child is forked at once and waits on the ready pipe. When the kernel
//! programs are attached and know its id, it is released and execs. If that
//! fails, the error number comes back through the exec pipe, which a successful
//! exec closes by itself.

use std::ffi::CString;
use std::fs::File;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;

use anyhow::Context;
use anyhow::Result;
use linux_raw_sys::general::clone_args;
use linux_raw_sys::general::CLONE_INTO_CGROUP;
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::signal::SigSet;
use nix::sys::signal::SigmaskHow;
use nix::sys::wait::waitpid;
use nix::unistd::fork;
use nix::unistd::getpid;
use nix::unistd::pipe2;
use nix::unistd::read;
use nix::unistd::setpgid;
use nix::unistd::setsid;
use nix::unistd::write;
use nix::unistd::ForkResult;
use nix::unistd::Pid;

use crate::command::cgroup::Cgroup;
use crate::command::inherited;
use crate::options::config::Config;
use crate::options::startup::Daemon;
use crate::options::startup::User;

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

/// What is executed, made ready before the fork: no memory is asked for after it.
#[derive(Debug)]
pub struct Program {
    file: CString,
    argv: Words,
    environment: Words,
    user: Option<User>,
}

/// Words as execve(2) takes them.
#[derive(Debug)]
struct Words {
    /// What the pointers point to.
    _words: Vec<CString>,
    pointers: Vec<*const libc::c_char>,
}

/// Forks the command, into that cgroup where the kernel lets us. It runs nothing of its own before
/// [`Launched::release`].
pub fn launch(program: &Program, old_mask: &SigSet, cgroup: Option<&Cgroup>) -> Result<Launched> {
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
            become_command(program, old_mask, &ready_read, &failure_write)
        }
    }
}

/// This process becomes the command, as soon as the grandchild that goes on as the tracer releases it.
pub fn leave_to_grandchild(program: &Program, place: Daemon) -> Result<Launched> {
    let (ready_read, ready_write) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
    let (failure_read, failure_write) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
    let pid = getpid();
    let mask = SigSet::thread_get_mask().context("cannot ask for the signal mask")?;
    // SAFETY: beetrace has one thread at this point, and both sides go on with all that it had.
    match unsafe { fork() }.context("cannot fork")? {
        ForkResult::Parent { child } => {
            drop(ready_write);
            // The one between is gone at once; the tracer is no child that the command would find.
            while waitpid(child, None) == Err(Errno::EINTR) {}
            become_command(program, &mask, &ready_read, &failure_write)
        }
        ForkResult::Child => {
            // SAFETY: as above.
            match unsafe { fork() } {
                Ok(ForkResult::Child) => {}
                // SAFETY: ends this process without running beetrace's exit handlers.
                _ => unsafe { libc::_exit(0) },
            }
            match place {
                Daemon::Grandchild => {}
                Daemon::Group => setpgid(Pid::from_raw(0), Pid::from_raw(0)).context("cannot make a process group")?,
                Daemon::Session => {
                    setsid().context("cannot make a session")?;
                }
            }
            Ok(Launched { pid, is_in_cgroup: false, ready: ready_write, failure: File::from(failure_read) })
        }
    }
}

/// Waits for the release, and becomes the command; or ends, when that fails or nobody is left to release it.
fn become_command(program: &Program, mask: &SigSet, ready: &OwnedFd, failure: &OwnedFd) -> ! {
    if read(ready, &mut [0]) == Ok(1) {
        let errno = program.exec(mask);
        let _ = write(failure, &(errno as i32).to_ne_bytes());
        // Its end comes after what beetrace has to say of it.
        let _ = read(ready, &mut [0]);
    }
    // SAFETY: ends the child without running beetrace's exit handlers.
    unsafe { libc::_exit(1) }
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

impl Program {
    /// What these options name.
    pub fn new(config: &Config) -> Result<Program> {
        let file = CString::new(config.program.as_os_str().as_bytes())?;
        let argv: Vec<CString> =
            config.argv.iter().map(|arg| CString::new(arg.as_bytes())).collect::<Result<_, _>>()?;
        let environment = config.environment.clone();
        Ok(Program { file, argv: Words::new(argv), environment: Words::new(environment), user: config.user.clone() })
    }

    /// Becomes the command; returns only when that fails. Signals and closed streams are as beetrace found them. Calls
    /// nothing that is not safe after fork.
    fn exec(&self, old_mask: &SigSet) -> Errno {
        inherited::restore_signals();
        inherited::restore_closed();
        let _ = nix::sys::signal::sigprocmask(SigmaskHow::SIG_SETMASK, Some(old_mask), None);
        if let Some(Err(errno)) = self.user.as_ref().map(change_to) {
            return errno;
        }
        // SAFETY: the lists of pointers end with null and outlive the call.
        unsafe { libc::execve(self.file.as_ptr(), self.argv.pointers.as_ptr(), self.environment.pointers.as_ptr()) };
        Errno::last()
    }
}

/// Takes on the ids of that user. Not the functions of the C library, which would tell all threads that it knows of.
fn change_to(user: &User) -> nix::Result<()> {
    let User { uid, gid, groups } = user;
    // SAFETY: passes numbers, and a list with its length.
    unsafe {
        Errno::result(libc::syscall(libc::SYS_setgroups, groups.len(), groups.as_ptr()))?;
        Errno::result(libc::syscall(libc::SYS_setresgid, *gid, *gid, *gid))?;
        Errno::result(libc::syscall(libc::SYS_setresuid, *uid, *uid, *uid))?;
    }
    Ok(())
}

impl Words {
    fn new(words: Vec<CString>) -> Words {
        let pointers = words.iter().map(|word| word.as_ptr()).chain([std::ptr::null()]).collect();
        Words { _words: words, pointers }
    }
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
