//! Is what tasks wait in shown soon, without being paid for again and again, whatever keeps their memory from being
//! read?

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::process::Child;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use nix::unistd::Pid;

use crate::common::check;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let processor = &[Needs::Root, Needs::Processor][..];
    vec![
        trial("waiting::it_is_shown_beside_busy_tasks", processor, beside_busy),
        lone_trial("waiting::thousands_that_sleep_in_calls_that_are_not_selected_cost_nothing", processor, || {
            asleep("trace=openat", 0)
        }),
        lone_trial("waiting::thousands_that_sleep_have_one_line_each_and_cost_nothing", processor, || {
            asleep("trace=all", 1)
        }),
        trial("waiting::memory_that_nobody_serves_is_an_address_and_keeps_nobody", root, unserved),
        lone_trial("waiting::memory_that_nobody_serves_does_not_keep_from_ending", root, unserved_at_the_end),
    ]
}

/// A run of the target up to its first line, which tells that all is prepared.
fn prepared(run: &mut Run, target: &str, argument: &str) -> Result<(Child, String), Failed> {
    run.command.arg(Target::program(target)?).arg(argument).stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let mut line = String::new();
    let stdout = child.stdout.take().ok_or("no standard output")?;
    BufReader::new(stdout).read_line(&mut line).map_err(|e| e.to_string())?;
    Ok((child, line.trim_end().to_owned()))
}

/// How often a process has read from files.
fn reads(id: u32) -> Result<u64, Failed> {
    let io = fs::read_to_string(format!("/proc/{id}/io")).map_err(|e| e.to_string())?;
    let count = io.lines().find_map(|line| line.strip_prefix("syscr: ")).and_then(|count| count.parse().ok());
    count.ok_or_else(|| "no syscr in /proc/PID/io".into())
}

fn asleep(calls: &str, lines_of_each: usize) -> Outcome {
    let count = 2000;
    let mut run = Run::new().args(["-f", "-qq", "-o", "trace", "-e", calls]);
    let (mut child, _) = prepared(&mut run, "sleepers", &count.to_string())?;
    let shown = |run: &Run| {
        let trace = run.read("trace").unwrap_or_default();
        trace.lines().filter(|line| line.contains(" pause(") && line.ends_with(" <unfinished ...>")).count()
    };
    until("a line for each", || (shown(&run) >= count * lines_of_each).then_some(()))?;
    // A look at a task is a read of its file in /proc. They are counted, not timed: time depends on who else is busy.
    let (since, before) = (Instant::now(), reads(child.id())?);
    thread::sleep(Duration::from_secs(4));
    let looks = (reads(child.id())? - before) as f64 / since.elapsed().as_secs_f64();
    drop(child.stdin.take());
    same("exit status", Some(5), wait_output(child)?.status.code())?;
    same("lines of those that sleep", count * lines_of_each, shown(&run))?;
    // Ten looks a second at each would be 20,000; there are 200 to 1,000. What it costs is measured by `make bench`.
    check(looks < 4000.0, || format!("{looks} looks a second at {count} threads asleep"))
}

/// One that waits has its line although another one makes calls all the time.
fn beside_busy() -> Outcome {
    let mut run = Run::new().args(["-f", "-qq", "-o", "trace", "-e", "trace=getppid,read", "sh", "-c"]);
    run.command.arg("while :; do \"$0\" 1000; done & read line; kill $!; exit 5").arg(Target::program("calls")?);
    run.command.stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let found = until("the waiting call", || {
        run.read("trace").ok().filter(|trace| trace.lines().any(|line| line.ends_with(" read(0 <unfinished ...>")))
    });
    drop(child.stdin.take());
    same("exit status", Some(5), wait_output(child)?.status.code())?;
    found.map(|_| ())
}

/// A run up to the line of the open whose path nobody serves; `None` where the kernel has no userfaultfd.
fn opening(run: &mut Run) -> Result<Option<(Child, String)>, Failed> {
    mkfifo(&run.path("go"), Mode::S_IRWXU).map_err(|e| e.to_string())?;
    run.command.args(["-o", "trace", "-e", "trace=open"]);
    let (child, address) = prepared(run, "unserved", "go")?;
    if address == "no userfaultfd" {
        wait_output(child)?;
        return Ok(None);
    }
    let line = format!("open({address}, O_RDONLY <unfinished ...>\n");
    until("the line with the address", || run.read("trace").ok().filter(|trace| trace.contains(&line)))?;
    Ok(Some((child, line)))
}

fn unserved() -> Outcome {
    let mut run = Run::new();
    let Some((child, line)) = opening(&mut run)? else { return Ok(()) };
    fs::write(run.path("go"), "go").map_err(|e| e.to_string())?;
    let output = wait_output(child)?;
    same("exit status", Some(5), output.status.code())?;
    same("standard error", "", &text(&output.stderr))?;
    let resumed = format!("{:39} = -1 ENOENT (No such file or directory)", "<... open resumed>)");
    same("lines", format!("{line}{resumed}\n+++ exited with 5 +++\n"), run.read("trace")?)
}

fn unserved_at_the_end() -> Outcome {
    let mut run = Run::new();
    let Some((mut child, _)) = opening(&mut run)? else { return Ok(()) };
    let id = Pid::from_raw(child.id() as i32);
    kill(id, Signal::SIGTERM).map_err(|e| e.to_string())?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    Ok(())
}
