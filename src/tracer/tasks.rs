//! Which tasks are there, and which of them make one process?

use std::mem::take;

use rustc_hash::FxHashMap;

use crate::event::Comm;
use crate::event::MOST_MEMORY;
use crate::skeleton::types::bt_header;
use crate::syscalls::abi::Abi;
use crate::tracer::lines::Whose;
use crate::tracer::task::Task;

/// So many tasks there can be: twice as many as the kernel side's map of tasks has room for (bpf/maps.h).
pub const MOST_TASKS: usize = 2 << 14;
/// So many threads of a process can be in an execve, of which all but one are about to end.
const MOST_EXECUTING: usize = 64;

/// The traced tasks. What is asked about a process is answered without a look at all of them.
#[derive(Debug, Default)]
pub struct Tasks {
    tasks: FxHashMap<u32, Task>,
    processes: FxHashMap<u32, Process>,
    /// What they weigh.
    weight: usize,
}

/// What the tasks of one process have in common.
#[derive(Debug, Default)]
struct Process {
    /// How many there are.
    tasks: usize,
    /// The threads that called execve and are not the leader, in that order, each with the ABI and the number of the
    /// call: the first that is still in it ends the others, if it succeeds.
    executes: Vec<(u32, Abi, u32)>,
}

impl Tasks {
    /// The task of that id.
    pub fn get(&self, tid: u32) -> Option<&Task> {
        self.tasks.get(&tid)
    }

    /// The task of that id.
    pub fn get_mut(&mut self, tid: u32) -> Option<&mut Task> {
        self.tasks.get_mut(&tid)
    }

    /// The task of that id, which becomes one of that process if nothing is known of it.
    pub fn get_or_new(&mut self, tid: u32, tgid: u32) -> &mut Task {
        let processes = &mut self.processes;
        self.tasks.entry(tid).or_insert_with(|| {
            processes.entry(tgid).or_default().tasks += 1;
            Task::new(tid, tgid)
        })
    }

    /// Whose line it is that a record tells of.
    pub fn whose(&self, head: &bt_header) -> Whose {
        let task = self.get(head.tid);
        let (comm, nr) = task.map_or((Comm::default(), None), |task| (task.comm, task.nr));
        let abi = task.map_or(Abi::default(), |task| task.abi);
        let (tid, tgid, one_of_many) = (head.tid, head.tgid, self.len() > 1);
        Whose { tid, tgid, comm, comm_before: comm, one_of_many, nr, abi, ip: None }
    }

    /// Whether that task is known, or one more can be.
    pub fn have_room_for(&self, tid: u32) -> bool {
        self.len() < MOST_TASKS || self.tasks.contains_key(&tid)
    }

    /// Bytes of memory that a task may take.
    pub fn room(&self) -> usize {
        MOST_MEMORY.saturating_sub(self.weight)
    }

    /// Bytes of memory that they have.
    #[cfg(test)]
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The task has taken memory, or given some back.
    pub fn weigh(&mut self, tid: u32) {
        if let Some(task) = self.tasks.get_mut(&tid) {
            let now = task.kept();
            self.weight = self.weight - task.weight + now;
            task.weight = now;
        }
    }

    /// Adds a task. What is known of another one of its id is forgotten.
    pub fn insert(&mut self, task: Task) {
        self.remove(task.tid);
        self.processes.entry(task.tgid).or_default().tasks += 1;
        self.weight += task.weight;
        self.tasks.insert(task.tid, task);
    }

    /// Forgets a task.
    pub fn remove(&mut self, tid: u32) -> Option<Task> {
        let task = self.tasks.remove(&tid)?;
        self.weight -= task.weight;
        if let Some(process) = self.processes.get_mut(&task.tgid) {
            process.tasks -= 1;
            if process.tasks == 0 {
                self.processes.remove(&task.tgid);
            }
        }
        Some(task)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Their ids.
    pub fn ids(&self) -> impl Iterator<Item = u32> + '_ {
        self.tasks.keys().copied()
    }

    /// How many tasks the process has.
    pub fn of_process(&self, tgid: u32) -> usize {
        self.processes.get(&tgid).map_or(0, |process| process.tasks)
    }

    /// The thread has called execve, by that ABI and number.
    pub fn executes(&mut self, tid: u32, abi: Abi, nr: u32) {
        let Some(tgid) = self.get(tid).map(|task| task.tgid).filter(|tgid| *tgid != tid) else { return };
        let mut calls = self.processes.get_mut(&tgid).map_or_else(Vec::new, |process| take(&mut process.executes));
        calls.retain(|call| call.0 != tid && self.is_in(tgid, call));
        if let Some(process) = self.processes.get_mut(&tgid) {
            if calls.len() < MOST_EXECUTING {
                calls.push((tid, abi, nr));
            }
            process.executes = calls;
        }
    }

    /// Whether a thread of that process is still in its execve, or others wait for what comes of it.
    fn is_in(&self, tgid: u32, &(tid, abi, nr): &(u32, Abi, u32)) -> bool {
        self.get(tid).filter(|task| task.tgid == tgid).is_some_and(|task| {
            let is_there = task.call.entry_of(abi, nr).is_some();
            is_there || !task.held.is_empty()
        })
    }

    /// The thread of that process, not its leader, whose execve has not returned.
    pub fn executing(&self, tgid: u32) -> Option<u32> {
        let calls = &self.processes.get(&tgid)?.executes;
        calls.iter().find(|call| self.is_in(tgid, call)).map(|(tid, ..)| *tid)
    }

    /// The thread for which records of that task may be held back.
    pub fn holder(&self, tid: u32) -> Option<u32> {
        self.executing(self.get(tid)?.tgid)
    }

    /// The thread whose execve ends that task.
    pub fn ended_by(&self, tid: u32) -> Option<u32> {
        self.holder(tid).filter(|by| *by != tid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_as_many_tasks_as_were_added_and_not_removed() {
        let mut tasks = Tasks::default();
        tasks.get_or_new(1, 1);
        tasks.get_or_new(2, 1);
        tasks.insert(Task::new(2, 1));
        tasks.insert(Task::new(3, 3));
        assert_eq!((tasks.of_process(1), tasks.of_process(3), tasks.of_process(2)), (2, 1, 0));
        tasks.insert(Task::new(2, 3));
        assert_eq!((tasks.of_process(1), tasks.of_process(3)), (1, 2));
        assert_eq!(tasks.remove(1).map(|task| task.tid), Some(1));
        assert!(tasks.remove(1).is_none());
        assert_eq!((tasks.of_process(1), tasks.len()), (0, 2));
    }
}
