//! Stand-ins for the decoders of the structs with a shape of their own.

pub(crate) mod dirents {
    use crate::decode::call::Call;
    use crate::output::{Emit, Unread};
    pub(crate) fn dirents<E: Emit>(call: &Call<'_>, index: usize, e: &mut E) {
        e.addr(call.args[index], Unread::NotRead);
    }
}
pub(crate) mod msghdr {
    use crate::decode::call::Call;
    use crate::output::{Emit, Unread};
    use crate::syscalls::types::Dir;
    pub(crate) fn msghdr<E: Emit>(call: &Call<'_>, index: usize, _dir: Dir, e: &mut E) {
        e.addr(call.args[index], Unread::NotRead);
    }
    pub(crate) fn mmsghdr<E: Emit>(call: &Call<'_>, index: usize, _dir: Dir, e: &mut E) {
        e.addr(call.args[index], Unread::NotRead);
    }
}
macro_rules! hexed {
    ($($name:ident)*) => {$(
        pub(crate) mod $name {
            use crate::output::Emit;
            pub fn $name<E: Emit>(bytes: &[u8], e: &mut E) {
                e.text(bytes, false);
            }
        }
    )*};
}
hexed!(sigaction siginfo sigset sockaddr);
pub(crate) mod wait_status {
    use crate::output::Emit;
    pub(crate) fn wait_status<E: Emit>(status: u32, e: &mut E) {
        e.hex(u64::from(status));
    }
}
