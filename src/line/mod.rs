//! What is on the line of a call or a signal, and in which order?
//!
//! Brings decoders and a view together: decoders know values, the view knows
//! what a line looks like.

use crate::call::Call;
use crate::decode;
use crate::output::Line;
use crate::output::Part;
use crate::output::View;

/// Shows a call, or a part of it; how many of its arguments have been shown by now.
pub fn call<V: View>(view: &mut V, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize {
    let from = view.begin_call(line, call, part);
    let shown = decode::args(call, from, view);
    if matches!(part, Part::Beginning | Part::Moved(_) | Part::Detached) {
        view.end_beginning(part);
        return shown;
    }
    view.end_args(call, shown < call.params.len());
    decode::result(call, view);
    view.end_call();
    shown
}

/// Shows a signal with the first bytes of its siginfo_t.
pub fn signal<V: View>(view: &mut V, line: &Line<'_>, signo: u32, info: &[u8]) {
    view.begin_signal(line, signo);
    decode::siginfo(info, view);
    view.end_signal();
}

#[cfg(test)]
mod sums;
#[cfg(test)]
mod tests;
