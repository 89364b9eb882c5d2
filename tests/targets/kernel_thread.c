// options: -f -e trace=getppid,exit_group
// A thread that the kernel makes in the program's name, and which never runs its code, is no task of the trace.
#include "expect.h"
#include <linux/io_uring.h>

int main(void) {
  begin();
  speaker = self();
  // The ring's submitter is such a thread (from Linux 5.12 on). Where io_uring is switched off there is none.
  struct io_uring_params params = {.flags = IORING_SETUP_SQPOLL};
  long ring = sys(SYS_io_uring_setup, 1, &params);
  expect(sys(SYS_getppid), "getppid()");
  if (ring >= 0) sys(SYS_close, ring);
  expect(sys(SYS_getppid), "getppid()");
  finish(0);
}
