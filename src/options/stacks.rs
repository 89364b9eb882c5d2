//! Are stacks shown, and how much of them?

use anyhow::bail;
use anyhow::Result;

use crate::complain;
use crate::options::cli::Cli;
use crate::options::misuse;

/// Frames of a stack at the most, unless it is said.
const FRAMES: u32 = 256;

/// What is wanted of stacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The lines of the source, too, and functions that the compiler has put into others.
    pub sources: bool,
    /// So many frames at the most.
    pub frames: u32,
}

/// What these options say.
pub(super) fn stacks(cli: &Cli) -> Result<Option<Wanted>> {
    let asked = &cli.stacks;
    let mut sources = match asked.stack_traces_count {
        0 => None,
        1 => Some(false),
        _ => Some(true),
    };
    for value in &asked.stack_trace {
        sources = match value.to_str() {
            Some("symbol") => Some(false),
            Some("source") => Some(true),
            _ => bail!(misuse(format_args!("invalid --stack-trace argument: '{}'", value.to_string_lossy()))),
        };
    }
    let mut frames = None;
    for value in &asked.stack_trace_frame_limit {
        let number = value.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        frames = match number.and_then(|text| text.parse::<i32>().ok()).filter(|frames| *frames > 0) {
            Some(number) => Some(number.unsigned_abs()),
            None => {
                let value = value.to_string_lossy();
                bail!(misuse(format_args!("invalid --stack-trace-frame-limit argument: '{value}'")))
            }
        };
    }
    if frames.is_some() && sources.is_none() {
        complain(format_args!("--stack-trace-frame-limit has no effect without -k/--stack-trace"));
    }
    Ok(sources.map(|sources| Wanted { sources, frames: frames.unwrap_or(FRAMES) }))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::own_name;

    fn wanted(words: &[&str]) -> Result<Option<Wanted>> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        stacks(&Cli::read(words)?)
    }

    #[test]
    fn stacks_are_shown_with_or_without_sources() {
        for (words, expected) in [
            (&[][..], None),
            (&["-k"], Some(false)),
            (&["-kk"], Some(true)),
            (&["-k", "-k", "-k"], Some(true)),
            (&["--stack-trace"], Some(false)),
            (&["--stack-traces"], Some(false)),
            (&["--stack-trace=symbol"], Some(false)),
            (&["--stack-traces=source"], Some(true)),
            (&["--stack-trace=source", "--stack-trace"], Some(false)),
        ] {
            let expected = expected.map(|sources| Wanted { sources, frames: 256 });
            assert_eq!(wanted(words).unwrap(), expected, "{words:?}");
        }
        let few = wanted(&["-k", "--stack-trace-frame-limit=3"]).unwrap();
        assert_eq!(few, Some(Wanted { sources: false, frames: 3 }));
        let most = wanted(&["--stack-trace-frame-limit", "2147483647", "-kk"]).unwrap();
        assert_eq!(most, Some(Wanted { sources: true, frames: i32::MAX as u32 }));
    }

    #[test]
    fn straces_words_for_what_makes_no_sense() {
        for (option, value) in [
            ("--stack-trace", "foo"),
            ("--stack-trace", ""),
            ("--stack-trace-frame-limit", "0"),
            ("--stack-trace-frame-limit", "-1"),
            ("--stack-trace-frame-limit", "x"),
            ("--stack-trace-frame-limit", "3000000000"),
        ] {
            let error = wanted(&["-k", &format!("{option}={value}")]).unwrap_err().to_string();
            let help = format!("\nTry '{} -h' for more information.", own_name());
            assert_eq!(error, format!("invalid {option} argument: '{value}'{help}"));
        }
    }
}
