//! Does the trace go where it should, whole and in time?

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::time::clock_gettime;
use nix::time::ClockId;

use crate::common::check;
use crate::common::limit;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trace;
use crate::common::trial;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("output::it_goes_to_standard_error_by_default", root, standard_error),
        trial("output::a_file_is_replaced", root, file),
        trial("output::dash_is_standard_output", root, dash),
        lone_trial("output::the_commands_end_waits_for_the_pipes_reader", root, pipe),
        trial("output::following_prefixes_every_line_of_a_file", root, prefix_in_file),
        trial("output::following_prefixes_on_a_terminal_as_strace_does", root, prefix_on_stderr),
        trial("output::quiet_hides_attach_messages", root, quiet),
        trial("output::quieter_hides_exits", root, quieter),
        trial("output::each_message_can_be_left_out_by_itself", root, quiet_sets),
        trial("output::who_is_superseded_shows_unless_that_is_left_out", root, superseded),
        trial("output::with_o_messages_about_tasks_go_to_standard_error_if_they_are_asked_for", root, asked_messages),
        trial("output::children_are_not_traced_without_f", root, not_following),
        trial("output::a_line_is_there_at_once_on_standard_error", root, || live(&[], true)),
        trial("output::a_line_is_there_at_once_on_standard_output", root, || live(&["-o", "-"], false)),
        trial("output::a_line_is_there_at_once_for_a_command", root, || live(&["-o", "|cat"], false)),
        trial("output::strings_are_cut_at_s", root, string_limit),
        trial("output::a_long_write_and_read_are_shown_to_the_end", root, long_data),
        trial("output::all_entries_of_a_large_folder_are_counted", root, large_folder),
        trial("output::a_stopped_task_has_no_second_line_for_its_last_call", root, stopped),
        trial("output::a_call_interrupted_by_a_stop_is_printed_once", root, stopped_while_asleep),
        trial("output::a_line_appears_while_the_command_goes_on", root, appears),
        trial("output::a_call_that_waits_is_printed_as_unfinished", root, unfinished),
        trial("output::a_call_that_waits_shows_its_inputs", root, inputs_of_waiting),
        trial("output::dates_are_those_of_the_time_zone", root, time_zone),
        trial("output::version_and_help_need_no_privilege", &[], version_and_help),
    ]
}

/// touch sets both times of a file: their dates are those of whoever reads the trace.
fn time_zone() -> Outcome {
    for (zone, expected) in [
        ("", "2023-11-14T22:13:20+0000"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2023-11-14T23:13:20+0100"),
        (":<-0330>3:30", "2023-11-14T18:43:20-0330"),
        ("/no/such/zone", "2023-11-14T22:13:20+0000"),
    ] {
        let mut run =
            Run::new().args(["-o", "t", "-e", "trace=utimensat,utimes", "touch", "-d", "@1700000000", "file"]);
        run.command.env("TZ", zone);
        run.output()?;
        let trace = run.read("t")?;
        // busybox tries once before it makes the file, and once after it.
        check(trace.matches(&format!("}} /* {expected} */")).count() >= 2, || format!("{expected} in\n{trace}"))?;
    }
    Ok(())
}

fn standard_error() -> Outcome {
    let output = Run::new().args(["-e", "trace=exit_group", "sh", "-c", "exit 3"]).output()?;
    let expected = "exit_group(3)                           = ?\n+++ exited with 3 +++\n";
    same("standard error", expected, &text(&output.stderr))?;
    same("standard output", "", &text(&output.stdout))
}

fn file() -> Outcome {
    let mut run = Run::new();
    fs::write(run.path("trace"), "old ".repeat(10_000)).map_err(|e| e.to_string())?;
    run = run.args(["-o", "trace", "-e", "trace=exit_group", "true"]);
    run.output()?;
    let expected = "exit_group(0)                           = ?\n+++ exited with 0 +++\n";
    same("the file", expected, &run.read("trace")?)
}

fn dash() -> Outcome {
    let output =
        Run::new().args(["-o", "-", "-e", "trace=exit_group", "sh", "-c", "echo from the command"]).output()?;
    let expected = "from the command\nexit_group(0)                           = ?\n+++ exited with 0 +++\n";
    same("standard output", expected, &text(&output.stdout))?;
    same("standard error", "", &text(&output.stderr))
}

fn pipe() -> Outcome {
    let mut run = Run::new().args(["-o", "|sleep 1; cat > late", "-e", "trace=exit_group", "sh", "-c", "exit 3"]);
    let output = run.output()?;
    same("exit status", Some(3), output.status.code())?;
    let expected = "exit_group(3)                           = ?\n+++ exited with 3 +++\n";
    same("what the pipe's command has written when the tracer ends", expected, &run.read("late")?)
}

fn prefix_in_file() -> Outcome {
    let mut run =
        Run::new().args(["-f", "-o", "trace", "-e", "trace=exit_group,execve", "sh", "-c", "(exit 4); exit 3"]);
    run.output()?;
    let tasks = trace::by_task(&run.read("trace")?, true)?;
    let first = run.read("trace")?.lines().next().and_then(trace::prefix).ok_or("no first line")?;
    same("number of tasks", 2, tasks.len())?;
    let ends = |id: &u32, status: i32| {
        let exit = format!("{:39} = ?", format!("{id:<5} exit_group({status})"));
        let expected = [exit, format!("{id:<5} +++ exited with {status} +++")];
        same("last lines of a task", &expected[..], &tasks[id][tasks[id].len() - 2..])
    };
    for id in tasks.keys() {
        ends(id, if *id == first { 3 } else { 4 })?;
    }
    Ok(())
}

/// The attach message and the prefix are there from the second process's beginning to its end. Where the message
/// falls within the line of the call that made the process is a matter of timing.
fn prefix_on_stderr() -> Outcome {
    let options = ["-f", "-e", "trace=exit_group,execve", "sh", "-c", "(exit 4); exit 3"];
    let output = Run::new().args(options).output()?;
    let stderr = text(&output.stderr);
    let attached = format!("{}: Process ", tool_name());
    let lines: Vec<&str> = stderr.lines().filter(|line| !line.starts_with("--- ")).collect();
    let expected: [(&str, &str); 6] = [
        ("execve(\"", " = 0"),
        (&attached, " attached"),
        ("[pid ", "] exit_group(4)               = ?"),
        ("[pid ", "] +++ exited with 4 +++"),
        ("exit_group(3)                           = ?", ""),
        ("+++ exited with 3 +++", ""),
    ];
    let fits = lines.len() == expected.len()
        && lines.iter().zip(expected).all(|(line, (start, end))| line.starts_with(start) && line.ends_with(end));
    check(fits, || format!("{stderr}\ndoes not fit {expected:?}"))
}

fn quiet() -> Outcome {
    let options = ["-q", "-f", "-e", "trace=exit_group", "sh", "-c", "(exit 4); exit 3"];
    let stderr = text(&Run::new().args(options).output()?.stderr);
    check(!stderr.contains("attached"), || stderr.clone())?;
    check(stderr.contains("+++ exited with 4 +++") && stderr.contains("+++ exited with 3 +++"), || stderr.clone())
}

fn quieter() -> Outcome {
    for option in ["-qq", "-qqq"] {
        let output = Run::new().args([option, "-e", "trace=exit_group", "sh", "-c", "exit 3"]).output()?;
        same("standard error", "exit_group(3)                           = ?\n", &text(&output.stderr))?;
    }
    Ok(())
}

/// Of a message that a task has come and of two exits, those that these options leave.
fn quiet_sets() -> Outcome {
    for (option, attached, exits) in [
        ("--quiet=none", 1, 2),
        ("--quiet=attach", 0, 2),
        ("--silent=exit", 1, 0),
        ("--silence=!exit", 0, 2),
        ("-equiet=all", 0, 0),
        ("-eq=attach,exits", 0, 0),
        ("--quiet", 0, 2),
        ("-qqq", 0, 0),
    ] {
        let options = ["-f", option, "-e", "trace=none", "-e", "signal=none", "sh", "-c", "(exit 4); exit 3"];
        let stderr = text(&Run::new().args(options).output()?.stderr);
        let count = |part: &str| stderr.lines().filter(|line| line.contains(part)).count();
        same(&format!("messages with {option}"), (attached, exits), (count("attached"), count("+++ exited")))?;
        same("lines", attached + exits, stderr.lines().count())?;
    }
    Ok(())
}

/// The target's first thread is ended by the execve of another one.
fn superseded() -> Outcome {
    for (options, shown, exits) in
        [(&["-qq"][..], 1, 0), (&["-qqq"], 0, 0), (&["--quiet=superseded"], 0, 1), (&["-e", "quiet=exit"], 1, 0)]
    {
        let mut run = Run::new().args(["-f", "-o", "trace", "-e", "trace=execve", "-e", "signal=none"]).args(options);
        run.command.arg(Target::program("exec_in_thread")?);
        run.output()?;
        let trace = run.read("trace")?;
        let count = |part: &str| trace.lines().filter(|line| line.contains(part)).count();
        same(&format!("with {options:?}"), (shown, exits), (count("+++ superseded by"), count("+++ exited with 0")))?;
    }
    Ok(())
}

fn asked_messages() -> Outcome {
    let mut run = Run::new().args(["-f", "-o", "trace", "-e", "quiet=exit", "-e", "trace=none", "-e", "signal=none"]);
    run.command.args(["sh", "-c", "(exit 4); exit 3"]);
    let stderr = text(&run.output()?.stderr);
    let fits = stderr.starts_with(&format!("{}: Process ", tool_name())) && stderr.ends_with(" attached\n");
    check(fits && stderr.lines().count() == 1, || stderr)?;
    same("trace", "", &run.read("trace")?)
}

fn not_following() -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=exit_group", "sh", "-c", "(exit 4); (exit 5); exit 3"]);
    run.output()?;
    let trace = run.read("trace")?;
    let lines: Vec<&str> = trace.lines().filter(|line| !line.starts_with("--- SIGCHLD")).collect();
    same("lines", &["exit_group(3)                           = ?", "+++ exited with 3 +++"][..], &lines)
}

fn string_limit() -> Outcome {
    for (limit, printed) in [("0", "\"\"..."), ("3", "\"abc\"..."), ("6", "\"abcdef\""), ("1000000", "\"abcdef\"")] {
        let mut run = Run::new().args(["-o", "trace", "-s", limit, "-e", "trace=write", "sh", "-c", "printf abcdef"]);
        run.output()?;
        let trace = run.read("trace")?;
        let expected = format!("{:39} = 6\n+++ exited with 0 +++\n", format!("write(1, {printed}, 6)"));
        same("trace", &expected, &trace)?;
    }
    Ok(())
}

/// Longer than what the kernel's side sends in one record.
fn long_data() -> Outcome {
    let data: String = (0..10_000).map(|number| format!("{number:05} ")).collect();
    let mut run = Run::new().args(["-o", "trace", "-s", "100000", "-e", "trace=read,write"]);
    fs::write(run.path("data"), &data).map_err(|e| e.to_string())?;
    run = run.args(["dd", "if=data", "of=copy", "bs=60000"]);
    run.output()?;
    let trace = run.read("trace")?;
    for call in ["read(0, ", "write(1, "] {
        let expected = format!("{call}\"{data}\", 60000) = 60000");
        check(trace.lines().any(|line| line == expected), || {
            let longest = trace.lines().filter(|line| line.starts_with(call)).max_by_key(|line| line.len());
            let longest = longest.unwrap_or_default();
            let end = longest.len().saturating_sub(60);
            format!("no whole {call}...); the longest has {} bytes and ends in {:?}", longest.len(), longest.get(end..))
        })?;
    }
    Ok(())
}

fn large_folder() -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=getdents64", "ls", "folder"]);
    fs::create_dir(run.path("folder")).map_err(|e| e.to_string())?;
    for number in 0..900 {
        fs::write(run.path("folder").join(format!("a-file-with-a-long-name-{number}")), "")
            .map_err(|e| e.to_string())?;
    }
    run.output()?;
    let trace = run.read("trace")?;
    let counts = trace.lines().filter_map(|line| line.split_once(" /* ")?.1.split_once(" entries */")?.0.parse().ok());
    let counts: Vec<u32> = counts.collect();
    // With "." and ".."; a count with "+" is none, and is missing in the sum.
    check(counts.len() > 2 && counts.iter().sum::<u32>() == 902, || format!("{counts:?} entries of 902 in\n{trace}"))
}

/// The lines of a shell command, each up to the first of what differs from run to run, and without what is said of
/// the shell's children.
fn beginnings(calls: &str, script: &str) -> Result<Vec<String>, Failed> {
    let mut run = Run::new().args(["-o", "trace", "-e", calls, "sh", "-c", script]);
    run.output()?;
    let lines = trace::join(run.read("trace")?.lines().map(String::from).collect());
    let lines = lines.iter().filter(|line| !line.starts_with("--- SIGCHLD"));
    Ok(lines.map(|line| line.split(['(', '{']).next().unwrap_or_default().trim_end().to_string()).collect())
}

fn stopped() -> Outcome {
    let lines = beginnings("trace=kill", "(sleep 0.5; kill -CONT $$) & kill -STOP $$; exit 3")?;
    let expected = ["kill", "--- SIGSTOP", "--- stopped by SIGSTOP ---", "--- SIGCONT", "+++ exited with 3 +++"];
    same("lines", expected.map(String::from).to_vec(), lines)
}

fn stopped_while_asleep() -> Outcome {
    let script = "(sleep 0.4; kill -STOP $$; sleep 0.4; kill -CONT $$) & exec sleep 1.5";
    let lines = beginnings("trace=/nanosleep|restart_syscall", script)?;
    let sleep = lines.first().filter(|name| name.ends_with("nanosleep")).cloned().unwrap_or_default();
    let expected = [
        &sleep,
        "--- SIGSTOP",
        "--- stopped by SIGSTOP ---",
        "--- SIGCONT",
        "restart_syscall",
        "+++ exited with 0 +++",
    ];
    same("lines", expected.map(String::from).to_vec(), lines)
}

/// Reads lines from a run that goes on, until one fits.
fn read_until(run: &mut Run, fits: fn(&str) -> bool) -> Outcome {
    run.command.stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let stdout = child.stdout.take().ok_or("no standard output")?;
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    let mut seen = Vec::new();
    let found: Outcome = loop {
        match lines.recv_timeout(limit()) {
            Ok(line) if fits(&line) => break Ok(()),
            Ok(line) => seen.push(line),
            Err(_) => break Err(format!("the line did not appear; there were {seen:?}").into()),
        }
    };
    drop(child.stdin.take());
    let mut stderr = String::new();
    if let Some(mut pipe) = child.stderr.take() {
        let _ = pipe.read_to_string(&mut stderr);
    }
    let output = wait_output(child)?;
    found?;
    same("exit status", Some(5), output.status.code())
}

fn appears() -> Outcome {
    let mut run = Run::new().args(["-o", "-"]);
    run.command.arg(Target::program("waits")?);
    read_until(&mut run, |line| line.starts_with("umask(0123)"))
}

/// Time from a call to its line, of a reader that is asleep until then.
const AT_ONCE: Duration = Duration::from_millis(3);

/// 16 of 20 lines in a row are there at once. Who looks only from time to time (every 20 ms, say) never has that many,
/// however often it is tried; and a machine that is busy with other things lets it happen after a while.
fn live(options: &[&str], reads_stderr: bool) -> Outcome {
    let mut run = Run::new().args(options).args(["-e", "trace=lseek"]);
    run.command.arg(Target::program("ticks")?).stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let stdin = child.stdin.take();
    let stdout: Option<Box<dyn Read + Send>> = child.stdout.take().map(|pipe| Box::new(pipe) as _);
    let stderr: Option<Box<dyn Read + Send>> = child.stderr.take().map(|pipe| Box::new(pipe) as _);
    let lines = BufReader::new(if reads_stderr { stderr } else { stdout }.ok_or("no pipe")?).lines();
    let (begin, mut delays) = (Instant::now(), Vec::new());
    let mut found = Err(Failed::from("the trace ended"));
    for line in lines.map_while(Result::ok) {
        let made = line.strip_prefix("lseek(-1, ").and_then(|rest| rest.split(',').next()?.parse().ok());
        let now = clock_gettime(ClockId::CLOCK_MONOTONIC).map_err(|e| e.to_string())?;
        delays.push(Duration::from(now).saturating_sub(Duration::from_nanos(made.ok_or("no time in the line")?)));
        let last = &delays[delays.len().saturating_sub(20)..];
        if last.len() == 20 && last.iter().filter(|delay| **delay < AT_ONCE).count() >= 16 {
            found = Ok(());
            break;
        }
        if begin.elapsed() > limit() {
            found = Err(format!("the last lines came after {last:?}").into());
            break;
        }
    }
    drop(stdin);
    child.wait().map_err(|e| e.to_string())?;
    found
}

fn unfinished() -> Outcome {
    let mut run = Run::new().args(["-o", "-"]);
    run.command.arg(Target::program("waits")?);
    read_until(&mut run, |line| line == "read(0 <unfinished ...>")?;
    // And is resumed: with all that the second part has.
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=read"]);
    run.command.arg(Target::program("waits")?).stdin(Stdio::piped());
    let mut child = run.spawn()?;
    crate::common::until("the waiting read in the trace", || {
        run.read("trace").ok().filter(|trace| trace.contains("read(0 <unfinished ...>\n"))
    })?;
    drop(child.stdin.take());
    wait_output(child)?;
    let trace = run.read("trace")?;
    let lines: Vec<&str> = trace.lines().collect();
    let resumed = format!("{:39} = 0", "<... read resumed>, \"\", 1)");
    same("lines", &["read(0 <unfinished ...>", &resumed, "+++ exited with 5 +++"][..], &lines)
}

fn inputs_of_waiting() -> Outcome {
    let waiting = Target::all()?.into_iter().find(|target| target.name == "waiting").ok_or("no such target")?;
    let mut run = Run::new().args(["-o", "trace"]).args(&waiting.options);
    run.command.arg(&waiting.program).arg("hold").stdin(Stdio::piped());
    run.command.stdout(fs::File::create(run.path("expected")).map_err(|e| e.to_string())?);
    let mut child = run.spawn()?;
    // Those of the first round are killed as soon as all wait, those of the second wait until they have been seen.
    let calls = 10;
    let id = |line: &str| crate::common::trace::prefix(line);
    let seen = |trace: &str| {
        let dead: Vec<_> = trace.lines().filter(|line| line.contains("+++ killed")).map(id).collect();
        let begun = trace.lines().filter(|line| line.ends_with(" <unfinished ...>"));
        dead.len() == calls && begun.filter(|line| !dead.contains(&id(line))).count() >= calls
    };
    crate::common::until("unfinished lines", || run.read("trace").ok().filter(|trace| seen(trace)))?;
    drop(child.stdin.take());
    wait_output(child)?;
    let (trace, expected) = (run.read("trace")?, run.read("expected")?);
    let whole: Vec<&str> = expected.lines().filter(|line| line.contains(" = ?")).collect();
    // The last one is the exit of the target itself.
    for line in whole[calls..].iter().take(calls) {
        let end = line.rfind(')').ok_or("a line without parenthesis")?;
        let unfinished = format!("{} <unfinished ...>", &line[..end]);
        check(trace.lines().any(|line| line == unfinished), || format!("{unfinished:?} is not in\n{trace}"))?;
    }
    Ok(())
}

fn version_and_help() -> Outcome {
    for option in ["--version", "-V"] {
        let said = text(&Run::new().args(["-f", option]).output()?.stdout);
        let first = format!("{} -- version {}\n", tool_name(), env!("CARGO_PKG_VERSION"));
        check(said.starts_with(&first), || said.clone())?;
    }
    for option in ["--version", "--help", "-V", "-h"] {
        let output = Run::new().args([option]).output()?;
        same(option, Some(0), output.status.code())?;
        check(output.stdout.len() > 10 && output.stderr.is_empty(), || {
            format!("{option} is to print on standard output")
        })?;
    }
    Ok(())
}
