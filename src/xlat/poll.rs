//! What can poll(2) wait for?

use linux_raw_sys::general;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    POLL_BUSY_LOOP = 0x8000;
}

/// `events` and `revents` of `struct pollfd`.
pub static POLL_EVENTS: Xlat = Xlat::flags(
    "POLL???",
    names![
        general: POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL, POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND,
            POLLMSG, POLLREMOVE, POLLRDHUP;
        self: POLL_BUSY_LOOP,
    ],
);
