// options: -e trace=recvmsg,recvfrom,getsockname,getpeername,exit_group
// Nothing is shown beyond the room that a program gave: not of an address, not of a message.
#include "expect.h"
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

static int bound(const char *path) {
  struct sockaddr_un address = {AF_UNIX, ""};
  strcpy(address.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
  bind(fd, (struct sockaddr *)&address, offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1);
  return fd;
}

int main(void) {
  int reader = bound("reader"), writer = bound("writer");
  struct sockaddr_un address = {AF_UNIX, "reader"};
  for (int i = 0; i < 8; i++) sendto(writer, "datagram", 8, 0, (struct sockaddr *)&address, 9);
  begin();
  char name[64], in[64];
  memset(name, 'z', sizeof name);
  struct iovec area = {in, 3};
  const char *rest = "msg_iov=[{iov_base=\"dat\", iov_len=3}], msg_iovlen=1, msg_controllen=0, msg_flags=MSG_TRUNC}";
  struct msghdr message = {name, 2, &area, 1, NULL, 0, 0};
  expect(sys(SYS_recvmsg, reader, &message, 0), "recvmsg(%d, {msg_name={sa_family=AF_UNIX}, msg_namelen=2 => 9, %s, 0)", reader, rest);
  message.msg_namelen = 5;
  expect(sys(SYS_recvmsg, reader, &message, 0),
         "recvmsg(%d, {msg_name={sa_family=AF_UNIX, sun_path=\"wri\"}, msg_namelen=5 => 9, %s, 0)", reader, rest);
  message.msg_namelen = 1;
  expect(sys(SYS_recvmsg, reader, &message, 0), "recvmsg(%d, {msg_name=%p, msg_namelen=1 => 9, %s, 0)", reader, (void *)name, rest);
  message.msg_namelen = 0;
  expect(sys(SYS_recvmsg, reader, &message, 0), "recvmsg(%d, {msg_name=%p, msg_namelen=0 => 9, %s, 0)", reader, (void *)name, rest);
  message.msg_namelen = 64;
  expect(sys(SYS_recvmsg, reader, &message, MSG_TRUNC),
         "recvmsg(%d, {msg_name={sa_family=AF_UNIX, sun_path=\"writer\"}, msg_namelen=64 => 9, %s, MSG_TRUNC)", reader, rest);
  socklen_t length = 4;
  memcpy(in, "beyond", 6);
  expect(sys(SYS_recvfrom, reader, in, 3, MSG_TRUNC, name, &length),
         "recvfrom(%d, \"dat\", 3, MSG_TRUNC, {sa_family=AF_UNIX, sun_path=\"wr\"}, [4 => 9])", reader);
  length = 1;
  expect(sys(SYS_recvfrom, reader, in, 0, MSG_TRUNC, name, &length), "recvfrom(%d, \"\", 0, MSG_TRUNC, %p, [1 => 9])", reader,
         (void *)name);
  length = 3;
  expect(sys(SYS_getsockname, reader, name, &length), "getsockname(%d, {sa_family=AF_UNIX, sun_path=\"r\"}, [3 => 9])", reader);
  length = 0;
  expect(sys(SYS_getsockname, reader, name, &length), "getsockname(%d, %p, [0 => 9])", reader, (void *)name);
  finish(0);
}
