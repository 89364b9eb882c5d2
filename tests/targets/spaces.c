// options: --namespace -e trace=unshare,setns,clone,clone3,exit_group -e signal=none
// Behind the result stand the namespaces that the flags are about: of the task itself, or of the one that was made.
#include "expect.h"
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>


// What /proc says of a namespace of a process: `uts:[4026531838]`.
static const char *space(long pid, const char *kind) {
  static char names[8][64];
  static int next;
  char *name = names[next++ & 7], link[64];
  snprintf(link, sizeof link, "/proc/%ld/ns/%s", pid, kind);
  ssize_t length = readlink(link, name, 63);
  name[length < 0 ? 0 : length] = 0;
  return name;
}

static void end(long child) {
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
}

int main(void) {
  long me = getpid();
  char all[256];
  begin();
  sys(SYS_unshare, 0);
  expect_as("0", "unshare(0)");
  sys(SYS_unshare, CLONE_FS | CLONE_NEWUTS);
  snprintf(all, sizeof all, "0 (%s)", space(me, "uts"));
  expect_as(all, "unshare(CLONE_FS|CLONE_NEWUTS)");
  sys(SYS_unshare, CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS);
  snprintf(all, sizeof all, "0 (%s, %s, %s, %s)", space(me, "ipc"), space(me, "mnt"), space(me, "net"), space(me, "uts"));
  expect_as(all, "unshare(CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWNET)");
  expect(sys(SYS_unshare, 0x40), "unshare(0x40 /* CLONE_??? */)");

  int uts = open("/proc/self/ns/uts", O_RDONLY);
  sys(SYS_setns, uts, CLONE_NEWUTS);
  snprintf(all, sizeof all, "0 (%s)", space(me, "uts"));
  expect_as(all, "setns(%d, CLONE_NEWUTS)", uts);
  // Only the flags say.
  expect(sys(SYS_setns, uts, 0), "setns(%d, 0)", uts);
  expect(sys(SYS_setns, uts, CLONE_NEWNET), "setns(%d, CLONE_NEWNET)", uts);

  long child = sys(SYS_clone, CLONE_NEWUTS | CLONE_NEWPID | CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) {
    pause();
    _exit(0);
  }
  snprintf(all, sizeof all, "%ld (%s, %s, %s)", child, space(child, "pid"), space(child, "uts"), space(child, "user"));
  expect_as(all, "clone(child_stack=NULL, flags=CLONE_NEWUTS|CLONE_NEWUSER|CLONE_NEWPID|SIGCHLD)");
  end(child);
  struct clone_args args = {.flags = CLONE_NEWCGROUP, .exit_signal = SIGCHLD};
  child = sys(SYS_clone3, &args, sizeof args);
  if (child == 0) {
    pause();
    _exit(0);
  }
  snprintf(all, sizeof all, "%ld (%s)", child, space(child, "cgroup"));
  expect_as(all, "clone3({flags=CLONE_NEWCGROUP, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, %zu)", sizeof args);
  end(child);
  child = sys(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) {
    pause();
    _exit(0);
  }
  expect(child, "clone(child_stack=NULL, flags=SIGCHLD)");
  end(child);
  // Of those to come: the process itself stays where it is.
  sys(SYS_unshare, CLONE_NEWPID);
  snprintf(all, sizeof all, "0 (%s)", space(me, "pid"));
  expect_as(all, "unshare(CLONE_NEWPID)");
  finish(0);
}
