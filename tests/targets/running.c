// No trial of its own: `running HOW` says that it runs, and goes on until standard input ends: it waits, makes
// threads or processes all the time, or looks whether anybody touches it.
#include "expect.h"
#include <pthread.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <linux/futex.h>

enum { AT_ONCE = 4 };

static void say(long counter, int nth) {
  char text[40];
  sys(SYS_write, -1, text, sprintf(text, "c%ld %d", counter, nth));
}

static void *speaks(void *counter) {
  for (int nth = 1; nth <= 3; nth++) say((long)counter, nth);
  return NULL;
}

static int told_to_end(void) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  return poll(&input, 1, 0) != 0;
}

/* Some at a time: those of a batch are gone before the next one begins. */
static void make_threads(void) {
  long counter = 0;
  pthread_t threads[AT_ONCE];
  while (!told_to_end()) {
    for (int i = 0; i < AT_ONCE; i++)
      if (pthread_create(&threads[i], NULL, speaks, (void *)counter++)) give_up("no thread");
    for (int i = 0; i < AT_ONCE; i++) pthread_join(threads[i], NULL);
  }
  say(counter, 0);
}

static void make_processes(void) {
  long counter = 0;
  while (!told_to_end()) {
    for (int i = 0; i < AT_ONCE; i++, counter++)
      if (!fork()) {
        speaks((void *)counter);
        _exit(0);
      }
    while (wait(NULL) > 0) continue;
  }
  say(counter, 0);
}

static void unfair(const char *what, long result) {
  printf("unfair: %s: %ld, %s\n", what, result, strerror(errno));
  exit(1);
}

/* What a debugger that comes or goes can be noticed by: calls that are broken off, signals, timers, TracerPid. */
static void watch_itself(void) {
  int epoll = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, 0), word = 0;
  struct itimerspec every = {{0, 2000000}, {0, 2000000}};
  struct timespec soon = {0, 1000000}, rest, begun, ended;
  struct epoll_event event;
  unsigned long expired = 0, all = 0;
  char status[4096];
  sigset_t pending;
  timerfd_settime(timer, 0, &every, NULL);
  clock_gettime(CLOCK_MONOTONIC, &begun);
  while (!told_to_end()) {
    long result = epoll_wait(epoll, &event, 1, 1);
    if (result) unfair("epoll_wait", result);
    result = sys(SYS_nanosleep, &soon, &rest);
    if (result) unfair("nanosleep", result);
    result = sys(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &soon, NULL, 0);
    if (result != -ETIMEDOUT) unfair("futex", result);
    result = read(timer, &expired, sizeof(expired));
    if (result != sizeof(expired)) unfair("read", result);
    all += expired;
    sigpending(&pending);
    if (!sigisemptyset(&pending)) unfair("a signal", 0);
    int file = open("/proc/self/status", O_RDONLY);
    ssize_t length = read(file, status, sizeof(status) - 1);
    close(file);
    status[length > 0 ? length : 0] = 0;
    if (!strstr(status, "\nTracerPid:\t0\n")) unfair("TracerPid", 0);
  }
  clock_gettime(CLOCK_MONOTONIC, &ended);
  /* What has expired since was not read yet. */
  if (read(timer, &expired, sizeof(expired)) == sizeof(expired)) all += expired;
  long milliseconds = (ended.tv_sec - begun.tv_sec) * 1000 + (ended.tv_nsec - begun.tv_nsec) / 1000000;
  if ((long)all < milliseconds / 2 - 1) unfair("timers", all);
}

int main(int argc, char **argv) {
  const char *how = argc > 1 ? argv[1] : "";
  char byte;
  printf("running\n");
  fflush(stdout);
  if (!strcmp(how, "threads")) make_threads();
  else if (!strcmp(how, "processes")) make_processes();
  else if (!strcmp(how, "watches")) watch_itself();
  else if (!strcmp(how, "sleeps")) {
    struct timespec long_time = {1000, 0};
    sys(SYS_nanosleep, &long_time, NULL);
  } else
    while (sys(SYS_read, 0, &byte, 1) > 0) sys(SYS_write, -1, "step", 4);
  sys(SYS_exit_group, 6);
}
