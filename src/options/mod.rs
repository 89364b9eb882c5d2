//! What was asked for: the command line, what follows from it, and which calls it selects.

pub mod cli;
pub mod config;
mod program;
pub mod replay;
pub mod selection;
