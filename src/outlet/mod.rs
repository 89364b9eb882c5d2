//! Where do finished lines and recordings go?
//!
//! Below the session and replays, which both write: a sink is one place, apart has a file for each task, last a file
//! that is written in one piece.

pub mod apart;
pub mod last;
pub mod sink;
