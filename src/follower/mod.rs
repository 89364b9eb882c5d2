//! Which tasks live, and which of them wait in a call?

pub mod lookout;
pub mod peek;
pub mod watch;
