// No trial of its own: makes every call of an ABI, from 0 on; the numbers' other bits are the argument. Whoever traces it
// sees their names and how many arguments they have: seccomp refuses them all, by what they have in common.
#include "expect.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#define NUMBERS 600
#define FIRST 0xa1

int main(int argc, char **argv) {
  long bits = argc > 1 ? strtol(argv[1], NULL, 0) : 0;
  struct sock_filter refuse[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FIRST, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {4, refuse};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter)) return 99;
  mark();
  for (long number = 0; number < NUMBERS; number++) sys(bits | number, FIRST, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6);
  mark();
  return 0;
}
