//! Which options are there?
//!
//! Pure data: names, help and shape, as strace has them where strace has them.
//! What the values mean is decided in config.rs.

mod looks;
mod stacks;
mod summary;

use std::ffi::OsString;

use anyhow::Result;
use clap::ArgAction;
use clap::CommandFactory;
use clap::FromArgMatches;
use clap::Parser;
use clap::ValueEnum;

pub use self::looks::Given;
pub use self::stacks::Traces;
pub use self::summary::Asked;
use crate::options::qualifiers::Qualifiers;
use crate::options::words::plain;
use crate::options::words::Spellings;

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
    args_override_self = true,
    override_usage = "beetrace [OPTIONS] COMMAND [ARGS]...\n       beetrace [OPTIONS] -p PID\n       beetrace [OPTIONS] --replay FILE"
)]
pub struct Cli {
    /// Write the trace to FILE instead of standard error; `-` is standard output, `|COMMAND` a command's input
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<OsString>,

    /// Append to FILE instead of replacing what is in it
    #[arg(short = 'A', long, action = ArgAction::Count)]
    pub output_append_mode: u8,

    /// Trace the processes and threads that the command makes, too; -ff: each into a file of its own, FILE.PID
    #[arg(short = 'f', action = ArgAction::Count)]
    pub follow: u8,

    /// The same as -f; with --output-separately the same as -ff
    #[arg(long, action = ArgAction::Count)]
    pub follow_forks: u8,

    /// Write the lines of each task into a file of its own, FILE.PID
    #[arg(long, action = ArgAction::Count)]
    pub output_separately: u8,

    /// strace's name of old for -f.
    #[arg(short = 'F', action = ArgAction::Count, hide = true)]
    pub follow_deprecated: u8,

    /// Put VAR=VAL into the command's environment, or without =VAL remove VAR from it
    #[arg(short = 'E', long, value_name = "VAR[=VAL]", allow_hyphen_values = true)]
    pub env: Vec<OsString>,

    /// Trace the process of that id, which runs already, with -f all its threads and what it makes from now on. Ids can
    /// be a list: 12,13 or what pidof prints. It is not stopped, and nothing of it is changed
    #[arg(short = 'p', long, value_name = "PID", allow_hyphen_values = true)]
    pub attach: Vec<OsString>,

    /// Run the command as that user, in all groups of the user, or as UID:GID, two numbers. Set-user-id programs get
    /// their privileges with and without it
    #[arg(short, long, value_name = "USERNAME", allow_hyphen_values = true)]
    pub user: Option<OsString>,

    /// Give the command that name as argv[0]
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub argv0: Option<OsString>,

    /// Trace as a grandchild: the command is the caller's own child. -DD: in a process group of its own, too; -DDD: in
    /// a session of its own
    #[arg(short = 'D', action = ArgAction::Count)]
    pub daemonize_more: u8,

    /// The same as -D (grandchild, the default), -DD (pgroup), -DDD (session)
    #[arg(long, value_name = "WHERE", num_args = 0..=1, require_equals = true, default_missing_value = "grandchild",
        aliases = ["daemonise", "daemonised", "daemonized"])]
    pub daemonize: Vec<OsString>,

    /// Trace a process no longer when it executes another program; execve is the only call that can be named
    #[arg(short = 'b', long, value_name = "CALL", allow_hyphen_values = true)]
    pub detach_on: Vec<OsString>,

    /// Kill the traced processes when beetrace ends before them, even if it is killed
    #[arg(long, action = ArgAction::Count)]
    pub kill_on_exit: u8,

    /// Trace no longer when so many calls have returned that were printed: the command goes on
    #[arg(long, value_name = "LIMIT", allow_hyphen_values = true)]
    pub syscall_limit: Vec<OsString>,

    /// The same as --syscall-limit
    #[arg(long, value_name = "LIMIT", allow_hyphen_values = true)]
    pub calls: Vec<OsString>,

    /// Trace no longer after that time: 10s, 500ms, 5m, 1h; without unit: seconds. The processes go on
    #[arg(long = "for", value_name = "TIME", allow_hyphen_values = true)]
    pub most_time: Vec<OsString>,

    /// Print at most N bytes of each string (paths are always whole) [default: 32; in a replay: as was recorded]
    #[arg(short, long, value_name = "N", allow_hyphen_values = true)]
    pub string_limit: Vec<OsString>,

    /// What -e and the options of the same names say
    #[command(flatten)]
    pub qualifiers: Qualifiers,

    /// Print only calls that are about PATH, by its name or by a descriptor of it
    #[arg(short = 'P', long, value_name = "PATH", allow_hyphen_values = true)]
    pub trace_path: Vec<OsString>,

    /// Print only calls that took so long: 10ms, 2s, 500us, 100ns; without unit: microseconds
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub min_duration: Option<OsString>,

    /// Leave out messages: --quiet=attach,personality (-q), exit statuses, too (-qq), all (-qqq)
    #[arg(short, action = ArgAction::Count)]
    pub quieter: u8,

    /// What a signal such as Ctrl-C does to beetrace: anywhere or waiting (1, 2): it ends tracing at once and goes on
    /// to the command; never (3): nothing; never_tstp (4): nor does Ctrl-Z. Without -I the command gets it, tracing
    /// goes on until the command has ended, and a second one ends tracing
    #[arg(short = 'I', long, value_name = "WHEN", allow_hyphen_values = true)]
    pub interruptible: Vec<OsString>,

    /// How lines look
    #[command(flatten)]
    pub looks: Given,

    /// Whether stacks show
    #[command(flatten)]
    pub stacks: Traces,

    /// Whether calls are added up, and how
    #[command(flatten)]
    pub summary: Asked,

    /// How the trace is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// What to do when the command is faster than its trace can be written: hold the command for a moment
    /// (freeze, the default where the kernel can), or drop calls and count them
    #[arg(long, value_name = "HOW", value_enum)]
    pub overflow: Option<Overflow>,

    /// Record the trace into FILE instead of printing it (with -o: as well), to be shown by --replay as often, and in
    /// as many forms, as you like. It costs a fraction of printing. `-` is standard output (where the command must
    /// not print, too), `|COMMAND` a command's input. Times of calls are recorded with -t, -r, -T and with --format json, which records names of tasks, too
    #[arg(long, value_name = "FILE")]
    pub record: Option<OsString>,

    /// Keep only the last of the recording, in memory: 30s, 5m (of a time at most 256 MiB), 64MiB, 1GiB. FILE is written when the command fails or
    /// a signal ends it (or beetrace), and FILE.1, FILE.2 ... at once whenever beetrace gets SIGUSR1
    #[arg(long, value_name = "AMOUNT")]
    pub record_last: Option<OsString>,

    /// Show what --record has recorded into FILE (`-`: standard input), on standard output or where -o says, with all
    /// options about selection and form; lines look as they did when they were recorded, unless options say otherwise.
    /// Needs no privilege, and not the machine or kernel that was traced
    #[arg(long, value_name = "FILE")]
    pub replay: Option<OsString>,

    /// Print messages about the tracer itself on standard error
    #[arg(short, long, action = ArgAction::Count)]
    pub debug: u8,

    /// Accepted: calls that are not wanted are left out in the kernel already
    #[arg(long, action = ArgAction::Count)]
    pub seccomp_bpf: u8,

    /// Show a tip at the end: [[id:]ID][,[format:]FORMAT], where ID is a number or random, FORMAT none, compact or full
    #[arg(long, value_name = "TIP", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub tips: Vec<OsString>,

    /// Print help; --help prints more
    #[arg(short, long, action = ArgAction::Help)]
    pub help: Option<bool>,

    /// Print version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    pub version: Option<bool>,

    /// The command and its arguments
    #[arg(value_name = "COMMAND", trailing_var_arg = true)]
    pub command: Vec<OsString>,

    /// In which words options were given.
    #[arg(skip)]
    pub spellings: Spellings,

    /// The options, each in its plain form.
    #[arg(skip)]
    pub words: Vec<OsString>,
}

impl Cli {
    /// Whether there is something to trace, or to show.
    pub fn has_subject(&self) -> bool {
        !self.command.is_empty() || !self.attach.is_empty() || self.replay.is_some()
    }

    /// What these words say, of which the first is beetrace's own name.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Cli> {
        let mut command = Cli::command();
        command.build();
        let (words, spellings) = plain(&command, words)?;
        let options = words.iter().skip(1).take_while(|word| *word != "--").cloned().collect();
        let cli = Cli::from_arg_matches(&command.try_get_matches_from_mut(words)?)?;
        Ok(Cli { spellings, words: options, ..cli })
    }

    /// What these options say, each of them in its plain form.
    pub fn of_plain(options: impl IntoIterator<Item = OsString>) -> Result<Cli> {
        let words: Vec<OsString> = options.into_iter().collect();
        let named = std::iter::once(OsString::from("beetrace")).chain(words.iter().cloned());
        let cli = Cli::from_arg_matches(&Cli::command().try_get_matches_from(named)?)?;
        Ok(Cli { words, ..cli })
    }
}

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// As strace prints it
    Text,
    /// One JSON object a line
    Json,
}

/// What a signal such as SIGINT or SIGTERM does to beetrace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interruptible {
    /// The first one is for the command, the second one ends tracing.
    Second,
    /// Tracing ends at once. strace's `anywhere` and `waiting` differ in where its own work can be broken off.
    Anywhere,
    /// As above.
    Waiting,
    /// Nothing.
    Never,
    /// Nothing; SIGTSTP neither.
    NeverTstp,
}

/// What happens when the ring between kernel and beetrace fills up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Overflow {
    /// The command is held still (cgroup freezer) until the trace is written
    Freeze,
    /// Calls are left out, counted and the count is printed where they are missing
    Drop,
}
