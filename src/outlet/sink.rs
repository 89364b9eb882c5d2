//! Where do finished lines go, and how do they get there whole?
//!
//! A regular file takes whatever it is given. A pipe or terminal has a reader
//! that may pause: every write is of whole lines, no more than such a file takes
//! without blocking, and while there is no room beetrace still hears signals.

use std::ffi::OsStr;
use std::fs::File;
use std::fs::Metadata;
use std::fs::OpenOptions;
use std::io;
use std::io::Seek;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Context;
use anyhow::Error;
use anyhow::Result;
use nix::poll::poll;
use nix::poll::PollFd;
use nix::poll::PollFlags;
use nix::poll::PollTimeout;

use crate::command::inherited;
use crate::error_text;
use crate::options::destination::Destination;

/// Bytes that a pipe takes without blocking once poll(2) says that it takes any (PIPE_BUF), and the unit in
/// which lines of several writers do not mix.
const WRITE_WHOLE: usize = libc::PIPE_BUF;

/// An open destination.
#[derive(Debug)]
pub struct Sink {
    file: Option<File>,
    /// Writes can block for as long as somebody else likes.
    stream: bool,
    command: Option<Child>,
    name: String,
    /// How much of what was written is whole, when it goes no further.
    whole: fn(&[u8]) -> usize,
}

/// How a write ended.
#[derive(Debug)]
pub enum Written {
    /// All of it is out.
    All,
    /// There was no room, and something for beetrace came in; so many bytes are out.
    Interrupted(usize),
    /// There was no room until the time was over; so many bytes are out.
    Late(usize),
}

impl Sink {
    /// Opens the destination; a command is started.
    pub fn open(destination: &Destination) -> Result<Sink> {
        Sink::open_as(destination, File::options().write(true).create(true).truncate(true))
    }

    /// Opens the destination of a recording: what is written at once is whole or of no use, as blocks are. What is in
    /// a file stays there until [`Sink::begin`].
    pub fn open_for_blocks(destination: &Destination) -> Result<Sink> {
        let sink = Sink::open_as(destination, File::options().write(true).create(true).truncate(false))?;
        Ok(Sink { whole: |_| 0, ..sink })
    }

    fn open_as(destination: &Destination, replacing: &OpenOptions) -> Result<Sink> {
        let sink = |file: File, name: &str| {
            let stream = !file.metadata().is_ok_and(|found| found.is_file());
            Sink { file: Some(file), stream, command: None, name: name.to_owned(), whole: lines_end }
        };
        match destination {
            // Lines of tasks that have files of their own do not pass here.
            Destination::Nowhere | Destination::Apart { .. } => {
                let name = match destination {
                    Destination::Apart { base, .. } => format!("{}.*", base.display()),
                    _ => String::new(),
                };
                Ok(Sink { file: None, stream: false, command: None, name, whole: lines_end })
            }
            Destination::Stderr => Ok(sink(duplicate(io::stderr().as_fd())?, "standard error")),
            Destination::Stdout if inherited::was_closed(1) => bail!("standard output is closed"),
            Destination::Stdout => Ok(sink(duplicate(io::stdout().as_fd())?, "standard output")),
            Destination::File(path) => {
                let file = replacing.open(path).map_err(|error| cannot_open(path, &error))?;
                Ok(sink(file, &path.display().to_string()))
            }
            Destination::Append(path) => {
                let file = create(path, true).map_err(|error| cannot_open(path, &error))?;
                Ok(sink(file, &path.display().to_string()))
            }
            Destination::Command(line) => {
                let mut command = Command::new("/bin/sh");
                let words = OsStr::from_bytes(line.as_bytes().get(1..).unwrap_or_default());
                command.arg0("sh").arg("-c").arg(words).stdin(Stdio::piped());
                // SAFETY: safe after fork, as its description says.
                unsafe {
                    command.pre_exec(|| {
                        inherited::restore_signals();
                        Ok(())
                    });
                }
                let mut child = command.spawn().with_context(|| format!("cannot run '{}'", line.to_string_lossy()))?;
                let input = child.stdin.take().context("the command has no standard input")?;
                let mut sink = sink(File::from(OwnedFd::from(input)), &line.to_string_lossy());
                sink.command = Some(child);
                Ok(sink)
            }
        }
    }

    /// What will be written takes the place of what is there.
    pub fn begin(&self) -> Result<()> {
        match self.file.as_ref().filter(|_| !self.stream) {
            Some(file) => file.set_len(0).map_err(|error| cannot_open(Path::new(&self.name), &error)),
            None => Ok(()),
        }
    }

    /// What the user calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether somebody reads at the other end, or may.
    pub fn is_stream(&self) -> bool {
        self.stream
    }

    /// Writes whole lines. While there is no room it waits for it: no longer than `patience`, and until `signals`, if
    /// there are any, becomes readable.
    pub fn write(
        &mut self,
        lines: &[u8],
        signals: Option<BorrowedFd<'_>>,
        patience: PollTimeout,
    ) -> io::Result<Written> {
        let Some(file) = self.file.as_mut() else { return Ok(Written::All) };
        if !self.stream {
            write_whole(file, lines, self.whole)?;
            return Ok(Written::All);
        }
        let mut done = 0;
        while let Some(rest) = lines.get(done..).filter(|rest| !rest.is_empty()) {
            let fd = file.as_fd();
            let mut ready =
                [PollFd::new(fd, PollFlags::POLLOUT), PollFd::new(signals.unwrap_or(fd), PollFlags::POLLIN)];
            let looked_at = if signals.is_some() { &mut ready[..] } else { &mut ready[..1] };
            match poll(looked_at, patience) {
                Err(nix::errno::Errno::EINTR) => continue,
                result => result?,
            };
            let has = |index: usize, flags| {
                looked_at.get(index).and_then(PollFd::revents).is_some_and(|found| found.intersects(flags))
            };
            if !has(0, PollFlags::POLLOUT | PollFlags::POLLERR | PollFlags::POLLHUP) {
                return Ok(if has(1, PollFlags::POLLIN) { Written::Interrupted(done) } else { Written::Late(done) });
            }
            match file.write(&rest[..whole_lines(rest)]) {
                Ok(written) => done += written,
                Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Written::All)
    }

    /// Stops writing: what comes later goes nowhere.
    pub fn close(&mut self) {
        self.file = None;
    }

    /// Whether both write into one regular file.
    pub fn is_same_file(&self, other: &Sink) -> bool {
        let file = |sink: &Sink| sink.file.as_ref()?.metadata().ok().filter(Metadata::is_file);
        matches!((file(self), file(other)), (Some(one), Some(two)) if is_one(&one, &two))
    }

    /// Whether that is the regular file that it writes into.
    pub fn is_file(&self, found: &Metadata) -> bool {
        let own = self.file.as_ref().and_then(|file| file.metadata().ok());
        own.is_some_and(|own| own.is_file() && is_one(&own, found))
    }

    /// The command that reads the output, if there is one.
    pub fn take_reader(&mut self) -> Option<Child> {
        self.command.take()
    }
}

/// Whether that is said of one and the same file.
pub fn is_one(one: &Metadata, two: &Metadata) -> bool {
    (one.dev(), one.ino()) == (two.dev(), two.ino())
}

/// Writes whole lines to a regular file. When that fails in the middle of a line (the disk is full), the beginning
/// of that line is taken back: what is behind those that `whole` counts.
pub(super) fn write_whole(file: &mut File, lines: &[u8], whole: fn(&[u8]) -> usize) -> io::Result<()> {
    let mut done = 0;
    while done < lines.len() {
        match file.write(&lines[done..]) {
            Ok(0) => return Err(take_back(file, &lines[..done], whole, io::ErrorKind::WriteZero.into())),
            Ok(written) => done += written,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(take_back(file, &lines[..done], whole, error)),
        }
    }
    Ok(())
}

/// How many bytes of these are whole lines.
pub(super) fn lines_end(written: &[u8]) -> usize {
    memchr::memrchr(b'\n', written).map_or(0, |end| end + 1)
}

/// Cuts off the file what follows on the last whole line of what was written, unless somebody else has written
/// behind it; the error again.
fn take_back(file: &mut File, written: &[u8], whole: fn(&[u8]) -> usize, error: io::Error) -> io::Error {
    let part = (written.len() - whole(written)) as u64;
    // That the file cannot be cut is not said: what is wrong with it is said already.
    if let (Ok(place), Ok(found)) = (file.stream_position(), file.metadata()) {
        if part > 0 && place == found.len() {
            if let Some(end) = place.checked_sub(part) {
                let _ = file.set_len(end).and_then(|()| file.seek(io::SeekFrom::Start(end)));
            }
        }
    }
    error
}

/// How many bytes of these lines to write at once: as many whole lines as fit, or one that is longer.
fn whole_lines(lines: &[u8]) -> usize {
    let fit = &lines[..lines.len().min(WRITE_WHOLE)];
    match memchr::memrchr(b'\n', fit) {
        Some(end) => end + 1,
        None => fit.len(),
    }
}

/// A descriptor of our own for a standard stream.
fn duplicate(fd: BorrowedFd<'_>) -> Result<File> {
    Ok(File::from(fd.try_clone_to_owned().context("cannot duplicate the output")?))
}

/// Opens a file whose content is replaced, or appended to.
pub(super) fn create(path: &Path, append: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(!append).append(append).open(path)
}

/// That a file cannot be opened, in strace's words.
pub(super) fn cannot_open(path: &Path, error: &io::Error) -> Error {
    anyhow!("Can't fopen '{}': {}", path.display(), error_text(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_is_taken_back() {
        let mut file = tempfile::tempfile().unwrap();
        let mut content = |written: &[u8], behind: &[u8]| {
            file.set_len(0).unwrap();
            file.rewind().unwrap();
            file.write_all(b"earlier\n").unwrap();
            file.write_all(written).unwrap();
            let place = file.stream_position().unwrap();
            file.write_all(behind).unwrap();
            file.seek(io::SeekFrom::Start(place)).unwrap();
            let error = take_back(&mut file, written, lines_end, io::ErrorKind::StorageFull.into());
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
            let after = file.stream_position().unwrap();
            file.rewind().unwrap();
            let mut text = String::new();
            io::Read::read_to_string(&mut file, &mut text).unwrap();
            (text, after)
        };
        assert_eq!(content(b"one\ntwo\nthr", b""), ("earlier\none\ntwo\n".to_string(), 16));
        assert_eq!(content(b"thr", b""), ("earlier\n".to_string(), 8));
        assert_eq!(content(b"one\n", b""), ("earlier\none\n".to_string(), 12));
        assert_eq!(content(b"thr", b"another's"), ("earlier\nthranother's".to_string(), 11));
    }

    #[test]
    fn a_write_ends_with_a_line() {
        assert_eq!(whole_lines(b"one\ntwo\nthr"), 8);
        assert_eq!(whole_lines(b"no end"), 6);
        let mut long = vec![b'x'; WRITE_WHOLE - 1];
        long.extend_from_slice(b"\nnext\n");
        assert_eq!(whole_lines(&long), WRITE_WHOLE);
        let endless = vec![b'x'; 3 * WRITE_WHOLE];
        assert_eq!(whole_lines(&endless), WRITE_WHOLE);
    }
}
