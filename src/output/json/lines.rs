//! What does the object of a call, a signal or an end begin and end with?

use std::fmt::Arguments;

use super::Json;
use crate::call::Call;
use crate::call::Outcome;
use crate::counts::Counts;
use crate::counts::Named;
use crate::options::summary::Summary;
use crate::output::digits;
use crate::output::stack;
use crate::output::strings;
use crate::output::summary;
use crate::output::End;
use crate::output::Line;
use crate::output::Needs;
use crate::output::Part;
use crate::output::View;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::xlat::signal_name;

impl Json {
    fn put_signal(&mut self, key: &str, signo: u32) {
        self.put(key);
        match signal_name(signo) {
            Some(name) => self.put_string(name),
            None => {
                self.put("\"");
                digits::uint(&mut self.buf, u64::from(signo));
                self.put("\"");
            }
        }
        self.put(",\"signo\":");
        digits::uint(&mut self.buf, u64::from(signo));
    }

    /// Begins a line.
    fn begin(&mut self, kind: &str, line: &Line<'_>) {
        self.identities.learn(line);
        self.put("{\"type\":");
        self.put_string(kind);
        if let Some(time) = line.time {
            self.put(",\"time\":\"");
            digits::uint(&mut self.buf, time / 1_000_000_000);
            self.put(".");
            digits::zero_filled(&mut self.buf, time % 1_000_000_000, 9);
            self.put("\"");
        }
        self.put(",\"pid\":");
        digits::uint(&mut self.buf, u64::from(line.tgid));
        self.put(",\"tid\":");
        digits::uint(&mut self.buf, u64::from(line.tid));
        self.put(",\"comm\":");
        strings::bytes(&mut self.buf, line.comm, false);
        if let Some(ip) = line.ip {
            self.put(",\"ip\":\"");
            digits::hex(&mut self.buf, ip);
            self.put("\"");
        }
    }

    /// Keeps the stack until all else is written.
    fn begin_stack(&mut self, line: &Line<'_>) {
        if let Some(trail) = &line.stack {
            stack::field(&mut self.stack, trail);
        }
    }

    fn end(&mut self) {
        self.put("}\n");
    }
}

impl Json {
    /// Says how many of these calls took how long.
    fn how_often(&mut self, call: &Named, all: bool) {
        for (field, part) in [(",\"p50_ns\":", 50), (",\"p95_ns\":", 95), (",\"p99_ns\":", 99)] {
            self.put(field);
            digits::uint(&mut self.buf, call.percentile(part));
        }
        if !all {
            return;
        }
        self.put(",\"histogram\":[");
        for (nth, (from, to, calls)) in call.times.powers().into_iter().enumerate() {
            self.put(if nth > 0 { ",{\"from_ns\":" } else { "{\"from_ns\":" });
            digits::uint(&mut self.buf, from);
            self.put(",\"to_ns\":");
            digits::uint(&mut self.buf, to);
            self.put(",\"calls\":");
            digits::uint(&mut self.buf, calls);
            self.put("}");
        }
        self.put("]");
    }
}

impl View for Json {
    fn needs(&self) -> Needs {
        Needs { times: true, comm: true, memory: true, notices: false }
    }

    fn begin_call(&mut self, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
        self.learn_descriptors(call);
        self.begin(
            if matches!(part, Part::Beginning | Part::Moved(_) | Part::Detached) { "unfinished" } else { "call" },
            line,
        );
        self.verbose = call.depth == Depth::Whole;
        self.begin_stack(line);
        // A call that never returns takes no time: its task ends in the middle of it.
        if let (Some(duration), Outcome::Returned(_)) = (line.duration, call.outcome) {
            self.put(",\"duration_ns\":");
            digits::uint(&mut self.buf, duration);
        }
        self.put(",\"syscall\":\"");
        match call.syscall {
            Some(syscall) => self.put(syscall.name),
            None => {
                self.put("syscall_");
                digits::hex(&mut self.buf, call.number() as u64);
            }
        }
        self.put("\",\"abi\":\"");
        self.put(call.abi.name());
        self.put("\",\"nr\":");
        digits::int(&mut self.buf, call.number());
        if let Some(syscall) = call.resumes {
            self.put(",\"resumes\":");
            self.put_string(syscall.name);
        }
        self.put(",\"args\":{");
        self.in_arg = false;
        // A call has one line here, with all its arguments, when it is over.
        0
    }

    fn end_args(&mut self, call: &Call<'_>, missing: bool) {
        self.descriptors.end_args();
        self.identities.end_entry();
        self.put(if self.in_arg { "}}" } else { "}" });
        if missing {
            self.put(",\"args_missing\":true");
        }
        self.put(",\"result\":{\"raw\":");
        match call.outcome {
            Outcome::Returned(result) => self.put_int(i128::from(result)),
            Outcome::Running | Outcome::Never => self.put("null"),
        }
        self.at_result = true;
    }

    fn end_call(&mut self) {
        self.at_result = false;
        self.put("}");
        self.buf.append(&mut self.stack);
        self.end();
    }

    fn end_beginning(&mut self, _part: Part) {
        self.put(if self.in_arg { "}}" } else { "}" });
        self.end();
    }

    fn begin_signal(&mut self, line: &Line<'_>, signo: u32) {
        self.begin("signal", line);
        self.put_signal(",\"signal\":", signo);
        self.begin_stack(line);
        self.put(",\"info\":");
    }

    fn end_signal(&mut self) {
        self.buf.append(&mut self.stack);
        self.end();
    }

    fn stopped(&mut self, line: &Line<'_>, signo: u32) {
        self.begin("stopped", line);
        self.put_signal(",\"signal\":", signo);
        self.end();
    }

    fn ended(&mut self, line: &Line<'_>, end: End) {
        self.begin("exit", line);
        match end {
            End::Exited(status) => {
                self.put(",\"status\":");
                digits::uint(&mut self.buf, u64::from(status));
            }
            End::Killed { signo, core } => {
                self.put_signal(",\"signal\":", signo);
                self.put(if core { ",\"core_dumped\":true" } else { ",\"core_dumped\":false" });
            }
        }
        self.end();
    }

    fn superseded(&mut self, line: &Line<'_>, by: u32) {
        self.begin("superseded", line);
        self.put(",\"by_tid\":");
        digits::uint(&mut self.buf, u64::from(by));
        self.end();
    }

    fn forked(&mut self, line: &Line<'_>, child_tid: u32, child_tgid: u32) {
        self.begin("fork", line);
        self.put(",\"child_pid\":");
        digits::uint(&mut self.buf, u64::from(child_tgid));
        self.put(",\"child_tid\":");
        digits::uint(&mut self.buf, u64::from(child_tid));
        self.end();
    }

    fn attached(&mut self, line: &Line<'_>) {
        self.begin("attach", line);
        self.end();
    }

    fn mode(&mut self, _line: &Line<'_>, _abi: Abi) {
        // Each call says so.
    }

    fn lost(&mut self, line: &Line<'_>, count: u64) {
        self.begin("lost", line);
        self.put(",\"calls\":");
        digits::uint(&mut self.buf, count);
        self.end();
    }

    fn summary(&mut self, counts: &Counts, how: &Summary) {
        for abi in Abi::ALL {
            for call in summary::in_order(counts, abi, how.order) {
                let Named { name, nr, count, .. } = &call;
                self.put("{\"type\":\"summary\",\"syscall\":");
                self.put_string(name);
                self.put(",\"abi\":");
                self.put_string(abi.name());
                self.put(",\"nr\":");
                self.put_int(i128::from(*nr as i32));
                let clock = if how.wall { "wall" } else { "processor" };
                self.put(",\"clock\":");
                self.put_string(clock);
                for (field, value) in [
                    (",\"calls\":", count.calls),
                    (",\"errors\":", count.errors),
                    (",\"total_ns\":", count.time),
                    (",\"min_ns\":", count.min),
                    (",\"max_ns\":", count.max),
                ] {
                    self.put(field);
                    digits::uint(&mut self.buf, value);
                }
                if how.shows_walls() {
                    for (field, value) in [
                        (",\"wall_total_ns\":", count.wall.all),
                        (",\"wall_min_ns\":", count.wall.min),
                        (",\"wall_max_ns\":", count.wall.max),
                    ] {
                        self.put(field);
                        digits::uint(&mut self.buf, value);
                    }
                }
                if how.shows_how_often() {
                    self.how_often(&call, how.bars.is_some());
                }
                self.put("}\n");
            }
        }
    }

    fn notice(&mut self, _text: Arguments<'_>) {
        // Programs read this: a message for people has no place in it.
    }

    fn lines(&self) -> &[u8] {
        &self.buf
    }

    fn clear_lines(&mut self) {
        self.buf.clear();
    }
}
