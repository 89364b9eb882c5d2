// options: -e trace=poll,ppoll,select,pselect6,epoll_create1,epoll_create,epoll_ctl,epoll_wait,epoll_pwait,eventfd2,pipe,pipe2,exit_group
// What was waited for, and what came of it.
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>

int main(void) {
  begin();
  int ends[2], other[2];
  expect(sys(SYS_pipe2, ends, O_CLOEXEC | O_NONBLOCK), "pipe2([%d, %d], O_NONBLOCK|O_CLOEXEC)", ends[0], ends[1]);
  expect(sys(SYS_pipe, other), "pipe([%d, %d])", other[0], other[1]);
  expect(sys(SYS_pipe, NULL), "pipe(NULL)");
  int r = ends[0], w = ends[1];

  struct pollfd fds[3] = {{r, POLLIN}, {w, POLLOUT | POLLERR}, {-1, POLLPRI}};
  long n = sys(SYS_poll, fds, 3, 0);
  char result[256];
  sprintf(result, "%ld ([{fd=%d, revents=POLLOUT}])", n, w);
  expect_as(result, "poll([{fd=%d, events=POLLIN}, {fd=%d, events=POLLOUT|POLLERR}, {fd=-1}], 3, 0)", r, w);
  sys(SYS_poll, fds, 1, 1);
  expect_as("0 (Timeout)", "poll([{fd=%d, events=POLLIN}], 1, 1)", r);
  sys(SYS_poll, NULL, 0, 1);
  expect_as("0 (Timeout)", "poll(NULL, 0, 1)");
  expect(sys(SYS_poll, (void *)4, 2, 0), "poll(0x4, 2, 0)");
  struct pollfd closed[2] = {{99, POLLIN}, {w, POLLIN | POLLHUP | POLLRDHUP}};
  n = sys(SYS_poll, closed, 2, -1);
  expect_as("1 ([{fd=99, revents=POLLNVAL}])", "poll([{fd=99, events=POLLIN}, {fd=%d, events=POLLIN|POLLHUP|POLLRDHUP}], 2, -1)", w);
  struct timespec limit = {0, 1000000};
  unsigned long mask = 1ul << (SIGUSR1 - 1);
  sys(SYS_ppoll, fds, 1, &limit, &mask, 8);
  expect_as("0 (Timeout)", "ppoll([{fd=%d, events=POLLIN}], 1, {tv_sec=0, tv_nsec=1000000}, [USR1], 8)", r);
  n = sys(SYS_ppoll, fds + 1, 1, NULL, NULL, 0);
  sprintf(result, "%ld ([{fd=%d, revents=POLLOUT}])", n, w);
  expect_as(result, "ppoll([{fd=%d, events=POLLOUT|POLLERR}], 1, NULL, NULL, 0)", w);
  limit = (struct timespec){100, 0};
  sys(SYS_ppoll, fds + 1, 1, &limit, NULL, 8);
  sprintf(result, "%ld ([{fd=%d, revents=POLLOUT}], left {tv_sec=%ld, tv_nsec=%ld})", n, w, (long)limit.tv_sec, limit.tv_nsec);
  expect_as(result, "ppoll([{fd=%d, events=POLLOUT|POLLERR}], 1, {tv_sec=100, tv_nsec=0}, NULL, 8)", w);

  fd_set in, out;
  FD_ZERO(&in);
  FD_ZERO(&out);
  FD_SET(r, &in);
  FD_SET(w, &out);
  struct timeval tv = {1, 500};
  sys(SYS_select, w + 1, &in, &out, NULL, &tv);
  sprintf(result, "1 (out [%d], left {tv_sec=%ld, tv_usec=%ld})", w, (long)tv.tv_sec, (long)tv.tv_usec);
  expect_as(result, "select(%d, [%d], [%d], NULL, {tv_sec=1, tv_usec=500})", w + 1, r, w);
  FD_ZERO(&in);
  FD_SET(r, &in);
  tv = (struct timeval){0, 0};
  sys(SYS_select, r + 1, &in, NULL, NULL, &tv);
  expect_as("0 (Timeout)", "select(%d, [%d], NULL, NULL, {tv_sec=0, tv_usec=0})", r + 1, r);
  FD_ZERO(&in);
  FD_SET(40, &in);  // below 64: older kernels leave out what the process's table has no room for
  expect(sys(SYS_select, 41, &in, NULL, NULL, NULL), "select(41, [40], NULL, NULL, NULL)");
  FD_ZERO(&out);
  FD_SET(w, &out);
  struct {
    unsigned long *mask;
    size_t size;
  } masked = {&mask, 8};
  sys(SYS_pselect6, w + 1, NULL, &out, NULL, NULL, &masked);
  sprintf(result, "1 (out [%d])", w);
  expect_as(result, "pselect6(%d, NULL, [%d], NULL, NULL, {sigmask=[USR1], sigsetsize=8})", w + 1, w);

  int epoll = sys(SYS_epoll_create1, EPOLL_CLOEXEC);
  expect(epoll, "epoll_create1(EPOLL_CLOEXEC)");
  expect(sys(SYS_epoll_create, 0), "epoll_create(0)");
  struct epoll_event event = {EPOLLOUT | EPOLLET, {.u64 = 0x100000002}}, events[4];
  expect(sys(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, w, &event),
         "epoll_ctl(%d, EPOLL_CTL_ADD, %d, {events=EPOLLOUT|EPOLLET, data=0x100000002})", epoll, w);
  expect(sys(SYS_epoll_ctl, epoll, EPOLL_CTL_MOD, r, &event),
         "epoll_ctl(%d, EPOLL_CTL_MOD, %d, {events=EPOLLOUT|EPOLLET, data=0x100000002})", epoll, r);
  expect(sys(SYS_epoll_wait, epoll, events, 4, -1), "epoll_wait(%d, [{events=EPOLLOUT, data=0x100000002}], 4, -1)", epoll);
  expect(sys(SYS_epoll_wait, epoll, events, 4, 1), "epoll_wait(%d, [], 4, 1)", epoll);
  expect(sys(SYS_epoll_ctl, epoll, EPOLL_CTL_DEL, w, NULL), "epoll_ctl(%d, EPOLL_CTL_DEL, %d, NULL)", epoll, w);
  expect(sys(SYS_epoll_pwait, epoll, events, 4, 0, &mask, 8), "epoll_pwait(%d, [], 4, 0, [USR1], 8)", epoll);
  expect(sys(SYS_epoll_wait, -1, events, 4, 0), "epoll_wait(-1, %p, 4, 0)", (void *)events);
  expect(sys(SYS_eventfd2, 3, EFD_NONBLOCK | EFD_SEMAPHORE), "eventfd2(3, EFD_SEMAPHORE|EFD_NONBLOCK)");
  finish(0);
}
