//! Which attributes do generic netlink's controller and acknowledgements have?

use super::kinds::*;
use super::names::*;
use super::words::*;
use crate::xlat::*;

attributes! {
    /// Of families whose attributes have no names here.
    UNNAMED: "" {}
    /// `CTRL_ATTR_???`
    CTRL_ATTR: "CTRL_ATTR_???" {
        0 CTRL_ATTR_UNSPEC;
        1 CTRL_ATTR_FAMILY_ID: X16;
        2 CTRL_ATTR_FAMILY_NAME: TEXT;
        3 CTRL_ATTR_VERSION: U32;
        4 CTRL_ATTR_HDRSIZE: U32;
        5 CTRL_ATTR_MAXATTR: U32;
        6 CTRL_ATTR_OPS: nested(&CTRL_OPS);
        7 CTRL_ATTR_MCAST_GROUPS: nested(&CTRL_MCAST_GROUPS);
        8 CTRL_ATTR_POLICY: nested(&CTRL_POLICIES);
        9 CTRL_ATTR_OP_POLICY: nested(&CTRL_OP_POLICIES);
        10 CTRL_ATTR_OP: U32;
    }
    /// `CTRL_ATTR_OP_???`
    CTRL_ATTR_OP: "CTRL_ATTR_OP_???" {
        0 CTRL_ATTR_OP_UNSPEC;
        1 CTRL_ATTR_OP_ID: word(one_of(4, &CTRL_CMD_NAMES));
        2 CTRL_ATTR_OP_FLAGS: word(flags(4, &GENL_FLAGS));
    }
    /// `CTRL_ATTR_MCAST_GRP_???`
    CTRL_ATTR_MCAST_GRP: "CTRL_ATTR_MCAST_GRP_???" {
        0 CTRL_ATTR_MCAST_GRP_UNSPEC;
        1 CTRL_ATTR_MCAST_GRP_NAME: TEXT;
        2 CTRL_ATTR_MCAST_GRP_ID: X32;
    }
    /// `NL_POLICY_TYPE_ATTR_???`
    NL_POLICY_TYPE_ATTR: "NL_POLICY_TYPE_ATTR_???" {
        0 NL_POLICY_TYPE_ATTR_UNSPEC;
        1 NL_POLICY_TYPE_ATTR_TYPE: word(one_of(4, &NL_ATTR_TYPE_NAMES));
        2 NL_POLICY_TYPE_ATTR_MIN_VALUE_S: S64;
        3 NL_POLICY_TYPE_ATTR_MAX_VALUE_S: S64;
        4 NL_POLICY_TYPE_ATTR_MIN_VALUE_U: U64;
        5 NL_POLICY_TYPE_ATTR_MAX_VALUE_U: U64;
        6 NL_POLICY_TYPE_ATTR_MIN_LENGTH: U32;
        7 NL_POLICY_TYPE_ATTR_MAX_LENGTH: U32;
        8 NL_POLICY_TYPE_ATTR_POLICY_IDX: X32;
        9 NL_POLICY_TYPE_ATTR_POLICY_MAXTYPE: X32;
        10 NL_POLICY_TYPE_ATTR_BITFIELD32_MASK: X32;
        11 NL_POLICY_TYPE_ATTR_PAD;
        12 NL_POLICY_TYPE_ATTR_MASK: X64;
    }
    /// `CTRL_ATTR_POLICY_???`
    CTRL_ATTR_POLICY: "CTRL_ATTR_POLICY_???" {
        0 CTRL_ATTR_POLICY_UNSPEC;
        1 CTRL_ATTR_POLICY_DO: U32;
        2 CTRL_ATTR_POLICY_DUMP: U32;
    }
    /// `NLMSGERR_ATTR_???`
    NLMSGERR_ATTR: "NLMSGERR_ATTR_???" {
        0 NLMSGERR_ATTR_UNUSED;
        1 NLMSGERR_ATTR_MSG: TEXT;
        2 NLMSGERR_ATTR_OFFS: U32;
        3 NLMSGERR_ATTR_COOKIE: array(1, &What::Unsigned);
        4 NLMSGERR_ATTR_POLICY;
        5 NLMSGERR_ATTR_MISS_TYPE;
        6 NLMSGERR_ATTR_MISS_NEST;
    }
    /// Each number is an element.
    CTRL_OPS: "" all nested(&CTRL_ATTR_OP); {}
    /// Each number is an element.
    CTRL_MCAST_GROUPS: "" all nested(&CTRL_ATTR_MCAST_GRP); {}
    /// Each number is an element.
    CTRL_POLICIES: "" all nested(&CTRL_POLICY); {}
    /// Each number is an element.
    CTRL_POLICY: "" all nested(&NL_POLICY_TYPE_ATTR); {}
    /// Each number is an element.
    CTRL_OP_POLICIES: "" all nested(&CTRL_ATTR_POLICY); {}
}

layouts! {
    /// `genlmsghdr` of a family whose commands have no names here
    ANY_GENLMSGHDR: 4 {
        cmd: Hex, 0, 1;
        version: Unsigned, 1, 1;
        reserved (free): Hex, 2, 2;
    }
    /// `selnl_msg_setenforce`
    SELNL_MSG_SETENFORCE: 4 {
        val: Signed, 0, 4;
    }
    /// `selnl_msg_policyload`
    SELNL_MSG_POLICYLOAD: 4 {
        seqno: Unsigned, 0, 4;
    }
    /// `genlmsghdr`
    GENLMSGHDR: 4 {
        cmd: Enum(&CTRL_CMD_NAMES), 0, 1;
        version: Unsigned, 1, 1;
        reserved (free): Hex, 2, 2;
    }
    /// `nfgenmsg`
    NFGENMSG: 4 {
        nfgen_family: Enum(&SOCKET_DOMAINS), 0, 1;
        version: Enum(&NFNETLINK_NAMES), 1, 1;
        res_id: Subsystem(&NFNL_SUBSYS_NAMES), 2, 2;
    }
}
