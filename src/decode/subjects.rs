//! Is a call about one of the files or descriptors that are asked for?

use super::poll;
use super::sets;
use super::target::Target;
use crate::call::Call;
use crate::call::Memory;
use crate::options::subjects::Subjects;
use crate::syscalls::shape::Dir;
use crate::syscalls::subject::subjects;
use crate::syscalls::subject::Subject;

/// Whether a call is about any of these, as far as it is known.
pub fn is_about(call: &Call<'_>, asked: &Subjects) -> bool {
    let Some(row) = call.syscall else { return false };
    let has = |fd: i32| {
        asked.has_fd(fd) || asked.have_paths() && call.file_passed(fd).is_some_and(|file| asked.has_path(file.path))
    };
    subjects(row, row.case(&call.args)).any(|(index, subject)| {
        let target = Target { call, index, raw: call.args.get(index).copied().unwrap_or_default() };
        match subject {
            // strace takes the number of a working directory for none, not for that directory.
            Subject::Descriptor => target.raw as i32 >= 0 && has(target.raw as i32),
            Subject::Path => match target.memory(Dir::In) {
                Memory::Bytes { bytes, want } => bytes.len() as u64 == want && asked.has_path(bytes),
                Memory::Hole { .. } | Memory::Fault(_) | Memory::NotRead => false,
            },
            Subject::Polled => match target.memory(Dir::In) {
                Memory::Bytes { bytes, .. } | Memory::Hole { bytes, .. } => poll::waited_for(bytes).any(has),
                Memory::Fault(_) | Memory::NotRead => false,
            },
            Subject::Set(bits) => match target.memory(Dir::InOut) {
                Memory::Bytes { bytes, .. } => sets::numbers(bytes, sets::fd_set_bits(target, bits)).any(has),
                Memory::Hole { .. } | Memory::Fault(_) | Memory::NotRead => false,
            },
        }
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::call::Chunk;
    use crate::call::Outcome;
    use crate::call::Phase;
    use crate::decode::testing::at_exit;
    use crate::descriptor::Descriptor;
    use crate::descriptor::Detail;
    use crate::descriptor::File;
    use crate::options::cli::Cli;
    use crate::syscalls;
    use crate::syscalls::abi::Abi;
    use crate::syscalls::part;

    fn file(path: &[u8]) -> File<'_> {
        let (device, special) = ((0, 0), (0, 0));
        File { path, deleted: false, cut: false, mode: 0, device, inode: 7, special, detail: Detail::None }
    }

    fn about(words: &[&str], name: &str, args: [u64; 6], chunks: &[Chunk<'_>]) -> bool {
        let words = ["beetrace"].iter().chain(words).chain(&["ls"]).map(OsString::from);
        let asked = Subjects::new(&Cli::read(words).unwrap()).unwrap().unwrap();
        let row = syscalls::by_name(name).unwrap();
        let of = |number, path| Descriptor { number, phase: Phase::Exit, file: file(path) };
        let descriptors = [of(3, &b"/nosuch/3"[..]), of(libc::AT_FDCWD, b"/nosuch")];
        let (abi, outcome, chunks) = (Abi::X86_64, Outcome::Returned(0), chunks);
        let (params, ret, nr) = (row.args, row.ret, row.nr);
        let call = Call {
            abi,
            syscall: Some(row),
            nr,
            params,
            ret,
            args,
            outcome,
            chunks,
            descriptors: &descriptors,
            resumes: None,
            depth: crate::syscalls::depth::Depth::Brief,
            string: 32,
        };
        is_about(&call, &asked)
    }

    const CWD: u64 = libc::AT_FDCWD as u64;

    #[test]
    fn paths_are_compared_as_they_are_written_those_of_descriptors_as_they_are() {
        let path = |asked: &str, written: &[u8]| {
            about(&["-P", asked], "openat", [CWD, 0x1000, 0, 0, 0, 0], &[at_exit(1, part::POINTEE, written)])
        };
        assert!(path("/nosuch/x", b"/nosuch/x") && path("x", b"x") && path("", b""));
        assert!(!path("/nosuch/x", b"x") && !path("/nosuch/x", b"/nosuch/xy") && !path("/nosuch/x", b"/nosuch//x"));
        // The working directory is no descriptor.
        assert!(!path("/nosuch", b"x"));
        let fd = |asked: &str, fd| about(&["-P", asked], "fsync", [fd, 0, 0, 0, 0, 0], &[]);
        assert!(fd("/nosuch/3", 3) && !fd("/nosuch/3", 4) && !fd("/nosuch/4", 3));
        assert!(!about(&["-P", "/nosuch/3"], "getpid", [3; 6], &[]));
    }

    #[test]
    fn descriptors_are_looked_for_where_they_are_waited_for_too() {
        let one = |name: &str, args, chunks: &[Chunk<'_>]| about(&["--trace-fds=5"], name, args, chunks);
        assert!(one("dup2", [1, 5, 0, 0, 0, 0], &[]) && one("mmap", [0, 0, 0, 0, 5, 0], &[]));
        assert!(!one("dup2", [1, 2, 5, 0, 0, 0], &[]) && !one("epoll_ctl", [5, 1, 2, 0, 0, 0], &[]));
        let polled = [1, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0];
        assert!(one("poll", [0x1000, 2, 0, 0, 0, 0], &[at_exit(0, part::POINTEE, &polled)]));
        assert!(!one("poll", [0x1000, 1, 0, 0, 0, 0], &[at_exit(0, part::POINTEE, &polled[..8])]));
        let before = |arg| Chunk { phase: Phase::Enter, ..at_exit(arg, part::POINTEE, &[0b10_0000]) };
        assert!(one("select", [6, 0, 0, 0x1000, 0, 0], &[before(3)]));
        assert!(!one("select", [5, 0, 0, 0x1000, 0, 0], &[before(3)]));
        let all = |fd: i64| about(&["--trace-fds=all"], "fsync", [fd as u64, 0, 0, 0, 0, 0], &[]);
        assert!(all(0) && all(i64::from(i32::MAX)) && !all(-1) && !all(-100));
    }
}
