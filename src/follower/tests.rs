use std::cell::RefCell;
use std::rc::Rc;

use super::*;
use crate::event::Waiting;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_signal;
use crate::wire::AlignedBytes;
use crate::wire::Unpadded;

/// Answers at once what the test has written down: nothing, if it is not about that task.
#[derive(Clone, Default)]
struct Written {
    waits: Rc<RefCell<Vec<(u32, Waiting)>>>,
    gone: Rc<RefCell<Vec<u32>>>,
    asked: Rc<RefCell<Vec<Question>>>,
    /// How many questions there have been.
    questions: Rc<RefCell<usize>>,
}

impl Lookout for Written {
    fn ask(&mut self, question: Question) {
        *self.questions.borrow_mut() += 1;
        self.asked.borrow_mut().push(question);
    }

    fn answers(&mut self) -> Vec<Answer> {
        let waits = self.waits.borrow();
        let found = |tid: u32| match waits.iter().find(|(other, _)| *other == tid) {
            Some((_, call)) => Found::Waits(*call, AlignedBytes::default()),
            None if self.gone.borrow().contains(&tid) => Found::Gone,
            None => Found::Nothing,
        };
        let asked = take(&mut *self.asked.borrow_mut()).into_iter();
        asked.map(|asked| Answer { tid: asked.tid, ticket: asked.ticket, found: found(asked.tid) }).collect()
    }

    fn all_answers(&mut self) -> Vec<Answer> {
        self.answers()
    }

    fn exists(&self, tid: u32) -> bool {
        !self.gone.borrow().contains(&tid)
    }
}

const PAUSE: Waiting = Waiting { abi: Abi::X86_64, nr: 34, args: [0; 6], ip: 0 };
const LEADER: u32 = 70;

fn follower(lookout: &Written) -> Follower {
    Follower::with_lookout(LEADER, Box::new(lookout.clone()))
}

fn feed(follower: &mut Follower, record: &impl Unpadded) {
    let mut bytes = AlignedBytes::default();
    bytes.append(record.bytes());
    follower.record(bytes.bytes());
}

fn head(kind: bt_kind, tid: u32) -> bt_header {
    bt_header { kind: kind.0 as u16, tid, tgid: LEADER, ..bt_header::default() }
}

fn call(tid: u32) -> bt_call {
    bt_call { head: head(bt_kind::BT_CALL, tid), ..bt_call::default() }
}

fn fork(tid: u32, child_tid: u32) -> bt_fork {
    bt_fork { head: head(bt_kind::BT_FORK, tid), child_tid, child_tgid: LEADER }
}

fn signal(tid: u32) -> bt_signal {
    bt_signal { head: head(bt_kind::BT_SIGNAL, tid), signo: 17, nr: PAUSE.nr, info: [0; 48] }
}

/// What it says, in words.
fn said(event: Event<'_>) -> String {
    match event {
        Event::Waits { tid, call, .. } => format!("{tid} waits in {}", call.nr),
        Event::Idle(tid) => format!("{tid} idle"),
        Event::Gone(tid) => format!("{tid} gone"),
        Event::End => "end".to_owned(),
        Event::Record(_) | Event::There { .. } | Event::DiedUnseen(_) | Event::LostUntold(_) => panic!("{event:?}"),
    }
}

/// What it says when it is asked all the time between these times, each with its time.
fn looks(follower: &mut Follower, times: std::ops::Range<u64>) -> Vec<(u64, String)> {
    let mut all = Vec::new();
    for now in times.step_by(10) {
        follower.look_at(now, |event| all.push((now, said(event))));
    }
    all
}

fn tasks(follower: &Follower) -> Vec<u32> {
    let mut tasks: Vec<u32> = follower.tasks().collect();
    tasks.sort_unstable();
    tasks
}

#[test]
fn who_waits_is_told_soon_once_and_not_if_a_record_has_come_since_the_look() {
    let lookout = Written::default();
    let mut follower = follower(&lookout);
    lookout.waits.borrow_mut().push((LEADER, PAUSE));
    let waits = "70 waits in 34".to_owned();
    assert_eq!(looks(&mut follower, 0..10_000), [(240, waits.clone())]);
    let questions = *lookout.questions.borrow();
    assert_eq!(looks(&mut follower, 10_000..20_000), []);
    assert_eq!(*lookout.questions.borrow(), questions);
    // A record between look and answer: what was seen may be the call that it tells of.
    for now in (20_000..22_000).step_by(60) {
        feed(&mut follower, &call(LEADER));
        assert_eq!(looks(&mut follower, now..now + 1), []);
    }
    assert_eq!(looks(&mut follower, 22_000..32_000).len(), 1);
}

#[test]
fn who_is_in_another_call_each_time_is_not_said_to_wait() {
    let lookout = Written::default();
    let mut follower = follower(&lookout);
    for turn in 0..500 {
        *lookout.waits.borrow_mut() = vec![(LEADER, Waiting { nr: turn, ..PAUSE })];
        assert_eq!(looks(&mut follower, u64::from(turn) * 10..u64::from(turn) * 10 + 1), []);
    }
}

#[test]
fn who_is_gone_without_a_word_is_told_and_forgotten() {
    let lookout = Written::default();
    let mut follower = follower(&lookout);
    feed(&mut follower, &fork(LEADER, 71));
    feed(&mut follower, &fork(LEADER, 72));
    lookout.gone.borrow_mut().push(71);
    assert_eq!(looks(&mut follower, 0..1000), [(120, "71 gone".to_owned())]);
    assert_eq!(tasks(&follower), [LEADER, 72]);
    assert!(follower.any_alive());
    lookout.gone.borrow_mut().extend([LEADER, 72]);
    assert!(!follower.any_alive());
}

#[test]
fn an_idle_task_is_told_when_a_signal_waits_there_and_only_once() {
    let mut follower = follower(&Written::default());
    assert_eq!(looks(&mut follower, 0..5000), []);
    feed(&mut follower, &signal(LEADER));
    let said = looks(&mut follower, 5000..9000);
    assert_eq!(said.iter().map(|(_, said)| said.as_str()).collect::<Vec<_>>(), ["70 idle"]);
    // The signal has shown with that call.
    feed(&mut follower, &signal(LEADER));
    feed(&mut follower, &call(LEADER));
    assert_eq!(looks(&mut follower, 9000..20_000), []);
}

#[test]
fn a_thread_that_execs_goes_on_under_the_leaders_id() {
    let mut follower = follower(&Written::default());
    feed(&mut follower, &fork(LEADER, 71));
    feed(&mut follower, &fork(LEADER, 72));
    for tid in [LEADER, 72] {
        feed(&mut follower, &bt_exit { head: head(bt_kind::BT_EXIT, tid), code: 0, group: 0 });
    }
    assert_eq!(tasks(&follower), [71]);
    feed(&mut follower, &bt_exec { head: head(bt_kind::BT_EXEC, LEADER), old_tid: 71, ..bt_exec::default() });
    assert_eq!(tasks(&follower), [LEADER]);
}

#[test]
fn at_the_end_all_that_wait_are_told_in_order_but_who_has_been() {
    let lookout = Written::default();
    let mut follower = follower(&lookout);
    lookout.waits.borrow_mut().push((LEADER, PAUSE));
    assert_eq!(looks(&mut follower, 0..1000).len(), 1);
    lookout.waits.borrow_mut().extend([71, 72, 73].map(|tid| (tid, PAUSE)));
    for child in [73, 71, 72] {
        feed(&mut follower, &fork(71, child));
    }
    feed(&mut follower, &signal(80));
    let mut all = Vec::new();
    follower.finish(|event| all.push(said(event)));
    assert_eq!(all, ["end", "71 waits in 34", "72 waits in 34", "73 waits in 34", "80 idle"]);
}
