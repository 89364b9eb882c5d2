// options: -e trace=none
// Numbers that no kernel has are printed whatever is selected, and with them calls that the kernel lacks.
#include "expect.h"

int main(void) {
  begin();
  expect(sys(0x1f7, 1, 2, 3, 4, 5, 6), "syscall_0x1f7(0x1, 0x2, 0x3, 0x4, 0x5, 0x6)");
  expect(sys(400, 0, -1l, "text", 0, 0, 0x7fffffffffffffff),
         "syscall_0x190(0, 0xffffffffffffffff, %p, 0, 0, 0x7fffffffffffffff)", "text");
  expect(sys(0x3fffffff, 0, 0, 0, 0, 0, 0), "syscall_0x3fffffff(0, 0, 0, 0, 0, 0)");
  // x32's, too.
  expect(sys(0x4000023f, 1), "syscall_0x4000023f(0x1, 0, 0, 0, 0, 0)");
  expect(sys(0x40009858, 1), "syscall_0x40009858(0x1, 0, 0, 0, 0, 0)");
  // Known and not selected.
  sys(SYS_getpid);
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_exit_group, 0);
}
