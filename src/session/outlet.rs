//! Where do bytes go, as long as somebody takes them?

use crate::outlet::sink::Sink;

/// Where bytes go.
pub(super) struct Outlet {
    pub(super) sink: Sink,
    /// What they are.
    pub(super) what: &'static str,
    /// Nobody takes any more.
    pub(super) closed: bool,
}

impl Outlet {
    /// Takes this.
    pub(super) fn of(sink: Sink, what: &'static str) -> Outlet {
        Outlet { sink, what, closed: false }
    }
}
