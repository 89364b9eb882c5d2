//! Under what does a loop run, and what comes of it?

use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use std::process::Output;

use anyhow::bail;
use anyhow::Context;
use anyhow::Result;

use crate::floor::with_floor;
use crate::loops::Loop;
use crate::BEETRACE;

/// What a loop runs under.
pub struct Tool {
    /// The tool's name.
    pub name: &'static str,
    /// The tracer's command, to which the name of the output file and the loop's command are appended.
    pub command: &'static [&'static str],
    /// The empty programs are attached.
    pub floor: bool,
    /// Turns of a loop: enough for a steady figure, not more than patience allows.
    pub turns: u64,
}

/// All of them, in the order of the columns.
pub const TOOLS: [Tool; 5] = [
    Tool { name: "untraced", command: &[], floor: false, turns: 400_000 },
    Tool { name: "floor", command: &[], floor: true, turns: 400_000 },
    Tool { name: "beetrace", command: &[BEETRACE, "-f", "-o"], floor: false, turns: 400_000 },
    Tool { name: "strace", command: &["strace", "-f", "-o"], floor: false, turns: 4_000 },
    Tool { name: "perf trace", command: &["perf", "trace", "-o"], floor: false, turns: 40_000 },
];

/// Which of them are the empty programs,
pub const FLOOR: usize = 1;
/// and which is beetrace.
pub const BEETRACES: usize = 2;

/// What one run gave.
pub struct Sample {
    /// Time of one call, ns.
    pub ns: f64,
    /// Calls made less lines written; 0 where there are no lines.
    pub lost: i64,
}

/// In which tasks a loop runs, each of which makes its turns.
#[derive(Clone, Copy)]
pub enum Tasks {
    /// In so many threads of one process.
    Threads(u64),
    /// In so many processes at once.
    Processes(u64),
}

impl Tool {
    /// Runs the loop under the tool, whose output goes to that file.
    pub fn run(&self, a_loop: &Loop, tasks: Tasks, file: &Path) -> Result<Sample> {
        let mut words: Vec<&str> = self.command.to_vec();
        let file_name = file.to_str().context("the name of the temporary folder is not UTF-8")?;
        if !words.is_empty() {
            words.push(file_name);
        }
        // Processes share the turns, so that there are as many calls in all.
        let (each, count) = match tasks {
            Tasks::Threads(threads) => (self.turns / a_loop.weight, threads),
            Tasks::Processes(processes) => (self.turns / a_loop.weight / processes, processes),
        };
        let looped = loop_command(a_loop, each, tasks)?;
        words.extend(looped.iter().map(String::as_str));
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        let mut run = || ns_of(command.output().with_context(|| format!("cannot run {}", words[0]))?);
        let ns = if self.floor { with_floor(run)? } else { run()? };
        let made = each * count * a_loop.calls;
        let lost = match self.command {
            [] => 0,
            _ => made as i64 - count_lines(file, a_loop.mark)? as i64,
        };
        Ok(Sample { ns, lost })
    }
}

/// This program as a loop.
pub fn loop_command(a_loop: &Loop, turns: u64, tasks: Tasks) -> Result<Vec<String>> {
    let (mode, count) = match tasks {
        Tasks::Threads(threads) => ("--loop", threads),
        Tasks::Processes(processes) => ("--processes", processes),
    };
    Ok(vec![this_program()?, mode.to_owned(), a_loop.name.to_owned(), turns.to_string(), count.to_string()])
}

/// This program's path.
pub fn this_program() -> Result<String> {
    Ok(std::env::current_exe()?.to_str().context("the program's path is not UTF-8")?.to_owned())
}

/// beetrace's exit status when calls were lost: that is a figure, not a failure.
pub const INCOMPLETE: i32 = 125;

/// What the loop printed, or the tool's last words.
fn ns_of(output: Output) -> Result<f64> {
    match String::from_utf8_lossy(&output.stdout).trim().parse() {
        Ok(ns) if matches!(output.status.code(), Some(0 | INCOMPLETE)) => Ok(ns),
        _ => {
            let words = String::from_utf8_lossy(&output.stderr);
            bail!("{}: {}", output.status, words.lines().rfind(|line| !line.is_empty()).unwrap_or("no message"))
        }
    }
}

/// Lines of the file that have the mark.
pub fn count_lines(file: &Path, mark: &str) -> Result<u64> {
    let finder = memchr::memmem::Finder::new(mark);
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file)?);
    let (mut line, mut count) = (Vec::new(), 0);
    while reader.read_until(b'\n', &mut line)? > 0 {
        count += u64::from(finder.find(&line).is_some());
        line.clear();
    }
    Ok(count)
}
