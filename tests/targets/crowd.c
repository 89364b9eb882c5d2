// No trial of its own: `crowd PROCESSES COUNT` makes COUNT getppid() calls in each of PROCESSES processes, all of which
// begin when the last one is there.
#include "expect.h"
#include <sys/wait.h>

int main(int argc, char **argv) {
  long processes = argc > 1 ? atol(argv[1]) : 1, count = argc > 2 ? atol(argv[2]) : 1;
  int gate[2], status, failed = 0;
  char unused;
  if (pipe(gate)) give_up("no pipe");
  for (long i = 0; i < processes; i++) {
    pid_t child = fork();
    if (child < 0) give_up("no process");
    if (child) continue;
    close(gate[1]);
    if (read(gate[0], &unused, 1)) _exit(1);
    for (long j = 0; j < count; j++) sys(SYS_getppid);
    _exit(0);
  }
  // Nobody writes: the last writer's end is what the children wait for.
  close(gate[1]);
  for (long i = 0; i < processes; i++)
    if (wait(&status) < 0 || status) failed = 1;
  return failed;
}
