// options: -x -e trace=write,prctl,exit_group
// A string with a byte that is neither ASCII text nor white space is shown in hexadecimal, all of it that shows.
#include "expect.h"
#include <sys/prctl.h>

int main(void) {
  begin();
  expect(sys(SYS_write, -1, "a\"\\\t\n\v\f\r z", 10), "write(-1, \"a\\\"\\\\\\t\\n\\v\\f\\r z\", 10)");
  expect(sys(SYS_write, -1, "a\x01\n", 3), "write(-1, \"\\x61\\x01\\x0a\", 3)");
  expect(sys(SYS_write, -1, "a\0b", 3), "write(-1, \"\\x61\\x00\\x62\", 3)");
  expect(sys(SYS_write, -1, "\x80", 1), "write(-1, \"\\x80\", 1)");
  expect(sys(SYS_write, -1, "01234567890123456789012345678901\x80", 33),
         "write(-1, \"01234567890123456789012345678901\"..., 33)");
  expect(sys(SYS_prctl, PR_SET_NAME, "na\x7fme"), "prctl(PR_SET_NAME, \"\\x6e\\x61\\x7f\\x6d\\x65\")");
  finish(0);
}
