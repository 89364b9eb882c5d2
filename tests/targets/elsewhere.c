// options: -y -e trace=openat,write,fchdir,exit_group
// Names go over mount points, in another mount namespace, under another root directory, out of where nothing is.
#include "expect.h"
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

static char here[4096];

static int opened(const char *path, const char *shown) {
  int fd = sys(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT, 0600);
  char result[8192];
  snprintf(result, sizeof result, "%d<%s%s>", fd, here, shown);
  expect_as(result, "openat(AT_FDCWD<%s>, \"%s\", O_RDWR|O_CREAT, 0600)", here, path);
  return fd;
}

int main(void) {
  if (!getcwd(here, sizeof here)) give_up("no working directory");
  if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL)) give_up("no mount namespace");
  mkdir("place", 0700);
  mkdir("other", 0700);
  mkdir("other/below", 0700);
  begin();
  int hidden = opened("place/x", "/place/x");
  if (mount("other", "place", NULL, MS_BIND, NULL)) give_up("no bind mount");
  int bound = opened("place/below/y", "/place/below/y");
  int same = opened("other/below/y", "/other/below/y");
  expect(sys(SYS_write, hidden, "1", 1), "write(%d<%s/place/x>, \"1\", 1)", hidden, here);
  expect(sys(SYS_write, bound, "2", 1), "write(%d<%s/place/below/y>, \"2\", 1)", bound, here);
  expect(sys(SYS_write, same, "3", 1), "write(%d<%s/other/below/y>, \"3\", 1)", same, here);
  if (mount("none", "other/below", "tmpfs", 0, NULL)) give_up("no tmpfs");
  int memory = opened("other/below/z", "/other/below/z");
  if (mount("other/below", "place/below", NULL, MS_MOVE, NULL)) give_up("a mount does not move");
  expect(sys(SYS_write, memory, "4", 1), "write(%d<%s/place/below/z>, \"4\", 1)", memory, here);
  // Where nothing is mounted any more, a name begins with the root of what was.
  if (umount2("place/below", MNT_DETACH) || umount2("place", MNT_DETACH)) give_up("mounts stay");
  expect(sys(SYS_write, memory, "5", 1), "write(%d</z>, \"5\", 1)", memory);
  expect(sys(SYS_write, bound, "6", 1), "write(%d</below/y>, \"6\", 1)", bound);
  expect(sys(SYS_write, hidden, "7", 1), "write(%d<%s/place/x>, \"7\", 1)", hidden, here);

  // The root directory that counts is the tracer's.
  if (chroot("other")) give_up("no other root");
  int root = sys(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY);
  char result[8192];
  snprintf(result, sizeof result, "%d<%s/other>", root, here);
  expect_as(result, "openat(AT_FDCWD<%s>, \"/\", O_RDONLY|O_DIRECTORY)", here);
  expect(sys(SYS_fchdir, root), "fchdir(%d<%s/other>)", root, here);
  expect(sys(SYS_openat, AT_FDCWD, "none", O_RDONLY), "openat(AT_FDCWD<%s/other>, \"none\", O_RDONLY)", here);
  finish(0);
}
