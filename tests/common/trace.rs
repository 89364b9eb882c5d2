//! Which lines of a trace count, and in which form are they compared?
//!
//! A tracer may print a call in two parts (`call(args <unfinished ...>`, `<... call resumed>rest`) whenever another
//! task speaks in between. Which calls these are is a matter of timing, so both parts are joined before comparing.

use std::collections::BTreeMap;

/// The calls that targets make to say where comparing begins and pauses (tests/targets/expect.h).
const MARKS: [&str; 2] = ["syscall_0xbee(", "fsync(3054)"];

const UNFINISHED: &str = " <unfinished ...>";
const RESULT_COLUMN: usize = 39;

/// The lines of one task. Without `-f` there is one task, with id 0.
pub type Tasks = BTreeMap<u32, Vec<String>>;

/// Groups the lines by the id in front of them (`-f -o FILE`), keeping the prefix in the line. What is dumped below a
/// line has none.
pub fn by_task(text: &str, prefixed: bool) -> Result<Tasks, String> {
    let (mut tasks, mut last) = (Tasks::new(), None);
    for line in text.lines() {
        let above = last.filter(|_| line.starts_with(" | ") || line.starts_with(" * "));
        let id =
            if prefixed { prefix(line).or(above).ok_or_else(|| format!("no task id in front: {line}"))? } else { 0 };
        last = Some(id);
        tasks.entry(id).or_default().push(line.to_string());
    }
    Ok(tasks)
}

/// The task id in front of a line, when there is one.
pub fn prefix(line: &str) -> Option<u32> {
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    line[digits..].starts_with([' ', '<']).then(|| line[..digits].parse().ok())?
}

/// Joins the two parts of each call that was printed in two, in the place of the second part.
///
/// A call that never resumed (its task was killed) stays where it was.
pub fn join(lines: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut open: Option<usize> = None;
    for line in lines {
        if let Some(rest) = resumed(&line) {
            if let Some(at) = open.take() {
                let begun = joined.remove(at);
                let begun = begun.strip_suffix(UNFINISHED).unwrap_or(&begun);
                joined.push(aligned(&format!("{begun}{}", rest.replacen(UNFINISHED, "", 1))));
                continue;
            }
        }
        if line.ends_with(UNFINISHED) {
            open = Some(joined.len());
        }
        // A killed task's last call: `pause( <unfinished ...>) = ?`, in which nothing resumed.
        joined.push(if line.contains(UNFINISHED) && !line.ends_with(UNFINISHED) {
            aligned(&line.replacen(UNFINISHED, "", 1))
        } else {
            line
        });
    }
    joined
}

/// What follows `<... call resumed>`.
fn resumed(line: &str) -> Option<&str> {
    let at = line.find("<... ")?;
    let is_prefix = line[..at].chars().all(|c| c.is_ascii_digit() || c == ' ');
    let (_, rest) = line[at..].split_once(" resumed>")?;
    is_prefix.then_some(rest)
}

/// The line with its result moved to the column where it stands when the line is printed in one piece.
pub fn aligned(line: &str) -> String {
    match line.rfind(" = ") {
        Some(at) => format!("{:RESULT_COLUMN$} = {}", line[..at].trim_end(), &line[at + 3..]),
        None => line.to_string(),
    }
}

/// The lines that count: of the task that began first those after its first mark, leaving out what stands between
/// the second and the third, and so on; of the other tasks those outside such pairs.
pub fn marked(lines: Vec<String>, mut counts: bool) -> Vec<String> {
    let mut kept = Vec::new();
    for line in lines {
        if MARKS.iter().any(|mark| line.contains(mark)) {
            counts = !counts;
        } else if counts {
            kept.push(line);
        }
    }
    kept
}

/// The line without the processor time in a child's signal, which only the machine decides.
pub fn timeless(line: &str) -> String {
    let Some((before, rest)) = line.split_once(", si_utime=") else { return line.to_string() };
    // Up to the brace that ends the struct; a comment (`1 /* 0.01 s */`) has none.
    let end = rest.find('}').unwrap_or(rest.len());
    format!("{before}, si_utime=TIME{}", &rest[end..])
}

/// What a reader needs to see where two lists of lines differ; nothing when they are equal.
pub fn difference(expected: &[String], got: &[String]) -> Option<String> {
    let first = (0..expected.len().max(got.len())).find(|&i| expected.get(i) != got.get(i))?;
    let line = |lines: &[String], i: usize| lines.get(i).cloned().unwrap_or_else(|| "(nothing)".into());
    let mut text =
        format!("line {}\n  expected: {}\n  got:      {}\n", first + 1, line(expected, first), line(got, first));
    let others = (first + 1..expected.len().max(got.len())).filter(|&i| expected.get(i) != got.get(i)).take(12);
    for i in others {
        text += &format!("line {}\n  expected: {}\n  got:      {}\n", i + 1, line(expected, i), line(got, i));
    }
    Some(text)
}
