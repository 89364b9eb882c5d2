//! How long did a command take, how much memory, and what did it say is lost?

use std::mem::MaybeUninit;
use std::process::Child;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

use anyhow::ensure;
use anyhow::Context;
use anyhow::Result;

use crate::report::median;
use crate::tools::INCOMPLETE;

/// A command that has ended.
pub struct Finished {
    pub time: Duration,
    pub peak_mb: f64,
}

/// Runs a command, which must succeed, but for calls lost.
pub fn finish(command: &mut Command) -> Result<Finished> {
    let begin = Instant::now();
    let child = command.spawn().with_context(|| format!("cannot run {command:?}"))?;
    let peak_mb = wait_for(&child).with_context(|| format!("{command:?}"))?;
    Ok(Finished { time: begin.elapsed(), peak_mb })
}

/// Waits for a command that must succeed, but for calls lost; its peak of resident memory, MB.
pub fn wait_for(child: &Child) -> Result<f64> {
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: both pointers are to places of the right types; the child is ours and waited for nowhere else.
    let pid = unsafe { libc::wait4(child.id() as i32, &mut status, 0, usage.as_mut_ptr()) };
    ensure!(pid == child.id() as i32, "cannot wait for a child");
    ensure!(
        libc::WIFEXITED(status) && [0, INCOMPLETE].contains(&libc::WEXITSTATUS(status)),
        "ended with wait status {status:#x}"
    );
    // SAFETY: wait4 has succeeded and filled it in.
    let usage = unsafe { usage.assume_init() };
    Ok(usage.ru_maxrss as f64 / 1024.0)
}

/// The median time of these runs, ms.
pub fn median_ms(runs: &[Finished]) -> f64 {
    median(runs.iter().map(|run| run.time.as_secs_f64() * 1e3))
}
