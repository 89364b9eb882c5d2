// options: -e trace=exit_group,exit
// The exit of the only thread.
#include "expect.h"

int main(void) {
  begin();
  expect_as("?", "exit(%d)", 7);
  expect_line("+++ exited with 7 +++");
  dump();
  sys(SYS_exit, 7);
}
