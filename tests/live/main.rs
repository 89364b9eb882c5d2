//! Does beetrace, on this kernel, print what programs did, end as it should, and leave nothing behind?
//!
//! One trial per target (tests/targets), and trials about the command itself. In VMs (tests/vm) the environment
//! names what was built beforehand: BEETRACE_BIN, and BEETRACE_TARGETS, the folder of compiled targets.

mod abi;
mod attach;
mod capture;
mod cgroups;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod errors;
mod exec;
mod filter;
mod identities;
mod interrupts;
mod json;
mod layout;
mod looks;
mod names;
mod outcomes;
mod output;
mod recordings;
mod stacks;
mod startup;
mod states;
mod subjects;
mod summary;
mod volume;
mod waiting;

use libtest_mimic::Arguments;

fn main() {
    let arguments = Arguments::from_args();
    common::reset_signals();
    let mut trials = Vec::new();
    trials.extend(states::trials());
    trials.extend(command::trials());
    trials.extend(capture::trials());
    trials.extend(cgroups::trials());
    trials.extend(filter::trials());
    trials.extend(abi::trials());
    trials.extend(outcomes::trials());
    trials.extend(subjects::trials());
    trials.extend(output::trials());
    trials.extend(summary::trials());
    trials.extend(startup::trials());
    trials.extend(json::trials());
    trials.extend(layout::trials());
    trials.extend(looks::trials());
    trials.extend(names::trials());
    trials.extend(identities::trials());
    trials.extend(recordings::trials());
    trials.extend(errors::trials());
    trials.extend(exec::trials());
    trials.extend(stacks::trials());
    trials.extend(interrupts::trials());
    trials.extend(volume::trials());
    trials.extend(waiting::trials());
    trials.extend(attach::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
