//! Who lived, and in which call was he, at the beginning of what is kept?
//!
//! Told each record that is dropped from the front of a recording, in its order, it knows what somebody must be told
//! before the first one that is kept: which tasks there are, by what name they go, and what has been told of the call
//! that each of them is in.

use rustc_hash::FxHashMap;

use crate::event::Event;
use crate::machine::InterfaceName;
use crate::recording::events::told;
use crate::recording::events::Encoder;
use crate::recording::events::Told;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_task;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Ret;
use crate::wire;
use crate::wire::Record;

/// Bytes that are kept of the call that a task is in; the most that is captured of one is less.
const MOST_OF_A_CALL: usize = 2 << 20;

type Comm = [u8; bt_limit::BT_COMM_LEN.0 as usize];

/// The tasks that live.
#[derive(Debug, Default)]
pub struct Lives {
    tasks: FxHashMap<u32, Life>,
    /// How many tasks each process has.
    processes: FxHashMap<u32, usize>,
    interfaces: FxHashMap<u32, InterfaceName>,
}

/// A task.
#[derive(Debug, Default)]
struct Life {
    tgid: u32,
    abi: Abi,
    comm: Comm,
    /// It has ended, and is the leader of a process that lives.
    ended: bool,
    /// Records of the call that it is in, and that it waits there.
    open: Vec<Vec<u8>>,
}

impl Lives {
    /// One task lives.
    pub fn of(pid: u32) -> Lives {
        let mut lives = Lives::default();
        lives.insert(pid, Life { tgid: pid, ..Life::default() });
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
    pub fn interfaces(&self) -> impl Iterator<Item = (u32, InterfaceName)> + '_ {
        self.interfaces.iter().map(|(index, name)| (*index, *name))
    }

    /// Hands the records to `each` that tell all this.
    pub fn records(&self, mut each: impl FnMut(&[u8])) {
        let mut encoder = Encoder::default();
        let mut tids: Vec<u32> = self.tasks.keys().copied().collect();
        tids.sort_unstable();
        // All of them first: that a leader has ended means one thing beside its threads and another without.
        for (tid, life) in tids.iter().filter_map(|tid| Some((*tid, self.tasks.get(tid)?))) {
            let there = Event::There { tid, tgid: life.tgid, abi: life.abi, comm: life.comm };
            each(encoder.record(Told::Event(there)));
        }
        tids.iter().filter_map(|tid| self.tasks.get(tid)).flat_map(|life| &life.open).for_each(|record| each(record));
    }

    fn event(&mut self, record: &[u8], event: Event<'_>) {
        match event {
            Event::Record(bytes) => {
                if let Ok(record) = wire::parse(bytes) {
                    self.record(bytes, record);
                }
            }
            Event::Waits { tid, .. } => {
                if let Some(life) = self.tasks.get_mut(&tid) {
                    life.keep(record);
                }
            }
            Event::Gone(tid) => self.gone(tid),
            Event::DiedUnseen(task) => self.ended(task.tid, record),
            Event::There { tid, tgid, abi, comm } => {
                self.insert(tid, Life { tgid, abi, comm, ..Life::default() });
            }
            Event::Idle(_) | Event::LostUntold(_) | Event::End => {}
        }
    }

    fn record(&mut self, bytes: &[u8], record: Record<'_>) {
        let tid = record.head().tid;
        match record {
            Record::Enter(call, chunks) => {
                let life = self.in_call(call, chunks);
                // What goes on with the records before it: the rest of a series, or what an execve has left.
                if !has(&call.head, bt_record_flag::BT_CONTINUED) && !has(&call.head, bt_record_flag::BT_REREAD) {
                    life.open.clear();
                }
                // Of a call that never returns all is said with its entry.
                let row = syscalls::lookup(Abi::of(call.head.flags), call.nr);
                if !row.is_some_and(|row| matches!(row.ret, Ret::Never)) {
                    life.keep(bytes);
                }
            }
            Record::Call(call, chunks) => {
                let life = self.in_call(call, chunks);
                match has(&call.head, bt_record_flag::BT_MORE) {
                    true => life.keep(bytes),
                    false => life.open.clear(),
                }
            }
            Record::Fork(fork) => {
                let parent = self.life(&fork.head);
                let child = Life { tgid: fork.child_tgid, abi: parent.abi, comm: parent.comm, ..Life::default() };
                self.insert(fork.child_tid, child);
            }
            Record::Exec(exec) => {
                if exec.old_tid != tid {
                    if let Some(thread) = self.remove(exec.old_tid) {
                        self.insert(tid, thread);
                    }
                }
                self.life(&exec.head).comm = exec.comm;
                if has(&exec.head, bt_record_flag::BT_DETACHED) {
                    self.remove(tid);
                }
            }
            Record::Exit(_) => self.ended(tid, bytes),
            Record::Signal(_) => {}
        }
    }

    /// The task in that call.
    fn in_call(&mut self, call: &bt_call, chunks: &[u8]) -> &mut Life {
        let life = self.life(&call.head);
        life.abi = Abi::of(call.head.flags);
        if let Some(name) = wire::chunks(chunks).find_map(|chunk| chunk.comm()) {
            life.comm = Comm::default();
            let len = name.len().min(life.comm.len());
            life.comm[..len].copy_from_slice(&name[..len]);
        }
        life
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
        self.tasks.insert(tid, life);
    }

    fn remove(&mut self, tid: u32) -> Option<Life> {
        let life = self.tasks.remove(&tid)?;
        if let Some(count) = self.processes.get_mut(&life.tgid) {
            *count -= 1;
            if *count == 0 {
                self.processes.remove(&life.tgid);
            }
        }
        Some(life)
    }

    /// A task has ended: that of a leader shows when its last thread is gone.
    fn ended(&mut self, tid: u32, record: &[u8]) {
        let Some(life) = self.tasks.get_mut(&tid) else { return };
        if life.tgid == tid && self.processes.get(&tid).is_some_and(|count| *count > 1) {
            life.ended = true;
            life.keep(record);
            return;
        }
        self.gone(tid);
    }

    fn gone(&mut self, tid: u32) {
        let Some(life) = self.remove(tid) else { return };
        let alone = self.processes.get(&life.tgid) == Some(&1);
        if alone && self.tasks.get(&life.tgid).is_some_and(|leader| leader.ended) {
            self.remove(life.tgid);
        }
    }
}

impl Life {
    /// Keeps a record of the call that it is in. Of one that has too many nothing is kept.
    fn keep(&mut self, record: &[u8]) {
        let bytes: usize = self.open.iter().map(Vec::len).sum();
        match bytes + record.len() <= MOST_OF_A_CALL {
            true => self.open.push(record.to_vec()),
            false => self.open.clear(),
        }
    }
}

fn has(head: &bt_header, flag: bt_record_flag) -> bool {
    u32::from(head.flags) & flag.0 != 0
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::proptest;

    use super::*;
    use crate::options::quiet::Quiet;
    use crate::options::selection::Selection;
    use crate::options::set::Set;
    use crate::output::Text;
    use crate::skeleton::types::bt_chunk;
    use crate::skeleton::types::bt_exec;
    use crate::skeleton::types::bt_exit;
    use crate::skeleton::types::bt_fork;
    use crate::skeleton::types::bt_kind;
    use crate::syscalls::plan::Limits;
    use crate::tracer::tests::any_told;
    use crate::tracer::Settings;
    use crate::tracer::Tracer;
    use crate::wire::AlignedBytes;
    use crate::wire::Unpadded;

    const LEADER: u32 = 70;

    fn tracer() -> Tracer<Text> {
        let limits = Limits { string: 32, whole: false };
        let settings = Settings {
            follow: true,
            apart: false,
            to_stderr: false,
            quiet: Quiet::messages(),
            outcomes: None,
            signals: Set::all(),
            limits,
            shown: limits,
            selection: Selection::all(),
            summary: None,
            counts: false,
            epoch: 0,
        };
        Tracer::new(Text::new(false), settings, LEADER)
    }

    fn head(kind: bt_kind, tid: u32, flags: u32) -> bt_header {
        bt_header { kind: kind.0 as u16, flags: flags as u16, tid, tgid: LEADER, ..bt_header::default() }
    }

    fn call(kind: bt_kind, tid: u32, nr: u32, flags: bt_record_flag, texts: &[(u8, u8, &str)]) -> Vec<u8> {
        let mut bytes = AlignedBytes::default();
        let args = [9, 9, 9, 0, 0, 0];
        bytes.append(bt_call { head: head(kind, tid, flags.0), nr, args, ..bt_call::default() }.bytes());
        for (arg, more, text) in texts {
            let (len, want) = (text.len() as u32, text.len() as u64);
            bytes.push_chunk(&bt_chunk { arg: *arg, more: *more, len, want, ..bt_chunk::default() }, text.as_bytes());
        }
        bytes.bytes().to_vec()
    }

    fn bytes(record: &impl Unpadded) -> Vec<u8> {
        record.bytes().to_vec()
    }

    /// A life with an execve, a thread, a call in pieces, one that waits, a leader that ends before its thread.
    fn records() -> Vec<Vec<u8>> {
        const BT_CALL: bt_kind = bt_kind::BT_CALL;
        const BT_ENTER: bt_kind = bt_kind::BT_ENTER;
        let none = bt_record_flag(0);
        let more = |flag: bt_record_flag| bt_record_flag(flag.0 | bt_record_flag::BT_MORE.0);
        let (execve, getppid, write, pause) = (59, 110, 1, 34);
        let comm = *b"demo\0\0\0\0\0\0\0\0\0\0\0\0";
        let exit = |tid| bytes(&bt_exit { head: head(bt_kind::BT_EXIT, tid, 0), code: 0, group: 0 });
        let waits = Event::Waits {
            tid: 71,
            call: crate::event::Waiting { abi: Abi::X86_64, nr: pause, args: [0; 6] },
            inputs: &[],
        };
        vec![
            call(BT_ENTER, LEADER, execve, none, &[(0, 0, "/bin/demo"), (1, 0, "demo")]),
            bytes(&bt_exec { head: head(bt_kind::BT_EXEC, LEADER, 0), old_tid: LEADER, comm, ..bt_exec::default() }),
            call(BT_CALL, LEADER, execve, bt_record_flag::BT_ENTERED, &[]),
            call(BT_CALL, LEADER, getppid, none, &[]),
            bytes(&bt_fork { head: head(bt_kind::BT_FORK, LEADER, 0), child_tid: 71, child_tgid: LEADER }),
            Encoder::default().record(Told::Event(waits)).to_vec(),
            call(BT_CALL, LEADER, write, more(none), &[(1, 1, "in ")]),
            call(BT_CALL, 71, pause, none, &[]),
            call(BT_CALL, LEADER, write, more(bt_record_flag::BT_CONTINUED), &[(1, 1, "three ")]),
            call(BT_CALL, LEADER, write, bt_record_flag::BT_CONTINUED, &[(1, 0, "pieces")]),
            exit(LEADER),
            call(BT_CALL, 71, getppid, none, &[]),
            call(BT_CALL, 71, getppid, none, &[(0xff, 0, "renamed")]),
            exit(71),
        ]
    }

    fn lines(tracer: &mut Tracer<Text>) -> Vec<String> {
        let lines = String::from_utf8_lossy(tracer.lines()).lines().map(str::to_owned).collect();
        tracer.clear_lines();
        lines
    }

    fn tell(tracer: &mut Tracer<Text>, record: &[u8]) {
        let (mut task, mut aligned) = (bt_task::default(), AlignedBytes::default());
        aligned.append(record);
        if let Told::Event(event) = told(aligned.bytes(), &mut task) {
            tracer.event(event);
        }
    }

    #[test]
    fn what_is_kept_shows_as_if_nothing_had_been_dropped_wherever_it_begins() {
        let records = records();
        for begin in 0..=records.len() {
            let (dropped, kept) = records.split_at(begin);
            let (mut whole, mut last) = (tracer(), tracer());
            let mut lives = Lives::of(LEADER);
            for record in dropped {
                tell(&mut whole, record);
                let mut aligned = AlignedBytes::default();
                aligned.append(record);
                lives.told(aligned.bytes());
            }
            lines(&mut whole);
            lives.records(|record| tell(&mut last, record));
            // What was shown of a call that goes on is shown again: its rest would make no sense without.
            let again = lines(&mut last);
            assert!(again.iter().all(|line| line.ends_with("<unfinished ...>")) && again.len() < 2, "{again:?}");
            for record in kept {
                tell(&mut whole, record);
                tell(&mut last, record);
            }
            assert_eq!(lines(&mut last), lines(&mut whole), "from {begin} on");
        }
    }

    #[test]
    fn nobody_is_left_when_all_have_ended_and_names_are_those_of_the_end() {
        let mut lives = Lives::of(LEADER);
        let records = records();
        let (last, before) = records.split_last().unwrap();
        let mut aligned = |record: &[u8]| {
            let mut aligned = AlignedBytes::default();
            aligned.append(record);
            lives.told(aligned.bytes());
        };
        before.iter().for_each(|record| aligned(record));
        assert_eq!(&lives.tasks[&71].comm[..8], b"renamed\0");
        assert_eq!(&lives.tasks[&LEADER].comm[..5], b"demo\0");
        let mut aligned = AlignedBytes::default();
        aligned.append(last);
        lives.told(aligned.bytes());
        assert!(lives.tasks.is_empty() && lives.processes.is_empty());
    }

    proptest! {
        #[test]
        fn no_order_of_events_makes_it_panic_or_count_wrong(told in vec(any_told(), 1..200)) {
            let (mut lives, mut encoder) = (Lives::of(LEADER), Encoder::default());
            for told in &told {
                told.to(|event| lives.told(encoder.record(Told::Event(event))));
            }
            assert_eq!(lives.processes.values().sum::<usize>(), lives.tasks.len());
            let mut tracer = tracer();
            lives.records(|record| tell(&mut tracer, record));
        }
    }
}
