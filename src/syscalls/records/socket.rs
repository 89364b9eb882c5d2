//! How are the structs of socket options laid out?

use libc::linger;
use libc::ucred;

use crate::syscalls::kind::Kind;
use crate::syscalls::record::record;
use crate::syscalls::record::FieldKind::Plain;

record! {
    /// SO_LINGER
    LINGER: "linger" as linger {
        l_onoff: Plain(Kind::Int);
        l_linger: Plain(Kind::Int);
    }

    /// SO_PEERCRED, SCM_CREDENTIALS
    UCRED: "ucred" as ucred {
        pid: Plain(Kind::Pid);
        uid: Plain(Kind::Id);
        gid: Plain(Kind::Id);
    }
}
