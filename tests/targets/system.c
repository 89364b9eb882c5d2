// options: -e trace=getrlimit,setrlimit,prlimit64,getrusage,sysinfo,uname,umask,access,faccessat,getcwd,readlink,readlinkat,getdents64,getpid,gettid,getppid,getuid,geteuid,setuid,getpgid,getpgrp,getsid,getpriority,sched_yield,sched_getaffinity,sched_getscheduler,getrandom,statfs,fstatfs,getgroups,getresuid,personality,sync,exit_group
// Limits, use of resources, names, ids, folders.
#include "expect.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

static const char *limit_text(unsigned long limit) {
  static char texts[8][32];
  static int next;
  char *text = texts[next++ % 8];
  if (limit == RLIM_INFINITY)
    strcpy(text, "RLIM64_INFINITY");
  else if (limit > 1024 && limit % 1024 == 0)
    sprintf(text, "%lu*1024", limit / 1024);
  else
    sprintf(text, "%lu", limit);
  return text;
}

static const char *mount_text(unsigned long flags) {
  static const struct {
    unsigned long flag;
    const char *name;
  } names[] = {{32, "ST_VALID"}, {1, "ST_RDONLY"}, {2, "ST_NOSUID"}, {4, "ST_NODEV"}, {8, "ST_NOEXEC"},
               {1024, "ST_NOATIME"}, {2048, "ST_NODIRATIME"}, {4096, "ST_RELATIME"}};
  static char text[256];
  for (int i = 0; i < 8; i++)
    if (flags & names[i].flag) sprintf(text + strlen(text), "%s%s", *text ? "|" : "", names[i].name);
  return text;
}

int main(void) {
  mkdir("folder", 0755);
  close(open("folder/a file", O_CREAT, 0600));
  if (symlink("where it leads", "link")) return 99;
  int folder = open("folder", O_RDONLY | O_DIRECTORY);
  begin();
  struct rlimit limit;
  expect(sys(SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit), "prlimit64(0, RLIMIT_NOFILE, NULL, {rlim_cur=%s, rlim_max=%s})",
         limit_text(limit.rlim_cur), limit_text(limit.rlim_max));
  struct rlimit core = {0, 65536};
  expect(sys(SYS_prlimit64, 0, RLIMIT_CORE, &core, NULL), "prlimit64(0, RLIMIT_CORE, {rlim_cur=0, rlim_max=64*1024}, NULL)");
  expect(sys(SYS_getrlimit, RLIMIT_CORE, &limit), "getrlimit(RLIMIT_CORE, {rlim_cur=0, rlim_max=64*1024})");
  core.rlim_max = RLIM_INFINITY;
  expect(sys(SYS_setrlimit, 99, &core), "setrlimit(0x63 /* RLIMIT_??? */, {rlim_cur=0, rlim_max=RLIM64_INFINITY})");

  struct rusage use;
  expect(sys(SYS_getrusage, RUSAGE_CHILDREN, &use),
         "getrusage(RUSAGE_CHILDREN, {ru_utime={tv_sec=0, tv_usec=0}, ru_stime={tv_sec=0, tv_usec=0}, ...})");
  expect(sys(SYS_getrusage, 5, &use), "getrusage(0x5 /* RUSAGE_??? */, %p)", (void *)&use);
  struct sysinfo info;
  expect(sys(SYS_sysinfo, &info),
         "sysinfo({uptime=%ld, loads=[%lu, %lu, %lu], totalram=%lu, freeram=%lu, sharedram=%lu, bufferram=%lu, totalswap=%lu, "
         "freeswap=%lu, procs=%u, totalhigh=%lu, freehigh=%lu, mem_unit=%u})",
         info.uptime, info.loads[0], info.loads[1], info.loads[2], info.totalram, info.freeram, info.sharedram, info.bufferram,
         info.totalswap, info.freeswap, info.procs, info.totalhigh, info.freehigh, info.mem_unit);
  struct utsname names;
  expect(sys(SYS_uname, &names), "uname({sysname=\"Linux\", nodename=\"%s\", ...})", names.nodename);
  expect(sys(SYS_uname, NULL), "uname(NULL)");
  sys(SYS_umask, 027);
  expect_as("022", "umask(027)");
  sys(SYS_umask, 0);
  expect_as("027", "umask(000)");
  sys(SYS_umask, 022);
  expect_as("000", "umask(022)");

  expect(sys(SYS_faccessat, AT_FDCWD, "folder", R_OK), "faccessat(AT_FDCWD, \"folder\", R_OK)");
  char path[4096], entries[1024], content[64];
  expect(sys(SYS_getcwd, path, sizeof path), "getcwd(\"%s\", 4096)", path);
  expect(sys(SYS_getcwd, path, 2), "getcwd(%p, 2)", (void *)path);
  expect(sys(SYS_readlinkat, AT_FDCWD, "link", content, sizeof content), "readlinkat(AT_FDCWD, \"link\", \"where it leads\", 64)");
  expect(sys(SYS_getdents64, folder, entries, sizeof entries), "getdents64(%d, %p /* 3 entries */, 1024)", folder, (void *)entries);
  expect(sys(SYS_getdents64, folder, entries, sizeof entries), "getdents64(%d, %p /* 0 entries */, 1024)", folder, (void *)entries);
  expect(sys(SYS_getdents64, -1, entries, sizeof entries), "getdents64(-1, %p, 1024)", (void *)entries);

  expect(sys(SYS_getpid), "getpid()");
  expect(sys(SYS_gettid), "gettid()");
  expect(sys(SYS_getppid), "getppid()");
  expect(sys(SYS_getuid), "getuid()");
  expect(sys(SYS_setuid, -1), "setuid(-1)");
  expect(sys(SYS_getpgid, 0), "getpgid(0)");
  expect(sys(SYS_getpgrp), "getpgrp()");
  expect(sys(SYS_getpriority, PRIO_PROCESS, 0), "getpriority(PRIO_PROCESS, 0)");
  int real, effective, saved;
  expect(sys(SYS_getresuid, &real, &effective, &saved), "getresuid([%d], [%d], [%d])", real, effective, saved);
  expect(sys(SYS_sched_yield), "sched_yield()");
  sys(SYS_sched_getscheduler, 0);
  expect_as("0 (SCHED_OTHER)", "sched_getscheduler(0)");
  unsigned char random[4];
  sys(SYS_getrandom, random, 4, GRND_NONBLOCK);
  expect_as("4", "getrandom(\"\\x%02x\\x%02x\\x%02x\\x%02x\", 4, GRND_NONBLOCK)", random[0], random[1], random[2], random[3]);
  struct statfs fs;
  expect(sys(SYS_statfs, "no/such", &fs), "statfs(\"no/such\", %p)", (void *)&fs);
  expect(sys(SYS_statfs, "/proc", &fs),
         "statfs(\"/proc\", {f_type=PROC_SUPER_MAGIC, f_bsize=%ld, f_blocks=0, f_bfree=0, f_bavail=0, f_files=0, f_ffree=0, "
         "f_fsid={val=[%#x, %#x]}, f_namelen=255, f_frsize=%ld, f_flags=%s})",
         (long)fs.f_bsize, fs.f_fsid.__val[0], fs.f_fsid.__val[1], (long)fs.f_frsize, mount_text(fs.f_flags));
  finish(0);
}
