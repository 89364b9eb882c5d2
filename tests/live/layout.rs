//! Do structs lie in each ABI where the rule of syscalls/layout.rs says, which follows from what their members take?
//!
//! The C compiler says where they lie: it refuses a file in which that is asserted otherwise.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Command;
use std::process::Stdio;

use beetrace::syscalls::abi::Abi;
use beetrace::syscalls::layout::layout;
use beetrace::syscalls::record::Record;
use beetrace::syscalls::records;
use beetrace::syscalls::records::*;
use libtest_mimic::Trial;

use crate::common::check;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;

/// A struct in C.
struct InC {
    record: &'static Record,
    /// Its type, and the header or the lines that define it.
    name: &'static str,
    source: &'static str,
    /// Fields whose place is called otherwise there.
    paths: &'static [(&'static str, &'static str)],
    /// Whether it has members behind those that the record knows.
    grows: bool,
    /// Whether it has the same members in every ABI.
    everywhere: bool,
}

const fn header(record: &'static Record, name: &'static str, source: &'static str) -> InC {
    InC { record, name, source, paths: &[], grows: false, everywhere: true }
}

/// Both halves of what capget(2) and capset(2) take.
const CAPABILITIES: &str = "#include <linux/capability.h>
struct sets { struct __user_cap_data_struct lower, upper; };";

// What headers of Linux 6.1 do not have yet, as newer ones have it.
const PORT: &str = "#include <linux/types.h>
struct port { __u64 allowed_access, port; };";
const RULESET: &str = "#include <linux/types.h>
struct ruleset { __u64 handled_access_fs, handled_access_net, scoped; };";
const NEWER_MOUNT: &str = "#include <linux/types.h>
struct request { __u32 size, mnt_ns_fd; __u64 mnt_id, param, mnt_ns_id; };
struct xattr { __aligned_u64 value; __u32 size, flags; };
struct range { __u64 off, len; };
struct cache { __u64 nr_cache, nr_dirty, nr_writeback, nr_evicted, nr_recently_evicted; };";
const NEWER_RSEQ: &str = "#include <linux/types.h>
struct slice { __u8 request, granted; __u16 __reserved; };
struct area { __u32 cpu_id_start, cpu_id; __u64 rseq_cs; __u32 flags, node_id, mm_cid; struct slice slice_ctrl;
  __u8 __reserved; };";
const NEWER_RINGS: &str = "#include <linux/types.h>
struct submission { __u32 head, tail, ring_mask, ring_entries, flags, dropped, array, resv1; __u64 user_addr; };
struct completion { __u32 head, tail, ring_mask, ring_entries, overflow, cqes, flags, resv1; __u64 user_addr; };";
const STAT_TIMES: &[(&str, &str)] =
    &[("st_atime_nsec", "st_atim.tv_nsec"), ("st_mtime_nsec", "st_mtim.tv_nsec"), ("st_ctime_nsec", "st_ctim.tv_nsec")];

static STRUCTS: &[InC] = &[
    header(&SOCK_FPROG, "struct sock_fprog", "linux/filter.h"),
    header(&LANDLOCK_RULESET, "struct ruleset", RULESET),
    header(&LANDLOCK_PATH, "struct landlock_path_beneath_attr", "linux/landlock.h"),
    header(&LANDLOCK_PORT, "struct port", PORT),
    header(&EPOLL_EVENT, "struct epoll_event", "linux/eventpoll.h"),
    header(&IO_EVENT, "struct io_event", "linux/aio_abi.h"),
    // Room for what other ways to notify may need.
    InC {
        grows: true,
        paths: &[("sigev_notify_thread_id", "_sigev_un._tid")],
        ..header(&SIGEVENT, "struct sigevent", "signal.h")
    },
    header(&SIGVAL, "union sigval", "signal.h"),
    header(&STACK, "stack_t", "signal.h"),
    header(&TERMIOS, "struct termios", "asm/termbits.h"),
    header(&TERMIOS2, "struct termios2", "asm/termbits.h"),
    header(&WINSIZE, "struct winsize", "sys/ioctl.h"),
    // The other ABIs have a struct stat of their own, of 16 bits here and there.
    InC { paths: STAT_TIMES, everywhere: false, ..header(&STAT, "struct stat", "sys/stat.h") },
    header(&STATX, "struct statx", "linux/stat.h"),
    header(&STATX_TIMESTAMP, "struct statx_timestamp", "linux/stat.h"),
    header(&STATFS, "struct statfs", "sys/statfs.h"),
    header(&FSID, "__kernel_fsid_t", "asm/posix_types.h"),
    header(&FLOCK, "struct flock", "fcntl.h"),
    header(&FLOCK_HELD, "struct flock", "fcntl.h"),
    header(&F_OWNER_EX, "struct f_owner_ex", "fcntl.h"),
    header(&OPEN_HOW, "struct open_how", "linux/openat2.h"),
    header(&MOUNT_ATTR, "struct mount_attr", "linux/mount.h"),
    header(&MNT_ID_REQ, "struct request", NEWER_MOUNT),
    header(&XATTR_ARGS, "struct xattr", NEWER_MOUNT),
    header(&CACHESTAT_RANGE, "struct range", NEWER_MOUNT),
    header(&CACHESTAT, "struct cache", NEWER_MOUNT),
    header(&RLIMIT, "struct rlimit64", "sys/resource.h"),
    header(&RUSAGE, "struct rusage", "sys/resource.h"),
    // i386 has 8 bytes of padding at the end, which are nobody's.
    InC { grows: true, ..header(&SYSINFO, "struct sysinfo", "linux/sysinfo.h") },
    header(&UTSNAME, "struct new_utsname", "linux/utsname.h"),
    header(&SCHED_PARAM, "struct sched_param", "sched.h"),
    header(&SCHED_ATTR, "struct sched_attr", "linux/sched/types.h"),
    header(&CLONE_ARGS, "struct clone_args", "linux/sched.h"),
    header(&CAP_HEADER, "struct __user_cap_header_struct", "linux/capability.h"),
    InC {
        paths: &[
            ("effective", "lower.effective"),
            ("permitted", "lower.permitted"),
            ("inheritable", "lower.inheritable"),
        ],
        ..header(&CAP_DATA, "struct sets", CAPABILITIES)
    },
    header(&CAP_DATA_1, "struct __user_cap_data_struct", "linux/capability.h"),
    header(&SEMBUF, "struct sembuf", "sys/sem.h"),
    header(&MQ_ATTR, "struct mq_attr", "linux/mqueue.h"),
    header(&IOVEC, "struct iovec", "sys/uio.h"),
    // Its end is for io_submit(2), which shows addresses.
    InC { grows: true, ..header(&IOCB, "struct iocb", "linux/aio_abi.h") },
    header(&IO_URING_SETTINGS, "struct io_uring_params", "linux/io_uring.h"),
    header(&IO_URING_PARAMS, "struct io_uring_params", "linux/io_uring.h"),
    header(&SQ_OFFSETS, "struct submission", NEWER_RINGS),
    header(&CQ_OFFSETS, "struct completion", NEWER_RINGS),
    header(&LINGER, "struct linger", "sys/socket.h"),
    header(&UCRED, "struct ucred", "sys/socket.h"),
    header(&RSEQ, "struct area", NEWER_RSEQ),
    header(&SLICE_CONTROL, "struct slice", NEWER_RSEQ),
    header(&FUTEX_WAITV, "struct futex_waitv", "linux/futex.h"),
    header(&TIMESPEC, "struct timespec", "time.h"),
    header(&TIMEVAL, "struct timeval", "sys/time.h"),
    header(&TIMEZONE, "struct timezone", "sys/time.h"),
    header(&ITIMERVAL, "struct itimerval", "sys/time.h"),
    header(&ITIMERSPEC, "struct itimerspec", "time.h"),
    header(&TMS, "struct tms", "sys/times.h"),
    header(&UTIMBUF, "struct utimbuf", "utime.h"),
    header(&TIMEX, "struct timex", "sys/timex.h"),
];

pub fn trials() -> Vec<Trial> {
    let of = |abi: Abi, option: &'static str| {
        let name = format!("layout::the_rule_is_that_of_the_compiler_for_{}", abi.name());
        trial(&name, &[Needs::Tool("gcc"), Needs::Compiles(option)], move || compare(abi, option))
    };
    vec![
        trial("layout::every_struct_is_compared", &[], every_struct_is_compared),
        of(Abi::X86_64, "-m64"),
        of(Abi::I386, "-m32"),
        of(Abi::X32, "-mx32"),
    ]
}

fn every_struct_is_compared() -> Outcome {
    for record in records::ALL.iter().copied().flatten() {
        let compared = STRUCTS.iter().any(|known| std::ptr::eq(known.record, *record));
        check(compared, || format!("nobody looks where the members of {} are", record.name))?;
    }
    Ok(())
}

fn compare(abi: Abi, option: &str) -> Outcome {
    for known in STRUCTS.iter().filter(|known| known.everywhere || abi == Abi::X86_64) {
        let file = assertions(known, abi);
        let mut compiler = Command::new("gcc")
            .args([option, "-xc", "-fsyntax-only", "-"])
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        compiler.stdin.take().ok_or("no pipe to gcc")?.write_all(file.as_bytes())?;
        let said = compiler.wait_with_output()?;
        check(said.status.success(), || format!("{}\n{file}", String::from_utf8_lossy(&said.stderr)))?;
    }
    Ok(())
}

/// A C file that compiles when the struct lies there as the rule says.
fn assertions(known: &InC, abi: Abi) -> String {
    let place = layout(known.record, abi.model());
    let mut file = String::from("#define _GNU_SOURCE\n");
    let _ = match known.source.starts_with('#') {
        true => writeln!(file, "{}", known.source),
        false => writeln!(file, "#include <{}>", known.source),
    };
    for (number, field) in known.record.fields.iter().enumerate() {
        let path = known.paths.iter().find(|path| path.0 == field.name).map_or(field.name, |path| path.1);
        let offset = place.offset(number);
        let _ = writeln!(file, "_Static_assert(__builtin_offsetof({}, {path}) == {offset}, \"\");", known.name);
    }
    let whole = if known.grows { ">=" } else { "==" };
    let _ = writeln!(file, "_Static_assert(sizeof({}) {whole} {}, \"\");", known.name, place.size);
    file
}
