//! How are lines to look?
//!
//! What the values of the options about it mean. What is written for programs to read (`--format json`) looks
//! the same whatever they say.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use anyhow::bail;
use anyhow::Error;
use anyhow::Result;

use crate::options::cli::Cli;
use crate::options::cli::Given;
use crate::options::decode_fds::DecodeFds;
use crate::options::decode_pids::DecodePids;
use crate::options::entering::check_kvm;
use crate::options::entering::namespaces;
use crate::options::misuse;
use crate::options::no_secontext;
use crate::options::number::natural;
use crate::options::palette::Palette;

/// -a when it is not said.
const RESULT_COLUMN: usize = 40;
/// Largest -a: the padding of every line has to fit into memory.
const RESULT_COLUMN_MAX: usize = 1 << 20;

/// What of a string is written in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hex {
    /// Nothing: what needs an escape is octal.
    Nothing,
    /// What needs an escape.
    Escapes,
    /// All of a string that needs one.
    Strings,
    /// All.
    All,
}

/// Whether lines are in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// They are not.
    Never,
    /// They are, where they go to a terminal that has them.
    OnTerminals,
    /// They are.
    Always,
}

/// How constants are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constants {
    /// By their names.
    Abbrev,
    /// As numbers.
    Raw,
    /// As numbers, with the names as comments.
    Verbose,
}

/// How exact a time is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

/// How the time of a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// `18:15:14`, in the time zone of who reads it.
    TimeOfDay(Precision),
    /// Seconds since 1970.
    Unix(Precision),
}

/// How lines of text look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    /// The time of each line, in front of it.
    pub clock: Option<Clock>,
    /// The time since the line before.
    pub since: Option<Precision>,
    /// How long calls took, behind their results.
    pub durations: Option<Precision>,
    /// The column of results.
    pub column: usize,
    /// What of strings is hexadecimal.
    pub hex: Hex,
    /// How constants are written.
    pub constants: Constants,
    /// The number of each call, in front of it.
    pub numbers: bool,
    /// The instruction pointer of each call, in front of it.
    pub ips: bool,
    /// The name of each argument, in front of it.
    pub arg_names: bool,
    /// The task of each line, in front of it, without -f too.
    pub tasks: bool,
    /// Whether lines are in colour.
    pub colours: Colours,
    /// Which ones.
    pub palette: Palette,
    /// What is said of descriptors; in JSON, too.
    pub decode_fds: DecodeFds,
    /// What is said of processes; in JSON, too.
    pub decode_pids: DecodePids,
    /// Ids of namespaces show with the calls that enter them.
    pub namespaces: bool,
}

impl Default for Looks {
    fn default() -> Looks {
        Looks {
            clock: None,
            since: None,
            durations: None,
            column: RESULT_COLUMN,
            hex: Hex::Nothing,
            constants: Constants::Abbrev,
            numbers: false,
            ips: false,
            arg_names: false,
            tasks: false,
            colours: Colours::Never,
            palette: Palette::default(),
            decode_fds: DecodeFds::default(),
            decode_pids: DecodePids::default(),
            namespaces: false,
        }
    }
}

impl Looks {
    /// What these options say.
    pub fn new(cli: &Cli) -> Result<Looks> {
        let Given { columns, relative_timestamps, timestamps, absolute_timestamps, syscall_times, .. } = &cli.looks;
        if !cli.looks.secontext.is_empty() {
            return Err(no_secontext());
        }
        let mut looks = Looks { colours: colours(&cli.looks.color)?, ..Looks::default() };
        for text in columns {
            looks.column = column(text).ok_or_else(|| cli.spellings.invalid_argument("-a", text))?;
        }
        for text in relative_timestamps {
            looks.since = Some(precision("--relative-timestamps", text)?);
        }
        for text in syscall_times {
            looks.durations = Some(precision("--syscall-times", text)?);
        }
        for text in &cli.looks.const_print_style {
            looks.constants = match text.as_bytes() {
                b"abbrev" => Constants::Abbrev,
                b"raw" => Constants::Raw,
                b"verbose" => Constants::Verbose,
                _ => return Err(cli.spellings.invalid_argument("-X", text)),
            };
        }
        looks.numbers = cli.looks.syscall_number > 0;
        looks.ips = cli.looks.instruction_pointer > 0;
        looks.arg_names = cli.looks.arg_names > 0;
        looks.tasks = cli.looks.always_show_pid > 0;
        looks.decode_fds = DecodeFds::new(cli.looks.paths, &cli.qualifiers)?;
        looks.decode_pids = DecodePids::new(&cli.qualifiers)?;
        looks.namespaces = namespaces(&cli.qualifiers)?;
        check_kvm(&cli.qualifiers)?;
        looks.hex = hex(cli.looks.hex, &cli.looks.strings_in_hex)?;
        looks.clock = clock(*timestamps, absolute_timestamps)?;
        Ok(looks)
    }

    /// What of these options contradicts another, in the order in which strace finds it.
    pub fn check(cli: &Cli) -> Result<()> {
        let Given { timestamps, absolute_timestamps, hex, strings_in_hex, paths, .. } = &cli.looks;
        if *timestamps > 0 && !absolute_timestamps.is_empty() {
            bail!("-t and --absolute-timestamps cannot be provided simultaneously");
        }
        if *hex > 0 && !strings_in_hex.is_empty() {
            bail!("-x and --strings-in-hex cannot be provided simultaneously");
        }
        DecodeFds::check(*paths, &cli.qualifiers)
    }

    /// The same where they go to: in colour or not.
    pub fn where_they_go(mut self, is_terminal: impl FnOnce() -> bool) -> Looks {
        if self.colours == Colours::OnTerminals {
            let coloured = terminal_has_colours(|name| std::env::var_os(name)) && is_terminal();
            self.colours = if coloured { Colours::Always } else { Colours::Never };
        }
        if self.colours == Colours::Always {
            self.palette = Palette::of(std::env::var_os("STRACE_COLORS").as_deref());
        }
        self
    }

    /// Whether a line says when it was, or how long something took.
    pub fn times(&self) -> bool {
        self.clock.is_some() || self.since.is_some() || self.durations.is_some()
    }
}

/// What strace says of a value that makes no sense.
fn invalid(option: &str, text: &OsStr) -> Error {
    misuse(format_args!("invalid {option} argument: '{}'", text.to_string_lossy()))
}

fn column(text: &OsStr) -> Option<usize> {
    let column = natural(text, i32::MAX as u32)?;
    Some((column as usize).min(RESULT_COLUMN_MAX))
}

/// The last of these values, all of which must make sense.
fn colours(values: &[OsString]) -> Result<Colours> {
    let mut colours = Colours::OnTerminals;
    for value in values {
        colours = match value.to_ascii_lowercase().as_bytes() {
            b"auto" => Colours::OnTerminals,
            b"never" => Colours::Never,
            b"always" => Colours::Always,
            _ => return Err(invalid("--color", value)),
        };
    }
    Ok(colours)
}

/// Whether the terminal is one that has colours, and its user wants them: as strace decides it.
fn terminal_has_colours(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let has = variable("TERM").is_some_and(|terminal| !terminal.is_empty() && terminal != "dumb");
    has && variable("NO_COLOR").is_none()
}

/// What `-x` that often says, or the last of these values.
fn hex(count: u8, values: &[OsString]) -> Result<Hex> {
    let mut hex = match count {
        0 => Hex::Nothing,
        1 => Hex::Strings,
        _ => Hex::All,
    };
    for value in values {
        hex = match value.to_ascii_lowercase().as_bytes() {
            b"none" => Hex::Nothing,
            b"non-ascii-chars" => Hex::Escapes,
            b"non-ascii" => Hex::Strings,
            b"all" => Hex::All,
            _ => return Err(invalid("--strings-in-hex", value)),
        };
    }
    Ok(hex)
}

/// A unit of time, in whatever letters.
fn unit(text: &str) -> Option<Precision> {
    Some(match text.to_ascii_lowercase().as_str() {
        "s" => Precision::Seconds,
        "ms" => Precision::Milliseconds,
        "us" => Precision::Microseconds,
        "ns" => Precision::Nanoseconds,
        _ => return None,
    })
}

fn precision(option: &str, text: &OsStr) -> Result<Precision> {
    text.to_str().and_then(unit).ok_or_else(|| invalid(option, text))
}

/// The clock of `-t` that often, or of these values, of which each changes what the ones before it have said.
fn clock(count: u8, values: &[OsString]) -> Result<Option<Clock>> {
    /// The names of formats.
    #[derive(Clone, Copy)]
    enum Format {
        None,
        Time,
        Unix,
    }
    let (mut format, mut precision) = match (count, values) {
        (0, []) => (Format::None, Precision::Seconds),
        (0 | 1, _) => (Format::Time, Precision::Seconds),
        (2, _) => (Format::Time, Precision::Microseconds),
        _ => (Format::Unix, Precision::Microseconds),
    };
    for value in values {
        let text = value.to_str().unwrap_or("?").to_ascii_lowercase();
        for word in text.split(',').filter(|word| !word.is_empty()) {
            let (is_format, is_precision) = (word.strip_prefix("format:"), word.strip_prefix("precision:"));
            let named = match is_precision.map_or(is_format.unwrap_or(word), |_| "") {
                "none" => Some(Format::None),
                "time" => Some(Format::Time),
                "unix" => Some(Format::Unix),
                _ => None,
            };
            let exact = is_format.map_or(unit(is_precision.unwrap_or(word)), |_| None);
            match (named, exact) {
                (Some(named), _) => format = named,
                (None, Some(exact)) => precision = exact,
                (None, None) => return Err(invalid("--absolute-timestamps", value)),
            }
        }
    }
    Ok(match format {
        Format::None => None,
        Format::Time => Some(Clock::TimeOfDay(precision)),
        Format::Unix => Some(Clock::Unix(precision)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_name;

    fn looks(words: &[&str]) -> Result<Looks> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        let cli = Cli::read(words)?;
        let looks = Looks::new(&cli)?;
        Looks::check(&cli).map(|()| looks)
    }

    fn invalid_argument(option: &str, value: &str) -> String {
        format!("invalid {option} argument: '{value}'\nTry '{} -h' for more information.", own_name())
    }

    fn refused(words: &[&str]) -> String {
        looks(words).unwrap_err().to_string()
    }

    // Expected is what strace 7.2 does with the same words.
    #[test]
    fn times_of_lines() {
        use Precision::*;
        let clock = |words: &[&str]| looks(words).unwrap().clock;
        assert_eq!(clock(&[]), None);
        assert_eq!(clock(&["-t"]), Some(Clock::TimeOfDay(Seconds)));
        assert_eq!(clock(&["-tt"]), Some(Clock::TimeOfDay(Microseconds)));
        assert_eq!(clock(&["-t", "-t"]), Some(Clock::TimeOfDay(Microseconds)));
        assert_eq!(clock(&["-ttt"]), Some(Clock::Unix(Microseconds)));
        assert_eq!(clock(&["-tttt"]), Some(Clock::Unix(Microseconds)));
        for (value, expected) in [
            ("", Some(Clock::TimeOfDay(Seconds))),
            ("=", Some(Clock::TimeOfDay(Seconds))),
            ("=time", Some(Clock::TimeOfDay(Seconds))),
            ("=none", None),
            ("=none,ns", None),
            ("=unix", Some(Clock::Unix(Seconds))),
            ("=Unix", Some(Clock::Unix(Seconds))),
            ("=us", Some(Clock::TimeOfDay(Microseconds))),
            ("=format:unix,precision:ns", Some(Clock::Unix(Nanoseconds))),
            ("=precision:s,unix", Some(Clock::Unix(Seconds))),
            ("=ms,unix", Some(Clock::Unix(Milliseconds))),
            ("=unix,ms", Some(Clock::Unix(Milliseconds))),
            ("=s,ms", Some(Clock::TimeOfDay(Milliseconds))),
            ("=time,unix", Some(Clock::Unix(Seconds))),
            ("=unix,", Some(Clock::Unix(Seconds))),
        ] {
            assert_eq!(clock(&[&format!("--absolute-timestamps{value}")]), expected, "{value}");
            assert_eq!(clock(&[&format!("--timestamps{value}")]), expected, "{value}");
        }
        assert_eq!(clock(&["--absolute-timestamps=unix", "--absolute-timestamps=ns"]), Some(Clock::Unix(Nanoseconds)));
        for wrong in ["foo", "unix,foo", "format:us", "precision:", "precision:unix", "format:"] {
            let said = refused(&[&format!("--absolute-timestamps={wrong}")]);
            assert_eq!(said, invalid_argument("--absolute-timestamps", wrong));
        }
        let both = "-t and --absolute-timestamps cannot be provided simultaneously";
        assert_eq!(refused(&["-t", "--absolute-timestamps=ms"]), both);
        assert_eq!(refused(&["--absolute-timestamps", "-ttt"]), both);
    }

    #[test]
    fn times_between_lines_and_in_calls() {
        use Precision::*;
        for (short, long) in [("-r", "--relative-timestamps"), ("-T", "--syscall-times")] {
            let of =
                |words: &[&str]| looks(words).map(|looks| if short == "-r" { looks.since } else { looks.durations });
            assert_eq!(of(&[]).unwrap(), None);
            assert_eq!(of(&[short]).unwrap(), Some(Microseconds));
            assert_eq!(of(&[short, short]).unwrap(), Some(Microseconds));
            assert_eq!(of(&[long]).unwrap(), Some(Microseconds));
            for (value, expected) in [("s", Seconds), ("ms", Milliseconds), ("us", Microseconds), ("NS", Nanoseconds)] {
                assert_eq!(of(&[&format!("{long}={value}")]).unwrap(), Some(expected));
                assert_eq!(of(&[&format!("{long}={value}"), short]).unwrap(), Some(Microseconds));
                assert_eq!(of(&[short, &format!("{long}={value}")]).unwrap(), Some(expected));
            }
            for wrong in ["", "foo", "precision:ns"] {
                let said = of(&[&format!("{long}={wrong}")]).unwrap_err().to_string();
                assert_eq!(said, invalid_argument(long, wrong));
            }
        }
        let all = looks(&["-fttTra7"]).unwrap();
        assert_eq!(all.clock, Some(Clock::TimeOfDay(Microseconds)));
        assert_eq!((all.since, all.durations, all.column), (Some(Microseconds), Some(Microseconds), 7));
        assert!(all.times() && !looks(&["-a5"]).unwrap().times());
    }

    #[test]
    fn strings_in_hexadecimal() {
        let hex = |words: &[&str]| looks(words).unwrap().hex;
        for (words, expected) in [
            (&[][..], Hex::Nothing),
            (&["-x"], Hex::Strings),
            (&["-xx"], Hex::All),
            (&["-x", "-xx"], Hex::All),
            (&["--strings-in-hex"], Hex::All),
            (&["--strings-in-hex=ALL"], Hex::All),
            (&["--strings-in-hex=non-ascii"], Hex::Strings),
            (&["--strings-in-hex=non-ascii-chars"], Hex::Escapes),
            (&["--strings-in-hex", "--strings-in-hex=none"], Hex::Nothing),
        ] {
            assert_eq!(hex(words), expected, "{words:?}");
        }
        for wrong in ["", "foo"] {
            let said = refused(&[&format!("--strings-in-hex={wrong}")]);
            assert_eq!(said, invalid_argument("--strings-in-hex", wrong));
        }
        assert_eq!(refused(&["-x", "--strings-in-hex"]), "-x and --strings-in-hex cannot be provided simultaneously");
    }

    #[test]
    fn the_last_that_is_said_of_colours_counts() {
        let colours = |words: &[&str]| looks(words).unwrap().colours;
        assert_eq!(colours(&[]), Colours::OnTerminals);
        assert_eq!(colours(&["--color=auto"]), Colours::OnTerminals);
        assert_eq!(colours(&["--color=NEVER"]), Colours::Never);
        assert_eq!(colours(&["--color", "always", "--color=never"]), Colours::Never);
        assert_eq!(colours(&["--color", "ALWAYS"]), Colours::Always);
        for wrong in ["", "foo"] {
            assert_eq!(refused(&[&format!("--color={wrong}"), "--color=never"]), invalid_argument("--color", wrong));
        }
    }

    #[test]
    fn colours_are_for_terminals_that_have_them() {
        let has = |variables: &'static [(&str, &str)]| {
            terminal_has_colours(|name| variables.iter().find(|set| set.0 == name).map(|set| set.1.into()))
        };
        assert!(has(&[("TERM", "xterm")]));
        for none in [&[][..], &[("TERM", "")], &[("TERM", "dumb")], &[("TERM", "xterm"), ("NO_COLOR", "")]] {
            assert!(!has(none), "{none:?}");
        }
        let of = |words: &[&str], is_terminal: bool| looks(words).unwrap().where_they_go(|| is_terminal).colours;
        assert_eq!(of(&["--color=always"], false), Colours::Always);
        assert_eq!(of(&["--color=never"], true), Colours::Never);
        assert_eq!(of(&[], false), Colours::Never);
    }

    #[test]
    fn styles_of_constants() {
        let style = |words: &[&str]| looks(words).unwrap().constants;
        assert_eq!(style(&[]), Constants::Abbrev);
        assert_eq!(style(&["-Xraw"]), Constants::Raw);
        assert_eq!(style(&["-X", "raw", "--const-print-style=verbose"]), Constants::Verbose);
        assert_eq!(style(&["-X", "raw", "-X", "abbrev"]), Constants::Abbrev);
        for wrong in ["", "RAW", "foo"] {
            assert_eq!(refused(&["-X", wrong]), invalid_argument("-X", wrong));
            assert_eq!(refused(&["--const-print-style", wrong]), invalid_argument("--const-print-style", wrong));
        }
    }

    #[test]
    fn numbers_names_and_tasks() {
        let none = looks(&[]).unwrap();
        assert!(!none.numbers && !none.tasks && !none.arg_names);
        for words in [&["-nN", "--always-show-pid"][..], &["-nn", "-N", "--arg-names", "--always-show-pid"]] {
            let all = looks(words).unwrap();
            assert!(all.numbers && all.tasks && all.arg_names, "{words:?}");
        }
    }

    #[test]
    fn columns() {
        let column = |words: &[&str]| looks(words).unwrap().column;
        assert_eq!(column(&[]), 40);
        assert_eq!(column(&["-a", "0"]), 0);
        assert_eq!(column(&["-a60"]), 60);
        assert_eq!(column(&["-a", " +60"]), 60);
        assert_eq!(column(&["--columns=20", "-a", "30"]), 30);
        assert_eq!(column(&["-a", "2147483647"]), RESULT_COLUMN_MAX);
        for wrong in ["-1", "x", "", "0x10", "1k", "3000000000", "99999999999"] {
            assert_eq!(refused(&["-a", wrong]), invalid_argument("-a", wrong));
            assert_eq!(refused(&["--columns", wrong]), invalid_argument("--columns", wrong));
        }
    }
}
