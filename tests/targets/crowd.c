// No trial of its own: `crowd PROCESSES COUNT [PRIORITY]` makes COUNT getppid() calls in each of PROCESSES processes,
// all of which begin when the last one is there. With PRIORITY, they are real-time processes of that priority.
#include "expect.h"
#include <sched.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  long processes = argc > 1 ? atol(argv[1]) : 1, count = argc > 2 ? atol(argv[2]) : 1;
  int gate[2], status, failed = 0;
  char unused;
  struct sched_param param = {.sched_priority = argc > 3 ? atoi(argv[3]) : 0};
  if (pipe(gate)) give_up("no pipe");
  if (param.sched_priority && sched_setscheduler(0, SCHED_FIFO, &param)) give_up("no real-time priority");
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
