//! What is there before the command runs?

use std::os::unix::ffi::OsStrExt;

use anyhow::Context;
use anyhow::Result;
use nix::sys::signal::SigSet;

use crate::command::cgroup::Cgroup;
use crate::command::launch::launch;
use crate::command::launch::Launched;
use crate::command::launch::Program;
use crate::complain;
use crate::machine::Live;
use crate::options::cli::Overflow;
use crate::options::config::Config;
use crate::options::subjects::Subjects;
use crate::output::Needs;
use crate::recording::facts::Facts;
use crate::recording::facts::ARCHITECTURE;
use crate::tracer::Settings;

/// Why something is lost where nobody is held still.
const FULL: &str = "the ring was full";

/// What is known of a recording before its first event.
pub(super) fn facts(config: &Config, needs: Needs, settings: &Settings, pid: u32) -> Facts {
    let attached = config.attach.iter().flat_map(|id| [b"-p".to_vec(), id.to_string().into_bytes()]);
    let kernel = nix::sys::utsname::uname().map_or(String::new(), |names| names.release().to_string_lossy().into());
    Facts {
        tool: concat!("beetrace ", env!("CARGO_PKG_VERSION")).to_owned(),
        architecture: ARCHITECTURE.to_owned(),
        kernel,
        epoch: settings.epoch,
        extent: config.extent.clone(),
        follow: config.follow,
        attached: settings.attached,
        several: settings.follow,
        times: config.needs_times(needs.times),
        comm: needs.comm,
        ips: config.looks.ips,
        stacks: config.stacks.is_some(),
        sources: config.stacks.is_some_and(|wanted| wanted.sources),
        names: config.names(),
        ids: config.looks.decode_pids.any(),
        spaces: config.looks.namespaces,
        selection: config.selection.clone(),
        outcomes: config.outcomes.clone(),
        command: attached.chain(config.argv.iter().map(|word| word.as_bytes().to_vec())).collect(),
        pid,
        machine: Live::new().answers(),
        flight: false,
        looks: config.kept.clone(),
        resolved: config.subjects.as_ref().map(Subjects::files).unwrap_or_default(),
    }
}

/// Starts the command, if there is one, in a cgroup of its own if it can be had: without one nothing can be held still,
/// and what is lost is counted. Also says why something would be lost.
pub(super) fn start(
    config: &Config,
    program: Option<&Program>,
    mask: &SigSet,
    grandchilds: Option<Launched>,
) -> Result<(Option<Cgroup>, Option<Launched>, String)> {
    let Some(program) = program else { return Ok((None, None, FULL.to_owned())) };
    let launch = |cgroup: Option<&Cgroup>| grandchilds.map_or_else(|| launch(program, mask, cgroup), Ok);
    if config.overflow == Overflow::Drop && !config.kill_on_exit {
        return Ok((None, Some(launch(None)?), FULL.to_owned()));
    }
    let made = Cgroup::new();
    let launched = launch(made.as_ref().ok())?;
    let entered = made.and_then(|cgroup| {
        if !launched.is_in_cgroup {
            cgroup.admit(launched.pid)?;
        }
        if config.kill_on_exit {
            cgroup.doom((!config.follow).then_some(launched.pid)).context("cannot tell who is to be killed")?;
        }
        Ok(cgroup)
    });
    if config.kill_on_exit {
        let cgroup = entered.context("--kill-on-exit needs a cgroup for the command")?;
        return Ok((Some(cgroup), Some(launched), "the ring was full before the command stood still".to_owned()));
    }
    Ok(match entered {
        Ok(cgroup) => (Some(cgroup), Some(launched), "the ring was full before the command stood still".to_owned()),
        Err(error) => {
            if config.insists_on_overflow {
                complain(format_args!("the command cannot be held still, what is lost will be counted: {error:#}"));
            }
            (None, Some(launched), format!("the command could not be held still: {error:#}"))
        }
    })
}
