//! When beetrace is ended in the middle, does the command go on unharmed, and is the trace so far there?

use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::check;
use crate::common::find_cgroup;
use crate::common::lone_trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials = Vec::new();
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let name = format!("interrupts::after_{signal}_the_trace_is_there_and_the_command_goes_on");
        trials.push(lone_trial(&name, root, move || ended_while_waiting(signal)));
        let name = format!("interrupts::{signal}_while_the_command_is_held_still_lets_it_go_on");
        trials.push(lone_trial(&name, root, move || ended_while_frozen(signal)));
    }
    trials.extend([
        lone_trial("interrupts::after_sigkill_the_command_goes_on", root, killed_while_waiting),
        lone_trial("interrupts::sigkill_while_the_command_is_held_still_lets_it_go_on", root, || {
            ended_while_frozen(Signal::SIGKILL)
        }),
        lone_trial("interrupts::the_terminals_interrupt_ends_both", root, group_interrupt),
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
    until("the line before the waiting call", || run.read("trace").ok().filter(|text| text.contains("umask(0123)")))?;
    Ok(child)
}

fn survives(run: &Run, child: &mut Child) -> Outcome {
    check(!run.path("survived").exists(), || "the command ended before its input did".into())?;
    drop(child.stdin.take());
    until("the command goes on after the tracer's end", || run.path("survived").exists().then_some(()))
}

fn ended_while_waiting(signal: Signal) -> Outcome {
    let mut run = Run::new();
    let mut child = waiting(&mut run)?;
    send(&child, signal)?;
    let status = until("beetrace ends", || child.try_wait().ok().flatten())?;
    check(!status.success(), || "beetrace says that all went well".into())?;
    let trace = run.read("trace")?;
    let last = trace.lines().last().unwrap_or_default();
    check(last == "read(0 <unfinished ...>" || last.starts_with("read(0, 0x"), || {
        format!("the last line is not the call in flight: {last}")
    })?;
    survives(&run, &mut child)
}

fn killed_while_waiting() -> Outcome {
    let mut run = Run::new();
    let mut child = waiting(&mut run)?;
    send(&child, Signal::SIGKILL)?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    survives(&run, &mut child)
}

fn group_interrupt() -> Outcome {
    let mut run = Run::new();
    let child = waiting(&mut run)?;
    kill(Pid::from_raw(-(child.id() as i32)), Signal::SIGINT).map_err(|e| format!("kill: {e}"))?;
    let output = wait_output(child)?;
    check(!output.status.success(), || "beetrace says that all went well".into())?;
    check(!run.path("survived").exists(), || "the command did not get the signal".into())?;
    let trace = run.read("trace")?;
    check(trace.contains("read(0"), || format!("the call in flight is missing:\n{trace}"))
}

/// The harness does not read beetrace's output: the command must be held still, until beetrace is gone.
fn ended_while_frozen(signal: Signal) -> Outcome {
    let mut run = Run::new().args(["-o", "-", "-e", "trace=getppid"]);
    run.command.arg(Target::program("calls")?).args(["2000000", "1", "done"]);
    let mut child = run.spawn()?;
    let name = format!("beetrace.{}", child.id());
    let cgroup: PathBuf = until("the command's cgroup", || find_cgroup(&name))?;
    until("the command is held still", || {
        let events = fs::read_to_string(cgroup.join("cgroup.events")).ok()?;
        events.contains("frozen 1").then_some(())
    })?;
    check(!run.path("done").exists(), || "the command has ended already".into())?;
    send(&child, signal)?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    until("the command goes on after the tracer's end", || run.path("done").exists().then_some(()))?;
    until("the cgroup is removed", || (!cgroup.exists()).then_some(()))
}
