//! How did it end, and is anything missing?
//!
//! The same for a run and for a replay of it.

use crate::complain;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// By this exit status.
    Exited(i32),
    /// By this signal, which may be a real-time one.
    Signaled(i32),
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// Of the command; or beetrace's own failure.
    pub status: Status,
    /// Nothing is missing in the trace.
    pub complete: bool,
}

/// What is missing in a recording, as it was when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Losses<'a> {
    /// Calls,
    pub calls: u64,
    /// other records that no line makes up for,
    pub events: u64,
    /// tasks that were not traced,
    pub tasks: u64,
    /// records that made no sense.
    pub unreadable: u64,
    /// Why.
    pub cause: &'a str,
}

/// Says on standard error what is missing in the trace; whether nothing is. Calls are what the lines in the trace
/// count, too; the other events are those that no line makes up for.
pub fn report_losses(losses: Losses<'_>) -> bool {
    let Losses { calls, events, tasks, unreadable, cause } = losses;
    let of = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    match (calls, events) {
        (0, 0) => {}
        (_, 0) => complain(format_args!("{} lost: {cause}", of(calls, "call"))),
        (0, _) => complain(format_args!("no call, but {} lost: {cause}", of(events, "other event"))),
        _ => complain(format_args!("{} and {} lost: {cause}", of(calls, "call"), of(events, "other event"))),
    }
    if tasks > 0 {
        complain(format_args!("{tasks} tasks were not traced: there were too many at once"));
    }
    if unreadable > 0 {
        complain(format_args!("{unreadable} records made no sense: please report it"));
    }
    [calls, events, tasks, unreadable] == [0; 4]
}
