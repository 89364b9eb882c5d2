//! Which call do these records make, and when does it show?

use std::mem::take;

use super::Tracer;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::decode;
use crate::event::padded;
use crate::event::Waiting;
use crate::event::RESTART_BLOCK;
use crate::options::outcomes::Ended;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::special;
use crate::syscalls::row::Ret;
use crate::syscalls::row::Syscall;
use crate::tracer::lines::Whose;
use crate::tracer::pairing::completed;
use crate::tracer::pairing::Unfinished;
use crate::tracer::task::Held;
use crate::tracer::what::What;
use crate::tracer::when::When;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Unpadded;

impl<V: View> Tracer<V> {
    /// A call has begun.
    pub(super) fn entered(&mut self, call: &bt_call, chunks: &[u8]) {
        let (tid, tgid) = (call.head.tid, call.head.tgid);
        let room = self.tasks.room();
        if u32::from(call.head.flags) & bt_record_flag::BT_REREAD.0 != 0 {
            let limits = self.settings.extent.of(Abi::of(call.head.flags), call.nr);
            self.tasks.get_or_new(tid, tgid).call.rereads(call, row(call), chunks, limits, room);
            return self.tasks.weigh(tid);
        }
        if self.tasks.get_or_new(tid, tgid).has_ended() {
            self.show_end_of_another(tid);
        }
        // An execve that ended others has returned, and no record told.
        self.show_held(tid);
        // What arrived in a call that is not shown, or between calls.
        self.show_not_fatal(tid);
        let is_complete = self.tasks.get_or_new(tid, tgid).call.enters(call, chunks, room);
        self.tasks.weigh(tid);
        if !is_complete {
            return;
        }
        self.begins_exec(call);
        // A call that never returns is complete now.
        if row(call).is_some_and(|row| matches!(row.ret, Ret::Never)) {
            self.show(call, &[], Outcome::Never);
        }
    }

    /// A call has returned, or its task is dying in it.
    pub(super) fn returned(&mut self, call: &bt_call, chunks: &[u8]) {
        let head = &call.head;
        let flags = u32::from(head.flags);
        let room = self.tasks.room();
        let mut task = self.tasks.get_or_new(head.tid, head.tgid);
        if task.has_ended() {
            self.show_end_of_another(head.tid);
            task = self.tasks.get_or_new(head.tid, head.tgid);
        }
        if flags & bt_record_flag::BT_ENTERED.0 == 0 {
            task.call.forget_entry();
        }
        if flags & (bt_record_flag::BT_MORE.0 | bt_record_flag::BT_CONTINUED.0) == 0 {
            return self.joined(call, chunks);
        }
        let pieces = task.call.series(head, chunks, room);
        self.tasks.weigh(head.tid);
        let Some(pieces) = pieces else { return };
        self.joined(call, pieces.bytes());
        if let Some(task) = self.tasks.get_mut(head.tid) {
            task.call.keep(pieces);
            self.tasks.weigh(head.tid);
        }
    }

    /// A call is told of a task that makes no more: this is another one, with its id.
    fn show_end_of_another(&mut self, tid: u32) {
        self.show_held_of(tid);
        self.end_waiting(tid, 0);
    }

    /// All chunks of a call are there: puts the pieces of long bytes together.
    fn joined(&mut self, call: &bt_call, chunks: &[u8]) {
        if !wire::is_split(chunks) {
            return self.show_or_hold(call, chunks);
        }
        let mut joined = take(&mut self.joined);
        joined.clear();
        wire::join(chunks, &mut joined);
        self.show_or_hold(call, joined.bytes());
        self.joined = joined;
    }

    fn show_or_hold(&mut self, call: &bt_call, chunks: &[u8]) {
        if u32::from(call.head.flags) & bt_record_flag::BT_DYING.0 != 0 {
            if let Some(by) = self.tasks.ended_by(call.head.tid).filter(|_| !self.dies_by_signal(call)) {
                let mut kept = AlignedBytes::default();
                kept.append(if chunks.len() <= self.tasks.room() { chunks } else { &[] });
                return self.hold(by, Held::Call(*call, kept));
            }
        }
        self.show_returned(call, chunks);
    }

    pub(super) fn show_returned(&mut self, call: &bt_call, chunks: &[u8]) {
        let dying = u32::from(call.head.flags) & bt_record_flag::BT_DYING.0 != 0;
        let outcome = match dying && !self.dies_by_signal(call) {
            true => Outcome::Never,
            false => Outcome::Returned(call.ret),
        };
        self.show(call, chunks, outcome);
        self.show_signals_of(call.head.tid);
    }

    /// Whether the task in a broken-off call is the one that the killing signal shows at: strace sees it
    /// delivered there, after the call, while the other threads just vanish.
    fn dies_by_signal(&self, call: &bt_call) -> bool {
        self.tasks.get(call.head.tid).is_some_and(|task| task.signals.kill())
    }

    /// Shows a call of which there is nothing more to come.
    pub(super) fn show(&mut self, call: &bt_call, chunks: &[u8], outcome: Outcome) {
        let &bt_header { tid, tgid, time, .. } = &call.head;
        if !self.tasks.get_or_new(tid, tgid).held.is_empty() {
            self.show_held(tid);
        }
        let room = self.tasks.room();
        let one_of_many = self.tasks.len() > 1;
        let task = self.tasks.get_or_new(tid, tgid);
        let lines = &mut self.lines;
        let abi = Abi::of(call.head.flags);
        // One that was begun for another call has lost its end.
        let unfinished = task.call.unfinished.take().filter(|begun| (begun.abi, begun.nr) == (abi, call.nr));
        let resumes = task.call.interrupted.take();
        let args = task.call.entry.map_or(call.args, |entry| entry.args);
        let mut list = lines.list();
        let mut comm_before = task.comm;
        for chunk in wire::chunks(task.call.chunks.bytes()) {
            match chunk.comm() {
                Some(name) => comm_before = padded(name),
                None => list.push(chunk.decoded(Phase::Enter)),
            }
        }
        let row = row(call);
        let executes = row.is_some_and(|row| row.special & special::EXECS != 0);
        if !executes {
            task.comm = comm_before;
        }
        for chunk in wire::chunks(chunks) {
            match chunk.comm() {
                Some(name) => task.comm = padded(name),
                None => list.push(chunk.decoded(Phase::Exit)),
            }
        }
        let spaces = task.spaces.take();
        list.extend(spaces.as_ref().map(|ids| {
            let bytes = ids.bytes();
            let memory = Memory::Bytes { bytes, want: bytes.len() as u64 };
            Chunk { phase: Phase::Exit, arg: bt_limit::BT_ARG_SPACES.0 as u8, part: 0, index: 0, memory }
        }));
        let ip = lines.ip(&[task.call.chunks.bytes(), chunks]);
        // What an execve has made of its program is seen when it returns.
        let (entry, now) = (wire::frames(task.call.chunks.bytes()), wire::frames(chunks));
        let is_kept = entry.is_some() || !executes;
        let trail = entry.or(now).and_then(|frames| lines.trail(frames, is_kept));
        let outcome = as_the_program_sees(outcome, abi);
        if let (Outcome::Returned(RESTART_BLOCK), Some(row)) = (outcome, row) {
            task.call.interrupted = Some(row);
        }
        let renames = executes || row.is_some_and(|row| row.special & special::RENAMES != 0);
        // By any other call the name does not change: what has changed it before was not told.
        let comm_before = if renames { comm_before } else { task.comm };
        let nr = task.nr.replace(call.nr);
        let whose = Whose { tid, tgid, comm: task.comm, comm_before, one_of_many, nr, abi, ip };
        lines.mode(&whose, When::at(time), &mut task.abi, abi);
        let when = match call.start {
            0 => When::at(time),
            start => When { time: start, duration: Some(time.saturating_sub(start)) },
        };
        let what = What { abi, row, nr: call.nr, args, outcome, resumes };
        let part = unfinished.map_or(Part::Whole, |begun| Part::Rest(begun.shown));
        if let Some(child) = decode::reaped(&what.described(&list, &[], Limits { string: 0, depth: Depth::Brief })) {
            task.signals.reaped(child);
        }
        match &self.settings.outcomes {
            Some(outcomes) if !outcomes.show(ended(outcome), when.duration) => lines.leave_out(list),
            _ => {
                lines.call(&whose, when, &what, list, part, trail);
            }
        }
        if let (Some(frames), true) = (entry.or(now), trail.is_some()) {
            task.stack.clear();
            task.stack.extend_from_slice(frames);
        }
        task.call.ended(room);
        if task.kept() != task.weight {
            self.tasks.weigh(tid);
        }
    }

    /// Shows the beginning of a call of which all is known, unless it has been shown.
    pub(super) fn show_begun(&mut self, call: &bt_call, chunks: &AlignedBytes) {
        let &bt_header { tid, tgid, time, .. } = &call.head;
        let abi = Abi::of(call.head.flags);
        let one_of_many = self.tasks.len() > 1;
        let task = self.tasks.get_or_new(tid, tgid);
        let ip = self.lines.ip(&[task.call.chunks.bytes(), chunks.bytes()]);
        let (comm, nr) = (task.comm, task.nr.replace(call.nr));
        let whose = Whose { tid, tgid, comm, comm_before: comm, one_of_many, nr, abi, ip };
        self.lines.mode(&whose, When::at(time), &mut task.abi, abi);
        if task.call.unfinished.is_some() || self.settings.outcomes.is_some() {
            return;
        }
        let (nr, resumes) = (call.nr, task.call.interrupted);
        let args = task.call.entry.map_or(call.args, |entry| entry.args);
        let mut list = self.lines.list();
        let all = wire::chunks(task.call.chunks.bytes()).chain(wire::chunks(chunks.bytes()));
        list.extend(all.map(|chunk| chunk.decoded(Phase::Enter)));
        let when = When::at(if call.start == 0 { time } else { call.start });
        let what = What { abi, row: row(call), nr, args, outcome: Outcome::Running, resumes };
        let shown = self.lines.call(&whose, when, &what, list, Part::Beginning, None);
        task.call.unfinished = shown.map(|shown| Unfinished { abi, nr, shown });
    }

    /// Shows what is known of a call before it ends; `read`: chunks of its inputs, read just now.
    pub(super) fn show_running(&mut self, tid: u32, waiting: &Waiting, part: Part, read: &[u8]) {
        let &Waiting { abi, nr, args, ip } = waiting;
        // What will come of it is not known yet, unless nobody will see it.
        let shows = self.settings.outcomes.as_ref().is_none_or(|outcomes| match part {
            Part::Detached => outcomes.show(Ended::Detached, None),
            Part::Whole | Part::Beginning | Part::Moved(_) | Part::Rest(_) => false,
        });
        if !shows || !self.settings.selection.shows(abi, nr) {
            return;
        }
        let one_of_many = self.tasks.len() > 1;
        let Some(task) = self.tasks.get_mut(tid) else { return };
        // What is kept of another call's entry: its return was lost.
        let entry = task.call.entry_of(abi, nr);
        if entry.is_none() {
            task.call.chunks.clear();
        }
        // What was there at the entry is what the kernel got; for the rest it is not too late.
        let mut list = self.lines.list();
        list.extend(completed(task.call.chunks.bytes(), read).map(|chunk| chunk.decoded(Phase::Enter)));
        let ip = self.lines.ip(&[task.call.chunks.bytes()]).or((ip != 0).then_some(ip));
        let entered = wire::chunks(task.call.chunks.bytes()).find_map(|chunk| chunk.comm());
        let comm = entered.map_or(task.comm, padded);
        let last = task.nr.replace(nr);
        let whose = Whose { tid, tgid: task.tgid, comm, comm_before: comm, one_of_many, nr: last, abi, ip };
        let when = When::at(entry.map_or(0, |entry| entry.head.time));
        self.lines.mode(&whose, when, &mut task.abi, abi);
        let row = syscalls::lookup(abi, nr);
        let what = What { abi, row, nr, args, outcome: Outcome::Running, resumes: task.call.interrupted };
        let shown = self.lines.call(&whose, when, &what, list, part, None);
        task.call.unfinished = shown.map(|shown| Unfinished { abi, nr, shown });
    }

    /// A task waits in that call. When it has its unfinished line, or has been told to be in its last call, or gone,
    /// there is nothing more to say.
    pub(super) fn waits(&mut self, tid: u32, call: &Waiting, inputs: &[u8]) {
        if self.has_no_line(tid) && self.tasks.get(tid).is_none_or(|task| !task.has_ended()) {
            self.show_not_fatal(tid);
            // Who was there before goes on without us.
            let part = if self.is_over && self.settings.attached { Part::Detached } else { Part::Beginning };
            self.show_running(tid, call, part, inputs);
        }
    }

    /// A task waits in no call that shows.
    pub(super) fn idle(&mut self, tid: u32) {
        if self.has_no_line(tid) {
            self.show_not_fatal(tid);
        }
    }

    /// Whether nothing has been shown of the call that the task may be in.
    pub(super) fn has_no_line(&self, tid: u32) -> bool {
        self.tasks.get(tid).is_none_or(|task| task.call.unfinished.is_none())
    }
}

/// The row of a call.
pub fn row(call: &bt_call) -> Option<&'static Syscall> {
    syscalls::lookup(Abi::of(call.head.flags), call.nr)
}

/// How a call has ended, for those who choose by that.
fn ended(outcome: Outcome) -> Ended {
    match outcome {
        Outcome::Returned(error @ -4095..0) => Ended::Failed(error.unsigned_abs() as u32),
        Outcome::Returned(_) => Ended::Successful,
        Outcome::Never | Outcome::Running => Ended::Unfinished,
    }
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
