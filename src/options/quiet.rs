//! Which messages beside calls and signals are left out?

use anyhow::bail;
use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::Set;

/// What is left out. The default is nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quiet {
    /// Tasks that come, and the end of tracing.
    pub attach: bool,
    /// Exits, but for those by a signal.
    pub exit: bool,
    /// What the paths of -P stand for.
    pub path_resolution: bool,
    /// That a task makes its calls in another way from here on.
    pub personality: bool,
    /// Threads whose process another one's execve has taken over.
    pub thread_execve: bool,
}

/// The words for them, in the order of [`Quiet::of`].
const WORDS: &[(&str, u32)] = &[
    ("attach", 0),
    ("exit", 1),
    ("exits", 1),
    ("path-resolution", 2),
    ("personality", 3),
    ("thread-execve", 4),
    ("superseded", 4),
];

impl Quiet {
    /// As `-q` was said so many times, or as a set says.
    pub fn new(times: u8, qualifiers: &Qualifiers) -> Result<Option<Quiet>> {
        let set = qualifiers.last(Qualifier::Quiet, parse)?;
        Ok(match times {
            0 => set,
            1 => Some(Quiet::messages()),
            2 => Some(Quiet { exit: true, ..Quiet::messages() }),
            // strace has said what paths stand for before it counts its -q.
            _ => Some(Quiet { path_resolution: false, ..Quiet::of(&Set::all()) }),
        })
    }

    /// Whether that contradicts itself.
    pub fn check(times: u8, qualifiers: &Qualifiers) -> Result<()> {
        if times > 0 && qualifiers.last(Qualifier::Quiet, parse)?.is_some() {
            bail!("-q and -e quiet/--quiet cannot be provided simultaneously");
        }
        Ok(())
    }

    /// As `-q`, and as strace is when its output goes elsewhere.
    pub fn messages() -> Quiet {
        Quiet { attach: true, personality: true, ..Quiet::default() }
    }

    fn of(set: &Set) -> Quiet {
        let [attach, exit, path_resolution, personality, thread_execve] = [0, 1, 2, 3, 4].map(|which| set.has(which));
        Quiet { attach, exit, path_resolution, personality, thread_execve }
    }
}

fn parse(text: &str) -> Result<Quiet> {
    let number = |word: &str| WORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, number)| *number);
    Ok(Quiet::of(&Set::parse("quiet", text, number)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straces_words_for_what_is_left_out() {
        let none = Quiet::default();
        for (text, expected) in [
            ("none", none),
            ("attach", Quiet { attach: true, ..none }),
            ("exit", Quiet { exit: true, ..none }),
            ("exits", Quiet { exit: true, ..none }),
            ("path-resolution", Quiet { path_resolution: true, ..none }),
            ("personality", Quiet { personality: true, ..none }),
            ("thread-execve", Quiet { thread_execve: true, ..none }),
            ("superseded", Quiet { thread_execve: true, ..none }),
            ("attach,personality", Quiet::messages()),
            ("!attach,personality,superseded", Quiet { exit: true, path_resolution: true, ..none }),
        ] {
            assert_eq!(parse(text).unwrap(), expected, "{text}");
        }
        for wrong in ["", "x", "1", "path", "attach,all"] {
            assert!(parse(wrong).unwrap_err().to_string().starts_with("invalid quiet '"), "{wrong}");
        }
    }

    #[test]
    fn each_q_leaves_out_more() {
        let quiet = |times: u8| Quiet::new(times, &Qualifiers::default()).unwrap();
        assert_eq!(quiet(0), None);
        assert_eq!(quiet(1), Some(Quiet::messages()));
        assert_eq!(quiet(2), Some(Quiet { exit: true, ..Quiet::messages() }));
        assert_eq!(quiet(3), Some(Quiet { path_resolution: false, ..parse("all").unwrap() }));
        assert_eq!(quiet(9), quiet(3));
    }
}
