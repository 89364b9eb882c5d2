//! What do `-e WORD=VALUE` and the long options of the same names say, in which order?
//!
//! They are one list: the last one counts, whichever way it is written.

use std::ffi::OsStr;
use std::ffi::OsString;

use anyhow::bail;
use anyhow::Result;
use clap::error::Error;
use clap::value_parser;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::Args;
use clap::Command;
use clap::FromArgMatches;

use crate::options::no_secontext;
use crate::options::not_yet::not_yet;

/// What can be qualified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// Which calls show.
    Trace,
    /// Which signals show.
    Signal,
    /// Which calls show by how they ended.
    Status,
    /// Which calls show by their error.
    Errno,
    /// Which messages do not show.
    Quiet,
    /// What is said of descriptors.
    DecodeFds,
    /// What is said of processes.
    DecodePids,
    /// Which ids of namespaces show.
    Namespace,
    /// What shows of virtual processors.
    Kvm,
    /// Which descriptors calls must be about.
    TraceFds,
    /// Of which calls only the commonest fields of structs show.
    Abbrev,
    /// Of which calls structs show.
    Verbose,
    /// Of which calls only registers show.
    Raw,
    /// From which descriptors all that is read shows.
    Read,
    /// To which descriptors all that is written shows.
    Write,
}

/// A qualifier as it is written.
struct Row {
    is: Qualifier,
    /// Long options; the first one is also a word for `-e`.
    longs: &'static [&'static str],
    /// What a long option without a value means, if it may stand without.
    without: Option<&'static str>,
    /// More words for `-e`.
    words: &'static [&'static str],
    value: &'static str,
    help: &'static str,
}

const ROWS: &[Row] = &[
    Row {
        is: Qualifier::Trace,
        longs: &["trace"],
        without: None,
        words: &["t"],
        value: "SET",
        help: "Trace only the calls in SET; see \"Sets of calls\" below",
    },
    Row {
        is: Qualifier::Signal,
        longs: &["signal", "signals"],
        without: None,
        words: &["signals", "s"],
        value: "SET",
        help: "Print only the signals in SET",
    },
    Row {
        is: Qualifier::Status,
        longs: &["status"],
        without: None,
        words: &[],
        value: "SET",
        help: "Print only the calls that ended as in SET: successful, failed, unfinished, unavailable, detached",
    },
    Row {
        is: Qualifier::Errno,
        longs: &["errno"],
        without: None,
        words: &[],
        value: "SET",
        help: "Print only the calls that failed with an error in SET: ENOENT,EACCES, or !EAGAIN for all but these",
    },
    Row {
        is: Qualifier::Quiet,
        longs: &["quiet", "silent", "silence"],
        without: Some("attach,personality"),
        words: &["silent", "silence", "q"],
        value: "SET",
        help: "Leave out these messages: attach, exit, path-resolution, personality, thread-execve",
    },
    Row {
        is: Qualifier::DecodeFds,
        longs: &["decode-fds"],
        without: Some("path"),
        words: &["decode-fd"],
        value: "SET",
        help:
            "Print of descriptors: path (-y), and of sockets, devices and the like what they are: socket, dev, pidfd, \
               eventfd, signalfd; all (-yy)",
    },
    Row {
        is: Qualifier::DecodePids,
        longs: &["decode-pids"],
        without: None,
        words: &["decode-pid"],
        value: "SET",
        help: "Print of processes: their names (comm), their ids in beetrace's PID namespace (pidns)",
    },
    Row {
        is: Qualifier::Namespace,
        longs: &["namespace"],
        without: Some("new"),
        words: &[],
        value: "new",
        help: "Print the ids of the namespaces that unshare, setns, clone and clone3 enter",
    },
    Row {
        is: Qualifier::Kvm,
        longs: &["kvm"],
        without: None,
        words: &[],
        value: "vcpu[+]",
        help: "Accepted: why virtual processors return to their program does not show",
    },
    Row {
        is: Qualifier::TraceFds,
        longs: &["trace-fds"],
        without: None,
        words: &["trace-fd", "fds", "fd"],
        value: "SET",
        help:
            "Print only calls on the descriptors in SET: 0,5, or !1 for all but these; with -P those on its paths, too",
    },
    Row {
        is: Qualifier::Abbrev,
        longs: &["abbrev"],
        without: None,
        words: &["a"],
        value: "SET",
        help: "Abbreviate the structs, arrays and environments of the calls in SET [default: all]",
    },
    Row {
        is: Qualifier::Verbose,
        longs: &["verbose"],
        without: None,
        words: &["v"],
        value: "SET",
        help: "Print the structs of the calls in SET, of others their addresses [default: all]",
    },
    Row {
        is: Qualifier::Raw,
        longs: &["raw"],
        without: None,
        words: &["x"],
        value: "SET",
        help: "Print the arguments and results of the calls in SET as hexadecimal numbers",
    },
    Row {
        is: Qualifier::Read,
        longs: &["read"],
        without: None,
        words: &["reads", "r"],
        value: "SET",
        help: "Dump all data read from the descriptors in SET",
    },
    Row {
        is: Qualifier::Write,
        longs: &["write"],
        without: None,
        words: &["writes", "w"],
        value: "SET",
        help: "Dump all data written to the descriptors in SET",
    },
];

/// A short way to write one.
struct Shorthand {
    /// Its name among clap's.
    name: &'static str,
    letter: Option<char>,
    long: Option<&'static str>,
    aliases: &'static [&'static str],
    is: Qualifier,
    value: &'static str,
    help: &'static str,
}

const SHORTHANDS: &[Shorthand] = &[
    Shorthand {
        name: "successful-only",
        letter: Some('z'),
        long: Some("successful-only"),
        aliases: &[],
        is: Qualifier::Status,
        value: "successful",
        help: "Print only calls that returned without an error",
    },
    Shorthand {
        name: "failed-only",
        letter: Some('Z'),
        long: Some("failed-only"),
        aliases: &["failing-only"],
        is: Qualifier::Status,
        value: "failed",
        help: "Print only calls that returned with an error",
    },
    Shorthand {
        name: "no-abbrev",
        letter: Some('v'),
        long: Some("no-abbrev"),
        aliases: &[],
        is: Qualifier::Abbrev,
        value: "none",
        help: "Print structs and environments whole",
    },
    Shorthand {
        name: "comms",
        letter: Some('Y'),
        long: None,
        aliases: &[],
        is: Qualifier::DecodePids,
        value: "comm",
        help: "Print the names of processes beside their ids",
    },
    Shorthand {
        name: "pidns-translation",
        letter: None,
        long: Some("pidns-translation"),
        aliases: &[],
        is: Qualifier::DecodePids,
        value: "pidns",
        help: "Print the ids of processes in beetrace's PID namespace, too",
    },
];

/// The name of -e among clap's.
const EXPRESSION: &str = "expression";

/// What was said, in that order.
#[derive(Debug, Clone, Default)]
pub struct Qualifiers {
    said: Vec<Said>,
}

#[derive(Debug, Clone)]
struct Said {
    /// `None`: the text names it, or is a set of calls.
    what: Option<Qualifier>,
    text: OsString,
    /// How often it was said, if only once counts.
    times: u8,
}

impl Qualifiers {
    /// What is said of that: the last one counts, but all must make sense.
    pub fn last<T>(&self, what: Qualifier, parse: impl Fn(&str) -> Result<T>) -> Result<Option<T>> {
        let mut last = None;
        for said in &self.said {
            let text = said.text.to_string_lossy();
            let (is, value) = match said.what {
                Some(is) => (is, &*text),
                None => qualified(&text)?,
            };
            if is == what {
                last = Some(parse(value)?);
            }
        }
        Ok(last)
    }

    /// How often short ways of saying that were used.
    pub fn shorthands(&self, what: Qualifier) -> u32 {
        self.said.iter().filter(|said| said.what == Some(what)).map(|said| u32::from(said.times)).sum()
    }
}

/// What an expression of -e is about, and its value.
fn qualified(text: &str) -> Result<(Qualifier, &str)> {
    let Some((word, value)) = text.split_once('=') else { return Ok((Qualifier::Trace, text)) };
    if let Some(row) = ROWS.iter().find(|row| row.longs[0] == word || row.words.contains(&word)) {
        return Ok((row.is, value));
    }
    if word == "secontext" {
        return Err(no_secontext());
    }
    match not_yet(&format!("--{word}")) {
        Some(what) => bail!("-e {word}= ({what}) is not there yet"),
        None => Ok((Qualifier::Trace, text)),
    }
}

/// The word for what that option with that value qualifies, if it qualifies anything.
pub(super) fn about(option: &str, value: &str) -> Option<&'static str> {
    let is = match SHORTHANDS.iter().find(|way| way.name == option) {
        Some(way) => way.is,
        None if option == EXPRESSION => qualified(value).ok()?.0,
        None => return None,
    };
    ROWS.iter().find(|row| row.is == is).map(|row| row.longs[0])
}

impl Args for Qualifiers {
    fn augment_args(command: Command) -> Command {
        let expression = value_of(Arg::new(EXPRESSION).short('e'), "EXPR").help(
            "A qualifying expression, OPTION=[!]VALUE1[,VALUE2]...: trace, signal, status, errno, quiet, abbrev, \
             verbose, raw, read, write, decode-fds, decode-pids, trace-fds, \
             namespace, kvm as below",
        );
        let long = |row: &Row| {
            let arg = Arg::new(row.longs[0]).long(row.longs[0]).aliases(row.longs[1..].iter().copied()).help(row.help);
            match row.without {
                Some(missing) => {
                    value_of(arg, row.value).num_args(0..=1).require_equals(true).default_missing_value(missing)
                }
                None => value_of(arg, row.value),
            }
        };
        let short = |way: &Shorthand| {
            let arg = Arg::new(way.name).short(way.letter).long(way.long).aliases(way.aliases.iter().copied());
            arg.action(ArgAction::Count).help(way.help)
        };
        command.arg(expression).args(ROWS.iter().map(long)).args(SHORTHANDS.iter().map(short))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Qualifiers::augment_args(command)
    }
}

fn value_of(arg: Arg, name: &'static str) -> Arg {
    arg.value_name(name).action(ArgAction::Append).value_parser(value_parser!(OsString)).allow_hyphen_values(true)
}

impl FromArgMatches for Qualifiers {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Qualifiers, Error> {
        let mut said = Vec::new();
        for (name, what) in ROWS.iter().map(|row| (row.longs[0], Some(row.is))).chain([(EXPRESSION, None)]) {
            let values = matches.get_many::<OsString>(name).into_iter().flatten();
            let places = matches.indices_of(name).into_iter().flatten();
            said.extend(places.zip(values).map(|(place, text)| (place, Said { what, text: text.clone(), times: 0 })));
        }
        for way in SHORTHANDS {
            let times = matches.get_count(way.name);
            if let Some(place) = matches.index_of(way.name).filter(|_| times > 0) {
                said.push((place, Said { what: Some(way.is), text: OsStr::new(way.value).to_owned(), times }));
            }
        }
        said.sort_by_key(|(place, _)| *place);
        Ok(Qualifiers { said: said.into_iter().map(|(_, said)| said).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Qualifiers::from_arg_matches(matches)?;
        Ok(())
    }
}
