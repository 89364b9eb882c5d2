//! What do files that report events take: epoll, eventfd, signalfd, inotify?

use linux_raw_sys::general;

use super::names;
use super::Xlat;

/// epoll_create1(2).
pub static EPOLL_CREATE_FLAGS: Xlat = Xlat::flags(
    "EPOLL_???",
    names![
        general: EPOLL_CLOEXEC,
    ],
);

/// epoll_ctl(2).
pub static EPOLL_OPS: Xlat = Xlat::values(
    "EPOLL_CTL_???",
    names![
        general: EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD,
    ],
);

/// `struct epoll_event`.
pub static EPOLL_EVENTS: Xlat = Xlat::flags(
    "EPOLL???",
    names![
        general: EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLNVAL, EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM,
            EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP, EPOLLEXCLUSIVE, EPOLLWAKEUP, EPOLLONESHOT, EPOLLET,
    ],
);

/// eventfd2(2).
pub static EVENTFD_FLAGS: Xlat = Xlat::flags(
    "EFD_???",
    names![
        general: EFD_SEMAPHORE, EFD_CLOEXEC, EFD_NONBLOCK,
    ],
);

/// signalfd4(2).
pub static SIGNALFD_FLAGS: Xlat = Xlat::flags(
    "SFD_???",
    names![
        libc: SFD_CLOEXEC, SFD_NONBLOCK,
    ],
);

/// inotify_init1(2).
pub static INOTIFY_INIT_FLAGS: Xlat = Xlat::flags(
    "IN_???",
    names![
        general: IN_NONBLOCK, IN_CLOEXEC,
    ],
);

/// inotify_add_watch(2).
pub static INOTIFY_EVENTS: Xlat = Xlat::flags(
    "IN_???",
    names![
        general: IN_ACCESS, IN_MODIFY, IN_ATTRIB, IN_CLOSE_WRITE, IN_CLOSE_NOWRITE, IN_OPEN, IN_MOVED_FROM, IN_MOVED_TO,
            IN_CREATE, IN_DELETE, IN_DELETE_SELF, IN_MOVE_SELF, IN_UNMOUNT, IN_Q_OVERFLOW, IN_IGNORED, IN_ONLYDIR,
            IN_DONT_FOLLOW, IN_EXCL_UNLINK, IN_MASK_CREATE, IN_MASK_ADD, IN_ISDIR, IN_ONESHOT,
    ],
);
