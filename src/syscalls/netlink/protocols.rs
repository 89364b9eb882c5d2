//! Which protocols of netlink are there, and what do the types of their messages hold?

use linux_raw_sys::netlink;

use super::diag::*;
pub use super::generic::NLMSGERR_ATTR as ACKNOWLEDGED;
use super::generic::*;
use super::kinds::*;
use super::names::*;
pub use super::route::RTNEXTHOP as WAY;
use super::route::*;
use crate::xlat::names;
use crate::xlat::Xlat;

/// The types of messages that all protocols have.
pub static MESSAGE_TYPES: Xlat =
    Xlat::values("NLMSG_???", names![netlink: NLMSG_NOOP, NLMSG_ERROR, NLMSG_DONE, NLMSG_OVERRUN]);

/// Types of generic netlink are the numbers of families, of which only these are the same everywhere.
static FAMILIES: Xlat = Xlat::values("GENERIC_FAMILY_???", &[(16, "nlctrl"), (17, "VFS_DQUOT"), (18, "pmcraid")]);

/// `nlmsg_flags`, some of which mean something else in each of the tables that begin with it.
macro_rules! flags {
    ($($(#[$doc:meta])* $id:ident: $($more:ident),*;)*) => {
        $(
            $(#[$doc])*
            pub static $id: Xlat = Xlat::flags(
                "NLM_F_???",
                names![netlink: NLM_F_REQUEST, NLM_F_MULTI, NLM_F_ACK, NLM_F_ECHO, NLM_F_DUMP_INTR, NLM_F_DUMP_FILTERED
                    $(, $more)*],
            );
        )*
    };
}

flags! {
    /// Of any message.
    PLAIN_FLAGS:;
    /// Of one that asks.
    GET_FLAGS: NLM_F_DUMP, NLM_F_ROOT, NLM_F_MATCH, NLM_F_ATOMIC;
    /// Of one that makes something.
    NEW_FLAGS: NLM_F_REPLACE, NLM_F_EXCL, NLM_F_CREATE, NLM_F_APPEND;
    /// Of one that removes something.
    DELETE_FLAGS: NLM_F_NONREC, NLM_F_BULK;
    /// Of an acknowledgement.
    ERROR_FLAGS: NLM_F_CAPPED, NLM_F_ACK_TLVS;
}

/// What is known of the protocol of that number.
pub fn protocol(number: u32) -> Option<&'static Protocol> {
    PROTOCOLS.iter().find(|known| known.number == number)
}

/// Rows: the protocol, the names of its types, what they hold and all others, what their flags mean.
macro_rules! protocols {
    ($($number:ident $types:ident ($($groups:ident)?) $bodies:ident $($others:ident)?, $flags:ident;)*) => {
        static PROTOCOLS: &[Protocol] = &[$(Protocol {
            number: netlink::$number,
            types: &$types,
            groups: protocols!(@some $($groups)?),
            bodies: $bodies,
            others: protocols!(@some $($others)?),
            flags: $flags,
        }),*];
    };
    (@some) => { None };
    (@some $some:ident) => { Some(&$some) };
}

protocols! {
    NETLINK_ROUTE RTM () ROUTE FAMILY, by_four;
    NETLINK_SOCK_DIAG SOCK_DIAG_TYPES () SOCK_DIAG BY_FAMILY, always_get;
    NETLINK_GENERIC FAMILIES () GENERIC, always_get;
    NETLINK_NETFILTER NFNL (NFNL_SUBSYSTEMS) NETFILTER, of_netfilter;
    NETLINK_XFRM XFRM_MSG () NOTHING, of_xfrm;
    NETLINK_SELINUX SELNL_MSG () SELINUX, never;
    NETLINK_AUDIT AUDIT () NOTHING, never;
}

static NOTHING: &[Row] = &[];

/// Rows: types, the struct, the attributes.
macro_rules! rows {
    ($($first:literal, $last:literal: $whole:ident $layout:ident $($table:ident)?;)*) => {
        &[$(Row { types: ($first, $last), body: &Body::Plain(Whole::$whole, &$layout, rows!(@table $($table)?)) }),*]
    };
    (@table) => { Rest::Hidden };
    (@table bytes) => { Rest::Bytes };
    (@table $table:ident) => { Rest::Attributes(&$table) };
}

/// Families of sockets: of each the request, and the answer with its attributes.
macro_rules! families {
    ($inet:ident) => {
        &[
            (1, (&UNIX_DIAG_REQ, Rest::Hidden), (&UNIX_DIAG_MSG, Rest::Attributes(&UNIX_DIAG))),
            (2, (&$inet, Rest::Attributes(&INET_DIAG_REQ_ATTRIBUTES)), (&INET_DIAG_MSG, Rest::Attributes(&INET_DIAG))),
            (10, (&$inet, Rest::Attributes(&INET_DIAG_REQ_ATTRIBUTES)), (&INET_DIAG_MSG, Rest::Attributes(&INET_DIAG))),
            (16, (&NETLINK_DIAG_REQ, Rest::Hidden), (&NETLINK_DIAG_MSG, Rest::Attributes(&NETLINK_DIAG))),
            (17, (&PACKET_DIAG_REQ, Rest::Hidden), (&PACKET_DIAG_MSG, Rest::Attributes(&PACKET_DIAG))),
            (43, (&SMC_DIAG_REQ, Rest::Hidden), (&SMC_DIAG_MSG, Rest::Attributes(&SMC_DIAG))),
        ]
    };
}

/// What of any message is known whose first byte is a family.
static FAMILY: Body = Body::ByFamily(&[]);

static ROUTE: &[Row] = rows! {
    16, 19: First IFINFOMSG IFLA;
    20, 22: First IFADDRMSG IFA;
    24, 26: First RTMSG RTA;
    28, 30: First NDMSG NDA;
    32, 34: First FIB_RULE_HDR FRA;
    36, 38: First TCMSG TCA;
    40, 42: First TCMSG TCA;
    44, 46: First TCMSG TCA;
    48, 50: First TCAMSG TCA_ROOT;
    56, 58: First IFADDRMSG IFA;
    60, 62: First IFADDRMSG IFA;
    64, 64: First NDTMSG NDTA;
    66, 67: First NDTMSG NDTA;
    72, 74: First IFADDRLBLMSG IFAL;
    78, 79: First DCBMSG DCB_ATTR;
    80, 82: First NETCONFMSG NETCONFA;
    84, 86: First BR_PORT_MSG MDBA;
    88, 90: First RTGENMSG NETNSA;
    92, 92: First IF_STATS_MSG IFLA_STATS;
    94, 94: First IF_STATS_MSG IFLA_STATS;
    96, 96: First RTGENMSG bytes;
    100, 102: First TCMSG TCA;
    104, 106: First NHMSG NHA;
};

/// Families of sockets, with their oldest request.
static OLD_SOCK_DIAG: Body = Body::ByFamily(families!(INET_DIAG_REQ));

/// And with that of today.
static BY_FAMILY: Body = Body::ByFamily(families!(INET_DIAG_REQ_V2));

static SOCK_DIAG: &[Row] = &[Row { types: (18, 19), body: &OLD_SOCK_DIAG }];

static GENERIC: &[Row] = rows! {
    16, 16: Needed GENLMSGHDR CTRL_ATTR;
    17, 0xffff: Needed ANY_GENLMSGHDR UNNAMED;
};

static NETFILTER: &[Row] = rows! {
    16, 17: Needed NFGENMSG bytes;
    18, 0xffff: Needed NFGENMSG UNNAMED;
};

static SELINUX: &[Row] = rows! {
    16, 16: Needed SELNL_MSG_SETENFORCE;
    17, 17: Needed SELNL_MSG_POLICYLOAD;
};

/// Four types of messages belong together: to make, to remove, to ask, to set.
fn by_four(kind: u16) -> Meaning {
    /// RTM_DELACTION: the kernel takes its flags for those of a question.
    const ASKS: u16 = 49;
    match kind % 4 {
        _ if kind == ASKS => Meaning::Get,
        0 => Meaning::New,
        1 => Meaning::Delete,
        2 => Meaning::Get,
        _ => Meaning::None,
    }
}

fn always_get(_: u16) -> Meaning {
    Meaning::Get
}

fn never(_: u16) -> Meaning {
    Meaning::None
}

fn of_xfrm(kind: u16) -> Meaning {
    match kind {
        16 | 19 | 30 | 34 | 36 => Meaning::New,
        17 | 20 => Meaning::Delete,
        18 | 21 | 31 | 35 | 37 => Meaning::Get,
        _ => Meaning::None,
    }
}

fn of_netfilter(kind: u16) -> Meaning {
    match kind {
        0x100 | 0x200 | 0x700 | 0x800 | 0x900 | 0xa00 | 0xa03 | 0xa06 | 0xa09 | 0xa0c | 0xa0f | 0xa12 | 0xa16 => {
            Meaning::New
        }
        0x102 | 0x202 | 0x703 | 0x802 | 0x902 | 0xa02 | 0xa05 | 0xa08 | 0xa0b | 0xa0e | 0xa14 | 0xa18 | 0xa1a
        | 0xa1b | 0xa1c | 0xa1d | 0xa1e | 0xa1f | 0xa20 => Meaning::Delete,
        0x101 | 0x103 | 0x104 | 0x105 | 0x106 | 0x107 | 0x201 | 0x203 | 0x701 | 0x702 | 0x801 | 0x901 | 0xa01
        | 0xa04 | 0xa07 | 0xa0a | 0xa0d | 0xa10 | 0xa13 | 0xa15 | 0xa17 | 0xa19 | 0xa21 | 0xb00 | 0xc00 => Meaning::Get,
        _ => Meaning::None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::fs;

    use super::super::diag;
    use super::super::generic;
    use super::super::route;

    /// The values of what is in the enumerations of the machine's headers, as far as these say numbers.
    fn enumerated() -> HashMap<String, u64> {
        let mut found = HashMap::new();
        for entry in fs::read_dir("/usr/include/linux").into_iter().flatten().flatten() {
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            let mut next = None;
            let mut is_comment = false;
            for line in text.lines() {
                let line = line.split("//").next().unwrap_or_default();
                let begins = line.find("/*");
                let code = if is_comment { "" } else { line.split("/*").next().unwrap_or_default() };
                if begins.is_some() || is_comment {
                    is_comment = !line.contains("*/");
                }
                if code.starts_with('#') {
                    continue;
                }
                if code.contains("enum") && code.contains('{') {
                    next = Some(0);
                    continue;
                }
                if code.contains('}') {
                    next = None;
                }
                for item in code.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                    let Some(value) = next else { continue };
                    let (name, value) = match item.split_once('=') {
                        Some((name, number)) => (name.trim(), number.trim().parse().ok()),
                        None => (item, Some(value)),
                    };
                    if let Some(value) = value {
                        found.insert(name.to_owned(), value);
                    }
                    next = value.map(|value| value + 1);
                }
            }
        }
        found
    }

    #[test]
    fn attributes_have_the_numbers_of_the_headers() {
        let headers = enumerated();
        let mut compared = 0;
        for table in [route::TABLES, diag::TABLES, generic::TABLES].into_iter().flatten() {
            for (number, name) in table.names.values {
                if let Some(known) = headers.get(*name) {
                    assert_eq!(known, number, "{name}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 300 || headers.is_empty(), "{compared} names were found in the headers");
    }

    #[test]
    fn fields_are_inside_their_structs() {
        for layout in [route::LAYOUTS, diag::LAYOUTS, generic::LAYOUTS].into_iter().flatten() {
            for field in layout.fields {
                assert!(field.at + field.size <= layout.size, "{}.{}", layout.name, field.name);
            }
        }
    }
}
