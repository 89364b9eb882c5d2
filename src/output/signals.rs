//! Which signals of a set have names to be listed?

use super::Emit;
use crate::xlat::signal_name;

/// Shows the first `signals` of a set, signal 1 the lowest bit; of all but a few, when most of them are in it:
/// `~[KILL STOP]`.
pub fn signal_set<E: Emit>(members: u64, signals: u32, out: &mut E) {
    let all_but = members.count_ones() >= signals * 2 / 3;
    let listed = if all_but { !members } else { members };
    out.begin_signals(all_but);
    for signo in (1..=signals).filter(|signo| listed >> (signo - 1) & 1 != 0) {
        let Some(name) = signal_name(signo) else { continue };
        out.item();
        out.member(name.strip_prefix("SIG").unwrap_or(name), signo);
    }
    out.end_set();
}
