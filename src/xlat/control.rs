//! Which control messages come with a message of a socket?

use linux_raw_sys::net;

use super::names;
use super::unlisted;
use super::Xlat;
use super::SOCKET_LEVELS;

unlisted! {
    SCM_SECURITY = 3;
    SCM_PIDFD = 4;
    SO_TIMESTAMP_OLD = 29;
    SO_TIMESTAMPNS_OLD = 35;
    SO_TIMESTAMPING_OLD = 37;
    SCM_TIMESTAMPING_OPT_STATS = 54;
    SCM_TIMESTAMPING_PKTINFO = 58;
    SO_TIMESTAMP_NEW = 63;
    SO_TIMESTAMPNS_NEW = 64;
    SO_TIMESTAMPING_NEW = 65;
    SCM_DEVMEM_LINEAR = 78;
    SCM_DEVMEM_DMABUF = 79;
    SCM_TS_OPT_ID = 81;
    SCM_INQ = 84;
    IP_PROTOCOL = 52;
}

/// `cmsg_level`: the levels of socket options.
pub static MESSAGE_LEVELS: Xlat = Xlat::values("SOL_???", SOCKET_LEVELS.values);

/// `cmsg_type` of level SOL_SOCKET.
pub static SOCKET_MESSAGES: Xlat = Xlat::values(
    "SCM_???",
    names![
        net: SCM_RIGHTS, SCM_CREDENTIALS;
        self: SCM_SECURITY, SCM_PIDFD, SO_TIMESTAMP_OLD, SO_TIMESTAMPNS_OLD, SO_TIMESTAMPING_OLD;
        net: SO_WIFI_STATUS;
        self: SCM_TIMESTAMPING_OPT_STATS, SCM_TIMESTAMPING_PKTINFO;
        net: SO_TXTIME;
        self: SO_TIMESTAMP_NEW, SO_TIMESTAMPNS_NEW, SO_TIMESTAMPING_NEW, SCM_DEVMEM_LINEAR, SCM_DEVMEM_DMABUF,
            SCM_TS_OPT_ID, SCM_INQ,
    ],
);

/// `cmsg_type` of level SOL_IP.
pub static IP_MESSAGES: Xlat = Xlat::values(
    "IP_???",
    names![
        net: IP_TOS, IP_TTL;
        self: SCM_SECURITY;
        net: IP_RECVOPTS, IP_RETOPTS, IP_PKTINFO, IP_RECVERR, IP_ORIGDSTADDR, IP_CHECKSUM;
        self: IP_PROTOCOL,
    ],
);
