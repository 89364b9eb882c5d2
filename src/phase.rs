//! When was it read: as the call began, or as it returned?

/// Which of the two capture passes read a piece of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// When the call began.
    Enter,
    /// When it returned.
    Exit,
}
