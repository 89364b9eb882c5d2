//! When is a task looked at, to see what it waits in?
//!
//! A call that does not return has no record, so who gives none is looked at: soon
//! after the last record, once more to be sure, and then less and less often.
//! A task that was there before is looked at at once. A task that has its unfinished line is not looked at until it gives a record.
//! Times are milliseconds since the beginning.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::event::Waiting;

/// How long after its last record a task is looked at, and how long after that for the second time.
pub const QUIET: u64 = 100;
/// Of a task that was there before tracing began, the second look comes so long after the first.
const SOON: u64 = 10;
/// Pauses between looks in vain grow up to this many times the first one.
const LONGEST: u64 = 10;
/// The first such pause has a part for each task, so that many that sleep cost no more than some.
const PART: u64 = 1;

/// What is known of a task for that question.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    /// Not to be looked at before that, unless it was before.
    quiet_at: u64,
    /// It was there before, and has given no record.
    is_old: bool,
    /// When it is to be looked at: the schedule has an entry for that time. `None` until it gives a record.
    due: Option<u64>,
    /// Looks in vain since its last record.
    in_vain: u32,
    /// The call that it was seen in. No record has come from it since.
    pub seen: Option<Waiting>,
    /// Which of all records was its last: what an answer says is of worth if none has come since the question.
    pub last: u64,
}

impl Watch {
    /// Of a task that has just appeared. [`Schedule::record`] makes it known to the schedule.
    pub fn new() -> Watch {
        Watch { quiet_at: 0, is_old: false, due: None, in_vain: 0, seen: None, last: 0 }
    }
}

/// Who is to be looked at next.
#[derive(Debug, Default)]
pub struct Schedule {
    now: u64,
    /// Counts records.
    records: u64,
    /// Times and tasks. An entry is of worth if it is the one that the task's [`Watch`] names.
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Schedule {
    /// It is that late.
    pub fn set_now(&mut self, now: u64) {
        self.now = self.now.max(now);
    }

    /// A record has come from the task.
    pub fn record(&mut self, tid: u32, watch: &mut Watch) {
        watch.quiet_at = self.now + QUIET;
        watch.is_old = false;
        watch.in_vain = 0;
        watch.seen = None;
        self.records += 1;
        watch.last = self.records;
        if watch.due.is_none_or(|due| due > watch.quiet_at) {
            self.put(tid, watch, watch.quiet_at);
        }
    }

    /// The task was there before: it is looked at at once.
    pub fn at_once(&mut self, tid: u32, watch: &mut Watch) {
        watch.quiet_at = self.now;
        watch.is_old = true;
        self.put(tid, watch, self.now);
    }

    fn put(&mut self, tid: u32, watch: &mut Watch, due: u64) {
        watch.due = Some(due);
        self.queue.push(Reverse((due, tid)));
    }

    /// An entry whose time has come: the task, and which time it was.
    pub fn pop(&mut self) -> Option<(u32, u64)> {
        let &Reverse((due, tid)) = self.queue.peek()?;
        if due > self.now {
            return None;
        }
        self.queue.pop();
        Some((tid, due))
    }

    /// Whether the task is to be looked at, now that an entry for it was taken out. If so, there is no new entry
    /// before the answer, or a record, comes.
    pub fn is_due(&mut self, tid: u32, watch: &mut Watch, entry: u64) -> bool {
        if watch.due != Some(entry) {
            return false;
        }
        watch.due = None;
        if watch.in_vain == 0 && watch.seen.is_none() && watch.quiet_at > self.now {
            self.put(tid, watch, watch.quiet_at);
            return false;
        }
        true
    }

    /// It was seen in a call that is shown: looks again soon.
    pub fn again(&mut self, tid: u32, watch: &mut Watch, seen: Waiting) {
        watch.seen = Some(seen);
        self.put(tid, watch, self.now + if watch.is_old { SOON } else { QUIET });
    }

    /// There was nothing to be shown of one of so many tasks.
    pub fn in_vain(&mut self, tid: u32, watch: &mut Watch, tasks: usize) {
        let first = QUIET.max(tasks as u64 * PART);
        let pause = first * LONGEST.min(1 << watch.in_vain.min(16));
        watch.seen = None;
        watch.in_vain = watch.in_vain.saturating_add(1);
        watch.is_old = false;
        self.put(tid, watch, self.now + pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syscalls::abi::Abi;

    /// The times up to `end` at which a task is due, which `after` then says what follows.
    fn looks(schedule: &mut Schedule, watch: &mut Watch, end: u64, after: fn(&mut Schedule, &mut Watch)) -> Vec<u64> {
        let mut times = Vec::new();
        for now in schedule.now..=end {
            schedule.set_now(now);
            while let Some((tid, entry)) = schedule.pop() {
                assert_eq!(tid, 7);
                if schedule.is_due(7, watch, entry) {
                    times.push(now);
                    after(schedule, watch);
                }
            }
        }
        times
    }

    #[test]
    fn who_waits_in_no_call_of_interest_is_looked_at_less_and_less_often() {
        let (mut schedule, mut watch) = (Schedule::default(), Watch::new());
        schedule.record(7, &mut watch);
        let times = looks(&mut schedule, &mut watch, 4000, |schedule, watch| schedule.in_vain(7, watch, 1));
        assert_eq!(times, [100, 200, 400, 800, 1600, 2600, 3600]);
        // One of many: 2,000 tasks cost 100 looks a second when they have slept for a while.
        schedule.record(7, &mut watch);
        let times = looks(&mut schedule, &mut watch, 60_000, |schedule, watch| schedule.in_vain(7, watch, 2000));
        assert_eq!(times, [4100, 6100, 10_100, 18_100, 34_100, 54_100]);
    }

    #[test]
    fn who_was_there_before_is_looked_at_at_once_and_again_soon() {
        let (mut schedule, mut watch) = (Schedule::default(), Watch::new());
        schedule.record(7, &mut watch);
        schedule.at_once(7, &mut watch);
        let waiting = Waiting { abi: Abi::X86_64, nr: 0, args: [0; 6], ip: 0 };
        assert_eq!(looks(&mut schedule, &mut watch, 5, |_, _| ()), [0]);
        schedule.again(7, &mut watch, waiting);
        assert_eq!(looks(&mut schedule, &mut watch, 50, |_, _| ()), [5 + SOON]);
        // From its first record on it is one like the others.
        schedule.record(7, &mut watch);
        assert_eq!(looks(&mut schedule, &mut watch, 200, |_, _| ()), [150]);
    }

    #[test]
    fn a_record_makes_the_next_look_a_soon_one_and_busy_tasks_are_not_looked_at() {
        let (mut schedule, mut watch) = (Schedule::default(), Watch::new());
        schedule.record(7, &mut watch);
        let slow = |schedule: &mut Schedule, watch: &mut Watch| schedule.in_vain(7, watch, 16_000);
        assert_eq!(looks(&mut schedule, &mut watch, 1000, slow), [100]);
        schedule.record(7, &mut watch);
        assert_eq!(looks(&mut schedule, &mut watch, 1050, slow), [0; 0]);
        schedule.record(7, &mut watch);
        assert_eq!(looks(&mut schedule, &mut watch, 1200, slow), [1150]);
        for now in 1201..3000 {
            schedule.set_now(now);
            schedule.record(7, &mut watch);
            assert_eq!(looks(&mut schedule, &mut watch, now, slow), [0; 0]);
        }
        assert!(schedule.queue.len() < 4, "entries pile up: {}", schedule.queue.len());
    }

    #[test]
    fn who_is_asked_about_is_not_asked_about_again_before_the_answer() {
        let (mut schedule, mut watch) = (Schedule::default(), Watch::new());
        schedule.record(7, &mut watch);
        assert_eq!(looks(&mut schedule, &mut watch, 9000, |_, _| ()), [100]);
        schedule.again(7, &mut watch, Waiting { abi: Abi::X86_64, nr: 0, args: [0; 6], ip: 0 });
        assert_eq!(looks(&mut schedule, &mut watch, 9200, |_, _| ()), [9100]);
    }
}
