//! What is said of a process beside its id?

use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::Set;

/// What is said of processes. The default is nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DecodePids {
    /// The names of their programs, of those that lines are about, too.
    pub comm: bool,
    /// Their ids in beetrace's PID namespace, where that is another one than theirs.
    pub pidns: bool,
}

/// The words for them, in the order of [`DecodePids::of`].
const WORDS: &[&str] = &["comm", "pidns"];

impl DecodePids {
    /// As the last set says.
    pub fn new(qualifiers: &Qualifiers) -> Result<DecodePids> {
        Ok(qualifiers.last(Qualifier::DecodePids, parse)?.unwrap_or_default())
    }

    /// Whether anything is said.
    pub fn any(&self) -> bool {
        *self != DecodePids::default()
    }

    fn of(set: &Set) -> DecodePids {
        let [comm, pidns] = [0, 1].map(|which| set.has(which));
        DecodePids { comm, pidns }
    }
}

fn parse(text: &str) -> Result<DecodePids> {
    let number = |word: &str| (0..).zip(WORDS).find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(at, _)| at);
    Ok(DecodePids::of(&Set::parse("decode-pids", text, number)?))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;
    use crate::options::looks::Looks;

    fn asked(words: &[&str]) -> Result<DecodePids> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Ok(Looks::new(&Cli::read(words)?)?.decode_pids)
    }

    // Expected is what strace 7.2 does with the same words.
    #[test]
    fn straces_words_for_what_is_said_of_processes() {
        let none = DecodePids::default();
        let comm = DecodePids { comm: true, ..none };
        let pidns = DecodePids { pidns: true, ..none };
        let all = DecodePids { comm: true, pidns: true };
        for (words, expected) in [
            (&[][..], none),
            (&["-Y"], comm),
            (&["-YY"], comm),
            (&["-Yf"], comm),
            (&["--pidns-translation"], pidns),
            (&["--pidns"], pidns),
            (&["--decode-pids=comm"], comm),
            (&["--decode-pid=COMM"], comm),
            (&["--decode-pids", ",pidns,comm,"], all),
            (&["--decode-pids=all"], all),
            (&["--decode-pids=!none"], all),
            (&["--decode-pids=none"], none),
            (&["--decode-pids=!all"], none),
            (&["--decode-pids=!comm"], pidns),
            (&["--decode-pids=!pidns"], comm),
            (&["-e", "decode-pids=pidns"], pidns),
            (&["-edecode-pid=!comm,pidns"], none),
            // The last one counts, however it is said.
            (&["-Y", "--pidns-translation"], pidns),
            (&["--pidns-translation", "-Y"], comm),
            (&["-Y", "-e", "decode-pids=none"], none),
            (&["-e", "decode-pids=none", "-Y"], comm),
            (&["--decode-pids=comm", "--decode-pids=pidns"], pidns),
        ] {
            assert_eq!(asked(words).unwrap(), expected, "{words:?}");
        }
        assert!(!none.any() && comm.any() && pidns.any());
    }

    #[test]
    fn straces_messages_about_what_is_no_such_word() {
        for (words, message) in [
            (&["--decode-pids="][..], "invalid decode-pids ''"),
            (&["--decode-pids=foo"], "invalid decode-pids 'foo'"),
            (&["--decode-pids=comm,foo"], "invalid decode-pids 'foo'"),
            (&["--decode-pids=comm,none"], "invalid decode-pids 'none'"),
            (&["--decode-pids=all,!comm"], "invalid decode-pids 'all'"),
            (&["--decode-pids", "-Y"], "invalid decode-pids '-Y'"),
            (&["-edecode-pids=x"], "invalid decode-pids 'x'"),
            (&["--decode-pids=foo", "-Y"], "invalid decode-pids 'foo'"),
        ] {
            assert_eq!(asked(words).unwrap_err().to_string(), message, "{words:?}");
        }
        let error = asked(&["--pidns-translation=1"]).unwrap_err().to_string();
        assert!(error.starts_with("option '--pidns-translation' doesn't allow an argument"), "{error}");
    }
}
