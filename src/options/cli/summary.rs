//! Which options are there about summaries?

use std::ffi::OsString;

use clap::ArgAction;
use clap::Args;

/// The options.
#[derive(Debug, Default, Args)]
pub struct Asked {
    /// Count time, calls and errors for each call, and report a summary instead of the calls. What it is by now is
    /// shown whenever beetrace gets SIGUSR1
    #[arg(short = 'c', long, action = ArgAction::Count)]
    pub summary_only: u8,

    /// Like -c, but also print the calls
    #[arg(short = 'C', long, action = ArgAction::Count)]
    pub summary: u8,

    /// Take OVERHEAD off the time of each call in a summary; units: s, ms, us, ns; default is microseconds
    #[arg(short = 'O', long, value_name = "OVERHEAD[UNIT]", allow_hyphen_values = true)]
    pub summary_syscall_overhead: Vec<OsString>,

    /// Sort a summary by time, min-time, max-time, avg-time, calls, errors, name, nothing [default: time]
    #[arg(short = 'S', long, value_name = "SORTBY", allow_hyphen_values = true)]
    pub summary_sort_by: Vec<OsString>,

    /// Show these columns in a summary, of time-percent, total-time, min-time, max-time, avg-time, calls, errors, name
    /// [default: time-percent,total-time,avg-time,calls,errors,name]
    #[arg(short = 'U', long, value_name = "COLUMNS", allow_hyphen_values = true)]
    pub summary_columns: Vec<OsString>,

    /// Summarise how long calls took [default: how long processors worked on them]
    #[arg(short = 'w', long, action = ArgAction::Count)]
    pub summary_wall_clock: u8,

    /// Show what a summary is by then every so many seconds, too; units as for -O
    #[arg(long, value_name = "N[UNIT]", allow_hyphen_values = true)]
    pub summary_every: Option<OsString>,

    /// Show behind a summary how many of each call took how long
    #[arg(long, action = ArgAction::Count)]
    pub hist: u8,
}
