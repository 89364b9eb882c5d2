// options: -e trace=nanosleep,sched_setattr,capget,capset,io_uring_setup,clock_nanosleep,sendfile,exit_group
// What the kernel overwrites is shown as the program passed it in, and what it never writes is not shown.
#include "expect.h"
#include <linux/capability.h>
#include <linux/io_uring.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>

// A task that there is not.
#define NOBODY 0x7ffffff1

static void set_size(unsigned *attr, unsigned size) {
  memset(attr, 0, 64);
  attr[0] = size;
}

static void nothing(int signal) { (void)signal; }

// Waits until the parent sleeps in that call, and ends the sleep.
static void wake(int parent, int number) {
  char path[64], call[64];
  sprintf(path, "/proc/%d/syscall", parent);
  for (;;) {
    FILE *file = fopen(path, "r");
    if (file && fgets(call, sizeof call, file) && atoi(call) == number) break;
    if (file) fclose(file);
  }
  kill(parent, SIGUSR1);
  _exit(0);
}

// A child that wakes this task; its end is no signal, which would come now before and now after what follows.
static int waker(int number) {
  mark();
  signal(SIGUSR1, nothing);
  int parent = getpid(), child = sys(SYS_clone, 0, NULL);
  if (child == 0) wake(parent, number);
  mark();
  return child;
}

// States that it has done so.
static void gone(int child) {
  expect_line("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d, si_uid=0} ---", child);
  mark();
  waitpid(child, NULL, __WALL);
  mark();
}

int main(void) {
  int in = open("/proc/self/exe", O_RDONLY), out = open("out", O_CREAT | O_WRONLY, 0600);
  begin();
  unsigned attr[16];
  // The kernel says which size it wants.
  set_size(attr, 1);
  expect(sys(SYS_sched_setattr, 0, attr, 0), "sched_setattr(0, {size=1} => {size=%u}, 0)", attr[0]);
  set_size(attr, 40);
  expect(sys(SYS_sched_setattr, 0, attr, 0), "sched_setattr(0, {size=40} => {size=%u}, 0)", attr[0]);
  const char *first = "sched_policy=SCHED_OTHER, sched_flags=0, sched_nice=0, sched_priority=0, sched_runtime=0, "
                      "sched_deadline=0, sched_period=0";
  set_size(attr, 64);
  attr[15] = 1;
  expect(sys(SYS_sched_setattr, 0, attr, 0),
         "sched_setattr(0, {size=64, %s, sched_util_min=0, sched_util_max=0, ...} => {size=%u}, 0)", first, attr[0]);
  set_size(attr, 0);
  expect(sys(SYS_sched_setattr, NOBODY, attr, 0), "sched_setattr(%d, {size=0, %s}, 0)", NOBODY, first);
  set_size(attr, 50);
  expect(sys(SYS_sched_setattr, NOBODY, attr, 0), "sched_setattr(%d, {size=50, %s}, 0)", NOBODY, first);
  set_size(attr, 56);
  expect(sys(SYS_sched_setattr, NOBODY, attr, 0), "sched_setattr(%d, {size=56, %s, sched_util_min=0, sched_util_max=0}, 0)",
         NOBODY, first);

  // The kernel says which version it wants.
  struct __user_cap_header_struct header = {0x123, 0};
  struct __user_cap_data_struct data[2] = {{0}, {1, 1, 1}};
  expect(sys(SYS_capget, &header, NULL), "capget({version=0x123 /* _LINUX_CAPABILITY_VERSION_??? */, pid=0}, NULL)");
  header = (struct __user_cap_header_struct){0, NOBODY};
  expect(sys(SYS_capset, &header, data),
         "capset({version=0 /* _LINUX_CAPABILITY_VERSION_??? */, pid=%d}, {effective=0, permitted=0, inheritable=0})", NOBODY);
  header = (struct __user_cap_header_struct){_LINUX_CAPABILITY_VERSION_1, NOBODY};
  expect(sys(SYS_capset, &header, data),
         "capset({version=_LINUX_CAPABILITY_VERSION_1, pid=%d}, {effective=0, permitted=0, inheritable=0})", NOBODY);
  header = (struct __user_cap_header_struct){_LINUX_CAPABILITY_VERSION_3, NOBODY};
  data[1] = (struct __user_cap_data_struct){0, 1 << 6, 0};
  expect(sys(SYS_capset, &header, data),
         "capset({version=_LINUX_CAPABILITY_VERSION_3, pid=%d}, {effective=0, permitted=1<<CAP_PERFMON, inheritable=0})", NOBODY);

  // Nothing was written: what the program passed in is all that there is.
  struct io_uring_params params = {.flags = 1u << 31, .sq_thread_idle = 5};
  expect(sys(SYS_io_uring_setup, 1, &params),
         "io_uring_setup(1, {flags=0x80000000 /* IORING_SETUP_??? */, sq_thread_cpu=0, sq_thread_idle=5})");

  // An offset is unsigned.
  long offset = -2;
  expect(sys(SYS_sendfile, out, in, &offset, 4), "sendfile(%d, %d, [18446744073709551614], 4)", out, in);
  offset = 2;
  expect(sys(SYS_sendfile, out, in, &offset, 4), "sendfile(%d, %d, [2 => 6], 4)", out, in);

  // A sleep until some time leaves no time over; another does, here in the place of the time that it was to take.
  int child = waker(SYS_clock_nanosleep);
  struct timespec until = {4000000000, 0}, left = {7, 7};
  expect_as("? ERESTARTNOHAND (To be restarted if no handler)", "clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=4000000000, tv_nsec=0}, %p)",
            (void *)&left);
  sys(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &until, &left);
  gone(child);
  child = waker(SYS_nanosleep);
  struct timespec rest = {4000000, 0};
  sys(SYS_nanosleep, &rest, &rest);
  expect_as("? ERESTART_RESTARTBLOCK (Interrupted by signal)", "nanosleep({tv_sec=4000000, tv_nsec=0}, {tv_sec=%ld, tv_nsec=%ld})",
            (long)rest.tv_sec, rest.tv_nsec);
  gone(child);
  finish(0);
}
