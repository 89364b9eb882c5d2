//! When something is wrong, is it said in one line, with the right exit status, and is nothing harmed or left behind?

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Output;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;

use crate::common::beetrace;
use crate::common::check;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// A command that can be seen to have run, to its end.
const COMMAND: [&str; 3] = ["sh", "-c", ": > ran"];

/// What the trial says, the arguments, and what the message must contain.
const WRONG: &[(&str, &[&str], &str)] = &[
    ("no_command", &["-f"], "must have"),
    ("no_such_command", &["no-such-command"], "Cannot find executable 'no-such-command'"),
    ("no_such_file", &["./no/such"], "Cannot stat './no/such': No such file or directory"),
    ("unknown_call", &["-e", "trace=getpid,nosuch", "sh", "-c", ": > ran"], "invalid system call 'nosuch'"),
    ("unknown_class", &["-e", "trace=%nosuch", "sh", "-c", ": > ran"], "invalid system call '%nosuch'"),
    ("unknown_abi", &["-e", "trace=read@65", "sh", "-c", ": > ran"], "incorrect personality designator '65'"),
    ("unknown_qualifier", &["-e", "nosuch=all", "sh", "-c", ": > ran"], "invalid system call 'nosuch=all'"),
    ("unknown_signal", &["-e", "signal=usr3", "sh", "-c", ": > ran"], "invalid signal 'usr3'"),
    ("unknown_message", &["--quiet=nosuch", "sh", "-c", ": > ran"], "invalid quiet 'nosuch'"),
    ("quiet_twice", &["-q", "-equiet=exit", "sh", "-c", ": > ran"], "-q and -e quiet/--quiet cannot be provided"),
    ("empty_set", &["-e", "trace=", "sh", "-c", ": > ran"], "invalid system call ''"),
    ("broken_regex", &["-e", "trace=/[", "sh", "-c", ": > ran"], "regcomp: [: Invalid regular expression"),
    ("unknown_option", &["--nosuch", "sh", "-c", ": > ran"], "unrecognized option '--nosuch'"),
    ("unknown_letter", &["-B", "sh", "-c", ": > ran"], "invalid option -- 'B'"),
    ("unknown_byte", &["-\u{e4}", "sh", "-c", ": > ran"], "invalid option -- '"),
    ("limit_no_number", &["-s", "x", "sh", "-c", ": > ran"], "invalid -s argument: 'x'"),
    ("limit_negative", &["-s", "-1", "sh", "-c", ": > ran"], "invalid -s argument: '-1'"),
    ("limit_enormous", &["-s", "99999999999999999999", "sh", "-c", ": > ran"], "invalid -s argument"),
    ("interruptible_nonsense", &["-I", "5", "sh", "-c", ": > ran"], "invalid -I argument: '5'"),
    ("letter_without_value", &["-fo"], "option requires an argument -- 'o'"),
    ("option_without_value", &["--output"], "option '--output' requires an argument"),
    ("unwritable_output", &["-o", "/no/such/file", "sh", "-c", ": > ran"], "/no/such/file': No such file or directory"),
    ("output_is_a_folder", &["-o", "/", "sh", "-c", ": > ran"], "/': Is a directory"),
    ("unknown_format", &["--format", "nosuch", "sh", "-c", ": > ran"], "nosuch"),
    ("unknown_overflow", &["--overflow=nosuch", "sh", "-c", ": > ran"], "nosuch"),
];

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials: Vec<Trial> = WRONG
        .iter()
        .map(|&(name, arguments, message)| {
            trial(&format!("errors::before_the_start::{name}"), &[], move || refused(arguments, message))
        })
        .collect();
    trials.extend([
        trial(
            "errors::each_option_of_straces_is_there_or_said_to_be_missing",
            &[Needs::Tool("strace")],
            straces_options,
        ),
        trial("errors::messages_begin_with_the_name_that_it_was_called_by", root, called_otherwise),
        lone_trial("errors::without_privilege_it_says_what_to_do", root, not_root),
        lone_trial("errors::without_type_information_it_says_what_to_do", root, no_btf),
        lone_trial("errors::without_dev_null_it_traces_all_the_same", root, no_devices),
        lone_trial("errors::without_cgroup_v2_it_traces_all_the_same", root, no_cgroup),
        lone_trial("errors::in_a_cgroup_that_takes_no_process_it_traces_all_the_same", root, threaded_cgroup),
        lone_trial("errors::a_full_disk_is_said_once_and_does_not_harm_the_command", root, full_disk),
        lone_trial("errors::a_failed_output_does_not_hide_the_commands_status", root, full_disk_and_failure),
        lone_trial("errors::a_pipe_whose_reader_ends_early_does_not_harm_the_command", root, reader_ends),
        lone_trial("errors::a_closed_standard_output_does_not_harm_the_command", root, closed_stdout),
        lone_trial("errors::standard_streams_may_be_closed", root, closed_streams),
        trial("errors::a_trace_cannot_go_to_a_standard_output_that_is_closed", root, nowhere),
    ]);
    trials
}

/// One line which begins with the tool's name and contains this; a second one may say where help is.
fn one_line(output: &Output, message: &str) -> Outcome {
    let stderr = text(&output.stderr);
    let help = format!("Try '{} -h' for more information.\n", tool_name());
    let fits = stderr.strip_suffix(&help).unwrap_or(&stderr).lines().count() == 1
        && stderr.starts_with(&format!("{}: ", tool_name()))
        && stderr.contains(message);
    check(fits, || format!("one line with {message:?} is expected on standard error, not:\n{stderr}"))
}

fn refused(arguments: &[&str], message: &str) -> Outcome {
    let mut run = Run::new().args(arguments);
    let output = run.output()?;
    one_line(&output, message)?;
    same("exit status", Some(1), output.status.code())?;
    same("standard output", "", &text(&output.stdout))?;
    check(!run.path("ran").exists(), || "the command ran".into())
}

/// What `strace --help` lists: letters and long names, `-e` and its like with what may follow.
fn straces_options() -> Outcome {
    let help = text(&Run::of("strace".as_ref()).args(["--help"]).output()?.stdout);
    let mut missing = Vec::new();
    for line in help.lines().filter(|line| line.trim_start().starts_with('-')) {
        for item in line.trim_start().split(", ") {
            let end = item.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(item.len());
            let option = match &item[..end] {
                "-e" => item.split_once('=').map_or(item, |(word, _)| word).to_owned() + "=all",
                // Repeated letters say more of the same.
                short if !short.starts_with("--") => short.chars().take(2).collect(),
                long => long.to_owned(),
            };
            let done = [
                "-h",
                "--help",
                "-V",
                "--version",
                "-o",
                "--output",
                "-s",
                "--string-limit",
                "-I",
                "--interruptible",
                "--trace",
                "--signal",
                "--status",
                "--tips",
            ];
            let words: Vec<&str> = option.split(' ').collect();
            if done.contains(&words[0]) || !option.starts_with('-') || words.len() > 2 {
                continue;
            }
            // Without a command, what is known as an option ends there.
            let output = Run::new().args(words).output()?;
            let said = text(&output.stderr);
            let takes_other_words = format!("invalid {}= argument", option.trim_end_matches("=all"));
            let there = ["must have PROG", "requires an argument", &takes_other_words];
            let there = there.iter().any(|words| said.contains(words));
            if !(there || said.contains(" is not there yet") && said.lines().count() == 1) {
                missing.push(format!("{option}: {said}"));
            }
        }
    }
    check(missing.is_empty(), || missing.concat())
}

fn called_otherwise() -> Outcome {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let link = folder.path().join("another");
    symlink(beetrace(), &link).map_err(|e| e.to_string())?;
    for (arguments, message) in [
        (&["-s", "x", "true"][..], "another: invalid -s argument: 'x'\nTry 'another -h' for more information.\n"),
        (&["--nosuch"], "another: unrecognized option '--nosuch'\nTry 'another -h' for more information.\n"),
        (&["-f", "-e", "trace=none", "sh", "-c", "(exit 4); exit 3"], "another: Process "),
    ] {
        let said = text(&Run::of(&link).args(arguments).output()?.stderr);
        check(said.starts_with(message), || said.clone())?;
    }
    Ok(())
}

fn ran(run: &Run) -> Outcome {
    check(run.path("ran").exists(), || "the command did not run to its end".into())
}

fn not_root() -> Outcome {
    let mut run = Run::new();
    // Where the binary is need not be readable by all.
    let copy = run.path(&tool_name());
    fs::copy(beetrace(), &copy).map_err(|e| e.to_string())?;
    fs::set_permissions(run.folder.path(), fs::Permissions::from_mode(0o777)).map_err(|e| e.to_string())?;
    run.command = std::process::Command::new(&copy);
    run.command.current_dir(run.folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    run.command.args(COMMAND).uid(65534).gid(65534);
    let output = run.output()?;
    one_line(&output, "root")?;
    same("exit status", Some(1), output.status.code())?;
    check(!run.path("ran").exists(), || "the command ran".into())
}

/// With these options, in a mount namespace of its own, after `prepare`.
fn in_namespace(prepare: &str, options: &[&str]) -> Result<(Run, Output), Failed> {
    let script = format!("{prepare} && exec \"$@\"");
    let mut run = Run::of("unshare".as_ref()).args(["-m", "sh", "-c", &script, "sh"]);
    run.command.arg(beetrace()).args(["-o", "trace", "-e", "trace=exit_group"]).args(options).args(COMMAND);
    let output = run.output()?;
    Ok((run, output))
}

fn no_btf() -> Outcome {
    let (run, output) = in_namespace("mount -t tmpfs tmpfs /sys/kernel/btf", &[])?;
    one_line(&output, "type information")?;
    same("exit status", Some(1), output.status.code())?;
    check(!run.path("ran").exists(), || "the command ran".into())
}

fn no_devices() -> Outcome {
    let (run, output) = in_namespace("mount -t tmpfs tmpfs /dev", &[])?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    ran(&run)
}

fn no_cgroup() -> Outcome {
    let unmount = "umount -l $(sed -n 's/^[^ ]* \\([^ ]*\\) cgroup2 .*/\\1/p' /proc/self/mounts)";
    // Only who asks for freezing is told at once that it cannot be had.
    for options in [&[][..], &["--overflow=freeze"]] {
        let (run, output) = in_namespace(unmount, options)?;
        match options {
            [] => same("standard error", "", &text(&output.stderr))?,
            _ => one_line(&output, "no cgroup v2")?,
        }
        same("exit status", Some(0), output.status.code())?;
        ran(&run)?;
        let expected = "exit_group(0)                           = ?\n+++ exited with 0 +++\n";
        same("the trace", expected, &run.read("trace")?)?;
    }
    Ok(())
}

fn threaded_cgroup() -> Outcome {
    // In a threaded cgroup a new one takes neither a new process nor one that is moved there.
    let script = r#"mount=$(sed -n 's/^[^ ]* \([^ ]*\) cgroup2 .*/\1/p' /proc/self/mounts | head -n 1)
        folder=$mount$(sed -n 's/^0:://p' /proc/self/cgroup)/threaded.$$
        mkdir "$folder" && echo threaded > "$folder/cgroup.type" || exit 97
        (echo 0 > "$folder/cgroup.procs" || exit 98; exec "$@")
        status=$?
        rmdir "$folder" || exit 99
        exit $status"#;
    let mut run = Run::of("sh".as_ref()).args(["-c", script, "sh"]);
    run.command.arg(beetrace()).args(["-o", "trace", "-e", "trace=exit_group"]).args(COMMAND);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    ran(&run)
}

fn full_disk() -> Outcome {
    let mut run = Run::new().args(["-o", "/dev/full"]).args(COMMAND);
    let output = run.output()?;
    one_line(&output, "No space left on device")?;
    same("exit status", Some(125), output.status.code())?;
    ran(&run)
}

fn full_disk_and_failure() -> Outcome {
    let output = Run::new().args(["-o", "/dev/full", "sh", "-c", "exit 3"]).output()?;
    one_line(&output, "No space left on device")?;
    same("exit status", Some(3), output.status.code())
}

fn reader_ends() -> Outcome {
    // An empty command is one that reads nothing, as in strace.
    for reader in ["|exit 0", "|"] {
        let mut run = Run::new().args(["-o", reader]);
        // More than a pipe holds, so that the closed end is met whatever comes first.
        run.command.arg(Target::program("calls")?).args(["20000", "1", "ran"]);
        let output = run.output()?;
        one_line(&output, &format!(": {reader}: Broken pipe"))?;
        same("exit status", Some(125), output.status.code())?;
        ran(&run)?;
    }
    Ok(())
}

fn closed_stdout() -> Outcome {
    let mut run = Run::new().args(["-o", "-"]);
    run.command.arg(Target::program("calls")?).args(["20000", "1", "ran"]);
    let mut child = run.spawn()?;
    drop(child.stdout.take());
    let output = crate::common::wait_output(child)?;
    same("exit status", Some(125), output.status.code())?;
    ran(&run)
}

fn closed_streams() -> Outcome {
    let mut run = Run::of("sh".as_ref()).args(["-c", "exec \"$@\" 0<&- 1>&- 2>&-", "sh"]);
    run.command.arg(beetrace()).args(["-o", "trace", "-e", "trace=exit_group"]).args(COMMAND);
    let output = run.output()?;
    same("exit status", Some(0), output.status.code())?;
    ran(&run)?;
    let expected = "exit_group(0)                           = ?\n+++ exited with 0 +++\n";
    same("the trace", expected, &run.read("trace")?)
}

fn nowhere() -> Outcome {
    let mut run = Run::of("sh".as_ref()).args(["-c", "exec \"$@\" 1>&-", "sh"]);
    run.command.arg(beetrace()).args(["-o", "-"]).args(COMMAND);
    let output = run.output()?;
    one_line(&output, "standard output is closed")?;
    same("exit status", Some(1), output.status.code())?;
    check(!run.path("ran").exists(), || "the command ran".into())
}
