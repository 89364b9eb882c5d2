// No trial of its own: makes a call that names the first network interface.
#include "expect.h"
#include <linux/if_packet.h>
#include <sys/socket.h>

int main(void) {
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_ifindex = 1};
  sys(SYS_bind, -1, &at, sizeof(at));
  return 0;
}
