//! Who is told of what happens, and in which order?
//!
//! The one place that every event passes: what the kernel sends, and what the
//! follower finds out beside it.

use std::collections::BTreeSet;

use crate::ending::Losses;
use crate::event::Event;
use crate::event::RESTART_BLOCK;
use crate::follower::peek;
use crate::follower::Follower;
use crate::machine::Asked;
use crate::output::View;
use crate::recording::events::Told;
use crate::recording::recorder::Recorder;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_there;
use crate::stacks::Stacks;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::tracer::Tracer;

/// Those who are told.
pub struct Events<V: View> {
    /// Makes frames of stacks, if they are wanted.
    stacks: Option<Stacks>,
    follower: Follower,
    listeners: Listeners<V>,
}

/// Those who make something of it.
struct Listeners<V: View> {
    /// Makes lines, if they are wanted.
    tracer: Option<Tracer<V>>,
    /// Makes a recording, if that is wanted.
    recorder: Option<Recorder>,
    /// What the tracer's view has asked the machine for.
    asked: Asked,
}

impl<V: View> Listeners<V> {
    fn tell(&mut self, event: Event<'_>) {
        if let Some(tracer) = &mut self.tracer {
            tracer.event(event);
        }
        if let Some(recorder) = &mut self.recorder {
            // Names that the lines have.
            self.asked.take(|index, name| recorder.interface(index, name));
            recorder.told(Told::Event(event));
        }
    }
}

/// The call that restart_syscall goes on with in that task, or will when the signal that has stopped it is gone.
fn interrupted(there: &bt_there) -> Option<u32> {
    let number = |name: &str| syscalls::by_name(name).map(|row| row.nr);
    if there.stopped != 0 && there.ret == RESTART_BLOCK {
        return Some(there.nr);
    }
    let restart = number("restart_syscall")?;
    if there.nr != restart {
        return None;
    }
    // The other registers are those of that call.
    peek::restarted(there.tid, there.first).and_then(number).or(Some(restart))
}

impl<V: View> Events<V> {
    /// Tells the follower, and the others as far as they are there.
    pub fn new(follower: Follower, tracer: Option<Tracer<V>>, recorder: Option<Recorder>, asked: Asked) -> Events<V> {
        Events { stacks: None, follower, listeners: Listeners { tracer, recorder, asked } }
    }

    /// The same with stacks.
    pub fn with(self, stacks: Option<Stacks>) -> Events<V> {
        Events { stacks, ..self }
    }

    /// A record has come from the ring.
    pub fn record(&mut self, bytes: &[u8]) {
        let bytes = match &mut self.stacks {
            Some(stacks) => stacks.record(bytes),
            None => bytes,
        };
        self.follower.record(bytes);
        self.listeners.tell(Event::Record(bytes));
    }

    /// The ring has been read to its end.
    pub fn look(&mut self, now: impl FnOnce() -> u64) {
        if let Some(stacks) = &mut self.stacks {
            stacks.look(now());
        }
        self.follower.look(|event| self.listeners.tell(event));
    }

    /// These tasks were there before, and are traced since that time, if times are wanted.
    pub fn there(&mut self, there: &[bt_there], time: u64) {
        if let Some(stacks) = &mut self.stacks {
            let processes: BTreeSet<u32> = there.iter().map(|task| task.tgid).collect();
            processes.into_iter().for_each(|process| stacks.there(process));
        }
        there.iter().for_each(|task| self.task_is_there(task, time));
    }

    fn task_is_there(&mut self, there: &bt_there, time: u64) {
        self.follower.there(there.tid);
        let &bt_there { tid, tgid, stopped: signo, comm, .. } = there;
        let (abi, interrupted, nr, stopped) = (Abi::default(), interrupted(there), None, signo != 0);
        self.listeners.tell(Event::There { tid, tgid, time, abi, comm, interrupted, nr, stopped, signo });
    }

    /// A task has ended whose last record was lost.
    pub fn died_unseen(&mut self, task: &bt_task) {
        self.follower.ended(task.tid);
        self.listeners.tell(Event::DiedUnseen(task));
    }

    /// No record comes any more; what those tasks have lost none has told.
    pub fn end(&mut self, with_untold_losses: &[bt_task]) {
        for task in with_untold_losses {
            self.listeners.tell(Event::LostUntold(task));
        }
        self.follower.finish(|event| self.listeners.tell(event));
    }

    /// All has been told, and that is missing.
    pub fn finish(&mut self, losses: Losses<'_>) {
        if let Some(tracer) = &mut self.listeners.tracer {
            tracer.finish();
        }
        if let Some(recorder) = &mut self.listeners.recorder {
            recorder.told(Told::Losses(losses));
            recorder.finish();
        }
    }

    /// It is that late (CLOCK_MONOTONIC, ns), and the command was held still so many times by now.
    pub fn set_now(&mut self, now: impl FnOnce() -> u64, standstills: u32) {
        if let Some(recorder) = &mut self.listeners.recorder {
            recorder.set_now(now());
            recorder.standstills(standstills);
        }
    }

    /// How many mappings nobody has told of.
    pub fn lost_mappings(&self) -> u64 {
        self.stacks.as_ref().map_or(0, Stacks::lost)
    }

    /// The tasks.
    pub fn follower(&self) -> &Follower {
        &self.follower
    }

    /// The lines.
    pub fn tracer(&mut self) -> Option<&mut Tracer<V>> {
        self.listeners.tracer.as_mut()
    }

    /// The recording.
    pub fn recorder(&mut self) -> Option<&mut Recorder> {
        self.listeners.recorder.as_mut()
    }

    /// The lines and the recording.
    pub fn both(&mut self) -> (Option<&mut Tracer<V>>, Option<&mut Recorder>) {
        (self.listeners.tracer.as_mut(), self.listeners.recorder.as_mut())
    }

    /// How many bytes wait to be written, of lines or of the recording.
    pub fn pending(&self) -> usize {
        let lines = self.listeners.tracer.as_ref().map_or(0, |tracer| tracer.lines().len());
        lines.max(self.listeners.recorder.as_ref().map_or(0, |recorder| recorder.pending().len()))
    }
}
