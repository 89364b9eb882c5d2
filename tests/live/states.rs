//! Does the trace of each target hold exactly the lines that the target itself states?

use std::fs;
use std::fs::File;

use libtest_mimic::Trial;

use crate::common::same;
use crate::common::text;
use crate::common::trace;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    match Target::all() {
        Ok(targets) => targets
            .into_iter()
            .map(|target| {
                trial(&format!("target::{}", target.name), &[Needs::Root], move || agrees(&target, Way::Live))
            })
            .collect(),
        Err(why) => vec![trial("target::all_compile", &[], move || Err(why.into()))],
    }
}

/// How the trace of a target comes to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Printed while the target runs.
    Live,
    /// From a recording that has more than the options of the target ask for.
    Replayed,
}

/// Compares the lines that a target states with those of its trace.
pub fn agrees(target: &Target, way: Way) -> Outcome {
    let mut run = match way {
        Way::Live => Run::new().args(["-o", "trace"]).args(&target.options),
        Way::Replayed => {
            let follow = target.follows().then_some("-f");
            let has = |name: &str| target.options.iter().any(|option| option.starts_with(name));
            let names = has("-y").then_some("-yy");
            let ids = has("-Y").then_some("--decode-pids=all");
            // What calls are about by their descriptors is recorded only when it is asked for, as are namespaces.
            let asks =
                |option: &&String| ["-P", "--trace-fds", "--namespace"].iter().any(|name| option.starts_with(name));
            let subjects = target.options.iter().filter(asks);
            Run::new()
                .args(["--record", "r.bt", "-s", "200000", "-v"])
                .args(follow)
                .args(names)
                .args(ids)
                .args(subjects)
        }
    };
    run.command.env_clear().env("LC_ALL", "C").arg(&target.program);
    let expected = File::create(run.path("expected")).map_err(|e| e.to_string())?;
    run.command.stdout(expected);
    let output = run.output()?;
    if output.status.code().is_some_and(|code| code >= 98) {
        return Err(format!("{} {}", output.status, text(&output.stderr)).into());
    }
    if way == Way::Replayed {
        let limit = target.options.iter().any(|option| option == "-s");
        let mut again = Run::new().args(["--replay", "r.bt", "-o", "trace", "--abbrev=all"]).args(&target.options);
        again.command.current_dir(run.folder.path()).args(if limit { &[][..] } else { &["-s", "32"] });
        let output = again.output()?;
        same("standard error of the replay", "", &text(&output.stderr))?;
    }
    let (trace, expected) = (run.read("trace")?, run.read("expected")?);

    let got = trace::by_task(&trace, target.follows())?;
    let expected = trace::by_task(&expected, target.follows())?;
    let first = trace.lines().next().and_then(trace::prefix).unwrap_or(0);
    let mut differences = String::new();
    for (id, lines) in &got {
        let began_first = !target.follows() || *id == first;
        let lines = trace::marked(trace::join(lines.clone()), !began_first);
        let timeless = |lines: &[String]| lines.iter().map(|line| trace::timeless(line)).collect::<Vec<_>>();
        let lines = timeless(&lines);
        let expected = timeless(expected.get(id).map_or(&[], Vec::as_slice));
        if let Some(difference) = trace::difference(&expected, &lines) {
            differences +=
                &format!("{}{difference}", if target.follows() { format!("task {id}: ") } else { String::new() });
        }
    }
    for (id, lines) in expected.iter().filter(|(id, _)| !got.contains_key(id)) {
        differences += &format!("task {id} is not in the trace: {lines:?}\n");
    }
    if differences.is_empty() {
        return Ok(());
    }
    let kept = std::env::temp_dir().join(format!("beetrace-{}.trace", target.name));
    let _ = fs::write(&kept, &trace);
    Err(format!("{differences}(the whole trace: {})\n{}", kept.display(), text(&output.stderr)).into())
}
