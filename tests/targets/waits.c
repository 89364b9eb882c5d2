// No trial of its own: makes a call that the harness recognises, umask(0123), and reads a byte of standard input; when
// that comes, makes the file "survived" and exits with 5.
#include "expect.h"
#include <fcntl.h>

int main(void) {
  char byte;
  sys(SYS_umask, 0123);
  sys(SYS_read, 0, &byte, 1);
  close(open("survived", O_CREAT | O_WRONLY, 0600));
  return 5;
}
