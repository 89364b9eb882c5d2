// options: -f -e trace=openat,ppoll,writev,sendto,sendmsg,pselect6,futex,connect,rt_sigtimedwait,fcntl,exit_group
// Does a call that waits show the same inputs as one that has ended? Each process is killed in a call: in the first
// round as soon as it sleeps, so that the kernel reads the inputs at the call's end; in the second one only when a
// tracer has had time to look at those who wait. With an argument, that is when standard input ends.
#include "expect.h"
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#define LONG_ENOUGH_TO_BE_SEEN 600000000 /* ns */

static struct timespec ages = {100, 7};
static sigset_t usr1;
static struct pollfd polled[2];
static char bytes[8]; // written to: a child has the page
static struct iovec parts[2] = {{bytes, 3}, {bytes + 3, 2}};
static struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
static fd_set reads;
static struct sockaddr_un address = {AF_UNIX, "waiting.socket"};
static struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 3, .l_len = 5};
static int word, empty[2], full[2], full_socket[2], file, client;

static void fill(int fd) {
  static char block[4096];
  fcntl(fd, F_SETFL, O_NONBLOCK);
  while (write(fd, block, sizeof block) > 0) {
  }
  while (write(fd, block, 1) > 0) {
  }
  fcntl(fd, F_SETFL, 0);
}

static void prepare(void) {
  strcpy(bytes, "abcde");
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  if (pipe(empty) || pipe(full) || socketpair(AF_UNIX, SOCK_STREAM, 0, full_socket)) give_up("no pipes");
  fill(full[1]);
  fill(full_socket[0]);
  polled[0] = (struct pollfd){empty[0], POLLIN};
  polled[1] = (struct pollfd){full[1], POLLOUT};
  FD_SET(empty[0], &reads);
  if (mkfifo("waiting.fifo", 0600)) give_up("no fifo");
  file = open("waiting.file", O_RDWR | O_CREAT, 0600);
  if (file < 0 || fcntl(file, F_SETLK, &lock)) give_up("no lock");
  // The second connection finds the queue full.
  int server = socket(AF_UNIX, SOCK_STREAM, 0), first = socket(AF_UNIX, SOCK_STREAM, 0);
  client = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(server, (void *)&address, sizeof address) || listen(server, 0) || connect(first, (void *)&address, sizeof address))
    give_up("no socket");
}

// The calls that wait, with the text of each.
static bool wait_in(int which, bool tell, char *text, size_t size) {
#define WAITS(call, ...)                     \
  do {                                       \
    if (!tell) return call, true;            \
    return snprintf(text, size, __VA_ARGS__) > 0; \
  } while (0)
  switch (which) {
    case 0: WAITS(sys(SYS_openat, AT_FDCWD, "waiting.fifo", O_RDONLY), "openat(AT_FDCWD, \"waiting.fifo\", O_RDONLY)");
    case 1:
      WAITS(sys(SYS_ppoll, polled, 1, &ages, &usr1, 8), "ppoll([{fd=%d, events=POLLIN}], 1, {tv_sec=100, tv_nsec=7}, [USR1], 8)", empty[0]);
    case 2: WAITS(sys(SYS_writev, full[1], parts, 2), "writev(%d, [{iov_base=\"abc\", iov_len=3}, {iov_base=\"de\", iov_len=2}], 2)", full[1]);
    case 3: WAITS(sys(SYS_sendto, full_socket[0], "hello", 5, 0, NULL, 0), "sendto(%d, \"hello\", 5, 0, NULL, 0)", full_socket[0]);
    case 4:
      WAITS(sys(SYS_sendmsg, full_socket[0], &message, 0),
            "sendmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"abc\", iov_len=3}, {iov_base=\"de\", iov_len=2}], msg_iovlen=2, "
            "msg_controllen=0, msg_flags=0}, 0)",
            full_socket[0]);
    case 5:
      WAITS(sys(SYS_pselect6, empty[0] + 1, &reads, NULL, NULL, &ages, NULL), "pselect6(%d, [%d], NULL, NULL, {tv_sec=100, tv_nsec=7}, NULL)",
            empty[0] + 1, empty[0]);
    case 6: WAITS(sys(SYS_futex, &word, FUTEX_WAIT, 0, &ages), "futex(%p, FUTEX_WAIT, 0, {tv_sec=100, tv_nsec=7})", (void *)&word);
    case 7:
      WAITS(sys(SYS_connect, client, &address, sizeof address), "connect(%d, {sa_family=AF_UNIX, sun_path=\"waiting.socket\"}, %zu)", client,
            sizeof address);
    case 8: WAITS(sys(SYS_rt_sigtimedwait, &usr1, NULL, &ages, 8), "rt_sigtimedwait([USR1], NULL, {tv_sec=100, tv_nsec=7}, 8)");
    case 9:
      WAITS(sys(SYS_fcntl, file, F_SETLKW, &lock), "fcntl(%d, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=3, l_len=5})", file);
    default: return false;
  }
}

static void sleep_for(long ns) {
  struct timespec time = {0, ns};
  sys(SYS_nanosleep, &time, NULL);
}

// With calls that are not selected, since nobody knows how many these are.
static void wait_until_asleep(int child) {
  char path[64], state[512];
  sprintf(path, "/proc/%d/stat", child);
  for (;;) {
    int fd = sys(SYS_open, path, O_RDONLY);
    long length = sys(SYS_read, fd, state, sizeof state - 1);
    sys(SYS_close, fd);
    if (length <= 0) give_up("no /proc/PID/stat");
    state[length] = 0;
    if (strstr(state, ") S ")) return;
    sleep_for(1000000);
  }
}

int main(int argc, char **argv) {
  (void)argv;
  int children[32], status;
  begin();
  int me = self();
  mark();
  prepare();
  for (int round = 0; round < 2; round++) {
    int count = 0;
    char text[512];
    for (; wait_in(count, true, text, sizeof text); count++) {
      children[count] = fork();
      if (children[count] == 0) {
        wait_in(count, false, NULL, 0);
        sys(SYS_exit_group, 1);
      }
      wait_until_asleep(children[count]);
      speaker = children[count];
      expect_as("?", "%s", text);
      expect_line("+++ killed by SIGKILL +++");
    }
    char byte;
    if (round == 1 && argc > 1)
      while (sys(SYS_read, 0, &byte, 1) > 0) continue;
    else if (round == 1)
      sleep_for(LONG_ENOUGH_TO_BE_SEEN);
    for (int i = 0; i < count; i++) {
      kill(children[i], SIGKILL);
      waitpid(children[i], &status, 0);
    }
  }
  remove("waiting.fifo"), remove("waiting.file"), remove("waiting.socket");
  speaker = me;
  mark();
  finish(0);
}
