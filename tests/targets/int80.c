// No trial of its own: an i386 call from 64-bit code. Its number, 20, is that of getpid there and of writev on x86-64.
#include "expect.h"

int main(void) {
  long result;
  mark();
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "0"(20), "b"(0), "c"(0), "d"(0), "S"(0), "D"(0)
                   : "memory", "r8", "r9", "r10", "r11");
  mark();
  printf("%ld\n", result);
  return 0;
}
