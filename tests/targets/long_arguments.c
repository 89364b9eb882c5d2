// options: -s 9000 -v -e trace=execve,setxattr
// Strings longer than a page are shown as far as -s says: read at entry, or told by what an execve has left when they
// were not there at its entry.
#include "expect.h"
#include <fcntl.h>

#define LENGTH 10000

// A string of that many letters at the end of the page that it ends in, in memory that was never touched.
static char *untouched(int fd, int length) {
  char *memory = mmap(NULL, 16384, PROT_READ, MAP_PRIVATE, fd, 0);
  if (memory == MAP_FAILED) give_up("cannot map the file");
  return memory + (LENGTH - length);
}

int main(int argc, char **) {
  if (argc > 1) {
    mark();
    return 0;
  }
  static char letters[LENGTH + 1], shown[9001];
  memset(letters, 'x', LENGTH);
  memset(shown, 'x', 9000);
  int fd = open("letters", O_CREAT | O_RDWR | O_TRUNC, 0600);
  if (write(fd, letters, sizeof letters) != sizeof letters) return 99;
  // Cached pages of a new mapping are a fault until their first touch.
  char *none[] = {NULL}, *few[] = {"name", letters, "last", NULL}, *again[] = {"name", untouched(fd, 9000), untouched(fd, 9001), "last", NULL};
  char *variables[] = {letters, "A=1", NULL};
  begin();
  expect(sys(SYS_execve, "no/such", few, none), "execve(\"no/such\", [\"name\", \"%s\"..., \"last\"], [])", shown);
  expect(sys(SYS_setxattr, "no/such", letters, "v", 1, 0), "setxattr(\"no/such\", \"%s\"..., \"v\", 1, 0)", shown);
  expect(0, "execve(\"/proc/self/exe\", [\"name\", \"%s\", \"%s\"..., \"last\"], [\"%s\"..., \"A=1\"])", shown, shown, shown);
  dump();
  sys(SYS_execve, "/proc/self/exe", again, variables);
  return 99;
}
