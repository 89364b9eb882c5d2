//! How are the structs of seccomp(2) and Landlock laid out?

use libc::sock_fprog;
use linux_raw_sys::landlock::landlock_net_port_attr;
use linux_raw_sys::landlock::landlock_path_beneath_attr;
use linux_raw_sys::landlock::landlock_ruleset_attr;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::value::Value;
use crate::xlat::LANDLOCK_FS;
use crate::xlat::LANDLOCK_NET;
use crate::xlat::LANDLOCK_SCOPES;

record! {
    /// A classic BPF program
    SOCK_FPROG: "sock_fprog" as sock_fprog {
        len: Plain(Value::Ushort);
        filter[pointer]: Plain(Value::Addr);
    }

    /// landlock_create_ruleset(2)
    LANDLOCK_RULESET: "landlock_ruleset_attr" as landlock_ruleset_attr {
        handled_access_fs: Plain(Value::Flags64(&LANDLOCK_FS));
        handled_access_net: Plain(Value::Flags64(&LANDLOCK_NET));
        scoped: Plain(Value::Flags64(&LANDLOCK_SCOPES));
    }

    /// landlock_add_rule(2), LANDLOCK_RULE_PATH_BENEATH
    LANDLOCK_PATH: "landlock_path_beneath_attr" as landlock_path_beneath_attr {
        // Packed: the whole is no multiple of 8.
        allowed_access[u32; 2]: Plain(Value::Flags64(&LANDLOCK_FS));
        parent_fd: Plain(Value::Fd);
    }

    /// landlock_add_rule(2), LANDLOCK_RULE_NET_PORT
    LANDLOCK_PORT: "landlock_net_port_attr" as landlock_net_port_attr {
        allowed_access: Plain(Value::Flags64(&LANDLOCK_NET));
        port: Plain(Value::Ulong);
    }
}
