//! Who lived, and in which call was he, at the beginning of what is kept?
//!
//! Told each record that is dropped from the front of a recording, in its order, it knows what somebody must be told
//! before the first one that is kept: which tasks there are, by what name they go, and what has been told of the call
//! that each of them is in.

use std::mem::offset_of;
use std::mem::replace;
use std::mem::take;

use rustc_hash::FxHashMap;

use crate::event::flags_of_end;
use crate::event::padded;
use crate::event::Comm;
use crate::event::Event;
use crate::event::Waiting;
use crate::event::LONGEST_SERIES;
use crate::event::MOST_MEMORY;
use crate::event::RESTART_BLOCK;
use crate::machine::InterfaceName;
use crate::options::selection::Selection;
use crate::recording::events::told;
use crate::recording::events::Encoder;
use crate::recording::events::Told;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::skeleton::types::bt_task;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Ret;
use crate::wire;
use crate::wire::names::Latest;
use crate::wire::Record;

/// So many signals wait for the end of a call before those show that do not kill.
const MOST_SIGNALS: usize = 32;
/// What stops a task that does not handle it.
const STOPS: [i32; 4] = [libc::SIGSTOP, libc::SIGTSTP, libc::SIGTTIN, libc::SIGTTOU];

/// The tasks that live.
#[derive(Debug)]
pub struct Lives {
    /// The command's first task, which may have ended.
    first: u32,
    tasks: FxHashMap<u32, Life>,
    /// How many tasks each process has.
    processes: FxHashMap<u32, usize>,
    interfaces: FxHashMap<u32, Option<InterfaceName>>,
    /// The records of names that others can refer to.
    names: Latest<Vec<u8>>,
    /// Which calls are recorded: a signal in one that is not does not wait.
    selection: Selection,
    /// How many entries were told.
    entries: u64,
    /// Bytes of the records of all tasks.
    weight: usize,
}

/// A task.
#[derive(Debug, Default)]
struct Life {
    tgid: u32,
    abi: Abi,
    comm: Comm,
    /// It has ended, and is the leader of a process that lives.
    ended: bool,
    /// Records of the call that it is in, and that it waits there,
    open: Vec<(Of, Vec<u8>)>,
    /// their bytes,
    weight: usize,
    /// the call, if its entry is among them,
    entry: Option<Waiting>,
    /// how many entries had been told with it,
    since: u64,
    /// and whether a line was begun for it.
    begun: bool,
    /// The call that a signal has broken off.
    interrupted: Option<(Abi, u32)>,
    /// Its last call that was shown, or begun to be.
    nr: Option<u32>,
    /// Records of signals that wait for the end of its call, and whether they kill.
    signals: Vec<(bool, Vec<u8>)>,
    /// A signal has stopped it: the next one waits for nothing.
    stopped: bool,
}

/// What a kept record tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The beginning of a call.
    Entry,
    /// A part of a series that is not whole yet.
    Piece,
    /// A line that is not finished.
    Line,
    /// The end of a leader, whose threads live.
    End,
}

/// The id of no task: a thread of a leader that has ended and has no thread, while all this is told.
const NOBODY: u32 = 0;

impl Life {
    /// Its records are those of that task from here on.
    fn goes_on_as(&mut self, tid: u32, tgid: u32) {
        // Who executes has not ended.
        (self.ended, self.tgid) = (false, tgid);
        let open = self.open.iter_mut().map(|(_, record)| record);
        for record in open.chain(self.signals.iter_mut().map(|(_, record)| record)) {
            let at = offset_of!(bt_header, tid);
            if let Some(bytes) = record.get_mut(at..at + size_of::<u32>()) {
                bytes.copy_from_slice(&tid.to_ne_bytes());
            }
        }
    }
}

impl Lives {
    /// One task lives, or none if it is number 0; calls are recorded that were chosen.
    pub fn of(pid: u32, selection: Selection) -> Lives {
        let (tasks, processes, interfaces, names) = Default::default();
        let mut lives = Lives { first: pid, tasks, processes, interfaces, names, selection, entries: 0, weight: 0 };
        if pid != NOBODY {
            lives.insert(pid, Life { tgid: pid, ..Life::default() });
        }
        lives
    }

    /// Takes the next record.
    pub fn told(&mut self, record: &[u8]) {
        let mut task = bt_task::default();
        match told(record, &mut task) {
            Told::Event(event) => self.event(record, event),
            Told::Interface(index, name) => {
                self.interfaces.insert(index, name);
            }
            Told::Standstills(_) | Told::Losses(_) => {}
        }
    }

    /// Names of interfaces that were told.
    pub fn interfaces(&self) -> impl Iterator<Item = (u32, Option<InterfaceName>)> + '_ {
        self.interfaces.iter().map(|(index, name)| (*index, *name))
    }

    /// Hands the records to `each` that tell all this.
    pub fn records(&self, mut each: impl FnMut(&[u8])) {
        self.names.all().for_each(|record| each(record));
        let mut encoder = Encoder::default();
        let mut tids: Vec<u32> = self.tasks.keys().copied().collect();
        tids.sort_unstable();
        // Who replays it begins with the command's first task.
        if self.first != NOBODY && !self.tasks.contains_key(&self.first) {
            each(encoder.record(Told::Event(Event::Gone(self.first))));
        }
        // All of them first: that a leader has ended means one thing beside its threads and another without.
        for (tid, life) in tids.iter().filter_map(|tid| Some((*tid, self.tasks.get(tid)?))) {
            let &Life { tgid, abi, comm, interrupted, nr, stopped, .. } = life;
            // A line that was begun since is told behind it, with its own ABI.
            let abi = interrupted.map_or(abi, |(abi, _)| abi);
            let interrupted = interrupted.map(|(_, nr)| nr);
            let there = Event::There { tid, tgid, time: 0, abi, comm, interrupted, nr, stopped, signo: 0 };
            each(encoder.record(Told::Event(there)));
        }
        // A leader that has ended did so before the execve began of a thread that may end others: with that, its end
        // would be held back. And of the threads in an execve it is the first one that may.
        let mut lives: Vec<&Life> = tids.iter().filter_map(|tid| self.tasks.get(tid)).collect();
        lives.sort_by_key(|life| (!life.ended, life.since));
        for life in lives {
            // The end of a leader whose threads are gone without a word shows when tracing is over, not now.
            let is_alone = life.ended && self.processes.get(&life.tgid) == Some(&1);
            if is_alone {
                let (abi, comm) = Default::default();
                let (tid, tgid, interrupted, nr, stopped) = (NOBODY, life.tgid, None, None, false);
                let nobody = Event::There { tid, tgid, time: 0, abi, comm, interrupted, nr, stopped, signo: 0 };
                each(encoder.record(Told::Event(nobody)));
            }
            let open = life.open.iter().map(|(_, record)| record);
            open.chain(life.signals.iter().map(|(_, record)| record)).for_each(|record| each(record));
            if is_alone {
                each(encoder.record(Told::Event(Event::Gone(NOBODY))));
            }
        }
    }

    /// Panics when what was counted is not what is there.
    #[cfg(test)]
    pub(crate) fn assert_counts(&self) {
        assert_eq!(self.processes.values().sum::<usize>(), self.tasks.len());
        assert_eq!(
            self.tasks.values().flat_map(|life| &life.open).map(|(_, record)| record.len()).sum::<usize>(),
            self.weight
        );
    }

    fn event(&mut self, record: &[u8], event: Event<'_>) {
        match event {
            Event::Record(bytes) => {
                if let Ok(record) = wire::parse(bytes) {
                    self.record(bytes, record);
                }
            }
            Event::Waits { tid, .. } if self.tasks.get(&tid).is_some_and(|life| life.begun || life.ended) => {}
            Event::Waits { tid, call, .. } => {
                self.waits(tid);
                self.keep(tid, Of::Line, record);
                self.shows(tid, &call);
                if let Some(life) = self.tasks.get_mut(&tid) {
                    life.begun = true;
                }
            }
            Event::Idle(tid) => self.waits(tid),
            // As a thread that becomes the leader by an execve: it is in a call.
            Event::Gone(tid) if self.tasks.get(&tid).is_some_and(|life| life.entry.is_some() || life.begun) => {
                self.waits(tid)
            }
            Event::Gone(tid) => {
                self.remove(tid);
            }
            Event::DiedUnseen(&task) => {
                let bt_task { tid, tgid, .. } = task;
                self.ended(&bt_header { tid, tgid, flags: flags_of_end(&task), ..bt_header::default() }, record);
            }
            Event::There { tid, tgid, time: _, abi, comm, interrupted, nr, stopped, signo: _ } => {
                let interrupted = interrupted.map(|nr| (abi, nr));
                self.insert(tid, Life { tgid, abi, comm, interrupted, nr, stopped, ..Life::default() });
            }
            Event::LostUntold(_) | Event::End => {}
        }
    }

    fn record(&mut self, bytes: &[u8], record: Record<'_>) {
        let tid = record.head().tid;
        match record {
            Record::Enter(call, _) => {
                // What goes on with the records before it: the rest of a series, or what an execve has left.
                let is_reread = has(&call.head, bt_record_flag::BT_REREAD);
                if !is_reread {
                    self.makes_calls(&call.head);
                }
                let life = self.life(&call.head);
                life.signals.retain(|(kills, _)| *kills || is_reread);
                if !has(&call.head, bt_record_flag::BT_CONTINUED) {
                    self.forget(tid, Of::Piece);
                }
                let row = syscalls::lookup(Abi::of(call.head.flags), call.nr);
                if has(&call.head, bt_record_flag::BT_MORE) {
                    return self.keep(tid, Of::Piece, bytes);
                }
                if !is_reread {
                    self.forget_entry(tid);
                    let waiting = Waiting::of(call);
                    self.entries += 1;
                    let since = self.entries;
                    let life = self.life(&call.head);
                    (life.entry, life.since) = (Some(waiting), since);
                    // Of a call that never returns all is said with its entry.
                    if row.is_some_and(|row| matches!(row.ret, Ret::Never)) {
                        self.shows(tid, &waiting);
                        self.life(&call.head).interrupted = None;
                        return self.forget_call(tid);
                    }
                }
                self.keep(tid, Of::Entry, bytes);
                if let Some(life) = self.tasks.get_mut(&tid) {
                    let pieces = life.open.iter_mut().filter(|(of, _)| *of == Of::Piece);
                    pieces.for_each(|(of, _)| *of = Of::Entry);
                }
            }
            Record::Call(call, chunks) => {
                self.makes_calls(&call.head);
                if let Some(name) = wire::chunks(chunks).find_map(|chunk| chunk.comm()) {
                    self.life(&call.head).comm = padded(name);
                }
                if !has(&call.head, bt_record_flag::BT_ENTERED) {
                    self.forget_entry(tid);
                }
                if has(&call.head, bt_record_flag::BT_MORE) {
                    if !has(&call.head, bt_record_flag::BT_CONTINUED) {
                        self.forget(tid, Of::Piece);
                    }
                    return self.keep(tid, Of::Piece, bytes);
                }
                let life = self.life(&call.head);
                let restarts = call.ret == RESTART_BLOCK && !has(&call.head, bt_record_flag::BT_DYING);
                life.interrupted = restarts.then_some((Abi::of(call.head.flags), call.nr));
                life.signals.clear();
                self.shows(tid, &Waiting::of(call));
                self.forget_call(tid);
            }
            Record::Fork(fork) => {
                // A parent of which nothing was told stays unknown.
                let (abi, comm) =
                    self.tasks.get(&tid).map_or_else(Default::default, |parent| (parent.abi, parent.comm));
                let child = Life { tgid: fork.child_tgid, abi, comm, ..Life::default() };
                self.insert(fork.child_tid, child);
            }
            Record::Exec(exec) => {
                if exec.old_tid != tid {
                    let thread = self.remove(exec.old_tid);
                    let mut thread = thread.unwrap_or(Life { tgid: exec.head.tgid, ..Life::default() });
                    thread.goes_on_as(tid, exec.head.tgid);
                    let unfinished = thread.entry.filter(|_| !thread.begun);
                    self.insert(tid, thread);
                    self.forget(tid, Of::End);
                    // The line of its execve, which has begun under its old id, ends under this one.
                    if let Some(call) = unfinished {
                        let line = Event::Waits { tid, call, inputs: &[] };
                        self.keep(tid, Of::Line, Encoder::default().record(Told::Event(line)));
                        self.shows(tid, &call);
                        self.life(&exec.head).begun = true;
                    }
                }
                self.life(&exec.head).comm = exec.comm;
                if has(&exec.head, bt_record_flag::BT_DETACHED) {
                    self.remove(tid);
                }
            }
            Record::Exit(exit) => self.ended(&exit.head, bytes),
            Record::Signal(signal, _) => self.signaled(signal, bytes),
            // Of a call whose return is lost with it, or kept with it.
            Record::Spaces(_) => {}
            Record::Name(name, _) => {
                if let Some(known) = self.names.place(name.id) {
                    known.clear();
                    known.extend_from_slice(bytes);
                }
            }
        }
    }

    /// What waits for the end of a call that has not begun, or shows that it has not ended.
    fn waits(&mut self, tid: u32) {
        if let Some(life) = self.tasks.get_mut(&tid).filter(|life| !life.begun) {
            life.signals.retain(|(kills, _)| *kills);
        }
    }

    /// A signal that no program sees waits for the end of the call that it came in (see tracer/signals.rs).
    fn signaled(&mut self, signal: &bt_signal, bytes: &[u8]) {
        let kills = has(&signal.head, bt_record_flag::BT_FATAL);
        let ignored = has(&signal.head, bt_record_flag::BT_IGNORED);
        let life = self.life(&signal.head);
        let stopped = take(&mut life.stopped);
        let abi = if life.abi == Abi::I386 { Abi::I386 } else { Abi::of_number(signal.nr) };
        let in_call = self.selection.shows(abi, signal.nr);
        let life = self.life(&signal.head);
        if !kills && (!ignored || !in_call || stopped) {
            let handled = has(&signal.head, bt_record_flag::BT_HANDLED);
            life.stopped = !handled && STOPS.contains(&(signal.signo as i32));
            return;
        }
        life.signals.push((kills, without_losses(bytes)));
        if life.signals.len() > MOST_SIGNALS {
            match life.signals.iter().all(|(kills, _)| *kills) {
                true => life.signals.clear(),
                false => life.signals.retain(|(kills, _)| *kills),
            }
        }
    }

    /// Keeps a record of the call that a task is in, or what of it there is room for. One that ends a series is kept
    /// without what it has read.
    fn keep(&mut self, tid: u32, of: Of, record: &[u8]) {
        let Some(life) = self.tasks.get_mut(&tid) else { return };
        let room = LONGEST_SERIES.saturating_sub(life.weight).min(MOST_MEMORY.saturating_sub(self.weight));
        let mut kept = without_losses(record);
        if kept.len() > room {
            if u32::from(wire::read::<bt_header>(record).map_or(0, |head| head.flags)) & bt_record_flag::BT_MORE.0 != 0
            {
                return;
            }
            kept.truncate(size_of::<bt_call>());
        }
        self.weight += kept.len();
        life.weight += kept.len();
        life.open.push((of, kept));
    }

    /// A task is in another call, or in none.
    fn forget_call(&mut self, tid: u32) {
        let Some(life) = self.tasks.get_mut(&tid) else { return };
        self.weight -= take(&mut life.weight);
        life.open.clear();
        (life.entry, life.begun) = (None, false);
    }

    /// What there is of an entry is of a call whose return was lost.
    fn forget_entry(&mut self, tid: u32) {
        self.forget(tid, Of::Entry);
        if let Some(life) = self.tasks.get_mut(&tid) {
            life.entry = None;
        }
    }

    /// Forgets the records of that kind, which others take the place of.
    fn forget(&mut self, tid: u32, which: Of) {
        let Some(life) = self.tasks.get_mut(&tid) else { return };
        life.open.retain(|(of, _)| *of != which);
        let weight = life.open.iter().map(|(_, record)| record.len()).sum();
        self.weight -= replace(&mut life.weight, weight) - weight;
    }

    /// Tells of a task in a call: who has ended makes none, it is another one with that id.
    fn makes_calls(&mut self, head: &bt_header) {
        if self.tasks.get(&head.tid).is_some_and(|life| life.ended) {
            self.remove(head.tid);
        }
        self.life(head);
    }

    /// A line of that call shows.
    fn shows(&mut self, tid: u32, call: &Waiting) {
        if let Some(life) = self.tasks.get_mut(&tid) {
            (life.abi, life.nr) = (call.abi, Some(call.nr));
        }
    }

    /// The task that a record is of, which can be one of which nothing was told.
    fn life(&mut self, head: &bt_header) -> &mut Life {
        let processes = &mut self.processes;
        self.tasks.entry(head.tid).or_insert_with(|| {
            *processes.entry(head.tgid).or_default() += 1;
            Life { tgid: head.tgid, ..Life::default() }
        })
    }

    fn insert(&mut self, tid: u32, life: Life) {
        self.remove(tid);
        *self.processes.entry(life.tgid).or_default() += 1;
        self.weight += life.weight;
        self.tasks.insert(tid, life);
    }

    fn remove(&mut self, tid: u32) -> Option<Life> {
        let life = self.tasks.remove(&tid)?;
        self.weight -= life.weight;
        if let Some(count) = self.processes.get_mut(&life.tgid) {
            *count -= 1;
            if *count == 0 {
                self.processes.remove(&life.tgid);
            }
        }
        Some(life)
    }

    /// A task has ended: that of a leader shows when its last thread is gone.
    fn ended(&mut self, head: &bt_header, record: &[u8]) {
        let tid = head.tid;
        let is_leader = self.life(head).tgid == tid;
        // The return of the call was lost: who goes on under that id, by an execve, is not in it.
        if !has(head, bt_record_flag::BT_ENTERED) {
            self.forget_entry(tid);
        }
        if is_leader && self.processes.get(&tid).is_some_and(|count| *count > 1) {
            if let Some(life) = self.tasks.get_mut(&tid) {
                life.ended = true;
            }
            return self.keep(tid, Of::End, record);
        }
        let Some(life) = self.remove(tid) else { return };
        let alone = self.processes.get(&life.tgid) == Some(&1);
        if alone && self.tasks.get(&life.tgid).is_some_and(|leader| leader.ended) {
            self.remove(life.tgid);
        }
    }
}

/// A record that is told once more: what was lost before it is not.
fn without_losses(record: &[u8]) -> Vec<u8> {
    let mut record = record.to_vec();
    let at = offset_of!(bt_header, lost);
    if let Some(lost) = record.get_mut(at..at + size_of::<u32>()) {
        lost.fill(0);
    }
    record
}

fn has(head: &bt_header, flag: bt_record_flag) -> bool {
    u32::from(head.flags) & flag.0 != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton::types::bt_chunk;
    use crate::skeleton::types::bt_kind;
    use crate::wire::AlignedBytes;
    use crate::wire::Unpadded;

    const LEADER: u32 = 70;

    #[test]
    fn a_call_of_which_too_much_is_told_keeps_its_beginning_and_its_end() {
        let mut lives = Lives::of(LEADER, Selection::all());
        let long = "x".repeat(1 << 20);
        let piece = |flags: u32| {
            let (kind, flags) = (bt_kind::BT_ENTER.0 as u16, flags as u16);
            let head = bt_header { kind, flags, tid: LEADER, tgid: LEADER, ..bt_header::default() };
            let mut bytes = AlignedBytes::default();
            bytes.append(bt_call { head, nr: 1, ..bt_call::default() }.bytes());
            let (len, want) = (long.len() as u32, long.len() as u64);
            bytes.push_chunk(&bt_chunk { arg: 1, more: 1, len, want, ..bt_chunk::default() }, long.as_bytes());
            bytes.bytes().to_vec()
        };
        let (more, continued) = (bt_record_flag::BT_MORE.0, bt_record_flag::BT_CONTINUED.0);
        let mut tell = |record: &[u8]| {
            let mut aligned = AlignedBytes::default();
            aligned.append(record);
            lives.told(aligned.bytes());
        };
        tell(&piece(more));
        (0..30).for_each(|_| tell(&piece(more | continued)));
        tell(&piece(continued));
        assert!(lives.weight <= LONGEST_SERIES + size_of::<bt_call>(), "{}", lives.weight);
        let mut kept = Vec::new();
        lives.records(|record| kept.push(record.len()));
        assert_eq!((kept.len(), kept.last()), (17, Some(&size_of::<bt_call>())));
        // All tasks together have a bound, too.
        for tid in 100..140 {
            let mut bytes = piece(more);
            bytes[offset_of!(bt_header, tid)..][..4].copy_from_slice(&u32::to_le_bytes(tid));
            for nth in 0..10 {
                let flags = (more | if nth > 0 { continued } else { 0 }) as u16;
                bytes[offset_of!(bt_header, flags)..][..2].copy_from_slice(&flags.to_le_bytes());
                let mut aligned = AlignedBytes::default();
                aligned.append(&bytes);
                lives.told(aligned.bytes());
            }
        }
        assert!(lives.weight <= MOST_MEMORY + size_of::<bt_call>());
        assert!(lives.weight > MOST_MEMORY - (2 << 20), "{}", lives.weight);
    }
}
