// options: -f -e trace=clone,getppid,gettid,exit,exit_group,umask
// Threads, made by the system call itself: each has its own id in front of its lines, all end with the process.
#include "expect.h"
#include <linux/futex.h>
#include <sched.h>
#include <sys/wait.h>

#define FLAGS (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)

// A thread that calls getppid() `times` times and exits with 9.
long thread(unsigned long flags, void *stack, int *parent_tid, int *child_tid);
__asm__(
    ".text\nthread:\n\tmov %rcx, %r10\n\tmov $56, %eax\n\tsyscall\n\ttest %rax, %rax\n\tjz 1f\n\tret\n"
    "1:\tmov $3, %ebx\n2:\tmov $110, %eax\n\tsyscall\n\tdec %ebx\n\tjnz 2b\n"
    "\tmov $9, %edi\n\tmov $60, %eax\n\tsyscall\n");

int main(void) {
  static char stacks[3][8192] __attribute__((aligned(16)));
  static volatile int alive[3];
  int parent = getppid();
  begin();
  int me = speaker = self();
  for (int i = 0; i < 3; i++) {
    int id = 0;
    alive[i] = 1;
    long made = thread(FLAGS, stacks[i] + 8192, &id, (int *)&alive[i]);
    expect(made, "clone(child_stack=%p, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_PARENT_SETTID|"
           "CLONE_CHILD_CLEARTID, parent_tid=[%d], child_tidptr=%p)", (void *)(stacks[i] + 8192), (int)made, (void *)&alive[i]);
    speaker = made;
    for (int n = 0; n < 3; n++) expect(parent, "getppid()");
    expect_as("?", "exit(9)");
    expect_line("+++ exited with 9 +++");
    speaker = me;
    mark();
    while (alive[i]) sys(SYS_futex, &alive[i], FUTEX_WAIT, 1, NULL);
    mark();
  }
  finish(0);
}
