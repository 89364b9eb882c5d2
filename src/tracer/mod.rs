//! Which line follows from which record?
//!
//! Keeps the state of every traced task and turns the events into calls and
//! other lines for the view: entry and return are put together (calls.rs, what is
//! known of one in pairing.rs), tasks come and go (lifecycle.rs), signals that the
//! program never sees come after the call in which they arrived (signals.rs), and
//! calls that another thread's execve breaks off are shown beside it (exec.rs).
//! All that is in here follows from the events: the same ones make the same lines.

mod calls;
mod exec;
pub mod exec_args;
mod lifecycle;
mod lines;
mod names;
mod narrow;
mod pairing;
mod pending;
mod settings;
mod signals;
mod task;
mod tasks;
mod what;
mod when;

use std::mem::replace;

use crate::counts::Counts;
use crate::event::Event;
use crate::output::View;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_task;
use crate::syscalls;
use crate::tracer::lines::Lines;
pub use crate::tracer::settings::Settings;
use crate::tracer::task::Task;
use crate::tracer::tasks::Tasks;
use crate::tracer::when::When;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Record;

/// Turns events into lines.
pub struct Tracer<V: View> {
    lines: Lines<V>,
    settings: Settings,
    tasks: Tasks,
    /// Memory of chunks whose pieces were put together.
    joined: AlignedBytes,
    /// Records that made no sense.
    unreadable: u64,
    /// It was said that tracing is over.
    is_over: bool,
}

impl<V: View> Tracer<V> {
    /// A tracer of one task, or of none so far if that is number 0.
    pub fn new(view: V, settings: Settings, pid: u32) -> Tracer<V> {
        let mut tasks = Tasks::default();
        if pid != 0 {
            tasks.insert(Task::new(pid, pid));
        }
        let lines = Lines::new(view, &settings);
        Tracer { lines, settings, tasks, joined: AlignedBytes::default(), unreadable: 0, is_over: false }
    }

    /// The finished lines that nobody has taken yet.
    pub fn lines(&self) -> &[u8] {
        self.lines.finished()
    }

    /// They, with the task whose they are, if each has a file of its own.
    pub fn lines_of_tasks(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.lines.of_tasks()
    }

    /// Forgets the lines, which are written.
    pub fn clear_lines(&mut self) {
        self.lines.clear();
    }

    /// Records that made no sense, or told of more tasks than there can be.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// Whether as many calls have been shown as are to be. What happens then is nothing to it: the tasks are those
    /// that were there.
    pub fn is_full(&self) -> bool {
        self.lines.is_full()
    }

    /// The tasks that have not ended, sorted.
    pub fn living(&self) -> Vec<u32> {
        let lives = |tid: &u32| self.tasks.get(*tid).is_some_and(|task| !task.has_ended());
        let mut tids: Vec<u32> = self.tasks.ids().filter(lives).collect();
        tids.sort_unstable();
        tids
    }

    /// Makes the lines that follow from what has happened next.
    pub fn event(&mut self, event: Event<'_>) {
        if self.is_full() {
            return;
        }
        match event {
            Event::Record(bytes) => self.record(bytes),
            Event::Waits { tid, call, inputs } => self.waits(tid, &call, inputs),
            Event::Idle(tid) => self.idle(tid),
            Event::Gone(tid) => self.gone(tid),
            Event::There { tid, tgid, time, abi, comm, interrupted, nr, stopped, signo } => {
                let mut task = Task { abi, comm, nr, ..Task::new(tid, tgid) };
                task.signals.stopped = stopped;
                task.call.interrupted = interrupted.and_then(|nr| syscalls::lookup(abi, nr));
                self.there(task, time, signo);
            }
            Event::DiedUnseen(task) => self.died_unseen(task),
            Event::LostUntold(task) => self.lost_untold(task),
            // A look at all tasks: once is enough.
            Event::End if replace(&mut self.is_over, true) => {}
            Event::End => self.over(),
        }
    }

    /// Whether calls are to be shown added up.
    pub fn has_summary(&self) -> bool {
        self.settings.summary.is_some()
    }

    /// Shows these calls, added up, if that is wanted; `None`: those that were shown.
    pub fn summary(&mut self, counts: Option<&Counts>) {
        if let Some(how) = &self.settings.summary {
            self.lines.summary(counts, how);
        }
    }

    /// All has been told.
    pub fn finish(&mut self) {
        self.lines.finish();
    }

    fn record(&mut self, bytes: &[u8]) {
        let Some(record) = wire::parse(bytes).ok().filter(|record| self.can_be(record)) else {
            self.unreadable += 1;
            return;
        };
        self.lost(record.head());
        match record {
            Record::Enter(call, chunks) => self.entered(call, chunks),
            Record::Call(call, chunks) => self.returned(call, chunks),
            Record::Fork(fork) => self.forked(fork),
            Record::Exec(exec) => self.execed(exec),
            Record::Exit(exit) => self.exited(exit),
            Record::Signal(signal, chunks) => self.signaled(signal, chunks),
            Record::Spaces(spaces) => {
                self.tasks.get_or_new(spaces.head.tid, spaces.head.tgid).spaces = Some(spaces.ids)
            }
            Record::Name(name, bytes) => self.lines.named(name, bytes),
        }
    }

    /// Whether there is room for the tasks that the record is about: of the kernel there always is.
    fn can_be(&self, record: &Record<'_>) -> bool {
        let child = match record {
            Record::Fork(fork) => fork.child_tid,
            // Of no task.
            Record::Name(..) => return true,
            Record::Enter(..)
            | Record::Call(..)
            | Record::Exec(_)
            | Record::Exit(_)
            | Record::Signal(..)
            | Record::Spaces(_) => record.head().tid,
        };
        self.tasks.have_room_for(child)
    }

    /// Says how many calls are missing before this record.
    fn lost(&mut self, head: &bt_header) {
        if head.lost > 0 {
            let whose = self.tasks.whose(head);
            self.lines.lost(&whose, When::at(head.time), head.lost);
        }
    }

    /// What a task has lost since its last record. No other record will tell.
    fn lost_untold(&mut self, task: &bt_task) {
        self.lost(&bt_header { tid: task.tid, tgid: task.tgid, lost: task.lost, ..bt_header::default() });
    }
}

#[cfg(test)]
mod allocations;
#[cfg(test)]
pub(crate) mod tests;
