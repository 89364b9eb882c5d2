// No trial of its own: runs the programs that its arguments name, one after the other, each by a way of its own
// (`e:PROGRAM`), and ends with getppid.
#include "expect.h"
#include <fcntl.h>

int main(int argc, char **argv) {
  if (argc < 2) {
    sys(SYS_getppid);
    sys(SYS_exit_group, 0);
  }
  char *path = argv[1] + 2, *none[] = {NULL};
  switch (argv[1][0]) {
    case 'e': sys(SYS_execve, path, argv + 1, none); break;
    case 'a': sys(SYS_execveat, AT_FDCWD, path, argv + 1, none, 0); break;
    // fexecve(3).
    case 'f': sys(SYS_execveat, open(path, O_RDONLY | O_CLOEXEC), "", argv + 1, none, AT_EMPTY_PATH); break;
    // The same with a path that nobody has touched yet.
    case 'u': {
      int zero = open("zero", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      if (write(zero, "", 1) != 1) return 98;
      char *untouched = mmap(NULL, 1, PROT_READ, MAP_PRIVATE, zero, 0);
      sys(SYS_execveat, open(path, O_RDONLY | O_CLOEXEC), untouched, argv + 1, none, AT_EMPTY_PATH);
      break;
    }
  }
  return 99;
}
