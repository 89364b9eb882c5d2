// options: -f -e trace=pause,getppid,exit_group
// exit_group() of one thread ends those that wait in calls of their own.
#include "expect.h"
#include <pthread.h>

static _Atomic int ids[2];

static void *waits(void *slot) {
  *(_Atomic int *)slot = self();
  sys(SYS_pause);
  return NULL;
}

int main(void) {
  pthread_t threads[2];
  begin();
  int me = speaker = self();
  for (int i = 0; i < 2; i++) {
    pthread_create(&threads[i], NULL, waits, &ids[i]);
    while (!ids[i]) usleep(1000);
    // Until it sleeps: before, exit_group() would find it outside the call.
    char path[64], state[512] = "";
    sprintf(path, "/proc/self/task/%d/stat", ids[i]);
    do {
      usleep(20000);
      FILE *file = fopen(path, "r");
      if (!file || !fgets(state, sizeof state, file)) give_up("no /proc/self/task/TID/stat");
      fclose(file);
    } while (!strstr(state, ") S "));
    speaker = ids[i];
    expect_as("?", "pause()");
    expect_line("+++ exited with 5 +++");
    speaker = me;
  }
  expect(sys(SYS_getppid), "getppid()");
  finish(5);
}
