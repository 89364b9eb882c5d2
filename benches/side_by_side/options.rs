//! What do options cost that bring more than lines, beside beetrace without them?

use anyhow::Result;

use crate::loops::Loop;
use crate::loops::READ_WRITE;
use crate::report::at_most;
use crate::report::median;
use crate::report::Target;
use crate::tools::Tasks;
use crate::tools::Tool;
use crate::tools::BEETRACES;
use crate::tools::TOOLS;
use crate::BEETRACE;

/// Rounds, each of which runs both.
const ROUNDS: usize = 9;

/// What is compared with beetrace without options: the loop, the options, how many times the cost it may take.
const PAIRS: [(&Loop, Tool, f64); 1] =
    [(&READ_WRITE, Tool { name: "-y", command: &[BEETRACE, "-f", "-y", "-o"], floor: false, turns: 400_000 }, 1.3)];

pub fn run() -> Result<Vec<Target>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("trace");
    println!("\nns per call with options that bring more, medians of {ROUNDS} interleaved rounds");
    let mut targets = Vec::new();
    for (a_loop, with, limit) in &PAIRS {
        let tools: [&Tool; 2] = [&TOOLS[BEETRACES], with];
        let mut samples: [Vec<f64>; 2] = Default::default();
        for _ in 0..ROUNDS {
            for (tool, samples) in tools.iter().zip(&mut samples) {
                samples.push(tool.run(a_loop, Tasks::Threads(1), &file)?.ns);
            }
        }
        let [plain, more] = samples.map(|samples| median(samples.into_iter()));
        println!("{:12}{plain:8.0}, with {} {more:.0} ({:.2} times)", a_loop.name, with.name, more / plain);
        targets.push(at_most(format!("{} with {} / without", a_loop.name, with.name), more / plain, *limit));
    }
    Ok(targets)
}
