//! Which of the processes that -p names can be traced, and what is said of them?
//!
//! In strace's words. What it cannot do, ptrace(2) a process that another one debugs, is no error here.

use std::fs::read_to_string;

use crate::complain;
use crate::options::config::Config;
use crate::skeleton::types::bt_there;

/// include/linux/sched.h: task_struct.flags.
const PF_KTHREAD: u32 = 0x0020_0000;

/// Those that are traced, or are to be.
pub(super) struct Targets {
    targets: Vec<Target>,
}

/// One of them.
struct Target {
    /// As the user says,
    named: u32,
    /// and the task, or the process all of which is traced.
    id: u32,
}

impl Targets {
    /// Those of the options that are there, with all their threads or without; what is wrong with the others is said.
    pub(super) fn new(config: &Config) -> Targets {
        let mut targets: Vec<Target> = Vec::new();
        for named in config.attach.iter().copied() {
            match process_of(named) {
                Err(reason) => refuse(named, reason),
                Ok(process) => {
                    let id = if config.follow { process } else { named };
                    // Two threads of one process are one target.
                    if targets.iter().all(|target| target.id != id) {
                        targets.push(Target { named, id });
                    }
                }
            }
        }
        Targets { targets }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    /// The ids by which the kernel is to find them.
    pub(super) fn ids(&self) -> Vec<u32> {
        self.targets.iter().map(|target| target.id).collect()
    }

    /// These tasks are traced by now. Whether any are.
    pub(super) fn attached(&self, there: &[bt_there], follow: bool, is_quiet: bool) -> bool {
        for &Target { named, id } in &self.targets {
            let is_its = |task: &&bt_there| if follow { task.tgid == id } else { task.tid == id };
            match there.iter().filter(is_its).count() {
                // It has ended meanwhile, or the kernel keeps it from us.
                0 => refuse(named, process_of(named).err().unwrap_or(NOT_PERMITTED)),
                _ if is_quiet => {}
                1 => complain(format_args!("Process {named} attached")),
                threads => complain(format_args!("Process {named} attached with {threads} threads")),
            }
        }
        !there.is_empty()
    }
}

const NO_SUCH_PROCESS: &str = "No such process";
/// A zombie and a kernel thread make no calls.
const NOT_PERMITTED: &str = "Operation not permitted";

fn refuse(pid: u32, reason: &str) {
    complain(format_args!("attach: ptrace(PTRACE_SEIZE, {pid}): {reason}"));
}

/// The process of a task that can be traced.
fn process_of(tid: u32) -> Result<u32, &'static str> {
    let status = read_to_string(format!("/proc/{tid}/status")).map_err(|_| NO_SUCH_PROCESS)?;
    let stat = read_to_string(format!("/proc/{tid}/stat")).map_err(|_| NO_SUCH_PROCESS)?;
    // After the name, which may hold anything: the state, and six fields on the flags.
    let mut fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ');
    let is_over = fields.next().is_none_or(|state| matches!(state, "Z" | "X"));
    let flags: Option<u32> = fields.nth(5).and_then(|flags| flags.parse().ok());
    if is_over || flags.is_none_or(|flags| flags & PF_KTHREAD != 0) {
        return Err(NOT_PERMITTED);
    }
    let process = status.lines().find_map(|line| line.strip_prefix("Tgid:"));
    process.and_then(|id| id.trim().parse().ok()).ok_or(NO_SUCH_PROCESS)
}

#[cfg(test)]
mod tests {
    use nix::unistd::gettid;

    use super::*;

    #[test]
    fn threads_are_of_their_process_and_kernel_threads_of_none() {
        let (own, thread) = (std::process::id(), gettid().as_raw() as u32);
        assert_ne!(own, thread, "a test runs in a thread of its own");
        assert_eq!((process_of(own), process_of(thread)), (Ok(own), Ok(own)));
        assert_eq!(process_of(i32::MAX as u32), Err(NO_SUCH_PROCESS));
        // Where process 2 shows, it makes the kernel's threads.
        if read_to_string("/proc/2/comm").is_ok_and(|comm| comm.trim() == "kthreadd") {
            assert_eq!(process_of(2), Err(NOT_PERMITTED));
        }
    }
}
