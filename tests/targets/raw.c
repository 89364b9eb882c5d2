// options: -e raw=openat,read,newfstatat,umask,clone,pipe2,exit_group -e verbose=!poll,rt_sigaction,prctl,getgroups,clock_nanosleep -e trace=openat,read,newfstatat,umask,clone,pipe2,exit_group,poll,rt_sigaction,prctl,getgroups,clock_nanosleep,nanosleep
// Arguments and results of calls that are shown raw are what the registers have; of calls whose structs are not shown,
// what a pointer points to is its address, unless it is text or nothing.
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>

int main(void) {
  char name[16] = "bee";
  struct pollfd polled = {.fd = -1, .events = POLLIN};
  struct stat status;
  struct timespec no_time = {0, 1};
  struct sigaction action = {.sa_handler = SIG_IGN};

  begin();
  // All registers that the call has, whether they count or not.
  expect(sys(SYS_openat, AT_FDCWD, name, O_RDONLY, 0x123456789ab), "openat(%#lx, %p, 0, 0x123456789ab)",
         (long)AT_FDCWD, (void *)name);
  expect(sys(SYS_read, -1, NULL, 4), "read(0xffffffffffffffff, 0, 0x4)");
  expect(sys(SYS_newfstatat, AT_FDCWD, "/", &status, 0), "newfstatat(%#lx, %p, %p, 0)", (long)AT_FDCWD, "/",
         (void *)&status);
  mark();
  sys(SYS_umask, 022);
  mark();
  sys(SYS_umask, 0);
  expect_as("0x12", "umask(0)");
  expect(sys(SYS_clone, CLONE_SIGHAND, NULL, NULL, NULL, NULL), "clone(0x800, 0, 0, 0, 0)");
  expect(sys(SYS_pipe2, NULL, 0), "pipe2(0, 0)");
  sys(SYS_poll, &polled, 1, 0);
  expect_as("0 (Timeout)", "poll(%p, 1, 0)", (void *)&polled);
  sys(SYS_poll, &polled, 0, 0);
  expect_as("0 (Timeout)", "poll([], 0, 0)");
  expect(sys(SYS_rt_sigaction, SIGUSR1, &action, NULL, 9), "rt_sigaction(SIGUSR1, %p, NULL, 9)", (void *)&action);
  expect(sys(SYS_prctl, PR_SET_NAME, name), "prctl(PR_SET_NAME, \"bee\")");
  expect(sys(SYS_prctl, PR_GET_PDEATHSIG, &status), "prctl(PR_GET_PDEATHSIG, %p)", (void *)&status);
  expect(sys(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &no_time, NULL), "clock_nanosleep(CLOCK_REALTIME, 0, %p, NULL)",
         (void *)&no_time);
  expect(sys(SYS_nanosleep, &no_time, NULL), "nanosleep({tv_sec=0, tv_nsec=1}, NULL)");
  expect_as("?", "exit_group(0x5)");
  expect_line("+++ exited with 5 +++");
  dump();
  sys(SYS_exit_group, 5);
}
