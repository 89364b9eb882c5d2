// No trial of its own: `into_cgroup FOLDER COUNT` makes a process in the cgroup of that folder, which makes COUNT
// getppid() calls there.
#include "expect.h"
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  int folder = argc > 2 ? open(argv[1], O_RDONLY | O_DIRECTORY) : -1, status;
  if (folder < 0) give_up("no such folder");
  struct clone_args args = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = folder};
  long child = sys(SYS_clone3, &args, sizeof args);
  if (child < 0) give_up("no process");
  if (child == 0) {
    for (long i = 0, count = atol(argv[2]); i < count; i++) sys(SYS_getppid);
    _exit(0);
  }
  return wait(&status) < 0 || status;
}
