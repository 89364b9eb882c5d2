//! Which calls are still running, and what is shown of them?
//!
//! Who looks at tasks that give no record tells which wait ([`crate::follower`]);
//! a call that told of its entry, or that ends another, may be shown before.

use std::mem::take;

use super::described;
use super::reuse;
use super::Tracer;
use crate::call::Outcome;
use crate::call::Phase;
use crate::event::Waiting;
use crate::line;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_header;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::tracer::task::Comm;
use crate::tracer::task::Unfinished;
use crate::wire;

impl<V: View> Tracer<V> {
    /// A task waits in that call. When it has its unfinished line, there is nothing more to say.
    pub(super) fn waits(&mut self, tid: u32, call: &Waiting, inputs: &[u8]) {
        if self.has_no_line(tid) {
            self.show_undelivered(tid, |signal| !signal.fatal);
            self.show_running(tid, call, Part::Beginning, inputs);
        }
    }

    /// A task waits in no call that shows.
    pub(super) fn idle(&mut self, tid: u32) {
        if self.has_no_line(tid) {
            self.show_undelivered(tid, |signal| !signal.fatal);
        }
    }

    /// A task is gone, and no record has told of it. Unless it is in a call that told of its entry: as a thread that
    /// becomes the leader by an execve.
    pub(super) fn gone(&mut self, tid: u32) {
        if !self.has_no_line(tid) {
            return;
        }
        if self.tasks.get(tid).is_some_and(|task| task.entry.is_some()) {
            return self.show_undelivered(tid, |signal| !signal.fatal);
        }
        self.show_held(tid);
        self.tasks.remove(tid);
    }

    fn has_no_line(&self, tid: u32) -> bool {
        self.tasks.get(tid).is_none_or(|task| task.unfinished.is_none())
    }

    /// Shows what is known of a call before it ends; `read`: chunks of its inputs, read just now.
    pub(super) fn show_running(&mut self, tid: u32, waiting: &Waiting, part: Part, read: &[u8]) {
        let Some(task) = self.tasks.get_mut(tid) else { return };
        let (abi, nr) = (waiting.abi, waiting.nr);
        if !self.settings.selection.shows(abi, nr) {
            return;
        }
        let row = syscalls::lookup(abi, nr);
        // What is kept of another call's entry: its return was lost.
        let entry = task.entry.filter(|entry| (Abi::of(entry.head.flags), entry.nr) == (abi, nr));
        if entry.is_none() {
            task.entry_chunks.clear();
        }
        let chunks = take(&mut task.entry_chunks);
        let (tgid, resumes) = (task.tgid, task.interrupted);
        // What was there at the entry is what the kernel got; for the rest it is not too late.
        let has = |chunks: &[u8], arg: u8| wire::chunks(chunks).any(|chunk| chunk.head.arg == arg);
        let lacks = |arg: u8| wire::chunks(chunks.bytes()).any(|chunk| chunk.head.arg == arg && !chunk.is_there());
        let keeps = |arg: u8| has(chunks.bytes(), arg) && !lacks(arg) || !has(read, arg);
        let before = wire::chunks(chunks.bytes()).filter(|chunk| keeps(chunk.head.arg));
        let now = wire::chunks(read).filter(|chunk| !keeps(chunk.head.arg));
        let mut list = reuse(take(&mut self.pool));
        list.extend(before.chain(now).map(|chunk| chunk.decoded(Phase::Enter)));
        let shown = described(abi, row, nr, waiting.args, Outcome::Running, resumes, &list);
        let head = bt_header { tid, tgid, time: entry.map_or(0, |entry| entry.head.time), ..bt_header::default() };
        self.show_mode(&head, abi);
        let mut comm = Comm::default();
        let line = self.line(&head, &mut comm);
        let shown = line::call(&mut self.view, &line, &shown, part);
        self.pool = reuse(list);
        if let Some(task) = self.tasks.get_mut(tid) {
            task.entry_chunks = chunks;
            task.unfinished = Some(Unfinished { abi, nr, shown });
        }
    }

    /// Tracing is over: shows what was held back.
    pub(super) fn over(&mut self) {
        let mut tids: Vec<u32> = self.tasks.ids().collect();
        tids.sort_unstable();
        for tid in tids {
            self.show_held(tid);
            self.end_waiting(tid);
        }
    }
}
