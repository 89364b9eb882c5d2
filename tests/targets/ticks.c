// No trial of its own: makes a call that says when it was made, lseek(-1, CLOCK_MONOTONIC in ns, 0), again and again with
// pauses between them, until its standard input ends.
#include "expect.h"
#include <poll.h>
#include <time.h>

int main(void) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  // Pauses of 20 to 40 ms in no order: whoever looks from time to time shall not meet the calls by chance.
  for (unsigned chance = 1; poll(&input, 1, 20 + chance / 65536 % 21) == 0; chance = chance * 1103515245 + 12345) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    sys(SYS_lseek, -1, now.tv_sec * 1000000000L + now.tv_nsec, 0);
  }
  return 0;
}
