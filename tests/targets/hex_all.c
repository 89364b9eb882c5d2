// options: -xx -e trace=write,openat,connect,exit_group
// All strings are shown in hexadecimal, addresses of the Internet too.
#include "expect.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(0x7f000001)}};

  begin();
  expect(sys(SYS_write, -1, "a\n", 2), "write(-1, \"\\x61\\x0a\", 2)");
  expect(sys(SYS_write, -1, "012345678901234567890123456789012", 33),
         "write(-1, \"\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39"
         "\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39\\x30\\x31\"..., 33)");
  expect(sys(SYS_openat, -1, "a b", O_RDONLY), "openat(-1, \"\\x61\\x20\\x62\", O_RDONLY)");
  expect(sys(SYS_connect, -1, &address, 16),
         "connect(-1, {sa_family=AF_INET, sin_port=htons(80), "
         "sin_addr=inet_addr(\"\\x31\\x32\\x37\\x2e\\x30\\x2e\\x30\\x2e\\x31\")}, 16)");
  finish(0);
}
