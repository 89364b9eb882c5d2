// No trial of its own: asks its parent to be its debugger and gives it occasion to stop it: `traceme exec`, `stop`,
// `trap` or `signal`, the last one with a signal that it has a handler for.
#include "expect.h"
#include <signal.h>
#include <sys/ptrace.h>

static volatile sig_atomic_t handled;

static void handler(int signal) { handled = signal; }

int main(int argc, char **argv) {
  const char *how = argc > 1 ? argv[1] : "";
  if (ptrace(PTRACE_TRACEME, 0, 0, 0)) give_up("traced already");
  if (!strcmp(how, "exec")) execl("/bin/sh", "sh", "-c", "exit 7", NULL);
  if (!strcmp(how, "stop")) raise(SIGSTOP);
  if (!strcmp(how, "trap")) raise(SIGTRAP);
  if (!strcmp(how, "signal")) {
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
    if (handled != SIGUSR1) return 1;
  }
  return 7;
}
