// options: -e trace=getpid
// A fault that nothing handles, with a core dump permitted, in a folder where it can be written.
#include "expect.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

// Whether a core is dumped here is up to the machine (its core_pattern); a child finds out.
static bool dumps_core(void) {
  int status = 0, child = fork();
  if (child == 0) {
    kill(getpid(), SIGSEGV);
    _exit(0);
  }
  waitpid(child, &status, 0);
  return WCOREDUMP(status);
}

int main(void) {
  setrlimit(RLIMIT_CORE, &(struct rlimit){1 << 20, 1 << 20});
  bool core = dumps_core();
  begin();
  expect(sys(SYS_getpid), "getpid()");
  expect_line("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x18} ---");
  expect_line("+++ killed by SIGSEGV%s +++", core ? " (core dumped)" : "");
  dump();
  *(volatile char *)0x18 = 1;
}
