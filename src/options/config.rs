//! What do the options mean together?
//!
//! Turns the raw command line into settings, and refuses what makes no sense
//! before anything is loaded: scripts start tracers thousands of times.

use std::env::vars_os;
use std::ffi::CString;
use std::ffi::OsStr;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use anyhow::Result;

use crate::complain;
use crate::descriptor::Names;
use crate::options::as_recorded::kept;
use crate::options::attach::attached;
use crate::options::attach::refuse_without_command;
use crate::options::cli::Cli;
use crate::options::cli::Format;
use crate::options::cli::Interruptible;
use crate::options::cli::Overflow;
use crate::options::destination::destination;
use crate::options::destination::Destination;
use crate::options::dumps::Dumps;
use crate::options::extent::Depths;
use crate::options::extent::Extent;
use crate::options::looks::Looks;
use crate::options::misuse;
use crate::options::number::natural;
use crate::options::number::natural_of_64;
use crate::options::outcomes::Outcomes;
use crate::options::program::find_program;
use crate::options::qualifiers::Qualifier;
use crate::options::quiet::Quiet;
use crate::options::recording::recording;
use crate::options::recording::Recording;
use crate::options::selection::Selection;
use crate::options::set::Set;
use crate::options::signals::signals;
use crate::options::stacks::stacks;
use crate::options::stacks::Wanted;
use crate::options::startup::argv;
use crate::options::startup::daemon;
use crate::options::startup::detaches_on_exec;
use crate::options::startup::environment;
use crate::options::startup::seccomp;
use crate::options::startup::seccomp_without_filter;
use crate::options::startup::user;
use crate::options::startup::Daemon;
use crate::options::startup::User;
use crate::options::subjects::Subjects;
use crate::options::summary::last;
use crate::options::summary::nanoseconds;
use crate::options::summary::Summary;
use crate::options::tips::TipAlone;
use crate::options::tips::Tips;
use crate::syscalls::subject::has_subjects;

/// -s when it is not said.
const STRING_LIMIT: u32 = 32;
/// Largest -s: as much as the kernel side copies of one buffer.
const STRING_LIMIT_MAX: u32 = 1 << 20;

/// Everything that a run needs to know.
#[derive(Debug)]
pub struct Config {
    /// The file to execute; none if there is no command.
    pub program: PathBuf,
    /// Its arguments, the name first.
    pub argv: Vec<OsString>,
    /// Ids of processes to trace that run already.
    pub attach: Vec<u32>,
    /// Where the trace goes.
    pub destination: Destination,
    /// The recording beside it, or in its place.
    pub recording: Option<Recording>,
    /// The command's environment.
    pub environment: Vec<CString>,
    /// Who runs it, if not who runs beetrace.
    pub user: Option<User>,
    /// Where the tracer is, if the command is the caller's child.
    pub daemon: Option<Daemon>,
    /// A process that executes another program is traced no longer.
    pub detach_on_exec: bool,
    /// How many calls show before tracing ends.
    pub syscall_limit: Option<u64>,
    /// After how much time tracing ends, if it does not end before.
    pub most_time: Option<Duration>,
    /// The command does not outlive the tracer.
    pub kill_on_exit: bool,
    /// Messages about the tracer itself.
    pub debug: bool,
    /// What is shown at the end.
    pub tips: Option<Tips>,
    /// How it is written.
    pub format: Format,
    /// How lines of text look.
    pub looks: Looks,
    /// What is wanted of stacks.
    pub stacks: Option<Wanted>,
    /// Trace children too.
    pub follow: bool,
    /// How much of the command's memory is read and shown.
    pub extent: Extent,
    /// Where all the data that calls move shows.
    pub dumps: Option<Dumps>,
    /// The calls to show.
    pub selection: Selection,
    /// What the calls to show must be about, if that matters.
    pub subjects: Option<Subjects>,
    /// The signals to show.
    pub signals: Set,
    /// What must have come of the calls to show, if that matters.
    pub outcomes: Option<Outcomes>,
    /// The messages to leave out.
    pub quiet: Quiet,
    /// Calls are added up.
    pub summary: Option<Summary>,
    /// What signals do to beetrace.
    pub interruptible: Interruptible,
    /// What happens when the ring is full.
    pub overflow: Overflow,
    /// `--overflow` was given: if freezing is not possible, that is said at once.
    pub insists_on_overflow: bool,
    /// The options about how lines look, as a recording keeps them.
    pub kept: Vec<OsString>,
}

impl Config {
    /// How much the kernel is to tell of descriptors.
    pub fn names(&self) -> Names {
        let asked = &self.looks.decode_fds;
        let by_path = self.subjects.as_ref().is_some_and(Subjects::have_paths);
        match (asked.any() || by_path, asked.details()) {
            (_, true) => Names::Details,
            (true, false) => Names::Paths,
            (false, false) => Names::No,
        }
    }

    /// The settings that these options make.
    pub fn new(cli: Cli) -> Result<Config> {
        Summary::check(&cli)?;
        let string = string_limit(&cli)?.unwrap_or(STRING_LIMIT);
        let dumps = Dumps::new(&cli.qualifiers)?;
        let depths = Depths::new(&cli.qualifiers)?;
        let interruptible = interruptible(&cli)?;
        let subjects = Subjects::new(&cli)?;
        let extent = Extent { string, depths, data: dumps.is_some(), subjects: subjects.is_some() };
        let selection = selection(&cli)?.unwrap_or_else(Selection::all);
        let signals = signals(&cli.qualifiers)?;
        let outcomes = outcomes(&cli)?;
        let quiet = Quiet::new(cli.quieter, &cli.qualifiers)?;
        let recording = recording(&cli)?;
        let looks = Looks::new(&cli)?;
        let stacks = stacks(&cli)?;
        let detach_on_exec = detaches_on_exec(&cli)?;
        let syscall_limit = syscall_limit(&cli)?;
        let most_time = last(&cli.most_time, most_time)?;
        let tips = last(&cli.tips, Tips::parse)?;
        let attach = attached(&cli)?;
        if cli.command.is_empty() && attach.is_empty() {
            Summary::new(&cli)?; // what makes no sense is said first
            if let Some(tips) = tips.filter(Tips::shows) {
                bail!(TipAlone(tips));
            }
        }
        refuse_without_command(&cli, &attach)?;
        // In the order in which strace says what it has to say.
        let daemon = daemon(&cli)?;
        Looks::check(&cli)?;
        seccomp(&cli);
        let follow = follow(&cli)?;
        let summary = Summary::new(&cli)?;
        summary.iter().for_each(|summary| summary.say_what_is_idle(&looks, stacks.is_some()));
        Outcomes::say_what_is_idle(&cli.qualifiers);
        let user = user(&cli)?;
        seccomp_without_filter(&cli, &selection);
        let destination = match (&cli.output, &recording) {
            (None, Some(_)) if summary.is_none() => Destination::Nowhere,
            _ => output(&cli)?.unwrap_or(Destination::Stderr),
        };
        Quiet::check(cli.quieter, &cli.qualifiers)?;
        if recording.as_ref().is_some_and(|recording| recording.destination.is_same_place(&destination)) {
            bail!("--record and -o name the same file");
        }
        if daemon.is_some() && recording.as_ref().is_some_and(|recording| recording.last.is_some()) {
            bail!("--record-last and -D make no sense together: how the command ends is told to its parent alone");
        }
        if syscall_limit.is_some() && recording.is_some() {
            bail!("--record and --syscall-limit make no sense together: say --syscall-limit when it is replayed");
        }
        let program = cli.command.first().map(|name| find_program(name, std::env::var_os("PATH").as_deref()));
        if let Some(Err(_)) = program {
            destination.begin(); // as in strace, which has opened it by then
        }
        let program = program.transpose()?.unwrap_or_default();
        let kept = match &recording {
            Some(_) => kept(&cli.words, destination != Destination::Nowhere),
            None => Vec::new(),
        };
        // As strace does: no such messages when the trace of a command goes elsewhere.
        let is_usual = destination == Destination::Stderr || cli.command.is_empty();
        let usual = if is_usual { Quiet::default() } else { Quiet::messages() };
        let is_terminal = destination.is_terminal();
        let counts_only = recording.is_none() && summary.as_ref().is_some_and(|summary| summary.only);
        let is_attached = !attach.is_empty();
        Ok(Config {
            program,
            argv: argv(&cli),
            attach,
            environment: environment(vars_os(), &cli.env)?,
            user,
            daemon,
            detach_on_exec,
            syscall_limit,
            most_time,
            kill_on_exit: cli.kill_on_exit > 0,
            debug: cli.debug > 0,
            tips,
            destination,
            recording,
            format: cli.format,
            looks: looks.where_they_go(|| is_terminal),
            stacks: stacks.filter(|_| !counts_only),
            follow,
            extent,
            dumps,
            selection,
            subjects,
            signals,
            outcomes,
            quiet: quiet.unwrap_or(usual),
            summary,
            interruptible,
            // Who was there before is held still only where that is said.
            overflow: cli.overflow.unwrap_or(if is_attached { Overflow::Drop } else { Overflow::Freeze }),
            insists_on_overflow: cli.overflow.is_some(),
            kept,
        })
    }
}

impl Config {
    /// Whether there is a command to launch.
    pub fn has_command(&self) -> bool {
        !self.argv.is_empty()
    }

    /// Which calls are added up is known only where they would be shown: the kernel does not see what they are about,
    /// nor how many were shown before.
    pub fn adds_up_what_shows(&self) -> bool {
        self.summary.is_some() && (self.subjects.is_some() || self.syscall_limit.is_some())
    }

    /// The calls are added up where they would be shown, as processors worked on them.
    pub fn adds_up_processor_time(&self) -> bool {
        let wall = self.summary.as_ref().is_none_or(|summary| summary.wall || summary.shows_walls());
        let only = self.recording.is_none() && self.summary.as_ref().is_some_and(|summary| summary.only);
        // What a record says of the time is that, then: nobody may ask it for another.
        let shows_none = self.format == Format::Text && !self.looks.times() && self.stacks.is_none();
        let by_time = self.outcomes.as_ref().is_some_and(|outcomes| outcomes.min_duration > 0);
        self.adds_up_what_shows() && !wall && !by_time && (only || shows_none)
    }

    /// The calls of which records are made: of those that show, those that can be about what is asked for.
    pub fn captured(&self) -> Selection {
        let selection = self.selection.clone();
        if self.subjects.is_some() {
            selection.limited(has_subjects)
        } else {
            selection
        }
    }

    /// Whether records have times; `shown`: lines do.
    pub fn needs_times(&self, shown: bool) -> bool {
        // What was mapped where is known by the time.
        shown || self.stacks.is_some() || self.outcomes.as_ref().is_some_and(|outcomes| outcomes.min_duration > 0)
    }

    /// Calls are added up, and nothing else is made of them.
    pub fn only_counts(&self) -> bool {
        let only = self.summary.as_ref().is_some_and(|summary| summary.only);
        only && self.recording.is_none() && !self.adds_up_what_shows()
    }
}

/// How much of a string shows, if that is said.
pub(super) fn string_limit(cli: &Cli) -> Result<Option<u32>> {
    // strace takes up to 2^29; beetrace copies at most 1 MiB of a buffer and marks the rest as cut.
    let limit = |text: &OsStr| {
        natural(text, (1 << 30) - 1)
            .map(|limit| limit.min(STRING_LIMIT_MAX))
            .ok_or_else(|| cli.spellings.invalid_argument("-s", text))
    };
    last(&cli.string_limit, limit)
}

/// How many calls show before there is an end, if that is said.
pub(super) fn syscall_limit(cli: &Cli) -> Result<Option<u64>> {
    let limit = |option: &str, text: &OsStr| {
        let limit = natural_of_64(text, i64::MAX as u64).filter(|limit| *limit > 0);
        limit.ok_or_else(|| misuse(format_args!("invalid {option} argument: '{}'", text.to_string_lossy())))
    };
    let straces = last(&cli.syscall_limit, |text| limit("--syscall-limit", text))?;
    let own = last(&cli.calls, |text| limit("--calls", text))?;
    // Of two that are said, the one that comes first.
    Ok(straces.into_iter().chain(own).min())
}

/// After how much time tracing ends: seconds, unless a unit is said.
fn most_time(text: &OsStr) -> Result<Duration> {
    let words = text.to_string_lossy();
    let time = match (words.strip_suffix('m'), words.strip_suffix('h')) {
        (Some(minutes), _) => nanoseconds(OsStr::new(minutes), 60e9).filter(|_| ends_in_digit(minutes)),
        (_, Some(hours)) => nanoseconds(OsStr::new(hours), 3600e9).filter(|_| ends_in_digit(hours)),
        (None, None) => nanoseconds(text, 1e9),
    };
    let time = time.filter(|time| *time > 0).map(Duration::from_nanos);
    time.ok_or_else(|| misuse(format_args!("invalid --for argument: '{words}'")))
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
}

/// strace's names and numbers.
fn interruptible(cli: &Cli) -> Result<Interruptible> {
    let way = |text: &OsStr| match (natural(text, 4), &text.to_ascii_lowercase().to_string_lossy()[..]) {
        (Some(1), _) | (_, "anywhere") => Ok(Interruptible::Anywhere),
        (Some(2), _) | (_, "waiting") => Ok(Interruptible::Waiting),
        (Some(3), _) | (_, "never") => Ok(Interruptible::Never),
        (Some(4), _) | (_, "never_tstp") => Ok(Interruptible::NeverTstp),
        _ => Err(cli.spellings.invalid_argument("-I", text)),
    };
    Ok(last(&cli.interruptible, way)?.unwrap_or(Interruptible::Second))
}

/// The calls that `-e trace=` selects, if it is said.
pub(super) fn selection(cli: &Cli) -> Result<Option<Selection>> {
    cli.qualifiers.last(Qualifier::Trace, Selection::parse)
}

/// What must have come of the calls that show.
pub(super) fn outcomes(cli: &Cli) -> Result<Option<Outcomes>> {
    let least = cli.min_duration.as_deref().map(OsStr::to_string_lossy);
    Outcomes::new(&cli.qualifiers, least.as_deref())
}

/// Where -o says, if it is there, with what other options say about it.
pub(super) fn output(cli: &Cli) -> Result<Option<Destination>> {
    // Of strace's ways to say so, -f takes back what --output-separately says.
    let apart = cli.follow > 1 || cli.output_separately > 0 && cli.follow == 0;
    let append = cli.output_append_mode > 0;
    let Some(name) = &cli.output else {
        let is_run = cli.has_subject();
        if is_run && cli.output_separately > 0 && cli.follow == 0 {
            complain(format_args!("--output-separately has no effect without -o/--output"));
        }
        if is_run && append {
            complain(format_args!("-A/--output-append-mode has no effect without -o/--output"));
        }
        return Ok(None);
    };
    Ok(Some(match destination(name) {
        Destination::Command(_) if apart => {
            return Err(misuse("piping the output and -ff/--output-separately are mutually exclusive"));
        }
        Destination::File(base) if apart => Destination::Apart { base, append },
        Destination::File(path) if append => Destination::Append(path),
        other => other,
    }))
}

/// Whether tasks that the command makes are traced.
pub(super) fn follow(cli: &Cli) -> Result<bool> {
    if !cli.has_subject() {
        return Ok(false); // that is said first
    }
    if cli.follow > 1 && cli.output_separately > 0 {
        bail!("-ff and --output-separately cannot be provided simultaneously");
    }
    if cli.follow > 0 && cli.follow_forks > 0 {
        bail!("-f and --follow-forks cannot be provided simultaneously");
    }
    let follows = cli.follow > 0 || cli.follow_forks > 0;
    if cli.follow_deprecated > 0 && follows {
        complain(format_args!("deprecated option -F ignored"));
    } else if cli.follow_deprecated > 0 {
        complain(format_args!("option -F is deprecated, please use -f/--follow-forks instead"));
    }
    Ok(follows || cli.follow_deprecated > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(words: &[&str]) -> Result<Config> {
        Config::new(Cli::read(words.iter().map(OsString::from))?)
    }

    #[test]
    fn clap_finds_no_fault_in_the_options() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn options_end_where_the_command_begins() {
        let config = config(&["beetrace", "-f", "ls", "-f", "--help", "-o", "x"]).unwrap();
        assert_eq!(config.argv, ["ls", "-f", "--help", "-o", "x"]);
        assert_eq!(config.destination, Destination::Stderr);
    }

    #[test]
    fn files_for_tasks_and_files_that_grow() {
        let of = |words: &[&str]| {
            let config = config(&[&["beetrace"], words, &["ls"]].concat()).unwrap();
            (config.follow, config.destination)
        };
        let apart = |append| Destination::Apart { base: "x".into(), append };
        assert_eq!(of(&["-ff", "-o", "x"]), (true, apart(false)));
        assert_eq!(of(&["-fAfo", "x"]), (true, apart(true)));
        assert_eq!(of(&["--follow-forks", "--output-separately", "-ox"]), (true, apart(false)));
        assert_eq!(of(&["--output-separately", "-ox"]), (false, apart(false)));
        // So it is in strace 7.2.
        assert_eq!(of(&["-f", "--output-separately", "-ox"]), (true, Destination::File("x".into())));
        assert_eq!(of(&["-A", "-ox"]), (false, Destination::Append("x".into())));
        assert_eq!(of(&["-A", "-o|x"]), (false, Destination::Command("|x".into())));
        assert_eq!(of(&["-A", "-o-"]), (false, Destination::Stdout));
        assert_eq!(of(&["-ff"]), (true, Destination::Stderr));
        assert_eq!(of(&["-ffA", "--output-append-mode"]), (true, Destination::Stderr));
        assert_eq!(of(&["-F"]), (true, Destination::Stderr));
    }

    #[test]
    fn straces_words_for_what_does_not_go_together() {
        let exclusive = "piping the output and -ff/--output-separately are mutually exclusive";
        for (words, message, helps) in [
            (&["-ff", "-o", "|cat", "ls"][..], exclusive, true),
            (&["--output-separately", "-o!cat", "ls"], exclusive, true),
            (
                &["-ff", "--output-separately", "-ox", "ls"],
                "-ff and --output-separately cannot be provided simultaneously",
                false,
            ),
            (&["-f", "--follow-forks", "ls"], "-f and --follow-forks cannot be provided simultaneously", false),
            (&["--argv0=x", "-A", "-F", "-f"], "must have PROG [ARGS] or -p PID", true),
        ] {
            let error = config(&[&["beetrace"], words].concat()).unwrap_err().to_string();
            let expected = if helps { misuse(message).to_string() } else { message.to_owned() };
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn wrong_string_limits_are_refused() {
        for wrong in ["abc", "-1", "0x10", "99999999999", "2147483647", ""] {
            for (option, named) in [("-s", "-s"), ("-fs", "-s"), ("--string-limit", "--string-limit")] {
                let error = config(&["beetrace", option, wrong, "ls"]).unwrap_err();
                let expected = misuse(format_args!("invalid {named} argument: '{wrong}'"));
                assert_eq!(error.to_string(), expected.to_string());
            }
        }
        assert_eq!(config(&["beetrace", "-s0", "ls"]).unwrap().extent.string, 0);
    }

    #[test]
    fn how_many_calls_show() {
        let limit = |value: &str| config(&["beetrace", "--syscall-limit", value, "ls"]).map(|it| it.syscall_limit);
        assert_eq!(config(&["beetrace", "ls"]).unwrap().syscall_limit, None);
        for (value, expected) in [("1", 1), (" +7", 7), ("9223372036854775807", i64::MAX as u64)] {
            assert_eq!(limit(value).unwrap(), Some(expected), "{value}");
        }
        for wrong in ["0", "-0", "-1", "", "1k", "0x10", "9223372036854775808"] {
            let expected = misuse(format_args!("invalid --syscall-limit argument: '{wrong}'")).to_string();
            assert_eq!(limit(wrong).unwrap_err().to_string(), expected);
        }
        let error = config(&["beetrace", "--record=r", "--syscall-limit=1", "ls"]).unwrap_err().to_string();
        assert!(error.starts_with("--record and --syscall-limit make no sense together"), "{error}");
        // The kernel does not know which calls are the first ones that show.
        let counted = config(&["beetrace", "-c", "--syscall-limit=1", "ls"]).unwrap();
        assert!(!counted.only_counts() && counted.adds_up_what_shows());
    }

    #[test]
    fn for_how_long() {
        let time = |words: &[&str]| config(&[&["beetrace"], words, &["ls"]].concat()).map(|config| config.most_time);
        assert_eq!(time(&[]).unwrap(), None);
        for (value, milliseconds) in
            [("10s", 10_000), ("2", 2000), ("1.5s", 1500), ("300ms", 300), ("2m", 120_000), (" 1h", 3_600_000)]
        {
            assert_eq!(time(&["--for", value]).unwrap(), Some(Duration::from_millis(milliseconds)), "{value}");
        }
        for wrong in ["", "0", "0s", "-1s", "m", "s", "1d", "1s2", "1msm", "1 m"] {
            let expected = misuse(format_args!("invalid --for argument: '{wrong}'")).to_string();
            assert_eq!(time(&["--for", wrong]).unwrap_err().to_string(), expected);
        }
        // The other end that can be said has strace's name, and one beside it.
        let limit = |words: &[&str]| config(&[&["beetrace"], words, &["ls"]].concat()).unwrap().syscall_limit;
        assert_eq!(limit(&["--calls=7"]), Some(7));
        assert_eq!(limit(&["--syscall-limit=9", "--calls=7", "--calls=8"]), Some(8));
        let error = config(&["beetrace", "--calls=x", "ls"]).unwrap_err().to_string();
        assert!(error.starts_with("invalid --calls argument: 'x'\nTry "), "{error}");
    }

    #[test]
    fn of_what_is_said_twice_the_last_counts() {
        let twice = config(&["beetrace", "-o", "a", "-s", "8", "-s9", "--output=b", "ls"]).unwrap();
        assert_eq!((twice.destination, twice.extent.string), (Destination::File("b".into()), 9));
        let error = config(&["beetrace", "-s", "x", "-s9", "ls"]).unwrap_err().to_string();
        assert!(error.starts_with("invalid -s argument: 'x'"), "{error}");
    }

    #[test]
    fn straces_words_for_what_interrupts() {
        assert_eq!(config(&["beetrace", "ls"]).unwrap().interruptible, Interruptible::Second);
        for (words, way) in [
            (["1", "anywhere"], Interruptible::Anywhere),
            (["2", "waiting"], Interruptible::Waiting),
            ([" 03", "Never"], Interruptible::Never),
            (["4", "never_tstp"], Interruptible::NeverTstp),
        ] {
            for word in words {
                assert_eq!(config(&["beetrace", "-I", word, "ls"]).unwrap().interruptible, way);
            }
        }
        for wrong in ["", "0", "5", "-1", "neve", "1 "] {
            let error = config(&["beetrace", "-I", wrong, "ls"]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("invalid -I argument: '{wrong}'\nTry '")), "{error}");
        }
    }

    #[test]
    fn the_last_expression_wins() {
        let read = Selection::parse("read").unwrap();
        assert_eq!(config(&["beetrace", "-e", "trace=open", "-e", "read", "ls"]).unwrap().selection, read);
        assert_eq!(config(&["beetrace", "--trace=open", "-eread", "ls"]).unwrap().selection, read);
        assert_eq!(config(&["beetrace", "-eopen", "--trace", "read", "ls"]).unwrap().selection, read);
        let error = config(&["beetrace", "-e", "inject=all", "ls"]).unwrap_err();
        assert_eq!(error.to_string(), "-e inject= (tamper with these calls) is not there yet");
        for (expression, wrong) in [("nosuch=none", "nosuch=none"), ("trace=signal=none", "signal=none"), ("=", "=")] {
            let error = config(&["beetrace", "-e", expression, "ls"]).unwrap_err();
            assert_eq!(error.to_string(), format!("invalid system call '{wrong}'"));
        }
        // What does not count must make sense, too.
        assert!(config(&["beetrace", "-e", "nosuch", "-e", "read", "ls"]).is_err());
    }

    #[test]
    fn a_qualifier_is_the_same_in_each_of_its_spellings() {
        let only = |words: &[&str]| config(&[&["beetrace"], words, &["ls"]].concat()).unwrap();
        for words in [&["-e", "signal=9"][..], &["-esignals=kill"], &["-e", "s=KILL"], &["--signal=SIGKILL"]] {
            let signals = only(words).signals;
            assert!(signals.has(9) && !signals.has(1) && !signals.is_all(), "{words:?}");
        }
        assert!(only(&[]).signals.is_all() && only(&["-e", "signal=9", "--signal=all"]).signals.is_all());
        assert!(!only(&["--signal", "all", "-e", "signal=9"]).signals.is_all());
        for word in ["quiet", "silent", "silence"] {
            let expected = Quiet { exit: true, ..Quiet::default() };
            assert_eq!(only(&["-e", &format!("{word}=exit")]).quiet, expected);
            assert_eq!(only(&[&format!("--{word}=exit")]).quiet, expected);
            assert_eq!(only(&[&format!("--{word}")]).quiet, Quiet::messages());
        }
        assert_eq!(only(&["-e", "q=none", "--quiet=attach", "-e", "q=none"]).quiet, Quiet::default());
        assert_eq!(only(&[]).quiet, Quiet::default());
        assert_eq!(only(&["-o", "x"]).quiet, Quiet::messages());
        assert_eq!(only(&["-o", "x", "-e", "q=none"]).quiet, Quiet::default());
        assert_eq!(only(&["-qq"]).quiet, Quiet { exit: true, ..Quiet::messages() });
        for set in [&["--quiet"][..], &["--quiet=none"], &["-e", "q=exit"]] {
            let error = config(&[&["beetrace", "-q"], set, &["ls"]].concat()).unwrap_err();
            assert_eq!(error.to_string(), "-q and -e quiet/--quiet cannot be provided simultaneously");
        }
    }

    #[test]
    fn an_unknown_option_is_not_taken_for_the_command() {
        let error = config(&["beetrace", "-B", "true"]).unwrap_err().to_string();
        assert!(error.starts_with("invalid option -- 'B'"), "{error}");
    }

    #[test]
    fn a_value_may_stand_in_the_word_of_its_option() {
        let config = config(&["beetrace", "-fs5", "-etrace=read", "-oFILE", "ls", "-s7"]).unwrap();
        assert_eq!((config.follow, config.extent.string), (true, 5));
        assert_eq!(config.destination, Destination::File("FILE".into()));
        assert_eq!(config.selection, Selection::parse("read").unwrap());
    }

    #[test]
    fn a_command_is_needed() {
        assert!(config(&["beetrace"]).unwrap_err().to_string().starts_with("must have PROG [ARGS] or -p PID\nTry "));
    }
}
