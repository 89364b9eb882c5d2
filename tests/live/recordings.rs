//! Does a recording show what the live run showed, whoever replays it, and is it said when it cannot?

use std::fs;

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Output;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::beetrace;
use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trace;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;
use crate::states;

/// What is recorded and shown again beside the targets: what people run.
const COMMANDS: [(&str, &[&str]); 5] = [
    ("ls", &["ls", "-l", "/etc"]),
    ("pipeline", &["-f", "sh", "-c", "cat /etc/passwd | sort | head -n 2; date; exit 3"]),
    ("sleeper", &["-f", "sh", "-c", "sleep 0.6 & wait"]),
    ("selected", &["-f", "-s", "7", "-v", "-qq", "-e", "trace=%file,write", "sh", "-c", "ls / /nowhere; kill -9 $$"]),
    ("dates", &["touch", "-d", "@1700000000", "file"]),
];

/// A network of one's own, whose interface can be renamed.
const RENAMES: &[Needs] = &[Needs::Root, Needs::Tool("unshare"), Needs::Tool("ip")];

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials = Vec::new();
    for target in Target::all().unwrap_or_default() {
        let options = target.options.clone();
        let name = target.name.clone();
        let shown = move || same_as_live(&options, &[target.program.to_str().unwrap_or_default()]);
        trials.push(trial(&format!("recording::same_as_live::{name}"), root, shown));
    }
    // What a larger -s could not read is not there for a smaller one: it shows as an address. What is dumped is recorded
    // only where that is asked for.
    // Nor can instruction pointers be shown that were not recorded, which is said.
    let read = |target: &Target| !matches!(&*target.name, "edges" | "ips" | "dumps");
    for target in Target::all().unwrap_or_default().into_iter().filter(read) {
        let name = format!("recording::less_than_was_recorded::{}", target.name);
        trials.push(trial(&name, root, move || states::agrees(&target, states::Way::Replayed)));
    }
    for (name, words) in COMMANDS {
        let shown = move || same_as_live(&[], words);
        trials.push(trial(&format!("recording::same_as_live::{name}"), root, shown));
    }
    trials.extend([
        trial("recording::lines_look_as_they_did_unless_the_replay_says_otherwise", root, as_they_did),
        trial("recording::an_interface_is_called_as_it_was_then", RENAMES, renamed),
        trial("recording::who_made_it_of_what_is_said_with_debug", root, made_by),
        trial("recording::a_replay_can_have_a_file_for_each_task", root, apart),
        trial("recording::it_takes_the_place_of_lines", root, only),
        trial("recording::it_is_shown_without_privilege", root, no_privilege),
        trial("recording::calls_that_wait_are_in_it_without_lines_too", root, waits),
        trial("recording::of_no_call_is_one", root, empty),
        trial("recording::the_last_of_two_files_counts", root, two),
        trial("recording::one_file_is_not_two_under_another_name", root, one_file),
        trial("recording::of_a_command_that_is_not_there_is_not_made", root, no_command),
        trial("recording::what_cannot_be_written_is_said_before_the_command_runs", root, unwritable),
        trial("recording::what_is_in_the_file_stays_until_there_is_a_recording", root, stays),
        trial("recording::a_full_disk_ends_it_and_not_the_command", root, full_disk),
        trial("recording::it_can_go_into_a_pipe", root, piped),
        trial("recording::it_ends_with_the_status_of_the_command", root, status),
        trial("recording::json_of_one_without_times_says_so", root, without_times),
        trial("recording::calls_can_be_selected_afterwards", root, selected),
        trial("recording::what_was_not_recorded_is_said", root, not_recorded),
        trial("recording::one_that_was_cut_is_shown_as_far_as_it_goes", root, cut),
        trial("recording::a_reader_that_has_enough_ends_it_quietly", root, enough),
        trial("recording::losses_are_told_again", root, losses),
        trial("recording::of_version_1_from_another_machine_is_read", &[], version_1),
        trial("recording::what_is_none_is_refused_in_one_line", &[], foreign),
        trial("recording::options_that_make_no_sense_are_refused", &[], refused),
        trial("recording::the_last_of_it_is_written_when_the_command_fails", root, last_on_failure),
        trial("recording::the_last_of_it_is_written_on_a_signal", root, last_on_signal),
        trial("recording::the_last_of_it_is_written_on_a_signal_while_a_reader_takes_nothing", root, last_while_stuck),
        trial("recording::the_last_of_it_replaces_no_device_and_no_link", root, last_of_a_device),
        trial("recording::a_signal_for_the_last_of_it_does_not_end_another", root, signal_without_last),
        trial("recording::a_file_that_must_not_grow_ends_it_and_not_the_command", root, small_files),
        trial("recording::what_follows_its_end_is_said", root, two_in_one),
        trial("recording::the_last_of_it_knows_who_lived", root, last_knows_who_lived),
        trial("recording::nothing_is_left_of_the_last_of_it_when_all_went_well", root, last_of_success),
    ]);
    trials
}

/// Records and prints at once, then shows the recording as somebody else, elsewhere.
fn same_as_live(options: &[String], words: &[&str]) -> Outcome {
    for format in ["text", "json"] {
        let mut run = Run::new();
        run.command.env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
        let mut run = run.args(["--format", format, "--record", "r.bt", "-o", "live"]).args(options).args(words);
        run.output()?;
        let again = replay(&run, ["--replay", "r.bt", "-o", "again"])?;
        same("standard error", "", &text(&again.stderr))?;
        same("status", Some(0), again.status.code())?;
        let (live, again) = (run.read("live")?, run.read("again")?);
        check(!live.is_empty(), || "nothing was traced".to_owned())?;
        let difference = live.lines().zip(again.lines()).find(|(live, again)| live != again);
        if let Some((live, again)) = difference {
            return Err(format!("{format}\n  live:     {live}\n  replayed: {again}").into());
        }
        same("bytes", live.len(), again.len())?;
    }
    Ok(())
}

/// Runs the binary in the folder of that run, in another time zone.
fn replay<'a>(run: &Run, args: impl IntoIterator<Item = &'a str>) -> Result<Output, Failed> {
    let mut again = Run::new();
    again.command.current_dir(run.folder.path()).args(args).env("TZ", "<+0530>-5:30");
    again.output()
}

/// A recording of a command that was made in a folder of its own.
fn recorded<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Run, Failed> {
    let mut run = Run::new().args(["--record", "r.bt"]).args(words);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    Ok(run)
}

fn as_they_did() -> Outcome {
    let command = ["sh", "-c", "kill -URG $$; echo out"];
    let looks = ["-fttTrnqq", "-xx", "-Xverbose", "-a60", "--always-show-pid", "-e", "signal=none"];
    let mut run = Run::new().args(["--record", "r.bt", "-o", "live"]).args(looks).args(command);
    run.output()?;
    let live = run.read("live")?;
    let again = |words: &[&str]| -> Result<String, Failed> {
        let output = replay(&run, ["--replay", "r.bt"].into_iter().chain(words.iter().copied()))?;
        same("standard error", "", &text(&output.stderr))?;
        Ok(text(&output.stdout))
    };
    // A time of day is that of where it was recorded.
    same("what is shown", &live, &again(&[])?)?;
    let plain =
        again(&["--absolute-timestamps=none", "--strings-in-hex=none", "-X", "abbrev", "-a1", "-e", "signal=all"])?;
    let written = plain.lines().find(|line| line.contains("write(")).unwrap_or_default();
    check(written.contains("write(1, \"out\\n\", 4) = 4 <0."), || plain.clone())?;
    check(plain.contains("--- SIGURG {si_signo=SIGURG, ") && !plain.contains("exited"), || plain.clone())?;
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let unix = first(&again(&["-ttt"])?);
    let time: Option<f64> = unix.split_whitespace().nth(1).and_then(|time| time.parse().ok());
    check(time.is_some_and(|time| time > 1e9), || unix)?;
    // That names of tasks were not recorded is said beside it.
    let json = first(&text(&replay(&run, ["--replay", "r.bt", "--format", "json"])?.stdout));
    check(json.starts_with("{\"type\":\"call\""), || json)?;
    // In JSON as it was printed; where nothing was printed, that says how much is recorded.
    for (words, is_json) in [(&["-o", "live"][..], true), (&[], false)] {
        let run = recorded(words.iter().chain(&["--format", "json", "true"]).copied())?;
        let shown = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
        same("in JSON", is_json, shown.starts_with('{'))?;
    }
    Ok(())
}

/// Recorded with lines and without, renamed afterwards, and shown where it has the new name.
fn renamed() -> Outcome {
    let (tool, target) = (beetrace(), Target::program("on_interface")?);
    for lines in ["-o live", ""] {
        let line = format!(
            "ip link set lo name before && '{0}' --record r.bt {lines} -e trace=bind '{1}' && \
             ip link set before name after && '{0}' --replay r.bt -o again",
            tool.display(),
            target.display(),
        );
        let mut run = Run::of(Path::new("unshare")).args(["--net", "sh", "-c", &line]);
        let output = run.output()?;
        same("standard error", "", &text(&output.stderr))?;
        let again = run.read("again")?;
        check(again.contains("sll_ifindex=if_nametoindex(\"before\")"), || again.clone())?;
        if !lines.is_empty() {
            same("what is shown", run.read("live")?, again)?;
        }
    }
    Ok(())
}

/// What the header has beside what lines need.
fn made_by() -> Outcome {
    let run = recorded(["sh", "-c", "exit 3"])?;
    let said = text(&replay(&run, ["--replay", "r.bt", "-d"])?.stderr);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let expected = format!("r.bt: recorded by beetrace {} on Linux {}", env!("CARGO_PKG_VERSION"), kernel.trim());
    check(said.contains(&expected) && said.contains(r#": "sh" "-c" "exit 3""#), || said.clone())?;
    check(said.lines().count() == 1, || said.clone())
}

/// By task, with -ff, into files that are replaced, or grow with -A.
fn apart() -> Outcome {
    let run = recorded(["-f", "-e", "trace=exit_group", "sh", "-c", "(exit 4); exit 3"])?;
    let lines = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    let tasks = trace::by_task(&lines, true)?;
    same("tasks", 2, tasks.len())?;
    for (options, times) in [(["-ff", "-o", "t"], 1), (["-Aff", "-o", "t"], 2), (["-ff", "-o", "t"], 1)] {
        let output = replay(&run, ["--replay", "r.bt"].into_iter().chain(options))?;
        same("exit status", Some(0), output.status.code())?;
        for (tid, lines) in &tasks {
            let expected: Vec<String> = lines.iter().map(|line| bare(line)).collect();
            let got: Vec<String> = run.read(&format!("t.{tid}"))?.lines().map(bare).collect();
            same("the lines of a task", vec![expected; times].concat(), got)?;
        }
    }
    Ok(())
}

/// The line without the task's id, and without padding, which counts it.
fn bare(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let id = words.first().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    words[usize::from(id)..].join(" ")
}

fn only() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "-f", "sh", "-c", "echo out; (exit 4)"]);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("standard output", "out\n", &text(&output.stdout))?;
    same("status", Some(4), output.status.code())?;
    let again = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    check(again.ends_with(" +++ exited with 4 +++\n"), || again.clone())?;
    check(again.contains(" write(1, \"out\\n\", 4)") && again.contains(" execve(\""), || again.clone())
}

/// In a folder of its own, where nothing of this machine's can be opened that not everybody may.
fn no_privilege() -> Outcome {
    let run = recorded(["-f", "sh", "-c", "ls -l / >/dev/null; sleep 0.4"])?;
    let expected = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    fs::copy(beetrace(), run.path("copy"))?;
    for (file, mode) in [("copy", 0o755), ("r.bt", 0o644), (".", 0o755)] {
        fs::set_permissions(run.path(file), fs::Permissions::from_mode(mode))?;
    }
    let mut again = Run::of(&run.path("copy")).args(["--replay", "r.bt"]);
    again.command.current_dir(run.folder.path()).uid(65534).gid(65534);
    let again = again.output()?;
    same("standard error", "", &text(&again.stderr))?;
    same("lines", expected, text(&again.stdout))
}

fn waits() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "-e", "trace=read"]);
    run.command.arg(Target::program("waits")?).stdin(Stdio::piped());
    let mut child = run.spawn()?;
    // Before it ends: what is known is written after a second.
    until("the unfinished call is in the file", || {
        let shown = text(&replay(&run, ["--replay", "r.bt"]).ok()?.stdout);
        shown.ends_with("read(0 <unfinished ...>\n").then_some(())
    })?;
    drop(child.stdin.take());
    wait_output(child)?;
    let again = replay(&run, ["--replay", "r.bt"])?;
    same("standard error", "", &text(&again.stderr))?;
    let shown = text(&again.stdout);
    let resumed = format!("{:39} = 0", "<... read resumed>, \"\", 1)");
    let expected = ["read(0 <unfinished ...>", &resumed, "+++ exited with 5 +++"];
    same("lines", &expected[..], &shown.lines().collect::<Vec<_>>()[..])
}

/// As of other options.
fn two() -> Outcome {
    let run = recorded(["--record", "other.bt", "-e", "trace=none", "true"])?;
    same("files", false, run.path("r.bt").exists())?;
    same("what it shows", "+++ exited with 0 +++\n", &text(&replay(&run, ["--replay", "other.bt"])?.stdout))
}

fn empty() -> Outcome {
    let run = recorded(["-e", "trace=none", "true"])?;
    let again = replay(&run, ["--replay", "r.bt"])?;
    same("what it shows", "+++ exited with 0 +++\n", &text(&again.stdout))?;
    same("status", Some(0), again.status.code())
}

fn no_command() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "no-such-command"]);
    let output = run.output()?;
    same("status", Some(1), output.status.code())?;
    let expected = format!("{}: Cannot find executable 'no-such-command'\n", tool_name());
    same("standard error", expected, text(&output.stderr))?;
    check(!run.path("r.bt").exists(), || "there is a recording".to_owned())
}

fn unwritable() -> Outcome {
    for (words, message) in [
        (&["--record", "no/r.bt"][..], "Can't fopen 'no/r.bt': No such file or directory"),
        (&["--record", "."], "Can't fopen '.': Is a directory"),
        (&["--record", "no/r.bt", "--record-last", "1s"], "cannot make files in 'no': No such file or directory"),
        (&["--record", ".", "--record-last", "1s"], "Can't fopen '.': Is a directory"),
        (&["--record", "r.bt/", "--record-last", "1s"], "Can't fopen 'r.bt/': Is a directory"),
    ] {
        let mut run = Run::new().args(words).args(["touch", "has-run"]);
        let output = run.output()?;
        same("standard error", format!("{}: {message}\n", tool_name()), text(&output.stderr))?;
        same("status", Some(1), output.status.code())?;
        check(!run.path("has-run").exists(), || "the command has run".to_owned())?;
    }
    Ok(())
}

/// As a plain user, who may write the file and not trace.
fn stays() -> Outcome {
    let mut run = Run::new();
    fs::copy(beetrace(), run.path("copy"))?;
    fs::write(run.path("r.bt"), "an older recording")?;
    for (file, mode) in [("copy", 0o755), ("r.bt", 0o666), (".", 0o777)] {
        fs::set_permissions(run.path(file), fs::Permissions::from_mode(mode))?;
    }
    let mut refused = Run::of(&run.path("copy")).args(["--record", "r.bt", "touch", "has-run"]);
    refused.command.current_dir(run.folder.path()).uid(65534).gid(65534);
    let output = refused.output()?;
    same("status", Some(1), output.status.code())?;
    same("what is in the file", "an older recording".to_owned(), run.read("r.bt")?)?;
    check(!run.path("has-run").exists(), || "the command has run".to_owned())?;
    // Nothing of what was longer is left behind one that is made.
    fs::write(run.path("r.bt"), vec![b'x'; 1 << 20])?;
    run = run.args(["--record", "r.bt", "true"]);
    same("status", Some(0), run.output()?.status.code())?;
    let again = replay(&run, ["--replay", "r.bt"])?;
    same("standard error", "", &text(&again.stderr))?;
    same("status of the replay", Some(0), again.status.code())
}

fn full_disk() -> Outcome {
    let mut run = Run::new().args(["--record", "/dev/full", "touch", "has-run"]);
    let output = run.output()?;
    let tool = tool_name();
    let expected =
        format!("{tool}: /dev/full: No space left on device: the recording ends here, the command goes on\n");
    same("standard error", expected, text(&output.stderr))?;
    same("status", Some(125), output.status.code())?;
    check(run.path("has-run").exists(), || "the command has not run".to_owned())
}

fn piped() -> Outcome {
    for words in [&["--record", "-"][..], &["--record", "|cat"]] {
        let tool = beetrace();
        let line = format!("'{0}' {1} true | '{0}' --replay -", tool.display(), quoted(words));
        let output = Run::of(Path::new("/bin/sh")).args(["-c", &line]).output()?;
        same("standard error", "", &text(&output.stderr))?;
        let shown = text(&output.stdout);
        check(shown.starts_with("execve(\"") && shown.ends_with("+++ exited with 0 +++\n"), || shown.clone())?;
    }
    // A FIFO, whose reader comes later.
    let mut run = Run::new().args(["--record", "fifo", "true"]);
    nix::unistd::mkfifo(&run.path("fifo"), nix::sys::stat::Mode::S_IRWXU)?;
    let child = run.spawn()?;
    let again = Run::new().args(["--replay".as_ref(), run.path("fifo").as_os_str()]).output()?;
    wait_output(child)?;
    let shown = text(&again.stdout);
    check(shown.ends_with("+++ exited with 0 +++\n"), || shown.clone())
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("'{word}' ")).collect()
}

fn status() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "sh", "-c", "kill -TERM $$"]);
    let output = run.output()?;
    same("signal", Some(Signal::SIGTERM as i32), output.status.signal())?;
    let again = replay(&run, ["--replay", "r.bt"])?;
    same("status of the replay", Some(0), again.status.code())?;
    let shown = text(&again.stdout);
    check(shown.ends_with("+++ killed by SIGTERM +++\n"), || shown.clone())
}

fn without_times() -> Outcome {
    let run = recorded(["-e", "trace=exit_group", "true"])?;
    let again = replay(&run, ["--replay", "r.bt", "--format", "json"])?;
    let tool = tool_name();
    let expected = format!(
        "{tool}: r.bt was recorded without -t, -r, -T or --format json: lines have no times\n\
         {tool}: r.bt was recorded without --format json or -Y: lines have no names that tasks took after their last \
         execve or fork\n"
    );
    same("standard error", expected, text(&again.stderr))?;
    same("status", Some(0), again.status.code())?;
    let shown = text(&again.stdout);
    check(shown.contains("\"comm\":\"true\",\"syscall\":\"exit_group\"") && !shown.contains("\"time\""), || {
        shown.clone()
    })
}

fn selected() -> Outcome {
    let run = recorded(["-f", "sh", "-c", "ls /nowhere 2>/dev/null; exit 3"])?;
    let all = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    let only = replay(&run, ["--replay", "r.bt", "-e", "trace=execve,exit_group"])?;
    same("standard error", "", &text(&only.stderr))?;
    let wanted = |line: &&str| ["execve(", "exit_group(", "+++ ", "--- "].iter().any(|word| line.contains(word));
    let expected: Vec<&str> = all.lines().filter(wanted).collect();
    check(expected.len() >= 6, || all.clone())?;
    same("the lines of these calls", expected, text(&only.stdout).lines().collect())?;
    let quiet = text(&replay(&run, ["--replay", "r.bt", "-qq", "-e", "trace=none"])?.stdout);
    check(!quiet.contains("+++") && quiet.contains("--- SIGCHLD"), || quiet.clone())
}

fn not_recorded() -> Outcome {
    let run = recorded(["-s", "5", "-e", "trace=openat", "cat", "/etc/hosts"])?;
    let tool = tool_name();
    for (words, message) in [
        (&["-s", "6"][..], "r.bt has at most 5 bytes of each string: record with -s 6 to see as many"),
        (&["-v"], "r.bt was recorded without -v: what it leaves out was not recorded"),
        (&["-f"], "r.bt was recorded without -f: there is nothing of other tasks than the command's first"),
    ] {
        let again = replay(&run, ["--replay", "r.bt", "-o", "t"].into_iter().chain(words.iter().copied()))?;
        same("standard error", format!("{tool}: {message}\n"), text(&again.stderr))?;
        same("status", Some(1), again.status.code())?;
        check(!run.path("t").exists(), || "the output was opened".to_owned())?;
    }
    for (set, message) in [
        ("read,openat", "r.bt has no read: it was recorded with another -e trace="),
        (
            "read,write,close,dup,pipe",
            "r.bt has none of close, dup, pipe and 2 more: it was recorded with another -e trace=",
        ),
    ] {
        let again = replay(&run, ["--replay", "r.bt", "-e", set])?;
        same("standard error", format!("{tool}: {message}\n"), text(&again.stderr))?;
        same("status", Some(0), again.status.code())?;
        same("calls", set.contains("openat"), text(&again.stdout).contains("openat("))?;
    }
    Ok(())
}

fn cut() -> Outcome {
    // More than one block: random bytes stay as many as they are.
    let run = recorded(["sh", "-c", "exec dd if=/dev/urandom of=/dev/null bs=32 count=30000 2>/dev/null"])?;
    let all = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    let file = fs::read(run.path("r.bt"))?;
    let tool = tool_name();
    for (len, kept) in [(file.len() - 1, true), (file.len() * 2 / 3, true), (100, false)] {
        fs::write(run.path("cut.bt"), &file[..len])?;
        let again = replay(&run, ["--replay", "cut.bt"])?;
        let expected = format!("{tool}: cut.bt: it was cut: it ends before the recording does\n");
        same("standard error", expected, text(&again.stderr))?;
        same("status", Some(if kept { 125 } else { 1 }), again.status.code())?;
        let shown = text(&again.stdout);
        check(all.starts_with(&shown) && shown.is_empty() != kept, || format!("{len}: {} bytes", shown.len()))?;
    }
    let mut damaged = file.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(run.path("cut.bt"), damaged)?;
    let again = replay(&run, ["--replay", "cut.bt"])?;
    check(text(&again.stderr).contains(": cut.bt: it is damaged behind byte "), || text(&again.stderr))?;
    same("status", Some(125), again.status.code())
}

fn enough() -> Outcome {
    let mut run = Run::new().args([
        "--record",
        "r.bt",
        "dd",
        "if=/dev/zero",
        "of=/dev/null",
        "bs=1",
        "count=30000",
        "status=none",
    ]);
    run.output()?;
    let mut again = Run::new().args(["--replay".as_ref(), run.path("r.bt").as_os_str()]);
    again.command.stdout(Stdio::piped());
    let mut child = again.spawn()?;
    let mut begin = [0; 8];
    child.stdout.take().ok_or("no standard output")?.read_exact(&mut begin)?;
    let output = wait_output(child)?;
    same("standard error", "", &text(&output.stderr))?;
    same("status", Some(0), output.status.code())?;
    same("its beginning", "execve(\"", &text(&begin))
}

fn losses() -> Outcome {
    let program = Target::program("losing")?;
    let program = program.to_str().unwrap_or_default();
    let mut run = Run::new().args(["-f", "--overflow", "drop", "--record", "r.bt", "-o", "live", program]);
    let live = run.output()?;
    let again = replay(&run, ["--replay", "r.bt", "-o", "again"])?;
    same("what is said", text(&live.stderr), text(&again.stderr))?;
    same("the lines", true, run.read("live")? == run.read("again")?)?;
    same("status", live.status.code(), again.status.code())
}

/// Of a run that never was (src/replay.rs has it): with a kernel, interfaces and a time zone that are
/// not those of this machine. It must be read as long as there are recordings.
fn version_1() -> Outcome {
    let run = Run::new();
    fs::write(run.path("v1.bt"), include_bytes!("../recordings/v1.bt"))?;
    for (format, expected) in
        [("text", include_str!("../recordings/v1.txt")), ("json", include_str!("../recordings/v1.json"))]
    {
        let output = replay(&run, ["--replay", "v1.bt", "--format", format])?;
        same("standard error", "", &text(&output.stderr))?;
        same(format, expected, &text(&output.stdout))?;
    }
    Ok(())
}

fn foreign() -> Outcome {
    let tool = tool_name();
    let run = Run::new();
    fs::write(run.path("text"), "execve(\"/bin/true\")\n")?;
    fs::write(run.path("newer"), b"\x89BTRC\r\n\x1a\x63\0\0\0\0\0\0\0\0\0\0\0")?;
    fs::write(run.path("empty"), "")?;
    for (file, message) in [
        ("text", "text: it is not a recording"),
        ("empty", "empty: it is empty"),
        ("newer", "newer: it is a recording of version 99; this beetrace reads those up to 1"),
        (".", ".: it cannot be read: Is a directory"),
        ("nowhere", "cannot open 'nowhere': No such file or directory"),
    ] {
        let again = replay(&run, ["--replay", file, "-o", "t"])?;
        same("standard error", format!("{tool}: {message}\n"), text(&again.stderr))?;
        same("status", Some(1), again.status.code())?;
        check(!run.path("t").exists(), || "the output was opened".to_owned())?;
    }
    Ok(())
}

fn refused() -> Outcome {
    for (words, named) in [
        (&["--replay", "r.bt", "ls"][..], "COMMAND"),
        (&["--replay", "r.bt", "--record", "x"], "--record"),
        (&["--replay", "r.bt", "-I", "never"], "-I"),
        (&["--replay", "r.bt", "--overflow", "drop"], "--overflow"),
        (&["--record-last", "3s", "ls"], "--record"),
        (&["--record", "x", "--record-last", "3", "ls"], "'3'"),
        (&["--record", "x", "-o", "x", "ls"], "--record and -o"),
        (&["--record", "", "ls"], "--record"),
        (&["--record", "x"], "must have PROG"),
    ] {
        let mut run = Run::new().args(words);
        let output = run.output()?;
        same("status", Some(1), output.status.code())?;
        let said = text(&output.stderr);
        let first = said.lines().next().unwrap_or_default();
        check(first.contains(named) && said.lines().count() <= 2, || format!("{words:?}: {said}"))?;
        check(!run.path("x").exists(), || "a file was opened".to_owned())?;
    }
    Ok(())
}

fn one_file() -> Outcome {
    let run = recorded(["-e", "trace=none", "true"])?;
    let whole = fs::read(run.path("r.bt"))?;
    let again = replay(&run, ["--replay", "r.bt", "-o", "./r.bt"])?;
    same("standard error", format!("{}: --replay and -o name the same file\n", tool_name()), text(&again.stderr))?;
    same("the recording is as it was", true, whole == fs::read(run.path("r.bt"))?)?;
    let mut run = Run::new().args(["--record", "r.bt", "-o", "./r.bt", "touch", "has-run"]);
    let output = run.output()?;
    same("standard error", format!("{}: --record and -o name the same file\n", tool_name()), text(&output.stderr))?;
    same("status", Some(1), output.status.code())?;
    check(!run.path("has-run").exists(), || "the command has run".to_owned())
}

fn last_on_failure() -> Outcome {
    for (line, signal) in [("exit 3", None), ("kill -TERM $$", Some(Signal::SIGTERM as i32))] {
        let mut run = Run::new().args(["-f", "--record", "r.bt", "--record-last", "64MiB", "-o", "live"]);
        run = run.args(["sh", "-c", line]);
        let output = run.output()?;
        same("signal", signal, output.status.signal())?;
        let again = replay(&run, ["--replay", "r.bt"])?;
        let said = "r.bt has only the last of a run: it was recorded with --record-last";
        same("standard error", format!("{}: {said}\n", tool_name()), text(&again.stderr))?;
        // Nothing was too much to be kept.
        same("the lines", run.read("live")?, text(&again.stdout))?;
    }
    Ok(())
}

fn last_of_success() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "--record-last", "64MiB", "true"]);
    let output = run.output()?;
    same("status", Some(0), output.status.code())?;
    same("files", 0, fs::read_dir(run.folder.path())?.count())
}

fn last_on_signal() -> Outcome {
    let mut run = Run::new().args(["-f", "--record", "r.bt", "--record-last", "1h", "-e", "trace=read,chdir"]);
    run = run.args(["sh", "-c", "cd /; echo ready >&2; read x"]);
    run.command.stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let mut ready = [0; 6];
    child.stderr.as_mut().ok_or("no standard error")?.read_exact(&mut ready)?;
    for number in 1..=2 {
        let shows = until("there is such a file that has the call", || {
            kill(Pid::from_raw(child.id() as i32), Signal::SIGUSR1).ok()?;
            let file = run.path(&format!("r.bt.{number}"));
            until("it is there", || file.exists().then_some(())).ok()?;
            let shown = text(&replay(&run, ["--replay", file.to_str()?]).ok()?.stdout);
            check(shown.contains("chdir(\"/\")"), || shown.clone()).ok()?;
            Some(shown)
        })?;
        check(!shows.contains("+++"), || shows.clone())?;
    }
    drop(child.stdin.take());
    let output = wait_output(child)?;
    same("status", Some(1), output.status.code())?;
    let shown = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    check(shown.ends_with("+++ exited with 1 +++\n"), || shown)
}

/// Whoever reads the lines has a pipe full of them, and waits for the recording.
fn last_while_stuck() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "--record-last", "64MiB"]);
    run = run.args(["-o", "|until test -e r.bt.1; do sleep 0.05; done; cat >/dev/null"]);
    run = run.args(["sh", "-c", "dd if=/dev/zero of=/dev/null bs=1 count=20000 2>/dev/null; exit 1"]);
    let child = run.spawn()?;
    // One that comes before beetrace listens would end it.
    until("beetrace listens", || {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
        let blocked = status.lines().find_map(|line| line.strip_prefix("SigBlk:\t"))?;
        (u64::from_str_radix(blocked, 16).ok()? & 1 << (Signal::SIGUSR1 as u32 - 1) != 0).then_some(())
    })?;
    kill(Pid::from_raw(child.id() as i32), Signal::SIGUSR1)?;
    let output = wait_output(child)?;
    same("standard error", "", &text(&output.stderr))?;
    same("status", Some(1), output.status.code())?;
    same("the recording by the signal", true, run.path("r.bt.1").exists())
}

fn last_of_a_device() -> Outcome {
    use nix::sys::stat::mknod;
    use nix::sys::stat::Mode;
    use nix::sys::stat::SFlag;
    let mut run = Run::new().args(["--record", "full", "--record-last", "1MiB", "sh", "-c", "touch has-run; exit 1"]);
    mknod(&run.path("full"), SFlag::S_IFCHR, Mode::S_IRWXU, nix::sys::stat::makedev(1, 7))?;
    let output = run.output()?;
    let expected = format!("{}: --record-last needs a regular file, which 'full' is not\n", tool_name());
    same("standard error", expected, text(&output.stderr))?;
    same("status", Some(1), output.status.code())?;
    check(!run.path("has-run").exists(), || "the command has run".to_owned())?;
    check(!fs::metadata(run.path("full"))?.is_file(), || "the device was replaced".to_owned())?;
    let mut run = Run::new().args(["--record", "link", "--record-last", "1MiB", "false"]);
    std::os::unix::fs::symlink("file", run.path("link"))?;
    same("status", Some(1), run.output()?.status.code())?;
    check(fs::symlink_metadata(run.path("link"))?.is_symlink(), || "the link was replaced".to_owned())?;
    let shown = text(&replay(&run, ["--replay", "file"])?.stdout);
    check(shown.ends_with("+++ exited with 1 +++\n"), || shown.clone())
}

fn signal_without_last() -> Outcome {
    // The command's parent is beetrace.
    let mut run = Run::new().args(["--record", "r.bt", "sh", "-c", "kill -USR1 $PPID; exit 3"]);
    let output = run.output()?;
    let said = "the recording is written while it is made: SIGUSR1 is for --record-last";
    same("standard error", format!("{}: {said}\n", tool_name()), text(&output.stderr))?;
    same("status", Some(3), output.status.code())?;
    let shown = text(&replay(&run, ["--replay", "r.bt"])?.stdout);
    check(shown.ends_with("+++ exited with 3 +++\n"), || shown.clone())
}

fn small_files() -> Outcome {
    let words = "--record r.bt dd if=/dev/urandom of=/dev/null bs=32 count=30000 status=none";
    let line = format!("ulimit -f 8; exec '{}' {words}", beetrace().display());
    let mut run = Run::of(Path::new("/bin/sh")).args(["-c", &line]);
    let output = run.output()?;
    let tool = tool_name();
    let expected = format!("{tool}: r.bt: File too large: the recording ends here, the command goes on\n");
    same("standard error", expected, text(&output.stderr))?;
    same("status", Some(125), output.status.code())?;
    same("bytes are whole blocks", true, fs::metadata(run.path("r.bt"))?.len() <= 8 * 1024)
}

fn two_in_one() -> Outcome {
    let run = recorded(["-e", "trace=none", "true"])?;
    let one = fs::read(run.path("r.bt"))?;
    fs::write(run.path("two.bt"), [&one[..], &one].concat())?;
    let again = replay(&run, ["--replay", "two.bt"])?;
    let said = format!("the recording ends at byte {}: what is behind it is left out", one.len());
    same("standard error", format!("{}: two.bt: {said}\n", tool_name()), text(&again.stderr))?;
    same("status", Some(125), again.status.code())?;
    same("what it shows", "+++ exited with 0 +++\n", &text(&again.stdout))
}

/// What is kept begins long after the execve of the only program that goes on, and after the shell has begun to wait
/// for it: neither has another record that would tell its name.
fn last_knows_who_lived() -> Outcome {
    let mut run = Run::new().args(["-f", "--record", "r.bt", "--record-last", "1MiB"]);
    run = run.args(["sh", "-c", "/bin/dd if=/dev/urandom of=/dev/null bs=32 count=100000 2>/dev/null; exit 1"]);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("status", Some(1), output.status.code())?;
    let size = fs::metadata(run.path("r.bt"))?.len();
    check(size < 5 << 18, || format!("{size} bytes are more than what is kept, a header and an index"))?;
    let again = replay(&run, ["--replay", "r.bt", "--format", "json"])?;
    same("status of the replay", Some(0), again.status.code())?;
    let shown = text(&again.stdout);
    let all = shown.lines().count();
    check(all > 1000 && all < 190_000, || format!("{all} lines"))?;
    check(!shown.contains("execve"), || "all was kept".to_owned())?;
    let by = |name: &str| shown.lines().filter(|line| line.contains(&format!("\"comm\":\"{name}\""))).count();
    let waited = shown.lines().any(|line| line.contains("\"comm\":\"sh\",\"syscall\":\"wait4\""));
    check(waited && by("dd") > 1000 && by("dd") + by("sh") == all, || format!("{} by dd of {all}", by("dd")))
}
