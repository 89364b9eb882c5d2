//! Why was a signal sent? The codes of siginfo_t.

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    AUDIT_ARCH_X86_64 = 0xc000003e;
    AUDIT_ARCH_I386 = 0x40000003;
    AUDIT_ARCH_AARCH64 = 0xc00000b7;
    AUDIT_ARCH_ARM = 0x40000028;
    AUDIT_ARCH_RISCV64 = 0xc00000f3;
}

/// `si_code` of any signal, beside those of its own.
pub static SIGNAL_CODES: Xlat = Xlat::values(
    "",
    names![
        general: SI_USER, SI_QUEUE, SI_TIMER, SI_MESGQ, SI_ASYNCIO, SI_SIGIO, SI_TKILL, SI_DETHREAD, SI_ASYNCNL,
            SI_KERNEL,
    ],
);

/// The table of `si_code` for a signal that has codes of its own.
pub fn codes_of(signo: u32) -> Option<&'static Xlat> {
    match signo {
        general::SIGILL => Some(&ILL_CODES),
        general::SIGFPE => Some(&FPE_CODES),
        general::SIGSEGV => Some(&SEGV_CODES),
        general::SIGBUS => Some(&BUS_CODES),
        general::SIGTRAP => Some(&TRAP_CODES),
        general::SIGCHLD => Some(&CHLD_CODES),
        general::SIGIO => Some(&POLL_CODES),
        general::SIGSYS => Some(&SYS_CODES),
        _ => None,
    }
}

static ILL_CODES: Xlat = Xlat::values(
    "",
    names![
        general: ILL_ILLOPC, ILL_ILLOPN, ILL_ILLADR, ILL_ILLTRP, ILL_PRVOPC, ILL_PRVREG, ILL_COPROC, ILL_BADSTK,
            ILL_BADIADDR,
    ],
);

static FPE_CODES: Xlat = Xlat::values(
    "",
    names![
        general: FPE_INTDIV, FPE_INTOVF, FPE_FLTDIV, FPE_FLTOVF, FPE_FLTUND, FPE_FLTRES, FPE_FLTINV, FPE_FLTSUB,
            FPE_FLTUNK, FPE_CONDTRAP,
    ],
);

static SEGV_CODES: Xlat = Xlat::values(
    "",
    names![
        general: SEGV_MAPERR, SEGV_ACCERR, SEGV_BNDERR, SEGV_PKUERR, SEGV_ACCADI, SEGV_ADIDERR, SEGV_ADIPERR,
            SEGV_MTEAERR, SEGV_MTESERR, SEGV_CPERR,
    ],
);

static BUS_CODES: Xlat = Xlat::values(
    "",
    names![
        general: BUS_ADRALN, BUS_ADRERR, BUS_OBJERR, BUS_MCEERR_AR, BUS_MCEERR_AO,
    ],
);

static TRAP_CODES: Xlat = Xlat::values(
    "",
    names![
        general: TRAP_BRKPT, TRAP_TRACE, TRAP_BRANCH, TRAP_HWBKPT, TRAP_UNK, TRAP_PERF,
    ],
);

static CHLD_CODES: Xlat = Xlat::values(
    "",
    names![
        general: CLD_EXITED, CLD_KILLED, CLD_DUMPED, CLD_TRAPPED, CLD_STOPPED, CLD_CONTINUED,
    ],
);

static POLL_CODES: Xlat = Xlat::values(
    "",
    names![
        general: POLL_IN, POLL_OUT, POLL_MSG, POLL_ERR, POLL_PRI, POLL_HUP,
    ],
);

static SYS_CODES: Xlat = Xlat::values(
    "",
    names![
        general: SYS_SECCOMP, SYS_USER_DISPATCH,
    ],
);

/// `si_arch` of a SIGSYS that seccomp sent.
pub static AUDIT_ARCHES: Xlat = Xlat::values(
    "AUDIT_ARCH_???",
    names![
        self: AUDIT_ARCH_X86_64, AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64, AUDIT_ARCH_ARM, AUDIT_ARCH_RISCV64,
    ],
);
