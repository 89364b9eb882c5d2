//! Is a descriptor shown with what it referred to at the time of the call, whoever uses its number before and after?
//!
//! What single tasks do is in targets: names, elsewhere, deep.

use std::collections::HashMap;
use std::fs;
use std::process::Stdio;

use libtest_mimic::Trial;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("names::threads_that_use_the_same_numbers_are_told_apart", root, threads),
        trial("names::a_call_that_waits_has_them_too", root, waiting),
        trial("names::a_replay_that_is_asked_for_more_than_was_recorded_says_so", root, less),
        trial("names::the_last_of_a_run_has_those_that_were_told_before", root, last),
    ]
}

/// The text between two others.
fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

/// Every thread closes and writes what it has opened, by its number and by its name.
fn threads() -> Outcome {
    let mut run = Run::new().args(["-f", "-y", "-qq", "-o", "trace", "-e", "trace=openat,write,close"]);
    run.command.arg(Target::program("opening")?);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    let folder = fs::canonicalize(run.folder.path()).map_err(|e| e.to_string())?;
    let folder = folder.to_string_lossy();
    let trace = run.read("trace")?;
    let mut open: HashMap<&str, String> = HashMap::new();
    let mut count = 0;
    for line in trace.lines().filter(|line| line.contains("/t")) {
        let (tid, call) = line.split_once(' ').unwrap_or_default();
        if let Some(path) = between(call, "openat(AT_FDCWD<", ", O_WRONLY") {
            let path = path.strip_prefix(&format!("{folder}>, \"")).ok_or(line)?.trim_end_matches('"');
            let result = call.rsplit_once(" = ").ok_or(line)?.1;
            check(result.ends_with(&format!("<{folder}/{path}>")), || line.to_owned())?;
            open.insert(tid, result.to_owned());
            continue;
        }
        let descriptor = between(call, "(", ">").map(|found| format!("{found}>"));
        same(line, open.get(tid), descriptor.as_ref())?;
        count += 1;
    }
    same("calls that name what is open", 16 * 500 * 2, count)
}

/// A read that has not returned shows what it waits for.
fn waiting() -> Outcome {
    let mut run = Run::new().args(["-y", "-qq", "-o", "trace", "-e", "trace=read", "--record", "r.bt", "cat"]);
    mkfifo(&run.path("fifo"), Mode::S_IRWXU).map_err(|e| e.to_string())?;
    let both = fs::File::options().read(true).write(true).open(run.path("fifo")).map_err(|e| e.to_string())?;
    run.command.stdin(Stdio::from(both.try_clone().map_err(|e| e.to_string())?));
    let child = run.spawn()?;
    let path = fs::canonicalize(run.path("fifo")).map_err(|e| e.to_string())?;
    let line = format!("read(0<{}> <unfinished ...>\n", path.display());
    let found = until("the line of the read", || run.read("trace").ok().filter(|trace| trace.contains("<unfinished")));
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(child.id() as i32), nix::sys::signal::Signal::SIGTERM)
        .map_err(|e| e.to_string())?;
    drop(both);
    wait_output(child)?;
    let found = found?;
    check(found.contains(&line), || found.clone())?;
    // The recording has what /proc said.
    let mut replay = Run::new();
    replay.command.current_dir(run.folder.path()).args(["--replay", "r.bt"]);
    let shown = text(&replay.output()?.stdout);
    check(shown.contains(&line), || shown.clone())
}

/// What is kept of a run refers to names that were told in what is not.
fn last() -> Outcome {
    let script = "exec 5>known; dd if=/dev/urandom bs=40 count=60000 2>/dev/null >&5; exit 1";
    let mut run = Run::new().args(["-f", "-y", "--record", "r.bt", "--record-last", "1MiB", "-e", "trace=write"]);
    run.command.args(["sh", "-c", script]);
    run.output()?;
    let name = fs::canonicalize(run.path("known")).map_err(|e| e.to_string())?;
    let mut replay = Run::new();
    replay.command.current_dir(run.folder.path()).args(["--replay", "r.bt"]);
    let shown = text(&replay.output()?.stdout);
    let writes = || shown.lines().filter(|line| line.contains(" write(1<") || line.contains(" write(1,"));
    let number = writes().count();
    check((1000..60_000).contains(&number), || format!("{number} writes are kept"))?;
    let named = writes().filter(|line| line.contains(&format!("<{}>", name.display()))).count();
    same("writes with a name", number, named)
}

fn less() -> Outcome {
    let none = "r.bt was recorded without -y: it does not have what descriptors refer to\n";
    let brief = "r.bt was recorded without -yy: it has paths of descriptors only\n";
    let spaces = "r.bt was recorded without --namespace: it does not have ids of namespaces\n";
    for (recorded, asked, said) in [
        ("-qq", "-y", none),
        ("-qq", "-yy", none),
        ("-y", "-yy", brief),
        ("-yy", "-y", ""),
        ("-y", "--namespace", spaces),
        ("--namespace", "--namespace", ""),
    ] {
        let mut run = Run::new().args(["--record", "r.bt", recorded, "-e", "trace=close", "true"]);
        run.output()?;
        let mut replay = Run::new();
        replay.command.current_dir(run.folder.path()).args(["--replay", "r.bt", asked]);
        let expected = if said.is_empty() { String::new() } else { format!("{}: {said}", tool_name()) };
        same(&format!("{recorded} {asked}"), expected, text(&replay.output()?.stderr))?;
    }
    Ok(())
}
