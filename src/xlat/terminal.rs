//! Which names do a terminal's modes have?

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Name;
use super::Xlat;

unlisted! {
    N_TTY = 0;
    N_SLIP = 1;
    N_MOUSE = 2;
    N_PPP = 3;
    N_STRIP = 4;
    N_AX25 = 5;
    N_X25 = 6;
    N_6PACK = 7;
    N_MASC = 8;
    N_R3964 = 9;
    N_PROFIBUS_FDL = 10;
    N_IRDA = 11;
    N_SMSBLOCK = 12;
    N_HDLC = 13;
    N_SYNC_PPP = 14;
    N_HCI = 15;
    N_GIGASET_M101 = 16;
    N_SLCAN = 17;
    N_PPS = 18;
    N_V253 = 19;
    N_CAIF = 20;
    N_GSM0710 = 21;
    N_TI_WL = 22;
    N_TRACESINK = 23;
    N_TRACEROUTER = 24;
    N_NCI = 25;
    N_SPEAKUP = 26;
    N_NULL = 27;
}

/// `c_iflag` of `struct termios`.
pub static TERMINAL_INPUT: &[Xlat] = &[Xlat::flags(
    "",
    names![
        general: IGNBRK, BRKINT, IGNPAR, PARMRK, INPCK, ISTRIP, INLCR, IGNCR, ICRNL, IUCLC, IXON, IXANY, IXOFF, IMAXBEL,
            IUTF8,
    ],
)];

/// `c_lflag` of `struct termios`.
pub static TERMINAL_LOCAL: &[Xlat] = &[Xlat::flags(
    "",
    names![
        general: ISIG, ICANON, XCASE, ECHO, ECHOE, ECHOK, ECHONL, NOFLSH, IEXTEN, ECHOCTL, ECHOPRT, ECHOKE, FLUSHO,
            PENDIN, TOSTOP, EXTPROC,
    ],
)];

/// `c_oflag` of `struct termios`: the delays, each an enumeration, and the flags.
pub static TERMINAL_OUTPUT: &[Xlat] = &[
    Xlat::mixed("", general::NLDLY as u64, names![general: NL0, NL1], &[]),
    Xlat::mixed("", general::CRDLY as u64, names![general: CR0, CR1, CR2, CR3], &[]),
    Xlat::mixed("", general::TABDLY as u64, names![general: TAB0, TAB1, TAB2, XTABS], &[]),
    Xlat::mixed("", general::BSDLY as u64, names![general: BS0, BS1], &[]),
    Xlat::mixed("", general::VTDLY as u64, names![general: VT0, VT1], &[]),
    Xlat::mixed("", general::FFDLY as u64, names![general: FF0, FF1], &[]),
    Xlat::flags("", names![general: OPOST, OLCUC, ONLCR, OCRNL, ONOCR, ONLRET, OFILL, OFDEL]),
];

/// `c_cflag` of `struct termios`: the speeds and the size of a character, each an enumeration, and the flags.
pub static TERMINAL_CONTROL: &[Xlat] = &[
    Xlat::mixed("", general::CBAUD as u64, SPEEDS, &[]),
    Xlat::mixed("", general::CIBAUD as u64, INPUT_SPEEDS, &[]),
    Xlat::mixed("", general::CSIZE as u64, names![general: CS5, CS6, CS7, CS8], &[]),
    Xlat::flags("", names![general: CSTOPB, CREAD, PARENB, PARODD, HUPCL, CLOCAL, CMSPAR, CRTSCTS]),
];

const SPEEDS: &[Name] = names![
    general: B0, B50, B75, B110, B134, B150, B200, B300, B600, B1200, B1800, B2400, B4800, B9600, B19200, B38400,
        B57600, B115200, B230400, B460800, B500000, B576000, B921600, B1000000, B1152000, B1500000, B2000000,
        B2500000, B3000000, B3500000, B4000000, BOTHER,
];

/// Rows of input speeds; speed 0, "as the output", has none.
macro_rules! input_speeds {
    ($($name:ident),* $(,)?) => {
        &[$(((general::$name as u64) << general::IBSHIFT, concat!(stringify!($name), "<<IBSHIFT"))),*]
    };
}

const INPUT_SPEEDS: &[Name] = input_speeds![
    B50, B75, B110, B134, B150, B200, B300, B600, B1200, B1800, B2400, B4800, B9600, B19200, B38400, B57600, B115200,
    B230400, B460800, B500000, B576000, B921600, B1000000, B1152000, B1500000, B2000000, B2500000, B3000000, B3500000,
    B4000000, BOTHER,
];

/// `c_line` of `struct termios`: line disciplines.
pub static LINE_DISCIPLINES: Xlat = Xlat::values(
    "N_???",
    names![
        self: N_TTY, N_SLIP, N_MOUSE, N_PPP, N_STRIP, N_AX25, N_X25, N_6PACK, N_MASC, N_R3964, N_PROFIBUS_FDL, N_IRDA,
            N_SMSBLOCK, N_HDLC, N_SYNC_PPP, N_HCI, N_GIGASET_M101, N_SLCAN, N_PPS, N_V253, N_CAIF, N_GSM0710, N_TI_WL,
            N_TRACESINK, N_TRACEROUTER, N_NCI, N_SPEAKUP, N_NULL,
    ],
);

/// Names of the places in `c_cc` of `struct termios`.
pub static CONTROL_CHARACTERS: Xlat = Xlat::values(
    "",
    names![
        general: VINTR, VQUIT, VERASE, VKILL, VEOF, VTIME, VMIN, VSWTC, VSTART, VSTOP, VSUSP, VEOL, VREPRINT,
            VDISCARD, VWERASE, VLNEXT, VEOL2,
    ],
);
