// options: -e trace=getpid,exit_group -e signal=usr1,SIGRT_2,12,chld
// Only the selected signals show: by name, by a real-time signal's name, by number, and one that is ignored.
#include "expect.h"
#include <sys/wait.h>

static void on_signal(int number) { (void)number; }

int main(void) {
  int me = getpid(), user = getuid(), arriving[] = {SIGUSR1, SIGHUP, 34, 35, SIGUSR2, SIGURG, SIGCHLD};
  for (int i = 0; i < 5; i++) signal(arriving[i], on_signal);
  begin();
  const char *shown[] = {"SIGUSR1", NULL, "SIGRT_2", NULL, "SIGUSR2", NULL, "SIGCHLD"};
  for (int i = 0; i < 7; i++) {
    sys(SYS_kill, me, arriving[i]);
    if (shown[i]) {
      expect_line("--- %s {si_signo=%s, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", shown[i], shown[i], me, user);
    }
    expect(sys(SYS_getpid), "getpid()");
  }
  finish(0);
}
