// No trial of its own: makes a child that is not its own but its parent's, and waits until that child is gone: until
// somebody has taken its status.
#include "expect.h"
#include <sched.h>
#include <signal.h>

int main(void) {
  long child = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
  if (child < 0) give_up("no child");
  if (!child) sys(SYS_exit_group, 9);
  while (kill(child, 0) == 0) usleep(1000);
  return 3;
}
