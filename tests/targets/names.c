// options: -y -e trace=openat,read,write,close,dup2,dup3,renameat,unlinkat,mkdirat,fchdir,pipe2,poll,pselect6,readv,fcntl,sendmsg,recvmsg,memfd_create,epoll_create1,epoll_ctl,eventfd2,exit_group
// A descriptor is shown with what it referred to when the call was made, whatever becomes of it a moment later.
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

static char here[4096];

// A result that is a descriptor: its number and what it is called.
__attribute__((format(printf, 2, 3))) static const char *named(long fd, const char *format, ...) {
  static char result[66000];
  FORMATTED(name, format);
  snprintf(result, sizeof result, "%ld<%s>", fd, name);
  return result;
}

// What /proc says of one that has no name.
static const char *link_of(int fd) {
  static char name[2][64];
  static int turn;
  char path[64];
  char *into = name[turn++ & 1];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  into[readlink(path, into, 63)] = 0;
  return into;
}

int main(void) {
  if (!getcwd(here, sizeof here)) give_up("no working directory");
  begin();
  int a = sys(SYS_openat, AT_FDCWD, "a", O_RDWR | O_CREAT, 0600);
  expect_as(named(a, "%s/a", here), "openat(AT_FDCWD<%s>, \"a\", O_RDWR|O_CREAT, 0600)", here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/a>, \"x\", 1)", a, here);

  // Renamed, below a directory that is renamed, too.
  expect(sys(SYS_mkdirat, AT_FDCWD, "d", 0700), "mkdirat(AT_FDCWD<%s>, \"d\", 0700)", here);
  int d = sys(SYS_openat, AT_FDCWD, "d", O_RDONLY | O_DIRECTORY);
  expect_as(named(d, "%s/d", here), "openat(AT_FDCWD<%s>, \"d\", O_RDONLY|O_DIRECTORY)", here);
  expect(sys(SYS_renameat, AT_FDCWD, "a", d, "b"), "renameat(AT_FDCWD<%s>, \"a\", %d<%s/d>, \"b\")", here, d, here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/d/b>, \"x\", 1)", a, here);
  expect(sys(SYS_renameat, AT_FDCWD, "d", AT_FDCWD, "e"), "renameat(AT_FDCWD<%s>, \"d\", AT_FDCWD<%s>, \"e\")", here, here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/e/b>, \"x\", 1)", a, here);
  // What is renamed is called by the old name, as the call was made.
  expect(sys(SYS_renameat, d, "../e", AT_FDCWD, "f"), "renameat(%d<%s/e>, \"../e\", AT_FDCWD<%s>, \"f\")", d, here, here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/f/b>, \"x\", 1)", a, here);

  // Deleted, and another one of that name in its place.
  expect(sys(SYS_unlinkat, d, "b", 0), "unlinkat(%d<%s/f>, \"b\", 0)", d, here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/f/b>(deleted), \"x\", 1)", a, here);
  int b = sys(SYS_openat, d, "b", O_RDWR | O_CREAT, 0600);
  expect_as(named(b, "%s/f/b", here), "openat(%d<%s/f>, \"b\", O_RDWR|O_CREAT, 0600)", d, here);
  expect(sys(SYS_write, a, "x", 1), "write(%d<%s/f/b>(deleted), \"x\", 1)", a, here);
  expect(sys(SYS_write, b, "x", 1), "write(%d<%s/f/b>, \"x\", 1)", b, here);

  // Closed, and its number given to another; replaced; none at all.
  expect(sys(SYS_close, a), "close(%d<%s/f/b>(deleted))", a, here);
  expect(sys(SYS_close, a), "close(%d)", a);
  expect(sys(SYS_read, a, here, 1), "read(%d, %p, 1)", a, (void *)here);
  int null = sys(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY);
  expect_as(named(null, "/dev/null"), "openat(AT_FDCWD<%s>, \"/dev/null\", O_RDONLY)", here);
  expect_as(named(sys(SYS_dup2, null, b), "/dev/null"), "dup2(%d</dev/null>, %d<%s/f/b>)", null, b, here);
  expect_as(named(sys(SYS_dup2, b, 77), "/dev/null"), "dup2(%d</dev/null>, 77)", b);
  expect_as(named(sys(SYS_dup3, d, 77, O_CLOEXEC), "%s/f", here), "dup3(%d<%s/f>, 77</dev/null>, O_CLOEXEC)", d, here);
  expect_as(named(sys(SYS_fcntl, 77, F_DUPFD, 90), "%s/f", here), "fcntl(77<%s/f>, F_DUPFD, 90)", here);

  // In memory: what comes out of a call, sets, control messages.
  int ends[2];
  sys(SYS_pipe2, ends, 0);
  const char *pipe = link_of(ends[0]);
  expect_as("0", "pipe2([%d<%s>, %d<%s>], 0)", ends[0], pipe, ends[1], pipe);
  struct pollfd polled[3] = {{ends[0], POLLIN, 0}, {-1, POLLIN, 0}, {99, POLLIN, 0}};
  sys(SYS_poll, polled, 3, 0);
  expect_as("1 ([{fd=99, revents=POLLNVAL}])",
            "poll([{fd=%d<%s>, events=POLLIN}, {fd=-1}, {fd=99, events=POLLIN}], 3, 0)", ends[0], pipe);
  struct timespec none = {0, 0};
  fd_set set;
  FD_ZERO(&set);
  FD_SET(ends[1], &set);
  sys(SYS_pselect6, ends[1] + 1, NULL, &set, NULL, &none, NULL);
  char left[128];
  snprintf(left, sizeof left, "1 (out [%d], left {tv_sec=0, tv_nsec=0})", ends[1]);
  expect_as(left, "pselect6(%d, NULL, [%d<%s>], NULL, {tv_sec=0, tv_nsec=0}, NULL)", ends[1] + 1, ends[1], pipe);

  // In no directory.
  int memory = sys(SYS_memfd_create, "some memory", 0);
  char memory_name[128];
  snprintf(memory_name, sizeof memory_name, "%d</memfd:some memory>(deleted)", memory);
  expect_as(memory_name, "memfd_create(\"some memory\", 0)");
  int poller = sys(SYS_epoll_create1, 0);
  expect_as(named(poller, "anon_inode:[eventpoll]"), "epoll_create1(0)");
  expect(sys(SYS_epoll_ctl, poller, EPOLL_CTL_DEL, ends[0], NULL),
         "epoll_ctl(%d<anon_inode:[eventpoll]>, EPOLL_CTL_DEL, %d<%s>, NULL)", poller, ends[0], pipe);
  int counter = sys(SYS_eventfd2, 3, 0);
  expect_as(named(counter, "anon_inode:[eventfd]"), "eventfd2(3, 0)");

  // The working directory.
  expect(sys(SYS_fchdir, d), "fchdir(%d<%s/f>)", d, here);
  expect(sys(SYS_mkdirat, AT_FDCWD, "/tmp", 0700), "mkdirat(AT_FDCWD<%s/f>, \"/tmp\", 0700)", here);
  finish(0);
}
