// options: -e trace=getpid,writev,exit_group
// An i386 call from 64-bit code: its number is not to be taken for the x86-64 call of that number (20 is writev there).
#include "expect.h"

int main(void) {
  begin();
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "0"(20), "b"(0), "c"(0), "d"(0), "S"(0), "D"(0) : "memory", "r8", "r9", "r10", "r11");
  expect(result, "getpid()");
  expect(sys(SYS_getpid), "getpid()");
  finish(0);
}
