//! How is a set written: `[!]all`, `[!]none` or `[!]ELEMENT,ELEMENT...`?

use std::fmt::Display;
use std::fmt::Formatter;

use anyhow::bail;
use anyhow::Result;

/// A set of numbers; `Set::default()` is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    members: Vec<u32>,
    /// All but these.
    inverted: bool,
}

impl Set {
    /// All there are.
    pub fn all() -> Set {
        Set { members: Vec::new(), inverted: true }
    }

    /// The set that is written so; `what` it is of, and the number that stands for an element.
    pub fn parse(what: &str, text: &str, number: impl Fn(&str) -> Option<u32>) -> Result<Set> {
        let Written { inverted, elements } = Written::read(what, text)?;
        let mut members = Vec::new();
        for element in elements {
            match number(element) {
                Some(member) => members.push(member),
                None => bail!("invalid {what} '{element}'"),
            }
        }
        Ok(Set { members, inverted })
    }

    /// Whether that number is in it.
    pub fn has(&self, number: u32) -> bool {
        self.members.contains(&number) != self.inverted
    }

    /// Whether any number is in it that is so large, or larger.
    pub fn reaches(&self, number: u32) -> bool {
        self.inverted || self.members.iter().any(|member| *member >= number)
    }

    /// Whether nothing is left out.
    pub fn is_all(&self) -> bool {
        self.inverted && self.members.is_empty()
    }
}

/// As it can be parsed again, elements by their numbers.
impl Display for Set {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let inverted = if self.inverted { "!" } else { "" };
        let members: Vec<String> = self.members.iter().map(u32::to_string).collect();
        match members.is_empty() {
            true => write!(f, "{inverted}none"),
            false => write!(f, "{inverted}{}", members.join(",")),
        }
    }
}

/// A set as its words have it.
pub(super) struct Written<'a> {
    /// All but these.
    pub inverted: bool,
    /// None: the set is all or nothing.
    pub elements: Vec<&'a str>,
}

impl Written<'_> {
    /// Takes the words apart.
    pub fn read<'a>(what: &str, text: &'a str) -> Result<Written<'a>> {
        let set = text.trim_start_matches('!');
        let inverted = (text.len() - set.len()) % 2 == 1;
        let elements: Vec<&str> = match set {
            "none" => return Ok(Written { inverted, elements: Vec::new() }),
            "all" => return Ok(Written { inverted: !inverted, elements: Vec::new() }),
            _ => set.split(',').filter(|element| !element.is_empty()).collect(),
        };
        if elements.is_empty() {
            bail!("invalid {what} '{text}'");
        }
        Ok(Written { inverted, elements })
    }
}

/// A number as strace takes it: digits only, and no more than that.
pub(super) fn number(text: &str, most: u32) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Vec<u32> {
        let set = Set::parse("number", text, |element| number(element, 9)).unwrap();
        (0..4).filter(|member| set.has(*member)).collect()
    }

    #[test]
    fn sets_are_written_as_in_strace() {
        for (text, expected) in [
            ("1,3", &[1, 3][..]),
            ("!1,3", &[0, 2]),
            ("!!1", &[1]),
            (",2,,2,", &[2]),
            ("all", &[0, 1, 2, 3]),
            ("none", &[]),
            ("!all", &[]),
            ("!none", &[0, 1, 2, 3]),
            ("03", &[3]),
        ] {
            assert_eq!(members(text), expected, "{text}");
            let again = Set::parse("number", text, |element| number(element, 9)).unwrap().to_string();
            assert_eq!(members(&again), expected, "{text} is {again}");
        }
    }

    #[test]
    fn what_is_no_element_is_named() {
        for (text, named) in [
            ("", ""),
            ("!", "!"),
            (",", ","),
            ("!,", "!,"),
            ("1,all", "all"),
            ("none,1", "none"),
            ("+1", "+1"),
            ("10", "10"),
        ] {
            let error = Set::parse("number", text, |element| number(element, 9)).unwrap_err();
            assert_eq!(error.to_string(), format!("invalid number '{named}'"));
        }
    }
}
