//! What was asked for: the command line, what follows from it, and which calls it selects.

pub mod as_recorded;
pub mod attach;
pub mod cli;
pub mod config;
pub mod decode_fds;
pub mod decode_pids;
pub mod destination;
pub mod dumps;
mod entering;
pub mod extent;
pub mod help;
pub mod looks;
pub mod manual;
pub mod not_yet;
mod number;
pub mod outcomes;
pub mod palette;
mod program;
pub mod qualifiers;
pub mod quiet;
pub mod recording;
mod regex;
pub mod replay;
pub mod selection;
pub mod set;
pub mod signals;
pub mod stacks;
pub mod startup;
pub mod subjects;
pub mod summary;
pub mod tips;
mod words;

use std::fmt::Display;

use anyhow::anyhow;
use anyhow::Error;

use crate::own_name;

/// What strace says where it was built without SELinux, as the distributions build it.
pub(crate) fn no_secontext() -> Error {
    anyhow!("SELinux context printing (--secontext option) is not supported by this build of {}", own_name())
}

/// That something is wrong with the options, and where help is.
pub fn misuse(what: impl Display) -> Error {
    anyhow!("{what}\nTry '{} -h' for more information.", own_name())
}
