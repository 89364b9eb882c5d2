//! Of which descriptors is shown all that is read from them and written to them?

use anyhow::Result;

use crate::options::number::natural;
use crate::options::qualifiers::Qualifier;
use crate::options::qualifiers::Qualifiers;
use crate::options::set::Set;

/// The descriptors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dumps {
    /// Of which what is read shows,
    pub read: Set,
    /// and what is written.
    pub write: Set,
}

impl Dumps {
    /// As -e read= and -e write= say; `None`: of none.
    pub fn new(qualifiers: &Qualifiers) -> Result<Option<Dumps>> {
        let parse = |text: &str| Set::parse("descriptor", text, |element| natural(element.as_ref(), i32::MAX as u32));
        let (read, write) = (qualifiers.last(Qualifier::Read, parse)?, qualifiers.last(Qualifier::Write, parse)?);
        let dumps = Dumps { read: read.unwrap_or_default(), write: write.unwrap_or_default() };
        Ok((dumps != Dumps::default()).then_some(dumps))
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::cli::Cli;

    fn dumps(words: &[&str]) -> Result<Option<Dumps>> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Dumps::new(&Cli::read(words)?.qualifiers)
    }

    #[test]
    fn each_way_has_a_set_of_descriptors() {
        assert_eq!(dumps(&[]).unwrap(), None);
        assert_eq!(dumps(&["-e", "read=none"]).unwrap(), None);
        for words in
            [&["-e", "read=3,5", "--write=!1"][..], &["-er=3,5", "-e", "w=!1"], &["-ereads=3,5", "-ewrites=!1"]]
        {
            let Dumps { read, write } = dumps(words).unwrap().unwrap();
            assert!(read.has(3) && read.has(5) && !read.has(4) && write.has(2) && !write.has(1), "{words:?}");
        }
    }

    // strace 7.2's words.
    #[test]
    fn what_is_no_descriptor_is_named() {
        for (words, wrong) in [
            ("-eread=foo", "foo"),
            ("-ewrite=-1", "-1"),
            ("--read=", ""),
            ("--write=3,x", "x"),
            ("-er=2147483648", "2147483648"),
        ] {
            assert_eq!(dumps(&[words]).unwrap_err().to_string(), format!("invalid descriptor '{wrong}'"));
        }
        for right in ["-eread=2147483647", "-eread= 3", "-ewrite=+3", "-er=-0"] {
            assert!(dumps(&[right]).is_ok(), "{right}");
        }
    }
}
