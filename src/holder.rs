//! Who holds the command still when the ring fills up?
//!
//! A thread of its own, whatever the main thread is doing: that one may be
//! waiting for the reader of a pipe. The kernel program that sees the ring pass
//! its mark wakes it once; the main thread lets go when the ring has room again.

use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::sync::Arc;
use std::sync::Mutex;
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

use crate::cgroup::Cgroup;
use crate::counters::Counters;

/// What an event of the thread's epoll is about.
const RING: u64 = 0;
const STOP: u64 = 1;

/// The thread that holds the command still. Dropping it ends the thread and thaws the command.
pub struct Holder {
    shared: Arc<Mutex<Held>>,
    counters: Counters,
    stop: Arc<EventFd>,
    thread: Option<JoinHandle<()>>,
}

struct Held {
    cgroup: Cgroup,
    frozen: bool,
}

impl Holder {
    /// Starts the thread for the command in that cgroup; `ring` becomes readable when the kernel programs wake us.
    pub fn start(ring: BorrowedFd<'_>, counters: Counters, cgroup: Cgroup) -> Result<Holder> {
        let shared = Arc::new(Mutex::new(Held { cgroup, frozen: false }));
        let stop = Arc::new(EventFd::from_flags(EfdFlags::EFD_CLOEXEC).context("cannot make an eventfd")?);
        let epoll = Epoll::new(EpollCreateFlags::EPOLL_CLOEXEC).context("cannot make an epoll")?;
        // Edge-triggered: the ring is readable all the time, only the kernel program's wakeup counts.
        epoll.add(ring, EpollEvent::new(EpollFlags::EPOLLIN | EpollFlags::EPOLLET, RING))?;
        epoll.add(stop.as_fd(), EpollEvent::new(EpollFlags::EPOLLIN, STOP))?;
        let (watched, mark) = (Arc::clone(&shared), counters.clone());
        let thread = Builder::new().name("beetrace-holder".to_owned()).spawn(move || {
            prefer_this_thread();
            watch(&epoll, &mark, &watched);
        });
        Ok(Holder { shared, counters, stop, thread: Some(thread.context("cannot start a thread")?) })
    }

    /// The ring has room again.
    pub fn let_go(&self) {
        if !self.counters.is_full() {
            return;
        }
        let Ok(mut held) = self.shared.lock() else { return };
        self.counters.reset_full();
        if held.frozen {
            held.frozen = held.cgroup.thaw().is_err();
        }
    }
}

/// The thread's life.
fn watch(epoll: &Epoll, counters: &Counters, shared: &Mutex<Held>) {
    loop {
        let mut events = [EpollEvent::empty(); 2];
        let Ok(count) = epoll.wait(&mut events, EpollTimeout::NONE) else { continue };
        if events[..count].iter().any(|event| event.data() == STOP) {
            return;
        }
        let Ok(mut held) = shared.lock() else { return };
        if counters.is_full() && !held.frozen {
            held.frozen = held.cgroup.freeze().is_ok();
        }
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.stop.write(1);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The thread must get a processor at once when the command's threads keep all of them busy.
fn prefer_this_thread() {
    let param = libc::sched_param { sched_priority: 1 };
    // SAFETY: plain values; a refusal only makes the thread slower to react.
    unsafe { libc::sched_setscheduler(0, libc::SCHED_FIFO, &param) };
}
