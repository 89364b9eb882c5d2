//! What is said behind a result?

use super::enter;
use super::exit;
use super::shown;
use super::words;

#[test]
fn wait4_writes_nothing_when_nobody_has_ended() {
    let chunks = [exit(1, &[0; 4]), exit(3, &[0; 144])];
    assert_eq!(shown("wait4", &[5, 0x10, 1, 0x20], 0, &chunks), "wait4(5, 0x10, WNOHANG, 0x20) = 0");
    let expected = "wait4(5, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], WNOHANG, {ru_utime={tv_sec=0, tv_usec=0}, ru_stime={tv_sec=0, tv_usec=0}, ...}) = 5";
    assert_eq!(shown("wait4", &[5, 0x10, 1, 0x20], 5, &chunks), expected);
}

#[test]
fn a_wait_says_what_it_waited_for() {
    let polled = |revents: u64| words(&[3 | 1 << 32 | revents << 48, u64::from(u32::MAX)]);
    let fds = polled(1);
    let expected = "poll([{fd=3, events=POLLIN}, {fd=-1}], 2, -1) = 1 ([{fd=3, revents=POLLIN}])";
    assert_eq!(shown("poll", &[0x10, 2, u64::MAX], 1, &[exit(0, &fds)]), expected);
    let fds = polled(0);
    assert_eq!(
        shown("poll", &[0x10, 2, 5], 0, &[exit(0, &fds)]),
        "poll([{fd=3, events=POLLIN}, {fd=-1}], 2, 5) = 0 (Timeout)"
    );
    let (before, after) = (words(&[0x180]), words(&[0x100]));
    let (time, left) = (words(&[2, 0]), words(&[1, 999_999]));
    let chunks = [enter(2, &before), enter(4, &time), exit(2, &after), exit(4, &left)];
    let expected = "select(9, NULL, [7 8], NULL, {tv_sec=2, tv_usec=0}) = 1 (out [8], left {tv_sec=1, tv_usec=999999})";
    assert_eq!(shown("select", &[9, 0, 0x10, 0, 0x20], 1, &chunks), expected);
    assert_eq!(
        shown("select", &[0, 0, 0x10, 0, 0], 0, &chunks[..1]),
        "select(0, NULL, 0x10, NULL, NULL) = 0 (Timeout)"
    );
}

#[test]
fn an_interrupted_sleep_says_what_is_left() {
    let (time, left) = (words(&[100, 0]), words(&[99, 5]));
    let chunks = [exit(0, &time), exit(1, &left)];
    let restart = shown("nanosleep", &[0x10, 0x20], -516, &chunks);
    let expected =
        "nanosleep({tv_sec=100, tv_nsec=0}, {tv_sec=99, tv_nsec=5}) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)";
    assert_eq!(restart, expected);
    assert_eq!(shown("nanosleep", &[0x10, 0x20], 0, &chunks), "nanosleep({tv_sec=100, tv_nsec=0}, 0x20) = 0");
}

#[test]
fn no_time_is_left_that_the_kernel_did_not_write() {
    let (time, stale) = (words(&[100, 0]), words(&[7, 7]));
    let chunks = [exit(2, &time), exit(3, &stale)];
    // A sleep until some time, and one that a filter has answered.
    for (flags, result) in [(1, -514), (0, -i64::from(libc::EINTR)), (0, -22)] {
        let line = shown("clock_nanosleep", &[1, flags, 0x10, 0x20], result, &chunks);
        assert!(line.contains("{tv_sec=100, tv_nsec=0}, 0x20) = "), "{line}");
    }
    let line = shown("clock_nanosleep", &[1, 0, 0x10, 0x20], -516, &chunks);
    assert!(line.contains("{tv_sec=100, tv_nsec=0}, {tv_sec=7, tv_nsec=7}) = "), "{line}");
}

#[test]
fn results_have_the_names_of_their_values() {
    assert_eq!(shown("fcntl", &[4, 1], 0, &[]), "fcntl(4, F_GETFD) = 0");
    assert_eq!(shown("fcntl", &[4, 1], 1, &[]), "fcntl(4, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
    assert_eq!(shown("fcntl", &[4, 3], 0o100002, &[]), "fcntl(4, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)");
    assert_eq!(shown("umask", &[0o22], 0, &[]), "umask(022) = 000");
    assert_eq!(shown("sched_getscheduler", &[0], 0, &[]), "sched_getscheduler(0) = 0 (SCHED_OTHER)");
    assert_eq!(
        shown("ioprio_get", &[1, 0], 4, &[]),
        "ioprio_get(IOPRIO_WHO_PROCESS, 0) = 4 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 4))"
    );
    assert_eq!(shown("rt_sigtimedwait", &[0, 0, 0, 8], 10, &[]), "rt_sigtimedwait(NULL, NULL, NULL, 8) = 10 (SIGUSR1)");
    assert_eq!(shown("lseek", &[3, 0, 0], -5000, &[]), "lseek(3, 0, SEEK_SET) = 18446744073709546616");
}

#[test]
fn a_signal_handlers_return_shows_the_mask_that_it_restores() {
    let mask = words(&[2]);
    assert_eq!(
        shown("rt_sigreturn", &[], -4, &[enter(0, &mask)]),
        "rt_sigreturn({mask=[INT]}) = -1 EINTR (Interrupted system call)"
    );
}
