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
use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use anyhow::anyhow;
use anyhow::Context;
use anyhow::Result;
use nix::fcntl::OFlag;
use nix::sys::prctl::set_name;
use nix::sys::signal::SigSet;
use nix::sys::wait::waitpid;
use nix::unistd::fork;
use nix::unistd::pipe2;
use nix::unistd::read;
use nix::unistd::setsid;
use nix::unistd::ForkResult;
use nix::unistd::Pid;

/// How the janitor is called in lists of processes: who kills all that are called beetrace must not kill it, too.
const JANITOR: &std::ffi::CStr = c"bt-janitor";
/// Names tried for the cgroup.
const FOLDER_ATTEMPTS: u32 = 1000;

/// A cgroup that can be frozen.
#[derive(Debug)]
pub struct Cgroup {
    path: PathBuf,
    folder: File,
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

/// Makes a folder of our own. Another beetrace may have the same process id, in another PID namespace.
fn make_folder(parent: &Path, pid: u32) -> Result<PathBuf> {
    let mut folder = parent.join(format!("beetrace.{pid}"));
    for attempt in 1.. {
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < FOLDER_ATTEMPTS => {
                folder.set_file_name(format!("beetrace.{pid}.{attempt}"));
            }
            result => {
                result.with_context(|| format!("cannot make the cgroup {}", folder.display()))?;
                break;
            }
        }
    }
    Ok(folder)
}

impl Cgroup {
    /// Makes a cgroup below beetrace's own. Call with one thread only: it forks.
    pub fn new() -> Result<Cgroup> {
        let parent = own_folder()?;
        let (ours, theirs) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
        let folder = make_folder(&parent, std::process::id())?;
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
        // From here on an early return closes the lifeline, and the janitor removes the folder.
        let open = |options: &OpenOptions, file: &Path| {
            options.open(file).with_context(|| format!("cannot open {}", file.display()))
        };
        let freeze = open(OpenOptions::new().write(true), &folder.join("cgroup.freeze"))?;
        let opened = open(OpenOptions::new().read(true), &folder)?;
        Ok(Cgroup { path: folder, folder: opened, freeze, lifeline: Some(theirs), janitor })
    }

    /// Its folder, for clone3(2): a process that begins there need not be moved.
    pub fn folder(&self) -> BorrowedFd<'_> {
        self.folder.as_fd()
    }

    /// To be called in every process that beetrace forks from here on: only beetrace itself may hold the lifeline, or
    /// the janitor would wait for that process, too.
    pub fn forget_in_child(&self) {
        if let Some(lifeline) = &self.lifeline {
            // SAFETY: the child's own copy of the descriptor, which it never uses; it runs no destructors.
            unsafe { libc::close(lifeline.as_raw_fd()) };
        }
    }

    /// Moves a process into it. The kernel waits for all processors then, some 20 ms.
    pub fn admit(&self, pid: Pid) -> Result<()> {
        fs::write(self.path.join("cgroup.procs"), pid.to_string())
            .with_context(|| format!("cannot move the command into {}", self.path.display()))
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
    rename_process();
    close_all_but(lifeline.as_raw_fd());
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

/// Gives this process the janitor's name, in place of its command line as well.
fn rename_process() {
    let _ = set_name(JANITOR);
    let Some(arguments) = command_line() else { return };
    let name = JANITOR.to_bytes().iter().chain(std::iter::repeat(&0));
    for (at, byte) in arguments.zip(name) {
        // SAFETY: the kernel names the writable memory of the arguments; the janitor has no thread that reads them.
        unsafe { std::ptr::with_exposed_provenance_mut::<u8>(at).write(*byte) };
    }
}

/// Where the arguments of this process are in its memory; the last byte is the NUL that ends them.
fn command_line() -> Option<std::ops::Range<usize>> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which may hold anything, field 3 comes first; fields 48 and 49 are the addresses.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(48 - 3);
    let (begin, end): (usize, usize) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    (begin != 0 && begin < end).then_some(begin..end - 1)
}

fn close_all_but(keep: i32) {
    // Not close_range(2), which is younger than the oldest kernel that beetrace runs on.
    let open = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    let open: Vec<i32> = open.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    for fd in open.into_iter().filter(|fd| *fd != keep) {
        // SAFETY: closes a descriptor that this process does not use; the folder's own is closed already.
        unsafe { libc::close(fd) };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_exists_is_not_shared() {
        let parent = tempfile::tempdir().unwrap();
        let first = make_folder(parent.path(), 7).unwrap();
        let second = make_folder(parent.path(), 7).unwrap();
        assert_eq!((first, second), (parent.path().join("beetrace.7"), parent.path().join("beetrace.7.1")));
        assert!(make_folder(&parent.path().join("missing"), 7).is_err());
    }

    #[test]
    fn the_command_line_is_where_the_kernel_says() {
        let arguments = command_line().unwrap();
        let first = std::env::args_os().next().unwrap();
        // SAFETY: memory of this process, which nobody changes.
        let text = unsafe { std::ffi::CStr::from_ptr(std::ptr::with_exposed_provenance(arguments.start)) };
        assert_eq!(text.to_bytes(), std::os::unix::ffi::OsStrExt::as_bytes(first.as_os_str()));
        assert_eq!(arguments.len(), std::env::args_os().map(|arg| arg.len() + 1).sum::<usize>() - 1);
    }
}
