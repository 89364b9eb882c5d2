//! Which recording is to be made?

use std::ffi::OsStr;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Result;

use crate::options::cli::Cli;
use crate::options::destination::destination;
use crate::options::destination::Destination;

/// Largest --record-last that is a size: it is kept in memory.
const MOST_KEPT: u64 = 16 << 30;

/// How much of a recording is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The last nanoseconds.
    Time(u64),
    /// The last bytes.
    Bytes(u64),
}

/// A recording that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Where it goes.
    pub destination: Destination,
    /// How much of it is kept, in memory; `None`: all, in the file.
    pub last: Option<Keep>,
}

/// The recording that is asked for.
pub(super) fn recording(cli: &Cli) -> Result<Option<Recording>> {
    let Some(name) = &cli.record else {
        if cli.record_last.is_some() {
            bail!("--record-last says how much of a recording is kept: it needs --record FILE");
        }
        return Ok(None);
    };
    if name.is_empty() {
        bail!("--record needs the name of a file");
    }
    let destination = destination(name);
    if matches!(&destination, Destination::Command(line) if line.len() == 1) {
        bail!("--record '{}' names no command", name.to_string_lossy());
    }
    let last = cli.record_last.as_deref().map(how_much).transpose()?;
    if last.is_some() && !matches!(destination, Destination::File(_)) {
        bail!("--record-last needs a FILE that it can add .1, .2 ... to");
    }
    Ok(Some(Recording { destination, last }))
}

/// A time or a number of bytes.
fn how_much(text: &OsStr) -> Result<Keep> {
    const SECOND: u64 = 1_000_000_000;
    let wrong = || {
        let text = text.to_string_lossy();
        anyhow!("invalid --record-last argument: '{text}' is no time (30s, 5m, 1h) and no size (1MiB, 64MiB, 1GiB)")
    };
    let words = text.to_str().ok_or_else(wrong)?;
    let (number, unit) = words.split_at(words.bytes().take_while(u8::is_ascii_digit).count());
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let (of, unit): (fn(u64) -> Keep, u64) = match unit {
        "s" => (Keep::Time, SECOND),
        "m" => (Keep::Time, 60 * SECOND),
        "h" => (Keep::Time, 3600 * SECOND),
        "MiB" => (Keep::Bytes, 1 << 20),
        "GiB" => (Keep::Bytes, 1 << 30),
        _ => return Err(wrong()),
    };
    match number.checked_mul(unit).map(of) {
        None | Some(Keep::Time(0) | Keep::Bytes(0)) => Err(wrong()),
        Some(Keep::Bytes(bytes)) if bytes > MOST_KEPT => {
            bail!("--record-last {words} is more memory than the {} GiB that there can be", MOST_KEPT >> 30)
        }
        Some(keep) => Ok(keep),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::config::Config;

    fn config(words: &[&str]) -> Result<Config> {
        Config::new(Cli::read(words.iter().map(OsString::from))?)
    }

    #[test]
    fn a_recording_takes_the_place_of_lines_unless_both_are_asked_for() {
        let only = config(&["beetrace", "--record", "r.bt", "ls"]).unwrap();
        assert_eq!(only.destination, Destination::Nowhere);
        assert_eq!(only.recording.unwrap().destination, Destination::File("r.bt".into()));
        let both = config(&["beetrace", "--record", "-", "-o", "t", "ls"]).unwrap();
        assert_eq!(both.destination, Destination::File("t".into()));
        assert_eq!(both.recording.unwrap(), Recording { destination: Destination::Stdout, last: None });
        for wrong in [
            &["beetrace", "--record", "x", "-o", "x", "ls"][..],
            &["beetrace", "--record", "-", "-o", "-", "ls"],
            &["beetrace", "--record", "x", "-Ao", "x", "ls"],
            &["beetrace", "-D", "--record", "x", "--record-last", "30s", "ls"],
            &["beetrace", "--record", "", "ls"],
            &["beetrace", "--record", "|", "ls"],
            &["beetrace", "--record", "!", "ls"],
            &["beetrace", "--record-last", "30s", "ls"],
            &["beetrace", "--record", "-", "--record-last", "30s", "ls"],
            &["beetrace", "--record", "|cat", "--record-last", "30s", "ls"],
        ] {
            assert!(config(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn how_much_is_kept_is_a_time_or_a_size() {
        let of = |text: &str| how_much(OsStr::new(text)).ok();
        assert_eq!(of("30s"), Some(Keep::Time(30_000_000_000)));
        assert_eq!(of("2m"), Some(Keep::Time(120_000_000_000)));
        assert_eq!(of("1h"), Some(Keep::Time(3_600_000_000_000)));
        assert_eq!(of("64MiB"), Some(Keep::Bytes(64 << 20)));
        assert_eq!(of("16GiB"), Some(Keep::Bytes(16 << 30)));
        for wrong in ["", "s", "30", "0s", "-1s", "3.5s", "30 s", "10kB", "99999999999h", "MiB", "1s1s", "17GiB"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
