// options: -e trace=kill,getpid
// SIGKILL arrives nowhere: there is an end, and no signal line. The call that sent it does not return.
#include "expect.h"

int main(void) {
  int me = getpid();
  begin();
  expect_as("?", "kill(%d, SIGKILL)", me);
  expect_line("+++ killed by SIGKILL +++");
  dump();
  sys(SYS_kill, me, SIGKILL);
}
