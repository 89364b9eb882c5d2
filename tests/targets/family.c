// options: -f -e trace=fork,vfork,clone,clone3,wait4,waitid,getppid,exit,exit_group,setsid,getpid
// Children made in every way, how they end, and how their parent hears of it. Their lines carry their own ids.
#include "expect.h"
#include <linux/sched.h>
#include <sched.h>
#include <sys/wait.h>

static int me, user;

static void child_exits(int child, int status) {
  speaker = child;
  expect(me, "getppid()");
  expect_as("?", "exit_group(%d)", status);
  expect_line("+++ exited with %d +++", status);
  speaker = me;
}

// Lets the signal in that was held back, so that it does not come now before and now after the parent's wait4().
static void child_signal(int child, int status) {
  hold(SIG_UNBLOCK);
  expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=%d, si_uid=%d, si_status=%d, si_utime=0, si_stime=0} ---", child,
              user, status);
  hold(SIG_BLOCK);
}

// vfork shares the stack: the child must not return from here.
static long vfork_and_exit(int status) {
  long result;
  __asm__ volatile(
      "syscall\n\ttest %%rax, %%rax\n\tjnz 1f\n\t"
      "mov %[getppid], %%eax\n\tsyscall\n\tmov %[status], %%edi\n\tmov %[exit], %%eax\n\tsyscall\n1:"
      : "=a"(result)
      : "0"(SYS_vfork), [getppid] "i"(SYS_getppid), [exit] "i"(SYS_exit_group), [status] "r"(status)
      : "rcx", "r11", "rdi", "memory");
  return result;
}

int main(void) {
  user = getuid();
  hold(SIG_BLOCK);
  begin();
  me = speaker = self();
  int status, child;
  siginfo_t got = {0};

  child = sys(SYS_fork);
  if (child == 0) sys(SYS_getppid), sys(SYS_exit_group, 3);
  expect(child, "fork()");
  expect(sys(SYS_wait4, child, &status, 0, NULL), "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL)", child);
  child_signal(child, 3);
  child_exits(child, 3);

  child = vfork_and_exit(4);
  expect(child, "vfork()");
  expect(sys(SYS_wait4, -1, &status, __WALL, NULL), "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 4}], __WALL, NULL)");
  child_signal(child, 4);
  child_exits(child, 4);

  int parent_tid = 0;
  child = sys(SYS_clone, CLONE_PARENT_SETTID | SIGCHLD, NULL, &parent_tid, NULL, NULL);
  if (child == 0) sys(SYS_getppid), sys(SYS_exit_group, 5);
  expect(child, "clone(child_stack=NULL, flags=CLONE_PARENT_SETTID|SIGCHLD, parent_tid=[%d])", child);
  expect(sys(SYS_waitid, P_PID, child, &got, WEXITED | WNOWAIT, NULL),
         "waitid(P_PID, %d, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=%d, si_uid=%d, si_status=5, si_utime=0, si_stime=0}, "
         "WEXITED|WNOWAIT, NULL)",
         child, child, user);
  expect(sys(SYS_wait4, 0, NULL, 0, NULL), "wait4(0, NULL, 0, NULL)");
  child_signal(child, 5);
  child_exits(child, 5);

  struct clone_args args = {.flags = 0, .exit_signal = SIGCHLD};
  child = sys(SYS_clone3, &args, sizeof args);
  if (child == 0) sys(SYS_getppid), sys(SYS_exit_group, 6);
  expect(child, "clone3({flags=0, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, %zu)", sizeof args);
  expect(sys(SYS_wait4, child, &status, WUNTRACED, NULL), "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 6}], WSTOPPED, NULL)", child);
  child_signal(child, 6);
  child_exits(child, 6);

  // No child left, none that is ready, arguments which make no sense.
  expect(sys(SYS_wait4, -1, &status, WNOHANG, NULL), "wait4(-1, %p, WNOHANG, NULL)", (void *)&status);
  expect(sys(SYS_waitid, P_ALL, 0, NULL, WEXITED | WNOHANG, NULL), "waitid(P_ALL, 0, NULL, WNOHANG|WEXITED, NULL)");
  expect(sys(SYS_clone, CLONE_THREAD, NULL, NULL, NULL, NULL), "clone(child_stack=NULL, flags=CLONE_THREAD)");
  finish(0);
}
