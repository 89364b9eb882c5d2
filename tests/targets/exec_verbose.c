// options: -v -e trace=execve
// With -v the environment is printed too.
#include "expect.h"

int main(void) {
  char *arguments[] = {"name", NULL}, *variables[] = {"A=1", "EMPTY=", "no equals sign", NULL}, *none[] = {NULL};
  begin();
  expect(sys(SYS_execve, "no/such", arguments, variables), "execve(\"no/such\", [\"name\"], [\"A=1\", \"EMPTY=\", \"no equals sign\"])");
  expect(sys(SYS_execve, "no/such", none, none), "execve(\"no/such\", [], [])");
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_exit_group, 0);
}
