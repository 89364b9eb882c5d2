//! Which options are there about stacks?

use std::ffi::OsString;

use clap::ArgAction;
use clap::Args;

/// The options, as they are given.
#[derive(Debug, Default, Args)]
pub struct Traces {
    /// Print the functions that have led to each call (-k), with the lines of their source (-kk)
    #[arg(short = 'k', action = ArgAction::Count)]
    pub stack_traces_count: u8,

    /// The same: symbol is -k, source -kk
    #[arg(
        long, alias = "stack-traces", value_name = "WHAT", num_args = 0..=1, require_equals = true,
        default_missing_value = "symbol"
    )]
    pub stack_trace: Vec<OsString>,

    /// Print no more functions than that of each stack [default: 256]
    #[arg(long, value_name = "LIMIT", allow_hyphen_values = true)]
    pub stack_trace_frame_limit: Vec<OsString>,
}
