//! What happens between the first line and the last?
//!
//! Launch, load, attach, release; then drain the ring until every traced task
//! has ended or beetrace is told to stop. Draining goes by the clock: a wakeup
//! for each record would cost more than the tracing. Only the first record after
//! a while wakes beetrace, where somebody reads the lines.

mod events;

use std::cell::RefCell;
use std::mem::take;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use std::time::Instant;

use anyhow::bail;
use anyhow::Context;
use anyhow::Result;
use nix::poll::ppoll;
use nix::poll::PollFd;
use nix::poll::PollFlags;
use nix::poll::PollTimeout;
use nix::sys::signal::kill;
use nix::sys::signal::SigSet;
use nix::sys::signal::Signal;
use nix::sys::signalfd::SfdFlags;
use nix::sys::signalfd::SignalFd;
use nix::time::clock_gettime;
use nix::time::ClockId;

use crate::command::cgroup::Cgroup;
use crate::command::children::Children;
use crate::command::holder::Holder;
use crate::command::inherited;
use crate::command::launch::launch;
use crate::command::launch::leave_to_grandchild;
use crate::command::launch::Launched;
use crate::command::launch::Program;
use crate::command::stop;
use crate::command::stop::Stops;
use crate::complain;
use crate::ending::report_losses;
use crate::ending::Ending;
use crate::ending::Losses;
use crate::ending::Status;
use crate::ending::UNHEARD_OF;
use crate::error_text;
use crate::follower::Follower;
use crate::kernel::ring::Ring;
use crate::kernel::ring::Taken;
use crate::kernel::Kernel;
use crate::machine::Asked;
use crate::machine::Live;
use crate::options::cli::Overflow;
use crate::options::config::Config;
use crate::options::config::Destination;
use crate::options::config::Recording;
use crate::outlet::apart::Apart;
use crate::outlet::last::replace;
use crate::outlet::last::Last;
use crate::outlet::sink::Sink;
use crate::outlet::sink::Written;
use crate::output::Needs;
use crate::output::View;
use crate::recording::facts::Facts;
use crate::recording::facts::ARCHITECTURE;
use crate::recording::flight::MOST;
use crate::recording::recorder::Look;
use crate::recording::recorder::Recorder;
use crate::session::events::Events;
use crate::tracer::Settings;
use crate::tracer::Tracer;

/// Pause between two looks at a ring that had records,
const BUSY_PAUSE: Duration = Duration::from_millis(4);
/// and when somebody reads the lines. The first record after a longer one wakes beetrace.
const LIVE_PAUSE: Duration = Duration::from_micros(300);
/// Pause between two looks at a ring that had none.
const IDLE_PAUSE: Duration = Duration::from_millis(20);
/// How long the ring must be empty, when the command has ended, before it is asked whether any task is left.
const GONE_AFTER: Duration = Duration::from_secs(1);
/// How long a reader that takes nothing is waited for when beetrace shall stop.
const READER_PATIENCE: Duration = Duration::from_millis(500);
/// Records taken from the ring before lines are written.
const BATCH: usize = 4096;
/// Bytes of lines that are collected for a file before they are written,
const WRITE_AT: usize = 256 << 10;
/// or how long they wait.
const WRITE_AFTER: Duration = Duration::from_millis(50);

/// Runs the command under trace and shows its calls in that view.
pub fn run<V: View>(config: &Config, view: V, asked: Asked) -> Result<Ending> {
    let program = Program::new(config)?;
    let grandchilds = config.daemon.map(|place| leave_to_grandchild(&program, place)).transpose()?;
    let mut lines = Outlet::open(&config.destination, "trace")?;
    lines.closed = config.destination == Destination::Nowhere;
    let (mut recording, mut flight) = (None, None);
    match &config.recording {
        Some(Recording { destination: Destination::File(path), last: Some(_) }) => {
            flight = Some(Last::at(path, &lines.sink)?);
        }
        Some(Recording { destination, .. }) => {
            let mut outlet = Outlet::open(destination, "recording")?;
            if outlet.sink.is_same_file(&lines.sink) {
                bail!("--record and -o name the same file");
            }
            outlet.sink.takes_blocks();
            recording = Some(outlet);
        }
        None => {}
    }
    inherited::listen_to_children();
    inherited::survive_large_files();
    let mut signals = stop::signals(config.interruptible);
    signals.add(Signal::SIGCHLD);
    if config.recording.is_some() || config.summary.is_some() {
        signals.add(Signal::SIGUSR1);
    }
    let old_mask = signals.thread_swap_mask(nix::sys::signal::SigmaskHow::SIG_BLOCK).context("cannot block signals")?;
    let signals = SignalFd::with_flags(&signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)
        .context("cannot make a signalfd")?;
    let signals = Rc::new(signals);
    let (cgroup, mut launched, cause) = start(config, &program, &old_mask, grandchilds)?;
    let pid = launched.pid;
    let mut apart = Apart::of(&config.destination);
    if let Some(files) = &mut apart {
        files.make(pid.as_raw() as u32)?;
    }
    inherited::let_go()?;
    let mut object = MaybeUninit::uninit();
    let needs = view.needs();
    let kernel = Kernel::load(config, needs, cgroup.is_some(), &mut object)?;
    kernel.trace_launched(pid.as_raw() as u32)?;

    let pid_number = pid.as_raw() as u32;
    let settings = Settings::new(config, epoch());
    let recorder = match &config.recording {
        Some(Recording { last, .. }) => {
            let silent = config.destination == Destination::Nowhere;
            let live = Live::new();
            let look = silent.then(|| -> Look { Box::new(move || live.answers()) });
            Some(Recorder::new(facts(config, needs, &settings, pid_number), *last, look)?)
        }
        None => None,
    };
    let tracer = (config.destination != Destination::Nowhere).then(|| Tracer::new(view, settings, pid_number));
    let events = RefCell::new(Events::new(Follower::new(config, pid_number), tracer, recorder, asked));
    let counters = kernel.counters();
    let hold = |cgroup| Holder::start(kernel.ring_fd(), counters.clone(), cgroup, kernel.traced_tasks()?);
    let holder = cgroup.map(hold).transpose()?;
    let mut drain = Drain {
        kernel: &kernel,
        lost_ends: 0,
        shown_ends: 0,
        events: &events,
        lines,
        recording,
        flight,
        sums_up: config.summary.is_some(),
        asked: false,
        wants_summary: false,
        summary_every: config.summary.as_ref().and_then(|summary| summary.every),
        summarised: Instant::now(),
        signals,
        holder,
        apart,
        children: if config.daemon.is_some() { Children::without_command(pid) } else { Children::new(pid) },
        stops: Stops::new(config.interruptible),
        stopped_by: None,
        attached: true,
        failed: false,
        written: Instant::now(),
    };
    let ring = Ring::new(kernel.ring(), |record| {
        let mut events = events.borrow_mut();
        events.record(record);
        // Until they are written, lines wait in memory: as many bytes as are written at once, whatever came last.
        match events.pending() {
            0..WRITE_AT => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    })?;
    let mut links = kernel.attach()?;
    if config.daemon.is_some() && !config.quiet.attach && needs.notices {
        complain(format_args!("Process {pid} attached"));
    }
    if let Err(errno) = launched.release() {
        // After the line of the failed execve, and before that of the end.
        while ring.take(BATCH)? != Taken::Nothing {}
        drain.flush();
        complain(format_args!("exec: {}", errno.desc()));
    }
    drop(launched);
    drain.run(&ring)?;

    links.detach();
    drain.attached = false;
    drain.rest(&ring)?;
    let shown_ends = drain.shown_ends;
    let unreadable = events.borrow_mut().tracer().map_or(0, |tracer| tracer.unreadable());
    let losses = Losses {
        calls: kernel.counters().lost_calls(),
        events: kernel.counters().lost_events().saturating_sub(shown_ends),
        tasks: kernel.counters().lost_tasks(),
        unreadable,
        cause: &cause,
    };
    drain.flush();
    if drain.stopped_by.is_some()
        && !drain.lines.closed
        && !config.quiet.attach
        && needs.notices
        && !config.kill_on_exit
    {
        drain.report_detached();
    }
    drain.show_summary();
    events.borrow_mut().finish(losses);
    drain.flush();
    // Thaws, and gives the command's cgroup back, before anybody waits for the command.
    if let Some(holder) = drain.holder.as_mut() {
        holder.stop();
    }
    drain.say_what_is_not_held();
    let command = drain.wait_for_command();
    let status = |stopped_by: Option<Signal>| stopped_by.map_or(command, |signal| Status::Signaled(signal as i32));
    if status(drain.stopped_by) != Status::Exited(0) {
        if let (Some(path), Some(recorder)) =
            (drain.flight.as_ref().map(Last::at_the_end), events.borrow_mut().recorder())
        {
            drain.write_flight(&path, recorder);
        }
    }
    drain.wait_for_readers();
    // A message on a stream that is stuck would keep beetrace from ending.
    let stuck = drain.lines.closed && !drain.failed && config.destination == Destination::Stderr;
    let complete = !stuck && report_losses(losses, UNHEARD_OF) && !drain.failed;
    // A signal can have come in the wait for the readers, too.
    Ok(Ending { status: status(drain.stopped_by), complete })
}

/// What is known of a recording before its first event.
fn facts(config: &Config, needs: Needs, settings: &Settings, pid: u32) -> Facts {
    let kernel = nix::sys::utsname::uname().map_or(String::new(), |names| names.release().to_string_lossy().into());
    Facts {
        tool: concat!("beetrace ", env!("CARGO_PKG_VERSION")).to_owned(),
        architecture: ARCHITECTURE.to_owned(),
        kernel,
        epoch: settings.epoch,
        limits: config.limits,
        follow: config.follow,
        times: needs.times || config.outcomes.as_ref().is_some_and(|outcomes| outcomes.min_duration > 0),
        comm: needs.comm,
        selection: config.selection.clone(),
        outcomes: config.outcomes.clone(),
        command: config.argv.iter().map(|word| word.as_bytes().to_vec()).collect(),
        pid,
        machine: Live::new().answers(),
        flight: false,
    }
}

/// Starts the command, in a cgroup of its own if it can be had: without one nothing can be held still, and what is
/// lost is counted. Also says why something would be lost.
fn start(
    config: &Config,
    program: &Program,
    mask: &SigSet,
    grandchilds: Option<Launched>,
) -> Result<(Option<Cgroup>, Launched, String)> {
    let launch = |cgroup: Option<&Cgroup>| grandchilds.map_or_else(|| launch(program, mask, cgroup), Ok);
    if config.overflow == Overflow::Drop && !config.kill_on_exit {
        return Ok((None, launch(None)?, "the ring was full".to_owned()));
    }
    let made = Cgroup::new();
    let launched = launch(made.as_ref().ok())?;
    let entered = made.and_then(|cgroup| {
        if !launched.is_in_cgroup {
            cgroup.admit(launched.pid)?;
        }
        if config.kill_on_exit {
            cgroup.doom((!config.follow).then_some(launched.pid)).context("cannot tell who is to be killed")?;
        }
        Ok(cgroup)
    });
    if config.kill_on_exit {
        let cgroup = entered.context("--kill-on-exit needs a cgroup for the command")?;
        return Ok((Some(cgroup), launched, "the ring was full before the command stood still".to_owned()));
    }
    Ok(match entered {
        Ok(cgroup) => (Some(cgroup), launched, "the ring was full before the command stood still".to_owned()),
        Err(error) => {
            if config.insists_on_overflow {
                complain(format_args!("the command cannot be held still, what is lost will be counted: {error:#}"));
            }
            (None, launched, format!("the command could not be held still: {error:#}"))
        }
    })
}

/// Where bytes go.
struct Outlet {
    sink: Sink,
    /// What they are.
    what: &'static str,
    /// Nobody takes any more.
    closed: bool,
}

impl Outlet {
    fn open(destination: &Destination, what: &'static str) -> Result<Outlet> {
        Ok(Outlet { sink: Sink::open(destination)?, what, closed: false })
    }
}

/// The main loop's state.
struct Drain<'a, V: View> {
    kernel: &'a Kernel<'a>,
    /// How many tasks had lost their last record when it was looked last,
    lost_ends: u32,
    /// and how many of them have their line all the same.
    shown_ends: u64,
    events: &'a RefCell<Events<V>>,
    lines: Outlet,
    recording: Option<Outlet>,
    /// The files of tasks, if each has its own: in place of `lines`.
    apart: Option<Apart>,
    /// The file for the last of the recording, which is kept in memory.
    flight: Option<Last>,
    /// Calls are added up,
    sums_up: bool,
    /// SIGUSR1 has come,
    asked: bool,
    /// and what they add up to is wanted now.
    wants_summary: bool,
    /// How often a summary is shown in between,
    summary_every: Option<Duration>,
    /// and when it was shown last.
    summarised: Instant,
    signals: Rc<SignalFd>,
    holder: Option<Holder>,
    children: Children,
    stops: Stops,
    /// Tracing ends by this signal.
    stopped_by: Option<Signal>,
    /// The programs in the kernel see what happens.
    attached: bool,
    /// The trace could not be written.
    failed: bool,
    /// When lines were written last.
    written: Instant,
}

impl<V: View> Drain<'_, V> {
    fn run(&mut self, ring: &Ring<'_>) -> Result<()> {
        let events = self.events;
        let mut quiet_since = Instant::now();
        let mut ready = false;
        while self.stopped_by.is_none() && self.somebody_takes() {
            // Read first: a task's last record is in the ring before it leaves the count.
            let live = self.kernel.counters().live_tasks();
            let turn = self.holder.as_ref().map_or(0, Holder::turn);
            events.borrow_mut().set_now(|| now(ClockId::CLOCK_MONOTONIC), turn.div_ceil(2));
            let taken = ring.take(BATCH)?;
            if let Some(holder) = self.holder.as_ref().filter(|_| self.kernel.has_room(ring.used())) {
                holder.drained(turn);
            }
            self.say_what_is_not_held();
            if taken != Taken::Some {
                self.show_unseen_ends();
                events.borrow_mut().look();
                if live == 0 {
                    break;
                }
            }
            if taken != Taken::Nothing {
                quiet_since = Instant::now();
            } else if self.children.status().is_some() && quiet_since.elapsed() >= GONE_AFTER {
                if !events.borrow().follower().any_alive() {
                    break; // the kernel has left out an end
                }
                quiet_since = Instant::now();
            }
            // With what was in the ring when it was asked for.
            self.serve();
            if take(&mut self.wants_summary) {
                self.show_summary();
            }
            if self.summary_every.is_some_and(|every| self.summarised.elapsed() >= every) {
                self.summarised = Instant::now();
                self.show_summary();
            }
            let pending = events.borrow().pending();
            // A file takes fewer and larger pieces, a reader waits for lines.
            if self.lines.sink.is_stream()
                || taken == Taken::Nothing
                || pending >= WRITE_AT
                || self.written.elapsed() >= WRITE_AFTER
            {
                self.flush();
            }
            ready = match taken {
                // A record that is being written makes the ring readable, too.
                Taken::Nothing => {
                    self.wait(if ready { LIVE_PAUSE } else { IDLE_PAUSE }, self.lines.sink.is_stream() && !ready)
                }
                Taken::All => self.wait(if self.lines.sink.is_stream() { LIVE_PAUSE } else { BUSY_PAUSE }, false),
                Taken::Some => self.wait(Duration::ZERO, false),
            };
        }
        Ok(())
    }

    /// Takes what is left in the ring after the programs are detached.
    fn rest(&mut self, ring: &Ring<'_>) -> Result<()> {
        while self.somebody_takes() && ring.take(BATCH)? != Taken::Nothing {
            self.flush();
        }
        self.show_unseen_ends();
        self.events.borrow_mut().end(&self.kernel.with_untold_losses());
        self.flush();
        Ok(())
    }

    /// Passes on what the holder has found out.
    fn say_what_is_not_held(&self) {
        for message in self.holder.iter().flat_map(Holder::messages) {
            complain(format_args!("{message}"));
        }
    }

    /// Tasks that ended while the ring was full: the kernel has kept what they lost.
    fn show_unseen_ends(&mut self) {
        let ends = self.kernel.counters().lost_ends();
        if ends != self.lost_ends {
            self.lost_ends = ends;
            for task in self.kernel.take_dead() {
                self.events.borrow_mut().died_unseen(&task);
                self.shown_ends += 1;
            }
        }
    }

    /// Waits for the command's end, which without its trace (nobody reads it any more) can be far away.
    fn wait_for_command(&mut self) -> Status {
        loop {
            self.serve();
            match (self.stopped_by, self.children.status()) {
                (Some(signal), _) => {
                    if self.stops.due().is_some() {
                        self.settle();
                    }
                    return Status::Signaled(signal as i32);
                }
                (None, Some(status)) => return status,
                // As strace ends: there is nothing that it waits for.
                (None, None) if self.events.borrow().follower().is_command_detached() => return Status::Exited(0),
                (None, None) => {
                    self.wait(IDLE_PAUSE, false);
                }
            }
        }
    }

    /// Ends the output and waits for the commands that read it; after a stop signal not for long.
    fn wait_for_readers(&mut self) {
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

    /// Whether anything that is made of what happens goes anywhere.
    fn somebody_takes(&self) -> bool {
        !self.lines.closed || self.flight.is_some() || self.recording.as_ref().is_some_and(|outlet| !outlet.closed)
    }

    /// Writes what is kept of the recording into that file.
    fn write_flight(&mut self, path: &Path, recorder: &mut Recorder) {
        if let Err(error) = replace(path, &self.lines.sink, |file| recorder.snapshot(file)) {
            complain(format_args!("{}: {}: there is no such recording", path.display(), error_text(&error)));
            self.failed = true;
        } else if recorder.is_capped() {
            let most = MOST >> 20;
            complain(format_args!("{}: only the last {most} MiB were kept, not all of that time", path.display()));
        }
    }

    /// Does what was asked for by SIGUSR1.
    fn serve(&mut self) {
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
    fn wait(&mut self, pause: Duration, for_record: bool) -> bool {
        let pause = self.stops.due().map_or(pause, |due| due.min(pause));
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
    fn hear(&mut self, mut recorder: Option<&mut Recorder>) -> bool {
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
    fn settle(&mut self) {
        let (counters, now) = (self.kernel.counters(), now(ClockId::CLOCK_MONOTONIC));
        let settled = self.stops.settle(now, self.attached, |signal| counters.told(signal));
        for signal in settled.pass_on {
            match self.children.status() {
                None => {
                    let _ = kill(self.children.command(), signal);
                }
                Some(_) => {
                    self.stopped_by.get_or_insert(signal);
                }
            }
        }
        if let Some(signal) = settled.second {
            self.stopped_by.get_or_insert(signal);
        }
    }

    /// Writes what there is.
    fn flush(&mut self) {
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

    /// Shows what calls add up to by now, if that is asked for.
    fn show_summary(&self) {
        if let Some(tracer) = self.events.borrow_mut().tracer().filter(|tracer| tracer.has_summary()) {
            tracer.summary(Some(&self.kernel.counts()));
        }
    }

    /// Names the tasks that go on without beetrace.
    fn report_detached(&mut self) {
        let mut tids: Vec<u32> = self.events.borrow().follower().tasks().collect();
        tids.sort_unstable();
        for tid in tids {
            complain(format_args!("Process {tid} detached"));
        }
    }
}

/// What a clock says, ns.
fn now(clock: ClockId) -> u64 {
    clock_gettime(clock).map_or(0, |time| time.tv_sec() as u64 * 1_000_000_000 + time.tv_nsec() as u64)
}

/// Real time when CLOCK_MONOTONIC was 0, ns.
fn epoch() -> u64 {
    now(ClockId::CLOCK_REALTIME).wrapping_sub(now(ClockId::CLOCK_MONOTONIC))
}
