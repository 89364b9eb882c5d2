// options: -N -e trace=openat,read,prctl,setgid,setresgid,symlink,rt_sigaction,ioctl,clone,futex,exit_group
// Arguments have their names, those of variants, of calls that no table has, and of clone, which always have them.
#include "expect.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>

int main(void) {
  char name[16] = "bee";
  int place = 0;

  begin();
  expect(sys(SYS_openat, AT_FDCWD, "/no/file", O_RDONLY | O_CREAT, 0600),
         "openat(dirfd=AT_FDCWD, pathname=\"/no/file\", flags=O_RDONLY|O_CREAT, mode=0600)");
  expect(sys(SYS_openat, AT_FDCWD, "/no/file", O_RDONLY),
         "openat(dirfd=AT_FDCWD, pathname=\"/no/file\", flags=O_RDONLY)");
  expect(sys(SYS_read, -1, name, 4), "read(fd=-1, buf=%p, count=4)", (void *)name);
  expect(sys(SYS_prctl, PR_SET_NAME, name), "prctl(op=PR_SET_NAME, name=\"bee\")");
  expect(sys(SYS_prctl, 9999, 1, 2, 3, 4),
         "prctl(op=0x270f /* PR_??? */, arg2=0x1, arg3=0x2, arg4=0x3, arg5=0x4)");
  // strace has the same names for users and groups.
  expect(sys(SYS_setgid, -1), "setgid(uid=-1)");
  expect(sys(SYS_setresgid, -1, -1, -1), "setresgid(ruid=-1, euid=-1, suid=-1)");
  expect(sys(SYS_symlink, "a", "/no/b"), "symlink(oldpath=\"a\", newpath=\"/no/b\")");
  expect(sys(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 8),
         "rt_sigaction(signum=SIGUSR1, act=NULL, oldact=NULL, sigsetsize=8)");
  expect(sys(SYS_ioctl, -1, FIONREAD, &place), "ioctl(fd=-1, op=FIONREAD, argp=%p)", (void *)&place);
  expect(sys(SYS_futex, &place, FUTEX_WAKE, 1), "futex(uaddr=%p, futex_op=FUTEX_WAKE, val=1)", (void *)&place);
  expect(sys(SYS_clone, CLONE_SIGHAND, NULL), "clone(child_stack=NULL, flags=CLONE_SIGHAND)");
  expect(sys(9999, 1), "syscall_0x270f(arg1=0x1, arg2=0, arg3=0, arg4=0, arg5=0, arg6=0)");
  expect_as("?", "exit_group(status=7)");
  expect_line("+++ exited with 7 +++");
  dump();
  sys(SYS_exit_group, 7);
}
