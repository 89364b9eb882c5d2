//! How is what the tracer was told kept in a file, and told again from it?
//!
//! A recording has all that the lines of a run follow from: facts in its header, then the events that the tracer was
//! told, in their order. README.md describes the format.

pub mod container;
pub mod events;
pub mod facts;
pub mod flight;
pub mod lives;
pub mod pack;
pub mod recorder;
