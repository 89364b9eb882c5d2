//! Does `-e trace=` select what strace's does?

use libtest_mimic::Trial;

use crate::common::same;
use crate::common::trace;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// The calls that the target `selection` makes, but for the one with an unknown number.
const ALL: &[&str] =
    &["getpid", "getppid", "openat", "close", "stat", "socket", "munmap", "kill", "shmget", "exit_group"];

/// What the trial says, the options, and the calls that they select.
const FORMS: &[(&str, &[&str], &[&str])] = &[
    ("names", &["-e", "trace=getppid,openat"], &["getppid", "openat"]),
    ("the_word_trace_may_be_missing", &["-e", "getppid,openat"], &["getppid", "openat"]),
    ("the_long_option", &["--trace=getppid"], &["getppid"]),
    ("one_word", &["-etrace=getppid"], &["getppid"]),
    (
        "all_but_these",
        &["-e", "trace=!getppid,openat,exit_group"],
        &["getpid", "close", "stat", "socket", "munmap", "kill", "shmget"],
    ),
    (
        "all_but_these_without_the_word",
        &["-e", "!%memory,%process,/sock"],
        &["getpid", "getppid", "openat", "close", "stat", "shmget"],
    ),
    ("a_regex", &["-e", "trace=/^getp+i"], &["getpid", "getppid"]),
    ("a_regex_matches_anywhere", &["-e", "trace=/o"], &["openat", "close", "socket", "exit_group"]),
    ("a_name_that_may_be_unknown", &["-e", "trace=?no_such_call,close"], &["close"]),
    ("only_a_name_that_may_be_unknown", &["-e", "trace=?no_such_call"], &[]),
    ("a_class_that_may_be_unknown", &["-e", "trace=?%no_such_class,close"], &["close"]),
    ("class_file", &["-e", "trace=%file"], &["openat", "stat"]),
    ("class_file_in_its_old_spelling", &["-e", "trace=file"], &["openat", "stat"]),
    ("class_desc", &["-e", "trace=%desc"], &["openat", "close"]),
    ("class_process", &["-e", "trace=%process"], &["kill", "exit_group"]),
    ("class_network", &["-e", "trace=%network"], &["socket"]),
    ("class_net", &["-e", "trace=%net"], &["socket"]),
    ("class_memory", &["-e", "trace=%memory"], &["munmap"]),
    ("class_signal", &["-e", "trace=%signal"], &["kill"]),
    ("class_ipc", &["-e", "trace=%ipc"], &["shmget"]),
    ("class_stat", &["-e", "trace=%stat"], &["stat"]),
    ("class_stat_like", &["-e", "trace=%%stat"], &["stat"]),
    ("class_pure", &["-e", "trace=%pure"], &["getpid", "getppid"]),
    ("classes_and_names", &["-e", "trace=%ipc,close"], &["close", "shmget"]),
    ("none", &["-e", "trace=none"], &[]),
    ("all", &["-e", "trace=all"], ALL),
    ("no_option_selects_all", &[], ALL),
    ("the_last_option_counts", &["-e", "trace=getpid", "-e", "trace=close"], &["close"]),
    ("numbers", &["-e", "trace=39,3"], &["getpid", "close"]),
    ("a_name_of_another_abi_only", &["-e", "trace=mmap2,close"], &["close"]),
    ("two_bangs_are_none", &["-e", "trace=!!getpid,close"], &["getpid", "close"]),
    ("other_expressions_do_not_count", &["-e", "trace=close", "-e", "signal=none", "--quiet=attach"], &["close"]),
];

/// The same of the target `abis`, which makes its calls as i386, x32 and x86-64.
const ABIS: &[(&str, &str, &[&str])] = &[
    ("an_i386_call_is_not_taken_for_the_x86_64_call_of_its_number", "writev", &[]),
    ("names_count_in_every_abi", "getpid,exit_group", &["getpid", "getpid", "getpid", "exit_group"]),
    ("all_but_these_counts_in_every_abi", "!%process,getpid", &["getppid", "getppid", "rt_sigprocmask"]),
    ("classes_count_in_every_abi", "%process", &["fork", "wait4", "exit_group"]),
    ("regexes_count_in_every_abi", "/^(f|getpi)", &["getpid", "getpid", "getpid", "fork"]),
    ("a_number_is_i386s", "20", &["getpid"]),
    ("a_name_of_one_abi", "getpid@32,exit_group@32", &["getpid", "exit_group"]),
    ("each_element_has_its_abi", "getppid@32,getpid@64,getpid@x32", &["getppid", "getpid", "getpid"]),
    ("a_class_of_one_abi", "%process@64,20@64", &["wait4"]),
    ("all_but_those_of_an_abi", "!all@32", &["getppid", "getpid", "getpid", "rt_sigprocmask", "wait4"]),
    ("a_number_is_x86_64s_and_x32s", "39", &["getpid", "getpid"]),
    ("a_number_with_the_bit_is_x32s", "1073741863", &["getpid"]),
];

pub fn trials() -> Vec<Trial> {
    let forms = FORMS.iter().map(|&(name, options, expected)| {
        trial(&format!("filter::{name}"), &[Needs::Root], move || selects(options, expected))
    });
    let abis = ABIS.iter().map(|&(name, set, expected)| {
        trial(&format!("filter::{name}"), &[Needs::Root], move || selects_of_abis(set, expected))
    });
    forms.chain(abis).collect()
}

fn selects_of_abis(set: &str, expected: &[&str]) -> Outcome {
    let mut run = Run::new().args(["-o", "trace", "-e", &format!("trace={set}")]);
    run.command.arg(Target::program("abis")?);
    run.output()?;
    let names = names(&run.read("trace")?);
    same("selected calls", expected, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The names of the calls that count, by the marks.
fn names(trace: &str) -> Vec<String> {
    let lines = trace::marked(trace.lines().map(String::from).collect(), false);
    lines.iter().filter_map(|line| line.split_once('(').map(|(name, _)| name.to_string())).collect()
}

fn selects(options: &[&str], expected: &[&str]) -> Outcome {
    let mut run = Run::new().args(["-o", "trace"]).args(options);
    run.command.arg(Target::program("selection")?);
    run.output()?;
    let trace = run.read("trace")?;
    let mut names = names(&trace);
    // An unknown number is printed whatever is selected.
    let unknown = names.iter().position(|name| *name == "syscall_0x1f7").ok_or("syscall_0x1f7 is not in the trace")?;
    names.remove(unknown);
    same("selected calls", expected, &names.iter().map(String::as_str).collect::<Vec<_>>())
}
