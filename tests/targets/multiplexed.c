// options: -e trace=fcntl,ioctl,prctl,futex,arch_prctl,flock,fallocate,dup,dup2,dup3,exit_group
// Calls whose later arguments mean what an earlier one says.
#include "expect.h"
#include <asm/prctl.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>

int main(void) {
  int fd = open("file", O_RDWR | O_CREAT, 0600), ends[2];
  if (pipe(ends)) return 99;
  begin();
  int copy = sys(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 10);
  expect(copy, "fcntl(%d, F_DUPFD_CLOEXEC, 10)", fd);
  char flags[64];
  sprintf(flags, "%#lx (flags FD_CLOEXEC)", sys(SYS_fcntl, copy, F_GETFD));
  expect_as(flags, "fcntl(%d, F_GETFD)", copy);
  expect(sys(SYS_fcntl, copy, F_SETFD, 0), "fcntl(%d, F_SETFD, 0)", copy);
  expect(sys(SYS_fcntl, copy, F_GETFD), "fcntl(%d, F_GETFD)", copy);
  sprintf(flags, "%#lx (flags O_RDWR|O_LARGEFILE)", sys(SYS_fcntl, fd, F_GETFL));
  expect_as(flags, "fcntl(%d, F_GETFL)", fd);
  expect(sys(SYS_fcntl, fd, F_SETFL, O_APPEND | O_NONBLOCK), "fcntl(%d, F_SETFL, O_RDONLY|O_APPEND|O_NONBLOCK)", fd);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 10};
  expect(sys(SYS_fcntl, fd, F_SETLK, &lock), "fcntl(%d, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1, l_len=10})", fd);
  expect(sys(SYS_fcntl, fd, F_GETLK, &lock), "fcntl(%d, F_GETLK, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=1, l_len=10, l_pid=0})", fd);
  expect(sys(SYS_fcntl, -1, F_GETFL), "fcntl(-1, F_GETFL)");
  expect(sys(SYS_fcntl, fd, 12345, 6), "fcntl(%d, 0x3039 /* F_??? */, 0x6)", fd);

  int waiting = 7;
  expect(sys(SYS_ioctl, ends[0], FIONREAD, &waiting), "ioctl(%d, FIONREAD, [0])", ends[0]);
  struct termios termios;
  expect(sys(SYS_ioctl, ends[0], TCGETS, &termios), "ioctl(%d, TCGETS, %p)", ends[0], (void *)&termios);
  struct winsize size;
  expect(sys(SYS_ioctl, ends[0], TIOCGWINSZ, &size), "ioctl(%d, TIOCGWINSZ, %p)", ends[0], (void *)&size);
  expect(sys(SYS_ioctl, fd, FIOCLEX), "ioctl(%d, FIOCLEX)", fd);
  expect(sys(SYS_ioctl, ends[0], FIONBIO, (int[]){1}), "ioctl(%d, FIONBIO, [1])", ends[0]);
  expect(sys(SYS_ioctl, -1, 0xabcd1234, 5), "ioctl(-1, _IOC(_IOC_READ, 0x12, 0x34, 0x2bcd), 0x5)");

  char name[16];
  expect(sys(SYS_prctl, PR_SET_NAME, "a name, too long for it"), "prctl(PR_SET_NAME, \"a name, too lon\"...)");
  expect(sys(SYS_prctl, PR_GET_NAME, name), "prctl(PR_GET_NAME, \"a name, too lon\")");
  expect(sys(SYS_prctl, PR_SET_PDEATHSIG, SIGTERM), "prctl(PR_SET_PDEATHSIG, SIGTERM)");
  int death;
  expect(sys(SYS_prctl, PR_GET_PDEATHSIG, &death), "prctl(PR_GET_PDEATHSIG, [SIGTERM])");
  sys(SYS_prctl, PR_GET_DUMPABLE, 0, 0, 0, 0);
  expect_as("1 (SUID_DUMP_USER)", "prctl(PR_GET_DUMPABLE)");
  expect(sys(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl(PR_SET_DUMPABLE, SUID_DUMP_USER)");
  expect(sys(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)");
  expect(sys(SYS_prctl, 123456, 1, 2, 3, 4), "prctl(0x1e240 /* PR_??? */, 0x1, 0x2, 0x3, 0x4)");

  unsigned word = 1;
  struct timespec limit = {0, 1000};
  expect(sys(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL), "futex(%p, FUTEX_WAIT_PRIVATE, 0, NULL)", (void *)&word);
  expect(sys(SYS_futex, &word, FUTEX_WAIT, 1, &limit), "futex(%p, FUTEX_WAIT, 1, {tv_sec=0, tv_nsec=1000})", (void *)&word);
  expect(sys(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1), "futex(%p, FUTEX_WAKE_PRIVATE, 1)", (void *)&word);
  expect(sys(SYS_futex, &word, FUTEX_WAKE, 0x7fffffff), "futex(%p, FUTEX_WAKE, 2147483647)", (void *)&word);
  expect(sys(SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 1, &limit, NULL, ~0u),
         "futex(%p, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 1, {tv_sec=0, tv_nsec=1000}, FUTEX_BITSET_MATCH_ANY)", (void *)&word);
  unsigned second = 2;
  expect(sys(SYS_futex, &word, FUTEX_CMP_REQUEUE_PRIVATE, 1, 5, &second, 9),
         "futex(%p, FUTEX_CMP_REQUEUE_PRIVATE, 1, 5, %p, 9)", (void *)&word, (void *)&second);

  unsigned long base;
  expect(sys(SYS_arch_prctl, ARCH_GET_FS, &base), "arch_prctl(ARCH_GET_FS, [%#lx])", base);
  expect(sys(SYS_flock, fd, LOCK_EX | LOCK_NB), "flock(%d, LOCK_EX|LOCK_NB)", fd);
  expect(sys(SYS_fallocate, fd, FALLOC_FL_KEEP_SIZE, 0, 4096), "fallocate(%d, FALLOC_FL_KEEP_SIZE, 0, 4096)", fd);
  expect(sys(SYS_dup, fd), "dup(%d)", fd);
  expect(sys(SYS_dup2, fd, 50), "dup2(%d, 50)", fd);
  expect(sys(SYS_dup3, fd, 50, O_CLOEXEC), "dup3(%d, 50, O_CLOEXEC)", fd);
  expect(sys(SYS_dup3, fd, fd, 0), "dup3(%d, %d, 0)", fd, fd);
  finish(0);
}
