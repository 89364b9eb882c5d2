//! What do options cost that bring more than lines, beside beetrace without them; and sums, beside the floor?

use anyhow::Result;

use crate::loops::Loop;
use crate::loops::GETPPID;
use crate::loops::READ_WRITE;
use crate::report::at_most;
use crate::report::median;
use crate::report::Target;
use crate::tools::Tasks;
use crate::tools::Tool;
use crate::tools::BEETRACES;
use crate::tools::FLOOR;
use crate::tools::TOOLS;
use crate::BEETRACE;

/// Rounds, each of which runs both.
const ROUNDS: usize = 9;

/// What is compared: the loop, with what of [`TOOLS`], the options, how many times the cost they may take.
const PAIRS: [(&Loop, usize, Tool, f64); 4] = [
    (&READ_WRITE, BEETRACES, with("-y", &[BEETRACE, "-f", "-y", "-o"]), 1.3),
    (&GETPPID, FLOOR, with("-c", &[BEETRACE, "-f", "-c", "-o"]), 1.15),
    (&GETPPID, FLOOR, with("-c -w", &[BEETRACE, "-f", "-c", "-w", "-o"]), 1.15),
    // Each call is timed: two looks at the clock.
    (&GETPPID, FLOOR, with("-c --hist", &[BEETRACE, "-f", "-c", "--hist", "-o"]), 2.0),
];

const fn with(name: &'static str, command: &'static [&'static str]) -> Tool {
    Tool { name, command, floor: false, turns: 400_000 }
}

pub fn run() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace");
    println!("\nns per call with options that bring more, medians of {ROUNDS} interleaved rounds");
    let mut targets = Vec::new();
    for (a_loop, beside, with, limit) in &PAIRS {
        let tools: [&Tool; 2] = [&TOOLS[*beside], with];
        let mut samples: [Vec<f64>; 2] = Default::default();
        for _ in 0..ROUNDS {
            for (tool, samples) in tools.iter().zip(&mut samples) {
                samples.push(tool.run(a_loop, Tasks::Threads(1), &file)?.ns);
            }
        }
        let [plain, more] = samples.map(|samples| median(samples.into_iter()));
        let (name, base) = (with.name, tools[0].name);
        println!("{:12}{base:9}{plain:6.0}, with {name} {more:.0} ({:.2} times)", a_loop.name, more / plain);
        targets.push(at_most(format!("{} with {name} / {base}", a_loop.name), more / plain, *limit));
    }
    Ok(targets)
}
