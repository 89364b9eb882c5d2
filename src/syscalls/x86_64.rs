//! Which system calls does a 64-bit x86 kernel have?
//!
//! One row each, by number: macros.rs says how to read them, words.rs what the
//! words mean. Argument names are those that strace prints with -N, which are those of
//! the manual pages, but for ids of groups and a few others; calls that no kernel has any
//! more are here too, since programs may still make them.

use linux_raw_sys::general::membarrier_cmd_flag::MEMBARRIER_CMD_FLAG_CPU;
use linux_raw_sys::general::__O_TMPFILE;
use linux_raw_sys::general::CLONE_CHILD_CLEARTID;
use linux_raw_sys::general::CLONE_CHILD_SETTID;
use linux_raw_sys::general::CLONE_PARENT_SETTID;
use linux_raw_sys::general::CLONE_PIDFD;
use linux_raw_sys::general::CLONE_SETTLS;
use linux_raw_sys::general::MREMAP_FIXED;
use linux_raw_sys::general::MREMAP_MAYMOVE;
use linux_raw_sys::general::O_CREAT;
use linux_raw_sys::general::P_PGID;
use linux_raw_sys::general::P_PID;
use linux_raw_sys::general::P_PIDFD;
use linux_raw_sys::general::S_IFBLK;
use linux_raw_sys::general::S_IFCHR;
use linux_raw_sys::general::S_IFMT;

use super::select::*;
use super::words::CLONE_FLAGS;
use super::words::*;
use crate::syscalls::records::*;
use crate::xlat::*;

/// open(2)'s flags that make a file: only with them is there a mode.
const CREATES: u64 = (O_CREAT | __O_TMPFILE) as u64;
/// The bits of mknod(2)'s mode that say what is made.
const TYPE_BITS: u64 = S_IFMT as u64;
/// The types that have a device number.
const DEVICE_TYPES: &[u64] = &[S_IFCHR as u64, S_IFBLK as u64];
/// mremap(2)'s flags that make its new address count.
const MOVES: u64 = (MREMAP_MAYMOVE | MREMAP_FIXED) as u64;
/// clone(2)'s flags that write the id, or a pidfd, into the parent's memory.
const PARENT_TID_FLAGS: u64 = (CLONE_PARENT_SETTID | CLONE_PIDFD) as u64;
/// clone(2)'s flags that write the id into the child's memory.
const CHILD_TID: u64 = (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID) as u64;
/// What waitid(2) waits for.
static WAIT_ID: Either = Either {
    on: "idtype",
    cases: &[(&[P_PIDFD as u64], Value::Fd), (&[P_PID as u64], Value::Pid), (&[P_PGID as u64], Value::Group)],
    otherwise: Value::Int,
};
/// Whose priority it is.
static PRIORITY_WHO: Either = Either {
    on: "which",
    cases: &[(&[libc::PRIO_PROCESS as u64], Value::Pid), (&[libc::PRIO_PGRP as u64], Value::Group)],
    otherwise: Value::Int,
};
/// Whose priority of I/O it is.
static IOPRIO_OF: Either = Either {
    on: "which",
    cases: &[(&[IOPRIO_WHO_PROCESS], Value::Pid), (&[IOPRIO_WHO_PGRP], Value::Group)],
    otherwise: Value::Int,
};
/// The sizes that `struct mnt_id_req` has had: when it was new, and since Linux 6.11.
const MNT_ID_REQ_SIZES: &[usize] = &[24, 32];

syscalls! {
    // 0-99
    0 read(fd: FD, buf: out_bytes(Ret), count: SIZE) -> Int, [DESC], special [COUNTS, MOVES];
    1 write(fd: FD, buf: in_bytes(Arg("count")), count: SIZE) -> Int, [DESC], special [COUNTS, MOVES];
    2 open(pathname: PATH, flags: flags(&OPEN_FLAGS), mode: MODE.when("flags", CREATES)) -> Fd, [DESC, FILE];
    3 close(fd: FD) -> Int, [DESC], special [NAMES_AT_ENTRY];
    4 stat(pathname: PATH, statbuf: out_struct(&STAT)) -> Int, [FILE, STAT, STAT_LIKE];
    5 fstat(fd: FD, statbuf: out_struct(&STAT)) -> Int, [DESC, FSTAT, STAT_LIKE];
    6 lstat(pathname: PATH, statbuf: out_struct(&STAT)) -> Int, [FILE, LSTAT, STAT_LIKE];
    7 poll(fds: pollfds(Arg("nfds")), nfds: UINT, timeout: INT) -> Poll, [DESC];
    8 lseek(fd: FD, offset: OFFSET, whence: one_of(&SEEK_WHENCE)) -> Int, [DESC];
    9 mmap(addr: ADDR, length: SIZE, prot: flags64(&PROT_FLAGS), flags: flags(&MAP_FLAGS), fd: FD, offset: HEX64) -> Hex,
        [DESC, MEMORY];
    10 mprotect(addr: ADDR, length: SIZE, prot: flags64(&PROT_FLAGS)) -> Int, [MEMORY];
    11 munmap(addr: ADDR, length: SIZE) -> Int, [MEMORY];
    12 brk(addr: ADDR) -> Hex, [MEMORY];
    13 rt_sigaction(signum: SIGNAL, act: sigaction(Dir::In), oldact: sigaction(Dir::Out), sigsetsize: SIZE) -> Int,
        [SIGNAL];
    14 rt_sigprocmask(how: one_of(&SIGPROCMASK_HOW), set: in_sigset(Arg("sigsetsize")),
        oldset: out_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [SIGNAL];
    15 rt_sigreturn(sigmask: SIGFRAME_MASK) -> Int, [SIGNAL], special [AT_ENTRY];
    16 ioctl(fd: FD, op: IOCTL_OP, argp: HEX64) -> Int, [DESC], select IOCTL;
    17 pread64(fd: FD, buf: out_bytes(Ret), count: SIZE, offset: OFFSET) -> Int, [DESC], special [MOVES];
    18 pwrite64(fd: FD, buf: in_bytes(Arg("count")), count: SIZE, offset: OFFSET) -> Int, [DESC], special [MOVES];
    19 readv(fd: FD, iov: out_iovec(Arg("iovcnt")), iovcnt: ULONG) -> Int, [DESC], special [MOVES];
    20 writev(fd: FD, iov: in_iovec(Arg("iovcnt")), iovcnt: ULONG) -> Int, [DESC], special [MOVES];
    21 access(pathname: PATH, mode: flags(&ACCESS_MODES)) -> Int, [FILE];
    22 pipe(pipefd: out_array(Value::Fd, Fixed(2))) -> Int, [DESC];
    23 select(nfds: INT, readfds: fd_set(Arg("nfds")), writefds: fd_set(Arg("nfds")), exceptfds: fd_set(Arg("nfds")),
        timeout: timeout(&TIMEVAL)) -> Select, [DESC];
    24 sched_yield() -> Int, [];
    25 mremap(old_address: ADDR, old_size: SIZE, new_size: SIZE, flags: flags64(&MREMAP_FLAGS),
        new_address: ADDR.when_one_of("flags", MOVES, &[MOVES])) -> Hex, [MEMORY];
    26 msync(addr: ADDR, length: SIZE, flags: flags(&MSYNC_FLAGS)) -> Int, [MEMORY];
    27 mincore(addr: ADDR, length: SIZE, vec: ADDR) -> Int, [MEMORY];
    28 madvise(addr: ADDR, length: SIZE, advice: one_of(&MADVISE_ADVICE)) -> Int, [MEMORY];
    29 shmget(key: one_of(&IPC_KEYS), size: SIZE, shmflg: flags(&SHMGET_FLAGS)) -> Int, [IPC];
    30 shmat(shmid: INT, shmaddr: ADDR, shmflg: flags(&SHMAT_FLAGS)) -> Hex, [IPC, MEMORY];
    31 shmctl(shmid: INT, op: flags(&SHMCTL_OPS), buf: ADDR) -> Int, [IPC];
    32 dup(oldfd: FD) -> Fd, [DESC];
    33 dup2(oldfd: FD, newfd: FD) -> Fd, [DESC], special [NAMES_AT_ENTRY];
    34 pause() -> Int, [SIGNAL];
    35 nanosleep(req: in_struct(&TIMESPEC), rem: remaining(&TIMESPEC)) -> Int, [];
    36 getitimer(which: one_of(&ITIMERS), curr_value: out_struct(&ITIMERVAL)) -> Int, [];
    37 alarm(seconds: UINT) -> Int, [];
    38 setitimer(which: one_of(&ITIMERS), new_value: in_struct(&ITIMERVAL), old_value: out_struct(&ITIMERVAL)) -> Int, [];
    39 getpid() -> Pid, [PURE];
    40 sendfile(out_fd: FD, in_fd: FD, offset: inout_ptr(Value::Ulong), count: SIZE) -> Int, [DESC, NETWORK];
    41 socket(domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: ULONG) -> Fd, [NETWORK],
        select SOCKET;
    42 connect(sockfd: FD, addr: in_sockaddr(Arg("addrlen")), addrlen: INT)
        -> Int, [NETWORK], special [DETAILS_AT_ENTRY];
    43 accept(sockfd: FD, addr: out_sockaddr("addrlen"), addrlen: SOCKLEN) -> Fd, [NETWORK];
    44 sendto(sockfd: FD, buf: in_bytes(Arg("len")), len: SIZE, flags: flags(&MSG_FLAGS),
        dest_addr: in_sockaddr(Arg("addrlen")), addrlen: INT) -> Int, [NETWORK], special [MOVES, NETLINK, DETAILS_AT_ENTRY];
    45 recvfrom(sockfd: FD, buf: out_bytes(RetUpTo("len")), len: SIZE, flags: flags(&MSG_FLAGS), src_addr: out_sockaddr("addrlen"),
        addrlen: SOCKLEN) -> Int, [NETWORK], special [MOVES, NETLINK];
    46 sendmsg(sockfd: FD, msg: in_msghdr(), flags: flags(&MSG_FLAGS)) -> Int, [NETWORK], special [MOVES, NETLINK, DETAILS_AT_ENTRY];
    47 recvmsg(sockfd: FD, msg: out_msghdr(), flags: flags(&MSG_FLAGS)) -> Int, [NETWORK], special [MOVES, NETLINK];
    48 shutdown(sockfd: FD, how: one_of(&SHUTDOWN_HOW)) -> Int, [NETWORK], special [DETAILS_AT_ENTRY];
    49 bind(sockfd: FD, addr: in_sockaddr(Arg("addrlen")), addrlen: INT)
        -> Int, [NETWORK], special [DETAILS_AT_ENTRY];
    50 listen(sockfd: FD, backlog: INT) -> Int, [NETWORK], special [DETAILS_AT_ENTRY];
    51 getsockname(sockfd: FD, addr: out_sockaddr("addrlen"), addrlen: SOCKLEN) -> Int, [NETWORK];
    52 getpeername(sockfd: FD, addr: out_sockaddr("addrlen"), addrlen: SOCKLEN) -> Int, [NETWORK];
    53 socketpair(domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: ULONG,
        sv: out_array(Value::Fd, Fixed(2))) -> Int, [NETWORK];
    54 setsockopt(sockfd: FD, level: one_of(&SOCKET_LEVELS), optname: option_name("level", Dir::In),
        optval: option_value(Dir::In, Arg("optlen")), optlen: INT) -> Int, [NETWORK];
    55 getsockopt(sockfd: FD, level: one_of(&SOCKET_LEVELS), optname: option_name("level", Dir::Out),
        optval: option_value(Dir::Out, Deref("optlen")), optlen: SOCKLEN) -> Int, [NETWORK];
    56 clone(flags: CLONE_FLAGS, child_stack: ADDR, parent_tid: PARENT_TID.when("flags", PARENT_TID_FLAGS),
        child_tidptr: ADDR.when("flags", CHILD_TID), tls: ADDR.when("flags", CLONE_SETTLS as u64)) -> Pid, [PROCESS],
        special [FORKS, CLONE_STYLE];
    57 fork() -> Pid, [PROCESS], special [FORKS];
    58 vfork() -> Pid, [PROCESS], special [FORKS];
    59 execve(pathname: PATH, argv: ARGV, envp: ENVP) -> Int, [FILE, PROCESS], special [EXECS];
    60 exit(status: INT) -> Never, [PROCESS], special [AT_ENTRY];
    61 wait4(pid: PID, status: WAIT_STATUS, options: flags(&WAIT_OPTIONS), usage: out_struct(&RUSAGE)) -> Int, [PROCESS],
        special [WRITES_IF_POSITIVE, REAPS];
    62 kill(pid: PID, signum: SIGNAL) -> Int, [PROCESS, SIGNAL];
    63 uname(buf: out_struct(&UTSNAME)) -> Int, [];
    64 semget(key: one_of(&IPC_KEYS), nsems: INT, semflg: flags(&IPCGET_FLAGS)) -> Int, [IPC];
    65 semop(semid: INT, sops: in_structs(&SEMBUF, Arg("nsops")), nsops: UINT) -> Int, [IPC];
    66 semctl(semid: INT, semnum: INT, op: flags(&SEMCTL_OPS), arg: ADDR) -> Int, [IPC];
    67 shmdt(shmaddr: ADDR) -> Int, [IPC, MEMORY];
    68 msgget(key: one_of(&IPC_KEYS), msgflg: flags(&IPCGET_FLAGS)) -> Int, [IPC];
    69 msgsnd(msqid: INT, msgp: ADDR, msgsz: SIZE, msgflg: flags(&MSG_QUEUE_FLAGS)) -> Int, [IPC];
    70 msgrcv(msqid: INT, msgp: ADDR, msgsz: SIZE, msgtyp: LONG, msgflg: flags(&MSG_QUEUE_FLAGS)) -> Int, [IPC];
    71 msgctl(msqid: INT, op: flags(&MSGCTL_OPS), buf: ADDR) -> Int, [IPC];
    72 fcntl(fd: FD, op: one_of(&FCNTL_OPS), arg: HEX64) -> Int, [DESC], select FCNTL;
    73 flock(fd: FD, op: flags(&FLOCK_OPS)) -> Int, [DESC];
    74 fsync(fd: FD) -> Int, [DESC];
    75 fdatasync(fd: FD) -> Int, [DESC];
    76 truncate(path: PATH, length: ULONG) -> Int, [FILE];
    77 ftruncate(fd: FD, length: ULONG) -> Int, [DESC];
    78 getdents(fd: FD, dirp: OLD_DIRENTS, count: UINT) -> Int, [DESC];
    79 getcwd(buf: out_path(Ret), size: SIZE) -> Int, [FILE];
    80 chdir(path: PATH) -> Int, [FILE];
    81 fchdir(fd: FD) -> Int, [DESC];
    82 rename(oldpath: PATH, newpath: PATH) -> Int, [FILE], special [ABOUT_FIRST_ONLY];
    83 mkdir(pathname: PATH, mode: MODE) -> Int, [FILE];
    84 rmdir(path: PATH) -> Int, [FILE];
    85 creat(pathname: PATH, mode: MODE) -> Fd, [DESC, FILE];
    86 link(oldpath: PATH, newpath: PATH) -> Int, [FILE];
    87 unlink(path: PATH) -> Int, [FILE];
    88 symlink(oldpath: PATH, newpath: PATH) -> Int, [FILE], special [NOT_ABOUT_FIRST];
    89 readlink(pathname: PATH, buf: out_bytes(Ret), bufsiz: SIZE) -> Int, [FILE];
    90 chmod(pathname: PATH, mode: MODE) -> Int, [FILE];
    91 fchmod(fd: FD, mode: MODE) -> Int, [DESC];
    92 chown(pathname: PATH, owner: ID, group: ID) -> Int, [FILE];
    93 fchown(fd: FD, owner: ID, group: ID) -> Int, [DESC];
    94 lchown(pathname: PATH, owner: ID, group: ID) -> Int, [FILE];
    95 umask(mask: MODE) -> Octal, [];
    96 gettimeofday(tv: out_struct(&TIMEVAL), tz: out_struct(&TIMEZONE)) -> Int, [CLOCK];
    97 getrlimit(resource: one_of(&RLIMIT_RESOURCES), rlim: out_struct(&RLIMIT)) -> Int, [];
    98 getrusage(who: one_of(&RUSAGE_WHO), usage: out_struct(&RUSAGE)) -> Int, [];
    99 sysinfo(info: out_struct(&SYSINFO)) -> Int, [];

    // 100-199
    100 times(buf: out_struct(&TMS)) -> Int, [];
    101 ptrace(op: one_of64(&PTRACE_OPS), pid: PID, addr: ADDR, data: ADDR) -> Int, [], select PTRACE;
    102 getuid() -> Int, [CREDS, PURE];
    103 syslog(type: remarked(&SYSLOG_ACTIONS), bufp: ADDR, len: INT) -> Int, [], select SYSLOG;
    104 getgid() -> Int, [CREDS, PURE];
    105 setuid(uid: ID) -> Int, [CREDS];
    106 setgid(uid: ID) -> Int, [CREDS];
    107 geteuid() -> Int, [CREDS, PURE];
    108 getegid() -> Int, [CREDS, PURE];
    109 setpgid(pid: PID, pgid: GROUP) -> Int, [];
    110 getppid() -> Pid, [PURE];
    111 getpgrp() -> Group, [PURE];
    112 setsid() -> Int, [];
    113 setreuid(ruid: ID, euid: ID) -> Int, [CREDS];
    114 setregid(ruid: ID, euid: ID) -> Int, [CREDS];
    115 getgroups(size: INT, list: out_array(Value::Id, Ret)) -> Int, [CREDS];
    116 setgroups(size: INT, list: in_array(Value::Id, Arg("size"))) -> Int, [CREDS];
    117 setresuid(ruid: ID, euid: ID, suid: ID) -> Int, [CREDS];
    118 getresuid(ruid: out_ptr(Value::Id), euid: out_ptr(Value::Id), suid: out_ptr(Value::Id)) -> Int, [CREDS];
    119 setresgid(ruid: ID, euid: ID, suid: ID) -> Int, [CREDS];
    120 getresgid(ruid: out_ptr(Value::Id), euid: out_ptr(Value::Id), suid: out_ptr(Value::Id)) -> Int, [CREDS];
    121 getpgid(pid: PID) -> Group, [];
    122 setfsuid(fsuid: ID) -> Int, [CREDS];
    123 setfsgid(fsuid: ID) -> Int, [CREDS];
    124 getsid(pid: PID) -> Group, [];
    125 capget(hdrp: in_struct(&CAP_HEADER), datap: out_capabilities("hdrp")) -> Int, [CREDS], special [READ_AT_ENTRY];
    126 capset(hdrp: in_struct(&CAP_HEADER), datap: in_capabilities("hdrp")) -> Int, [CREDS], special [READ_AT_ENTRY];
    127 rt_sigpending(set: out_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [SIGNAL];
    128 rt_sigtimedwait(set: in_sigset(Arg("sigsetsize")), info: siginfo(Dir::Out), timeout: in_struct(&TIMESPEC),
        sigsetsize: SIZE) -> Signal, [SIGNAL];
    129 rt_sigqueueinfo(tgid: PID, signum: SIGNAL, info: siginfo(Dir::In)) -> Int, [PROCESS, SIGNAL];
    130 rt_sigsuspend(set: in_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [SIGNAL];
    131 sigaltstack(ss: in_struct(&STACK), old_ss: out_struct(&STACK)) -> Int, [SIGNAL];
    132 utime(filename: PATH, times: in_struct(&UTIMBUF)) -> Int, [FILE];
    133 mknod(pathname: PATH, mode: FILE_MODE, dev: DEV.when_one_of("mode", TYPE_BITS, DEVICE_TYPES)) -> Int, [FILE];
    134 uselib(path: PATH) -> Int, [FILE];
    135 personality(persona: flags(&PERSONALITIES)) -> Flags("", &PERSONALITIES, Styled), [], select PERSONALITY;
    136 ustat(dev: DEV, ubuf: ADDR) -> Int, [STATFS_LIKE];
    137 statfs(pathname: PATH, buf: out_struct(&STATFS)) -> Int, [FILE, STATFS, STATFS_LIKE];
    138 fstatfs(fd: FD, buf: out_struct(&STATFS)) -> Int, [DESC, FSTATFS, STATFS_LIKE];
    139 sysfs(arg1: HEX64, arg2: HEX64, arg3: HEX64) -> Int, [];
    140 getpriority(which: one_of(&PRIORITY_WHICH), who: either(&PRIORITY_WHO)) -> Int, [];
    141 setpriority(which: one_of(&PRIORITY_WHICH), who: either(&PRIORITY_WHO), prio: INT) -> Int, [];
    142 sched_setparam(pid: PID, param: in_struct(&SCHED_PARAM)) -> Int, [];
    143 sched_getparam(pid: PID, param: out_struct(&SCHED_PARAM)) -> Int, [];
    144 sched_setscheduler(pid: PID, policy: flags(&SCHED_POLICY_FLAGS), param: in_struct(&SCHED_PARAM)) -> Int, [];
    145 sched_getscheduler(pid: PID) -> Flags("", &SCHED_POLICY_FLAGS, Named), [];
    146 sched_get_priority_max(policy: one_of(&SCHED_POLICIES)) -> Int, [];
    147 sched_get_priority_min(policy: one_of(&SCHED_POLICIES)) -> Int, [];
    148 sched_rr_get_interval(pid: PID, tp: out_struct(&TIMESPEC)) -> Int, [];
    149 mlock(addr: ADDR, length: SIZE) -> Int, [MEMORY];
    150 munlock(addr: ADDR, length: SIZE) -> Int, [MEMORY];
    151 mlockall(flags: flags(&MLOCKALL_FLAGS)) -> Int, [MEMORY];
    152 munlockall() -> Int, [MEMORY];
    153 vhangup() -> Int, [];
    154 modify_ldt(func: INT, ptr: ADDR, bytecount: SIZE) -> Int, [];
    155 pivot_root(oldpath: PATH, newpath: PATH) -> Int, [FILE];
    156 _sysctl(args: ADDR) -> Int, [];
    157 prctl(op: one_of(&PRCTL_OPS), arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [CREDS],
        special [RENAMES], select PRCTL;
    158 arch_prctl(op: one_of(&ARCH_PRCTL_OPS), addr: HEX64) -> Int, [], select ARCH_PRCTL;
    159 adjtimex(buf: out_struct(&TIMEX)) -> Enum(&TIME_STATES), [CLOCK];
    160 setrlimit(resource: one_of(&RLIMIT_RESOURCES), rlim: in_struct(&RLIMIT)) -> Int, [];
    161 chroot(path: PATH) -> Int, [FILE];
    162 sync() -> Int, [];
    163 acct(path: PATH) -> Int, [FILE];
    164 settimeofday(tv: in_struct(&TIMEVAL), tz: in_struct(&TIMEZONE)) -> Int, [CLOCK];
    165 mount(source: PATH, target: PATH, filesystemtype: STR, mountflags: flags64(&MOUNT_FLAGS), data: STR) -> Int, [FILE],
        select MOUNT;
    166 umount2(target: PATH, flags: flags(&UMOUNT_FLAGS)) -> Int, [FILE];
    167 swapon(path: PATH, swapflags: flags(&SWAP_FLAGS)) -> Int, [FILE];
    168 swapoff(path: PATH) -> Int, [FILE];
    169 reboot(magic: one_of(&REBOOT_MAGIC1), magic2: one_of(&REBOOT_MAGIC2), op: one_of(&REBOOT_CMDS), arg: UNUSED)
        -> Int, [], select REBOOT;
    170 sethostname(name: in_bytes(Arg("len")), len: UINT) -> Int, [];
    171 setdomainname(name: in_bytes(Arg("len")), len: UINT) -> Int, [];
    172 iopl(level: INT) -> Int, [];
    173 ioperm(from: HEX64, num: HEX64, turn_on: INT) -> Int, [];
    174 create_module(arg1: HEX64, arg2: HEX64) -> Int, [];
    175 init_module(module_image: ADDR, len: SIZE, param_values: STR) -> Int, [];
    176 delete_module(name: STR, flags: flags(&DELETE_MODULE_FLAGS)) -> Int, [];
    177 get_kernel_syms(arg1: HEX64) -> Int, [];
    178 query_module(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [];
    179 quotactl(op: QUOTA_OP, special: PATH, id: ID, addr: ADDR) -> Int, [FILE];
    180 nfsservctl(arg1: HEX64, arg2: HEX64, arg3: HEX64) -> Int, [];
    181 getpmsg(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [NETWORK];
    182 putpmsg(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [NETWORK];
    183 afs_syscall(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [];
    184 tuxcall(arg1: HEX64, arg2: HEX64, arg3: HEX64) -> Int, [];
    185 security(arg1: HEX64, arg2: HEX64, arg3: HEX64) -> Int, [];
    186 gettid() -> Pid, [PURE];
    187 readahead(fd: FD, offset: OFFSET, count: SIZE) -> Int, [DESC];
    188 setxattr(pathname: PATH, name: STR, value: in_text(Arg("size")), size: SIZE, flags: flags(&XATTR_FLAGS)) -> Int,
        [FILE];
    189 lsetxattr(pathname: PATH, name: STR, value: in_text(Arg("size")), size: SIZE, flags: flags(&XATTR_FLAGS)) -> Int,
        [FILE];
    190 fsetxattr(fd: FD, name: STR, value: in_text(Arg("size")), size: SIZE, flags: flags(&XATTR_FLAGS)) -> Int, [DESC];
    191 getxattr(pathname: PATH, name: STR, value: out_text(RetIfRoom("size")), size: SIZE) -> Int, [FILE];
    192 lgetxattr(pathname: PATH, name: STR, value: out_text(RetIfRoom("size")), size: SIZE) -> Int, [FILE];
    193 fgetxattr(fd: FD, name: STR, value: out_text(RetIfRoom("size")), size: SIZE) -> Int, [DESC];
    194 listxattr(pathname: PATH, list: out_bytes(RetIfRoom("size")), size: SIZE) -> Int, [FILE];
    195 llistxattr(pathname: PATH, list: out_bytes(RetIfRoom("size")), size: SIZE) -> Int, [FILE];
    196 flistxattr(fd: FD, list: out_bytes(RetIfRoom("size")), size: SIZE) -> Int, [DESC];
    197 removexattr(pathname: PATH, name: STR) -> Int, [FILE];
    198 lremovexattr(pathname: PATH, name: STR) -> Int, [FILE];
    199 fremovexattr(fd: FD, name: STR) -> Int, [DESC];

    // 200-299
    200 tkill(tid: PID, signum: SIGNAL) -> Int, [PROCESS, SIGNAL];
    201 time(tloc: out_ptr(Value::Time)) -> Time, [CLOCK];
    202 futex(uaddr: ADDR, futex_op: flags(&FUTEX_OPS), val: UINT, timeout: HEX64, uaddr2: HEX64, val3: HEX) -> Int, [],
        select FUTEX;
    203 sched_setaffinity(pid: PID, cpusetsize: UINT, mask: in_cpu_set(Arg("cpusetsize"))) -> Int, [];
    204 sched_getaffinity(pid: PID, cpusetsize: UINT, mask: out_cpu_set(Ret)) -> Int, [];
    205 set_thread_area(u_info: ADDR) -> Int, [];
    206 io_setup(nr_events: UINT, ctx_idp: out_ptr(Value::Addr)) -> Int, [MEMORY];
    207 io_destroy(ctx_id: ADDR) -> Int, [MEMORY];
    208 io_getevents(ctx_id: ADDR, min_nr: LONG, nr: LONG, events: out_structs(&IO_EVENT, Ret),
        timeout: in_struct(&TIMESPEC)) -> Int, [];
    209 io_submit(ctx_id: ADDR, nr: LONG, iocbpp: in_array(Value::Addr, Arg("nr"))) -> Int, [];
    210 io_cancel(ctx_id: ADDR, iocb: in_struct(&IOCB), result: out_struct(&IO_EVENT)) -> Int, [];
    211 get_thread_area(u_info: ADDR) -> Int, [];
    212 lookup_dcookie(cookie: ULONG, buffer: out_path(Ret), len: SIZE) -> Int, [];
    213 epoll_create(size: INT) -> Fd, [DESC];
    214 epoll_ctl_old(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64) -> Int, [];
    215 epoll_wait_old(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64) -> Int, [];
    216 remap_file_pages(addr: ADDR, size: SIZE, prot: flags64(&PROT_FLAGS), pgoff: ULONG, flags: flags(&MAP_FLAGS))
        -> Int, [MEMORY];
    217 getdents64(fd: FD, dirp: DIRENTS, count: UINT) -> Int, [DESC];
    218 set_tid_address(tidptr: ADDR) -> Pid, [];
    219 restart_syscall() -> Int, [], special [RESUMES];
    220 semtimedop(semid: INT, sops: in_structs(&SEMBUF, Arg("nsops")), nsops: UINT, timeout: in_struct(&TIMESPEC))
        -> Int, [IPC];
    221 fadvise64(fd: FD, offset: OFFSET, len: SIZE, advice: one_of(&FADVISE)) -> Int, [DESC];
    222 timer_create(clockid: one_of(&CLOCKS), sevp: in_struct(&SIGEVENT), timerid: out_ptr(Value::Int)) -> Int, [];
    223 timer_settime(timerid: INT, flags: flags(&TIMER_FLAGS), new_value: in_struct(&ITIMERSPEC),
        old_value: out_struct(&ITIMERSPEC)) -> Int, [];
    224 timer_gettime(timerid: INT, curr_value: out_struct(&ITIMERSPEC)) -> Int, [];
    225 timer_getoverrun(timerid: INT) -> Int, [];
    226 timer_delete(timerid: INT) -> Int, [];
    227 clock_settime(clockid: one_of(&CLOCKS), tp: in_struct(&TIMESPEC)) -> Int, [CLOCK];
    228 clock_gettime(clockid: one_of(&CLOCKS), tp: out_struct(&TIMESPEC)) -> Int, [CLOCK];
    229 clock_getres(clockid: one_of(&CLOCKS), tp: out_struct(&TIMESPEC)) -> Int, [CLOCK];
    230 clock_nanosleep(clockid: one_of(&CLOCKS), flags: flags(&TIMER_FLAGS), request: in_struct(&TIMESPEC),
        remain: remaining(&TIMESPEC)) -> Int, [];
    231 exit_group(status: INT) -> Never, [PROCESS], special [AT_ENTRY];
    232 epoll_wait(epfd: FD, events: out_structs(&EPOLL_EVENT, Ret), maxevents: INT, timeout: INT) -> Int, [DESC];
    233 epoll_ctl(epfd: FD, op: one_of(&EPOLL_OPS), fd: FD, event: in_struct(&EPOLL_EVENT)) -> Int, [DESC],
        special [NOT_ABOUT_FIRST], select EPOLL_CTL;
    234 tgkill(tgid: PID, tid: PID, signum: SIGNAL) -> Int, [PROCESS, SIGNAL];
    235 utimes(pathname: PATH, times: OLD_FILE_TIMES) -> Int, [FILE];
    236 vserver(arg1: HEX64, arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [];
    237 mbind(addr: ADDR, len: SIZE, mode: flags64(&MPOL_MODES), nodemask: in_node_mask("maxnode"), maxnode: ULONG,
        flags: flags(&MBIND_FLAGS)) -> Int, [MEMORY];
    238 set_mempolicy(mode: flags(&MPOL_MODES), nodemask: in_node_mask("maxnode"), maxnode: ULONG) -> Int, [MEMORY];
    239 get_mempolicy(mode: out_ptr(Value::Flags(&MPOL_MODES)), nodemask: out_node_mask("maxnode"), maxnode: ULONG,
        addr: ADDR, flags: flags64(&GET_MEMPOLICY_FLAGS)) -> Int, [MEMORY];
    240 mq_open(name: PATH, flags: flags(&OPEN_FLAGS), mode: MODE.when("flags", O_CREAT as u64),
        attr: in_struct(&MQ_ATTR).when("flags", O_CREAT as u64)) -> Fd, [DESC], special [NOT_ABOUT_FIRST];
    241 mq_unlink(path: PATH) -> Int, [], special [NOT_ABOUT_FIRST];
    242 mq_timedsend(mqdes: FD, msg_ptr: in_bytes(Arg("msg_len")), msg_len: SIZE, msg_prio: UINT,
        abs_timeout: in_struct(&TIMESPEC)) -> Int, [DESC];
    243 mq_timedreceive(mqdes: FD, msg_ptr: out_bytes(Ret), msg_len: SIZE, msg_prio: out_ptr(Value::Uint),
        abs_timeout: in_struct(&TIMESPEC)) -> Int, [DESC];
    244 mq_notify(mqdes: FD, sevp: in_struct(&SIGEVENT)) -> Int, [DESC];
    245 mq_getsetattr(mqdes: FD, newattr: in_struct(&MQ_ATTR), oldattr: out_struct(&MQ_ATTR)) -> Int, [DESC];
    246 kexec_load(entry: ADDR, nr_segments: ULONG, segments: ADDR,
        flags: flags64(&KEXEC_FLAGS)) -> Int, [];
    247 waitid(idtype: one_of(&WAIT_ID_TYPES), id: either(&WAIT_ID), siginfo: siginfo(Dir::Out), options: flags(&WAIT_OPTIONS),
        usage: out_struct(&RUSAGE)) -> Int, [PROCESS], special [DETAILS_AT_ENTRY, REAPS];
    248 add_key(type: STR, description: STR, payload: in_bytes(Arg("plen")), plen: SIZE, keyring: named(&KEY_SERIALS))
        -> Int, [];
    249 request_key(type: STR, description: STR, callout_info: STR, dest_keyring: named(&KEY_SERIALS)) -> Int, [];
    250 keyctl(operation: one_of(&KEYCTL_OPS), arg2: HEX64, arg3: HEX64, arg4: HEX64, arg5: HEX64) -> Int, [],
        select KEYCTL;
    251 ioprio_set(which: one_of(&IOPRIO_WHO), who: either(&IOPRIO_OF), ioprio: IOPRIO) -> Int, [];
    252 ioprio_get(which: one_of(&IOPRIO_WHO), who: either(&IOPRIO_OF)) -> Ioprio, [];
    253 inotify_init() -> Fd, [DESC];
    254 inotify_add_watch(fd: FD, pathname: PATH, mask: flags(&INOTIFY_EVENTS)) -> Int, [DESC, FILE];
    255 inotify_rm_watch(fd: FD, wd: INT) -> Int, [DESC];
    256 migrate_pages(pid: PID, maxnode: ULONG, old_nodes: in_node_mask("maxnode"), new_nodes: in_node_mask("maxnode"))
        -> Int, [MEMORY];
    257 openat(dirfd: DIRFD, pathname: PATH, flags: flags(&OPEN_FLAGS), mode: MODE.when("flags", CREATES))
        -> Fd, [DESC, FILE];
    258 mkdirat(dirfd: DIRFD, pathname: PATH, mode: MODE) -> Int, [DESC, FILE];
    259 mknodat(dirfd: DIRFD, pathname: PATH, mode: FILE_MODE, dev: DEV.when_one_of("mode", TYPE_BITS, DEVICE_TYPES))
        -> Int, [DESC, FILE];
    260 fchownat(dirfd: DIRFD, pathname: PATH, owner: ID, group: ID, flags: flags(&AT_FLAGS)) -> Int, [DESC, FILE];
    261 futimesat(dirfd: DIRFD, pathname: PATH, times: OLD_FILE_TIMES) -> Int, [DESC, FILE];
    262 newfstatat(dirfd: DIRFD, pathname: PATH, statbuf: out_struct(&STAT), flags: flags(&AT_FLAGS)) -> Int, [DESC,
        FILE, FSTAT, STAT_LIKE];
    263 unlinkat(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_FLAGS))
        -> Int, [DESC, FILE], special [NAMES_AT_ENTRY];
    264 renameat(olddirfd: DIRFD, oldpath: PATH, newdirfd: DIRFD, newpath: PATH)
        -> Int, [DESC, FILE], special [NAMES_AT_ENTRY];
    265 linkat(olddirfd: DIRFD, oldpath: PATH, newdirfd: DIRFD, newpath: PATH, flags: flags(&AT_FLAGS))
        -> Int, [DESC, FILE];
    266 symlinkat(target: PATH, newdirfd: DIRFD, linkpath: PATH) -> Int, [DESC, FILE], special [NOT_ABOUT_FIRST];
    267 readlinkat(dirfd: DIRFD, pathname: PATH, buf: out_path(Ret), bufsiz: SIZE) -> Int, [DESC, FILE];
    268 fchmodat(dirfd: DIRFD, pathname: PATH, mode: MODE) -> Int, [DESC, FILE];
    269 faccessat(dirfd: DIRFD, pathname: PATH, mode: flags(&ACCESS_MODES)) -> Int, [DESC, FILE];
    270 pselect6(nfds: INT, readfds: fd_set(Arg("nfds")), writefds: fd_set(Arg("nfds")),
        exceptfds: fd_set(Arg("nfds")), timeout: timeout(&TIMESPEC), sig: SIGSET_ARG) -> Select, [DESC];
    271 ppoll(fds: pollfds(Arg("nfds")), nfds: UINT, tmo_p: timeout(&TIMESPEC), sigmask: in_sigset(Arg("sigsetsize")),
        sigsetsize: SIZE) -> Poll, [DESC];
    272 unshare(flags: flags64(&UNSHARE_FLAGS)) -> Int, [], special [ENTERS_SPACES];
    273 set_robust_list(addr: ADDR, length: SIZE) -> Int, [];
    274 get_robust_list(pid: PID, head_ptr: out_ptr(Value::Addr), len_ptr: out_ptr(Value::Ulong)) -> Int, [];
    275 splice(fd_in: FD, off_in: in_ptr(Value::Long), fd_out: FD, off_out: in_ptr(Value::Long), len: SIZE,
        flags: flags(&SPLICE_FLAGS)) -> Int, [DESC], special [READ_AT_ENTRY];
    276 tee(fd_in: FD, fd_out: FD, len: SIZE, flags: flags(&SPLICE_FLAGS)) -> Int, [DESC];
    277 sync_file_range(fd: FD, offset: OFFSET, nbytes: OFFSET, flags: flags(&SYNC_FILE_RANGE_FLAGS)) -> Int, [DESC];
    278 vmsplice(fd: FD, iov: in_iovec(Arg("nr_segs")), nr_segs: ULONG, flags: flags(&SPLICE_FLAGS)) -> Int, [DESC], special [MOVES];
    279 move_pages(pid: PID, count: ULONG, pages: in_array(Value::Addr, Arg("count")),
        nodes: in_array(Value::Int, Arg("count")), status: out_array(Value::Int, Arg("count")),
        flags: flags(&MOVE_PAGES_FLAGS)) -> Int, [MEMORY];
    280 utimensat(dirfd: DIRFD, pathname: PATH, times: FILE_TIMES, flags: flags(&AT_FLAGS)) -> Int, [DESC, FILE];
    281 epoll_pwait(epfd: FD, events: out_structs(&EPOLL_EVENT, Ret), maxevents: INT, timeout: INT,
        sigmask: in_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [DESC];
    282 signalfd(fd: FD, mask: in_sigset(Arg("sizemask")), sizemask: SIZE) -> Fd, [DESC, SIGNAL];
    283 timerfd_create(clockid: one_of(&CLOCKS), flags: flags(&TIMERFD_FLAGS)) -> Fd, [DESC];
    284 eventfd(initval: UINT) -> Fd, [DESC];
    285 fallocate(fd: FD, mode: flags(&FALLOCATE_MODES), offset: OFFSET, len: OFFSET) -> Int, [DESC];
    286 timerfd_settime(fd: FD, flags: flags(&TIMERFD_FLAGS), new_value: in_struct(&ITIMERSPEC),
        old_value: out_struct(&ITIMERSPEC)) -> Int, [DESC];
    287 timerfd_gettime(fd: FD, curr_value: out_struct(&ITIMERSPEC)) -> Int, [DESC];
    288 accept4(sockfd: FD, addr: out_sockaddr("addrlen"), addrlen: SOCKLEN, flags: flags(&ACCEPT_FLAGS))
        -> Fd, [NETWORK];
    289 signalfd4(fd: FD, mask: in_sigset(Arg("sizemask")), sizemask: SIZE, flags: flags(&SIGNALFD_FLAGS))
        -> Fd, [DESC, SIGNAL];
    290 eventfd2(initval: UINT, flags: flags(&EVENTFD_FLAGS)) -> Fd, [DESC];
    291 epoll_create1(flags: flags(&EPOLL_CREATE_FLAGS)) -> Fd, [DESC];
    292 dup3(oldfd: FD, newfd: FD, flags: flags(&FD_OPEN_FLAGS)) -> Fd, [DESC], special [NAMES_AT_ENTRY];
    293 pipe2(pipefd: out_array(Value::Fd, Fixed(2)), flags: flags(&FD_OPEN_FLAGS)) -> Int, [DESC];
    294 inotify_init1(flags: flags(&INOTIFY_INIT_FLAGS)) -> Fd, [DESC];
    295 preadv(fd: FD, iov: out_iovec(Arg("iovcnt")), iovcnt: ULONG, offset: OFFSET) -> Int, [DESC], special [MOVES];
    296 pwritev(fd: FD, iov: in_iovec(Arg("iovcnt")), iovcnt: ULONG, offset: OFFSET) -> Int, [DESC], special [MOVES];
    297 rt_tgsigqueueinfo(tgid: PID, tid: PID, signum: SIGNAL, info: siginfo(Dir::In)) -> Int, [PROCESS, SIGNAL];
    298 perf_event_open(attr: ADDR, pid: INT, cpu: INT, group_fd: FD,
        flags: flags64(&PERF_EVENT_FLAGS)) -> Fd, [DESC], special [NOT_ABOUT_FIRST];
    299 recvmmsg(sockfd: FD, msgvec: out_mmsghdr(Arg("vlen")), vlen: UINT, flags: flags(&MSG_FLAGS),
        timeout: timeout(&TIMESPEC)) -> Wait, [NETWORK];

    // 300-
    300 fanotify_init(flags: flags(&FANOTIFY_INIT_FLAGS), event_f_flags: flags(&OPEN_FLAGS)) -> Fd, [DESC];
    301 fanotify_mark(fanotify_fd: FD, flags: flags(&FANOTIFY_MARK_FLAGS), mask: flags64(&FANOTIFY_EVENTS),
        dirfd: fd_or(&FANOTIFY_DIRS), pathname: PATH) -> Int, [DESC, FILE], special [NOT_ABOUT_FIRST];
    302 prlimit64(pid: PID, resource: one_of(&RLIMIT_RESOURCES), new_limit: in_struct(&RLIMIT),
        old_limit: out_struct(&RLIMIT)) -> Int, [];
    303 name_to_handle_at(dirfd: DIRFD, pathname: PATH, handle: ADDR, mount_id: out_ptr(Value::Int),
        flags: flags(&AT_HANDLE_FLAGS)) -> Int, [DESC, FILE];
    304 open_by_handle_at(mount_fd: DIRFD, handle: ADDR, flags: flags(&OPEN_FLAGS)) -> Fd, [DESC];
    305 clock_adjtime(clockid: one_of(&CLOCKS), buf: out_struct(&TIMEX)) -> Enum(&TIME_STATES), [CLOCK];
    306 syncfs(fd: FD) -> Int, [DESC];
    307 sendmmsg(sockfd: FD, msgvec: in_mmsghdr(Arg("vlen")), vlen: UINT, flags: flags(&MSG_FLAGS))
        -> Int, [NETWORK], special [DETAILS_AT_ENTRY];
    308 setns(fd: FD, nstype: flags(&NAMESPACES)) -> Int, [DESC], special [ENTERS_SPACES];
    309 getcpu(cpu: out_ptr(Value::Uint), node: out_ptr(Value::Uint), tcache: ADDR) -> Int, [];
    310 process_vm_readv(pid: PID, local_iov: out_iovec(Arg("liovcnt")), liovcnt: ULONG,
        remote_iov: in_structs(&IOVEC, Arg("riovcnt")), riovcnt: ULONG, flags: ULONG) -> Int, [];
    311 process_vm_writev(pid: PID, local_iov: in_iovec(Arg("liovcnt")), liovcnt: ULONG,
        remote_iov: in_structs(&IOVEC, Arg("riovcnt")), riovcnt: ULONG, flags: ULONG) -> Int, [];
    312 kcmp(pid1: PID, pid2: PID, type: one_of(&KCMP_TYPES), idx1: HEX64, idx2: HEX64) -> Int, [], select KCMP;
    313 finit_module(fd: FD, param_values: STR, flags: flags(&MODULE_INIT_FLAGS)) -> Int, [DESC];
    314 sched_setattr(pid: PID, attr: SCHED_ATTR_ARG, flags: HEX) -> Int, [];
    315 sched_getattr(pid: PID, attr: out_sized(&SCHED_ATTR, Arg("size")), size: UINT,
        flags: flags(&SCHED_GETATTR_FLAGS)) -> Int, [];
    316 renameat2(olddirfd: DIRFD, oldpath: PATH, newdirfd: DIRFD, newpath: PATH, flags: flags(&RENAME_FLAGS))
        -> Int, [DESC, FILE], special [NAMES_AT_ENTRY];
    317 seccomp(operation: one_of(&SECCOMP_OPS), flags: HEX, args: ADDR) -> Int, [], select SECCOMP;
    318 getrandom(buf: out_binary(Ret), buflen: SIZE, flags: flags(&RANDOM_FLAGS)) -> Int, [];
    319 memfd_create(name: STR, flags: flags(&MEMFD_FLAGS)) -> Fd, [DESC];
    320 kexec_file_load(kernel_fd: FD, initrd_fd: FD, cmdline_len: ULONG, cmdline: in_bytes(Arg("cmdline_len")),
        flags: flags64(&KEXEC_FILE_FLAGS)) -> Int, [DESC];
    321 bpf(cmd: one_of(&BPF_COMMANDS), attr: ADDR, size: UINT) -> Int, [DESC], select BPF;
    322 execveat(dirfd: DIRFD, pathname: PATH, argv: ARGV, envp: ENVP, flags: flags(&AT_EXEC_FLAGS))
        -> Int, [DESC, FILE, PROCESS], special [NAMES_AT_ENTRY, EXECS];
    323 userfaultfd(flags: flags(&USERFAULTFD_FLAGS)) -> Fd, [DESC];
    324 membarrier(cmd: one_of(&MEMBARRIER_COMMANDS), flags: flags(&MEMBARRIER_FLAGS),
        cpu_id: INT.when("flags", MEMBARRIER_CMD_FLAG_CPU as u64)) -> Int, [], select MEMBARRIER;
    325 mlock2(addr: ADDR, length: SIZE, flags: flags(&MLOCK_FLAGS)) -> Int, [MEMORY];
    326 copy_file_range(fd_in: FD, off_in: in_ptr(Value::Long), fd_out: FD, off_out: in_ptr(Value::Long), len: SIZE,
        flags: UINT) -> Int, [DESC], special [READ_AT_ENTRY];
    327 preadv2(fd: FD, iov: out_iovec(Arg("iovcnt")), iovcnt: ULONG, offset: OFFSET, high: UNUSED,
        flags: flags(&RWF_FLAGS)) -> Int, [DESC], special [MOVES];
    328 pwritev2(fd: FD, iov: in_iovec(Arg("iovcnt")), iovcnt: ULONG, offset: OFFSET, high: UNUSED,
        flags: flags(&RWF_FLAGS)) -> Int, [DESC], special [MOVES];
    329 pkey_mprotect(addr: ADDR, length: SIZE, prot: flags64(&PROT_FLAGS), pkey: INT) -> Int, [MEMORY];
    330 pkey_alloc(flags: HEX64, access_rights: flags64(&PKEY_RIGHTS)) -> Int, [];
    331 pkey_free(pkey: INT) -> Int, [];
    332 statx(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_STATX_FLAGS), mask: flags(&STATX_MASK),
        statxbuf: out_struct(&STATX)) -> Int, [DESC, FILE, FSTAT, STAT_LIKE];
    333 io_pgetevents(ctx_id: ADDR, min_nr: LONG, nr: LONG, events: out_structs(&IO_EVENT, Ret),
        timeout: in_struct(&TIMESPEC), sig: SIGSET_ARG) -> Int, [];
    334 rseq(rseq: in_extended(&RSEQ, Arg("rseq_len")), rseq_len: UINT, flags: flags(&RSEQ_FLAGS), sig: HEX) -> Int, [],
        special [READ_AT_ENTRY];
    335 uretprobe() -> Int, [];
    424 pidfd_send_signal(pidfd: FD, signum: SIGNAL, info: siginfo(Dir::In), flags: flags(&PIDFD_SIGNAL_FLAGS))
        -> Int, [DESC, PROCESS, SIGNAL];
    425 io_uring_setup(entries: UINT, params: filled(&IO_URING_SETTINGS, &IO_URING_PARAMS)) -> Fd, [DESC];
    426 io_uring_enter(fd: FD, to_submit: UINT, min_complete: UINT, flags: flags(&IORING_ENTER_FLAGS),
        sigset: in_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [DESC, SIGNAL];
    427 io_uring_register(fd: FD, opcode: flags(&IORING_REGISTER_OPS), arg: ADDR, nr_args: UINT) -> Int, [DESC, MEMORY],
        select IO_URING_REGISTER;
    428 open_tree(dirfd: DIRFD, pathname: PATH, flags: flags(&OPEN_TREE_FLAGS)) -> Fd, [DESC, FILE];
    429 move_mount(from_dfd: DIRFD, from_pathname: PATH, to_dfd: DIRFD, to_pathname: PATH,
        flags: flags(&MOVE_MOUNT_FLAGS)) -> Int, [DESC, FILE];
    430 fsopen(fsname: STR, flags: flags(&FSOPEN_FLAGS)) -> Fd, [DESC];
    431 fsconfig(fd: FD, cmd: one_of(&FSCONFIG_COMMANDS), key: ADDR, value: ADDR, aux: INT) -> Int, [DESC, FILE],
        special [NOT_ABOUT_FIRST], select FSCONFIG;
    432 fsmount(fd: FD, flags: flags(&FSMOUNT_FLAGS), attr_flags: flags(&MOUNT_ATTRIBUTES)) -> Fd, [DESC];
    433 fspick(dirfd: DIRFD, pathname: PATH, flags: flags(&FSPICK_FLAGS)) -> Fd, [DESC, FILE];
    434 pidfd_open(pid: PID, flags: flags(&PIDFD_FLAGS)) -> Fd, [DESC];
    435 clone3(cl_args: clone_args(Arg("size")), size: SIZE) -> Pid, [PROCESS], special [FORKS];
    436 close_range(first: UINT, last: UINT, flags: flags(&CLOSE_RANGE_FLAGS)) -> Int, [];
    437 openat2(dirfd: DIRFD, pathname: PATH, how: in_whole(&OPEN_HOW, Arg("size")), size: SIZE) -> Fd, [DESC, FILE];
    438 pidfd_getfd(pidfd: FD, targetfd: THEIR_FD, flags: HEX) -> Fd, [DESC];
    439 faccessat2(dirfd: DIRFD, pathname: PATH, mode: flags(&ACCESS_MODES), flags: flags(&AT_ACCESS_FLAGS))
        -> Int, [DESC, FILE];
    440 process_madvise(pidfd: FD, iovec: in_structs(&IOVEC, Arg("n")), n: ULONG, advice: one_of(&MADVISE_ADVICE),
        flags: HEX) -> Int, [DESC];
    441 epoll_pwait2(epfd: FD, events: out_structs(&EPOLL_EVENT, Ret), maxevents: INT, timeout: in_struct(&TIMESPEC),
        sigmask: in_sigset(Arg("sigsetsize")), sigsetsize: SIZE) -> Int, [DESC];
    442 mount_setattr(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_MOUNT_FLAGS), attr: in_whole(&MOUNT_ATTR,
        Arg("size")),
        size: SIZE) -> Int, [DESC, FILE];
    443 quotactl_fd(fd: FD, op: QUOTA_OP, id: ID, addr: ADDR) -> Int, [DESC];
    444 landlock_create_ruleset(attr: in_sized(&LANDLOCK_RULESET, Arg("size")), size: SIZE,
        flags: flags(&LANDLOCK_RULESET_FLAGS))
        -> Fd, [DESC], select LANDLOCK_CREATE;
    445 landlock_add_rule(ruleset_fd: FD, rule_type: one_of(&LANDLOCK_RULES), rule_attr: ADDR,
        flags: flags(&LANDLOCK_RULE_FLAGS)) -> Int, [DESC], select LANDLOCK_RULE;
    446 landlock_restrict_self(ruleset_fd: FD, flags: HEX) -> Int, [DESC];
    447 memfd_secret(flags: flags(&MEMFD_SECRET_FLAGS)) -> Fd, [DESC];
    448 process_mrelease(pidfd: FD, flags: HEX) -> Int, [DESC];
    449 futex_waitv(waiters: in_structs(&FUTEX_WAITV, Arg("nr_futexes")), nr_futexes: UINT, flags: HEX,
        timeout: in_struct(&TIMESPEC), clockid: one_of(&CLOCKS)) -> Int, [];
    450 set_mempolicy_home_node(start: ADDR, len: SIZE, home_node: ULONG, flags: HEX64) -> Int, [MEMORY];
    451 cachestat(fd: FD, cstat_range: in_struct(&CACHESTAT_RANGE), cstat: out_struct(&CACHESTAT), flags: HEX)
        -> Int, [DESC];
    452 fchmodat2(dirfd: DIRFD, pathname: PATH, mode: MODE, flags: flags(&AT_NODE_FLAGS)) -> Int, [DESC, FILE];
    453 map_shadow_stack(addr: ADDR, len: SIZE, flags: flags(&SHADOW_STACK_FLAGS)) -> Int, [MEMORY];
    454 futex_wake(uaddr: ADDR, mask: HEX64, nr: INT, flags: flags(&FUTEX2_FLAGS)) -> Int, [];
    455 futex_wait(uaddr: ADDR, val: ULONG, mask: HEX64, flags: flags(&FUTEX2_FLAGS), timeout: in_struct(&TIMESPEC),
        clockid: one_of(&CLOCKS)) -> Int, [];
    456 futex_requeue(waiters: in_structs(&FUTEX_WAITV, Fixed(2)), flags: HEX, nr_wake: INT, nr_requeue: INT) -> Int,
        [];
    457 statmount(req: self_sized(&MNT_ID_REQ, MNT_ID_REQ_SIZES), buf: ADDR, bufsize: SIZE, flags: flags(&STATMOUNT_FLAGS)) -> Int, [];
    458 listmount(req: self_sized(&MNT_ID_REQ, MNT_ID_REQ_SIZES), mnt_ids: out_array(Value::Hex64, Ret), nr_mnt_ids: ULONG,
        flags: flags(&LISTMOUNT_FLAGS)) -> Int, [];
    459 lsm_get_self_attr(attr: one_of(&LSM_ATTRIBUTES), ctx: ADDR, size: inout_ptr(Value::Uint),
        flags: flags(&LSM_FLAGS)) -> Int, [];
    460 lsm_set_self_attr(attr: one_of(&LSM_ATTRIBUTES), ctx: ADDR, size: UINT, flags: HEX) -> Int, [];
    461 lsm_list_modules(ids: out_array(Value::Enum64(&LSM_IDS), Ret), size: inout_ptr(Value::Uint), flags: HEX)
        -> Int, [];
    462 mseal(addr: ADDR, length: SIZE, flags: HEX64) -> Int, [MEMORY];
    463 setxattrat(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_NODE_FLAGS), name: STR, args: in_whole(&XATTR_ARGS,
        Arg("size")),
        size: SIZE) -> Int, [DESC, FILE];
    464 getxattrat(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_NODE_FLAGS), name: STR, args: in_whole(&XATTR_ARGS,
        Arg("size")),
        size: SIZE) -> Int, [DESC, FILE];
    465 listxattrat(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_NODE_FLAGS), list: out_bytes(RetIfRoom("size")), size: SIZE)
        -> Int, [DESC, FILE];
    466 removexattrat(dirfd: DIRFD, pathname: PATH, flags: flags(&AT_NODE_FLAGS), name: STR) -> Int, [DESC, FILE];
    467 open_tree_attr(dirfd: DIRFD, pathname: PATH, flags: flags(&OPEN_TREE_FLAGS), attr: in_whole(&MOUNT_ATTR,
        Arg("size")),
        size: SIZE) -> Fd, [DESC, FILE];
    468 file_getattr(dirfd: DIRFD, pathname: PATH, attr: ADDR, size: SIZE, flags: flags(&AT_NODE_FLAGS))
        -> Int, [DESC, FILE];
    469 file_setattr(dirfd: DIRFD, pathname: PATH, attr: ADDR, size: SIZE, flags: flags(&AT_NODE_FLAGS))
        -> Int, [DESC, FILE];
    470 listns(req: ADDR, ns_ids: out_array(Value::Hex64, Ret), nr_ns_ids: ULONG, flags: HEX) -> Int, [];
    471 rseq_slice_yield() -> Int, [];
}
