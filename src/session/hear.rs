//! What do signals and children tell while there is nothing to read, and what comes of it?

use std::mem::take;
use std::os::fd::AsFd;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use nix::poll::ppoll;
use nix::poll::PollFd;
use nix::poll::PollFlags;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::time::ClockId;

use super::now;
use super::Drain;
use crate::complain;
use crate::error_text;
use crate::outlet::last::replace;
use crate::outlet::last::Last;
use crate::output::View;
use crate::recording::flight::MOST;
use crate::recording::recorder::Recorder;

impl<V: View> Drain<'_, V> {
    /// Writes what is kept of the recording into that file.
    pub(super) fn write_flight(&mut self, path: &Path, recorder: &mut Recorder) {
        if let Err(error) = replace(path, &self.lines.sink, |file| recorder.snapshot(file)) {
            complain(format_args!("{}: {}: there is no such recording", path.display(), error_text(&error)));
            self.failed = true;
        } else if recorder.is_capped() {
            let most = MOST >> 20;
            complain(format_args!("{}: only the last {most} MiB were kept, not all of that time", path.display()));
        }
    }

    /// Does what was asked for by SIGUSR1.
    pub(super) fn serve(&mut self) {
        if take(&mut self.asked) {
            let events = self.events;
            self.asked_for_recording(events.borrow_mut().recorder());
        }
    }

    /// Somebody wants what there is by now, of the recording or of the summary.
    fn asked_for_recording(&mut self, recorder: Option<&mut Recorder>) {
        match (self.flight.as_mut().map(Last::next_by_signal), recorder) {
            (Some(path), Some(recorder)) => {
                self.write_flight(&path, recorder);
                self.wants_summary = self.sums_up;
            }
            _ if self.sums_up => self.wants_summary = true,
            _ => complain(format_args!("the recording is written while it is made: SIGUSR1 is for --record-last")),
        }
    }

    /// Sleeps until there is something to do: the time is over, a signal came, a child has something to tell; or, if
    /// that is asked for, there is something in the ring. Whether that is so.
    pub(super) fn wait(&mut self, pause: Duration, for_record: bool) -> bool {
        let pause = self.stops.due().map_or(pause, |due| due.min(pause));
        let left = self.until.map(|until| until.saturating_duration_since(Instant::now()));
        let pause = left.filter(|_| !self.is_late).map_or(pause, |left| left.min(pause));
        let counters = self.kernel.counters();
        let files = [self.signals.as_fd(), self.kernel.ring_fd()];
        let mut files = files.map(|file| PollFd::new(file, PollFlags::POLLIN));
        let looked_at = if for_record { &mut files[..] } else { &mut files[..1] };
        if for_record {
            counters.await_record(true);
        }
        let _ = ppoll(looked_at, Some(pause.into()), None);
        if for_record {
            counters.await_record(false);
        }
        let ready = for_record && files[1].any() == Some(true);
        self.hear(None);
        ready
    }

    /// Takes what signals and children tell. Whether tracing shall end by a signal that came now.
    pub(super) fn hear(&mut self, mut recorder: Option<&mut Recorder>) -> bool {
        let mut ends = false;
        while let Ok(Some(info)) = self.signals.read_signal() {
            match Signal::try_from(info.ssi_signo as i32) {
                Ok(Signal::SIGCHLD) | Err(_) => {}
                Ok(Signal::SIGUSR1) => match recorder.as_deref_mut() {
                    Some(recorder) => self.asked_for_recording(Some(recorder)),
                    None => self.asked = true,
                },
                Ok(signal) if self.stops.note(signal, info.ssi_pid) => {
                    self.stopped_by.get_or_insert(signal);
                    ends = true;
                }
                Ok(Signal::SIGINT) if self.sums_up && self.interrupted.is_none() => {
                    self.interrupted = Some(Instant::now());
                }
                Ok(_) => {}
            }
        }
        self.children.listen();
        if self.stopped_by.is_none() && self.stops.due().is_some_and(|due| due.is_zero()) {
            self.settle();
        }
        ends
    }

    /// Tells the command what it has not been told itself. When it has ended already, the signal is for beetrace.
    pub(super) fn settle(&mut self) {
        let (counters, now) = (self.kernel.counters(), now(ClockId::CLOCK_MONOTONIC));
        let settled = self.stops.settle(now, self.attached, |signal| counters.told(signal));
        for signal in settled.pass_on {
            match self.children.living_command() {
                Some(command) => {
                    let _ = kill(command, signal);
                }
                None => {
                    self.stopped_by.get_or_insert(signal);
                }
            }
        }
        if let Some(signal) = settled.second {
            self.stopped_by.get_or_insert(signal);
        }
    }
}
