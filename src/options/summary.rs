//! What is said of calls when they are added up: -c, -C and what goes with them?

use std::ffi::OsStr;
use std::ffi::OsString;
use std::io::stderr;
use std::io::stdout;
use std::time::Duration;

use anyhow::bail;
use anyhow::Result;
use rustix::termios::tcgetwinsize;

use crate::complain;
use crate::options::cli::Cli;
use crate::options::looks::Looks;
use crate::options::misuse;

/// Columns when none are named, as strace has them.
const COLUMNS: [Column; 6] =
    [Column::Percent, Column::Total, Column::Average, Column::Calls, Column::Errors, Column::Name];

/// How a summary is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// It stands in the place of the calls, not behind them.
    pub only: bool,
    /// The time of a call is what passes until it returns, not what a processor works on it.
    pub wall: bool,
    /// It is shown again and again, after that time.
    pub every: Option<Duration>,
    /// Nanoseconds that are taken off each call.
    pub overhead: u64,
    /// What is shown of each call, the name among it.
    pub columns: Vec<Column>,
    /// Which calls come first; `None`: those with the lower numbers.
    pub order: Option<Column>,
    /// How many columns wide the histograms are that follow the table, if they do.
    pub bars: Option<usize>,
}

/// What can be shown of all calls of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Their part of the time of all.
    Percent,
    /// How long all took,
    Total,
    /// the shortest,
    Min,
    /// the longest,
    Max,
    /// one of them,
    Average,
    /// and so many hundredths of them at the most. strace does not have that.
    Percentile(u8),
    /// What passed until all had returned, whatever their time is otherwise,
    WallTotal,
    /// the shortest,
    WallMin,
    /// the longest,
    WallMax,
    /// one of them.
    WallAverage,
    /// How many there were.
    Calls,
    /// How many failed.
    Errors,
    /// Their name.
    Name,
}

impl Column {
    /// By strace's names.
    fn named(name: &str) -> Option<Column> {
        // An underscore is as good as a hyphen.
        Some(match &*name.replace('_', "-") {
            "time" | "time-percent" => Column::Percent,
            "total-time" | "time-total" => Column::Total,
            "min-time" | "shortest" | "time-min" => Column::Min,
            "max-time" | "longest" | "time-max" | "max" => Column::Max,
            "p50" => Column::Percentile(50),
            "p95" => Column::Percentile(95),
            "p99" => Column::Percentile(99),
            "avg-time" | "time-avg" => Column::Average,
            "wall-total" | "total-wall" => Column::WallTotal,
            "wall-min" | "min-wall" => Column::WallMin,
            "wall-max" | "max-wall" => Column::WallMax,
            "wall-avg" | "avg-wall" => Column::WallAverage,
            "calls" | "count" => Column::Calls,
            "errors" | "error" => Column::Errors,
            "name" | "syscall" | "syscall-name" => Column::Name,
            _ => return None,
        })
    }
}

impl Summary {
    /// The summary that these options ask for, if they ask for one.
    pub(super) fn new(cli: &Cli) -> Result<Option<Summary>> {
        let asked = &cli.summary;
        let columns = last(&asked.summary_columns, columns)?;
        let order = last(&asked.summary_sort_by, order)?;
        let wrong = |text: &OsStr| cli.spellings.invalid_argument("-O", text);
        let overhead = last(&asked.summary_syscall_overhead, |text| nanoseconds(text, 1e3).ok_or_else(|| wrong(text)))?;
        let every = match asked.summary_every.as_deref() {
            None => None,
            Some(text) => match nanoseconds(text, 1e9) {
                Some(time @ 1..) => Some(Duration::from_nanos(time)),
                _ => bail!(misuse(format_args!("invalid --summary-every argument: '{}'", text.to_string_lossy()))),
            },
        };
        if every.is_some() && cli.replay.is_some() {
            bail!("--replay and --summary-every make no sense together: nothing is run");
        }
        let (only, beside) = (asked.summary_only > 0, asked.summary > 0);
        Summary::check(cli)?;
        if !cli.has_subject() {
            return Ok(None); // that is said first
        }
        if !only && !beside {
            const WITHOUT: &str = "(-c/--summary-only or -C/--summary)";
            if asked.summary_wall_clock > 0 {
                bail!(misuse(format_args!("-w/--summary-wall-clock must be given with {WITHOUT}")));
            }
            if columns.is_some() {
                bail!(misuse(format_args!("-U/--summary-columns must be given with {WITHOUT}")));
            }
            if asked.summary_every.is_some() {
                bail!(misuse(format_args!("--summary-every must be given with {WITHOUT}")));
            }
            if asked.hist > 0 {
                bail!(misuse(format_args!("--hist must be given with {WITHOUT}")));
            }
            if order.is_some() {
                complain(format_args!("-S/--summary-sort-by has no effect without {WITHOUT}"));
            }
            return Ok(None);
        }
        if cli.follow > 1 || cli.output_separately > 0 && cli.follow == 0 {
            bail!(misuse("(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive"));
        }
        Ok(Some(Summary {
            only,
            wall: asked.summary_wall_clock > 0,
            every,
            overhead: overhead.unwrap_or_default(),
            columns: columns.unwrap_or_else(|| COLUMNS.to_vec()),
            order: order.unwrap_or(Some(Column::Percent)),
            bars: (asked.hist > 0).then(|| width(cli)),
        }))
    }

    /// Whether these options contradict each other.
    pub(super) fn check(cli: &Cli) -> Result<()> {
        if cli.summary.summary_only > 0 && cli.summary.summary > 0 {
            bail!(misuse("-c/--summary-only and -C/--summary are mutually exclusive"));
        }
        Ok(())
    }

    /// Whether it shows how long calls took, or puts them in that order.
    pub fn shows_times(&self) -> bool {
        self.shows_own_times() || self.shows_walls()
    }

    /// The same of times that are those of processors unless -w says otherwise.
    pub fn shows_own_times(&self) -> bool {
        self.bars.is_some()
            || self.columns.iter().chain(&self.order).any(|column| match column {
                Column::Percent | Column::Total | Column::Average => true,
                Column::Min | Column::Max | Column::Percentile(_) => true,
                Column::WallTotal | Column::WallMin | Column::WallMax | Column::WallAverage => false,
                Column::Calls | Column::Errors | Column::Name => false,
            })
    }

    /// The same of what has passed until calls returned.
    pub fn shows_walls(&self) -> bool {
        self.columns.iter().chain(&self.order).any(|column| match column {
            Column::WallTotal | Column::WallMin | Column::WallMax | Column::WallAverage => true,
            Column::Percent | Column::Total | Column::Average => false,
            Column::Min | Column::Max | Column::Percentile(_) => false,
            Column::Calls | Column::Errors | Column::Name => false,
        })
    }

    /// Whether it shows how long single ones of them took: then each must be timed.
    pub fn shows_single_times(&self) -> bool {
        self.shows_how_often()
            || self.columns.iter().chain(&self.order).any(|column| match column {
                Column::Min | Column::Max | Column::Percentile(_) => true,
                Column::WallTotal | Column::WallMin | Column::WallMax | Column::WallAverage => true,
                Column::Percent | Column::Total | Column::Average => false,
                Column::Calls | Column::Errors | Column::Name => false,
            })
    }

    /// Whether it shows how many of them took how long.
    pub fn shows_how_often(&self) -> bool {
        let is_part = |column: &Column| matches!(column, Column::Percentile(_));
        self.bars.is_some() || self.columns.iter().chain(&self.order).any(is_part)
    }

    /// Names the looks that were asked for where no line shows them, as strace does.
    pub(super) fn say_what_is_idle(&self, looks: &Looks, stacks: bool) {
        for (given, option) in [
            (looks.ips, "-i/--instruction-pointer"),
            (stacks, "-k/--stack-trace"),
            (looks.numbers, "-n/--syscall-number"),
            (looks.arg_names, "-N/--arg-names"),
            (looks.since.is_some(), "-r/--relative-timestamps"),
            (looks.clock.is_some(), "-t/--absolute-timestamps"),
            (looks.durations.is_some(), "-T/--syscall-times"),
            (looks.decode_fds.any(), "-y/--decode-fds"),
        ] {
            if self.only && given {
                complain(format_args!("{option} has no effect with -c/--summary-only"));
            }
        }
    }
}

/// How wide the terminal is that the summary goes to; without one, as wide as they used to be.
fn width(cli: &Cli) -> usize {
    const USUAL: usize = 80;
    let to_stdout = cli.output.as_deref().map_or(cli.replay.is_some(), |name| name == "-");
    let size = match (to_stdout, &cli.output) {
        (true, _) => tcgetwinsize(stdout()),
        (false, None) => tcgetwinsize(stderr()),
        (false, Some(_)) => return USUAL,
    };
    size.map_or(USUAL, |size| if size.ws_col == 0 { USUAL } else { size.ws_col.into() })
}

/// What the last of these values says; the others must say something, too.
pub(super) fn last<T>(values: &[OsString], read: impl Fn(&OsStr) -> Result<T>) -> Result<Option<T>> {
    values.iter().try_fold(None, |_, value| Ok(Some(read(value)?)))
}

/// Those of -U, the name at the end if it is not among them.
fn columns(text: &OsStr) -> Result<Vec<Column>> {
    let text = text.to_string_lossy();
    let mut columns = Vec::new();
    let mut rest = Some(&*text);
    while let Some(here) = rest {
        let (name, behind) = here.split_once(',').map_or((here, None), |(name, behind)| (name, Some(behind)));
        let Some(column) = Column::named(name) else { bail!(misuse(format_args!("unknown column name: '{name}'"))) };
        if columns.contains(&column) {
            bail!(misuse(format_args!(
                "call summary column has been provided more than once: '{name}' (-U option residual: '{here}')"
            )));
        }
        columns.push(column);
        rest = behind;
    }
    if !columns.contains(&Column::Name) {
        columns.push(Column::Name);
    }
    Ok(columns)
}

/// That of -S.
fn order(text: &OsStr) -> Result<Option<Column>> {
    match &*text.to_string_lossy() {
        "nothing" | "none" => Ok(None),
        name => match Column::named(name) {
            Some(column) => Ok(Some(column)),
            None => bail!(misuse(format_args!("invalid sortby: '{name}'"))),
        },
    }
}

/// A time as strace takes it, a number with a unit; so many nanoseconds, `plain`, if it has none.
pub(super) fn nanoseconds(text: &OsStr, plain: f64) -> Option<u64> {
    let text = text.to_str()?.trim_start_matches([' ', '\t', '\n', '\x0b', '\x0c', '\r']);
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let sign = usize::from(text.starts_with(['+', '-']));
    let whole = sign + digits(sign);
    let mut end = whole;
    if text[end..].starts_with('.') {
        end += 1 + digits(end + 1);
    }
    if end - sign == usize::from(end > whole) {
        return None; // not one digit
    }
    if text[end..].starts_with(['e', 'E']) {
        let from = end + 1 + usize::from(text[end + 1..].starts_with(['+', '-']));
        if digits(from) > 0 {
            end = from + digits(from);
        }
    }
    let unit = match &text[end..] {
        "" => plain,
        "us" => 1e3,
        "s" => 1e9,
        "ms" => 1e6,
        "ns" => 1.0,
        _ => return None,
    };
    if end == whole {
        text[..end].parse::<i64>().ok()?;
    }
    let number: f64 = text[..end].parse().ok()?;
    // strtod(3) refuses what is too large, and what is so small that it is rounded more than usual.
    let mantissa = text[..end].split(['e', 'E']).next().unwrap_or_default();
    let is_zero = mantissa.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0');
    if !number.is_finite() || !number.is_normal() && !is_zero {
        return None;
    }
    (number >= 0.0).then_some((number * unit) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(words: &[&str]) -> Result<Option<Summary>> {
        Summary::new(&Cli::read(["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from))?)
    }

    #[test]
    fn what_is_not_said_is_as_strace_has_it() {
        let plain = summary(&["-c"]).unwrap().unwrap();
        let expected = Summary {
            only: true,
            wall: false,
            every: None,
            overhead: 0,
            columns: COLUMNS.to_vec(),
            order: Some(Column::Percent),
            bars: None,
        };
        assert_eq!(plain, expected);
        let beside = summary(&["--summary", "-w"]).unwrap().unwrap();
        assert!(!beside.only && beside.wall);
        let every = |text| summary(&["-c", "--summary-every", text]).unwrap().unwrap().every;
        assert_eq!(every("2"), Some(Duration::from_secs(2)));
        assert_eq!(every("50ms"), Some(Duration::from_millis(50)));
        assert_eq!(summary(&["-O", "5"]).unwrap(), None);
        assert_eq!(summary(&["-S", "name"]).unwrap(), None);
        assert_eq!(summary(&["-ccww"]).unwrap().unwrap(), Summary { wall: true, ..expected });
    }

    #[test]
    fn columns_and_orders_have_all_of_straces_names() {
        for (names, column) in [
            (&["time", "time-percent"][..], Column::Percent),
            (&["time-total", "total-time"], Column::Total),
            (&["min-time", "shortest", "time-min"], Column::Min),
            (&["max-time", "longest", "time-max"], Column::Max),
            (&["avg-time", "time-avg"], Column::Average),
            (&["wall-total", "total-wall"], Column::WallTotal),
            (&["wall-min", "min-wall"], Column::WallMin),
            (&["wall-max", "max-wall"], Column::WallMax),
            (&["wall-avg", "avg-wall", "wall_avg"], Column::WallAverage),
            (&["calls", "count"], Column::Calls),
            (&["errors", "error"], Column::Errors),
            (&["name", "syscall", "syscall-name"], Column::Name),
            // These are not strace's.
            (&["max"], Column::Max),
            (&["p50"], Column::Percentile(50)),
            (&["p95"], Column::Percentile(95)),
            (&["p99"], Column::Percentile(99)),
        ] {
            for name in names {
                let both = summary(&["-c", "-U", name, "-S", name]).unwrap().unwrap();
                assert_eq!((both.columns[0], both.order), (column, Some(column)), "{name}");
                assert_eq!(both.columns.last(), Some(&Column::Name));
            }
        }
        for nothing in ["nothing", "none"] {
            assert_eq!(summary(&["-c", "-S", nothing]).unwrap().unwrap().order, None);
        }
        let ordered = summary(&["-c", "--summary-columns=name,errors,calls"]).unwrap().unwrap();
        assert_eq!(ordered.columns, [Column::Name, Column::Errors, Column::Calls]);
    }

    #[test]
    fn each_call_is_timed_only_where_that_shows() {
        let of = |words: &[&str]| {
            let summary = summary(&[&["-c"], words].concat()).unwrap().unwrap();
            (summary.shows_times(), summary.shows_single_times(), summary.shows_how_often())
        };
        assert_eq!(of(&[]), (true, false, false));
        assert_eq!(of(&["-w"]), (true, false, false));
        assert_eq!(of(&["-U", "calls", "-S", "none"]), (false, false, false));
        assert_eq!(of(&["-U", "calls"]), (true, false, false));
        assert_eq!(of(&["-U", "max"]), (true, true, false));
        assert_eq!(of(&["-S", "min-time"]), (true, true, false));
        assert_eq!(of(&["-S", "p99"]), (true, true, true));
        assert_eq!(of(&["-U", "calls", "-S", "none", "--hist"]), (true, true, true));
    }

    #[test]
    fn what_is_wrong_is_said_as_strace_says_it() {
        for (words, message) in [
            (&["-c", "-U", "p90"][..], "unknown column name: 'p90'"),
            (&["-c", "-U", ""], "unknown column name: ''"),
            (&["-c", "-U", "name,"], "unknown column name: ''"),
            (&["-c", "-U", "Name"], "unknown column name: 'Name'"),
            (&["-c", "-U", "none"], "unknown column name: 'none'"),
            (
                &["-c", "-U", "time,errors,count,time-percent,shortest"],
                "call summary column has been provided more than once: 'time-percent' \
                 (-U option residual: 'time-percent,shortest')",
            ),
            (&["-c", "-S", "x", "-S", "name"], "invalid sortby: 'x'"),
            (&["-S", ""], "invalid sortby: ''"),
            (&["-S", "avg"], "invalid sortby: 'avg'"),
            (&["-U", "x", "-S", "y"], "unknown column name: 'x'"),
            (&["-w", "-c", "-C"], "-c/--summary-only and -C/--summary are mutually exclusive"),
            (&["-w", "-U", "name"], "-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)"),
            (
                &["-C", "-ff", "-o", "x"],
                "(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive",
            ),
            (&["-U", "name"], "-U/--summary-columns must be given with (-c/--summary-only or -C/--summary)"),
            (&["-c", "--summary-every=0"], "invalid --summary-every argument: '0'"),
            (&["-c", "--summary-every=x"], "invalid --summary-every argument: 'x'"),
            (&["--hist"], "--hist must be given with (-c/--summary-only or -C/--summary)"),
            (&["--summary-every=1"], "--summary-every must be given with (-c/--summary-only or -C/--summary)"),
            (&["-O", "x"], "invalid -O argument: 'x'"),
            (&["--summary-syscall-overhead=x"], "invalid --summary-syscall-overhead argument: 'x'"),
        ] {
            let error = summary(words).unwrap_err().to_string();
            assert_eq!(error.lines().next(), Some(message));
            assert!(error.contains("\nTry '"), "{error}");
        }
    }

    #[test]
    fn an_overhead_is_a_number_with_a_unit() {
        let of = |text: &str| nanoseconds(OsStr::new(text), 1e3);
        for (text, expected) in [
            ("1", 1_000),
            ("1us", 1_000),
            ("2ms", 2_000_000),
            ("0.5s", 500_000_000),
            ("7ns", 7),
            (" 1", 1_000),
            ("+1", 1_000),
            ("-0", 0),
            ("1.5", 1_500),
            (".5", 500),
            ("5.", 5_000),
            ("1e3", 1_000_000),
            ("1E+2ns", 100),
            ("1e-3s", 1_000_000),
            ("1e-30", 0),
            ("0e5", 0),
            ("0.0e-400", 0),
            ("9223372036854775807ns", i64::MAX as u64 + 1),
            ("1e19s", u64::MAX),
        ] {
            assert_eq!(of(text), Some(expected), "{text}");
        }
        for wrong in [
            "",
            "x",
            "-1",
            "1min",
            "1xs",
            "0x10",
            "nan",
            "inf",
            "1s2",
            "1e",
            "1 us",
            "1us ",
            "1US",
            ".",
            "1,5",
            "e5",
            "+-1",
            "-1e-30",
            "9223372036854775808",
            "99999999999999999999",
            "1_0",
            "1e400",
            "1e-400",
            "1e-320ns",
            "1é",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
