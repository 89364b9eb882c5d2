/* What a program shows under -X raw and under -X verbose: the one that includes this says by LOOK which of the two. */
#include "expect.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>

int main(void) {
  struct rlimit limit = {1024 * 1024, RLIM_INFINITY};
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(0x7f000001)}};
  struct timespec times[2] = {{0, UTIME_OMIT}, {0, UTIME_NOW}};
  unsigned long set = 1 << (SIGINT - 1) | 1 << (SIGCHLD - 1);

  int fd = memfd_create("sealed", MFD_CLOEXEC | MFD_ALLOW_SEALING), net = open("/proc/self/ns/net", O_RDONLY);
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL)) return 99;
  sys(SYS_personality, PER_LINUX);
  begin();
  expect(sys(SYS_openat, AT_FDCWD, "", O_WRONLY | O_CREAT, 0600),
         LOOK("openat(-100, \"\", 0x41, 0600)",
              "openat(-100 /* AT_FDCWD */, \"\", 0x41 /* O_WRONLY|O_CREAT */, 0600)"));
  expect(sys(SYS_lseek, -1, 0, SEEK_END),
         LOOK("lseek(-1, 0, 0x2)",
              "lseek(-1, 0, 0x2 /* SEEK_END */)"));
  expect(sys(SYS_lseek, -1, 0, 77),
         LOOK("lseek(-1, 0, 0x4d)",
              "lseek(-1, 0, 0x4d /* SEEK_??? */)"));
  expect(sys(SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | 1UL << 26, -1, 0),
         LOOK("mmap(NULL, 4096, 0x3, 0x4000002, -1, 0)",
              "mmap(NULL, 4096, 0x3 /* PROT_READ|PROT_WRITE */, 0x4000002 /* MAP_PRIVATE|1<<MAP_HUGE_SHIFT */, -1, 0)"));
  expect(sys(SYS_socket, AF_INET, 99, 0),
         LOOK("socket(0x2, 0x3|0x60, 0)",
              "socket(0x2 /* AF_INET */, 0x3 /* SOCK_RAW */|0x60 /* SOCK_??? */, 0 /* IPPROTO_IP */)"));
  expect(sys(SYS_socket, -1, SOCK_STREAM | SOCK_CLOEXEC, 0),
         LOOK("socket(0xffffffff, 0x1|0x80000, 0)",
              "socket(0xffffffff /* AF_??? */, 0x1 /* SOCK_STREAM */|0x80000 /* SOCK_CLOEXEC */, 0)"));
  expect(sys(SYS_tgkill, -1, -1, SIGUSR1),
         LOOK("tgkill(-1, -1, 10)",
              "tgkill(-1, -1, 10 /* SIGUSR1 */)"));
  expect(sys(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, 8),
         LOOK("rt_sigprocmask(0x2, [2 17], NULL, 8)",
              "rt_sigprocmask(0x2 /* SIG_SETMASK */, [2 /* INT */ 17 /* CHLD */], NULL, 8)"));
  expect(sys(SYS_mknodat, -1, "", S_IFCHR | 0600, 0x103),
         LOOK("mknodat(-1, \"\", 020600, 0x103)",
              "mknodat(-1, \"\", 020600 /* S_IFCHR|0600 */, 0x103 /* makedev(0x1, 0x3) */)"));
  expect(sys(SYS_setrlimit, 99, &limit),
         LOOK("setrlimit(0x63, {rlim_cur=1048576, rlim_max=18446744073709551615})",
              "setrlimit(0x63 /* RLIMIT_??? */, {rlim_cur=1048576 /* 1024*1024 */, rlim_max=18446744073709551615 /* RLIM64_INFINITY */})"));
  expect(sys(SYS_connect, -1, &address, 16),
         LOOK("connect(-1, {sa_family=0x2, sin_port=\"\\x00\\x50\", sin_addr=\"\\x7f\\x00\\x00\\x01\"}, 16)",
              "connect(-1, {sa_family=0x2 /* AF_INET */, sin_port=\"\\x00\\x50\" /* htons(80) */, sin_addr=\"\\x7f\\x00\\x00\\x01\" /* inet_addr(\"127.0.0.1\") */}, 16)"));
  expect(sys(SYS_ioctl, -1, 0x5401, 0),
         LOOK("ioctl(-1, 0x5401, NULL)",
              "ioctl(-1, 0x5401 /* TCGETS */, NULL)"));
  expect(sys(SYS_ioctl, -1, 0xabcd1234, 5),
         LOOK("ioctl(-1, 0xabcd1234, 0x5)",
              "ioctl(-1, 0xabcd1234 /* _IOC(_IOC_READ, 0x12, 0x34, 0x2bcd) */, 0x5)"));
  expect(sys(SYS_utimensat, -1, "", times, 0),
         LOOK("utimensat(-1, \"\", [{tv_sec=0, tv_nsec=1073741822}, {tv_sec=0, tv_nsec=1073741823}], 0)",
              "utimensat(-1, \"\", [{tv_sec=0, tv_nsec=1073741822} /* UTIME_OMIT */, {tv_sec=0, tv_nsec=1073741823} /* UTIME_NOW */], 0)"));
  expect(sys(SYS_statx, -1, "", 0, 0, NULL),
         LOOK("statx(-1, \"\", , 0, NULL)",
              "statx(-1, \"\", 0 /* AT_STATX_SYNC_AS_STAT */, 0, NULL)"));
  expect(sys(SYS_statx, -1, "", AT_SYMLINK_NOFOLLOW, 0, NULL),
         LOOK("statx(-1, \"\", |0x100, 0, NULL)",
              "statx(-1, \"\", 0 /* AT_STATX_SYNC_AS_STAT */|0x100 /* AT_SYMLINK_NOFOLLOW */, 0, NULL)"));
  expect(sys(SYS_statx, -1, "", 0x10000, 0, NULL),
         LOOK("statx(-1, \"\", |0x10000, 0, NULL)",
              "statx(-1, \"\", 0 /* AT_STATX_SYNC_AS_STAT */|0x10000, 0, NULL)"));
  sys(SYS_fcntl, fd, F_GETFD);
  expect_as(LOOK("0x1 (flags 0x1)", "0x1 (flags 0x1 /* FD_CLOEXEC */)"),
            LOOK("fcntl(%d, 0x1)", "fcntl(%d, 0x1 /* F_GETFD */)"), fd);
  sys(SYS_fcntl, fd, F_GETFL);
  expect_as("0x8002 (flags O_RDWR|O_LARGEFILE)", LOOK("fcntl(%d, 0x3)", "fcntl(%d, 0x3 /* F_GETFL */)"), fd);
  sys(SYS_fcntl, fd, F_GET_SEALS);
  expect_as(LOOK("0x1 (seals 0x1)", "0x1 (seals 0x1 /* F_SEAL_SEAL */)"),
            LOOK("fcntl(%d, 0x40a)", "fcntl(%d, 0x40a /* F_GET_SEALS */)"), fd);
  sys(SYS_personality, ADDR_NO_RANDOMIZE);
  expect_as(LOOK("0 (0)", "0 (0 /* PER_LINUX */)"),
            LOOK("personality(0|0x40000)", "personality(0 /* PER_LINUX */|0x40000 /* ADDR_NO_RANDOMIZE */)"));
  sys(SYS_personality, PER_LINUX32);
  expect_as(LOOK("0x40000 (0|0x40000)", "0x40000 (0 /* PER_LINUX */|0x40000 /* ADDR_NO_RANDOMIZE */)"),
            LOOK("personality(0x8)", "personality(0x8 /* PER_LINUX32 */)"));
  expect(sys(SYS_ioprio_set, 1, 0, 2 << 13 | 7),
         LOOK("ioprio_set(0x1, 0, 16391)",
              "ioprio_set(0x1 /* IOPRIO_WHO_PROCESS */, 0, 16391 /* IOPRIO_PRIO_VALUE(0x2 /* IOPRIO_CLASS_BE */, 7) */)"));
  sys(SYS_ioprio_get, 1, 0);
  expect_as(LOOK("16391", "16391 (IOPRIO_PRIO_VALUE(0x2 /* IOPRIO_CLASS_BE */, 7))"),
            LOOK("ioprio_get(0x1, 0)", "ioprio_get(0x1 /* IOPRIO_WHO_PROCESS */, 0)"));
  sys(SYS_ioctl, net, 0xb703);
  expect_as("1073741824 (CLONE_NEWNET)", LOOK("ioctl(%d, 0xb703)", "ioctl(%d, 0xb703 /* NS_GET_NSTYPE */)"), net);
  expect(sys(SYS_shmget, 1, 0, IPC_CREAT | IPC_EXCL | 21 << 26 | 0604),
         LOOK("shmget(0x1, 0, 0x600|21<<26|0604)",
              "shmget(0x1, 0, 0x600 /* IPC_CREAT|IPC_EXCL */|21<<26 /* SHM_HUGE_SHIFT */|0604)"));
  expect(sys(SYS_semget, IPC_PRIVATE, -1, 0),
         LOOK("semget(0, -1, 000)",
              "semget(0 /* IPC_PRIVATE */, -1, 000)"));
  unsigned capable[2] = {_LINUX_CAPABILITY_VERSION_3, 0x7fffffff}, sets[6] = {1, 3, 0, 0, 0, 1};
  expect(sys(SYS_capset, capable, sets),
         LOOK("capset({version=0x20080522, pid=2147483647}, {effective=0x1, permitted=0x3, inheritable=0x1})",
              "capset({version=0x20080522 /* _LINUX_CAPABILITY_VERSION_3 */, pid=2147483647}, {effective=0x1 /* 1<<CAP_CHOWN */, "
              "permitted=0x3 /* 1<<CAP_CHOWN|1<<CAP_DAC_OVERRIDE */, inheritable=0x1 /* 1<<CAP_MAC_OVERRIDE */})"));
  finish(0);
}
