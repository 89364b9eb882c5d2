//! Which signals are in a set?

use super::bytes;
use crate::output::signal_set;
use crate::output::Emit;

/// The most bytes of a set: 64 signals.
const MOST: usize = 8;

/// Shows a set of signals; of all but a few, when most of them are in it: `~[KILL STOP]`.
pub fn sigset<E: Emit>(bytes: &[u8], out: &mut E) {
    let mut padded = [0; MOST];
    let length = bytes.len().min(MOST);
    padded[..length].copy_from_slice(&bytes[..length]);
    // A set of fewer bytes is filled up to a word of 4.
    let signals = if length > 4 { 64 } else { 32 };
    let members = bytes::u64_at(&padded, 0).unwrap_or_default();
    signal_set(members, signals, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::testing::shown;

    fn set(members: u64) -> String {
        shown(|out| sigset(&members.to_ne_bytes(), out))
    }

    #[test]
    fn a_set_of_most_signals_names_the_others() {
        assert_eq!(set(0), "[]");
        assert_eq!(set(0x401), "[HUP SEGV]");
        assert_eq!(set(u64::MAX), "~[]");
        assert_eq!(set(!0x100), "~[KILL]");
        assert_eq!(set(1 << 63), "[RT_32]");
        assert!(set((1 << 41) - 1).starts_with("[HUP"));
        assert!(set((1 << 42) - 1).starts_with("~[RT_11 "));
    }

    #[test]
    fn a_short_set_is_of_so_many_signals() {
        assert_eq!(shown(|out| sigset(&[0xff], out)), "[HUP INT QUIT ILL TRAP ABRT BUS FPE]");
        assert_eq!(shown(|out| sigset(&[0xff, 0xff, 0xff, 0x7f], out)), "~[RTMIN]");
    }
}
