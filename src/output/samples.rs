//! What do the tests of all views have written down, each in the way of its view?

use super::Emit;
use crate::syscalls::row::Style;

/// A result of 1, of a wait that says what is ready, and how much time is left.
pub(super) fn what_is_ready_and_left(out: &mut impl Emit) {
    out.int(1);
    out.begin_note(Style::Named);
    out.label("in");
    out.begin_set(false);
    out.item();
    out.fd(3);
    out.end_set();
    out.label("left");
    out.begin_struct();
    out.field("tv_sec");
    out.int(4);
    out.end_struct();
    out.end_note();
}

/// A result of 0, of a wait that has taken too long.
pub(super) fn timeout(out: &mut impl Emit) {
    out.int(0);
    out.begin_note(Style::Named);
    out.item();
    out.word("Timeout");
    out.end_note();
}
