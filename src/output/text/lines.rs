//! How does the line of a call, a signal or an end begin and end?

use std::fmt::Arguments;
use std::io::Write;
use std::mem::take;

use super::Text;
use crate::call::Call;
use crate::call::Outcome;
use crate::counts::Counts;
use crate::options::palette::Colour;
use crate::options::summary::Summary;
use crate::output::digits;
use crate::output::leader;
use crate::output::stack;
use crate::output::summary;
use crate::output::End;
use crate::output::Line;
use crate::output::Needs;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::View;
use crate::own_name;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::row::special;
use crate::syscalls::row::Syscall;
use crate::xlat::signal_name;

impl Text {
    /// Begins a line.
    fn begin(&mut self, line: &Line<'_>) {
        self.begin_at(line, line.time, line.nr, line.comm);
    }

    /// Begins a line about that time and that call, of a task that was called so.
    fn begin_at(&mut self, line: &Line<'_>, time: Option<u64>, nr: Option<u32>, comm: &[u8]) {
        self.start = self.buf.len();
        self.identities.learn(line);
        let has_comm = self.looks.decode_pids.comm && !comm.is_empty();
        self.begin_colours(false);
        let mut digits = itoa::Buffer::new();
        let padding = |digits: &str| &"     "[digits.len().min(5)..];
        let prefix = match line.prefix {
            Prefix::None if self.looks.tasks => Prefix::Plain,
            prefix => prefix,
        };
        match prefix {
            Prefix::None => {}
            Prefix::Bracketed => {
                let digits = digits.format(line.tid);
                self.punctuation("[");
                for part in ["pid ", padding(digits), digits] {
                    self.put(part);
                }
                if has_comm {
                    self.comm(comm);
                }
                self.punctuation("]");
                self.put(" ");
            }
            Prefix::Plain => {
                let digits = digits.format(line.tid);
                self.put(digits);
                match has_comm {
                    true => self.comm(comm),
                    false => self.put(padding(digits)),
                }
                self.put(" ");
            }
        }
        self.leader.write(&mut self.buf, &self.looks, self.machine.zone(), time);
        if self.looks.numbers {
            self.bracketed(|out| leader::number(out, nr));
        }
        if self.looks.ips {
            self.bracketed(|out| leader::instruction(out, line.ip, line.abi));
        }
    }

    /// What stands before a line in brackets.
    fn bracketed(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.colour(Colour::Punctuation);
        let from = self.buf.len();
        write(&mut self.buf);
        self.colours_between_brackets(from);
    }

    /// Keeps the lines of its stack until the line ends; as in strace, until the task ends if the call does not return.
    fn begin_stack(&mut self, line: &Line<'_>, waits: bool) {
        if let Some(trail) = &line.stack {
            stack::lines(&mut self.stack, trail);
            (self.whose, self.waits) = (line.tid, waits);
        }
    }

    fn end_stack(&mut self) {
        if self.stack.is_empty() {
            return;
        }
        match self.waits {
            true => {
                self.waiting.insert(self.whose, take(&mut self.stack));
            }
            false => self.buf.append(&mut self.stack),
        }
    }

    /// The call's name, or `syscall_0x270f`.
    fn name(&mut self, call: &Call<'_>) {
        match call.syscall {
            Some(syscall) => self.put(syscall.name),
            None => {
                self.put("syscall_");
                digits::hex(&mut self.buf, call.number() as u64);
            }
        }
    }

    /// A signal's name, or its number.
    fn signal(&mut self, signo: u32) {
        match signal_name(signo) {
            Some(name) => self.put(name),
            None => digits::uint(&mut self.buf, u64::from(signo)),
        }
    }
}

impl View for Text {
    fn needs(&self) -> Needs {
        Needs { times: self.looks.times(), comm: self.looks.decode_pids.comm, memory: true, notices: true }
    }

    fn begin_call(&mut self, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
        let (time, comm) = match part {
            // What is shown is its return.
            Part::Rest(_) => (line.time.map(|time| time + line.duration.unwrap_or_default()), line.comm),
            Part::Whole | Part::Beginning | Part::Moved(_) | Part::Detached => (line.time, line.comm_before),
        };
        self.begin_at(line, time, Some(call.nr), comm);
        self.learn_descriptors(call);
        let returned = matches!(call.outcome, Outcome::Returned(_));
        self.begin_stack(line, matches!(call.outcome, Outcome::Never));
        self.duration = line.duration.filter(|_| returned);
        let shown = match part {
            Part::Whole | Part::Beginning | Part::Moved(_) | Part::Detached => {
                self.colour(Colour::Syscall);
                self.name(call);
                self.tinted(Colour::Punctuation, "(", Colour::Value);
                if let Some(syscall) = call.resumes {
                    self.put("<... resuming interrupted ");
                    self.put(syscall.name);
                    self.put(" ...>");
                }
                0
            }
            Part::Rest(shown) => {
                self.put("<... ");
                self.name(call);
                self.put(" resumed>");
                self.begin_colours(true);
                shown
            }
        };
        self.args = shown;
        self.raw = call.depth == Depth::Raw;
        self.verbose = call.depth == Depth::Whole;
        let has_names = |row: &Syscall| row.special & special::CLONE_STYLE != 0 && !self.raw;
        self.names = self.looks.arg_names || call.syscall.is_some_and(has_names);
        shown
    }

    fn end_args(&mut self, _call: &Call<'_>, missing: bool) {
        self.descriptors.end_args();
        self.identities.end_entry();
        self.end_entry();
        if missing {
            self.put(" <unfinished ...>");
        }
        self.tinted(Colour::Punctuation, ")", Colour::None);
        let end = self.buf.len().max(self.start + self.looks.column.saturating_sub(1));
        self.buf.resize(end, b' ');
        self.put(" ");
        self.tinted(Colour::Punctuation, "=", Colour::None);
        self.colour(Colour::None);
        self.put(" ");
        self.colour(Colour::Result);
    }

    fn end_call(&mut self) {
        self.colour(Colour::None);
        if let (Some(precision), Some(duration)) = (self.looks.durations, self.duration) {
            self.put(" ");
            self.colour(Colour::Result);
            self.punctuation("<");
            leader::seconds(&mut self.buf, duration, precision);
            self.punctuation(">");
            self.colour(Colour::None);
        }
        self.end_line();
    }

    fn behind_call(&mut self) {
        self.end_stack();
    }

    fn dumps(&self) -> bool {
        true
    }

    fn dump(&mut self, area: Option<u32>, bytes: &[u8], count: u64) {
        self.rows(area, bytes, count);
    }

    fn end_beginning(&mut self, part: Part) {
        self.end_entry();
        match part {
            Part::Moved(tid) => {
                self.put(" <pid changed to ");
                digits::uint(&mut self.buf, u64::from(tid));
                self.put(" ...>");
            }
            Part::Detached => self.put(" <detached ...>"),
            Part::Whole | Part::Beginning | Part::Rest(_) => self.put(" <unfinished ...>"),
        }
        self.end_line();
    }

    fn begin_signal(&mut self, line: &Line<'_>, signo: u32) {
        self.begin(line);
        self.begin_stack(line, false);
        self.put("--- ");
        self.signal(signo);
        self.put(" ");
    }

    fn end_signal(&mut self) {
        self.put(" ---");
        self.end_line();
        self.end_stack();
    }

    fn stopped(&mut self, line: &Line<'_>, signo: u32) {
        self.begin(line);
        self.put("--- stopped by ");
        self.signal(signo);
        self.put(" ---");
        self.end_line();
    }

    fn ended(&mut self, line: &Line<'_>, end: End) {
        self.begin(line);
        match end {
            End::Exited(status) => {
                self.put("+++ exited with ");
                digits::uint(&mut self.buf, u64::from(status));
            }
            End::Killed { signo, core } => {
                self.put("+++ killed by ");
                self.signal(signo);
                self.put(if core { " (core dumped)" } else { "" });
            }
        }
        self.put(" +++");
        self.end_line();
    }

    fn gone(&mut self, tid: u32) {
        if let Some(lines) = self.waiting.remove(&tid) {
            self.buf.extend_from_slice(&lines);
        }
    }

    fn superseded(&mut self, line: &Line<'_>, by: u32) {
        self.begin(line);
        self.put("+++ superseded by execve in pid ");
        digits::uint(&mut self.buf, u64::from(by));
        self.put(" +++");
        self.end_line();
    }

    fn forked(&mut self, _line: &Line<'_>, _child_tid: u32, _child_tgid: u32) {
        // The line of the call says so.
    }

    fn attached(&mut self, line: &Line<'_>) {
        // A message says so.
        self.leader.begins(line.time);
    }

    fn mode(&mut self, line: &Line<'_>, abi: Abi) {
        self.begin(line);
        self.put("[ Process PID=");
        digits::uint(&mut self.buf, u64::from(line.tid));
        self.put(" runs in ");
        self.put(summary::mode(abi));
        self.put(" mode. ]");
        self.end_line();
    }

    fn lost(&mut self, line: &Line<'_>, count: u64) {
        self.begin(line);
        self.put("+++ ");
        digits::uint(&mut self.buf, count);
        self.put(if count == 1 { " call lost +++" } else { " calls lost +++" });
        self.end_line();
    }

    fn summary(&mut self, counts: &Counts, how: &Summary) {
        summary::tables(&mut self.buf, counts, how);
    }

    fn notice(&mut self, text: Arguments<'_>) {
        // Writing to a Vec does not fail.
        let _ = writeln!(self.buf, "{}: {text}", own_name());
    }

    fn lines(&self) -> &[u8] {
        &self.buf
    }

    fn clear_lines(&mut self) {
        self.buf.clear();
    }
}
