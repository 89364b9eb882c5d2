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
use crate::tracer::pending::Signals;
use crate::tracer::what::Undelivered;
use crate::tracer::when::When;
use crate::wire;

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
