// options: -s 12 -e trace=read,write,pread64,pwrite64,lseek,readv,writev,preadv,pwritev,preadv2,exit_group
// Buffers: what was transferred is printed, not what was asked for; cut at -s; bad pointers as addresses.
#include "expect.h"
#include <fcntl.h>
#include <sys/uio.h>

int main(void) {
  char buffer[64];
  char *hole = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(hole + 4096, 4096);
  memcpy(hole + 4090, "edge!\n", 6);
  int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
  void *bad = (void *)0x1234;
  begin();

  expect(sys(SYS_write, fd, "hello\n", 6), "write(%d, \"hello\\n\", 6)", fd);
  expect(sys(SYS_write, fd, "exactly 12 b", 12), "write(%d, \"exactly 12 b\", 12)", fd);
  expect(sys(SYS_write, fd, "one more: 13.", 13), "write(%d, \"one more: 13\"..., 13)", fd);
  expect(sys(SYS_write, fd, "", 0), "write(%d, \"\", 0)", fd);
  expect(sys(SYS_write, -1, "not written", 11), "write(-1, \"not written\", 11)");
  expect(sys(SYS_write, fd, NULL, 5), "write(%d, NULL, 5)", fd);
  expect(sys(SYS_write, fd, NULL, 0), "write(%d, NULL, 0)", fd);
  expect(sys(SYS_write, fd, bad, 5), "write(%d, %p, 5)", fd, bad);
  expect(sys(SYS_write, fd, bad, 0), "write(%d, \"\", 0)", fd);
  expect(sys(SYS_write, fd, hole + 4090, 6), "write(%d, \"edge!\\n\", 6)", fd);
  // The kernel writes the part that it can read; the buffer as a whole is not readable.
  expect(sys(SYS_write, fd, hole + 4090, 10), "write(%d, %p, 10)", fd, hole + 4090);

  expect(sys(SYS_lseek, fd, 0, SEEK_SET), "lseek(%d, 0, SEEK_SET)", fd);
  expect(sys(SYS_lseek, fd, -1, SEEK_CUR), "lseek(%d, -1, SEEK_CUR)", fd);
  expect(sys(SYS_lseek, fd, 1l << 40, 99), "lseek(%d, 1099511627776, 0x63 /* SEEK_??? */)", fd);
  expect(sys(SYS_read, fd, buffer, 6), "read(%d, \"hello\\n\", 6)", fd);
  expect(sys(SYS_read, fd, buffer, 25), "read(%d, \"exactly 12 b\"..., 25)", fd);
  expect(sys(SYS_read, fd, buffer, 0), "read(%d, \"\", 0)", fd);
  expect(sys(SYS_read, fd, bad, 6), "read(%d, %p, 6)", fd, bad);
  expect(sys(SYS_read, -7, buffer, 6), "read(-7, %p, 6)", (void *)buffer);
  expect(sys(SYS_lseek, fd, 0, SEEK_END), "lseek(%d, 0, SEEK_END)", fd);
  expect(sys(SYS_read, fd, buffer, 60), "read(%d, \"\", 60)", fd);

  expect(sys(SYS_pwrite64, fd, "\0\1\177\200\377\\\"\t", 8, 100), "pwrite64(%d, \"\\0\\1\\177\\200\\377\\\\\\\"\\t\", 8, 100)", fd);
  expect(sys(SYS_pread64, fd, buffer, 64, 100), "pread64(%d, \"\\0\\1\\177\\200\\377\\\\\\\"\\t\", 64, 100)", fd);
  expect(sys(SYS_pread64, fd, buffer, 64, -1l), "pread64(%d, %p, 64, -1)", fd, (void *)buffer);

  struct iovec out[3] = {{"ab", 2}, {"a long string", 13}, {NULL, 0}};
  expect(sys(SYS_writev, fd, out, 3),
         "writev(%d, [{iov_base=\"ab\", iov_len=2}, {iov_base=\"a long strin\"..., iov_len=13}, {iov_base=NULL, iov_len=0}], 3)",
         fd);
  expect(sys(SYS_writev, fd, out, 0), "writev(%d, [], 0)", fd);
  expect(sys(SYS_writev, fd, NULL, 2), "writev(%d, NULL, 2)", fd);
  expect(sys(SYS_writev, fd, bad, 2), "writev(%d, %p, 2)", fd, bad);
  struct iovec broken[2] = {{"ab", 2}, {bad, 4}};
  expect(sys(SYS_writev, fd, broken, 2), "writev(%d, [{iov_base=\"ab\", iov_len=2}, {iov_base=%p, iov_len=4}], 2)", fd, bad);
  expect(sys(SYS_pwritev, fd, out, 1, 200, 0), "pwritev(%d, [{iov_base=\"ab\", iov_len=2}], 1, 200)", fd);

  char first[4], second[20], third[4];
  struct iovec in[3] = {{first, 4}, {second, 20}, {third, 4}};
  // 8 bytes there: the first area is full, the second in part, the third untouched.
  sys(SYS_lseek, fd, 100, SEEK_SET);
  expect(100, "lseek(%d, 100, SEEK_SET)", fd);
  ftruncate(fd, 108);
  expect(sys(SYS_readv, fd, in, 3),
         "readv(%d, [{iov_base=\"\\0\\1\\177\\200\", iov_len=4}, {iov_base=\"\\377\\\\\\\"\\t\", iov_len=20}, {iov_base=\"\", iov_len=4}], 3)",
         fd);
  expect(sys(SYS_preadv, fd, in, 2, 0, 0),
         "preadv(%d, [{iov_base=\"hell\", iov_len=4}, {iov_base=\"o\\nexactly 12\"..., iov_len=20}], 2, 0)", fd);
  expect(sys(SYS_preadv2, fd, in, 1, 0, 0, 1), "preadv2(%d, [{iov_base=\"hell\", iov_len=4}], 1, 0, RWF_HIPRI)", fd);
  expect(sys(SYS_readv, -1, in, 1), "readv(-1, [{iov_base=%p, iov_len=4}], 1)", (void *)first);
  finish(0);
}
