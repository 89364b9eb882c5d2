//! How are the structs of socket options laid out?

use libc::linger;
use libc::ucred;

use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Plain;
use crate::syscalls::value::Value;

record! {
    /// SO_LINGER
    LINGER: "linger" as linger {
        l_onoff: Plain(Value::Int);
        l_linger: Plain(Value::Int);
    }

    /// SO_PEERCRED, SCM_CREDENTIALS
    UCRED: "ucred" as ucred {
        pid: Plain(Value::Pid);
        uid: Plain(Value::Id);
        gid: Plain(Value::Id);
    }
}
