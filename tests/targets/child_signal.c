// options: -f -e trace=wait4,exit_group
// SIGCHLD, which is ignored by default and reaches no handler: printed all the same, after the call that it found.
#include "expect.h"
#include <sys/wait.h>

static void wait_until_asleep(int process) {
  char path[64], state[512];
  sprintf(path, "/proc/%d/stat", process);
  for (;;) {
    FILE *file = fopen(path, "r");
    if (!file || !fgets(state, sizeof state, file)) give_up("no /proc/PID/stat");
    fclose(file);
    if (strstr(state, ") S ")) return;
    usleep(10000);
  }
}

int main(void) {
  begin();
  int me = speaker = self(), status;
  int child = fork();
  if (child == 0) {
    wait_until_asleep(me);
    usleep(20000);
    wait_until_asleep(me);
    speaker = self();
    expect_as("?", "exit_group(1)");
    expect_line("+++ exited with 1 +++");
    sys(SYS_exit_group, 1);
  }
  expect(sys(SYS_wait4, child, &status, 0, NULL), "wait4(%d, [{WIFEXITED(s) && WEXITSTATUS(s) == 1}], 0, NULL)", child);
  expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=%d, si_uid=%d, si_status=1, si_utime=0, si_stime=0} ---", child,
              getuid());
  finish(0);
}
