//! What does a recording cost beetrace itself, beside lines, and how large is it?

use std::fs::metadata;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Context;
use anyhow::Result;

use crate::finish::wait_for;
use crate::loops::Loop;
use crate::loops::GETPPID;
use crate::loops::MIX;
use crate::report::at_most;
use crate::report::median;
use crate::report::Target;
use crate::tools::loop_command;
use crate::tools::Tasks;
use crate::work::appears;
use crate::work::processor_time;
use crate::BEETRACE;

/// Calls of a run, and runs.
const CALLS: u64 = 2_000_000;
const ROUNDS: usize = 3;
/// How long the ring may take to be read to its end once the loop is done.
const REST: Duration = Duration::from_millis(200);

pub fn run() -> Result<Vec<Target>> {
    println!("\nbeetrace's own processor time, ns per call, and bytes per call in the file; medians of {ROUNDS}");
    println!("loop             text   recording        text   recording");
    let mut targets = Vec::new();
    for a_loop in [&GETPPID, &MIX] {
        let folder = tempfile::tempdir()?;
        let (lines, recording) = (folder.path().join("trace"), folder.path().join("recording"));
        let mut spent: [Vec<f64>; 2] = Default::default();
        for _ in 0..ROUNDS {
            spent[0].push(own_time(folder.path(), a_loop, "-o", &lines)?);
            spent[1].push(own_time(folder.path(), a_loop, "--record", &recording)?);
        }
        let [text, recorded] = spent.map(|spent| median(spent.into_iter()));
        let [long, short] = [&lines, &recording].map(|file| metadata(file).map(|found| found.len() as f64));
        let (long, short) = (long? / CALLS as f64, short? / CALLS as f64);
        println!("{:9}{text:12.0}{recorded:12.0}{long:12.1}{short:12.2}", a_loop.name);
        let what = format!("own time, recording / text, {}", a_loop.name);
        targets.push(at_most(what, recorded / text, 0.333));
    }
    Ok(targets)
}

/// ns of processor time that beetrace takes for a call of the loop, once all is loaded.
fn own_time(folder: &Path, a_loop: &Loop, option: &str, file: &Path) -> Result<f64> {
    let (ready, done) = (folder.join("ready"), folder.join("done"));
    let turns = CALLS / a_loop.weight / a_loop.calls;
    let script = "read go; \"$@\" >/dev/null; : > \"$0\"; read end; exit 0";
    let mut command = Command::new(BEETRACE);
    command.args(["-f", option]).arg(file).args(["sh", "-c"]).arg(format!(": > '{}'; {script}", ready.display()));
    command.arg(&done).args(loop_command(a_loop, turns, Tasks::Threads(1))?).stdin(Stdio::piped());
    let mut child = command.spawn()?;
    let mut input = child.stdin.take().context("no standard input")?;
    appears(&ready)?;
    let before = processor_time(child.id())?;
    input.write_all(b"\n")?;
    appears(&done)?;
    sleep(REST);
    let spent = processor_time(child.id())? - before;
    drop(input);
    wait_for(&child)?;
    for file in [ready, done] {
        std::fs::remove_file(file)?;
    }
    Ok(spent * 1e9 / (turns * a_loop.calls) as f64)
}
