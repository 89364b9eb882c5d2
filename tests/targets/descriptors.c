// options: -y -e trace=openat,read,write,close,dup,dup2,dup3,fcntl,pipe2,socketpair,poll,select,epoll_create1,epoll_ctl,sendmsg,recvmsg,mmap,sendfile,chdir,rmdir,unlink,rename,fchdir,exit_group
// Wherever a descriptor stands, what it refers to stands behind it, as it was when the call was made.
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

// What /proc says of a descriptor.
static const char *name(int fd) {
  static char names[8][4200];
  static int next;
  char *text = names[next++ % 8], link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, text, 4199);
  text[length < 0 ? 0 : length] = 0;
  return text;
}

int main(void) {
  begin();
  char cwd[4096], path[4096 + 100];
  if (!getcwd(cwd, sizeof cwd)) return 99;
  long fd = sys(SYS_openat, AT_FDCWD, "file", O_RDWR | O_CREAT, 0600);
  snprintf(path, sizeof path, "%ld<%s/file>", fd, cwd);
  expect_as(path, "openat(AT_FDCWD<%s>, \"file\", O_RDWR|O_CREAT, 0600)", cwd);
  expect(sys(SYS_write, fd, "abc", 3), "write(%ld<%s/file>, \"abc\", 3)", fd, cwd);
  expect(sys(SYS_rename, "file", "other"), "rename(\"file\", \"other\")");
  expect(sys(SYS_write, fd, "d", 1), "write(%ld<%s/other>, \"d\", 1)", fd, cwd);
  long null = sys(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR | O_CLOEXEC);
  snprintf(path, sizeof path, "%ld</dev/null>", null);
  expect_as(path, "openat(AT_FDCWD<%s>, \"/dev/null\", O_RDWR|O_CLOEXEC)", cwd);
  long dir = sys(SYS_openat, AT_FDCWD, "/", O_DIRECTORY);
  snprintf(path, sizeof path, "%ld</>", dir);
  expect_as(path, "openat(AT_FDCWD<%s>, \"/\", O_RDONLY|O_DIRECTORY)", cwd);
  expect(sys(SYS_openat, dir, "nosuch", 0), "openat(%ld</>, \"nosuch\", O_RDONLY)", dir);
  expect(sys(SYS_openat, 99, "x", 0), "openat(99, \"x\", O_RDONLY)");
  expect(sys(SYS_openat, -1, "x", 0), "openat(-1, \"x\", O_RDONLY)");

  // What is there before and what is there after.
  snprintf(path, sizeof path, "70</dev/null>");
  sys(SYS_dup2, null, 70);
  expect_as(path, "dup2(%ld</dev/null>, 70)", null);
  snprintf(path, sizeof path, "70<%s/other>", cwd);
  sys(SYS_dup2, fd, 70);
  expect_as(path, "dup2(%ld<%s/other>, 70</dev/null>)", fd, cwd);
  sys(SYS_dup3, null, 70, O_CLOEXEC);
  expect_as("70</dev/null>", "dup3(%ld</dev/null>, 70<%s/other>, O_CLOEXEC)", null, cwd);
  expect(sys(SYS_close, 70), "close(70</dev/null>)");
  expect(sys(SYS_close, 70), "close(70)");
  sys(SYS_fcntl, null, F_DUPFD, 80);
  expect_as("80</dev/null>", "fcntl(%ld</dev/null>, F_DUPFD, 80)", null);
  expect(sys(SYS_fcntl, 80, F_SETFD, 1), "fcntl(80</dev/null>, F_SETFD, FD_CLOEXEC)");
  expect(sys(SYS_dup, 99), "dup(99)");

  // Made, and in structs.
  int ends[2], pair[2];
  sys(SYS_pipe2, ends, 0);
  const char *pipe = name(ends[0]);
  expect_as("0", "pipe2([%d<%s>, %d<%s>], 0)", ends[0], pipe, ends[1], pipe);
  sys(SYS_socketpair, AF_UNIX, SOCK_DGRAM, 0, pair);
  const char *one = name(pair[0]), *two = name(pair[1]);
  expect_as("0", "socketpair(AF_UNIX, SOCK_DGRAM, 0, [%d<%s>, %d<%s>])", pair[0], one, pair[1], two);
  struct pollfd polled[3] = {{ends[0], POLLIN}, {-1, 0}, {99, POLLIN}};
  sys(SYS_poll, polled, 3, 0);
  expect_as("1 ([{fd=99, revents=POLLNVAL}])", "poll([{fd=%d<%s>, events=POLLIN}, {fd=-1}, {fd=99, events=POLLIN}], 3, 0)", ends[0], pipe);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(null, &set);
  FD_SET(ends[0], &set);
  struct timeval none = {0};
  sys(SYS_select, ends[1], &set, NULL, NULL, &none);
  snprintf(path, sizeof path, "1 (in [%ld], left {tv_sec=0, tv_usec=0})", null);
  expect_as(path, "select(%d, [%ld</dev/null> %d<%s>], NULL, NULL, {tv_sec=0, tv_usec=0})", ends[1], null, ends[0], pipe);
  long epoll = sys(SYS_epoll_create1, 0);
  snprintf(path, sizeof path, "%ld<anon_inode:[eventpoll]>", epoll);
  expect_as(path, "epoll_create1(0)");
  struct epoll_event event = {EPOLLIN, {.u64 = 7}};
  expect(sys(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, ends[0], &event),
         "epoll_ctl(%ld<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, %d<%s>, {events=EPOLLIN, data=0x7})", epoll, ends[0], pipe);

  union {
    char bytes[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr head;
  } control = {.head = {.cmsg_len = CMSG_LEN(2 * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
  memcpy(CMSG_DATA(&control.head), (int[]){fd, null}, 2 * sizeof(int));
  struct iovec area = {"x", 1};
  struct msghdr message = {.msg_iov = &area, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control};
  const char *shape = "{msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"x\", iov_len=1}], msg_iovlen=1, "
                      "msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[";
  expect(sys(SYS_sendmsg, pair[0], &message, 0), "sendmsg(%d<%s>, %s%ld<%s/other>, %ld</dev/null>]}], msg_controllen=24, msg_flags=0}, 0)",
         pair[0], one, shape, fd, cwd, null);
  char byte;
  area.iov_base = &byte;
  long got = sys(SYS_recvmsg, pair[1], &message, 0);
  int *passed = (int *)CMSG_DATA(&control.head);
  expect(got, "recvmsg(%d<%s>, %s%d<%s/other>, %d</dev/null>]}], msg_controllen=24, msg_flags=0}, 0)", pair[1], two, shape,
         passed[0], cwd, passed[1]);

  char address[32];
  snprintf(address, sizeof address, "%#lx", sys(SYS_mmap, NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0));
  expect_as(address, "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, %ld<%s/other>, 0)", fd, cwd);
  expect(sys(SYS_sendfile, ends[1], fd, NULL, 0), "sendfile(%d<%s>, %ld<%s/other>, NULL, 0)", ends[1], pipe, fd, cwd);

  // What has no name any more, and names that have to be escaped.
  expect(sys(SYS_unlink, "other"), "unlink(\"other\")");
  expect(sys(SYS_read, fd, address, 0), "read(%ld<%s/other>(deleted), \"\", 0)", fd, cwd);
  long odd = sys(SYS_openat, AT_FDCWD, "a>b<1\"\\\n\1\xc3\xa4", O_CREAT | O_RDWR, 0600);
  snprintf(path, sizeof path, "%ld<%s/a\\76b\\0741\\\"\\\\\\n\\1\\303\\244>", odd, cwd);
  expect_as(path, "openat(AT_FDCWD<%s>, \"a>b<1\\\"\\\\\\n\\1\\303\\244\", O_RDWR|O_CREAT, 0600)", cwd);
  mkdir("gone", 0700);
  expect(sys(SYS_chdir, "gone"), "chdir(\"gone\")");
  expect(sys(SYS_rmdir, "../gone"), "rmdir(\"../gone\")");
  expect(sys(SYS_openat, AT_FDCWD, "x", 0), "openat(AT_FDCWD<%s/gone (deleted)>, \"x\", O_RDONLY)", cwd);
  expect(sys(SYS_fchdir, dir), "fchdir(%ld</>)", dir);
  expect(sys(SYS_openat, AT_FDCWD, "", 0), "openat(AT_FDCWD</>, \"\", O_RDONLY)");
  finish(0);
}
