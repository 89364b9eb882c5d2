//! What is in the control messages of a socket's message?

use std::mem::offset_of;

use libc::cmsghdr;
use linux_raw_sys::net;

use super::bytes;
use super::record;
use super::sockaddr::inet_addr;
use super::sockaddr::sockaddr;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::record::Record;
use crate::syscalls::records;
use crate::xlat::Xlat;
use crate::xlat::IP_MESSAGES;
use crate::xlat::MESSAGE_LEVELS;
use crate::xlat::SCM_PIDFD;
use crate::xlat::SCM_SECURITY;
use crate::xlat::SOCKET_MESSAGES;
use crate::xlat::SO_TIMESTAMPING_NEW;
use crate::xlat::SO_TIMESTAMPING_OLD;
use crate::xlat::SO_TIMESTAMPNS_NEW;
use crate::xlat::SO_TIMESTAMPNS_OLD;
use crate::xlat::SO_TIMESTAMP_NEW;
use crate::xlat::SO_TIMESTAMP_OLD;

/// Bytes of a message's header.
pub(super) const HEADER: usize = size_of::<cmsghdr>();
/// What the next message's place is a multiple of.
const ALIGNMENT: usize = align_of::<cmsghdr>();
/// The most bytes of an option that are listed.
const LISTED: usize = 32;

// Message types, as wide as `cmsg_type` is looked at here.
const SCM_RIGHTS: u64 = net::SCM_RIGHTS as u64;
const SCM_CREDENTIALS: u64 = net::SCM_CREDENTIALS as u64;
const IP_PKTINFO: u64 = net::IP_PKTINFO as u64;
const IP_TTL: u64 = net::IP_TTL as u64;
const IP_CHECKSUM: u64 = net::IP_CHECKSUM as u64;
const IP_TOS: u64 = net::IP_TOS as u64;
const IP_RECVOPTS: u64 = net::IP_RECVOPTS as u64;
const IP_RETOPTS: u64 = net::IP_RETOPTS as u64;
const IP_RECVERR: u64 = net::IP_RECVERR as u64;
const IP_ORIGDSTADDR: u64 = net::IP_ORIGDSTADDR as u64;

/// Names of the types of a level that has none.
static UNNAMED: Xlat = Xlat::values("", &[]);

/// Shows the messages at an address that is `length` bytes long, of which these were read.
pub(super) fn messages<E: Emit>(bytes: &[u8], length: u64, address: u64, out: &mut E) {
    out.begin_list();
    let mut at = 0usize;
    while let Some(header) = bytes.get(at..at.saturating_add(HEADER)) {
        let told = bytes::u64_at(header, offset_of!(cmsghdr, cmsg_len)).unwrap_or_default();
        let size = usize::try_from(told).unwrap_or(usize::MAX);
        let end = at.saturating_add(size).min(bytes.len()).max(at + HEADER);
        out.item();
        message(header, bytes.get(at + HEADER..end).unwrap_or_default(), out);
        if size < HEADER || size >= bytes.len() - at {
            at = bytes.len();
            break;
        }
        at = at.saturating_add(size.next_multiple_of(ALIGNMENT));
    }
    let unread = length > bytes.len() as u64;
    if at < bytes.len() || unread {
        out.more_at(address.wrapping_add(at as u64), Unread::NotRead);
    }
    out.end_list();
}

fn message<E: Emit>(header: &[u8], data: &[u8], out: &mut E) {
    let level = bytes::u32_at(header, offset_of!(cmsghdr, cmsg_level)).unwrap_or_default();
    let kind = u64::from(bytes::u32_at(header, offset_of!(cmsghdr, cmsg_type)).unwrap_or_default());
    out.begin_struct();
    out.field("cmsg_len");
    out.uint(bytes::u64_at(header, offset_of!(cmsghdr, cmsg_len)).unwrap_or_default());
    out.field("cmsg_level");
    out.one_of(u64::from(level), &MESSAGE_LEVELS);
    out.field("cmsg_type");
    out.one_of(
        kind,
        match level {
            net::SOL_SOCKET => &SOCKET_MESSAGES,
            net::SOL_IP => &IP_MESSAGES,
            _ => &UNNAMED,
        },
    );
    if !data.is_empty() {
        out.field("cmsg_data");
        match level {
            net::SOL_SOCKET => socket(kind, data, out),
            net::SOL_IP => ip(kind, data, out),
            _ => out.binary(data, false),
        }
    }
    out.end_struct();
}

/// What a message of the level SOL_SOCKET brings.
fn socket<E: Emit>(kind: u64, data: &[u8], out: &mut E) {
    match kind {
        SCM_RIGHTS if data.len() >= size_of::<i32>() => {
            out.begin_list();
            for fd in data.chunks_exact(size_of::<i32>()) {
                out.item();
                out.fd(bytes::i32_at(fd, 0).unwrap_or_default());
            }
            out.end_list();
        }
        SCM_CREDENTIALS if data.len() >= records::UCRED.size => record::fields(out, &records::UCRED, data),
        SCM_SECURITY => out.text(data, false),
        SCM_PIDFD => match bytes::i32_at(data, 0) {
            Some(fd) => out.fd(fd),
            None => out.binary(data, false),
        },
        SO_TIMESTAMP_OLD | SO_TIMESTAMP_NEW => time(&records::TIMEVAL, data, out),
        SO_TIMESTAMPNS_OLD | SO_TIMESTAMPNS_NEW => time(&records::TIMESPEC, data, out),
        SO_TIMESTAMPING_OLD | SO_TIMESTAMPING_NEW if data.len() >= 3 * records::TIMESPEC.size => {
            out.begin_list();
            for stamp in data.chunks_exact(records::TIMESPEC.size).take(3) {
                out.item();
                record::fields(out, &records::TIMESPEC, stamp);
            }
            out.end_list();
        }
        SO_TIMESTAMPING_OLD | SO_TIMESTAMPING_NEW => out.word("???"),
        _ => out.binary(data, false),
    }
}

fn time<E: Emit>(layout: &'static Record, data: &[u8], out: &mut E) {
    if data.len() < layout.size {
        out.word("???");
    } else {
        record::fields(out, layout, data);
    }
}

/// What a message of the level SOL_IP brings.
fn ip<E: Emit>(kind: u64, data: &[u8], out: &mut E) {
    match kind {
        IP_PKTINFO if data.len() >= size_of::<libc::in_pktinfo>() => {
            let word = |at: usize| bytes::u32_at(data, at).unwrap_or_default();
            out.begin_struct();
            out.field("ipi_ifindex");
            out.interface(word(offset_of!(libc::in_pktinfo, ipi_ifindex)));
            out.field("ipi_spec_dst");
            inet_addr(out, word(offset_of!(libc::in_pktinfo, ipi_spec_dst)));
            out.field("ipi_addr");
            inet_addr(out, word(offset_of!(libc::in_pktinfo, ipi_addr)));
            out.end_struct();
        }
        IP_TTL | IP_CHECKSUM if data.len() >= size_of::<u32>() => {
            out.begin_list();
            for number in data.chunks_exact(size_of::<u32>()) {
                out.item();
                out.uint(u64::from(bytes::u32_at(number, 0).unwrap_or_default()));
            }
            out.end_list();
        }
        IP_TOS | IP_RECVOPTS | IP_RETOPTS => {
            out.begin_list();
            for &byte in data.iter().take(LISTED) {
                out.item();
                out.hex(u64::from(byte));
            }
            if data.len() > LISTED {
                out.more();
            }
            out.end_list();
        }
        IP_RECVERR if data.len() >= size_of::<ExtendedError>() + size_of::<libc::sockaddr_in>() => error(data, out),
        IP_ORIGDSTADDR if data.len() >= size_of::<libc::sockaddr_in>() => sockaddr(data, out),
        _ => out.binary(data, false),
    }
}

/// What the kernel tells of a message that did not arrive.
type ExtendedError = libc::sock_extended_err;

fn error<E: Emit>(data: &[u8], out: &mut E) {
    const MEMBERS: &[(&str, usize, usize)] = &[
        ("ee_errno", offset_of!(ExtendedError, ee_errno), 4),
        ("ee_origin", offset_of!(ExtendedError, ee_origin), 1),
        ("ee_type", offset_of!(ExtendedError, ee_type), 1),
        ("ee_code", offset_of!(ExtendedError, ee_code), 1),
        ("ee_info", offset_of!(ExtendedError, ee_info), 4),
        ("ee_data", offset_of!(ExtendedError, ee_data), 4),
    ];
    out.begin_struct();
    for &(name, at, size) in MEMBERS {
        out.field(name);
        out.uint(bytes::unsigned(data, at, size).unwrap_or_default());
    }
    out.field("offender");
    // A longer address would be of IPv6, and that has a message type of its own.
    sockaddr(&data[size_of::<ExtendedError>()..][..size_of::<libc::sockaddr_in>()], out);
    out.end_struct();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::testing::shown;

    fn messages_in(bytes: &[u8], length: u64) -> String {
        shown(|out| messages(bytes, length, 0x1000, out))
    }

    /// A message whose header tells that length.
    fn message_of(length: u64, level: u32, kind: u32, data: &[u8]) -> Vec<u8> {
        let mut bytes = length.to_ne_bytes().to_vec();
        bytes.extend_from_slice(&level.to_ne_bytes());
        bytes.extend_from_slice(&kind.to_ne_bytes());
        bytes.extend_from_slice(data);
        bytes
    }

    fn alone(level: u32, kind: u32, data: &[u8]) -> String {
        let bytes = message_of((HEADER + data.len()) as u64, level, kind, data);
        messages_in(&bytes, bytes.len() as u64)
    }

    #[test]
    fn messages_follow_each_other_at_multiples_of_8() {
        let mut bytes = message_of(20, 1, 1, &[3, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(message_of(28, 1, 2, &[7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(
            messages_in(&bytes, bytes.len() as u64),
            "[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3]}, \
             {cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=7, uid=0, gid=0}}]"
        );
    }

    #[test]
    fn a_length_that_cannot_be_ends_the_list() {
        let header = "cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS}]";
        assert_eq!(messages_in(&message_of(500, 1, 2, &[]), 16), format!("[{{cmsg_len=500, {header}"));
        assert_eq!(
            messages_in(&message_of(u64::MAX, 1, 2, &[]), 16),
            format!("[{{cmsg_len=18446744073709551615, {header}")
        );
        assert!(messages_in(&message_of(16, 1, 2, &[0; 5]), 21).ends_with("}, ... /* 0x1010 */]"));
    }

    #[test]
    fn data_that_is_too_short_for_its_type_is_bytes() {
        assert!(alone(1, 1, &[1, 2, 3]).ends_with(r#"cmsg_type=SCM_RIGHTS, cmsg_data="\x01\x02\x03"}]"#));
        assert!(alone(1, 29, &[0; 8]).ends_with("cmsg_type=SO_TIMESTAMP_OLD, cmsg_data=???}]"));
        assert!(alone(0, 8, &[0; 4]).ends_with(r#"cmsg_type=IP_PKTINFO, cmsg_data="\x00\x00\x00\x00"}]"#));
    }

    #[test]
    fn ip_messages_are_lists_and_structs() {
        assert_eq!(alone(0, 2, &[64, 0, 0, 0]), "[{cmsg_len=20, cmsg_level=SOL_IP, cmsg_type=IP_TTL, cmsg_data=[64]}]");
        assert_eq!(alone(0, 1, &[0x10]), "[{cmsg_len=17, cmsg_level=SOL_IP, cmsg_type=IP_TOS, cmsg_data=[0x10]}]");
        assert!(alone(0, 8, &[0, 0, 0, 0, 127, 0, 0, 1, 127, 0, 0, 2]).ends_with(
            "cmsg_data={ipi_ifindex=0, ipi_spec_dst=inet_addr(\"127.0.0.1\"), ipi_addr=inet_addr(\"127.0.0.2\")}}]"
        ));
        let mut error = vec![111, 0, 0, 0, 2, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        error.extend_from_slice(b"\x02\0\0\0\x7f\0\0\x01\0\0\0\0\0\0\0\0");
        assert!(alone(0, 11, &error).ends_with(
            "cmsg_data={ee_errno=111, ee_origin=2, ee_type=3, ee_code=3, ee_info=0, ee_data=0, \
             offender={sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr(\"127.0.0.1\")}}}]"
        ));
    }

    #[test]
    fn other_levels_have_numbers_for_types() {
        assert_eq!(alone(41, 50, &[1]), r#"[{cmsg_len=17, cmsg_level=SOL_IPV6, cmsg_type=0x32, cmsg_data="\x01"}]"#);
        assert!(alone(99, 3, &[]).starts_with("[{cmsg_len=16, cmsg_level=0x63 /* SOL_??? */, cmsg_type=0x3}"));
    }
}
