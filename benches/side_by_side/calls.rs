//! What does one call cost under each tool?

use std::array::from_fn;

use anyhow::Result;

use crate::loops::GETPPID;
use crate::loops::LOOPS;
use crate::loops::WRITEV;
use crate::report::at_least;
use crate::report::at_most;
use crate::report::median;
use crate::report::none_of;
use crate::report::Target;
use crate::tools::Sample;
use crate::tools::Tasks;
use crate::tools::Tool;
use crate::tools::BEETRACES;
use crate::tools::TOOLS;

/// Rounds, each of which runs every loop under every tool: what disturbs the machine for a while disturbs all.
const ROUNDS: usize = 5;
/// How many times the floor the loops of these names may take.
const FLOOR_LIMITS: [(&str, f64); 3] = [("getppid", 1.4), ("open", 1.25), ("read+write", 1.6)];
/// Processes at once, for the last columns.
const PROCESSES: u64 = 16;

/// Of a loop, by tool.
type Samples = [Vec<Sample>; TOOLS.len()];

pub fn run() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace");
    let mut samples: [Samples; LOOPS.len()] = Default::default();
    let mut together: [Vec<Sample>; LOOPS.len()] = Default::default();
    let mut failures: [Option<String>; TOOLS.len()] = Default::default();
    for _ in 0..ROUNDS {
        for ((a_loop, samples), together) in LOOPS.iter().zip(&mut samples).zip(&mut together) {
            for ((tool, samples), failure) in TOOLS.iter().zip(samples).zip(&mut failures) {
                if failure.is_some() {
                    continue;
                }
                match tool.run(a_loop, Tasks::Threads(1), &file) {
                    Ok(sample) => samples.push(sample),
                    Err(error) => *failure = Some(format!("{error:#}")),
                }
            }
            let beetrace: &Tool = &TOOLS[BEETRACES];
            together.push(beetrace.run(a_loop, Tasks::Processes(PROCESSES), &file)?);
        }
    }
    print(&samples, &together, &failures);
    Ok(targets(&samples, &together))
}

/// The median time of a call by tool; not a number where the tool failed.
fn medians(samples: &Samples) -> [f64; TOOLS.len()] {
    from_fn(|tool| median(samples[tool].iter().map(|sample| sample.ns)))
}

/// Calls without a line in all rounds, by tool; not a number where the tool failed.
fn lost(samples: &Samples) -> [f64; TOOLS.len()] {
    from_fn(|tool| match samples[tool].as_slice() {
        [] => f64::NAN,
        samples => lost_of(samples),
    })
}

fn lost_of(samples: &[Sample]) -> f64 {
    samples.iter().map(|sample| sample.lost as f64).sum()
}

fn print(samples: &[Samples], together: &[Vec<Sample>], failures: &[Option<String>]) {
    println!(
        "
ns per call: medians of {ROUNDS} interleaved rounds. open: the time of close is not in it. lost: calls without a line.
{PROCESSES} processes: beetrace's ns per call of all of them together, and calls without a line.

                                              perf  beetrace    strace      perf      lost    lost    lost  {PROCESSES} processes
loop        untraced   floor beetrace strace trace    /floor /beetrace /beetrace  beetrace  strace    perf     ns    lost"
    );
    for ((a_loop, samples), together) in LOOPS.iter().zip(samples).zip(together) {
        let [untraced, floor, beetrace, strace, perf] = medians(samples);
        let [_, _, beetrace_lost, strace_lost, perf_lost] = lost(samples);
        print!("{:12}{untraced:8.0}{floor:8.0}{beetrace:9.0}{strace:7.0}{perf:6.0}", a_loop.name);
        print!("{:10.2}{:10.1}{:10.1}", beetrace / floor, strace / beetrace, perf / beetrace);
        print!("{beetrace_lost:10.0}{strace_lost:8.0}{perf_lost:8.0}");
        println!("{:7.0}{:8.0}", median(together.iter().map(|sample| sample.ns)), lost_of(together));
    }
    for (tool, failure) in TOOLS.iter().zip(failures) {
        if let Some(failure) = failure {
            println!("NaN: {} cannot run here: {failure}", tool.name);
        }
    }
}

fn targets(samples: &[Samples], together: &[Vec<Sample>]) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut all_lost = 0.0;
    for ((a_loop, samples), together) in LOOPS.iter().zip(samples).zip(together) {
        let name = a_loop.name;
        let [untraced, floor, beetrace, strace, _] = medians(samples);
        let limit = FLOOR_LIMITS.iter().find(|(limited, _)| *limited == name);
        targets.extend(limit.map(|(_, limit)| at_most(format!("beetrace / floor, {name}"), beetrace / floor, *limit)));
        if name == GETPPID.name {
            targets.push(at_least(format!("strace / beetrace, {name}"), strace / beetrace, 100.0));
        }
        if name == WRITEV.name {
            targets.push(at_least("strace / beetrace, writev of 1,024 areas", strace / beetrace, 10.0));
        } else {
            let cheaper = (strace - untraced) / (beetrace - untraced);
            targets.push(at_least(format!("what strace adds / what beetrace adds, {name}"), cheaper, 100.0));
        }
        let [_, _, lost_by_beetrace, _, _] = lost(samples);
        all_lost += lost_by_beetrace + lost_of(together);
    }
    targets.push(none_of("calls lost in these loops", all_lost));
    targets
}
