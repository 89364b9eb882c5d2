// No trial of its own: `leaves COUNT FOLDER...` makes a process for each of the cgroups at these folders, which moves
// there, makes COUNT getppid() calls, and at its end the file "done".
#include "expect.h"
#include <fcntl.h>
#include <limits.h>
#include <sys/wait.h>

static void leave_for(const char *folder) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/cgroup.procs", folder);
  int file = open(path, O_WRONLY);
  if (file < 0 || write(file, "0", 1) != 1) give_up(path);
  close(file);
}

int main(int argc, char **argv) {
  int failed = 0, status;
  for (int i = 2; i < argc; i++) {
    pid_t child = fork();
    if (child < 0) give_up("no process");
    if (child) continue;
    leave_for(argv[i]);
    for (long j = 0, count = atol(argv[1]); j < count; j++) sys(SYS_getppid);
    close(open("done", O_CREAT | O_WRONLY, 0600));
    _exit(0);
  }
  for (int i = 2; i < argc; i++)
    if (wait(&status) < 0 || status) failed = 1;
  return failed;
}
