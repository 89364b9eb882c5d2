// options: -e trace=getpid
// SIGKILL arrives nowhere: there is an end, and no signal line. (The call that sent it is not selected: strace is no
// longer told its result, 0.)
#include "expect.h"

int main(void) {
  int me = getpid();
  begin();
  expect(sys(SYS_getpid), "getpid()");
  expect_line("+++ killed by SIGKILL +++");
  dump();
  sys(SYS_kill, me, SIGKILL);
}
