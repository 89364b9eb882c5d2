//! How does what was made get out, whoever takes it and however slowly?

use std::os::fd::AsFd;
use std::time::Duration;
use std::time::Instant;

use nix::poll::PollTimeout;

use super::Drain;
use super::IDLE_PAUSE;
use crate::complain;
use crate::error_text;
use crate::outlet::sink::Written;
use crate::output::View;
use crate::recording::recorder::Recorder;
use crate::session::outlet::Outlet;

/// How long a reader that takes nothing is waited for when beetrace shall stop.
const READER_PATIENCE: Duration = Duration::from_millis(500);

impl<V: View> Drain<'_, V> {
    /// Writes what there is.
    pub(super) fn flush(&mut self) {
        let events = self.events;
        let mut events = events.borrow_mut();
        let (tracer, mut recorder) = events.both();
        if let Some(tracer) = tracer {
            match self.apart.is_some() {
                true => self.pour_apart(tracer.lines_of_tasks()),
                false => self.pour(tracer.lines(), recorder.as_deref_mut(), |drain| Some(&mut drain.lines)),
            }
            tracer.clear_lines();
        }
        if let Some(recorder) = recorder {
            self.pour(recorder.pending(), None, |drain| drain.recording.as_mut());
            recorder.clear_pending();
            if let Some(error) = recorder.take_trouble() {
                complain(format_args!("the recording is not complete: {}", error_text(&error)));
                self.failed = true;
            }
        }
        self.written = Instant::now();
    }

    /// Writes lines into the files of the tasks whose they are. A failure ends the writing, not the command.
    fn pour_apart<'b>(&mut self, lines: impl Iterator<Item = (u32, &'b [u8])>) {
        for (tid, lines) in lines {
            let Some(Err(error)) =
                self.apart.as_mut().filter(|_| !self.lines.closed).map(|files| files.write(tid, lines))
            else {
                continue;
            };
            let (name, what) = (self.lines.sink.name(), self.lines.what);
            complain(format_args!("{name}: {}: the {what} ends here, the command goes on", error_text(&error)));
            self.failed = true;
            self.lines.closed = true;
        }
    }

    /// Writes bytes into that outlet. A failure ends the writing, not the command. The recorder is there for who asks
    /// for the recording while a reader takes nothing.
    fn pour(
        &mut self,
        bytes: &[u8],
        mut recorder: Option<&mut Recorder>,
        outlet: fn(&mut Self) -> Option<&mut Outlet>,
    ) {
        let mut begin = 0;
        while let Some(rest) = bytes.get(begin..).filter(|rest| !rest.is_empty()) {
            let patience = self.stopped_by.map(|_| READER_PATIENCE).or(self.stops.due());
            let patience = patience.and_then(|time| PollTimeout::try_from(time).ok()).unwrap_or(PollTimeout::NONE);
            let was_stopped = self.stopped_by.is_some();
            let signals = self.signals.clone();
            let Some(to) = outlet(self) else { return };
            let nobody_reads = match to.sink.write(rest, Some(signals.as_fd()), patience) {
                Ok(Written::All) => break,
                Ok(Written::Interrupted(done)) => {
                    begin += done;
                    // Who ends tracing again does not want to wait for the reader.
                    self.hear(recorder.as_deref_mut()) && was_stopped
                }
                Ok(Written::Late(done)) => {
                    begin += done;
                    self.hear(recorder.as_deref_mut());
                    was_stopped
                }
                Err(error) => {
                    let (name, what) = (to.sink.name(), to.what);
                    complain(format_args!("{name}: {}: the {what} ends here, the command goes on", error_text(&error)));
                    self.failed = true;
                    true
                }
            };
            if nobody_reads {
                if let Some(outlet) = outlet(self) {
                    outlet.sink.close();
                    outlet.closed = true;
                }
                break;
            }
        }
    }

    /// Ends the output and waits for the commands that read it; after a stop signal not for long.
    pub(super) fn wait_for_readers(&mut self) {
        let outlets = [Some(&mut self.lines), self.recording.as_mut()];
        let mut readers = Vec::new();
        for sink in outlets.into_iter().flatten().map(|outlet| &mut outlet.sink) {
            sink.close();
            readers.extend(sink.take_reader());
        }
        let begin = Instant::now();
        for mut reader in readers {
            // An error: its end has been told with those of the other children.
            while matches!(reader.try_wait(), Ok(None)) {
                if self.stopped_by.is_some() && begin.elapsed() >= READER_PATIENCE {
                    return;
                }
                self.wait(IDLE_PAUSE, false);
                self.serve();
            }
        }
    }
}
