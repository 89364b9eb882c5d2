// options: -s 5 -e trace=openat,access,mkdir,rmdir,unlink,rename,link,symlink,readlink,chdir,chmod,truncate,renameat2,linkat,symlinkat,mkdirat,unlinkat,mknod,exit_group
// Paths are whole whatever -s says; the content of a link is not. Unreadable pointers are addresses.
#include "expect.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(void) {
  static char long_path[PATH_MAX + 10], longest[PATH_MAX];
  memset(long_path, 'n', sizeof long_path - 1);
  memset(longest, 'l', PATH_MAX - 1);
  for (int i = 200; i < PATH_MAX - 1; i += 200) longest[i] = '/';
  char *hole = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(hole + 4096, 4096);
  char *whole = strcpy(hole + 4096 - 9, "readable");  // its NUL is the last byte there is
  char *cut = hole + 4096 - 3;                        // no NUL before the unmapped page
  // Begins in one page, ends in the next; both can be read.
  char *two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  char *across = strcpy(two + 4096 - 5, "across/pages");
  void *bad = (void *)0xdead0000beef;
  begin();

  expect(sys(SYS_access, "a path longer than -s", F_OK), "access(\"a path longer than -s\", F_OK)");
  expect(sys(SYS_access, ".", R_OK | W_OK | X_OK), "access(\".\", R_OK|W_OK|X_OK)");
  expect(sys(SYS_access, whole, R_OK), "access(\"readable\", R_OK)");
  expect(sys(SYS_access, across, R_OK), "access(\"across/pages\", R_OK)");
  memcpy(cut, "cut", 3);
  expect(sys(SYS_access, cut, R_OK), "access(%p, R_OK)", cut);
  expect(sys(SYS_access, bad, R_OK), "access(%p, R_OK)", bad);
  expect(sys(SYS_access, NULL, R_OK), "access(NULL, R_OK)");
  expect(sys(SYS_access, (void *)-1l, R_OK), "access(%p, R_OK)", (void *)-1l);
  expect(sys(SYS_access, "tab\tnew\nline\x01\x80", F_OK), "access(\"tab\\tnew\\nline\\1\\200\", F_OK)");
  expect(sys(SYS_access, longest, F_OK), "access(\"%s\", F_OK)", longest);
  // Longer than the kernel accepts: cut at PATH_MAX - 1, and said so.
  expect(sys(SYS_access, long_path, F_OK), "access(\"%.4095s\"..., F_OK)", long_path);

  expect(sys(SYS_mkdir, "folder", 0755), "mkdir(\"folder\", 0755)");
  expect(sys(SYS_mkdir, "folder", 01777), "mkdir(\"folder\", 01777)");
  expect(sys(SYS_mkdirat, AT_FDCWD, "folder/deep", 0), "mkdirat(AT_FDCWD, \"folder/deep\", 000)");
  expect(sys(SYS_rmdir, "folder"), "rmdir(\"folder\")");
  expect(sys(SYS_unlinkat, AT_FDCWD, "folder/deep", AT_REMOVEDIR), "unlinkat(AT_FDCWD, \"folder/deep\", AT_REMOVEDIR)");
  expect(sys(SYS_symlink, "the target of it", "link"), "symlink(\"the target of it\", \"link\")");
  expect(sys(SYS_symlinkat, "the target of it", AT_FDCWD, "link"), "symlinkat(\"the target of it\", AT_FDCWD, \"link\")");
  char content[32];
  expect(sys(SYS_readlink, "link", content, sizeof content), "readlink(\"link\", \"the t\"..., 32)");
  expect(sys(SYS_readlink, "link", content, 4), "readlink(\"link\", \"the \", 4)");
  expect(sys(SYS_readlink, "folder", content, 4), "readlink(\"folder\", %p, 4)", (void *)content);
  expect(sys(SYS_rename, "link", "renamed"), "rename(\"link\", \"renamed\")");
  expect(sys(SYS_renameat2, AT_FDCWD, "renamed", AT_FDCWD, "folder", RENAME_NOREPLACE),
         "renameat2(AT_FDCWD, \"renamed\", AT_FDCWD, \"folder\", RENAME_NOREPLACE)");
  expect(sys(SYS_link, "no/such", bad), "link(\"no/such\", %p)", bad);
  expect(sys(SYS_linkat, AT_FDCWD, "renamed", AT_FDCWD, "second", 0), "linkat(AT_FDCWD, \"renamed\", AT_FDCWD, \"second\", 0)");
  expect(sys(SYS_unlink, "renamed"), "unlink(\"renamed\")");
  expect(sys(SYS_chdir, "folder"), "chdir(\"folder\")");
  expect(sys(SYS_chmod, "../folder", 0700), "chmod(\"../folder\", 0700)");
  expect(sys(SYS_truncate, "no/such", 1l << 33), "truncate(\"no/such\", 8589934592)");
  expect(sys(SYS_mknod, "fifo", S_IFIFO | 0600), "mknod(\"fifo\", S_IFIFO|0600)");
  expect(sys(SYS_mknod, "no/such", S_IFCHR | 0600, makedev(1, 3)), "mknod(\"no/such\", S_IFCHR|0600, makedev(0x1, 0x3))");
  finish(0);
}
