// No trial of its own: `unserved FILE` opens a path in a page which nobody serves (userfaultfd), with a thread that
// would have to and waits for a line of FILE, a fifo; then it exits with 5. Its line has the path's address, which it
// writes to standard output before.
#include "expect.h"
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>

static char *page;
static int server;

static void *serves(void *file) {
  char byte;
  int go = open(file, O_RDONLY);
  while (read(go, &byte, 1) > 0) continue;
  static char content[4096] = "/nowhere";
  struct uffdio_copy copy = {.dst = (unsigned long)page, .src = (unsigned long)content, .len = 4096};
  if (ioctl(server, UFFDIO_COPY, &copy)) give_up("the page cannot be served");
  return NULL;
}

int main(int argc, char **argv) {
  if (argc < 2) give_up("which fifo?");
  server = sys(SYS_userfaultfd, O_CLOEXEC);
  struct uffdio_api api = {.api = UFFD_API};
  if (server < 0 || ioctl(server, UFFDIO_API, &api)) {
    printf("no userfaultfd\n");
    return 0;
  }
  page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct uffdio_register range = {.range = {(unsigned long)page, 4096}, .mode = UFFDIO_REGISTER_MODE_MISSING};
  if (ioctl(server, UFFDIO_REGISTER, &range)) give_up("the page cannot be registered");
  pthread_t thread;
  pthread_create(&thread, NULL, serves, argv[1]);
  printf("%p\n", page);
  fflush(stdout);
  sys(SYS_open, page, O_RDONLY);
  sys(SYS_exit_group, 5);
}
