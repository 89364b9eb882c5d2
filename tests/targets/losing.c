// No trial of its own: `losing COUNT` makes COUNT times two calls which share no argument, as fast as it can: one that
// receives 16000 bytes, with memory read before and after it, and one that reads no memory.
#include "expect.h"
#include <sys/socket.h>

int main(int argc, char **argv) {
  static char data[16000];
  struct sockaddr_storage address;
  int pair[2];
  memset(data, 'x', sizeof data);
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) give_up("no socket pair");
  if (send(pair[0], data, sizeof data, 0) != sizeof data) give_up("nothing sent");
  for (long i = 0, count = argc > 1 ? atol(argv[1]) : 1; i < count; i++) {
    socklen_t length = sizeof address;
    // Peeking, so that the next call receives the same.
    sys(SYS_recvfrom, pair[1], data, sizeof data, MSG_PEEK, &address, &length);
    sys(SYS_lseek, -7, 4321, SEEK_END);
  }
  return 0;
}
