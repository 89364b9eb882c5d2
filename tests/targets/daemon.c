// options: -f -e trace=fork,setsid,getpid,exit_group
// A program that makes itself a daemon: the tracer goes on until the last of its processes has ended.
#include "expect.h"
#include <sys/prctl.h>

int main(void) {
  begin();
  int me = speaker = self();
  int ends[2];
  if (pipe(ends)) return 99;
  int child = sys(SYS_fork);
  if (child == 0) {
    // Lives on after its parent, which it waits for (the pipe's other end is closed by the parent's exit).
    char byte;
    sys(SYS_close, ends[1]);
    sys(SYS_read, ends[0], &byte, 1);
    speaker = self();
    expect(sys(SYS_setsid), "setsid()");
    expect(sys(SYS_getpid), "getpid()");
    finish(3);
  }
  expect(child, "fork()");
  expect_as("?", "exit_group(0)");
  expect_line("+++ exited with 0 +++");
  sys(SYS_exit_group, 0);
  (void)me;
}
