//! Where does a trace go, or a recording?

use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs::File;
use std::io::stderr;
use std::io::stdout;
use std::io::IsTerminal;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;

/// Where the trace goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Standard error.
    Stderr,
    /// Standard output.
    Stdout,
    /// A file, whose content is replaced.
    File(PathBuf),
    /// A file that has lines already.
    Append(PathBuf),
    /// A file for each task, whose name ends with the task's id.
    Apart {
        /// What the names begin with.
        base: PathBuf,
        /// What is in them stays.
        append: bool,
    },
    /// The standard input of a shell command, behind the sign that says so.
    Command(OsString),
    /// Nowhere: no lines are wanted.
    Nowhere,
}

impl Destination {
    /// Makes the file of a trace that will have no lines.
    pub(super) fn begin(&self) {
        let file = match self {
            Destination::File(path) => File::create(path),
            Destination::Append(path) => File::options().append(true).create(true).open(path),
            Destination::Stderr
            | Destination::Stdout
            | Destination::Apart { .. }
            | Destination::Command(_)
            | Destination::Nowhere => return,
        };
        // If that is not possible: what is said of the program is enough.
        drop(file);
    }

    /// Whether a person reads there.
    pub fn is_terminal(&self) -> bool {
        match self {
            Destination::Stderr => stderr().is_terminal(),
            Destination::Stdout => stdout().is_terminal(),
            Destination::File(path) | Destination::Append(path) => {
                let is_device = path.metadata().is_ok_and(|file| file.file_type().is_char_device());
                is_device && File::options().write(true).open(path).is_ok_and(|file| file.is_terminal())
            }
            Destination::Apart { .. } | Destination::Command(_) | Destination::Nowhere => false,
        }
    }

    /// Whether what goes there and what goes to the other one would mix.
    pub fn is_same_place(&self, other: &Destination) -> bool {
        match (self, other) {
            (Destination::File(one) | Destination::Append(one), Destination::File(two) | Destination::Append(two)) => {
                one == two
            }
            _ => self == other,
        }
    }
}

/// Where the value of that option says.
pub(super) fn destination(name: &OsStr) -> Destination {
    match name.as_bytes() {
        b"-" => Destination::Stdout,
        [b'|' | b'!', ..] => Destination::Command(name.to_owned()),
        _ => Destination::File(PathBuf::from(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations() {
        let of = |name: &str| destination(OsStr::new(name));
        assert_eq!(of("-"), Destination::Stdout);
        assert_eq!(of("|wc -l"), Destination::Command("|wc -l".into()));
        assert_eq!(of("a file"), Destination::File("a file".into()));
        assert_eq!(of("!wc -l"), Destination::Command("!wc -l".into()));
        assert_eq!(of("|"), Destination::Command("|".into()));
    }
}
