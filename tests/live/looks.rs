//! Do lines look as the options say, as they do in strace?

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use regex::Regex;

use crate::common::beetrace;
use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// What the trial says, the options, and what each line of the target `looks` is from its mark on: the call of an
/// argument, a sleep of at least 20 ms, the end.
const FORMS: &[(&str, &[&str], [&str; 4])] = &[
    (
        "nothing_is_said",
        &[],
        [r"close\(-1\) {31}= -1 .*", r"nanosleep\(\{.*\}, NULL\) = 0", r"exit_group\(3\) {27}= \?", r"\+\+\+ .*"],
    ),
    (
        "results_have_a_column",
        &["-a", "15"],
        [r"close\(-1\) {6}= -1 .*", r"n.* = 0", r"exit_group\(3\)  = \?", r"\+.*"],
    ),
    ("of_which_the_last_counts", &["--columns=50", "-a0"], [r"close\(-1\) = .*", "n.*", r"e.*\) = \?", r"\+.*"]),
    ("t", &["-t"], [r"[\d:]{8} close\(-1\) {22}= .*", r"[\d:]{8} n.*", r"[\d:]{8} e.*", r"[\d:]{8} \+.*"]),
    (
        "tt",
        &["-tt"],
        [r"[\d:]{8}\.\d{6} close.*", r"[\d:]{8}\.\d{6} n.*", r"[\d:]{8}\.\d{6} e.*", r"[\d:]{8}\.\d{6} \+.*"],
    ),
    ("ttt", &["-ttt"], [r"\d{10}\.\d{6} close.*", r"\d{10}\.\d{6} n.*", r"\d{10}\.\d{6} e.*", r"\d{10}\.\d{6} \+.*"]),
    (
        "a_format_and_a_precision",
        &["--absolute-timestamps=format:unix,precision:ns"],
        [r"\d{10}\.\d{9} close.*", r"\d{10}\.\d{9} n.*", r"\d{10}\.\d{9} e.*", r"\d{10}\.\d{9} \+.*"],
    ),
    ("no_format", &["--timestamps=none,ns"], ["close.*", "n.*", "e.*", r"\+.*"]),
    (
        "r",
        &["-r"],
        [r" {5}\d\.\d{6} close.*", r" {5}0\.\d{6} n.*", r" {5}\d\.[^0]\d{5} e.*|.*0\.0[^01]\d{4} e.*", r" .*\d \+.*"],
    ),
    (
        "r_beside_t",
        &["-rt"],
        [
            r"[\d:]{8} \(\+ {5}\d\.\d{6}\) close\(-1\) += .*",
            r"[\d:]{8} \(\+ {5}\d\.\d{6}\) n.*",
            r"[\d:]{8} \(\+ {5}\d\.\d{6}\) e.*",
            r"[\d:]{8} \(\+ {5}\d\.\d{6}\) \+.*",
        ],
    ),
    (
        "r_with_a_precision",
        &["--relative-timestamps=ms"],
        [r" {5}\d\.\d{3} close.*", r" {5}\d\.\d{3} n.*", r" {5}\d\.\d{3} e.*", r" {5}\d\.\d{3} \+.*"],
    ),
    ("numbers_of_calls", &["-n"], [r"\[   3\] close\(-1\) .*", r"\[  35\] n.*", r"\[ 231\] e.*", r"\[ 231\] \+.*"]),
    (
        "numbers_of_calls_beside_times",
        &["-nt"],
        [r"[\d:]{8} \[   3\] c.*", r"[\d:]{8} \[  35\] n.*", r"[\d:]{8} \[ 231\] e.*", r"[\d:]{8} \[ 231\] \+.*"],
    ),
    (
        "instruction_pointers",
        &["-i"],
        [r"\[0000[\da-f]{12}\] close\(-1\) +=.*", r"\[.{16}\] n.*", r"\[.{16}\] e.*", r"\[\?{16}\] \+\+\+.*"],
    ),
    (
        "instruction_pointers_behind_numbers_and_times",
        &["-int"],
        [
            r"[\d:]{8} \[   3\] \[0.{15}\] c.*",
            r"[\d:]{8} \[  35\] \[0.{15}\] n.*",
            r"[\d:]{8} \[ 231\] \[0.{15}\] e.*",
            r"[\d:]{8} \[ 231\] \[\?{16}\] \+.*",
        ],
    ),
    (
        "the_task_of_each_line",
        &["--always-show-pid", "-n"],
        [r"\d+ +\[   3\] c.*", r"\d+ +\[  35\] n.*", r"\d+ +\[ 231\] e.*", r"\d+ +\[ 231\] \+.*"],
    ),
    (
        "times_in_calls",
        &["-T"],
        [
            r"close\(-1\) {31}= -1 EBADF \(.*\) <\d\.\d{6}>",
            r"n.* = 0 <(\d\.[^0]\d{5}|0\.0[^01]\d{4})>",
            r"e.*= \?",
            r"\+\+\+ .* \+\+\+",
        ],
    ),
    (
        "times_in_calls_with_a_precision",
        &["-T", "--syscall-times=ns"],
        [r"close.* <\d\.\d{9}>", r"n.* <\d\.\d{9}>", r"e.*= \?", r"\+.*\+"],
    ),
];

/// Options that strace refuses, and its words for it.
const REFUSED: &[(&[&str], &str)] = &[
    (&["-a", "-1"], "invalid -a argument: '-1'"),
    (&["-r", "--relative-timestamps=foo"], "invalid --relative-timestamps argument: 'foo'"),
    (&["--syscall-times="], "invalid --syscall-times argument: ''"),
    (&["--absolute-timestamps=unix,foo"], "invalid --absolute-timestamps argument: 'unix,foo'"),
    (&["-X", "RAW"], "invalid -X argument: 'RAW'"),
    (&["--const-print-style="], "invalid --const-print-style argument: ''"),
    (&["--strings-in-hex=foo"], "invalid --strings-in-hex argument: 'foo'"),
    (&["--strings-in-hex", "-x"], "-x and --strings-in-hex cannot be provided simultaneously"),
    (&["--secontext"], "SELinux context printing (--secontext option) is not supported by this build of "),
    (&["--secontext=full"], "SELinux context printing (--secontext option) is not supported by this build of "),
    (&["-t", "--absolute-timestamps=ms"], "-t and --absolute-timestamps cannot be provided simultaneously"),
];

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let forms =
        FORMS.iter().map(|(name, options, lines)| trial(&format!("looks::{name}"), root, move || look(options, lines)));
    let mut trials: Vec<Trial> = forms.collect();
    trials.push(trial("looks::values_that_make_no_sense_are_refused_in_straces_words", &[], refused));
    let with_terminal = &[Needs::Root, Needs::Tool("script")];
    trials.push(trial("looks::colours_are_for_terminals_unless_asked_for_elsewhere", with_terminal, colours));
    trials.push(trial("looks::a_line_that_goes_on_has_the_time_of_its_return", root, resumed));
    trials
}

fn look(options: &[&str], expected: &[&str]) -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "-e", "trace=close,nanosleep,exit_group"]).args(options);
    run.command.arg(Target::program("looks")?);
    run.output()?;
    let trace = run.read("trace")?;
    let lines: Vec<&str> = trace.lines().skip_while(|line| !line.contains("(-1)")).collect();
    check(lines.len() == expected.len(), || trace.clone())?;
    for (line, expected) in lines.iter().zip(expected) {
        let regex = Regex::new(&format!("^({expected})$")).expect("a pattern of this file is no regex");
        check(regex.is_match(line), || format!("no {expected}: {line}\n{trace}"))?;
    }
    Ok(())
}

fn refused() -> Outcome {
    for (options, words) in REFUSED {
        let mut run = Run::new().args(*options).args(["true"]);
        let output = run.output()?;
        let said = text(&output.stderr);
        check(output.status.code() == Some(1) && said.contains(words), || format!("{options:?}: {said}"))?;
    }
    Ok(())
}

/// Live and of a recording.
fn colours() -> Outcome {
    const PAINTED: &str = "\x1b[33mexit_group\x1b[0m(";
    let mut run = Run::new().args(["--record", "r.bt", "-e", "trace=exit_group", "true"]);
    run.output()?;
    for source in ["-e trace=exit_group true", "--replay r.bt"] {
        for (option, on_terminal, elsewhere) in [
            ("", true, false),
            ("--color=auto", true, false),
            ("--color=never", false, false),
            ("--color=always", true, true),
        ] {
            let line = format!("'{}' {option} {source}", beetrace().display());
            let shown = |words: &[&str]| -> Result<String, Failed> {
                let mut again = Run::of(words[0].as_ref()).args(&words[1..]);
                again.command.current_dir(run.folder.path()).env("TERM", "xterm");
                Ok(text(&again.output()?.stdout))
            };
            let terminal = shown(&["script", "-qec", &line, "/dev/null"])?;
            same(&format!("colours on a terminal: {line}"), on_terminal, terminal.contains(PAINTED))?;
            let pipe = shown(&["sh", "-c", &format!("{line} 2>&1")])?;
            same(&format!("colours in a pipe: {line}"), elsewhere, pipe.contains(PAINTED))?;
            check(terminal.contains("exit_group") && pipe.contains("exit_group"), || format!("{terminal}{pipe}"))?;
        }
    }
    Ok(())
}

/// The second line of a call that another task interrupts has the time of its return, and of the whole call.
fn resumed() -> Outcome {
    let mut run = Run::new().args(["-f", "-ttt", "-T", "-o", "|cat", "-e", "trace=wait4,exit_group", "sh", "-c"]);
    run.command.arg("sleep 0.5; exit 7");
    let output = run.output()?;
    let trace = text(&output.stdout);
    let line = |word: &str| trace.lines().find(|line| line.contains(word)).ok_or_else(|| format!("no {word}: {trace}"));
    let time = |word: &str| -> Result<f64, String> {
        let time = line(word)?.split_whitespace().nth(1).and_then(|time| time.parse().ok());
        time.ok_or_else(|| format!("no time of {word}: {trace}"))
    };
    check(time("wait4 resumed>")? >= time("exit_group(0)")?, || trace.clone())?;
    let took = line("wait4 resumed>")?.split_once('<').and_then(|(_, line)| line.split_once('<')?.1.strip_suffix('>'));
    check(took.and_then(|took| took.parse().ok()).is_some_and(|took: f64| took > 0.4), || trace.clone())
}
