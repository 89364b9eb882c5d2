//! Which options of a recording's command line count in a replay that does not say them?
//!
//! Those that shape lines, so that a replay looks as the lines did that were printed when it was recorded. What the
//! replay says itself wins: about whatever one of its options is, nothing counts that was said then.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use anyhow::Result;
use clap::Command;
use clap::CommandFactory;

use crate::options::cli::Cli;
use crate::options::qualifiers;

/// Options about one thing: who says one of them has said them all. What is not here stands by itself.
const ABOUT_ONE_THING: &[&[&str]] = &[
    &["timestamps", "absolute_timestamps"],
    &["hex", "strings_in_hex"],
    &["quieter", "quiet"],
    &["paths", "decode-fds"],
    &["stack_traces_count", "stack_trace"],
];

/// Options that shape no line: about what is run and recorded (the recording has what came of them), where the lines
/// go, and what is made of calls in place of lines.
const NO_LOOKS: &[&str] = &[
    "argv0",
    "attach",
    "calls",
    "daemonize",
    "daemonize_more",
    "debug",
    "detach_on",
    "env",
    "errno",
    "follow",
    "follow_deprecated",
    "follow_forks",
    "help",
    "interruptible",
    "kill_on_exit",
    "min_duration",
    "most_time",
    "output",
    "output_append_mode",
    "output_separately",
    "overflow",
    "record",
    "record_last",
    "replay",
    "seccomp_bpf",
    "status",
    "string_limit",
    "summary",
    "summary_columns",
    "summary_every",
    "summary_only",
    "summary_sort_by",
    "summary_syscall_overhead",
    "summary_wall_clock",
    "syscall_limit",
    "tips",
    "trace",
    "user",
    "version",
];

/// Of these words, each an option in its plain form, those that a recording keeps. Which format it is counts only where
/// lines were printed: without, --format json says that times and names are recorded.
pub fn kept(words: &[OsString], are_printed: bool) -> Vec<OsString> {
    let command = built();
    let counts = |word: &&OsString| {
        about(&command, word).is_some_and(|about| {
            let is_look = !NO_LOOKS.contains(&about.as_str());
            is_look && (are_printed || about != "format")
        })
    };
    words.iter().filter(counts).cloned().collect()
}

/// What the words of a replay say beside those that a recording has kept. A recording is not trusted to have kept
/// looks only.
pub fn together(recorded: &[OsString], said: &[OsString]) -> Result<Cli> {
    let command = built();
    let is_said = |word: &OsString| {
        let about = self::about(&command, word);
        said.iter().any(|said| self::about(&command, said) == about)
    };
    let kept = kept(recorded, true).into_iter().filter(|word| !is_said(word));
    Cli::of_plain(kept.chain(said.iter().cloned()))
}

fn built() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

/// What an option in its plain form is about, if it is one: a name for all options about that.
fn about(command: &Command, word: &OsStr) -> Option<String> {
    let bytes = word.as_bytes();
    let (option, value) = match memchr::memchr(b'=', bytes) {
        Some(end) => (&bytes[..end], Some(&bytes[end + 1..])),
        None => (bytes, None),
    };
    let option = std::str::from_utf8(option).ok()?;
    let arg = command.get_arguments().find(|arg| match (option.strip_prefix("--"), option.strip_prefix('-')) {
        (Some(name), _) => {
            arg.get_long() == Some(name) || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
        }
        (None, Some(letter)) => arg.get_short().is_some_and(|short| letter.chars().eq([short])),
        (None, None) => false,
    })?;
    let id = arg.get_id().as_str();
    let is_about = match qualifiers::about(id, &String::from_utf8_lossy(value.unwrap_or_default())) {
        Some(qualifier) => qualifier,
        None => id,
    };
    let group = ABOUT_ONE_THING.iter().find(|group| group.contains(&is_about));
    Some(group.map_or(is_about, |group| group[0]).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split_whitespace().map(OsString::from).collect()
    }

    /// The words of a command line that are kept, in their plain form.
    fn kept_of(line: &str) -> String {
        let cli = Cli::read(words(&format!("beetrace {line} ls -t"))).unwrap();
        kept(&cli.words, true).join(OsStr::new(" ")).into_string().unwrap()
    }

    #[test]
    fn what_shapes_lines_is_kept() {
        assert_eq!(kept_of("-f -o T --record F -e trace=read -s 9"), "");
        assert_eq!(kept_of("-fttTra7 -xXraw -oT"), "-t -t -T -r -a=7 -x -X=raw");
        assert_eq!(kept_of("-fv -e abbrev=read -e verbose=none"), "-v -e=abbrev=read -e=verbose=none");
        assert_eq!(
            kept_of("-q -e signal=none -e read -z -e quiet=exit --status=failed"),
            "-q -e=signal=none -e=quiet=exit"
        );
        assert_eq!(kept_of("--format json --relative-timestamps=ns"), "--format=json --relative-timestamps=ns");
        assert_eq!(kept(&words("--format=json -n"), false), words("-n"));
        for option in NO_LOOKS {
            let is_there = built().get_arguments().any(|arg| arg.get_id() == option);
            assert!(is_there, "{option} is no option");
        }
    }

    #[test]
    fn what_the_replay_says_wins() {
        let together = |recorded: &str, said: &str| {
            let cli = together(&words(recorded), &words(said)).unwrap();
            cli.words.join(OsStr::new(" ")).into_string().unwrap()
        };
        assert_eq!(together("-t -t -n", ""), "-t -t -n");
        assert_eq!(together("-t -t -n", "--absolute-timestamps=none"), "-n --absolute-timestamps=none");
        assert_eq!(together("-t -t", "-t"), "-t");
        assert_eq!(together("-q -a=3", "--quiet=none -o=x"), "-a=3 --quiet=none -o=x");
        assert_eq!(together("-e=signal=none -e=quiet=all", "-e=signal=INT"), "-e=quiet=all -e=signal=INT");
        assert_eq!(together("-v -e=raw=all", "-e=abbrev=all"), "-e=raw=all -e=abbrev=all");
        // What somebody has put there who means harm.
        assert_eq!(together("--output=/etc/passwd -f ls -- x", "-n"), "-n");
    }
}
