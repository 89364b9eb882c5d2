//! Do calls show by what they are about: -P, --trace-fds?
//!
//! Which calls these are, targets state (subjects.c, trace_fds.c).

use std::fs::write;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;

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

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("subjects::it_is_said_what_a_path_stands_for", root, resolved),
        trial("subjects::only_calls_that_show_are_added_up", root, added_up),
        trial("subjects::outcomes_and_names_of_calls_count_beside_them", root, beside),
        trial("subjects::a_recording_of_all_can_be_asked_for_some", root, replayed),
        trial("subjects::what_waits_shows_by_what_it_waits_for", root, waits),
        trial("subjects::a_recording_knows_which_file_a_path_named", root, resolved_then),
        trial("subjects::what_is_about_nothing_that_is_asked_for_makes_no_record", root, no_record),
        trial("subjects::processors_time_of_what_shows_is_added_up", root, processor_time),
    ]
}

/// The file that another name stands for is what descriptors are compared with.
fn resolved() -> Outcome {
    let link = |run: &Run| symlink("/dev/null", run.path("li\nk")).map_err(|error| error.to_string());
    let said = format!("{}: Requested path \"li\\nk\" resolved into \"/dev/null\"\n", tool_name());
    for (options, expected) in [
        (&["-P", "li\nk"][..], &*said),
        (&["-qqq", "-P", "li\nk"], &*said),
        (&["-P", "li\nk", "-e", "quiet=path-resolution"], ""),
        (&["-P", "/dev/null", "-P", "nosuch/../x"], ""),
    ] {
        let mut run = Run::new().args(["-o", "trace", "-z", "--trace=fsync,fcntl"]).args(options);
        link(&run)?;
        run.command.arg(Target::program("subjects")?).stdout(Stdio::null());
        let output = run.output()?;
        same("standard error", expected, &text(&output.stderr))?;
        let trace = run.read("trace")?;
        check(trace.starts_with("fcntl(60, F_GETFD)"), || trace.clone())?;
    }
    Ok(())
}

fn table(words: &[&str]) -> Result<String, Failed> {
    let mut run = Run::new().args(["-c", "-U", "calls,errors,name", "-S", "name"]).args(words).args(["-o", "table"]);
    run.command.arg(Target::program("subjects")?).stdout(Stdio::null());
    run.output()?;
    run.read("table")
}

fn added_up() -> Outcome {
    let rows = |words: &[&str]| -> Result<Vec<String>, Failed> {
        let table = table(words)?;
        let rows = table.lines().filter(|line| !line.starts_with('-')).skip(1);
        Ok(rows.map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
    };
    let expected = ["2 1 close", "1 1 fsync", "3 2 total"].map(str::to_owned).to_vec();
    same("table", expected, rows(&["--trace-fds=77", "--trace=close,fsync"])?)?;
    let expected = ["1 1 access", "1 1 faccessat", "2 2 total"].map(str::to_owned).to_vec();
    same("table", expected, rows(&["-P", "nosuch", "--trace=/access"])?)
}

/// What shows has to pass all filters.
fn beside() -> Outcome {
    let shown = |words: &[&str]| -> Result<String, Failed> {
        let mut run = Run::new().args(["-o", "trace", "--quiet=exit"]).args(words);
        run.command.arg(Target::program("subjects")?).stdout(Stdio::null());
        run.output()?;
        Ok(run
            .read("trace")?
            .lines()
            .filter_map(|line| line.split_once('('))
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
            .join(" "))
    };
    same("calls", "close", &shown(&["--trace-fds=77", "-z", "--trace=close,fsync"])?)?;
    same("calls", "fsync close", &shown(&["--trace-fds=77", "-Z", "--trace=close,fsync"])?)?;
    same("calls", "", &shown(&["--trace-fds=none", "--trace=close,fsync"])?)?;
    // Or one of both.
    same("calls", "access close close", &shown(&["-P", "nosuch", "--trace-fds=77", "--trace=close,access"])?)
}

fn replayed() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "-y", "-tt"]);
    run.command.arg(Target::program("subjects")?).stdout(Stdio::null());
    run.output()?;
    let shown = |words: &[&str]| -> Result<String, Failed> {
        let mut again = Run::new()
            .args(["--replay", "r.bt", "--decode-fds=none", "--absolute-timestamps=none", "--quiet=exit"])
            .args(words);
        again.command.current_dir(run.folder.path());
        let output = again.output()?;
        same("standard error", "", &text(&output.stderr))?;
        Ok(text(&output.stdout))
    };
    same(
        "lines",
        "fsync(77)                               = -1 EINVAL (Invalid argument)\n",
        &shown(&["--trace-fds=77", "--trace=fsync"])?,
    )?;
    same(
        "lines",
        "access(\"nosuch\", F_OK)                  = -1 ENOENT (No such file or directory)\n",
        &shown(&["-P", "nosuch", "--trace=access"])?,
    )?;
    same("lines", "fcntl(60, F_GETFD)                      = 0\n", &shown(&["-P", "/dev/null", "--trace=fcntl"])?)?;
    let table = shown(&["-cw", "-U", "calls,name", "-P", "/dev/null", "--trace=fcntl"])?;
    check(table.contains("        1 fcntl\n"), || table.clone())
}

/// Where and when a recording is shown does not matter: its paths are those that they were.
fn resolved_then() -> Outcome {
    let mut run = Run::new().args(["--record", "r.bt", "-P", "f"]);
    run.command.args(["cat", "f"]).stdout(Stdio::null());
    write(run.path("f"), "x").map_err(|error| error.to_string())?;
    let said = text(&run.output()?.stderr);
    check(said.contains("Requested path \"f\" resolved into \"/"), || said.clone())?;
    let mut again = Run::new();
    again.command.arg("--replay").arg(run.path("r.bt"));
    let output = again.output()?;
    same("standard error", "", &text(&output.stderr))?;
    let lines = text(&output.stdout);
    // By the descriptor, not by the word.
    let copies = ["read(3, ", "sendfile(1, 3, "];
    check(lines.lines().any(|line| copies.iter().any(|copy| line.starts_with(copy))), || lines.clone())
}

/// It is left out in the kernel: a recording has what user space is told.
fn no_record() -> Outcome {
    let writes = |recorded: &[&str], asked: &[&str]| -> Result<usize, Failed> {
        let mut run = Run::new().args(["--record", "r.bt"]).args(recorded);
        run.command.args(["dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=2000"]).stderr(Stdio::null());
        run.output()?;
        let mut again = Run::new();
        again.command.arg("--replay").arg(run.path("r.bt")).arg("--trace=write").args(asked);
        Ok(text(&again.output()?.stdout).lines().filter(|line| line.starts_with("write(1, ")).count())
    };
    for (recorded, asked, expected) in [
        (&["-P", "/dev/null"][..], &["-P", "/dev/null"][..], 2000),
        // As long as the name of the file, and as the path of the other.
        (&["-P", "/dev/full"], &["-P", "/dev/null"], 0),
        (&["-P", "/dev/zero"], &["--trace-fds=1"], 0),
        (&["--trace-fds=1"], &["--trace-fds=1"], 2000),
        (&["--trace-fds=7,2000"], &["--trace-fds=1"], 0),
        (&["--trace-fds=!1"], &["--trace-fds=1"], 0),
    ] {
        same(&format!("writes of {recorded:?}"), expected.to_string(), writes(recorded, asked)?.to_string())?;
    }
    Ok(())
}

/// Without -w it is that of processors, where calls show and where they do not.
fn processor_time() -> Outcome {
    for options in [&["-C", "-P", "/dev/null"][..], &["-c", "-P", "/dev/null"], &["-C", "--syscall-limit=2000"]] {
        let mut run = Run::new().args(options).args(["-U", "total-time,name", "-o", "table"]);
        run.command.args(["dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=2000"]).stderr(Stdio::null());
        run.output()?;
        let table = run.read("table")?;
        let write = table.lines().find(|line| line.ends_with(" write") && !line.contains('('));
        let time = write.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        check(time.is_some_and(|time| time > 0.0), || format!("{options:?}: {table}"))?;
    }
    Ok(())
}

/// A call that does not return is shown when it is about what is asked for, and only then.
fn waits() -> Outcome {
    let reads = |option: &str| -> Result<String, Failed> {
        let mut run = Run::new().args(["-o", "trace", option, "--trace=read"]);
        run.command.arg("cat").stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = run.spawn()?;
        if option.ends_with("=0") {
            until("the read waits", || run.read("trace").ok().filter(|trace| trace.contains("read(0")))?;
        }
        drop(child.stdin.take());
        wait_output(child)?;
        Ok(run
            .read("trace")?
            .lines()
            .filter(|line| line.contains("read(0") || line.contains("read resumed"))
            .count()
            .to_string())
    };
    // In two parts.
    same("lines about descriptor 0", "2", &*reads("--trace-fds=0")?)?;
    same("lines about descriptor 0", "0", &*reads("--trace-fds=9")?)
}
