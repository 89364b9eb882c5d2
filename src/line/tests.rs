//! Do calls print as strace 7.2 prints them, and does nothing in a task's memory make that fail?
//!
//! The expected lines are strace's own, of calls that were made with these
//! arguments and this memory; addresses are shortened.

use crate::call::Call;
use crate::call::Chunk;
use crate::call::Memory;
use crate::call::Outcome;
use crate::call::Phase;
use crate::line;
use crate::options::looks::Colours;
use crate::options::looks::Constants;
use crate::options::looks::Looks;
use crate::output::End;
use crate::output::Json;
use crate::output::Line;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::Text;
use crate::output::View;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;
use crate::syscalls::part;
use crate::syscalls::row::Case;
use crate::syscalls::row::Syscall;

/// A call of that name.
fn call<'a>(name: &str, args: &[u64], outcome: Outcome, chunks: &'a [Chunk<'a>]) -> Call<'a> {
    let row = syscalls::by_name(name).expect(name);
    let mut registers = [0; 6];
    registers[..args.len()].copy_from_slice(args);
    let case = row.case(&registers);
    let params = case.map_or(row.args, |case| case.args);
    let ret = case.map_or(row.ret, |case| case.ret);
    Call {
        abi: Abi::X86_64,
        syscall: Some(row),
        nr: row.nr,
        params,
        ret,
        args: registers,
        outcome,
        chunks,
        descriptors: &[],
        resumes: None,
        depth: Depth::Brief,
    }
}

/// The line of a call, the padding before its result left out.
fn shown_of(view: &mut Text, call: &Call<'_>, part: Part) -> String {
    view.clear_lines();
    line::call(view, &Line::default(), call, part);
    let text = String::from_utf8(view.lines().to_vec()).expect("text");
    let text = text.trim_end();
    match text.rsplit_once(" = ") {
        Some((call, result)) => format!("{} = {result}", call.trim_end()),
        None => text.to_string(),
    }
}

/// The line of a call of that name that has returned.
fn shown(name: &str, args: &[u64], result: i64, chunks: &[Chunk<'_>]) -> String {
    shown_of(&mut Text::new(false), &call(name, args, Outcome::Returned(result), chunks), Part::Whole)
}

/// Memory read at exit.
fn exit(arg: u8, bytes: &[u8]) -> Chunk<'_> {
    chunk(Phase::Exit, arg, bytes)
}

/// Memory read at entry.
fn enter(arg: u8, bytes: &[u8]) -> Chunk<'_> {
    chunk(Phase::Enter, arg, bytes)
}

fn chunk(phase: Phase, arg: u8, bytes: &[u8]) -> Chunk<'_> {
    Chunk { phase, arg, part: 0, index: 0, memory: Memory::Bytes { bytes, want: bytes.len() as u64 } }
}

/// The same memory as that element of that part.
fn at(mut chunk: Chunk<'_>, part: u8, index: u32) -> Chunk<'_> {
    chunk.part = part;
    chunk.index = index;
    chunk
}

/// The same memory, of which there is more.
fn cut(mut chunk: Chunk<'_>, all: u64) -> Chunk<'_> {
    if let Memory::Bytes { want, .. } = &mut chunk.memory {
        *want = all;
    }
    chunk
}

/// Numbers as they are in memory.
fn words(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

/// Numbers of 32 bits as they are in memory.
fn ints(ints: &[i32]) -> Vec<u8> {
    ints.iter().flat_map(|int| int.to_ne_bytes()).collect()
}

const CWD: u64 = libc::AT_FDCWD as u32 as u64;
const ENOENT: i64 = -(libc::ENOENT as i64);

#[test]
fn plain_arguments_have_their_width_and_sign() {
    assert_eq!(shown("close", &[0xffff_ffff], -9, &[]), "close(-1) = -1 EBADF (Bad file descriptor)");
    assert_eq!(shown("lseek", &[3, -5i64 as u64, 1], 0, &[]), "lseek(3, -5, SEEK_CUR) = 0");
    assert_eq!(shown("chmod", &[0, 0o4755], ENOENT, &[]), "chmod(NULL, 04755) = -1 ENOENT (No such file or directory)");
    assert_eq!(shown("setreuid", &[u64::MAX, 7], 0, &[]), "setreuid(-1, 7) = 0");
    assert_eq!(shown("kill", &[1, 0xffff_ffff], -22, &[]), "kill(1, -1) = -1 EINVAL (Invalid argument)");
    assert_eq!(shown("tgkill", &[1, 2, 35], 0, &[]), "tgkill(1, 2, SIGRT_3) = 0");
    assert_eq!(
        shown("mmap", &[0, 4096, 3, 0x22, u64::MAX, 0], 0x7f00_0000_0000, &[]),
        "mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000"
    );
}

#[test]
fn a_number_of_64_bits_is_not_cut() {
    const UPPER: u64 = 0xbadc_0ded_0000_0000;
    let invalid = "-1 EINVAL (Invalid argument)";
    let line = |call: &str| format!("{call} = {invalid}");
    assert_eq!(shown("prctl", &[1, UPPER | 9], -22, &[]), line("prctl(PR_SET_PDEATHSIG, 13464652297489350665)"));
    assert_eq!(shown("prctl", &[UPPER | 1, 9], -22, &[]), line("prctl(PR_SET_PDEATHSIG, SIGKILL)"));
    assert_eq!(
        shown("prctl", &[0x5961_6d61, 0xffff_ffff], -22, &[]),
        line("prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY)")
    );
    assert_eq!(shown("fcntl", &[3, 0, UPPER | 9], -22, &[]), line("fcntl(3, F_DUPFD, -4982091776220200951)"));
    let offset = words(&[-2i64 as u64]);
    let expected = line("sendfile(4, 3, [18446744073709551614], 9)");
    assert_eq!(shown("sendfile", &[4, 3, 0x10, 9], -22, &[enter(2, &offset), exit(2, &offset)]), expected);
    let unknown = |nr| Call { syscall: None, nr, params: &[], ..call("getpid", &[], Outcome::Returned(-38), &[]) };
    // ptrace(2)'s operation is a long.
    let expected = line("ptrace(0xbadc0ded00000009 /* PTRACE_??? */, 7, 0x1, 0x9)");
    assert_eq!(shown("ptrace", &[UPPER | 9, UPPER | 7, 1, 9], -22, &[]), expected);
    let name = |nr| shown_of(&mut Text::new(false), &unknown(nr), Part::Whole).split('(').next().map(str::to_owned);
    assert_eq!(name(u32::MAX).as_deref(), Some("syscall_0xffffffffffffffff"));
    assert_eq!(name(0x4000_0027).as_deref(), Some("syscall_0x40000027"));
}

#[test]
fn numbers_are_taken_apart_by_macros() {
    assert_eq!(
        shown("ioctl", &[3, 0x5ead_beef, 5], -25, &[]),
        "ioctl(3, _IOC(_IOC_WRITE, 0xbe, 0xef, 0x1ead), 0x5) = -1 ENOTTY (Inappropriate ioctl for device)"
    );
    assert_eq!(shown("ioctl", &[3, 0x1234_5678, 0], 0, &[]), "ioctl(3, _IOC(_IOC_NONE, 0x56, 0x78, 0x1234), 0) = 0");
    assert_eq!(
        shown("quotactl", &[0x1234, 0, 5, 0], ENOENT, &[]),
        "quotactl(QCMD(0x12 /* Q_??? */, 0x34 /* ???QUOTA */), NULL, 5, NULL) = -1 ENOENT (No such file or directory)"
    );
    assert_eq!(
        shown("ioprio_set", &[1, 0, 0x4003], 0, &[]),
        "ioprio_set(IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 3)) = 0"
    );
    assert_eq!(shown("socket", &[17, 3, 0x300], 4, &[]), "socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 4");
    let wake = |op| shown("futex", &[0x10, 5, 1, 2, 0x20, op], 0, &[]);
    let expected = "futex(0x10, FUTEX_WAKE_OP, 1, 2, 0x20, FUTEX_OP_ADD<<28|0x345<<12|FUTEX_OP_CMP_LT<<24|0x678) = 0";
    assert_eq!(wake(0x1234_5678), expected);
    let expected = "futex(0x10, FUTEX_WAKE_OP, 1, 2, 0x20, FUTEX_OP_OPARG_SHIFT<<28|0x7<<28 /* FUTEX_OP_??? */|0xfff<<12|0x7<<24 /* FUTEX_OP_CMP_??? */|0) = 0";
    assert_eq!(wake(0xf7ff_f000), expected);
}

#[test]
fn an_argument_that_does_not_count_is_left_out() {
    let path = [exit(1, b"f")];
    assert_eq!(shown("openat", &[CWD, 1, 0, 0o600], 3, &path), r#"openat(AT_FDCWD, "f", O_RDONLY) = 3"#);
    assert_eq!(
        shown("openat", &[CWD, 1, 0o101, 0o600], 3, &path),
        r#"openat(AT_FDCWD, "f", O_WRONLY|O_CREAT, 0600) = 3"#
    );
    let path = [exit(0, b"nd")];
    assert_eq!(shown("mknod", &[1, 0o20640, 0x103], 0, &path), r#"mknod("nd", S_IFCHR|0640, makedev(0x1, 0x3)) = 0"#);
    assert_eq!(shown("mknod", &[1, 0o100644, 9], 0, &path), r#"mknod("nd", S_IFREG|0644) = 0"#);
    assert_eq!(shown("mknod", &[1, 0o600, 9], 0, &path), r#"mknod("nd", 0600) = 0"#);
    assert_eq!(shown("mknod", &[1, 0o160000, 9], 0, &path), r#"mknod("nd", 0160000) = 0"#);
}

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
fn wait4_writes_nothing_when_nobody_has_ended() {
    let chunks = [exit(1, &[0; 4]), exit(3, &[0; 144])];
    assert_eq!(shown("wait4", &[5, 0x10, 1, 0x20], 0, &chunks), "wait4(5, 0x10, WNOHANG, 0x20) = 0");
    let expected = "wait4(5, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], WNOHANG, {ru_utime={tv_sec=0, tv_usec=0}, ru_stime={tv_sec=0, tv_usec=0}, ...}) = 5";
    assert_eq!(shown("wait4", &[5, 0x10, 1, 0x20], 5, &chunks), expected);
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
fn a_wait_says_what_it_waited_for() {
    let polled = |revents: u64| words(&[3 | 1 << 32 | revents << 48, u64::from(u32::MAX)]);
    let fds = polled(1);
    let expected = "poll([{fd=3, events=POLLIN}, {fd=-1}], 2, -1) = 1 ([{fd=3, revents=POLLIN}])";
    assert_eq!(shown("poll", &[0x10, 2, u64::MAX], 1, &[exit(0, &fds)]), expected);
    let fds = polled(0);
    assert_eq!(
        shown("poll", &[0x10, 2, 5], 0, &[exit(0, &fds)]),
        "poll([{fd=3, events=POLLIN}, {fd=-1}], 2, 5) = 0 (Timeout)"
    );
    let (before, after) = (words(&[0x180]), words(&[0x100]));
    let (time, left) = (words(&[2, 0]), words(&[1, 999_999]));
    let chunks = [enter(2, &before), enter(4, &time), exit(2, &after), exit(4, &left)];
    let expected = "select(9, NULL, [7 8], NULL, {tv_sec=2, tv_usec=0}) = 1 (out [8], left {tv_sec=1, tv_usec=999999})";
    assert_eq!(shown("select", &[9, 0, 0x10, 0, 0x20], 1, &chunks), expected);
    assert_eq!(
        shown("select", &[0, 0, 0x10, 0, 0], 0, &chunks[..1]),
        "select(0, NULL, 0x10, NULL, NULL) = 0 (Timeout)"
    );
}

#[test]
fn an_interrupted_sleep_says_what_is_left() {
    let (time, left) = (words(&[100, 0]), words(&[99, 5]));
    let chunks = [exit(0, &time), exit(1, &left)];
    let restart = shown("nanosleep", &[0x10, 0x20], -516, &chunks);
    let expected =
        "nanosleep({tv_sec=100, tv_nsec=0}, {tv_sec=99, tv_nsec=5}) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)";
    assert_eq!(restart, expected);
    assert_eq!(shown("nanosleep", &[0x10, 0x20], 0, &chunks), "nanosleep({tv_sec=100, tv_nsec=0}, 0x20) = 0");
}

#[test]
fn no_time_is_left_that_the_kernel_did_not_write() {
    let (time, stale) = (words(&[100, 0]), words(&[7, 7]));
    let chunks = [exit(2, &time), exit(3, &stale)];
    // A sleep until some time, and one that a filter has answered.
    for (flags, result) in [(1, -514), (0, -i64::from(libc::EINTR)), (0, -22)] {
        let line = shown("clock_nanosleep", &[1, flags, 0x10, 0x20], result, &chunks);
        assert!(line.contains("{tv_sec=100, tv_nsec=0}, 0x20) = "), "{line}");
    }
    let line = shown("clock_nanosleep", &[1, 0, 0x10, 0x20], -516, &chunks);
    assert!(line.contains("{tv_sec=100, tv_nsec=0}, {tv_sec=7, tv_nsec=7}) = "), "{line}");
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
fn results_have_the_names_of_their_values() {
    assert_eq!(shown("fcntl", &[4, 1], 0, &[]), "fcntl(4, F_GETFD) = 0");
    assert_eq!(shown("fcntl", &[4, 1], 1, &[]), "fcntl(4, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
    assert_eq!(shown("fcntl", &[4, 3], 0o100002, &[]), "fcntl(4, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)");
    assert_eq!(shown("umask", &[0o22], 0, &[]), "umask(022) = 000");
    assert_eq!(shown("sched_getscheduler", &[0], 0, &[]), "sched_getscheduler(0) = 0 (SCHED_OTHER)");
    assert_eq!(
        shown("ioprio_get", &[1, 0], 4, &[]),
        "ioprio_get(IOPRIO_WHO_PROCESS, 0) = 4 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 4))"
    );
    assert_eq!(shown("rt_sigtimedwait", &[0, 0, 0, 8], 10, &[]), "rt_sigtimedwait(NULL, NULL, NULL, 8) = 10 (SIGUSR1)");
    assert_eq!(shown("lseek", &[3, 0, 0], -5000, &[]), "lseek(3, 0, SEEK_SET) = 18446744073709546616");
}

#[test]
fn a_call_of_no_table_shows_its_registers() {
    let call = Call { syscall: None, nr: 0x151, params: &[], ..call("getpid", &[1, 0], Outcome::Returned(-38), &[]) };
    let expected = "syscall_0x151(0x1, 0, 0, 0, 0, 0) = -1 ENOSYS (Function not implemented)";
    assert_eq!(shown_of(&mut Text::new(false), &call, Part::Whole), expected);
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
fn clone_has_its_arguments_in_the_order_of_the_c_library() {
    let expected = "clone(child_stack=0x1, flags=CLONE_VM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID|SIGCHLD, parent_tid=[9], tls=0x3, child_tidptr=0x2) = 9";
    let flags = 0x38_0111;
    assert_eq!(shown("clone", &[flags, 1, 0x10, 2, 3], 9, &[exit(2, &ints(&[9]))]), expected);
    assert_eq!(
        shown("clone", &[0xf0, 1], -22, &[]),
        "clone(child_stack=0x1, flags=240) = -1 EINVAL (Invalid argument)"
    );
}

#[test]
fn a_signal_handlers_return_shows_the_mask_that_it_restores() {
    let mask = words(&[2]);
    assert_eq!(
        shown("rt_sigreturn", &[], -4, &[enter(0, &mask)]),
        "rt_sigreturn({mask=[INT]}) = -1 EINTR (Interrupted system call)"
    );
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
fn socket_options_show_by_name_and_kind() {
    let option =
        |name: u64, value: &[u8]| shown("setsockopt", &[3, 1, name, 0x10, value.len() as u64], 0, &[exit(3, value)]);
    assert_eq!(option(2, &ints(&[1])), "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0");
    assert_eq!(option(13, &ints(&[1, 2])), "setsockopt(3, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=2}, 8) = 0");
    assert_eq!(option(13, &ints(&[1])), "setsockopt(3, SOL_SOCKET, SO_LINGER, 0x10, 4) = 0");
    assert_eq!(option(2, b""), "setsockopt(3, SOL_SOCKET, SO_REUSEADDR, 0x10, 0) = 0");
}

#[test]
fn an_option_that_is_an_error_shows_its_name() {
    let length = ints(&[4]);
    let value = ints(&[libc::ECONNREFUSED]);
    let chunks = [enter(4, &length), exit(4, &length), exit(3, &value)];
    let expected = "getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0";
    assert_eq!(shown("getsockopt", &[3, 1, 4, 0x10, 0x20], 0, &chunks), expected);
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

#[test]
fn file_times_have_their_dates() {
    let times = words(&[1, libc::UTIME_OMIT as u64, -5i64 as u64, 0]);
    let line = shown("utimensat", &[CWD, 0, 0x10, 0], 0, &[exit(2, &times)]);
    assert!(line.starts_with("utimensat(AT_FDCWD, NULL, [UTIME_OMIT, {tv_sec=-5, tv_nsec=0} /* 19"), "{line}");
}

/// Numbers that look random and are the same in every run: xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// A register: small, huge, negative, an address.
    fn word(&mut self) -> u64 {
        match self.below(6) {
            0 => self.below(40),
            1 => self.next(),
            2 => self.next() >> 32,
            3 => u64::MAX - self.below(600),
            4 => 0,
            _ => 1 << self.below(64),
        }
    }

    fn outcome(&mut self) -> Outcome {
        match self.below(8) {
            0 => Outcome::Running,
            1 => Outcome::Never,
            2 => Outcome::Returned(-(self.below(600) as i64)),
            3 => Outcome::Returned(self.word() as i64),
            _ => Outcome::Returned(self.below(20) as i64),
        }
    }
}

/// A call of this row or variant with anything in its registers and memory.
fn show_anything(random: &mut Random, row: &'static Syscall, case: Option<&'static Case>, views: &mut Views) {
    let mut args = [0; 6];
    args.fill_with(|| random.word());
    let params = case.map_or(row.args, |case| case.args);
    if let (Some(case), Some(select)) = (case, row.select) {
        if let Some(on) = row.args.iter().position(|arg| arg.name == select.on) {
            args[on] = case.values.first().copied().unwrap_or_default();
        }
    }
    let mut memory = [0; 300];
    memory.fill_with(|| if random.below(3) == 0 { 0 } else { random.next() as u8 });
    let mut chunks = Vec::new();
    for _ in 0..random.below(16) {
        let arg = random.below(7) as u8;
        let from = random.below(40) as usize;
        let to = from + if random.below(2) == 0 { random.below(16) } else { random.below(250) } as usize;
        let bytes = &memory[from..to];
        let memory = match random.below(8) {
            0 => Memory::Fault(random.word()),
            1 => Memory::NotRead,
            2 => Memory::Bytes { bytes, want: random.word() },
            3 => Memory::Hole { bytes, want: random.word() },
            _ => Memory::Bytes { bytes, want: bytes.len() as u64 },
        };
        let phase = if random.below(2) == 0 { Phase::Enter } else { Phase::Exit };
        let (part, index) = (random.below(6).saturating_sub(1) as u8, random.below(4).saturating_sub(1) as u32);
        chunks.push(Chunk { phase, arg, part, index, memory });
    }
    let ret = case.map_or(row.ret, |case| case.ret);
    let outcome = random.outcome();
    let resumes = (random.below(50) == 0).then_some(row);
    let call = Call {
        abi: Abi::X86_64,
        syscall: Some(row),
        nr: row.nr,
        params,
        ret,
        args,
        outcome,
        chunks: &chunks,
        descriptors: &[],
        resumes,
        depth: Depth::Brief,
    };
    let part = match random.below(3) {
        0 => Part::Beginning,
        1 => Part::Rest(random.below(7) as usize),
        _ => Part::Whole,
    };
    views.show(&call, part);
}

/// Every view, plain and with -v.
struct Views {
    text: [Text; 2],
    json: [Json; 2],
}

impl Views {
    fn show(&mut self, call: &Call<'_>, part: Part) {
        for view in &mut self.text {
            view.clear_lines();
            line::call(view, &Line::default(), call, part);
            assert_eq!(view.lines().iter().filter(|&&byte| byte == b'\n').count(), 1, "{call:?}");
        }
        for view in &mut self.json {
            view.clear_lines();
            line::call(view, &Line::default(), call, part);
            for line in view.lines().split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
                if let Err(error) = serde_json::from_slice::<serde_json::Value>(line) {
                    panic!("{error}: {}\n{call:?}", String::from_utf8_lossy(line));
                }
            }
        }
    }
}

#[test]
fn no_memory_makes_a_line_fail() {
    let mut views = Views { text: [Text::new(false), Text::new(true)], json: [Json::new(false), Json::new(true)] };
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20 {
        for row in syscalls::x86_64::TABLE {
            show_anything(&mut random, row, None, &mut views);
            for case in row.select.map_or(&[][..], |select| select.cases) {
                show_anything(&mut random, row, Some(case), &mut views);
            }
        }
    }
}

/// Whatever the line of a call is in colour, with `<33>` for the escape of that number.
fn in_colour(looks: Looks, call: &Call<'_>, part: Part) -> String {
    let mut text = Text::new(false).looking(&Looks { colours: Colours::Always, ..looks });
    line::call(&mut text, &Line::default(), call, part);
    escapes(text.lines())
}

fn escapes(lines: &[u8]) -> String {
    let text = String::from_utf8(lines.to_vec()).expect("text");
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('m').expect("an escape");
        out.push_str(&format!("<{number}>{rest}"));
    }
    out
}

// What strace 7.2 prints with --color=always.
#[test]
fn colours_are_straces() {
    let coloured = |name: &str, args: &[u64], outcome, chunks: &[Chunk<'_>]| {
        in_colour(Looks::default(), &call(name, args, outcome, chunks), Part::Whole)
    };
    assert_eq!(
        coloured(
            "openat",
            &[-100_i64 as u64, 0x1000, 0o2000000],
            Outcome::Returned(-2),
            &[enter(1, b"/etc/ld.so.preload")]
        ),
        "<33>openat<0>(<35><34>AT_FDCWD<35><0>, <35>\"/etc/ld.so.preload\"<0>, \
         <35><34>O_RDONLY|O_CLOEXEC<35><0><0>)<0> <0>=<0><0> <32>-1<0> <31>ENOENT<0> \
         <31>(No such file or directory)<0><0>\n"
    );
    assert_eq!(
        coloured("mmap", &[0, 8192, 3, 0x22, -1_i64 as u64, 0], Outcome::Returned(0x7fd25b61c000), &[]),
        "<33>mmap<0>(<35>NULL<0>, <35>8192<0>, <35><34>PROT_READ<35><0>|<35><34>PROT_WRITE<35><0>, \
         <35><34>MAP_PRIVATE<35><0>|<35><34>MAP_ANONYMOUS<35><0>, <35>-1<0>, <35>0<0><0>)<0> \
         <0>=<0><0> <32>0x7fd25b61c000<0><0>\n"
    );
    assert_eq!(
        coloured("kill", &[1139, 12], Outcome::Returned(0), &[]),
        "<33>kill<0>(<35>1139<0>, <35>SIGUSR2<0><0>)<0>                     <0>=<0><0> <32>0<0><0>\n"
    );
    assert_eq!(
        coloured("exit_group", &[0], Outcome::Never, &[]),
        "<33>exit_group<0>(<35>0<0><0>)<0>                           <0>=<0><0> <32>?<0><0>\n"
    );
}

#[test]
fn colours_begin_anew_where_the_kernel_fills_in() {
    let pair = [3_u32.to_le_bytes(), 4_u32.to_le_bytes()].concat();
    let pipe = [exit(0, &pair)];
    let pipe = call("pipe2", &[0x1000, 0], Outcome::Returned(0), &pipe);
    assert_eq!(
        in_colour(Looks::default(), &pipe, Part::Whole),
        "<33>pipe2<0>(<35><0><0>[<35>3<0>, <35>4<0>]<35><0>, <35>0<0>)<0>                        \
         <0>=<0><0> <32>0<0><0>\n"
    );
    let read = call("read", &[3, 0x1000, 4096], Outcome::Running, &[]);
    assert_eq!(in_colour(Looks::default(), &read, Part::Beginning), "<33>read<0>(<35>3<0> <unfinished ...><0>\n");
    let nothing = [exit(1, b"")];
    let rest = call("read", &[3, 0x1000, 4096], Outcome::Returned(0), &nothing);
    assert_eq!(
        in_colour(Looks::default(), &rest, Part::Rest(1)),
        "<... read resumed><0>, <35>\"\"<0>, <35>4096<0>)<0>           <0>=<0><0> <32>0<0><0>\n"
    );
}

#[test]
fn comments_have_a_colour_and_notes_one_in_all() {
    let openat = call("openat", &[-100_i64 as u64, 0, 0o2000000], Outcome::Returned(3), &[]);
    let verbose = Looks { constants: Constants::Verbose, ..Looks::default() };
    assert_eq!(
        in_colour(verbose, &openat, Part::Whole),
        "<33>openat<0>(<35>-100<36> /* AT_FDCWD<36> */<35><0>, <35>NULL<0>, \
         <35>0x80000<36> /* O_RDONLY|O_CLOEXEC<36> */<35><0><0>)<0> <0>=<0><0> <32>3<0><0>\n"
    );
    let fcntl = call("fcntl", &[3, 1], Outcome::Returned(1), &[]);
    assert_eq!(
        in_colour(Looks::default(), &fcntl, Part::Whole),
        "<33>fcntl<0>(<35>3<0>, <35><34>F_GETFD<35><0><0>)<0>                       <0>=<0><0> \
         <32>0x1<0> <32>(flags FD_CLOEXEC)<0><0>\n"
    );
}

#[test]
fn lines_that_are_no_calls_end_their_colours() {
    let mut text = Text::new(false).looking(&Looks { colours: Colours::Always, ..Looks::default() });
    text.ended(&Line::default(), End::Exited(0));
    text.stopped(&Line::default(), 19);
    text.ended(&Line { prefix: Prefix::Bracketed, tid: 1234, ..Line::default() }, End::Exited(1));
    text.notice(format_args!("a message"));
    let lines = escapes(text.lines());
    assert!(lines.starts_with("+++ exited with 0 +++<0>\n--- stopped by SIGSTOP ---<0>\n"), "{lines}");
    assert!(lines.contains("\n<0>[<35>pid  1234<0>]<35> +++ exited with 1 +++<0>\n"), "{lines}");
    assert!(lines.ends_with(": a message\n"), "{lines}");
}
