//! What does tracing cost, side by side: nothing, the floor, beetrace, strace, perf trace?
//!
//! `make bench` prints all of it in one run; `cargo bench -- calls` (or another name
//! of [`SECTIONS`]) one section. The traced program is this one again, as
//! `side_by_side --loop NAME TURNS THREADS`, which prints its ns per call.

mod calls;
mod facts;
mod floor;
mod loops;
mod render;
mod report;
mod tools;
mod volume;

use std::env::args;
use std::process::exit;

use anyhow::bail;
use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;
use nix::unistd::geteuid;

use crate::loops::LOOPS;
use crate::loops::MIX;
use crate::report::Target;

/// The beetrace that is measured.
const BEETRACE: &str = env!("CARGO_BIN_EXE_beetrace");

/// Measures, prints, and returns the targets that the figures are held to.
type Section = fn() -> Result<Vec<Target>>;

/// What can be measured. Those that look at memory come first,
/// while this program is small: a child's peak is at least what its parent had.
const SECTIONS: [(&str, Section); 4] =
    [("volume", volume::run), ("startup", volume::startup), ("calls", calls::run), ("render", render::run)];

fn main() {
    let words: Vec<String> = args().skip(1).filter(|word| word != "--bench").collect();
    let result = match words.split_first() {
        Some((first, rest)) if first == "--loop" => run_loop(rest),
        _ => run_sections(&words),
    };
    if let Err(error) = result {
        eprintln!("side_by_side: {error:#}");
        exit(1);
    }
}

fn run_loop(words: &[String]) -> Result<()> {
    let [name, turns, threads] = words else { bail!("usage: --loop NAME TURNS THREADS") };
    let found = LOOPS.iter().chain([&MIX]).find(|a_loop| a_loop.name == name).context("no such loop")?;
    println!("{:.1}", found.run(turns.parse()?, threads.parse()?));
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
