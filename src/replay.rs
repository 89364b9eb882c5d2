//! How is a recording shown?
//!
//! The events that it has are told to a tracer, as the session tells those of a
//! live run, and what the machine was asked for then is answered from the file:
//! nothing of the machine that this runs on gets into the lines.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::stderr;
use std::io::stdin;
use std::io::BufReader;
use std::io::ErrorKind;
use std::io::IsTerminal;
use std::io::Read;
use std::io::Write;
use std::os::fd::AsFd;
use std::rc::Rc;
use std::time::Duration;
use std::time::Instant;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Context;
use anyhow::Result;
use nix::poll::PollTimeout;
use nix::sys::signal::SigSet;
use nix::sys::signalfd::SignalFd;

use crate::command::children::Status;
use crate::complain;
use crate::error_text;
use crate::event::Event;
use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::machine::Machine;
use crate::machine::Zone;
use crate::options::config::Destination;
use crate::options::replay::Replay;
use crate::options::selection::Selection;
use crate::output::choose;
use crate::output::View;
use crate::output::WithView;
use crate::recording::container::Reader;
use crate::recording::container::Trouble;
use crate::recording::events::told;
use crate::recording::events::Losses;
use crate::recording::events::Told;
use crate::recording::facts::Facts;
use crate::recording::facts::ARCHITECTURE;
use crate::session::report_losses;
use crate::session::sink::Sink;
use crate::session::Ending;
use crate::skeleton::types::bt_task;
use crate::syscalls::abi::Abi;
use crate::tracer::Settings;
use crate::tracer::Tracer;
use crate::wire;
use crate::wire::Record;

/// Bytes of lines that are collected before they are written.
const WRITE_AT: usize = 256 << 10;
/// How long a replay may take before it says how far it is, and how often it says so.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows a recording.
pub fn run(replay: &Replay) -> Result<Ending> {
    let name = replay.name();
    let (file, size): (Box<dyn Read>, Option<u64>) = match &replay.file {
        None => (Box::new(stdin()), None),
        Some(path) => {
            let file = File::open(path).map_err(|error| anyhow!("cannot open '{name}': {}", error_text(&error)))?;
            let size = file.metadata().ok().filter(|found| found.is_file()).map(|found| found.len());
            (Box::new(file), size)
        }
    };
    let (reader, fields) = Reader::open(BufReader::new(file)).map_err(|trouble| anyhow!("{name}: {trouble}"))?;
    let facts = Facts::read(&fields).map_err(|trouble| anyhow!("{name}: {trouble}"))?;
    check(replay, &facts, &name)?;
    let sink = Sink::open(&replay.destination)?;
    let names = Names { given: facts.machine.clone(), later: Rc::default() };
    let later = names.later.clone();
    let is_far_away = matches!(replay.destination, Destination::File(_)) && stderr().is_terminal();
    let progress = Progress::new(size.filter(|_| is_far_away));
    let play = Play { replay, reader, facts, name, sink, later, progress };
    choose(replay.format, replay.whole, Box::new(names), play)
}

/// Says what was not recorded and is asked for: that is not guessed.
fn check(replay: &Replay, facts: &Facts, name: &str) -> Result<()> {
    if facts.architecture != ARCHITECTURE {
        bail!("{name} was recorded on {}; this beetrace knows the calls of {ARCHITECTURE}", facts.architecture);
    }
    if let Some(string) = replay.string.filter(|string| *string > facts.limits.string) {
        let most = facts.limits.string;
        bail!("{name} has at most {most} bytes of each string: record with -s {string} to see as many");
    }
    if replay.whole && !facts.limits.whole {
        bail!("{name} was recorded without -v: what it leaves out was not recorded");
    }
    if replay.follow && !facts.follow {
        bail!("{name} was recorded without -f: there is nothing of other tasks than the command's first");
    }
    let asked = replay.selection.as_ref().map(|selection| selection.without(&facts.selection));
    match asked.as_deref() {
        None | Some([]) => {}
        Some([one]) => complain(format_args!("{name} has no {one}: it was recorded with another -e trace=")),
        Some(names) => {
            let (few, more) = names.split_at(names.len().min(3));
            let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
            let few = few.join(", ");
            complain(format_args!("{name} has none of {few}{more}: it was recorded with another -e trace="));
        }
    }
    Ok(())
}

/// The machine that was traced, as far as the recording tells of it up to here.
#[derive(Debug)]
struct Names {
    given: Given,
    later: Rc<RefCell<BTreeMap<u32, InterfaceName>>>,
}

impl Machine for Names {
    fn interface(&self, index: u32) -> Option<InterfaceName> {
        self.later.borrow().get(&index).copied().or_else(|| self.given.interface(index))
    }

    fn zone(&self) -> &Zone {
        self.given.zone()
    }
}

/// A replay that is about to begin.
struct Play<'a> {
    replay: &'a Replay,
    reader: Reader<BufReader<Box<dyn Read>>>,
    facts: Facts,
    name: String,
    sink: Sink,
    later: Rc<RefCell<BTreeMap<u32, InterfaceName>>>,
    progress: Progress,
}

/// Why a replay goes no further.
enum Stop {
    /// The recording does not.
    Trouble(Trouble),
    /// The lines cannot be written, or nobody reads them.
    Output(std::io::Error),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl WithView for Play<'_> {
    type Outcome = Result<Ending>;

    fn with<V: View>(mut self, view: V) -> Result<Ending> {
        let (needs, facts) = (view.needs(), &self.facts);
        if needs.times && !facts.times || needs.comm && !facts.comm {
            complain(format_args!(
                "{} was recorded without --format json: lines have no times, and the names that tasks had after their \
                 last execve or fork",
                self.name
            ));
        }
        let selection = self.replay.selection.clone().unwrap_or_else(|| facts.selection.clone());
        let settings = Settings {
            follow: facts.follow,
            to_stderr: false,
            hide_attach: true,
            hide_exit: self.replay.hide_exit,
            limits: facts.limits,
            selection: selection.clone(),
            epoch: facts.epoch,
        };
        let mut teller = Teller {
            tracer: Tracer::new(view, settings, facts.pid),
            selection: self.replay.selection.is_some().then_some(selection),
            later: self.later,
            losses: Owned::default(),
            ended: false,
        };
        let silence = SignalFd::new(&SigSet::empty()).context("cannot make a signalfd")?;
        let sink = &mut self.sink;
        let mut flush = |tracer: &mut Tracer<V>| -> Result<(), Stop> {
            let written = sink.write(tracer.lines(), silence.as_fd(), PollTimeout::NONE);
            tracer.clear_lines();
            written.map(|_| ()).map_err(Stop::Output)
        };
        let stop = loop {
            let block = self.reader.block(|record| -> Result<(), Stop> {
                teller.told(record);
                if teller.tracer.lines().len() >= WRITE_AT {
                    flush(&mut teller.tracer)?;
                }
                Ok(())
            });
            match block {
                Ok(Some(_)) => self.progress.is_at(self.reader.position(), &self.name),
                Ok(None) => break None,
                Err(stop) => break Some(stop),
            }
        };
        let mut stop = stop;
        if !matches!(stop, Some(Stop::Output(_))) {
            if !teller.ended {
                teller.tracer.event(Event::End);
            }
            teller.tracer.finish();
            if let Err(failed) = flush(&mut teller.tracer) {
                stop = Some(failed);
            }
        }
        self.progress.is_over();
        self.sink.close();
        if let Some(mut reader) = self.sink.take_reader() {
            let _ = reader.wait();
        }
        let whole = match stop {
            None => true,
            Some(Stop::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
                return Ok(Ending { status: Status::Exited(0), complete: true });
            }
            Some(Stop::Output(error)) => {
                complain(format_args!("{}: {}: the trace ends here", self.sink.name(), error_text(&error)));
                false
            }
            Some(Stop::Trouble(trouble)) => {
                complain(format_args!("{}: {trouble}", self.name));
                false
            }
        };
        let Owned { losses, cause } = teller.losses;
        let unreadable = losses.unreadable.max(teller.tracer.unreadable());
        let nothing_lost = report_losses(Losses { unreadable, cause: &cause, ..losses });
        Ok(Ending { status: Status::Exited(0), complete: whole && nothing_lost })
    }
}

/// Losses with their cause.
#[derive(Default)]
struct Owned {
    losses: Losses<'static>,
    cause: String,
}

/// Tells a tracer what a recording has.
struct Teller<V: View> {
    tracer: Tracer<V>,
    /// The calls that show, if that is not all that were recorded.
    selection: Option<Selection>,
    later: Rc<RefCell<BTreeMap<u32, InterfaceName>>>,
    losses: Owned,
    /// The recording has told that tracing was over.
    ended: bool,
}

impl<V: View> Teller<V> {
    fn told(&mut self, record: &[u8]) {
        let mut task = bt_task::default();
        match told(record, &mut task) {
            Told::Event(Event::Record(bytes)) => self.record(bytes),
            Told::Event(event) => {
                self.ended |= matches!(event, Event::End);
                self.tracer.event(event);
            }
            Told::Interface(index, name) => {
                self.later.borrow_mut().insert(index, name);
            }
            Told::Standstills(_) => {}
            Told::Losses(losses) => {
                self.losses = Owned { cause: losses.cause.to_owned(), losses: Losses { cause: "", ..losses } };
            }
        }
    }

    /// Leaves out the calls that are not selected, as the kernel would have: what was lost before them stays lost.
    fn record(&mut self, bytes: &[u8]) {
        if let Some(selection) = &self.selection {
            if let Ok(Record::Enter(call, _) | Record::Call(call, _)) = wire::parse(bytes) {
                let head = &call.head;
                if !selection.shows(Abi::of(head.flags), call.nr) {
                    if head.lost > 0 {
                        let task = bt_task { tid: head.tid, tgid: head.tgid, lost: head.lost, ..bt_task::default() };
                        self.tracer.event(Event::LostUntold(&task));
                    }
                    return;
                }
            }
        }
        self.tracer.event(Event::Record(bytes));
    }
}

/// How far a replay is, for who waits for it.
struct Progress {
    /// Bytes of the recording, if that is wanted.
    size: Option<u64>,
    /// When it was said last, or the replay began.
    last: Instant,
    shown: bool,
}

impl Progress {
    fn new(size: Option<u64>) -> Progress {
        Progress { size, last: Instant::now(), shown: false }
    }

    /// So many bytes are done.
    fn is_at(&mut self, position: u64, name: &str) {
        let Some(size) = self.size.filter(|_| self.last.elapsed() >= PATIENCE) else { return };
        self.last = Instant::now();
        self.shown = true;
        let _ = write!(stderr(), "\r{name}: {} %\x1b[K", position.saturating_mul(100) / size.max(1));
    }

    /// Leaves no trace of it.
    fn is_over(&self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
