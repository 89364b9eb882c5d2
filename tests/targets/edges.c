// options: -e trace=open,memfd_create,write,writev,readv,poll,semop,setgroups,futex_waitv,process_vm_readv,sendmsg,sendmmsg,recvmmsg,set_mempolicy,io_submit,move_pages,epoll_wait,sched_setattr,capset,connect,getsockname,accept,recvfrom,recvmsg,execve,exit_group
// Memory that ends at the end of a page: what is there is shown, and from where on nothing can be read.
#include "expect.h"
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

// Behind the last byte that can be read.
static char *end;

// A copy that ends there.
static void *last(const void *data, size_t size) { return memcpy(end - size, data, size); }

static const char *repeated(int count) {
  static char text[5000];
  memset(text, 'a', count);
  text[count] = 0;
  return text;
}

int main(void) {
  char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  end = page + 4096;
  munmap(end, 4096);
  struct sockaddr_un address = {AF_UNIX, "socket"}, sender = {AF_UNIX, "sender"};
  int server = socket(AF_UNIX, SOCK_STREAM, 0), client = socket(AF_UNIX, SOCK_STREAM, 0), from = socket(AF_UNIX, SOCK_DGRAM, 0);
  bind(server, (struct sockaddr *)&address, 9);
  listen(server, 1);
  connect(client, (struct sockaddr *)&address, 9);
  bind(from, (struct sockaddr *)&sender, 9);
  for (int i = 0; i < 3; i++) sendto(from, "datagram", 8, 0, (struct sockaddr *)&sender, 9);
  int epoll = epoll_create1(0), pair[2];
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  struct epoll_event event = {EPOLLOUT, {.u64 = 5}};
  epoll_ctl(epoll, EPOLL_CTL_ADD, pair[0], &event);
  begin();

  // Strings without their end.
  memset(page, 'a', 4096);
  expect(sys(SYS_open, page, O_RDONLY), "open(\"%s\"..., O_RDONLY)", repeated(4095));
  expect(sys(SYS_open, end - 10, O_RDONLY), "open(%p, O_RDONLY)", (void *)(end - 10));
  expect(sys(SYS_memfd_create, end - 33, 0), "memfd_create(\"%s\"..., 0)", repeated(32));
  expect(sys(SYS_memfd_create, end - 32, 0), "memfd_create(%p, 0)", (void *)(end - 32));
  expect(sys(SYS_write, -1, end - 10, 10), "write(-1, \"aaaaaaaaaa\", 10)");
  expect(sys(SYS_write, -1, end - 10, 11), "write(-1, %p, 11)", (void *)(end - 10));

  // Arrays.
  struct pollfd fds[2] = {{-1, POLLIN, 0}, {-2, POLLIN, 0}};
  sys(SYS_poll, last(fds, 16), 2, 0);
  expect_as("0 (Timeout)", "poll([{fd=-1}, {fd=-2}], 2, 0)");
  expect(sys(SYS_poll, end - 16, 3, 0), "poll([{fd=-1}, {fd=-2}, ... /* %p */], 3, 0)", (void *)end);
  expect(sys(SYS_poll, end - 4, 3, 0), "poll(%p, 3, 0)", (void *)(end - 4));
  expect(sys(SYS_poll, end, 3, 0), "poll(%p, 3, 0)", (void *)end);
  struct sembuf operations[2] = {{1, 2, 0}, {3, -4, IPC_NOWAIT}};
  expect(sys(SYS_semop, -1, last(operations, 12), 3),
         "semop(-1, [{sem_num=1, sem_op=2, sem_flg=0}, {sem_num=3, sem_op=-4, sem_flg=IPC_NOWAIT}, ... /* %p */], 3)", (void *)end);
  int groups[3] = {1, 2, 3};
  expect(sys(SYS_setgroups, 4, last(groups, 12)), "setgroups(4, [1, 2, 3, ... /* %p */])", (void *)end);
  memcpy(end - 10, groups, 10);
  expect(sys(SYS_setgroups, 3, end - 10), "setgroups(3, [1, 2, ... /* %p */])", (void *)(end - 2));
  struct { unsigned long value, address; unsigned flags, reserved; } waiter = {1, 16, 2, 0};
  expect(sys(449 /* futex_waitv */, last(&waiter, 24), 2, 0, NULL, 0),
         "futex_waitv([{val=0x1, uaddr=0x10, flags=FUTEX2_SIZE_U32}, ... /* %p */], 2, 0, NULL, CLOCK_REALTIME)", (void *)end);
  struct iovec areas[2] = {{"abc", 3}, {"defg", 4}};
  expect(sys(SYS_writev, -1, last(areas, 32), 3), "writev(-1, [{iov_base=\"abc\", iov_len=3}, {iov_base=\"defg\", iov_len=4}, ... /* %p */], 3)",
         (void *)end);
  expect(sys(SYS_readv, -1, end - 32, 3), "readv(-1, [{iov_base=%p, iov_len=3}, {iov_base=%p, iov_len=4}, ... /* %p */], 3)",
         areas[0].iov_base, areas[1].iov_base, (void *)end);
  expect(sys(SYS_process_vm_readv, -1, areas, 1, end - 16, 2, 0),
         "process_vm_readv(-1, [{iov_base=%p, iov_len=3}], 1, [{iov_base=%p, iov_len=4}, ... /* %p */], 2, 0)", areas[0].iov_base,
         areas[1].iov_base, (void *)end);
  struct msghdr message = {NULL, 0, (void *)(end - 32), 3, NULL, 0, 0};
  expect(sys(SYS_sendmsg, -1, &message, 0),
         "sendmsg(-1, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"abc\", iov_len=3}, {iov_base=\"defg\", iov_len=4}, ... /* %p */], "
         "msg_iovlen=3, msg_controllen=0, msg_flags=0}, 0)",
         (void *)end);
  struct mmsghdr messages[2] = {0};
  const char *empty = "{msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, msg_controllen=0, msg_flags=0}";
  expect(sys(SYS_sendmmsg, -1, last(messages, sizeof messages), 3, 0), "sendmmsg(-1, [{msg_hdr=%s}, {msg_hdr=%s}, ... /* %p */], 3, 0)", empty,
         empty, (void *)end);
  expect(sys(SYS_sendmmsg, pair[0], end - sizeof messages, 3, 0),
         "sendmmsg(%d, [{msg_hdr=%s, msg_len=0}, {msg_hdr=%s, msg_len=0}, ... /* %p */], 3, 0)", pair[0], empty, empty, (void *)end);
  expect(sys(SYS_recvmmsg, pair[1], end - sizeof messages, 3, MSG_DONTWAIT, NULL),
         "recvmmsg(%d, [{msg_hdr=%s, msg_len=0}, {msg_hdr=%s, msg_len=0}], 3, MSG_DONTWAIT, NULL)", pair[1], empty, empty);
  memset(end - 16, 0, 16);
  expect(sys(SYS_set_mempolicy, 77, end - 8, 100), "set_mempolicy(0x4d /* MPOL_??? */, [0000000000000000, ... /* %p */], 100)", (void *)end);
  expect(sys(SYS_io_submit, 0, 3, end - 16), "io_submit(NULL, 3, [NULL, NULL, ... /* %p */])", (void *)end);
  expect(sys(SYS_move_pages, 0x7ffffff1, 3, end - 16, end - 8, end - 4, 0),
         "move_pages(2147483633, 3, [NULL, NULL, ... /* %p */], [0, 0, ... /* %p */], %p, 0)", (void *)end, (void *)end, (void *)(end - 4));
  expect(sys(SYS_epoll_wait, epoll, end - 12, 5, 0), "epoll_wait(%d, [{events=EPOLLOUT, data=0x5}], 5, 0)", epoll);

  // Structs that say themselves how long they are.
  memcpy(end - 8, (unsigned[]){4, 0}, 8);
  expect(sys(SYS_sched_setattr, 0, end - 8, 0), "sched_setattr(0, {size=4} => {size=%u}, 0)", *(unsigned *)(end - 8));
  expect(sys(SYS_sched_setattr, 0, end - 3, 0), "sched_setattr(0, %p, 0)", (void *)(end - 3));
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_1, 0x7ffffff1};
  memset(end - 12, 0, 12);
  expect(sys(SYS_capset, &header, end - 12),
         "capset({version=_LINUX_CAPABILITY_VERSION_1, pid=2147483633}, {effective=0, permitted=0, inheritable=0})");

  // Addresses of sockets: as long as the room for them.
  expect(sys(SYS_connect, -1, last(&address, 16), 110), "connect(-1, %p, 110)", (void *)(end - 16));
  socklen_t length = 8;
  expect(sys(SYS_getsockname, server, end - 8, &length), "getsockname(%d, {sa_family=AF_UNIX, sun_path=\"socket\"}, [8 => 9])", server);
  length = 5;
  expect(sys(SYS_getsockname, server, end - 5, &length), "getsockname(%d, {sa_family=AF_UNIX, sun_path=\"soc\"}, [5 => 9])", server);
  length = 1;
  expect(sys(SYS_getsockname, server, end - 1, &length), "getsockname(%d, %p, [1 => 9])", server, (void *)(end - 1));
  length = 2;
  expect(sys(SYS_accept, server, end - 2, &length), "accept(%d, {sa_family=AF_UNIX}, [2])", server);
  length = 4;
  char room[64];
  expect(sys(SYS_recvfrom, from, room, 3, MSG_TRUNC, end - 4, &length),
         "recvfrom(%d, \"dat\", 3, MSG_TRUNC, {sa_family=AF_UNIX, sun_path=\"se\"}, [4 => 9])", from);
  expect(sys(SYS_recvfrom, from, end - 3, 3, MSG_TRUNC, NULL, NULL), "recvfrom(%d, \"dat\", 3, MSG_TRUNC, NULL, NULL)", from);
  struct iovec area = {room, 3};
  message = (struct msghdr){end - 5, 5, &area, 1, NULL, 0, 0};
  expect(sys(SYS_recvmsg, from, &message, 0),
         "recvmsg(%d, {msg_name={sa_family=AF_UNIX, sun_path=\"sen\"}, msg_namelen=5 => 9, msg_iov=[{iov_base=\"dat\", iov_len=3}], "
         "msg_iovlen=1, msg_controllen=0, msg_flags=MSG_TRUNC}, 0)",
         from);

  char *arguments[2] = {"a", "b"};
  expect(sys(SYS_execve, "", last(arguments, 16), NULL), "execve(\"\", [\"a\", \"b\", ... /* %p */], NULL)", (void *)end);
  finish(0);
}
