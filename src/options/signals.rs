//! Which signals show?

use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::number;
use crate::options::set::Set;
use crate::xlat::signal_name;

/// As much as strace takes for a signal's number.
const LARGEST: u32 = 255;

/// The signals that `-e signal=` selects: all if nothing is said.
pub fn signals(qualifiers: &Qualifiers) -> Result<Set> {
    let said = qualifiers.last(Qualifier::Signal, |text| Set::parse("signal", text, signal))?;
    Ok(said.unwrap_or_else(Set::all))
}

/// A signal's number by its number or its name, with or without `SIG`.
fn signal(word: &str) -> Option<u32> {
    let is_named = |name: &str| name.eq_ignore_ascii_case(word) || name[3..].eq_ignore_ascii_case(word);
    number(word, LARGEST).or_else(|| (1..=LARGEST).find(|signo| signal_name(*signo).is_some_and(is_named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straces_words_for_signals() {
        for (word, signo) in [
            ("SIGUSR1", 10),
            ("usr1", 10),
            ("SigIO", 29),
            ("9", 9),
            ("0", 0),
            ("rtmin", 32),
            ("SIGRT_2", 34),
            ("RT_32", 64),
            ("64", 64),
            ("255", 255),
        ] {
            assert_eq!(signal(word), Some(signo), "{word}");
        }
        for wrong in ["foo", "", "-1", "+3", "3x", "256", "IOT", "POLL", "RTMAX", "RTMIN+1", "RT_33", "sigsigusr1"] {
            assert_eq!(signal(wrong), None, "{wrong}");
        }
    }
}
