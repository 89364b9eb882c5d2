//! What do a call's numbers and bytes mean?

pub mod call;
pub mod confine;
pub mod mount;
pub mod rings;
pub mod thread;
