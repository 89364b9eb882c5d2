//! Do options do what they do in strace, alone and together, and is what is wrong with them said in its words?
//!
//! Each line of the files in `cases/` is run by a shell twice, `strace` being once strace and once beetrace. What is
//! written, to standard output and error and into files, and the exit status must be the same, but for what differs
//! from run to run: ids, addresses, times.
//!
//! A line that begins with `7.2: ` is for a strace of that version or a newer one (BEETRACE_ORACLE names it): the
//! distribution's, which is compared with otherwise, prints something else there.

mod common;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::sync::OnceLock;

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use regex::Captures;
use regex::Regex;

use common::beetrace;
use common::oracle;
use common::text;
use common::trace;
use common::trial;
use common::Needs;
use common::Outcome;
use common::Run;

/// What the files of cases are about; the names of trials begin with it.
const FILES: &[(&str, &str)] = &[
    ("which", include_str!("cases/which.txt")),
    ("looks", include_str!("cases/looks.txt")),
    ("output", include_str!("cases/output.txt")),
    ("startup", include_str!("cases/startup.txt")),
    ("summary", include_str!("cases/summary.txt")),
    ("words", include_str!("cases/words.txt")),
];

/// What tells how a task is called.
const IDS: &[&str] = &[
    r"\[pid +([0-9]+)\]",
    r"(?m)^([0-9]+) ",
    r"Process ([0-9]+) ",
    r"si_pid=([0-9]+)",
    r"(?m)(?:fork|clone|clone3|wait4|set_tid_address|getpid|getppid|gettid|resumed>)\b.*\) += ([0-9]+)(?: <|$)",
    r"kill\(([0-9]+),",
    // With what it is called, -Y.
    r"\b([0-9]+)(?:\x1b\[0m)?<",
];

/// What differs from run to run. Its length does not: digits become letters.
const VARYING: &[&str] = &[
    r"\b[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?",
    r"\b1[789][0-9]{8}(\.[0-9]+)?\b",
    r"<[0-9]+(\.[0-9]+)?>",
    r"(?m)^ +[0-9]+\.[0-9]+ ",
    r"\(\+ +[0-9]+(\.[0-9]+)?\)",
    r"0x[0-9a-f]{7,}",
    r"\[402653[0-9]{4}\]",
    r#"getrandom\((buf=)?"[^"]*""#,
];

/// How often a pair of runs may be repeated: in which order a parent learns of its children is decided anew each time.
const ATTEMPTS: usize = 4;

fn main() {
    let arguments = Arguments::from_args();
    common::reset_signals();
    let mut trials = Vec::new();
    for (about, lines) in FILES {
        for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            trials.push(case(about, line));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn case(about: &str, line: &'static str) -> Trial {
    let mut needs = vec![Needs::Root, Needs::Tool("strace"), Needs::Tool("setarch")];
    let (wants_newest, line) = line.strip_prefix("7.2: ").map_or((false, line), |line| (true, line));
    let name = format!("{about}: {line}");
    if wants_newest {
        needs.push(Needs::NewestStrace);
    }
    trial(&name, &needs, move || agree(line))
}

fn agree(line: &str) -> Outcome {
    let mut shown = String::new();
    for _ in 0..ATTEMPTS {
        let expected = outcome(&oracle::path()?, line)?;
        let got = outcome(&beetrace(), line)?;
        match trace::difference(&expected, &got) {
            None => return Ok(()),
            Some(difference) => shown = difference,
        }
    }
    Err(format!("(expected is strace's)\n{shown}").into())
}

/// What comes of the line when that is `strace`, in a folder of its own, and made comparable.
fn outcome(tool: &Path, line: &str) -> Result<Vec<String>, Failed> {
    let script = format!("strace() {{ $STRACE \"$@\"; }}\n{line}");
    let mut run = Run::of("setarch".as_ref()).args(["-R", "sh", "-c", &script]);
    let folder = run.folder.path().to_owned();
    // Messages begin with the name that the tool is called by.
    let called = folder.join("bin/strace");
    fs::create_dir(folder.join("bin")).and_then(|()| std::os::unix::fs::symlink(tool, &called)).map_err(said)?;
    run.command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C").env("TZ", "UTC");
    run.command.env("HOME", "/").env("STRACE", &called);
    // SAFETY: umask(2) is safe after fork.
    unsafe {
        run.command.pre_exec(|| {
            libc::umask(0o022);
            Ok(())
        });
    }
    let output = run.output()?;
    let mut parts = vec![("standard output".to_owned(), output.stdout), ("standard error".to_owned(), output.stderr)];
    for entry in fs::read_dir(&folder).map_err(said)? {
        let path = entry.map_err(said)?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            parts.push((name, fs::read(&path).map_err(said)?));
        }
    }
    parts[2..].sort();
    let mut lines = vec![format!("exit status {:?}", output.status.code())];
    for (name, bytes) in parts {
        lines.push(format!("in {}:", name.replace('.', " ")));
        lines.extend(by_task(&text(&bytes).replace(&called.display().to_string(), "strace")));
    }
    let whole = lines.join("\n").replace(&folder.display().to_string(), "FOLDER");
    Ok(comparable(&whole).lines().map(String::from).collect())
}

fn said(error: io::Error) -> String {
    error.to_string()
}

/// The lines of each task by themselves, calls in one piece, whatever other tasks have said in between.
fn by_task(text: &str) -> Vec<String> {
    let mut tasks: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for line in text.lines() {
        tasks.entry(trace::prefix(line).unwrap_or_default()).or_default().push(line.to_owned());
    }
    tasks
        .into_values()
        .flat_map(
            |lines| if lines.iter().any(|line| line.contains("<unfinished")) { trace::join(lines) } else { lines },
        )
        .collect()
}

/// Without what differs from run to run.
fn comparable(text: &str) -> String {
    static PATTERNS: OnceLock<(Vec<Regex>, Vec<Regex>, Regex)> = OnceLock::new();
    let regex = |pattern: &&str| Regex::new(pattern).expect("a pattern of this file is no regex");
    let (varying, ids, number) = PATTERNS.get_or_init(|| {
        (VARYING.iter().map(regex).collect(), IDS.iter().map(regex).collect(), regex(&r"\b[0-9]{3,}\b"))
    });
    let digits = |found: &Captures| found[0].replace(|c: char| c.is_ascii_hexdigit(), "N");
    let text = varying.iter().fold(text.to_owned(), |text, pattern| pattern.replace_all(&text, digits).into());
    let tasks: BTreeSet<u32> = ids
        .iter()
        .flat_map(|pattern| pattern.captures_iter(&text))
        .filter_map(|found| found[1].parse().ok())
        .filter(|id| *id > 300)
        .collect();
    let name = |found: &Captures| {
        let place = found[0].parse().ok().and_then(|id: u32| tasks.iter().position(|task| *task == id));
        place.map_or(found[0].to_owned(), |place| format!("{:_<1$}", format!("TASK{place}"), found[0].len().max(6)))
    };
    number.replace_all(&text, name).into_owned()
}
