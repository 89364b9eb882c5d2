//! How are the structs of processes, their limits and their system laid out?

use libc::mq_attr;
use libc::rlimit64;
use libc::rusage;
use libc::sched_param;
use libc::sembuf;
use libc::sysinfo;
use libc::utsname;
use linux_raw_sys::general;
use linux_raw_sys::general::__user_cap_data_struct;
use linux_raw_sys::general::__user_cap_header_struct;
use linux_raw_sys::general::clone_args;

use super::time::TIMEVAL;
use crate::syscalls::kind::Kind;
use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Limit;
use crate::syscalls::record::FieldKind::Nested;
use crate::syscalls::record::FieldKind::Numbers;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::record::FieldKind::Split;
use crate::syscalls::record::FieldKind::Text;
use crate::syscalls::record::FieldWhen::AnyBit;
use crate::syscalls::record::FieldWhen::AnyBitOrNotZero;
use crate::syscalls::record::FieldWhen::AnyNotZero;
use crate::syscalls::record::FieldWhen::AtLeast;
use crate::xlat::CAPABILITIES;
use crate::xlat::CAPABILITY_VERSIONS;
use crate::xlat::CLONE3_FLAGS;
use crate::xlat::FD_OPEN_FLAGS;
use crate::xlat::SCHED_FLAGS;
use crate::xlat::SCHED_POLICIES;
use crate::xlat::SEMOP_FLAGS;

/// `struct sched_attr` of linux/sched/types.h as of Linux 5.3, when the last two fields came.
#[repr(C)]
struct SchedAttr {
    size: u32,
    sched_policy: u32,
    sched_flags: u64,
    sched_nice: i32,
    sched_priority: u32,
    sched_runtime: u64,
    sched_deadline: u64,
    sched_period: u64,
    sched_util_min: u32,
    sched_util_max: u32,
}

/// The two halves of capget(2)'s and capset(2)'s data, from version 2 of them on.
#[repr(C)]
struct Capabilities {
    lower: __user_cap_data_struct,
    upper: __user_cap_data_struct,
}

const UPPER: usize = size_of::<__user_cap_data_struct>();

/// The ids that a child is to have, and how many.
const SET_TID: &[&str] = &["set_tid", "set_tid_size"];
/// Flags that give the child a place for its thread id.
const CHILD_TID: u64 = (general::CLONE_CHILD_SETTID | general::CLONE_CHILD_CLEARTID) as u64;

record! {
    /// getrlimit(2), setrlimit(2), prlimit64(2)
    RLIMIT: "rlimit" as rlimit64 {
        rlim_cur: Limit;
        rlim_max: Limit;
    }

    /// getrusage(2), wait4(2)
    RUSAGE: "rusage" as rusage {
        ru_utime: Nested(&TIMEVAL);
        ru_stime: Nested(&TIMEVAL);
        ru_maxrss: Plain(Kind::Ulong), verbose;
        ru_ixrss: Plain(Kind::Ulong), verbose;
        ru_idrss: Plain(Kind::Ulong), verbose;
        ru_isrss: Plain(Kind::Ulong), verbose;
        ru_minflt: Plain(Kind::Ulong), verbose;
        ru_majflt: Plain(Kind::Ulong), verbose;
        ru_nswap: Plain(Kind::Ulong), verbose;
        ru_inblock: Plain(Kind::Ulong), verbose;
        ru_oublock: Plain(Kind::Ulong), verbose;
        ru_msgsnd: Plain(Kind::Ulong), verbose;
        ru_msgrcv: Plain(Kind::Ulong), verbose;
        ru_nsignals: Plain(Kind::Ulong), verbose;
        ru_nvcsw: Plain(Kind::Ulong), verbose;
        ru_nivcsw: Plain(Kind::Ulong), verbose;
    }

    /// sysinfo(2)
    SYSINFO: "sysinfo" as sysinfo {
        uptime: Plain(Kind::Long);
        loads: Numbers(Kind::Ulong, 3);
        totalram: Plain(Kind::Ulong);
        freeram: Plain(Kind::Ulong);
        sharedram: Plain(Kind::Ulong);
        bufferram: Plain(Kind::Ulong);
        totalswap: Plain(Kind::Ulong);
        freeswap: Plain(Kind::Ulong);
        procs: Plain(Kind::Ushort);
        totalhigh: Plain(Kind::Ulong);
        freehigh: Plain(Kind::Ulong);
        mem_unit: Plain(Kind::Uint);
    }

    /// uname(2)
    UTSNAME: "utsname" as utsname {
        sysname: Text;
        nodename: Text;
        release: Text, verbose;
        version: Text, verbose;
        machine: Text, verbose;
        domainname: Text, verbose;
    }

    /// sched_setscheduler(2) and its like
    SCHED_PARAM: "sched_param" as sched_param {
        sched_priority: Plain(Kind::Int);
    }

    /// sched_setattr(2), sched_getattr(2)
    SCHED_ATTR: "sched_attr" as SchedAttr {
        size: Plain(Kind::Uint);
        sched_policy: Plain(Kind::Enum(&SCHED_POLICIES));
        sched_flags: Plain(Kind::Flags64(&SCHED_FLAGS));
        sched_nice: Plain(Kind::Int);
        sched_priority: Plain(Kind::Uint);
        sched_runtime: Plain(Kind::Ulong);
        sched_deadline: Plain(Kind::Ulong);
        sched_period: Plain(Kind::Ulong);
        sched_util_min: Plain(Kind::Uint) => AtLeast("size", 56);
        sched_util_max: Plain(Kind::Uint) => AtLeast("size", 56);
    }

    /// clone3(2)
    CLONE_ARGS: "clone_args" as clone_args {
        flags: Plain(Kind::Flags64(&CLONE3_FLAGS));
        pidfd: Plain(Kind::Addr) => AnyBit("flags", general::CLONE_PIDFD as u64);
        child_tid: Plain(Kind::Addr) => AnyBit("flags", CHILD_TID);
        parent_tid: Plain(Kind::Addr) => AnyBit("flags", general::CLONE_PARENT_SETTID as u64);
        exit_signal: Plain(Kind::WideSignal);
        stack: Plain(Kind::Addr);
        stack_size: Plain(Kind::Hex64);
        tls: Plain(Kind::Addr) => AnyBit("flags", general::CLONE_SETTLS as u64);
        set_tid: Plain(Kind::Addr) => AnyNotZero(SET_TID);
        set_tid_size: Plain(Kind::Ulong) => AnyNotZero(SET_TID);
        cgroup: Plain(Kind::Ulong) => AnyBitOrNotZero("flags", general::CLONE_INTO_CGROUP);
    }

    /// capget(2), capset(2): whose, and in which form
    CAP_HEADER: "__user_cap_header_struct" as __user_cap_header_struct {
        version: Plain(Kind::Enum(&CAPABILITY_VERSIONS));
        pid: Plain(Kind::Pid);
    }

    /// capget(2), capset(2): the sets
    CAP_DATA: "__user_cap_data_struct" as Capabilities {
        effective = lower.effective: Split(&CAPABILITIES, UPPER);
        permitted = lower.permitted: Split(&CAPABILITIES, UPPER + 4);
        inheritable = lower.inheritable: Split(&CAPABILITIES, UPPER + 8);
    }

    /// capget(2), capset(2): the sets as the first version has them, and every version that is none
    CAP_DATA_1: "__user_cap_data_struct" as __user_cap_data_struct {
        effective: Plain(Kind::Flags(&CAPABILITIES));
        permitted: Plain(Kind::Flags(&CAPABILITIES));
        inheritable: Plain(Kind::Flags(&CAPABILITIES));
    }

    /// semop(2), semtimedop(2)
    SEMBUF: "sembuf" as sembuf {
        sem_num: Plain(Kind::Ushort);
        sem_op: Plain(Kind::Int);
        sem_flg: Plain(Kind::Flags(&SEMOP_FLAGS));
    }

    /// mq_open(2), mq_getsetattr(2)
    MQ_ATTR: "mq_attr" as mq_attr {
        mq_flags: Plain(Kind::Flags64(&FD_OPEN_FLAGS));
        mq_maxmsg: Plain(Kind::Long);
        mq_msgsize: Plain(Kind::Long);
        mq_curmsgs: Plain(Kind::Long);
    }
}
