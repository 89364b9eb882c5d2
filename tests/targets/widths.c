// options: -e trace=prctl,fcntl,ptrace,clone3,openat2,mount_setattr,timer_create,pidfd_send_signal,rt_sigqueueinfo,exit_group
// A number is as wide as the kernel takes it, and has its sign.
#include "expect.h"
#include <linux/sched.h>
#include <sys/prctl.h>
#include <time.h>

// The upper half of a register that no kernel looks at, or that makes the number another one.
#define UPPER 0xbadc0ded00000000

// A task that there is not.
#define NOBODY 0x7ffffff1

int main(void) {
  begin();
  expect(sys(SYS_prctl, PR_SET_PDEATHSIG, UPPER | 9), "prctl(PR_SET_PDEATHSIG, 13464652297489350665)");
  expect(sys(SYS_prctl, UPPER | PR_SET_PDEATHSIG, 9), "prctl(PR_SET_PDEATHSIG, SIGKILL)");
  expect(sys(SYS_prctl, PR_SET_PDEATHSIG, 0), "prctl(PR_SET_PDEATHSIG, 0)");
  expect(sys(SYS_prctl, PR_SET_PDEATHSIG, 300), "prctl(PR_SET_PDEATHSIG, 300)");
  expect(sys(SYS_prctl, PR_CAP_AMBIENT, UPPER | 1, UPPER | 9, 0, 0),
         "prctl(PR_CAP_AMBIENT, 0xbadc0ded00000001 /* PR_CAP_AMBIENT_??? */, 0xbadc0ded00000009, 0, 0)");
  expect(sys(SYS_prctl, PR_SET_SPECULATION_CTRL, UPPER, 4, 0, 0),
         "prctl(PR_SET_SPECULATION_CTRL, 0xbadc0ded00000000 /* PR_SPEC_??? */, 0x4)");
  expect(sys(SYS_prctl, PR_SET_SPECULATION_CTRL, 0, UPPER | 4, 0, 0),
         "prctl(PR_SET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, 0xbadc0ded00000004 /* PR_SPEC_??? */)");
  expect(sys(SYS_fcntl, -1, UPPER | 0, UPPER | 9), "fcntl(-1, F_DUPFD, -4982091776220200951)");
  expect(sys(SYS_fcntl, -1, 1031, -1L), "fcntl(-1, F_SETPIPE_SZ, -1)");
  // ptrace(2)'s operation is a long.
  expect(sys(SYS_ptrace, UPPER | 9, UPPER | NOBODY, 1, 9), "ptrace(0xbadc0ded00000009 /* PTRACE_??? */, %d, 0x1, 0x9)", NOBODY);
  expect(sys(SYS_ptrace, 9, UPPER | NOBODY, 1, 9), "ptrace(PTRACE_SINGLESTEP, %d, 0x1, SIGKILL)", NOBODY);

  struct clone_args clone = {.flags = 1, .exit_signal = UPPER | 17};
  expect(sys(SYS_clone3, &clone, sizeof clone),
         "clone3({flags=0x1 /* CLONE_??? */, exit_signal=13464652297489350673, stack=NULL, stack_size=0}, 88)");
  clone.exit_signal = -1;
  expect(sys(SYS_clone3, &clone, 64),
         "clone3({flags=0x1 /* CLONE_??? */, exit_signal=18446744073709551615, stack=NULL, stack_size=0}, 64)");
  clone = (struct clone_args){.flags = CLONE_CLEAR_SIGHAND | CLONE_INTO_CGROUP | 1, .exit_signal = 17, .set_tid_size = 1000};
  expect(sys(SYS_clone3, &clone, sizeof clone),
         "clone3({flags=CLONE_CLEAR_SIGHAND|CLONE_INTO_CGROUP|0x1, exit_signal=SIGCHLD, stack=NULL, stack_size=0, "
         "set_tid=NULL, set_tid_size=1000, cgroup=0}, 88)");
  unsigned long mount[4] = {1, 0, 3, UPPER | 9}, how[3] = {0, UPPER | 07777, 1};
  expect(sys(SYS_mount_setattr, -1, "", 0, mount, 32),
         "mount_setattr(-1, \"\", 0, {attr_set=MOUNT_ATTR_RDONLY, attr_clr=0, propagation=0x3 /* MS_??? */, "
         "userns_fd=13464652297489350665}, 32)");
  expect(sys(SYS_mount_setattr, -1, "", 0, mount, 31), "mount_setattr(-1, \"\", 0, %p, 31)", (void *)mount);
  expect(sys(SYS_openat2, -1, "", how, 24),
         "openat2(-1, \"\", {flags=O_RDONLY, mode=01353340336640000007777, resolve=RESOLVE_NO_XDEV}, 24)");
  expect(sys(SYS_openat2, -1, "", how, 16), "openat2(-1, \"\", %p, 16)", (void *)how);

  struct sigevent event = {.sigev_signo = -1, .sigev_notify = SIGEV_NONE};
  int timer;
  expect(sys(SYS_timer_create, 99, &event, &timer),
         "timer_create(0x63 /* CLOCK_??? */, {sigev_signo=4294967295, sigev_notify=SIGEV_NONE}, %p)", (void *)&timer);
  siginfo_t info = {.si_signo = 10, .si_errno = -1, .si_code = SI_QUEUE};
  info.si_pid = -5;
  info.si_uid = -1;
  const char *shown = "{si_signo=SIGUSR1, si_code=SI_QUEUE, si_errno=4294967295, si_pid=-5, si_uid=-1}";
  expect(sys(SYS_pidfd_send_signal, -1, 10, &info, 0), "pidfd_send_signal(-1, SIGUSR1, %s, 0)", shown);
  expect(sys(SYS_rt_sigqueueinfo, NOBODY, 10, &info), "rt_sigqueueinfo(%d, SIGUSR1, %s)", NOBODY, shown);

  expect(sys(-1L, 1), "syscall_0xffffffffffffffff(0x1, 0, 0, 0, 0, 0)");
  expect(sys(0x80000000 | SYS_getpid), "syscall_0xffffffff80000027(0, 0, 0, 0, 0, 0)");
  finish(0);
}
