//! Which attributes and structs do the messages of NETLINK_ROUTE have: links, addresses, routes, neighbours, rules, traffic control?

use super::kinds::*;
use super::names::*;
use super::words::*;
use crate::xlat::*;

attributes! {
    /// `AF_???`
    AF: "AF_???" {
        0 AF_UNSPEC;
        1 AF_UNIX;
        2 AF_INET: nested(&IFLA_INET);
        3 AF_AX25;
        4 AF_IPX;
        5 AF_APPLETALK;
        6 AF_NETROM;
        7 AF_BRIDGE;
        8 AF_ATMPVC;
        9 AF_X25;
        10 AF_INET6: nested(&IFLA_INET6);
        11 AF_ROSE;
        12 AF_DECnet;
        13 AF_NETBEUI;
        14 AF_SECURITY;
        15 AF_KEY;
        16 AF_NETLINK;
        17 AF_PACKET;
        18 AF_ASH;
        19 AF_ECONET;
        20 AF_ATMSVC;
        21 AF_RDS;
        22 AF_SNA;
        23 AF_IRDA;
        24 AF_PPPOX;
        25 AF_WANPIPE;
        26 AF_LLC;
        27 AF_IB;
        28 AF_MPLS;
        29 AF_CAN;
        30 AF_TIPC;
        31 AF_BLUETOOTH;
        32 AF_IUCV;
        33 AF_RXRPC;
        34 AF_ISDN;
        35 AF_PHONET;
        36 AF_IEEE802154;
        37 AF_CAIF;
        38 AF_ALG;
        39 AF_NFC;
        40 AF_VSOCK;
        41 AF_KCM;
        42 AF_QIPCRTR;
        43 AF_SMC;
        44 AF_XDP;
        45 AF_MCTP: nested(&IFLA_MCTP);
    }
    /// `IFLA_INET_???`
    IFLA_INET: "IFLA_INET_???" {
        0 IFLA_INET_UNSPEC;
        1 IFLA_INET_CONF: places(4, &What::Signed, &IPV4_DEVCONF);
    }
    /// `IFLA_INET6_???`
    IFLA_INET6: "IFLA_INET6_???" {
        0 IFLA_INET6_UNSPEC;
        1 IFLA_INET6_FLAGS: word(flags(4, &IF_FLAGS));
        2 IFLA_INET6_CONF: places(4, &What::Signed, &DEVCONF);
        3 IFLA_INET6_STATS: places(8, &What::Unsigned, &IPSTATS_MIB);
        4 IFLA_INET6_MCAST;
        5 IFLA_INET6_CACHEINFO: record(&IFLA_INET6_CACHEINFO_VALUE);
        6 IFLA_INET6_ICMP6STATS: places(8, &What::Unsigned, &ICMP6_MIB);
        7 IFLA_INET6_TOKEN: INET6;
        8 IFLA_INET6_ADDR_GEN_MODE: word(one_of(1, &IN6_ADDR_GEN_MODE_NAMES));
        9 IFLA_INET6_RA_MTU: U32;
    }
    /// `IFLA_MCTP_???`
    IFLA_MCTP: "IFLA_MCTP_???" {
        0 IFLA_MCTP_UNSPEC;
        1 IFLA_MCTP_NET: U32;
        2 IFLA_MCTP_PHYS_BINDING: X8;
    }
    /// `IFLA_???`
    IFLA: "IFLA_???" {
        0 IFLA_UNSPEC;
        1 IFLA_ADDRESS: LINK_ADDRESS;
        2 IFLA_BROADCAST: LINK_ADDRESS;
        3 IFLA_IFNAME: TEXT;
        4 IFLA_MTU: U32;
        5 IFLA_LINK: U32;
        6 IFLA_QDISC: TEXT;
        7 IFLA_STATS: grown(&RTNL_LINK_STATS, &[92]);
        8 IFLA_COST;
        9 IFLA_PRIORITY;
        10 IFLA_MASTER: U32;
        11 IFLA_WIRELESS;
        12 IFLA_PROTINFO: by_family(&[(Some(7), &IFLA_BRPORT), (Some(10), &IFLA_INET6)]);
        13 IFLA_TXQLEN: U32;
        14 IFLA_MAP: record(&IFLA_MAP_VALUE);
        15 IFLA_WEIGHT: U32;
        16 IFLA_OPERSTATE: U8;
        17 IFLA_LINKMODE: U8;
        18 IFLA_LINKINFO: nested(&IFLA_INFO);
        19 IFLA_NET_NS_PID: U32;
        20 IFLA_IFALIAS: TEXT;
        21 IFLA_NUM_VF: U32;
        22 IFLA_VFINFO_LIST: nested(&IFLA_VF_INFO);
        23 IFLA_STATS64: grown(&RTNL_LINK_STATS64, &[184, 192]);
        24 IFLA_VF_PORTS: nested(&IFLA_VF_PORT);
        25 IFLA_PORT_SELF: nested(&IFLA_PORT);
        26 IFLA_AF_SPEC: by_family(&[(Some(7), &IFLA_BRIDGE), (None, &AF)]);
        27 IFLA_GROUP: U32;
        28 IFLA_NET_NS_FD: S32;
        29 IFLA_EXT_MASK: word(flags(4, &RTEXT_FILTER_FLAGS));
        30 IFLA_PROMISCUITY: U32;
        31 IFLA_NUM_TX_QUEUES: U32;
        32 IFLA_NUM_RX_QUEUES: U32;
        33 IFLA_CARRIER: U8;
        34 IFLA_PHYS_PORT_ID;
        35 IFLA_CARRIER_CHANGES: U32;
        36 IFLA_PHYS_SWITCH_ID;
        37 IFLA_LINK_NETNSID: S32;
        38 IFLA_PHYS_PORT_NAME: TEXT;
        39 IFLA_PROTO_DOWN: U8;
        40 IFLA_GSO_MAX_SEGS: U32;
        41 IFLA_GSO_MAX_SIZE: U32;
        42 IFLA_PAD;
        43 IFLA_XDP: nested(&IFLA_XDP);
        44 IFLA_EVENT: one_of(4, &IFLA_EVENT_NAMES);
        45 IFLA_NEW_NETNSID: S32;
        46 IFLA_IF_NETNSID: S32;
        47 IFLA_CARRIER_UP_COUNT: U32;
        48 IFLA_CARRIER_DOWN_COUNT: U32;
        49 IFLA_NEW_IFINDEX: INTERFACE;
        50 IFLA_MIN_MTU: U32;
        51 IFLA_MAX_MTU: U32;
        52 IFLA_PROP_LIST: nested(&IFLA_PROPERTIES);
        53 IFLA_ALT_IFNAME: TEXT;
        54 IFLA_PERM_ADDRESS: LINK_ADDRESS;
        55 IFLA_PROTO_DOWN_REASON: nested(&IFLA_PROTO_DOWN_REASON);
        56 IFLA_PARENT_DEV_NAME: TEXT;
        57 IFLA_PARENT_DEV_BUS_NAME: TEXT;
        58 IFLA_GRO_MAX_SIZE: U32;
        59 IFLA_TSO_MAX_SIZE: U32;
        60 IFLA_TSO_MAX_SEGS: U32;
        61 IFLA_ALLMULTI: U32;
        62 IFLA_DEVLINK_PORT: U32;
        63 IFLA_GSO_IPV4_MAX_SIZE: U32;
        64 IFLA_GRO_IPV4_MAX_SIZE: U32;
        65 IFLA_DPLL_PIN;
        66 IFLA_MAX_PACING_OFFLOAD_HORIZON: U64;
        67 IFLA_NETNS_IMMUTABLE: U8;
        68 IFLA_HEADROOM: U16;
        69 IFLA_TAILROOM: U16;
    }
    /// `IFLA_INFO_???`
    IFLA_INFO: "IFLA_INFO_???" {
        0 IFLA_INFO_UNSPEC;
        1 IFLA_INFO_KIND: NAME;
        2 IFLA_INFO_DATA: by_kind(&[("bridge", &IFLA_BR), ("tun", &IFLA_TUN)]);
        3 IFLA_INFO_XSTATS;
        4 IFLA_INFO_SLAVE_KIND: NAME;
        5 IFLA_INFO_SLAVE_DATA: by_kind(&[("bridge", &IFLA_BRPORT)]);
    }
    /// `IFLA_VF_INFO_???`
    IFLA_VF_INFO: "IFLA_VF_INFO_???" {
        0 IFLA_VF_INFO_UNSPEC;
        1 IFLA_VF_INFO: nested(&IFLA_VF);
    }
    /// `IFLA_VF_???`
    IFLA_VF: "IFLA_VF_???" {
        0 IFLA_VF_UNSPEC;
        1 IFLA_VF_MAC: record(&IFLA_VF_MAC_VALUE);
        2 IFLA_VF_VLAN: record(&IFLA_VF_VLAN_VALUE);
        3 IFLA_VF_TX_RATE: record(&IFLA_VF_TX_RATE_VALUE);
        4 IFLA_VF_SPOOFCHK: record(&IFLA_VF_SPOOFCHK_VALUE);
        5 IFLA_VF_LINK_STATE: record(&IFLA_VF_LINK_STATE_VALUE);
        6 IFLA_VF_RATE: record(&IFLA_VF_RATE_VALUE);
        7 IFLA_VF_RSS_QUERY_EN: record(&IFLA_VF_SPOOFCHK_VALUE);
        8 IFLA_VF_STATS: nested(&IFLA_VF_STATS);
        9 IFLA_VF_TRUST: record(&IFLA_VF_SPOOFCHK_VALUE);
        10 IFLA_VF_IB_NODE_GUID: exact(record(&IFLA_VF_IB_NODE_GUID_VALUE));
        11 IFLA_VF_IB_PORT_GUID: exact(record(&IFLA_VF_IB_NODE_GUID_VALUE));
        12 IFLA_VF_VLAN_LIST: nested(&IFLA_VF_VLAN_INFO);
        13 IFLA_VF_BROADCAST: record(&IFLA_VF_BROADCAST_VALUE);
    }
    /// `IFLA_VF_STATS_???`
    IFLA_VF_STATS: "IFLA_VF_STATS_???" {
        0 IFLA_VF_STATS_RX_PACKETS: U64;
        1 IFLA_VF_STATS_TX_PACKETS: U64;
        2 IFLA_VF_STATS_RX_BYTES: U64;
        3 IFLA_VF_STATS_TX_BYTES: U64;
        4 IFLA_VF_STATS_BROADCAST: U64;
        5 IFLA_VF_STATS_MULTICAST: U64;
        6 IFLA_VF_STATS_PAD;
        7 IFLA_VF_STATS_RX_DROPPED: U64;
        8 IFLA_VF_STATS_TX_DROPPED: U64;
    }
    /// `IFLA_VF_VLAN_INFO_???`
    IFLA_VF_VLAN_INFO: "IFLA_VF_VLAN_INFO_???" {
        0 IFLA_VF_VLAN_INFO_UNSPEC;
        1 IFLA_VF_VLAN_INFO: record(&IFLA_VF_VLAN_INFO_VALUE);
    }
    /// `IFLA_VF_PORT_???`
    IFLA_VF_PORT: "IFLA_VF_PORT_???" {
        0 IFLA_VF_PORT_UNSPEC;
        1 IFLA_VF_PORT: nested(&IFLA_PORT);
    }
    /// `IFLA_PORT_???`
    IFLA_PORT: "IFLA_PORT_???" {
        0 IFLA_PORT_UNSPEC;
        1 IFLA_PORT_VF: U32;
        2 IFLA_PORT_PROFILE: TEXT;
        3 IFLA_PORT_VSI_TYPE: record(&IFLA_PORT_VSI_TYPE_VALUE);
        4 IFLA_PORT_INSTANCE_UUID;
        5 IFLA_PORT_HOST_UUID;
        6 IFLA_PORT_REQUEST: U8;
        7 IFLA_PORT_RESPONSE: U16;
    }
    /// `IFLA_XDP_???`
    IFLA_XDP: "IFLA_XDP_???" {
        0 IFLA_XDP_UNSPEC;
        1 IFLA_XDP_FD: S32;
        2 IFLA_XDP_ATTACHED: word(one_of(1, &XDP_ATTACHED_NAMES));
        3 IFLA_XDP_FLAGS: flags(4, &XDP_FLAGS);
        4 IFLA_XDP_PROG_ID: U32;
        5 IFLA_XDP_DRV_PROG_ID: U32;
        6 IFLA_XDP_SKB_PROG_ID: U32;
        7 IFLA_XDP_HW_PROG_ID: U32;
        8 IFLA_XDP_EXPECTED_FD: S32;
    }
    /// `IFLA_PROTO_DOWN_REASON_???`
    IFLA_PROTO_DOWN_REASON: "IFLA_PROTO_DOWN_REASON_???" {
        0 IFLA_PROTO_DOWN_REASON_UNSPEC;
        1 IFLA_PROTO_DOWN_REASON_MASK: X32;
        2 IFLA_PROTO_DOWN_REASON_VALUE: X32;
    }
    /// `IFLA_BRPORT_???`
    IFLA_BRPORT: "IFLA_BRPORT_???" {
        0 IFLA_BRPORT_UNSPEC;
        1 IFLA_BRPORT_STATE: U8;
        2 IFLA_BRPORT_PRIORITY: U16;
        3 IFLA_BRPORT_COST: U32;
        4 IFLA_BRPORT_MODE: U8;
        5 IFLA_BRPORT_GUARD: U8;
        6 IFLA_BRPORT_PROTECT: U8;
        7 IFLA_BRPORT_FAST_LEAVE: U8;
        8 IFLA_BRPORT_LEARNING: U8;
        9 IFLA_BRPORT_UNICAST_FLOOD: U8;
        10 IFLA_BRPORT_PROXYARP: U8;
        11 IFLA_BRPORT_LEARNING_SYNC: U8;
        12 IFLA_BRPORT_PROXYARP_WIFI: U8;
        13 IFLA_BRPORT_ROOT_ID: record(&IFLA_BRPORT_ROOT_ID_VALUE);
        14 IFLA_BRPORT_BRIDGE_ID: record(&IFLA_BRPORT_ROOT_ID_VALUE);
        15 IFLA_BRPORT_DESIGNATED_PORT: U16;
        16 IFLA_BRPORT_DESIGNATED_COST: U16;
        17 IFLA_BRPORT_ID: U16;
        18 IFLA_BRPORT_NO: U16;
        19 IFLA_BRPORT_TOPOLOGY_CHANGE_ACK: U8;
        20 IFLA_BRPORT_CONFIG_PENDING: U8;
        21 IFLA_BRPORT_MESSAGE_AGE_TIMER: ticks(100);
        22 IFLA_BRPORT_FORWARD_DELAY_TIMER: ticks(100);
        23 IFLA_BRPORT_HOLD_TIMER: ticks(100);
        24 IFLA_BRPORT_FLUSH;
        25 IFLA_BRPORT_MULTICAST_ROUTER: U8;
        26 IFLA_BRPORT_PAD;
        27 IFLA_BRPORT_MCAST_FLOOD: U8;
        28 IFLA_BRPORT_MCAST_TO_UCAST: U8;
        29 IFLA_BRPORT_VLAN_TUNNEL: U8;
        30 IFLA_BRPORT_BCAST_FLOOD: U8;
        31 IFLA_BRPORT_GROUP_FWD_MASK: X16;
        32 IFLA_BRPORT_NEIGH_SUPPRESS: U8;
        33 IFLA_BRPORT_ISOLATED: U8;
        34 IFLA_BRPORT_BACKUP_PORT: INTERFACE;
        35 IFLA_BRPORT_MRP_RING_OPEN: U8;
        36 IFLA_BRPORT_MRP_IN_OPEN: U8;
        37 IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT: U32;
        38 IFLA_BRPORT_MCAST_EHT_HOSTS_CNT: U32;
        39 IFLA_BRPORT_LOCKED: U8;
        40 IFLA_BRPORT_MAB: U8;
        41 IFLA_BRPORT_MCAST_N_GROUPS: U32;
        42 IFLA_BRPORT_MCAST_MAX_GROUPS: U32;
        43 IFLA_BRPORT_NEIGH_VLAN_SUPPRESS: U8;
        44 IFLA_BRPORT_BACKUP_NHID: U32;
        45 IFLA_BRPORT_NEIGH_FORWARD_GRAT: U8;
    }
    /// `IFLA_BRIDGE_???`
    IFLA_BRIDGE: "IFLA_BRIDGE_???" {
        0 IFLA_BRIDGE_FLAGS: word(flags(2, &BRIDGE_FLAGS));
        1 IFLA_BRIDGE_MODE: word(one_of(2, &BRIDGE_MODE_NAMES));
        2 IFLA_BRIDGE_VLAN_INFO: exact(record(&IFLA_BRIDGE_VLAN_INFO_VALUE));
        3 IFLA_BRIDGE_VLAN_TUNNEL_INFO: nested(&IFLA_BRIDGE_VLAN_TUNNEL);
        4 IFLA_BRIDGE_MRP;
        5 IFLA_BRIDGE_CFM;
        6 IFLA_BRIDGE_MST;
    }
    /// `IFLA_BRIDGE_VLAN_TUNNEL_???`
    IFLA_BRIDGE_VLAN_TUNNEL: "IFLA_BRIDGE_VLAN_TUNNEL_???" {
        0 IFLA_BRIDGE_VLAN_TUNNEL_UNSPEC;
        1 IFLA_BRIDGE_VLAN_TUNNEL_ID: U32;
        2 IFLA_BRIDGE_VLAN_TUNNEL_VID: U16;
        3 IFLA_BRIDGE_VLAN_TUNNEL_FLAGS: word(flags(2, &BRIDGE_VLAN_INFO_FLAGS));
    }
    /// `IFLA_BR_???`
    IFLA_BR: "IFLA_BR_???" {
        0 IFLA_BR_UNSPEC;
        1 IFLA_BR_FORWARD_DELAY: ticks(100);
        2 IFLA_BR_HELLO_TIME: ticks(100);
        3 IFLA_BR_MAX_AGE: ticks(100);
        4 IFLA_BR_AGEING_TIME: ticks(100);
        5 IFLA_BR_STP_STATE: U32;
        6 IFLA_BR_PRIORITY: U16;
        7 IFLA_BR_VLAN_FILTERING: U8;
        8 IFLA_BR_VLAN_PROTOCOL: word(of(2, What::NetworkEnum(&ETHER_P_NAMES)));
        9 IFLA_BR_GROUP_FWD_MASK: X16;
        10 IFLA_BR_ROOT_ID: record(&IFLA_BRPORT_ROOT_ID_VALUE);
        11 IFLA_BR_BRIDGE_ID: record(&IFLA_BRPORT_ROOT_ID_VALUE);
        12 IFLA_BR_ROOT_PORT: U16;
        13 IFLA_BR_ROOT_PATH_COST: U32;
        14 IFLA_BR_TOPOLOGY_CHANGE: U8;
        15 IFLA_BR_TOPOLOGY_CHANGE_DETECTED: U8;
        16 IFLA_BR_HELLO_TIMER: ticks(100);
        17 IFLA_BR_TCN_TIMER: ticks(100);
        18 IFLA_BR_TOPOLOGY_CHANGE_TIMER: ticks(100);
        19 IFLA_BR_GC_TIMER: ticks(100);
        20 IFLA_BR_GROUP_ADDR: HARDWARE;
        21 IFLA_BR_FDB_FLUSH;
        22 IFLA_BR_MCAST_ROUTER: U8;
        23 IFLA_BR_MCAST_SNOOPING: U8;
        24 IFLA_BR_MCAST_QUERY_USE_IFADDR: U8;
        25 IFLA_BR_MCAST_QUERIER: U8;
        26 IFLA_BR_MCAST_HASH_ELASTICITY: U32;
        27 IFLA_BR_MCAST_HASH_MAX: U32;
        28 IFLA_BR_MCAST_LAST_MEMBER_CNT: U32;
        29 IFLA_BR_MCAST_STARTUP_QUERY_CNT: U32;
        30 IFLA_BR_MCAST_LAST_MEMBER_INTVL: ticks(100);
        31 IFLA_BR_MCAST_MEMBERSHIP_INTVL: ticks(100);
        32 IFLA_BR_MCAST_QUERIER_INTVL: ticks(100);
        33 IFLA_BR_MCAST_QUERY_INTVL: ticks(100);
        34 IFLA_BR_MCAST_QUERY_RESPONSE_INTVL: ticks(100);
        35 IFLA_BR_MCAST_STARTUP_QUERY_INTVL: ticks(100);
        36 IFLA_BR_NF_CALL_IPTABLES: U8;
        37 IFLA_BR_NF_CALL_IP6TABLES: U8;
        38 IFLA_BR_NF_CALL_ARPTABLES: U8;
        39 IFLA_BR_VLAN_DEFAULT_PVID: U16;
        40 IFLA_BR_PAD;
        41 IFLA_BR_VLAN_STATS_ENABLED: U8;
        42 IFLA_BR_MCAST_STATS_ENABLED: U8;
        43 IFLA_BR_MCAST_IGMP_VERSION: U8;
        44 IFLA_BR_MCAST_MLD_VERSION: U8;
        45 IFLA_BR_VLAN_STATS_PER_PORT: U8;
        46 IFLA_BR_MULTI_BOOLOPT: record(&IFLA_BR_MULTI_BOOLOPT_VALUE);
        47 IFLA_BR_MCAST_QUERIER_STATE: nested(&BRIDGE_QUERIER);
        48 IFLA_BR_FDB_N_LEARNED: U32;
        49 IFLA_BR_FDB_MAX_LEARNED: U32;
        50 IFLA_BR_STP_MODE: word(one_of(4, &BR_STP_MODE_NAMES));
    }
    /// `BRIDGE_QUERIER_???`
    BRIDGE_QUERIER: "BRIDGE_QUERIER_???" {
        0 BRIDGE_QUERIER_UNSPEC;
        1 BRIDGE_QUERIER_IP_ADDRESS: ADDRESS;
        2 BRIDGE_QUERIER_IP_PORT: INTERFACE;
        3 BRIDGE_QUERIER_IP_OTHER_TIMER: ticks(100);
        4 BRIDGE_QUERIER_PAD;
        5 BRIDGE_QUERIER_IPV6_ADDRESS: ADDRESS;
        6 BRIDGE_QUERIER_IPV6_PORT: INTERFACE;
        7 BRIDGE_QUERIER_IPV6_OTHER_TIMER: ticks(100);
    }
    /// `IFLA_TUN_???`
    IFLA_TUN: "IFLA_TUN_???" {
        0 IFLA_TUN_UNSPEC;
        1 IFLA_TUN_OWNER: S32;
        2 IFLA_TUN_GROUP: S32;
        3 IFLA_TUN_TYPE: word(one_of(1, &IFF_NAMES));
        4 IFLA_TUN_PI: U8;
        5 IFLA_TUN_VNET_HDR: U8;
        6 IFLA_TUN_PERSIST: U8;
        7 IFLA_TUN_MULTI_QUEUE: U8;
        8 IFLA_TUN_NUM_QUEUES: U32;
        9 IFLA_TUN_NUM_DISABLED_QUEUES: U32;
    }
    /// `IFA_???`
    IFA: "IFA_???" {
        0 IFA_UNSPEC;
        1 IFA_ADDRESS: ADDRESS;
        2 IFA_LOCAL: ADDRESS;
        3 IFA_LABEL: TEXT;
        4 IFA_BROADCAST: ADDRESS;
        5 IFA_ANYCAST: ADDRESS;
        6 IFA_CACHEINFO: record(&IFA_CACHEINFO_VALUE);
        7 IFA_MULTICAST: ADDRESS;
        8 IFA_FLAGS: flags(4, &IFA_F_FLAGS);
        9 IFA_RT_PRIORITY: U32;
        10 IFA_TARGET_NETNSID: S32;
        11 IFA_PROTO;
    }
    /// `RTA_???`
    RTA: "RTA_???" {
        0 RTA_UNSPEC;
        1 RTA_DST: ADDRESS;
        2 RTA_SRC: ADDRESS;
        3 RTA_IIF: INTERFACE;
        4 RTA_OIF: INTERFACE;
        5 RTA_GATEWAY: ADDRESS;
        6 RTA_PRIORITY: U32;
        7 RTA_PREFSRC: ADDRESS;
        8 RTA_METRICS: nested(&RTAX);
        9 RTA_MULTIPATH: ways(&RTA);
        10 RTA_PROTOINFO: U32;
        11 RTA_FLOW: U32;
        12 RTA_CACHEINFO: record(&RTA_CACHEINFO_VALUE);
        13 RTA_SESSION;
        14 RTA_MP_ALGO: U32;
        15 RTA_TABLE: one_of(4, &RTA_TABLE_NAMES);
        16 RTA_MARK: U32;
        17 RTA_MFC_STATS: record(&RTA_MFC_STATS_VALUE);
        18 RTA_VIA: VIA;
        19 RTA_NEWDST: ADDRESS;
        20 RTA_PREF: U8;
        21 RTA_ENCAP_TYPE: one_of(2, &LWTUNNEL_ENCAP_NAMES);
        22 RTA_ENCAP;
        23 RTA_EXPIRES: U64;
        24 RTA_PAD;
        25 RTA_UID: U32;
        26 RTA_TTL_PROPAGATE: U8;
        27 RTA_IP_PROTO: U8;
        28 RTA_SPORT: U16;
        29 RTA_DPORT: U16;
        30 RTA_NH_ID: U32;
        31 RTA_FLOWLABEL: N32;
    }
    /// `RTAX_???`
    RTAX: "RTAX_???" {
        0 RTAX_UNSPEC;
        1 RTAX_LOCK: U32;
        2 RTAX_MTU: U32;
        3 RTAX_WINDOW: U32;
        4 RTAX_RTT: U32;
        5 RTAX_RTTVAR: U32;
        6 RTAX_SSTHRESH: U32;
        7 RTAX_CWND: U32;
        8 RTAX_ADVMSS: U32;
        9 RTAX_REORDERING: U32;
        10 RTAX_HOPLIMIT: U32;
        11 RTAX_INITCWND: U32;
        12 RTAX_FEATURES: U32;
        13 RTAX_RTO_MIN: U32;
        14 RTAX_INITRWND: U32;
        15 RTAX_QUICKACK: U32;
        16 RTAX_CC_ALGO: TEXT;
        17 RTAX_FASTOPEN_NO_COOKIE;
    }
    /// `NDA_???`
    NDA: "NDA_???" {
        0 NDA_UNSPEC;
        1 NDA_DST: ADDRESS;
        2 NDA_LLADDR: HARDWARE;
        3 NDA_CACHEINFO: record(&NDA_CACHEINFO_VALUE);
        4 NDA_PROBES: U32;
        5 NDA_VLAN: U16;
        6 NDA_PORT: N16;
        7 NDA_VNI: U32;
        8 NDA_IFINDEX: INTERFACE;
        9 NDA_MASTER: INTERFACE;
        10 NDA_LINK_NETNSID: U32;
        11 NDA_SRC_VNI: U32;
        12 NDA_PROTOCOL: wide_enum(&IP_PROTOCOLS);
        13 NDA_NH_ID: U32;
        14 NDA_FDB_EXT_ATTRS: nested(&NFEA);
        15 NDA_FLAGS_EXT: word(flags(4, &NTF_EXT_FLAGS));
        16 NDA_NDM_STATE_MASK: word(flags(2, &NUD_FLAGS));
        17 NDA_NDM_FLAGS_MASK: word(flags(1, &NDA_NDM_FLAGS_MASK_FLAGS));
    }
    /// `NFEA_???`
    NFEA: "NFEA_???" {
        0 NFEA_UNSPEC;
        1 NFEA_ACTIVITY_NOTIFY: word(flags(1, &FDB_NOTIFY_FLAGS));
        2 NFEA_DONT_REFRESH;
    }
    /// `FRA_???`
    FRA: "FRA_???" {
        0 FRA_UNSPEC;
        1 FRA_DST: ADDRESS;
        2 FRA_SRC: ADDRESS;
        3 FRA_IIFNAME: TEXT;
        4 FRA_GOTO: U32;
        5 FRA_UNUSED2;
        6 FRA_PRIORITY: U32;
        7 FRA_UNUSED3;
        8 FRA_UNUSED4;
        9 FRA_UNUSED5;
        10 FRA_FWMARK: U32;
        11 FRA_FLOW: U32;
        12 FRA_TUN_ID: N64;
        13 FRA_SUPPRESS_IFGROUP: U32;
        14 FRA_SUPPRESS_PREFIXLEN: U32;
        15 FRA_TABLE: one_of(4, &RTA_TABLE_NAMES);
        16 FRA_FWMASK: U32;
        17 FRA_OIFNAME: TEXT;
        18 FRA_PAD;
        19 FRA_L3MDEV: U8;
        20 FRA_UID_RANGE: record(&FRA_UID_RANGE_VALUE);
        21 FRA_PROTOCOL: one_of(1, &RTPROT_NAMES);
        22 FRA_IP_PROTO: wide_enum(&IP_PROTOCOLS);
        23 FRA_SPORT_RANGE: record(&FRA_SPORT_RANGE_VALUE);
        24 FRA_DPORT_RANGE: record(&FRA_SPORT_RANGE_VALUE);
        25 FRA_DSCP: U8;
        26 FRA_FLOWLABEL: N32;
        27 FRA_FLOWLABEL_MASK: N32;
        28 FRA_SPORT_MASK: X16;
        29 FRA_DPORT_MASK: X16;
        30 FRA_DSCP_MASK: X8;
    }
    /// `TCA_???`
    TCA: "TCA_???" {
        0 TCA_UNSPEC;
        1 TCA_KIND: TEXT;
        2 TCA_OPTIONS;
        3 TCA_STATS: record(&TCA_STATS_VALUE);
        4 TCA_XSTATS;
        5 TCA_RATE: record(&TCA_RATE_VALUE);
        6 TCA_FCNT: U32;
        7 TCA_STATS2: nested(&TCA_STATS);
        8 TCA_STAB: nested(&TCA_STAB);
        9 TCA_PAD;
        10 TCA_DUMP_INVISIBLE;
        11 TCA_CHAIN: U32;
        12 TCA_HW_OFFLOAD: U8;
        13 TCA_INGRESS_BLOCK: U32;
        14 TCA_EGRESS_BLOCK: U32;
        15 TCA_DUMP_FLAGS: U32;
        16 TCA_EXT_WARN_MSG: TEXT;
    }
    /// `TCA_STATS_???`
    TCA_STATS: "TCA_STATS_???" {
        0 TCA_STATS_UNSPEC;
        1 TCA_STATS_BASIC: record(&TCA_STATS_BASIC_VALUE);
        2 TCA_STATS_RATE_EST: record(&TCA_STATS_RATE_EST_VALUE);
        3 TCA_STATS_QUEUE: record(&TCA_STATS_QUEUE_VALUE);
        4 TCA_STATS_APP;
        5 TCA_STATS_RATE_EST64: record(&TCA_STATS_RATE_EST64_VALUE);
        6 TCA_STATS_PAD;
        7 TCA_STATS_BASIC_HW: record(&TCA_STATS_BASIC_VALUE);
        8 TCA_STATS_PKT64: U64;
    }
    /// `TCA_STAB_???`
    TCA_STAB: "TCA_STAB_???" {
        0 TCA_STAB_UNSPEC;
        1 TCA_STAB_BASE: record(&TCA_STAB_BASE_VALUE);
        2 TCA_STAB_DATA: array(2, &What::Unsigned);
    }
    /// `TCA_ROOT_???`
    TCA_ROOT: "TCA_ROOT_???" {
        0 TCA_ROOT_UNSPEC;
        1 TCA_ROOT_TAB: nested(&TCA_ACTIONS);
        2 TCA_ROOT_FLAGS: word(flags(4, &TCA_ACT_FLAG_FLAGS));
        3 TCA_ROOT_COUNT: U32;
        4 TCA_ROOT_TIME_DELTA: ticks(1000);
        5 TCA_ROOT_EXT_WARN_MSG: TEXT;
    }
    /// `TCA_ACT_???`
    TCA_ACT: "TCA_ACT_???" {
        0 TCA_ACT_UNSPEC;
        1 TCA_ACT_KIND: TEXT;
        2 TCA_ACT_OPTIONS;
        3 TCA_ACT_INDEX: U32;
        4 TCA_ACT_STATS: nested(&TCA_STATS);
        5 TCA_ACT_PAD;
        6 TCA_ACT_COOKIE;
        7 TCA_ACT_FLAGS: word(flags(4, &TCA_ACT_FLAGS));
        8 TCA_ACT_HW_STATS: word(flags(4, &TCA_ACT_HW_STATS_FLAGS));
        9 TCA_ACT_USED_HW_STATS: word(flags(4, &TCA_ACT_HW_STATS_FLAGS));
        10 TCA_ACT_IN_HW_COUNT: U32;
    }
    /// `NDTA_???`
    NDTA: "NDTA_???" {
        0 NDTA_UNSPEC;
        1 NDTA_NAME: TEXT;
        2 NDTA_THRESH1: U32;
        3 NDTA_THRESH2: U32;
        4 NDTA_THRESH3: U32;
        5 NDTA_CONFIG: record(&NDTA_CONFIG_VALUE);
        6 NDTA_PARMS: nested(&NDTPA);
        7 NDTA_STATS: grown(&NDTA_STATS_VALUE, &[80]);
        8 NDTA_GC_INTERVAL: U64;
        9 NDTA_PAD;
    }
    /// `NDTPA_???`
    NDTPA: "NDTPA_???" {
        0 NDTPA_UNSPEC;
        1 NDTPA_IFINDEX: INTERFACE;
        2 NDTPA_REFCNT: U32;
        3 NDTPA_REACHABLE_TIME: U64;
        4 NDTPA_BASE_REACHABLE_TIME: U64;
        5 NDTPA_RETRANS_TIME: U64;
        6 NDTPA_GC_STALETIME: U64;
        7 NDTPA_DELAY_PROBE_TIME: U64;
        8 NDTPA_QUEUE_LEN: U32;
        9 NDTPA_APP_PROBES: U32;
        10 NDTPA_UCAST_PROBES: U32;
        11 NDTPA_MCAST_PROBES: U32;
        12 NDTPA_ANYCAST_DELAY: U64;
        13 NDTPA_PROXY_DELAY: U64;
        14 NDTPA_PROXY_QLEN: U32;
        15 NDTPA_LOCKTIME: U64;
        16 NDTPA_QUEUE_LENBYTES: U32;
        17 NDTPA_MCAST_REPROBES: U32;
        18 NDTPA_PAD;
        19 NDTPA_INTERVAL_PROBE_TIME_MS: U64;
    }
    /// `IFAL_???`
    IFAL: "IFAL_???" {
        1 IFAL_ADDRESS: ADDRESS;
        2 IFAL_LABEL: U32;
    }
    /// `DCB_ATTR_???`
    DCB_ATTR: "DCB_ATTR_???" {
        0 DCB_ATTR_UNDEFINED;
        1 DCB_ATTR_IFNAME;
        2 DCB_ATTR_STATE;
        3 DCB_ATTR_PFC_STATE;
        4 DCB_ATTR_PFC_CFG;
        5 DCB_ATTR_NUM_TC;
        6 DCB_ATTR_PG_CFG;
        7 DCB_ATTR_SET_ALL;
        8 DCB_ATTR_PERM_HWADDR;
        9 DCB_ATTR_CAP;
        10 DCB_ATTR_NUMTCS;
        11 DCB_ATTR_BCN;
        12 DCB_ATTR_APP;
        13 DCB_ATTR_IEEE;
        14 DCB_ATTR_DCBX;
        15 DCB_ATTR_FEATCFG;
        16 DCB_ATTR_CEE;
    }
    /// `NETCONFA_???`
    NETCONFA: "NETCONFA_???" {
        0 NETCONFA_UNSPEC;
        1 NETCONFA_IFINDEX: INTERFACE;
        2 NETCONFA_FORWARDING: S32;
        3 NETCONFA_RP_FILTER: S32;
        4 NETCONFA_MC_FORWARDING: S32;
        5 NETCONFA_PROXY_NEIGH: S32;
        6 NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN: S32;
        7 NETCONFA_INPUT: S32;
        8 NETCONFA_BC_FORWARDING: S32;
        9 NETCONFA_FORCE_FORWARDING: S32;
    }
    /// `MDBA_???`
    MDBA: "MDBA_???" {
        0 MDBA_UNSPEC;
        1 MDBA_MDB: nested(&MDBA_MDB);
        2 MDBA_ROUTER: nested(&MDBA_ROUTER);
    }
    /// `MDBA_MDB_???`
    MDBA_MDB: "MDBA_MDB_???" {
        0 MDBA_MDB_UNSPEC;
        1 MDBA_MDB_ENTRY: nested(&MDBA_MDB_ENTRY);
    }
    /// `MDBA_MDB_ENTRY_???`
    MDBA_MDB_ENTRY: "MDBA_MDB_ENTRY_???" {
        0 MDBA_MDB_ENTRY_UNSPEC;
        1 MDBA_MDB_ENTRY_INFO: with(28, &What::Struct(&MDBA_MDB_ENTRY_INFO_VALUE), &MDBA_MDB_EATTR);
    }
    /// `MDBA_MDB_EATTR_???`
    MDBA_MDB_EATTR: "MDBA_MDB_EATTR_???" {
        0 MDBA_MDB_EATTR_UNSPEC;
        1 MDBA_MDB_EATTR_TIMER: ticks(100);
        2 MDBA_MDB_EATTR_SRC_LIST;
        3 MDBA_MDB_EATTR_GROUP_MODE;
        4 MDBA_MDB_EATTR_SOURCE;
        5 MDBA_MDB_EATTR_RTPROT;
        6 MDBA_MDB_EATTR_DST;
        7 MDBA_MDB_EATTR_DST_PORT;
        8 MDBA_MDB_EATTR_VNI;
        9 MDBA_MDB_EATTR_IFINDEX;
        10 MDBA_MDB_EATTR_SRC_VNI;
    }
    /// `MDBA_ROUTER_???`
    MDBA_ROUTER: "MDBA_ROUTER_???" {
        0 MDBA_ROUTER_UNSPEC;
        1 MDBA_ROUTER_PORT: with(4, &What::Interface, &MDBA_ROUTER_PATTR);
    }
    /// `MDBA_ROUTER_PATTR_???`
    MDBA_ROUTER_PATTR: "MDBA_ROUTER_PATTR_???" {
        0 MDBA_ROUTER_PATTR_UNSPEC;
        1 MDBA_ROUTER_PATTR_TIMER: ticks(100);
        2 MDBA_ROUTER_PATTR_TYPE: one_of(1, &MDB_RTR_TYPE_NAMES);
        3 MDBA_ROUTER_PATTR_INET_TIMER: ticks(100);
        4 MDBA_ROUTER_PATTR_INET6_TIMER: ticks(100);
    }
    /// `NETNSA_???`
    NETNSA: "NETNSA_???" {
        0 NETNSA_NONE;
        1 NETNSA_NSID: S32;
        2 NETNSA_PID: U32;
        3 NETNSA_FD: S32;
        4 NETNSA_TARGET_NSID: S32;
        5 NETNSA_CURRENT_NSID: S32;
    }
    /// `IFLA_STATS_???`
    IFLA_STATS: "IFLA_STATS_???" {
        0 IFLA_STATS_UNSPEC;
        1 IFLA_STATS_LINK_64: grown(&RTNL_LINK_STATS64, &[184, 192]);
        2 IFLA_STATS_LINK_XSTATS: nested(&LINK_XSTATS_TYPE);
        3 IFLA_STATS_LINK_XSTATS_SLAVE: nested(&LINK_XSTATS_TYPE);
        4 IFLA_STATS_LINK_OFFLOAD_XSTATS: nested(&IFLA_OFFLOAD_XSTATS);
        5 IFLA_STATS_AF_SPEC: nested(&AF_STATS);
    }
    /// `LINK_XSTATS_TYPE_???`
    LINK_XSTATS_TYPE: "LINK_XSTATS_TYPE_???" {
        0 LINK_XSTATS_TYPE_UNSPEC;
        1 LINK_XSTATS_TYPE_BRIDGE: nested(&BRIDGE_XSTATS);
        2 LINK_XSTATS_TYPE_BOND: nested(&BOND_XSTATS);
    }
    /// `BRIDGE_XSTATS_???`
    BRIDGE_XSTATS: "BRIDGE_XSTATS_???" {
        0 BRIDGE_XSTATS_UNSPEC;
        1 BRIDGE_XSTATS_VLAN: exact(record(&BRIDGE_XSTATS_VLAN_VALUE));
        2 BRIDGE_XSTATS_MCAST: exact(record(&BRIDGE_XSTATS_MCAST_VALUE));
        3 BRIDGE_XSTATS_PAD;
        4 BRIDGE_XSTATS_STP: exact(record(&BRIDGE_XSTATS_STP_VALUE));
    }
    /// `BOND_XSTATS_???`
    BOND_XSTATS: "BOND_XSTATS_???" {
        0 BOND_XSTATS_UNSPEC;
        1 BOND_XSTATS_3AD: nested(&BOND_3AD_STAT);
    }
    /// `BOND_3AD_STAT_???`
    BOND_3AD_STAT: "BOND_3AD_STAT_???" {
        0 BOND_3AD_STAT_LACPDU_RX: U64;
        1 BOND_3AD_STAT_LACPDU_TX: U64;
        2 BOND_3AD_STAT_LACPDU_UNKNOWN_RX: U64;
        3 BOND_3AD_STAT_LACPDU_ILLEGAL_RX: U64;
        4 BOND_3AD_STAT_MARKER_RX: U64;
        5 BOND_3AD_STAT_MARKER_TX: U64;
        6 BOND_3AD_STAT_MARKER_RESP_RX: U64;
        7 BOND_3AD_STAT_MARKER_RESP_TX: U64;
        8 BOND_3AD_STAT_MARKER_UNKNOWN_RX: U64;
        9 BOND_3AD_STAT_PAD;
    }
    /// `IFLA_OFFLOAD_XSTATS_???`
    IFLA_OFFLOAD_XSTATS: "IFLA_OFFLOAD_XSTATS_???" {
        0 IFLA_OFFLOAD_XSTATS_UNSPEC;
        1 IFLA_OFFLOAD_XSTATS_CPU_HIT: exact(record(&IFLA_OFFLOAD_XSTATS_CPU_HIT_VALUE));
    }
    /// `NHA_???`
    NHA: "NHA_???" {
        0 NHA_UNSPEC;
        1 NHA_ID: U32;
        2 NHA_GROUP: array(8, &What::Struct(&NHA_GROUP_VALUE));
        3 NHA_GROUP_TYPE: word(one_of(2, &NEXTHOP_GRP_TYPE_NAMES));
        4 NHA_BLACKHOLE: U32;
        5 NHA_OIF: INTERFACE;
        6 NHA_GATEWAY: ADDRESS;
        7 NHA_ENCAP_TYPE: one_of(2, &LWTUNNEL_ENCAP_NAMES);
        8 NHA_ENCAP;
        9 NHA_GROUPS: U32;
        10 NHA_MASTER: INTERFACE;
        11 NHA_FDB: U32;
        12 NHA_RES_GROUP: nested(&NHA_RES_GROUP);
        13 NHA_RES_BUCKET: nested(&NHA_RES_BUCKET);
    }
    /// `NHA_RES_GROUP_???`
    NHA_RES_GROUP: "NHA_RES_GROUP_???" {
        0 NHA_RES_GROUP_PAD;
        1 NHA_RES_GROUP_BUCKETS: U16;
        2 NHA_RES_GROUP_IDLE_TIMER: ticks(100);
        3 NHA_RES_GROUP_UNBALANCED_TIMER: ticks(100);
        4 NHA_RES_GROUP_UNBALANCED_TIME: ticks(100);
    }
    /// `NHA_RES_BUCKET_???`
    NHA_RES_BUCKET: "NHA_RES_BUCKET_???" {
        0 NHA_RES_BUCKET_PAD;
        1 NHA_RES_BUCKET_INDEX: U16;
        2 NHA_RES_BUCKET_IDLE_TIME: ticks(100);
        3 NHA_RES_BUCKET_NH_ID: U32;
    }
    /// Each number is an element.
    TCA_ACTIONS: "" all nested(&TCA_ACT); {}
    /// The same, of which most are bytes where they stand.
    IFLA_PROPERTIES: "IFLA_???" {
        0 IFLA_UNSPEC;
        1 IFLA_ADDRESS;
        2 IFLA_BROADCAST;
        3 IFLA_IFNAME: TEXT;
        4 IFLA_MTU;
        5 IFLA_LINK;
        6 IFLA_QDISC;
        7 IFLA_STATS;
        8 IFLA_COST;
        9 IFLA_PRIORITY;
        10 IFLA_MASTER;
        11 IFLA_WIRELESS;
        12 IFLA_PROTINFO;
        13 IFLA_TXQLEN;
        14 IFLA_MAP;
        15 IFLA_WEIGHT;
        16 IFLA_OPERSTATE;
        17 IFLA_LINKMODE;
        18 IFLA_LINKINFO;
        19 IFLA_NET_NS_PID;
        20 IFLA_IFALIAS;
        21 IFLA_NUM_VF;
        22 IFLA_VFINFO_LIST;
        23 IFLA_STATS64;
        24 IFLA_VF_PORTS;
        25 IFLA_PORT_SELF;
        26 IFLA_AF_SPEC;
        27 IFLA_GROUP;
        28 IFLA_NET_NS_FD;
        29 IFLA_EXT_MASK;
        30 IFLA_PROMISCUITY;
        31 IFLA_NUM_TX_QUEUES;
        32 IFLA_NUM_RX_QUEUES;
        33 IFLA_CARRIER;
        34 IFLA_PHYS_PORT_ID;
        35 IFLA_CARRIER_CHANGES;
        36 IFLA_PHYS_SWITCH_ID;
        37 IFLA_LINK_NETNSID;
        38 IFLA_PHYS_PORT_NAME;
        39 IFLA_PROTO_DOWN;
        40 IFLA_GSO_MAX_SEGS;
        41 IFLA_GSO_MAX_SIZE;
        42 IFLA_PAD;
        43 IFLA_XDP;
        44 IFLA_EVENT;
        45 IFLA_NEW_NETNSID;
        46 IFLA_IF_NETNSID;
        47 IFLA_CARRIER_UP_COUNT;
        48 IFLA_CARRIER_DOWN_COUNT;
        49 IFLA_NEW_IFINDEX;
        50 IFLA_MIN_MTU;
        51 IFLA_MAX_MTU;
        52 IFLA_PROP_LIST;
        53 IFLA_ALT_IFNAME: TEXT;
        54 IFLA_PERM_ADDRESS;
        55 IFLA_PROTO_DOWN_REASON;
        56 IFLA_PARENT_DEV_NAME;
        57 IFLA_PARENT_DEV_BUS_NAME;
        58 IFLA_GRO_MAX_SIZE;
        59 IFLA_TSO_MAX_SIZE;
        60 IFLA_TSO_MAX_SEGS;
        61 IFLA_ALLMULTI;
        62 IFLA_DEVLINK_PORT;
        63 IFLA_GSO_IPV4_MAX_SIZE;
        64 IFLA_GRO_IPV4_MAX_SIZE;
        65 IFLA_DPLL_PIN;
        66 IFLA_MAX_PACING_OFFLOAD_HORIZON;
        67 IFLA_NETNS_IMMUTABLE;
        68 IFLA_HEADROOM;
        69 IFLA_TAILROOM;
    }
    /// The same, of which most are bytes where they stand.
    AF_STATS: "AF_???" {
        0 AF_UNSPEC;
        1 AF_UNIX;
        2 AF_INET;
        3 AF_AX25;
        4 AF_IPX;
        5 AF_APPLETALK;
        6 AF_NETROM;
        7 AF_BRIDGE;
        8 AF_ATMPVC;
        9 AF_X25;
        10 AF_INET6;
        11 AF_ROSE;
        12 AF_DECnet;
        13 AF_NETBEUI;
        14 AF_SECURITY;
        15 AF_KEY;
        16 AF_NETLINK;
        17 AF_PACKET;
        18 AF_ASH;
        19 AF_ECONET;
        20 AF_ATMSVC;
        21 AF_RDS;
        22 AF_SNA;
        23 AF_IRDA;
        24 AF_PPPOX;
        25 AF_WANPIPE;
        26 AF_LLC;
        27 AF_IB;
        28 AF_MPLS;
        29 AF_CAN;
        30 AF_TIPC;
        31 AF_BLUETOOTH;
        32 AF_IUCV;
        33 AF_RXRPC;
        34 AF_ISDN;
        35 AF_PHONET;
        36 AF_IEEE802154;
        37 AF_CAIF;
        38 AF_ALG;
        39 AF_NFC;
        40 AF_VSOCK;
        41 AF_KCM;
        42 AF_QIPCRTR;
        43 AF_SMC;
        44 AF_XDP;
        45 AF_MCTP;
    }
}

layouts! {
    /// `rtnexthop`
    RTNEXTHOP: 8 {
        rtnh_len: Unsigned, 0, 2;
        rtnh_flags: Flags(&RTNH_F_FLAGS), 2, 1;
        rtnh_hops: Unsigned, 3, 1;
        rtnh_ifindex: Interface, 4, 4;
    }
    /// `ifla_inet6_cacheinfo_value`
    IFLA_INET6_CACHEINFO_VALUE: 16 {
        max_reasm_len: Unsigned, 0, 4;
        tstamp: Unsigned, 4, 4;
        reachable_time: Unsigned, 8, 4;
        retrans_time: Unsigned, 12, 4;
    }
    /// `rtnl_link_stats`
    RTNL_LINK_STATS: 96 {
        rx_packets: Unsigned, 0, 4;
        tx_packets: Unsigned, 4, 4;
        rx_bytes: Unsigned, 8, 4;
        tx_bytes: Unsigned, 12, 4;
        rx_errors: Unsigned, 16, 4;
        tx_errors: Unsigned, 20, 4;
        rx_dropped: Unsigned, 24, 4;
        tx_dropped: Unsigned, 28, 4;
        multicast: Unsigned, 32, 4;
        collisions: Unsigned, 36, 4;
        rx_length_errors: Unsigned, 40, 4;
        rx_over_errors: Unsigned, 44, 4;
        rx_crc_errors: Unsigned, 48, 4;
        rx_frame_errors: Unsigned, 52, 4;
        rx_fifo_errors: Unsigned, 56, 4;
        rx_missed_errors: Unsigned, 60, 4;
        tx_aborted_errors: Unsigned, 64, 4;
        tx_carrier_errors: Unsigned, 68, 4;
        tx_fifo_errors: Unsigned, 72, 4;
        tx_heartbeat_errors: Unsigned, 76, 4;
        tx_window_errors: Unsigned, 80, 4;
        rx_compressed: Unsigned, 84, 4;
        tx_compressed: Unsigned, 88, 4;
        rx_nohandler: Unsigned, 92, 4;
    }
    /// `ifla_map_value`
    IFLA_MAP_VALUE: 28 {
        mem_start: Hex, 0, 8;
        mem_end: Hex, 8, 8;
        base_addr: Hex, 16, 8;
        irq: Unsigned, 24, 2;
        dma: Unsigned, 26, 1;
        port: Unsigned, 27, 1;
    }
    /// `ifla_vf_mac_value`
    IFLA_VF_MAC_VALUE: 36 {
        vf: Unsigned, 0, 4;
        mac: Hardware, 4, 32;
    }
    /// `ifla_vf_vlan_value`
    IFLA_VF_VLAN_VALUE: 12 {
        vf: Unsigned, 0, 4;
        vlan: Unsigned, 4, 4;
        qos: Unsigned, 8, 4;
    }
    /// `ifla_vf_tx_rate_value`
    IFLA_VF_TX_RATE_VALUE: 8 {
        vf: Unsigned, 0, 4;
        rate: Unsigned, 4, 4;
    }
    /// `ifla_vf_spoofchk_value`
    IFLA_VF_SPOOFCHK_VALUE: 8 {
        vf: Unsigned, 0, 4;
        setting: Unsigned, 4, 4;
    }
    /// `ifla_vf_link_state_value`
    IFLA_VF_LINK_STATE_VALUE: 8 {
        vf: Unsigned, 0, 4;
        link_state: Enum(&IFLA_VF_LINK_STATE_NAMES), 4, 4;
    }
    /// `ifla_vf_rate_value`
    IFLA_VF_RATE_VALUE: 12 {
        vf: Unsigned, 0, 4;
        min_tx_rate: Unsigned, 4, 4;
        max_tx_rate: Unsigned, 8, 4;
    }
    /// `ifla_vf_ib_node_guid_value`
    IFLA_VF_IB_NODE_GUID_VALUE: 12 {
        vf: Unsigned, 0, 4;
        guid: Hex, 4, 8;
    }
    /// `ifla_vf_vlan_info_value`
    IFLA_VF_VLAN_INFO_VALUE: 16 {
        vf: Unsigned, 0, 4;
        vlan: Unsigned, 4, 4;
        qos: Unsigned, 8, 4;
        vlan_proto: NetworkEnum(&ETHER_PROTOCOLS), 12, 2;
    }
    /// `ifla_vf_broadcast_value`
    IFLA_VF_BROADCAST_VALUE: 32 {
        broadcast: Hardware, 0, 32;
    }
    /// `rtnl_link_stats64`
    RTNL_LINK_STATS64: 200 {
        rx_packets: Unsigned, 0, 8;
        tx_packets: Unsigned, 8, 8;
        rx_bytes: Unsigned, 16, 8;
        tx_bytes: Unsigned, 24, 8;
        rx_errors: Unsigned, 32, 8;
        tx_errors: Unsigned, 40, 8;
        rx_dropped: Unsigned, 48, 8;
        tx_dropped: Unsigned, 56, 8;
        multicast: Unsigned, 64, 8;
        collisions: Unsigned, 72, 8;
        rx_length_errors: Unsigned, 80, 8;
        rx_over_errors: Unsigned, 88, 8;
        rx_crc_errors: Unsigned, 96, 8;
        rx_frame_errors: Unsigned, 104, 8;
        rx_fifo_errors: Unsigned, 112, 8;
        rx_missed_errors: Unsigned, 120, 8;
        tx_aborted_errors: Unsigned, 128, 8;
        tx_carrier_errors: Unsigned, 136, 8;
        tx_fifo_errors: Unsigned, 144, 8;
        tx_heartbeat_errors: Unsigned, 152, 8;
        tx_window_errors: Unsigned, 160, 8;
        rx_compressed: Unsigned, 168, 8;
        tx_compressed: Unsigned, 176, 8;
        rx_nohandler: Unsigned, 184, 8;
        rx_otherhost_dropped: Unsigned, 192, 8;
    }
    /// `ifla_port_vsi_type_value`
    IFLA_PORT_VSI_TYPE_VALUE: 8 {
        vsi_mgr_id: Unsigned, 0, 1;
        vsi_type_id: Bytes, 1, 3;
        vsi_type_version: Unsigned, 4, 1;
        pad (free): Hex, 5, 3;
    }
    /// `ifla_brport_root_id_value`
    IFLA_BRPORT_ROOT_ID_VALUE: 8 {
        prio: Numbers(&What::Unsigned, 2), 0, 2;
        addr: Hardware, 2, 6;
    }
    /// `ifla_bridge_vlan_info_value`
    IFLA_BRIDGE_VLAN_INFO_VALUE: 4 {
        flags: Flags(&BRIDGE_VLAN_INFO_FLAGS), 0, 2;
        vid: Unsigned, 2, 2;
    }
    /// `ifla_br_multi_boolopt_value`
    IFLA_BR_MULTI_BOOLOPT_VALUE: 8 {
        optval: Flags(&BITS_OF_BR_BOOLOPT_FLAGS), 0, 4;
        optmask: Flags(&BITS_OF_BR_BOOLOPT_FLAGS), 4, 4;
    }
    /// `ifa_cacheinfo_value`
    IFA_CACHEINFO_VALUE: 16 {
        ifa_prefered: Unsigned, 0, 4;
        ifa_valid: Unsigned, 4, 4;
        cstamp: Unsigned, 8, 4;
        tstamp: Unsigned, 12, 4;
    }
    /// `rta_cacheinfo_value`
    RTA_CACHEINFO_VALUE: 32 {
        rta_clntref: Unsigned, 0, 4;
        rta_lastuse: Unsigned, 4, 4;
        rta_expires: Unsigned, 8, 4;
        rta_error: Unsigned, 12, 4;
        rta_used: Unsigned, 16, 4;
        rta_id: Hex, 20, 4;
        rta_ts: Unsigned, 24, 4;
        rta_tsage: Unsigned, 28, 4;
    }
    /// `rta_mfc_stats_value`
    RTA_MFC_STATS_VALUE: 24 {
        mfcs_packets: Unsigned, 0, 8;
        mfcs_bytes: Unsigned, 8, 8;
        mfcs_wrong_if: Unsigned, 16, 8;
    }
    /// `nda_cacheinfo_value`
    NDA_CACHEINFO_VALUE: 16 {
        ndm_confirmed: Unsigned, 0, 4;
        ndm_used: Unsigned, 4, 4;
        ndm_updated: Unsigned, 8, 4;
        ndm_refcnt: Unsigned, 12, 4;
    }
    /// `fra_uid_range_value`
    FRA_UID_RANGE_VALUE: 8 {
        start: Unsigned, 0, 4;
        end: Unsigned, 4, 4;
    }
    /// `fra_sport_range_value`
    FRA_SPORT_RANGE_VALUE: 4 {
        start: Unsigned, 0, 2;
        end: Unsigned, 2, 2;
    }
    /// `tca_stats_value`
    TCA_STATS_VALUE: 36 {
        bytes: Unsigned, 0, 8;
        packets: Unsigned, 8, 4;
        drops: Unsigned, 12, 4;
        overlimits: Unsigned, 16, 4;
        bps: Unsigned, 20, 4;
        pps: Unsigned, 24, 4;
        qlen: Unsigned, 28, 4;
        backlog: Unsigned, 32, 4;
    }
    /// `tca_rate_value`
    TCA_RATE_VALUE: 2 {
        interval: Signed, 0, 1;
        ewma_log: Unsigned, 1, 1;
    }
    /// `tca_stats_basic_value`
    TCA_STATS_BASIC_VALUE: 12 {
        bytes: Unsigned, 0, 8;
        packets: Unsigned, 8, 4;
    }
    /// `tca_stats_rate_est_value`
    TCA_STATS_RATE_EST_VALUE: 8 {
        bps: Unsigned, 0, 4;
        pps: Unsigned, 4, 4;
    }
    /// `tca_stats_queue_value`
    TCA_STATS_QUEUE_VALUE: 20 {
        qlen: Unsigned, 0, 4;
        backlog: Unsigned, 4, 4;
        drops: Unsigned, 8, 4;
        requeues: Unsigned, 12, 4;
        overlimits: Unsigned, 16, 4;
    }
    /// `tca_stats_rate_est64_value`
    TCA_STATS_RATE_EST64_VALUE: 16 {
        bps: Unsigned, 0, 8;
        pps: Unsigned, 8, 8;
    }
    /// `tca_stab_base_value`
    TCA_STAB_BASE_VALUE: 24 {
        cell_log: Unsigned, 0, 1;
        size_log: Unsigned, 1, 1;
        cell_align: Signed, 2, 2;
        overhead: Signed, 4, 4;
        linklayer: Unsigned, 8, 4;
        mpu: Unsigned, 12, 4;
        mtu: Unsigned, 16, 4;
        tsize: Unsigned, 20, 4;
    }
    /// `ndta_config_value`
    NDTA_CONFIG_VALUE: 32 {
        ndtc_key_len: Unsigned, 0, 2;
        ndtc_entry_size: Unsigned, 2, 2;
        ndtc_entries: Unsigned, 4, 4;
        ndtc_last_flush: Unsigned, 8, 4;
        ndtc_last_rand: Unsigned, 12, 4;
        ndtc_hash_rnd: Unsigned, 16, 4;
        ndtc_hash_mask: Padded, 20, 4;
        ndtc_hash_chain_gc: Unsigned, 24, 4;
        ndtc_proxy_qlen: Unsigned, 28, 4;
    }
    /// `ndta_stats_value`
    NDTA_STATS_VALUE: 88 {
        ndts_allocs: Unsigned, 0, 8;
        ndts_destroys: Unsigned, 8, 8;
        ndts_hash_grows: Unsigned, 16, 8;
        ndts_res_failed: Unsigned, 24, 8;
        ndts_lookups: Unsigned, 32, 8;
        ndts_hits: Unsigned, 40, 8;
        ndts_rcv_probes_mcast: Unsigned, 48, 8;
        ndts_rcv_probes_ucast: Unsigned, 56, 8;
        ndts_periodic_gc_runs: Unsigned, 64, 8;
        ndts_forced_gc_runs: Unsigned, 72, 8;
        ndts_table_fulls: Unsigned, 80, 8;
    }
    /// `mdba_mdb_entry_info_addr_value`
    MDBA_MDB_ENTRY_INFO_ADDR_VALUE: 18 {
        u: Bytes, 0, 16;
        proto: NetworkEnum(&SOCKET_DOMAINS), 16, 2;
    }
    /// `mdba_mdb_entry_info_value`
    MDBA_MDB_ENTRY_INFO_VALUE: 28 {
        ifindex: Interface, 0, 4;
        state: Enum(&MDB_NAMES), 4, 1;
        flags: Flags(&MDB_FLAGS), 5, 1;
        vid: Unsigned, 6, 2;
        addr: Struct(&MDBA_MDB_ENTRY_INFO_ADDR_VALUE), 8, 18;
    }
    /// `bridge_xstats_vlan_value`
    BRIDGE_XSTATS_VLAN_VALUE: 40 {
        rx_bytes: Unsigned, 0, 8;
        rx_packets: Unsigned, 8, 8;
        tx_bytes: Unsigned, 16, 8;
        tx_packets: Unsigned, 24, 8;
        vid: Unsigned, 32, 2;
        flags: Flags(&BRIDGE_VLAN_INFO_FLAGS), 34, 2;
        pad2 (free): Hex, 36, 4;
    }
    /// `bridge_xstats_mcast_value`
    BRIDGE_XSTATS_MCAST_VALUE: 240 {
        igmp_v1queries: Directions, 0, 16;
        igmp_v2queries: Directions, 16, 16;
        igmp_v3queries: Directions, 32, 16;
        igmp_leaves: Directions, 48, 16;
        igmp_v1reports: Directions, 64, 16;
        igmp_v2reports: Directions, 80, 16;
        igmp_v3reports: Directions, 96, 16;
        igmp_parse_errors: Unsigned, 112, 8;
        mld_v1queries: Directions, 120, 16;
        mld_v2queries: Directions, 136, 16;
        mld_leaves: Directions, 152, 16;
        mld_v1reports: Directions, 168, 16;
        mld_v2reports: Directions, 184, 16;
        mld_parse_errors: Unsigned, 200, 8;
        mcast_bytes: Directions, 208, 16;
        mcast_packets: Directions, 224, 16;
    }
    /// `bridge_xstats_stp_value`
    BRIDGE_XSTATS_STP_VALUE: 48 {
        transition_blk: Unsigned, 0, 8;
        transition_fwd: Unsigned, 8, 8;
        rx_bpdu: Unsigned, 16, 8;
        tx_bpdu: Unsigned, 24, 8;
        rx_tcn: Unsigned, 32, 8;
        tx_tcn: Unsigned, 40, 8;
    }
    /// `ifla_offload_xstats_cpu_hit_value`
    IFLA_OFFLOAD_XSTATS_CPU_HIT_VALUE: 184 {
        rx_packets: Unsigned, 0, 8;
        tx_packets: Unsigned, 8, 8;
        rx_bytes: Unsigned, 16, 8;
        tx_bytes: Unsigned, 24, 8;
        rx_errors: Unsigned, 32, 8;
        tx_errors: Unsigned, 40, 8;
        rx_dropped: Unsigned, 48, 8;
        tx_dropped: Unsigned, 56, 8;
        multicast: Unsigned, 64, 8;
        collisions: Unsigned, 72, 8;
        rx_length_errors: Unsigned, 80, 8;
        rx_over_errors: Unsigned, 88, 8;
        rx_crc_errors: Unsigned, 96, 8;
        rx_frame_errors: Unsigned, 104, 8;
        rx_fifo_errors: Unsigned, 112, 8;
        rx_missed_errors: Unsigned, 120, 8;
        tx_aborted_errors: Unsigned, 128, 8;
        tx_carrier_errors: Unsigned, 136, 8;
        tx_fifo_errors: Unsigned, 144, 8;
        tx_heartbeat_errors: Unsigned, 152, 8;
        tx_window_errors: Unsigned, 160, 8;
        rx_compressed: Unsigned, 168, 8;
        tx_compressed: Unsigned, 176, 8;
    }
    /// `nha_group_value`
    NHA_GROUP_VALUE: 8 {
        id: Unsigned, 0, 4;
        weight: Unsigned, 4, 1;
        weight_high: Unsigned, 5, 1;
        resvd2 (free): Hex, 6, 2;
    }
    /// `ifinfomsg`
    IFINFOMSG: 16 {
        ifi_family: Enum(&SOCKET_DOMAINS), 0, 1;
        ifi_type: Enum(&ARPHRD_NAMES), 2, 2;
        ifi_index: Interface, 4, 4;
        ifi_flags: Flags(&IFF_FLAGS), 8, 4;
        ifi_change: Hex, 12, 4;
    }
    /// `ifaddrmsg`
    IFADDRMSG: 8 {
        ifa_family: Enum(&SOCKET_DOMAINS), 0, 1;
        ifa_prefixlen: Unsigned, 1, 1;
        ifa_flags: Flags(&ADDR_IFA_FLAGS), 2, 1;
        ifa_scope: Enum(&ADDR_IFA_SCOPE_NAMES), 3, 1;
        ifa_index: Interface, 4, 4;
    }
    /// `rtmsg`
    RTMSG: 12 {
        rtm_family: Enum(&SOCKET_DOMAINS), 0, 1;
        rtm_dst_len: Unsigned, 1, 1;
        rtm_src_len: Unsigned, 2, 1;
        rtm_tos: Flags(&IPTOS_FLAGS), 3, 1;
        rtm_table: Enum(&RTA_TABLE_NAMES), 4, 1;
        rtm_protocol: Enum(&RTPROT_NAMES), 5, 1;
        rtm_scope: Enum(&ADDR_IFA_SCOPE_NAMES), 6, 1;
        rtm_type: Enum(&RTN_NAMES), 7, 1;
        rtm_flags: Flags(&RTM_F_FLAGS), 8, 4;
    }
    /// `ndmsg`
    NDMSG: 12 {
        ndm_family: Enum(&SOCKET_DOMAINS), 0, 1;
        ndm_ifindex: Interface, 4, 4;
        ndm_state: Flags(&NUD_FLAGS), 8, 2;
        ndm_flags: Flags(&NDA_NDM_FLAGS_MASK_FLAGS), 10, 1;
        ndm_type: Enum(&RTN_NAMES), 11, 1;
    }
    /// `fib_rule_hdr`
    FIB_RULE_HDR: 12 {
        family: Enum(&SOCKET_DOMAINS), 0, 1;
        dst_len: Unsigned, 1, 1;
        src_len: Unsigned, 2, 1;
        tos: Flags(&IPTOS_FLAGS), 3, 1;
        table: Enum(&RT_TABLE_NAMES), 4, 1;
        action: Enum(&FR_ACT_NAMES), 7, 1;
        flags: Flags(&FIB_RULE_FLAGS), 8, 4;
    }
    /// `tcmsg`
    TCMSG: 20 {
        tcm_family: Enum(&SOCKET_DOMAINS), 0, 1;
        tcm_ifindex: Interface, 4, 4;
        tcm_handle: Unsigned, 8, 4;
        tcm_parent: Unsigned, 12, 4;
        tcm_info: Unsigned, 16, 4;
    }
    /// `tcamsg`
    TCAMSG: 1 {
        tca_family: Enum(&SOCKET_DOMAINS), 0, 1;
    }
    /// `ndtmsg`
    NDTMSG: 1 {
        ndtm_family: Enum(&SOCKET_DOMAINS), 0, 1;
    }
    /// `ifaddrlblmsg`
    IFADDRLBLMSG: 12 {
        ifal_family: Enum(&SOCKET_DOMAINS), 0, 1;
        ifal_prefixlen: Unsigned, 2, 1;
        ifal_flags: Unsigned, 3, 1;
        ifal_index: Interface, 4, 4;
        ifal_seq: Unsigned, 8, 4;
    }
    /// `dcbmsg`
    DCBMSG: 4 {
        dcb_family: Enum(&SOCKET_DOMAINS), 0, 1;
        cmd: Enum(&DCB_CMD_NAMES), 1, 1;
    }
    /// `netconfmsg`
    NETCONFMSG: 1 {
        ncm_family: Enum(&SOCKET_DOMAINS), 0, 1;
    }
    /// `br_port_msg`
    BR_PORT_MSG: 8 {
        family: Enum(&SOCKET_DOMAINS), 0, 1;
        ifindex: Interface, 4, 4;
    }
    /// `rtgenmsg`
    RTGENMSG: 1 {
        rtgen_family: Enum(&SOCKET_DOMAINS), 0, 1;
    }
    /// `if_stats_msg`
    IF_STATS_MSG: 12 {
        family: Enum(&SOCKET_DOMAINS), 0, 1;
        pad1 (free): Hex, 1, 1;
        pad2 (free): Hex, 2, 2;
        ifindex: Interface, 4, 4;
        filter_mask: Flags(&BITS_OF_IFLA_STATS_FLAGS), 8, 4;
    }
    /// `nhmsg`
    NHMSG: 8 {
        nh_family: Enum(&SOCKET_DOMAINS), 0, 1;
        nh_scope: Enum(&ADDR_IFA_SCOPE_NAMES), 1, 1;
        nh_protocol: Enum(&RTPROT_NAMES), 2, 1;
        resvd (free): Hex, 3, 1;
        nh_flags: Flags(&RTNH_F_FLAGS), 4, 4;
    }
}
