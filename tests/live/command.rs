//! Does the command run as it would without beetrace, and does beetrace end as the command did?

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::process::Stdio;

use libtest_mimic::Trial;

use crate::common::check;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        lone_trial("command::the_exit_status_is_the_commands", root, exit_status),
        lone_trial("command::a_death_by_signal_is_passed_on", root, death_by_signal),
        lone_trial("command::a_death_by_a_real_time_signal_is_no_exit_status", root, death_by_real_time_signal),
        lone_trial("command::a_failing_exec_keeps_straces_status_and_lines", root, failing_exec),
        trial("command::its_standard_streams_are_its_own", root, standard_streams),
        trial("command::options_after_it_are_its_own", root, options_of_the_command),
        trial("command::two_dashes_end_the_options", root, two_dashes),
        trial("command::its_environment_and_folder_are_the_callers", root, environment),
        trial("command::it_inherits_no_descriptor_of_the_tracer", root, descriptors),
        trial("command::its_signal_settings_are_the_callers", root, signal_settings),
        trial("command::it_stays_in_the_callers_group_and_session", root, group_and_session),
        trial(
            "command::its_time_of_death_ends_the_run_even_if_a_child_keeps_the_output_open",
            root,
            child_keeps_output,
        ),
        trial("command::a_script_without_interpreter_line_fails_as_in_strace", root, script),
        trial("command::many_and_long_arguments_arrive", root, many_arguments),
    ]
}

fn exit_status() -> Outcome {
    for status in [0, 1, 2, 7, 125, 126, 127, 255] {
        let output = Run::new().args(["-o", "trace", "sh", "-c", &format!("exit {status}")]).output()?;
        same("exit status", Some(status), output.status.code())?;
        same("standard error", "", &text(&output.stderr))?;
    }
    Ok(())
}

fn death_by_signal() -> Outcome {
    let signals = [
        ("HUP", libc::SIGHUP),
        ("INT", libc::SIGINT),
        ("TERM", libc::SIGTERM),
        ("KILL", libc::SIGKILL),
        ("PIPE", libc::SIGPIPE),
        ("SEGV", libc::SIGSEGV),
        ("USR1", libc::SIGUSR1),
    ];
    for (name, number) in signals {
        let mut run = Run::new().args(["-o", "trace", "sh", "-c", &format!("kill -{name} $$")]);
        let output = run.output()?;
        same("ending signal", Some(number), output.status.signal())?;
        let trace = run.read("trace")?;
        let last = trace.lines().last().unwrap_or_default();
        check(last.starts_with(&format!("+++ killed by SIG{name}")), || format!("the last line is {last:?}"))?;
    }
    Ok(())
}

fn death_by_real_time_signal() -> Outcome {
    let output = Run::new().args(["-o", "trace", "sh", "-c", "kill -34 $$"]).output()?;
    same("ending signal", Some(34), output.status.signal())
}

fn failing_exec() -> Outcome {
    let mut run = Run::new();
    fs::write(run.path("plain"), "text\n").map_err(|e| e.to_string())?;
    run = run.args(["./plain", "argument"]);
    let output = run.output()?;
    same("exit status", Some(1), output.status.code())?;
    let lines = text(&output.stderr);
    let lines: Vec<&str> = lines.lines().collect();
    let vars = "vars */) = -1 EACCES (Permission denied)";
    check(lines.len() == 3, || format!("three lines expected: {lines:?}"))?;
    check(
        lines[0].starts_with("execve(\"./plain\", [\"./plain\", \"argument\"], 0x") && lines[0].ends_with(vars),
        || format!("first line: {}", lines[0]),
    )?;
    same("second line", format!("{}: exec: Permission denied", tool_name()).as_str(), lines[1])?;
    same("third line", "+++ exited with 1 +++", lines[2])
}

fn standard_streams() -> Outcome {
    let script = "cat; echo to-stderr >&2";
    let mut run = Run::new().args(["-o", "trace", "sh", "-c", script]);
    run.command.stdin(Stdio::piped());
    let mut child = run.spawn()?;
    child.stdin.take().ok_or("no standard input")?.write_all(b"from\0stdin").map_err(|e| e.to_string())?;
    let output = wait_output(child)?;
    same("standard output", "from\0stdin", &text(&output.stdout))?;
    same("standard error", "to-stderr\n", &text(&output.stderr))
}

fn options_of_the_command() -> Outcome {
    let output = Run::new().args(["-o", "trace", "echo", "-o", "x", "-f", "--version"]).output()?;
    same("what the command printed", "-o x -f --version\n", &text(&output.stdout))
}

fn two_dashes() -> Outcome {
    let output = Run::new().args(["-o", "trace", "--", "echo", "-s"]).output()?;
    same("what the command printed", "-s\n", &text(&output.stdout))
}

fn environment() -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "sh", "-c", "echo \"$KEPT\"; pwd -P"]);
    run.command.env("KEPT", "kept \u{e4}");
    let folder = run.folder.path().canonicalize().map_err(|e| e.to_string())?;
    let output = run.output()?;
    same("what the command printed", &format!("kept \u{e4}\n{}\n", folder.display()), &text(&output.stdout))
}

/// The script prints the same without and with the tracer.
fn as_without(script: &str) -> Outcome {
    let plain = Run::of("/bin/sh".as_ref()).args(["-c", script]).output()?;
    for options in [&["-o", "trace"][..], &["-f", "-o", "trace"], &["-f", "-o", "|cat > trace"]] {
        let traced = Run::new().args(options).args(["sh", "-c", script]).output()?;
        same(&format!("what the command prints with {options:?}"), text(&plain.stdout), text(&traced.stdout))?;
    }
    Ok(())
}

fn descriptors() -> Outcome {
    as_without("for fd in /proc/$$/fd/*; do test -e $fd && echo ${fd##*/}; done")
}

fn signal_settings() -> Outcome {
    as_without("exec grep -E '^Sig(Blk|Ign|Cgt)|^NoNewPrivs|^Seccomp:' /proc/self/status")
}

fn group_and_session() -> Outcome {
    // Fields after the name: state, parent, group, session. The runs have groups of their own; whether the command's
    // group is that of its parent is what counts.
    as_without("set -- $(sed 's/.*) //' /proc/$$/stat); g=$3; s=$4; set -- $(sed 's/.*) //' /proc/$PPID/stat); test $g = $3 || test $g = $$; echo $?; test $s = $4; echo $?")
}

fn child_keeps_output() -> Outcome {
    // The background process is not traced (no -f), and has the standard streams open.
    let mut run = Run::new().args(["-o", "trace", "sh", "-c", "sleep 1000 > /dev/null 2>&1 & echo $! > pid; exit 3"]);
    let output = run.output();
    if let Ok(pid) = run.read("pid") {
        let _ = Command::new("kill").arg(pid.trim()).status();
    }
    same("exit status", Some(3), output?.status.code())
}

fn script() -> Outcome {
    let mut run = Run::new();
    let path = run.path("script");
    fs::write(&path, "echo never\n").map_err(|e| e.to_string())?;
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).map_err(|e| e.to_string())?;
    run = run.args(["./script"]);
    let output = run.output()?;
    same("exit status", Some(1), output.status.code())?;
    let stderr = text(&output.stderr);
    check(stderr.contains(&format!("{}: exec: Exec format error\n", tool_name())), || stderr.clone())
}

fn many_arguments() -> Outcome {
    let long = "l".repeat(100_000);
    let mut arguments = vec!["-o", "trace", "sh", "-c", "echo $# ${#1}", "name", &long];
    arguments.extend(vec!["x"; 5000]);
    let mut run = Run::new().args(arguments);
    let output = run.output()?;
    same("what the command printed", "5001 100000\n", &text(&output.stdout))?;
    let trace = run.read("trace")?;
    let first = trace.lines().next().unwrap_or_default();
    let vars = first.rfind(" /* ").unwrap_or_default();
    let expected = format!("\"name\", \"{}\"..., {}...], 0x", &long[..32], "\"x\", ".repeat(27));
    check(first[..vars].contains(&expected), || format!("{first}\ndoes not contain\n{expected}"))
}
