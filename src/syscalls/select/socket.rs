//! Which protocols has a socket's domain?

use linux_raw_sys::net::*;

use crate::syscalls::words::*;
use crate::xlat::*;

select! {
    /// socket(2): the protocols of a domain
    SOCKET = "domain" {
        AF_INET | AF_INET6 =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&IP_PROTOCOLS)) -> Fd;
        AF_NETLINK =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&NETLINK_PROTOCOLS)) -> Fd;
        AF_PACKET =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: htons(&ETHER_PROTOCOLS)) -> Fd;
        AF_BLUETOOTH =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&BLUETOOTH_PROTOCOLS)) -> Fd;
        AF_CAN =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&CAN_PROTOCOLS)) -> Fd;
        AF_PHONET =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&PHONET_PROTOCOLS)) -> Fd;
        AF_CAIF =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&CAIF_PROTOCOLS)) -> Fd;
        AF_NFC =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&NFC_PROTOCOLS)) -> Fd;
        AF_SMC =>
            (domain: one_of(&SOCKET_DOMAINS), type: flags(&SOCKET_TYPES), protocol: one_of(&SMC_PROTOCOLS)) -> Fd;
    }
}
