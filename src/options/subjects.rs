//! Which files and descriptors must a call be about to show?
//!
//! A path that is asked for stands for itself, as programs write it, and for the file that it names now: descriptors
//! are known by the paths of their files.

use std::ffi::OsString;
use std::fs::canonicalize;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::ffi::OsStringExt;

use anyhow::Result;

use crate::options::cli::Cli;
use crate::options::number::natural;
use crate::options::qualifiers::Qualifier;
use crate::options::set::Set;

/// What calls must be about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subjects {
    paths: Vec<Requested>,
    fds: Set,
}

/// A path that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
    /// As it was written,
    pub path: Vec<u8>,
    /// and the file that it names, if that is another path.
    pub resolved: Option<Vec<u8>>,
}

impl Subjects {
    /// As -P and --trace-fds say, if they say anything: a call has to do with any one of them.
    pub fn new(cli: &Cli) -> Result<Option<Subjects>> {
        let parse = |text: &str| Set::parse("descriptor", text, |element| natural(element.as_ref(), i32::MAX as u32));
        let fds = cli.qualifiers.last(Qualifier::TraceFds, parse)?;
        if cli.trace_path.is_empty() && fds.is_none() {
            return Ok(None);
        }
        let paths = cli.trace_path.iter().map(Requested::new).collect();
        Ok(Some(Subjects { paths, fds: fds.unwrap_or_default() }))
    }

    /// Whether paths matter.
    pub fn have_paths(&self) -> bool {
        !self.paths.is_empty()
    }

    /// The paths that name another file than they say.
    pub fn resolved(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.paths.iter().filter_map(|path| Some((&path.path[..], path.resolved.as_deref()?)))
    }

    /// The files that the paths name, one for each.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.paths.iter().map(|path| path.resolved.as_ref().unwrap_or(&path.path).clone()).collect()
    }

    /// The same, whose paths named these files when they were asked for, if that is known.
    pub fn naming(mut self, files: &[Vec<u8>]) -> Subjects {
        if files.len() == self.paths.len() {
            for (path, file) in self.paths.iter_mut().zip(files) {
                path.resolved = Some(file.clone()).filter(|file| *file != path.path);
            }
        }
        self
    }

    /// Whether that path is asked for.
    pub fn has_path(&self, path: &[u8]) -> bool {
        self.paths.iter().any(|asked| asked.path == path || asked.resolved.as_deref() == Some(path))
    }

    /// All that paths are compared with.
    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.paths.iter().flat_map(|path| [Some(&path.path[..]), path.resolved.as_deref()].into_iter().flatten())
    }

    /// Which descriptors are asked for.
    pub fn numbers(&self) -> &Set {
        &self.fds
    }

    /// Whether that descriptor is.
    pub fn has_fd(&self, fd: i32) -> bool {
        u32::try_from(fd).is_ok_and(|fd| self.fds.has(fd))
    }
}

impl Requested {
    fn new(path: &OsString) -> Requested {
        let resolved = canonicalize(path).ok().map(|resolved| resolved.into_os_string().into_vec());
        let path = path.as_bytes().to_vec();
        Requested { resolved: resolved.filter(|resolved| *resolved != path), path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::config::Config;

    fn subjects(words: &[&str]) -> Result<Option<Subjects>> {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        Subjects::new(&Cli::read(words)?)
    }

    // Expected is what strace 7.2 does with the same words.
    #[test]
    fn descriptors_are_a_set() {
        let fds = |words: &[&str]| {
            let subjects = subjects(words).unwrap().unwrap();
            (-101..4).filter(|fd| subjects.has_fd(*fd)).collect::<Vec<_>>()
        };
        assert_eq!(fds(&["--trace-fds=3"]), [3]);
        assert_eq!(fds(&["--trace-fd", "1, +3,"]), [1, 3]);
        assert_eq!(fds(&["-e", "trace-fds=!3"]), [0, 1, 2]);
        assert_eq!(fds(&["-e", "trace-fd=all"]), [0, 1, 2, 3]);
        assert!(fds(&["-e", "fd=none"]).is_empty());
        assert_eq!(fds(&["-e", "fds=1", "--trace-fds=2"]), [2]);
        assert!(fds(&["-P", "/x"]).is_empty());
        assert_eq!(subjects(&["-f"]).unwrap(), None);
        for (words, message) in [
            (&["--trace-fds="][..], "invalid descriptor ''"),
            (&["--trace-fds=1,all"], "invalid descriptor 'all'"),
            (&["--trace-fds=!"], "invalid descriptor '!'"),
            (&["-e", "fd=foo"], "invalid descriptor 'foo'"),
            (&["-e", "fds=-1"], "invalid descriptor '-1'"),
            (&["-e", "trace-fds=0x1"], "invalid descriptor '0x1'"),
            (&["--trace-fds=1 "], "invalid descriptor '1 '"),
            (&["--trace-fds=2147483648"], "invalid descriptor '2147483648'"),
            (&["--trace-fds=x", "--trace-fds=1"], "invalid descriptor 'x'"),
        ] {
            let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
            assert_eq!(Config::new(Cli::read(words).unwrap()).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn a_path_stands_for_itself_and_for_the_file_that_it_names() {
        let asked = subjects(&["-P", "/proc/../proc/self/", "--trace-path=/nosuch/x", "-P", "/", "-P", ""]);
        let asked = asked.unwrap().unwrap();
        let own = format!("/proc/{}", std::process::id());
        for path in ["/proc/../proc/self/", &own, "/nosuch/x", "/", ""] {
            assert!(asked.has_path(path.as_bytes()), "{path}");
        }
        assert!(!asked.has_path(b"/proc/self") && asked.have_paths());
        assert_eq!(asked.resolved().collect::<Vec<_>>(), [(&b"/proc/../proc/self/"[..], own.as_bytes())]);
        // What was recorded elsewhere.
        let files: Vec<Vec<u8>> = ["/proc/1", "/nosuch/x", "/", ""].map(|path| path.as_bytes().to_vec()).to_vec();
        assert_eq!(asked.clone().naming(&asked.files()), asked);
        assert_eq!(asked.clone().naming(&files).files(), files);
        assert!(asked.clone().naming(&files).has_path(b"/proc/1") && asked.clone().naming(&files[1..]) == asked);
    }
}
