//! Is every call of millions in the trace, how much memory does that take, and how much later does a short
//! command end?

use std::mem::MaybeUninit;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;

use crate::loops::GETPPID;
use crate::report::at_most;
use crate::report::median;
use crate::report::none_of;
use crate::report::Target;
use crate::tools::count_lines;
use crate::tools::loop_command;
use crate::BEETRACE;

/// Calls on each thread.
const CALLS: u64 = 1_000_000;
const STARTS: usize = 21;

pub fn run() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace");
    let made = 2 * CALLS;
    let run = million_calls(file.as_ref(), 2)?;
    let lost = made as i64 - count_lines(&file, GETPPID.mark)? as i64;
    println!("\n{made} calls of two threads into a file: {lost} lost, {:.1} s", run.time.as_secs_f64());

    let counted = folder.path().join("counted");
    let reader = format!("|sleep 5; grep -cF '{}' >'{}'", GETPPID.mark, counted.display());
    let paused = million_calls(reader.as_ref(), 1)?;
    let lines: i64 = std::fs::read_to_string(&counted)?.trim().parse().context("grep's count")?;
    let unread = CALLS as i64 - lines;
    println!("{CALLS} calls into a pipe that nobody reads for 5 s: {unread} lost, {:.1} s", paused.time.as_secs_f64());

    Ok(vec![
        none_of("calls lost, 2 x 1,000,000 into a file", lost as f64),
        none_of("calls lost, 1,000,000 into a pipe that pauses for 5 s", unread as f64),
        at_most("resident memory at its peak, MB, into the file", run.peak_mb, 64.0),
        at_most("  the same, into the pipe", paused.peak_mb, 64.0),
    ])
}

/// How much later `true` ends under beetrace.
pub fn startup() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace");
    let (mut plain, mut traced) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        plain.push(finish(&mut Command::new("true"))?);
        traced.push(finish(Command::new(BEETRACE).arg("-o").arg(&file).arg("true"))?);
    }
    let ms = |runs: Vec<Finished>| median(runs.iter().map(|run| run.time.as_secs_f64() * 1e3));
    let (plain, traced) = (ms(plain), ms(traced));
    println!("\ntrue: {plain:.1} ms; beetrace true: {traced:.1} ms; medians of {STARTS} interleaved runs");
    Ok(vec![at_most("beetrace true ends after true, ms", traced - plain, 100.0)])
}

fn million_calls(output: &Path, threads: u64) -> Result<Finished> {
    let mut command = Command::new(BEETRACE);
    command.arg("-f").arg("-o").arg(output).args(loop_command(&GETPPID, CALLS, threads)?);
    finish(command.stdout(Stdio::null()))
}

/// A command that has ended.
struct Finished {
    time: Duration,
    peak_mb: f64,
}

/// Runs a command, which must succeed.
#[allow(clippy::zombie_processes)] // wait4 waits for it.
fn finish(command: &mut Command) -> Result<Finished> {
    let begin = Instant::now();
    let child = command.spawn()?;
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: both pointers are to places of the right types; the child is ours and waited for nowhere else.
    let pid = unsafe { libc::wait4(child.id() as i32, &mut status, 0, usage.as_mut_ptr()) };
    ensure!(pid == child.id() as i32, "cannot wait for a child");
    let time = begin.elapsed();
    ensure!(
        libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0,
        "{command:?} ended with wait status {status:#x}"
    );
    // SAFETY: wait4 has succeeded and filled it in.
    let usage = unsafe { usage.assume_init() };
    Ok(Finished { time, peak_mb: usage.ru_maxrss as f64 / 1024.0 })
}
