// options: -e trace=getpid,getppid,write
// A call for which strict seccomp kills the task: it has neither an entry nor a return, and is shown all the same.
#include "expect.h"
#include <linux/seccomp.h>
#include <sys/prctl.h>

int main(void) {
  begin();
  expect(sys(SYS_getpid), "getpid()");
  expect_as("?", "getppid()");
  expect_line("+++ killed by SIGKILL +++");
  dump();
  // No mark from here on: only read, write, exit and sigreturn are allowed.
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)) return 99;
  sys(SYS_getppid);
}
