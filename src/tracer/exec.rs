//! What does a thread's execve do to the other threads of its process?
//!
//! It ends them. The calls that it breaks off began before it and end while it
//! runs, so that the lines have to be taken apart. strace's order: the calls that
//! are in flight, the execve, the ends of those calls, the ends of the threads,
//! and, under the leader's id, the rest of the execve. All the records of it are
//! held back until the execve succeeds (or does not).

use std::mem::take;

use super::described;
use super::reuse;
use super::row;
use super::Tracer;
use crate::call::Outcome;
use crate::call::Phase;
use crate::event::Waiting;
use crate::line;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::special;
use crate::tracer::task::Comm;
use crate::tracer::task::Held;
use crate::tracer::task::Task;
use crate::tracer::task::Unfinished;
use crate::wire;
use crate::wire::AlignedBytes;

impl<V: View> Tracer<V> {
    /// A call has begun; if it is an execve, it may end others.
    pub(super) fn begins_exec(&mut self, call: &bt_call) {
        if row(call).is_some_and(|row| row.special & special::EXECS != 0) {
            self.tasks.executes(call.head.tid, call.nr);
        }
    }

    /// The thread whose execve ends that task.
    pub(super) fn ended_by(&self, tid: u32) -> Option<u32> {
        let tgid = self.tasks.get(tid)?.tgid;
        self.tasks.executing(tgid).filter(|by| *by != tid)
    }

    /// Keeps a record until it is known what comes of the execve of that thread.
    pub(super) fn hold(&mut self, by: u32, record: Held) {
        let Some(task) = self.tasks.get_mut(by) else { return };
        task.held.push(record);
        let (held, tgid) = (task.held.len(), task.tgid);
        // Each thread has one call and one end: there are not more.
        if held > 2 * self.tasks.of_process(tgid) {
            self.show_held(by);
        }
    }

    /// Shows what was held back for the execve of that thread.
    pub(super) fn show_held(&mut self, by: u32) {
        let Some(task) = self.tasks.get_mut(by) else { return };
        let held = take(&mut task.held);
        if held.is_empty() {
            return;
        }
        // From here on nothing is held for it.
        let execve = task.entry.filter(|_| task.unfinished.is_none());
        let mut speaks = false;
        for record in &held {
            match record {
                Held::Call(call, chunks) => {
                    self.show_begun(call, chunks);
                    speaks = true;
                }
                Held::Exit(exit) => speaks |= exit.head.tid != exit.head.tgid && !self.settings.hide_exit,
            }
        }
        if let Some(execve) = execve.filter(|_| speaks) {
            let call = Waiting { abi: Abi::of(execve.head.flags), nr: execve.nr, args: execve.args };
            self.show_running(by, &call, Part::Beginning, &[]);
        }
        for record in held {
            match record {
                Held::Call(call, chunks) => self.show_returned(&call, chunks.bytes()),
                Held::Exit(exit) => self.ended(&exit),
            }
        }
    }

    /// Shows the beginning of a call of which all is known, unless it has been shown.
    fn show_begun(&mut self, call: &bt_call, chunks: &AlignedBytes) {
        let abi = Abi::of(call.head.flags);
        self.show_mode(&call.head, abi);
        let Some(task) = self.tasks.get(call.head.tid).filter(|task| task.unfinished.is_none()) else { return };
        let resumes = task.interrupted;
        let args = task.entry.map_or(call.args, |entry| entry.args);
        let mut list = reuse(take(&mut self.pool));
        let all = wire::chunks(task.entry_chunks.bytes()).chain(wire::chunks(chunks.bytes()));
        list.extend(all.map(|chunk| chunk.decoded(Phase::Enter)));
        let described = described(abi, row(call), call.nr, args, Outcome::Running, resumes, &list);
        let mut comm = Comm::default();
        let mut line = self.line(&call.head, &mut comm);
        if call.start != 0 {
            line.time = Some(self.settings.epoch.wrapping_add(call.start));
        }
        let shown = line::call(&mut self.view, &line, &described, Part::Beginning);
        self.pool = reuse(list);
        if let Some(task) = self.tasks.get_mut(call.head.tid) {
            task.unfinished = Some(Unfinished { abi, nr: call.nr, shown });
        }
    }

    /// A thread that is not the leader has run a new program: it goes on under the leader's id.
    pub(super) fn superseded(&mut self, exec: &bt_exec) {
        self.show_held(exec.old_tid);
        let (old, new) = (exec.old_tid, exec.head.tid);
        let begun = self.tasks.get(old).filter(|thread| thread.unfinished.is_none()).and_then(|thread| thread.entry);
        if let Some(entry) = begun {
            let call = Waiting { abi: Abi::of(entry.head.flags), nr: entry.nr, args: entry.args };
            // The thread is gone, with its memory.
            self.show_running(old, &call, Part::Moved(new), &[]);
        }
        let thread = self.tasks.remove(old).unwrap_or_else(|| Task::new(old, exec.head.tgid));
        self.tasks.remove(new);
        if !self.settings.hide_exit {
            let mut comm = Comm::default();
            let line = self.line(&exec.head, &mut comm);
            self.view.superseded(&line, old);
        }
        self.tasks.insert(Task { tid: new, ..thread });
    }

    /// A task has ended: at once, or when the execve that has ended it shows.
    pub(super) fn exited(&mut self, exit: &bt_exit) {
        match self.ended_by(exit.head.tid) {
            Some(by) => self.hold(by, Held::Exit(*exit)),
            None => self.ended(exit),
        }
    }
}
