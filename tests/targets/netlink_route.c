// options: -e trace=sendto,recvfrom,sendmsg,recvmsg,exit_group
// Links, addresses, routes and their like in netlink's messages: requests, answers, lengths that lie.
#include "netlink.h"
#include <linux/if_addr.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <netinet/in.h>

#define HEADER(type, flags) "{nlmsg_len=%u, nlmsg_type=" type ", nlmsg_flags=" flags ", nlmsg_seq=0, nlmsg_pid=0}"
#define LINK                                                                                                     \
  "{ifi_family=AF_UNSPEC, ifi_type=ARPHRD_ETHER, ifi_index=if_nametoindex(\"lo\"), ifi_flags=IFF_UP, ifi_change=0}"
#define ROUTE                                                                                                    \
  "{rtm_family=AF_INET, rtm_dst_len=8, rtm_src_len=0, rtm_tos=0, rtm_table=RT_TABLE_MAIN, rtm_protocol=RTPROT_BOOT, " \
  "rtm_scope=RT_SCOPE_UNIVERSE, rtm_type=RTN_UNICAST, rtm_flags=0}"

static void link_message(void) {
  struct ifinfomsg link = {AF_UNSPEC, 0, ARPHRD_ETHER, 1, 1 /* IFF_UP */, 0};
  header(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_CREATE);
  put(&link, sizeof link);
}

#define LINK_LINE HEADER("RTM_NEWLINK", "NLM_F_REQUEST|NLM_F_CREATE") ", " LINK

int main(void) {
  begin();
  netlink_socket(NETLINK_ROUTE);
  // A link: strings, numbers, hardware addresses, attributes within attributes, by the kind that stands before.
  link_message();
  shown("[" LINK_LINE "]", netlink_used);
  link_message();
  attribute(IFLA_IFNAME, "eth0", 5);
  attribute_u32(IFLA_MTU, 1500);
  attribute(IFLA_ADDRESS, "\0\x16\x3e\0\0\1", 6);
  unsigned info = nest(IFLA_LINKINFO | NLA_F_NESTED);
  attribute(IFLA_INFO_KIND, "bridge", 7);
  unsigned data = nest(IFLA_INFO_DATA);
  attribute_u32(IFLA_BR_FORWARD_DELAY, 1500);
  end(data);
  end(info);
  shown("[" LINK_LINE ", [[{nla_len=9, nla_type=IFLA_IFNAME}, \"eth0\"], [{nla_len=8, nla_type=IFLA_MTU}, 1500], "
        "[{nla_len=10, nla_type=IFLA_ADDRESS}, 00:16:3e:00:00:01], [{nla_len=28, nla_type=NLA_F_NESTED|IFLA_LINKINFO}, "
        "[[{nla_len=11, nla_type=IFLA_INFO_KIND}, \"bridge\"], [{nla_len=12, nla_type=IFLA_INFO_DATA}, "
        "[{nla_len=8, nla_type=IFLA_BR_FORWARD_DELAY}, 1500 /* 15.00 s */]]]]]]",
        netlink_used);
  // What is no value of its attribute, and an attribute that has no name.
  link_message();
  attribute(IFLA_MTU, "\1\2\3", 3);
  attribute(999, "ab", 2);
  shown("[" LINK_LINE ", [[{nla_len=7, nla_type=IFLA_MTU}, \"\\x01\\x02\\x03\"], "
        "[{nla_len=6, nla_type=0x3e7 /* IFLA_??? */}, \"\\x61\\x62\"]]]",
        netlink_used);
  // More attributes than are shown.
  link_message();
  for (int i = 0; i < 33; i++) attribute_u32(IFLA_TXQLEN, 1);
  char many[4096] = "";
  for (int i = 0; i < 32; i++) strcat(many, "[{nla_len=8, nla_type=IFLA_TXQLEN}, 1], ");
  shown("[" LINK_LINE ", [%s...]]", netlink_used, many);
  // Lengths that lie: an attribute of 2 bytes, a struct that is cut, a message of 15.
  link_message();
  attribute_u32(IFLA_MTU, 1);
  attribute_u32(IFLA_GROUP, 2);
  ((struct nlattr *)(netlink_message + netlink_used - 8))->nla_len = 2;
  shown("[" LINK_LINE ", [[{nla_len=8, nla_type=IFLA_MTU}, 1], {nla_len=2, nla_type=IFLA_GROUP}]]", netlink_used);
  header(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP);
  put("\2\0", 2);
  shown("[" HEADER("RTM_GETLINK", "NLM_F_REQUEST|NLM_F_DUMP") ", {ifi_family=AF_INET, ...}]", netlink_used);
  expect(sys(SYS_sendto, netlink_fd, netlink_message, 15, MSG_OOB, NULL, 0),
         "sendto(%d, \"\\x12\\x00\\x00\\x00\\x12\\x00\\x01\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00\", 15, MSG_OOB, NULL, 0)",
         netlink_fd);

  // Addresses by their family, a route over two ways, a neighbour.
  struct ifaddrmsg address = {AF_INET, 24, IFA_F_PERMANENT, RT_SCOPE_LINK, 1};
  header(RTM_NEWADDR, 0);
  put(&address, sizeof address);
  attribute(IFA_LOCAL, "\x7f\0\0\1", 4);
  shown("[" HEADER("RTM_NEWADDR", "0") ", {ifa_family=AF_INET, ifa_prefixlen=24, ifa_flags=IFA_F_PERMANENT, "
        "ifa_scope=RT_SCOPE_LINK, ifa_index=if_nametoindex(\"lo\")}, "
        "[{nla_len=8, nla_type=IFA_LOCAL}, inet_addr(\"127.0.0.1\")]]",
        netlink_used);
  address.ifa_family = AF_INET6;
  header(RTM_DELADDR, 0);
  put(&address, sizeof address);
  attribute(IFA_ADDRESS, &in6addr_loopback, 16);
  shown("[" HEADER("RTM_DELADDR", "0") ", {ifa_family=AF_INET6, ifa_prefixlen=24, ifa_flags=IFA_F_PERMANENT, "
        "ifa_scope=RT_SCOPE_LINK, ifa_index=if_nametoindex(\"lo\")}, "
        "[{nla_len=20, nla_type=IFA_ADDRESS}, inet_pton(AF_INET6, \"::1\")]]",
        netlink_used);
  struct rtmsg route = {AF_INET, 8, 0, 0, RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_UNIVERSE, RTN_UNICAST, 0};
  header(RTM_NEWROUTE, NLM_F_REPLACE);
  put(&route, sizeof route);
  unsigned ways = nest(RTA_MULTIPATH);
  for (int i = 0; i < 2; i++) {
    struct rtnexthop way = {16, 0, i, 1};
    put(&way, sizeof way);
    attribute(RTA_GATEWAY, "\x0a\0\0\1", 4);
  }
  end(ways);
  shown("[" HEADER("RTM_NEWROUTE", "NLM_F_REPLACE") ", " ROUTE ", [{nla_len=36, nla_type=RTA_MULTIPATH}, "
        "[[{rtnh_len=16, rtnh_flags=0, rtnh_hops=0, rtnh_ifindex=if_nametoindex(\"lo\")}, "
        "[{nla_len=8, nla_type=RTA_GATEWAY}, inet_addr(\"10.0.0.1\")]], "
        "[{rtnh_len=16, rtnh_flags=0, rtnh_hops=1, rtnh_ifindex=if_nametoindex(\"lo\")}, "
        "[{nla_len=8, nla_type=RTA_GATEWAY}, inet_addr(\"10.0.0.1\")]]]]]",
        netlink_used);
  struct ndmsg neighbour = {AF_INET, 0, 0, 1, NUD_REACHABLE, 0, RTN_UNICAST};
  header(RTM_GETNEIGH, 0);
  put(&neighbour, sizeof neighbour);
  attribute(NDA_LLADDR, "\0\x16\x3e\0\0\1", 6);
  shown("[" HEADER("RTM_GETNEIGH", "0") ", {ndm_family=AF_INET, ndm_ifindex=if_nametoindex(\"lo\"), "
        "ndm_state=NUD_REACHABLE, ndm_flags=0, ndm_type=RTN_UNICAST}, "
        "[{nla_len=10, nla_type=NDA_LLADDR}, 00:16:3e:00:00:01]]",
        netlink_used);

  // Asked for something that there is not, by a message of areas; the answer says so.
  struct {
    struct nlmsghdr header;
    struct ifinfomsg link;
  } asked = {{sizeof asked, RTM_GETLINK, NLM_F_REQUEST, 7, 0}, {AF_UNSPEC, 0, 0, 0x7fffffff, 0, 0}};
  struct iovec area = {&asked, sizeof asked};
  struct msghdr message = {.msg_iov = &area, .msg_iovlen = 1};
  const char *text = "[{nlmsg_len=32, nlmsg_type=RTM_GETLINK, nlmsg_flags=NLM_F_REQUEST, nlmsg_seq=7, nlmsg_pid=0}, "
                     "{ifi_family=AF_UNSPEC, ifi_type=ARPHRD_NETROM, ifi_index=2147483647, ifi_flags=0, ifi_change=0}]";
  expect(sys(SYS_sendmsg, netlink_fd, &message, 0),
         "sendmsg(%d, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=%s, iov_len=32}], msg_iovlen=1, "
         "msg_controllen=0, msg_flags=0}, 0)",
         netlink_fd, text);
  char answer[512];
  long got = sys(SYS_recvfrom, netlink_fd, answer, sizeof answer, 0, NULL, NULL);
  expect(got,
         "recvfrom(%d, [{nlmsg_len=%ld, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0, nlmsg_seq=7, nlmsg_pid=%d}, "
         "{error=-ENODEV, msg=%s}], 512, 0, NULL, NULL)",
         netlink_fd, got, ((struct nlmsghdr *)answer)->nlmsg_pid, text);
  finish(0);
}
