// options: -e trace=mmap,mprotect,munmap,mremap,madvise,brk,msync,mlock,munlock,mincore,exit_group
// Addresses and sizes; results which are addresses.
#include "expect.h"

static const char *hex(long value) {
  static char text[32];
  sprintf(text, "%#lx", value);
  return text;
}

int main(void) {
  begin();
  long page = sys(SYS_mmap, NULL, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  expect_as(hex(page), "mmap(NULL, 16384, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)");
  long fixed = sys(SYS_mmap, page, 4096, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
  expect_as(hex(fixed), "mmap(%#lx, 4096, PROT_NONE, MAP_SHARED|MAP_FIXED|MAP_ANONYMOUS|MAP_NORESERVE, -1, 0)", page);
  expect(sys(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, 99, 0x3000),
         "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 99, 0x3000)");
  expect(sys(SYS_mmap, NULL, 0, 0, 0, 0, 1), "mmap(NULL, 0, PROT_NONE, MAP_FILE, 0, 0x1)");
  expect(sys(SYS_mprotect, page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC),
         "mprotect(%#lx, 8192, PROT_READ|PROT_WRITE|PROT_EXEC)", page);
  expect(sys(SYS_mprotect, 0x1001, 1, PROT_NONE), "mprotect(0x1001, 1, PROT_NONE)");
  expect(sys(SYS_madvise, page, 4096, MADV_DONTNEED), "madvise(%#lx, 4096, MADV_DONTNEED)", page);
  long moved = sys(SYS_mremap, page + 4096, 4096, 8192, MREMAP_MAYMOVE, 0);
  expect_as(hex(moved), "mremap(%#lx, 4096, 8192, MREMAP_MAYMOVE)", page + 4096);
  expect(sys(SYS_msync, page, 4096, MS_SYNC), "msync(%#lx, 4096, MS_SYNC)", page);
  expect(sys(SYS_munmap, page, 4096), "munmap(%#lx, 4096)", page);
  expect(sys(SYS_munmap, 1, 2), "munmap(0x1, 2)");
  long end = sys(SYS_brk, NULL);
  expect_as(hex(end), "brk(NULL)");
  long grown = sys(SYS_brk, end + 4096);
  expect_as(hex(grown), "brk(%#lx)", end + 4096);
  expect_as(hex(sys(SYS_brk, end)), "brk(%#lx)", end);
  finish(0);
}
