// options: -e trace=create_module,uselib,vserver,getpmsg,afs_syscall,tuxcall,security,nfsservctl,epoll_ctl_old,exit_group
// Calls which have a number and no code behind it.
#include "expect.h"

int main(void) {
  begin();
  expect(sys(SYS_create_module, 1, 2), "create_module(0x1, 0x2)");
  expect(sys(SYS_vserver, 1, 2, 3, 4, 5), "vserver(0x1, 0x2, 0x3, 0x4, 0x5)");
  expect(sys(SYS_tuxcall, 1), "tuxcall(0x1, 0, 0)");
  expect(sys(SYS_afs_syscall, 1), "afs_syscall(0x1, 0, 0, 0, 0)");
  finish(0);
}
