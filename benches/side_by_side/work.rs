//! How much later do real programs end, and what do tasks cost that do nothing?

use std::fs;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use std::time::Instant;

use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;

use crate::finish::finish;
use crate::finish::median_ms;
use crate::finish::wait_for;
use crate::finish::Finished;
use crate::report::at_least;
use crate::report::at_most;
use crate::report::Target;
use crate::tools::count_lines;
use crate::tools::this_program;
use crate::BEETRACE;

/// Interleaved runs of a short command, and of a longer one.
const SHORT_RUNS: usize = 21;
const LONG_RUNS: usize = 5;
/// Files in the repository that git looks at.
const FILES: usize = 200;
/// Threads that sleep, and for how many seconds they are watched.
const SLEEPERS: &str = "2000";
const WATCHED: Duration = Duration::from_secs(4);

/// A tracer's command, to which the traced one is appended; none.
type Tracer<'a> = &'a [&'a str];

/// How much later `true` and `git status` end under beetrace and strace.
pub fn startup() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = text(folder.path().join("trace"))?;
    let (beetrace, strace): (Tracer, Tracer) = (&[BEETRACE, "-f", "-o", &file], &["strace", "-f", "-o", &file]);
    let [plain, traced, stopped] = interleaved(SHORT_RUNS, [&[], beetrace, strace], &["true"])?;
    println!("\ntrue: {plain:.1} ms, under beetrace {traced:.1}, strace {stopped:.1}; medians of {SHORT_RUNS}");
    let later = traced - plain;

    let repository = text(folder.path().join("repository"))?;
    make_repository(&repository)?;
    let git = ["git", "-C", &repository, "status"];
    let [plain, traced, stopped] = interleaved(SHORT_RUNS, [&[], beetrace, strace], &git)?;
    println!("git status: {plain:.1} ms, under beetrace {traced:.1}, strace {stopped:.1}; medians of {SHORT_RUNS}");
    Ok(vec![
        at_most("beetrace true ends after true, ms", later, 30.0),
        at_least("git status, elapsed: strace / beetrace", stopped / traced, 1.0),
    ])
}

/// A long command into a file.
pub fn find() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = text(folder.path().join("trace"))?;
    let beetrace: Tracer = &[BEETRACE, "-f", "-o", &file];
    let [plain, traced] = interleaved(LONG_RUNS, [&[], beetrace], &["find", "/usr"])?;
    let lines = count_lines(file.as_ref(), "")?;
    println!("\nfind /usr: {plain:.0} ms, under beetrace {traced:.0} ({lines} lines); medians of {LONG_RUNS}");
    Ok(vec![at_most("find /usr into a file / untraced, elapsed", traced / plain, 1.4)])
}

/// The share of a processor that beetrace takes while nothing happens.
pub fn idle() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let (file, ready) = (folder.path().join("trace"), folder.path().join("ready"));
    let mut command = Command::new(BEETRACE);
    command.args(["-f", "-e", "trace=openat", "-o"]).arg(&file).arg(this_program()?);
    command.args(["--sleep", SLEEPERS]).arg(&ready).stdin(Stdio::piped());
    let mut child = command.spawn()?;
    appears(&ready)?;
    let before = processor_time(child.id())?;
    sleep(WATCHED);
    let spent = processor_time(child.id())? - before;
    // The end of its input wakes them.
    drop(child.stdin.take());
    wait_for(&child)?;
    let share = spent / WATCHED.as_secs_f64();
    println!("\n{SLEEPERS} threads asleep for {} s: {share:.3} of a processor", WATCHED.as_secs());
    Ok(vec![at_most("2,000 sleeping threads, share of a processor", share, 0.02)])
}

/// The medians of so many runs of the command under each of the tracers, in turn; ms.
fn interleaved<const N: usize>(runs: usize, tracers: [Tracer; N], command: &[&str]) -> Result<[f64; N]> {
    let mut finished: [Vec<Finished>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..runs {
        for (tracer, finished) in tracers.iter().zip(&mut finished) {
            let words: Vec<&str> = tracer.iter().chain(command).copied().collect();
            finished.push(finish(Command::new(words[0]).args(&words[1..]).stdout(Stdio::null()))?);
        }
    }
    Ok(finished.map(|finished| median_ms(&finished)))
}

/// A repository with some files that git knows.
fn make_repository(folder: &str) -> Result<()> {
    fs::create_dir(folder)?;
    for number in 0..FILES {
        fs::write(Path::new(folder).join(format!("file-{number}")), number.to_string())?;
    }
    for command in [&["init", "-q"][..], &["add", "."]] {
        finish(Command::new("git").args(["-C", folder]).args(command))?;
    }
    Ok(())
}

/// Waits until there is that file.
pub fn appears(file: &Path) -> Result<()> {
    let begin = Instant::now();
    while !file.exists() {
        ensure!(begin.elapsed() < Duration::from_secs(60), "{} does not appear", file.display());
        sleep(Duration::from_millis(10));
    }
    Ok(())
}

/// What a process itself has used, seconds.
pub fn processor_time(id: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat"))?;
    // After the name: field 3; the times are fields 14 and 15, in ticks of 10 ms.
    let mut fields = stat.rsplit_once(") ").context("/proc/PID/stat")?.1.split(' ').skip(14 - 3);
    let mut next = || -> Result<f64> { Ok(fields.next().context("/proc/PID/stat")?.parse()?) };
    Ok((next()? + next()?) / 100.0)
}

fn text(path: std::path::PathBuf) -> Result<String> {
    Ok(path.to_str().context("the name of the temporary folder is not UTF-8")?.to_owned())
}
