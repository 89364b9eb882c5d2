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

/// What it means when a record of the kernel makes no sense: there is something that nobody knows of.
pub const UNHEARD_OF: &str = "please report it";

/// Says on standard error what is missing in the trace; whether nothing is. `nonsense` says what records mean that make
/// no sense.
pub fn report_losses(losses: Losses<'_>, nonsense: &str) -> bool {
    let said = said(losses, nonsense);
    said.iter().for_each(|line| complain(format_args!("{line}")));
    said.is_empty()
}

/// What is said of that. Calls are what the lines in the trace count, too; the other events are those that no line
/// makes up for.
fn said(losses: Losses<'_>, nonsense: &str) -> Vec<String> {
    let Losses { calls, events, tasks, unreadable, cause } = losses;
    let of = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut said = Vec::new();
    said.extend(match (calls, events) {
        (0, 0) => None,
        (_, 0) => Some(format!("{} lost: {cause}", of(calls, "call"))),
        (0, _) => Some(format!("no call, but {} lost: {cause}", of(events, "other event"))),
        _ => Some(format!("{} and {} lost: {cause}", of(calls, "call"), of(events, "other event"))),
    });
    if tasks > 0 {
        said.push(format!("{tasks} tasks were not traced: there were too many at once"));
    }
    if unreadable > 0 {
        said.push(format!("{} made no sense: {nonsense}", of(unreadable, "record")));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_missing_is_said_and_why() {
        let of = |calls, events, tasks, unreadable| {
            said(Losses { calls, events, tasks, unreadable, cause: "why" }, UNHEARD_OF).join("\n")
        };
        assert_eq!(of(0, 0, 0, 0), "");
        assert_eq!(of(1, 0, 0, 0), "1 call lost: why");
        assert_eq!(of(2, 1, 0, 0), "2 calls and 1 other event lost: why");
        assert_eq!(of(0, 3, 0, 0), "no call, but 3 other events lost: why");
        let more = "4 tasks were not traced: there were too many at once\n5 records made no sense: please report it";
        assert_eq!(of(0, 0, 4, 5), more);
    }
}
