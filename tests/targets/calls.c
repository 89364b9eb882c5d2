// No trial of its own: `calls COUNT [THREADS [FILE]]` makes COUNT getppid() calls on each of THREADS threads, as fast
// as it can. With FILE, makes that file at its end.
#include "expect.h"
#include <fcntl.h>
#include <pthread.h>

static long count;

static void *makes_calls(void *unused) {
  for (long i = 0; i < count; i++) sys(SYS_getppid);
  return unused;
}

int main(int argc, char **argv) {
  count = argc > 1 ? atol(argv[1]) : 1;
  int others = argc > 2 ? atoi(argv[2]) - 1 : 0;
  pthread_t threads[64];
  if (others > 64) give_up("too many threads");
  for (int i = 0; i < others; i++)
    if (pthread_create(&threads[i], NULL, makes_calls, NULL)) give_up("no thread");
  makes_calls(NULL);
  for (int i = 0; i < others; i++) pthread_join(threads[i], NULL);
  if (argc > 3) close(open(argv[3], O_CREAT | O_WRONLY, 0600));
  return 0;
}
