// options: -s 9 -e trace=sendmmsg,recvmmsg,exit_group
// Several messages at once: each with its name, its areas, its control messages, and how much of it has gone or come.
#include "expect.h"
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

#define HEADER "msg_hdr={msg_name=NULL, msg_namelen=0, "
#define END "msg_iovlen=%d, msg_controllen=0, msg_flags=0}"

int main(void) {
  begin();
  int pair[2];
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  struct iovec sent[] = {{"hello", 5}, {"worldwide.message", 17}, {"x", 1}};
  union {
    char bytes[CMSG_SPACE(2 * sizeof(int))];
    struct cmsghdr head;
  } rights = {.head = {CMSG_LEN(2 * sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
  ((int *)CMSG_DATA(&rights.head))[0] = 2;
  ((int *)CMSG_DATA(&rights.head))[1] = 1;
  struct mmsghdr messages[3] = {
      {.msg_hdr = {.msg_iov = sent, .msg_iovlen = 2, .msg_control = &rights, .msg_controllen = sizeof rights}},
      {.msg_hdr = {.msg_iov = sent + 1, .msg_iovlen = 2}},
      {.msg_hdr = {.msg_name = (void *)1, .msg_namelen = 3, .msg_iov = sent + 2, .msg_iovlen = 1}},
  };
  expect(sys(SYS_sendmmsg, pair[0], messages, 3, MSG_DONTWAIT),
         "sendmmsg(%d, [{" HEADER "msg_iov=[{iov_base=\"hello\", iov_len=5}, {iov_base=\"worldwide\"..., iov_len=17}], "
         "msg_iovlen=2, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[2, 1]}], "
         "msg_controllen=24, msg_flags=0}, msg_len=22}, "
         "{" HEADER "msg_iov=[{iov_base=\"worldwide\"..., iov_len=17}, {iov_base=\"x\", iov_len=1}], " END
         ", msg_len=18}, {msg_hdr={msg_name=0x1, msg_namelen=3, msg_iov=[{iov_base=\"x\", iov_len=1}], " END
         "}], 3, MSG_DONTWAIT)",
         pair[0], 2, 1);
  expect(sys(SYS_sendmmsg, -1, messages + 1, 1, 0),
         "sendmmsg(-1, [{" HEADER "msg_iov=[{iov_base=\"worldwide\"..., iov_len=17}, {iov_base=\"x\", iov_len=1}], " END
         "}], 1, 0)",
         2);
  expect(sys(SYS_sendmmsg, pair[0], NULL, 1, 0), "sendmmsg(%d, NULL, 1, 0)", pair[0]);
  expect(sys(SYS_sendmmsg, pair[0], messages, 0, 0), "sendmmsg(%d, [], 0, 0)", pair[0]);

  char bytes[2][40], name[2][110];
  struct iovec first[2] = {{bytes[0], 3}, {bytes[0] + 3, 37}}, second = {bytes[1], 40};
  struct mmsghdr room[2] = {
      {.msg_hdr = {.msg_name = name[0], .msg_namelen = 110, .msg_iov = first, .msg_iovlen = 2}},
      {.msg_hdr = {.msg_name = name[1], .msg_namelen = 110, .msg_iov = &second, .msg_iovlen = 1}},
  };
  struct timespec wait = {1, 0};
  expect(sys(SYS_recvmmsg, -1, room, 2, 0, NULL), "recvmmsg(-1, %p, 2, 0, NULL)", (void *)room);
  expect(sys(SYS_recvmmsg, pair[1], room, 2, MSG_DONTWAIT, NULL),
         "recvmmsg(%d, [{msg_hdr={msg_name=%p, msg_namelen=110 => 0, msg_iov=[{iov_base=\"hel\", iov_len=3}, "
         "{iov_base=\"loworldwi\"..., iov_len=37}], msg_iovlen=2, msg_controllen=0, msg_flags=MSG_CTRUNC}, msg_len=22}, "
         "{msg_hdr={msg_name=%p, msg_namelen=110 => 0, msg_iov=[{iov_base=\"worldwide\"..., iov_len=40}], " END
         ", msg_len=18}], 2, MSG_DONTWAIT, NULL)",
         pair[1], (void *)name[0], (void *)name[1], 1);
  expect(sys(SYS_recvmmsg, pair[1], room, 2, MSG_DONTWAIT, &wait),
         "recvmmsg(%d, %p, 2, MSG_DONTWAIT, {tv_sec=1, tv_nsec=0})", pair[1], (void *)room);
  finish(0);
}
