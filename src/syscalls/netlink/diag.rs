//! Which attributes and structs do the messages of NETLINK_SOCK_DIAG have, by which sockets are listed?

use super::kinds::*;
use super::names::*;
use super::words::*;
use crate::xlat::*;

attributes! {
    /// `INET_DIAG_REQ_???`
    INET_DIAG_REQ_ATTRIBUTES: "INET_DIAG_REQ_???" {
        0 INET_DIAG_REQ_NONE;
        1 INET_DIAG_REQ_BYTECODE;
        2 INET_DIAG_REQ_SK_BPF_STORAGES;
        3 INET_DIAG_REQ_PROTOCOL;
    }
    /// `UNIX_DIAG_???`
    UNIX_DIAG: "UNIX_DIAG_???" {
        0 UNIX_DIAG_NAME: TEXT;
        1 UNIX_DIAG_VFS: record(&UNIX_DIAG_VFS_VALUE);
        2 UNIX_DIAG_PEER: U32;
        3 UNIX_DIAG_ICONS: array(4, &What::Unsigned);
        4 UNIX_DIAG_RQLEN: record(&UNIX_DIAG_RQLEN_VALUE);
        5 UNIX_DIAG_MEMINFO: places(4, &What::Unsigned, &SK_MEMINFO);
        6 UNIX_DIAG_SHUTDOWN: U8;
        7 UNIX_DIAG_UID: S32;
    }
    /// `NETLINK_DIAG_???`
    NETLINK_DIAG: "NETLINK_DIAG_???" {
        0 NETLINK_DIAG_MEMINFO: places(4, &What::Unsigned, &SK_MEMINFO);
        1 NETLINK_DIAG_GROUPS: array(8, &What::Padded);
        2 NETLINK_DIAG_RX_RING: record(&NETLINK_DIAG_RX_RING_VALUE);
        3 NETLINK_DIAG_TX_RING: record(&NETLINK_DIAG_RX_RING_VALUE);
        4 NETLINK_DIAG_FLAGS: flags(4, &NETLINK_DIAG_FLAGS);
    }
    /// `PACKET_DIAG_???`
    PACKET_DIAG: "PACKET_DIAG_???" {
        0 PACKET_DIAG_INFO: record(&PACKET_DIAG_INFO_VALUE);
        1 PACKET_DIAG_MCLIST: array(44, &What::Struct(&PACKET_DIAG_MCLIST_VALUE));
        2 PACKET_DIAG_RX_RING: record(&PACKET_DIAG_RX_RING_VALUE);
        3 PACKET_DIAG_TX_RING: record(&PACKET_DIAG_RX_RING_VALUE);
        4 PACKET_DIAG_FANOUT: U32;
        5 PACKET_DIAG_UID: S32;
        6 PACKET_DIAG_MEMINFO: places(4, &What::Unsigned, &SK_MEMINFO);
        7 PACKET_DIAG_FILTER;
    }
    /// `INET_DIAG_???`
    INET_DIAG: "INET_DIAG_???" {
        0 INET_DIAG_NONE;
        1 INET_DIAG_MEMINFO: record(&INET_DIAG_MEMINFO_VALUE);
        2 INET_DIAG_INFO;
        3 INET_DIAG_VEGASINFO: record(&INET_DIAG_VEGASINFO_VALUE);
        4 INET_DIAG_CONG: TEXT;
        5 INET_DIAG_TOS: U8;
        6 INET_DIAG_TCLASS: U8;
        7 INET_DIAG_SKMEMINFO: places(4, &What::Unsigned, &SK_MEMINFO);
        8 INET_DIAG_SHUTDOWN: word(of(1, What::Beside(&SHUTDOWNS)));
        9 INET_DIAG_DCTCPINFO: record(&INET_DIAG_DCTCPINFO_VALUE);
        10 INET_DIAG_PROTOCOL: wide_enum(&IP_PROTOCOLS);
        11 INET_DIAG_SKV6ONLY: U8;
        12 INET_DIAG_LOCALS: array(128, &What::SocketAddress);
        13 INET_DIAG_PEERS: array(128, &What::SocketAddress);
        14 INET_DIAG_PAD;
        15 INET_DIAG_MARK: U32;
        16 INET_DIAG_BBRINFO: record(&INET_DIAG_BBRINFO_VALUE);
        17 INET_DIAG_CLASS_ID: U32;
        18 INET_DIAG_MD5SIG: array(100, &What::Struct(&INET_DIAG_MD5SIG_VALUE));
        19 INET_DIAG_ULP_INFO: nested(&INET_ULP_INFO);
        20 INET_DIAG_SK_BPF_STORAGES: nested(&SK_DIAG_BPF_STORAGE);
        21 INET_DIAG_CGROUP_ID: U64;
        22 INET_DIAG_SOCKOPT: SOCKOPT;
    }
    /// `INET_ULP_INFO_???`
    INET_ULP_INFO: "INET_ULP_INFO_???" {
        0 INET_ULP_INFO_UNSPEC;
        1 INET_ULP_INFO_NAME: TEXT;
        2 INET_ULP_INFO_TLS: nested(&TLS_INFO);
        3 INET_ULP_INFO_MPTCP: nested(&MPTCP_SUBFLOW_ATTR);
    }
    /// `TLS_INFO_???`
    TLS_INFO: "TLS_INFO_???" {
        0 TLS_INFO_UNSPEC;
        1 TLS_INFO_VERSION: word(one_of(2, &TLS_VERSION_NAMES));
        2 TLS_INFO_CIPHER: word(one_of(2, &TLS_CIPHER_NAMES));
        3 TLS_INFO_TXCONF: word(one_of(2, &TLS_CONF_NAMES));
        4 TLS_INFO_RXCONF: word(one_of(2, &TLS_CONF_NAMES));
        5 TLS_INFO_ZC_RO_TX;
        6 TLS_INFO_RX_NO_PAD;
        7 TLS_INFO_TX_MAX_PAYLOAD_LEN;
    }
    /// `MPTCP_SUBFLOW_ATTR_???`
    MPTCP_SUBFLOW_ATTR: "MPTCP_SUBFLOW_ATTR_???" {
        0 MPTCP_SUBFLOW_ATTR_UNSPEC;
        1 MPTCP_SUBFLOW_ATTR_TOKEN_REM: X32;
        2 MPTCP_SUBFLOW_ATTR_TOKEN_LOC: X32;
        3 MPTCP_SUBFLOW_ATTR_RELWRITE_SEQ: U32;
        4 MPTCP_SUBFLOW_ATTR_MAP_SEQ: U64;
        5 MPTCP_SUBFLOW_ATTR_MAP_SFSEQ: U32;
        6 MPTCP_SUBFLOW_ATTR_SSN_OFFSET: U32;
        7 MPTCP_SUBFLOW_ATTR_MAP_DATALEN: U16;
        8 MPTCP_SUBFLOW_ATTR_FLAGS: word(flags(4, &MPTCP_SUBFLOW_ATTR_FLAGS));
        9 MPTCP_SUBFLOW_ATTR_ID_REM: U8;
        10 MPTCP_SUBFLOW_ATTR_ID_LOC: U8;
        11 MPTCP_SUBFLOW_ATTR_PAD;
    }
    /// `SK_DIAG_BPF_STORAGE_???`
    SK_DIAG_BPF_STORAGE: "SK_DIAG_BPF_STORAGE_???" {
        0 SK_DIAG_BPF_STORAGE_REP_NONE;
        1 SK_DIAG_BPF_STORAGE: nested(&SK_DIAG_BPF_STORAGE);
    }
    /// `SMC_DIAG_???`
    SMC_DIAG: "SMC_DIAG_???" {
        0 SMC_DIAG_NONE;
        1 SMC_DIAG_CONNINFO: record(&SMC_DIAG_CONNINFO_VALUE);
        2 SMC_DIAG_LGRINFO;
        3 SMC_DIAG_SHUTDOWN: word(of(1, What::Beside(&SHUTDOWNS)));
        4 SMC_DIAG_DMBINFO: exact(record(&SMC_DIAG_DMBINFO_VALUE));
        5 SMC_DIAG_FALLBACK: record(&SMC_DIAG_FALLBACK_VALUE);
    }
}

layouts! {
    /// `inet_diag_sockid`
    SOCKID: 48 {
        idiag_sport: Network, 0, 2;
        idiag_dport: Network, 2, 2;
        idiag_src: Address, 4, 16;
        idiag_dst: Address, 20, 16;
        idiag_if: Interface, 36, 4;
        idiag_cookie: Numbers(&What::Unsigned, 2), 40, 8;
    }
    /// The same, of addresses that are shown as those of IPv4 always.
    SOCKID_OF_SMC: 48 {
        idiag_sport: Network, 0, 2;
        idiag_dport: Network, 2, 2;
        idiag_src: Inet, 4, 4;
        idiag_dst: Inet, 20, 4;
        idiag_if: Interface, 36, 4;
        idiag_cookie: Numbers(&What::Unsigned, 2), 40, 8;
    }
    /// `unix_diag_vfs_value`
    UNIX_DIAG_VFS_VALUE: 8 {
        udiag_vfs_dev: Device, 4, 4;
        udiag_vfs_ino: Unsigned, 0, 4;
    }
    /// `unix_diag_rqlen_value`
    UNIX_DIAG_RQLEN_VALUE: 8 {
        udiag_rqueue: Unsigned, 0, 4;
        udiag_wqueue: Unsigned, 4, 4;
    }
    /// `netlink_diag_rx_ring_value`
    NETLINK_DIAG_RX_RING_VALUE: 16 {
        ndr_block_size: Unsigned, 0, 4;
        ndr_block_nr: Unsigned, 4, 4;
        ndr_frame_size: Unsigned, 8, 4;
        ndr_frame_nr: Unsigned, 12, 4;
    }
    /// `packet_diag_info_value`
    PACKET_DIAG_INFO_VALUE: 24 {
        pdi_index: Interface, 0, 4;
        pdi_version: Enum(&TPACKET_NAMES), 4, 4;
        pdi_reserve: Unsigned, 8, 4;
        pdi_copy_thresh: Unsigned, 12, 4;
        pdi_tstamp: Unsigned, 16, 4;
        pdi_flags: Flags(&PACKET_DIAG_INFO_PDI_FLAGS), 20, 4;
    }
    /// `packet_diag_mclist_value`
    PACKET_DIAG_MCLIST_VALUE: 44 {
        pdmc_index: Interface, 0, 4;
        pdmc_count: Unsigned, 4, 4;
        pdmc_type: Unsigned, 8, 2;
        pdmc_alen: Unsigned, 10, 2;
        pdmc_addr: Bytes, 12, 32;
    }
    /// `packet_diag_rx_ring_value`
    PACKET_DIAG_RX_RING_VALUE: 28 {
        pdr_block_size: Unsigned, 0, 4;
        pdr_block_nr: Unsigned, 4, 4;
        pdr_frame_size: Unsigned, 8, 4;
        pdr_frame_nr: Unsigned, 12, 4;
        pdr_retire_tmo: Unsigned, 16, 4;
        pdr_sizeof_priv: Unsigned, 20, 4;
        pdr_features: Unsigned, 24, 4;
    }
    /// `inet_diag_meminfo_value`
    INET_DIAG_MEMINFO_VALUE: 16 {
        idiag_rmem: Unsigned, 0, 4;
        idiag_wmem: Unsigned, 4, 4;
        idiag_fmem: Unsigned, 8, 4;
        idiag_tmem: Unsigned, 12, 4;
    }
    /// `inet_diag_vegasinfo_value`
    INET_DIAG_VEGASINFO_VALUE: 16 {
        tcpv_enabled: Unsigned, 0, 4;
        tcpv_rttcnt: Unsigned, 4, 4;
        tcpv_rtt: Unsigned, 8, 4;
        tcpv_minrtt: Unsigned, 12, 4;
    }
    /// `inet_diag_dctcpinfo_value`
    INET_DIAG_DCTCPINFO_VALUE: 16 {
        dctcp_enabled: Unsigned, 0, 2;
        dctcp_ce_state: Unsigned, 2, 2;
        dctcp_alpha: Unsigned, 4, 4;
        dctcp_ab_ecn: Unsigned, 8, 4;
        dctcp_ab_tot: Unsigned, 12, 4;
    }
    /// `inet_diag_bbrinfo_value`
    INET_DIAG_BBRINFO_VALUE: 20 {
        bbr_bw_lo: Hex, 0, 4;
        bbr_bw_hi: Hex, 4, 4;
        bbr_min_rtt: Unsigned, 8, 4;
        bbr_pacing_gain: Unsigned, 12, 4;
        bbr_cwnd_gain: Unsigned, 16, 4;
    }
    /// `inet_diag_md5sig_value`
    INET_DIAG_MD5SIG_VALUE: 100 {
        tcpm_family: Enum(&SOCKET_DOMAINS), 0, 1;
        tcpm_prefixlen: Unsigned, 1, 1;
        tcpm_keylen: Unsigned, 2, 2;
        tcpm_addr: Bytes, 4, 16;
        tcpm_key: Bytes, 20, 80;
    }
    /// `smc_diag_conninfo_rx_prod_value`
    SMC_DIAG_CONNINFO_RX_PROD_VALUE: 8 {
        reserved: Unsigned, 0, 2;
        wrap: Unsigned, 2, 2;
        count: Unsigned, 4, 4;
    }
    /// `smc_diag_conninfo_value`
    SMC_DIAG_CONNINFO_VALUE: 76 {
        token: Unsigned, 0, 4;
        sndbuf_size: Unsigned, 4, 4;
        rmbe_size: Unsigned, 8, 4;
        peer_rmbe_size: Unsigned, 12, 4;
        rx_prod: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 16, 8;
        rx_cons: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 24, 8;
        tx_prod: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 32, 8;
        tx_cons: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 40, 8;
        rx_prod_flags: Bytes, 48, 1;
        rx_conn_state_flags: Bytes, 49, 1;
        tx_prod_flags: Bytes, 50, 1;
        tx_conn_state_flags: Bytes, 51, 1;
        tx_prep: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 52, 8;
        tx_sent: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 60, 8;
        tx_fin: Struct(&SMC_DIAG_CONNINFO_RX_PROD_VALUE), 68, 8;
    }
    /// `smc_diag_dmbinfo_value`
    SMC_DIAG_DMBINFO_VALUE: 40 {
        linkid: Unsigned, 0, 4;
        peer_gid: Hex, 8, 8;
        my_gid: Hex, 16, 8;
        token: Hex, 24, 8;
        peer_token: Hex, 32, 8;
    }
    /// `smc_diag_fallback_value`
    SMC_DIAG_FALLBACK_VALUE: 8 {
        reason: Enum(&SMC_CLC_DECL_NAMES), 0, 4;
        peer_diagnosis: Enum(&SMC_CLC_DECL_NAMES), 4, 4;
    }
    /// `unix_diag_req`
    UNIX_DIAG_REQ: 24 {
        sdiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        sdiag_protocol: Unsigned, 1, 1;
        udiag_states: Flags(&BITS_OF_TCP_FLAGS), 4, 4;
        udiag_ino: Unsigned, 8, 4;
        udiag_show: Flags(&UDIAG_SHOW_FLAGS), 12, 4;
        udiag_cookie: Numbers(&What::Unsigned, 2), 16, 8;
    }
    /// `unix_diag_msg`
    UNIX_DIAG_MSG: 16 {
        udiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        udiag_type: Enum(&SOCK_NAMES), 1, 1;
        udiag_state: Enum(&TCP_NAMES), 2, 1;
        udiag_ino: Unsigned, 4, 4;
        udiag_cookie: Numbers(&What::Unsigned, 2), 8, 8;
    }
    /// `inet_diag_req_v2`
    INET_DIAG_REQ_V2: 56 {
        sdiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        sdiag_protocol: Enum(&IP_PROTOCOLS), 1, 1;
        idiag_ext: Flags(&INET_DIAG_EXTENSIONS), 2, 1;
        idiag_states: Flags(&BITS_OF_TCP_FLAGS), 4, 4;
        id: Struct(&SOCKID), 8, 48;
    }
    /// `inet_diag_msg`
    INET_DIAG_MSG: 72 {
        idiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        idiag_state: Enum(&TCP_NAMES), 1, 1;
        idiag_timer: Unsigned, 2, 1;
        idiag_retrans: Unsigned, 3, 1;
        id: Struct(&SOCKID), 4, 48;
        idiag_expires: Unsigned, 52, 4;
        idiag_rqueue: Unsigned, 56, 4;
        idiag_wqueue: Unsigned, 60, 4;
        idiag_uid: Unsigned, 64, 4;
        idiag_inode: Unsigned, 68, 4;
    }
    /// `inet_diag_req`
    INET_DIAG_REQ: 60 {
        idiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        idiag_src_len: Unsigned, 1, 1;
        idiag_dst_len: Unsigned, 2, 1;
        idiag_ext: Flags(&INET_DIAG_EXTENSIONS), 3, 1;
        id: Struct(&SOCKID), 4, 48;
        idiag_states: Flags(&BITS_OF_TCP_FLAGS), 52, 4;
        idiag_dbs: Unsigned, 56, 4;
    }
    /// `netlink_diag_req`
    NETLINK_DIAG_REQ: 20 {
        sdiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        sdiag_protocol: Enum(&NETLINK_PROTOCOLS), 1, 1;
        ndiag_ino: Unsigned, 4, 4;
        ndiag_show: Flags(&NDIAG_SHOW_FLAGS), 8, 4;
        ndiag_cookie: Numbers(&What::Unsigned, 2), 12, 8;
    }
    /// `netlink_diag_msg`
    NETLINK_DIAG_MSG: 28 {
        ndiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        ndiag_type: Enum(&SOCK_NAMES), 1, 1;
        ndiag_protocol: Enum(&NETLINK_PROTOCOLS), 2, 1;
        ndiag_state: Enum(&NETLINK_STATES), 3, 1;
        ndiag_portid: Unsigned, 4, 4;
        ndiag_dst_portid: Unsigned, 8, 4;
        ndiag_dst_group: Unsigned, 12, 4;
        ndiag_ino: Unsigned, 16, 4;
        ndiag_cookie: Numbers(&What::Unsigned, 2), 20, 8;
    }
    /// `packet_diag_req`
    PACKET_DIAG_REQ: 20 {
        sdiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        sdiag_protocol: Hex, 1, 1;
        pdiag_ino: Unsigned, 4, 4;
        pdiag_show: Flags(&PACKET_SHOW_FLAGS), 8, 4;
        pdiag_cookie: Numbers(&What::Unsigned, 2), 12, 8;
    }
    /// `packet_diag_msg`
    PACKET_DIAG_MSG: 16 {
        pdiag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        pdiag_type: Enum(&SOCK_NAMES), 1, 1;
        pdiag_num: Enum(&ETHER_PROTOCOLS), 2, 2;
        pdiag_ino: Unsigned, 4, 4;
        pdiag_cookie: Numbers(&What::Unsigned, 2), 8, 8;
    }
    /// `smc_diag_req`
    SMC_DIAG_REQ: 52 {
        diag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        diag_ext: Flags(&R_INET_IDIAG_EXT_FLAGS), 3, 1;
        id: Struct(&SOCKID_OF_SMC), 4, 48;
    }
    /// `smc_diag_msg`
    SMC_DIAG_MSG: 64 {
        diag_family: Enum(&SOCKET_DOMAINS), 0, 1;
        diag_state: Enum(&SMC_NAMES), 1, 1;
        diag_fallback: Enum(&SMC_DIAG_MODE_NAMES), 2, 1;
        diag_shutdown: Unsigned, 3, 1;
        id: Struct(&SOCKID_OF_SMC), 4, 48;
        diag_uid: Unsigned, 52, 4;
        diag_inode: Unsigned, 56, 8;
    }
}
