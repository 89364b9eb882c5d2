//! What do a call's numbers and bytes mean?

pub mod call;
