// Answers: how does a target put a message of netlink together and state its line?
//
// Messages are sent out of band, which netlink refuses before it looks at them: nothing of the machine changes.
#include "expect.h"
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

static int netlink_fd;
static char netlink_message[8192];
static unsigned netlink_used;

// Makes a socket of that protocol, which is bound: of others strace does not know the protocol. Whether there is one:
// what a kernel has as a module may not be there.
static int netlink_socket(int protocol) {
  struct sockaddr_nl address = {AF_NETLINK};
  netlink_fd = syscall(SYS_socket, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
  if (netlink_fd < 0 && errno == EPROTONOSUPPORT) return 0;
  if (netlink_fd < 0 || syscall(SYS_bind, netlink_fd, &address, sizeof address)) give_up("no socket of netlink");
  return 1;
}

static void put(const void *bytes, unsigned length) {
  memcpy(netlink_message + netlink_used, bytes, length);
  netlink_used += length;
}

// Begins a message; its length is that of all that is put behind it.
static void header(int type, int flags) {
  struct nlmsghdr header = {0, type, flags, 0, 0};
  netlink_used = 0;
  put(&header, sizeof header);
}

static void attribute(int type, const void *value, unsigned length) {
  struct nlattr attribute = {NLA_HDRLEN + length, type};
  put(&attribute, sizeof attribute);
  put(value, length);
  put("\0\0\0", -length & 3);
}

static void attribute_u32(int type, uint32_t value) { attribute(type, &value, sizeof value); }

// Begins an attribute that has others in it; its place is given to end().
static unsigned nest(int type) {
  unsigned at = netlink_used;
  attribute(type, NULL, 0);
  return at;
}

static void end(unsigned at) { ((struct nlattr *)(netlink_message + at))->nla_len = netlink_used - at; }

// Sends what was put together, and states what is shown of it.
__attribute__((format(printf, 1, 2))) static void shown(const char *format, ...) {
  FORMATTED(message, format);
  ((struct nlmsghdr *)netlink_message)->nlmsg_len = netlink_used;
  expect(sys(SYS_sendto, netlink_fd, netlink_message, netlink_used, MSG_OOB, NULL, 0),
         "sendto(%d, %s, %u, MSG_OOB, NULL, 0)", netlink_fd, message, netlink_used);
}
