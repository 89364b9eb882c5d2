//! What do the programs get to know of the files and descriptors that calls must be about?
//!
//! Enough to leave out nearly all other calls: bpf/about.h.

use crate::options::subjects::Subjects;
use crate::skeleton::types::bt_asked;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_subjects;

/// Texts that the programs compare with.
const TEXTS: usize = bt_limit::BT_ASKED.0 as usize;
/// Words of a bit for each descriptor.
const WORDS: usize = bt_limit::BT_ASKED_NUMBERS.0 as usize / 64;

/// What is asked for, for the settings of the programs.
#[derive(Debug, Default)]
pub struct Asked {
    /// By what calls are left out: `enum bt_subjects`. 0: none is, user space does it all.
    pub subjects: u64,
    /// Descriptors, a bit for each;
    pub numbers: [u64; WORDS],
    /// some beyond these may be asked for.
    pub beyond: bool,
    /// How many texts there are:
    pub texts: u64,
    /// what files are called,
    pub names: [bt_asked; TEXTS],
    /// and whole paths.
    pub paths: [bt_asked; TEXTS],
    /// What is in no directory may be asked for: `pipe:[123]`.
    pub kinds: bool,
}

impl Asked {
    /// What that is.
    pub fn of(subjects: &Subjects) -> Asked {
        let mut asked = Asked::default();
        let number = bt_limit::BT_ASKED_NUMBERS.0;
        for fd in (0..number).filter(|fd| subjects.numbers().has(*fd)) {
            asked.numbers[fd as usize / 64] |= 1 << (fd % 64);
        }
        asked.beyond = subjects.numbers().reaches(number);
        asked.subjects = bt_subjects::BT_BY_NUMBER.0.into();
        if !subjects.have_paths() {
            return asked;
        }
        asked.subjects |= u64::from(bt_subjects::BT_BY_PATH.0);
        asked.kinds = subjects.texts().any(|path| !path.contains(&b'/') && path.contains(&b':'));
        asked.texts = subjects.texts().count() as u64;
        if asked.texts > TEXTS as u64 {
            // So many nobody asks for; then it costs what it costs.
            return Asked::default();
        }
        for (at, path) in subjects.texts().enumerate() {
            let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
            (asked.names[at], asked.paths[at]) = (text(name), text(path));
        }
        asked
    }
}

/// A text as the programs compare it.
fn text(text: &[u8]) -> bt_asked {
    let end = &text[text.len().saturating_sub(size_of::<u64>())..];
    let mut word = [0; size_of::<u64>()];
    word[..end.len()].copy_from_slice(end);
    bt_asked { len: text.len() as u64, end: u64::from_ne_bytes(word) }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;

    fn asked(words: &[&str]) -> Asked {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Asked::of(&Subjects::new(&Cli::read(words).unwrap()).unwrap().unwrap())
    }

    const BY_NUMBER: u64 = bt_subjects::BT_BY_NUMBER.0 as u64;
    const BY_PATH: u64 = bt_subjects::BT_BY_PATH.0 as u64;

    #[test]
    fn descriptors_are_bits_as_far_as_there_are_some() {
        let some = asked(&["--trace-fds=0,63,64,1023"]);
        assert_eq!((some.subjects, some.beyond, some.texts), (BY_NUMBER, false, 0));
        assert_eq!((some.numbers[0], some.numbers[1], some.numbers[WORDS - 1]), (1 << 63 | 1, 1, 1 << 63));
        assert!(asked(&["--trace-fds=1,1024"]).beyond && asked(&["--trace-fds=!1"]).beyond);
        assert_eq!(asked(&["--trace-fds=!1"]).numbers[0], !2);
        assert_eq!(asked(&["--trace-fds=none"]).numbers, [0; WORDS]);
    }

    #[test]
    fn paths_are_known_by_their_ends_and_files_by_their_names() {
        let one = asked(&["-P", "/nosuch/longer.name"]);
        assert_eq!((one.subjects, one.texts, one.kinds), (BY_NUMBER | BY_PATH, 1, false));
        assert_eq!((one.paths[0].len, one.paths[0].end.to_ne_bytes()), (19, *b"ger.name"));
        assert_eq!((one.names[0].len, one.names[0].end.to_ne_bytes()), (11, *b"ger.name"));
        let short = asked(&["-P", "nosuch/x"]);
        assert_eq!((short.names[0].len, short.names[0].end.to_ne_bytes()), (1, *b"x\0\0\0\0\0\0\0"));
        // What a path names has a name of its own.
        assert_eq!(asked(&["-P", "/proc/../proc/self"]).texts, 2);
        assert!(asked(&["-P", "pipe:[123]"]).kinds);
    }

    #[test]
    fn nothing_is_left_out_where_more_is_asked_for_than_the_programs_can_know() {
        let words: Vec<String> = (0..=TEXTS).map(|nth| format!("-P/nosuch/{nth}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(asked(&words[1..]).texts, TEXTS as u64);
        assert_eq!(asked(&words).subjects, 0);
    }
}
