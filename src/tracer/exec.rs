//! What does a thread's execve do to the other threads of its process?
//!
//! It ends them. The calls that it breaks off began before it and end while it
//! runs, so that the lines have to be taken apart. strace's order: the calls that
//! are in flight, the execve, the ends of those calls, the ends of the threads,
//! and, under the leader's id, the rest of the execve. All the records of it are
//! held back until the execve succeeds (or does not).

use std::mem::take;

use super::Tracer;
use crate::event::Waiting;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::special;
use crate::tracer::calls::row;
use crate::tracer::task::Held;
use crate::tracer::task::Task;
use crate::tracer::when::When;

impl<V: View> Tracer<V> {
    /// A call has begun; if it is an execve, it may end others.
    pub(super) fn begins_exec(&mut self, call: &bt_call) {
        if row(call).is_some_and(|row| row.special & special::EXECS != 0) {
            self.tasks.executes(call.head.tid, Abi::of(call.head.flags), call.nr);
        }
    }

    /// Keeps a record until it is known what comes of the execve of that thread.
    pub(super) fn hold(&mut self, by: u32, record: Held) {
        if let Some(task) = self.tasks.get_mut(record.tid()) {
            task.held_back = true;
        }
        let Some(task) = self.tasks.get_mut(by) else { return };
        task.held_memory += record.memory();
        task.held.push(record);
        let (held, tgid) = (task.held.len(), task.tgid);
        self.tasks.weigh(by);
        // Each thread has one call and one end: there are not more.
        if held > 2 * self.tasks.of_process(tgid) {
            self.show_held(by);
        }
    }

    /// Whether records are held back until it is known what comes of an execve.
    #[cfg(test)]
    pub(crate) fn holds_back(&self) -> bool {
        self.tasks.ids().any(|tid| self.tasks.get(tid).is_some_and(|task| !task.held.is_empty()))
    }

    /// Shows what was held back for the execve of that thread.
    pub(super) fn show_held(&mut self, by: u32) {
        let Some(task) = self.tasks.get_mut(by).filter(|task| !task.held.is_empty()) else { return };
        let held = take(&mut task.held);
        task.held_memory = 0;
        // From here on nothing is held for it.
        let (tgid, entry) = (task.tgid, task.call.entry.filter(|_| task.call.unfinished.is_none()));
        let execve = entry.filter(|_| self.tasks.executing(tgid) == Some(by));
        self.tasks.weigh(by);
        let mut speaks = false;
        for record in &held {
            if let Some(task) = self.tasks.get_mut(record.tid()) {
                task.held_back = false;
            }
            match record {
                Held::Call(call, chunks) => {
                    self.show_begun(call, chunks);
                    speaks = true;
                }
                Held::Exit(exit) => speaks |= exit.head.tid != exit.head.tgid && self.lines.shows_exits(),
            }
        }
        if let Some(execve) = execve.filter(|_| speaks) {
            self.show_running(by, &Waiting::of(&execve), Part::Beginning, &[]);
        }
        for record in held {
            match record {
                Held::Call(call, chunks) => self.show_returned(&call, chunks.bytes()),
                Held::Exit(exit) => self.ended(&exit),
            }
        }
    }

    /// Shows what was held back of that task, and for it: it is not the same one from here on.
    pub(super) fn show_held_of(&mut self, tid: u32) {
        if let Some(by) = self.tasks.holder(tid) {
            self.show_held(by);
        }
        self.show_held(tid);
    }

    /// A thread that is not the leader has run a new program: it goes on under the leader's id.
    pub(super) fn superseded(&mut self, exec: &bt_exec) {
        let (old, new) = (exec.old_tid, exec.head.tid);
        self.show_held_of(old);
        self.show_held_of(new);
        let begun = self.tasks.get(old).filter(|thread| thread.call.unfinished.is_none());
        if let Some(execve) = begun.and_then(|thread| thread.call.entry) {
            // The thread is gone, with its memory.
            self.show_running(old, &Waiting::of(&execve), Part::Moved(new), &[]);
        }
        let thread = self.tasks.remove(old).unwrap_or_else(|| Task::new(old, exec.head.tgid));
        self.tasks.remove(new);
        let whose = self.tasks.whose(&exec.head);
        self.lines.superseded(&whose, When::at(exec.head.time), old);
        // Who executes has not ended, whatever was told.
        self.tasks.insert(Task { tid: new, tgid: exec.head.tgid, ended: None, ..thread });
    }
}
