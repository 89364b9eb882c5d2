// options: -e trace-fds=!0,1,2
// Calls on all descriptors but some show; the working directory is none.
#define MARK_BY_DESCRIPTOR
#include "expect.h"
#include <fcntl.h>

int main(void) {
  begin();
  sys(SYS_fsync, 0);
  sys(SYS_openat, AT_FDCWD, "/dev/null", 0);
  sys(SYS_fsync, -1);
  expect(sys(SYS_fsync, 99), "fsync(99)");
  expect(sys(SYS_dup2, 0, 98), "dup2(0, 98)");
  expect(sys(SYS_openat, 97, "x", 0), "openat(97, \"x\", O_RDONLY)");
  sys(SYS_sendfile, 1, 0, NULL, 0);
  expect(sys(SYS_sendfile, 1, 99, NULL, 0), "sendfile(1, 99, NULL, 0)");
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_exit_group, 0);
}
