//! Which words of the command line are options, and is their shape what getopt_long(3) takes?
//!
//! strace's users know its ways: letters in clusters, a value in the word of its letter whatever it begins with,
//! long names cut short, options that end where the command begins. What is wrong is said in the C library's words.
//! The result is the same command line in one plain form, from which clap cannot but read the same.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::ffi::OsStringExt;

use anyhow::anyhow;
use anyhow::Error;
use anyhow::Result;
use clap::Arg;
use clap::ArgAction;
use clap::Command;

use super::misuse;
use crate::options::not_yet::not_yet;
use crate::options::not_yet::not_yet_names;
use crate::own_name;

/// In which words options were given: messages name them so.
#[derive(Debug, Default)]
pub struct Spellings {
    /// The long names that were used in place of a letter, the letter first.
    long: Vec<(char, String)>,
}

impl Spellings {
    fn note(&mut self, arg: &Arg, long: Option<&str>) {
        let Some(letter) = arg.get_short() else { return };
        self.long.retain(|(spelled, _)| *spelled != letter);
        self.long.extend(long.map(|name| (letter, format!("--{name}"))));
    }

    /// The option as it was given last: `-s` or `--string-limit`.
    pub fn of<'a>(&'a self, short: &'a str) -> &'a str {
        let long =
            self.long.iter().find(|(letter, _)| short.strip_prefix('-').is_some_and(|name| name.chars().eq([*letter])));
        long.map_or(short, |(_, name)| name)
    }

    /// That this is no value for the option.
    pub fn invalid_argument(&self, short: &str, value: &OsStr) -> Error {
        misuse(format_args!("invalid {} argument: '{}'", self.of(short), value.to_string_lossy()))
    }
}

/// The command line in its plain form: each option in a word of its own, with its value, if any, behind `=`; `--`
/// before the command. One that prints help stands alone: what comes behind it is not read.
pub fn plain(command: &Command, words: impl IntoIterator<Item = OsString>) -> Result<(Vec<OsString>, Spellings)> {
    let mut spellings = Spellings::default();
    let mut words = words.into_iter();
    let mut plain: Vec<OsString> = words.next().into_iter().collect();
    while let Some(word) = words.next() {
        let is_end = match word.as_bytes() {
            b"--" => true,
            [b'-', b'-', text @ ..] => {
                let (option, given) = long(command, text)?;
                let value = match (takes(option.arg), given) {
                    (Takes::Nothing, Some(_)) => {
                        return Err(misuse(format_args!("option '--{}' doesn't allow an argument", option.name)));
                    }
                    (Takes::Value, None) => Some(
                        words
                            .next()
                            .ok_or_else(|| misuse(format_args!("option '--{}' requires an argument", option.name)))?,
                    ),
                    (_, given) => given.map(|given| OsStr::from_bytes(given).to_owned()),
                };
                spellings.note(option.arg, Some(option.name));
                plain.push(with_value(format!("--{}", option.name), value));
                is_help(option.arg)
            }
            [b'-', letters @ ..] if !letters.is_empty() => {
                cluster(command, letters, &mut words, (&mut plain, &mut spellings))?
            }
            _ => {
                plain.extend([OsString::from("--"), word]);
                plain.extend(words);
                return Ok((plain, spellings));
            }
        };
        if is_end {
            if word != "--" {
                plain.drain(1..plain.len() - 1);
            }
            plain.extend([OsString::from("--")]);
            plain.extend(words);
            return Ok((plain, spellings));
        }
    }
    Ok((plain, spellings))
}

/// What an option takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    /// Behind `=`, or nothing.
    PerhapsValue,
    Value,
}

fn takes(arg: &Arg) -> Takes {
    match arg.get_action().takes_values() {
        false => Takes::Nothing,
        true if arg.is_require_equals_set() => Takes::PerhapsValue,
        true => Takes::Value,
    }
}

/// Whether nothing else matters, before it and behind it.
fn is_help(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong)
}

/// An option by a long name.
struct Long<'a> {
    arg: &'a Arg,
    name: &'a str,
}

/// The option that these bytes name, behind `--`, and the value in the same word.
fn long<'a, 'w>(command: &'a Command, text: &'w [u8]) -> Result<(Long<'a>, Option<&'w [u8]>)> {
    let (name, value) = match memchr::memchr(b'=', text) {
        Some(end) => (&text[..end], Some(&text[end + 1..])),
        None => (text, None),
    };
    let given = || String::from_utf8_lossy(text);
    let names = || {
        command.get_arguments().flat_map(|arg| {
            let aliases = arg.get_all_aliases().unwrap_or_default();
            arg.get_long().into_iter().chain(aliases).map(move |name| Long { arg, name })
        })
    };
    if let Some(option) = names().find(|option| option.name.as_bytes() == name) {
        return Ok((option, value));
    }
    if let Some(refusal) = std::str::from_utf8(name).ok().and_then(|name| missing(&format!("--{name}"))) {
        return Err(refusal);
    }
    // Cut short, it is first of all one of strace's.
    let begins = |option: &Long<'_>| option.name.as_bytes().starts_with(name);
    let (own, straces): (Vec<_>, Vec<_>) = names().filter(begins).partition(|option| is_own(option.arg));
    let missing_ones: Vec<&str> = not_yet_names().filter(|missing| missing.as_bytes().starts_with(name)).collect();
    let mut fitting = if straces.is_empty() && missing_ones.is_empty() { own } else { straces };
    let is_one = fitting.windows(2).all(|pair| pair[0].arg.get_id() == pair[1].arg.get_id());
    match (fitting.len(), &missing_ones[..]) {
        (0, []) => Err(misuse(format_args!("unrecognized option '--{}'", given()))),
        (0, [one]) => Err(missing(&format!("--{one}")).unwrap_or_else(|| anyhow!("--{one}"))),
        (1.., []) if is_one => Ok((fitting.swap_remove(0), value)),
        _ => {
            let fitting = fitting.iter().map(|option| (option.name, Some(option.arg.get_id())));
            let mut names: Vec<_> = fitting.chain(missing_ones.into_iter().map(|name| (name, None))).collect();
            let place = |name: &str| ORDER.iter().position(|known| *known == name);
            names.retain(|(name, _)| place(name).is_some() || OWN.contains(name));
            names.sort_by_key(|(name, _)| place(name));
            // Other names of the first one make no difference to getopt_long(3).
            let first = names[0];
            names.retain(|(name, id)| *name == first.0 || id.is_none() || *id != first.1);
            let names: String = names.iter().map(|(name, _)| format!(" '--{name}'")).collect();
            Err(misuse(format_args!("option '--{}' is ambiguous; possibilities:{names}", given())))
        }
    }
}

/// Letters in one word; whether the options end with them.
fn cluster(
    command: &Command,
    letters: &[u8],
    words: &mut impl Iterator<Item = OsString>,
    (plain, spellings): (&mut Vec<OsString>, &mut Spellings),
) -> Result<bool> {
    for (at, letter) in letters.iter().enumerate() {
        let wrong = |what: &str| {
            let mut message = OsString::from(format!("{what} -- '"));
            message.push(OsStr::from_bytes(&[*letter]));
            misuse(format_args!("{}'", message.to_string_lossy()))
        };
        let name = char::from(*letter);
        let has = |arg: &&Arg| {
            let aliases = arg.get_all_short_aliases().unwrap_or_default();
            letter.is_ascii() && arg.get_short().into_iter().chain(aliases).any(|short| short == name)
        };
        let Some(arg) = command.get_arguments().find(has) else {
            return Err(missing(&format!("-{name}")).unwrap_or_else(|| wrong("invalid option")));
        };
        spellings.note(arg, None);
        if is_help(arg) {
            plain.push(format!("-{name}").into());
            return Ok(true);
        }
        match takes(arg) {
            Takes::Nothing | Takes::PerhapsValue => plain.push(format!("-{name}").into()),
            Takes::Value => {
                let rest = &letters[at + 1..];
                let value = match rest {
                    [] => words.next().ok_or_else(|| wrong("option requires an argument"))?,
                    _ => OsString::from_vec(rest.to_vec()),
                };
                plain.push(with_value(format!("-{name}"), Some(value)));
                return Ok(false);
            }
        }
    }
    Ok(false)
}

fn with_value(option: String, value: Option<OsString>) -> OsString {
    let mut word = OsString::from(option);
    if let Some(value) = value {
        word.push("=");
        word.push(value);
    }
    word
}

/// Whether strace has no such option.
fn is_own(arg: &Arg) -> bool {
    OWN.iter().any(|own| arg.get_long() == Some(own))
}

/// strace's long options in its order, in which what a word may mean is said.
const ORDER: &[&str] = &[
    "columns",
    "output-append-mode",
    "detach-on",
    "summary-only",
    "summary",
    "debug",
    "daemonize",
    "daemonised",
    "daemonized",
    "env",
    "follow-forks",
    "output-separately",
    "help",
    "instruction-pointer",
    "interruptible",
    "kill-on-exit",
    "stack-trace",
    "stack-traces",
    "stack-trace-frame-limit",
    "syscall-limit",
    "syscall-number",
    "arg-names",
    "output",
    "summary-syscall-overhead",
    "attach",
    "trace-path",
    "relative-timestamps",
    "string-limit",
    "summary-sort-by",
    "absolute-timestamps",
    "timestamps",
    "syscall-times",
    "user",
    "summary-columns",
    "no-abbrev",
    "version",
    "summary-wall-clock",
    "strings-in-hex",
    "const-print-style",
    "pidns-translation",
    "successful-only",
    "failed-only",
    "failing-only",
    "seccomp-bpf",
    "tips",
    "argv0",
    "always-show-pid",
    "color",
    "trace",
    "trace-fds",
    "abbrev",
    "verbose",
    "raw",
    "signals",
    "status",
    "read",
    "write",
    "fault",
    "inject",
    "kvm",
    "namespace",
    "quiet",
    "silent",
    "silence",
    "decode-fds",
    "decode-pids",
    "secontext",
];

/// Options that strace does not have.
pub(super) const OWN: &[&str] = &[
    "calls",
    "errno",
    "for",
    "format",
    "hist",
    "min-duration",
    "overflow",
    "record",
    "record-last",
    "replay",
    "summary-every",
];

/// That the option is one of strace's which beetrace does not have yet.
fn missing(option: &str) -> Option<Error> {
    not_yet(option).map(|what| anyhow!("{option} ({what}) is not there yet; try '{} -h'", own_name()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::options::cli::Cli;

    fn plain_form(words: &[&str]) -> Result<Vec<OsString>> {
        let mut command = Cli::command();
        command.build();
        Ok(plain(&command, ["beetrace"].iter().chain(words).map(OsString::from))?.0)
    }

    #[test]
    fn what_getopt_takes_is_brought_into_one_form() {
        for (words, expected) in [
            (&[][..], &[][..]),
            (&["-fvqq", "ls", "-f"], &["-f", "-v", "-q", "-q", "--", "ls", "-f"]),
            (&["-fo", "FILE", "ls"], &["-f", "-o=FILE", "--", "ls"]),
            (&["-foFILE", "-s100", "ls"], &["-f", "-o=FILE", "-s=100", "--", "ls"]),
            (&["-o=x", "-s", "-1", "-o", "", "ls"], &["-o==x", "-s=-1", "-o=", "--", "ls"]),
            (&["-o", "--", "ls"], &["-o=--", "--", "ls"]),
            (&["--output", "-f", "ls"], &["--output=-f", "--", "ls"]),
            (&["--output=", "--follow-forks", "--", "ls", "--"], &["--output=", "--follow-forks", "--", "ls", "--"]),
            (
                &["--string-l=5", "--foll", "--form=json", "-", "x"],
                &["--string-limit=5", "--follow-forks", "--format=json", "--", "-", "x"],
            ),
            (&["-fh", "--nosuch"], &["-h", "--", "--nosuch"]),
            (&["-fV", "--help", "-B"], &["--help", "--", "-B"]),
            (&["-fV", "--version", "ls"], &["-f", "-V", "--version", "--", "ls"]),
        ] {
            let got = plain_form(words).unwrap();
            assert_eq!(got[1..], *expected, "{words:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_as_getopt_says_it() {
        for (words, expected) in [
            (&["-B", "ls"][..], "invalid option -- 'B'"),
            (&["-fB"], "invalid option -- 'B'"),
            (&["-\u{e4}"], "invalid option -- '\u{fffd}'"),
            (&["-f", "-s"], "option requires an argument -- 's'"),
            (&["-fo"], "option requires an argument -- 'o'"),
            (&["--output"], "option '--output' requires an argument"),
            (&["--follow-forks=3", "ls"], "option '--follow-forks' doesn't allow an argument"),
            (&["--foll=3", "ls"], "option '--follow-forks' doesn't allow an argument"),
            (&["--help=3"], "option '--help' doesn't allow an argument"),
            (&["--nosuch=3", "ls"], "unrecognized option '--nosuch=3'"),
            (&["--recordings", "ls"], "unrecognized option '--recordings'"),
            (&["-V=3"], "invalid option -- '='"),
            (&["--fa=x"], "option '--fa=x' is ambiguous; possibilities: '--failed-only' '--fault'"),
            (
                &["--f"],
                "option '--f' is ambiguous; possibilities: '--follow-forks' '--failed-only' '--failing-only' '--fault'",
            ),
            (&["--reco=x", "ls"], "option '--reco=x' is ambiguous; possibilities: '--record' '--record-last'"),
            (&["---", "ls"], "unrecognized option '---'"),
        ] {
            let said = plain_form(words).unwrap_err().to_string();
            assert_eq!(said, format!("{expected}\nTry '{} -h' for more information.", own_name()));
        }
    }

    #[test]
    fn options_of_its_own_and_all_of_straces_are_there() {
        let command = Cli::command();
        let has = |name: &&str| {
            command
                .get_arguments()
                .any(|arg| arg.get_long() == Some(name) || arg.get_all_aliases().unwrap_or_default().contains(name))
        };
        for name in OWN.iter().chain(ORDER) {
            assert!(has(name) || not_yet_names().any(|missing| missing == *name), "{name}");
        }
        for arg in command.get_arguments() {
            let Some(name) = arg.get_long() else { continue };
            assert!(OWN.contains(&name) || ORDER.iter().any(|known| known.starts_with(name)), "{name}");
        }
    }
}
