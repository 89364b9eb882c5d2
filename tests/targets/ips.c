// options: -i -e trace=getppid,kill,pause,exit_group
// Where in the program calls are made: all of these by one instruction.
#include "expect.h"

// A call with two arguments; `made` is behind the instruction that makes it.
long make(long number, long first, long second);
extern char made[];
__asm__(".text\nmake:\n\tmov %rdi, %rax\n\tmov %rsi, %rdi\n\tmov %rdx, %rsi\n\tsyscall\nmade:\n\tret\n");
#define IP "[%016lx] "
#define ADDRESS (unsigned long)made

static void on_signal(int number) { (void)number; }

int main(void) {
  int me = getpid(), user = getuid();
  signal(SIGUSR1, on_signal);
  begin();
  long parent = make(SYS_getppid, 0, 0);
  expect(parent, IP "getppid()", ADDRESS);
  expect(make(SYS_kill, me, SIGURG), IP "kill(%d, SIGURG)", ADDRESS, me);
  expect_line(IP "--- SIGURG {si_signo=SIGURG, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", ADDRESS, me, user);
  expect(make(SYS_kill, me, SIGUSR1), IP "kill(%d, SIGUSR1)", ADDRESS, me);
  expect_line(IP "--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=%d, si_uid=%d} ---", ADDRESS, me, user);
  expect_as("?", IP "exit_group(3)", ADDRESS);
  expect_line("[????????????????] +++ exited with 3 +++");
  dump();
  make(SYS_exit_group, 3, 0);
}
