// No trial of its own: `areas COUNT SIZE [TURNS]` writes COUNT areas of SIZE bytes to /dev/null with one writev(), so
// many times: the first area is full of `a`, the second of `b`.
#include "expect.h"
#include <fcntl.h>
#include <sys/uio.h>

int main(int argc, char **argv) {
  static struct iovec areas[1024];
  int count = argc > 2 ? atoi(argv[1]) : 0;
  if (count < 1 || count > 1024) give_up("how many areas?");
  size_t size = atol(argv[2]);
  long turns = argc > 3 ? atol(argv[3]) : 1;
  for (int i = 0; i < count; i++) {
    areas[i] = (struct iovec){malloc(size), size};
    if (!areas[i].iov_base) give_up("no memory");
    memset(areas[i].iov_base, 'a' + i % 26, size);
  }
  int fd = open("/dev/null", O_WRONLY);
  for (long i = 0; i < turns; i++) sys(SYS_writev, fd, areas, count);
  return 0;
}
