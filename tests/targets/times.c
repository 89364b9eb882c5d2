// options: -e trace=nanosleep,clock_gettime,clock_getres,clock_settime,clock_nanosleep,gettimeofday,time,times,setitimer,getitimer,utimensat,utime,utimes,timer_create,timer_settime,timer_gettime,timer_getoverrun,timer_delete,timerfd_create,timerfd_settime,timerfd_gettime,restart_syscall,exit_group
// Times as the kernel has them, given and received.
#include "expect.h"
#include <fcntl.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <time.h>
#include <utime.h>

// Clock ticks, with the seconds that they are when there are any.
static const char *ticks_text(long ticks) {
  static char texts[4][64];
  static int next;
  char *text = texts[next++ % 4];
  sprintf(text, ticks ? "%ld /* %.2f s */" : "%ld", ticks, (double)ticks / sysconf(_SC_CLK_TCK));
  return text;
}

int main(void) {
  close(open("file", O_CREAT | O_WRONLY, 0600));
  begin();
  struct timespec request = {0, 1000}, left, now;
  expect(sys(SYS_nanosleep, &request, NULL), "nanosleep({tv_sec=0, tv_nsec=1000}, NULL)");
  expect(sys(SYS_nanosleep, &request, &left), "nanosleep({tv_sec=0, tv_nsec=1000}, %p)", (void *)&left);
  struct timespec wrong = {1, 1000000000}, negative = {-1, -5};
  expect(sys(SYS_nanosleep, &wrong, &left), "nanosleep({tv_sec=1, tv_nsec=1000000000}, %p)", (void *)&left);
  expect(sys(SYS_nanosleep, &negative, NULL), "nanosleep({tv_sec=-1, tv_nsec=18446744073709551611}, NULL)");
  expect(sys(SYS_nanosleep, NULL, NULL), "nanosleep(NULL, NULL)");
  expect(sys(SYS_nanosleep, (void *)8, NULL), "nanosleep(0x8, NULL)");
  expect(sys(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &request, NULL),
         "clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=0, tv_nsec=1000}, NULL)");
  expect(sys(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &request, &left),
         "clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, {tv_sec=0, tv_nsec=1000}, %p)", (void *)&left);

  expect(sys(SYS_clock_gettime, CLOCK_MONOTONIC, &now), "clock_gettime(CLOCK_MONOTONIC, {tv_sec=%ld, tv_nsec=%ld})",
         (long)now.tv_sec, now.tv_nsec);
  expect(sys(SYS_clock_gettime, CLOCK_THREAD_CPUTIME_ID, NULL), "clock_gettime(CLOCK_THREAD_CPUTIME_ID, NULL)");
  expect(sys(SYS_clock_gettime, 99, &now), "clock_gettime(0x63 /* CLOCK_??? */, %p)", (void *)&now);
  expect(sys(SYS_clock_getres, CLOCK_REALTIME, &now), "clock_getres(CLOCK_REALTIME, {tv_sec=%ld, tv_nsec=%ld})",
         (long)now.tv_sec, now.tv_nsec);
  expect(sys(SYS_clock_settime, CLOCK_MONOTONIC, &request), "clock_settime(CLOCK_MONOTONIC, {tv_sec=0, tv_nsec=1000})");
  struct timeval tv;
  struct timezone tz;
  expect(sys(SYS_gettimeofday, &tv, NULL), "gettimeofday({tv_sec=%ld, tv_usec=%ld}, NULL)", (long)tv.tv_sec, (long)tv.tv_usec);
  expect(sys(SYS_gettimeofday, NULL, &tz), "gettimeofday(NULL, {tz_minuteswest=%d, tz_dsttime=%d})", tz.tz_minuteswest,
         tz.tz_dsttime);
  // A date, as a comment, where the result is one.
  time_t seconds;
  long made = sys(SYS_time, &seconds);
  char date[64], result[128];
  strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S%z", localtime(&seconds));
  sprintf(result, "%ld (%s)", made, date);
  expect_as(result, "time([%ld /* %s */])", (long)seconds, date);

  struct itimerval timer = {{0, 0}, {1000, 500000}}, old;
  expect(sys(SYS_setitimer, ITIMER_REAL, &timer, &old),
         "setitimer(ITIMER_REAL, {it_interval={tv_sec=0, tv_usec=0}, it_value={tv_sec=1000, tv_usec=500000}}, "
         "{it_interval={tv_sec=0, tv_usec=0}, it_value={tv_sec=0, tv_usec=0}})");
  expect(sys(SYS_getitimer, ITIMER_VIRTUAL, &old),
         "getitimer(ITIMER_VIRTUAL, {it_interval={tv_sec=0, tv_usec=0}, it_value={tv_sec=0, tv_usec=0}})");
  expect(sys(SYS_setitimer, 7, &timer, NULL),
         "setitimer(0x7 /* ITIMER_??? */, {it_interval={tv_sec=0, tv_usec=0}, it_value={tv_sec=1000, tv_usec=500000}}, NULL)");

  struct timespec both[2] = {{1000000000, 5}, {0, UTIME_OMIT}};
  expect(sys(SYS_utimensat, AT_FDCWD, "file", both, 0),
         "utimensat(AT_FDCWD, \"file\", [{tv_sec=1000000000, tv_nsec=5} /* 2001-09-09T01:46:40.000000005+0000 */, UTIME_OMIT], 0)");
  both[0].tv_nsec = UTIME_NOW;
  both[1] = (struct timespec){0, 0};
  expect(sys(SYS_utimensat, AT_FDCWD, "file", both, AT_SYMLINK_NOFOLLOW),
         "utimensat(AT_FDCWD, \"file\", [UTIME_NOW, {tv_sec=0, tv_nsec=0}], AT_SYMLINK_NOFOLLOW)");
  int fd = open("file", O_RDONLY);
  expect(sys(SYS_utimensat, fd, NULL, NULL, 0), "utimensat(%d, NULL, NULL, 0)", fd);
  struct utimbuf times = {1, 2};
  expect(sys(SYS_utime, "file", &times),
         "utime(\"file\", {actime=1 /* 1970-01-01T00:00:01+0000 */, modtime=2 /* 1970-01-01T00:00:02+0000 */})");
  expect(sys(SYS_utime, "file", NULL), "utime(\"file\", NULL)");
  struct timeval pair[2] = {{1, 2}, {0, 0}};
  expect(sys(SYS_utimes, "file", pair), "utimes(\"file\", [{tv_sec=1, tv_usec=2} /* 1970-01-01T00:00:01.000002+0000 */, {tv_sec=0, tv_usec=0}])");

  long tfd = sys(SYS_timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  expect(tfd, "timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC|TFD_NONBLOCK)");
  struct itimerspec spec = {{0, 0}, {1000, 7}}, was;
  expect(sys(SYS_timerfd_settime, tfd, TFD_TIMER_ABSTIME, &spec, NULL),
         "timerfd_settime(%ld, TFD_TIMER_ABSTIME, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=1000, tv_nsec=7}}, NULL)", tfd);
  spec.it_value = (struct timespec){0, 0};
  sys(SYS_timerfd_settime, tfd, 0, &spec, NULL);
  expect(0, "timerfd_settime(%ld, 0, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=0, tv_nsec=0}}, NULL)", tfd);
  expect(sys(SYS_timerfd_gettime, tfd, &was),
         "timerfd_gettime(%ld, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=0, tv_nsec=0}})", tfd);

  int id = -1;
  expect(sys(SYS_timer_create, CLOCK_REALTIME, NULL, &id), "timer_create(CLOCK_REALTIME, NULL, [%d])", id);
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_ptr = (void *)0x2a};
  int second = -1;
  expect(sys(SYS_timer_create, CLOCK_MONOTONIC, &event, &second),
         "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=42, sival_ptr=0x2a}, sigev_signo=SIGUSR1, sigev_notify=SIGEV_SIGNAL}, [%d])", second);
  struct itimerspec zero = {{0, 0}, {0, 0}};
  expect(sys(SYS_timer_settime, id, 0, &zero, &was),
         "timer_settime(%d, 0, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=0, tv_nsec=0}}, "
         "{it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=0, tv_nsec=0}})", id);
  expect(sys(SYS_timer_gettime, id, &was), "timer_gettime(%d, {it_interval={tv_sec=0, tv_nsec=0}, it_value={tv_sec=0, tv_nsec=0}})", id);
  expect(sys(SYS_timer_getoverrun, id), "timer_getoverrun(%d)", id);
  expect(sys(SYS_timer_delete, 12345), "timer_delete(12345)");
  expect(sys(SYS_timer_delete, id), "timer_delete(%d)", id);
  struct tms tms;
  char ticks[32];
  sprintf(ticks, "%ld", sys(SYS_times, &tms));
  expect_as(ticks, "times({tms_utime=%s, tms_stime=%s, tms_cutime=%s, tms_cstime=%s})", ticks_text(tms.tms_utime),
            ticks_text(tms.tms_stime), ticks_text(tms.tms_cutime), ticks_text(tms.tms_cstime));
  finish(0);
}
