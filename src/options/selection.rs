//! Which calls does an `-e trace=` expression select?
//!
//! The language is strace's: names, numbers, `%classes`, `/regexes`, `?optional`
//! ones, each perhaps of one ABI only (`@64`), separated by commas, with a `!` at
//! the beginning for "all but".

use anyhow::bail;
use anyhow::Result;

use crate::options::misuse;
use crate::options::regex::Regex;
use crate::options::set::number;
use crate::options::set::Written;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Syscall;

/// A set of syscalls of the tables of all ABIs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Of each table whether its rows are in the set.
    chosen: [Vec<bool>; Abi::ALL.len()],
}

impl Selection {
    /// Every call.
    pub fn all() -> Selection {
        Selection::of_all(true)
    }

    /// Every call, or none.
    fn of_all(chosen: bool) -> Selection {
        Selection { chosen: Abi::ALL.map(|abi| vec![chosen; abi.table().len()]) }
    }

    /// What the expression after `trace=` selects.
    pub fn parse(expression: &str) -> Result<Selection> {
        let Written { inverted, elements } = Written::read(WHAT, expression)?;
        let mut selection = Selection::of_all(false);
        for element in elements {
            selection.add(element)?;
        }
        if inverted {
            selection.chosen.iter_mut().flatten().for_each(|chosen| *chosen = !*chosen);
        }
        Ok(selection)
    }

    /// Whether calls of that number are shown: those that are in it, and unknown ones.
    pub fn shows(&self, abi: Abi, nr: u32) -> bool {
        syscalls::position(abi, nr).is_none_or(|position| self.chosen[abi as usize][position])
    }

    /// Only those of which that is so.
    pub fn limited(mut self, to: impl Fn(&'static Syscall) -> bool) -> Selection {
        for (abi, chosen) in Abi::ALL.into_iter().zip(&mut self.chosen) {
            for (chosen, row) in chosen.iter_mut().zip(abi.table()) {
                *chosen &= to(row);
            }
        }
        self
    }

    /// The numbers in it of calls that are known.
    pub fn numbers(&self, abi: Abi) -> impl Iterator<Item = u32> + '_ {
        let chosen = abi.table().iter().zip(&self.chosen[abi as usize]);
        chosen.filter(|(_, chosen)| **chosen).map(|(row, _)| row.nr)
    }

    /// The calls of these numbers, as far as they are known, by ABI.
    pub fn of_numbers(numbers: &[Vec<u32>; Abi::ALL.len()]) -> Selection {
        let mut selection = Selection::of_all(false);
        for (abi, numbers) in Abi::ALL.into_iter().zip(numbers) {
            for position in numbers.iter().filter_map(|nr| syscalls::position(abi, *nr)) {
                selection.chosen[abi as usize][position] = true;
            }
        }
        selection
    }

    /// The names of the calls that this one has and `other` has not, each once.
    pub fn without<'a>(&'a self, other: &'a Selection) -> Vec<&'static str> {
        let mut names = Vec::new();
        for abi in Abi::ALL {
            let both = self.chosen[abi as usize].iter().zip(&other.chosen[abi as usize]);
            let lacks = abi.table().iter().zip(both).filter(|(_, (wanted, there))| **wanted && !**there);
            names.extend(lacks.map(|(row, _)| row.name));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    fn add(&mut self, word: &str) -> Result<()> {
        let optional = word.trim_start_matches('?');
        let (is_optional, word) = (optional != word, optional);
        let (name, of) = match word.rsplit_once('@') {
            None => (word, None),
            Some((name, designator)) => match ABIS.iter().find(|(known, _)| *known == designator) {
                Some((_, abi)) => (name, Some(*abi)),
                None => {
                    return Err(misuse(format_args!(
                        "incorrect personality designator '{designator}' in qualification '{word}'"
                    )))
                }
            },
        };
        let found = if let Some(expression) = name.strip_prefix('/') {
            let regex = Regex::new(expression)?;
            self.choose(of, |_, row| regex.matches(row.name))
        } else if name == "all" {
            self.choose(of, |_, _| true)
        } else if let Some(class) = name.strip_prefix('%').or(LONE_CLASSES.contains(&name).then_some(name)) {
            syscalls::class_by_name(class).is_some_and(|bits| self.choose(of, |_, row| row.classes & bits != 0))
        } else if let Some(number) = number(name, u32::MAX) {
            // As in strace, it counts in every ABI; x32's calls have theirs with the bit, too.
            self.choose(of, |abi, row| row.nr == number || abi == Abi::X32 && row.nr | Abi::X32_BIT == number)
        } else {
            self.choose(of, |_, row| row.name == name)
        };
        if !found && !is_optional {
            bail!("invalid {WHAT} '{word}'");
        }
        Ok(())
    }

    /// Adds the rows of that ABI, or of all, for which the question is answered by yes; whether there were any.
    fn choose(&mut self, of: Option<Abi>, wanted: impl Fn(Abi, &Syscall) -> bool) -> bool {
        let mut any = false;
        let all = Abi::ALL.into_iter().zip(&mut self.chosen);
        for (abi, chosen) in all.filter(|(abi, _)| of.is_none_or(|of| of == *abi)) {
            for (chosen, row) in chosen.iter_mut().zip(abi.table()) {
                if wanted(abi, row) {
                    *chosen = true;
                    any = true;
                }
            }
        }
        any
    }
}

/// What the elements of a set are.
const WHAT: &str = "system call";

/// The ABIs as strace calls them behind `@`.
const ABIS: &[(&str, Abi)] = &[("64", Abi::X86_64), ("32", Abi::I386), ("x32", Abi::X32)];

/// Classes that may also be written without `%`, as in old versions of strace.
const LONE_CLASSES: &[&str] = &["desc", "file", "ipc", "memory", "network", "process", "signal"];

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(abi: Abi, expression: &str) -> Vec<&'static str> {
        let selection = Selection::parse(expression).unwrap();
        abi.table().iter().filter(|row| selection.shows(abi, row.nr)).map(|row| row.name).collect()
    }

    fn names(expression: &str) -> Vec<&'static str> {
        names_of(Abi::X86_64, expression)
    }

    #[test]
    fn names_numbers_and_optional_names_add_up() {
        assert_eq!(names("close,read"), ["read", "close"]);
        assert_eq!(names("?no_such_call,0"), ["read"]);
        assert_eq!(names(",close,"), ["close"]);
        assert!(names("none").is_empty());
    }

    #[test]
    fn a_bang_at_the_beginning_inverts_the_whole() {
        let all_but = names("!read,close");
        assert_eq!(all_but.len(), Abi::X86_64.table().len() - 2);
        assert!(!all_but.contains(&"read"));
        assert_eq!(names("!none").len(), Abi::X86_64.table().len());
        assert!(names("!all").is_empty());
    }

    // What strace 7.2 shows of a program that makes every call of that ABI.
    #[test]
    fn a_word_counts_in_every_abi() {
        assert_eq!(names_of(Abi::I386, "20"), ["getpid"]);
        assert_eq!(names_of(Abi::X32, "20"), ["writev#64"]);
        assert_eq!(names_of(Abi::X32, "1073741844"), ["writev#64"]);
        assert_eq!(names_of(Abi::I386, "1073741844"), [""; 0]);
        assert_eq!(names("1073741844"), [""; 0]);
        assert_eq!(names_of(Abi::I386, "mmap2,read"), ["read", "mmap2"]);
        assert_eq!(names("mmap2,read"), ["read"]);
        assert_eq!(names_of(Abi::X32, "rt_sigaction"), ["rt_sigaction"]);
        assert_eq!(names_of(Abi::X32, "rt_sigaction#64"), ["rt_sigaction#64"]);
        assert_eq!(names_of(Abi::X32, "/^rt_sigaction"), ["rt_sigaction#64", "rt_sigaction"]);
        let stat = ["oldstat", "oldfstat", "oldlstat", "stat", "lstat", "fstat", "stat64", "lstat64", "fstat64"];
        assert_eq!(names_of(Abi::I386, "%%stat"), [&stat[..], &["fstatat64", "statx"]].concat());
        let signal = ["pause", "kill", "signal", "sigaction", "sgetmask", "ssetmask", "sigsuspend", "sigpending"];
        assert_eq!(names_of(Abi::I386, "%signal")[..8], signal);
        assert_eq!(names_of(Abi::X32, "%statfs,io_setup"), ["statfs", "io_setup"]);
    }

    #[test]
    fn an_abi_can_be_named() {
        assert_eq!(names("read@64,close@32,3@64"), ["read", "close"]);
        assert_eq!(names_of(Abi::I386, "read@64,close@32,3@64"), ["close"]);
        assert_eq!(names_of(Abi::X32, "getpid@x32,/^getpp@x32"), ["getpid", "getppid"]);
        assert!(names("all@32").is_empty() && names("%file@x32,file@32").is_empty());
        assert_eq!(names("!all@64"), [""; 0]);
        assert_eq!(names("?nosuch@32,?mmap2@64,%stat@64"), ["stat"]);
        let error = Selection::parse("?read@65").unwrap_err().to_string();
        assert!(error.starts_with("incorrect personality designator '65' in qualification 'read@65'"), "{error}");
    }

    #[test]
    fn an_old_word_for_a_class_is_no_name_of_a_call() {
        for word in LONE_CLASSES {
            for abi in Abi::ALL {
                assert_eq!(names_of(abi, word), names_of(abi, &format!("%{word}")), "{word}");
            }
        }
    }

    #[test]
    fn an_unknown_number_of_any_abi_is_shown() {
        let none = Selection::parse("none").unwrap();
        assert!(none.shows(Abi::I386, 500) && none.shows(Abi::X32, Abi::X32_BIT | 335) && none.shows(Abi::X86_64, 400));
        assert!(!none.shows(Abi::I386, 20) && !none.shows(Abi::X32, Abi::X32_BIT | 39) && !none.shows(Abi::X86_64, 39));
    }

    #[test]
    fn a_regex_matches_anywhere_unless_anchored() {
        assert!(names("/stat").contains(&"newfstatat"));
        assert!(!names("/^stat").contains(&"newfstatat"));
    }

    #[test]
    fn classes_with_percent_and_some_without() {
        assert_eq!(names("%file"), names("file"));
        assert!(names("%file").contains(&"openat"));
        assert_eq!(names("%net"), names("%network"));
        assert!(Selection::parse("creds").is_err());
    }

    #[test]
    fn what_is_unknown_is_named() {
        for (wrong, message) in [
            ("nosuch", "invalid system call 'nosuch'"),
            ("open,nosuch", "invalid system call 'nosuch'"),
            ("%nosuch", "invalid system call '%nosuch'"),
            ("open,!close", "invalid system call '!close'"),
            ("open,none", "invalid system call 'none'"),
            ("9999", "invalid system call '9999'"),
            ("", "invalid system call ''"),
            (",", "invalid system call ','"),
            ("!", "invalid system call '!'"),
            ("+3", "invalid system call '+3'"),
            (" 3", "invalid system call ' 3'"),
            ("0x0", "invalid system call '0x0'"),
            ("99999999999999", "invalid system call '99999999999999'"),
            ("read@64@32", "invalid system call 'read@64@32'"),
            ("@64", "invalid system call '@64'"),
            ("mmap2@64", "invalid system call 'mmap2@64'"),
            ("none@32", "invalid system call 'none@32'"),
            ("/CLOSE", "invalid system call '/CLOSE'"),
            ("net", "invalid system call 'net'"),
            ("/(", "regcomp: (: Unmatched ( or \\("),
            ("?/x(", "regcomp: x(: Unmatched ( or \\("),
            ("/(?i)close", "regcomp: (?i)close: Invalid preceding regular expression"),
            ("/[[:foo:]]", "regcomp: [[:foo:]]: Invalid character class name"),
            ("/\\", "regcomp: \\: Trailing backslash"),
        ] {
            assert_eq!(Selection::parse(wrong).unwrap_err().to_string(), message);
        }
    }
}
