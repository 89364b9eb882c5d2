//! Which options are there?
//!
//! Pure data: names, help and shape, as strace has them where strace has them.
//! What the values mean is decided in config.rs.

use std::ffi::OsString;

use clap::ArgAction;
use clap::Parser;
use clap::ValueEnum;

/// Trace the system calls of a command, without slowing it down.
///
/// Prints every system call that the command makes, with its arguments and result, as strace does. The calls
/// are recorded by eBPF programs in the kernel; the command is never stopped for it.
#[derive(Debug, Parser)]
#[command(
    name = "beetrace",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    override_usage = "beetrace [OPTIONS] COMMAND [ARGS]...",
    after_long_help = AFTER_HELP
)]
pub struct Cli {
    /// Write the trace to FILE instead of standard error; `-` is standard output, `|COMMAND` a command's input
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<OsString>,

    /// Trace the processes and threads that the command makes, too
    #[arg(short, long = "follow-forks", action = ArgAction::Count)]
    pub follow: u8,

    /// Print at most N bytes of each string (paths are always whole)
    #[arg(short, long, value_name = "N", default_value = "32", allow_hyphen_values = true)]
    pub string_limit: OsString,

    /// Trace only the calls in SET, given as [trace=]SET; see "Sets of calls" below
    #[arg(short = 'e', long = "trace", value_name = "SET", allow_hyphen_values = true)]
    pub expr: Vec<OsString>,

    /// Print structs and environments whole
    #[arg(short = 'v', long = "no-abbrev", action = ArgAction::Count)]
    pub verbose: u8,

    /// Leave out messages about attaching and detaching (-q), exit statuses (-qq)
    #[arg(short, long = "quiet", action = ArgAction::Count)]
    pub quiet: u8,

    /// How the trace is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// What to do when the command is faster than its trace can be written: hold the command for a moment
    /// (freeze, the default where the kernel can), or drop calls and count them
    #[arg(long, value_name = "HOW", value_enum)]
    pub overflow: Option<Overflow>,

    /// Print help; --help prints more
    #[arg(short, long, action = ArgAction::Help)]
    pub help: Option<bool>,

    /// Print version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    pub version: Option<bool>,

    /// The command and its arguments
    #[arg(value_name = "COMMAND", trailing_var_arg = true)]
    pub command: Vec<OsString>,
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// As strace prints it
    Text,
    /// One JSON object a line
    Json,
}

/// What happens when the ring between kernel and beetrace fills up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Overflow {
    /// The command is held still (cgroup freezer) until the trace is written
    Freeze,
    /// Calls are left out, counted and the count is printed where they are missing
    Drop,
}

const AFTER_HELP: &str = "\
Sets of calls (-e trace=SET):
  open,close      these calls, by name or number
  ?name           the same, no error if there is no such call
  /regex          calls whose name matches the extended regular expression
  %file           a class: %desc %file %memory %process %signal %ipc %network (%net) %clock %creds %pure
                  %stat %lstat %fstat %%stat %statfs %fstatfs %%statfs
  !SET            all calls but these
  all, none       all calls, none
  The last -e trace= counts. Calls that beetrace does not know are always shown.

Exit status:
  That of the command; if a signal ended the command, the same signal ends beetrace. 1 if beetrace could not
  begin (wrong options, no such command, not permitted). 125 if the command succeeded but its trace is not
  complete (calls were lost, or the output could not be written).

Examples:
  beetrace ls -l /etc
  beetrace -f -o trace.txt make
  beetrace -e trace=%network curl localhost
  beetrace --format json -o '|jq .syscall' ls";
