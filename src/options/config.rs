//! What do the options mean together?
//!
//! Turns the raw command line into settings, and refuses what makes no sense
//! before anything is loaded: scripts start tracers thousands of times.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Result;

use crate::options::cli::not_yet;
use crate::options::cli::Cli;
use crate::options::cli::Format;
use crate::options::cli::Interruptible;
use crate::options::cli::Overflow;
use crate::options::looks::Looks;
use crate::options::misuse;
use crate::options::program::find_program;
use crate::options::selection::Selection;
use crate::syscalls::plan::Limits;

/// -s when it is not said.
const STRING_LIMIT: u32 = 32;
/// Largest -s: as much as the kernel side copies of one buffer.
const STRING_LIMIT_MAX: u32 = 1 << 20;

/// Where the trace goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard error.
    Stderr,
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
    /// The standard input of a shell command.
    Command(OsString),
    /// Nowhere: no lines are wanted.
    Nowhere,
}

/// How much of a recording is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The last nanoseconds.
    Time(u64),
    /// The last bytes.
    Bytes(u64),
}

/// A recording that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Where it goes.
    pub destination: Destination,
    /// How much of it is kept, in memory; `None`: all, in the file.
    pub last: Option<Keep>,
}

/// Everything that a run needs to know.
#[derive(Debug)]
pub struct Config {
    /// The file to execute.
    pub program: PathBuf,
    /// Its arguments, the name first.
    pub argv: Vec<OsString>,
    /// Where the trace goes.
    pub destination: Destination,
    /// The recording beside it, or in its place.
    pub recording: Option<Recording>,
    /// How it is written.
    pub format: Format,
    /// How lines of text look.
    pub looks: Looks,
    /// Trace children too.
    pub follow: bool,
    /// How much of the command's memory is read and shown.
    pub limits: Limits,
    /// The calls to show.
    pub selection: Selection,
    /// No messages about attaching.
    pub hide_attach: bool,
    /// No lines about exits.
    pub hide_exit: bool,
    /// What signals do to beetrace.
    pub interruptible: Interruptible,
    /// What happens when the ring is full.
    pub overflow: Overflow,
    /// `--overflow` was given: if freezing is not possible, that is said at once.
    pub insists_on_overflow: bool,
}

impl Config {
    /// The settings that these options make.
    pub fn new(cli: Cli) -> Result<Config> {
        let follow = follow(&cli)?;
        let string = string_limit(&cli)?.unwrap_or(STRING_LIMIT);
        let limits = Limits { string, whole: cli.verbose > 0 };
        let interruptible = interruptible(&cli)?;
        let selection = selection(&cli)?.unwrap_or_else(Selection::all);
        let recording = recording(&cli)?;
        let looks = Looks::new(&cli)?;
        let destination = match (&cli.output, &recording) {
            (None, Some(_)) => Destination::Nowhere,
            (output, _) => destination("-o", output.as_deref())?.unwrap_or(Destination::Stderr),
        };
        if recording.as_ref().is_some_and(|recording| recording.destination == destination) {
            bail!("--record and -o name the same file");
        }
        let name = cli.command.first().ok_or_else(|| misuse("must have PROG [ARGS] or -p PID"))?;
        let program = find_program(name, std::env::var_os("PATH").as_deref())?;
        let to_terminal = destination == Destination::Stderr;
        Ok(Config {
            program,
            argv: cli.command,
            destination,
            recording,
            format: cli.format,
            looks,
            follow,
            limits,
            selection,
            // As strace does: no such messages when the trace goes elsewhere.
            hide_attach: cli.quiet > 0 || !to_terminal,
            hide_exit: cli.quiet > 1,
            interruptible,
            overflow: cli.overflow.unwrap_or(Overflow::Freeze),
            insists_on_overflow: cli.overflow.is_some(),
        })
    }
}

/// Whether children show.
pub(super) fn follow(cli: &Cli) -> Result<bool> {
    match cli.follow {
        0 | 1 => Ok(cli.follow > 0),
        _ => bail!("-ff (a file for each process) is not there yet: use -f, whose lines begin with the process id"),
    }
}

/// How much of a string shows, if that is said.
pub(super) fn string_limit(cli: &Cli) -> Result<Option<u32>> {
    let Some(text) = &cli.string_limit else { return Ok(None) };
    let number = text.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match number.and_then(|text| text.parse::<u32>().ok()) {
        // strace takes up to 2^29; beetrace copies at most 1 MiB of a buffer and marks the rest as cut.
        Some(limit) if limit < 1 << 30 => Ok(Some(limit.min(STRING_LIMIT_MAX))),
        _ => Err(cli.spellings.invalid_argument("-s", text)),
    }
}

/// strace's names and numbers.
fn interruptible(cli: &Cli) -> Result<Interruptible> {
    let Some(text) = &cli.interruptible else { return Ok(Interruptible::Second) };
    Ok(match text.as_bytes() {
        b"1" | b"anywhere" => Interruptible::Anywhere,
        b"2" | b"waiting" => Interruptible::Waiting,
        b"3" | b"never" => Interruptible::Never,
        b"4" | b"never_tstp" => Interruptible::NeverTstp,
        _ => return Err(cli.spellings.invalid_argument("-I", text)),
    })
}

/// The last expression wins.
pub(super) fn selection(cli: &Cli) -> Result<Option<Selection>> {
    let mut chosen = None;
    for expression in &cli.expr {
        let text = expression.to_string_lossy();
        let set = match text.split_once('=') {
            Some(("trace" | "t" | "traces", set)) => set,
            Some((word, _))
                if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') && !word.is_empty() =>
            {
                match not_yet(&format!("--{word}")) {
                    Some(what) => bail!("-e {word}= ({what}) is not there yet"),
                    None => bail!("-e {word}= is not known; there is -e trace=SET"),
                }
            }
            _ => &text,
        };
        chosen = Some(Selection::parse(set)?);
    }
    Ok(chosen)
}

/// Where the value of that option says.
pub(super) fn destination(option: &str, value: Option<&OsStr>) -> Result<Option<Destination>> {
    let Some(name) = value else { return Ok(None) };
    Ok(Some(match name.as_bytes() {
        b"" => bail!("{option} needs the name of a file"),
        b"-" => Destination::Stdout,
        [b'|' | b'!', command @ ..] => Destination::Command(OsStr::from_bytes(command).to_owned()),
        _ => Destination::File(PathBuf::from(name)),
    }))
}

/// The recording that is asked for.
fn recording(cli: &Cli) -> Result<Option<Recording>> {
    let Some(destination) = destination("--record", cli.record.as_deref())? else {
        if cli.record_last.is_some() {
            bail!("--record-last says how much of a recording is kept: it needs --record FILE");
        }
        return Ok(None);
    };
    let last = cli.record_last.as_deref().map(how_much).transpose()?;
    if last.is_some() && !matches!(destination, Destination::File(_)) {
        bail!("--record-last needs a FILE that it can add .1, .2 ... to");
    }
    Ok(Some(Recording { destination, last }))
}

/// A time or a number of bytes.
fn how_much(text: &OsStr) -> Result<Keep> {
    const SECOND: u64 = 1_000_000_000;
    let wrong = || {
        let text = text.to_string_lossy();
        anyhow!("invalid --record-last argument: '{text}' is no time (30s, 5m, 1h) and no size (1MiB, 64MiB, 1GiB)")
    };
    let words = text.to_str().ok_or_else(wrong)?;
    let (number, unit) = words.split_at(words.bytes().take_while(u8::is_ascii_digit).count());
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let (of, unit): (fn(u64) -> Keep, u64) = match unit {
        "s" => (Keep::Time, SECOND),
        "m" => (Keep::Time, 60 * SECOND),
        "h" => (Keep::Time, 3600 * SECOND),
        "MiB" => (Keep::Bytes, 1 << 20),
        "GiB" => (Keep::Bytes, 1 << 30),
        _ => return Err(wrong()),
    };
    match number.checked_mul(unit) {
        Some(amount @ 1..) => Ok(of(amount)),
        _ => Err(wrong()),
    }
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
    fn destinations() {
        let of = |name: &str| destination("-o", Some(OsStr::new(name))).unwrap().unwrap();
        assert_eq!(of("-"), Destination::Stdout);
        assert_eq!(of("|wc -l"), Destination::Command("wc -l".into()));
        assert_eq!(of("a file"), Destination::File("a file".into()));
        assert_eq!(destination("-o", None).unwrap(), None);
        assert!(destination("-o", Some(OsStr::new(""))).is_err());
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
        assert_eq!(config(&["beetrace", "-s0", "ls"]).unwrap().limits.string, 0);
    }

    #[test]
    fn of_what_is_said_twice_the_last_counts() {
        let twice = config(&["beetrace", "-o", "a", "-s", "x", "-s9", "--output=b", "ls"]).unwrap();
        assert_eq!((twice.destination, twice.limits.string), (Destination::File("b".into()), 9));
    }

    #[test]
    fn straces_words_for_what_interrupts() {
        assert_eq!(config(&["beetrace", "ls"]).unwrap().interruptible, Interruptible::Second);
        for (words, way) in [
            (["1", "anywhere"], Interruptible::Anywhere),
            (["2", "waiting"], Interruptible::Waiting),
            (["3", "never"], Interruptible::Never),
            (["4", "never_tstp"], Interruptible::NeverTstp),
        ] {
            for word in words {
                assert_eq!(config(&["beetrace", "-I", word, "ls"]).unwrap().interruptible, way);
            }
        }
        for wrong in ["", "0", "5", "-1", "neve", "NEVER"] {
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
        let error = config(&["beetrace", "-e", "signal=none", "ls"]).unwrap_err();
        assert_eq!(error.to_string(), "-e signal= (only these signals) is not there yet");
        let error = config(&["beetrace", "-e", "nosuch=none", "ls"]).unwrap_err();
        assert_eq!(error.to_string(), "-e nosuch= is not known; there is -e trace=SET");
    }

    #[test]
    fn an_unknown_option_is_not_taken_for_the_command() {
        let error = config(&["beetrace", "-B", "true"]).unwrap_err().to_string();
        assert!(error.starts_with("invalid option -- 'B'"), "{error}");
    }

    #[test]
    fn a_value_may_stand_in_the_word_of_its_option() {
        let config = config(&["beetrace", "-fs5", "-etrace=read", "-oFILE", "ls", "-s7"]).unwrap();
        assert_eq!((config.follow, config.limits.string), (true, 5));
        assert_eq!(config.destination, Destination::File("FILE".into()));
        assert_eq!(config.selection, Selection::parse("read").unwrap());
    }

    #[test]
    fn a_recording_takes_the_place_of_lines_unless_both_are_asked_for() {
        let only = config(&["beetrace", "--record", "r.bt", "ls"]).unwrap();
        assert_eq!(only.destination, Destination::Nowhere);
        assert_eq!(only.recording.unwrap().destination, Destination::File("r.bt".into()));
        let both = config(&["beetrace", "--record", "-", "-o", "t", "ls"]).unwrap();
        assert_eq!(both.destination, Destination::File("t".into()));
        assert_eq!(both.recording.unwrap(), Recording { destination: Destination::Stdout, last: None });
        for wrong in [
            &["beetrace", "--record", "x", "-o", "x", "ls"][..],
            &["beetrace", "--record", "-", "-o", "-", "ls"],
            &["beetrace", "--record", "", "ls"],
            &["beetrace", "--record-last", "30s", "ls"],
            &["beetrace", "--record", "-", "--record-last", "30s", "ls"],
            &["beetrace", "--record", "|cat", "--record-last", "30s", "ls"],
        ] {
            assert!(config(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn how_much_is_kept_is_a_time_or_a_size() {
        let of = |text: &str| how_much(OsStr::new(text)).ok();
        assert_eq!(of("30s"), Some(Keep::Time(30_000_000_000)));
        assert_eq!(of("2m"), Some(Keep::Time(120_000_000_000)));
        assert_eq!(of("1h"), Some(Keep::Time(3_600_000_000_000)));
        assert_eq!(of("64MiB"), Some(Keep::Bytes(64 << 20)));
        assert_eq!(of("2GiB"), Some(Keep::Bytes(2 << 30)));
        for wrong in ["", "s", "30", "0s", "-1s", "3.5s", "30 s", "10kB", "99999999999h", "MiB", "1s1s"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_command_is_needed() {
        assert!(config(&["beetrace"]).unwrap_err().to_string().starts_with("must have PROG [ARGS] or -p PID\nTry "));
    }
}
