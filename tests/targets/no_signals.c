// options: -f -e trace=getpid,exit_group -e signal=none
// No signal shows, nor that one has ended a process.
#include "expect.h"
#include <sys/wait.h>

int main(void) {
  begin();
  int me = speaker = self(), status;
  expect(sys(SYS_kill, me, SIGURG) + sys(SYS_getpid), "getpid()");
  mark();
  int child = fork();
  if (child == 0) {
    signal(SIGTERM, SIG_DFL);
    sys(SYS_kill, sys(SYS_getpid), SIGTERM);
  }
  waitpid(child, &status, 0);
  mark();
  speaker = child;
  expect(child, "getpid()");
  speaker = me;
  finish(0);
}
