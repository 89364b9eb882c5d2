// options: -e trace=rt_sigaction,rt_sigprocmask,rt_sigpending,rt_sigreturn,kill,tgkill,tkill,rt_sigqueueinfo,alarm,pause,sigaltstack,rt_sigtimedwait,rt_sigsuspend,getpid,exit_group
// Signals as they arrive: with handler, ignored, blocked, queued, interrupting a call; and returning from each.
#include "expect.h"
#include <time.h>

// The kernel's own form of struct sigaction.
struct action {
  void *handler;
  unsigned long flags;
  void *restorer;
  unsigned long mask;
};

void restore(void);
__asm__(".text\nrestore:\n\tmov $15, %eax\n\tsyscall\n");  // rt_sigreturn

static void on_signal(int number) { (void)number; }

// The page that the program touches where it must not; the handler makes it writable.
static char *forbidden;
static void on_fault(int number) {
  (void)number;
  sys(SYS_mprotect, forbidden, 4096, PROT_READ | PROT_WRITE);
}

static long set(int number, void *handler, unsigned long flags, unsigned long mask) {
  struct action action = {handler, flags | 0x04000000, (void *)restore, mask};
  return sys(SYS_rt_sigaction, number, &action, NULL, 8);
}
#define BIT(n) (1ul << ((n) - 1))

int main(void) {
  forbidden = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int me = getpid(), user = getuid();
  void *handler = (void *)on_signal, *restorer = (void *)restore;
  begin();

  expect(set(SIGUSR1, handler, 0, 0), "rt_sigaction(SIGUSR1, {sa_handler=%p, sa_mask=[], sa_flags=SA_RESTORER, sa_restorer=%p}, NULL, 8)",
         handler, restorer);
  expect(set(SIGUSR2, handler, SA_RESTART | SA_NODEFER, BIT(SIGINT) | BIT(SIGTERM)),
         "rt_sigaction(SIGUSR2, {sa_handler=%p, sa_mask=[INT TERM], sa_flags=SA_RESTORER|SA_RESTART|SA_NODEFER, sa_restorer=%p}, NULL, 8)",
         handler, restorer);
  struct action old;
  expect(sys(SYS_rt_sigaction, SIGUSR1, NULL, &old, 8),
         "rt_sigaction(SIGUSR1, NULL, {sa_handler=%p, sa_mask=[], sa_flags=SA_RESTORER, sa_restorer=%p}, 8)", handler, restorer);
  struct action ignore = {SIG_IGN, 0, NULL, 0};
  expect(sys(SYS_rt_sigaction, SIGHUP, &ignore, &old, 8),
         "rt_sigaction(SIGHUP, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, {sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, 8)");
  expect(sys(SYS_rt_sigaction, SIGKILL, &ignore, &old, 8),
         "rt_sigaction(SIGKILL, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, %p, 8)", (void *)&old);
  expect(sys(SYS_rt_sigaction, SIGUSR1, (void *)1, NULL, 8), "rt_sigaction(SIGUSR1, 0x1, NULL, 8)");

  // With a handler: the call first, then the signal, then the handler's return.
  expect(sys(SYS_kill, me, SIGUSR1), "kill(%d, SIGUSR1)", me);
  expect_line("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);
  expect(0, "rt_sigreturn({mask=[]})");
  expect(sys(SYS_tgkill, me, me, SIGUSR2), "tgkill(%d, %d, SIGUSR2)", me, me);
  expect_line("--- SIGUSR2 {si_signo=SIGUSR2, si_code=SI_TKILL, si_pid=%d, si_uid=%d} ---", me, user);
  expect(0, "rt_sigreturn({mask=[]})");
  expect(sys(SYS_kill, me, 0), "kill(%d, 0)", me);
  expect(sys(SYS_kill, me, 65), "kill(%d, 65)", me);
  expect(sys(SYS_tkill, me, SIGRTMIN + 70), "tkill(%d, %d)", me, SIGRTMIN + 70);

  // Ignored: by the program, and by default.
  expect(sys(SYS_kill, me, SIGHUP), "kill(%d, SIGHUP)", me);
  expect_line("--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);
  expect(sys(SYS_kill, me, SIGCHLD), "kill(%d, SIGCHLD)", me);
  expect_line("--- SIGCHLD {si_signo=SIGCHLD, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);

  // The same of one that the kernel sends in the program's name.
  expect(sys(SYS_rt_sigaction, SIGPIPE, &ignore, NULL, 8),
         "rt_sigaction(SIGPIPE, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, NULL, 8)");
  int ends[2];
  if (pipe(ends) || close(ends[0]) || write(ends[1], "x", 1) != -1) give_up("no broken pipe");
  expect_line("--- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);

  // Blocked, pending, and let in.
  unsigned long mask = BIT(SIGUSR1) | BIT(SIGALRM), before, pending;
  expect(sys(SYS_rt_sigprocmask, SIG_BLOCK, &mask, &before, 8), "rt_sigprocmask(SIG_BLOCK, [USR1 ALRM], [], 8)");
  union {
    siginfo_t info;
    char whole[128];
  } queued = {.info = {.si_signo = SIGUSR1, .si_code = SI_QUEUE}};
  queued.info.si_pid = me;
  queued.info.si_uid = user;
  queued.info.si_value.sival_ptr = (void *)0x2a;
  expect(sys(SYS_rt_sigqueueinfo, me, SIGUSR1, &queued),
         "rt_sigqueueinfo(%d, SIGUSR1, {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=%d, si_uid=%d, si_int=42, si_ptr=0x2a})", me, me, user);
  expect(sys(SYS_rt_sigpending, &pending, 8), "rt_sigpending([USR1], 8)");
  expect(sys(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, 8), "rt_sigprocmask(SIG_SETMASK, [], NULL, 8)");
  expect_line("--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=%d, si_uid=%d, si_int=42, si_ptr=0x2a} ---", me, user);
  expect(0, "rt_sigreturn({mask=[]})");
  mask = ~(BIT(SIGUSR1) | BIT(SIGSEGV));
  expect(sys(SYS_rt_sigprocmask, SIG_BLOCK, &mask, NULL, 8), "rt_sigprocmask(SIG_BLOCK, ~[USR1 SEGV], NULL, 8)");
  expect(sys(SYS_rt_sigprocmask, SIG_SETMASK, NULL, &before, 8), "rt_sigprocmask(SIG_SETMASK, NULL, ~[KILL USR1 SEGV STOP], 8)");
  mask = 0;
  expect(sys(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, 8), "rt_sigprocmask(SIG_SETMASK, [], NULL, 8)");
  expect(sys(SYS_rt_sigprocmask, SIG_BLOCK, (void *)7, NULL, 8), "rt_sigprocmask(SIG_BLOCK, 0x7, NULL, 8)");

  // Interrupting a call that waits.
  expect(set(SIGALRM, handler, 0, 0), "rt_sigaction(SIGALRM, {sa_handler=%p, sa_mask=[], sa_flags=SA_RESTORER, sa_restorer=%p}, NULL, 8)",
         handler, restorer);
  expect(sys(SYS_alarm, 1), "alarm(1)");
  long paused = sys(SYS_pause);
  expect_as("? ERESTARTNOHAND (To be restarted if no handler)", "pause()");
  expect_line("--- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---");
  expect(paused, "rt_sigreturn({mask=[]})");
  mask = BIT(SIGALRM);
  expect(sys(SYS_rt_sigprocmask, SIG_BLOCK, &mask, NULL, 8), "rt_sigprocmask(SIG_BLOCK, [ALRM], NULL, 8)");
  struct timespec limit = {0, 1000000};
  expect(sys(SYS_rt_sigtimedwait, &mask, NULL, &limit, 8), "rt_sigtimedwait([ALRM], NULL, {tv_sec=0, tv_nsec=1000000}, 8)");
  expect(sys(SYS_kill, me, SIGALRM), "kill(%d, SIGALRM)", me);
  union {
    siginfo_t info;
    char whole[128];
  } got;
  long taken = sys(SYS_rt_sigtimedwait, &mask, &got, &limit, 8);
  char number[32];
  sprintf(number, "%ld (SIGALRM)", taken);
  expect_as(number, "rt_sigtimedwait([ALRM], {si_signo=SIGALRM, si_code=SI_USER, si_pid=%d, si_uid=%d}, {tv_sec=0, tv_nsec=1000000}, 8)", me,
            user);
  expect(sys(SYS_kill, me, SIGALRM), "kill(%d, SIGALRM)", me);
  mask = 0;
  long suspended = sys(SYS_rt_sigsuspend, &mask, 8);
  expect_as("? ERESTARTNOHAND (To be restarted if no handler)", "rt_sigsuspend([], 8)");
  expect_line("--- SIGALRM {si_signo=SIGALRM, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", me, user);
  expect(suspended, "rt_sigreturn({mask=[ALRM]})");

  // A fault, repaired by its handler.
  expect(set(SIGSEGV, (void *)on_fault, 0, 0), "rt_sigaction(SIGSEGV, {sa_handler=%p, sa_mask=[], sa_flags=SA_RESTORER, sa_restorer=%p}, NULL, 8)",
         (void *)on_fault, restorer);
  // rt_sigreturn's result is the register that it puts back: a known value.
  __asm__ volatile("movb $1, (%0)" : : "r"(forbidden), "a"(1234l) : "memory");
  expect_line("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_ACCERR, si_addr=%p} ---", forbidden);
  expect(1234, "rt_sigreturn({mask=[ALRM]})");

  stack_t stack = {.ss_sp = forbidden, .ss_flags = 0, .ss_size = 4096}, old_stack;
  expect(sys(SYS_sigaltstack, &stack, NULL), "sigaltstack({ss_sp=%p, ss_flags=0, ss_size=4096}, NULL)", forbidden);
  expect(sys(SYS_sigaltstack, NULL, &old_stack), "sigaltstack(NULL, {ss_sp=%p, ss_flags=0, ss_size=4096})", forbidden);
  finish(0);
}
