//! Which names do signals and the flags of signal calls have?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

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
