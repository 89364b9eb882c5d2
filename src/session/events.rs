//! Who is told of what happens, and in which order?
//!
//! The one place that every event passes: what the kernel sends, and what the
//! follower finds out beside it.

use crate::event::Event;
use crate::follower::Follower;
use crate::output::View;
use crate::skeleton::types::bt_task;
use crate::tracer::Tracer;

/// Those who are told.
pub struct Events<V: View> {
    follower: Follower,
    tracer: Tracer<V>,
}

impl<V: View> Events<V> {
    /// Tells both.
    pub fn new(follower: Follower, tracer: Tracer<V>) -> Events<V> {
        Events { follower, tracer }
    }

    /// A record has come from the ring.
    pub fn record(&mut self, bytes: &[u8]) {
        self.follower.record(bytes);
        self.tracer.event(Event::Record(bytes));
    }

    /// The ring has been read to its end.
    pub fn look(&mut self) {
        self.follower.look(|event| self.tracer.event(event));
    }

    /// A task has ended whose last record was lost.
    pub fn died_unseen(&mut self, task: &bt_task) {
        self.follower.ended(task.tid);
        self.tracer.event(Event::DiedUnseen(task));
    }

    /// No record comes any more; what those tasks have lost none has told.
    pub fn end(&mut self, with_untold_losses: &[bt_task]) {
        for task in with_untold_losses {
            self.tracer.event(Event::LostUntold(task));
        }
        self.follower.finish(|event| self.tracer.event(event));
    }

    /// The tasks.
    pub fn follower(&self) -> &Follower {
        &self.follower
    }

    /// The lines.
    pub fn tracer(&mut self) -> &mut Tracer<V> {
        &mut self.tracer
    }
}
