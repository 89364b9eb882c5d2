// options: -Y -e trace=getpid,gettid,getppid,getpgid,getsid,setpgid,fork,vfork,clone,clone3,wait4,waitid,kill,tkill,tgkill,sched_getscheduler,sched_getparam,getpriority,ioprio_get,fcntl,prlimit64,capget,kcmp,getsockopt,sendmsg,recvmsg,rt_sigqueueinfo,rt_sigtimedwait,prctl,set_tid_address,process_vm_readv,get_robust_list,timer_create,exit_group
// Wherever the id of a task stands, what that is called stands behind it, as it was when the call was made.
#include "expect.h"
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/kcmp.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#define NOBODY 4194304  // more than there can be

// What /proc says that a task is called.
static const char *comm(int pid) {
  static char names[4][64];
  static int next;
  char *name = names[next++ % 4], path[64];
  snprintf(path, sizeof path, "/proc/%d/comm", pid);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(name, 64, file)) give_up(path);
  fclose(file);
  name[strcspn(name, "\n")] = 0;
  return name;
}

static void handler(int signo) { (void)signo; }

// As a result.
static const char *of(long pid) {
  static char text[128];
  snprintf(text, sizeof text, "%ld<%s>", pid, comm(pid));
  return text;
}

int main(void) {
  int go[2], come[2], pair[2];
  char byte;
  if (pipe(go) || pipe(come) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 99;
  hold(SIG_BLOCK);
  begin();
  int me = sys(SYS_getpid), user = getuid(), group = getgid();
  expect_as(of(me), "getpid()");
  const char *own = comm(me);
  sys(SYS_gettid);
  expect_as(of(me), "gettid()");
  int parent = sys(SYS_getppid);
  expect_as(of(parent), "getppid()");
  sys(SYS_set_tid_address, &byte);
  expect_as(of(me), "set_tid_address(%p)", (void *)&byte);

  int kid = sys(SYS_fork);
  if (kid == 0) {
    if (read(go[0], &byte, 1) != 1 || prctl(PR_SET_NAME, "kid <n\"\1") || write(come[1], "", 1) != 1) _exit(98);
    for (;;) pause();
  }
  expect_as(of(kid), "fork()");
  if (write(go[1], "", 1) != 1 || read(come[0], &byte, 1) != 1) return 98;
  const char *name = "kid \\74n\\\"\\1";

  // Tasks; process groups and sessions have no names.
  expect(sys(SYS_kill, kid, 0), "kill(%d<%s>, 0)", kid, name);
  expect(sys(SYS_kill, -NOBODY, 0), "kill(%d, 0)", -NOBODY);
  expect(sys(SYS_kill, NOBODY, 0), "kill(%d, 0)", NOBODY);
  expect(sys(SYS_kill, -1, 999), "kill(-1, 999)");
  expect(sys(SYS_tkill, kid, 0), "tkill(%d<%s>, 0)", kid, name);
  expect(sys(SYS_tgkill, kid, NOBODY, 0), "tgkill(%d<%s>, %d, 0)", kid, name, NOBODY);
  expect(sys(SYS_setpgid, kid, kid), "setpgid(%d<%s>, %d)", kid, name, kid);
  expect(sys(SYS_getpgid, kid), "getpgid(%d<%s>)", kid, name);
  expect(sys(SYS_getsid, kid), "getsid(%d<%s>)", kid, name);
  expect(sys(SYS_kill, -kid, 0), "kill(-%d, 0)", kid);
  int parameter;
  expect(sys(SYS_sched_getparam, kid, &parameter), "sched_getparam(%d<%s>, {sched_priority=0})", kid, name);
  expect(sys(SYS_getpriority, PRIO_PROCESS, kid), "getpriority(PRIO_PROCESS, %d<%s>)", kid, name);
  expect(sys(SYS_getpriority, PRIO_PGRP, kid), "getpriority(PRIO_PGRP, %d)", kid);
  // Which it is if nobody has set it depends on the kernel.
  static const char *const classes[] = {"NONE", "RT", "BE", "IDLE"};
  char priority[128];
  long of_io = sys(SYS_ioprio_get, 1, kid);
  snprintf(priority, sizeof priority, "%ld (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_%s, %ld))", of_io, classes[of_io >> 13 & 3], of_io & 0x1fff);
  expect_as(priority, "ioprio_get(IOPRIO_WHO_PROCESS, %d<%s>)", kid, name);
  expect(sys(SYS_prlimit64, kid, RLIMIT_CORE, NULL, NULL), "prlimit64(%d<%s>, RLIMIT_CORE, NULL, NULL)", kid, name);
  expect(sys(SYS_prlimit64, 0, RLIMIT_CORE, NULL, NULL), "prlimit64(0, RLIMIT_CORE, NULL, NULL)");
  expect(sys(SYS_kcmp, me, kid, KCMP_VM), "kcmp(%d<%s>, %d<%s>, KCMP_VM)", me, own, kid, name);
  expect(sys(SYS_process_vm_readv, kid, NULL, 0, NULL, 0, 0), "process_vm_readv(%d<%s>, NULL, 0, NULL, 0, 0)", kid, name);
  expect(sys(SYS_get_robust_list, kid, NULL, NULL), "get_robust_list(%d<%s>, NULL, NULL)", kid, name);

  // In what pointers point to.
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, kid};
  expect(sys(SYS_capget, &header, NULL), "capget({version=_LINUX_CAPABILITY_VERSION_3, pid=%d<%s>}, NULL)", kid, name);
  expect(sys(SYS_fcntl, pair[0], F_SETOWN, kid), "fcntl(%d, F_SETOWN, %d<%s>)", pair[0], kid, name);
  sys(SYS_fcntl, pair[0], F_GETOWN);
  char as[64];
  snprintf(as, sizeof as, "%d<%s>", kid, name);
  expect_as(as, "fcntl(%d, F_GETOWN)", pair[0]);
  struct f_owner_ex owner = {F_OWNER_PGRP, kid};
  expect(sys(SYS_fcntl, pair[0], F_SETOWN_EX, &owner), "fcntl(%d, F_SETOWN_EX, {type=F_OWNER_PGRP, pid=%d})", pair[0], kid);
  owner.type = F_OWNER_TID;
  expect(sys(SYS_fcntl, pair[0], F_SETOWN_EX, &owner), "fcntl(%d, F_SETOWN_EX, {type=F_OWNER_TID, pid=%d<%s>})", pair[0], kid, name);
  owner.pid = 0;
  expect(sys(SYS_fcntl, pair[0], F_GETOWN_EX, &owner), "fcntl(%d, F_GETOWN_EX, {type=F_OWNER_TID, pid=%d<%s>})", pair[0], kid, name);
  struct ucred credentials;
  unsigned length = sizeof credentials;
  expect(sys(SYS_getsockopt, pair[0], SOL_SOCKET, SO_PEERCRED, &credentials, &length),
         "getsockopt(%d, SOL_SOCKET, SO_PEERCRED, {pid=%d<%s>, uid=%d, gid=%d}, [12])", pair[0], me, own, user, group);
  char control[CMSG_SPACE(sizeof credentials)] = {0};
  struct iovec area = {&byte, 1};
  struct msghdr message = {.msg_iov = &area, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  *head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof credentials), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_CREDENTIALS};
  memcpy(CMSG_DATA(head), &credentials, sizeof credentials);
  byte = 'a';
  expect(sys(SYS_sendmsg, pair[0], &message, 0),
         "sendmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"a\", iov_len=1}], msg_iovlen=1, msg_control=[{cmsg_len=28, "
         "cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=%d<%s>, uid=%d, gid=%d}}], msg_controllen=32, msg_flags=0}, 0)",
         pair[0], me, own, user, group);
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGURG};
  event._sigev_un._tid = kid;
  expect(sys(SYS_timer_create, CLOCK_REALTIME, &event, NULL),
         "timer_create(CLOCK_REALTIME, {sigev_signo=SIGURG, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=%d}, NULL)", kid);
  expect(sys(SYS_prctl, PR_SET_PTRACER, kid), "prctl(PR_SET_PTRACER, %d<%s>)", kid, name);
  expect(sys(SYS_prctl, PR_SET_PTRACER, 0), "prctl(PR_SET_PTRACER, 0)");

  // Signals and what they bring.
  siginfo_t info = {.si_signo = SIGUSR2, .si_code = SI_QUEUE};
  info.si_pid = kid;
  info.si_uid = user;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, NULL);
  expect(sys(SYS_rt_sigqueueinfo, me, SIGUSR2, &info),
         "rt_sigqueueinfo(%d<%s>, SIGUSR2, {si_signo=SIGUSR2, si_code=SI_QUEUE, si_pid=%d<%s>, si_uid=%d})", me, own, kid, name, user);
  sys(SYS_rt_sigtimedwait, &set, &info, NULL, 8);
  expect_as("12 (SIGUSR2)", "rt_sigtimedwait([USR2], {si_signo=SIGUSR2, si_code=SI_QUEUE, si_pid=%d<%s>, si_uid=%d}, NULL, 8)", kid,
            name, user);
  signal(SIGUSR1, handler);
  expect(sys(SYS_kill, me, SIGUSR1), "kill(%d<%s>, SIGUSR1)", me, own);
  expect_line("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d<%s>, si_uid=%d} ---", me, own, user);

  // Whose end was taken has no name any more.
  expect(sys(SYS_wait4, -1, NULL, WNOHANG, NULL), "wait4(-1, NULL, WNOHANG, NULL)");
  expect(sys(SYS_waitid, P_ALL, kid, NULL, WNOHANG | WEXITED, NULL), "waitid(P_ALL, %d, NULL, WNOHANG|WEXITED, NULL)", kid);
  expect(sys(SYS_waitid, P_PGID, kid, NULL, WNOHANG | WEXITED, NULL), "waitid(P_PGID, %d, NULL, WNOHANG|WEXITED, NULL)", kid);
  expect(sys(SYS_kill, kid, SIGKILL), "kill(%d<%s>, SIGKILL)", kid, name);
  memset(&info, 0, sizeof info);
  expect(sys(SYS_waitid, P_PID, kid, &info, WEXITED | WNOWAIT, NULL),
         "waitid(P_PID, %d<%s>, {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=%d<%s>, si_uid=%d, si_status=SIGKILL, si_utime=%ld, "
         "si_stime=%ld}, WEXITED|WNOWAIT, NULL)",
         kid, name, kid, name, user, (long)info.si_utime, (long)info.si_stime);
  expect(sys(SYS_waitid, P_PID, kid, &info, WEXITED, NULL),
         "waitid(P_PID, %d<%s>, {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=%d, si_uid=%d, si_status=SIGKILL, si_utime=%ld, "
         "si_stime=%ld}, WEXITED, NULL)",
         kid, name, kid, user, (long)info.si_utime, (long)info.si_stime);
  hold(SIG_UNBLOCK);
  expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=%d, si_uid=%d, si_status=SIGKILL, si_utime=%ld, si_stime=%ld} ---",
              kid, user, (long)info.si_utime, (long)info.si_stime);
  hold(SIG_BLOCK);
  expect(sys(SYS_kill, kid, 0), "kill(%d, 0)", kid);

  // It has another name from here on.
  expect(sys(SYS_prctl, PR_SET_NAME, "other"), "prctl(PR_SET_NAME, \"other\")");
  char text[64];
  snprintf(text, sizeof text, "%d<other>", me);
  sys(SYS_getpid);
  expect_as(text, "getpid()");
  finish(0);
}
