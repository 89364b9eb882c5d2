//! What does beetrace know about each syscall?

pub mod records;
pub mod types;
