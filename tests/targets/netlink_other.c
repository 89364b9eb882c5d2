// options: -e trace=sendto,exit_group
// Sockets that are listed, families by their names, netfilter, and what of netlink has no messages.
#include "netlink.h"
#include <linux/genetlink.h>
#include <linux/inet_diag.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink_diag.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>

#define HEADER(type, flags) "{nlmsg_len=%u, nlmsg_type=" type ", nlmsg_flags=" flags ", nlmsg_seq=0, nlmsg_pid=0}"

int main(void) {
  begin();
  if (netlink_socket(NETLINK_SOCK_DIAG)) {
    // The first byte says which struct it is, and the flags whether it is a request.
    struct unix_diag_req names = {AF_UNIX, 0, 0, -1, 0, UDIAG_SHOW_NAME, {1, 2}};
    header(SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP);
    put(&names, sizeof names);
    shown("[" HEADER("SOCK_DIAG_BY_FAMILY", "NLM_F_REQUEST|NLM_F_DUMP") ", {sdiag_family=AF_UNIX, sdiag_protocol=0, "
          "udiag_states=1<<TCP_ESTABLISHED|1<<TCP_SYN_SENT|1<<TCP_SYN_RECV|1<<TCP_FIN_WAIT1|1<<TCP_FIN_WAIT2|"
          "1<<TCP_TIME_WAIT|1<<TCP_CLOSE|1<<TCP_CLOSE_WAIT|1<<TCP_LAST_ACK|1<<TCP_LISTEN|1<<TCP_CLOSING|"
          "1<<TCP_NEW_SYN_RECV|1<<TCP_BOUND_INACTIVE|0xffffc001, udiag_ino=0, udiag_show=UDIAG_SHOW_NAME, "
          "udiag_cookie=[1, 2]}]",
          netlink_used);
    struct unix_diag_msg unix_answer = {AF_UNIX, SOCK_STREAM, 1, 0, 12, {0, 0}};
    header(SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
    put(&unix_answer, sizeof unix_answer);
    attribute(UNIX_DIAG_NAME, "/run/x", 6);
    shown("[" HEADER("SOCK_DIAG_BY_FAMILY", "NLM_F_MULTI") ", {udiag_family=AF_UNIX, udiag_type=SOCK_STREAM, "
          "udiag_state=TCP_ESTABLISHED, udiag_ino=12, udiag_cookie=[0, 0]}, "
          "[{nla_len=10, nla_type=UNIX_DIAG_NAME}, \"/run/x\"...]]",
          netlink_used);
    struct inet_diag_msg inet_answer = {.idiag_family = AF_INET, .idiag_state = 10, .id = {.idiag_sport = 0x1600}};
    header(SOCK_DIAG_BY_FAMILY, 0);
    put(&inet_answer, sizeof inet_answer);
    attribute(INET_DIAG_SKMEMINFO, "\1\0\0\0\2\0\0", 8);
    shown("[" HEADER("SOCK_DIAG_BY_FAMILY", "0") ", {idiag_family=AF_INET, idiag_state=TCP_LISTEN, idiag_timer=0, "
          "idiag_retrans=0, id={idiag_sport=htons(22), idiag_dport=htons(0), idiag_src=inet_addr(\"0.0.0.0\"), "
          "idiag_dst=inet_addr(\"0.0.0.0\"), idiag_if=0, idiag_cookie=[0, 0]}, idiag_expires=0, idiag_rqueue=0, "
          "idiag_wqueue=0, idiag_uid=0, idiag_inode=0}, [{nla_len=12, nla_type=INET_DIAG_SKMEMINFO}, "
          "[[SK_MEMINFO_RMEM_ALLOC]=1, [SK_MEMINFO_RCVBUF]=2]]]",
          netlink_used);
    header(SOCK_DIAG_BY_FAMILY, 0);
    put("\x26\1\2", 3);
    shown("[" HEADER("SOCK_DIAG_BY_FAMILY", "0") ", {family=AF_ALG, data=\"\\x01\\x02\"}]", netlink_used);
  }

  netlink_socket(NETLINK_GENERIC);
  struct genlmsghdr family = {CTRL_CMD_GETFAMILY, 2, 0};
  header(GENL_ID_CTRL, NLM_F_REQUEST);
  put(&family, sizeof family);
  attribute(CTRL_ATTR_FAMILY_NAME, "TASKSTATS", 10);
  shown("[" HEADER("nlctrl", "NLM_F_REQUEST") ", {cmd=CTRL_CMD_GETFAMILY, version=2}, "
        "[{nla_len=14, nla_type=CTRL_ATTR_FAMILY_NAME}, \"TASKSTATS\"]]",
        netlink_used);

  if (netlink_socket(NETLINK_NETFILTER)) {
    struct nfgenmsg batch = {AF_INET, NFNETLINK_V0, 0x0a00};
    header(NFNL_SUBSYS_NFTABLES << 8 | 3, NLM_F_CREATE);
    put(&batch, sizeof batch);
    attribute(1, "a", 1);
    shown("[" HEADER("NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWCHAIN", "NLM_F_CREATE") ", {nfgen_family=AF_INET, "
          "version=NFNETLINK_V0, res_id=htons(NFNL_SUBSYS_NFTABLES)}, [{nla_len=5, nla_type=0x1}, \"\\x61\"]]",
          netlink_used);
  }

  // An acknowledgement with attributes, two messages in one, and what is behind the last.
  netlink_socket(NETLINK_USERSOCK);
  int error = -22;
  struct nlmsghdr about = {16, 99, 0, 5, 0};
  header(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS);
  put(&error, sizeof error);
  put(&about, sizeof about);
  attribute(NLMSGERR_ATTR_MSG, "wrong", 6);
  shown("[" HEADER("NLMSG_ERROR", "NLM_F_CAPPED|NLM_F_ACK_TLVS") ", [{error=-EINVAL, msg={nlmsg_len=16, "
        "nlmsg_type=0x63 /* NLMSG_??? */, nlmsg_flags=0, nlmsg_seq=5, nlmsg_pid=0}}, "
        "[{nla_len=10, nla_type=NLMSGERR_ATTR_MSG}, \"wrong\"]]]",
        netlink_used);
  header(NLMSG_DONE, NLM_F_MULTI);
  put("\0\0\0", 4);
  netlink_message[0] = 20;
  put(&about, sizeof about);
  put("xyz", 3);
  expect(sys(SYS_sendto, netlink_fd, netlink_message, netlink_used, MSG_OOB, NULL, 0),
         "sendto(%d, [[{nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=0, nlmsg_pid=0}, 0], "
         "{nlmsg_len=16, nlmsg_type=0x63 /* NLMSG_??? */, nlmsg_flags=0, nlmsg_seq=5, nlmsg_pid=0}, \"\\x78\\x79\\x7a\"], "
         "39, MSG_OOB, NULL, 0)",
         netlink_fd);

  netlink_socket(NETLINK_KOBJECT_UEVENT);
  expect(sys(SYS_sendto, netlink_fd, "add@/devices/x\0ACTION=add", 25, MSG_OOB, NULL, 0),
         "sendto(%d, \"add@/devices/x\\0ACTION=add\", 25, MSG_OOB, NULL, 0)", netlink_fd);
  finish(0);
}
