// options: -y -e trace=write,exit_group
// A name of a thousand components is whole.
#include "expect.h"
#include <fcntl.h>
#include <sys/stat.h>

int main(void) {
  static char path[8192];
  if (!getcwd(path, sizeof path)) give_up("no working directory");
  begin();
  for (int depth = 0; depth < 1000; depth++) {
    if (mkdir("d", 0700) || chdir("d")) give_up("it is too deep");
    strcat(path, "/d");
  }
  int file = open("f", O_WRONLY | O_CREAT, 0600);
  expect(sys(SYS_write, file, "x", 1), "write(%d<%s/f>, \"x\", 1)", file, path);
  expect(sys(SYS_write, file, "y", 1), "write(%d<%s/f>, \"y\", 1)", file, path);
  finish(0);
}
