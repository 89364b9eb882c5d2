// options: -P/dev/null -Pnosuch --trace-fds=77,3054 --trace=!exit_group
// Calls show that are about a path, by its name or by a descriptor of the file, or about one of the descriptors.
#define MARK_BY_DESCRIPTOR
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

int main(void) {
  begin();
  long null = sys(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR);
  expect(null, "openat(AT_FDCWD, \"/dev/null\", O_RDWR)");
  long zero = sys(SYS_openat, AT_FDCWD, "/dev/zero", O_RDWR);
  // Paths are compared as they are written.
  sys(SYS_access, "/dev/../dev/null", 0);
  sys(SYS_access, "/dev//null", 0);
  expect(sys(SYS_access, "nosuch", 0), "access(\"nosuch\", F_OK)");
  expect(sys(SYS_faccessat, zero, "nosuch", 0), "faccessat(%ld, \"nosuch\", F_OK)", zero);
  sys(SYS_access, "./nosuch", 0);
  sys(SYS_access, NULL, 0);
  expect(sys(SYS_fsync, null), "fsync(%ld)", null);
  sys(SYS_fsync, zero);
  sys(SYS_fsync, 99);

  // All of their paths but the second one of rename; the text of a symbolic link is none.
  expect(sys(SYS_rename, "nosuch", "x"), "rename(\"nosuch\", \"x\")");
  sys(SYS_rename, "x", "nosuch");
  expect(sys(SYS_renameat2, -1, "x", -1, "nosuch", 0), "renameat2(-1, \"x\", -1, \"nosuch\", 0)");
  expect(sys(SYS_link, "x", "nosuch"), "link(\"x\", \"nosuch\")");
  sys(SYS_symlink, "nosuch", "/proc/x");
  sys(SYS_symlinkat, "nosuch", -1, "x");
  expect(sys(SYS_symlinkat, "x", -1, "nosuch"), "symlinkat(\"x\", -1, \"nosuch\")");
  sys(SYS_mq_unlink, "nosuch");

  // Copies are of the same file; what was there before counts, too.
  expect(sys(SYS_dup2, null, 60), "dup2(%ld, 60)", null);
  expect(sys(SYS_fcntl, 60, F_GETFD), "fcntl(60, F_GETFD)");
  expect(sys(SYS_dup2, zero, 60), "dup2(%ld, 60)", zero);
  sys(SYS_fsync, 60);
  expect(sys(SYS_dup2, zero, 77), "dup2(%ld, 77)", zero);
  expect(sys(SYS_fsync, 77), "fsync(77)");
  expect(sys(SYS_sendfile, zero, null, NULL, 0), "sendfile(%ld, %ld, NULL, 0)", zero, null);
  expect(sys(SYS_close, 77), "close(77)");
  expect(sys(SYS_close, 77), "close(77)");

  // Those that are waited for.
  struct pollfd fds[2] = {{zero, POLLIN}, {null, POLLIN}};
  char ready[100];
  snprintf(ready, sizeof ready, "2 ([{fd=%ld, revents=POLLIN}, {fd=%ld, revents=POLLIN}])", zero, null);
  sys(SYS_poll, fds, 2, 0);
  expect_as(ready, "poll([{fd=%ld, events=POLLIN}, {fd=%ld, events=POLLIN}], 2, 0)", zero, null);
  sys(SYS_poll, fds, 1, 0);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(null, &set);
  struct timeval none = {0};
  sys(SYS_select, (int)null + 1, NULL, &set, NULL, &none);
  snprintf(ready, sizeof ready, "1 (out [%ld], left {tv_sec=0, tv_usec=0})", null);
  expect_as(ready, "select(%ld, NULL, [%ld], NULL, {tv_sec=0, tv_usec=0})", null + 1, null);
  sys(SYS_select, (int)null, NULL, &set, NULL, &none);
  long epoll = sys(SYS_epoll_create1, 0);
  expect(sys(SYS_epoll_ctl, epoll, EPOLL_CTL_DEL, null, NULL), "epoll_ctl(%ld, EPOLL_CTL_DEL, %ld, NULL)", epoll, null);
  sys(SYS_epoll_ctl, null, EPOLL_CTL_DEL, epoll, NULL);

  // Neither memory nor the working directory is a subject, nor what is not known.
  sys(SYS_getpid);
  int ends[2];
  sys(SYS_pipe, ends);
  sys(SYS_chdir, "/dev");
  sys(SYS_openat, AT_FDCWD, "null", 0);
  sys(9999);
  expect(sys(SYS_close, null), "close(%ld)", null);
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_exit_group, 0);
}
