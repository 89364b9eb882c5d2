//! What do the operations of seccomp(2) and of Landlock's calls take?

use linux_raw_sys::landlock::landlock_rule_type::*;
use linux_raw_sys::landlock::*;
use linux_raw_sys::ptrace::SECCOMP_GET_ACTION_AVAIL;
use linux_raw_sys::ptrace::SECCOMP_SET_MODE_FILTER;

use super::super::words::*;
use crate::syscalls::records::LANDLOCK_PATH;
use crate::syscalls::records::LANDLOCK_PORT;
use crate::syscalls::records::SOCK_FPROG;
use crate::xlat::LANDLOCK_RULES;
use crate::xlat::LANDLOCK_RULESET_FLAGS;
use crate::xlat::LANDLOCK_RULE_FLAGS;
use crate::xlat::SECCOMP_ACTIONS;
use crate::xlat::SECCOMP_FILTER_FLAGS;
use crate::xlat::SECCOMP_OPS;

select! {
    /// seccomp(2)
    SECCOMP = "operation" {
        SECCOMP_SET_MODE_FILTER =>
            (operation: one_of(&SECCOMP_OPS), flags: flags(&SECCOMP_FILTER_FLAGS), args: in_struct(&SOCK_FPROG)) -> Int;
        SECCOMP_GET_ACTION_AVAIL =>
            (operation: one_of(&SECCOMP_OPS), flags: HEX, args: in_ptr(Value::Enum(&SECCOMP_ACTIONS))) -> Int;
    }

    /// landlock_create_ruleset(2): with one of these flags it makes nothing and answers a question.
    LANDLOCK_CREATE = "flags" {
        LANDLOCK_CREATE_RULESET_VERSION | LANDLOCK_CREATE_RULESET_ERRATA =>
            (attr: ADDR, size: SIZE, flags: flags(&LANDLOCK_RULESET_FLAGS)) -> Int;
    }

    /// landlock_add_rule(2)
    LANDLOCK_RULE = "rule_type" {
        LANDLOCK_RULE_PATH_BENEATH =>
            (ruleset_fd: FD, rule_type: one_of(&LANDLOCK_RULES), rule_attr: in_struct(&LANDLOCK_PATH),
             flags: flags(&LANDLOCK_RULE_FLAGS)) -> Int;
        LANDLOCK_RULE_NET_PORT =>
            (ruleset_fd: FD, rule_type: one_of(&LANDLOCK_RULES), rule_attr: in_struct(&LANDLOCK_PORT),
             flags: flags(&LANDLOCK_RULE_FLAGS)) -> Int;
    }
}
