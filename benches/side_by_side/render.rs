//! How many lines a second does one core make of records?
//!
//! The records are those of a real run, taken from the ring as they came; then
//! they go through the tracer again and again. Nothing is written.

use std::cell::RefCell;
use std::mem::MaybeUninit;
use std::thread::sleep;
use std::time::Duration;
use std::time::Instant;

use anyhow::ensure;
use anyhow::Result;
use beetrace::command::launch::launch;
use beetrace::command::launch::Program;
use beetrace::event::Event;
use beetrace::kernel::Kernel;
use beetrace::options::cli::Cli;
use beetrace::options::config::Config;
use beetrace::output::Json;
use beetrace::output::Needs;
use beetrace::output::Text;
use beetrace::output::View;
use beetrace::tracer::Settings;
use beetrace::tracer::Tracer;
use beetrace::wire::AlignedBytes;
use clap::Parser;
use libbpf_rs::RingBufferBuilder;
use nix::sys::signal::SigSet;
use nix::sys::wait::waitpid;

use crate::loops::MIX;
use crate::report::at_least;
use crate::report::median;
use crate::report::Target;
use crate::tools::loop_command;
use crate::tools::Tasks;

/// Turns of the mix that are recorded: 200,000 calls.
const TURNS: u64 = 33_333;
/// How often the recording is rendered for one figure.
const PASSES: u64 = 10;
const ROUNDS: usize = 5;
/// Records between two looks at the lines, as in a session.
const BATCH: usize = 4096;

/// Records, one after the other.
#[derive(Default)]
struct Recording {
    bytes: AlignedBytes,
    /// Where each begins and ends.
    records: Vec<(usize, usize)>,
}

pub fn run() -> Result<Vec<Target>> {
    println!("\nrendering on one core, a mix of getppid, read, write, openat, close, newfstatat");
    let text = measure("text", Text::new(false))?;
    measure("json", Json::new(true))?;
    Ok(vec![at_least("plain lines a second on one core", text, 2e6)])
}

/// The median of lines a second.
fn measure<V: View>(format: &str, view: V) -> Result<f64> {
    let config = config()?;
    let recording = record(&config, view.needs())?;
    let mut tracer = Tracer::new(view, Settings::new(&config, 0), 0);
    let (lines, bytes) = render(&recording, &mut tracer, |lines| memchr::memchr_iter(b'\n', lines).count());
    let mut seconds: Vec<f64> = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        for _ in 0..PASSES {
            render(&recording, &mut tracer, |_| 0);
        }
        seconds.push(begin.elapsed().as_secs_f64() / PASSES as f64);
    }
    let (typical, best) = (median(seconds.iter().copied()), seconds.into_iter().fold(f64::MAX, f64::min));
    let rate = |time: f64| format!("{:9.0} lines/s {:5.0} MB/s", lines as f64 / time, bytes as f64 / time / 1e6);
    println!(
        "{format}  {} records, {lines} lines: median {}, best {}",
        recording.records.len(),
        rate(typical),
        rate(best)
    );
    Ok(lines as f64 / typical)
}

/// Renders it once; lines as `count` counts them, and bytes.
fn render<V: View>(recording: &Recording, tracer: &mut Tracer<V>, count: impl Fn(&[u8]) -> usize) -> (usize, usize) {
    let (mut lines, mut bytes) = (0, 0);
    for batch in recording.records.chunks(BATCH) {
        for (begin, end) in batch {
            tracer.event(Event::Record(&recording.bytes.bytes()[*begin..*end]));
        }
        lines += count(tracer.lines());
        bytes += tracer.lines().len();
        tracer.clear_lines();
    }
    (lines, bytes)
}

/// Settings to trace the mix with. What the mix prints must not come between the lines here.
fn config() -> Result<Config> {
    let quiet = ["beetrace", "-f", "-o", "none", "sh", "-c", "exec \"$0\" \"$@\" >/dev/null"];
    let mix = loop_command(&MIX, TURNS, Tasks::Threads(1))?;
    Config::new(Cli::try_parse_from(quiet.into_iter().map(str::to_owned).chain(mix))?)
}

/// Runs the command and keeps what comes from the ring.
fn record(config: &Config, needs: Needs) -> Result<Recording> {
    let mut launched = launch(&Program::new(config)?, &SigSet::thread_get_mask()?, None)?;
    let pid = launched.pid;
    let mut object = MaybeUninit::uninit();
    let kernel = Kernel::load(config, needs, false, &mut object)?;
    kernel.trace_launched(pid.as_raw() as u32)?;
    let _attached = kernel.attach()?;
    let recording = RefCell::new(Recording::default());
    let mut builder = RingBufferBuilder::new();
    builder.add(kernel.ring(), |record| {
        let mut recording = recording.borrow_mut();
        let begin = recording.bytes.len();
        recording.bytes.append(record);
        recording.records.push((begin, begin + record.len()));
        // The next one begins at a multiple of 8, as in the ring.
        let padding = record.len().next_multiple_of(8) - record.len();
        recording.bytes.append(&[0; 8][..padding]);
        0
    })?;
    let ring = builder.build()?;
    launched.release()?;
    while kernel.counters().live_tasks() > 0 {
        ring.consume()?;
        sleep(Duration::from_millis(1));
    }
    ring.consume()?;
    waitpid(pid, None)?;
    ensure!(kernel.counters().lost_calls() + kernel.counters().lost_events() == 0, "records were lost while recording");
    drop(ring);
    Ok(recording.into_inner())
}
