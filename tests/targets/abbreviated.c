// options: -v -e abbrev=newfstatat -e trace=newfstatat,sysinfo,getdents64,exit_group
// With -v, what -e abbrev= names behind it is abbreviated all the same, and the last of both counts.
#include "expect.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>

int main(void) {
  struct stat status;
  struct {
    uint64_t ino;
    int64_t off;
    uint16_t reclen;
    uint8_t type;
    char name[5];
  } entry;

  begin();
  int folder = sys(SYS_openat, AT_FDCWD, "/proc/self/task", O_RDONLY | O_DIRECTORY);
  expect(sys(SYS_newfstatat, folder, "", &status, 0x1000),
         "newfstatat(%d, \"\", {st_mode=S_IFDIR|0555, st_size=0, ...}, AT_EMPTY_PATH)", folder);
  // Room for one entry only: that of the folder itself.
  expect(sys(SYS_getdents64, folder, &entry, 24),
         "getdents64(%d, [{d_ino=%lu, d_off=%ld, d_reclen=24, d_type=DT_DIR, d_name=\".\"}], 24)", folder,
         (unsigned long)entry.ino, (long)entry.off);
  finish(0);
}
