// options: -f -e trace=exit,exit_group
// The leader ends first, another thread ends the process: the leader's line, which comes last, says how that ended.
#include "expect.h"
#include <pthread.h>

static int leader;

// Waits until the leader is a zombie.
static void wait_for_leader(void) {
  char path[64], line[512];
  sprintf(path, "/proc/self/task/%d/stat", leader);
  for (;;) {
    FILE *file = fopen(path, "r");
    if (!file || !fgets(line, sizeof line, file)) give_up("no stat");
    fclose(file);
    if (strstr(line, ") Z ")) return;
  }
}

static void *last(void *unused) {
  wait_for_leader();
  speaker = self();
  expect_as("?", "exit_group(%d)", 3);
  expect_line("+++ exited with 3 +++");
  speaker = leader;
  expect_line("+++ exited with 3 +++");
  dump();
  sys(SYS_exit_group, 3);
  return unused;
}

int main(void) {
  begin();
  speaker = leader = self();
  expect_as("?", "exit(%d)", 5);
  pthread_t thread;
  if (pthread_create(&thread, NULL, last, NULL)) give_up("no thread");
  sys(SYS_exit, 5);
}
