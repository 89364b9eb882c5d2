//! Which options are there about how lines look?

use std::ffi::OsString;

use clap::ArgAction;
use clap::Args;

/// The options, as they are given.
#[derive(Debug, Default, Args)]
pub struct Given {
    /// Print results in this column [default: 40]
    #[arg(short = 'a', long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub columns: Vec<OsString>,

    /// Print the time since the line before; PRECISION is one of s, ms, us, ns [default: us]
    #[arg(
        short = 'r', long, value_name = "PRECISION", num_args = 0..=1, require_equals = true, default_missing_value = "us"
    )]
    pub relative_timestamps: Vec<OsString>,

    /// Print the time of day (-t), with microseconds (-tt), the time since 1970 with microseconds (-ttt)
    #[arg(short = 't', action = ArgAction::Count)]
    pub timestamps: u8,

    /// Print times as FORMAT (none, time, unix) with PRECISION (s, ms, us, ns) says [default: time,s]
    #[arg(
        long, alias = "timestamps", value_name = "[[format:]FORMAT],[[precision:]PRECISION]",
        num_args = 0..=1, require_equals = true, default_missing_value = ""
    )]
    pub absolute_timestamps: Vec<OsString>,

    /// Print the time spent in each call; PRECISION is one of s, ms, us, ns [default: us]
    #[arg(
        short = 'T', long, value_name = "PRECISION", num_args = 0..=1, require_equals = true, default_missing_value = "us"
    )]
    pub syscall_times: Vec<OsString>,

    /// Print the number of each call
    #[arg(short = 'n', long, action = ArgAction::Count)]
    pub syscall_number: u8,

    /// Print in colours: always, never, or where lines go to a terminal that has them (auto)
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub color: Vec<OsString>,

    /// Print the names of arguments
    #[arg(short = 'N', long, action = ArgAction::Count)]
    pub arg_names: u8,

    /// Print the instruction pointer at the time of each call
    #[arg(short, long, action = ArgAction::Count)]
    pub instruction_pointer: u8,

    /// Print strings that are not ASCII text in hexadecimal (-x), or all (-xx)
    #[arg(short = 'x', action = ArgAction::Count)]
    pub hex: u8,

    /// Print in hexadecimal what of strings: no byte (none), those that need an escape (non-ascii-chars), strings with
    /// such bytes (non-ascii), all strings (all) [default: all]
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "all")]
    pub strings_in_hex: Vec<OsString>,

    /// Print constants by name (abbrev), as numbers (raw), or as numbers with their names (verbose)
    #[arg(short = 'X', long, value_name = "FORMAT", allow_hyphen_values = true)]
    pub const_print_style: Vec<OsString>,

    /// Print the process id in each line, of the command's first process, too
    #[arg(long, action = ArgAction::Count)]
    pub always_show_pid: u8,

    /// Print the path of each descriptor (-y), and all that is known of it (-yy)
    #[arg(short = 'y', action = ArgAction::Count)]
    pub paths: u8,

    /// Print SELinux contexts: strace says so when it was built without.
    #[arg(long, hide = true, num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub secontext: Vec<OsString>,
}
