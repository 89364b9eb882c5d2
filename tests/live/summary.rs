//! Are calls added up as strace adds them up, and is the table strace's?
//!
//! More overhead than any call takes (-O) makes all times 0: the tables are the same in every run.

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// Takes all times away.
const TIMELESS: &str = "-O1e9s";
/// Calls that the target `selection` makes once, and nothing that it is started with.
const SET: &str = "trace=getpid,getppid,socket,shmget,kill";

/// What the trial says, the options, and the table.
const TABLES: &[(&str, &[&str], &str)] = &[
    (
        "the_table_is_sorted_by_time_then_by_number",
        &[],
        "\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
  0.00    0.000000           0         1         1 shmget
  0.00    0.000000           0         1           getpid
  0.00    0.000000           0         1           socket
  0.00    0.000000           0         1         1 kill
  0.00    0.000000           0         1           getppid
  0.00    0.000000           0         1         1 syscall_0xbee
  0.00    0.000000           0         1         1 syscall_0x1f7
------ ----------- ----------- --------- --------- ----------------
100.00    0.000000           0         7         4 total
",
    ),
    (
        "columns_stand_in_the_order_of_the_option",
        &["-S", "name", "-U", "syscall,count,error,shortest,longest"],
        "\
syscall              calls    errors shortest  longest
---------------- --------- --------- -------- --------
getpid                   1           0.000000 0.000000
getppid                  1           0.000000 0.000000
kill                     1         1 0.000000 0.000000
shmget                   1         1 0.000000 0.000000
socket                   1           0.000000 0.000000
syscall_0x1f7            1         1 0.000000 0.000000
syscall_0xbee            1         1 0.000000 0.000000
---------------- --------- --------- -------- --------
total                    7         4 0.000000 0.000000
",
    ),
    (
        "what_fails_most_comes_first_if_asked_for",
        &["--summary-sort-by=errors", "--summary-columns=errors", "--summary-wall-clock"],
        "   errors syscall
--------- ----------------
        1 shmget
        1 kill
        1 syscall_0xbee
        1 syscall_0x1f7
          getpid
          socket
          getppid
--------- ----------------
        4 total
",
    ),
];

const ABIS: &str = "    calls    errors syscall
--------- --------- ----------------
        1           getpid
        1           getppid
        5         5 syscall_0xbee
--------- --------- ----------------
        7         5 total
System call usage summary for 32 bit mode:
    calls    errors syscall
--------- --------- ----------------
        1           getpid
        1           getppid
--------- --------- ----------------
        2           total
System call usage summary for x32 mode:
    calls    errors syscall
--------- --------- ----------------
        1         1 getpid
--------- --------- ----------------
        1         1 total
";

/// Of two waits that were broken off, by SIGTERM and SIGKILL.
const BROKEN_OFF: &str = "    calls    errors syscall
--------- --------- ----------------
        1         1 NAME
--------- --------- ----------------
        1         1 total
";

/// Of calls that are made again and again, by two processes that take turns, not all are timed, but all are counted.
fn hot_calls(columns: &[&str]) -> Outcome {
    const SCRIPT: &str = "for i in 1 2; do dd if=/dev/zero of=/dev/null bs=1 count=30000 status=none & done; wait";
    let mut run = Run::new().args(["-f", "-c", "-o", "summary", "-e", "trace=write"]).args(columns);
    run = run.args(["sh", "-c", SCRIPT]);
    run.output()?;
    let summary = run.read("summary")?;
    let row = summary.lines().find(|line| line.ends_with(" write")).ok_or_else(|| format!("no call: {summary}"))?;
    check(row.split_whitespace().any(|word| word == "60000"), || summary.clone())?;
    let seconds = row.split_whitespace().find_map(|word| word.contains('.').then(|| word.parse::<f64>().ok()));
    check(seconds.is_none_or(|seconds| seconds.is_some_and(|seconds| seconds > 0.0)), || summary.clone())
}

/// What the trial says, the options, and what is said before the command runs, in which order.
const SAID: &[(&str, &[&str], &[&str])] = &[
    (
        "looks_that_no_line_shows_are_named",
        &["-c", "-A", "-TtrnF"],
        &[
            "option -F is deprecated, please use -f/--follow-forks instead",
            "-n/--syscall-number has no effect with -c/--summary-only",
            "-r/--relative-timestamps has no effect with -c/--summary-only",
            "-t/--absolute-timestamps has no effect with -c/--summary-only",
            "-T/--syscall-times has no effect with -c/--summary-only",
            "-A/--output-append-mode has no effect without -o/--output",
        ],
    ),
    ("looks_that_lines_show_are_not", &["-C", "-Ttrn", "--quiet=exit"], &[]),
    (
        "an_order_of_no_summary_has_no_effect",
        &["-A", "-S", "name", "--quiet=exit"],
        &[
            "-S/--summary-sort-by has no effect without (-c/--summary-only or -C/--summary)",
            "-A/--output-append-mode has no effect without -o/--output",
        ],
    ),
    (
        "seccomp_is_for_those_who_follow",
        &["--seccomp-bpf", "--quiet=exit"],
        &["--seccomp-bpf cannot be used without -f/--follow-forks, disabling"],
    ),
    (
        "seccomp_stays_when_programs_are_let_go",
        &["--seccomp-bpf", "-f", "-bexecve", "--quiet=exit"],
        &["--seccomp-bpf is not enabled because it is not compatible with -b"],
    ),
];

/// What strace says of a seccomp filter that lets all through.
const UNFILTERED: &str =
    "Seccomp filter is requested but there are no syscalls to filter.  See -e trace to filter syscalls.";

fn said(options: &[&str], expected: &[&str]) -> Outcome {
    let output = Run::new().args(options).args(["-e", "trace=none", "true"]).output()?;
    let expected: String = expected.iter().map(|line| format!("{}: {line}\n", tool_name())).collect();
    same("messages", &*expected, &*text(&output.stderr))
}

fn nothing_to_filter() -> Outcome {
    let output = Run::new().args(["--seccomp-bpf", "-f", "-o", "trace", "true"]).output()?;
    same("messages", &*format!("{}: {UNFILTERED}\n", tool_name()), &*text(&output.stderr))
}

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials: Vec<Trial> = TABLES
        .iter()
        .map(|&(name, options, table)| {
            trial(&format!("summary::{name}"), root, move || {
                same("the summary", table, &summary("selection", &["-c", "-e", SET], options)?)
            })
        })
        .collect();
    trials.push(trial("summary::each_abi_has_a_table", root, each_abi_has_a_table));
    trials.push(trial("summary::without_a_call_there_is_none", root, || {
        same("the summary", "", &summary("selection", &["-c", "-e", "trace=none"], &[])?.replace(UNKNOWN, ""))
    }));
    trials.push(trial("summary::it_follows_the_calls", root, it_follows_the_calls));
    trials.push(trial("summary::waiting_takes_no_processor_time", root, waiting_takes_no_processor_time));
    trials.push(trial("summary::what_has_passed_stands_beside", root, what_has_passed_stands_beside));
    trials.push(trial("summary::it_is_shown_again_and_again", root, again_and_again));
    trials.push(trial("summary::a_signal_shows_it_in_between", root, in_between));
    trials.push(trial("summary::ctrl_c_shows_it_in_between_where_the_command_goes_on", root, interrupted));
    trials.push(trial("summary::ctrl_c_that_ends_the_command_shows_it_once", root, ended_by_ctrl_c));
    trials.push(trial("summary::how_many_calls_took_how_long", root, histograms));
    trials.push(trial("summary::calls_on_a_path_have_times", root, calls_on_a_path));
    trials.push(trial("summary::a_recording_is_added_up", root, a_recording_is_added_up));
    trials.push(trial("summary::seccomp_has_nothing_to_filter_where_all_shows", root, nothing_to_filter));
    for (name, columns) in [
        ("all_calls_are_counted_where_some_are_timed", &["-U", "total-time,calls"][..]),
        ("all_calls_are_counted_where_each_is_timed", &["-U", "max-time,calls", "-w"]),
        ("all_calls_are_counted_where_none_is_timed", &["-U", "calls,errors", "-S", "none"]),
    ] {
        trials.push(trial(&format!("summary::{name}"), root, move || hot_calls(columns)));
    }
    for &(name, options, expected) in SAID {
        trials.push(trial(&format!("summary::{name}"), root, move || said(options, expected)));
    }
    trials.push(trial("summary::a_broken_off_call_counts_when_a_signal_ends_it", root, broken_off));
    trials
}

/// The table of unknown calls only, which are traced whatever is selected.
const UNKNOWN: &str = "\
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
  0.00    0.000000           0         1         1 syscall_0xbee
  0.00    0.000000           0         1         1 syscall_0x1f7
------ ----------- ----------- --------- --------- ----------------
100.00    0.000000           0         2         2 total
";

/// What is in the file of -o.
fn summary(target: &str, options: &[&str], more: &[&str]) -> Result<String, Failed> {
    let mut run = Run::new().args(["-o", "summary", TIMELESS]).args(options).args(more);
    run.command.arg(Target::program(target)?);
    let output = run.output()?;
    same("messages", "", &text(&output.stderr))?;
    run.read("summary")
}

fn each_abi_has_a_table() -> Outcome {
    let options = ["-c", "-e", "trace=getpid,getppid", "-S", "none", "-U", "calls,errors"];
    same("the summary", ABIS, &summary("abis", &options, &[])?)
}

fn it_follows_the_calls() -> Outcome {
    let trace = summary("selection", &["-C", "-e", "trace=getppid", "-U", "calls"], &[])?;
    let table = "    calls syscall
--------- ----------------
        1 getppid
        1 syscall_0xbee
        1 syscall_0x1f7
--------- ----------------
        3 total
";
    let lines = trace.strip_suffix(table).ok_or_else(|| format!("not the summary: {trace}"))?;
    check(lines.contains("getppid()") && lines.ends_with("+++ exited with 0 +++\n"), || trace.clone())
}

/// The seconds of the one call in the summary.
fn seconds(options: &[&str]) -> Result<f64, Failed> {
    let mut run = Run::new().args(["-o", "summary", "-U", "total-time", "-e", "trace=clock_nanosleep,nanosleep"]);
    run = run.args(options).args(["sleep", "0.3"]);
    run.output()?;
    let summary = run.read("summary")?;
    let line = summary.lines().nth(2).ok_or_else(|| format!("no call: {summary}"))?;
    let word = line.split_whitespace().next().unwrap_or_default();
    word.parse().map_err(|e| format!("{word}: {e}").into())
}

fn waiting_takes_no_processor_time() -> Outcome {
    let (processor, wall) = (seconds(&["-c"])?, seconds(&["-c", "-w"])?);
    check(wall >= 0.3 && processor < 0.3, || format!("{processor} s of {wall} s"))
}

/// Both in one table, and in the lines for programs.
fn what_has_passed_stands_beside() -> Outcome {
    const SLEEP: [&str; 4] = ["-e", "trace=clock_nanosleep,nanosleep", "sleep", "0.3"];
    for options in [&["-c"][..], &["-C"]] {
        let columns = ["-o", "summary", "-U", "total-time,wall-total,wall-min,wall-max"];
        let mut run = Run::new().args(options).args(columns).args(SLEEP);
        run.output()?;
        let summary = run.read("summary")?;
        let total = summary.lines().last().unwrap_or_default();
        let times: Vec<f64> = total.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [processor, all, least, most] = times[..] else { return Err(summary.into()) };
        check(processor < 0.3 && all >= 0.3 && least == all && most == all, || summary.clone())?;
    }
    let mut run = Run::new().args(["--format", "json", "-c", "-U", "wall-avg", "-o", "summary"]).args(SLEEP);
    run.output()?;
    let line: serde_json::Value = serde_json::from_str(&run.read("summary")?).map_err(|e| e.to_string())?;
    let field = |name: &str| line[name].as_u64().unwrap_or_default();
    check(field("total_ns") < 300_000_000 && field("wall_total_ns") >= 300_000_000, || line.to_string())?;
    same("the longest", field("wall_total_ns"), field("wall_max_ns"))
}

/// Where it is found out when calls are shown which of them count, their times are known, too.
fn calls_on_a_path() -> Outcome {
    for options in [&["-c"][..], &["-c", "-w"], &["-C", "-w", "-qq"]] {
        let mut run = Run::new().args(["-o", "summary", "-U", "total-time,name", "-P", "/etc/passwd"]).args(options);
        run = run.args(["cat", "/etc/passwd"]);
        run.output()?;
        let summary = run.read("summary")?;
        let total = summary.lines().rfind(|line| line.ends_with(" total")).ok_or_else(|| format!("none: {summary}"))?;
        let seconds = total.split_whitespace().next().and_then(|word| word.parse::<f64>().ok());
        check(seconds.is_some_and(|seconds| seconds > 0.0), || format!("{options:?}: {summary}"))?;
    }
    Ok(())
}

fn broken_off() -> Outcome {
    // Ended in its call: by SIGTERM it has a result still, by SIGKILL it has none.
    const SCRIPT: &str = "for signal in TERM KILL; do
        sleep 600 & until read nr rest < /proc/$!/syscall && [ $nr = 230 -o $nr = 35 ]; do :; done; kill -$signal $!
    done; wait";
    let options = ["-f", "-c", "-o", "summary", "-U", "calls,errors", "-e", "trace=clock_nanosleep,nanosleep"];
    let mut run = Run::new().args(options).args([TIMELESS, "sh", "-c", SCRIPT]);
    run.output()?;
    let summary = run.read("summary")?;
    let name = if summary.contains("clock_") { "clock_nanosleep" } else { "nanosleep" };
    same("the summary", &*BROKEN_OFF.replace("NAME", name), &*summary)
}

fn again_and_again() -> Outcome {
    let mut run = Run::new().args(["-c", "--summary-every=50ms", "-U", "calls", "-o", "summary"]);
    run.command.args(["-e", "trace=execve", "sh", "-c", "until [ -e go ]; do sleep 0.05; done"]);
    let path = run.path("summary");
    let child = run.spawn()?;
    let shown = until("three summaries", || {
        std::fs::read_to_string(&path)
            .ok()
            .filter(|text| text.lines().filter(|line| line.ends_with(" total")).count() >= 3)
    });
    std::fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
    same("exit status", Some(0), wait_output(child)?.status.code())?;
    shown.map(|_| ())
}

/// How many tables there are.
fn totals(text: &str) -> usize {
    text.lines().filter(|line| line.ends_with(" total")).count()
}

fn in_between() -> Outcome {
    let mut run = Run::new().args(["-c", "-U", "calls", "-o", "summary", "-e", "trace=execve", "sh", "-c"]);
    run.command.args(["until [ -e go ]; do sleep 0.05; done"]);
    let path = run.path("summary");
    let child = run.spawn()?;
    let beetrace = Pid::from_raw(child.id() as i32);
    // Before it has launched the command, it would end by the signal.
    until("the file of -o", || path.exists().then_some(()))?;
    let shown = until("a summary", || {
        let children = format!("/proc/{beetrace}/task/{beetrace}/children");
        let launched = std::fs::read_to_string(children).is_ok_and(|children| !children.is_empty());
        if launched {
            let _ = kill(beetrace, Signal::SIGUSR1);
        }
        std::fs::read_to_string(&path).ok().filter(|text| totals(text) > 0)
    });
    std::fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
    let output = wait_output(child)?;
    same("exit status", Some(0), output.status.code())?;
    let shown = shown?;
    let all = run.read("summary")?;
    check(all.starts_with(&shown) && totals(&all) > totals(&shown), || all.clone())
}

fn interrupted() -> Outcome {
    const SCRIPT: &str = "trap : INT; : > trapped; until [ -e go ]; do sleep 0.05; done";
    let mut run = Run::new().args(["-c", "-U", "calls", "-o", "summary", "-e", "trace=execve", "sh", "-c", SCRIPT]);
    let (path, trapped) = (run.path("summary"), run.path("trapped"));
    let child = run.spawn()?;
    let beetrace = Pid::from_raw(child.id() as i32);
    until("the trap", || trapped.exists().then_some(()))?;
    kill(beetrace, Signal::SIGINT).map_err(|e| e.to_string())?;
    let shown = until("a summary", || std::fs::read_to_string(&path).ok().filter(|text| totals(text) > 0));
    std::fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
    same("exit status", Some(0), wait_output(child)?.status.code())?;
    same("in between", 1, totals(&shown?))?;
    same("in all", 2, totals(&run.read("summary")?))
}

fn ended_by_ctrl_c() -> Outcome {
    let mut run = Run::new().args(["-c", "-U", "calls", "-o", "summary", "-e", "trace=execve", "sh", "-c"]);
    run.command.arg(": > runs; exec sleep 600");
    let runs = run.path("runs");
    let child = run.spawn()?;
    until("the command", || runs.exists().then_some(()))?;
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).map_err(|e| e.to_string())?;
    same("exit status", None, wait_output(child)?.status.code())?;
    same("summaries", 1, totals(&run.read("summary")?))
}

fn histograms() -> Outcome {
    let summary =
        summary("selection", &["-c", "--hist", "-U", "calls,p50,p95,p99,max", "-S", "name"], &["-e", "trace=getppid"])?;
    let expected = "    calls         p50         p95         p99  longest syscall
--------- ----------- ----------- ----------- -------- ----------------
        1 0.000000000 0.000000000 0.000000000 0.000000 getppid
";
    check(summary.starts_with(expected), || summary.clone())?;
    let bar = "@".repeat(80 - 34);
    check(summary.contains(&format!("\ngetppid:\n     0ns ...      1ns         1 |{bar}|\n")), || summary.clone())
}

fn a_recording_is_added_up() -> Outcome {
    let program = Target::program("selection")?;
    let mut record = Run::new().args(["--record", "r.bt", "-c", TIMELESS, "-e", SET, "-o", "live"]);
    record.command.arg(&program);
    record.output()?;
    let live = record.read("live")?;
    same("the live summary", TABLES[0].2, &live)?;
    let mut replay = Run::new().args(["-c", "-O1e9s", "-o", "replayed", "--replay"]);
    replay.command.arg(record.path("r.bt"));
    let output = replay.output()?;
    check(text(&output.stderr).contains("counts calls and errors"), || text(&output.stderr))?;
    same("the summary of the replay", live, replay.read("replayed")?)
}
