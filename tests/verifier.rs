//! Does the verifier's work stay small? Loading time is mostly that, and old kernels give up at a million
//! instructions. The numbers are this kernel's; the bounds leave room for others.

use std::mem::MaybeUninit;
use std::process::ExitCode;

use beetrace::cli::Cli;
use beetrace::config::Config;
use beetrace::kernel::Kernel;
use clap::Parser;
use libbpf_rs::query::ProgInfoIter;
use libtest_mimic::Arguments;
use libtest_mimic::Trial;

/// Programs whose names the kernel cuts at 15 characters, with the instructions that they may cost.
const BOUNDS: &[(&str, u32)] = &[
    ("handle_sys_ente", 20_000),
    ("handle_sys_exit", 25_000),
    ("handle_fork", 2_000),
    ("handle_exec", 25_000),
    ("handle_exit", 2_000),
    ("handle_signal_d", 2_000),
    ("handle_signal_g", 2_000),
    ("seed_tasks", 5_000),
];

fn programs_stay_cheap_to_verify() -> Result<(), libtest_mimic::Failed> {
    // Everything switched on: what is off the verifier does not see.
    let cli = Cli::try_parse_from(["beetrace", "-f", "--format", "json", "true"]).map_err(|e| e.to_string())?;
    let config = Config::new(cli).map_err(|e| e.to_string())?;
    let mut object = MaybeUninit::uninit();
    let kernel = Kernel::load(&config, true, &mut object).map_err(|e| format!("{e:#}"))?;
    let ids = kernel.program_ids().map_err(|e| e.to_string())?;
    let mut seen = 0;
    for program in ProgInfoIter::default().filter(|program| ids.contains(&program.id)) {
        let name = program.name.to_string_lossy().into_owned();
        let (_, bound) = BOUNDS.iter().find(|(known, _)| name == *known).ok_or(format!("{name} has no bound"))?;
        println!("{name}: {} instructions verified, {bound} allowed", program.verified_insns);
        if program.verified_insns > *bound {
            return Err(format!("{name} costs {} instructions, {bound} are allowed", program.verified_insns).into());
        }
        seen += 1;
    }
    if seen != BOUNDS.len() {
        return Err(format!("{seen} of {} programs were found", BOUNDS.len()).into());
    }
    Ok(())
}

fn main() -> ExitCode {
    let root = nix::unistd::geteuid().is_root();
    let name = if root { "programs_stay_cheap_to_verify" } else { "[not root] programs_stay_cheap_to_verify" };
    let trial = Trial::test(name, programs_stay_cheap_to_verify).with_ignored_flag(!root);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}
