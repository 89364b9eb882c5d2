// options: -e trace=wait4,waitid
// Every form of a wait status. Without -f: the children are not traced, and print nothing.
#include "expect.h"
#include <sys/resource.h>
#include <sys/wait.h>

static int child_which(void (*does)(void)) {
  int child = fork();
  if (child == 0) {
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    does();
    _exit(0);
  }
  return child;
}
static void exits(void) { _exit(255); }
static void is_killed(void) { raise(SIGKILL); }
static void aborts(void) { raise(SIGABRT); }
// When it goes on it says so: SIGTERM would overtake a SIGCONT that has not come through yet.
static int going_on[2];
static void stops(void) {
  raise(SIGSTOP);
  if (write(going_on[1], "", 1) == 1) pause();
}
static void dies_of_a_realtime_signal(void) { raise(SIGRTMIN + 1); }

int main(void) {
  // SIGCHLD may come at any time: blocked, so that it does not arrive.
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  int user = getuid(), status, child;
  siginfo_t info = {0};
  if (pipe(going_on)) give_up("no pipe");
  begin();
  child = child_which(exits);
  expect(sys(SYS_wait4, child, &status, 0, NULL), "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 255}], 0, NULL)", child);
  child = child_which(is_killed);
  expect(sys(SYS_wait4, child, &status, 0, NULL), "wait4(%d, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0, NULL)", child);
  child = child_which(aborts);
  expect(sys(SYS_waitid, P_PID, child, &info, WEXITED, NULL),
         "waitid(P_PID, %d, {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=%d, si_uid=%d, si_status=SIGABRT, si_utime=0, si_stime=0}, "
         "WEXITED, NULL)", child, child, user);
  child = child_which(dies_of_a_realtime_signal);
  // The C library keeps the first two real-time signals to itself.
  expect(sys(SYS_wait4, child, &status, 0, NULL), "wait4(%d, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGRT_3}], 0, NULL)", child);
  child = child_which(stops);
  expect(sys(SYS_wait4, child, &status, WUNTRACED, NULL), "wait4(%d, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}], WSTOPPED, NULL)", child);
  kill(child, SIGCONT);
  expect(sys(SYS_wait4, child, &status, WCONTINUED | __WALL, NULL), "wait4(%d, [{WIFCONTINUED(s)}], WCONTINUED|__WALL, NULL)", child);
  char byte;
  if (read(going_on[0], &byte, 1) != 1) give_up("the child does not go on");
  kill(child, SIGTERM);
  struct rusage use;
  memset(&use, 0, sizeof use);
  long waited = sys(SYS_wait4, child, &status, 0, &use);
  expect(waited,
         "wait4(%d, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGTERM}], 0, {ru_utime={tv_sec=%ld, tv_usec=%ld}, ru_stime={tv_sec=%ld, "
         "tv_usec=%ld}, ...})",
         child, (long)use.ru_utime.tv_sec, (long)use.ru_utime.tv_usec, (long)use.ru_stime.tv_sec, (long)use.ru_stime.tv_usec);
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_exit_group, 0);
}
