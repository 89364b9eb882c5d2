// options: -e trace=kill,getpid
// A signal that ends the process, sent by the process itself.
#include "expect.h"

int main(void) {
  int me = getpid();
  begin();
  expect(0, "kill(%d, SIGTERM)", me);
  expect_line("--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, getuid());
  expect_line("+++ killed by SIGTERM +++");
  dump();
  sys(SYS_kill, me, SIGTERM);
}
