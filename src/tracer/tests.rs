use std::collections::HashMap;
use std::collections::HashSet;

use clap::Parser;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::prop_oneof;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::proptest;

use super::*;
use crate::event::Waiting;
use crate::event::MOST_MEMORY;
use crate::options::cli::Cli;
use crate::options::config::Config;
use crate::output::Text;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_signal;
use crate::skeleton::types::bt_task_flag;
use crate::syscalls::abi::Abi;
use crate::tracer::task::Held;
use crate::tracer::tasks::MOST_TASKS;
use crate::wire::Unpadded;

const PAUSE: u32 = 34;
const EXECVE: u32 = 59;
const GETPPID: u32 = 110;
const LEADER: u32 = 70;

fn tracer() -> Tracer<Text> {
    let cli = Cli::try_parse_from(["beetrace", "-f", "-o", "trace", "true"]).unwrap();
    let config = Config::new(cli).unwrap();
    Tracer::new(Text::new(false), Settings::new(&config, 0), LEADER)
}

fn lines<V: View>(tracer: &mut Tracer<V>) -> Vec<String> {
    let text = String::from_utf8_lossy(tracer.lines()).into_owned();
    tracer.clear_lines();
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn head(kind: bt_kind, tid: u32, tgid: u32, flags: u32) -> bt_header {
    bt_header { kind: kind.0 as u16, flags: flags as u16, tid, tgid, ..bt_header::default() }
}

fn feed<V: View>(tracer: &mut Tracer<V>, record: &impl Unpadded) {
    let mut bytes = AlignedBytes::default();
    bytes.append(record.bytes());
    tracer.event(Event::Record(bytes.bytes()));
}

fn enter(tid: u32, nr: u32) -> bt_call {
    bt_call { head: head(bt_kind::BT_ENTER, tid, LEADER, 0), nr, ..bt_call::default() }
}

fn returned(tid: u32, nr: u32, ret: i64, flags: bt_record_flag) -> bt_call {
    bt_call { head: head(bt_kind::BT_CALL, tid, LEADER, flags.0), nr, ret, ..bt_call::default() }
}

fn broken_off(tid: u32, nr: u32) -> bt_call {
    returned(tid, nr, -514, bt_record_flag::BT_DYING)
}

fn exit(tid: u32, code: u32) -> bt_exit {
    bt_exit { head: head(bt_kind::BT_EXIT, tid, LEADER, 0), code, group: 0 }
}

fn exec(tid: u32, old_tid: u32) -> bt_exec {
    bt_exec { head: head(bt_kind::BT_EXEC, tid, LEADER, 0), old_tid, ..bt_exec::default() }
}

fn fork(tid: u32, child_tid: u32, child_tgid: u32) -> bt_fork {
    bt_fork { head: head(bt_kind::BT_FORK, tid, LEADER, 0), child_tid, child_tgid }
}

/// A process of a leader and two threads.
fn three_threads() -> Tracer<Text> {
    let mut tracer = tracer();
    feed(&mut tracer, &fork(LEADER, 71, LEADER));
    feed(&mut tracer, &fork(LEADER, 72, LEADER));
    tracer
}

#[test]
fn an_execve_of_a_thread_stands_between_the_halves_of_the_calls_that_it_breaks_off() {
    let mut tracer = three_threads();
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &broken_off(LEADER, PAUSE));
    feed(&mut tracer, &exit(LEADER, 0));
    feed(&mut tracer, &broken_off(72, PAUSE));
    feed(&mut tracer, &exit(72, 0));
    assert_eq!(lines(&mut tracer), [""; 0]);
    feed(&mut tracer, &exec(LEADER, 71));
    feed(&mut tracer, &returned(LEADER, EXECVE, 0, bt_record_flag::BT_ENTERED));
    let expected = [
        "70 pause( <unfinished ...>",
        "72 pause( <unfinished ...>",
        "71 execve(NULL, NULL, NULL <unfinished ...>",
        "70 <... pause resumed>) = ?",
        "72 <... pause resumed>) = ?",
        "72 +++ exited with 0 +++",
        "70 +++ superseded by execve in pid 71 +++",
        "70 <... execve resumed>) = 0",
    ];
    assert_eq!(lines(&mut tracer), expected);
    assert_eq!(tracer.tasks.ids().collect::<Vec<_>>(), [LEADER]);
}

#[test]
fn an_execve_that_breaks_nothing_off_is_told_on_one_line() {
    let mut tracer = three_threads();
    feed(&mut tracer, &exit(72, 0));
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &exit(LEADER, 0));
    feed(&mut tracer, &exec(LEADER, 71));
    let expected = [
        "72 +++ exited with 0 +++",
        "71 execve(NULL, NULL, NULL <pid changed to 70 ...>",
        "70 +++ superseded by execve in pid 71 +++",
    ];
    assert_eq!(lines(&mut tracer), expected);
}

#[test]
fn what_a_failing_execve_broke_off_is_shown_all_the_same() {
    let mut tracer = three_threads();
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &broken_off(72, PAUSE));
    feed(&mut tracer, &exit(72, 9));
    feed(&mut tracer, &returned(71, EXECVE, -11, bt_record_flag::BT_ENTERED));
    let expected = [
        "72 pause( <unfinished ...>",
        "71 execve(NULL, NULL, NULL <unfinished ...>",
        "72 <... pause resumed>) = ?",
        "72 +++ killed by SIGKILL +++",
        "71 <... execve resumed>) = -1 EAGAIN (Resource temporarily unavailable)",
    ];
    assert_eq!(lines(&mut tracer), expected);
    // And at the end of tracing, or of the thread, whose own end was lost.
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &broken_off(LEADER, PAUSE));
    tracer.event(Event::End);
    assert_eq!(lines(&mut tracer).len(), 3);
}

/// The return of its execve was lost, and i386 has another call by that number.
#[test]
fn a_thread_that_makes_another_call_by_the_number_of_its_execve_ends_no_others() {
    let mut tracer = three_threads();
    feed(&mut tracer, &enter(71, EXECVE));
    let oldolduname = enter(71, EXECVE);
    let compat = bt_header { flags: bt_record_flag::BT_COMPAT.0 as u16, ..oldolduname.head };
    feed(&mut tracer, &bt_call { head: compat, ..oldolduname });
    feed(&mut tracer, &exit(72, 0));
    assert_eq!(lines(&mut tracer), ["72 +++ exited with 0 +++"]);
}

#[test]
fn a_process_ends_with_its_last_thread_and_is_not_mistaken_for_another() {
    let mut tracer = three_threads();
    feed(&mut tracer, &fork(LEADER, 80, 80));
    feed(&mut tracer, &exit(LEADER, 7 << 8));
    feed(&mut tracer, &exit(71, 0));
    assert_eq!(lines(&mut tracer), ["71 +++ exited with 0 +++"]);
    feed(&mut tracer, &exit(72, 0));
    assert_eq!(lines(&mut tracer), ["72 +++ exited with 0 +++", "70 +++ exited with 7 +++"]);
    assert_eq!(tracer.tasks.ids().collect::<Vec<_>>(), [80]);
}

/// The event that a task waits in pause.
fn waits(tid: u32) -> Event<'static> {
    Event::Waits { tid, call: Waiting { abi: Abi::X86_64, nr: PAUSE, args: [0; 6], ip: 0 }, inputs: &[] }
}

#[test]
fn who_waits_is_shown_once_and_the_rest_when_it_returns() {
    let mut tracer = tracer();
    for _ in 0..3 {
        tracer.event(waits(LEADER));
    }
    assert_eq!(lines(&mut tracer), ["70 pause( <unfinished ...>"]);
    feed(&mut tracer, &returned(LEADER, PAUSE, -4, bt_record_flag(0)));
    assert_eq!(lines(&mut tracer), ["70 <... pause resumed>) = -1 EINTR (Interrupted system call)"]);
    tracer.event(waits(LEADER));
    assert_eq!(lines(&mut tracer), ["70 pause( <unfinished ...>"]);
}

#[test]
fn a_signal_that_no_program_sees_shows_before_the_call_that_waits_and_behind_one_that_shows_already() {
    let mut tracer = tracer();
    let ignored = head(bt_kind::BT_SIGNAL, LEADER, LEADER, bt_record_flag::BT_IGNORED.0);
    let signal = bt_signal { head: ignored, signo: 17, nr: PAUSE, info: [0; 48] };
    let is_signal = |line: &String| line.contains("--- SIGCHLD");
    feed(&mut tracer, &signal);
    assert_eq!(lines(&mut tracer), [""; 0]);
    tracer.event(Event::Idle(LEADER));
    assert!(lines(&mut tracer).iter().all(is_signal));
    feed(&mut tracer, &signal);
    tracer.event(waits(LEADER));
    let shown = lines(&mut tracer);
    assert!(shown.len() == 2 && is_signal(&shown[0]), "{shown:?}");
    feed(&mut tracer, &signal);
    tracer.event(waits(LEADER));
    tracer.event(Event::Idle(LEADER));
    assert_eq!(lines(&mut tracer), [""; 0]);
    feed(&mut tracer, &returned(LEADER, PAUSE, -4, bt_record_flag(0)));
    let shown = lines(&mut tracer);
    assert!(shown.len() == 2 && is_signal(&shown[1]), "{shown:?}");
}

#[test]
fn who_is_gone_without_a_word_is_forgotten_but_not_in_an_execve() {
    let mut tracer = three_threads();
    feed(&mut tracer, &enter(72, EXECVE));
    tracer.event(Event::Gone(71));
    tracer.event(Event::Gone(72));
    let mut left: Vec<u32> = tracer.tasks.ids().collect();
    left.sort_unstable();
    assert_eq!(left, [LEADER, 72]);
    assert_eq!(lines(&mut tracer), [""; 0]);
}

#[test]
fn lost_calls_are_told_where_some_are_missing_and_nowhere_else() {
    let mut tracer = tracer();
    let dead = bt_task { tid: LEADER, tgid: LEADER, ..bt_task::default() };
    tracer.event(Event::LostUntold(&bt_task { lost: 2, ..dead }));
    tracer.event(Event::DiedUnseen(&dead));
    assert_eq!(lines(&mut tracer), ["70 +++ 2 calls lost +++", "70 +++ exited with 0 +++"]);
}

/// A record as the kernel could send it, with ids and numbers that meet each other often, and with chunks.
fn any_record() -> impl Strategy<Value = AlignedBytes> {
    let id = || prop_oneof![Just(LEADER), Just(71u32), Just(72), Just(80)];
    let nr = prop_oneof![Just(PAUSE), Just(EXECVE), Just(GETPPID), Just(0u32), Just(60), Just(219), Just(9999)];
    let chunk = (0u8..7, any::<bool>(), 0u8..4, vec(any::<u8>(), 0..40));
    let words = (1u16..7, any::<u16>(), id(), id(), 0u32..3);
    (words, nr, -520i64..3, id(), any::<[u8; 48]>(), vec(chunk, 0..4)).prop_map(
        |((kind, flags, tid, tgid, lost), nr, ret, other, info, chunks)| {
            let head = bt_header { kind, flags, tid, tgid, lost, time: 0 };
            let mut bytes = AlignedBytes::default();
            match bt_kind(u32::from(kind)) {
                bt_kind::BT_FORK => bytes.append(bt_fork { head, child_tid: other, child_tgid: tgid }.bytes()),
                bt_kind::BT_EXEC => bytes.append(bt_exec { head, old_tid: other, ..bt_exec::default() }.bytes()),
                bt_kind::BT_EXIT => bytes.append(bt_exit { head, code: ret as u32, group: 0 }.bytes()),
                bt_kind::BT_SIGNAL => bytes.append(bt_signal { head, signo: nr % 65, nr, info }.bytes()),
                _ => {
                    bytes.append(bt_call { head, nr, ret, ..bt_call::default() }.bytes());
                    for (arg, more, status, memory) in chunks {
                        let len = memory.len() as u32;
                        let (more, want) = (more.into(), u64::from(len));
                        let head = bt_chunk { arg, more, status, len, want, ..bt_chunk::default() };
                        bytes.push_chunk(&head, &memory);
                    }
                }
            }
            bytes
        },
    )
}

/// Something that a tracer could be told.
#[derive(Debug)]
pub(crate) enum Told {
    Record(AlignedBytes),
    Waits(u32, u32, AlignedBytes),
    Idle(u32),
    Gone(u32),
    There(u32, u32),
    DiedUnseen(u32, u32, u32),
    LostUntold(u32),
    End,
}

impl Told {
    /// Hands it on as the event that it is.
    pub(crate) fn to(&self, tell: impl FnOnce(Event<'_>)) {
        let task = |tid, lost| bt_task { tid, tgid: LEADER, lost, ..bt_task::default() };
        match self {
            Told::Record(bytes) => tell(Event::Record(bytes.bytes())),
            &Told::Waits(tid, nr, ref inputs) => {
                let call = Waiting { abi: Abi::X86_64, nr, args: [0; 6], ip: 0 };
                tell(Event::Waits { tid, call, inputs: inputs.bytes() });
            }
            Told::Idle(tid) => tell(Event::Idle(*tid)),
            Told::Gone(tid) => tell(Event::Gone(*tid)),
            &Told::There(tid, tgid) => {
                let comm = *b"name\0\0\0\0\0\0\0\0\0\0\0\0";
                let (nr, stopped) = (Some(PAUSE), tid == LEADER);
                tell(Event::There {
                    tid,
                    tgid,
                    time: 0,
                    abi: Abi::I386,
                    comm,
                    interrupted: Some(GETPPID),
                    nr,
                    stopped,
                    signo: 0,
                })
            }
            &Told::DiedUnseen(tid, flags, lost) => {
                tell(Event::DiedUnseen(&bt_task { flags, ..task(tid, lost) }));
            }
            Told::LostUntold(tid) => tell(Event::LostUntold(&task(*tid, 1))),
            Told::End => tell(Event::End),
        }
    }
}

fn any_id() -> impl Strategy<Value = u32> {
    prop_oneof![Just(LEADER), Just(71u32), Just(72), Just(80)]
}

/// Of a task that has died: those that tell.
fn any_flags() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), Just(bt_task_flag::BT_INFLIGHT.0)]
}

/// Bytes that are no record, or hardly one.
fn any_bytes() -> impl Strategy<Value = AlignedBytes> {
    (0u8..8, vec(any::<u8>(), 0..300)).prop_map(|(kind, mut bytes)| {
        if let [first, second, ..] = &mut bytes[..] {
            (*first, *second) = (kind, 0);
        }
        let mut aligned = AlignedBytes::default();
        aligned.append(&bytes);
        aligned
    })
}

pub(crate) fn any_told() -> impl Strategy<Value = Told> {
    prop_oneof![
        20 => any_record().prop_map(Told::Record),
        2 => any_bytes().prop_map(Told::Record),
        2 => (any_id(), 0u32..70, any_bytes()).prop_map(|(tid, nr, inputs)| Told::Waits(tid, nr, inputs)),
        1 => any_id().prop_map(Told::Idle),
        1 => any_id().prop_map(Told::Gone),
        1 => (any_id(), any_id()).prop_map(|(tid, tgid)| Told::There(tid, tgid)),
        1 => (any_id(), any_flags(), 0u32..3).prop_map(|(tid, flags, lost)| Told::DiedUnseen(tid, flags, lost)),
        1 => any_id().prop_map(Told::LostUntold),
        1 => Just(()).prop_map(|()| Told::End),
    ]
}

/// What tasks keep, in bytes, without what every task has; counted anew.
fn kept<V: View>(tracer: &Tracer<V>) -> usize {
    let tasks = tracer.tasks.ids().filter_map(|tid| tracer.tasks.get(tid));
    tasks.map(|task| task.call.kept() + task.held.iter().map(Held::memory).sum::<usize>()).sum()
}

proptest! {
    #[test]
    fn no_order_of_events_makes_it_panic_or_keep_what_it_needs_no_more(told in vec(any_told(), 1..200)) {
        let mut tracer = tracer();
        for told in told.iter().cycle().take(400) {
            told.to(|event| tracer.event(event));
            // Four ids, and those that bytes at random have.
            assert!(tracer.tasks.len() <= 4 + 400);
            // Series without an end go on: a record of 300 bytes of chunks at a time.
            assert!(kept(&tracer) < 3 * 400 * 300, "{} bytes", kept(&tracer));
            assert_eq!(tracer.tasks.weight(), kept(&tracer));
            tracer.clear_lines();
        }
        // Every task ends, threads before the leaders of their processes; nothing is left of them.
        tracer.event(Event::End);
        for _ in 0..3 {
            for tid in tracer.tasks.ids().collect::<Vec<_>>() {
                let tgid = tracer.tasks.get(tid).map_or(tid, |task| task.tgid);
                tracer.event(Event::DiedUnseen(&bt_task { tid, tgid, ..bt_task::default() }));
            }
        }
        assert_eq!(tracer.tasks.ids().collect::<Vec<_>>(), [0u32; 0]);
        assert_eq!(tracer.tasks.weight(), 0);
    }

    #[test]
    fn the_same_events_make_the_same_lines(told in vec(any_told(), 1..200)) {
        let lines = || {
            let mut tracer = tracer();
            told.iter().for_each(|told| told.to(|event| tracer.event(event)));
            String::from_utf8_lossy(tracer.lines()).into_owned()
        };
        assert_eq!(lines(), lines());
    }

    #[test]
    fn every_call_shows_once_whole_or_in_two_parts(steps in vec(any_step(), 1..150)) {
        let mut tracer = tracer();
        let mut told = Calls::default();
        for step in &steps {
            told.make(step, &mut tracer);
        }
        tracer.event(Event::End);
        told.check(&lines(&mut tracer));
    }
}

/// What a task does, so that each call has a number of its own.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// It begins a call of which a record tells, with that many others before it in its series.
    Enters(u32, u8),
    /// It returns from the call that it is in, or from one whose beginning no record told of.
    Returns(u32, u8),
    /// It is broken off in it, by another thread's execve or by a signal.
    BreaksOff(u32),
    /// The record of its return is lost.
    Loses(u32),
    /// It waits in it.
    Waits(u32),
    /// It begins an execve.
    BeginsExec(u32),
    /// That succeeds.
    Execs(u32),
    Forks(u32, u32),
    Exits(u32),
    Signal(u32, bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (any_id(), 0u8..3).prop_map(|(tid, more)| Step::Enters(tid, more)),
        9 => (any_id(), 0u8..3).prop_map(|(tid, more)| Step::Returns(tid, more)),
        4 => any_id().prop_map(Step::BreaksOff),
        1 => any_id().prop_map(Step::Loses),
        4 => any_id().prop_map(Step::Waits),
        2 => any_id().prop_map(Step::BeginsExec),
        2 => any_id().prop_map(Step::Execs),
        2 => (any_id(), any_id()).prop_map(|(tid, child)| Step::Forks(tid, child)),
        2 => any_id().prop_map(Step::Exits),
        1 => (any_id(), any::<bool>()).prop_map(|(tid, fatal)| Step::Signal(tid, fatal)),
    ]
}

/// The calls that have been told of.
#[derive(Default)]
struct Calls {
    /// How many numbers have been given.
    given: u32,
    /// Which call a task is in, and whether a record told of its beginning.
    inside: HashMap<u32, (u32, bool)>,
    /// The calls whose returns were told.
    returned: HashSet<u32>,
}

impl Calls {
    /// No table has these.
    const FIRST: u32 = 5000;

    fn new_number(&mut self) -> u32 {
        self.given += 1;
        Self::FIRST + self.given
    }

    /// The process of these tasks: 80 is one of its own.
    fn tgid(tid: u32) -> u32 {
        if tid == 80 {
            80
        } else {
            LEADER
        }
    }

    fn head(kind: bt_kind, tid: u32, flags: u32) -> bt_header {
        head(kind, tid, Self::tgid(tid), flags)
    }

    /// A record of a call, after so many that it goes on with.
    fn series(tracer: &mut Tracer<Text>, call: bt_call, more: u8) {
        let flags = u32::from(call.head.flags);
        for turn in 0..=more {
            let continued = if turn > 0 { bt_record_flag::BT_CONTINUED.0 } else { 0 };
            let goes_on = if turn < more { bt_record_flag::BT_MORE.0 } else { 0 };
            let head = bt_header { flags: (flags | continued | goes_on) as u16, ..call.head };
            feed(tracer, &bt_call { head, ..call });
        }
    }

    fn make(&mut self, step: &Step, tracer: &mut Tracer<Text>) {
        match *step {
            Step::Enters(tid, more) => {
                let nr = self.new_number();
                self.inside.insert(tid, (nr, true));
                let head = Self::head(bt_kind::BT_ENTER, tid, 0);
                Self::series(tracer, bt_call { head, nr, ..bt_call::default() }, more);
            }
            Step::Returns(tid, more) => self.ends(tracer, tid, 0, 0, more),
            Step::BreaksOff(tid) => self.ends(tracer, tid, -514, bt_record_flag::BT_DYING.0, 0),
            Step::Loses(tid) => {
                self.inside.remove(&tid);
            }
            Step::Waits(tid) => {
                let nr = match self.inside.get(&tid) {
                    Some((nr, _)) => *nr,
                    None => self.new_number(),
                };
                self.inside.entry(tid).or_insert((nr, false));
                let call = Waiting { abi: Abi::X86_64, nr, args: [0; 6], ip: 0 };
                tracer.event(Event::Waits { tid, call, inputs: &[] });
            }
            Step::BeginsExec(tid) => {
                self.inside.remove(&tid);
                feed(
                    tracer,
                    &bt_call { head: Self::head(bt_kind::BT_ENTER, tid, 0), nr: EXECVE, ..bt_call::default() },
                );
            }
            Step::Execs(tid) => {
                let leader = Self::tgid(tid);
                self.inside.remove(&tid);
                self.inside.remove(&leader);
                let head = Self::head(bt_kind::BT_EXEC, leader, 0);
                feed(tracer, &bt_exec { head, old_tid: tid, ..bt_exec::default() });
                let head = Self::head(bt_kind::BT_CALL, leader, bt_record_flag::BT_ENTERED.0);
                feed(tracer, &bt_call { head, nr: EXECVE, ..bt_call::default() });
            }
            Step::Forks(tid, child_tid) if tid != child_tid => {
                self.inside.remove(&child_tid);
                let head = Self::head(bt_kind::BT_FORK, tid, 0);
                feed(tracer, &bt_fork { head, child_tid, child_tgid: Self::tgid(child_tid) });
            }
            Step::Forks(..) => {}
            Step::Exits(tid) => {
                // Of a call that a task dies in its end tells.
                self.inside.remove(&tid);
                let head = Self::head(bt_kind::BT_EXIT, tid, bt_record_flag::BT_ENTERED.0);
                feed(tracer, &bt_exit { head, code: 0, group: 0 });
            }
            Step::Signal(tid, fatal) => {
                let flag = if fatal { bt_record_flag::BT_FATAL } else { bt_record_flag::BT_IGNORED };
                let head = Self::head(bt_kind::BT_SIGNAL, tid, flag.0);
                feed(tracer, &bt_signal { head, signo: 17, nr: PAUSE, info: [0; 48] });
            }
        }
    }

    fn ends(&mut self, tracer: &mut Tracer<Text>, tid: u32, ret: i64, flags: u32, more: u8) {
        let (nr, entered) = match self.inside.remove(&tid) {
            Some(call) => call,
            None => (self.new_number(), false),
        };
        self.returned.insert(nr);
        let entered = if entered { bt_record_flag::BT_ENTERED.0 } else { 0 };
        let head = Self::head(bt_kind::BT_CALL, tid, flags | entered);
        Self::series(tracer, bt_call { head, nr, ret, ..bt_call::default() }, more);
    }

    /// Each call that has returned is on one line, or on one for its beginning and, behind it, one for its rest.
    fn check(&self, lines: &[String]) {
        for nr in Self::FIRST + 1..=Self::FIRST + self.given {
            let name = format!("syscall_{nr:#x}");
            let of_it: Vec<_> = lines.iter().filter(|line| line.contains(&name)).map(String::as_str).collect();
            let is_beginning = |line: &str| line.ends_with("<unfinished ...>");
            let is_rest = |line: &str| line.contains(&format!("<... {name} resumed>"));
            let returned = self.returned.contains(&nr);
            match of_it[..] {
                [] => assert!(!returned, "{name} does not show: {lines:#?}"),
                [one] if is_beginning(one) => assert!(!returned, "{name} has no end: {lines:#?}"),
                [one] => assert!(!is_rest(one), "{name} has no beginning: {lines:#?}"),
                [first, second] => assert!(is_beginning(first) && is_rest(second), "{name}: {of_it:#?}"),
                _ => panic!("{name} shows too often: {of_it:#?}"),
            }
        }
    }
}

#[test]
fn there_are_no_more_tasks_than_the_kernel_can_trace_twice_and_those_refused_are_counted() {
    let mut tracer = tracer();
    let most = MOST_TASKS as u32;
    for child in 1000..1000 + most + 10 {
        feed(&mut tracer, &fork(LEADER, child, child));
        tracer.clear_lines();
    }
    assert_eq!((tracer.tasks.len(), tracer.unreadable()), (MOST_TASKS, 11));
    feed(&mut tracer, &enter(5, PAUSE));
    tracer.event(Event::DiedUnseen(&bt_task { tid: 6, tgid: 6, ..bt_task::default() }));
    assert_eq!((tracer.tasks.len(), tracer.unreadable()), (MOST_TASKS, 13));
    // Who is known goes on.
    feed(&mut tracer, &returned(LEADER, GETPPID, 1, bt_record_flag(0)));
    assert_eq!(lines(&mut tracer), ["70 getppid() = 1"]);
}

#[test]
fn an_execve_that_ends_others_already_is_not_forgotten_for_another_ones() {
    let mut tracer = three_threads();
    feed(&mut tracer, &fork(LEADER, 73, LEADER));
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &broken_off(73, PAUSE));
    feed(&mut tracer, &enter(72, EXECVE));
    feed(&mut tracer, &exit(73, 0));
    assert_eq!(lines(&mut tracer), [""; 0]);
    // One whose return was lost is.
    feed(&mut tracer, &enter(71, GETPPID));
    let expected = [
        "73 pause( <unfinished ...>",
        "71 execve(NULL, NULL, NULL <unfinished ...>",
        "73 <... pause resumed>) = ?",
        "73 +++ exited with 0 +++",
    ];
    assert_eq!(lines(&mut tracer), expected);
    feed(&mut tracer, &enter(72, EXECVE));
    feed(&mut tracer, &exec(LEADER, 72));
    assert_eq!(lines(&mut tracer).len(), 2);
}

#[test]
fn the_first_of_two_threads_in_an_execve_ends_the_others_though_the_second_one_fails() {
    let mut tracer = three_threads();
    feed(&mut tracer, &enter(71, EXECVE));
    feed(&mut tracer, &enter(72, EXECVE));
    feed(&mut tracer, &returned(72, EXECVE, -2, bt_record_flag::BT_ENTERED));
    let expected = ["72 execve(NULL, NULL, NULL) = -1 ENOENT (No such file or directory)"];
    assert_eq!(lines(&mut tracer), expected);
    feed(&mut tracer, &broken_off(72, PAUSE));
    feed(&mut tracer, &exit(72, 0));
    feed(&mut tracer, &exit(LEADER, 0));
    assert_eq!(lines(&mut tracer), [""; 0]);
    feed(&mut tracer, &exec(LEADER, 71));
    let expected = [
        "72 pause( <unfinished ...>",
        "71 execve(NULL, NULL, NULL <unfinished ...>",
        "72 <... pause resumed>) = ?",
        "72 +++ exited with 0 +++",
        "70 +++ superseded by execve in pid 71 +++",
    ];
    assert_eq!(lines(&mut tracer), expected);
}

#[test]
fn what_all_tasks_keep_together_has_a_bound() {
    let mut tracer = tracer();
    let head = bt_chunk { len: 1 << 20, want: 1 << 20, ..bt_chunk::default() };
    let mut chunk = AlignedBytes::default();
    chunk.push_chunk(&head, &vec![b'x'; 1 << 20]);
    let tids = 1000..1032;
    for tid in tids.clone() {
        for turn in 0..12 {
            let more = if turn < 11 { bt_record_flag::BT_MORE.0 } else { 0 };
            let head = bt_header { flags: (bt_record_flag::BT_CONTINUED.0 | more) as u16, ..enter(tid, PAUSE).head };
            let mut record = AlignedBytes::default();
            record.append(bt_call { head, ..enter(tid, PAUSE) }.bytes());
            record.append(chunk.bytes());
            tracer.event(Event::Record(record.bytes()));
        }
    }
    // What one call may have more, in memory that grows by doubling, before it is weighed.
    assert!((MOST_MEMORY..MOST_MEMORY + (64 << 20)).contains(&kept(&tracer)), "{}", kept(&tracer));
    for tid in tids {
        feed(&mut tracer, &returned(tid, PAUSE, -4, bt_record_flag::BT_ENTERED));
    }
    assert!(kept(&tracer) < 1 << 20, "{}", kept(&tracer));
    assert_eq!(lines(&mut tracer).len(), 32);
}

#[test]
fn behind_the_last_call_that_is_to_show_nothing_does() {
    let cli = Cli::try_parse_from(["beetrace", "-f", "-o", "trace", "-z", "--syscall-limit=2", "true"]).unwrap();
    let config = Config::new(cli).unwrap();
    let mut tracer = Tracer::new(Text::new(false), Settings::new(&config, 0), LEADER);
    feed(&mut tracer, &fork(LEADER, 80, 80));
    feed(&mut tracer, &fork(LEADER, 81, 81));
    feed(&mut tracer, &exit(81, 0));
    for (ret, is_full) in [(1, false), (-2, false), (2, true), (3, true)] {
        feed(&mut tracer, &returned(LEADER, GETPPID, ret, bt_record_flag(0)));
        assert_eq!(tracer.is_full(), is_full, "{ret}");
    }
    feed(&mut tracer, &exit(80, 0));
    feed(&mut tracer, &fork(LEADER, 82, 82));
    assert_eq!(lines(&mut tracer), ["81 +++ exited with 0 +++", "70 getppid() = 1", "70 getppid() = 2"]);
    // Those that were there then.
    assert_eq!(tracer.living(), [LEADER, 80]);
}
