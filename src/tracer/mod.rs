//! Which line follows from which record?
//!
//! Keeps the state of every traced task and turns the stream of records into
//! calls and events for the view: entry and return are put together, signals
//! that the program never sees come after the call in which they arrived, calls
//! that do not return are shown as unfinished (tracer/unfinished.rs), those that
//! another thread's execve breaks off beside it (tracer/exec.rs).

mod exec;
pub mod exec_args;
mod task;
mod tasks;
mod unfinished;

use std::mem::take;

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Outcome;
use crate::call::Phase;
use crate::event::Event;
use crate::line;
use crate::options::config::Config;
use crate::options::config::Destination;
use crate::options::selection::Selection;
use crate::output::End;
use crate::output::Line;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::View;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_task_flag;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::special;
use crate::syscalls::row::Arg;
use crate::syscalls::row::Ret;
use crate::syscalls::row::Syscall;
use crate::tracer::task::Comm;
use crate::tracer::task::Held;
use crate::tracer::task::Task;
use crate::tracer::task::Undelivered;
use crate::tracer::tasks::Tasks;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Record;

/// What lines depend on beside the events.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Lines say whose they are.
    pub follow: bool,
    /// They go to standard error, where messages stand between them.
    pub to_stderr: bool,
    /// No messages about tasks that come, or that make their calls in another way.
    pub hide_attach: bool,
    /// No lines about exits.
    pub hide_exit: bool,
    /// How much is shown of strings and arrays.
    pub limits: Limits,
    /// Which calls show.
    pub selection: Selection,
    /// Real time at CLOCK_MONOTONIC 0, ns.
    pub epoch: u64,
}

impl Settings {
    /// As the options say.
    pub fn new(config: &Config, epoch: u64) -> Settings {
        Settings {
            follow: config.follow,
            to_stderr: config.destination == Destination::Stderr,
            hide_attach: config.hide_attach,
            hide_exit: config.hide_exit,
            limits: config.limits,
            selection: config.selection.clone(),
            epoch,
        }
    }
}

/// Turns events into lines.
pub struct Tracer<V: View> {
    view: V,
    settings: Settings,
    tasks: Tasks,
    /// Memory of the list of chunks, kept from call to call.
    pool: Vec<Chunk<'static>>,
    /// Memory of chunks whose pieces were put together.
    joined: AlignedBytes,
    /// Records that made no sense.
    unreadable: u64,
}

impl<V: View> Tracer<V> {
    /// A tracer of one task.
    pub fn new(mut view: V, settings: Settings, pid: u32) -> Tracer<V> {
        view.begin();
        let mut tasks = Tasks::default();
        tasks.insert(Task::new(pid, pid));
        Tracer { view, settings, tasks, pool: Vec::new(), joined: AlignedBytes::default(), unreadable: 0 }
    }

    /// The finished lines that nobody has taken yet.
    pub fn lines(&self) -> &[u8] {
        self.view.lines()
    }

    /// Forgets the lines, which are written.
    pub fn clear_lines(&mut self) {
        self.view.clear_lines();
    }

    /// Makes the lines that follow from what has happened next.
    pub fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Record(bytes) => self.record(bytes),
            Event::Waits { tid, call, inputs } => self.waits(tid, &call, inputs),
            Event::Idle(tid) => self.idle(tid),
            Event::Gone(tid) => self.gone(tid),
            Event::There { tid, tgid, abi, comm } => self.tasks.insert(Task { abi, comm, ..Task::new(tid, tgid) }),
            Event::DiedUnseen(task) => self.died_unseen(task),
            Event::LostUntold(task) => self.lost_untold(task),
            Event::End => self.over(),
        }
    }

    /// All has been told.
    pub fn finish(&mut self) {
        self.view.finish();
    }

    /// Takes one record from the ring.
    fn record(&mut self, bytes: &[u8]) {
        let record = match wire::parse(bytes) {
            Ok(record) => record,
            Err(_) => {
                self.unreadable += 1;
                return;
            }
        };
        self.lost(record.head());
        match record {
            Record::Enter(call, chunks) => self.entered(call, chunks),
            Record::Call(call, chunks) => self.returned(call, chunks),
            Record::Fork(fork) => self.forked(fork),
            Record::Exec(exec) => self.execed(exec),
            Record::Exit(exit) => self.exited(exit),
            Record::Signal(signal) => self.signaled(signal),
        }
    }

    /// Who a line is about, and how it begins. `comm` is where the task's name is kept for the time of the line.
    fn line<'a>(&self, head: &bt_header, comm: &'a mut Comm) -> Line<'a> {
        if let Some(task) = self.tasks.get(head.tid) {
            *comm = task.comm;
        }
        let prefix = match (self.settings.follow, self.settings.to_stderr) {
            (false, _) => Prefix::None,
            (true, false) => Prefix::Plain,
            (true, true) if self.tasks.len() > 1 => Prefix::Bracketed,
            (true, true) => Prefix::None,
        };
        let time = (head.time != 0).then(|| self.settings.epoch.wrapping_add(head.time));
        Line { prefix, tid: head.tid, tgid: head.tgid, comm: wire::until_nul(comm), time, duration: None }
    }

    /// Says how many calls are missing before this record.
    fn lost(&mut self, head: &bt_header) {
        if head.lost > 0 {
            let mut comm = Comm::default();
            let line = self.line(head, &mut comm);
            self.view.lost(&line, head.lost.into());
        }
    }

    fn task(&mut self, head: &bt_header) -> &mut Task {
        self.tasks.get_or_new(head.tid, head.tgid)
    }

    fn entered(&mut self, call: &bt_call, chunks: &[u8]) {
        if u32::from(call.head.flags) & bt_record_flag::BT_REREAD.0 != 0 {
            return self.reread(call, chunks);
        }
        // What arrived in a call that is not shown, or between calls.
        self.show_undelivered(call.head.tid, |signal| !signal.fatal);
        let task = self.task(&call.head);
        let Some(chunks) = task.series(&call.head, chunks) else { return };
        task.entry_chunks.clear();
        wire::join(chunks.bytes(), &mut task.entry_chunks);
        task.entry = Some(*call);
        task.keep(chunks);
        self.begins_exec(call);
        // A call that never returns is complete now.
        let row = row(call);
        if row.is_some_and(|row| matches!(row.ret, Ret::Never)) {
            self.show(call, &[], Outcome::Never);
        }
    }

    /// An execve has succeeded some of whose arguments were not there at its entry: what it has left tells them.
    fn reread(&mut self, call: &bt_call, chunks: &[u8]) {
        let limits = self.settings.limits;
        let task = self.task(&call.head);
        let Some(pieces) = task.series(&call.head, chunks) else { return };
        let (mut left, mut told) = (AlignedBytes::default(), AlignedBytes::default());
        wire::join(pieces.bytes(), &mut left);
        task.keep(pieces);
        if let Some(row) = row(call) {
            exec_args::arguments(row, limits, left.bytes(), &mut told);
        }
        let before = take(&mut task.entry_chunks);
        let of = |arg: u8| wire::chunks(before.bytes()).filter(move |chunk| chunk.head.arg == arg);
        let lacks = |arg: u8| of(arg).next().is_none() || of(arg).any(|chunk| !chunk.is_there());
        let again = |arg: u8| lacks(arg) && wire::chunks(told.bytes()).any(|chunk| chunk.head.arg == arg);
        for chunk in wire::chunks(before.bytes()).filter(|chunk| !again(chunk.head.arg)) {
            task.entry_chunks.push_chunk(chunk.head, chunk.bytes);
        }
        for chunk in wire::chunks(told.bytes()).filter(|chunk| lacks(chunk.head.arg)) {
            task.entry_chunks.push_chunk(chunk.head, chunk.bytes);
        }
    }

    fn returned(&mut self, call: &bt_call, chunks: &[u8]) {
        let flags = u32::from(call.head.flags);
        let task = self.task(&call.head);
        if flags & bt_record_flag::BT_ENTERED.0 == 0 {
            // What is kept of an entry is not this call's: the return of that call was lost.
            task.entry = None;
            task.entry_chunks.clear();
        }
        let series = bt_record_flag::BT_MORE.0 | bt_record_flag::BT_CONTINUED.0;
        let pieces = match flags & series {
            0 => None,
            _ => match task.series(&call.head, chunks) {
                Some(pieces) => Some(pieces),
                None => return,
            },
        };
        let all = pieces.as_ref().map_or(chunks, AlignedBytes::bytes);
        if wire::is_split(all) {
            let mut joined = take(&mut self.joined);
            joined.clear();
            wire::join(all, &mut joined);
            self.show_or_hold(call, joined.bytes());
            self.joined = joined;
        } else {
            self.show_or_hold(call, all);
        }
        if let Some(pieces) = pieces {
            self.task(&call.head).keep(pieces);
        }
    }

    fn show_or_hold(&mut self, call: &bt_call, chunks: &[u8]) {
        if u32::from(call.head.flags) & bt_record_flag::BT_DYING.0 != 0 {
            if let Some(by) = self.ended_by(call.head.tid).filter(|_| !self.dies_by_signal(call)) {
                let mut kept = AlignedBytes::default();
                kept.append(chunks);
                return self.hold(by, Held::Call(*call, kept));
            }
        }
        self.show_returned(call, chunks);
    }

    fn show_returned(&mut self, call: &bt_call, chunks: &[u8]) {
        let dying = u32::from(call.head.flags) & bt_record_flag::BT_DYING.0 != 0;
        let outcome = match dying && !self.dies_by_signal(call) {
            true => Outcome::Never,
            false => Outcome::Returned(call.ret),
        };
        self.show(call, chunks, outcome);
        self.show_undelivered(call.head.tid, |_| true);
    }

    /// Whether the task in a broken-off call is the one that the killing signal shows at: strace sees it
    /// delivered there, after the call, while the other threads just vanish.
    fn dies_by_signal(&self, call: &bt_call) -> bool {
        self.tasks.get(call.head.tid).is_some_and(|task| task.undelivered.iter().any(|signal| signal.fatal))
    }

    /// Shows a call of which there is nothing more to come.
    fn show(&mut self, call: &bt_call, chunks: &[u8], outcome: Outcome) {
        let Some(task) = self.tasks.get_mut(call.head.tid) else {
            self.task(&call.head);
            return self.show(call, chunks, outcome);
        };
        if !task.held.is_empty() {
            self.show_held(call.head.tid);
            return self.show(call, chunks, outcome);
        }
        // What a call did to its task is taken out for the time of showing it: the view borrows it.
        let entry_chunks = take(&mut task.entry_chunks);
        let abi = Abi::of(call.head.flags);
        // One that was begun for another call has lost its end.
        let unfinished = task.unfinished.take().filter(|begun| (begun.abi, begun.nr) == (abi, call.nr));
        let resumes = task.interrupted.take();
        let args = task.entry.take().map_or(call.args, |entry| entry.args);

        let mut list = reuse(take(&mut self.pool));
        list.extend(wire::chunks(entry_chunks.bytes()).map(|chunk| chunk.decoded(Phase::Enter)));
        let mut comm = None;
        for chunk in wire::chunks(chunks) {
            match chunk.comm() {
                Some(name) => comm = Some(name),
                None => list.push(chunk.decoded(Phase::Exit)),
            }
        }
        if let Some(name) = comm {
            task.comm = padded(name);
        }
        let row = row(call);
        let outcome = as_the_program_sees(outcome, abi);
        if let (Outcome::Returned(RESTART_BLOCK), Some(row)) = (outcome, row) {
            task.interrupted = Some(row);
        }
        let shown = described(abi, row, call.nr, args, outcome, resumes, &list);
        self.show_mode(&call.head, abi);
        let mut comm = Comm::default();
        let mut line = self.line(&call.head, &mut comm);
        if call.start != 0 {
            line.duration = Some(call.head.time.saturating_sub(call.start));
            line.time = Some(self.settings.epoch.wrapping_add(call.start));
        }
        let part = unfinished.map_or(Part::Whole, |begun| Part::Rest(begun.shown));
        line::call(&mut self.view, &line, &shown, part);
        self.pool = reuse(list);
        if let Some(task) = self.tasks.get_mut(call.head.tid) {
            task.entry_chunks = entry_chunks;
            task.call_ended();
        }
    }

    /// Says that the task makes its calls in another way from here on, if that is so.
    fn show_mode(&mut self, head: &bt_header, abi: Abi) {
        if std::mem::replace(&mut self.task(head).abi, abi) == abi || self.settings.hide_attach {
            return;
        }
        let mut comm = Comm::default();
        let line = self.line(head, &mut comm);
        self.view.mode(&line, abi);
    }

    fn forked(&mut self, fork: &bt_fork) {
        // Another one had that id, whose end is held back.
        if let Some(by) = self.ended_by(fork.child_tid) {
            self.show_held(by);
        }
        let mut comm = Comm::default();
        let line = self.line(&fork.head, &mut comm);
        self.view.forked(&line, fork.child_tid, fork.child_tgid);
        let mut child = Task::new(fork.child_tid, fork.child_tgid);
        child.comm = comm;
        child.abi = self.tasks.get(fork.head.tid).map_or(Abi::default(), |parent| parent.abi);
        self.tasks.insert(child);
        if !self.settings.hide_attach {
            self.view.notice(format_args!("Process {} attached", fork.child_tid));
        }
    }

    fn execed(&mut self, exec: &bt_exec) {
        let head = &exec.head;
        if exec.old_tid != head.tid {
            self.superseded(exec);
        }
        self.task(head).comm = exec.comm;
    }

    fn ended(&mut self, exit: &bt_exit) {
        let head = &exit.head;
        let task = self.task(head);
        if u32::from(head.flags) & bt_record_flag::BT_ENTERED.0 == 0 {
            // The return of that call was lost, and counted.
            task.entry = None;
            task.entry_chunks.clear();
        }
        let tgid = task.tgid;
        // A leader's end is the process's: it shows when the last thread is gone. Or not at all, when it was
        // another thread's execve that has ended the leader (see `superseded`).
        if head.tid == tgid && self.tasks.of_process(tgid) > 1 {
            self.task(head).ended = Some(exit.code);
            return;
        }
        self.end(head, exit.code);
        if self.tasks.of_process(tgid) == 1 {
            self.end_waiting(tgid);
        }
    }

    /// A task has ended whose last record was lost, and with it what the task has lost before.
    fn died_unseen(&mut self, task: &bt_task) {
        let inside = task.flags & bt_task_flag::BT_INFLIGHT.0 != 0;
        let flags = if inside { bt_record_flag::BT_ENTERED.0 as u16 } else { 0 };
        let head = bt_header { tid: task.tid, tgid: task.tgid, flags, lost: task.lost, ..bt_header::default() };
        self.lost(&head);
        self.exited(&bt_exit { head, code: task.code, reserved: 0 });
    }

    /// What a task has lost since its last record. Tracing is over: no other record will tell.
    fn lost_untold(&mut self, task: &bt_task) {
        self.lost(&bt_header { tid: task.tid, tgid: task.tgid, lost: task.lost, ..bt_header::default() });
    }

    fn end_waiting(&mut self, tid: u32) {
        let Some(task) = self.tasks.get_mut(tid) else { return };
        let Some(code) = task.ended.take() else { return };
        let head = bt_header { tid, tgid: task.tgid, ..bt_header::default() };
        self.end(&head, code);
    }

    /// The task is gone.
    fn end(&mut self, head: &bt_header, code: u32) {
        self.show_held(head.tid);
        if let Some(task) = self.tasks.get(head.tid) {
            // It died inside a call that told of its entry, or that a line was begun for.
            let entry = task.entry.map(|entry| (Abi::of(entry.head.flags), entry.nr, entry.args));
            let begun = task.unfinished.map(|begun| (begun.abi, begun.nr, [0; 6]));
            if let Some((abi, nr, args)) = entry.or(begun) {
                let head = bt_header { flags: abi.flag(), ..*head };
                let call = bt_call { head, nr, args, ..bt_call::default() };
                self.show(&call, &[], Outcome::Never);
            }
        }
        self.show_undelivered(head.tid, |_| true);
        let end = match code & 0x7f {
            0 => End::Exited((code >> 8) as u8),
            signo => End::Killed { signo, core: code & 0x80 != 0 },
        };
        if !(self.settings.hide_exit && matches!(end, End::Exited(_))) {
            let mut comm = Comm::default();
            let line = self.line(head, &mut comm);
            self.view.ended(&line, end);
        }
        self.tasks.remove(head.tid);
    }

    fn signaled(&mut self, signal: &bt_signal) {
        let flags = u32::from(signal.head.flags);
        let fatal = flags & bt_record_flag::BT_FATAL.0 != 0;
        let ignored = flags & bt_record_flag::BT_IGNORED.0 != 0;
        // An ignored signal shows after the call in which it arrived; at once when that call is not shown.
        let task = self.task(&signal.head);
        let stopped = take(&mut task.stopped);
        let abi = if task.abi == Abi::I386 { Abi::I386 } else { Abi::of_number(signal.nr) };
        let in_shown_call = self.settings.selection.shows(abi, signal.nr);
        if fatal || ignored && in_shown_call && !stopped {
            let undelivered = Undelivered { signo: signal.signo, fatal, time: signal.head.time, info: signal.info };
            let waiting = &mut self.task(&signal.head).undelivered;
            waiting.push(undelivered);
            // In a call that does not end they must not add up.
            if waiting.len() > MOST_UNDELIVERED {
                self.show_undelivered(signal.head.tid, |signal| !signal.fatal);
            }
            return;
        }
        let mut comm = Comm::default();
        let line = self.line(&signal.head, &mut comm);
        line::signal(&mut self.view, &line, signal.signo, &signal.info);
        let handled = flags & bt_record_flag::BT_HANDLED.0 != 0;
        let stops = [libc::SIGSTOP, libc::SIGTSTP, libc::SIGTTIN, libc::SIGTTOU];
        if !handled && stops.contains(&(signal.signo as i32)) {
            self.view.stopped(&line, signal.signo);
            self.task(&signal.head).stopped = true;
        }
    }

    fn show_undelivered(&mut self, tid: u32, which: impl Fn(&Undelivered) -> bool) {
        let Some(task) = self.tasks.get_mut(tid).filter(|task| !task.undelivered.is_empty()) else { return };
        let tgid = task.tgid;
        let (now, later) = take(&mut task.undelivered).into_iter().partition(which);
        task.undelivered = later;
        let now: Vec<Undelivered> = now;
        for signal in now {
            let head = bt_header { tid, tgid, time: signal.time, ..bt_header::default() };
            let mut comm = Comm::default();
            let line = self.line(&head, &mut comm);
            line::signal(&mut self.view, &line, signal.signo, &signal.info);
        }
    }

    /// Records that made no sense.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }
}

/// So many signals can wait for the end of the call that a task is in.
const MOST_UNDELIVERED: usize = 32;

/// The kernel's own result of a call that restart_syscall goes on with (include/linux/errno.h).
const RESTART_BLOCK: i64 = -516;

/// The row of a call.
fn row(call: &bt_call) -> Option<&'static Syscall> {
    syscalls::lookup(Abi::of(call.head.flags), call.nr)
}

/// A 32-bit program has results of 32 bits: an error is negative there, all else is not.
fn as_the_program_sees(outcome: Outcome, abi: Abi) -> Outcome {
    match outcome {
        Outcome::Returned(result) if abi == Abi::I386 => Outcome::Returned(match result as i32 {
            error @ -4095..0 => i64::from(error),
            word => i64::from(word as u32),
        }),
        _ => outcome,
    }
}

/// The call as decoders see it.
fn described<'a>(
    abi: Abi,
    row: Option<&'static Syscall>,
    nr: u32,
    args: [u64; 6],
    outcome: Outcome,
    resumes: Option<&'static Syscall>,
    chunks: &'a [Chunk<'a>],
) -> Call<'a> {
    let case = row.and_then(|row| row.case(&args));
    let params: &'static [Arg] = case.map(|case| case.args).or(row.map(|row| row.args)).unwrap_or_default();
    let ret = case.map(|case| case.ret).or(row.map(|row| row.ret)).unwrap_or(Ret::Int);
    let resumes = resumes.filter(|_| row.is_some_and(|row| row.special & special::RESUMES != 0));
    Call { abi, syscall: row, nr, params, ret, args, outcome, chunks, resumes }
}

/// An emptied list for chunks of another lifetime, in the same memory (the standard library collects in place).
fn reuse<'a>(mut list: Vec<Chunk<'_>>) -> Vec<Chunk<'a>> {
    list.clear();
    list.into_iter().map(|_| unreachable!("the list is empty")).collect()
}

fn padded(name: &[u8]) -> Comm {
    let mut comm = Comm::default();
    let len = name.len().min(comm.len());
    comm[..len].copy_from_slice(&name[..len]);
    comm
}

#[cfg(test)]
mod tests;
