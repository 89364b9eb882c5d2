// options: -f -e trace=execve,pause,getpid,exit_group
// A thread executes a program while the leader and another thread wait in calls: these begin before the execve and end
// within it.
#include "expect.h"
#include <pthread.h>

static int leader;
static _Atomic int waiting;

static void wait_until_asleep(int thread) {
  char path[64], state[512];
  sprintf(path, "/proc/self/task/%d/stat", thread);
  do {
    usleep(1000);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(state, sizeof state, file)) give_up("no /proc/self/task/TID/stat");
    fclose(file);
  } while (!strstr(state, ") S "));
}

static void *waits(void *unused) {
  (void)unused;
  waiting = self();
  sys(SYS_pause);
  return NULL;
}

static void *executes(void *unused) {
  (void)unused;
  int id = self();
  char *arguments[] = {"name", "again", NULL}, *none[] = {NULL};
  while (!waiting) usleep(1000);
  wait_until_asleep(waiting);
  wait_until_asleep(leader);
  speaker = waiting;
  expect_as("?", "pause()");
  expect_line("+++ exited with 0 +++");
  speaker = id;
  expect_line("execve(\"/proc/self/exe\", [\"name\", \"again\"], %p /* 0 vars */ <unfinished ...>", (void *)none);
  speaker = leader;
  expect_as("?", "pause()");
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
  pthread_create(&threads[0], NULL, waits, NULL);
  pthread_create(&threads[1], NULL, executes, NULL);
  sys(SYS_pause);
}
