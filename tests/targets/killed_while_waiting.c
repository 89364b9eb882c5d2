// options: -f -e trace=nanosleep,kill,pause,wait4,exit_group
// Calls that never return because their process is killed: by SIGKILL, and by SIGTERM.
#include "expect.h"
#include <sys/wait.h>
#include <time.h>

// Waits until the child sleeps in a call.
static void wait_until_asleep(int child) {
  char path[64], state[512];
  sprintf(path, "/proc/%d/stat", child);
  for (;;) {
    FILE *file = fopen(path, "r");
    if (!file || !fgets(state, sizeof state, file)) give_up("no /proc/PID/stat");
    fclose(file);
    if (strstr(state, ") S ")) return;
    usleep(1000);
  }
}

int main(void) {
  hold(SIG_BLOCK);
  begin();
  int me = speaker = self(), user = getuid();
  for (int number = SIGKILL; number <= SIGTERM; number += SIGTERM - SIGKILL) {
    int child = sys(SYS_fork);
    if (child == 0) {
      sys(SYS_pause);
      sys(SYS_exit_group, 1);
    }
    mark();
    wait_until_asleep(child);
    mark();
    int status;
    expect(sys(SYS_kill, child, number), "kill(%d, SIG%s)", child, sigabbrev_np(number));
    long waited = sys(SYS_wait4, child, &status, 0, NULL);
    expect(waited, "wait4(%d, [{WIFSIGNALED(s) && WTERMSIG(s) == SIG%s}], 0, NULL)", child, sigabbrev_np(number));
    hold(SIG_UNBLOCK);
    expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=%d, si_uid=%d, si_status=SIG%s, si_utime=0, si_stime=0} ---",
                child, user, sigabbrev_np(number));
    hold(SIG_BLOCK);
    speaker = child;
    if (number == SIGKILL) {
      expect_as("?", "pause()");
    } else {
      expect_as("? ERESTARTNOHAND (To be restarted if no handler)", "pause()");
      expect_line("--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);
    }
    expect_line("+++ killed by SIG%s +++", sigabbrev_np(number));
    speaker = me;
  }
  finish(0);
}
