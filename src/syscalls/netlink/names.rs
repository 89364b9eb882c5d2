//! Which names do the numbers in netlink's messages have?

use crate::xlat::Xlat;

/// `IF_???`
pub(super) static IF_FLAGS: Xlat = Xlat::flags(
    "IF_???",
    &[
        (0x10, "IF_RS_SENT"),
        (0x20, "IF_RA_RCVD"),
        (0x40, "IF_RA_MANAGED"),
        (0x80, "IF_RA_OTHERCONF"),
        (0x80000000, "IF_READY"),
    ],
);

/// `IN6_ADDR_GEN_MODE_???`
pub(super) static IN6_ADDR_GEN_MODE_NAMES: Xlat = Xlat::values(
    "IN6_ADDR_GEN_MODE_???",
    &[
        (0, "IN6_ADDR_GEN_MODE_EUI64"),
        (1, "IN6_ADDR_GEN_MODE_NONE"),
        (2, "IN6_ADDR_GEN_MODE_STABLE_PRIVACY"),
        (3, "IN6_ADDR_GEN_MODE_RANDOM"),
    ],
);

/// `IFLA_VF_LINK_STATE_???`
pub(super) static IFLA_VF_LINK_STATE_NAMES: Xlat = Xlat::values(
    "IFLA_VF_LINK_STATE_???",
    &[(0, "IFLA_VF_LINK_STATE_AUTO"), (1, "IFLA_VF_LINK_STATE_ENABLE"), (2, "IFLA_VF_LINK_STATE_DISABLE")],
);

/// `RTEXT_FILTER_???`
pub(super) static RTEXT_FILTER_FLAGS: Xlat = Xlat::flags(
    "RTEXT_FILTER_???",
    &[
        (0x1, "RTEXT_FILTER_VF"),
        (0x2, "RTEXT_FILTER_BRVLAN"),
        (0x4, "RTEXT_FILTER_BRVLAN_COMPRESSED"),
        (0x8, "RTEXT_FILTER_SKIP_STATS"),
        (0x10, "RTEXT_FILTER_MRP"),
        (0x20, "RTEXT_FILTER_CFM_CONFIG"),
        (0x40, "RTEXT_FILTER_CFM_STATUS"),
        (0x80, "RTEXT_FILTER_MST"),
        (0x100, "RTEXT_FILTER_NAME_ONLY"),
    ],
);

/// `XDP_ATTACHED_???`
pub(super) static XDP_ATTACHED_NAMES: Xlat = Xlat::values(
    "XDP_ATTACHED_???",
    &[
        (0, "XDP_ATTACHED_NONE"),
        (1, "XDP_ATTACHED_DRV"),
        (2, "XDP_ATTACHED_SKB"),
        (3, "XDP_ATTACHED_HW"),
        (4, "XDP_ATTACHED_MULTI"),
    ],
);

/// `XDP_FLAGS_???`
pub(super) static XDP_FLAGS: Xlat = Xlat::flags(
    "XDP_FLAGS_???",
    &[
        (0xe, "XDP_FLAGS_MODES"),
        (0x1, "XDP_FLAGS_UPDATE_IF_NOEXIST"),
        (0x10, "XDP_FLAGS_REPLACE"),
        (0x2, "XDP_FLAGS_SKB_MODE"),
        (0x4, "XDP_FLAGS_DRV_MODE"),
        (0x8, "XDP_FLAGS_HW_MODE"),
    ],
);

/// `IFLA_EVENT_???`
pub(super) static IFLA_EVENT_NAMES: Xlat = Xlat::values(
    "IFLA_EVENT_???",
    &[
        (0, "IFLA_EVENT_NONE"),
        (1, "IFLA_EVENT_REBOOT"),
        (2, "IFLA_EVENT_FEATURES"),
        (3, "IFLA_EVENT_BONDING_FAILOVER"),
        (4, "IFLA_EVENT_NOTIFY_PEERS"),
        (5, "IFLA_EVENT_IGMP_RESEND"),
        (6, "IFLA_EVENT_BONDING_OPTIONS"),
    ],
);

/// `BRIDGE_FLAGS_???`
pub(super) static BRIDGE_FLAGS: Xlat =
    Xlat::flags("BRIDGE_FLAGS_???", &[(0x1, "BRIDGE_FLAGS_MASTER"), (0x2, "BRIDGE_FLAGS_SELF")]);

/// `BRIDGE_MODE_???`
pub(super) static BRIDGE_MODE_NAMES: Xlat =
    Xlat::values("BRIDGE_MODE_???", &[(0, "BRIDGE_MODE_VEB"), (1, "BRIDGE_MODE_VEPA"), (0xffff, "BRIDGE_MODE_UNDEF")]);

/// `BRIDGE_VLAN_INFO_???`
pub(super) static BRIDGE_VLAN_INFO_FLAGS: Xlat = Xlat::flags(
    "BRIDGE_VLAN_INFO_???",
    &[
        (0x1, "BRIDGE_VLAN_INFO_MASTER"),
        (0x2, "BRIDGE_VLAN_INFO_PVID"),
        (0x4, "BRIDGE_VLAN_INFO_UNTAGGED"),
        (0x8, "BRIDGE_VLAN_INFO_RANGE_BEGIN"),
        (0x10, "BRIDGE_VLAN_INFO_RANGE_END"),
        (0x20, "BRIDGE_VLAN_INFO_BRENTRY"),
        (0x40, "BRIDGE_VLAN_INFO_ONLY_OPTS"),
    ],
);

/// `ETHER_P_???`
pub(super) static ETHER_P_NAMES: Xlat = Xlat::values(
    "ETHER_P_???",
    &[
        (1, "ETH_P_802_3"),
        (2, "ETH_P_AX25"),
        (3, "ETH_P_ALL"),
        (4, "ETH_P_802_2"),
        (5, "ETH_P_SNAP"),
        (6, "ETH_P_DDCMP"),
        (7, "ETH_P_WAN_PPP"),
        (8, "ETH_P_PPP_MP"),
        (9, "ETH_P_LOCALTALK"),
        (12, "ETH_P_CAN"),
        (13, "ETH_P_CANFD"),
        (14, "ETH_P_CANXL"),
        (16, "ETH_P_PPPTALK"),
        (17, "ETH_P_TR_802_2"),
        (21, "ETH_P_MOBITEX"),
        (22, "ETH_P_CONTROL"),
        (23, "ETH_P_IRDA"),
        (24, "ETH_P_ECONET"),
        (25, "ETH_P_HDLC"),
        (26, "ETH_P_ARCNET"),
        (27, "ETH_P_DSA"),
        (28, "ETH_P_TRAILER"),
        (96, "ETH_P_LOOP"),
        (245, "ETH_P_PHONET"),
        (246, "ETH_P_IEEE802154"),
        (247, "ETH_P_CAIF"),
        (248, "ETH_P_XDSA"),
        (249, "ETH_P_MAP"),
        (250, "ETH_P_MCTP"),
        (254, "ETH_P_GRE_OSI"),
        (512, "ETH_P_PUP"),
        (513, "ETH_P_PUPAT"),
        (1536, "ETH_P_802_3_MIN"),
        (2048, "ETH_P_IP"),
        (2053, "ETH_P_X25"),
        (2054, "ETH_P_ARP"),
        (2303, "ETH_P_BPQ"),
        (2560, "ETH_P_IEEEPUP"),
        (2561, "ETH_P_IEEEPUPAT"),
    ],
);

/// `1<<BR_BOOLOPT_???`
pub(super) static BITS_OF_BR_BOOLOPT_FLAGS: Xlat = Xlat::flags(
    "1<<BR_BOOLOPT_???",
    &[
        (0x1, "1<<BR_BOOLOPT_NO_LL_LEARN"),
        (0x2, "1<<BR_BOOLOPT_MCAST_VLAN_SNOOPING"),
        (0x4, "1<<BR_BOOLOPT_MST_ENABLE"),
        (0x8, "1<<BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION"),
        (0x10, "1<<BR_BOOLOPT_FDB_LOCAL_VLAN_0"),
    ],
);

/// `BR_STP_MODE_???`
pub(super) static BR_STP_MODE_NAMES: Xlat =
    Xlat::values("BR_STP_MODE_???", &[(0, "BR_STP_MODE_AUTO"), (1, "BR_STP_MODE_USER"), (2, "BR_STP_MODE_KERNEL")]);

/// `IFF_???`
pub(super) static IFF_NAMES: Xlat = Xlat::values("IFF_???", &[(1, "IFF_TUN"), (2, "IFF_TAP")]);

/// `IFA_F_???`
pub(super) static IFA_F_FLAGS: Xlat = Xlat::flags(
    "IFA_F_???",
    &[
        (0x1, "IFA_F_SECONDARY"),
        (0x2, "IFA_F_NODAD"),
        (0x4, "IFA_F_OPTIMISTIC"),
        (0x8, "IFA_F_DADFAILED"),
        (0x10, "IFA_F_HOMEADDRESS"),
        (0x20, "IFA_F_DEPRECATED"),
        (0x40, "IFA_F_TENTATIVE"),
        (0x80, "IFA_F_PERMANENT"),
        (0x100, "IFA_F_MANAGETEMPADDR"),
        (0x200, "IFA_F_NOPREFIXROUTE"),
        (0x400, "IFA_F_MCAUTOJOIN"),
        (0x800, "IFA_F_STABLE_PRIVACY"),
    ],
);

/// `RT_TABLE_UNSPEC`
pub(super) static RTA_TABLE_NAMES: Xlat = Xlat::values(
    "",
    &[
        (0, "RT_TABLE_UNSPEC"),
        (252, "RT_TABLE_COMPAT"),
        (253, "RT_TABLE_DEFAULT"),
        (254, "RT_TABLE_MAIN"),
        (255, "RT_TABLE_LOCAL"),
    ],
);

/// `LWTUNNEL_ENCAP_???`
pub(super) static LWTUNNEL_ENCAP_NAMES: Xlat = Xlat::values(
    "LWTUNNEL_ENCAP_???",
    &[
        (0, "LWTUNNEL_ENCAP_NONE"),
        (1, "LWTUNNEL_ENCAP_MPLS"),
        (2, "LWTUNNEL_ENCAP_IP"),
        (3, "LWTUNNEL_ENCAP_ILA"),
        (4, "LWTUNNEL_ENCAP_IP6"),
        (5, "LWTUNNEL_ENCAP_SEG6"),
        (6, "LWTUNNEL_ENCAP_BPF"),
        (7, "LWTUNNEL_ENCAP_SEG6_LOCAL"),
        (8, "LWTUNNEL_ENCAP_RPL"),
    ],
);

/// `FDB_NOTIFY_???`
pub(super) static FDB_NOTIFY_FLAGS: Xlat =
    Xlat::flags("FDB_NOTIFY_???", &[(0x1, "FDB_NOTIFY_BIT"), (0x2, "FDB_NOTIFY_INACTIVE_BIT")]);

/// `NTF_EXT_???`
pub(super) static NTF_EXT_FLAGS: Xlat =
    Xlat::flags("NTF_EXT_???", &[(0x1, "NTF_EXT_MANAGED"), (0x2, "NTF_EXT_LOCKED"), (0x4, "NTF_EXT_EXT_VALIDATED")]);

/// `NUD_???`
pub(super) static NUD_FLAGS: Xlat = Xlat::flags(
    "NUD_???",
    &[
        (0x1, "NUD_INCOMPLETE"),
        (0x2, "NUD_REACHABLE"),
        (0x4, "NUD_STALE"),
        (0x8, "NUD_DELAY"),
        (0x10, "NUD_PROBE"),
        (0x20, "NUD_FAILED"),
        (0x40, "NUD_NOARP"),
        (0x80, "NUD_PERMANENT"),
        (0x0, "NUD_NONE"),
    ],
);

/// `NTF_USE`
pub(super) static NDA_NDM_FLAGS_MASK_FLAGS: Xlat = Xlat::flags(
    "",
    &[
        (0x1, "NTF_USE"),
        (0x2, "NTF_SELF"),
        (0x4, "NTF_MASTER"),
        (0x8, "NTF_PROXY"),
        (0x10, "NTF_EXT_LEARNED"),
        (0x20, "NTF_OFFLOADED"),
        (0x40, "NTF_STICKY"),
        (0x80, "NTF_ROUTER"),
    ],
);

/// `RTPROT_???`
pub(super) static RTPROT_NAMES: Xlat = Xlat::values(
    "RTPROT_???",
    &[
        (0, "RTPROT_UNSPEC"),
        (1, "RTPROT_REDIRECT"),
        (2, "RTPROT_KERNEL"),
        (3, "RTPROT_BOOT"),
        (4, "RTPROT_STATIC"),
        (8, "RTPROT_GATED"),
        (9, "RTPROT_RA"),
        (10, "RTPROT_MRT"),
        (11, "RTPROT_ZEBRA"),
        (12, "RTPROT_BIRD"),
        (13, "RTPROT_DNROUTED"),
        (14, "RTPROT_XORP"),
        (15, "RTPROT_NTK"),
        (16, "RTPROT_DHCP"),
        (17, "RTPROT_MROUTED"),
        (18, "RTPROT_KEEPALIVED"),
        (42, "RTPROT_BABEL"),
        (84, "RTPROT_OVN"),
        (99, "RTPROT_OPENR"),
        (186, "RTPROT_BGP"),
        (187, "RTPROT_ISIS"),
        (188, "RTPROT_OSPF"),
        (189, "RTPROT_RIP"),
        (192, "RTPROT_EIGRP"),
    ],
);

/// `TCA_ACT_FLAGS_???`
pub(super) static TCA_ACT_FLAGS: Xlat = Xlat::flags(
    "TCA_ACT_FLAGS_???",
    &[(0x1, "TCA_ACT_FLAGS_NO_PERCPU_STATS"), (0x2, "TCA_ACT_FLAGS_SKIP_HW"), (0x4, "TCA_ACT_FLAGS_SKIP_SW")],
);

/// `TCA_ACT_HW_STATS_???`
pub(super) static TCA_ACT_HW_STATS_FLAGS: Xlat =
    Xlat::flags("TCA_ACT_HW_STATS_???", &[(0x1, "TCA_ACT_HW_STATS_IMMEDIATE"), (0x2, "TCA_ACT_HW_STATS_DELAYED")]);

/// `TCA_ACT_FLAG_???`
pub(super) static TCA_ACT_FLAG_FLAGS: Xlat =
    Xlat::flags("TCA_ACT_FLAG_???", &[(0x1, "TCA_ACT_FLAG_LARGE_DUMP_ON"), (0x2, "TCA_ACT_FLAG_TERSE_DUMP")]);

/// `MDB_???`
pub(super) static MDB_NAMES: Xlat = Xlat::values("MDB_???", &[(0, "MDB_TEMPORARY"), (1, "MDB_PERMANENT")]);

/// `MDB_FLAGS_???`
pub(super) static MDB_FLAGS: Xlat = Xlat::flags(
    "MDB_FLAGS_???",
    &[
        (0x1, "MDB_FLAGS_OFFLOAD"),
        (0x2, "MDB_FLAGS_FAST_LEAVE"),
        (0x4, "MDB_FLAGS_STAR_EXCL"),
        (0x8, "MDB_FLAGS_BLOCKED"),
        (0x10, "MDB_FLAGS_OFFLOAD_FAILED"),
    ],
);

/// `MDB_RTR_TYPE_???`
pub(super) static MDB_RTR_TYPE_NAMES: Xlat = Xlat::values(
    "MDB_RTR_TYPE_???",
    &[(0, "MDB_RTR_TYPE_DISABLED"), (1, "MDB_RTR_TYPE_TEMP_QUERY"), (2, "MDB_RTR_TYPE_PERM"), (3, "MDB_RTR_TYPE_TEMP")],
);

/// `NEXTHOP_GRP_TYPE_???`
pub(super) static NEXTHOP_GRP_TYPE_NAMES: Xlat =
    Xlat::values("NEXTHOP_GRP_TYPE_???", &[(0, "NEXTHOP_GRP_TYPE_MPATH"), (1, "NEXTHOP_GRP_TYPE_RES")]);

/// `ARPHRD_???`
pub(super) static ARPHRD_NAMES: Xlat = Xlat::values(
    "ARPHRD_???",
    &[
        (0, "ARPHRD_NETROM"),
        (1, "ARPHRD_ETHER"),
        (2, "ARPHRD_EETHER"),
        (3, "ARPHRD_AX25"),
        (4, "ARPHRD_PRONET"),
        (5, "ARPHRD_CHAOS"),
        (6, "ARPHRD_IEEE802"),
        (7, "ARPHRD_ARCNET"),
        (8, "ARPHRD_APPLETLK"),
        (15, "ARPHRD_DLCI"),
        (19, "ARPHRD_ATM"),
        (23, "ARPHRD_METRICOM"),
        (24, "ARPHRD_IEEE1394"),
        (27, "ARPHRD_EUI64"),
        (32, "ARPHRD_INFINIBAND"),
        (256, "ARPHRD_SLIP"),
        (257, "ARPHRD_CSLIP"),
        (258, "ARPHRD_SLIP6"),
        (259, "ARPHRD_CSLIP6"),
        (260, "ARPHRD_RSRVD"),
        (264, "ARPHRD_ADAPT"),
        (270, "ARPHRD_ROSE"),
        (271, "ARPHRD_X25"),
        (272, "ARPHRD_HWX25"),
        (280, "ARPHRD_CAN"),
        (290, "ARPHRD_MCTP"),
        (512, "ARPHRD_PPP"),
        (513, "ARPHRD_CISCO"),
        (516, "ARPHRD_LAPB"),
        (517, "ARPHRD_DDCMP"),
        (518, "ARPHRD_RAWHDLC"),
        (519, "ARPHRD_RAWIP"),
        (768, "ARPHRD_TUNNEL"),
        (769, "ARPHRD_TUNNEL6"),
        (770, "ARPHRD_FRAD"),
        (771, "ARPHRD_SKIP"),
        (772, "ARPHRD_LOOPBACK"),
        (773, "ARPHRD_LOCALTLK"),
        (774, "ARPHRD_FDDI"),
        (775, "ARPHRD_BIF"),
        (776, "ARPHRD_SIT"),
        (777, "ARPHRD_IPDDP"),
        (778, "ARPHRD_IPGRE"),
        (779, "ARPHRD_PIMREG"),
        (780, "ARPHRD_HIPPI"),
        (781, "ARPHRD_ASH"),
        (782, "ARPHRD_ECONET"),
        (783, "ARPHRD_IRDA"),
        (784, "ARPHRD_FCPP"),
        (785, "ARPHRD_FCAL"),
        (786, "ARPHRD_FCPL"),
        (787, "ARPHRD_FCFABRIC"),
        (800, "ARPHRD_IEEE802_TR"),
        (801, "ARPHRD_IEEE80211"),
        (802, "ARPHRD_IEEE80211_PRISM"),
        (803, "ARPHRD_IEEE80211_RADIOTAP"),
        (804, "ARPHRD_IEEE802154"),
        (805, "ARPHRD_IEEE802154_MONITOR"),
        (820, "ARPHRD_PHONET"),
        (821, "ARPHRD_PHONET_PIPE"),
        (822, "ARPHRD_CAIF"),
        (823, "ARPHRD_IP6GRE"),
        (824, "ARPHRD_NETLINK"),
        (825, "ARPHRD_6LOWPAN"),
        (826, "ARPHRD_VSOCKMON"),
        (0xfffe, "ARPHRD_NONE"),
        (0xffff, "ARPHRD_VOID"),
    ],
);

/// `IFF_???`
pub(super) static IFF_FLAGS: Xlat = Xlat::flags(
    "IFF_???",
    &[
        (0x1, "IFF_UP"),
        (0x2, "IFF_BROADCAST"),
        (0x4, "IFF_DEBUG"),
        (0x8, "IFF_LOOPBACK"),
        (0x10, "IFF_POINTOPOINT"),
        (0x20, "IFF_NOTRAILERS"),
        (0x40, "IFF_RUNNING"),
        (0x80, "IFF_NOARP"),
        (0x100, "IFF_PROMISC"),
        (0x200, "IFF_ALLMULTI"),
        (0x400, "IFF_MASTER"),
        (0x800, "IFF_SLAVE"),
        (0x1000, "IFF_MULTICAST"),
        (0x2000, "IFF_PORTSEL"),
        (0x4000, "IFF_AUTOMEDIA"),
        (0x8000, "IFF_DYNAMIC"),
        (0x10000, "IFF_LOWER_UP"),
        (0x20000, "IFF_DORMANT"),
        (0x40000, "IFF_ECHO"),
    ],
);

/// `IFA_F_SECONDARY`
pub(super) static ADDR_IFA_FLAGS: Xlat = Xlat::flags(
    "",
    &[
        (0x1, "IFA_F_SECONDARY"),
        (0x2, "IFA_F_NODAD"),
        (0x4, "IFA_F_OPTIMISTIC"),
        (0x8, "IFA_F_DADFAILED"),
        (0x10, "IFA_F_HOMEADDRESS"),
        (0x20, "IFA_F_DEPRECATED"),
        (0x40, "IFA_F_TENTATIVE"),
        (0x80, "IFA_F_PERMANENT"),
    ],
);

/// `RT_SCOPE_UNIVERSE`
pub(super) static ADDR_IFA_SCOPE_NAMES: Xlat = Xlat::values(
    "",
    &[
        (0, "RT_SCOPE_UNIVERSE"),
        (200, "RT_SCOPE_SITE"),
        (253, "RT_SCOPE_LINK"),
        (254, "RT_SCOPE_HOST"),
        (255, "RT_SCOPE_NOWHERE"),
    ],
);

/// `IPTOS_???`
pub(super) static IPTOS_FLAGS: Xlat = Xlat::flags(
    "IPTOS_???",
    &[(0x10, "IPTOS_LOWDELAY"), (0x8, "IPTOS_THROUGHPUT"), (0x4, "IPTOS_RELIABILITY"), (0x2, "IPTOS_MINCOST")],
);

/// `RTN_???`
pub(super) static RTN_NAMES: Xlat = Xlat::values(
    "RTN_???",
    &[
        (0, "RTN_UNSPEC"),
        (1, "RTN_UNICAST"),
        (2, "RTN_LOCAL"),
        (3, "RTN_BROADCAST"),
        (4, "RTN_ANYCAST"),
        (5, "RTN_MULTICAST"),
        (6, "RTN_BLACKHOLE"),
        (7, "RTN_UNREACHABLE"),
        (8, "RTN_PROHIBIT"),
        (9, "RTN_THROW"),
        (10, "RTN_NAT"),
        (11, "RTN_XRESOLVE"),
    ],
);

/// `RTM_F_???`
pub(super) static RTM_F_FLAGS: Xlat = Xlat::flags(
    "RTM_F_???",
    &[
        (0x100, "RTM_F_NOTIFY"),
        (0x200, "RTM_F_CLONED"),
        (0x400, "RTM_F_EQUALIZE"),
        (0x800, "RTM_F_PREFIX"),
        (0x1000, "RTM_F_LOOKUP_TABLE"),
        (0x2000, "RTM_F_FIB_MATCH"),
        (0x4000, "RTM_F_OFFLOAD"),
        (0x8000, "RTM_F_TRAP"),
        (0x20000000, "RTM_F_OFFLOAD_FAILED"),
    ],
);

/// `RT_TABLE_???`
pub(super) static RT_TABLE_NAMES: Xlat = Xlat::values(
    "RT_TABLE_???",
    &[
        (0, "RT_TABLE_UNSPEC"),
        (252, "RT_TABLE_COMPAT"),
        (253, "RT_TABLE_DEFAULT"),
        (254, "RT_TABLE_MAIN"),
        (255, "RT_TABLE_LOCAL"),
    ],
);

/// `FR_ACT_???`
pub(super) static FR_ACT_NAMES: Xlat = Xlat::values(
    "FR_ACT_???",
    &[
        (0, "FR_ACT_UNSPEC"),
        (1, "FR_ACT_TO_TBL"),
        (2, "FR_ACT_GOTO"),
        (3, "FR_ACT_NOP"),
        (4, "FR_ACT_RES3"),
        (5, "FR_ACT_RES4"),
        (6, "FR_ACT_BLACKHOLE"),
        (7, "FR_ACT_UNREACHABLE"),
        (8, "FR_ACT_PROHIBIT"),
    ],
);

/// `FIB_RULE_???`
pub(super) static FIB_RULE_FLAGS: Xlat = Xlat::flags(
    "FIB_RULE_???",
    &[
        (0x1, "FIB_RULE_PERMANENT"),
        (0x2, "FIB_RULE_INVERT"),
        (0x4, "FIB_RULE_UNRESOLVED"),
        (0x8, "FIB_RULE_IIF_DETACHED"),
        (0x10, "FIB_RULE_OIF_DETACHED"),
        (0x10000, "FIB_RULE_FIND_SADDR"),
    ],
);

/// `DCB_CMD_???`
pub(super) static DCB_CMD_NAMES: Xlat = Xlat::values(
    "DCB_CMD_???",
    &[
        (0, "DCB_CMD_UNDEFINED"),
        (1, "DCB_CMD_GSTATE"),
        (2, "DCB_CMD_SSTATE"),
        (3, "DCB_CMD_PGTX_GCFG"),
        (4, "DCB_CMD_PGTX_SCFG"),
        (5, "DCB_CMD_PGRX_GCFG"),
        (6, "DCB_CMD_PGRX_SCFG"),
        (7, "DCB_CMD_PFC_GCFG"),
        (8, "DCB_CMD_PFC_SCFG"),
        (9, "DCB_CMD_SET_ALL"),
        (10, "DCB_CMD_GPERM_HWADDR"),
        (11, "DCB_CMD_GCAP"),
        (12, "DCB_CMD_GNUMTCS"),
        (13, "DCB_CMD_SNUMTCS"),
        (14, "DCB_CMD_PFC_GSTATE"),
        (15, "DCB_CMD_PFC_SSTATE"),
        (16, "DCB_CMD_BCN_GCFG"),
        (17, "DCB_CMD_BCN_SCFG"),
        (18, "DCB_CMD_GAPP"),
        (19, "DCB_CMD_SAPP"),
        (20, "DCB_CMD_IEEE_SET"),
        (21, "DCB_CMD_IEEE_GET"),
        (22, "DCB_CMD_GDCBX"),
        (23, "DCB_CMD_SDCBX"),
        (24, "DCB_CMD_GFEATCFG"),
        (25, "DCB_CMD_SFEATCFG"),
        (26, "DCB_CMD_CEE_GET"),
        (27, "DCB_CMD_IEEE_DEL"),
    ],
);

/// `1<<IFLA_STATS_???`
pub(super) static BITS_OF_IFLA_STATS_FLAGS: Xlat = Xlat::flags(
    "1<<IFLA_STATS_???",
    &[
        (0x1, "1<<IFLA_STATS_UNSPEC"),
        (0x2, "1<<IFLA_STATS_LINK_64"),
        (0x4, "1<<IFLA_STATS_LINK_XSTATS"),
        (0x8, "1<<IFLA_STATS_LINK_XSTATS_SLAVE"),
        (0x10, "1<<IFLA_STATS_LINK_OFFLOAD_XSTATS"),
        (0x20, "1<<IFLA_STATS_AF_SPEC"),
    ],
);

/// `RTNH_F_???`
pub(super) static RTNH_F_FLAGS: Xlat = Xlat::flags(
    "RTNH_F_???",
    &[
        (0x1, "RTNH_F_DEAD"),
        (0x2, "RTNH_F_PERVASIVE"),
        (0x4, "RTNH_F_ONLINK"),
        (0x8, "RTNH_F_OFFLOAD"),
        (0x10, "RTNH_F_LINKDOWN"),
        (0x20, "RTNH_F_UNRESOLVED"),
        (0x40, "RTNH_F_TRAP"),
    ],
);

/// `NDIAG_FLAG_CB_RUNNING`
pub(super) static NETLINK_DIAG_FLAGS: Xlat = Xlat::flags(
    "",
    &[
        (0x1, "NDIAG_FLAG_CB_RUNNING"),
        (0x2, "NDIAG_FLAG_PKTINFO"),
        (0x4, "NDIAG_FLAG_BROADCAST_ERROR"),
        (0x8, "NDIAG_FLAG_NO_ENOBUFS"),
        (0x10, "NDIAG_FLAG_LISTEN_ALL_NSID"),
        (0x20, "NDIAG_FLAG_CAP_ACK"),
    ],
);

/// `TPACKET_???`
pub(super) static TPACKET_NAMES: Xlat =
    Xlat::values("TPACKET_???", &[(0, "TPACKET_V1"), (1, "TPACKET_V2"), (2, "TPACKET_V3")]);

/// `PDI_RUNNING`
pub(super) static PACKET_DIAG_INFO_PDI_FLAGS: Xlat = Xlat::flags(
    "",
    &[(0x1, "PDI_RUNNING"), (0x2, "PDI_AUXDATA"), (0x4, "PDI_ORIGDEV"), (0x8, "PDI_VNETHDR"), (0x10, "PDI_LOSS")],
);

/// `TLS_CIPHER_???`
pub(super) static TLS_CIPHER_NAMES: Xlat = Xlat::values(
    "TLS_CIPHER_???",
    &[
        (51, "TLS_CIPHER_AES_GCM_128"),
        (52, "TLS_CIPHER_AES_GCM_256"),
        (53, "TLS_CIPHER_AES_CCM_128"),
        (54, "TLS_CIPHER_CHACHA20_POLY1305"),
        (55, "TLS_CIPHER_SM4_GCM"),
        (56, "TLS_CIPHER_SM4_CCM"),
        (57, "TLS_CIPHER_ARIA_GCM_128"),
        (58, "TLS_CIPHER_ARIA_GCM_256"),
    ],
);

/// `TLS_CONF_???`
pub(super) static TLS_CONF_NAMES: Xlat = Xlat::values(
    "TLS_CONF_???",
    &[(1, "TLS_CONF_BASE"), (2, "TLS_CONF_SW"), (3, "TLS_CONF_HW"), (4, "TLS_CONF_HW_RECORD")],
);

/// `MPTCP_SUBFLOW_FLAG_MCAP_REM`
pub(super) static MPTCP_SUBFLOW_ATTR_FLAGS: Xlat = Xlat::flags(
    "",
    &[
        (0x1, "MPTCP_SUBFLOW_FLAG_MCAP_REM"),
        (0x2, "MPTCP_SUBFLOW_FLAG_MCAP_LOC"),
        (0x4, "MPTCP_SUBFLOW_FLAG_JOIN_REM"),
        (0x8, "MPTCP_SUBFLOW_FLAG_JOIN_LOC"),
        (0x10, "MPTCP_SUBFLOW_FLAG_BKUP_REM"),
        (0x20, "MPTCP_SUBFLOW_FLAG_BKUP_LOC"),
        (0x40, "MPTCP_SUBFLOW_FLAG_FULLY_ESTABLISHED"),
        (0x80, "MPTCP_SUBFLOW_FLAG_CONNECTED"),
        (0x100, "MPTCP_SUBFLOW_FLAG_MAPVALID"),
    ],
);

/// `SMC_CLC_DECL_???`
pub(super) static SMC_CLC_DECL_NAMES: Xlat =
    Xlat::values("SMC_CLC_DECL_???", &[(0x4000000, "0x4000000 /* SMC_CLC_DECL_SYNCERR */")]);

/// `1<<TCP_???`
pub(super) static BITS_OF_TCP_FLAGS: Xlat = Xlat::flags(
    "1<<TCP_???",
    &[
        (0x2, "1<<TCP_ESTABLISHED"),
        (0x4, "1<<TCP_SYN_SENT"),
        (0x8, "1<<TCP_SYN_RECV"),
        (0x10, "1<<TCP_FIN_WAIT1"),
        (0x20, "1<<TCP_FIN_WAIT2"),
        (0x40, "1<<TCP_TIME_WAIT"),
        (0x80, "1<<TCP_CLOSE"),
        (0x100, "1<<TCP_CLOSE_WAIT"),
        (0x200, "1<<TCP_LAST_ACK"),
        (0x400, "1<<TCP_LISTEN"),
        (0x800, "1<<TCP_CLOSING"),
        (0x1000, "1<<TCP_NEW_SYN_RECV"),
        (0x2000, "1<<TCP_BOUND_INACTIVE"),
    ],
);

/// `UDIAG_SHOW_???`
pub(super) static UDIAG_SHOW_FLAGS: Xlat = Xlat::flags(
    "UDIAG_SHOW_???",
    &[
        (0x1, "UDIAG_SHOW_NAME"),
        (0x2, "UDIAG_SHOW_VFS"),
        (0x4, "UDIAG_SHOW_PEER"),
        (0x8, "UDIAG_SHOW_ICONS"),
        (0x10, "UDIAG_SHOW_RQLEN"),
        (0x20, "UDIAG_SHOW_MEMINFO"),
        (0x40, "UDIAG_SHOW_UID"),
    ],
);

/// `SOCK_???`
pub(super) static SOCK_NAMES: Xlat = Xlat::values(
    "SOCK_???",
    &[
        (1, "SOCK_STREAM"),
        (2, "SOCK_DGRAM"),
        (3, "SOCK_RAW"),
        (4, "SOCK_RDM"),
        (5, "SOCK_SEQPACKET"),
        (6, "SOCK_DCCP"),
        (10, "SOCK_PACKET"),
    ],
);

/// `TCP_???`
pub(super) static TCP_NAMES: Xlat = Xlat::values(
    "TCP_???",
    &[
        (1, "TCP_ESTABLISHED"),
        (2, "TCP_SYN_SENT"),
        (3, "TCP_SYN_RECV"),
        (4, "TCP_FIN_WAIT1"),
        (5, "TCP_FIN_WAIT2"),
        (6, "TCP_TIME_WAIT"),
        (7, "TCP_CLOSE"),
        (8, "TCP_CLOSE_WAIT"),
        (9, "TCP_LAST_ACK"),
        (10, "TCP_LISTEN"),
        (11, "TCP_CLOSING"),
        (12, "TCP_NEW_SYN_RECV"),
        (13, "TCP_BOUND_INACTIVE"),
    ],
);

/// ``
pub(super) static R_INET_IDIAG_EXT_FLAGS: Xlat = Xlat::flags("", &[]);

/// `NDIAG_SHOW_???`
pub(super) static NDIAG_SHOW_FLAGS: Xlat = Xlat::flags(
    "NDIAG_SHOW_???",
    &[(0x1, "NDIAG_SHOW_MEMINFO"), (0x2, "NDIAG_SHOW_GROUPS"), (0x4, "NDIAG_SHOW_RING_CFG"), (0x8, "NDIAG_SHOW_FLAGS")],
);

/// `PACKET_SHOW_???`
pub(super) static PACKET_SHOW_FLAGS: Xlat = Xlat::flags(
    "PACKET_SHOW_???",
    &[
        (0x1, "PACKET_SHOW_INFO"),
        (0x2, "PACKET_SHOW_MCLIST"),
        (0x4, "PACKET_SHOW_RING_CFG"),
        (0x8, "PACKET_SHOW_FANOUT"),
        (0x10, "PACKET_SHOW_MEMINFO"),
        (0x20, "PACKET_SHOW_FILTER"),
    ],
);

/// `SMC_???`
pub(super) static SMC_NAMES: Xlat = Xlat::values("SMC_???", &[(0, "SMC_CLNT"), (1, "SMC_SERV")]);

/// `SMC_DIAG_MODE_???`
pub(super) static SMC_DIAG_MODE_NAMES: Xlat = Xlat::values(
    "SMC_DIAG_MODE_???",
    &[(0, "SMC_DIAG_MODE_SMCR"), (1, "SMC_DIAG_MODE_FALLBACK_TCP"), (2, "SMC_DIAG_MODE_SMCD")],
);

/// `CTRL_CMD_???`
pub(super) static CTRL_CMD_NAMES: Xlat = Xlat::values(
    "CTRL_CMD_???",
    &[
        (0, "CTRL_CMD_UNSPEC"),
        (1, "CTRL_CMD_NEWFAMILY"),
        (2, "CTRL_CMD_DELFAMILY"),
        (3, "CTRL_CMD_GETFAMILY"),
        (4, "CTRL_CMD_NEWOPS"),
        (5, "CTRL_CMD_DELOPS"),
        (6, "CTRL_CMD_GETOPS"),
        (7, "CTRL_CMD_NEWMCAST_GRP"),
        (8, "CTRL_CMD_DELMCAST_GRP"),
        (9, "CTRL_CMD_GETMCAST_GRP"),
        (10, "CTRL_CMD_GETPOLICY"),
    ],
);

/// `GENL_???`
pub(super) static GENL_FLAGS: Xlat = Xlat::flags(
    "GENL_???",
    &[
        (0x1, "GENL_ADMIN_PERM"),
        (0x2, "GENL_CMD_CAP_DO"),
        (0x4, "GENL_CMD_CAP_DUMP"),
        (0x8, "GENL_CMD_CAP_HASPOL"),
        (0x10, "GENL_UNS_ADMIN_PERM"),
    ],
);

/// `NL_ATTR_TYPE_???`
pub(super) static NL_ATTR_TYPE_NAMES: Xlat = Xlat::values(
    "NL_ATTR_TYPE_???",
    &[
        (0, "NL_ATTR_TYPE_INVALID"),
        (1, "NL_ATTR_TYPE_FLAG"),
        (2, "NL_ATTR_TYPE_U8"),
        (3, "NL_ATTR_TYPE_U16"),
        (4, "NL_ATTR_TYPE_U32"),
        (5, "NL_ATTR_TYPE_U64"),
        (6, "NL_ATTR_TYPE_S8"),
        (7, "NL_ATTR_TYPE_S16"),
        (8, "NL_ATTR_TYPE_S32"),
        (9, "NL_ATTR_TYPE_S64"),
        (10, "NL_ATTR_TYPE_BINARY"),
        (11, "NL_ATTR_TYPE_STRING"),
        (12, "NL_ATTR_TYPE_NUL_STRING"),
        (13, "NL_ATTR_TYPE_NESTED"),
        (14, "NL_ATTR_TYPE_NESTED_ARRAY"),
        (15, "NL_ATTR_TYPE_BITFIELD32"),
        (16, "NL_ATTR_TYPE_SINT"),
        (17, "NL_ATTR_TYPE_UINT"),
    ],
);

/// `NFNETLINK_???`
pub(super) static NFNETLINK_NAMES: Xlat = Xlat::values("NFNETLINK_???", &[(0, "NFNETLINK_V0")]);

/// `TLS_???_VERSION`
pub(super) static TLS_VERSION_NAMES: Xlat =
    Xlat::values("TLS_???_VERSION", &[(0x303, "TLS_1_2_VERSION"), (0x304, "TLS_1_3_VERSION")]);

/// `1<<(INET_DIAG_???-1)`
pub(super) static INET_DIAG_EXTENSIONS: Xlat = Xlat::flags(
    "",
    &[
        (0x1, "1<<(INET_DIAG_MEMINFO-1)"),
        (0x2, "1<<(INET_DIAG_INFO-1)"),
        (0x4, "1<<(INET_DIAG_VEGASINFO-1)"),
        (0x8, "1<<(INET_DIAG_CONG-1)"),
        (0x10, "1<<(INET_DIAG_TOS-1)"),
        (0x20, "1<<(INET_DIAG_TCLASS-1)"),
        (0x40, "1<<(INET_DIAG_SKMEMINFO-1)"),
        (0x80, "1<<(INET_DIAG_SHUTDOWN-1)"),
    ],
);

/// `???_SHUTDOWN`
pub(super) static SHUTDOWNS: Xlat =
    Xlat::values("???_SHUTDOWN", &[(1, "RCV_SHUTDOWN"), (2, "SEND_SHUTDOWN"), (3, "RCV_SHUTDOWN|SEND_SHUTDOWN")]);

/// `NETLINK_???`
pub(super) static NETLINK_STATES: Xlat =
    Xlat::values("NETLINK_???", &[(0, "NETLINK_UNCONNECTED"), (1, "NETLINK_CONNECTED"), (7, "TCP_CLOSE")]);

/// `SK_MEMINFO_RMEM_ALLOC`
pub(super) static SK_MEMINFO: Xlat = Xlat::values(
    "SK_MEMINFO_???",
    &[
        (0, "SK_MEMINFO_RMEM_ALLOC"),
        (1, "SK_MEMINFO_RCVBUF"),
        (2, "SK_MEMINFO_WMEM_ALLOC"),
        (3, "SK_MEMINFO_SNDBUF"),
        (4, "SK_MEMINFO_FWD_ALLOC"),
        (5, "SK_MEMINFO_WMEM_QUEUED"),
        (6, "SK_MEMINFO_OPTMEM"),
        (7, "SK_MEMINFO_BACKLOG"),
        (8, "SK_MEMINFO_DROPS"),
    ],
);

/// `IPV4_DEVCONF_FORWARDING-1`
pub(super) static IPV4_DEVCONF: Xlat = Xlat::values(
    "IPV4_DEVCONF_???",
    &[
        (0, "IPV4_DEVCONF_FORWARDING-1"),
        (1, "IPV4_DEVCONF_MC_FORWARDING-1"),
        (2, "IPV4_DEVCONF_PROXY_ARP-1"),
        (3, "IPV4_DEVCONF_ACCEPT_REDIRECTS-1"),
        (4, "IPV4_DEVCONF_SECURE_REDIRECTS-1"),
        (5, "IPV4_DEVCONF_SEND_REDIRECTS-1"),
        (6, "IPV4_DEVCONF_SHARED_MEDIA-1"),
        (7, "IPV4_DEVCONF_RP_FILTER-1"),
        (8, "IPV4_DEVCONF_ACCEPT_SOURCE_ROUTE-1"),
        (9, "IPV4_DEVCONF_BOOTP_RELAY-1"),
        (10, "IPV4_DEVCONF_LOG_MARTIANS-1"),
        (11, "IPV4_DEVCONF_TAG-1"),
        (12, "IPV4_DEVCONF_ARPFILTER-1"),
        (13, "IPV4_DEVCONF_MEDIUM_ID-1"),
        (14, "IPV4_DEVCONF_NOXFRM-1"),
        (15, "IPV4_DEVCONF_NOPOLICY-1"),
        (16, "IPV4_DEVCONF_FORCE_IGMP_VERSION-1"),
        (17, "IPV4_DEVCONF_ARP_ANNOUNCE-1"),
        (18, "IPV4_DEVCONF_ARP_IGNORE-1"),
        (19, "IPV4_DEVCONF_PROMOTE_SECONDARIES-1"),
        (20, "IPV4_DEVCONF_ARP_ACCEPT-1"),
        (21, "IPV4_DEVCONF_ARP_NOTIFY-1"),
        (22, "IPV4_DEVCONF_ACCEPT_LOCAL-1"),
        (23, "IPV4_DEVCONF_SRC_VMARK-1"),
        (24, "IPV4_DEVCONF_PROXY_ARP_PVLAN-1"),
        (25, "IPV4_DEVCONF_ROUTE_LOCALNET-1"),
        (26, "IPV4_DEVCONF_IGMPV2_UNSOLICITED_REPORT_INTERVAL-1"),
        (27, "IPV4_DEVCONF_IGMPV3_UNSOLICITED_REPORT_INTERVAL-1"),
        (28, "IPV4_DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN-1"),
        (29, "IPV4_DEVCONF_DROP_UNICAST_IN_L2_MULTICAST-1"),
        (30, "IPV4_DEVCONF_DROP_GRATUITOUS_ARP-1"),
        (31, "IPV4_DEVCONF_BC_FORWARDING-1"),
        (32, "IPV4_DEVCONF_ARP_EVICT_NOCARRIER-1"),
    ],
);

/// `DEVCONF_FORWARDING`
pub(super) static DEVCONF: Xlat = Xlat::values(
    "DEVCONF_???",
    &[
        (0, "DEVCONF_FORWARDING"),
        (1, "DEVCONF_HOPLIMIT"),
        (2, "DEVCONF_MTU6"),
        (3, "DEVCONF_ACCEPT_RA"),
        (4, "DEVCONF_ACCEPT_REDIRECTS"),
        (5, "DEVCONF_AUTOCONF"),
        (6, "DEVCONF_DAD_TRANSMITS"),
        (7, "DEVCONF_RTR_SOLICITS"),
        (8, "DEVCONF_RTR_SOLICIT_INTERVAL"),
        (9, "DEVCONF_RTR_SOLICIT_DELAY"),
        (10, "DEVCONF_USE_TEMPADDR"),
        (11, "DEVCONF_TEMP_VALID_LFT"),
        (12, "DEVCONF_TEMP_PREFERED_LFT"),
        (13, "DEVCONF_REGEN_MAX_RETRY"),
        (14, "DEVCONF_MAX_DESYNC_FACTOR"),
        (15, "DEVCONF_MAX_ADDRESSES"),
        (16, "DEVCONF_FORCE_MLD_VERSION"),
        (17, "DEVCONF_ACCEPT_RA_DEFRTR"),
        (18, "DEVCONF_ACCEPT_RA_PINFO"),
        (19, "DEVCONF_ACCEPT_RA_RTR_PREF"),
        (20, "DEVCONF_RTR_PROBE_INTERVAL"),
        (21, "DEVCONF_ACCEPT_RA_RT_INFO_MAX_PLEN"),
        (22, "DEVCONF_PROXY_NDP"),
        (23, "DEVCONF_OPTIMISTIC_DAD"),
        (24, "DEVCONF_ACCEPT_SOURCE_ROUTE"),
        (25, "DEVCONF_MC_FORWARDING"),
        (26, "DEVCONF_DISABLE_IPV6"),
        (27, "DEVCONF_ACCEPT_DAD"),
        (28, "DEVCONF_FORCE_TLLAO"),
        (29, "DEVCONF_NDISC_NOTIFY"),
        (30, "DEVCONF_MLDV1_UNSOLICITED_REPORT_INTERVAL"),
        (31, "DEVCONF_MLDV2_UNSOLICITED_REPORT_INTERVAL"),
        (32, "DEVCONF_SUPPRESS_FRAG_NDISC"),
        (33, "DEVCONF_ACCEPT_RA_FROM_LOCAL"),
        (34, "DEVCONF_USE_OPTIMISTIC"),
        (35, "DEVCONF_ACCEPT_RA_MTU"),
        (36, "DEVCONF_STABLE_SECRET"),
        (37, "DEVCONF_USE_OIF_ADDRS_ONLY"),
        (38, "DEVCONF_ACCEPT_RA_MIN_HOP_LIMIT"),
        (39, "DEVCONF_IGNORE_ROUTES_WITH_LINKDOWN"),
        (40, "DEVCONF_DROP_UNICAST_IN_L2_MULTICAST"),
        (41, "DEVCONF_DROP_UNSOLICITED_NA"),
        (42, "DEVCONF_KEEP_ADDR_ON_DOWN"),
        (43, "DEVCONF_RTR_SOLICIT_MAX_INTERVAL"),
        (44, "DEVCONF_SEG6_ENABLED"),
        (45, "DEVCONF_SEG6_REQUIRE_HMAC"),
        (46, "DEVCONF_ENHANCED_DAD"),
        (47, "DEVCONF_ADDR_GEN_MODE"),
        (48, "DEVCONF_DISABLE_POLICY"),
        (49, "DEVCONF_ACCEPT_RA_RT_INFO_MIN_PLEN"),
        (50, "DEVCONF_NDISC_TCLASS"),
        (51, "DEVCONF_RPL_SEG_ENABLED"),
        (52, "DEVCONF_RA_DEFRTR_METRIC"),
        (53, "DEVCONF_IOAM6_ENABLED"),
        (54, "DEVCONF_IOAM6_ID"),
        (55, "DEVCONF_IOAM6_ID_WIDE"),
        (56, "DEVCONF_NDISC_EVICT_NOCARRIER"),
        (57, "DEVCONF_ACCEPT_UNTRACKED_NA"),
        (58, "DEVCONF_ACCEPT_RA_MIN_LFT"),
        (59, "DEVCONF_FORCE_FORWARDING"),
    ],
);

/// `IPSTATS_MIB_NUM`
pub(super) static IPSTATS_MIB: Xlat = Xlat::values(
    "IPSTATS_MIB_???",
    &[
        (0, "IPSTATS_MIB_NUM"),
        (1, "IPSTATS_MIB_INPKTS"),
        (2, "IPSTATS_MIB_INOCTETS"),
        (3, "IPSTATS_MIB_INDELIVERS"),
        (4, "IPSTATS_MIB_OUTFORWDATAGRAMS"),
        (5, "IPSTATS_MIB_OUTPKTS"),
        (6, "IPSTATS_MIB_OUTOCTETS"),
        (7, "IPSTATS_MIB_INHDRERRORS"),
        (8, "IPSTATS_MIB_INTOOBIGERRORS"),
        (9, "IPSTATS_MIB_INNOROUTES"),
        (10, "IPSTATS_MIB_INADDRERRORS"),
        (11, "IPSTATS_MIB_INUNKNOWNPROTOS"),
        (12, "IPSTATS_MIB_INTRUNCATEDPKTS"),
        (13, "IPSTATS_MIB_INDISCARDS"),
        (14, "IPSTATS_MIB_OUTDISCARDS"),
        (15, "IPSTATS_MIB_OUTNOROUTES"),
        (16, "IPSTATS_MIB_REASMTIMEOUT"),
        (17, "IPSTATS_MIB_REASMREQDS"),
        (18, "IPSTATS_MIB_REASMOKS"),
        (19, "IPSTATS_MIB_REASMFAILS"),
        (20, "IPSTATS_MIB_FRAGOKS"),
        (21, "IPSTATS_MIB_FRAGFAILS"),
        (22, "IPSTATS_MIB_FRAGCREATES"),
        (23, "IPSTATS_MIB_INMCASTPKTS"),
        (24, "IPSTATS_MIB_OUTMCASTPKTS"),
        (25, "IPSTATS_MIB_INBCASTPKTS"),
        (26, "IPSTATS_MIB_OUTBCASTPKTS"),
        (27, "IPSTATS_MIB_INMCASTOCTETS"),
        (28, "IPSTATS_MIB_OUTMCASTOCTETS"),
        (29, "IPSTATS_MIB_INBCASTOCTETS"),
        (30, "IPSTATS_MIB_OUTBCASTOCTETS"),
        (31, "IPSTATS_MIB_CSUMERRORS"),
        (32, "IPSTATS_MIB_NOECTPKTS"),
        (33, "IPSTATS_MIB_ECT1PKTS"),
        (34, "IPSTATS_MIB_ECT0PKTS"),
        (35, "IPSTATS_MIB_CEPKTS"),
        (36, "IPSTATS_MIB_REASM_OVERLAPS"),
    ],
);

/// `ICMP6_MIB_NUM`
pub(super) static ICMP6_MIB: Xlat = Xlat::values(
    "ICMP6_MIB_???",
    &[
        (0, "ICMP6_MIB_NUM"),
        (1, "ICMP6_MIB_INMSGS"),
        (2, "ICMP6_MIB_INERRORS"),
        (3, "ICMP6_MIB_OUTMSGS"),
        (4, "ICMP6_MIB_OUTERRORS"),
        (5, "ICMP6_MIB_CSUMERRORS"),
    ],
);

/// `RTM_???`
pub(super) static RTM: Xlat = Xlat::sorted(
    "RTM_???",
    &[
        (16, "RTM_NEWLINK"),
        (17, "RTM_DELLINK"),
        (18, "RTM_GETLINK"),
        (19, "RTM_SETLINK"),
        (20, "RTM_NEWADDR"),
        (21, "RTM_DELADDR"),
        (22, "RTM_GETADDR"),
        (24, "RTM_NEWROUTE"),
        (25, "RTM_DELROUTE"),
        (26, "RTM_GETROUTE"),
        (28, "RTM_NEWNEIGH"),
        (29, "RTM_DELNEIGH"),
        (30, "RTM_GETNEIGH"),
        (32, "RTM_NEWRULE"),
        (33, "RTM_DELRULE"),
        (34, "RTM_GETRULE"),
        (36, "RTM_NEWQDISC"),
        (37, "RTM_DELQDISC"),
        (38, "RTM_GETQDISC"),
        (40, "RTM_NEWTCLASS"),
        (41, "RTM_DELTCLASS"),
        (42, "RTM_GETTCLASS"),
        (44, "RTM_NEWTFILTER"),
        (45, "RTM_DELTFILTER"),
        (46, "RTM_GETTFILTER"),
        (48, "RTM_NEWACTION"),
        (49, "RTM_DELACTION"),
        (50, "RTM_GETACTION"),
        (52, "RTM_NEWPREFIX"),
        (56, "RTM_NEWMULTICAST"),
        (57, "RTM_DELMULTICAST"),
        (58, "RTM_GETMULTICAST"),
        (60, "RTM_NEWANYCAST"),
        (61, "RTM_DELANYCAST"),
        (62, "RTM_GETANYCAST"),
        (64, "RTM_NEWNEIGHTBL"),
        (66, "RTM_GETNEIGHTBL"),
        (67, "RTM_SETNEIGHTBL"),
        (68, "RTM_NEWNDUSEROPT"),
        (72, "RTM_NEWADDRLABEL"),
        (73, "RTM_DELADDRLABEL"),
        (74, "RTM_GETADDRLABEL"),
        (78, "RTM_GETDCB"),
        (79, "RTM_SETDCB"),
        (80, "RTM_NEWNETCONF"),
        (81, "RTM_DELNETCONF"),
        (82, "RTM_GETNETCONF"),
        (84, "RTM_NEWMDB"),
        (85, "RTM_DELMDB"),
        (86, "RTM_GETMDB"),
        (88, "RTM_NEWNSID"),
        (89, "RTM_DELNSID"),
        (90, "RTM_GETNSID"),
        (92, "RTM_NEWSTATS"),
        (94, "RTM_GETSTATS"),
        (96, "RTM_NEWCACHEREPORT"),
        (100, "RTM_NEWCHAIN"),
        (101, "RTM_DELCHAIN"),
        (102, "RTM_GETCHAIN"),
        (104, "RTM_NEWNEXTHOP"),
        (105, "RTM_DELNEXTHOP"),
        (106, "RTM_GETNEXTHOP"),
        (108, "RTM_NEWLINKPROP"),
        (109, "RTM_DELLINKPROP"),
        (110, "RTM_GETLINKPROP"),
        (112, "RTM_NEWVLAN"),
        (113, "RTM_DELVLAN"),
        (114, "RTM_GETVLAN"),
        (116, "RTM_NEWNEXTHOPBUCKET"),
        (117, "RTM_DELNEXTHOPBUCKET"),
        (118, "RTM_GETNEXTHOPBUCKET"),
    ],
);

/// `SOCK_DIAG_???`
pub(super) static SOCK_DIAG_TYPES: Xlat = Xlat::sorted(
    "SOCK_DIAG_???",
    &[(18, "TCPDIAG_GETSOCK"), (19, "DCCPDIAG_GETSOCK"), (20, "SOCK_DIAG_BY_FAMILY"), (21, "SOCK_DESTROY")],
);

/// `XFRM_MSG_???`
pub(super) static XFRM_MSG: Xlat = Xlat::sorted(
    "XFRM_MSG_???",
    &[
        (16, "XFRM_MSG_NEWSA"),
        (17, "XFRM_MSG_DELSA"),
        (18, "XFRM_MSG_GETSA"),
        (19, "XFRM_MSG_NEWPOLICY"),
        (20, "XFRM_MSG_DELPOLICY"),
        (21, "XFRM_MSG_GETPOLICY"),
        (22, "XFRM_MSG_ALLOCSPI"),
        (23, "XFRM_MSG_ACQUIRE"),
        (24, "XFRM_MSG_EXPIRE"),
        (25, "XFRM_MSG_UPDPOLICY"),
        (26, "XFRM_MSG_UPDSA"),
        (27, "XFRM_MSG_POLEXPIRE"),
        (28, "XFRM_MSG_FLUSHSA"),
        (29, "XFRM_MSG_FLUSHPOLICY"),
        (30, "XFRM_MSG_NEWAE"),
        (31, "XFRM_MSG_GETAE"),
        (32, "XFRM_MSG_REPORT"),
        (33, "XFRM_MSG_MIGRATE"),
        (34, "XFRM_MSG_NEWSADINFO"),
        (35, "XFRM_MSG_GETSADINFO"),
        (36, "XFRM_MSG_NEWSPDINFO"),
        (37, "XFRM_MSG_GETSPDINFO"),
        (38, "XFRM_MSG_MAPPING"),
        (39, "XFRM_MSG_SETDEFAULT"),
        (40, "XFRM_MSG_GETDEFAULT"),
        (41, "XFRM_MSG_MIGRATE_STATE"),
    ],
);

/// `SELNL_MSG_???`
pub(super) static SELNL_MSG: Xlat =
    Xlat::sorted("SELNL_MSG_???", &[(16, "SELNL_MSG_SETENFORCE"), (17, "SELNL_MSG_POLICYLOAD")]);

/// `AUDIT_???`
pub(super) static AUDIT: Xlat = Xlat::sorted(
    "AUDIT_???",
    &[
        (1000, "AUDIT_GET"),
        (1001, "AUDIT_SET"),
        (1002, "AUDIT_LIST"),
        (1003, "AUDIT_ADD"),
        (1004, "AUDIT_DEL"),
        (1005, "AUDIT_USER"),
        (1006, "AUDIT_LOGIN"),
        (1007, "AUDIT_WATCH_INS"),
        (1008, "AUDIT_WATCH_REM"),
        (1009, "AUDIT_WATCH_LIST"),
        (1010, "AUDIT_SIGNAL_INFO"),
        (1011, "AUDIT_ADD_RULE"),
        (1012, "AUDIT_DEL_RULE"),
        (1013, "AUDIT_LIST_RULES"),
        (1014, "AUDIT_TRIM"),
        (1015, "AUDIT_MAKE_EQUIV"),
        (1016, "AUDIT_TTY_GET"),
        (1017, "AUDIT_TTY_SET"),
        (1018, "AUDIT_SET_FEATURE"),
        (1019, "AUDIT_GET_FEATURE"),
        (1100, "AUDIT_FIRST_USER_MSG"),
        (1107, "AUDIT_USER_AVC"),
        (1124, "AUDIT_USER_TTY"),
        (1199, "AUDIT_LAST_USER_MSG"),
        (1200, "AUDIT_DAEMON_START"),
        (1201, "AUDIT_DAEMON_END"),
        (1202, "AUDIT_DAEMON_ABORT"),
        (1203, "AUDIT_DAEMON_CONFIG"),
        (1300, "AUDIT_SYSCALL"),
        (1301, "AUDIT_FS_WATCH"),
        (1302, "AUDIT_PATH"),
        (1303, "AUDIT_IPC"),
        (1304, "AUDIT_SOCKETCALL"),
        (1305, "AUDIT_CONFIG_CHANGE"),
        (1306, "AUDIT_SOCKADDR"),
        (1307, "AUDIT_CWD"),
        (1309, "AUDIT_EXECVE"),
        (1311, "AUDIT_IPC_SET_PERM"),
        (1312, "AUDIT_MQ_OPEN"),
        (1313, "AUDIT_MQ_SENDRECV"),
        (1314, "AUDIT_MQ_NOTIFY"),
        (1315, "AUDIT_MQ_GETSETATTR"),
        (1316, "AUDIT_KERNEL_OTHER"),
        (1317, "AUDIT_FD_PAIR"),
        (1318, "AUDIT_OBJ_PID"),
        (1319, "AUDIT_TTY"),
        (1320, "AUDIT_EOE"),
        (1321, "AUDIT_BPRM_FCAPS"),
        (1322, "AUDIT_CAPSET"),
        (1323, "AUDIT_MMAP"),
        (1324, "AUDIT_NETFILTER_PKT"),
        (1325, "AUDIT_NETFILTER_CFG"),
        (1326, "AUDIT_SECCOMP"),
        (1327, "AUDIT_PROCTITLE"),
        (1328, "AUDIT_FEATURE_CHANGE"),
        (1329, "AUDIT_REPLACE"),
        (1330, "AUDIT_KERN_MODULE"),
        (1331, "AUDIT_FANOTIFY"),
        (1332, "AUDIT_TIME_INJOFFSET"),
        (1333, "AUDIT_TIME_ADJNTPVAL"),
        (1334, "AUDIT_BPF"),
        (1335, "AUDIT_EVENT_LISTENER"),
        (1336, "AUDIT_URINGOP"),
        (1337, "AUDIT_OPENAT2"),
        (1338, "AUDIT_DM_CTRL"),
        (1339, "AUDIT_DM_EVENT"),
        (1400, "AUDIT_AVC"),
        (1401, "AUDIT_SELINUX_ERR"),
        (1402, "AUDIT_AVC_PATH"),
        (1403, "AUDIT_MAC_POLICY_LOAD"),
        (1404, "AUDIT_MAC_STATUS"),
        (1405, "AUDIT_MAC_CONFIG_CHANGE"),
        (1406, "AUDIT_MAC_UNLBL_ALLOW"),
        (1407, "AUDIT_MAC_CIPSOV4_ADD"),
        (1408, "AUDIT_MAC_CIPSOV4_DEL"),
        (1409, "AUDIT_MAC_MAP_ADD"),
        (1410, "AUDIT_MAC_MAP_DEL"),
        (1411, "AUDIT_MAC_IPSEC_ADDSA"),
        (1412, "AUDIT_MAC_IPSEC_DELSA"),
        (1413, "AUDIT_MAC_IPSEC_ADDSPD"),
        (1414, "AUDIT_MAC_IPSEC_DELSPD"),
        (1415, "AUDIT_MAC_IPSEC_EVENT"),
        (1416, "AUDIT_MAC_UNLBL_STCADD"),
        (1417, "AUDIT_MAC_UNLBL_STCDEL"),
        (1418, "AUDIT_MAC_CALIPSO_ADD"),
        (1419, "AUDIT_MAC_CALIPSO_DEL"),
        (1420, "AUDIT_IPE_ACCESS"),
        (1421, "AUDIT_IPE_CONFIG_CHANGE"),
        (1422, "AUDIT_IPE_POLICY_LOAD"),
        (1423, "AUDIT_LANDLOCK_ACCESS"),
        (1424, "AUDIT_LANDLOCK_DOMAIN"),
        (1425, "AUDIT_MAC_TASK_CONTEXTS"),
        (1426, "AUDIT_MAC_OBJ_CONTEXTS"),
        (1700, "AUDIT_ANOM_PROMISCUOUS"),
        (1701, "AUDIT_ANOM_ABEND"),
        (1702, "AUDIT_ANOM_LINK"),
        (1703, "AUDIT_ANOM_CREAT"),
        (1799, "AUDIT_LAST_KERN_ANOM_MSG"),
        (1800, "AUDIT_INTEGRITY_DATA"),
        (1801, "AUDIT_INTEGRITY_METADATA"),
        (1802, "AUDIT_INTEGRITY_STATUS"),
        (1803, "AUDIT_INTEGRITY_HASH"),
        (1804, "AUDIT_INTEGRITY_PCR"),
        (1805, "AUDIT_INTEGRITY_RULE"),
        (1806, "AUDIT_INTEGRITY_EVM_XATTR"),
        (1807, "AUDIT_INTEGRITY_POLICY_RULE"),
        (1808, "AUDIT_INTEGRITY_USERSPACE"),
        (2000, "AUDIT_KERNEL"),
        (2100, "AUDIT_FIRST_USER_MSG2"),
    ],
);

/// `NFNL_SUBSYS_???`
pub(super) static NFNL: Xlat = Xlat::sorted(
    "NFNL_SUBSYS_???",
    &[
        (1, "NLMSG_NOOP"),
        (2, "NLMSG_ERROR"),
        (3, "NLMSG_DONE"),
        (4, "NLMSG_OVERRUN"),
        (16, "NFNL_MSG_BATCH_BEGIN"),
        (17, "NFNL_MSG_BATCH_END"),
        (256, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_NEW"),
        (257, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET"),
        (258, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_DELETE"),
        (259, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET_CTRZERO"),
        (260, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET_STATS_CPU"),
        (261, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET_STATS"),
        (262, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET_DYING"),
        (263, "NFNL_SUBSYS_CTNETLINK<<8|IPCTNL_MSG_CT_GET_UNCONFIRMED"),
        (512, "NFNL_SUBSYS_CTNETLINK_EXP<<8|IPCTNL_MSG_EXP_NEW"),
        (513, "NFNL_SUBSYS_CTNETLINK_EXP<<8|IPCTNL_MSG_EXP_GET"),
        (514, "NFNL_SUBSYS_CTNETLINK_EXP<<8|IPCTNL_MSG_EXP_DELETE"),
        (515, "NFNL_SUBSYS_CTNETLINK_EXP<<8|IPCTNL_MSG_EXP_GET_STATS_CPU"),
        (768, "NFNL_SUBSYS_QUEUE<<8|NFQNL_MSG_PACKET"),
        (769, "NFNL_SUBSYS_QUEUE<<8|NFQNL_MSG_VERDICT"),
        (770, "NFNL_SUBSYS_QUEUE<<8|NFQNL_MSG_CONFIG"),
        (771, "NFNL_SUBSYS_QUEUE<<8|NFQNL_MSG_VERDICT_BATCH"),
        (1024, "NFNL_SUBSYS_ULOG<<8|NFULNL_MSG_PACKET"),
        (1025, "NFNL_SUBSYS_ULOG<<8|NFULNL_MSG_CONFIG"),
        (1280, "NFNL_SUBSYS_OSF<<8|OSF_MSG_ADD"),
        (1281, "NFNL_SUBSYS_OSF<<8|OSF_MSG_REMOVE"),
        (1536, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_NONE"),
        (1537, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_PROTOCOL"),
        (1538, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_CREATE"),
        (1539, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_DESTROY"),
        (1540, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_FLUSH"),
        (1541, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_RENAME"),
        (1542, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_SWAP"),
        (1543, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_LIST"),
        (1544, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_SAVE"),
        (1545, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_ADD"),
        (1546, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_DEL"),
        (1547, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_TEST"),
        (1548, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_HEADER"),
        (1549, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_TYPE"),
        (1550, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_GET_BYNAME"),
        (1551, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_GET_BYINDEX"),
        (1552, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_RESTORE"),
        (1553, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_HELP"),
        (1554, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_VERSION"),
        (1555, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_QUIT"),
        (1556, "NFNL_SUBSYS_IPSET<<8|IPSET_CMD_COMMIT"),
        (1792, "NFNL_SUBSYS_ACCT<<8|NFNL_MSG_ACCT_NEW"),
        (1793, "NFNL_SUBSYS_ACCT<<8|NFNL_MSG_ACCT_GET"),
        (1794, "NFNL_SUBSYS_ACCT<<8|NFNL_MSG_ACCT_GET_CTRZERO"),
        (1795, "NFNL_SUBSYS_ACCT<<8|NFNL_MSG_ACCT_DEL"),
        (1796, "NFNL_SUBSYS_ACCT<<8|NFNL_MSG_ACCT_OVERQUOTA"),
        (2048, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8|IPCTNL_MSG_TIMEOUT_NEW"),
        (2049, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8|IPCTNL_MSG_TIMEOUT_GET"),
        (2050, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8|IPCTNL_MSG_TIMEOUT_DELETE"),
        (2051, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8|IPCTNL_MSG_TIMEOUT_DEFAULT_SET"),
        (2052, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8|IPCTNL_MSG_TIMEOUT_DEFAULT_GET"),
        (2304, "NFNL_SUBSYS_CTHELPER<<8|NFNL_MSG_CTHELPER_NEW"),
        (2305, "NFNL_SUBSYS_CTHELPER<<8|NFNL_MSG_CTHELPER_GET"),
        (2306, "NFNL_SUBSYS_CTHELPER<<8|NFNL_MSG_CTHELPER_DEL"),
        (2560, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWTABLE"),
        (2561, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETTABLE"),
        (2562, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELTABLE"),
        (2563, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWCHAIN"),
        (2564, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETCHAIN"),
        (2565, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELCHAIN"),
        (2566, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWRULE"),
        (2567, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETRULE"),
        (2568, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELRULE"),
        (2569, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWSET"),
        (2570, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETSET"),
        (2571, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELSET"),
        (2572, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWSETELEM"),
        (2573, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETSETELEM"),
        (2574, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELSETELEM"),
        (2575, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWGEN"),
        (2576, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETGEN"),
        (2577, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_TRACE"),
        (2578, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWOBJ"),
        (2579, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETOBJ"),
        (2580, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELOBJ"),
        (2581, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETOBJ_RESET"),
        (2582, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWFLOWTABLE"),
        (2583, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETFLOWTABLE"),
        (2584, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DELFLOWTABLE"),
        (2585, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETRULE_RESET"),
        (2586, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYTABLE"),
        (2587, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYCHAIN"),
        (2588, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYRULE"),
        (2589, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYSET"),
        (2590, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYSETELEM"),
        (2591, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYOBJ"),
        (2592, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_DESTROYFLOWTABLE"),
        (2593, "NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_GETSETELEM_RESET"),
        (2816, "NFNL_SUBSYS_NFT_COMPAT<<8|NFNL_MSG_COMPAT_GET"),
        (3072, "NFNL_SUBSYS_HOOK<<8|NFNL_MSG_HOOK_GET"),
    ],
);

/// `NFNL_SUBSYS_???`
pub(super) static NFNL_SUBSYSTEMS: Xlat = Xlat::mixed(
    "NFNL_SUBSYS_???",
    0xff00,
    &[
        (0x0, "NFNL_SUBSYS_NONE<<8"),
        (0x100, "NFNL_SUBSYS_CTNETLINK<<8"),
        (0x200, "NFNL_SUBSYS_CTNETLINK_EXP<<8"),
        (0x300, "NFNL_SUBSYS_QUEUE<<8"),
        (0x400, "NFNL_SUBSYS_ULOG<<8"),
        (0x500, "NFNL_SUBSYS_OSF<<8"),
        (0x600, "NFNL_SUBSYS_IPSET<<8"),
        (0x700, "NFNL_SUBSYS_ACCT<<8"),
        (0x800, "NFNL_SUBSYS_CTNETLINK_TIMEOUT<<8"),
        (0x900, "NFNL_SUBSYS_CTHELPER<<8"),
        (0xa00, "NFNL_SUBSYS_NFTABLES<<8"),
        (0xb00, "NFNL_SUBSYS_NFT_COMPAT<<8"),
        (0xc00, "NFNL_SUBSYS_HOOK<<8"),
    ],
    &[],
);

/// `NFNL_SUBSYS_???`
pub(super) static NFNL_SUBSYS_NAMES: Xlat = Xlat::values(
    "NFNL_SUBSYS_???",
    &[
        (0, "NFNL_SUBSYS_NONE"),
        (1, "NFNL_SUBSYS_CTNETLINK"),
        (2, "NFNL_SUBSYS_CTNETLINK_EXP"),
        (3, "NFNL_SUBSYS_QUEUE"),
        (4, "NFNL_SUBSYS_ULOG"),
        (5, "NFNL_SUBSYS_OSF"),
        (6, "NFNL_SUBSYS_IPSET"),
        (7, "NFNL_SUBSYS_ACCT"),
        (8, "NFNL_SUBSYS_CTNETLINK_TIMEOUT"),
        (9, "NFNL_SUBSYS_CTHELPER"),
        (10, "NFNL_SUBSYS_NFTABLES"),
        (11, "NFNL_SUBSYS_NFT_COMPAT"),
        (12, "NFNL_SUBSYS_HOOK"),
    ],
);
