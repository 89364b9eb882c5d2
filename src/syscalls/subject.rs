//! What is a call about, for those who choose calls by their files (-P) and descriptors (--trace-fds)?
//!
//! As strace has it: the paths and descriptors among a call's own arguments, those that it waits for, too. Not those
//! that a variant of it has, nor those in structs.

use super::kind::Kind;
use super::row::special;
use super::row::Case;
use super::row::Syscall;
use super::shape::Len;
use super::value::Value;

/// A thing that a call is about, in one of its arguments.
#[derive(Debug, Clone, Copy)]
pub enum Subject {
    /// The path there.
    Path,
    /// The descriptor with that number.
    Descriptor,
    /// The descriptors that poll(2) waits for,
    Polled,
    /// or select(2), of which there are so many at the most.
    Set(Len),
}

/// Where all is that a call can be about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// A bit for each argument that is a descriptor,
    pub descriptors: u8,
    /// or a path.
    pub paths: u8,
    /// There is more than that.
    pub others: bool,
}

/// What a call is about: in which argument, and what there is.
pub fn subjects(row: &'static Syscall, case: Option<&'static Case>) -> impl Iterator<Item = (usize, Subject)> {
    let has = |bit: u32| row.special & bit != 0;
    // Where the call itself is about nothing, a variant of it may be.
    let params = case.filter(|_| has(special::NOT_ABOUT_FIRST)).map_or(row.args, |case| case.args);
    let all = params.iter().enumerate().filter_map(|(index, arg)| Some((index, of(&arg.kind)?)));
    let first = usize::from(has(special::NOT_ABOUT_FIRST));
    all.skip(first).take(if has(special::ABOUT_FIRST_ONLY) { 1 } else { usize::MAX })
}

/// What a call of that row can be about, one of its variants included.
fn all_subjects(row: &'static Syscall) -> impl Iterator<Item = (usize, Subject)> {
    let cases = row.select.map_or(&[][..], |select| select.cases);
    subjects(row, None).chain(cases.iter().flat_map(move |case| subjects(row, Some(case))))
}

/// Whether a call of that row can be about anything.
pub fn has_subjects(row: &'static Syscall) -> bool {
    all_subjects(row).next().is_some()
}

/// Where all is that a call of that row can be about.
pub fn about(row: &'static Syscall) -> About {
    let mut all = About::default();
    for (index, subject) in all_subjects(row) {
        match subject {
            Subject::Descriptor => all.descriptors |= 1 << index,
            Subject::Path => all.paths |= 1 << index,
            Subject::Polled | Subject::Set(_) => all.others = true,
        }
    }
    all
}

/// Whether it can be about descriptors that it waits for.
pub fn waits_for_descriptors(row: &'static Syscall) -> bool {
    all_subjects(row).any(|(_, subject)| matches!(subject, Subject::Polled | Subject::Set(_)))
}

fn of(kind: &Kind) -> Option<Subject> {
    if matches!(kind, Kind::Path) {
        Some(Subject::Path)
    } else if matches!(kind, Kind::Value(Value::Fd | Value::DirFd | Value::FdOr(_))) {
        Some(Subject::Descriptor)
    } else if matches!(kind, Kind::Pollfds(_)) {
        Some(Subject::Polled)
    } else if let Kind::FdSet(bits) = kind {
        Some(Subject::Set(*bits))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syscalls;

    fn of_call(name: &str, args: [u64; 6]) -> Vec<usize> {
        let row = syscalls::by_name(name).unwrap();
        subjects(row, row.case(&args)).map(|(index, _)| index).collect()
    }

    // Expected is what strace 7.2 shows with -P of these arguments.
    #[test]
    fn paths_and_descriptors_among_the_arguments_are_what_a_call_is_about() {
        for (name, expected) in [
            ("read", &[0][..]),
            ("openat", &[0, 1]),
            ("renameat2", &[0, 1, 2, 3]),
            ("sendfile", &[0, 1]),
            ("dup2", &[0, 1]),
            ("mmap", &[4]),
            ("poll", &[0]),
            ("select", &[1, 2, 3]),
            ("getpid", &[]),
            ("pipe", &[]),
            ("rename", &[0]),
            ("link", &[0, 1]),
            ("symlink", &[1]),
            ("symlinkat", &[1, 2]),
            ("epoll_ctl", &[2]),
            ("fanotify_mark", &[3, 4]),
            ("mq_open", &[]),
            ("mq_unlink", &[]),
            ("perf_event_open", &[]),
            ("socketpair", &[]),
        ] {
            assert_eq!(of_call(name, [0; 6]), expected, "{name}");
            assert_eq!(has_subjects(syscalls::by_name(name).unwrap()), !expected.is_empty(), "{name}");
        }
        const LOOP_SET_FD: u64 = 0x4c00;
        assert_eq!(of_call("ioctl", [3, LOOP_SET_FD, 4, 0, 0, 0]), [0]);
        const SET_PATH: u64 = 3;
        assert_eq!(of_call("fsconfig", [3, SET_PATH, 0, 0, 4, 0]), [3, 4]);
        assert!(of_call("fsconfig", [3, 0, 0, 0, 4, 0]).is_empty());
        assert!(has_subjects(syscalls::by_name("fsconfig").unwrap()));
    }
}
