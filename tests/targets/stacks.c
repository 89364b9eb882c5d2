// No trial of its own: functions that lead to calls, without frame pointers.
// compiler: -O2 -g -fomit-frame-pointer
#define _GNU_SOURCE
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define APART __attribute__((noipa))

static volatile int depth;

static inline __attribute__((always_inline)) long put_into(long number) { return syscall(number) + depth; }

APART long innermost(void) { return put_into(SYS_getppid) + 1; }

APART long middle(int times) {
  // What a stack pointer is, only the tables of unwinding tell here.
  char room[times * 16];
  memset(room, times, sizeof room);
  long result = innermost();
  return result + room[depth];
}

APART long recursive(int times) { return times ? recursive(times - 1) + depth : middle(7); }

APART void on_signal(int number) { depth += number - number + (int)(innermost() & 0); }

APART long interrupted(void) { return raise(SIGUSR1) + depth; }

// A buffer in which nothing stands: its pages are not there.
APART long roomy(void) {
  volatile char room[20000];
  long result = innermost();
  return result + (depth ? room[depth] : 0);
}

// With a word: takes its own file away first, and waits for the end of its input.
int main(int count, char **words) {
  struct sigaction action = {.sa_handler = on_signal};
  char byte;

  if (count > 1) {
    unlink(words[0]);
    middle(3);
    return read(0, &byte, 1);
  }
  middle(3);
  recursive(5);
  roomy();
  sigaction(SIGUSR1, &action, NULL);
  interrupted();
  return 3;
}
