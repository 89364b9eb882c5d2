// options: -yy -e trace=socket,connect,listen,shutdown,write,close,fcntl,clone,pidfd_open,pidfd_getfd,exit_group
// A socket has the ends that it has at the time of the call, a descriptor of another process what it refers to there.
#include "expect.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

static unsigned long inode(int fd) {
  struct stat file;
  return fstat(fd, &file) ? 0 : file.st_ino;
}

static int port(int fd) {
  struct sockaddr_in own;
  socklen_t length = sizeof own;
  return getsockname(fd, (struct sockaddr *)&own, &length) ? 0 : ntohs(own.sin_port);
}

int main(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  // A port that nobody listens at: of a socket that is bound only.
  int bound = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(bound, (struct sockaddr *)&there, sizeof there)) give_up("no port");
  begin();
  there.sin_port = htons(port(bound));
  char address[128], made[64];
  snprintf(address, sizeof address, "{sa_family=AF_INET, sin_port=htons(%d), sin_addr=inet_addr(\"127.0.0.1\")}", port(bound));

  // What could not be connected has no ends, whatever getsockname(2) still says.
  int out = sys(SYS_socket, AF_INET, SOCK_STREAM, 0);
  snprintf(made, sizeof made, "%d<TCP:[%lu]>", out, inode(out));
  expect_as(made, "socket(AF_INET, SOCK_STREAM, IPPROTO_IP)");
  expect(sys(SYS_connect, out, &there, 16), "connect(%s, %s, 16)", made, address);
  expect(sys(SYS_fcntl, out, F_GETFD), "fcntl(%s, F_GETFD)", made);
  expect(sys(SYS_close, out), "close(%s)", made);

  // What is connected has two, also when the connection is over.
  int listener = dup(bound), near = port(bound);
  expect(sys(SYS_listen, listener, 1), "listen(%d<TCP:[127.0.0.1:%d]>, 1)", listener, near);
  out = sys(SYS_socket, AF_INET, SOCK_STREAM, 0);
  snprintf(made, sizeof made, "%d<TCP:[%lu]>", out, inode(out));
  expect_as(made, "socket(AF_INET, SOCK_STREAM, IPPROTO_IP)");
  expect(sys(SYS_connect, out, &there, 16), "connect(%s, %s, 16)", made, address);
  int far = port(out), in = accept(listener, NULL, NULL);
  snprintf(made, sizeof made, "%d<TCP:[127.0.0.1:%d->127.0.0.1:%d]>", out, far, near);
  expect(sys(SYS_write, out, "x", 1), "write(%s, \"x\", 1)", made);
  expect(sys(SYS_close, in), "close(%d<TCP:[127.0.0.1:%d->127.0.0.1:%d]>)", in, near, far);
  // The other side has not read what it was sent: the connection is reset.
  expect(sys(SYS_write, out, "x", 1), "write(%s, \"x\", 1)", made);
  expect(sys(SYS_fcntl, out, F_GETFD), "fcntl(%s, F_GETFD)", made);
  expect(sys(SYS_close, out), "close(%s)", made);
  expect(sys(SYS_shutdown, listener, SHUT_RDWR), "shutdown(%d<TCP:[127.0.0.1:%d]>, SHUT_RDWR)", listener, near);
  expect(sys(SYS_fcntl, bound, F_GETFD), "fcntl(%d<TCP:[127.0.0.1:%d]>, F_GETFD)", bound, near);

  // A descriptor of another process, and one that clone(2) has made.
  int null = open("/dev/null", O_RDONLY), pidfd = -1;
  long child = sys(SYS_clone, CLONE_PIDFD | SIGCHLD, NULL, &pidfd, NULL, NULL);
  if (child == 0) {
    pause();
    _exit(0);
  }
  expect(child, "clone(child_stack=NULL, flags=CLONE_PIDFD|SIGCHLD, parent_tid=[%d<pid:%ld>])", pidfd, child);
  int own = sys(SYS_pidfd_getfd, pidfd, null, 0);
  snprintf(made, sizeof made, "%d</dev/null<char 1:3>>", own);
  expect_as(made, "pidfd_getfd(%d<pid:%ld>, %d</dev/null<char 1:3>>, 0)", pidfd, child, null);
  expect(sys(SYS_pidfd_getfd, pidfd, 88, 0), "pidfd_getfd(%d<pid:%ld>, 88, 0)", pidfd, child);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  finish(0);
}
