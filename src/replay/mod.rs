//! How is a recording shown?
//!
//! The events that it has are told to a tracer, as the session tells those of a
//! live run, and what the machine was asked for then is answered from the file:
//! nothing of the machine that this runs on gets into the lines.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::metadata;
use std::fs::File;
use std::fs::Metadata;
use std::io::stderr;
use std::io::stdin;
use std::io::BufReader;
use std::io::ErrorKind;
use std::io::IsTerminal;
use std::io::Read;
use std::io::Write;
use std::rc::Rc;
use std::time::Duration;
use std::time::Instant;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Result;
use nix::poll::PollTimeout;

use crate::complain;
use crate::descriptor;
use crate::ending::report_losses;
use crate::ending::Ending;
use crate::ending::Losses;
use crate::ending::Status;
use crate::ending::UNHEARD_OF;
use crate::error_text;
use crate::event::Event;
use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::machine::Machine;
use crate::machine::Zone;
use crate::options::destination::Destination;
use crate::options::extent::Depths;
use crate::options::extent::Extent;
use crate::options::quiet::Quiet;
use crate::options::replay::Replay;
use crate::options::selection::Selection;
use crate::options::subjects::Subjects;
use crate::outlet::apart::Apart;
use crate::outlet::sink::is_one;
use crate::outlet::sink::Sink;
use crate::output::choose;
use crate::output::View;
use crate::output::WithView;
use crate::recording::container::Reader;
use crate::recording::container::Trouble;
use crate::recording::events::told;
use crate::recording::events::Told;
use crate::recording::facts::Facts;
use crate::recording::facts::ARCHITECTURE;
use crate::skeleton::types::bt_task;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::tracer::Settings;
use crate::tracer::Tracer;
use crate::wire;
use crate::wire::Record;

/// Bytes of lines that are collected before they are written.
const WRITE_AT: usize = 256 << 10;
/// Interfaces that can be named after the beginning: no machine has so many, a recording that means harm may.
const MOST_INTERFACES: usize = 1 << 16;
/// Records that make no sense: what a beetrace has written has none, or a few.
const MOST_UNREADABLE: u64 = 1 << 16;
/// Characters of the cause of losses.
const LONGEST_CAUSE: usize = 300;
/// Characters of the name of an architecture.
const LONGEST_NAME: usize = 64;
/// How long a replay may take before it says how far it is, and how often it says so.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows a recording.
pub fn run(replay: &Replay) -> Result<Ending> {
    let name = replay.name();
    let (file, size): (Box<dyn Read>, Option<u64>) = match &replay.file {
        None => (Box::new(stdin()), None),
        Some(path) => {
            let file = File::open(path).map_err(|error| anyhow!("cannot open '{name}': {}", error_text(&error)))?;
            let found = file.metadata().ok().filter(Metadata::is_file);
            // Under another name, which opening would empty.
            if let (Some(from), Destination::File(to)) = (&found, &replay.destination) {
                if metadata(to).is_ok_and(|to| is_one(from, &to)) {
                    bail!("--replay and -o name the same file");
                }
            }
            (Box::new(file), found.map(|found| found.len()))
        }
    };
    let (reader, fields) = Reader::open(BufReader::new(file)).map_err(|trouble| anyhow!("{name}: {trouble}"))?;
    let facts = Facts::read(&fields).map_err(|trouble| anyhow!("{name}: {trouble}"))?;
    let replay = &as_recorded(replay, &facts, &name)?;
    if replay.debug {
        complain(format_args!("{name}: {}", origin(&facts)));
    }
    check(replay, &facts, &name)?;
    let sink = Sink::open(&replay.destination)?;
    let names = Names { given: facts.machine.clone(), later: Rc::default() };
    let later = names.later.clone();
    let is_far_away =
        !matches!(replay.destination, Destination::Stdout | Destination::Stderr | Destination::Command(_))
            && stderr().is_terminal();
    let progress = Progress::new(size.filter(|_| is_far_away));
    let play = Play { replay, reader, facts, name, sink, later, progress };
    choose(replay.format, &replay.looks, Box::new(names), play)
}

/// The replay with the looks that the recording has, as far as it says nothing about them.
fn as_recorded(replay: &Replay, facts: &Facts, name: &str) -> Result<Replay> {
    replay.as_recorded(&facts.looks, &facts.resolved).or_else(|error| {
        let error = error.to_string();
        let error: String = error.lines().next().unwrap_or_default().escape_debug().take(LONGEST_CAUSE).collect();
        complain(format_args!(
            "{name}: how its lines looked is not known here ({error}): only what is said now counts"
        ));
        replay.as_recorded(&[], &[])
    })
}

/// Who made the recording, where and of which command: in words that no terminal takes for its own.
fn origin(facts: &Facts) -> String {
    let plain = |text: &str| text.escape_debug().take(LONGEST_NAME).collect::<String>();
    let (tool, kernel, architecture) = (plain(&facts.tool), plain(&facts.kernel), plain(&facts.architecture));
    let words = facts.command.iter().map(|word| format!(" \"{}\"", word.escape_ascii()));
    let command: String = words.collect::<String>().chars().take(LONGEST_CAUSE).collect();
    format!("recorded by {tool} on Linux {kernel} ({architecture}):{command}")
}

/// Says what was not recorded and is asked for: that is not guessed.
fn check(replay: &Replay, facts: &Facts, name: &str) -> Result<()> {
    if facts.architecture != ARCHITECTURE {
        let other: String = facts.architecture.escape_debug().take(LONGEST_NAME).collect();
        bail!("{name} was recorded on {other}; this beetrace knows the calls of {ARCHITECTURE}");
    }
    if let Some(string) = replay.string.filter(|string| *string > facts.extent.string) {
        let most = facts.extent.string;
        bail!("{name} has at most {most} bytes of each string: record with -s {string} to see as many");
    }
    if replay.dumps.is_some() && !facts.extent.data {
        bail!("{name} was recorded without -e read= or -e write=: it has no more of what calls moved than -s says");
    }
    let recorded = &facts.extent.depths;
    if (&replay.depths, recorded) == (&Depths::All(Depth::Whole), &Depths::All(Depth::Brief)) {
        bail!("{name} was recorded without -v: what it leaves out was not recorded");
    }
    if let Some((names, _)) = few(&replay.depths.beyond(recorded, &facts.selection)) {
        complain(format_args!(
            "{name} has not all of {names}: it was recorded with another -e abbrev=, -e verbose= or -e raw="
        ));
    }
    if replay.follow && !facts.follow {
        bail!("{name} was recorded without -f: there is nothing of other tasks than the command's first");
    }
    if facts.outcomes.is_some() && replay.outcomes.is_some() && facts.outcomes != replay.outcomes {
        complain(format_args!(
            "{name} may lack some calls: it was recorded with other -z, -Z, -e status=, -e errno= or --min-duration"
        ));
    }
    if !facts.times && replay.outcomes.as_ref().is_some_and(|outcomes| outcomes.min_duration > 0) {
        bail!("{name} was recorded without times: record with --format json or --min-duration");
    }
    check_subjects(replay, facts, Replay::recorded_subjects(&facts.looks, &facts.resolved).as_ref(), name);
    if let Some(summary) = &replay.summary {
        match (summary.wall || !summary.shows_own_times(), facts.times) {
            (true, true) => {}
            (true, false) => complain(format_args!(
                "{name} was recorded without --format json: it has no times, the summary counts calls and errors"
            )),
            (false, _) => complain(format_args!(
                "{name} does not have how long processors worked on calls, the summary counts calls and errors; \
                 -w adds how long they took, if that was recorded"
            )),
        }
    }
    let lacking = replay.selection.as_ref().and_then(|selection| few(&selection.without(&facts.selection)));
    if let Some((names, number)) = lacking {
        let no = if number == 1 { "no" } else { "none of" };
        complain(format_args!("{name} has {no} {names}: it was recorded with another -e trace="));
    }
    Ok(())
}

/// The same of calls that are about some files, if they were recorded so.
fn check_subjects(replay: &Replay, facts: &Facts, recorded: Option<&Subjects>, name: &str) {
    let subjects = replay.subjects.as_ref();
    if subjects.is_some_and(Subjects::have_paths) && facts.names == descriptor::Names::No {
        complain(format_args!("{name} was recorded without -y: -P shows calls that name a path, none by descriptors"));
    }
    if recorded.is_some() && recorded != subjects {
        complain(format_args!("{name} may lack some calls: it was recorded with other -P or --trace-fds"));
    }
}

/// Some of these names, and how many there are; `None`: none.
fn few(names: &[&str]) -> Option<(String, usize)> {
    let (few, more) = names.split_at(names.len().min(3));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    (!names.is_empty()).then(|| (format!("{}{more}", few.join(", ")), names.len()))
}

/// Names of interfaces that were told after the beginning.
type Later = Rc<RefCell<BTreeMap<u32, Option<InterfaceName>>>>;

/// The machine that was traced, as far as the recording tells of it up to here.
#[derive(Debug)]
struct Names {
    given: Given,
    later: Later,
}

impl Machine for Names {
    fn interface(&self, index: u32) -> Option<InterfaceName> {
        self.later.borrow().get(&index).copied().unwrap_or_else(|| self.given.interface(index))
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
    later: Later,
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
        let name = &self.name;
        if facts.flight {
            complain(format_args!("{name} has only the last of a run: it was recorded with --record-last"));
        }
        if needs.times && !facts.times {
            complain(format_args!("{name} was recorded without -t, -r, -T or --format json: lines have no times"));
        }
        if self.replay.stacks.is_some() && !facts.stacks {
            complain(format_args!("{name} was recorded without -k: lines have no stacks"));
        } else if self.replay.stacks.is_some_and(|wanted| wanted.sources) && !facts.sources {
            complain(format_args!("{name} was recorded without -kk: stacks have no lines of the source"));
        }
        if self.replay.looks.ips && !facts.ips {
            complain(format_args!("{name} was recorded without -i: lines have no instruction pointers"));
        }
        let asked = &self.replay.looks.decode_fds;
        if asked.any() && facts.names == descriptor::Names::No {
            complain(format_args!("{name} was recorded without -y: it does not have what descriptors refer to"));
        } else if asked.details() && facts.names != descriptor::Names::Details {
            complain(format_args!("{name} was recorded without -yy: it has paths of descriptors only"));
        }
        if self.replay.looks.decode_pids.any() && !facts.ids {
            complain(format_args!("{name} was recorded without -Y: it does not have who had the ids in calls"));
        }
        if self.replay.looks.namespaces && !facts.spaces {
            complain(format_args!("{name} was recorded without --namespace: it does not have ids of namespaces"));
        }
        if needs.comm && !facts.comm {
            complain(format_args!(
                "{name} was recorded without --format json or -Y: lines have no names that tasks took after their last \
                 execve or fork"
            ));
        }
        let mut teller = Teller::new(view, &self.facts, self.replay, self.later);
        let sink = &mut self.sink;
        let mut apart = Apart::of(&self.replay.destination);
        let mut flush = |tracer: &mut Tracer<V>| -> Result<(), Stop> {
            let written = match &mut apart {
                Some(files) => tracer.lines_of_tasks().try_for_each(|(tid, lines)| files.write(tid, lines)),
                None => sink.write(tracer.lines(), None, PollTimeout::NONE).map(|_| ()),
            };
            tracer.clear_lines();
            written.map_err(Stop::Output)
        };
        let stop = loop {
            let block = self.reader.block(|record| -> Result<(), Stop> {
                teller.told(record);
                if teller.tracer.unreadable() > MOST_UNREADABLE {
                    return Err(Trouble::Nonsense.into());
                }
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
            teller.finish();
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
        let now = teller.tracer.unreadable();
        let unreadable = losses.unreadable.max(now);
        let nothing_lost =
            report_losses(Losses { unreadable, cause: &cause, ..losses }, nonsense(losses.unreadable, now));
        Ok(Ending { status: Status::Exited(0), complete: whole && nothing_lost })
    }
}

/// What it means that so many records made no sense when they were recorded, and so many do now.
fn nonsense(then: u64, now: u64) -> &'static str {
    if now > then {
        "the recording is damaged, or from a newer beetrace"
    } else {
        UNHEARD_OF
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
    later: Later,
    losses: Owned,
    /// The recording has told that tracing was over.
    ended: bool,
}

impl<V: View> Teller<V> {
    fn new(view: V, facts: &Facts, replay: &Replay, later: Later) -> Teller<V> {
        let settings = Settings {
            follow: facts.follow || facts.several,
            attached: facts.attached,
            apart: matches!(replay.destination, Destination::Apart { .. }),
            to_stderr: false,
            quiet: Quiet { attach: true, ..replay.quiet },
            subjects: replay.subjects.clone(),
            limit: replay.syscall_limit,
            outcomes: replay.outcomes.clone().or(facts.outcomes.clone()),
            signals: replay.signals.clone(),
            extent: facts.extent.clone(),
            shown: Extent {
                string: replay.string.unwrap_or(facts.extent.string),
                depths: replay.depths.clone(),
                data: false,
                subjects: false,
            },
            dumps: replay.dumps.clone(),
            selection: replay.selection.clone().unwrap_or_else(|| facts.selection.clone()),
            summary: replay.summary.clone(),
            counts: replay.summary.is_some(),
            processor: false,
            epoch: facts.epoch,
            ips: replay.looks.ips && facts.ips,
            stacks: replay.stacks.filter(|_| facts.stacks),
        };
        Teller {
            tracer: Tracer::new(view, settings, facts.pid),
            selection: replay.selection.clone(),
            later,
            losses: Owned::default(),
            ended: false,
        }
    }

    /// There is nothing more: a recording that was cut has not said so.
    fn finish(&mut self) {
        if !self.ended {
            self.tracer.event(Event::End);
        }
        self.tracer.summary(None);
        self.tracer.finish();
    }

    fn told(&mut self, record: &[u8]) {
        let mut task = bt_task::default();
        match told(record, &mut task) {
            Told::Event(Event::Record(bytes)) => self.record(bytes),
            Told::Event(event) => {
                self.ended |= matches!(event, Event::End);
                self.tracer.event(event);
            }
            Told::Interface(index, name) => {
                let mut names = self.later.borrow_mut();
                if names.len() < MOST_INTERFACES || names.contains_key(&index) {
                    names.insert(index, name);
                }
            }
            Told::Standstills(_) => {}
            Told::Losses(losses) => {
                // People read it: what a terminal would take for commands is no cause.
                let cause = losses.cause.chars().filter(|c| !c.is_control()).take(LONGEST_CAUSE).collect();
                self.losses = Owned { cause, losses: Losses { cause: "", ..losses } };
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
        if self.last.elapsed() < PATIENCE {
            return;
        }
        if let Some(text) = self.text(position, name) {
            self.last = Instant::now();
            self.shown = true;
            let _ = write!(stderr(), "\r{text}\x1b[K");
        }
    }

    fn text(&self, position: u64, name: &str) -> Option<String> {
        Some(format!("{name}: {} %", position.saturating_mul(100) / self.size?.max(1)))
    }

    /// Leaves no trace of it.
    fn is_over(&self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod last;
#[cfg(test)]
mod tests;
