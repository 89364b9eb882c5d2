//! Does as much of memory show as counts, and as it was when it counted?

use super::at;
use super::call;
use super::cut;
use super::enter;
use super::exit;
use super::ints;
use super::shown;
use super::shown_of;
use super::words;
use crate::call::Call;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::output::Part;
use crate::output::Text;
use crate::syscalls::part;

#[test]
fn what_the_kernel_writes_shows_after_success_only() {
    assert_eq!(shown("read", &[3, 0x10, 9], 3, &[exit(1, b"abc")]), r#"read(3, "abc", 9) = 3"#);
    assert_eq!(shown("read", &[3, 0x10, 9], 0, &[exit(1, b"")]), r#"read(3, "", 9) = 0"#);
    assert_eq!(
        shown("read", &[3, 0x10, 9], -9, &[exit(1, b"abc")]),
        "read(3, 0x10, 9) = -1 EBADF (Bad file descriptor)"
    );
    assert_eq!(
        shown("write", &[3, 0x10, 3], -9, &[exit(1, b"abc")]),
        "write(3, \"abc\", 3) = -1 EBADF (Bad file descriptor)"
    );
    assert_eq!(shown("write", &[3, 0x10, 40], 40, &[cut(exit(1, b"ab"), 40)]), r#"write(3, "ab"..., 40) = 40"#);
    let message = [exit(1, b"hello")];
    let expected = r#"recvfrom(3, "he", 2, MSG_TRUNC, NULL, NULL) = 5"#;
    assert_eq!(shown("recvfrom", &[3, 0x10, 2, 0x20, 0, 0], 5, &message), expected);
    assert_eq!(shown("pipe", &[0x10], 0, &[exit(0, &ints(&[3, 4]))]), "pipe([3, 4]) = 0");
    assert_eq!(shown("pipe", &[0x10], -24, &[]), "pipe(0x10) = -1 EMFILE (Too many open files)");
    assert_eq!(shown("getcwd", &[0x10, 100], 10, &[exit(0, b"/tmp/spec\0")]), r#"getcwd("/tmp/spec", 100) = 10"#);
    assert_eq!(
        shown("readlink", &[1, 2, 9], 3, &[exit(0, b"lnk"), exit(1, b"tgt")]),
        r#"readlink("lnk", "tgt", 9) = 3"#
    );
    let random = [exit(0, b"n\0")];
    assert_eq!(shown("getrandom", &[1, 2, 1], 2, &random), r#"getrandom("\x6e\x00", 2, GRND_NONBLOCK) = 2"#);
    let fault = [Chunk { memory: Memory::Fault(0x1234), ..exit(0, b"") }];
    assert_eq!(shown("chdir", &[0x1234], -14, &fault), "chdir(0x1234) = -1 EFAULT (Bad address)");
}

#[test]
fn what_is_read_and_written_shows_both() {
    let (before, after) = (words(&[0]), words(&[5]));
    let offset = [enter(2, &before), exit(2, &after)];
    assert_eq!(shown("sendfile", &[3, 4, 0x10, 5], 5, &offset), "sendfile(3, 4, [0 => 5], 5) = 5");
    let lengths = |after: i32| [ints(&[110]), ints(&[after])];
    let [before, after] = lengths(7);
    let name = [1, 0, 0, b'a', b'b', b's', b't'];
    let chunks = [enter(2, &before), exit(2, &after), exit(1, &name)];
    let expected = r#"getsockname(14, {sa_family=AF_UNIX, sun_path=@"abst"}, [110 => 7]) = 0"#;
    assert_eq!(shown("getsockname", &[14, 0x10, 0x20], 0, &chunks), expected);
    let room = ints(&[3]);
    let chunks = [enter(2, &room), exit(2, &after), exit(1, &name)];
    let expected = r#"getsockname(14, {sa_family=AF_UNIX, sun_path=@""}, [3 => 7]) = 0"#;
    assert_eq!(shown("getsockname", &[14, 0x10, 0x20], 0, &chunks), expected);
    let chunks = [enter(2, &before), exit(2, &before)];
    let expected = "accept4(14, 0x10, [110], SOCK_CLOEXEC) = -1 EAGAIN (Resource temporarily unavailable)";
    assert_eq!(shown("accept4", &[14, 0x10, 0x20, 0x80000], -11, &chunks), expected);
}

#[test]
fn arrays_and_strings_say_when_there_is_more() {
    let ids = ints(&[1, 2]);
    assert_eq!(shown("setgroups", &[2, 0x10], 0, &[exit(1, &ids)]), "setgroups(2, [1, 2]) = 0");
    assert_eq!(shown("setgroups", &[99, 0x10], 0, &[cut(exit(1, &ids), 396)]), "setgroups(99, [1, 2, ...]) = 0");
    assert_eq!(
        shown("setgroups", &[0xffff_ffff, 0x10], -22, &[exit(1, &ids)]),
        "setgroups(-1, 0x10) = -1 EINVAL (Invalid argument)"
    );
    let one = 1u64.to_ne_bytes();
    let many = 21u64.to_ne_bytes();
    let strings = |last| [enter(0, b"/bin/ls"), at(enter(1, b"ls"), 0, 0), at(enter(1, b"-l"), 0, 1), last];
    let chunks = strings(at(enter(2, &many), part::COUNT, 0));
    assert_eq!(
        shown("execve", &[1, 2, 0x30], 0, &chunks),
        r#"execve("/bin/ls", ["ls", "-l"], 0x30 /* 21 vars */) = 0"#
    );
    let chunks = strings(at(enter(1, &one), part::MORE, 0));
    assert_eq!(shown("execve", &[1, 2, 0], 0, &chunks), r#"execve("/bin/ls", ["ls", "-l", ...], NULL) = 0"#);
    let chunks = [enter(0, b"/bin/ls"), at(enter(2, &one), part::COUNT, 0)];
    assert_eq!(shown("execve", &[1, 2, 0x30], 0, &chunks), r#"execve("/bin/ls", [], 0x30 /* 1 var */) = 0"#);
    let fault = |address, index| Chunk { index, memory: Memory::Fault(address), ..enter(1, b"") };
    assert_eq!(
        shown("execve", &[0, 0x20, 0], -14, &[fault(0x20, 0)]),
        "execve(NULL, 0x20, NULL) = -1 EFAULT (Bad address)"
    );
    let chunks = [enter(1, b"a"), fault(0x1234, 1), fault(0x30, 2)];
    let expected = r#"execve(NULL, ["a", 0x1234, ... /* 0x30 */], NULL) = -1 EFAULT (Bad address)"#;
    assert_eq!(shown("execve", &[0, 0x20, 0], -14, &chunks), expected);
}

#[test]
fn areas_show_as_much_as_the_result_says() {
    let vectors = words(&[0x10, 3, 0x20, 9, 0x30, 9, 0, 0]);
    let chunks = [exit(1, &vectors), at(exit(1, b"abc"), 1, 0), at(cut(exit(1, b"de"), 4), 1, 1)];
    let expected = r#"readv(3, [{iov_base="abc", iov_len=3}, {iov_base="de"..., iov_len=9}, {iov_base="", iov_len=9}, {iov_base=NULL, iov_len=0}], 4) = 7"#;
    assert_eq!(shown("readv", &[3, 0x40, 4], 7, &chunks), expected);
    let expected = "readv(3, [{iov_base=0x10, iov_len=3}, {iov_base=0x20, iov_len=9}, {iov_base=0x30, iov_len=9}, {iov_base=NULL, iov_len=0}], 4) = -1 EBADF (Bad file descriptor)";
    assert_eq!(shown("readv", &[3, 0x40, 4], -9, &chunks), expected);
}

#[test]
fn what_the_kernel_overwrites_shows_as_it_was() {
    let size = |size: u32| size.to_ne_bytes().into_iter().chain([0; 60]).collect::<Vec<u8>>();
    let (one, wanted) = (size(1), size(56));
    let chunks = [enter(1, &one[..56]), exit(1, &wanted[..56])];
    let expected = "sched_setattr(0, {size=1} => {size=56}, 0) = -1 E2BIG (Argument list too long)";
    assert_eq!(shown("sched_setattr", &[0, 0x10, 0], -7, &chunks), expected);
    // The memory ends behind the size.
    let hole = Chunk { memory: Memory::Hole { bytes: &one[..6], want: 56 }, ..chunks[0] };
    assert_eq!(shown("sched_setattr", &[0, 0x10, 0], -7, &[hole, exit(1, &wanted[..4])]), expected);
    // A filter has answered: there was no entry to be seen.
    let line = shown("sched_setattr", &[0, 0x10, 0], -1, &[exit(1, &one[..56])]);
    assert!(line.starts_with("sched_setattr(0, {size=1}, 0) = -1 EPERM"), "{line}");
    let (told, found) = (ints(&[7]), ints(&[32]));
    let line = shown("lsm_list_modules", &[0x10, 0x20, 0], -7, &[enter(1, &told), exit(1, &found)]);
    assert!(line.starts_with("lsm_list_modules(0x10, [7 => 32], 0) = -1 E2BIG"), "{line}");
}

#[test]
fn a_struct_that_says_its_size_is_not_shown_beyond_it() {
    let line = |size: u32, there: usize| {
        let request = [size, 3, 5, 0, 7, 0, 9, 0].map(u32::to_ne_bytes).concat();
        let memory = match there {
            32 => exit(0, &request),
            _ => hole(exit(0, &request[..there]), 32),
        };
        shown("statmount", &[0x10, 0, 0, 0], -22, &[memory])
    };
    let first = "mnt_ns_fd=3, mnt_id=0x5, param=0x7";
    for (size, there, expected) in [
        (5, 32, "{size=5}".to_string()),
        (5, 8, "{size=5}".to_string()),
        (24, 32, format!("{{size=24, {first}}}")),
        (28, 24, format!("{{size=28, {first}}}")),
        (40, 32, format!("{{size=40, {first}, mnt_ns_id=0x9}}")),
        (32, 24, "0x10".to_string()),
        (32, 3, "0x10".to_string()),
    ] {
        assert!(line(size, there).starts_with(&format!("statmount({expected}, NULL, 0, 0)")), "{}", line(size, there));
    }
}

#[test]
fn only_the_first_version_of_capabilities_has_32() {
    let data = [1, 0, 0, 1, 0, 0].map(u32::to_ne_bytes).concat();
    let line = |version: u32, bytes: &[u8]| {
        let header = [version, 0].map(u32::to_ne_bytes).concat();
        shown("capset", &[0x10, 0x20], 0, &[enter(0, &header), enter(1, bytes)])
    };
    let both = line(0x2008_0522, &data);
    assert!(both.contains("{effective=1<<CAP_CHOWN|1<<CAP_MAC_OVERRIDE, permitted=0, inheritable=0}) = 0"), "{both}");
    let first = line(0x1998_0330, &data);
    assert!(first.contains("{effective=1<<CAP_CHOWN, permitted=0, inheritable=0}) = 0"), "{first}");
    assert_eq!(line(0x1998_0330, &data[..12]), first);
}

/// Memory that ends behind these bytes.
fn hole(mut chunk: Chunk<'_>, all: u64) -> Chunk<'_> {
    if let Memory::Bytes { bytes, .. } = chunk.memory {
        chunk.memory = Memory::Hole { bytes, want: all };
    }
    chunk
}

#[test]
fn an_array_that_runs_into_unreadable_memory_shows_what_is_there() {
    let ids = ints(&[1, 2, 3]);
    let fault = "-1 EFAULT (Bad address)";
    let groups = |count, bytes| shown("setgroups", &[count, 0x1000], -14, &[hole(exit(1, bytes), 4 * count)]);
    assert_eq!(groups(4, &ids), format!("setgroups(4, [1, 2, 3, ... /* 0x100c */]) = {fault}"));
    assert_eq!(groups(4, &ids[..10]), format!("setgroups(4, [1, 2, ... /* 0x1008 */]) = {fault}"));
    assert_eq!(groups(4, &ids[..3]), format!("setgroups(4, 0x1000) = {fault}"));
    let polled = words(&[3 | 1 << 32]);
    assert_eq!(
        shown("poll", &[0x1000, 2, 0], -14, &[hole(exit(0, &polled), 16)]),
        format!("poll([{{fd=3, events=POLLIN}}, ... /* 0x1008 */], 2, 0) = {fault}")
    );
    let vectors = words(&[0x10, 3]);
    assert_eq!(
        shown("writev", &[1, 0x1000, 2], -14, &[hole(exit(1, &vectors), 32), at(exit(1, b"abc"), 1, 0)]),
        format!("writev(1, [{{iov_base=\"abc\", iov_len=3}}, ... /* 0x1010 */], 2) = {fault}")
    );
    let semaphores = [1u16, 2, 0].map(u16::to_ne_bytes).concat();
    assert_eq!(
        shown("semop", &[1, 0x1000, 9], -14, &[hole(exit(1, &semaphores), 54)]),
        format!("semop(1, [{{sem_num=1, sem_op=2, sem_flg=0}}, ... /* 0x1006 */], 9) = {fault}")
    );
    let nodes = words(&[0]);
    let line = shown("set_mempolicy", &[2, 0x1000, 100], -14, &[hole(exit(1, &nodes), 16)]);
    assert!(line.starts_with("set_mempolicy(MPOL_BIND, [0000000000000000, ... /* 0x1008 */], 100)"), "{line}");
    let message = words(&[0; 8]);
    let line = shown("sendmmsg", &[1, 0x1000, 2, 0], 1, &[hole(exit(1, &message), 128)]);
    assert!(line.contains("msg_flags=0}, msg_len=0}, ... /* 0x1040 */], 2, 0) = 1"), "{line}");
    let line = shown("recvmmsg", &[1, 0x1000, 2, 0, 0], 1, &[hole(exit(1, &message), 128)]);
    assert!(line.contains("msg_flags=0}, msg_len=0}], 2, 0, NULL) = 1"), "{line}");
}

#[test]
fn a_string_that_runs_into_unreadable_memory_is_an_address() {
    let text = hole(exit(1, b"abc"), 10);
    assert_eq!(shown("write", &[1, 0x1000, 10], -14, &[text]), "write(1, 0x1000, 10) = -1 EFAULT (Bad address)");
    let path = hole(exit(0, b"/etc"), 4095);
    assert_eq!(shown("chdir", &[0x1000], -14, &[path]), "chdir(0x1000) = -1 EFAULT (Bad address)");
}

#[test]
fn what_the_kernel_wrote_ends_with_the_room_for_it() {
    let name = b"\x01\0/tmp/x\0";
    let (before, after) = (ints(&[4]), ints(&[9]));
    let line = |address| shown("getsockname", &[3, 0x10, 0x20], 0, &[enter(2, &before), exit(2, &after), address]);
    let expected = r#"getsockname(3, {sa_family=AF_UNIX, sun_path="/t"}, [4 => 9]) = 0"#;
    assert_eq!(line(exit(1, name)), expected);
    assert_eq!(line(hole(exit(1, &name[..4]), 9)), expected);
    assert_eq!(line(hole(exit(1, &name[..3]), 9)), "getsockname(3, 0x10, [4 => 9]) = 0");
    let message = hole(exit(1, b"dat"), 8);
    let expected = r#"recvfrom(3, "dat", 3, MSG_TRUNC, NULL, NULL) = 8"#;
    assert_eq!(shown("recvfrom", &[3, 0x10, 3, 0x20, 0, 0], 8, &[message]), expected);
}

#[test]
fn before_its_return_a_call_shows_what_it_was_given() {
    let beginning = |name, args: &[u64], chunks: &[Chunk<'_>]| {
        shown_of(&mut Text::new(false), &call(name, args, Outcome::Running, chunks), Part::Beginning)
    };
    assert_eq!(beginning("read", &[3, 0x10, 9], &[]), "read(3 <unfinished ...>");
    assert_eq!(beginning("pause", &[], &[]), "pause( <unfinished ...>");
    assert_eq!(beginning("wait4", &[9, 0, 0, 0], &[]), "wait4(9 <unfinished ...>");
    assert_eq!(
        beginning("nanosleep", &[0x10, 0], &[enter(0, &words(&[1, 2]))]),
        "nanosleep({tv_sec=1, tv_nsec=2} <unfinished ...>"
    );
    assert_eq!(
        beginning("clone", &[0x120_0011, 0, 0, 0x20, 0], &[]),
        "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD <unfinished ...>"
    );
    assert_eq!(
        beginning("rt_sigtimedwait", &[0, 0, 0, 8], &[]),
        "rt_sigtimedwait(NULL, NULL, NULL, 8 <unfinished ...>"
    );
    assert_eq!(beginning("accept", &[8, 0x10, 0x20], &[]), "accept(8 <unfinished ...>");

    let rest = call("read", &[3, 0x10, 9], Outcome::Returned(3), &[]);
    let rest = shown_of(&mut Text::new(false), &Call { chunks: &[exit(1, b"abc")], ..rest }, Part::Rest(1));
    assert_eq!(rest, r#"<... read resumed>, "abc", 9) = 3"#);
    let rest = call("clone", &[0x120_0011, 0, 0, 0x20, 0], Outcome::Returned(9), &[]);
    let rest = shown_of(&mut Text::new(false), &rest, Part::Rest(2));
    assert_eq!(rest, "<... clone resumed>, child_tidptr=0x20) = 9");
    let exit = call("exit_group", &[3], Outcome::Never, &[]);
    assert_eq!(shown_of(&mut Text::new(false), &exit, Part::Whole), "exit_group(3) = ?");
    let dying = call("read", &[3, 0x10, 9], Outcome::Never, &[]);
    assert_eq!(shown_of(&mut Text::new(false), &dying, Part::Whole), "read(3 <unfinished ...>) = ?");
}

#[test]
fn sets_are_of_the_sizes_that_the_kernel_takes() {
    let set = words(&[1 << 9]);
    let expected = "rt_sigprocmask(SIG_BLOCK, [USR1], NULL, 8) = 0";
    assert_eq!(shown("rt_sigprocmask", &[0, 0x10, 0, 8], 0, &[exit(1, &set)]), expected);
    let expected = "rt_sigprocmask(SIG_BLOCK, 0x10, NULL, 4) = -1 EINVAL (Invalid argument)";
    assert_eq!(shown("rt_sigprocmask", &[0, 0x10, 0, 4], -22, &[exit(1, &set[..4])]), expected);
    let pair = words(&[0x20, 8]);
    let chunks = [exit(5, &pair), at(exit(5, &set), part::SIGSET, 0)];
    let expected = "pselect6(0, NULL, NULL, NULL, NULL, {sigmask=[USR1], sigsetsize=8}) = 0 (Timeout)";
    assert_eq!(shown("pselect6", &[0, 0, 0, 0, 0, 0x10], 0, &chunks), expected);
    let cpus = words(&[0b1001]);
    assert_eq!(shown("sched_setaffinity", &[0, 8, 0x10], 0, &[exit(2, &cpus)]), "sched_setaffinity(0, 8, [0 3]) = 0");
    let nodes = words(&[0x6553_f100, 0]);
    let expected = "set_mempolicy(MPOL_BIND, [0x0000006553f100, 0000000000000000], 100) = 0";
    assert_eq!(shown("set_mempolicy", &[2, 0x10, 100], 0, &[exit(1, &nodes)]), expected);
}

#[test]
fn a_call_that_asks_for_a_size_shows_no_memory() {
    let chunks = [exit(0, b"f"), exit(1, b"user.a"), exit(2, b"stale")];
    assert_eq!(shown("getxattr", &[1, 2, 0x10, 0], 5, &chunks), r#"getxattr("f", "user.a", 0x10, 0) = 5"#);
    assert_eq!(shown("getxattr", &[1, 2, 0x10, 9], 5, &chunks), r#"getxattr("f", "user.a", "stale", 9) = 5"#);
}

#[test]
fn a_struct_may_lack_its_last_field() {
    let memory = [0; 33];
    let line = |len: usize| shown("rseq", &[0x10, len as u64, 0, 1], 0, &[enter(0, &memory[..len])]);
    assert!(line(32).ends_with("slice_ctrl={request=0, granted=0, __reserved=0}, __reserved=0}, 32, 0, 0x1) = 0"));
    assert_eq!(line(32), line(33).replace("33", "32"));
    assert_eq!(line(24), "rseq(0x10, 24, 0, 0x1) = 0");
}
