//! Who holds the command still when the ring fills up?
//!
//! A thread of its own, whatever the main thread is doing: that one may be
//! waiting for the reader of a pipe, or for a processor. Only this thread freezes
//! and thaws, and it waits for nobody: there is no lock between the two.
//!
//! ```text
//!  a kernel program   the ring has passed its mark:  counters.full, wakes the holder
//!  holder             freezes; from here on it is an odd turn
//!  main thread        asks which turn it is, takes records; when the ring has room, tells: drained, of that turn
//!  holder             still that turn? clears counters.full, thaws: the next, even turn
//! ```
//!
//! The turn keeps what the main thread says apart from what has happened since:
//! a ring that was drained before the last freeze says nothing about this one.
//! counters.full is cleared before the thaw, so that the first record that
//! passes the mark after it wakes the holder again.

use std::io;
use std::mem::take;
use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::unix::thread::JoinHandleExt;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;
use std::sync::mpsc::Receiver;
use std::sync::Arc;
use std::thread::Builder;
use std::thread::JoinHandle;

use anyhow::Context;
use anyhow::Result;
use nix::sys::epoll::Epoll;
use nix::sys::epoll::EpollCreateFlags;
use nix::sys::epoll::EpollEvent;
use nix::sys::epoll::EpollFlags;
use nix::sys::epoll::EpollTimeout;
use nix::sys::eventfd::EfdFlags;
use nix::sys::eventfd::EventFd;
use nix::sys::resource::getrlimit;
use nix::sys::resource::Resource;

use crate::command::cgroup::Cgroup;
use crate::command::strays::Strays;
use crate::kernel::counters::Counters;
use crate::kernel::TracedTasks;

/// What an event of the thread's epoll is about.
const RING: u64 = 0;
const DRAINED: u64 = 1;
const STOP: u64 = 2;

/// Pause before what has failed is tried again, in ms, and before a task that cannot be held still is looked at again.
const AGAIN: u8 = 5;

/// The thread that holds the command still. Dropping it ends the thread and thaws the command.
pub struct Holder {
    counters: Counters,
    turns: Arc<Turns>,
    drained: Arc<EventFd>,
    stop: Arc<EventFd>,
    messages: Receiver<String>,
    thread: Option<JoinHandle<()>>,
}

/// What the two threads know of each other.
#[derive(Debug, Default)]
struct Turns {
    /// Counts freezes and thaws: odd while the command is held still.
    now: AtomicU32,
    /// In this one the ring was drained.
    drained: AtomicU32,
}

impl Holder {
    /// Starts the thread for the command in that cgroup; `ring` becomes readable when the kernel programs wake us.
    pub fn start(ring: BorrowedFd<'_>, counters: Counters, cgroup: Cgroup, tasks: TracedTasks) -> Result<Holder> {
        let eventfd = || EventFd::from_flags(EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK).map(Arc::new);
        let drained = eventfd().context("cannot make an eventfd")?;
        let stop = eventfd().context("cannot make an eventfd")?;
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).context("cannot make an epoll")?;
        // Edge-triggered: the ring is readable all the time, only the kernel program's wakeup counts.
        epoll.add(ring, EpollEvent::new(EpollFlags::EPOLLIN | EpollFlags::EPOLLET, RING))?;
        epoll.add(drained.as_fd(), EpollEvent::new(EpollFlags::EPOLLIN, DRAINED))?;
        epoll.add(stop.as_fd(), EpollEvent::new(EpollFlags::EPOLLIN, STOP))?;
        let (sender, messages) = channel();
        let turns = Arc::new(Turns::default());
        let command =
            Command { counters: counters.clone(), strays: Strays::new(tasks, sender), cgroup, is_stray_left: false };
        let mut watch = Watch { scene: command, turns: Arc::clone(&turns), is_thaw_due: false };
        let told = Arc::clone(&drained);
        let thread = Builder::new().name("beetrace-holder".to_owned()).spawn(move || live(&epoll, &told, &mut watch));
        let thread = thread.context("cannot start a thread")?;
        // Not left to the thread itself, which might get no processor to do so once the command runs.
        prefer(&thread);
        Ok(Holder { counters, turns, drained, stop, messages, thread: Some(thread) })
    }

    /// Which turn it is: to be asked before the ring is read, for [`Holder::drained`].
    pub fn turn(&self) -> u32 {
        self.turns.now.load(Ordering::Acquire)
    }

    /// The ring has room, by what was read from it since it was that turn.
    pub fn drained(&self, turn: u32) {
        let is_told = self.turns.drained.load(Ordering::Relaxed) == turn;
        // Running, and full all the same: the mark was passed just now, or in the moment of the last thaw.
        let concerns = if is_held(turn) { !is_told } else { self.counters.is_full() };
        if concerns {
            self.turns.drained.store(turn, Ordering::Release);
            let _ = self.drained.write(1);
        }
    }

    /// What the user is to be told: the thread itself waits for no terminal.
    pub fn messages(&self) -> impl Iterator<Item = String> + '_ {
        self.messages.try_iter()
    }

    /// Ends the thread, which thaws the command.
    pub fn stop(&mut self) {
        let _ = self.stop.write(1);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The thread's life.
fn live(epoll: &Epoll, drained: &EventFd, watch: &mut Watch<Command>) {
    let mut timeout = EpollTimeout::NONE;
    loop {
        let mut events = [EpollEvent::empty(); 3];
        let Ok(count) = epoll.wait(&mut events, timeout) else { continue };
        let has = |what: u64| events[..count].iter().any(|event| event.data() == what);
        if has(STOP) {
            return;
        }
        if has(DRAINED) {
            let _ = drained.read();
        }
        timeout = if watch.step(has(DRAINED)) { EpollTimeout::from(AGAIN) } else { EpollTimeout::NONE };
    }
}

fn is_held(turn: u32) -> bool {
    turn % 2 == 1
}

/// What the holder sees and does; tests put something else in its place.
trait Scene {
    /// The ring has passed its mark since the last `reset_full`.
    fn is_full(&self) -> bool;
    fn reset_full(&mut self);
    fn freeze(&mut self) -> io::Result<()>;
    fn thaw(&mut self) -> io::Result<()>;
    /// Sees after a task that goes on although the command is held still. Whether there is one to look at again.
    fn see_to_stray(&mut self) -> bool;
}

/// The holder's decisions.
struct Watch<S> {
    scene: S,
    turns: Arc<Turns>,
    is_thaw_due: bool,
}

impl<S: Scene> Watch<S> {
    /// Something has happened, or it is time to try again: does what is to be done. Whether to try again soon.
    fn step(&mut self, is_drained: bool) -> bool {
        let mut again = false;
        if is_drained && self.turns.drained.load(Ordering::Acquire) == self.turn() {
            self.scene.reset_full();
            self.is_thaw_due = is_held(self.turn());
        }
        if self.is_thaw_due {
            match self.scene.thaw() {
                Ok(()) => self.next_turn(),
                Err(_) => again = true,
            }
            self.is_thaw_due = again;
        }
        if !is_held(self.turn()) && self.scene.is_full() {
            match self.scene.freeze() {
                Ok(()) => self.next_turn(),
                Err(_) => again = true,
            }
        }
        if is_held(self.turn()) && !self.is_thaw_due {
            again |= self.scene.see_to_stray();
        }
        again
    }

    fn turn(&self) -> u32 {
        self.turns.now.load(Ordering::Relaxed)
    }

    fn next_turn(&self) {
        self.turns.now.fetch_add(1, Ordering::Release);
    }
}

/// The real scene.
struct Command {
    counters: Counters,
    /// Dropped before the cgroup, and thawed so: while the janitor lives.
    strays: Strays,
    cgroup: Cgroup,
    /// The task that counters.stray names cannot be held still, or is being stopped.
    is_stray_left: bool,
}

impl Scene for Command {
    fn is_full(&self) -> bool {
        self.counters.is_full()
    }

    fn reset_full(&mut self) {
        self.counters.reset_full();
        self.counters.reset_stray();
        self.is_stray_left = false;
    }

    fn freeze(&mut self) -> io::Result<()> {
        let frozen = self.cgroup.freeze();
        self.strays.freeze(&self.cgroup);
        frozen
    }

    fn thaw(&mut self) -> io::Result<()> {
        // All that can be: who is left waits for the next attempt.
        let strays = self.strays.thaw(&self.cgroup);
        self.cgroup.thaw().and(strays)
    }

    fn see_to_stray(&mut self) -> bool {
        if take(&mut self.is_stray_left) {
            // Its time is over: the kernel may name another one, or this one again.
            self.counters.reset_stray();
        }
        while let Some(tid) = self.counters.stray() {
            if !self.strays.hold(tid, &self.cgroup) {
                self.is_stray_left = true;
                return true;
            }
            self.counters.reset_stray();
        }
        false
    }
}

/// The thread must get a processor at once when the command's threads keep all of them busy, and be they real-time
/// ones: as high a priority as there is, or as this user may have. Without any it is only slower to react.
fn prefer(thread: &JoinHandle<()>) {
    // SAFETY: plain values.
    let highest = unsafe { libc::sched_get_priority_max(libc::SCHED_FIFO) };
    let allowed = getrlimit(Resource::RLIMIT_RTPRIO).map_or(0, |(soft, _)| soft.min(99) as i32);
    for sched_priority in [highest, allowed] {
        let param = libc::sched_param { sched_priority };
        // SAFETY: a thread that was not joined yet; plain values.
        if unsafe { libc::pthread_setschedparam(thread.as_pthread_t(), libc::SCHED_FIFO, &param) } == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scene that keeps a list of what was done.
    #[derive(Default)]
    struct Scripted {
        done: Vec<&'static str>,
        is_full: bool,
        /// So many freezes and thaws fail.
        failures: u32,
        /// The mark is passed in the middle of a thaw.
        passes_while_thawing: bool,
        has_stray: bool,
    }

    impl Scripted {
        fn tries(&mut self, what: &'static str) -> io::Result<()> {
            self.done.push(what);
            match self.failures {
                0 => Ok(()),
                _ => {
                    self.failures -= 1;
                    Err(io::Error::from_raw_os_error(libc::ENOMEM))
                }
            }
        }
    }

    impl Scene for Scripted {
        fn is_full(&self) -> bool {
            self.is_full
        }

        fn reset_full(&mut self) {
            self.done.push("reset");
            self.is_full = false;
        }

        fn freeze(&mut self) -> io::Result<()> {
            self.tries("freeze")
        }

        fn thaw(&mut self) -> io::Result<()> {
            self.is_full |= take(&mut self.passes_while_thawing);
            self.tries("thaw")
        }

        fn see_to_stray(&mut self) -> bool {
            self.done.push("stray");
            self.has_stray
        }
    }

    /// A command that is held still, in turn 1.
    fn held(scene: Scripted) -> Watch<Scripted> {
        let mut watch = Watch { scene: Scripted { is_full: true, ..scene }, turns: Arc::default(), is_thaw_due: false };
        let failures = take(&mut watch.scene.failures);
        watch.step(false);
        assert_eq!(watch.turn(), 1);
        watch.scene.failures = failures;
        watch.scene.done.clear();
        watch
    }

    /// What a step does after the main thread's word about that turn; and whether it asks for another one.
    fn told(watch: &mut Watch<Scripted>, turn: u32) -> (Vec<&'static str>, bool) {
        watch.turns.drained.store(turn, Ordering::Release);
        let again = watch.step(true);
        (take(&mut watch.scene.done), again)
    }

    #[test]
    fn the_mark_is_reset_before_the_thaw() {
        let mut watch = held(Scripted::default());
        assert_eq!(told(&mut watch, 1), (vec!["reset", "thaw"], false));
        assert_eq!(watch.turn(), 2);
    }

    #[test]
    fn a_mark_that_is_passed_while_thawing_freezes_again() {
        let mut watch = held(Scripted { passes_while_thawing: true, ..Scripted::default() });
        assert_eq!(told(&mut watch, 1), (vec!["reset", "thaw", "freeze", "stray"], false));
        assert_eq!(watch.turn(), 3);
    }

    #[test]
    fn what_was_drained_before_the_freeze_does_not_thaw() {
        let mut watch = held(Scripted::default());
        assert_eq!(told(&mut watch, 0), (vec!["stray"], false));
        assert_eq!(watch.turn(), 1);
        // Nor does the same word, come twice.
        told(&mut watch, 1);
        watch.scene.is_full = true;
        assert_eq!(told(&mut watch, 1).0, ["freeze", "stray"]);
    }

    #[test]
    fn drained_before_the_holder_woke_there_is_nothing_to_freeze_for() {
        let scene = Scripted { is_full: true, ..Scripted::default() };
        let mut watch = Watch { scene, turns: Arc::default(), is_thaw_due: false };
        assert_eq!(told(&mut watch, 0), (vec!["reset"], false));
        assert_eq!(watch.turn(), 0);
    }

    #[test]
    fn a_failed_thaw_is_tried_again_until_it_succeeds() {
        let mut watch = held(Scripted { failures: 2, ..Scripted::default() });
        assert_eq!(told(&mut watch, 1), (vec!["reset", "thaw"], true));
        assert!(watch.step(false));
        assert_eq!(watch.turn(), 1);
        assert!(!watch.step(false));
        assert_eq!(watch.scene.done, ["thaw", "thaw"]);
        assert_eq!(watch.turn(), 2);
    }

    #[test]
    fn a_failed_freeze_is_tried_again_while_the_ring_is_full() {
        let scene = Scripted { is_full: true, failures: 2, ..Scripted::default() };
        let mut watch = Watch { scene, turns: Arc::default(), is_thaw_due: false };
        assert!(watch.step(false));
        assert_eq!(told(&mut watch, 0), (vec!["freeze", "reset"], false));
        assert_eq!(watch.turn(), 0);
    }

    #[test]
    fn a_task_that_is_not_held_is_looked_at_again() {
        let mut watch = held(Scripted { has_stray: true, ..Scripted::default() });
        assert!(watch.step(false));
        assert_eq!(watch.scene.done, ["stray"]);
    }

    #[test]
    fn the_main_thread_speaks_of_a_held_turn_once() {
        let (_, messages) = channel();
        let drained = Arc::new(EventFd::from_flags(EfdFlags::EFD_NONBLOCK).unwrap());
        let stop = Arc::new(EventFd::new().unwrap());
        let turns = Arc::new(Turns::default());
        let page = tempfile::tempfile().unwrap();
        page.set_len(1 << 16).unwrap();
        let counters = Counters::new(&page).unwrap();
        let holder = Holder { counters, turns, drained, stop, messages, thread: None };
        let is_told = || holder.drained.read().is_ok();
        holder.drained(0);
        assert!(!is_told(), "nothing is full, nobody is held");
        holder.drained(1);
        assert!(is_told());
        holder.drained(1);
        assert!(!is_told());
        holder.drained(3);
        assert!(is_told());
    }
}
