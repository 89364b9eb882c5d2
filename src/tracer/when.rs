//! When did something happen?

/// When it was, in ns of CLOCK_MONOTONIC; 0 where it is not known.
#[derive(Debug, Clone, Copy, Default)]
pub struct When {
    /// When it happened, of a call when it began.
    pub time: u64,
    /// How long the call took.
    pub duration: Option<u64>,
}

impl When {
    /// At that time.
    pub fn at(time: u64) -> When {
        When { time, duration: None }
    }
}
