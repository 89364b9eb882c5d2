//! When beetrace is told to end, does the command learn of it as if untraced; and when tracing ends in the middle, does
//! the command go on unharmed?

use std::fs;
use std::io;
use std::io::Write;
use std::os::fd::FromRawFd;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::killpg;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::check;
use crate::common::find_cgroup;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::tool_name;
use crate::common::until;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials = Vec::new();
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let name = format!("interrupts::{signal}_is_passed_on_and_the_commands_end_is_in_the_trace");
        trials.push(lone_trial(&name, root, move || ended_while_waiting(signal)));
        let name = format!("interrupts::{signal}_that_was_ignored_at_the_start_stays_without_effect");
        trials.push(lone_trial(&name, root, move || ignored(signal)));
        let name = format!("interrupts::{signal}_while_the_command_is_held_still_lets_it_go_on");
        trials.push(lone_trial(&name, root, move || ended_while_frozen(signal)));
    }
    trials.extend([
        lone_trial("interrupts::who_tells_beetrace_alone_tells_the_command", root, || once(&[], tell)),
        lone_trial("interrupts::who_tells_the_group_tells_the_command_once", root, || once(&[], tell_group)),
        lone_trial("interrupts::the_command_is_told_once_even_if_it_takes_the_signal_unseen", root, || {
            once(&["taken"], tell_group)
        }),
        lone_trial("interrupts::who_tells_beetrace_and_then_the_group_tells_the_command_once", root, || {
            once(&[], |child| tell(child).and_then(|()| tell_group(child)))
        }),
        lone_trial("interrupts::the_second_one_ends_tracing_and_the_command_goes_on", root, || second(tell)),
        lone_trial("interrupts::the_second_one_to_the_group_ends_tracing", root, || second(tell_group)),
        lone_trial("interrupts::anywhere_and_waiting_end_tracing_at_once", root, at_once),
        lone_trial("interrupts::never_is_deaf", root, never),
        lone_trial("interrupts::after_sigkill_the_command_goes_on", root, killed_while_waiting),
        lone_trial("interrupts::SIGKILL_while_the_command_is_held_still_lets_it_go_on", root, || {
            ended_while_frozen(Signal::SIGKILL)
        }),
        lone_trial("interrupts::SIGTERM_ends_the_wait_for_a_reader_that_pauses", root, paused_reader),
        lone_trial("interrupts::SIGTERM_ends_the_wait_for_a_reader_that_pauses_at_the_end", root, reader_without_end),
        lone_trial(
            "interrupts::who_kills_all_that_are_called_beetrace_does_not_leave_the_command_held_still",
            root,
            killed_by_name,
        ),
        lone_trial("interrupts::the_terminals_interrupt_is_the_commands", root, terminal),
        lone_trial("interrupts::the_terminals_interrupt_does_not_end_a_trace_on_standard_error", root, || {
            terminal_once(false)
        }),
        lone_trial("interrupts::the_terminals_interrupt_does_not_end_a_trace_in_a_file", root, || terminal_once(true)),
    ]);
    trials
}

fn send(child: &Child, signal: Signal) -> Outcome {
    kill(Pid::from_raw(child.id() as i32), signal).map_err(|e| format!("kill: {e}").into())
}

/// A run of the target that waits for its standard input, up to the point where it does.
fn waiting(run: &mut Run) -> Result<Child, Failed> {
    run.command.args(["-o", "trace"]).arg(Target::program("waits")?).stdin(Stdio::piped());
    let child = run.spawn()?;
    until("the line before the waiting call", || run.read("trace").ok().filter(|text| text.contains("umask(")))?;
    Ok(child)
}

fn ended_while_waiting(signal: Signal) -> Outcome {
    let mut run = Run::new();
    let mut child = waiting(&mut run)?;
    send(&child, signal)?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("ending signal", Some(signal as i32), status.signal())?;
    let trace = run.read("trace")?;
    let name = signal.as_str();
    let call = trace.contains("\nread(0");
    check(call && trace.contains(&format!("\n--- {name} {{si_signo={name}, si_code=SI_USER, ")), || trace.clone())?;
    check(trace.ends_with(&format!("\n+++ killed by {name} +++\n")), || trace.clone())?;
    check(!run.path("survived").exists(), || "the command did not get the signal".into())
}

/// As nohup(1) and a shell's background jobs have it.
fn ignored(signal: Signal) -> Outcome {
    let mut run = Run::new();
    // SAFETY: signal is safe after fork.
    unsafe {
        run.command.pre_exec(move || match libc::signal(signal as i32, libc::SIG_IGN) {
            libc::SIG_ERR => Err(io::Error::last_os_error()),
            _ => Ok(()),
        });
    }
    let mut child = waiting(&mut run)?;
    send(&child, signal)?;
    std::thread::sleep(LATER);
    drop(child.stdin.take());
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("exit status", Some(5), status.code())?;
    let trace = run.read("trace")?;
    check(!trace.contains(signal.as_str()), || format!("the command was told:\n{trace}"))
}

/// What would come too late to be seen comes until then.
const LATER: Duration = Duration::from_millis(400);

fn tell(child: &Child) -> Outcome {
    send(child, Signal::SIGTERM)
}

fn tell_group(child: &Child) -> Outcome {
    killpg(Pid::from_raw(child.id() as i32), Signal::SIGTERM).map_err(|e| format!("killpg: {e}").into())
}

/// A run of the target that counts signals, up to the point where it is ready.
fn counting(run: &mut Run, options: &[&str], arguments: &[&str]) -> Result<Child, Failed> {
    run.command.args(["-o", "trace"]).args(options).arg(Target::program("signalled")?).args(arguments);
    let said = fs::File::create(run.path("said")).map_err(|e| e.to_string())?;
    run.command.stdin(Stdio::piped()).stdout(said);
    let child = run.spawn()?;
    until("the command is ready", || run.read("trace").ok().filter(|text| text.contains("umask(")))?;
    Ok(child)
}

/// The command has said that it got the signal.
fn got(run: &Run) -> Outcome {
    until("the command is told", || run.read("said").ok().filter(|said| said.contains("got"))).map(drop)
}

/// The command learns of the signal once, and has the time that it wants: its end is in the trace, and its status counts.
fn once(arguments: &[&str], tell: impl Fn(&Child) -> Outcome) -> Outcome {
    let mut run = Run::new();
    let mut child = counting(&mut run, &[], arguments)?;
    tell(&child)?;
    got(&run)?;
    std::thread::sleep(LATER);
    drop(child.stdin.take());
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("what the command said", "got\n", &run.read("said")?)?;
    same("exit status", Some(41), status.code())?;
    let trace = run.read("trace")?;
    check(trace.ends_with("+++ exited with 41 +++\n"), || trace.clone())
}

fn second(tell: impl Fn(&Child) -> Outcome) -> Outcome {
    let mut run = Run::new();
    let mut child = counting(&mut run, &[], &[])?;
    tell(&child)?;
    got(&run)?;
    std::thread::sleep(LATER);
    check(matches!(child.try_wait(), Ok(None)), || "beetrace did not wait for the command's end".into())?;
    tell(&child)?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("ending signal", Some(libc::SIGTERM), status.signal())?;
    let trace = run.read("trace")?;
    check(trace.ends_with(" <unfinished ...>\n"), || trace.clone())?;
    check(!run.path("survived").exists(), || "the command ended before its input did".into())?;
    drop(child.stdin.take());
    until("the command goes on after the tracer's end", || run.path("survived").exists().then_some(()))
}

fn at_once() -> Outcome {
    for way in ["1", "2", "anywhere", "waiting"] {
        let mut run = Run::new();
        let mut child = counting(&mut run, &["-I", way], &[])?;
        tell(&child)?;
        let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
        same("ending signal", Some(libc::SIGTERM), status.signal())?;
        got(&run)?;
        drop(child.stdin.take());
        until("the command goes on after the tracer's end", || run.path("survived").exists().then_some(()))?;
        same("what the command said", "got\n", &run.read("said")?)?;
    }
    Ok(())
}

fn never() -> Outcome {
    for (way, signals) in [
        ("3", &[Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT][..]),
        ("never", &[Signal::SIGTERM]),
        ("4", &[Signal::SIGTSTP, Signal::SIGTERM]),
        ("never_tstp", &[Signal::SIGTSTP]),
    ] {
        let mut run = Run::new();
        let mut child = counting(&mut run, &["--interruptible", way], &[])?;
        for signal in signals {
            send(&child, *signal)?;
        }
        std::thread::sleep(LATER);
        drop(child.stdin.take());
        let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
        same("exit status", Some(40), status.code())?;
        same("what the command said", "", &run.read("said")?)?;
    }
    Ok(())
}

fn killed_while_waiting() -> Outcome {
    let mut run = Run::new();
    let mut child = waiting(&mut run)?;
    send(&child, Signal::SIGKILL)?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    check(!run.path("survived").exists(), || "the command ended before its input did".into())?;
    drop(child.stdin.take());
    until("the command goes on after the tracer's end", || run.path("survived").exists().then_some(()))
}

/// Gives the run a terminal for its standard input, and a session of its own whose terminal that is; returns the other end.
fn on_terminal(run: &mut Run) -> Result<fs::File, Failed> {
    let (mut master, mut slave) = (0, 0);
    let null = std::ptr::null_mut();
    // SAFETY: fills two descriptors, which are owned from here on.
    let (master, slave) = unsafe {
        if libc::openpty(&mut master, &mut slave, null, std::ptr::null_mut(), std::ptr::null_mut()) != 0 {
            return Err(format!("openpty: {}", io::Error::last_os_error()).into());
        }
        (fs::File::from_raw_fd(master), OwnedFd::from_raw_fd(slave))
    };
    run.command.stdin(Stdio::from(slave));
    // SAFETY: both calls are safe after fork.
    unsafe {
        run.command.pre_exec(|| match libc::setsid() >= 0 && libc::ioctl(0, libc::TIOCSCTTY, 0) == 0 {
            true => Ok(()),
            false => Err(io::Error::last_os_error()),
        });
    }
    Ok(master)
}

/// Ctrl-C in a terminal: the command ends by it, and its end is in the trace.
fn terminal() -> Outcome {
    let mut run = Run::new();
    let mut master = on_terminal(&mut run)?;
    run.command.args(["-o", "trace"]).arg(Target::program("waits")?);
    let mut child = run.command.spawn().map_err(|e| e.to_string())?;
    until("the line before the waiting call", || run.read("trace").ok().filter(|text| text.contains("umask(")))?;
    master.write_all(b"\x03").map_err(|e| e.to_string())?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("ending signal", Some(libc::SIGINT), status.signal())?;
    let trace = run.read("trace")?;
    let end = "--- SIGINT {si_signo=SIGINT, si_code=SI_KERNEL} ---\n+++ killed by SIGINT +++\n";
    check(trace.ends_with(end), || format!("{trace}\ndoes not end with\n{end}"))
}

/// Ctrl-C is no reason to end for the command: nor is it for beetrace, wherever the trace goes.
fn terminal_once(to_file: bool) -> Outcome {
    let mut run = Run::new();
    let mut master = on_terminal(&mut run)?;
    let file = |name: &str| fs::File::create(run.path(name)).map_err(|e| e.to_string());
    let (trace, said) = (file("trace")?, file("said")?);
    run.command.stdout(said);
    match to_file {
        true => run.command.args(["-o", "trace"]),
        false => run.command.stderr(trace),
    };
    run.command.arg(Target::program("signalled")?);
    let mut child = run.command.spawn().map_err(|e| e.to_string())?;
    until("the command is ready", || run.read("trace").ok().filter(|text| text.contains("umask(")))?;
    master.write_all(b"\x03").map_err(|e| e.to_string())?;
    got(&run)?;
    std::thread::sleep(LATER);
    master.write_all(b"\n").map_err(|e| e.to_string())?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    same("what the command said", "got\n", &run.read("said")?)?;
    same("exit status", Some(41), status.code())?;
    let trace = run.read("trace")?;
    check(trace.ends_with("+++ exited with 41 +++\n"), || trace.clone())
}

/// Time that a stop signal may take, with room for a slow machine; the readers here pause for longer.
const SOON: Duration = Duration::from_secs(10);

/// The command has ended. beetrace ends by the SIGTERM that it is sent now, while the reader, whose id is in a file, still pauses.
fn ends_before_its_reader(run: &Run, child: &mut Child) -> Outcome {
    let begin = Instant::now();
    send(child, Signal::SIGTERM)?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten());
    let took = begin.elapsed();
    let _ = Command::new("kill").arg(run.read("reader")?.trim()).status();
    same("ending signal", Some(libc::SIGTERM), status?.signal())?;
    check(took < SOON, || format!("that took {took:?}"))
}

/// Lines that the pipe has no room for are waiting when the signal comes.
fn paused_reader() -> Outcome {
    let mut run = Run::new().args(["-o", "|echo $$ > reader; exec sleep 40"]);
    run.command.arg(Target::program("calls")?).args(["20000", "1", "done"]);
    let mut child = run.spawn()?;
    until("the command ends", || run.path("done").exists().then_some(()))?;
    until("the reader pauses", || run.read("reader").ok().filter(|id| id.ends_with('\n')))?;
    ends_before_its_reader(&run, &mut child)
}

/// All is written when the signal comes; the reader has not ended.
fn reader_without_end() -> Outcome {
    let mut run = Run::new().args(["-o", "|echo $$ > reader; exec sleep 40", "-e", "trace=none", "true"]);
    let mut child = run.spawn()?;
    until("the reader pauses", || run.read("reader").ok().filter(|id| id.ends_with('\n')))?;
    std::thread::sleep(Duration::from_millis(500));
    check(matches!(child.try_wait(), Ok(None)), || "beetrace did not wait for the reader".into())?;
    ends_before_its_reader(&run, &mut child)
}

/// As killall(1) and pidof(1) find them: by the name or by the command line.
fn killed_by_name() -> Outcome {
    ended_while_frozen_by(|beetrace| {
        let called_so = |id: u32| {
            let read = |file: &str| fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default();
            let program = read("cmdline").split('\0').next().map(PathBuf::from).unwrap_or_default();
            read("comm").trim_end() == tool_name() || program.ends_with(tool_name())
        };
        let parent = beetrace.id();
        let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
        let children: Vec<u32> = children.split_whitespace().filter_map(|id| id.parse().ok()).collect();
        check(children.len() == 2, || format!("the command and the janitor are expected, not {children:?}"))?;
        for id in children.into_iter().chain([parent]).filter(|id| called_so(*id)) {
            kill(Pid::from_raw(id as i32), Signal::SIGKILL).map_err(|e| format!("kill: {e}"))?;
        }
        Ok(())
    })
}

fn ended_while_frozen(signal: Signal) -> Outcome {
    // The first one is the command's, the second one ends tracing.
    ended_while_frozen_by(|beetrace| {
        send(beetrace, signal).and_then(|()| {
            std::thread::sleep(LATER);
            send(beetrace, signal)
        })
    })
}

/// The harness does not read beetrace's output: the command must be held still, until beetrace is gone.
fn ended_while_frozen_by(end: impl FnOnce(&Child) -> Outcome) -> Outcome {
    // The command does not die of the signal that it is passed.
    let script = "trap '' HUP INT TERM; exec \"$0\" 2000000 1 done";
    let mut run = Run::new().args(["-o", "-", "-e", "trace=getppid", "sh", "-c", script]);
    run.command.arg(Target::program("calls")?);
    let mut child = run.spawn()?;
    let name = format!("beetrace.{}", child.id());
    let cgroup: PathBuf = until("the command's cgroup", || find_cgroup(&name))?;
    until("the command is held still", || {
        let events = fs::read_to_string(cgroup.join("cgroup.events")).ok()?;
        events.contains("frozen 1").then_some(())
    })?;
    check(!run.path("done").exists(), || "the command has ended already".into())?;
    end(&child)?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    until("the command goes on after the tracer's end", || run.path("done").exists().then_some(()))?;
    until("the cgroup is removed", || (!cgroup.exists()).then_some(()))
}
