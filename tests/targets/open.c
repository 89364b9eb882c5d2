// options: -e trace=openat,open,creat,close,stat,lstat,fstat,newfstatat,statx,exit_group
// Opening, closing, and asking about files.
#include "expect.h"
#include <fcntl.h>
#include <sys/stat.h>

static const char *mask_text(unsigned mask) {
  static const char *const names[] = {"TYPE", "MODE", "NLINK", "UID", "GID", "ATIME", "MTIME", "CTIME", "INO", "SIZE",
                                      "BLOCKS", "BTIME", "MNT_ID", "DIOALIGN", "MNT_ID_UNIQUE", "SUBVOL"};
  static char text[512];
  if ((mask & 0x7ff) == 0x7ff) strcat(text, mask & 0x800 ? "STATX_ALL" : "STATX_BASIC_STATS");
  for (int i = (mask & 0x7ff) == 0x7ff ? (mask & 0x800 ? 12 : 11) : 0; i < 16; i++)
    if (mask & 1u << i) sprintf(text + strlen(text), "%sSTATX_%s", *text ? "|" : "", names[i]);
  return text;
}

int main(void) {
  begin();
  long fd = sys(SYS_openat, AT_FDCWD, "made", O_RDWR | O_CREAT | O_TRUNC, 0640);
  expect(fd, "openat(AT_FDCWD, \"made\", O_RDWR|O_CREAT|O_TRUNC, 0640)");
  expect(sys(SYS_close, fd), "close(%ld)", fd);
  expect(sys(SYS_close, fd), "close(%ld)", fd);
  expect(sys(SYS_close, -1), "close(-1)");

  fd = sys(SYS_open, "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  expect(fd, "open(\"/\", O_RDONLY|O_CLOEXEC|O_DIRECTORY)");
  expect(sys(SYS_openat, fd, "no/such/file", O_WRONLY | O_APPEND), "openat(%ld, \"no/such/file\", O_WRONLY|O_APPEND)", fd);
  expect(sys(SYS_openat, AT_FDCWD, "", O_RDONLY), "openat(AT_FDCWD, \"\", O_RDONLY)");
  expect(sys(SYS_openat, 77, "relative", O_PATH | O_NOFOLLOW), "openat(77, \"relative\", O_RDONLY|O_NOFOLLOW|O_PATH)");
  // An access mode of 3, a bit that no flag has, and a mode without O_CREAT, which is not printed.
  expect(sys(SYS_openat, AT_FDCWD, "no/such/file", 3 | 0x20000000, 0777),
         "openat(AT_FDCWD, \"no/such/file\", O_ACCMODE|0x20000000)");
  long unnamed = sys(SYS_openat, AT_FDCWD, "/no/such/folder", O_WRONLY | O_TMPFILE, 0600);
  expect(unnamed, "openat(AT_FDCWD, \"/no/such/folder\", O_WRONLY|O_TMPFILE, 0600)");
  // An upper half of the register that the kernel ignores.
  expect(sys(SYS_openat, 0xdeadbeefffffff9c, "no/such/file", 0x1234567800000000 | O_RDONLY),
         "openat(AT_FDCWD, \"no/such/file\", O_RDONLY)");
  expect(sys(SYS_creat, "no/such/file", 0), "creat(\"no/such/file\", 000)");
  long made = sys(SYS_creat, "made2", 04755);
  expect(made, "creat(\"made2\", 04755)");

  struct stat st;
  expect(sys(SYS_fstat, fd, &st), "fstat(%ld, {st_mode=S_IFDIR|0%o, st_size=%ld, ...})", fd, st.st_mode & 07777,
         (long)st.st_size);
  expect(sys(SYS_stat, "made", &st), "stat(\"made\", {st_mode=S_IFREG|0640, st_size=0, ...})");
  expect(sys(SYS_lstat, "/proc/self", &st), "lstat(\"/proc/self\", {st_mode=S_IFLNK|0777, st_size=0, ...})");
  expect(sys(SYS_stat, "/dev/null", &st), "stat(\"/dev/null\", {st_mode=S_IFCHR|0%o, st_rdev=makedev(0x1, 0x3), ...})",
         st.st_mode & 07777);
  expect(sys(SYS_stat, "made", NULL), "stat(\"made\", NULL)");
  expect(sys(SYS_stat, "no/such/file", &st), "stat(\"no/such/file\", %p)", (void *)&st);
  expect(sys(SYS_stat, NULL, &st), "stat(NULL, %p)", (void *)&st);
  expect(sys(SYS_newfstatat, AT_FDCWD, "made", &st, AT_SYMLINK_NOFOLLOW),
         "newfstatat(AT_FDCWD, \"made\", {st_mode=S_IFREG|0640, st_size=0, ...}, AT_SYMLINK_NOFOLLOW)");
  expect(sys(SYS_newfstatat, made, "", &st, AT_EMPTY_PATH),
         "newfstatat(%ld, \"\", {st_mode=S_IFREG|S_ISUID|0755, st_size=0, ...}, AT_EMPTY_PATH)", made);

  struct statx stx;
  expect(sys(SYS_statx, AT_FDCWD, "no/such/file", AT_STATX_DONT_SYNC, STATX_ALL, &stx),
         "statx(AT_FDCWD, \"no/such/file\", AT_STATX_DONT_SYNC, STATX_ALL, %p)", (void *)&stx);
  // What the kernel fills in beyond what was asked for is its own choice.
  long got = sys(SYS_statx, AT_FDCWD, "made", AT_SYMLINK_NOFOLLOW, STATX_MODE | STATX_SIZE, &stx);
  expect(got,
         "statx(AT_FDCWD, \"made\", AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW, STATX_MODE|STATX_SIZE, "
         "{stx_mask=%s, stx_attributes=0, stx_mode=S_IFREG|0640, stx_size=0, ...})",
         mask_text(stx.stx_mask));
  finish(0);
}
