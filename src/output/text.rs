//! How does a line look to a person?
//!
//! As strace's: every method appends to one buffer that is used again for all
//! lines. The punctuation between values follows from what was written last, so
//! no stack of open groups is kept.

mod constants;
mod descriptors;
mod dump;
mod identities;
mod lines;
mod paint;
#[cfg(test)]
mod tests;
mod values;

use rustc_hash::FxHashMap;

use self::constants::Stands;
use self::paint::Paint;
use super::descriptors::Descriptors;
use super::identities::Identities;
use super::leader::Leader;
use crate::machine::Given;
use crate::machine::Machine;
use crate::options::looks::Looks;

/// Lines as text.
#[derive(Debug)]
pub struct Text {
    buf: Vec<u8>,
    /// Whose names are shown.
    machine: Box<dyn Machine>,
    /// What stands before each line, and the column of the `=` before the result; a longer call pushes it to the right.
    looks: Looks,
    leader: Leader,
    /// Where the line begins in the buffer.
    start: usize,
    /// Constants have their names here, whatever the looks are,
    named: bool,
    /// or the macro that is open has a number.
    stands: Option<Stands>,
    /// From here on in the buffer there is a note on a result that is left out when it ends.
    unsaid: Option<usize>,
    /// What is said of the descriptors of the call whose line it is,
    descriptors: Descriptors,
    /// and of the ids in it,
    identities: Identities,
    /// and how long it took.
    duration: Option<u64>,
    /// Whether all fields of structs are shown.
    verbose: bool,
    /// How many arguments of the call have been written, on this line and on the one that it continues.
    args: usize,
    /// Arguments have their names before them,
    names: bool,
    /// or their numbers: they are shown as the registers are.
    raw: bool,
    /// The innermost list is a set: spaces, not commas, between its items,
    set: bool,
    /// which are signals.
    signals: bool,
    /// The colours of the line.
    paint: Paint,
    /// The lines of the stack that come behind the line, whose it is,
    stack: Vec<u8>,
    whose: u32,
    /// and whether they wait for the task's end; and those that do.
    waits: bool,
    waiting: FxHashMap<u32, Vec<u8>>,
}

impl Text {
    /// An empty buffer; `verbose` as [`super::Emit::verbose`]. Dates are in UTC, interfaces without a name.
    pub fn new(verbose: bool) -> Text {
        Text {
            buf: Vec::new(),
            machine: Box::new(Given::default()),
            looks: Looks::default(),
            leader: Leader::default(),
            start: 0,
            named: false,
            stands: None,
            unsaid: None,
            descriptors: Descriptors::default(),
            identities: Identities::default(),
            duration: None,
            verbose,
            args: 0,
            names: false,
            raw: false,
            set: false,
            signals: false,
            paint: Paint::default(),
            stack: Vec::new(),
            whose: 0,
            waits: false,
            waiting: FxHashMap::default(),
        }
    }

    /// The same, with the time zone and the names of that machine.
    pub fn on(self, machine: Box<dyn Machine>) -> Text {
        Text { machine, ..self }
    }

    /// The same, looking so.
    pub fn looking(self, looks: &Looks) -> Text {
        Text { looks: looks.clone(), ..self }
    }

    fn put(&mut self, text: &str) {
        self.buf.extend_from_slice(text.as_bytes());
    }
}
