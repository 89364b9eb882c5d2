//! Does the command run as it would without beetrace, and does beetrace end as the command did?

use std::fs;
use std::io::Read;
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::process::Stdio;
use std::thread;

use libtest_mimic::Trial;

use crate::common::beetrace;
use crate::common::check;
use crate::common::lone_trial;
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
        trial("command::who_reads_its_output_sees_when_it_closes_it", root, closed_output),
        trial("command::who_writes_its_input_sees_when_it_closes_it", root, closed_input),
        trial("command::streams_that_the_caller_closed_are_closed_in_it", root, closed_streams),
        trial("command::its_status_is_known_and_its_children_are_ignored_if_the_callers_are", root, ignored_children),
        lone_trial("command::a_child_that_it_makes_its_sibling_is_not_left_a_zombie", root, sibling),
        lone_trial("command::it_does_not_wait_for_a_debugger", root, no_debugger),
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

/// The ways to the trace while which the command's streams are its own.
const WAYS: [&[&str]; 2] = [&["-o", "trace"], &["-e", "trace=none", "-q"]];

/// Standard output, and another descriptor that the caller has opened: nobody but the command may have them open.
fn closed_output() -> Outcome {
    for options in WAYS {
        // The command closes both, and is there until its input ends.
        let mut run = Run::of("sh".as_ref()).args(["-c", "exec \"$@\" 3>&1", "sh"]);
        run.command.arg(beetrace()).args(options).args(["sh", "-c", "exec >&- 3>&-; read line; exit 5"]);
        run.command.stdin(Stdio::piped());
        let mut child = run.spawn()?;
        let mut stdout = child.stdout.take().ok_or("no standard output")?;
        let reader = thread::spawn(move || stdout.read_to_end(&mut Vec::new()));
        let end = until("the end of the command's output", || reader.is_finished().then_some(()));
        let alive = matches!(child.try_wait(), Ok(None));
        drop(child.stdin.take());
        same("exit status", Some(5), wait_output(child)?.status.code())?;
        end?;
        check(alive, || "beetrace had ended already".into())?;
    }
    Ok(())
}

fn closed_input() -> Outcome {
    for options in WAYS {
        let mut run = Run::new().args(options).args(["sh", "-c", "exec <&-; until test -e go; do sleep 0.02; done"]);
        run.command.stdin(Stdio::piped());
        let mut child = run.spawn()?;
        let mut stdin = child.stdin.take().ok_or("no standard input")?;
        let broken = until("nobody reads the input", || stdin.write_all(b"x").is_err().then_some(()));
        let alive = matches!(child.try_wait(), Ok(None));
        fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
        same("exit status", Some(0), wait_output(child)?.status.code())?;
        broken?;
        check(alive, || "beetrace had ended already".into())?;
    }
    Ok(())
}

fn closed_streams() -> Outcome {
    for (closing, closed) in [("0<&- 1>&- 2>&-", &[0, 1, 2][..]), ("1>&-", &[1]), ("0<&- 2>&-", &[0, 2])] {
        let mut run = Run::of("sh".as_ref()).args(["-c", &format!("exec \"$@\" {closing}"), "sh"]);
        let script = "for fd in 0 1 2; do test -e /proc/$$/fd/$fd || : > closed.$fd; done; exit 4";
        run.command.arg(beetrace()).args(["-o", "trace", "sh", "-c", script]);
        same("exit status", Some(4), run.output()?.status.code())?;
        let found: Vec<i32> = (0..=2).filter(|fd| run.path(&format!("closed.{fd}")).exists()).collect();
        same(&format!("closed descriptors after {closing}"), closed, &found)?;
    }
    Ok(())
}

fn ignored_children() -> Outcome {
    let ignored = |mut run: Run| {
        // SAFETY: signal is safe after fork.
        unsafe {
            run.command.pre_exec(|| match libc::signal(libc::SIGCHLD, libc::SIG_IGN) {
                libc::SIG_ERR => Err(std::io::Error::last_os_error()),
                _ => Ok(()),
            });
        }
        run.output()
    };
    let grep = ["SigIgn", "/proc/self/status"];
    let plain = ignored(Run::of("grep".as_ref()).args(grep))?;
    for options in [["-o", "trace"], ["-o", "|cat > trace"]] {
        let traced = ignored(Run::new().args(options).args(["grep"]).args(grep))?;
        same("what the command prints", text(&plain.stdout), text(&traced.stdout))?;
        same("exit status", Some(0), traced.status.code())?;
        let failing = ignored(Run::new().args(options).args(["sh", "-c", "exit 3"]))?;
        same("exit status", Some(3), failing.status.code())?;
    }
    Ok(())
}

/// A child made with CLONE_PARENT is beetrace's, whether it is traced or not.
fn sibling() -> Outcome {
    for options in [&["-f"][..], &[]] {
        let mut run = Run::new().args(options).args(["-o", "trace", "-e", "trace=exit_group"]);
        run.command.arg(Target::program("clone_parent")?);
        same("exit status", Some(3), run.output()?.status.code())?;
        let trace = run.read("trace")?;
        same("the child's end is in the trace", !options.is_empty(), trace.contains("+++ exited with 9 +++"))?;
        check(trace.contains("+++ exited with 3 +++"), || trace.clone())?;
    }
    Ok(())
}

fn no_debugger() -> Outcome {
    for how in ["exec", "stop", "trap", "signal"] {
        let mut run = Run::new().args(["-f", "-o", "trace"]);
        run.command.arg(Target::program("traceme")?).arg(how);
        same(&format!("exit status after {how}"), Some(7), run.output()?.status.code())?;
    }
    Ok(())
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
