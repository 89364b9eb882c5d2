//! When does a signal show that the program never sees?
//!
//! strace sees each signal delivered. One that is ignored, or that kills the task
//! without being delivered, is told when it is sent, which may be in the middle of a
//! call: it shows after that call.

use std::mem::take;

use super::Tracer;
use crate::output::View;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::special;
use crate::tracer::lines::Whose;
use crate::tracer::what::Undelivered;
use crate::tracer::when::When;
use crate::wire;

/// So many signals can wait for the end of the call that a task is in.
const MOST: usize = 32;

/// Signals of a task that show later.
#[derive(Debug, Default)]
pub struct Signals {
    waiting: Vec<Undelivered>,
    /// A signal has stopped the task: it is in no call, and a signal that goes on with it shows at once.
    pub stopped: bool,
}

impl Signals {
    /// One waits for the end of a call. Those that have to show now: in a call that does not end they must not add up.
    fn wait(&mut self, signal: Undelivered) -> Vec<Undelivered> {
        self.waiting.push(signal);
        if self.waiting.len() <= MOST {
            return Vec::new();
        }
        let now = self.not_fatal();
        if now.is_empty() {
            return self.all();
        }
        now
    }

    /// Takes out those that do not kill.
    fn not_fatal(&mut self) -> Vec<Undelivered> {
        let (fatal, now) = take(&mut self.waiting).into_iter().partition(|signal| signal.fatal);
        self.waiting = fatal;
        now
    }

    /// Takes out all.
    fn all(&mut self) -> Vec<Undelivered> {
        take(&mut self.waiting)
    }

    /// Whether one that kills is among them.
    pub fn kill(&self) -> bool {
        self.waiting.iter().any(|signal| signal.fatal)
    }

    /// Nobody has the id of that child any more: what tells of its end shows without who that was, as in strace,
    /// which looks now.
    pub fn reaped(&mut self, child: u32) {
        let of_child = |signal: &Undelivered| signal.sender.is_some_and(|sender| sender.number == child);
        for signal in self.waiting.iter_mut().filter(|signal| signal.is_end() && of_child(signal)) {
            signal.sender = None;
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }
}

impl<V: View> Tracer<V> {
    pub(super) fn signaled(&mut self, signal: &bt_signal, chunks: &[u8]) {
        let head = &signal.head;
        let has = |flag: bt_record_flag| u32::from(head.flags) & flag.0 != 0;
        let (fatal, ignored) = (has(bt_record_flag::BT_FATAL), has(bt_record_flag::BT_IGNORED));
        let ip = wire::ip(chunks);
        let nr = i32::try_from(signal.nr).is_ok().then_some(signal.nr);
        let sender = wire::sender(chunks);
        // An ignored signal shows after the call in which it arrived; at once when that call is not shown.
        let task = self.tasks.get_or_new(head.tid, head.tgid);
        let stopped = take(&mut task.signals.stopped);
        let abi = if task.abi == Abi::I386 { Abi::I386 } else { Abi::of_number(signal.nr) };
        let in_shown_call = self.settings.selection.shows(abi, signal.nr);
        let mut sent = Undelivered { signo: signal.signo, fatal, time: head.time, info: signal.info, ip, nr, sender };
        // The call that waits for the child does not show, but it has come to its end by then.
        let reaps = || syscalls::lookup(abi, signal.nr).is_some_and(|row| row.special & special::REAPS != 0);
        if ignored && !in_shown_call && sent.is_end() && reaps() {
            sent.sender = None;
        }
        if fatal || ignored && in_shown_call && !stopped {
            let now = task.signals.wait(sent);
            return self.show_signals(head, now);
        }
        let stops = [libc::SIGSTOP, libc::SIGTSTP, libc::SIGTTIN, libc::SIGTTOU];
        let stops = !has(bt_record_flag::BT_HANDLED) && stops.contains(&(signal.signo as i32));
        task.signals.stopped = stops;
        let whose = self.tasks.whose(head);
        let whose = Whose { ip, nr: nr.or(whose.nr), ..whose };
        let last = self.tasks.get(head.tid).map(|task| &task.stack[..]);
        self.lines.signal(&whose, &sent, wire::frames(chunks).or(last).unwrap_or_default());
        if stops {
            self.lines.stopped(&whose, When::at(head.time), signal.signo);
        }
    }

    /// Shows what has waited, but what kills.
    pub(super) fn show_not_fatal(&mut self, tid: u32) {
        self.show_undelivered(tid, Signals::not_fatal);
    }

    /// Shows all that has waited.
    pub(super) fn show_signals_of(&mut self, tid: u32) {
        self.show_undelivered(tid, Signals::all);
    }

    fn show_undelivered(&mut self, tid: u32, which: fn(&mut Signals) -> Vec<Undelivered>) {
        let Some(task) = self.tasks.get_mut(tid).filter(|task| task.signals.len() > 0) else { return };
        let head = bt_header { tid, tgid: task.tgid, ..bt_header::default() };
        let now = which(&mut task.signals);
        self.show_signals(&head, now);
    }

    fn show_signals(&mut self, head: &bt_header, signals: Vec<Undelivered>) {
        for signal in signals {
            let whose = self.tasks.whose(head);
            let whose = Whose { ip: signal.ip, nr: signal.nr.or(whose.nr), ..whose };
            // It is delivered where the call ends.
            let last = self.tasks.get(head.tid).map(|task| &task.stack[..]);
            self.lines.signal(&whose, &signal, last.unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Identity;
    use crate::phase::Phase;

    fn sent(signo: u32, fatal: bool) -> Undelivered {
        Undelivered { signo, fatal, time: 0, info: [0; 48], ip: None, nr: None, sender: None }
    }

    fn numbers(signals: &[Undelivered]) -> Vec<u32> {
        signals.iter().map(|signal| signal.signo).collect()
    }

    #[test]
    fn what_kills_shows_last() {
        let mut signals = Signals::default();
        for (signo, fatal) in [(17, false), (9, true), (18, false)] {
            assert_eq!(numbers(&signals.wait(sent(signo, fatal))), [0; 0]);
        }
        assert!(signals.kill());
        assert_eq!(numbers(&signals.not_fatal()), [17, 18]);
        assert!(signals.kill());
        assert_eq!(numbers(&signals.all()), [9]);
        assert!(!signals.kill());
    }

    #[test]
    fn a_child_whose_end_was_taken_has_no_name() {
        let child = Identity { number: 7, phase: Phase::Exit, own: 7, comm: Default::default() };
        let told = |signo: u32, code: u8| {
            let mut signal = Undelivered { sender: Some(child), ..sent(signo, false) };
            signal.info[8] = code;
            signal
        };
        let mut signals = Signals::default();
        // It has exited, was stopped, has sent another signal.
        for signal in [told(17, 1), told(17, 5), told(10, 1)] {
            signals.wait(signal);
        }
        let named =
            |signals: &Signals| signals.waiting.iter().map(|signal| signal.sender.is_some()).collect::<Vec<_>>();
        signals.reaped(8);
        assert_eq!(named(&signals), [true, true, true]);
        signals.reaped(7);
        assert_eq!(named(&signals), [false, true, true]);
    }

    #[test]
    fn signals_in_a_call_without_an_end_do_not_add_up_and_none_is_lost() {
        for fatal in [false, true] {
            let mut signals = Signals::default();
            let mut shown = 0;
            for _ in 0..1000 {
                shown += signals.wait(sent(17, fatal)).len();
                assert!(signals.len() <= MOST);
            }
            assert_eq!(shown + signals.all().len(), 1000);
        }
    }
}
