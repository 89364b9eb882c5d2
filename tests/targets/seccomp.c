// options: -e trace=getppid,getpid,openat,umask,exit_group
// Calls that a seccomp filter denies: printed with their arguments, and with the error that the filter chose.
#include "expect.h"
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

int main(void) {
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EDQUOT),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_umask, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 99;
  begin();
  expect(sys(SYS_getppid), "getppid()");
  expect(sys(SYS_getpid), "getpid()");
  expect(sys(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY), "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY)");
  sys(SYS_umask, 077);
  expect_as("000", "umask(077)");
  expect(sys(SYS_getpid), "getpid()");
  finish(0);
}
