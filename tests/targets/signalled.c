// No trial of its own: counts the signals by which users end things, with handlers or (`signalled taken`) by taking
// them from a signalfd while they are blocked, and writes a line for each. Makes a call that the harness recognises,
// umask(0123), when it is ready; at the end of its standard input, makes the file "survived" and exits with 40 + count.
#include "expect.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

static volatile sig_atomic_t count;

static void got(int signal) {
  (void)signal;
  count++;
  if (write(1, "got\n", 4) != 4) _exit(1);
}

int main(int argc, char **argv) {
  (void)argv;
  int stops[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < 4; i++) {
    sigaddset(&set, stops[i]);
    signal(stops[i], got);
  }
  struct pollfd files[] = {{.fd = 0, .events = POLLIN}, {.fd = -1, .events = POLLIN}};
  if (argc > 1) {
    sigprocmask(SIG_BLOCK, &set, NULL);
    files[1].fd = signalfd(-1, &set, 0);
  }
  sys(SYS_umask, 0123);
  for (;;) {
    struct signalfd_siginfo info;
    if (poll(files, 2, -1) < 0) continue;
    if (files[1].revents && read(files[1].fd, &info, sizeof info) == sizeof info) got(0);
    if (files[0].revents) break;
  }
  close(open("survived", O_CREAT | O_WRONLY, 0600));
  return 40 + count;
}
