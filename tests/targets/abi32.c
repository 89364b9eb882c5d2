// options: -f -e trace=getpid,getppid,fork,vfork,clone,exit,exit_group,setuid32,munlockall,mlock,pause
// compiler: -m32
// A 32-bit program: the numbers of i386, calls that fork and that end. Arguments are raw: only calls that strace shows in
// the same way are here; unknown numbers are, whatever is selected. With an argument it waits in one.
#include "expect.h"
#include <sys/wait.h>

static void handler(int) {}

static int me;

static void child_ends(int child, const char *call) {
  speaker = child;
  expect(me, "getppid()");
  expect_as("?", "%s(0)", call);
  expect_line("+++ exited with 0 +++");
  speaker = me;
}

int main(int argc, char **) {
  if (argc > 1) return sys(SYS_pause);
  signal(SIGUSR1, handler);
  hold(SIG_BLOCK);
  begin();
  me = speaker = self();
  expect(sys(SYS_getppid), "getppid()");
  expect(sys(SYS_getpid, 1, 2, 3, 4, 5, 6), "getpid()");
  expect(sys(SYS_setuid32, 0), "setuid32(0)");
  expect(sys(SYS_mlock, 0x1000, 0), "mlock(0x1000, 0)");
  expect(sys(SYS_mlock, 0xfffff000, 0), "mlock(0xfffff000, 0)");
  expect(sys(SYS_munlockall), "munlockall()");
  expect(sys(500, 1, 2, 3, 4, 5, -6), "syscall_0x1f4(0x1, 0x2, 0x3, 0x4, 0x5, 0xfffffffa)");
  expect(sys(39000), "syscall_0x9858(0, 0, 0, 0, 0, 0)");

  int child = sys(SYS_fork);
  if (child == 0) sys(SYS_getppid), sys(SYS_exit_group, 0);
  expect(child, "fork()");
  child_ends(child, "exit_group");
  sys(SYS_waitpid, child, NULL, 0);
  child = sys(SYS_fork);
  if (child == 0) sys(SYS_getppid), sys(SYS_exit, 0);
  expect(child, "fork()");
  child_ends(child, "exit");
  sys(SYS_waitpid, child, NULL, 0);

  // The handler's sigreturn, which is not selected here, goes back to a kill, and to a sigsuspend that the signal ends.
  uint64_t only = 1 << (SIGUSR1 - 1), all_but = ~only;
  for (int blocked = 0; blocked < 2; blocked++) {
    if (blocked) sys(SYS_rt_sigprocmask, SIG_BLOCK, &only, NULL, 8);
    sys(SYS_kill, me, SIGUSR1);
    if (blocked) sys(SYS_rt_sigsuspend, &all_but, 8);
    expect_line("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, getuid());
  }

  finish(0);
}
