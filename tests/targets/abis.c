// options: -f -e trace=getpid,getppid,fork,exit,exit_group,pause
// Calls of other ABIs from 64-bit code: of i386, where 20 is getpid (on x86-64 writev), and of x32. With an argument
// it waits in one.
#include "expect.h"
#include <sys/wait.h>

#define X32 0x40000000

static long int80(long number, long argument) {
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "0"(number), "b"(argument), "c"(0), "d"(0), "S"(0), "D"(0)
                   : "memory", "r8", "r9", "r10", "r11");
  return result;
}

int main(int argc, char **) {
  if (argc > 1) return int80(29, 0);
  begin();
  int me = speaker = self();
  expect(sys(SYS_getppid), "getppid()");
  expect(int80(20, 0), "getpid()");
  expect(int80(64, 0), "getppid()");
  // A kernel without x32 refuses it, and that is shown, too.
  expect(sys(X32 | SYS_getpid), "getpid()");
  expect(sys(SYS_getpid), "getpid()");
  // The child's side of fork is no call.
  hold(SIG_BLOCK);
  int child = int80(2, 0);
  if (child == 0) {
    int80(20, 0);
    sys(SYS_getppid);
    int80(1, 0);
  }
  expect(child, "fork()");
  speaker = child;
  expect(child, "getpid()");
  expect(me, "getppid()");
  expect_as("?", "exit(0)");
  expect_line("+++ exited with 0 +++");
  speaker = me;
  sys(SYS_wait4, child, NULL, 0, NULL);
  expect_as("?", "exit_group(0)");
  expect_line("+++ exited with 0 +++");
  dump();
  int80(252, 0);
}
