// options: -y -xx -e trace=fsync,close,openat,exit_group
// What descriptors refer to is as hexadecimal as strings are.
#include "expect.h"
#include <fcntl.h>

int main(void) {
  begin();
  sys(SYS_chdir, "/dev");
#define DEV "\\x2f\\x64\\x65\\x76"
  long fd = sys(SYS_openat, AT_FDCWD, "null", 0);
  char result[100];
  snprintf(result, sizeof result, "%ld<" DEV "\\x2f\\x6e\\x75\\x6c\\x6c>", fd);
  expect_as(result, "openat(AT_FDCWD<" DEV ">, \"\\x6e\\x75\\x6c\\x6c\", O_RDONLY)");
  expect(sys(SYS_fsync, fd), "fsync(%s)", result);
  long memory = sys(SYS_memfd_create, "m", 0);
  expect(sys(SYS_fsync, memory), "fsync(%ld<\\x2f\\x6d\\x65\\x6d\\x66\\x64\\x3a\\x6d>(deleted))", memory);
  expect(sys(SYS_fsync, 99), "fsync(99)");
  finish(0);
}
