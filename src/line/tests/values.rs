//! Do numbers and names print as strace prints them?

use super::call;
use super::enter;
use super::exit;
use super::ints;
use super::shown;
use super::shown_of;
use super::words;
use super::CWD;
use super::ENOENT;
use crate::call::Call;
use crate::call::Outcome;
use crate::output::Part;
use crate::output::Text;

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
fn a_call_of_no_table_shows_its_registers() {
    let call = Call { syscall: None, nr: 0x151, params: &[], ..call("getpid", &[1, 0], Outcome::Returned(-38), &[]) };
    let expected = "syscall_0x151(0x1, 0, 0, 0, 0, 0) = -1 ENOSYS (Function not implemented)";
    assert_eq!(shown_of(&mut Text::new(false), &call, Part::Whole), expected);
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
fn file_times_have_their_dates() {
    let times = words(&[1, libc::UTIME_OMIT as u64, -5i64 as u64, 0]);
    let line = shown("utimensat", &[CWD, 0, 0x10, 0], 0, &[exit(2, &times)]);
    assert!(line.starts_with("utimensat(AT_FDCWD, NULL, [UTIME_OMIT, {tv_sec=-5, tv_nsec=0} /* 19"), "{line}");
}
