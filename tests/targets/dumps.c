// options: -e read=all -e write=!1 -s 4 -e trace=read,write,readv,writev,sendmsg,recvfrom,pwrite64,exit_group
// What is read and written stands below the call, all of it, areas by themselves as far as there is data.
#include "expect.h"
#include <sys/socket.h>
#include <sys/uio.h>

int main(void) {
  const char *all = "hello world, longer than a row\001\377\n";
  char buffer[64], first[5], second[50];
  struct iovec out[3] = {{"abc", 3}, {"0123456789abcdefX", 17}, {"", 0}};
  struct iovec in[2] = {{first, 5}, {second, 50}};
  struct msghdr message = {.msg_iov = out, .msg_iovlen = 1};
  int ends[2], sockets[2];

  pipe(ends);
  socketpair(AF_UNIX, SOCK_DGRAM, 0, sockets);
  begin();
  expect(sys(SYS_write, ends[1], all, 33), "write(%d, \"hell\"..., 33)", ends[1]);
  expect_line(" | 00000  68 65 6c 6c 6f 20 77 6f  72 6c 64 2c 20 6c 6f 6e  hello world, lon |");
  expect_line(" | 00010  67 65 72 20 74 68 61 6e  20 61 20 72 6f 77 01 ff  ger than a row.. |");
  expect_line(" | 00020  0a                                                .                |");
  expect(sys(SYS_read, ends[0], buffer, 64), "read(%d, \"hell\"..., 64)", ends[0]);
  expect_line(" | 00000  68 65 6c 6c 6f 20 77 6f  72 6c 64 2c 20 6c 6f 6e  hello world, lon |");
  expect_line(" | 00010  67 65 72 20 74 68 61 6e  20 61 20 72 6f 77 01 ff  ger than a row.. |");
  expect_line(" | 00020  0a                                                .                |");
  expect(sys(SYS_writev, ends[1], out, 3),
         "writev(%d, [{iov_base=\"abc\", iov_len=3}, {iov_base=\"0123\"..., iov_len=17}, {iov_base=\"\", iov_len=0}], 3)",
         ends[1]);
  expect_line(" * 3 bytes in buffer 0");
  expect_line(" | 00000  61 62 63                                          abc              |");
  expect_line(" * 17 bytes in buffer 1");
  expect_line(" | 00000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef |");
  expect_line(" | 00010  58                                                X                |");
  expect(sys(SYS_readv, ends[0], in, 2),
         "readv(%d, [{iov_base=\"abc0\"..., iov_len=5}, {iov_base=\"2345\"..., iov_len=50}], 2)", ends[0]);
  expect_line(" * 5 bytes in buffer 0");
  expect_line(" | 00000  61 62 63 30 31                                    abc01            |");
  expect_line(" * 15 bytes in buffer 1");
  expect_line(" | 00000  32 33 34 35 36 37 38 39  61 62 63 64 65 66 58     23456789abcdefX  |");
  expect(sys(SYS_sendmsg, sockets[0], &message, 0),
         "sendmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"abc\", iov_len=3}], msg_iovlen=1, "
         "msg_controllen=0, msg_flags=0}, 0)",
         sockets[0]);
  expect_line(" * 3 bytes in buffer 0");
  expect_line(" | 00000  61 62 63                                          abc              |");
  expect(sys(SYS_recvfrom, sockets[1], buffer, 64, 0, NULL, NULL), "recvfrom(%d, \"abc\", 64, 0, NULL, NULL)", sockets[1]);
  expect_line(" | 00000  61 62 63                                          abc              |");
  // Nothing was moved; what was to be written shows all the same.
  expect(sys(SYS_read, -1, buffer, 4), "read(-1, %p, 4)", (void *)buffer);
  expect(sys(SYS_write, ends[1], "", 0), "write(%d, \"\", 0)", ends[1]);
  expect(sys(SYS_pwrite64, ends[1], "x", 1, 0), "pwrite64(%d, \"x\", 1, 0)", ends[1]);
  expect_line(" | 00000  78                                                x                |");
  finish(0);
}
