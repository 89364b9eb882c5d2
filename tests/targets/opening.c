// Sixteen threads that open files of their own and close them again: the same numbers are now one's, now another's.
// What the trace must say of them: tests/live/names.rs.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define THREADS 16
#define TIMES 500

static void *open_and_close(void *which) {
  char path[32];
  for (int time = 0; time < TIMES; time++) {
    // Some names for the first time, some again.
    snprintf(path, sizeof path, "t%ld.%d", (long)which, time % 50);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0 || write(fd, path, 1) != 1 || close(fd)) _exit(1);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[THREADS];
  for (long which = 0; which < THREADS; which++)
    if (pthread_create(&threads[which], NULL, open_and_close, (void *)which)) return 1;
  for (int which = 0; which < THREADS; which++) pthread_join(threads[which], NULL);
  return 0;
}
