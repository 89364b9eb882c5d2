//! What happens between the first line and the last?
//!
//! Launch, load, attach, find who runs already, release; then drain the ring until every traced task
//! has ended or beetrace is told to stop. Draining goes by the clock: a wakeup
//! for each record would cost more than the tracing. Only the first record after
//! a while wakes beetrace, where somebody reads the lines.

mod attach;
mod begin;
mod events;
mod hear;
mod outlet;
mod pour;

use std::cell::RefCell;
use std::mem::take;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::Duration;
use std::time::Instant;

use anyhow::bail;
use anyhow::Context;
use anyhow::Result;
use nix::sys::signal::Signal;
use nix::sys::signalfd::SfdFlags;
use nix::sys::signalfd::SignalFd;
use nix::time::clock_gettime;
use nix::time::ClockId;

use crate::command::children::Children;
use crate::command::holder::Holder;
use crate::command::inherited;
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
use crate::follower::Follower;
use crate::kernel::ring::Ring;
use crate::kernel::ring::Taken;
use crate::kernel::Kernel;
use crate::machine::Asked;
use crate::machine::Live;
use crate::options::cli::Interruptible;
use crate::options::config::Config;
use crate::options::destination::Destination;
use crate::options::recording::Recording;
use crate::outlet::apart::Apart;
use crate::outlet::last::Last;
use crate::outlet::sink::Sink;
use crate::output::View;
use crate::recording::recorder::Look;
use crate::recording::recorder::Recorder;
use crate::session::attach::Targets;
use crate::session::begin::facts;
use crate::session::begin::start;
use crate::session::events::Events;
use crate::session::outlet::Outlet;
use crate::stacks::Stacks;
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
/// How long a command lives on after Ctrl-C until it is taken for one that does not end by it.
const GOES_ON_AFTER: Duration = Duration::from_millis(500);
/// Records taken from the ring before lines are written.
const BATCH: usize = 4096;
/// Bytes of lines that are collected for a file before they are written,
const WRITE_AT: usize = 256 << 10;
/// or how long they wait.
const WRITE_AFTER: Duration = Duration::from_millis(50);

/// Runs the command under trace, finds those who run already, and shows their calls in that view.
pub fn run<V: View>(config: &Config, view: V, asked: Asked) -> Result<Ending> {
    let program = config.has_command().then(|| Program::new(config)).transpose()?;
    let daemon = config.daemon.zip(program.as_ref());
    let grandchilds = daemon.map(|(place, program)| leave_to_grandchild(program, place)).transpose()?;
    let targets = Targets::new(config);
    if program.is_none() && targets.len() == 0 {
        return Ok(NOBODY);
    }
    let mut lines = Outlet::of(Sink::open(&config.destination)?, "trace");
    lines.closed = config.destination == Destination::Nowhere;
    let (mut recording, mut flight) = (None, None);
    match &config.recording {
        Some(Recording { destination: Destination::File(path), last: Some(_) }) => {
            flight = Some(Last::at(path, &lines.sink)?);
        }
        Some(Recording { destination, .. }) => {
            let outlet = Outlet::of(Sink::open_for_blocks(destination)?, "recording");
            if outlet.sink.is_same_file(&lines.sink) {
                bail!("--record and -o name the same file");
            }
            recording = Some(outlet);
        }
        None => {}
    }
    inherited::listen_to_children();
    inherited::survive_large_files();
    // The first one is for the command, where there is one.
    let interruptible = match config.interruptible {
        Interruptible::Second if program.is_none() => Interruptible::Anywhere,
        said => said,
    };
    let mut signals = stop::signals(interruptible);
    signals.add(Signal::SIGCHLD);
    if config.recording.is_some() || config.summary.is_some() {
        signals.add(Signal::SIGUSR1);
    }
    let old_mask = signals.thread_swap_mask(nix::sys::signal::SigmaskHow::SIG_BLOCK).context("cannot block signals")?;
    let signals = SignalFd::with_flags(&signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)
        .context("cannot make a signalfd")?;
    let signals = Rc::new(signals);
    let (cgroup, mut launched, cause) = start(config, program.as_ref(), &old_mask, grandchilds)?;
    let pid = launched.as_ref().map(|launched| launched.pid);
    let pid_number = pid.map_or(0, |pid| pid.as_raw() as u32);
    let mut apart = Apart::of(&config.destination);
    if let (Some(files), Some(_)) = (&mut apart, pid) {
        files.make(pid_number)?;
    }
    inherited::let_go()?;
    inherited::make_room_for_descriptors();
    let mut object = MaybeUninit::uninit();
    let needs = view.needs();
    let kernel = Kernel::load(config, needs, cgroup.is_some(), &mut object)?;
    if pid.is_some() {
        kernel.trace_launched(pid_number)?;
    }

    let mut settings = Settings::new(config, epoch());
    settings.follow |= targets.len() + usize::from(pid.is_some()) > 1;
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
    let stacks = config.stacks.map(|wanted| Stacks::of(pid_number, wanted, config.looks.ips)).transpose()?;
    let events = Events::new(Follower::new(config, pid_number), tracer, recorder, asked).with(stacks);
    let events = RefCell::new(events);
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
        interrupted: None,
        summary_every: config.summary.as_ref().and_then(|summary| summary.every),
        summarised: Instant::now(),
        signals,
        holder,
        apart,
        children: pid.filter(|_| config.daemon.is_none()).map_or_else(Children::without_command, Children::new),
        stops: Stops::new(interruptible),
        stopped_by: None,
        attached: true,
        until: None,
        is_late: false,
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
    // Nothing stands in the way any more.
    drain.recording.iter().try_for_each(|outlet| outlet.sink.begin())?;
    let is_quiet = config.quiet.attach || !needs.notices;
    let there = if targets.len() > 0 { kernel.trace_running(&targets.ids())? } else { Vec::new() };
    if !targets.attached(&there, config.follow, is_quiet) && pid.is_none() {
        return Ok(NOBODY);
    }
    for task in &there {
        if let Some(files) = &mut drain.apart {
            files.make(task.tid)?;
        }
    }
    let attached_at = if config.needs_times(needs.times) { now(ClockId::CLOCK_MONOTONIC) } else { 0 };
    events.borrow_mut().there(&there, attached_at);
    if let Some(pid) = pid.filter(|_| config.daemon.is_some() && !is_quiet) {
        complain(format_args!("Process {pid} attached"));
    }
    if let Some(Err(errno)) = launched.as_mut().map(Launched::release) {
        // After the line of the failed execve, and before that of the end.
        while ring.take(BATCH)? != Taken::Nothing {}
        drain.flush();
        complain(format_args!("exec: {}", errno.desc()));
    }
    drop(launched);
    drain.until = config.most_time.and_then(|time| Instant::now().checked_add(time));
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
    let is_full = drain.is_full();
    if is_full && config.destination == Destination::Stderr && !config.quiet.attach && needs.notices {
        complain(format_args!("System call limit has been reached, detaching tracees"));
    }
    // A recording alone has no lines, but those who were there before are left all the same.
    let says = !drain.lines.closed || config.destination == Destination::Nowhere && !config.attach.is_empty();
    if (is_full || drain.is_late || drain.stopped_by.is_some())
        && says
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
    if events.borrow().lost_mappings() > 0 {
        complain(format_args!("not all that was mapped is known: stacks may end early"));
    }
    drain.wait_for_readers();
    // A message on a stream that is stuck would keep beetrace from ending.
    let stuck = drain.lines.closed && !drain.failed && config.destination == Destination::Stderr;
    let complete = !stuck && report_losses(losses, UNHEARD_OF) && !drain.failed;
    // A signal can have come in the wait for the readers, too.
    Ok(Ending { status: status(drain.stopped_by), complete })
}

/// There is none to be traced, which was said.
const NOBODY: Ending = Ending { status: Status::Exited(1), complete: true };

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
    /// When Ctrl-C came first, if a summary is to be shown for it.
    interrupted: Option<Instant>,
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
    /// When tracing ends, if a time was said,
    until: Option<Instant>,
    /// and it has come.
    is_late: bool,
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
        while self.stopped_by.is_none() && !self.is_full() && self.somebody_takes() {
            if self.until.is_some_and(|until| until <= Instant::now()) {
                self.is_late = true;
                break;
            }
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
                events.borrow_mut().look(|| now(ClockId::CLOCK_MONOTONIC));
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
            // One that ends with it has its summary anyway.
            if self.interrupted.is_some_and(|when| when.elapsed() >= GOES_ON_AFTER) {
                self.interrupted = None;
                self.wants_summary = self.children.status().is_none();
            }
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
                // As strace ends: there is nothing that it waits for.
                (None, _) if self.is_full() || self.is_late => return Status::Exited(0),
                (None, Some(status)) => return status,
                (None, None) if self.events.borrow().follower().is_command_detached() => return Status::Exited(0),
                (None, None) => {
                    self.wait(IDLE_PAUSE, false);
                }
            }
        }
    }

    /// Whether all calls have been shown that are to be.
    fn is_full(&self) -> bool {
        self.events.borrow_mut().tracer().is_some_and(|tracer| tracer.is_full())
    }

    /// Whether anything that is made of what happens goes anywhere.
    fn somebody_takes(&self) -> bool {
        !self.lines.closed || self.flight.is_some() || self.recording.as_ref().is_some_and(|outlet| !outlet.closed)
    }

    /// Shows what calls add up to by now, if that is asked for.
    fn show_summary(&self) {
        if let Some(tracer) = self.events.borrow_mut().tracer().filter(|tracer| tracer.has_summary()) {
            tracer.summary(Some(&self.kernel.counts()));
        }
    }

    /// Names the tasks that go on without beetrace.
    fn report_detached(&mut self) {
        let mut events = self.events.borrow_mut();
        let mut tids: Vec<u32> = match events.tracer().filter(|tracer| tracer.is_full()) {
            // Some may have ended since, which nobody was told.
            Some(tracer) => tracer.living(),
            None => events.follower().tasks().collect(),
        };
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
