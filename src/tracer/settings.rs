//! What do lines depend on beside the events?

use crate::options::config::Config;
use crate::options::destination::Destination;
use crate::options::dumps::Dumps;
use crate::options::extent::Extent;
use crate::options::outcomes::Outcomes;
use crate::options::quiet::Quiet;
use crate::options::selection::Selection;
use crate::options::set::Set;
use crate::options::stacks::Wanted;
use crate::options::subjects::Subjects;
use crate::options::summary::Summary;

/// What lines depend on beside the events.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Lines say whose they are.
    pub follow: bool,
    /// Tasks are traced that were there before.
    pub attached: bool,
    /// The lines of each task go into a file of its own.
    pub apart: bool,
    /// They go to standard error, where messages stand between them.
    pub to_stderr: bool,
    /// The messages that are left out.
    pub quiet: Quiet,
    /// How much was captured of strings and arrays,
    pub extent: Extent,
    /// and how much of that is shown.
    pub shown: Extent,
    /// Where all the data that calls have moved shows.
    pub dumps: Option<Dumps>,
    /// Which calls show.
    pub selection: Selection,
    /// What they must be about, if that matters.
    pub subjects: Option<Subjects>,
    /// How many calls show at the most.
    pub limit: Option<u64>,
    /// What must have come of the calls that show, if that matters: then nothing shows of a call before it has ended.
    pub outcomes: Option<Outcomes>,
    /// Which signals show.
    pub signals: Set,
    /// Calls are added up,
    pub summary: Option<Summary>,
    /// and nobody else does that.
    pub counts: bool,
    /// How long calls took, without what they have waited for a processor.
    pub processor: bool,
    /// Real time at CLOCK_MONOTONIC 0, ns.
    pub epoch: u64,
    /// Lines tell instruction pointers.
    pub ips: bool,
    /// What of stacks shows.
    pub stacks: Option<Wanted>,
}

impl Settings {
    /// As the options say.
    pub fn new(config: &Config, epoch: u64) -> Settings {
        Settings {
            follow: config.follow,
            attached: !config.attach.is_empty(),
            apart: matches!(config.destination, Destination::Apart { .. }),
            to_stderr: config.destination == Destination::Stderr,
            quiet: config.quiet,
            extent: config.extent.clone(),
            shown: Extent { data: false, subjects: false, ..config.extent.clone() },
            dumps: config.dumps.clone(),
            selection: config.selection.clone(),
            subjects: config.subjects.clone(),
            limit: config.syscall_limit,
            outcomes: config.outcomes.clone(),
            signals: config.signals.clone(),
            summary: config.summary.clone(),
            counts: config.adds_up_what_shows(),
            processor: config.adds_up_processor_time(),
            epoch,
            ips: config.looks.ips,
            stacks: config.stacks,
        }
    }
}
