//! Does beetrace print what the distribution's strace prints, line for line?
//!
//! The same programs run under both. What differs from run to run is replaced by words: ids, addresses, times, random
//! bytes. Calls printed in two parts are joined, and the lines of each task are compared by themselves. `KNOWN` lists
//! where an older strace differs from the newest one, which is the one that beetrace follows.

mod common;

use std::env;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::OnceLock;

use libtest_mimic::Arguments;
use libtest_mimic::Failed;
use regex::Captures;
use regex::Regex;

use common::beetrace;
use common::check;
use common::lone_trial;
use common::oracle;
use common::same;
use common::text;
use common::trace;
use common::trial;
use common::Needs;
use common::Outcome;
use common::Run;
use common::Target;

/// What differs from run to run, and the word in its place.
const VARYING: &[(&str, &str)] = &[
    (r" +", " "),
    (r"0x[0-9a-f]{5,}", "ADDRESS"),
    (r#"getrandom\("[^"]*""#, "getrandom(BYTES"),
    (r"\b(tv_sec=|tv_nsec=|tv_usec=|si_utime=|si_stime=|tms_[a-z]*=)[0-9]+( /\* [0-9.]+ s \*/)?", "${1}TIME"),
    (r"[0-9]+ (/\* )?\(?20[0-9]{2}-[-0-9T:.+]*( \*/)?\)?", "TIME"),
    (r"(times\(.*\)) = [0-9]+", "${1} = TIME"),
    (r"sysinfo\(\{.*\}", "sysinfo(SYSTEM"),
    (r"\b(pipe|socket|TCP|cgroup|ipc|mnt|net|pid|time|user|uts):\[[0-9]+\]", "${1}:[INODE]"),
    (r"\b127\.0\.0\.1:[0-9]{5}\b", "127.0.0.1:PORT"),
    (r"\bd_ino=[0-9]+", "d_ino=INODE"),
    (r"htons\([0-9]{5}\)", "htons(PORT)"),
    // What the tracer is called: the newest strace is started by the loader that it came with.
    (r"<(beetrace|strace|ld-linux-x86-64)>", "<TRACER>"),
];

/// Where the strace of Debian 12 (6.1) prints otherwise than the newest (7.2), which beetrace follows: what matches is
/// replaced by the word on both sides.
const KNOWN: &[(&str, &str)] = &[
    // The registration struct was not decoded then, nor its length printed as a decimal number.
    (r"rseq\(.*\)", "rseq(REGISTRATION)"),
    // Both members of the union then, the wide one now.
    (r"data=(\{u32=[0-9]+, u64=[0-9]+\}|0x[0-9a-f]+|ADDRESS)", "data=DATA"),
    // The futexes of the second generation had no names of their own.
    (r"FUTEX_32|FUTEX2_SIZE_U32", "FUTEX2_SIZE_U32"),
    // What the kernel makes of a number stood in brackets of its own.
    (r"\[([0-9]+)\] => \[([0-9]+)\]", "[${1} => ${2}]"),
];

/// Targets that are traced with options that it does not have, or of calls that it decodes less of.
const NEWER: &[&str] =
    &["arg_names", "identities", "netlink_other", "netlink_route", "spaces", "subjects", "trace_fds"];

/// How often a pair of runs may be repeated: whether a child's end finds its parent in wait4() or on the way there is
/// decided anew each time, and prints differently. One pair that is equal shows that beetrace prints what strace does.
const ATTEMPTS: usize = 8;

fn main() {
    let arguments = Arguments::from_args();
    common::reset_signals();
    let needs = [Needs::Root, Needs::Tool("strace")];
    let mut trials = Vec::new();
    let commands: [(&str, &[&str]); 3] = [
        ("ls", &["ls", "-l", "/etc"]),
        // ls closes its standard output before it ends; through the second descriptor wc sees its end when it is gone,
        // so that bash's children end in this order.
        ("a_pipe_in_bash", &["bash", "-c", "ls 3>&1 | wc -l"]),
        ("python", &["python3", "-c", "print(1)"]),
    ];
    for (name, command) in commands {
        let needs = [Needs::Root, Needs::Tool("strace"), Needs::Tool(command[0])];
        trials.push(lone_trial(&format!("command::{name}"), &needs, move || {
            agree(&["-f"], &command.iter().map(PathBuf::from).collect::<Vec<_>>())
        }));
    }
    trials.push(trial("abi::every_i386_call_has_strace_s_name_and_arguments", &needs, || every_call("every32", "0")));
    trials.push(trial("abi::every_x32_call_has_strace_s_name_and_arguments", &needs, || {
        every_call("every", "0x40000000")
    }));
    match Target::all() {
        Ok(targets) => trials.extend(targets.into_iter().map(|target| {
            let newer = [Needs::Root, Needs::Tool("strace"), Needs::NewestStrace];
            let needs = if NEWER.contains(&target.name.as_str()) { &newer[..] } else { &needs };
            trial(&format!("target::{}", target.name), needs, move || {
                let mut options: Vec<&str> = target.options.iter().map(String::as_str).collect();
                if !target.follows() {
                    options.push("-f");
                }
                agree(&options, &[target.program])
            })
        })),
        Err(why) => trials.push(trial("target::all_compile", &[], move || Err(why.into()))),
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn agree(options: &[&str], command: &[PathBuf]) -> Outcome {
    let mut shown = String::new();
    for _ in 0..ATTEMPTS {
        let (expected, whole) = traced(&oracle::path()?, options, command)?;
        let (got, ours) = traced(&beetrace(), options, command)?;
        shown.clear();
        if expected.len() != got.len() {
            shown += &format!("strace saw {} tasks, beetrace {}\n", expected.len(), got.len());
        }
        for (number, (expected, got)) in expected.iter().zip(&got).enumerate() {
            if let Some(difference) = trace::difference(expected, got) {
                shown += &format!("task {}: {difference}", number + 1);
            }
        }
        if shown.is_empty() {
            return Ok(());
        }
        let folder = env::temp_dir();
        let _ = fs::write(folder.join("oracle-strace.trace"), whole);
        let _ = fs::write(folder.join("oracle-beetrace.trace"), ours);
    }
    Err(format!("(expected is strace's)\n{shown}").into())
}

/// A program that makes every call of an ABI, refused: names and arguments are strace's with `-e raw=all`, but for calls
/// that it does not know yet.
fn every_call(program: &str, bits: &str) -> Outcome {
    let program = Target::program(program)?;
    let calls = |tracer: &Path, options: &[&str]| -> Result<Vec<String>, Failed> {
        let mut run = Run::of(tracer).args(["-o", "trace"]).args(options);
        run.command.arg(&program).arg(bits);
        let output = run.output()?;
        same("exit status", Some(0), output.status.code())?;
        Ok(trace::marked(run.read("trace")?.lines().map(String::from).collect(), false))
    };
    let expected = calls(&oracle::path()?, &["-e", "raw=all"])?;
    let got = calls(&beetrace(), &[])?;
    same("calls", expected.len(), got.len())?;
    check(expected.len() > 500, || format!("{} calls", expected.len()))?;
    let known = |line: &str| !line.starts_with("syscall_0x");
    for (expected, got) in expected.iter().zip(&got).filter(|(expected, _)| known(expected)) {
        same("line", expected, got)?;
    }
    Ok(())
}

/// The lines of each task, in the order of their ids, made comparable; and the trace as it was.
fn traced(tracer: &Path, options: &[&str], command: &[PathBuf]) -> Result<(Vec<Vec<String>>, String), Failed> {
    let mut run = Run::of(tracer).args(["-o", "trace"]).args(options).args(command);
    let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    run.command
        .env_clear()
        .env("PATH", path)
        .env("LC_ALL", "C")
        .env("PYTHONHASHSEED", "0")
        .env("HOME", "/")
        .env("PWD", run.folder.path());
    run.command.stdin(Stdio::null());
    // SAFETY: personality(2) is safe after fork; no addresses at random, so that allocators behave the same.
    unsafe {
        run.command.pre_exec(|| match libc::personality(libc::ADDR_NO_RANDOMIZE as _) {
            -1 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        });
    }
    let child = run.spawn()?;
    let tracer_id = child.id();
    let output = common::wait_output(child)?;
    let whole = run.read("trace").map_err(|e| format!("{}\n{}", e.message().unwrap_or(""), text(&output.stderr)))?;
    let tasks = trace::by_task(&whole, true)?;
    let ids: Vec<u32> = tasks.keys().copied().collect();
    let folder = run.folder.path().display().to_string();
    let lines = tasks
        .into_values()
        .map(|lines| {
            trace::join(lines)
                .iter()
                .map(|line| comparable(&line.replace(&folder, "FOLDER"), &ids, tracer_id))
                .collect()
        })
        .collect();
    Ok((lines, whole))
}

/// Without what differs from run to run, and without padding, whose width depends on it.
fn comparable(line: &str, ids: &[u32], tracer_id: u32) -> String {
    static PATTERNS: OnceLock<Vec<(Regex, &str)>> = OnceLock::new();
    static NUMBER: OnceLock<Regex> = OnceLock::new();
    let regex = |pattern: &str| Regex::new(pattern).expect("a pattern of this file is no regex");
    let patterns =
        PATTERNS.get_or_init(|| VARYING.iter().chain(KNOWN).map(|(pattern, word)| (regex(pattern), *word)).collect());
    let line = patterns.iter().fold(line.to_string(), |line, (pattern, word)| pattern.replace_all(&line, *word).into());
    let name = |found: &Captures| match found[0].parse::<u32>() {
        Ok(id) if id == tracer_id => "TRACER".to_string(),
        Ok(id) => match ids.binary_search(&id) {
            Ok(at) => format!("TASK{}", at + 1),
            Err(_) => found[0].to_string(),
        },
        Err(_) => found[0].to_string(),
    };
    NUMBER.get_or_init(|| regex(r"\b[0-9]+\b")).replace_all(&line, name).into_owned()
}
