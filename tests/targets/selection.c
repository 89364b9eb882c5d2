// No trial of its own: one call of each of some kinds, after a mark. The harness asks which of them are printed.
#include "expect.h"
#include <fcntl.h>
#include <sys/socket.h>

int main(void) {
  mark();
  sys(SYS_getpid);
  sys(SYS_getppid);
  int fd = sys(SYS_openat, AT_FDCWD, "/", O_RDONLY);
  sys(SYS_close, fd);
  sys(SYS_stat, "/", NULL);
  sys(SYS_socket, AF_UNIX, SOCK_STREAM, 0);
  sys(SYS_munmap, 1, 1);
  sys(SYS_kill, -12345678, 0);
  sys(SYS_shmget, 1, 0, 0);
  sys(0x1f7, 0);
  sys(SYS_exit_group, 0);
}
