//! Which calls show by what came of them: how they ended, with which error, after how long?

use anyhow::bail;
use anyhow::Result;

use crate::complain;
use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::number;
use crate::options::set::Set;
use crate::xlat::errno;

/// The largest number of an error (include/linux/err.h: MAX_ERRNO).
pub const MAX_ERRNO: u32 = 4095;

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It returned, and has not failed.
    Successful,
    /// It failed with that error.
    Failed(u32),
    /// It never returned.
    Unfinished,
    /// Tracing ended before it did.
    Detached,
}

/// The words for how calls end; a set has their places. Of all calls that end, beetrace knows how (strace's
/// `unavailable`).
const STATUSES: &[&str] = &["successful", "failed", "unfinished", "unavailable", "detached"];
const SUCCESSFUL: u32 = 0;
const FAILED: u32 = 1;
const UNFINISHED: u32 = 2;
const DETACHED: u32 = 4;

/// Which outcomes show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// How a call ended.
    statuses: Set,
    /// The number of the error, 0 for none.
    errors: Set,
    /// How long it took at least, ns.
    pub min_duration: u64,
}

impl Outcomes {
    /// Those that the options select; `None`: all.
    pub fn new(qualifiers: &Qualifiers, min_duration: Option<&str>) -> Result<Option<Outcomes>> {
        let status =
            |word: &str| STATUSES.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|at| at as u32);
        let statuses = qualifiers.last(Qualifier::Status, |text| Set::parse("status", text, status))?;
        let errors = qualifiers.last(Qualifier::Errno, |text| Set::parse("error", text, error))?;
        let outcomes = Outcomes {
            statuses: statuses.unwrap_or_else(Set::all),
            errors: errors.unwrap_or_else(Set::all),
            min_duration: min_duration.map_or(Ok(0), duration)?,
        };
        Ok((outcomes != Outcomes::all()).then_some(outcomes))
    }

    /// Says what of the options counts for nothing.
    pub fn say_what_is_idle(qualifiers: &Qualifiers) {
        if qualifiers.shorthands(Qualifier::Status) > 1 {
            complain(format_args!(
                "Only the last of -z/--successful-only/-Z/--failed-only options will take effect. See status qualifier \
                 for more complex filters."
            ));
        }
    }

    fn all() -> Outcomes {
        Outcomes { statuses: Set::all(), errors: Set::all(), min_duration: 0 }
    }

    /// In words, for [`Outcomes::from_words`].
    pub fn words(&self) -> String {
        format!("{} {} {}", self.statuses, self.errors, self.min_duration)
    }

    /// As in these words, if they make sense.
    pub fn from_words(words: &str) -> Option<Outcomes> {
        let mut words = words.split(' ');
        let mut set = |most: u32| Set::parse("number", words.next()?, |word| number(word, most)).ok();
        let (statuses, errors) = (set(STATUSES.len() as u32 - 1)?, set(MAX_ERRNO)?);
        Some(Outcomes { statuses, errors, min_duration: words.next()?.parse().ok()? })
    }

    /// A bit for each number of an error whose calls show, and the first one for calls that have not failed.
    pub fn results(&self) -> [u64; MAX_ERRNO as usize / 64 + 1] {
        let mut bits = [0; MAX_ERRNO as usize / 64 + 1];
        for error in 0..=MAX_ERRNO {
            let status = if error == 0 { SUCCESSFUL } else { FAILED };
            let shows = self.statuses.has(status) && self.errors.has(error);
            bits[error as usize / 64] |= u64::from(shows) << (error % 64);
        }
        bits
    }

    /// Whether a call shows that ended so; how long it took, ns, if that is known.
    pub fn show(&self, ended: Ended, duration: Option<u64>) -> bool {
        let (status, error) = match ended {
            Ended::Successful => (SUCCESSFUL, 0),
            Ended::Failed(error) => (FAILED, error),
            // It has no error, and no success either.
            Ended::Unfinished => (UNFINISHED, u32::MAX),
            Ended::Detached => (DETACHED, u32::MAX),
        };
        self.statuses.has(status)
            && self.errors.has(error)
            && (self.min_duration == 0 || duration.is_some_and(|duration| duration >= self.min_duration))
    }
}

/// An error's number by its name or its number.
fn error(word: &str) -> Option<u32> {
    let is_named = |number: u32| errno(number as i32).is_some_and(|known| known.name.eq_ignore_ascii_case(word));
    number(word, MAX_ERRNO).or_else(|| (1..=MAX_ERRNO).find(|number| is_named(*number)))
}

/// A time, of microseconds where no unit is said, as elsewhere in strace's options.
fn duration(text: &str) -> Result<u64> {
    let (digits, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let unit: Option<u64> = match unit {
        "ns" => Some(1),
        "" | "us" => Some(1_000),
        "ms" => Some(1_000_000),
        "s" => Some(1_000_000_000),
        _ => None,
    };
    match digits.parse::<u64>().ok().zip(unit).and_then(|(digits, unit)| digits.checked_mul(unit)) {
        Some(duration) => Ok(duration),
        None => bail!("invalid --min-duration argument: '{text}'"),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::options::cli::Cli;

    const ENOENT: Ended = Ended::Failed(2);
    const EBADF: Ended = Ended::Failed(9);

    fn outcomes(words: &[&str]) -> Result<Option<Outcomes>> {
        let cli = Cli::try_parse_from([&["beetrace"], words].concat())?;
        Outcomes::new(&cli.qualifiers, None)
    }

    /// Those that show of five.
    fn shown(words: &[&str]) -> Vec<Ended> {
        let outcomes = outcomes(words).unwrap();
        let shows = |ended: &Ended| outcomes.as_ref().is_none_or(|outcomes| outcomes.show(*ended, None));
        if let Some(outcomes) = &outcomes {
            assert_eq!(Outcomes::from_words(&outcomes.words()).as_ref(), Some(outcomes));
            let bits = outcomes.results();
            for (ended, error) in [(Ended::Successful, 0), (ENOENT, 2), (EBADF, 9), (Ended::Failed(4095), 4095)] {
                assert_eq!(bits[error / 64] >> (error % 64) & 1 == 1, outcomes.show(ended, None));
            }
        }
        [Ended::Successful, ENOENT, EBADF, Ended::Unfinished, Ended::Detached].into_iter().filter(shows).collect()
    }

    #[test]
    fn straces_words_for_what_came_of_a_call() {
        let (done, never, unseen) = (Ended::Successful, Ended::Unfinished, Ended::Detached);
        for (words, expected) in [
            (&[][..], &[done, ENOENT, EBADF, never, unseen][..]),
            (&["-z"], &[done]),
            (&["-Z"], &[ENOENT, EBADF]),
            (&["--successful-only"], &[done]),
            (&["--failed-only"], &[ENOENT, EBADF]),
            (&["-e", "status=successful"], &[done]),
            (&["--status=FAILED,unfinished"], &[ENOENT, EBADF, never]),
            (&["-e", "status=!failed"], &[done, never, unseen]),
            (&["-e", "status=none"], &[]),
            (&["-e", "status=unavailable,detached"], &[unseen]),
            // The last one counts.
            (&["-z", "-e", "status=failed"], &[ENOENT, EBADF]),
            (&["-e", "status=failed", "-z"], &[done]),
            (&["-zZ"], &[ENOENT, EBADF]),
            (&["-Zz"], &[done]),
            (&["-e", "errno=ENOENT"], &[ENOENT]),
            (&["-e", "errno=enoent,9"], &[ENOENT, EBADF]),
            (&["--errno=!ENOENT"], &[done, EBADF, never, unseen]),
            (&["-e", "errno=!ENOENT", "-Z"], &[EBADF]),
        ] {
            assert_eq!(shown(words), expected, "{words:?}");
        }
        for (words, message) in [
            (["-e", "status=foo"], "invalid status 'foo'"),
            (["-e", "status="], "invalid status ''"),
            (["-e", "status=all,failed"], "invalid status 'all'"),
            (["-e", "errno=ENOSUCH"], "invalid error 'ENOSUCH'"),
            (["-e", "errno=4096"], "invalid error '4096'"),
        ] {
            assert_eq!(outcomes(&words).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_call_that_took_too_little_does_not_show_nor_one_of_which_that_is_not_known() {
        let outcomes = Outcomes::new(&Qualifiers::default(), Some("10ms")).unwrap().unwrap();
        assert!(outcomes.show(Ended::Successful, Some(10_000_000)) && outcomes.show(Ended::Unfinished, Some(u64::MAX)));
        assert!(!outcomes.show(EBADF, Some(9_999_999)) && !outcomes.show(Ended::Unfinished, None));
        assert_eq!(outcomes.results(), [u64::MAX; 64]);
        assert_eq!(Outcomes::new(&Qualifiers::default(), Some("0")).unwrap(), None);
        for (text, ns) in [("3s", 3_000_000_000), ("3us", 3_000), ("3", 3_000), ("3ns", 3), ("0", 0)] {
            assert_eq!(duration(text).unwrap(), ns);
        }
        for wrong in ["", "none", "none none", "none none x", "5 none 0", "none 4096 0"] {
            assert_eq!(Outcomes::from_words(wrong), None, "{wrong}");
        }
        for wrong in ["", "x", "ms", "-1s", "1.5s", "1 s", "1m", "99999999999999999s"] {
            let message = format!("invalid --min-duration argument: '{wrong}'");
            assert_eq!(duration(wrong).unwrap_err().to_string(), message);
        }
    }
}
