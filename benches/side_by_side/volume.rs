//! Is every call in the trace, of however many tasks, of whatever size, however slow the reader? And how much memory
//! does that take?

use std::fs::read_to_string;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use anyhow::Context;
use anyhow::Result;

use crate::finish::finish;
use crate::finish::Finished;
use crate::loops::GETPPID;
use crate::report::at_most;
use crate::report::none_of;
use crate::report::Target;
use crate::tools::count_lines;
use crate::tools::loop_command;
use crate::tools::Tasks;
use crate::BEETRACE;

/// Calls on each thread.
const CALLS: u64 = 1_000_000;
/// Seconds for which a reader pauses.
const PAUSE: u64 = 5;
/// The most that beetrace may have in memory, MB.
const PEAK: f64 = 64.0;
/// Blocks that dd copies, each of them read and written, and their size.
const BLOCKS: u64 = 300;
const BLOCK: u64 = 1_000_000;

pub fn run() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let (two_threads, two_threads_lost) = into_file(folder, Tasks::Threads(2), CALLS)?;
    let (paused, paused_lost) = into_pausing_pipe(folder, Tasks::Threads(1), CALLS)?;
    let (_, fifty_lost) = into_file(folder, Tasks::Processes(50), 20_000)?;
    let finds_lost = finds(folder)?;
    let (large, large_lost) = large_data(folder)?;
    let (_, crowd_lost) = into_pausing_pipe(folder, Tasks::Processes(200), 5_000)?;
    Ok(vec![
        none_of("calls lost, 2 threads x 1,000,000 into a file", two_threads_lost),
        none_of("calls lost, 1,000,000 into a pipe that pauses for 5 s", paused_lost),
        none_of("calls lost, 50 processes x 20,000 into a file", fifty_lost),
        none_of("calls lost, 24 times find /usr/include at once", finds_lost),
        none_of("calls lost, -s 1000000 dd bs=1000000 count=300", large_lost),
        none_of("calls lost, 200 processes, pipe that pauses for 5 s", crowd_lost),
        at_most("resident memory at its peak, MB, into the file", two_threads.peak_mb, PEAK),
        at_most("  the same, into the pipe", paused.peak_mb, PEAK),
        at_most("  the same, -s 1000000 dd", large.peak_mb, PEAK),
    ])
}

/// How many of the calls of so many tasks have no line.
fn into_file(folder: &Path, tasks: Tasks, calls: u64) -> Result<(Finished, f64)> {
    let file = folder.join("trace");
    let run = traced(&file, tasks, calls)?;
    let lost = report(tasks, calls, "into a file", &run, count_lines(&file, GETPPID.mark)?);
    Ok((run, lost))
}

/// The same when nobody reads for a while.
fn into_pausing_pipe(folder: &Path, tasks: Tasks, calls: u64) -> Result<(Finished, f64)> {
    let counted = folder.join("counted");
    let reader = format!("|sleep {PAUSE}; grep -cF '{}' >'{}'", GETPPID.mark, counted.display());
    let run = traced(reader.as_ref(), tasks, calls)?;
    let lines = read_to_string(&counted)?.trim().parse().context("grep's count")?;
    let lost = report(tasks, calls, &format!("into a pipe that nobody reads for {PAUSE} s"), &run, lines);
    Ok((run, lost))
}

fn traced(output: &Path, tasks: Tasks, calls: u64) -> Result<Finished> {
    let mut command = Command::new(BEETRACE);
    command.arg("-f").arg("-o").arg(output).args(loop_command(&GETPPID, calls, tasks)?);
    finish(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

fn report(tasks: Tasks, calls: u64, into: &str, run: &Finished, lines: u64) -> f64 {
    let (count, kind) = match tasks {
        Tasks::Threads(1) => (1, "thread"),
        Tasks::Threads(count) => (count, "threads"),
        Tasks::Processes(count) => (count, "processes"),
    };
    let lost = (count * calls) as f64 - lines as f64;
    println!("{count} {kind} with {calls} calls each {into}: {lost} lost, {:.1} s", run.time.as_secs_f64());
    lost
}

/// Nobody knows how many calls these make: beetrace's own count of what it has lost.
fn finds(folder: &Path) -> Result<f64> {
    let script = "i=0; while [ $i -lt 24 ]; do find /usr/include >/dev/null & i=$((i + 1)); done; wait";
    let (file, said) = (folder.join("trace"), folder.join("said"));
    let mut command = Command::new(BEETRACE);
    command.arg("-f").arg("-o").arg(&file).args(["sh", "-c", script]).stderr(File::create(&said)?);
    let run = finish(&mut command)?;
    let lost = said_lost(&read_to_string(&said)?);
    println!("24 times find /usr/include at once into a file: {lost} lost, {:.1} s", run.time.as_secs_f64());
    Ok(lost)
}

/// Of the message "beetrace: 12 calls and 3 other events lost: ..." the first number.
fn said_lost(text: &str) -> f64 {
    let counts = text.lines().filter(|line| line.contains(" lost")).filter_map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        words.windows(2).find(|pair| pair[1].starts_with("call"))?[0].parse::<u64>().ok()
    });
    counts.sum::<u64>() as f64
}

fn large_data(folder: &Path) -> Result<(Finished, f64)> {
    let counted = folder.join("counted");
    // A block that dd is held still in the middle of is shorter; its other calls have small results.
    let reader = format!("|grep -cE ' = [0-9]{{4,}}$' >'{}'", counted.display());
    let mut command = Command::new(BEETRACE);
    command.env("LC_ALL", "C").args(["-f", "-s", &BLOCK.to_string(), "-e", "trace=read,write", "-o", &reader]);
    command.args(["dd", "if=/dev/zero", "of=/dev/null", &format!("bs={BLOCK}"), &format!("count={BLOCKS}")]);
    let run = finish(command.stderr(Stdio::null()))?;
    let lines: u64 = read_to_string(&counted)?.trim().parse().context("grep's count")?;
    let lost = (2 * BLOCKS) as f64 - lines as f64;
    println!("dd of {BLOCKS} blocks of {BLOCK} bytes, -s {BLOCK}: {lost} lost, {:.1} s", run.time.as_secs_f64());
    Ok((run, lost))
}
