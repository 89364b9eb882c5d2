//! Do calls show by what came of them, as under strace: `-z`, `-Z`, `-e status=`; and by error and duration?

use libtest_mimic::Failed;
use libtest_mimic::Trial;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// The calls of the target `results` that are asked for.
const CALLS: &str = "trace=getppid,dup,rmdir,pause,rt_sigsuspend,kill,wait4,exit_group";

const SUCCESSFUL: &[&str] = &["dup", "getppid", "kill", "wait4"];
const FAILED: &[&str] = &["dup EBADF", "pause ERESTARTNOHAND", "rmdir ENOENT"];
const UNFINISHED: &[&str] = &["exit_group ?", "rt_sigsuspend ?"];

/// What the trial says, the options, and the calls that show, each list in alphabetical order.
type Form = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const FORMS: &[Form] = &[
    ("all", &[], &[SUCCESSFUL, FAILED, UNFINISHED]),
    ("z", &["-z"], &[SUCCESSFUL]),
    ("z_as_a_word", &["--successful-only"], &[SUCCESSFUL]),
    ("big_z", &["-Z"], &[FAILED]),
    ("big_z_as_a_word", &["--failed-only"], &[FAILED]),
    ("the_last_of_both", &["-Zz"], &[SUCCESSFUL]),
    ("a_status", &["-e", "status=failed"], &[FAILED]),
    ("a_status_by_the_long_option", &["--status=unfinished"], &[UNFINISHED]),
    ("two_statuses", &["-e", "status=failed,unfinished"], &[FAILED, UNFINISHED]),
    ("all_statuses_but_one", &["-e", "status=!failed"], &[SUCCESSFUL, UNFINISHED]),
    ("statuses_that_none_has", &["-e", "status=unavailable,detached"], &[]),
    ("the_last_status", &["-z", "-e", "status=failed"], &[FAILED]),
];

/// The same of options that strace does not have.
const OWN_FORMS: &[Form] = &[
    ("an_error", &["-e", "errno=ENOENT"], &[&["rmdir ENOENT"]]),
    ("two_errors", &["--errno=ebadf,2"], &[&["dup EBADF", "rmdir ENOENT"]]),
    ("all_but_an_error", &["-e", "errno=!EBADF"], &[SUCCESSFUL, &["pause ERESTARTNOHAND", "rmdir ENOENT"], UNFINISHED]),
    ("an_error_and_a_status", &["-Z", "-e", "errno=!EBADF"], &[&["pause ERESTARTNOHAND", "rmdir ENOENT"]]),
    ("a_duration_that_none_has", &["--min-duration=1000s"], &[]),
    ("no_duration", &["--min-duration=0"], &[SUCCESSFUL, FAILED, UNFINISHED]),
];

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials = Vec::new();
    for &(name, options, expected) in FORMS.iter().chain(OWN_FORMS) {
        trials.push(trial(&format!("outcomes::{name}"), root, move || shows(options, expected)));
        trials.push(trial(&format!("outcomes::replayed::{name}"), root, move || replays(options, expected)));
    }
    trials.push(trial("outcomes::a_call_that_took_long_enough", root, long_enough));
    trials.push(trial("outcomes::a_signal_stands_behind_the_call_in_which_it_came", root, signal_behind));
    trials.push(trial("outcomes::a_recording_says_that_calls_were_left_out", root, recorded));
    trials
}

/// The calls of a trace, each with its error or `?`, in alphabetical order. Signals and exits must be there in any case.
fn calls(trace: &str) -> Result<Vec<String>, Failed> {
    for line in ["--- SIGALRM {", "+++ killed by SIGKILL +++", "--- SIGCHLD {", "+++ exited with 0 +++"] {
        check(trace.contains(line), || format!("no {line} in\n{trace}"))?;
    }
    let mut calls = Vec::new();
    for line in trace.lines() {
        let line = line.split_once(' ').map_or("", |(_, line)| line.trim_start());
        let Some((name, rest)) = line.split_once('(') else { continue };
        let (_, result) = rest.rsplit_once(" = ").ok_or_else(|| format!("no result: {line}"))?;
        let error = result.strip_prefix("-1 ").or(result.strip_prefix("? ")).and_then(|rest| rest.split(' ').next());
        calls.push(match error {
            Some(error) => format!("{name} {error}"),
            None if result == "?" => format!("{name} ?"),
            None => name.to_string(),
        });
    }
    calls.sort();
    Ok(calls)
}

fn same_calls(expected: &[&[&str]], trace: &str) -> Outcome {
    let mut expected: Vec<&str> = expected.concat();
    expected.sort();
    // A call that is shown in two parts, because its task waits, is one when it is put together.
    let trace: String = trace.lines().filter(|line| !line.ends_with("<unfinished ...>")).collect::<Vec<_>>().join("\n");
    let trace = trace.replace("<... rt_sigsuspend resumed>", "rt_sigsuspend(").replace("<... wait4 resumed>", "wait4(");
    let trace = trace.replace("<... pause resumed>", "pause(");
    same("calls", expected, calls(&trace)?.iter().map(String::as_str).collect())
}

fn shows(options: &[&str], expected: &[&[&str]]) -> Outcome {
    let mut run = Run::new().args(["-f", "-o", "trace", "-e", CALLS]).args(options);
    run.command.arg(Target::program("results")?);
    run.output()?;
    same_calls(expected, &run.read("trace")?)
}

fn replays(options: &[&str], expected: &[&[&str]]) -> Outcome {
    let mut run = Run::new().args(["-f", "--record", "r.bt", "--format", "json", "-e", CALLS]);
    run.command.arg(Target::program("results")?);
    run.output()?;
    let mut again = Run::new().args(["--replay", "r.bt", "-o", "trace"]).args(options);
    again.command.current_dir(run.folder.path());
    again.output()?;
    same_calls(expected, &run.read("trace")?)
}

fn long_enough() -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "--min-duration", "100ms", "-e", "trace=/nanosleep,getppid"]);
    run.command.args(["sleep", "0.1"]);
    run.output()?;
    let trace = run.read("trace")?;
    check(trace.lines().filter(|line| line.contains("nanosleep(")).count() == 1, || trace)
}

/// The kill() in which it came is not told of until it has returned.
fn signal_behind() -> Outcome {
    for (options, first) in [(["-z", "-etrace=kill"], "kill("), (["-Z", "-etrace=kill"], "--- SIGURG {")] {
        let mut run = Run::new().args(["-o", "trace"]).args(options);
        run.command.args(["sh", "-c", "kill -URG $$"]);
        run.output()?;
        let trace = run.read("trace")?;
        let lines: Vec<&str> = trace.lines().rev().collect();
        let fits = lines.len() == if first == "kill(" { 3 } else { 2 } && lines[1].starts_with("--- SIGURG {");
        check(fits && trace.starts_with(first), || trace.clone())?;
    }
    Ok(())
}

/// What is not said is as it was recorded; what was not recorded cannot be shown.
fn recorded() -> Outcome {
    let mut run = Run::new().args(["-f", "--record", "r.bt", "-Z", "-e", CALLS]);
    run.command.arg(Target::program("results")?);
    run.output()?;
    for (options, said) in [(&[][..], false), (&["-Z"], false), (&["-z"], true), (&["-e", "errno=ENOENT"], true)] {
        let mut again = Run::new().args(["--replay", "r.bt", "-o", "trace"]).args(options);
        again.command.current_dir(run.folder.path());
        let complaint = text(&again.output()?.stderr);
        same("it is said", said, complaint.contains("r.bt may lack some calls"))?;
        if !said {
            same_calls(&[FAILED], &run.read("trace")?)?;
        }
    }
    same_calls(&[&["rmdir ENOENT"]], &run.read("trace")?)
}
