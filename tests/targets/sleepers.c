// No trial of its own: `sleepers COUNT` makes COUNT threads that sleep, and sleeps itself until standard input ends.
#include "expect.h"
#include <pthread.h>

static void *sleeps(void *unused) {
  sys(SYS_pause);
  return unused;
}

int main(int argc, char **argv) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 65536);
  for (int i = 0, count = argc > 1 ? atoi(argv[1]) : 1; i < count; i++) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, sleeps, NULL)) give_up("too many threads");
  }
  printf("asleep\n");
  fflush(stdout);
  char byte;
  while (sys(SYS_read, 0, &byte, 1) > 0) continue;
  sys(SYS_exit_group, 5);
}
