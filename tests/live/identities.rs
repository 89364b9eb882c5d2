//! Do lines say what their tasks are called, and whose the ids in them are, in other PID namespaces, too?
//!
//! What a single task's calls show is in a target: identities.

use libtest_mimic::Trial;
use regex::Regex;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// A shell that waits for a program, without which it cannot go on.
const WAITS: &str = "/bin/true; exit 3";

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("identities::lines_say_what_their_task_is_called_then", root, lines),
        trial("identities::a_child_whose_end_was_taken_has_no_name_whichever_calls_show", root, taken),
        trial("identities::ids_of_inner_namespaces_are_translated", &[Needs::Root, Needs::Tool("unshare")], inside),
        trial("identities::a_replay_shows_the_same", root, again),
        trial("identities::a_replay_that_is_asked_for_more_than_was_recorded_says_so", root, less),
    ]
}

fn trace(options: &[&str], command: &[&str]) -> Result<String, libtest_mimic::Failed> {
    let mut run = Run::new().args(["-f", "-o", "trace"]).args(options).args(command);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    run.read("trace")
}

/// Whether the lines are these regexes, in that order but for what tasks do beside each other.
fn are(trace: &str, expected: &[&str]) -> Outcome {
    same("lines", expected.len(), trace.lines().count())?;
    for line in expected {
        let regex = Regex::new(&format!("^{line}$")).map_err(|e| e.to_string())?;
        check(trace.lines().any(|other| regex.is_match(other)), || format!("{line} is not in\n{trace}"))?;
    }
    Ok(())
}

fn lines() -> Outcome {
    let tool = tool_name();
    let trace = trace(&["-Y", "-e", "trace=execve,exit_group", "-e", "signal=none"], &["sh", "-c", WAITS])?;
    are(
        &trace,
        &[
            &format!(r"\d+<{tool}> execve\(.* = 0"),
            r"\d+<sh> execve\(.* = 0",
            r"\d+<true> exit_group\(0\) +=.*",
            r"\d+<true> \+\+\+ exited with 0 \+\+\+",
            r"\d+<sh> exit_group\(3\) +=.*",
            r"\d+<sh> \+\+\+ exited with 3 \+\+\+",
        ],
    )
}

/// What tells of its end is held back until it was waited for.
fn taken() -> Outcome {
    let program = Target::program("identities")?;
    for calls in ["trace=exit_group", "trace=exit_group,wait4,waitid"] {
        let mut run = Run::new().args(["-Y", "-o", "trace", "-e", calls]);
        run.command.arg(&program);
        run.output()?;
        let trace = run.read("trace")?;
        let signal = trace.lines().find(|line| line.starts_with("--- SIGCHLD")).ok_or_else(|| trace.clone())?;
        check(signal.contains(" si_pid=") && !signal.contains('<'), || signal.to_owned())?;
    }
    Ok(())
}

fn inside() -> Outcome {
    let script = "kill -0 $$; kill -0 1; exit 0";
    let options = ["--decode-pids=all", "-qq", "-e", "trace=kill", "-e", "signal=none"];
    let trace = trace(&options, &["unshare", "-fp", "sh", "-c", script])?;
    let regex =
        Regex::new(r"^(\d+)<sh> kill\(1<sh> /\* (\d+) in strace's PID NS \*/, 0\) = 0$").map_err(|e| e.to_string())?;
    same("calls", 2, trace.lines().count())?;
    for line in trace.lines() {
        let found = regex.captures(line).ok_or(line)?;
        same("its id in beetrace's namespace", &found[1], &found[2])?;
    }
    Ok(())
}

fn again() -> Outcome {
    let mut run = Run::new().args(["-f", "-Y", "-o", "trace", "--record", "r.bt", "sh", "-c"]).args([WAITS]);
    run.output()?;
    let replayed = |options: &[&str]| {
        let mut replay = Run::new();
        replay.command.current_dir(run.folder.path()).args(["--replay", "r.bt", "-f"]).args(options);
        replay.output()
    };
    let output = replayed(&[])?;
    same("standard error", "", &text(&output.stderr))?;
    same("lines", run.read("trace")?, text(&output.stdout))?;
    let without = text(&replayed(&["--decode-pids=none"])?.stdout);
    check(!without.contains("<sh>") && without.contains("wait4("), || without.clone())
}

fn less() -> Outcome {
    let ids = "r.bt was recorded without -Y: it does not have who had the ids in calls\n";
    let names = "r.bt was recorded without --format json or -Y: lines have no names that tasks took after their last \
                 execve or fork\n";
    let tool = tool_name();
    for (recorded, asked, said) in [
        ("-qq", "-Y", format!("{tool}: {ids}{tool}: {names}")),
        ("-qq", "--pidns-translation", format!("{tool}: {ids}")),
        ("--pidns-translation", "-Y", format!("{tool}: {names}")),
        ("-Y", "--decode-pids=all", String::new()),
    ] {
        let mut run = Run::new().args(["--record", "r.bt", recorded, "-e", "trace=getpid", "true"]);
        run.output()?;
        let mut replay = Run::new();
        replay.command.current_dir(run.folder.path()).args(["--replay", "r.bt", asked]);
        same(&format!("{recorded} {asked}"), said, text(&replay.output()?.stderr))?;
    }
    Ok(())
}
