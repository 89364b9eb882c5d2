//! Which tip is shown at the end, if one is asked for?

use std::error::Error;
use std::ffi::OsStr;
use std::fmt;
use std::fmt::Display;
use std::fmt::Formatter;

use anyhow::Result;

use super::misuse;
use crate::options::number::natural;

/// What one does not find by oneself.
const TIPS: &[&str] = &[
    "Trace once, look often: --record FILE, then --replay FILE with any -e trace=, -s, --format.",
    "A server that fails once a day: --record-last 30s keeps the last half minute only.",
    "A file for each task: -ff -o FILE. Afterwards: grep -l ENOENT FILE.*",
    "Has somebody overwritten your trace? -A appends to the file of -o.",
    "Lines for programs: --format json -o '|jq .'",
    "The command shall be the shell's own child, with its process id and status: -D.",
    "All of a class at once: -e trace=%file, %network, %process, %memory, ...",
    "A pattern of names: -e trace=/^(open|stat)",
    "A call that not every kernel or ABI has: -e trace=?name is no error.",
    "The command shall not outlive the tracer: --kill-on-exit.",
    "Another environment for the command alone: -E VAR=VAL, or -E VAR to remove VAR.",
    "As another user, although only root may trace: -u USERNAME.",
];

/// There is nothing to trace, and nothing is wrong with that: a tip is asked for.
#[derive(Debug)]
pub struct TipAlone(pub Tips);

impl Display for TipAlone {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a tip is all that is asked for")
    }
}

impl Error for TipAlone {}

/// How a tip is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    None,
    Compact,
    Full,
}

/// What `--tips` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tips {
    /// Which one; `None`: any.
    id: Option<usize>,
    format: Format,
}

impl Tips {
    /// The value of the option: `[[id:]ID][,[format:]FORMAT]`.
    pub fn parse(value: &OsStr) -> Result<Tips> {
        let mut tips = Tips { id: None, format: Format::Compact };
        let wrong = || misuse(format_args!("invalid --tips argument: '{}'", value.to_string_lossy()));
        let text = value.to_str().ok_or_else(wrong)?.to_ascii_lowercase();
        for word in text.split(',').filter(|word| !word.is_empty()) {
            let (wants_id, wants_format, word) = match (word.strip_prefix("id:"), word.strip_prefix("format:")) {
                (Some(id), _) => (true, false, id),
                (None, Some(format)) => (false, true, format),
                (None, None) => (true, true, word),
            };
            match word {
                "none" if wants_format => tips.format = Format::None,
                "compact" if wants_format => tips.format = Format::Compact,
                "full" if wants_format => tips.format = Format::Full,
                "random" if wants_id => tips.id = None,
                number if wants_id => {
                    tips.id = Some(natural(number.as_ref(), i32::MAX as u32).ok_or_else(wrong)? as usize)
                }
                _ => return Err(wrong()),
            }
        }
        Ok(tips)
    }

    /// Whether there is one.
    pub fn shows(&self) -> bool {
        self.format != Format::None
    }

    /// The tip as it is printed; `random` chooses where none is named.
    pub fn text(&self, random: usize) -> String {
        let id = self.id.unwrap_or(random) % TIPS.len();
        let tip = TIPS[id];
        match self.format {
            Format::None => String::new(),
            Format::Compact => format!("{tip}\n"),
            Format::Full => {
                let line = "-".repeat(tip.len() + 2);
                format!(" {line}\n| {tip} |\n {line}\n  \\ tip {id} of {}\n", TIPS.len())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;
    use crate::options::config::Config;

    #[test]
    fn a_tip_is_named_by_number_and_form() {
        let of = |text: &str| Tips::parse(OsStr::new(text)).ok().map(|tips| (tips.id, tips.format));
        assert_eq!(of(""), Some((None, Format::Compact)));
        assert_eq!(of("3"), Some((Some(3), Format::Compact)));
        assert_eq!(of("id:3,format:full"), Some((Some(3), Format::Full)));
        assert_eq!(of("random,none"), Some((None, Format::None)));
        assert_eq!(of("ID:+3,Full"), Some((Some(3), Format::Full)));
        assert_eq!(of("full,1,2,"), Some((Some(2), Format::Full)));
        for wrong in ["foo", "id:-1", "-1", "0,full,x", "format:3", "id:full", "2147483648", "id:"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tip_needs_no_command() {
        let alone = |words: &[&str]| {
            let words = ["beetrace"].iter().chain(words).map(OsString::from);
            let error = Config::new(Cli::read(words).unwrap()).unwrap_err();
            error.downcast::<TipAlone>().is_ok()
        };
        assert!(alone(&["--tips"]));
        assert!(alone(&["--tips=none", "-f", "--tips=3"]));
        assert!(!alone(&["--tips=none"]));
        assert!(!alone(&["--tips", "-S", "foo"]));
    }

    #[test]
    fn any_number_has_a_tip() {
        let tip = |text: &str| Tips::parse(OsStr::new(text)).unwrap().text(1);
        assert_eq!(tip("0"), format!("{}\n", TIPS[0]));
        assert_eq!(tip(&format!("{}", TIPS.len())), tip("0"));
        assert_eq!(tip("random"), tip("1"));
        assert_eq!(tip("none"), "");
        assert!(tip("2,full").contains(TIPS[2]));
    }
}
