// options: --strings-in-hex=non-ascii-chars -e trace=write,exit_group
// What needs an escape is hexadecimal, not octal.
#include "expect.h"

int main(void) {
  begin();
  expect(sys(SYS_write, -1, "a\"\\\t\n\v\f\r z", 10), "write(-1, \"a\\\"\\\\\\t\\n\\v\\f\\r z\", 10)");
  expect(sys(SYS_write, -1, "a\x01\n", 3), "write(-1, \"a\\x01\\n\", 3)");
  expect(sys(SYS_write, -1, "a\0b", 3), "write(-1, \"a\\x00b\", 3)");
  expect(sys(SYS_write, -1, "\x80", 1), "write(-1, \"\\x80\", 1)");
  expect(sys(SYS_write, -1, "01234567890123456789012345678901\x80", 33),
         "write(-1, \"01234567890123456789012345678901\"..., 33)");
  finish(0);
}
