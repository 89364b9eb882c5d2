//! Where does the last of a recording go, and how does it get there whole?
//!
//! What is kept in memory is written beside its file, and takes that name when it is whole: what was there until then
//! stays if it fails. That is right for regular files only; a device or a FIFO would be replaced by one.

use std::fs::metadata;
use std::fs::read_link;
use std::fs::remove_file;
use std::fs::rename;
use std::fs::symlink_metadata;
use std::fs::File;
use std::fs::Metadata;
use std::fs::OpenOptions;
use std::io;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::fchown;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::id;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Result;
use nix::errno::Errno;
use nix::unistd::access;
use nix::unistd::AccessFlags;

use crate::outlet::sink::cannot_open;
use crate::outlet::sink::Sink;

/// So many links are followed, as the kernel does.
const MOST_LINKS: usize = 40;
/// So many names are tried for what is not whole yet.
const MOST_NAMES: u32 = 100;

/// The file for the last of a recording, and those beside it that signals ask for.
#[derive(Debug)]
pub struct Last {
    path: PathBuf,
    /// How many have been written by a signal.
    by_signal: u32,
}

impl Last {
    /// The file of that name, if it can be made some day: it would be too late to find out then.
    pub fn at(path: &Path, lines: &Sink) -> Result<Last> {
        let cannot = |errno: Errno| cannot_open(path, &io::Error::from(errno));
        if path.as_os_str().as_bytes().ends_with(b"/") {
            return Err(cannot(Errno::EISDIR));
        }
        let path = behind_links(path).map_err(cannot)?;
        match metadata(&path) {
            Ok(found) if found.is_dir() => return Err(cannot(Errno::EISDIR)),
            Ok(found) if !found.is_file() => {
                bail!("--record-last needs a regular file, which '{}' is not", path.display())
            }
            Ok(found) if lines.is_file(&found) => bail!("--record and -o name the same file"),
            Ok(_) | Err(_) => {}
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        access(folder, AccessFlags::W_OK)
            .map_err(|errno| anyhow!("cannot make files in '{}': {}", folder.display(), errno.desc()))?;
        Ok(Last { path, by_signal: 0 })
    }

    /// The name of the next one that a signal asks for.
    pub fn next_by_signal(&mut self) -> PathBuf {
        self.by_signal += 1;
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{}", self.by_signal));
        PathBuf::from(name)
    }

    /// The name of the one that is written at the end.
    pub fn at_the_end(&self) -> PathBuf {
        self.path.clone()
    }
}

/// Makes a file of that name with what `write` writes, in place of the one that is there; whose that was, and who may
/// read it, stays.
pub fn replace(path: &Path, lines: &Sink, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let before = match symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(io::Error::other("it is there, and no regular file")),
        Ok(found) if lines.is_file(&found) => return Err(io::Error::other("the trace is in it")),
        Ok(found) => Some(found),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let (part, mut file) = beside(path)?;
    let written = write(&mut file).and_then(|()| before.map_or(Ok(()), |before| make_alike(&file, &before)));
    let written = written.and_then(|()| rename(&part, path));
    if written.is_err() {
        let _ = remove_file(&part);
    }
    written
}

/// A new file beside that one, which nobody else has.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}-{number}.part", id()));
        match OpenOptions::new().write(true).create_new(true).open(&name) {
            Ok(file) => return Ok((PathBuf::from(name), file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MOST_NAMES => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn make_alike(file: &File, before: &Metadata) -> io::Result<()> {
    // First the owner: to change it can take rights away. Who may not give it to another keeps it.
    let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    file.set_permissions(before.permissions())
}

/// What a name means in the end, be it there or not.
fn behind_links(path: &Path) -> Result<PathBuf, Errno> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(Errno::ELOOP)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::os::unix::fs::symlink;
    use std::os::unix::fs::PermissionsExt;

    use nix::sys::stat::Mode;
    use nix::unistd::mkfifo;

    use super::*;
    use crate::options::destination::Destination;

    fn nowhere() -> Sink {
        Sink::open(&Destination::Nowhere).unwrap()
    }

    fn write(path: &Path) -> io::Result<()> {
        replace(path, &nowhere(), |file| file.write_all(b"new"))
    }

    #[test]
    fn a_link_stays_one_and_what_it_means_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let [link, file] = ["link", "file"].map(|name| folder.path().join(name));
        symlink("file", &link).unwrap();
        for mode in [None, Some(0o640)] {
            if let Some(mode) = mode {
                fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            }
            let mut last = Last::at(&link, &nowhere()).unwrap();
            write(&last.at_the_end()).unwrap();
            assert_eq!(last.next_by_signal().file_name().unwrap(), "file.1");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(&file).unwrap(), b"new");
            let now = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
            assert!(mode.is_none_or(|mode| mode == now), "{now:o}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_is_no_regular_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        mkfifo(&at("fifo"), Mode::S_IRWXU).unwrap();
        symlink("fifo", at("link")).unwrap();
        symlink("loop", at("loop")).unwrap();
        for name in ["fifo", "link", "loop", "none/", "."] {
            assert!(Last::at(&at(name), &nowhere()).is_err(), "{name}");
        }
        for name in ["fifo", "link", "loop"] {
            assert!(write(&at(name)).is_err(), "{name}");
        }
        assert!(!fs::metadata(at("fifo")).unwrap().is_file());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn what_others_have_beside_it_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let [path, lines] = ["r", "lines"].map(|name| folder.path().join(name));
        let part = folder.path().join(format!("r.{}-0.part", id()));
        fs::write(&lines, "old").unwrap();
        symlink("lines", &part).unwrap();
        write(&path).unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::read(&lines).unwrap()), (b"new".to_vec(), b"old".to_vec()));
        // The trace under another name.
        fs::hard_link(&lines, folder.path().join("other")).unwrap();
        let sink = Sink::open(&Destination::Append(lines.clone())).unwrap();
        assert!(Last::at(&folder.path().join("other"), &sink).is_err());
        assert!(replace(&folder.path().join("other"), &sink, |_| Ok(())).is_err());
    }
}
