//! Which calls are still running, and what is shown of them?
//!
//! The lookout is asked when the watch says so. Its answers are taken one turn
//! later: whatever the task had told before the answer was in the ring then, and
//! has been read since, so that an answer which no record has overtaken is true.

use std::mem::take;

use super::described;
use super::reuse;
use super::Tracer;
use crate::call::Outcome;
use crate::call::Phase;
use crate::event::Waiting;
use crate::follower::lookout::Answer;
use crate::follower::lookout::Found;
use crate::line;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_header;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::tracer::task::Comm;
use crate::tracer::task::Unfinished;
use crate::wire;
use crate::wire::AlignedBytes;

impl<V: View> Tracer<V> {
    /// The ring was empty a moment ago: shows the calls that tasks wait in. `now`: milliseconds since the beginning.
    pub(super) fn look_at(&mut self, now: u64) {
        self.schedule.set_now(now);
        for answer in take(&mut self.answers) {
            self.answered(&answer);
        }
        self.answers = self.lookout.answers();
        while let Some((tid, entry)) = self.schedule.pop() {
            self.ask_if_due(tid, entry);
        }
    }

    fn ask_if_due(&mut self, tid: u32, entry: u64) {
        let Some(task) = self.tasks.get_mut(tid) else { return };
        if self.schedule.is_due(tid, &mut task.watch, entry) && task.unfinished.is_none() {
            self.lookout.ask(task.question(task.watch.seen.is_some()));
        }
    }

    /// What was found out about a task. A call counts as one that it waits in when it was in the same one the last
    /// time, and no record has come from it in between.
    fn answered(&mut self, answer: &Answer) {
        let tid = answer.tid;
        let tasks = self.tasks.len();
        let Some(task) = self.tasks.get_mut(tid).filter(|task| task.watch.records == answer.ticket) else { return };
        match &answer.found {
            // Its last record is in the ring by now, or never will be. Unless it is a thread that becomes the leader
            // by an execve.
            Found::Gone if task.entry.is_none() => {
                self.show_held(tid);
                self.tasks.remove(tid);
            }
            Found::Gone | Found::Nothing => {
                self.schedule.in_vain(tid, &mut task.watch, tasks);
                self.show_undelivered(tid, |signal| !signal.fatal);
            }
            Found::Waits(call, inputs) if task.watch.seen == Some(*call) => {
                self.show_undelivered(tid, |signal| !signal.fatal);
                self.show_running(tid, call, Part::Beginning, inputs);
            }
            Found::Waits(call, _) => self.schedule.again(tid, &mut task.watch, *call),
        }
    }

    /// Shows what is known of a call before it ends; `read`: chunks of its inputs, read just now.
    pub(super) fn show_running(&mut self, tid: u32, waiting: &Waiting, part: Part, read: &AlignedBytes) {
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
        let has = |chunks: &AlignedBytes, arg: u8| wire::chunks(chunks.bytes()).any(|chunk| chunk.head.arg == arg);
        let lacks = |arg: u8| wire::chunks(chunks.bytes()).any(|chunk| chunk.head.arg == arg && !chunk.is_there());
        let keeps = |arg: u8| has(&chunks, arg) && !lacks(arg) || !has(read, arg);
        let before = wire::chunks(chunks.bytes()).filter(|chunk| keeps(chunk.head.arg));
        let now = wire::chunks(read.bytes()).filter(|chunk| !keeps(chunk.head.arg));
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

    /// Tracing ends: shows what is pending.
    pub fn finish(&mut self) {
        let mut tids: Vec<u32> = self.tasks.ids().collect();
        tids.sort_unstable();
        for &tid in &tids {
            self.show_held(tid);
            self.end_waiting(tid);
        }
        self.lookout.all_answers();
        for tid in tids {
            let Some(task) = self.tasks.get(tid).filter(|task| task.unfinished.is_none()) else { continue };
            self.lookout.ask(task.question(true));
        }
        for answer in self.lookout.all_answers() {
            self.show_undelivered(answer.tid, |signal| !signal.fatal);
            if let Found::Waits(call, inputs) = &answer.found {
                self.show_running(answer.tid, call, Part::Beginning, inputs);
            }
        }
    }
}
