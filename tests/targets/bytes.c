// options: -s 300 -e trace=write,pwrite64,exit_group
// Every byte value, before every kind of neighbour: octal escapes are as short as the next byte permits.
#include "expect.h"
#include <fcntl.h>

// A string as strace quotes it.
static void quote(const unsigned char *bytes, int length, char *out) {
  for (int i = 0; i < length; i++) {
    static const char from[] = "\a\b\t\n\v\f\r\"\\";
    static const char *const to[] = {"\\a", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r", "\\\"", "\\\\"};
    const char *escaped = bytes[i] ? strchr(from, bytes[i]) : NULL;
    bool digit_follows = i + 1 < length && bytes[i + 1] >= '0' && bytes[i + 1] <= '7';
    if (escaped && bytes[i] != '\a' && bytes[i] != '\b')
      out += sprintf(out, "%s", to[escaped - from]);
    else if (bytes[i] >= ' ' && bytes[i] < 0x7f)
      out += sprintf(out, "%c", bytes[i]);
    else
      out += sprintf(out, digit_follows ? "\\%03o" : "\\%o", bytes[i]);
  }
}

int main(void) {
  unsigned char all[256], pairs[512], digits[512];
  static char text[4096];
  for (int i = 0; i < 256; i++) {
    all[i] = i;
    pairs[2 * i] = digits[2 * i] = i;
    pairs[2 * i + 1] = 'a';
    digits[2 * i + 1] = "0789"[i % 4];
  }
  int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
  begin();
  quote(all, 256, text);
  expect(sys(SYS_write, fd, all, 256), "write(%d, \"%s\", 256)", fd, text);
  for (int half = 0; half < 2; half++) {
    quote(pairs + 256 * half, 256, text);
    expect(sys(SYS_write, fd, pairs + 256 * half, 256), "write(%d, \"%s\", 256)", fd, text);
    quote(digits + 256 * half, 256, text);
    expect(sys(SYS_write, fd, digits + 256 * half, 256), "write(%d, \"%s\", 256)", fd, text);
  }
  expect(sys(SYS_write, fd, "\xc3\xa4 \xe2\x82\xac", 6), "write(%d, \"\\303\\244 \\342\\202\\254\", 6)", fd);
  memset(pairs, 'x', sizeof pairs);
  memset(text, 'x', 300);
  text[300] = 0;
  expect(sys(SYS_pwrite64, fd, pairs, 512, 0), "pwrite64(%d, \"%s\"..., 512, 0)", fd, text);
  finish(0);
}
