// No trial of its own: calls that succeed, fail in two ways, are interrupted, are begun and never return; the harness
// asks which of them are printed.
#include "expect.h"
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

static void on_signal(int number) { (void)number; }

int main(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGALRM, &action, NULL);
  int ready[2], status;
  long none = 0;
  char byte;
  if (pipe(ready)) return 1;
  sys(SYS_getppid);
  sys(SYS_dup, -1);
  sys(SYS_rmdir, "/no/such/folder");
  sys(SYS_dup, 0);
  // Again and again: the first one may come before the call has begun.
  struct itimerval soon = {.it_value = {.tv_usec = 1000}, .it_interval = {.tv_usec = 20000}}, never = {0};
  setitimer(ITIMER_REAL, &soon, NULL);
  sys(SYS_pause);
  setitimer(ITIMER_REAL, &never, NULL);
  int child = fork();
  if (child == 0) {
    if (write(ready[1], "", 1) == 1) sys(SYS_rt_sigsuspend, &none, 8);
  }
  if (read(ready[0], &byte, 1) != 1) return 1;
  // The child is on its way into its last call; there it waits.
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/stat", child);
  for (char state = 0; state != 'S';) {
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%*d %*s %c", &state) != 1) return 1;
    fclose(file);
  }
  sys(SYS_kill, child, SIGKILL);
  sys(SYS_wait4, child, &status, 0, NULL);
  sys(SYS_exit_group, 0);
}
