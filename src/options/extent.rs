//! How much of which call is captured and shown?

use anyhow::Result;

use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::selection::Selection;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::special;
use crate::syscalls::row::Syscall;
use crate::syscalls::subject::has_subjects;
use crate::syscalls::subject::waits_for_descriptors;

/// As much as the kernel side copies of one buffer.
pub const MOST_DATA: u32 = 1 << 20;

/// How much of each call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Bytes of a string or buffer (-s), and elements of an array unless all of it is wanted.
    pub string: u32,
    /// How deeply.
    pub depths: Depths,
    /// All the data that calls move (-e read=, -e write=).
    pub data: bool,
    /// What calls are about (-P, --trace-fds), whether it shows or not.
    pub subjects: bool,
}

impl Extent {
    /// How much of the call of that number.
    pub fn of(&self, abi: Abi, nr: u32) -> Limits {
        let shown = self.depths.of(abi, nr);
        let depth = match syscalls::lookup(abi, nr).filter(|_| self.subjects) {
            // What is waited for is looked through to its end.
            Some(row) if waits_for_descriptors(row) => shown.max(Depth::Whole),
            Some(row) if has_subjects(row) => shown.max(Depth::Brief),
            _ => shown,
        };
        let moves = |row: &Syscall| row.special & special::MOVES != 0;
        match self.data && syscalls::lookup(abi, nr).is_some_and(moves) {
            true => Limits { string: MOST_DATA, depth: depth.max(Depth::Brief) },
            false => Limits { string: self.string, depth },
        }
    }
}

/// How deeply each call is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Depths {
    /// All the same.
    All(Depth),
    /// The rows of each table so.
    Each(Box<[Vec<Depth>; Abi::ALL.len()]>),
}

impl Depths {
    /// What -v, -e abbrev=, -e verbose= and -e raw= say.
    pub fn new(qualifiers: &Qualifiers) -> Result<Depths> {
        let said = |what| qualifiers.last(what, Selection::parse);
        let (abbrev, verbose, raw) = (said(Qualifier::Abbrev)?, said(Qualifier::Verbose)?, said(Qualifier::Raw)?);
        let has = |set: &Option<Selection>, usual: bool, abi, nr| set.as_ref().map_or(usual, |set| set.shows(abi, nr));
        let depth = |abi, nr| {
            if has(&raw, false, abi, nr) {
                Depth::Raw
            } else if !has(&verbose, true, abi, nr) {
                Depth::Flat
            } else if has(&abbrev, true, abi, nr) {
                Depth::Brief
            } else {
                Depth::Whole
            }
        };
        Ok(Depths::each(Abi::ALL.map(|abi| abi.table().iter().map(|row| depth(abi, row.nr)).collect())))
    }

    /// The rows of each table so.
    fn each(of: [Vec<Depth>; Abi::ALL.len()]) -> Depths {
        let first = of[0][0];
        match of.iter().flatten().all(|depth| *depth == first) {
            true => Depths::All(first),
            false => Depths::Each(Box::new(of)),
        }
    }

    /// How deeply the call of that number.
    pub fn of(&self, abi: Abi, nr: u32) -> Depth {
        match self {
            Depths::All(depth) => *depth,
            Depths::Each(of) => syscalls::position(abi, nr).map_or(Depth::Brief, |row| of[abi as usize][row]),
        }
    }

    /// The names of the calls among these that this one shows more deeply than `other`, each once.
    pub fn beyond(&self, other: &Depths, selection: &Selection) -> Vec<&'static str> {
        let mut names = Vec::new();
        for abi in Abi::ALL {
            let wanted = abi.table().iter().filter(|row| selection.shows(abi, row.nr));
            let beyond = wanted.filter(|row| self.of(abi, row.nr) > other.of(abi, row.nr));
            names.extend(beyond.map(|row| row.name));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// As numbers, for a recording: of each ABI the calls with their depths. Nothing when all are the same.
    pub fn numbers(&self, abi: Abi) -> impl Iterator<Item = (u32, u32)> + '_ {
        let of = match self {
            Depths::All(_) => &[][..],
            Depths::Each(of) => &of[abi as usize],
        };
        abi.table().iter().zip(of).map(|(row, depth)| (row.nr, *depth as u32))
    }

    /// The depths of these numbers, as far as they are known, and of all others that one; `None` if one is none.
    pub fn of_numbers(numbers: &[Vec<(u32, u32)>; Abi::ALL.len()], others: Depth) -> Option<Depths> {
        let mut of = Abi::ALL.map(|abi| vec![others; abi.table().len()]);
        for (abi, numbers) in Abi::ALL.into_iter().zip(numbers) {
            for &(nr, number) in numbers {
                let known = [Depth::Raw, Depth::Flat, Depth::Brief, Depth::Whole];
                let depth = *known.get(number as usize)?;
                if let Some(row) = syscalls::position(abi, nr) {
                    of[abi as usize][row] = depth;
                }
            }
        }
        Some(Depths::each(of))
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;

    fn depths(words: &[&str]) -> Result<Depths> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Depths::new(&Cli::read(words)?.qualifiers)
    }

    fn of(words: &[&str], name: &str) -> Depth {
        depths(words).unwrap().of(Abi::X86_64, syscalls::by_name(name).unwrap().nr)
    }

    // What strace 7.2 does with the same words.
    #[test]
    fn the_last_word_about_abbreviation_counts_whichever_way_it_is_said() {
        assert_eq!(depths(&[]).unwrap(), Depths::All(Depth::Brief));
        for whole in
            [&["-v"][..], &["--no-abbrev"], &["-e", "abbrev=none"], &["--abbrev=!all"], &["-e", "a=none", "-v"]]
        {
            assert_eq!(depths(whole).unwrap(), Depths::All(Depth::Whole), "{whole:?}");
        }
        for brief in [&["-v", "-e", "abbrev=all"][..], &["-ve", "a=all"], &["-e", "abbrev=none", "--abbrev", "all"]] {
            assert_eq!(depths(brief).unwrap(), Depths::All(Depth::Brief), "{brief:?}");
        }
        let some = &["-v", "--abbrev=poll,newfstatat"];
        assert_eq!(
            [of(some, "poll"), of(some, "newfstatat"), of(some, "fstat")],
            [Depth::Brief, Depth::Brief, Depth::Whole]
        );
    }

    #[test]
    fn what_calls_are_about_is_captured_however_they_show() {
        let extent =
            |words: &[&str], subjects| Extent { string: 32, depths: depths(words).unwrap(), data: false, subjects };
        let of = |extent: &Extent, name: &str| extent.of(Abi::X86_64, syscalls::by_name(name).unwrap().nr).depth;
        let raw = extent(&["-e", "raw=all"], true);
        for (name, expected) in [("openat", Depth::Brief), ("poll", Depth::Whole), ("getpid", Depth::Raw)] {
            assert_eq!(of(&raw, name), expected, "{name}");
        }
        assert_eq!(of(&extent(&["-v"], true), "openat"), Depth::Whole);
        assert_eq!(of(&extent(&["-e", "raw=all"], false), "openat"), Depth::Raw);
        assert_eq!(of(&extent(&[], false), "poll"), Depth::Brief);
    }

    #[test]
    fn what_is_raw_is_so_whatever_else_is_said_and_what_is_not_dereferenced_is_not_abbreviated() {
        for (words, expected) in [
            (&["-e", "raw=all"][..], Depth::Raw),
            (&["-v", "-e", "x=read"], Depth::Raw),
            (&["--raw=!write", "--verbose=none", "-v"], Depth::Raw),
            (&["--verbose=!read", "-v"], Depth::Flat),
            (&["-e", "v=none"], Depth::Flat),
            (&["-e", "verbose=read", "-v"], Depth::Whole),
            (&["-e", "raw=read", "-e", "raw=none"], Depth::Brief),
            (&["-e", "raw=?nosuch"], Depth::Brief),
        ] {
            assert_eq!(of(words, "read"), expected, "{words:?}");
        }
    }

    #[test]
    fn a_wrong_set_is_refused_in_straces_words() {
        for (words, message) in [
            (&["-e", "abbrev=foo"][..], "invalid system call 'foo'"),
            (&["--abbrev="], "invalid system call ''"),
            (&["-e", "verbose=!"], "invalid system call '!'"),
            (&["--raw=/x("], "regcomp: x(: Unmatched ( or \\("),
            (&["-e", "raw=foo", "-e", "raw=all"], "invalid system call 'foo'"),
        ] {
            assert_eq!(depths(words).unwrap_err().to_string(), message, "{words:?}");
        }
    }

    #[test]
    fn all_that_is_recorded_comes_back() {
        for words in [&["-v", "--raw=read,mmap2", "--verbose=!%stat"][..], &["-v"]] {
            let depths = depths(words).unwrap();
            let numbers = Abi::ALL.map(|abi| depths.numbers(abi).collect());
            assert_eq!(Depths::of_numbers(&numbers, Depth::Whole), Some(depths));
        }
        assert_eq!(Depths::of_numbers(&[vec![(0, 4)], vec![], vec![]], Depth::Brief), None);
    }

    #[test]
    fn what_is_shown_more_deeply_is_named() {
        let (brief, raw) = (Depths::All(Depth::Brief), depths(&["--raw=read,close"]).unwrap());
        assert_eq!(brief.beyond(&raw, &Selection::all()), ["close", "read"]);
        assert_eq!(brief.beyond(&raw, &Selection::parse("read").unwrap()), ["read"]);
        assert!(raw.beyond(&brief, &Selection::all()).is_empty());
    }
}
