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
use crate::syscalls::value::Value;
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
        ru_maxrss[long]: Plain(Value::Ulong), verbose;
        ru_ixrss[long]: Plain(Value::Ulong), verbose;
        ru_idrss[long]: Plain(Value::Ulong), verbose;
        ru_isrss[long]: Plain(Value::Ulong), verbose;
        ru_minflt[long]: Plain(Value::Ulong), verbose;
        ru_majflt[long]: Plain(Value::Ulong), verbose;
        ru_nswap[long]: Plain(Value::Ulong), verbose;
        ru_inblock[long]: Plain(Value::Ulong), verbose;
        ru_oublock[long]: Plain(Value::Ulong), verbose;
        ru_msgsnd[long]: Plain(Value::Ulong), verbose;
        ru_msgrcv[long]: Plain(Value::Ulong), verbose;
        ru_nsignals[long]: Plain(Value::Ulong), verbose;
        ru_nvcsw[long]: Plain(Value::Ulong), verbose;
        ru_nivcsw[long]: Plain(Value::Ulong), verbose;
    }

    /// sysinfo(2)
    SYSINFO: "sysinfo" as sysinfo {
        uptime[long]: Plain(Value::Long);
        loads[long; 3]: Numbers(Value::Ulong, 3);
        totalram[long]: Plain(Value::Ulong);
        freeram[long]: Plain(Value::Ulong);
        sharedram[long]: Plain(Value::Ulong);
        bufferram[long]: Plain(Value::Ulong);
        totalswap[long]: Plain(Value::Ulong);
        freeswap[long]: Plain(Value::Ulong);
        procs: Plain(Value::Ushort);
        ..[u16] totalhigh[long]: Plain(Value::Ulong);
        freehigh[long]: Plain(Value::Ulong);
        mem_unit: Plain(Value::Uint);
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
        sched_priority: Plain(Value::Int);
    }

    /// sched_setattr(2), sched_getattr(2)
    SCHED_ATTR: "sched_attr" as SchedAttr {
        size: Plain(Value::Uint);
        sched_policy: Plain(Value::Enum(&SCHED_POLICIES));
        sched_flags: Plain(Value::Flags64(&SCHED_FLAGS));
        sched_nice: Plain(Value::Int);
        sched_priority: Plain(Value::Uint);
        sched_runtime: Plain(Value::Ulong);
        sched_deadline: Plain(Value::Ulong);
        sched_period: Plain(Value::Ulong);
        sched_util_min: Plain(Value::Uint) => AtLeast("size", 56);
        sched_util_max: Plain(Value::Uint) => AtLeast("size", 56);
    }

    /// clone3(2)
    CLONE_ARGS: "clone_args" as clone_args {
        flags: Plain(Value::Flags64(&CLONE3_FLAGS));
        pidfd: Plain(Value::Addr) => AnyBit("flags", general::CLONE_PIDFD as u64);
        child_tid: Plain(Value::Addr) => AnyBit("flags", CHILD_TID);
        parent_tid: Plain(Value::Addr) => AnyBit("flags", general::CLONE_PARENT_SETTID as u64);
        exit_signal: Plain(Value::WideSignal);
        stack: Plain(Value::Addr);
        stack_size: Plain(Value::Hex64);
        tls: Plain(Value::Addr) => AnyBit("flags", general::CLONE_SETTLS as u64);
        set_tid: Plain(Value::Addr) => AnyNotZero(SET_TID);
        set_tid_size: Plain(Value::Ulong) => AnyNotZero(SET_TID);
        cgroup: Plain(Value::Ulong) => AnyBitOrNotZero("flags", general::CLONE_INTO_CGROUP);
    }

    /// capget(2), capset(2): whose, and in which form
    CAP_HEADER: "__user_cap_header_struct" as __user_cap_header_struct {
        version: Plain(Value::Enum(&CAPABILITY_VERSIONS));
        pid: Plain(Value::Pid);
    }

    /// capget(2), capset(2): the sets
    CAP_DATA: "__user_cap_data_struct" as Capabilities {
        effective = lower.effective: Split(&CAPABILITIES, UPPER);
        permitted = lower.permitted: Split(&CAPABILITIES, UPPER + 4);
        inheritable = lower.inheritable: Split(&CAPABILITIES, UPPER + 8);
    } ..[u32; 3]

    /// capget(2), capset(2): the sets as the first version has them, and every version that is none
    CAP_DATA_1: "__user_cap_data_struct" as __user_cap_data_struct {
        effective: Plain(Value::Flags(&CAPABILITIES));
        permitted: Plain(Value::Flags(&CAPABILITIES));
        inheritable: Plain(Value::Flags(&CAPABILITIES));
    }

    /// semop(2), semtimedop(2)
    SEMBUF: "sembuf" as sembuf {
        sem_num: Plain(Value::Ushort);
        sem_op: Plain(Value::Int);
        sem_flg: Plain(Value::Flags(&SEMOP_FLAGS));
    }

    /// mq_open(2), mq_getsetattr(2)
    MQ_ATTR: "mq_attr" as mq_attr {
        mq_flags[long]: Plain(Value::Flags64(&FD_OPEN_FLAGS));
        mq_maxmsg[long]: Plain(Value::Long);
        mq_msgsize[long]: Plain(Value::Long);
        mq_curmsgs[long]: Plain(Value::Long);
    } ..[long; 4]
}
