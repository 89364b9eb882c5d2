//! Which output does a name of --format mean?
//!
//! The only place that asks which format it is.

use super::Json;
use super::Text;
use super::View;
use crate::machine::Machine;
use crate::options::cli::Format;
use crate::options::looks::Looks;

/// What is done with a view, whichever it is: a function that takes any.
pub trait WithView {
    /// What comes of it.
    type Outcome;
    /// Does it.
    fn with<V: View>(self, view: V) -> Self::Outcome;
}

/// Does something with the view of that format, which shows names and dates of that machine. Text looks as is
/// said; of descriptors and processes JSON says as much, too.
pub fn choose<W: WithView>(format: Format, looks: &Looks, machine: Box<dyn Machine>, what: W) -> W::Outcome {
    match format {
        Format::Text => what.with(Text::new(false).looking(looks).on(machine)),
        Format::Json => what.with(Json::new(false).naming(looks.decode_fds).identifying(looks.decode_pids).on(machine)),
    }
}
