// options: -f -e trace=fork,getppid,wait4,exit_group
// Children of children, twelve deep, and twenty beside each other.
#include "expect.h"
#include <sys/wait.h>

#define DEEP 12
#define WIDE 20

int main(void) {
  hold(SIG_BLOCK);
  begin();
  int ids[DEEP + 1], user = getuid(), depth = 0, status;
  speaker = ids[0] = self();
  // Each generation makes the next one, waits for it, and exits with its depth.
  long made = 0;
  while (depth < DEEP) {
    made = sys(SYS_fork);
    if (made) break;
    depth++;
    speaker = ids[depth] = self();
  }
  if (depth < DEEP) {
    expect(made, "fork()");
    expect(sys(SYS_wait4, made, &status, 0, NULL), "wait4(%ld, [{WIFEXITED(s) && WEXITSTATUS(s) == %d}], 0, NULL)", made, depth + 1);
    hold(SIG_UNBLOCK);
    expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=%ld, si_uid=%d, si_status=%d, si_utime=0, si_stime=0} ---",
                made, user, depth + 1);
  }
  if (depth > 0) {
    expect(ids[depth - 1], "getppid()");
    expect_as("?", "exit_group(%d)", depth);
    expect_line("+++ exited with %d +++", depth);
    sys(SYS_getppid);
    sys(SYS_exit_group, depth);
  }

  // Many at once; their signals stay pending.
  hold(SIG_BLOCK);
  int children[WIDE];
  for (int i = 0; i < WIDE; i++) {
    children[i] = sys(SYS_fork);
    if (children[i] == 0) {
      sys(SYS_getppid);
      sys(SYS_exit_group, i);
    }
    expect(children[i], "fork()");
  }
  for (int i = 0; i < WIDE; i++)
    expect(sys(SYS_wait4, children[i], &status, 0, NULL), "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == %d}], 0, NULL)", children[i], i);
  for (int i = 0; i < WIDE; i++) {
    speaker = children[i];
    expect(ids[0], "getppid()");
    expect_as("?", "exit_group(%d)", i);
    expect_line("+++ exited with %d +++", i);
  }
  speaker = ids[0];
  finish(0);
}
