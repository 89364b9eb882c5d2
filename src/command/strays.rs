//! Which tasks have left the command's cgroup, and can they be held still where they are?
//!
//! Container runtimes, cgexec and `systemd-run --scope` move what they run to a
//! cgroup of its own. The kernel names a task that goes on filling the ring
//! although the command is held still (`counters.stray`). The cgroup that it is in
//! is frozen and thawed with the command's own, as long as nobody but traced tasks
//! is in it. Where that cannot be, the user is told.

use std::collections::HashSet;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::mem::take;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread::sleep;
use std::time::Duration;

use crate::command::cgroup::folder_of;
use crate::command::cgroup::Cgroup;
use crate::error_text;
use crate::kernel::TracedTasks;

/// Looks at who is in a cgroup before it counts as one with others in it: a new task is there a moment before the
/// kernel programs know of it,
const LOOKS: u32 = 3;
/// and the pause between two.
const BETWEEN_LOOKS: Duration = Duration::from_micros(200);

/// The cgroups beside the command's own that are held still with it.
pub struct Strays {
    held: Vec<Stray>,
    /// Cannot be held, by what was seen since the last thaw.
    refused: HashSet<PathBuf>,
    /// The user knows of these.
    told: HashSet<PathBuf>,
    tasks: TracedTasks,
    messages: Sender<String>,
}

/// One of them.
struct Stray {
    folder: PathBuf,
    /// Its file cgroup.freeze.
    switch: File,
    /// By us.
    is_frozen: bool,
}

impl Strays {
    /// None so far. What the user is to be told goes into that channel.
    pub fn new(tasks: TracedTasks, messages: Sender<String>) -> Strays {
        Strays { held: Vec::new(), refused: HashSet::new(), told: HashSet::new(), tasks, messages }
    }

    /// Holds that task still, and all that are in its cgroup. Whether that is new: not for one that is held already
    /// (it has only not been stopped yet), cannot be held, or is gone.
    pub fn hold(&mut self, tid: u32, own: &Cgroup) -> bool {
        let Some(folder) = folder_of(&tid.to_string(), own.mount()) else { return false };
        let is_held = folder.starts_with(own.folder_path())
            || self.held.iter().any(|stray| folder.starts_with(&stray.folder))
            || self.refused.contains(&folder);
        if is_held {
            return false;
        }
        match Stray::freeze_first(&folder, tid, &self.tasks, own) {
            Ok(stray) => {
                self.held.push(stray);
                true
            }
            Err(_) if is_ending(tid) => false,
            Err(reason) => {
                self.refuse(tid, folder, &reason);
                false
            }
        }
    }

    /// Freezes those that were held before. Each is looked at then: it is held no longer when nobody is there, or
    /// others are.
    pub fn freeze(&mut self, own: &Cgroup) {
        for stray in &mut self.held {
            // One that is no more has nobody in it.
            let _ = stray.freeze(own);
        }
        for mut stray in take(&mut self.held) {
            let crew = crew(&stray.folder, &self.tasks);
            let is_ours = crew.as_ref().is_ok_and(|crew| crew.others == 0 && !crew.traced.is_empty());
            // What cannot be thawed now is so with all the others.
            if is_ours || stray.thaw(own).is_err() {
                self.held.push(stray);
            } else if let Some(tid) = crew.ok().and_then(|crew| crew.traced.first().copied()) {
                self.refuse(tid, stray.folder, OTHERS);
            }
        }
    }

    /// Lets them run on.
    pub fn thaw(&mut self, own: &Cgroup) -> io::Result<()> {
        self.refused.clear();
        self.held.iter_mut().map(|stray| stray.thaw(own)).fold(Ok(()), Result::and)
    }

    fn refuse(&mut self, tid: u32, folder: PathBuf, reason: &str) {
        if self.told.insert(folder.clone()) {
            // Nobody listens any more when beetrace is about to end.
            let _ = self.messages.send(format!(
                "process {tid} has left for {}, where it cannot be held still ({reason}): what it loses is counted",
                folder.display()
            ));
        }
        self.refused.insert(folder);
    }
}

/// Why a cgroup is not held in which there are tasks that are not traced.
const OTHERS: &str = "other tasks are in it";

impl Stray {
    /// Freezes the cgroup of a task that was not held before, if nobody but traced tasks is in it.
    fn freeze_first(folder: &Path, tid: u32, tasks: &TracedTasks, own: &Cgroup) -> Result<Stray, String> {
        if folder == own.mount() {
            return Err("the root of all cgroups cannot be frozen".to_owned());
        }
        if folder.components().any(|part| part == std::path::Component::ParentDir) {
            return Err("it is outside of beetrace's cgroup namespace".to_owned());
        }
        let text = |error: io::Error| error_text(&error);
        let crew = crew(folder, tasks).map_err(text)?;
        if crew.others > 0 {
            return Err(OTHERS.to_owned());
        }
        if !crew.traced.contains(&tid) {
            return Err("its folder is not found".to_owned());
        }
        let open = OpenOptions::new().read(true).write(true).open(folder.join("cgroup.freeze"));
        let mut stray = Stray { folder: folder.to_owned(), switch: open.map_err(text)?, is_frozen: false };
        stray.freeze(own).map_err(text)?;
        Ok(stray)
    }

    /// Stops the tasks in it, unless somebody else has done so.
    fn freeze(&mut self, own: &Cgroup) -> io::Result<()> {
        let mut state = [0];
        self.switch.read_exact_at(&mut state, 0)?;
        if state == *b"1" {
            return Ok(());
        }
        own.entrust(&self.folder)?;
        self.switch.write_all_at(b"1", 0)?;
        self.is_frozen = true;
        Ok(())
    }

    fn thaw(&mut self, own: &Cgroup) -> io::Result<()> {
        if self.is_frozen {
            match self.switch.write_all_at(b"0", 0) {
                // It is no more.
                Err(error) if error.raw_os_error() == Some(libc::ENODEV) => {}
                result => result?,
            }
            self.is_frozen = false;
            own.take_back(&self.folder);
        }
        Ok(())
    }
}

/// Who is in a cgroup, and in those below it.
#[derive(Default)]
struct Crew {
    traced: Vec<u32>,
    /// So many more.
    others: usize,
}

fn crew(folder: &Path, tasks: &TracedTasks) -> io::Result<Crew> {
    let mut crew = Crew::default();
    for look in 0..LOOKS {
        if look > 0 {
            sleep(BETWEEN_LOOKS);
        }
        let mut present = Vec::new();
        threads(folder, &mut present)?;
        // Asked for after it is known who is there: who came since does not count.
        let known = tasks.ids();
        let (traced, others): (Vec<u32>, Vec<u32>) = present.into_iter().partition(|tid| known.contains(tid));
        crew = Crew { traced, others: others.into_iter().filter(|tid| !is_ending(*tid)).count() };
        if crew.others == 0 {
            break;
        }
    }
    Ok(crew)
}

/// Adds the ids of the threads in the cgroup and in those below it: 0 for one that this PID namespace does not show.
fn threads(folder: &Path, found: &mut Vec<u32>) -> io::Result<()> {
    let text = fs::read_to_string(folder.join("cgroup.threads"))?;
    found.extend(text.lines().map(|line| line.parse().unwrap_or(0)));
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            threads(&entry.path(), found)?;
        }
    }
    Ok(())
}

/// Whether a task has ended or is about to: it is in its cgroup for a while after its last record.
fn is_ending(tid: u32) -> bool {
    if tid == 0 {
        return false;
    }
    let Ok(stat) = fs::read(format!("/proc/{tid}/stat")) else { return true };
    let stat = String::from_utf8_lossy(&stat);
    // After the name, which may hold anything: the state, and six fields on the flags.
    let mut fields = stat.rsplit_once(") ").map(|(_, rest)| rest.split(' ')).into_iter().flatten();
    let is_over = fields.next().is_some_and(|state| matches!(state, "Z" | "X"));
    let flags: Option<u32> = fields.nth(5).and_then(|flags| flags.parse().ok());
    is_over || flags.is_some_and(|flags| flags & PF_EXITING != 0)
}

/// include/linux/sched.h: task_struct.flags.
const PF_EXITING: u32 = 4;

#[cfg(test)]
mod tests {
    use nix::sys::wait::waitid;
    use nix::sys::wait::Id;
    use nix::sys::wait::WaitPidFlag;
    use nix::unistd::Pid;

    use super::*;

    #[test]
    fn a_task_is_ending_when_it_is_a_zombie_or_gone() {
        let own = std::process::id();
        assert!(!is_ending(own));
        assert!(!is_ending(0), "a task of another namespace");
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = child.id();
        // Not waited for yet: WNOWAIT leaves it a zombie.
        waitid(Id::Pid(Pid::from_raw(id as i32)), WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT).unwrap();
        assert!(is_ending(id));
        child.wait().unwrap();
        assert!(is_ending(id));
    }

    #[test]
    fn the_threads_below_a_cgroup_are_in_it_too() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(folder.path().join("cgroup.threads"), "12\n13\n").unwrap();
        fs::write(inner.join("cgroup.threads"), "0\n14\n").unwrap();
        let mut found = Vec::new();
        threads(folder.path(), &mut found).unwrap();
        assert_eq!(found, [12, 13, 0, 14]);
        fs::remove_file(inner.join("cgroup.threads")).unwrap();
        assert!(threads(folder.path(), &mut Vec::new()).is_err(), "who is in it is not known");
    }
}
