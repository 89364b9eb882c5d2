//! What is shown when a task appears, runs another program, or ends?

use super::Tracer;
use crate::call::Outcome;
use crate::event::flags_of_end;
use crate::event::Waiting;
use crate::output::End;
use crate::output::Part;
use crate::output::View;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_task;
use crate::syscalls::abi::Abi;
use crate::tracer::task::Held;
use crate::tracer::task::Task;
use crate::tracer::when::When;

impl<V: View> Tracer<V> {
    /// A task has made another.
    pub(super) fn forked(&mut self, fork: &bt_fork) {
        // Another one had that id, whose end is held back.
        self.show_held_of(fork.child_tid);
        let head = &fork.head;
        let whose = self.tasks.whose(head);
        self.lines.forked(&whose, When::at(head.time), fork.child_tid, fork.child_tgid);
        let mut child = Task::new(fork.child_tid, fork.child_tgid);
        child.comm = whose.comm;
        child.abi = self.tasks.get(head.tid).map_or(Abi::default(), |parent| parent.abi);
        self.tasks.insert(child);
    }

    /// A task is there, and has been before anything was told of it.
    pub(super) fn there(&mut self, task: Task, time: u64, signo: u32) {
        if !self.tasks.have_room_for(task.tid) {
            self.unreadable += 1;
            return;
        }
        let head = bt_header { tid: task.tid, tgid: task.tgid, ..bt_header::default() };
        self.tasks.insert(task);
        if self.settings.attached {
            let whose = self.tasks.whose(&head);
            self.lines.attached(&whose, When::at(time));
            if signo != 0 {
                self.lines.stopped(&whose, When::at(time), signo);
            }
        }
    }

    /// A task runs another program.
    pub(super) fn execed(&mut self, exec: &bt_exec) {
        let head = &exec.head;
        if exec.old_tid != head.tid {
            self.superseded(exec);
        }
        self.tasks.get_or_new(head.tid, head.tgid).comm = exec.comm;
        if u32::from(head.flags) & bt_record_flag::BT_DETACHED.0 != 0 {
            self.detached(head.tid);
        }
    }

    /// The task is traced no longer, from the execve on that it is in.
    fn detached(&mut self, tid: u32) {
        self.show_held_of(tid);
        let begun = self.tasks.get(tid).filter(|task| task.call.unfinished.is_none());
        if let Some(execve) = begun.and_then(|task| task.call.entry) {
            self.show_running(tid, &Waiting::of(&execve), Part::Detached, &[]);
        }
        self.tasks.remove(tid);
        self.lines.detached(tid);
    }

    /// A task has ended: at once, or when the execve that has ended it shows.
    pub(super) fn exited(&mut self, exit: &bt_exit) {
        let tid = exit.head.tid;
        if let Some(by) = self.tasks.ended_by(tid) {
            return self.hold(by, Held::Exit(*exit));
        }
        // Of the execve that it was held back for no return was told.
        if self.tasks.get(tid).is_some_and(|task| task.held_back) {
            self.show_held_of(tid);
        }
        self.ended(exit);
    }

    pub(super) fn ended(&mut self, exit: &bt_exit) {
        let head = &exit.head;
        let task = self.tasks.get_or_new(head.tid, head.tgid);
        if u32::from(head.flags) & bt_record_flag::BT_ENTERED.0 == 0 {
            // The return of that call was lost, and counted.
            task.call.forget_entry();
        }
        task.nr = last_call(exit.group).or(task.nr);
        let tgid = task.tgid;
        // A leader's end is the process's: it shows when the last thread is gone. Or not at all, when it was
        // another thread's execve that has ended the leader (see `superseded`).
        if head.tid == tgid && self.tasks.of_process(tgid) > 1 {
            self.tasks.get_or_new(head.tid, tgid).ended = Some(exit.code);
            return;
        }
        self.end(head, if head.tid == tgid { of_process(exit.code, exit.group) } else { exit.code });
        if self.tasks.of_process(tgid) == 1 {
            self.end_waiting(tgid, exit.group);
        }
    }

    /// A task has ended whose last record was lost, and with it what the task has lost before.
    pub(super) fn died_unseen(&mut self, task: &bt_task) {
        let flags = flags_of_end(task);
        let head = bt_header { tid: task.tid, tgid: task.tgid, flags, lost: task.lost, ..bt_header::default() };
        if !self.tasks.have_room_for(task.tid) {
            self.unreadable += 1;
            return;
        }
        self.lost(&head);
        self.exited(&bt_exit { head, code: task.code, group: 0 });
    }

    /// A task is gone, and no record has told of it. Unless it is in a call that told of its entry: as a thread that
    /// becomes the leader by an execve.
    pub(super) fn gone(&mut self, tid: u32) {
        if !self.has_no_line(tid) {
            return;
        }
        if self.tasks.get(tid).is_some_and(|task| task.call.entry.is_some()) {
            return self.show_not_fatal(tid);
        }
        self.show_held(tid);
        self.tasks.remove(tid);
    }

    /// Tracing is over: shows what was held back.
    pub(super) fn over(&mut self) {
        let mut tids: Vec<u32> = self.tasks.ids().collect();
        tids.sort_unstable();
        for tid in tids {
            self.show_held(tid);
            self.end_waiting(tid, 0);
        }
    }

    /// Shows the end of a leader, which has waited for those of the threads; `group`: as in the record of the last one.
    pub(super) fn end_waiting(&mut self, tid: u32, group: u32) {
        let Some(task) = self.tasks.get_mut(tid) else { return };
        let Some(code) = task.ended.take() else { return };
        let head = bt_header { tid, tgid: task.tgid, ..bt_header::default() };
        self.end(&head, of_process(code, group));
    }

    /// The task is gone.
    fn end(&mut self, head: &bt_header, code: u32) {
        self.show_held(head.tid);
        if let Some(task) = self.tasks.get(head.tid) {
            // It died inside a call that told of its entry, or that a line was begun for.
            let entry = task.call.entry.map(|entry| (Abi::of(entry.head.flags), entry.nr, entry.args));
            let begun = task.call.unfinished.map(|begun| (begun.abi, begun.nr, [0; 6]));
            if let Some((abi, nr, args)) = entry.or(begun) {
                let head = bt_header { flags: abi.flag(), ..*head };
                let call = bt_call { head, nr, args, ..bt_call::default() };
                self.show(&call, &[], Outcome::Never);
            }
        }
        self.show_signals_of(head.tid);
        let end = match code & 0x7f {
            0 => End::Exited((code >> 8) as u8),
            signo => End::Killed { signo, core: code & 0x80 != 0 },
        };
        let whose = self.tasks.whose(head);
        self.lines.ended(&whose, When::at(head.time), end);
        self.tasks.remove(head.tid);
    }
}

/// How a process ended whose leader ended with that code, as its parent is told: if it ended as a whole, by what has
/// ended it.
fn of_process(code: u32, group: u32) -> u32 {
    match group & bt_limit::BT_GROUP.0 {
        0 => code,
        _ => group & (bt_limit::BT_GROUP.0 - 1),
    }
}

/// The number of the last call of a task that has ended, as the record of its end tells it, if it does.
fn last_call(group: u32) -> Option<u32> {
    (group / bt_limit::BT_NUMBER.0).checked_sub(1)
}
