//! Which names do signals and the flags of signal calls have?

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Name;
use super::Xlat;

unlisted! {
    SA_INTERRUPT = 0x20000000;
}

/// The signals that are not real-time
pub static SIGNALS: Xlat = Xlat::values(
    "SIG_???",
    names![
        general: SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2,
            SIGPIPE, SIGALRM, SIGTERM, SIGSTKFLT, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU,
            SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS,
    ],
);

/// rt_sigprocmask(2)
pub static SIGPROCMASK_HOW: Xlat = Xlat::values(
    "SIG_???",
    names![
        general: SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK,
    ],
);

/// `ss_flags` of sigaltstack(2)
pub static SIGALTSTACK_FLAGS: Xlat = Xlat::flags(
    "SS_???",
    names![
        general: SS_ONSTACK, SS_DISABLE, SS_AUTODISARM,
    ],
);

/// `sa_flags` of rt_sigaction(2)
pub static SIGACTION_FLAGS: Xlat = Xlat::flags(
    "SA_???",
    names![
        general: SA_RESTORER, SA_ONSTACK, SA_RESTART;
        self: SA_INTERRUPT;
        general: SA_NODEFER, SA_RESETHAND, SA_SIGINFO, SA_NOCLDSTOP, SA_NOCLDWAIT,
    ],
);

/// The name of a signal: `SIGINT`, `SIGRT_3`. There is none for 0.
pub fn signal_name(signo: u32) -> Option<&'static str> {
    let index = usize::try_from(signo.checked_sub(1)?).ok()?;
    NAMES.get(index).copied()
}

/// All signals with their numbers.
pub(super) const ROWS: &[Name] = &{
    let mut rows = [(0, ""); NAMES.len()];
    let mut index = 0;
    while index < rows.len() {
        rows[index] = (index as u64 + 1, NAMES[index]);
        index += 1;
    }
    rows
};

/// Names of the signals from 1 on; strace counts the real-time signals from SIGRTMIN.
const NAMES: [&str; 64] = [
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGILL",
    "SIGTRAP",
    "SIGABRT",
    "SIGBUS",
    "SIGFPE",
    "SIGKILL",
    "SIGUSR1",
    "SIGSEGV",
    "SIGUSR2",
    "SIGPIPE",
    "SIGALRM",
    "SIGTERM",
    "SIGSTKFLT",
    "SIGCHLD",
    "SIGCONT",
    "SIGSTOP",
    "SIGTSTP",
    "SIGTTIN",
    "SIGTTOU",
    "SIGURG",
    "SIGXCPU",
    "SIGXFSZ",
    "SIGVTALRM",
    "SIGPROF",
    "SIGWINCH",
    "SIGIO",
    "SIGPWR",
    "SIGSYS",
    "SIGRTMIN",
    "SIGRT_1",
    "SIGRT_2",
    "SIGRT_3",
    "SIGRT_4",
    "SIGRT_5",
    "SIGRT_6",
    "SIGRT_7",
    "SIGRT_8",
    "SIGRT_9",
    "SIGRT_10",
    "SIGRT_11",
    "SIGRT_12",
    "SIGRT_13",
    "SIGRT_14",
    "SIGRT_15",
    "SIGRT_16",
    "SIGRT_17",
    "SIGRT_18",
    "SIGRT_19",
    "SIGRT_20",
    "SIGRT_21",
    "SIGRT_22",
    "SIGRT_23",
    "SIGRT_24",
    "SIGRT_25",
    "SIGRT_26",
    "SIGRT_27",
    "SIGRT_28",
    "SIGRT_29",
    "SIGRT_30",
    "SIGRT_31",
    "SIGRT_32",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_at_the_numbers_of_the_c_library() {
        for (number, name) in [
            (libc::SIGHUP, "SIGHUP"),
            (libc::SIGKILL, "SIGKILL"),
            (libc::SIGUSR2, "SIGUSR2"),
            (libc::SIGCHLD, "SIGCHLD"),
            (libc::SIGURG, "SIGURG"),
            (libc::SIGSYS, "SIGSYS"),
        ] {
            assert_eq!(signal_name(number as u32), Some(name));
        }
        assert_eq!(signal_name(32), Some("SIGRTMIN"));
        assert_eq!(signal_name(33), Some("SIGRT_1"));
        assert_eq!(signal_name(64), Some("SIGRT_32"));
    }

    #[test]
    fn numbers_that_are_no_signals_have_no_name() {
        assert_eq!(signal_name(0), None);
        assert_eq!(signal_name(65), None);
        assert_eq!(signal_name(u32::MAX), None);
    }
}
