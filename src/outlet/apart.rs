//! How do thousands of tasks have a file each, when a process has not so many descriptors?
//!
//! Only so many files are open; those that were written to last. One that is
//! opened again is appended to.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Result;

use super::sink::cannot_open;
use super::sink::create;
use super::sink::lines_end;
use super::sink::write_whole;
use crate::options::destination::Destination;

/// Files that are open at the same time: few beside the 1024 that a process may have.
const OPEN: usize = 64;

/// Files of tasks, open or not.
#[derive(Debug)]
pub struct Apart {
    base: PathBuf,
    append: bool,
    /// The one that was written to last is the last.
    open: Vec<(u32, File)>,
    /// Whose file was made.
    made: HashSet<u32>,
}

impl Apart {
    /// Files whose names begin so; what they have stays if it is to be appended to.
    pub fn new(base: &Path, append: bool) -> Apart {
        Apart { base: base.to_owned(), append, open: Vec::new(), made: HashSet::new() }
    }

    /// Those that the destination means, if it does.
    pub fn of(destination: &Destination) -> Option<Apart> {
        match destination {
            Destination::Apart { base, append } => Some(Apart::new(base, *append)),
            _ => None,
        }
    }

    /// The name of a task's file.
    fn path(&self, tid: u32) -> PathBuf {
        let mut name = OsString::from(&self.base);
        name.push(format!(".{tid}"));
        PathBuf::from(name)
    }

    /// Makes the file of that task.
    pub fn make(&mut self, tid: u32) -> Result<()> {
        self.file(tid).map(|_| ()).map_err(|error| cannot_open(&self.path(tid), &error))
    }

    /// Writes whole lines of that task.
    pub fn write(&mut self, tid: u32, lines: &[u8]) -> io::Result<()> {
        write_whole(self.file(tid)?, lines, lines_end)
    }

    fn file(&mut self, tid: u32) -> io::Result<&mut File> {
        match self.open.iter().rposition(|(whose, _)| *whose == tid) {
            Some(at) => {
                let newest = self.open.len() - 1;
                self.open[at..].rotate_left(1);
                Ok(&mut self.open[newest].1)
            }
            None => {
                let file = create(&self.path(tid), self.append || self.made.contains(&tid))?;
                self.made.insert(tid);
                if self.open.len() >= OPEN {
                    self.open.remove(0);
                }
                self.open.push((tid, file));
                let newest = self.open.len() - 1;
                Ok(&mut self.open[newest].1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn more_tasks_than_open_files_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("trace");
        fs::write(folder.path().join("trace.1"), "old\n").unwrap();
        let mut apart = Apart::new(&base, false);
        let tasks = 3 * OPEN as u32;
        for round in 0..3 {
            for tid in 0..tasks {
                apart.write(tid, format!("{round} of {tid}\n").as_bytes()).unwrap();
                assert!(apart.open.len() <= OPEN);
            }
            // One that goes on stays open.
            apart.write(0, b"again\n").unwrap();
            assert_eq!(apart.open.last().map(|(tid, _)| *tid), Some(0));
        }
        for tid in 1..tasks {
            let expected = format!("0 of {tid}\n1 of {tid}\n2 of {tid}\n");
            assert_eq!(fs::read_to_string(folder.path().join(format!("trace.{tid}"))).unwrap(), expected);
        }
        let mut more = Apart::new(&base, true);
        more.write(1, b"more\n").unwrap();
        let one = fs::read_to_string(folder.path().join("trace.1")).unwrap();
        assert_eq!(one, "0 of 1\n1 of 1\n2 of 1\nmore\n");
    }

    #[test]
    fn a_file_that_cannot_be_made_is_named() {
        let mut apart = Apart::new(Path::new("/no/such/trace"), false);
        let error = apart.make(7).unwrap_err().to_string();
        assert_eq!(error, "Can't fopen '/no/such/trace.7': No such file or directory");
    }
}
