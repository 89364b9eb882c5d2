//! Are processes traced that run already: all of them, from the right moment, and without a trace in them?

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::check;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::until;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("attach::what_it_waits_in_shows_at_once_and_the_rest_when_it_returns", root, waits),
        trial("attach::with_f_all_threads_are_there_without_it_the_named_one", root, threads),
        trial("attach::ids_come_in_lists_and_lines_say_whose_they_are", root, several),
        trial("attach::a_command_can_be_traced_beside_them", root, beside_command),
        trial("attach::each_task_has_a_file_of_its_own", root, apart),
        trial("attach::what_is_no_process_is_said_as_strace_does", root, refused),
        trial("attach::of_threads_that_come_meanwhile_no_call_is_missing_and_none_is_there_twice", root, || {
            storm("threads")
        }),
        trial("attach::of_processes_that_come_meanwhile_no_call_is_missing_and_none_is_there_twice", root, || {
            storm("processes")
        }),
        trial("attach::beetrace_ends_by_the_signal_that_ends_it_and_they_go_on", root, signals),
        trial("attach::a_recording_shows_what_the_live_run_showed", root, recorded),
        trial("attach::an_object_says_who_was_there_before", root, objects),
        trial("attach::stacks_are_those_of_what_was_mapped_before", root, stacks),
        trial("attach::the_first_line_has_the_time_at_which_it_began", root, times),
        trial("attach::what_was_asked_for_with_a_command_is_there_without_one", root, combined),
        trial("attach::after_a_time_or_so_many_calls_it_is_over_and_they_go_on", root, enough),
        trial("attach::one_that_is_stopped_says_so_and_what_is_begun_again_has_its_name", root, stopped),
        lone_trial("attach::nobody_notices_who_comes_and_goes", root, unnoticed),
    ]
}

/// A program that runs already.
struct Running {
    child: Child,
    /// Closed, it ends.
    input: Option<ChildStdin>,
}

impl Running {
    /// The target in one of its ways.
    fn target(how: &str) -> Result<Running, Failed> {
        Running::begin("running", how)
    }

    fn begin(target: &str, argument: &str) -> Result<Running, Failed> {
        let mut command = Command::new(Target::program(target)?);
        let mut child = command.arg(argument).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut byte = [0];
        // Up to the end of the first line, and not one byte more: what follows is for `end`.
        while byte != *b"\n" {
            child.stdout.as_mut().ok_or("no standard output")?.read_exact(&mut byte)?;
        }
        let input = child.stdin.take();
        Ok(Running { child, input })
    }

    fn id(&self) -> u32 {
        self.child.id()
    }

    /// Lets it make its next step.
    fn step(&mut self) -> Outcome {
        Ok(self.input.as_mut().ok_or("it has ended")?.write_all(b"x")?)
    }

    /// Lets it end: how it did, and what it had to say.
    fn end(mut self) -> Result<(ExitStatus, String), Failed> {
        drop(self.input.take());
        let mut said = String::new();
        self.child.stdout.take().ok_or("no standard output")?.read_to_string(&mut said)?;
        Ok((self.child.wait()?, said))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// beetrace, attached: its lines go to the file `trace`, its messages to `messages`.
struct Tracing {
    run: Run,
    child: Child,
}

impl Tracing {
    /// Begins with these options, up to the message that all are attached.
    fn begin(options: &[&str], ids: &[u32]) -> Result<Tracing, Failed> {
        let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
        let mut run = Run::new().args(["-o", "trace"]).args(options).args(["-p", &ids.join(",")]);
        run.command.stderr(File::create(run.path("messages"))?);
        let child = run.spawn()?;
        let tracing = Tracing { run, child };
        until("all are attached", || (tracing.messages().matches(" attached").count() >= ids.len()).then_some(()))?;
        Ok(tracing)
    }

    fn messages(&self) -> String {
        self.run.read("messages").unwrap_or_default()
    }

    /// Waits until the trace has that text.
    fn shows(&self, text: &str) -> Outcome {
        until(text, || self.run.read("trace").ok().filter(|trace| trace.contains(text)))?;
        Ok(())
    }

    /// Ends it by that signal; the trace and the messages.
    fn stop(mut self, signal: Signal) -> Result<(String, String), Failed> {
        kill(Pid::from_raw(self.child.id() as i32), signal)?;
        same("ending signal", Some(signal as i32), self.child.wait()?.signal())?;
        Ok((self.run.read("trace")?, self.messages()))
    }

    /// Waits until all are gone; the trace and the messages.
    fn wait(mut self) -> Result<(String, String), Failed> {
        let status = until("beetrace ends", || self.child.try_wait().ok().flatten())?;
        same("exit status", Some(0), status.code())?;
        Ok((self.run.read("trace")?, self.messages()))
    }
}

impl Drop for Tracing {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn waits() -> Outcome {
    let mut target = Running::target("waits")?;
    let tracing = Tracing::begin(&[], &[target.id()])?;
    tracing.shows("read(0 <unfinished ...>\n")?;
    target.step()?;
    tracing.shows("write(")?;
    let id = target.id();
    same("exit status of the process", Some(6), target.end()?.0.code())?;
    let (trace, messages) = tracing.wait()?;
    let expected = "\
read(0 <unfinished ...>
<... read resumed>, \"x\", 1)             = 1
write(-1, \"step\", 4)                    = -1 EBADF (Bad file descriptor)
read(0, \"\", 1)                          = 0
exit_group(6)                           = ?
+++ exited with 6 +++
";
    same("trace", expected, &trace)?;
    same("messages", format!("{}: Process {id} attached\n", tool_name()), messages)
}

/// Ids of a process's tasks, in their order.
fn tasks(id: u32) -> Result<Vec<u32>, Failed> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(format!("/proc/{id}/task"))? {
        ids.extend(entry?.file_name().to_string_lossy().parse::<u32>());
    }
    ids.sort_unstable();
    Ok(ids)
}

fn threads() -> Outcome {
    let target = Running::begin("sleepers", "3")?;
    let (id, tasks) = (target.id(), tasks(target.id())?);
    let (tool, last) = (tool_name(), tasks[3]);
    let waits = |tid: &u32| if *tid == id { "read(0" } else { "pause(" };
    for (options, named, all) in
        [(&["-f"][..], id, &tasks[..]), (&["-f"], last, &tasks), (&[], id, &tasks[..1]), (&[], last, &tasks[3..])]
    {
        let tracing = Tracing::begin(options, &[named])?;
        for tid in all {
            let line = format!("{} <unfinished ...>\n", waits(tid));
            tracing.shows(&if options.is_empty() { line } else { format!("{tid:<5} {line}") })?;
        }
        let (trace, messages) = tracing.stop(Signal::SIGINT)?;
        same("lines", all.len(), trace.lines().count())?;
        let with = if all.len() > 1 { format!(" with {} threads", all.len()) } else { String::new() };
        let detached: String = all.iter().map(|tid| format!("{tool}: Process {tid} detached\n")).collect();
        same("messages", format!("{tool}: Process {named} attached{with}\n{detached}"), messages)?;
    }
    same("exit status", Some(5), target.end()?.0.code())
}

fn several() -> Outcome {
    let targets = (0..4).map(|_| Running::target("waits")).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<u32> = targets.iter().map(Running::id).collect();
    let [a, b, c, d] = ids[..] else { return Err("four were begun".into()) };
    // As pidof prints them, on lines, and twice.
    let list = format!("{a} {b}\n,{a}");
    let tracing = Tracing::begin(&["-p", &list, "-p", &c.to_string()], &[d])?;
    for id in &ids {
        tracing.shows(&format!("{id:<5} read(0 <unfinished ...>\n"))?;
    }
    for target in targets {
        same("exit status of the process", Some(6), target.end()?.0.code())?;
    }
    let (trace, messages) = tracing.wait()?;
    for id in &ids {
        let lines: Vec<&str> = trace.lines().filter_map(|line| line.strip_prefix(&format!("{id:<5} "))).collect();
        let expected = [
            "read(0 <unfinished ...>",
            "<... read resumed>, \"\", 1)        = 0",
            "exit_group(6)                     = ?",
            "+++ exited with 6 +++",
        ];
        same("lines of a process", &expected[..], &lines)?;
        same("messages about it", 1, messages.matches(&format!(" {id} attached\n")).count())?;
    }
    Ok(())
}

fn beside_command() -> Outcome {
    let target = Running::target("waits")?;
    let id = target.id();
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=read,exit_group", "-p", &id.to_string()]);
    run.command.args(["sh", "-c", "exit 7"]);
    let mut child = run.spawn()?;
    let trace = |run: &Run| run.read("trace").unwrap_or_default();
    // The command's end is not the end.
    until("the command ends", || trace(&run).contains(" +++ exited with 7 +++\n").then_some(()))?;
    until("what the process waits in", || {
        trace(&run).contains(&format!("{id:<5} read(0 <unfinished ...>\n")).then_some(())
    })?;
    target.end()?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("exit status", Some(7), status.code())?;
    let trace = trace(&run);
    check(trace.ends_with(&format!("{id:<5} +++ exited with 6 +++\n")), || trace.clone())?;
    check(trace.lines().all(|line| line.starts_with(|first: char| first.is_ascii_digit())), || trace.clone())
}

fn apart() -> Outcome {
    let target = Running::begin("sleepers", "2")?;
    let tasks = tasks(target.id())?;
    let tracing = Tracing::begin(&["-ff"], &[target.id()])?;
    for tid in &tasks {
        let name = format!("trace.{tid}");
        let waits = if *tid == target.id() { "read(0 <unfinished ...>\n" } else { "pause( <unfinished ...>\n" };
        until(&name, || tracing.run.read(&name).ok().filter(|lines| lines == waits))?;
    }
    drop(target);
    Ok(())
}

fn refused() -> Outcome {
    let tool = tool_name();
    let mut zombie = Command::new("true").spawn()?;
    let id = zombie.id();
    until("it has ended", || fs::read_to_string(format!("/proc/{id}/stat")).ok().filter(|stat| stat.contains(") Z ")))?;
    let no_process = "attach: ptrace(PTRACE_SEIZE, 2147483647): No such process\n".to_owned();
    let not_permitted = format!("attach: ptrace(PTRACE_SEIZE, {id}): Operation not permitted\n");
    let misuse = format!("\nTry '{tool} -h' for more information.\n");
    for (words, expected) in [
        (vec!["-p", "2147483647"], no_process.clone()),
        (vec!["-f", "-o", "trace", "-p", "2147483647"], no_process),
        (vec!["-p", &id.to_string()], not_permitted),
        (vec!["-p", "1,x"], "Invalid process id: 'x'\n".to_owned()),
        (vec!["-p", "0"], "Invalid process id: '0'\n".to_owned()),
        (vec!["-p", ","], format!("must have PROG [ARGS] or -p PID{misuse}")),
        (vec!["-p"], format!("option requires an argument -- 'p'{misuse}")),
        (vec!["--attach"], format!("option '--attach' requires an argument{misuse}")),
        (vec!["-D", "-p", "1"], format!("PROG [ARGS] must be specified with -D/--daemonize{misuse}")),
        (vec!["--kill-on-exit", "-p", "1"], "--kill-on-exit and -p/--attach are mutually exclusive options\n".into()),
    ] {
        let output = Run::new().args(&words).output()?;
        same(&format!("{words:?}"), format!("{tool}: {expected}"), text(&output.stderr))?;
        same("exit status", Some(1), output.status.code())?;
    }
    zombie.wait()?;
    // Those that are there are traced all the same; and itself it cannot be.
    let target = Running::target("waits")?;
    let tracing = Tracing::begin(&["-p", "2147483647"], &[target.id()])?;
    check(tracing.messages().contains("2147483647): No such process\n"), || tracing.messages())?;
    drop(target);
    tracing.wait()?;
    let mut shell = Run::of("sh".as_ref());
    shell.command.args(["-c", "exec \"$0\" -p $$"]).arg(crate::common::beetrace());
    let output = shell.output()?;
    same("itself", format!("{tool}: I'm sorry, I can't let you do that, Dave.\n"), text(&output.stderr))
}

/// Those that begin behind the first batch that shows are all there, each of their calls once and in order.
fn storm(kind: &str) -> Outcome {
    let at_once = 4;
    let target = Running::target(kind)?;
    let tracing = Tracing::begin(&["-f", "-e", "trace=write"], &[target.id()])?;
    // They went on while beetrace came; now some more.
    until("hundreds", || tracing.run.read("trace").ok().filter(|trace| trace.lines().count() > 3000))?;
    target.end()?;
    let (trace, _) = tracing.wait()?;
    let (mut spoken, mut count) = (BTreeMap::<u64, Vec<u64>>::new(), None);
    for line in trace.lines().filter(|line| line.contains(" write(")) {
        let said = line.split_once("\"c").and_then(|(_, rest)| rest.split_once('"'));
        let (counter, nth) = said.and_then(|(said, _)| said.split_once(' ')).ok_or(line)?;
        match (counter.parse()?, nth.parse()?) {
            (counter, 0) => same("the end comes once", None, count.replace(counter))?,
            (counter, nth) => spoken.entry(counter).or_default().push(nth),
        }
    }
    let count = count.ok_or("the end is missing")?;
    let first = *spoken.keys().next().ok_or("nobody has spoken")?;
    let first_whole = (first / at_once + 1) * at_once;
    check(first_whole < count, || format!("none came behind {first} of {count}"))?;
    for counter in first_whole..count {
        same(&format!("calls of number {counter} of {count}"), Some(&vec![1, 2, 3]), spoken.get(&counter))?;
    }
    for (counter, nths) in spoken.range(..first_whole) {
        let all = [1, 2, 3];
        check(all.ends_with(nths), || format!("number {counter}, which was there before: {nths:?}"))?;
    }
    Ok(())
}

fn signals() -> Outcome {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT] {
        let target = Running::target("waits")?;
        let tracing = Tracing::begin(&[], &[target.id()])?;
        let (trace, messages) = tracing.stop(signal)?;
        // Soon, or when it is left.
        let left = ["read(0 <unfinished ...>\n", "read(0 <detached ...>\n"].contains(&&trace[..]);
        check(left, || trace.clone())?;
        let id = target.id();
        check(messages.ends_with(&format!(": Process {id} detached\n")), || messages.clone())?;
        same("exit status of the process", Some(6), target.end()?.0.code())?;
    }
    Ok(())
}

/// With the lines beside it, and alone.
fn recorded() -> Outcome {
    let replay = |run: &Run, options: &[&str]| {
        let output = Run::new().args(["--replay"]).args([run.path("r.bt")]).args(options).output()?;
        same("what a replay complains of", "", &text(&output.stderr))?;
        Ok::<_, Failed>(text(&output.stdout))
    };
    let mut target = Running::begin("sleepers", "2")?;
    let tracing = Tracing::begin(&["-f", "-T", "-tt", "--record", "r.bt"], &[target.id()])?;
    tracing.shows("read(0 <unfinished ...>\n")?;
    target.step()?;
    until("the next call", || tracing.run.read("trace").ok().filter(|trace| trace.matches(" read(0").count() > 1))?;
    let process = target.id();
    drop(target);
    let run = Run::new();
    fs::copy(tracing.run.path("trace"), run.path("before"))?;
    let mut tracing = tracing;
    until("beetrace ends", || tracing.child.try_wait().ok().flatten())?;
    same("lines", tracing.run.read("trace")?, replay(&tracing.run, &[])?)?;
    let mut shown = Run::new().args(["-d", "--replay"]).args([tracing.run.path("r.bt")]);
    let origin = text(&shown.output()?.stderr);
    check(origin.contains(&format!(": \"-p\" \"{process}\"\n")), || origin.clone())?;
    // Alone, of two that are not followed: lines say whose they are all the same.
    let (one, other) = (Running::target("waits")?, Running::target("waits")?);
    let mut ids = [one.id(), other.id()];
    ids.sort_unstable();
    let mut run = Run::new().args(["--record", "r.bt", "-p", &format!("{},{}", one.id(), other.id())]);
    run.command.stderr(File::create(run.path("messages"))?);
    let mut child = run.spawn()?;
    until("both are attached", || run.read("messages").ok().filter(|said| said.matches(" attached\n").count() == 2))?;
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT)?;
    same("ending signal", Some(Signal::SIGINT as i32), child.wait()?.signal())?;
    let messages = run.read("messages")?;
    same("who was left", 2, messages.matches(" detached\n").count())?;
    for (line, id) in replay(&run, &[])?.lines().zip(ids) {
        let left = [format!("{id:<5} read(0 <unfinished ...>"), format!("{id:<5} read(0 <detached ...>")];
        check(left.iter().any(|left| left == line), || line.to_owned())?;
    }
    Ok(())
}

fn objects() -> Outcome {
    let target = Running::begin("sleepers", "1")?;
    let tasks = tasks(target.id())?;
    let mut run = Run::new().args(["-f", "--format", "json", "-o", "trace", "-p", &target.id().to_string()]);
    let mut child = run.spawn()?;
    until("what both wait in", || run.read("trace").ok().filter(|trace| trace.matches("\"unfinished\"").count() == 2))?;
    let process = target.id();
    drop(target);
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    let objects = crate::json::valid(&run.read("trace")?)?;
    for (object, tid) in objects.iter().zip(tasks) {
        same("who was there", &serde_json::json!("attach"), &object["type"])?;
        same("its ids", (process.into(), tid.into()), (object["pid"].clone(), object["tid"].clone()))?;
        same("its name", &serde_json::json!("sleepers"), &object["comm"])?;
    }
    Ok(())
}

fn stacks() -> Outcome {
    let mut target = Running::target("waits")?;
    let tracing = Tracing::begin(&["-k"], &[target.id()])?;
    tracing.shows("read(0 <unfinished ...>\n")?;
    target.step()?;
    tracing.shows("write(")?;
    drop(target);
    let (trace, _) = tracing.wait()?;
    let of = |call: &str| trace.split_once(call).and_then(|(_, rest)| rest.split_once('\n')).map(|(_, rest)| rest);
    for call in ["<... read resumed>", "write("] {
        let stack: Vec<&str> =
            of(call).into_iter().flat_map(str::lines).take_while(|line| line.starts_with(" > ")).collect();
        check(stack.iter().any(|frame| frame.contains("/running(main+0x")), || format!("{call}: {trace}"))?;
        check(stack.last().is_some_and(|frame| frame.contains("/running(_start+0x")), || format!("{call}: {trace}"))?;
    }
    Ok(())
}

fn times() -> Outcome {
    let target = Running::target("waits")?;
    let tracing = Tracing::begin(&["-ttt", "-r", "-T"], &[target.id()])?;
    tracing.shows(" read(0 <unfinished ...>\n")?;
    drop(target);
    let (trace, _) = tracing.wait()?;
    let first: Vec<&str> = trace.lines().next().unwrap_or_default().split_ascii_whitespace().collect();
    let [time, "(+", "0.000000)", "read(0", "<unfinished", "...>"] = first[..] else { return Err(trace.into()) };
    check(time.parse::<f64>().is_ok_and(|time| time > 1e9), || trace.clone())
}

/// Sums, what calls are about, what came of them, in a trace that a daemon makes.
fn combined() -> Outcome {
    let traced = |options: &[&str]| {
        let mut target = Running::target("waits")?;
        let tracing = Tracing::begin(options, &[target.id()])?;
        // Of calls that are added up, or must have succeeded, nothing shows before they have returned.
        if options.contains(&"trace-fds=0") {
            tracing.shows("read(0")?;
        }
        target.step()?;
        target.end()?;
        tracing.wait().map(|(trace, _)| trace)
    };
    let counted = traced(&["-c", "-U", "name,calls,errors"])?;
    for row in ["read ", "write ", "total "] {
        check(counted.lines().any(|line| line.starts_with(row)), || counted.clone())?;
    }
    let followed = traced(&["-f", "-e", "trace=read", "-y", "-z", "--min-duration=1ns"])?;
    check(followed.lines().next().is_some_and(|line| line.contains(" read(0<pipe:[")), || followed.clone())?;
    let about = traced(&["-e", "trace-fds=0"])?;
    same("about a descriptor", "read(0 <unfinished ...>\n", about.split_inclusive('\n').next().unwrap_or_default())?;
    check(!about.contains("exit_group"), || about.clone())
}

fn stopped() -> Outcome {
    let target = Running::target("sleeps")?;
    let id = target.id();
    let stat = |state: &str| fs::read_to_string(format!("/proc/{id}/stat")).ok().filter(|stat| stat.contains(state));
    let signal = |signal| kill(Pid::from_raw(id as i32), signal).map_err(|e| e.to_string());
    until("it sleeps", || fs::read_to_string(format!("/proc/{id}/syscall")).ok().filter(|it| it.starts_with("35 ")))?;
    signal(Signal::SIGSTOP)?;
    until("it stands still", || stat(") T "))?;
    let tracing = Tracing::begin(&["-e", "q=none"], &[id])?;
    tracing.shows("--- stopped by SIGSTOP ---\n")?;
    signal(Signal::SIGCONT)?;
    tracing.shows("restart_syscall(")?;
    let (trace, _) = tracing.stop(Signal::SIGINT)?;
    let restart = "restart_syscall(<... resuming interrupted nanosleep ...> <unfinished ...>\n";
    let expected = ["--- stopped by SIGSTOP ---\n", "--- SIGCONT {si_signo=SIGCONT, ", restart];
    same("lines", expected.len(), trace.lines().count())?;
    for (line, expected) in trace.split_inclusive('\n').zip(expected) {
        check(line.starts_with(expected), || format!("{line:?}, and not {expected:?}"))?;
    }
    // Who comes later finds nothing but restart_syscall, and where it sleeps, which an old kernel (5.10) does not say.
    let place = fs::read_to_string(format!("/proc/{id}/wchan")).map_err(|e| e.to_string())?;
    let tracing = Tracing::begin(&[], &[id])?;
    tracing.shows(if place == "0" { "restart_syscall(" } else { restart })?;
    tracing.stop(Signal::SIGINT)?;
    Ok(())
}

fn enough() -> Outcome {
    let tool = tool_name();
    for (options, lines) in [(&["--for", "200ms"][..], 1), (&["--calls", "2"], 3), (&["--syscall-limit=2"], 3)] {
        let mut target = Running::target("waits")?;
        let tracing = Tracing::begin(options, &[target.id()])?;
        if options[0] != "--for" {
            tracing.shows("read(0 <unfinished ...>\n")?;
            target.step()?;
        }
        let (trace, messages) = tracing.wait()?;
        same("lines", lines, trace.lines().count())?;
        check(messages.ends_with(&format!("{tool}: Process {} detached\n", target.id())), || messages.clone())?;
        let (status, _) = target.end()?;
        same("exit status of the process", Some(6), status.code())?;
    }
    // A command goes on, too, and is not waited for.
    let mut run = Run::new().args(["-o", "trace", "--for", "100ms", "sh", "-c"]);
    run.command.args(["read line; echo $line >said", "sh"]).stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let mut input = child.stdin.take().ok_or("no standard input")?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("exit status", Some(0), status.code())?;
    input.write_all(b"unharmed\n")?;
    until("the command's last word", || run.read("said").ok().filter(|said| said == "unharmed\n"))?;
    Ok(())
}

fn unnoticed() -> Outcome {
    let target = Running::target("watches")?;
    let ways: [&[&str]; 5] = [&[], &["-f", "-tt", "-T"], &["-yy", "-v"], &["-k"], &["-c", "-w"]];
    for options in ways.iter().cycle().take(15) {
        let tracing = Tracing::begin(options, &[target.id()])?;
        if options.contains(&"-c") {
            thread::sleep(Duration::from_millis(50));
        } else {
            tracing.shows("epoll_wait(")?;
        }
        tracing.stop(Signal::SIGINT)?;
    }
    let (status, said) = target.end()?;
    same("what it noticed", "", &said)?;
    same("exit status", Some(6), status.code())?;
    // That it notices what can be noticed.
    let target = Running::target("watches")?;
    for _ in 0..50 {
        kill(Pid::from_raw(target.id() as i32), Signal::SIGSTOP)?;
        kill(Pid::from_raw(target.id() as i32), Signal::SIGCONT)?;
        thread::sleep(Duration::from_millis(5));
    }
    let (_, said) = target.end()?;
    check(said.starts_with("unfair: "), || format!("it was stopped, and said {said:?}"))
}
