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
            tracing.shows(&if options.is_empty() { line } else { format!("{tid} {line}") })?;
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
        tracing.shows(&format!("{id} read(0 <unfinished ...>\n"))?;
    }
    for target in targets {
        same("exit status of the process", Some(6), target.end()?.0.code())?;
    }
    let (trace, messages) = tracing.wait()?;
    for id in &ids {
        let lines: Vec<&str> = trace.lines().filter_map(|line| line.strip_prefix(&format!("{id} "))).collect();
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
        trace(&run).contains(&format!("{id} read(0 <unfinished ...>\n")).then_some(())
    })?;
    target.end()?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("exit status", Some(7), status.code())?;
    let trace = trace(&run);
    check(trace.ends_with(&format!("{id} +++ exited with 6 +++\n")), || trace.clone())?;
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
