//! Are calls of 32-bit and x32 programs shown as such, and never as others?

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;
use serde_json::Value;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::trace;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// The number of the call that targets make as a mark.
const MARK: u32 = 0xbee;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("abi::a_change_of_the_mode_is_told", root, modes),
        trial("abi::a_change_of_the_mode_is_not_told_with_q", root, quiet),
        trial("abi::json_tells_a_calls_abi", root, json),
        trial("abi::a_waiting_32_bit_program_has_its_calls_name", root, || waiting("abi32")),
        trial("abi::an_i386_call_that_a_64_bit_program_waits_in_has_its_name", root, || waiting("abis")),
        trial("abi::a_sigreturn_has_the_result_of_what_it_goes_back_to", root, sigreturn),
    ]
}

/// What the target `abis` does, in order: its calls by name, and between them how it makes those that follow.
const CALLS: &[&str] = &[
    "getppid",
    "runs in 32 bit mode. ]",
    "getpid",
    "getppid",
    "runs in x32 mode. ]",
    "getpid",
    "runs in 64 bit mode. ]",
    "getpid",
    "rt_sigprocmask",
    "runs in 32 bit mode. ]",
    "fork",
    "runs in 64 bit mode. ]",
    "wait4",
    "runs in 32 bit mode. ]",
    "exit_group",
];

/// The same as the trace on standard error tells it.
fn told(options: &[&str]) -> Result<Vec<String>, Failed> {
    let mut run = Run::new().args(options);
    run.command.arg(Target::program("abis")?);
    let child = run.spawn()?;
    let tracer = child.id();
    let output = wait_output(child)?;
    let lines = trace::marked(text(&output.stderr).lines().map(String::from).collect(), false);
    let mut told = Vec::new();
    for line in &lines {
        let mode = line.strip_prefix("[ Process PID=").and_then(|rest| rest.split_once(' '));
        match mode {
            Some((id, mode)) if id.parse::<u32>().is_ok_and(|id| id != tracer) => told.push(mode.to_string()),
            _ => told.extend(line.split_once('(').map(|(name, _)| name.to_string())),
        }
    }
    Ok(told)
}

fn modes() -> Outcome {
    same("calls and modes", CALLS.to_vec(), told(&[])?.iter().map(String::as_str).collect())
}

fn quiet() -> Outcome {
    let calls = CALLS.iter().filter(|line| !line.starts_with("runs")).copied().collect::<Vec<_>>();
    for option in ["-q", "--quiet=personality", "-equiet=all"] {
        same(option, calls.clone(), told(&[option])?.iter().map(String::as_str).collect())?;
    }
    same("with --quiet=attach", CALLS.to_vec(), told(&["--quiet=attach"])?.iter().map(String::as_str).collect())
}

fn json() -> Outcome {
    let mut run = Run::new().args(["--format", "json", "-o", "trace", "-e", "trace=getppid,getpid,exit_group"]);
    run.command.arg(Target::program("abis")?);
    run.output()?;
    let trace = run.read("trace")?;
    let mut calls = Vec::new();
    for line in trace.lines() {
        let object: Value = serde_json::from_str(line).map_err(|e| format!("{e}: {line}"))?;
        if object["type"] == "call" && object["nr"] != MARK {
            calls.push((object["syscall"].clone(), object["abi"].clone(), object["nr"].clone()));
        }
    }
    let expected = [
        ("getppid", "x86_64", 110),
        ("getpid", "i386", 20),
        ("getppid", "i386", 64),
        ("getpid", "x32", 0x4000_0027),
        ("getpid", "x86_64", 39),
        ("exit_group", "i386", 252),
    ];
    let expected = expected.map(|(name, abi, nr)| (Value::from(name), Value::from(abi), Value::from(nr)));
    same("calls", &expected[..], &calls)
}

/// The target waits in pause(2) of i386, which has another number on x86-64.
fn waiting(target: &str) -> Outcome {
    let mut run = Run::new().args(["-f", "-o", "trace", "-e", "trace=pause"]);
    run.command.arg(Target::program(target)?).arg("wait");
    let child = run.spawn()?;
    let trace = until("the waiting call in the trace", || {
        run.read("trace").ok().filter(|trace| trace.ends_with(" <unfinished ...>\n"))
    });
    let waiting = trace.as_deref().ok().and_then(|trace| trace.lines().last()).and_then(trace::prefix);
    match waiting {
        Some(id) => kill(Pid::from_raw(id as i32), Signal::SIGKILL)?,
        None => kill(Pid::from_raw(child.id() as i32), Signal::SIGTERM)?,
    }
    wait_output(child)?;
    let trace = trace?;
    check(trace.ends_with(" pause( <unfinished ...>\n"), || trace.clone())
}

/// sigreturn(2) leaves -1 for a number: its line is made of the entry's. Its result is the interrupted call's, which in a
/// register of 32 bits is an error, too.
fn sigreturn() -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=sigreturn"]);
    run.command.arg(Target::program("abi32")?);
    run.output()?;
    let trace = run.read("trace")?;
    let lines: Vec<&str> = trace.lines().filter(|line| line.starts_with("sigreturn")).collect();
    let expected = ["0", "-1 EINTR (Interrupted system call)"].map(|result| format!("{:39} = {result}", "sigreturn()"));
    same("lines", expected.iter().map(String::as_str).collect(), lines)
}
