// options: -e trace=exit_group,exit
// Only the low byte of the status reaches the parent.
#include "expect.h"

int main(void) {
  begin();
  expect_as("?", "exit_group(%d)", 0x12a);
  expect_line("+++ exited with 42 +++");
  dump();
  sys(SYS_exit_group, 0x12a);
}
