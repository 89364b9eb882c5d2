//! How does the line of a task begin, and what goes into the view with it?

use std::fmt::Arguments;
use std::mem::take;

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Outcome;
use crate::complain;
use crate::counts::Counts;
use crate::decode;
use crate::decode::is_about;
use crate::descriptor::Descriptor;
use crate::event::Comm;
use crate::frames::Frames;
use crate::frames::Trail;
use crate::identity::Identity;
use crate::line;
use crate::options::dumps::Dumps;
use crate::options::extent::Extent;
use crate::options::quiet::Quiet;
use crate::options::set::Set;
use crate::options::stacks::Wanted;
use crate::options::subjects::Subjects;
use crate::options::summary::Summary;
use crate::output::End;
use crate::output::Line;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::View;
use crate::skeleton::types::bt_name;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::special;
use crate::syscalls::row::Arg;
use crate::syscalls::row::Ret;
use crate::syscalls::shape::Dir;
use crate::tracer::names::Names;
use crate::tracer::narrow;
use crate::tracer::settings::Settings;
use crate::tracer::what::Undelivered;
use crate::tracer::what::What;
use crate::tracer::when::When;
use crate::wire;

/// The view, and what its lines have in common.
pub struct Lines<V: View> {
    view: V,
    follow: bool,
    to_stderr: bool,
    quiet: Quiet,
    signals: Set,
    epoch: u64,
    /// Instruction pointers show.
    ips: bool,
    /// What of stacks shows.
    stacks: Option<Wanted>,
    /// Calls are only added up.
    silent: bool,
    /// How many more calls show, if not all. After the last one nothing does.
    left: Option<u64>,
    /// What is taken off the time of a call; `None`: it is not known.
    overhead: Option<u64>,
    /// The same where what has passed is added up beside.
    walls: Option<u64>,
    /// The calls, added up, if nobody else does that.
    counts: Option<Counts>,
    /// What calls that show are about, if that matters.
    subjects: Option<Subjects>,
    /// Less is shown than was captured.
    narrow: bool,
    /// How much was captured of each call,
    extent: Extent,
    /// and is shown.
    shown: Extent,
    /// Where all the data that calls have moved shows.
    dumps: Option<Dumps>,
    /// Where lines of another task begin, if each has a file of its own, and of which.
    turns: Vec<(usize, u32)>,
    apart: bool,
    /// Memory of the list of chunks, kept from call to call,
    pool: Vec<Chunk<'static>>,
    /// and of that of descriptors.
    descriptors: Vec<Descriptor<'static>>,
    /// and of who has the ids of a call.
    identities: Vec<Identity>,
    /// What these are called.
    names: Names,
}

/// Whose line it is.
#[derive(Debug, Clone, Copy)]
pub struct Whose {
    /// The task.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// Its name,
    pub comm: Comm,
    /// and the one that it had when the call began that is shown.
    pub comm_before: Comm,
    /// The number of the last call that was shown of it.
    pub nr: Option<u32>,
    /// It is not the only one.
    pub one_of_many: bool,
    /// How it makes its calls.
    pub abi: Abi,
    /// Its instruction pointer, if that is known.
    pub ip: Option<u64>,
}

impl<V: View> Lines<V> {
    /// Lines of that view, as the settings say.
    pub fn new(mut view: V, settings: &Settings) -> Lines<V> {
        view.begin();
        let &Settings { follow, apart, to_stderr, quiet, epoch, ips, stacks, .. } = settings;
        let signals = settings.signals.clone();
        let (extent, shown, dumps) = (settings.extent.clone(), settings.shown.clone(), settings.dumps.clone());
        let narrow = shown.string < extent.string || shown.depths != extent.depths || extent.data || extent.subjects;
        // A file of one task need not say whose it is.
        let follow = follow && !apart;
        let summary = settings.summary.as_ref();
        let silent = summary.is_some_and(|summary| summary.only);
        let overhead = summary.filter(|summary| summary.wall || settings.processor).map(|summary| summary.overhead);
        let counts = settings.counts.then(Counts::default);
        let subjects = settings.subjects.clone();
        let (turns, pool, descriptors, identities, names) = Default::default();
        Lines {
            view,
            follow,
            to_stderr,
            quiet,
            signals,
            epoch,
            ips,
            stacks,
            silent,
            left: settings.limit,
            overhead,
            walls: summary.filter(|summary| summary.shows_walls()).map(|summary| summary.overhead),
            counts,
            subjects,
            narrow,
            extent,
            shown,
            dumps,
            turns,
            apart,
            pool,
            descriptors,
            identities,
            names,
        }
    }

    /// The finished lines.
    pub fn finished(&self) -> &[u8] {
        self.view.lines()
    }

    /// They, by the tasks whose they are.
    pub fn of_tasks(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let ends = self.turns.iter().skip(1).map(|(end, _)| *end).chain([self.finished().len()]);
        self.turns.iter().zip(ends).map(|((begin, tid), end)| (*tid, &self.finished()[*begin..end]))
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.turns.clear();
        self.view.clear_lines();
    }

    /// Shows these calls, or those that were shown if they were counted, added up.
    pub fn summary(&mut self, counts: Option<&Counts>, how: &Summary) {
        if let Some(counts) = self.counts.as_ref().or(counts) {
            self.view.summary(counts, how);
        }
    }

    /// Whether no more of them are to be shown.
    pub fn is_full(&self) -> bool {
        self.left == Some(0)
    }

    /// A call has been shown, or added up.
    fn count_down(&mut self, outcome: Outcome) {
        if let (Some(left), Outcome::Returned(_)) = (&mut self.left, outcome) {
            *left -= 1;
            self.silent |= *left == 0;
        }
    }

    /// There are no more.
    pub fn finish(&mut self) {
        self.view.finish();
    }

    /// Whether the end of a thread has a line.
    pub fn shows_exits(&self) -> bool {
        !self.quiet.exit
    }

    fn line<'a>(&mut self, whose: &'a Whose, when: When) -> Line<'a> {
        if self.apart && self.turns.last().is_none_or(|(_, tid)| *tid != whose.tid) {
            self.turns.push((self.finished().len(), whose.tid));
        }
        let prefix = match (self.follow, self.to_stderr) {
            (false, _) => Prefix::None,
            (true, false) => Prefix::Plain,
            (true, true) if whose.one_of_many => Prefix::Bracketed,
            (true, true) => Prefix::None,
        };
        let time = (when.time != 0).then(|| self.epoch.wrapping_add(when.time));
        let &Whose { tid, tgid, ref comm, ref comm_before, nr, abi, ip, .. } = whose;
        let ip = ip.filter(|_| self.ips);
        let (comm, comm_before) = (wire::until_nul(comm), wire::until_nul(comm_before));
        Line {
            prefix,
            tid,
            tgid,
            comm,
            comm_before,
            time,
            duration: when.duration,
            nr,
            abi,
            ip,
            stack: None,
            identities: &[],
        }
    }

    /// The instruction pointer that these chunks tell, if it shows.
    pub fn ip(&self, chunks: &[&[u8]]) -> Option<u64> {
        chunks.iter().filter(|_| self.ips).find_map(|chunks| wire::ip(chunks))
    }

    /// The stack of these frames, if it shows.
    pub fn trail<'a>(&self, frames: &'a [u8], kept: bool) -> Option<Trail<'a>> {
        self.stacks.map(|wanted| Trail { frames: Frames::of(frames), wanted, kept })
    }

    /// An empty list of chunks, for [`Lines::call`].
    pub fn list<'a>(&mut self) -> Vec<Chunk<'a>> {
        reuse(take(&mut self.pool))
    }

    /// Shows a call, or a part of it; how many of its arguments have been shown by now. `None`: it is about nothing
    /// that is asked for.
    pub fn call(
        &mut self,
        whose: &Whose,
        when: When,
        what: &What,
        chunks: Vec<Chunk<'_>>,
        part: Part,
        stack: Option<Trail<'_>>,
    ) -> Option<usize> {
        if self.is_full() {
            self.pool = reuse(chunks);
            return None;
        }
        if self.silent && self.subjects.is_none() {
            add_up(&mut self.counts, [self.overhead, self.walls], what, when);
            self.count_down(what.outcome);
            self.pool = reuse(chunks);
            return Some(0);
        }
        let mut identities = take(&mut self.identities);
        identities.clear();
        Names::list_identities(&chunks, &mut identities);
        let line = Line { stack, identities: &identities, ..self.line(whose, when) };
        let mut descriptors = reuse(take(&mut self.descriptors));
        self.names.list(&chunks, &mut descriptors);
        let limits = self.shown.of(what.abi, what.nr);
        // What has begun is shown to its end.
        let asked = self.subjects.as_ref().filter(|_| !matches!(part, Part::Rest(_)));
        if asked.is_some_and(|asked| !is_about(&what.described(&chunks, &descriptors, limits), asked)) {
            self.descriptors = reuse(descriptors);
            self.identities = identities;
            self.pool = reuse(chunks);
            return None;
        }
        let mut count = narrow::Count::default();
        let whole = self.dumps.as_ref().filter(|dumps| {
            decode::moved(&what.described(&chunks, &[], limits)).is_some_and(|(dir, fd)| match dir {
                Dir::In => dumps.write.has(fd),
                Dir::Out | Dir::InOut => dumps.read.has(fd),
            })
        });
        let is_whole = whole.is_some() && !self.view.dumps();
        let dumped = whole.filter(|_| !is_whole && !matches!(part, Part::Beginning)).map(|_| chunks.clone());
        let chunks = match self.narrow && !is_whole && limits != self.extent.of(what.abi, what.nr) {
            true => narrow::narrowed(what, limits, chunks, &mut count),
            false => chunks,
        };
        let call = what.described(&chunks, &descriptors, limits);
        add_up(&mut self.counts, [self.overhead, self.walls], what, when);
        let mut shown = 0;
        if !self.silent {
            shown = line::call(&mut self.view, &line, &call, part);
            if let Some(dumped) = &dumped {
                decode::dump(&what.described(dumped, &[], limits), &mut self.view);
            }
            self.view.behind_call();
        }
        self.descriptors = reuse(descriptors);
        self.identities = identities;
        self.pool = reuse(chunks);
        self.count_down(what.outcome);
        Some(shown)
    }

    /// What a name stands for in the calls that follow.
    pub fn named(&mut self, name: &bt_name, bytes: &[u8]) {
        self.names.told(name, bytes);
    }

    /// A call with these chunks does not show.
    pub fn leave_out(&mut self, chunks: Vec<Chunk<'_>>) {
        self.pool = reuse(chunks);
    }

    /// Says that the task makes its calls in another way than `before` from here on, if that is so.
    pub fn mode(&mut self, whose: &Whose, when: When, before: &mut Abi, abi: Abi) {
        if std::mem::replace(before, abi) != abi && !self.quiet.personality {
            let line = self.line(whose, when);
            self.view.mode(&line, abi);
        }
    }

    /// Says how many calls are missing before this.
    pub fn lost(&mut self, whose: &Whose, when: When, count: u32) {
        if !self.silent {
            let line = self.line(whose, when);
            self.view.lost(&line, count.into());
        }
    }

    /// A task has made a task.
    pub fn forked(&mut self, whose: &Whose, when: When, child_tid: u32, child_tgid: u32) {
        if !self.silent {
            let line = self.line(whose, when);
            self.view.forked(&line, child_tid, child_tgid);
        }
        self.notice(format_args!("Process {child_tid} attached"));
    }

    /// A task was there before.
    pub fn attached(&mut self, whose: &Whose, when: When) {
        if !self.silent {
            let line = self.line(whose, when);
            self.view.attached(&line);
        }
    }

    /// A task is traced no longer.
    pub fn detached(&mut self, tid: u32) {
        self.notice(format_args!("Process {tid} detached"));
    }

    /// Tells who comes and who is left: on standard error, wherever the lines go.
    fn notice(&mut self, text: Arguments<'_>) {
        match (self.quiet.attach, self.to_stderr) {
            (true, _) => {}
            (false, true) => self.view.notice(text),
            (false, false) if self.view.needs().notices => complain(text),
            (false, false) => {}
        }
    }

    /// The thread of that id goes on as this task, which is gone.
    pub fn superseded(&mut self, whose: &Whose, when: When, by: u32) {
        if !self.quiet.thread_execve && !self.silent {
            let line = self.line(whose, when);
            self.view.superseded(&line, by);
        }
    }

    /// The task is gone.
    pub fn ended(&mut self, whose: &Whose, when: When, end: End) {
        let shows = match end {
            End::Exited(_) => !self.quiet.exit,
            End::Killed { signo, .. } => self.signals.has(signo),
        };
        if self.silent {
            return;
        }
        let line = self.line(whose, when);
        if shows {
            self.view.ended(&line, end);
        }
        self.view.gone(whose.tid);
    }

    /// A signal has reached the task.
    pub fn signal(&mut self, whose: &Whose, signal: &Undelivered, frames: &[u8]) {
        if self.silent || !self.signals.has(signal.signo) {
            return;
        }
        let stack = self.trail(frames, false);
        let line = Line { stack, identities: signal.sender.as_slice(), ..self.line(whose, When::at(signal.time)) };
        line::signal(&mut self.view, &line, signal.signo, &signal.info);
    }

    /// A signal has stopped the task.
    pub fn stopped(&mut self, whose: &Whose, when: When, signo: u32) {
        if !self.silent && self.signals.has(signo) {
            let line = self.line(whose, when);
            self.view.stopped(&line, signo);
        }
    }
}

impl What {
    /// The call as decoders see it.
    pub(super) fn described<'a>(
        &self,
        chunks: &'a [Chunk<'a>],
        descriptors: &'a [Descriptor<'a>],
        limits: Limits,
    ) -> Call<'a> {
        let &What { abi, row, nr, args, outcome, resumes } = self;
        let case = row.and_then(|row| row.case(&args));
        let params: &'static [Arg] = case.map(|case| case.args).or(row.map(|row| row.args)).unwrap_or_default();
        let ret = case.map(|case| case.ret).or(row.map(|row| row.ret)).unwrap_or(Ret::Int);
        let resumes = resumes.filter(|_| row.is_some_and(|row| row.special & special::RESUMES != 0));
        let Limits { string, depth } = limits;
        Call { abi, syscall: row, nr, params, ret, args, outcome, chunks, descriptors, resumes, depth, string }
    }
}

/// Adds a call that has returned to those that were shown, if they are added up.
fn add_up(counts: &mut Option<Counts>, [overhead, walls]: [Option<u64>; 2], what: &What, when: When) {
    if let (Some(counts), Outcome::Returned(result)) = (counts, what.outcome) {
        let net = |overhead: Option<u64>| {
            overhead.zip(when.duration).map_or(0, |(overhead, time)| time.saturating_sub(overhead))
        };
        counts.add_one(what.abi, what.nr, result, net(overhead), net(walls));
    }
}

/// An emptied list for the same of another lifetime, in the same memory (the standard library collects in place).
fn reuse<From, To>(mut list: Vec<From>) -> Vec<To> {
    list.clear();
    list.into_iter().map(|_| unreachable!("the list is empty")).collect()
}
