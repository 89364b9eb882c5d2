// options: -e trace=%network,exit_group
// Addresses given and received, messages with areas and control data, options.
#include "expect.h"
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(void) {
  begin();
  // Unix: a path, an abstract name, no name.
  int fd = sys(SYS_socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  expect(fd, "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0)");
  struct sockaddr_un path = {AF_UNIX, "socket.path"}, abstract = {AF_UNIX, "\0hidden"}, got_unix;
  expect(sys(SYS_connect, fd, &path, sizeof path), "connect(%d, {sa_family=AF_UNIX, sun_path=\"socket.path\"}, 110)", fd);
  expect(sys(SYS_connect, fd, &abstract, 2 + 7), "connect(%d, {sa_family=AF_UNIX, sun_path=@\"hidden\"}, 9)", fd);
  expect(sys(SYS_connect, fd, &path, 1), "connect(%d, %p, 1)", fd, (void *)&path);
  expect(sys(SYS_connect, fd, NULL, 110), "connect(%d, NULL, 110)", fd);
  expect(sys(SYS_connect, -1, (void *)9, 110), "connect(-1, 0x9, 110)");
  expect(sys(SYS_bind, fd, &path, 2 + 12), "bind(%d, {sa_family=AF_UNIX, sun_path=\"socket.path\"}, 14)", fd);
  expect(sys(SYS_listen, fd, 5), "listen(%d, 5)", fd);
  unsigned length = sizeof got_unix;
  expect(sys(SYS_accept4, fd, &got_unix, &length, SOCK_CLOEXEC), "accept4(%d, %p, [110], SOCK_CLOEXEC)", fd, (void *)&got_unix);
  int client = sys(SYS_socket, AF_UNIX, SOCK_STREAM, 0);
  expect(client, "socket(AF_UNIX, SOCK_STREAM, 0)");
  expect(sys(SYS_connect, client, &path, sizeof path), "connect(%d, {sa_family=AF_UNIX, sun_path=\"socket.path\"}, 110)", client);
  length = sizeof got_unix;
  int server = sys(SYS_accept, fd, &got_unix, &length);
  expect(server, "accept(%d, {sa_family=AF_UNIX}, [110 => 2])", fd);
  length = sizeof got_unix;
  expect(sys(SYS_getpeername, client, &got_unix, &length),
         "getpeername(%d, {sa_family=AF_UNIX, sun_path=\"socket.path\"}, [110 => 14])", client);
  length = sizeof got_unix;
  expect(sys(SYS_getsockname, client, &got_unix, &length), "getsockname(%d, {sa_family=AF_UNIX}, [110 => 2])", client);
  expect(sys(SYS_accept, fd, NULL, NULL), "accept(%d, NULL, NULL)", fd);
  expect(sys(SYS_shutdown, client, SHUT_WR), "shutdown(%d, SHUT_WR)", client);

  // A message of two areas which carries a descriptor and the sender's credentials.
  int pair[2];
  expect(sys(SYS_socketpair, AF_UNIX, SOCK_DGRAM, 0, pair), "socketpair(AF_UNIX, SOCK_DGRAM, 0, [%d, %d])", pair[0], pair[1]);
  struct iovec areas[2] = {{"first", 5}, {"second", 6}};
  union {
    char space[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr header;
  } control = {0};
  control.header = (struct cmsghdr){.cmsg_len = CMSG_LEN(2 * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
  memcpy(CMSG_DATA(&control.header), (int[]){0, 1}, 8);
  struct msghdr message = {NULL, 0, areas, 2, &control, sizeof control, 0};
  expect(sys(SYS_sendmsg, pair[0], &message, MSG_NOSIGNAL),
         "sendmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"first\", iov_len=5}, {iov_base=\"second\", iov_len=6}], "
         "msg_iovlen=2, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[0, 1]}], "
         "msg_controllen=24, msg_flags=0}, MSG_NOSIGNAL)",
         pair[0]);
  char in[64];
  struct iovec area = {in, sizeof in};
  struct msghdr received = {NULL, 0, &area, 1, &control, sizeof control, 0};
  long n = sys(SYS_recvmsg, pair[1], &received, MSG_CMSG_CLOEXEC);
  int *passed = (int *)CMSG_DATA(&control.header);
  expect(n,
         "recvmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"firstsecond\", iov_len=64}], msg_iovlen=1, "
         "msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[%d, %d]}], msg_controllen=24, "
         "msg_flags=MSG_CMSG_CLOEXEC}, MSG_CMSG_CLOEXEC)",
         pair[1], passed[0], passed[1]);
  expect(sys(SYS_recvmsg, pair[1], &received, MSG_DONTWAIT), "recvmsg(%d, {msg_namelen=0}, MSG_DONTWAIT)", pair[1]);
  expect(sys(SYS_sendmsg, pair[0], NULL, 0), "sendmsg(%d, NULL, 0)", pair[0]);
  expect(sys(SYS_sendmsg, pair[0], (void *)16, 0), "sendmsg(%d, 0x10, 0)", pair[0]);

  // IPv4 over the loopback.
  int udp = sys(SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
  expect(udp, "socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP)");
  struct sockaddr_in in4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, from;
  expect(sys(SYS_bind, udp, &in4, sizeof in4), "bind(%d, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"127.0.0.1\")}, 16)", udp);
  length = sizeof in4;
  expect(sys(SYS_getsockname, udp, &in4, &length),
         "getsockname(%d, {sa_family=AF_INET, sin_port=htons(%d), sin_addr=inet_addr(\"127.0.0.1\")}, [16])", udp, ntohs(in4.sin_port));
  expect(sys(SYS_sendto, udp, "datagram", 8, 0, &in4, sizeof in4),
         "sendto(%d, \"datagram\", 8, 0, {sa_family=AF_INET, sin_port=htons(%d), sin_addr=inet_addr(\"127.0.0.1\")}, 16)", udp,
         ntohs(in4.sin_port));
  length = sizeof from;
  expect(sys(SYS_recvfrom, udp, in, sizeof in, 0, &from, &length),
         "recvfrom(%d, \"datagram\", 64, 0, {sa_family=AF_INET, sin_port=htons(%d), sin_addr=inet_addr(\"127.0.0.1\")}, [16])", udp,
         ntohs(in4.sin_port));
  expect(sys(SYS_recvfrom, udp, in, sizeof in, MSG_DONTWAIT | MSG_PEEK, NULL, NULL), "recvfrom(%d, %p, 64, MSG_PEEK|MSG_DONTWAIT, NULL, NULL)",
         udp, (void *)in);
  expect(sys(SYS_sendto, udp, "x", 1, MSG_DONTWAIT, NULL, 0), "sendto(%d, \"x\", 1, MSG_DONTWAIT, NULL, 0)", udp);

  // IPv6, whether the kernel has it or not.
  struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(53), .sin6_flowinfo = htonl(7), .sin6_scope_id = 3};
  inet_pton(AF_INET6, "2001:db8::1", &in6.sin6_addr);
  expect(sys(SYS_connect, -1, &in6, sizeof in6),
         "connect(-1, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(7), inet_pton(AF_INET6, \"2001:db8::1\", "
         "&sin6_addr), sin6_scope_id=3}, 28)");
  // Too short for its family: the bytes as they are.
  in4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  expect(sys(SYS_connect, -1, &in4, 15),
         "connect(-1, {sa_family=AF_INET, sa_data=\"\\0P\\177\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0\"}, 15)");

  // Netlink.
  int netlink = sys(SYS_socket, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  expect(netlink, "socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)");
  struct sockaddr_nl nl = {.nl_family = AF_NETLINK, .nl_groups = 0};
  expect(sys(SYS_bind, netlink, &nl, sizeof nl), "bind(%d, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12)", netlink);

  // Options.
  int one = 1, value = 0;
  expect(sys(SYS_setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, &one, 4), "setsockopt(%d, SOL_SOCKET, SO_REUSEADDR, [1], 4)", fd);
  length = 4;
  expect(sys(SYS_getsockopt, fd, SOL_SOCKET, SO_TYPE, &value, &length), "getsockopt(%d, SOL_SOCKET, SO_TYPE, [1], [4])", fd);
  length = 4;
  expect(sys(SYS_getsockopt, fd, SOL_SOCKET, SO_ERROR, &value, &length), "getsockopt(%d, SOL_SOCKET, SO_ERROR, [0], [4])", fd);
  struct linger linger = {1, 5};
  expect(sys(SYS_setsockopt, fd, SOL_SOCKET, SO_LINGER, &linger, 8), "setsockopt(%d, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8)", fd);
  expect(sys(SYS_setsockopt, -1, IPPROTO_TCP, TCP_NODELAY, &one, 4), "setsockopt(-1, SOL_TCP, TCP_NODELAY, [1], 4)");
  finish(0);
}
