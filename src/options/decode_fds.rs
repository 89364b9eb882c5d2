//! What is said of a descriptor beside its number?

use anyhow::bail;
use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::Set;

/// What is said of descriptors. The default is nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DecodeFds {
    /// What they are called; of the working directory, too.
    pub path: bool,
    /// Sockets: protocol and both ends.
    pub socket: bool,
    /// Devices: type and numbers.
    pub dev: bool,
    /// The process that one stands for.
    pub pidfd: bool,
    /// The value of a counter.
    pub eventfd: bool,
    /// The signals that one is for.
    pub signalfd: bool,
}

/// The words for them, in the order of [`DecodeFds::of`].
const WORDS: &[&str] = &["path", "socket", "dev", "pidfd", "eventfd", "signalfd"];

impl DecodeFds {
    /// As `-y` was said so many times, or as a set says.
    pub fn new(times: u8, qualifiers: &Qualifiers) -> Result<DecodeFds> {
        let set = qualifiers.last(Qualifier::DecodeFds, parse)?;
        Ok(match times {
            0 => set.unwrap_or_default(),
            1 => DecodeFds { path: true, ..DecodeFds::default() },
            _ => DecodeFds::of(&Set::all()),
        })
    }

    /// Whether that contradicts itself.
    pub fn check(times: u8, qualifiers: &Qualifiers) -> Result<()> {
        if times > 0 && qualifiers.last(Qualifier::DecodeFds, parse)?.is_some() {
            bail!("-y and --decode-fds cannot be provided simultaneously");
        }
        Ok(())
    }

    /// Whether anything is said.
    pub fn any(&self) -> bool {
        *self != DecodeFds::default()
    }

    /// Whether more is said than what a descriptor is called.
    pub fn details(&self) -> bool {
        DecodeFds { path: false, ..*self }.any()
    }

    fn of(set: &Set) -> DecodeFds {
        let [path, socket, dev, pidfd, eventfd, signalfd] = [0, 1, 2, 3, 4, 5].map(|which| set.has(which));
        DecodeFds { path, socket, dev, pidfd, eventfd, signalfd }
    }
}

fn parse(text: &str) -> Result<DecodeFds> {
    let number = |word: &str| (0..).zip(WORDS).find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(at, _)| at);
    Ok(DecodeFds::of(&Set::parse("decode-fds", text, number)?))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;
    use crate::options::looks::Looks;

    fn asked(words: &[&str]) -> Result<DecodeFds> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Ok(Looks::new(&Cli::read(words)?)?.decode_fds)
    }

    // Expected is what strace 7.2 does with the same words.
    #[test]
    fn straces_words_for_what_is_said_of_descriptors() {
        let none = DecodeFds::default();
        let path = DecodeFds { path: true, ..none };
        let all = DecodeFds { path: true, socket: true, dev: true, pidfd: true, eventfd: true, signalfd: true };
        for (words, expected) in [
            (&[][..], none),
            (&["-y"], path),
            (&["-yy"], all),
            (&["-yfy"], all),
            (&["-yyy"], all),
            (&["--decode-fds"], path),
            (&["--decode-fd"], path),
            (&["--decode-fds=all"], all),
            (&["--decode-fds=none"], none),
            (&["--decode-fds=!all"], none),
            (&["--decode-fds=!path"], DecodeFds { path: false, ..all }),
            (&["--decode-fds=!!path"], path),
            (&["--decode-fds=Path,"], path),
            (&["-e", "decode-fds=socket,dev"], DecodeFds { socket: true, dev: true, ..none }),
            (&["-e", "decode-fd=pidfd"], DecodeFds { pidfd: true, ..none }),
            (&["-edecode-fds=eventfd,signalfd"], DecodeFds { eventfd: true, signalfd: true, ..none }),
            // The last one counts.
            (&["--decode-fds=socket", "-e", "decode-fds=path"], path),
        ] {
            assert_eq!(asked(words).unwrap(), expected, "{words:?}");
        }
        assert!(none.details() == none.any() && !path.details() && path.any() && all.details());
    }

    #[test]
    fn straces_messages_about_what_is_no_such_word() {
        for (words, message) in [
            (&["--decode-fds="][..], "invalid decode-fds ''"),
            (&["--decode-fds=path,all"], "invalid decode-fds 'all'"),
            (&["--decode-fds=!"], "invalid decode-fds '!'"),
            (&["--decode-fds=,"], "invalid decode-fds ','"),
            (&["--decode-fds=paths"], "invalid decode-fds 'paths'"),
            (&["--decode-fds=1"], "invalid decode-fds '1'"),
            (&["-e", "decode-fd=net"], "invalid decode-fds 'net'"),
            (&["--decode-fds=foo", "--decode-fds"], "invalid decode-fds 'foo'"),
            (&["-y", "--decode-fds=foo"], "invalid decode-fds 'foo'"),
            (&["-y", "--decode-fds=none"], "-y and --decode-fds cannot be provided simultaneously"),
            (&["-e", "decode-fds=path", "-yy"], "-y and --decode-fds cannot be provided simultaneously"),
            (&["-e", "decode-fs=path"], "invalid system call 'decode-fs=path'"),
        ] {
            let said = asked(words).and_then(|_| {
                let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
                crate::options::config::Config::new(Cli::read(words)?)
            });
            assert_eq!(said.unwrap_err().to_string(), message, "{words:?}");
        }
    }
}
