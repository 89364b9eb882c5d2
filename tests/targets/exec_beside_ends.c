// options: -f -e trace=execve,getpid,exit_group
// A thread executes a program while another one runs, in no call: its end stands between the halves of the execve.
#include "expect.h"
#include <pthread.h>

static int leader;
static _Atomic int running;

static void *runs(void *unused) {
  (void)unused;
  running = self();
  for (;;) continue;
}

static void *executes(void *unused) {
  (void)unused;
  int id = self();
  char *arguments[] = {"name", "again", NULL}, *none[] = {NULL};
  while (!running) usleep(1000);
  speaker = running;
  expect_line("+++ exited with 0 +++");
  speaker = id;
  expect_line("execve(\"/proc/self/exe\", [\"name\", \"again\"], %p /* 0 vars */ <unfinished ...>", (void *)none);
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
  pthread_t threads[2];
  pthread_create(&threads[0], NULL, runs, NULL);
  pthread_create(&threads[1], NULL, executes, NULL);
  for (;;) usleep(1000000);
}
