// Makes the calls that it is told to, none of which gets as far as the kernel's own code, on memory that it is told
// to have: see tests/live/capture.rs. Standard input has the memory, then calls as seven words each in batches with
// their number before them; a batch that is done is answered with a byte.
#include "expect.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

// Where the memory is, and how much: what follows it is not there.
#define PLACE 0x20000000UL
#define ROOM (3 * 4096)
// What the filter answers: no call fails with that.
#define REFUSED 4000

extern const char refused_here[];

// All refused calls return to one place, by which the filter knows them.
__attribute__((noinline, noclone)) static long refused(const long *words) {
  long result;
  register long r10 __asm__("r10") = words[4];
  register long r8 __asm__("r8") = words[5];
  register long r9 __asm__("r9") = words[6];
  __asm__ volatile("syscall\n\t.globl refused_here\nrefused_here:"
                   : "=a"(result)
                   : "0"(words[0]), "D"(words[1]), "S"(words[2]), "d"(words[3]), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

static void get(void *to, size_t size) {
  for (size_t have = 0; have < size;) {
    long got = read(0, (char *)to + have, size - have);
    if (got == 0 && have == 0) _exit(0);
    if (got <= 0) give_up("the input ends");
    have += got;
  }
}

int main(void) {
  if (mmap((void *)PLACE, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) !=
      (void *)PLACE)
    give_up("the place is taken");
  get((void *)PLACE, ROOM);
  uint64_t here = (uint64_t)refused_here;
  struct sock_filter filter[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)here, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(here >> 32), 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | REFUSED),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
    give_up("no filter");
  static long words[1000][7];
  for (;;) {
    uint64_t count;
    get(&count, sizeof count);
    if (count > 1000) give_up("too many calls at once");
    get(words, count * sizeof *words);
    for (uint64_t i = 0; i < count; i++)
      if (refused(words[i]) != -REFUSED) { fprintf(stderr, "call %ld returned\n", words[i][0]); give_up("a call was not refused"); };
    if (write(1, "", 1) != 1) give_up("no answer");
  }
}
