//! Which signals wait for the end of the call that a task is in?

use std::mem::take;

use crate::tracer::what::Undelivered;

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
    pub fn wait(&mut self, signal: Undelivered) -> Vec<Undelivered> {
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
    pub fn not_fatal(&mut self) -> Vec<Undelivered> {
        let (fatal, now) = take(&mut self.waiting).into_iter().partition(|signal| signal.fatal);
        self.waiting = fatal;
        now
    }

    /// Takes out all.
    pub fn all(&mut self) -> Vec<Undelivered> {
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
