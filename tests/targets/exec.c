// options: -e trace=execve,execveat,getppid,exit_group
// Arguments in every form, execs that fail, and one that replaces the program.
#include "expect.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(int argc, char **) {
  if (argc > 1) {
    // The program again, after the exec.
    sys(SYS_getppid);
    sys(SYS_exit_group, 0);
  }
  char *none[] = {NULL}, *some[] = {"plain", "two words", "quote\" \\ \n", "", NULL}, *one_variable[] = {"A=1", NULL};
  char *many[70] = {"first"};
  for (int i = 1; i < 69; i++) many[i] = "x";
  char *broken[] = {"fine", (char *)8, NULL};
  char *lengthy[] = {"this argument is longer than the thirty-two bytes that are printed", NULL};
  static char list[2048] = "\"first\"";
  for (int i = 1; i < 32; i++) strcat(list, ", \"x\"");
  int parent = getppid(), fd = open("text", O_CREAT | O_WRONLY, 0700);
  if (write(fd, "not a program\n", 14) != 14) return 99;
  close(fd);
  close(open("plain", O_CREAT | O_WRONLY, 0600));
  begin();
  expect(sys(SYS_execve, "no/such", some, none), "execve(\"no/such\", [\"plain\", \"two words\", \"quote\\\" \\\\ \\n\", \"\"], %p /* 0 vars */)", (void *)none);
  expect(sys(SYS_execve, "plain", none, one_variable), "execve(\"plain\", [], %p /* 1 var */)", (void *)one_variable);
  expect(sys(SYS_execve, "text", some + 3, some), "execve(\"text\", [\"\"], %p /* 4 vars */)", (void *)some);
  expect(sys(SYS_execve, "no/such", NULL, NULL), "execve(\"no/such\", NULL, NULL)");
  expect(sys(SYS_execve, "no/such", (void *)8, (void *)8), "execve(\"no/such\", 0x8, 0x8)");
  expect(sys(SYS_execve, NULL, none, NULL), "execve(NULL, [], NULL)");
  expect(sys(SYS_execve, "no/such", broken, NULL), "execve(\"no/such\", [\"fine\", 0x8], NULL)");
  expect(sys(SYS_execve, "no/such", lengthy, NULL), "execve(\"no/such\", [\"this argument is longer than the\"...], NULL)");
  expect(sys(SYS_execve, "no/such", many, many), "execve(\"no/such\", [%s, ...], %p /* 69 vars */)", list, (void *)many);
  expect(sys(SYS_execveat, AT_FDCWD, "no/such", some + 2, none, AT_SYMLINK_NOFOLLOW),
         "execveat(AT_FDCWD, \"no/such\", [\"quote\\\" \\\\ \\n\", \"\"], %p /* 0 vars */, AT_SYMLINK_NOFOLLOW)", (void *)none);

  char *again[] = {"name", "again", NULL};
  expect(0, "execve(\"/proc/self/exe\", [\"name\", \"again\"], %p /* 0 vars */)", (void *)none);
  expect(parent, "getppid()");
  expect_as("?", "exit_group(0)");
  expect_line("+++ exited with 0 +++");
  dump();
  sys(SYS_execve, "/proc/self/exe", again, none);
  return 99;
}
