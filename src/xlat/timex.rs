//! Which names do the modes and the state of the kernel's clock have?

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    ADJ_OFFSET_SINGLESHOT = 0x8001;
    ADJ_OFFSET_SS_READ = 0xa001;
}

/// `modes` of `struct timex`.
pub static CLOCK_MODES: Xlat = Xlat::flags(
    "ADJ_???",
    names![
        self: ADJ_OFFSET_SS_READ, ADJ_OFFSET_SINGLESHOT;
        libc: ADJ_OFFSET, ADJ_FREQUENCY, ADJ_MAXERROR, ADJ_ESTERROR, ADJ_STATUS, ADJ_TIMECONST, ADJ_TAI, ADJ_SETOFFSET,
            ADJ_MICRO, ADJ_NANO, ADJ_TICK,
    ],
);

/// `status` of `struct timex`.
pub static CLOCK_STATUS: Xlat = Xlat::flags(
    "STA_???",
    names![
        libc: STA_PLL, STA_PPSFREQ, STA_PPSTIME, STA_FLL, STA_INS, STA_DEL, STA_UNSYNC, STA_FREQHOLD, STA_PPSSIGNAL,
            STA_PPSJITTER, STA_PPSWANDER, STA_PPSERROR, STA_CLOCKERR, STA_NANO, STA_MODE, STA_CLK,
    ],
);
