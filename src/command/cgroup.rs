//! How is the command held still while beetrace catches up?
//!
//! It runs in a cgroup (v2) of its own, which can be frozen and thawed. A small
//! process of beetrace's, the janitor, does the clearing up on every way out,
//! SIGKILL of beetrace included: it waits for the end of a pipe that only
//! beetrace holds, thaws, moves whoever is left to where beetrace was, and
//! removes the cgroup. If that is asked for, it kills whoever is left. What comes through the pipe before its end are the names of
//! other cgroups that beetrace holds still (see [`crate::command::strays`]), to be thawed too.

use std::ffi::OsString;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::fd::AsRawFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use anyhow::anyhow;
use anyhow::Context;
use anyhow::Result;
use nix::fcntl::fcntl;
use nix::fcntl::FcntlArg;
use nix::fcntl::OFlag;
use nix::sys::prctl::set_name;
use nix::sys::signal::kill;
use nix::sys::signal::SigSet;
use nix::sys::signal::Signal;
use nix::sys::wait::waitpid;
use nix::unistd::close;
use nix::unistd::fork;
use nix::unistd::pipe2;
use nix::unistd::read;
use nix::unistd::setsid;
use nix::unistd::write;
use nix::unistd::ForkResult;
use nix::unistd::Pid;

/// How the janitor is called in lists of processes: who kills all that are called beetrace must not kill it, too.
const JANITOR: &std::ffi::CStr = c"bt-janitor";
/// Messages to the janitor, each followed by a cgroup's folder and NUL: it is about to be frozen,
const HELD: u8 = b'+';
/// or was thawed;
const LET_GO: u8 = b'-';
/// or, a process id in place of a folder: that one is to be killed when beetrace has ended, 0 for all.
const DOOMED: u8 = b'!';
/// Names tried for the cgroup.
const FOLDER_ATTEMPTS: u32 = 1000;

/// A cgroup that can be frozen.
#[derive(Debug)]
pub struct Cgroup {
    /// Where the cgroup v2 tree is mounted.
    mount: PathBuf,
    path: PathBuf,
    folder: File,
    freeze: File,
    /// Closing it sets the janitor to work.
    lifeline: Option<OwnedFd>,
    janitor: Pid,
}

/// Where the cgroup v2 tree is mounted.
fn find_mount() -> Result<PathBuf> {
    let mounts = fs::read("/proc/self/mounts").context("cannot read /proc/self/mounts")?;
    mount_of("cgroup2", &mounts).ok_or_else(|| anyhow!("no cgroup v2 tree is mounted"))
}

/// The first mount point of a file system of that type in the text of /proc/PID/mounts.
fn mount_of(wanted: &str, mounts: &[u8]) -> Option<PathBuf> {
    mounts.split(|byte| *byte == b'\n').find_map(|line| {
        let mut words = line.split(|byte| *byte == b' ').skip(1);
        let (folder, kind) = (words.next()?, words.next()?);
        (kind == wanted.as_bytes()).then(|| PathBuf::from(OsString::from_vec(unescape(folder))))
    })
}

/// Space, tab, newline and backslash stand in that file as octal numbers (proc_mounts(5)).
fn unescape(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let number = match after {
            [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] if *first == b'\\' => {
                Some((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'))
            }
            _ => None,
        };
        plain.push(number.unwrap_or(*first));
        rest = if number.is_some() { &after[3..] } else { after };
    }
    plain
}

/// The folder of the cgroup that a process ("self" or an id) is in, in the tree that is mounted there.
pub fn folder_of(process: &str, mount: &Path) -> Option<PathBuf> {
    let text = fs::read(format!("/proc/{process}/cgroup")).ok()?;
    match text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"0::/"))? {
        b"" => Some(mount.to_owned()),
        name => Some(mount.join(OsString::from_vec(name.to_vec()))),
    }
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
        let mount = find_mount()?;
        let parent = folder_of("self", &mount).ok_or_else(|| anyhow!("/proc/self/cgroup names no cgroup v2"))?;
        let (ours, theirs) = pipe2(OFlag::O_CLOEXEC).context("cannot make a pipe")?;
        // A janitor that somebody has stopped must not stop beetrace when the pipe is full.
        fcntl(&theirs, FcntlArg::F_SETFL(OFlag::O_NONBLOCK)).context("cannot set up a pipe")?;
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
        Ok(Cgroup { mount, path: folder, folder: opened, freeze, lifeline: Some(theirs), janitor })
    }

    /// Its folder, for clone3(2): a process that begins there need not be moved.
    pub fn folder(&self) -> BorrowedFd<'_> {
        self.folder.as_fd()
    }

    /// Where the cgroup v2 tree is mounted.
    pub fn mount(&self) -> &Path {
        &self.mount
    }

    /// Where its folder is.
    pub fn folder_path(&self) -> &Path {
        &self.path
    }

    /// From here on the janitor thaws that cgroup as well: to be called before it is frozen.
    pub fn entrust(&self, folder: &Path) -> io::Result<()> {
        self.tell_janitor(HELD, folder)
    }

    /// From here on it does not: to be called after it was thawed.
    pub fn take_back(&self, folder: &Path) {
        // A janitor that is gone thaws nothing.
        let _ = self.tell_janitor(LET_GO, folder);
    }

    /// Whoever is in it, or that process alone, is killed if beetrace ends before.
    pub fn doom(&self, only: Option<Pid>) -> io::Result<()> {
        self.tell_janitor(DOOMED, Path::new(&only.map_or(0, Pid::as_raw).to_string()))
    }

    fn tell_janitor(&self, what: u8, folder: &Path) -> io::Result<()> {
        let message = [&[what], folder.as_os_str().as_bytes(), b"\0"].concat();
        let lifeline = self.lifeline.as_ref().ok_or_else(|| io::Error::from_raw_os_error(libc::EPIPE))?;
        // Pipes take as much at once (PIPE_BUF), or nothing: longer paths there are not.
        match write(lifeline, &message)? {
            done if done == message.len() => Ok(()),
            _ => Err(io::Error::from_raw_os_error(libc::ENAMETOOLONG)),
        }
    }

    /// To be called in every process that beetrace forks from here on: only beetrace itself may hold the lifeline, or
    /// the janitor would wait for that process, too.
    pub fn forget_in_child(&self) {
        if let Some(lifeline) = &self.lifeline {
            // The child's own copy of the descriptor, which it never uses; it runs no destructors.
            let _ = close(lifeline.as_raw_fd());
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
        match (&self.freeze).write_all(b"0") {
            // Somebody has removed it: nobody is in it.
            Err(error) if error.raw_os_error() == Some(libc::ENODEV) => Ok(()),
            result => result,
        }
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
    let notes = until_the_end(lifeline);
    if let Some(doomed) = notes.doomed {
        kill_in(folder, doomed);
    }
    for folder in [folder.to_owned()].into_iter().chain(notes.held) {
        let _ = fs::write(folder.join("cgroup.freeze"), b"0");
    }
    // Tasks may still be forking or dying: again until it is empty, for ten seconds at most.
    for _ in 0..1000 {
        if remove_tree(parent, folder) {
            return;
        }
        sleep(Duration::from_millis(10));
    }
}

/// Kills that process if it is in the cgroup, or all that are in it and below if it is 0.
fn kill_in(folder: &Path, doomed: i32) {
    // Whoever is killed in the middle of a fork has made a child that is there at the next look.
    for _ in 0..100 {
        let mut found = false;
        for pid in processes(folder) {
            if doomed == 0 || doomed == pid {
                found |= kill(Pid::from_raw(pid), Signal::SIGKILL).is_ok();
            }
        }
        if doomed != 0 || !found {
            return;
        }
    }
}

/// The processes in a cgroup and those below it.
fn processes(folder: &Path) -> Vec<i32> {
    let text = fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default();
    let mut pids: Vec<i32> = text.lines().filter_map(|line| line.parse().ok()).filter(|pid| *pid > 0).collect();
    let inner = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in inner.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
        pids.extend(processes(&entry.path()));
    }
    pids
}

/// Listens until beetrace has ended: what it has said until then.
fn until_the_end(lifeline: &OwnedFd) -> Notes {
    let mut notes = Notes::default();
    let mut buffer = [0; libc::PIPE_BUF];
    loop {
        match read(lifeline, &mut buffer) {
            Err(nix::errno::Errno::EINTR) => {}
            Ok(0) | Err(_) => return notes,
            Ok(count) => notes.take(&buffer[..count]),
        }
    }
}

/// What the janitor knows of other cgroups.
#[derive(Debug, Default)]
struct Notes {
    held: Vec<PathBuf>,
    /// Whom to kill.
    doomed: Option<i32>,
    /// The beginning of a message whose end has not come.
    rest: Vec<u8>,
}

impl Notes {
    /// Takes in what came through the lifeline: each message ends with NUL.
    fn take(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        while let Some(end) = self.rest.iter().position(|byte| *byte == 0) {
            let message: Vec<u8> = self.rest.drain(..=end).collect();
            let [what, folder @ .., 0] = message.as_slice() else { continue };
            if *what == DOOMED {
                self.doomed = std::str::from_utf8(folder).ok().and_then(|pid| pid.parse().ok());
                continue;
            }
            let folder = PathBuf::from(OsString::from_vec(folder.to_vec()));
            self.held.retain(|held| *held != folder);
            if *what == HELD {
                self.held.push(folder);
            }
        }
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
        // This process does not use it; the folder's own is closed already.
        let _ = close(fd);
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
    fn a_mount_point_may_have_spaces() {
        let mounts =
            b"tmpfs /tmp tmpfs rw 0 0\nnone /mnt/a\\040b\\134c\\011 cgroup2 rw 0 0\nnone /later cgroup2 rw 0 0\n";
        assert_eq!(mount_of("cgroup2", mounts), Some(PathBuf::from("/mnt/a b\\c\t")));
        assert_eq!(mount_of("cgroup", mounts), None);
        assert_eq!(unescape(b"a\\04"), b"a\\04");
        assert_eq!(unescape(b"\\400\\\\040"), b"\\400\\ ", "not a byte; a backslash before one");
    }

    #[test]
    fn the_janitor_knows_what_is_held_at_the_end() {
        let mut notes = Notes::default();
        notes.take(b"+/a\0+/b\0-/a\0+/b\0+/c");
        assert_eq!(notes.held, [Path::new("/b")]);
        notes.take(b" d\0!12\0+/cut");
        assert_eq!(notes.doomed, Some(12));
        assert_eq!(notes.held, [Path::new("/b"), Path::new("/c d")]);
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
