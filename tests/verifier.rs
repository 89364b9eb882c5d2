//! Does the verifier's work stay small? Loading time is mostly that, and old kernels give up at a million
//! instructions. The numbers are this kernel's; the bounds leave room for others.

use std::mem::MaybeUninit;
use std::process::ExitCode;

use beetrace::kernel::Kernel;
use beetrace::options::cli::Cli;
use beetrace::options::config::Config;
use beetrace::output::Json;
use beetrace::output::Needs;
use beetrace::output::Text;
use beetrace::output::View;
use clap::Parser;
use libbpf_rs::query::ProgInfoIter;
use libtest_mimic::Arguments;
use libtest_mimic::Trial;

/// Programs, their names as the kernel cuts them (at 15 characters), with the instructions that they may cost. Where
/// there are two at a tracepoint, both may cost as much.
const BOUNDS: &[(&str, u32)] = &[
    ("handle_sys_ente", 4_000),
    ("handle_sys_exit", 14_000),
    ("capture_at_entr", 12_000),
    ("capture_at_exit", 12_000),
    ("handle_fork", 2_000),
    ("handle_exec", 5_000),
    ("handle_exit", 2_000),
    ("handle_switch", 1_000),
    ("handle_signal_d", 2_000),
    ("handle_signal_g", 2_000),
    ("handle_signal_s", 5_000),
    ("seed_tasks", 1_000),
    ("spaces_of_retur", 1_000),
    ("spaces_of_child", 1_000),
    ("names_at_entry", 60_000),
    ("names_at_exit", 60_000),
];

/// What the program at the entry may cost with -P, which asks there about each argument, too.
const ENTRY_WITH_PATHS: (&str, u32) = ("handle_sys_ente", 5_000);

/// Those that are only there when Linux skips programs that are preempted: see bpf/beetrace.bpf.c.
const BOUNDS_OF_SECONDS: &[(&str, u32)] = &[
    ("capture_by_perf", 12_000),
    ("names_by_perf", 60_000),
    ("handle_exec_arg", 5_000),
    ("handle_exec_per", 2_000),
    ("handle_exit_per", 2_000),
];

/// What is switched off the verifier does not see: each view has ways of its own.
fn programs_stay_cheap_to_verify() -> Result<(), libtest_mimic::Failed> {
    let (text, json) = (Text::new(false).needs(), Json::new(false).needs());
    for needs in [text, json, Needs { memory: false, ..text }] {
        programs_stay_cheap_with(needs, &[])?;
    }
    // What is switched on by options.
    for options in [
        &["-Z", "--min-duration=1s"][..],
        &["-C"],
        &["-C", "-w", "-z"],
        &["-y"],
        &["-yy", "-z"],
        &["-i"],
        &["--namespace"],
        &["-k"],
        &["-k", "-yy"],
        &["--trace-fds=3"],
        &["-P", "/dev/null"],
        &["-P", "/dev/null", "-yy", "-k", "--min-duration=1s"],
    ] {
        [text, json].into_iter().try_for_each(|needs| programs_stay_cheap_with(needs, options))?;
    }
    // Where nothing but sums is made, nothing is copied.
    for options in [&["-c"][..], &["-c", "-w"], &["-c", "--hist"], &["-c", "--min-duration=1s"]] {
        programs_stay_cheap_with(Needs { memory: false, ..text }, options)?;
    }
    Ok(())
}

fn programs_stay_cheap_with(needs: Needs, options: &[&str]) -> Result<(), libtest_mimic::Failed> {
    let words = [&["beetrace", "-f"], options, &["true"]].concat();
    let cli = Cli::try_parse_from(words).map_err(|e| e.to_string())?;
    let config = Config::new(cli).map_err(|e| e.to_string())?;
    let mut object = MaybeUninit::uninit();
    let kernel = Kernel::load(&config, needs, true, &mut object).map_err(|e| format!("{e:#}"))?;
    let _attached = kernel.attach().map_err(|e| format!("{e:#}"))?;
    let ids = kernel.program_ids().map_err(|e| e.to_string())?;
    let mut expected: Vec<&(&str, u32)> = BOUNDS.iter().collect();
    if kernel.is_by_perf() {
        expected.extend(BOUNDS_OF_SECONDS);
    }
    println!("{needs:?} {options:?}:");
    let has = |option: &str| options.contains(&option);
    if has("-P") {
        expected.retain(|(name, _)| *name != ENTRY_WITH_PATHS.0);
        expected.push(&ENTRY_WITH_PATHS);
    }
    let sums_processor_time = (has("-c") || has("-C")) && !has("-w");
    let sees_switches = sums_processor_time || has("-c") && !has("--min-duration=1s") && !kernel.is_by_perf();
    expected.retain(|(name, _)| sees_switches || *name != "handle_switch");
    let names = has("-P") || options.iter().any(|option| option.starts_with("-y"));
    expected.retain(|(name, _)| names || !name.starts_with("names_"));
    expected.retain(|(name, _)| has("--namespace") || !name.starts_with("spaces_"));
    expected.retain(|(name, _)| needs.memory || !name.starts_with("capture_"));
    // Which of the two sees signals delivered.
    let other = if has("-k") { "handle_signal_d" } else { "handle_signal_s" };
    expected.retain(|(name, _)| *name != other);
    let mut unseen: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    for program in ProgInfoIter::default().filter(|program| ids.contains(&program.id)) {
        let name = program.name.to_string_lossy().into_owned();
        let (_, bound) = expected.iter().find(|(known, _)| name == *known).ok_or(format!("{name} has no bound"))?;
        // Kernels before 5.16 do not count them.
        println!("{name}: {} instructions verified, {bound} allowed", program.verified_insns);
        if program.verified_insns > *bound {
            return Err(format!("{name} costs {} instructions, {bound} are allowed", program.verified_insns).into());
        }
        unseen.retain(|unseen| name != *unseen);
    }
    if !unseen.is_empty() {
        return Err(format!("not loaded: {unseen:?}").into());
    }
    Ok(())
}

fn main() -> ExitCode {
    let root = nix::unistd::geteuid().is_root();
    let name = if root { "programs_stay_cheap_to_verify" } else { "[not root] programs_stay_cheap_to_verify" };
    let trial = Trial::test(name, programs_stay_cheap_to_verify).with_ignored_flag(!root);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}
