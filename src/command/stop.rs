//! A signal came by which users end things: what comes of it?
//!
//! It is meant for the command. That gets it, once: if the sender has told only
//! beetrace, beetrace passes it on; if the terminal or somebody has told the
//! whole process group, the command has it already. Tracing goes on, so that the
//! command's last calls are shown. The second one ends tracing.
//!
//! A group is not told at one moment, timeout(1) tells its child first and the
//! group then, and when a terminal is closed both the kernel and the shell tell
//! it; so what comes within a moment counts as one. `-I` chooses strace's
//! ways instead.

use std::time::Duration;
use std::time::Instant;

use nix::sys::signal::SigSet;
use nix::sys::signal::Signal;

use crate::command::inherited::is_ignored;
use crate::options::cli::Interruptible;
use crate::skeleton::types::bt_told;

/// How long a sender may take to tell all that it tells.
const MOMENT: Duration = Duration::from_millis(100);
/// How much later than the command beetrace may notice at the most what both were sent: it may have been writing.
const LATE: Duration = Duration::from_secs(1);

/// The signals that this is about. What was ignored when beetrace was started stays ignored.
pub fn signals(how: Interruptible) -> SigSet {
    let mut signals = vec![Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM];
    if how == Interruptible::NeverTstp {
        signals.push(Signal::SIGTSTP);
    }
    signals.into_iter().filter(|signal| !is_ignored(*signal)).collect()
}

/// What beetrace has been told to do, and by whom.
#[derive(Debug)]
pub struct Stops {
    how: Interruptible,
    /// When the first signal came.
    first: Option<Instant>,
    /// What came in that moment.
    told: Vec<Told>,
    /// The moment is over.
    settled: bool,
}

/// A signal that came once or more.
#[derive(Debug)]
struct Told {
    signal: Signal,
    /// Process ids; 0 is the kernel.
    senders: Vec<u32>,
}

/// What comes of the first signals.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Only beetrace knows of these: they are for the command.
    pub pass_on: Vec<Signal>,
    /// There was a second one already.
    pub second: Option<Signal>,
}

impl Stops {
    /// Nobody has said anything yet.
    pub fn new(how: Interruptible) -> Stops {
        Stops { how, first: None, told: Vec::new(), settled: false }
    }

    /// A signal has come. Whether tracing ends by it, at once.
    pub fn note(&mut self, signal: Signal, sender: u32) -> bool {
        match self.how {
            Interruptible::Never | Interruptible::NeverTstp => return false,
            Interruptible::Second if self.settled => return true,
            Interruptible::Second | Interruptible::Anywhere | Interruptible::Waiting => {}
        }
        self.first.get_or_insert_with(Instant::now);
        match self.told.iter_mut().find(|told| told.signal == signal) {
            Some(told) => told.senders.push(sender),
            None => self.told.push(Told { signal, senders: vec![sender] }),
        }
        self.how != Interruptible::Second
    }

    /// How long it takes until [`Stops::settle`] is to be called, if it is.
    pub fn due(&self) -> Option<Duration> {
        let first = self.first.filter(|_| !self.settled)?;
        Some(MOMENT.saturating_sub(first.elapsed()))
    }

    /// The moment is over, or tracing ends. `heard` says who told the command last, as far as the kernel programs saw
    /// it, which they do while they are `attached`; `now` is CLOCK_MONOTONIC in ns.
    pub fn settle(&mut self, now: u64, attached: bool, heard: impl Fn(Signal) -> bt_told) -> Settled {
        self.settled = true;
        let mut settled = Settled::default();
        let since = self.first.map_or(Duration::ZERO, |first| first.elapsed());
        for told in self.told.drain(..) {
            let heard = heard(told.signal);
            let ago = Duration::from_nanos(now.saturating_sub(heard.time));
            // Of two that come together, the kernel keeps one sender: not always the same for both.
            let by_the_same = told.senders.contains(&heard.sender) && ago <= since + LATE;
            let in_this_moment = ago <= since + MOMENT;
            // What comes from the terminal comes to the command, too, seen or not.
            let from_terminal = !attached && told.senders.contains(&0);
            let is_told = heard.time != 0 && (by_the_same || in_this_moment);
            if !is_told && !from_terminal {
                settled.pass_on.push(told.signal);
            } else if told.senders.len() > 1 && heard.count > 1 {
                settled.second = Some(told.signal);
            }
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 60_000_000_000;

    /// What comes of signals from these senders, when the command has heard `count` times from `sender`.
    fn settled(senders: &[u32], time: u64, sender: u32, count: u32) -> Settled {
        let mut stops = Stops::new(Interruptible::Second);
        for sender in senders {
            assert!(!stops.note(Signal::SIGTERM, *sender));
        }
        stops.settle(NOW, true, |_| bt_told { time, sender, count })
    }

    #[test]
    fn the_command_is_told_what_it_has_not_heard() {
        let pass_on = Settled { pass_on: vec![Signal::SIGTERM], second: None };
        assert_eq!(settled(&[7], 0, 0, 0), pass_on, "nobody has told it");
        assert_eq!(settled(&[0], 0, 0, 0), pass_on, "nor has the terminal");
        assert_eq!(settled(&[7], NOW - 900_000_000, 8, 1), pass_on, "somebody else has");
        assert_eq!(settled(&[7], NOW - 5_000_000_000, 7, 1), pass_on, "it was before");
        assert_eq!(settled(&[7], NOW - 900_000_000, 7, 1), Settled::default(), "the same has");
        assert_eq!(settled(&[7], NOW, 8, 1), Settled::default(), "it has been told by two at once");
    }

    #[test]
    fn told_alone_and_with_the_group_is_told_once() {
        assert_eq!(settled(&[7, 7], NOW, 7, 1), Settled::default());
        let twice = Settled { pass_on: vec![], second: Some(Signal::SIGTERM) };
        assert_eq!(settled(&[7, 7], NOW, 7, 2), twice);
    }

    #[test]
    fn who_tells_beetrace_when_nobody_sees_the_command_any_more_tells_it_alone_unless_it_is_the_terminal() {
        for (sender, pass_on) in [(7, vec![Signal::SIGTERM]), (0, vec![])] {
            let mut stops = Stops::new(Interruptible::Second);
            stops.note(Signal::SIGTERM, sender);
            assert_eq!(stops.settle(NOW, false, |_| bt_told::default()).pass_on, pass_on);
        }
    }

    #[test]
    fn the_next_one_ends_tracing() {
        let mut stops = Stops::new(Interruptible::Second);
        stops.note(Signal::SIGINT, 0);
        stops.settle(NOW, true, |_| bt_told::default());
        assert!(stops.note(Signal::SIGTERM, 7));
        assert_eq!(stops.due(), None);
    }

    #[test]
    fn straces_ways() {
        for (how, ends) in [
            (Interruptible::Anywhere, true),
            (Interruptible::Waiting, true),
            (Interruptible::Never, false),
            (Interruptible::NeverTstp, false),
        ] {
            assert_eq!(Stops::new(how).note(Signal::SIGINT, 0), ends, "{how:?}");
        }
    }
}
