// Sends with a struct in which another thread changes, all the time, how many areas there are: see tests/live/capture.rs.
#include "expect.h"
#include <pthread.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define CALLS 20000

static struct iovec areas[2] = {{"one", 3}, {"two", 3}};
static struct msghdr message = {.msg_iov = areas, .msg_iovlen = 1};
static _Atomic bool ends;

static void *change(void *nothing) {
  (void)nothing;
  while (!ends) *(volatile size_t *)&message.msg_iovlen ^= 3;
  return NULL;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, change, NULL)) give_up("no thread");
  for (int i = 0; i < CALLS; i++) sys(SYS_sendmsg, -1, &message, 0);
  ends = true;
  pthread_join(thread, NULL);
  return 0;
}
