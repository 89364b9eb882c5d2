// Answers: how does a target say which trace lines it expects?
//
// A target makes calls with sys(), states after each one the line that a tracer should print for it, and ends
// with finish(), which writes all that was stated to standard output. The harness compares it with the trace.
//
// Only calls between two marks count: mark() is a call with a number that no kernel has, which a tracer prints
// under every filter. begin() sets the first one, so what the C library does before main() is not compared.
// Calls of children and threads count from their start (marks are per task).
//
// Nothing here makes a system call but begin(), mark(), self(), hold(), dump() and finish().
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MARK 0xbee
#define RESULT_COLUMN 39

// What is stated, in memory that children share.
struct ledger {
  _Atomic size_t used;
  char text[(1 << 20) - sizeof(size_t)];
};
static struct ledger *ledger;

// The task whose lines are stated; 0 leaves out the prefix (without -f). A child has its own copy, a thread has not.
static int speaker;

// The system call itself: the result as the kernel gives it, a negative errno for a failure.
#ifdef __i386__
static inline long sys_call(long number, long a, long b, long c, long d, long e, long f) {
  // The compiler has ebp and the stack: what stands there is fetched through eax.
  long result, first_and_last[2] = {number, f};
  __asm__ volatile("push %%ebp\n\tmov 4(%%eax), %%ebp\n\tmov (%%eax), %%eax\n\tint $0x80\n\tpop %%ebp"
                   : "=a"(result)
                   : "0"(first_and_last), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                   : "memory");
  return result;
}
#else
static inline long sys_call(long number, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#endif
#define SYS0(nr) sys_call(nr, 0, 0, 0, 0, 0, 0)
#define SYS1(nr, a) sys_call(nr, (long)(a), 0, 0, 0, 0, 0)
#define SYS2(nr, a, b) sys_call(nr, (long)(a), (long)(b), 0, 0, 0, 0)
#define SYS3(nr, a, b, c) sys_call(nr, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYS4(nr, a, b, c, d) sys_call(nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SYS5(nr, a, b, c, d, e) sys_call(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define SYS6(nr, a, b, c, d, e, f) sys_call(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SYS_PICK(_0, _1, _2, _3, _4, _5, _6, NAME, ...) NAME
// sys(SYS_openat, AT_FDCWD, path, flags)
#define sys(...) SYS_PICK(__VA_ARGS__, SYS6, SYS5, SYS4, SYS3, SYS2, SYS1, SYS0)(__VA_ARGS__)

// Calls of no name have no descriptors: where only calls on some of them show (--trace-fds), this one does.
#ifdef MARK_BY_DESCRIPTOR
static inline void mark(void) { sys(SYS_fsync, MARK); }
#else
static inline void mark(void) { sys(MARK, 0, 0, 0, 0, 0, 0); }
#endif

static void give_up(const char *what) {
  fprintf(stderr, "target: %s\n", what);
  _exit(99);
}

// Appends a line; `call` is padded so that the result stands in strace's column.
static void state(const char *call, const char *result) {
  char line[65536];
  int length = speaker ? snprintf(line, sizeof line, "%-5d %s", speaker, call) : snprintf(line, sizeof line, "%s", call);
  if (result) {
    int pad = length < RESULT_COLUMN ? RESULT_COLUMN - length : 0;
    length += snprintf(line + length, sizeof line - length, "%*s = %s", pad, "", result);
  }
  line[length++] = '\n';
  size_t at = atomic_fetch_add(&ledger->used, length);
  if (at + length > sizeof ledger->text) give_up("the ledger is full");
  memcpy(ledger->text + at, line, length);
}

#define FORMATTED(text, format)                 \
  char text[65000];                             \
  do {                                          \
    va_list list;                               \
    va_start(list, format);                     \
    vsnprintf(text, sizeof text, format, list); \
    va_end(list);                               \
  } while (0)

// The result as a tracer prints it: a decimal number, or -1 with the name and text of the error.
static void result_text(long result, char text[128]) {
  if (result < 0 && result > -4096 && strerrorname_np(-result))
    snprintf(text, 128, "-1 %s (%s)", strerrorname_np(-result), strerror(-result));
  else
    snprintf(text, 128, "%ld", result);
}

// States the line of a call: expect(fd, "openat(AT_FDCWD, \"a\", O_RDONLY)"). `result` may be the call itself: it is
// made before the other arguments are looked at.
#define expect(result, ...)         \
  do {                              \
    long made_ = (result);          \
    expect_result(made_, __VA_ARGS__); \
  } while (0)
__attribute__((format(printf, 2, 3))) static void expect_result(long result, const char *format, ...) {
  FORMATTED(call, format);
  char text[128];
  result_text(result, text);
  state(call, text);
}

// The same for a call whose result prints in another way ("?", an address, flags).
__attribute__((format(printf, 2, 3))) static void expect_as(const char *result, const char *format, ...) {
  FORMATTED(call, format);
  state(call, result);
}

// States a whole line: a signal, an exit.
__attribute__((format(printf, 1, 2))) static void expect_line(const char *format, ...) {
  FORMATTED(line, format);
  state(line, NULL);
}

static void begin(void) {
  ledger = mmap(NULL, sizeof *ledger, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (ledger == MAP_FAILED) give_up("no memory for the ledger");
  mark();
}

// The task that runs, as the kernel names it (not compared).
static inline int self(void) {
  mark();
  int id = sys(SYS_gettid);
  mark();
  return id;
}

// Holds SIGCHLD back (SIG_BLOCK) or lets it in (SIG_UNBLOCK): let in after wait4(), it does not come now before it and
// now after it. Makes a call that is not marked: under a filter which selects rt_sigprocmask, it is in the trace.
static void hold(int how) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(how, &set, NULL);
}

// Writes what was stated so far; the last thing before a target is killed.
static inline void dump(void) {
  mark();
  for (size_t done = 0; done < ledger->used;) {
    long n = sys(SYS_write, 1, ledger->text + done, ledger->used - done);
    if (n <= 0) _exit(98);
    done += n;
  }
  ledger->used = 0;
  mark();
}

// States the exit itself, writes all, and exits.
__attribute__((noreturn, unused)) static void finish(int status) {
  expect_as("?", "exit_group(%d)", status);
  expect_line("+++ exited with %d +++", status);
  dump();
  sys(SYS_exit_group, status);
  __builtin_unreachable();
}
#pragma GCC diagnostic ignored "-Wunused-function"
