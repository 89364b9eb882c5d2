// options: -f -e trace=execve,getpid,exit_group
// A thread that is not the first executes a program: it takes over the id of the first, which ends.
#include "expect.h"
#include <pthread.h>

static int leader;

static void *executes(void *unused) {
  (void)unused;
  int id = self();
  char *arguments[] = {"name", "again", NULL}, *none[] = {NULL};
  speaker = id;
  expect_line("execve(\"/proc/self/exe\", [\"name\", \"again\"], %p /* 0 vars */ <pid changed to %d ...>", (void *)none, leader);
  speaker = leader;
  expect_line("+++ superseded by execve in pid %d +++", id);
  expect(0, "<... execve resumed>)");
  expect(leader, "getpid()");
  expect_as("?", "exit_group(0)");
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_execve, "/proc/self/exe", arguments, none);
  return NULL;
}

int main(int argc, char **) {
  if (argc > 1) {
    sys(SYS_getpid);
    sys(SYS_exit_group, 0);
  }
  begin();
  leader = self();
  pthread_t thread;
  pthread_create(&thread, NULL, executes, NULL);
  for (;;) usleep(1000000);
}
