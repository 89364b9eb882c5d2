//! What is to happen when a signal comes?

use linux_raw_sys::general::SA_RESTORER;

use super::bytes;
use super::sigset::sigset;
use crate::output::Emit;
use crate::output::Unread;
use crate::xlat::SIGACTION_FLAGS;

/// Where the members of the kernel's `struct sigaction` are.
mod offset {
    use std::mem::offset_of;

    use linux_raw_sys::general::kernel_sigaction;

    pub const HANDLER: usize = offset_of!(kernel_sigaction, sa_handler_kernel);
    pub const FLAGS: usize = offset_of!(kernel_sigaction, sa_flags);
    pub const RESTORER: usize = offset_of!(kernel_sigaction, sa_restorer);
    pub const MASK: usize = offset_of!(kernel_sigaction, sa_mask);
}

/// Handlers that are no functions.
const SIG_DFL: u64 = 0;
const SIG_IGN: u64 = 1;
const SIG_ERR: u64 = u64::MAX;

/// Shows the kernel's `struct sigaction`.
pub fn sigaction<E: Emit>(bytes: &[u8], out: &mut E) {
    out.begin_struct();
    if let (Some(handler), Some(flags), Some(mask)) =
        (bytes::u64_at(bytes, offset::HANDLER), bytes::u64_at(bytes, offset::FLAGS), bytes.get(offset::MASK..))
    {
        out.field("sa_handler");
        match handler {
            SIG_DFL => out.hex_constant("SIG_DFL", handler),
            SIG_IGN => out.hex_constant("SIG_IGN", handler),
            SIG_ERR => out.hex_constant("SIG_ERR", handler),
            _ => out.addr(handler, Unread::NotRead),
        }
        out.field("sa_mask");
        sigset(mask, out);
        out.field("sa_flags");
        out.flags(flags, &SIGACTION_FLAGS);
        if flags & u64::from(SA_RESTORER) != 0 {
            out.field("sa_restorer");
            out.addr(bytes::u64_at(bytes, offset::RESTORER).unwrap_or_default(), Unread::NotRead);
        }
    } else {
        out.more();
    }
    out.end_struct();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::testing::shown;

    fn action(words: [u64; 4]) -> String {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        shown(|out| sigaction(&bytes, out))
    }

    #[test]
    fn the_restorer_is_shown_when_there_is_one() {
        assert_eq!(action([0, 0, 0, 0]), "{sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}");
        assert_eq!(
            action([1, 0x14000000, 0x7f12, 0x200]),
            "{sa_handler=SIG_IGN, sa_mask=[USR1], sa_flags=SA_RESTORER|SA_RESTART, sa_restorer=0x7f12}"
        );
        assert_eq!(action([2, 4, 0, !0x100]), "{sa_handler=0x2, sa_mask=~[KILL], sa_flags=SA_SIGINFO}");
    }

    #[test]
    fn a_short_struct_is_only_begun() {
        assert_eq!(shown(|out| sigaction(&[0; 12], out)), "{...}");
    }
}
