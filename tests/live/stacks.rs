//! Which functions have led to a call, whatever became of the process since?

use std::ffi::OsStr;
use std::fs::copy;
use std::fs::read_to_string;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use regex::Regex;

use crate::common::check;
use crate::common::text;
use crate::common::trial;
use crate::common::until;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("stacks::all_functions_on_the_way_are_there_without_frame_pointers", root, whole),
        trial("stacks::a_call_that_does_not_return_has_its_own_behind_the_end", root, end),
        trial("stacks::a_limit_is_kept", root, limit),
        trial("stacks::lines_of_the_source_and_inlined_functions", root, sources),
        trial("stacks::of_processes_that_are_gone_at_once", root, many),
        trial("stacks::of_a_program_that_was_deleted", root, deleted),
        trial("stacks::a_program_that_was_executed_replaces_the_one_before", root, executed),
        trial("stacks::a_replay_has_the_same", root, replayed),
        trial("stacks::a_recording_without_says_so", root, without),
        trial("stacks::json_has_the_same", root, json),
        trial("stacks::with_only_sums_they_have_no_effect", root, summed),
    ]
}

/// The trace of the target under these options, and how it ended.
fn traced(options: &[&str]) -> Result<String, Failed> {
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=getppid,exit_group"]).args(options);
    run.command.arg(Target::program("stacks")?);
    let output = run.output()?;
    check(output.status.code() == Some(3) && output.stderr.is_empty(), || text(&output.stderr))?;
    run.read("trace")
}

/// The functions of each stack, by the first words of the line that it is behind.
fn stacks(trace: &str) -> Vec<(String, Vec<String>)> {
    let frame =
        Regex::new(r"^ > [^(]*\((.*)\+0x[0-9a-f]+\) \[0x[0-9a-f]+\]").expect("a pattern of this file is no regex");
    let mut stacks: Vec<(String, Vec<String>)> = Vec::new();
    for line in trace.lines() {
        match (frame.captures(line), stacks.last_mut()) {
            (Some(found), Some((_, functions))) => functions.push(found[1].to_owned()),
            _ => stacks.push((line.chars().take(7).collect(), Vec::new())),
        }
    }
    stacks
}

/// Whether these functions come one directly after the other.
fn has(functions: &[String], row: &[&str]) -> bool {
    functions.windows(row.len()).any(|found| found == row)
}

fn whole() -> Outcome {
    let trace = traced(&["-k"])?;
    let stacks = stacks(&trace);
    let calls: Vec<_> = stacks.iter().filter(|(line, _)| line == "getppid").map(|(_, functions)| functions).collect();
    check(calls.len() == 4, || trace.clone())?;
    check(has(calls[0], &["innermost", "middle", "main"]), || trace.clone())?;
    let row = ["middle", "recursive", "recursive", "recursive", "recursive", "recursive", "main"];
    check(has(calls[1], &row), || trace.clone())?;
    check(has(calls[2], &["innermost", "roomy", "main"]), || trace.clone())?;
    // A handler, what it has interrupted, and who has called that.
    check(has(calls[3], &["innermost", "on_signal"]) && has(calls[3], &["interrupted", "main"]), || trace.clone())?;
    let signal = stacks.iter().find(|(line, _)| line == "--- SIG").map(|(_, functions)| functions);
    check(signal.is_some_and(|functions| has(functions, &["interrupted", "main"])), || trace.clone())
}

fn end() -> Outcome {
    let trace = traced(&["-k"])?;
    let lines: Vec<&str> = trace.lines().collect();
    let call = lines.iter().position(|line| line.starts_with("exit_group(3)")).ok_or_else(|| trace.clone())?;
    check(lines.get(call + 1) == Some(&"+++ exited with 3 +++"), || trace.clone())?;
    check(lines.get(call + 2).is_some_and(|line| line.contains("xit+0x")), || trace.clone())
}

fn limit() -> Outcome {
    let trace = traced(&["-k", "--stack-trace-frame-limit=2"])?;
    let stacks = stacks(&trace);
    let limited = stacks.iter().filter(|(line, _)| line == "getppid").all(|(_, functions)| functions.len() == 2);
    let said = trace.lines().filter(|line| *line == " > too many stack frames").count();
    check(limited && said >= 4, || trace.clone())
}

fn sources() -> Outcome {
    let trace = traced(&["-kk"])?;
    for pattern in [
        r"\(inlined put_into\) \[0x[0-9a-f]+\] .*stacks\.c:13\n > .*\(innermost\+0x[0-9a-f]+\) \[0x[0-9a-f]+\] .*stacks\.c:15\n",
        r"\(middle\+0x[0-9a-f]+\) \[0x[0-9a-f]+\] .*stacks\.c:21\n > .*\(main\+0x[0-9a-f]+\) \[0x[0-9a-f]+\] .*stacks\.c:48\n",
    ] {
        let regex = Regex::new(pattern).expect("a pattern of this file is no regex");
        check(regex.is_match(&trace), || format!("no {pattern}: {trace}"))?;
    }
    check(!traced(&["-k"])?.contains("stacks.c"), || "-k has lines of the source".to_owned())
}

/// All of a crowd of short-lived processes have theirs, which nobody can ask any more.
fn many() -> Outcome {
    let program = Target::program("stacks")?;
    let mut run = Run::new().args(["-f", "-k", "-o", "trace", "-e", "trace=getppid"]);
    run.command.args(["sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do $0 & $0 & wait; done"]).arg(program);
    run.output()?;
    let trace = run.read("trace")?;
    let (mut calls, mut wholes) = (0, 0);
    let lines: Vec<&str> = trace.lines().collect();
    for (nth, _) in lines.iter().enumerate().filter(|(_, line)| line.contains("getppid()") && line.contains(" = ")) {
        let frames: Vec<&&str> = lines[nth + 1..].iter().take_while(|line| line.starts_with(" > ")).collect();
        if frames.iter().any(|line| line.contains("(innermost+0x")) {
            calls += 1;
            wholes += usize::from(frames.iter().any(|line| line.contains("(main+0x")));
        }
    }
    check(calls == 96 && wholes == 96, || format!("{wholes} of {calls} stacks are whole\n{trace}"))
}

fn deleted() -> Outcome {
    let mut run = Run::new().args(["-k", "-o", "trace", "-e", "trace=getppid"]);
    let program = run.path("gone");
    copy(Target::program("stacks")?, &program)?;
    run.command.arg(&program).arg("now").stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let input = child.stdin.take();
    // The file is gone, the program is not.
    let whole = || {
        let trace = run.read("trace").ok()?;
        let is_whole = trace.contains("(innermost+0x") && trace.contains("(main+0x");
        (is_whole && !program.exists()).then_some(())
    };
    let found = until("a stack of a program without a file", whole);
    drop(input);
    child.wait()?;
    found
}

fn executed() -> Outcome {
    let program = Target::program("stacks")?;
    let mut run = Run::new().args(["-k", "-o", "trace", "-e", "trace=getppid,execve"]);
    run.command.args(["sh", "-c", "exec $0"]).arg(program);
    run.output()?;
    let trace = run.read("trace")?;
    let stacks = stacks(&trace);
    // The first one is beetrace's own: what it has made of its program is all that it shows.
    let lines: Vec<&str> = trace.lines().collect();
    check(lines.get(1).is_some_and(|line| line.starts_with(" > ")), || trace.clone())?;
    check(lines.get(2).is_some_and(|line| line.starts_with("getppid") || line.starts_with("execve")), || {
        trace.clone()
    })?;
    let second = stacks.iter().rposition(|(line, _)| line.starts_with("execve")).ok_or_else(|| trace.clone())?;
    check(lines.iter().filter(|line| line.starts_with("execve")).count() == 2, || trace.clone())?;
    check(!stacks[second].1.iter().any(|name| name == "middle"), || trace.clone())?;
    check(stacks[second + 1..].iter().any(|(_, functions)| has(functions, &["middle", "main"])), || trace.clone())
}

fn replayed() -> Outcome {
    let program = Target::program("stacks")?;
    let mut run = Run::new().args(["-k", "-o", "trace", "--record", "r.bt", "-e", "trace=getppid,exit_group"]);
    run.command.arg(&program);
    run.output()?;
    let live = run.read("trace")?;
    check(live.contains("(innermost+0x"), || live.clone())?;
    for options in [&[][..], &["-k"]] {
        let again = Run::new().args([OsStr::new("--replay"), run.path("r.bt").as_os_str()]).args(options).output()?;
        check(text(&again.stdout) == live, || format!("{}\n{live}", text(&again.stdout)))?;
    }
    Ok(())
}

fn without() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "-e", "trace=getppid"]);
    run.command.arg(Target::program("stacks")?);
    run.output()?;
    let output = Run::new().args([OsStr::new("--replay"), run.path("r.bt").as_os_str(), OsStr::new("-k")]).output()?;
    check(text(&output.stderr).contains("r.bt was recorded without -k: lines have no stacks"), || {
        text(&output.stderr)
    })?;
    check(!text(&output.stdout).contains(" > "), || text(&output.stdout))
}

fn json() -> Outcome {
    let trace = traced(&["-k", "--format", "json"])?;
    let call = trace.lines().find(|line| line.contains("\"getppid\"")).ok_or_else(|| trace.clone())?;
    let line: serde_json::Value = serde_json::from_str(call)?;
    let names: Vec<String> = line["stack"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|frame| Some(frame["symbol"].as_str()?.to_owned()))
        .collect();
    check(has(&names, &["innermost", "middle", "main"]), || call.to_owned())
}

fn summed() -> Outcome {
    let mut run = Run::new().args(["-c", "-k", "-o", "trace", "-e", "trace=getppid"]);
    run.command.arg(Target::program("stacks")?);
    let output = run.output()?;
    let said = text(&output.stderr);
    check(said.contains("-k/--stack-trace has no effect with -c/--summary-only"), || said.clone())?;
    let trace = read_to_string(run.path("trace"))?;
    check(trace.contains("getppid") && !trace.contains(" > "), || trace.clone())
}
