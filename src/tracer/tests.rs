use clap::Parser;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::prop_oneof;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::proptest;

use super::*;
use crate::event::Waiting;
use crate::options::cli::Cli;
use crate::output::Text;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_kind;
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
    bt_exit { head: head(bt_kind::BT_EXIT, tid, LEADER, 0), code, reserved: 0 }
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
    Event::Waits { tid, call: Waiting { abi: Abi::X86_64, nr: PAUSE, args: [0; 6] }, inputs: &[] }
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
                bt_kind::BT_EXIT => bytes.append(bt_exit { head, code: ret as u32, reserved: 0 }.bytes()),
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

/// What tasks keep, in bytes, without what every task has.
fn kept<V: View>(tracer: &Tracer<V>) -> usize {
    let of = |tid| {
        let Some(task) = tracer.tasks.get(tid) else { return 0 };
        let held = task.held.iter().map(|held| match held {
            Held::Call(_, chunks) => 200 + chunks.len(),
            Held::Exit(_) => 200,
        });
        task.entry_chunks.len() + task.pieces.len() + 100 * task.undelivered.len() + held.sum::<usize>()
    };
    tracer.tasks.ids().map(of).sum()
}

proptest! {
    #[test]
    fn no_order_of_records_makes_it_panic_or_keep_what_it_needs_no_more(
        records in vec(any_record(), 1..200),
        waits in vec((70u32..73, 0u32..70), 0..3),
    ) {
        let mut tracer = tracer();
        for (turn, record) in records.iter().cycle().take(400).enumerate() {
            tracer.event(Event::Record(record.bytes()));
            if let Some(&(tid, nr)) = waits.get(turn % 3) {
                tracer.event(Event::Waits { tid, call: Waiting { abi: Abi::X86_64, nr, args: [0; 6] }, inputs: &[] });
                tracer.event(Event::Gone(80));
            }
            assert!(tracer.tasks.len() <= 4);
            // Series without an end go on: a record of 300 bytes of chunks at a time.
            assert!(kept(&tracer) < 400 * 300, "{} bytes", kept(&tracer));
            tracer.clear_lines();
        }
        // Every task ends; nothing is left of them.
        for tid in [71, 72, 80, LEADER] {
            tracer.event(Event::DiedUnseen(&bt_task { tid, tgid: LEADER, ..bt_task::default() }));
        }
        tracer.event(Event::End);
        for tid in tracer.tasks.ids().collect::<Vec<_>>() {
            tracer.event(Event::DiedUnseen(&bt_task { tid, tgid: tid, ..bt_task::default() }));
        }
    }

    #[test]
    fn signals_in_a_call_without_an_end_do_not_add_up(count in 1usize..300) {
        let mut tracer = tracer();
        let head = head(bt_kind::BT_SIGNAL, LEADER, LEADER, bt_record_flag::BT_IGNORED.0);
        for _ in 0..count {
            feed(&mut tracer, &bt_signal { head, signo: 17, nr: PAUSE, info: [0; 48] });
        }
        let waiting = tracer.tasks.get(LEADER).map_or(0, |task| task.undelivered.len());
        assert!(waiting <= MOST_UNDELIVERED);
        assert_eq!(lines(&mut tracer).len() + waiting, count);
    }
}
