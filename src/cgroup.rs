//! How is the command held still while beetrace catches up?
//!
//! It runs in a cgroup (v2) of its own, which can be frozen and thawed. A small
//! process of beetrace's, the janitor, does the clearing up on every way out,
//! SIGKILL of beetrace included: it waits for the end of a pipe that only
//! beetrace holds, thaws, moves whoever is left to where beetrace was, and
//! removes the cgroup.

use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use anyhow::anyhow;
use anyhow::Context;
use anyhow::Result;
use nix::fcntl::OFlag;
use nix::sys::signal::SigSet;
use nix::sys::wait::waitpid;
use nix::unistd::fork;
use nix::unistd::pipe2;
use nix::unistd::read;
use nix::unistd::setsid;
use nix::unistd::ForkResult;
use nix::unistd::Pid;

/// A cgroup that can be frozen.
#[derive(Debug)]
pub struct Cgroup {
    freeze: File,
    /// Closing it sets the janitor to work.
    lifeline: Option<OwnedFd>,
    janitor: Pid,
}

/// Where the cgroup v2 tree is mounted, and the folder in it that this process is in.
fn own_folder() -> Result<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").context("cannot read /proc/self/mounts")?;
    let mount = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            let (folder, kind) = (words.next()?, words.next()?);
            (kind == "cgroup2").then_some(folder)
        })
        .next()
        .ok_or_else(|| anyhow!("no cgroup v2 tree is mounted"))?;
    let cgroups = fs::read_to_string("/proc/self/cgroup").context("cannot read /proc/self/cgroup")?;
    let own = cgroups
        .lines()
        .find_map(|line| line.strip_prefix("0::/"))
        .ok_or_else(|| anyhow!("/proc/self/cgroup names no cgroup v2"))?;
    Ok(Path::new(mount).join(own))
}

impl Cgroup {
    /// Makes a cgroup below beetrace's own and moves the process into it. Call with one thread only: it forks.
    pub fn around(pid: Pid) -> Result<Cgroup> {
        let parent = own_folder()?;
        let folder = parent.join(format!("beetrace.{}", std::process::id()));
        let (ours, theirs) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {} // of an earlier process of this number
            result => result.with_context(|| format!("cannot make the cgroup {}", folder.display()))?,
        }
        // SAFETY: one thread, see above; the child only makes file operations and exits.
        let janitor = match unsafe { fork() } {
            Ok(ForkResult::Parent { child }) => child,
            Ok(ForkResult::Child) => {
                // Only the other end's last holder, beetrace, must keep the pipe open.
                drop(theirs);
                clear_up_after(&ours, &parent, &folder);
                // SAFETY: ends the janitor without running beetrace's exit handlers.
                unsafe { libc::_exit(0) }
            }
            Err(error) => {
                let _ = fs::remove_dir(&folder);
                return Err(error).context("cannot fork");
            }
        };
        drop(ours);
        let open = |name: &str| {
            let file = folder.join(name);
            OpenOptions::new().write(true).open(&file).with_context(|| format!("cannot open {}", file.display()))
        };
        // From here on an early return drops the lifeline, and the janitor removes the folder.
        let made = Cgroup { freeze: open("cgroup.freeze")?, lifeline: Some(theirs), janitor };
        open("cgroup.procs")?
            .write_all(pid.to_string().as_bytes())
            .with_context(|| format!("cannot move the command into {}", folder.display()))?;
        Ok(made)
    }

    /// Stops every task in it before its next return to user space.
    pub fn freeze(&self) -> io::Result<()> {
        (&self.freeze).write_all(b"1")
    }

    /// Lets all run on.
    pub fn thaw(&self) -> io::Result<()> {
        (&self.freeze).write_all(b"0")
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        let _ = waitpid(self.janitor, None);
    }
}

/// The janitor's life.
fn clear_up_after(lifeline: &OwnedFd, parent: &Path, folder: &Path) {
    // Out of reach of the terminal's signals and of a kill of beetrace's process group, and holding none of
    // beetrace's files: a pipe that beetrace wrote to must end with beetrace.
    let _ = setsid();
    let _ = SigSet::all().thread_block();
    let keep = lifeline.as_raw_fd() as u32;
    // SAFETY: closes descriptors that this process does not use.
    unsafe {
        libc::syscall(libc::SYS_close_range, 0, keep - 1, 0);
        libc::syscall(libc::SYS_close_range, keep + 1, u32::MAX, 0);
    }
    while read(lifeline, &mut [0]) == Err(nix::errno::Errno::EINTR) {}
    let _ = fs::write(folder.join("cgroup.freeze"), b"0");
    // Tasks may still be forking or dying: again until it is empty, for ten seconds at most.
    for _ in 0..1000 {
        if remove_tree(parent, folder) {
            return;
        }
        sleep(Duration::from_millis(10));
    }
}

/// Moves all processes below `folder` to `parent` and removes the folder with those that the command made in it.
fn remove_tree(parent: &Path, folder: &Path) -> bool {
    let inner = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in inner.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        remove_tree(parent, &entry.path());
    }
    for pid in fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default().lines() {
        let _ = fs::write(parent.join("cgroup.procs"), pid);
    }
    match fs::remove_dir(folder) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}
