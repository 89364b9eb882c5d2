//! Does the last of a recording show what the whole one shows there?

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::proptest;

use crate::event::Event;
use crate::event::Waiting;
use crate::event::RESTART_BLOCK;
use crate::options::extent::Depths;
use crate::options::extent::Extent;
use crate::options::looks::Looks;
use crate::options::quiet::Quiet;
use crate::options::selection::Selection;
use crate::options::set::Set;
use crate::output::Text;
use crate::recording::events::told;
use crate::recording::events::Encoder;
use crate::recording::events::Told;
use crate::recording::lives::Lives;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::skeleton::types::bt_task;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::tracer::tests::any_told;
use crate::tracer::tests::Told as AnyTold;
use crate::tracer::Settings;
use crate::tracer::Tracer;
use crate::wire;
use crate::wire::until_nul;
use crate::wire::AlignedBytes;
use crate::wire::Record;
use crate::wire::Unpadded;

const LEADER: u32 = 70;

fn tracer() -> Tracer<Text> {
    let extent = Extent { string: 32, depths: Depths::All(Depth::Brief), data: false, subjects: false };
    let settings = Settings {
        attached: false,
        follow: true,
        apart: false,
        to_stderr: false,
        quiet: Quiet::messages(),
        subjects: None,
        limit: None,
        outcomes: None,
        signals: Set::all(),
        extent: extent.clone(),
        shown: extent,
        dumps: None,
        selection: Selection::all(),
        summary: None,
        counts: false,
        processor: false,
        epoch: 0,
        ips: false,
        stacks: None,
    };
    let looks = Looks { numbers: true, ..Looks::default() };
    Tracer::new(Text::new(false).looking(&looks), settings, LEADER)
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
    let (execve, getppid, write, pause, nanosleep, restart_syscall) = (59, 110, 1, 34, 35, 219);
    let comm = *b"demo\0\0\0\0\0\0\0\0\0\0\0\0";
    let exit = |tid| bytes(&bt_exit { head: head(bt_kind::BT_EXIT, tid, 0), code: 0, group: 0 });
    let returned = |tid, nr, ret| {
        let head = bt_header { lost: 3, ..head(BT_CALL, tid, 0) };
        bytes(&bt_call { head, nr, ret, ..bt_call::default() })
    };
    let ignored = |tid, nr| {
        let head = bt_header { lost: 1, ..head(bt_kind::BT_SIGNAL, tid, bt_record_flag::BT_IGNORED.0) };
        bytes(&bt_signal { head, signo: 17, nr, info: [0; 48] })
    };
    let waits =
        Event::Waits { tid: 71, call: Waiting { abi: Abi::X86_64, nr: pause, args: [0; 6], ip: 0 }, inputs: &[] };
    vec![
        call(BT_ENTER, LEADER, execve, none, &[(0, 0, "/bin/demo"), (1, 0, "demo")]),
        bytes(&bt_exec { head: head(bt_kind::BT_EXEC, LEADER, 0), old_tid: LEADER, comm, ..bt_exec::default() }),
        call(BT_CALL, LEADER, execve, bt_record_flag::BT_ENTERED, &[]),
        call(BT_CALL, LEADER, getppid, none, &[]),
        bytes(&bt_fork { head: head(bt_kind::BT_FORK, LEADER, 0), child_tid: 71, child_tgid: LEADER }),
        ignored(71, pause),
        Encoder::default().record(Told::Event(waits)).to_vec(),
        ignored(71, pause),
        call(BT_CALL, LEADER, write, more(none), &[(1, 1, "in ")]),
        call(BT_CALL, 71, pause, none, &[]),
        call(BT_CALL, LEADER, write, more(bt_record_flag::BT_CONTINUED), &[(1, 1, "three ")]),
        call(BT_CALL, LEADER, write, bt_record_flag::BT_CONTINUED, &[(1, 0, "pieces")]),
        returned(LEADER, nanosleep, RESTART_BLOCK),
        ignored(LEADER, restart_syscall),
        ignored(LEADER, restart_syscall),
        returned(LEADER, restart_syscall, RESTART_BLOCK),
        returned(LEADER, restart_syscall, 0),
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
        let again = same_from(&records, begin);
        // What was shown of a call that goes on is shown again: its rest would make no sense without.
        assert!(again.iter().all(|line| line.ends_with("<unfinished ...>")) && again.len() < 2, "{again:?}");
    }
}

/// A leader that ended in a call whose return was lost goes on by an execve, as the ids of others: it is in no call.
#[test]
fn who_has_ended_in_a_call_whose_return_was_lost_is_not_in_it_when_he_executes() {
    let exit = |tid, code| bytes(&bt_exit { head: head(bt_kind::BT_EXIT, tid, 0), code, group: 0 });
    let execs = |tid, old_tid| {
        let head = bt_header { tgid: tid, ..head(bt_kind::BT_EXEC, tid, 0) };
        bytes(&bt_exec { head, old_tid, ..bt_exec::default() })
    };
    let dead = bt_task { tid: LEADER, tgid: LEADER, ..bt_task::default() };
    let died_unseen = Encoder::default().record(Told::Event(Event::DiedUnseen(&dead))).to_vec();
    for end in [exit(LEADER, 0), died_unseen] {
        let records = [
            call(bt_kind::BT_ENTER, LEADER, 34, bt_record_flag::BT_COMPAT, &[]),
            call(bt_kind::BT_CALL, 71, 34, bt_record_flag(0), &[]),
            end,
            execs(80, LEADER),
            exit(80, 52),
        ];
        for begin in 0..=records.len() {
            same_from(&records, begin);
        }
    }
}

/// Ids wrap around: a thread's can be lower than its leader's.
#[test]
fn the_end_of_a_leader_is_not_held_back_for_an_execve_that_began_later() {
    let fork = bt_fork { head: head(bt_kind::BT_FORK, LEADER, 0), child_tid: 7, child_tgid: LEADER };
    let records = [
        bytes(&fork),
        bytes(&bt_fork { child_tid: 8, ..fork }),
        bytes(&bt_exit { head: head(bt_kind::BT_EXIT, LEADER, 0), code: 0, group: 0 }),
        call(bt_kind::BT_ENTER, 8, 59, bt_record_flag(0), &[]),
        call(bt_kind::BT_ENTER, 7, 59, bt_record_flag(0), &[]),
        call(bt_kind::BT_CALL, 8, 34, bt_record_flag::BT_DYING, &[]),
        bytes(&bt_exit { head: head(bt_kind::BT_EXIT, 8, 0), code: 0, group: 0 }),
        bytes(&bt_exec { head: head(bt_kind::BT_EXEC, LEADER, 0), old_tid: 7, ..bt_exec::default() }),
    ];
    for begin in 0..=records.len() {
        same_from(&records, begin);
    }
}

/// Whether what is kept from there on shows as it does when nothing was dropped; what shows before that. What
/// was dropped is without a thread whose execve ends others: that is not kept, until it has returned.
fn same_from(records: &[Vec<u8>], begin: usize) -> Vec<String> {
    let (dropped, kept) = records.split_at(begin);
    let (mut whole, mut last) = (tracer(), tracer());
    let mut lives = Lives::of(LEADER, Selection::all());
    for record in dropped {
        tell(&mut whole, record);
        drop_from(&mut lives, record);
        if whole.holds_back() {
            return Vec::new();
        }
    }
    lines(&mut whole);
    lives.records(|record| tell(&mut last, record));
    let again = lines(&mut last);
    for record in kept {
        tell(&mut whole, record);
        tell(&mut last, record);
    }
    assert_eq!(lines(&mut last), lines(&mut whole), "from {begin} on");
    again
}

#[test]
fn nobody_is_left_when_all_have_ended_and_names_are_those_of_the_end() {
    let mut lives = Lives::of(LEADER, Selection::all());
    let records = records();
    let (last, before) = records.split_last().unwrap();
    before.iter().for_each(|record| drop_from(&mut lives, record));
    assert_eq!(names(&lives), [(LEADER, "demo".to_owned()), (71, "renamed".to_owned())]);
    drop_from(&mut lives, last);
    assert_eq!(names(&lives), []);
}

/// Who lives, and by what name.
fn names(lives: &Lives) -> Vec<(u32, String)> {
    let mut names = Vec::new();
    lives.records(|record| {
        let mut task = bt_task::default();
        if let Told::Event(Event::There { tid, comm, .. }) = told(record, &mut task) {
            names.push((tid, String::from_utf8_lossy(until_nul(&comm)).into_owned()));
        }
    });
    names
}

/// A record is dropped from the front.
fn drop_from(lives: &mut Lives, record: &[u8]) {
    let mut aligned = AlignedBytes::default();
    aligned.append(record);
    lives.told(aligned.bytes());
}

/// Whether it tells that a thread goes on under the id of another one that is not the leader: by an execve it always
/// becomes that one, in every kernel. As a thread in an execve it would end others once more, if it is told so again.
fn is_of_no_execve(told: &AnyTold) -> bool {
    let AnyTold::Record(bytes) = told else { return false };
    match wire::parse(bytes.bytes()) {
        Ok(Record::Exec(exec)) => exec.old_tid != exec.head.tid && exec.head.tid != exec.head.tgid,
        _ => false,
    }
}

proptest! {
    #[test]
    fn of_any_events_the_last_ones_show_as_if_none_had_been_dropped(
        told in vec(any_told(), 1..60),
        begin in any::<prop::sample::Index>(),
    ) {
        let mut encoder = Encoder::default();
        let mut records = Vec::new();
        // An end comes once, and is the last to be dropped.
        let told = told.iter().filter(|told| !matches!(told, AnyTold::End) && !is_of_no_execve(told));
        told.for_each(|told| told.to(|event| records.push(encoder.record(Told::Event(event)).to_vec())));
        records.push(encoder.record(Told::Event(Event::End)).to_vec());
        same_from(&records, begin.index(records.len()));
    }

    #[test]
    fn no_order_of_events_makes_it_panic_or_count_wrong(told in vec(any_told(), 1..200)) {
        let (mut lives, mut encoder) = (Lives::of(LEADER, Selection::all()), Encoder::default());
        for told in &told {
            told.to(|event| lives.told(encoder.record(Told::Event(event))));
        }
        lives.assert_counts();
        let mut tracer = tracer();
        lives.records(|record| tell(&mut tracer, record));
    }
}
