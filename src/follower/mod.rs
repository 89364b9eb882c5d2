//! Which tasks live, and which of them wait in a call?
//!
//! Reads of each record only whom it is about, and tells what no record tells: a
//! task that has given none for a while is looked at. The lookout is asked when
//! the watch says so. Its answers are taken one turn later: whatever the task had
//! told before the answer was in the ring then, and has been read since, so that
//! an answer which no record has overtaken is true.

pub mod lookout;
mod names;
pub mod peek;
mod sockets;
mod watch;

use std::mem::take;
use std::time::Instant;

use rustc_hash::FxHashMap;

use crate::event::Event;
use crate::follower::lookout::Answer;
use crate::follower::lookout::Found;
use crate::follower::lookout::Lookout;
use crate::follower::lookout::Proc;
use crate::follower::lookout::Question;
use crate::follower::watch::Schedule;
use crate::follower::watch::Watch;
use crate::options::config::Config;
use crate::skeleton::types::bt_record_flag;
use crate::syscalls::abi::Abi;
use crate::wire;
use crate::wire::Record;

/// Follows the traced tasks.
pub struct Follower {
    tasks: FxHashMap<u32, Followed>,
    /// Who is to be looked at,
    schedule: Schedule,
    /// who does that,
    lookout: Box<dyn Lookout>,
    /// what was found,
    answers: Vec<Answer>,
    /// and the beginning of the times that are told to the schedule.
    began: Instant,
    /// The first task,
    command: u32,
    /// which goes on although it is traced no longer.
    is_command_detached: bool,
}

/// A task that lives.
#[derive(Debug)]
struct Followed {
    watch: Watch,
    /// The ABI of its last call.
    abi: Abi,
    /// A signal has come since its last call.
    signaled: bool,
    /// It was said that it waits, and no record has come since.
    waits: bool,
}

impl Follower {
    /// Follows one task, and what comes of it; none so far if it is number 0.
    pub fn new(config: &Config, pid: u32) -> Follower {
        let lookout = Proc::new(config.captured(), config.extent.clone(), config.names());
        Follower::with_lookout(pid, Box::new(lookout))
    }

    /// Asks that one about tasks.
    pub(crate) fn with_lookout(pid: u32, lookout: Box<dyn Lookout>) -> Follower {
        let mut follower = Follower {
            tasks: FxHashMap::default(),
            schedule: Schedule::default(),
            lookout,
            answers: Vec::new(),
            began: Instant::now(),
            command: pid,
            is_command_detached: false,
        };
        if pid != 0 {
            follower.begin(pid, Abi::default());
        }
        follower
    }

    /// Ids of the tasks that live, as far as was told.
    pub fn tasks(&self) -> impl Iterator<Item = u32> + '_ {
        self.tasks.keys().copied()
    }

    /// Whether the command goes on although it is traced no longer.
    pub fn is_command_detached(&self) -> bool {
        self.is_command_detached
    }

    /// Whether one of them is there, whatever was told.
    pub fn any_alive(&self) -> bool {
        self.tasks().any(|tid| self.lookout.exists(tid))
    }

    /// A record has come.
    pub fn record(&mut self, bytes: &[u8]) {
        let Ok(record) = wire::parse(bytes) else { return };
        let tid = record.head().tid;
        match record {
            Record::Enter(call, _) | Record::Call(call, _) => {
                let task = self.heard_of(tid);
                task.abi = Abi::of(call.head.flags);
                task.signaled = false;
            }
            Record::Signal(..) => self.heard_of(tid).signaled = true,
            Record::Fork(fork) => {
                let abi = self.heard_of(tid).abi;
                self.begin(fork.child_tid, abi);
            }
            Record::Exec(exec) => {
                if exec.old_tid != tid {
                    let abi = self.tasks.remove(&exec.old_tid).map_or(Abi::default(), |thread| thread.abi);
                    self.begin(tid, abi);
                }
                self.heard_of(tid);
                if u32::from(exec.head.flags) & bt_record_flag::BT_DETACHED.0 != 0 {
                    self.ended(tid);
                    self.is_command_detached |= tid == self.command;
                }
            }
            Record::Exit(_) => self.ended(tid),
            Record::Spaces(_) | Record::Name(..) => {}
        }
    }

    /// That task was there before. It may be in a call, and nobody saw how that began: it is looked at at once.
    pub fn there(&mut self, tid: u32) {
        self.begin(tid, Abi::default());
        if let Some(task) = self.tasks.get_mut(&tid) {
            self.schedule.at_once(tid, &mut task.watch);
        }
    }

    /// A task has ended.
    pub fn ended(&mut self, tid: u32) {
        self.tasks.remove(&tid);
    }

    /// Another task has that id from now on.
    fn begin(&mut self, tid: u32, abi: Abi) {
        self.tasks.remove(&tid);
        self.heard_of(tid).abi = abi;
    }

    /// A record is about that task.
    fn heard_of(&mut self, tid: u32) -> &mut Followed {
        let new = || Followed { watch: Watch::new(), abi: Abi::default(), signaled: false, waits: false };
        let task = self.tasks.entry(tid).or_insert_with(new);
        self.schedule.record(tid, &mut task.watch);
        task.waits = false;
        task
    }

    /// Says what tasks wait in. To be called again and again, each time when the ring has been read to its end since
    /// the last time.
    pub fn look(&mut self, tell: impl FnMut(Event<'_>)) {
        self.look_at(self.began.elapsed().as_millis() as u64, tell);
    }

    /// As [`Follower::look`], so many milliseconds after the beginning.
    pub(crate) fn look_at(&mut self, now: u64, mut tell: impl FnMut(Event<'_>)) {
        self.schedule.set_now(now);
        for answer in take(&mut self.answers) {
            self.answered(&answer, &mut tell);
        }
        self.answers = self.lookout.answers();
        while let Some((tid, entry)) = self.schedule.pop() {
            let Some(task) = self.tasks.get_mut(&tid) else { continue };
            if self.schedule.is_due(tid, &mut task.watch, entry) {
                self.lookout.ask(task.question(tid, task.watch.seen.is_some()));
            }
        }
    }

    /// What was found out about a task. A call counts as one that it waits in when it was in the same one the last
    /// time, and no record has come from it in between.
    fn answered(&mut self, answer: &Answer, tell: &mut impl FnMut(Event<'_>)) {
        let (tid, tasks) = (answer.tid, self.tasks.len());
        let Some(task) = self.tasks.get_mut(&tid).filter(|task| task.watch.last == answer.ticket) else { return };
        match &answer.found {
            // Its last record is in the ring by now, or never will be.
            Found::Gone => {
                self.ended(tid);
                tell(Event::Gone(tid));
            }
            Found::Nothing => {
                self.schedule.in_vain(tid, &mut task.watch, tasks);
                task.is_idle(tid, tell);
            }
            Found::Waits(call, inputs) if task.watch.seen == Some(*call) => {
                task.waits = true;
                tell(Event::Waits { tid, call: *call, inputs: inputs.bytes() });
            }
            Found::Waits(call, _) => self.schedule.again(tid, &mut task.watch, *call),
        }
    }

    /// Tracing is over: says so, and what each task waits in.
    pub fn finish(&mut self, mut tell: impl FnMut(Event<'_>)) {
        tell(Event::End);
        self.lookout.all_answers();
        let mut tids: Vec<u32> = self.tasks().collect();
        tids.sort_unstable();
        for tid in tids {
            let Some(task) = self.tasks.get(&tid).filter(|task| !task.waits) else { continue };
            self.lookout.ask(task.question(tid, true));
        }
        for answer in self.lookout.all_answers() {
            match (&answer.found, self.tasks.get_mut(&answer.tid)) {
                (Found::Waits(call, inputs), _) => {
                    tell(Event::Waits { tid: answer.tid, call: *call, inputs: inputs.bytes() });
                }
                (_, Some(task)) => task.is_idle(answer.tid, &mut tell),
                (_, None) => {}
            }
        }
    }
}

impl Followed {
    /// What the lookout is asked about it.
    fn question(&self, tid: u32, inputs: bool) -> Question {
        Question { tid, ticket: self.watch.last, abi: self.abi, seen: self.watch.seen, inputs }
    }

    /// It waits in no call that shows: says so, where that is of any interest.
    fn is_idle(&mut self, tid: u32, tell: &mut impl FnMut(Event<'_>)) {
        if take(&mut self.signaled) {
            tell(Event::Idle(tid));
        }
    }
}

#[cfg(test)]
mod tests;
