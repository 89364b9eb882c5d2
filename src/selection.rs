//! Which calls does an `-e trace=` expression select?
//!
//! The language is strace's: names, numbers, `%classes`, `/regexes`, `?optional`
//! ones, separated by commas, with one `!` at the beginning for "all but".

use anyhow::bail;
use anyhow::Result;
use regex::Regex;

use crate::syscalls;
use crate::syscalls::types::Syscall;
use crate::syscalls::x86_64::TABLE;

/// A set of syscalls of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    chosen: Vec<bool>,
}

impl Selection {
    /// Every call.
    pub fn all() -> Selection {
        Selection { chosen: vec![true; TABLE.len()] }
    }

    /// What the expression after `trace=` selects.
    pub fn parse(expression: &str) -> Result<Selection> {
        let (inverted, set) = match expression.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, expression),
        };
        let mut selection = Selection { chosen: vec![false; TABLE.len()] };
        if set != "none" {
            let mut words = set.split(',').filter(|word| !word.is_empty()).peekable();
            if words.peek().is_none() {
                bail!("invalid system call '{set}'");
            }
            for word in words {
                selection.add(word)?;
            }
        }
        if inverted {
            selection.chosen.iter_mut().for_each(|chosen| *chosen = !*chosen);
        }
        Ok(selection)
    }

    /// Whether the call is in it.
    pub fn has(&self, row: &Syscall) -> bool {
        TABLE.binary_search_by_key(&row.nr, |row| row.nr).is_ok_and(|index| self.chosen[index])
    }

    fn add(&mut self, word: &str) -> Result<()> {
        let (optional, name) = match word.strip_prefix('?') {
            Some(name) => (true, name),
            None => (false, word),
        };
        if let Some(expression) = name.strip_prefix('/') {
            let regex = match Regex::new(expression) {
                Ok(regex) => regex,
                Err(error) => bail!("invalid regular expression '{expression}': {}", last_line(&error.to_string())),
            };
            self.choose(|row| regex.is_match(row.name));
            return Ok(());
        }
        let found = if name == "all" {
            self.choose(|_| true)
        } else if let Some(class) = name.strip_prefix('%') {
            let bits = syscalls::class_by_name(class);
            bits.is_some_and(|bits| self.choose(|row| row.classes & bits != 0))
        } else if let Ok(number) = name.parse::<u32>() {
            self.choose(|row| row.nr == number)
        } else {
            self.choose(|row| row.name == name)
                || LONE_CLASSES.contains(&name)
                    && syscalls::class_by_name(name).is_some_and(|bits| self.choose(|row| row.classes & bits != 0))
        };
        if !found && !optional {
            bail!("invalid system call '{word}'");
        }
        Ok(())
    }

    /// Adds the rows for which the question is answered by yes; whether there were any.
    fn choose(&mut self, wanted: impl Fn(&Syscall) -> bool) -> bool {
        let mut any = false;
        for (chosen, row) in self.chosen.iter_mut().zip(TABLE) {
            if wanted(row) {
                *chosen = true;
                any = true;
            }
        }
        any
    }
}

/// Classes that may also be written without `%`, as in old versions of strace.
const LONE_CLASSES: &[&str] = &["desc", "file", "ipc", "memory", "network", "process", "signal"];

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default().trim_start_matches("error: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(expression: &str) -> Vec<&'static str> {
        let selection = Selection::parse(expression).unwrap();
        TABLE.iter().filter(|row| selection.has(row)).map(|row| row.name).collect()
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
        assert_eq!(all_but.len(), TABLE.len() - 2);
        assert!(!all_but.contains(&"read"));
        assert_eq!(names("!none").len(), TABLE.len());
        assert!(names("!all").is_empty());
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
        ] {
            assert_eq!(Selection::parse(wrong).unwrap_err().to_string(), message);
        }
        assert!(Selection::parse("/(").unwrap_err().to_string().starts_with("invalid regular expression '('"));
    }
}
