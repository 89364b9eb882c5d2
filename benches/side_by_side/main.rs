//! What does tracing cost, side by side: nothing, the floor, beetrace, strace, perf trace?
//!
//! `make bench` prints all of it in one run; `cargo bench -- calls` (or another name
//! of [`SECTIONS`]) one section. The traced program is this one again, as
//! `side_by_side --loop NAME TURNS THREADS` (or `--processes NAME TURNS PROCESSES`), which prints its ns per call, or
//! as `side_by_side --sleep THREADS FILE`, whose threads sleep until its input ends.

mod calls;
mod facts;
mod finish;
mod floor;
mod loops;
mod options;
mod recording;
mod render;
mod report;
mod tools;
mod volume;
mod work;

use std::env::args;
use std::fs::write;
use std::io::read_to_string;
use std::io::stdin;
use std::process::exit;
use std::thread::park;
use std::thread::spawn;

use anyhow::bail;
use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;
use nix::unistd::geteuid;

use crate::loops::Loop;
use crate::loops::LOOPS;
use crate::loops::MIX;
use crate::report::Target;

/// The beetrace that is measured.
const BEETRACE: &str = env!("CARGO_BIN_EXE_beetrace");

/// Measures, prints, and returns the targets that the figures are held to.
type Section = fn() -> Result<Vec<Target>>;

/// What can be measured. Those that look at memory come first,
/// while this program is small: a child's peak is at least what its parent had.
const SECTIONS: [(&str, Section); 8] = [
    ("volume", volume::run),
    ("idle", work::idle),
    ("startup", work::startup),
    ("find", work::find),
    ("calls", calls::run),
    ("options", options::run),
    ("render", render::run),
    ("recording", recording::run),
];

fn main() {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    let result = match words.split_first() {
        Some((first, rest)) if first == "--loop" => {
            run_loop(rest, |found, turns, threads| Ok(found.run(turns, threads)))
        }
        Some((first, rest)) if first == "--processes" => run_loop(rest, Loop::run_processes),
        Some((first, rest)) if first == "--sleep" => sleep_in_threads(rest),
        _ => run_sections(&words),
    };
    if let Err(error) = result {
        eprintln!("side_by_side: {error:#}");
        exit(1);
    }
}

fn run_loop(words: &[String], run: impl FnOnce(&Loop, u64, u64) -> Result<f64>) -> Result<()> {
    let [name, turns, tasks] = words else { bail!("usage: --loop NAME TURNS THREADS") };
    let found = LOOPS.iter().chain([&MIX]).find(|a_loop| a_loop.name == name).context("no such loop")?;
    println!("{:.1}", run(found, turns.parse()?, tasks.parse()?)?);
    Ok(())
}

/// So many threads that do nothing until standard input ends. The file is there when all are.
fn sleep_in_threads(words: &[String]) -> Result<()> {
    let [threads, ready] = words else { bail!("usage: --sleep THREADS FILE") };
    for _ in 0..threads.parse::<u32>()? {
        spawn(|| loop {
            park();
        });
    }
    write(ready, "")?;
    read_to_string(stdin())?;
    Ok(())
}

fn run_sections(chosen: &[String]) -> Result<()> {
    ensure!(geteuid().is_root(), "must be root to trace: sudo, or `make bench`");
    facts::print();
    let mut targets = Vec::new();
    for (name, run) in SECTIONS {
        if chosen.is_empty() || chosen.iter().any(|word| word == name) {
            targets.extend(run().context(name)?);
        }
    }
    report::print_targets(&targets);
    Ok(())
}
