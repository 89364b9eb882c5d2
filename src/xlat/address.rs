//! Which names do the numbers in socket addresses have?

use linux_raw_sys::if_arp;
use linux_raw_sys::if_packet;

use super::names;
use super::unlisted;
use super::Xlat;

unlisted! {
    VMADDR_FLAG_TO_HOST = 1;
}

/// `sll_hatype` of `struct sockaddr_ll`.
pub static HARDWARE_TYPES: Xlat = Xlat::sorted(
    "ARPHRD_???",
    names![
        if_arp: ARPHRD_NETROM, ARPHRD_ETHER, ARPHRD_EETHER, ARPHRD_AX25, ARPHRD_PRONET, ARPHRD_CHAOS, ARPHRD_IEEE802,
            ARPHRD_ARCNET, ARPHRD_APPLETLK, ARPHRD_DLCI, ARPHRD_ATM, ARPHRD_METRICOM, ARPHRD_IEEE1394, ARPHRD_EUI64,
            ARPHRD_INFINIBAND, ARPHRD_SLIP, ARPHRD_CSLIP, ARPHRD_SLIP6, ARPHRD_CSLIP6, ARPHRD_RSRVD, ARPHRD_ADAPT,
            ARPHRD_ROSE, ARPHRD_X25, ARPHRD_HWX25, ARPHRD_CAN, ARPHRD_MCTP, ARPHRD_PPP, ARPHRD_CISCO, ARPHRD_LAPB,
            ARPHRD_DDCMP, ARPHRD_RAWHDLC, ARPHRD_RAWIP, ARPHRD_TUNNEL, ARPHRD_TUNNEL6, ARPHRD_FRAD, ARPHRD_SKIP,
            ARPHRD_LOOPBACK, ARPHRD_LOCALTLK, ARPHRD_FDDI, ARPHRD_BIF, ARPHRD_SIT, ARPHRD_IPDDP, ARPHRD_IPGRE,
            ARPHRD_PIMREG, ARPHRD_HIPPI, ARPHRD_ASH, ARPHRD_ECONET, ARPHRD_IRDA, ARPHRD_FCPP, ARPHRD_FCAL,
            ARPHRD_FCPL, ARPHRD_FCFABRIC, ARPHRD_IEEE802_TR, ARPHRD_IEEE80211, ARPHRD_IEEE80211_PRISM,
            ARPHRD_IEEE80211_RADIOTAP, ARPHRD_IEEE802154, ARPHRD_IEEE802154_MONITOR, ARPHRD_PHONET,
            ARPHRD_PHONET_PIPE, ARPHRD_CAIF, ARPHRD_IP6GRE, ARPHRD_NETLINK, ARPHRD_6LOWPAN, ARPHRD_VSOCKMON,
            ARPHRD_NONE, ARPHRD_VOID,
    ],
);

/// `sll_pkttype` of `struct sockaddr_ll`.
pub static PACKET_TYPES: Xlat = Xlat::values(
    "PACKET_???",
    names![
        if_packet: PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST, PACKET_OTHERHOST, PACKET_OUTGOING, PACKET_LOOPBACK,
            PACKET_USER, PACKET_KERNEL,
    ],
);

/// `svm_cid` of `struct sockaddr_vm`.
pub static VSOCK_CIDS: Xlat = Xlat::values(
    "",
    names![
        libc: VMADDR_CID_ANY, VMADDR_CID_HYPERVISOR, VMADDR_CID_LOCAL, VMADDR_CID_HOST,
    ],
);

/// `svm_port` of `struct sockaddr_vm`.
pub static VSOCK_PORTS: Xlat = Xlat::values(
    "",
    names![
        libc: VMADDR_PORT_ANY,
    ],
);

/// `svm_flags` of `struct sockaddr_vm`.
pub static VSOCK_FLAGS: Xlat = Xlat::flags(
    "VMADDR_FLAG_???",
    names![
        self: VMADDR_FLAG_TO_HOST,
    ],
);
