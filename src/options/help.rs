//! What does `--help` print?

use std::fmt::Write;

use clap::CommandFactory;

use crate::options::cli::Cli;
use crate::options::manual::TOPICS;
use crate::options::not_yet::not_yet_entries;

/// Columns of help: where what an option does begins, where if there is no room for that, and where a line ends.
const TEXT_AT: usize = 33;
const LONG_TEXT_AT: usize = 17;
const END: usize = 80;

/// The text in lines that are not longer than that, but for words that are.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What `--help` prints.
pub fn help(name: &str) -> String {
    let mut command = Cli::command();
    command.build();
    let has = |letter: &char| command.get_arguments().any(|arg| arg.get_short() == Some(*letter));
    let letters: String = "ACdffhiknNqqrtttTvVwxxyyYzZ".chars().filter(has).collect();
    let mut text = format!(
        "\
Usage: {name} [-{letters}] [OPTIONS]
              {{ -p PID | [-DDD] [-E VAR=VAL]... [-u USER] PROG [ARGS] }}
   or: {name} -c[dfwzZ] [OPTIONS]
              {{ -p PID | [-DDD] [-E VAR=VAL]... [-u USER] PROG [ARGS] }}
   or: {name} [OPTIONS] --replay=FILE
Options are strace's; what is marked with * is beetrace's own.
"
    );
    for topic in TOPICS {
        let there: Vec<_> = topic.there(&command).collect();
        if there.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}:", topic.title);
        for (entry, _) in there {
            let mark = if entry.own { '*' } else { ' ' };
            let is_short = entry.spelled.len() < TEXT_AT - 3 && entry.brief.len() < 2 * (END - TEXT_AT);
            let at = if is_short { TEXT_AT } else { LONG_TEXT_AT };
            let mut before = format!("{mark} {:width$}", entry.spelled, width = TEXT_AT - 2);
            if !is_short {
                let _ = writeln!(text, "{}", before.trim_end());
                before.clear();
            }
            for line in wrapped(entry.brief, END - at) {
                let _ = writeln!(text, "{before:at$}{line}");
                before.clear();
            }
        }
    }
    let missing: Vec<String> = not_yet_entries().map(|(option, _)| option).collect();
    if !missing.is_empty() {
        let _ = writeln!(text, "\nNot there yet:");
        for line in wrapped(&missing.join(" "), END - 2) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_fits_two_screens() {
        let help = help("beetrace");
        let lines: Vec<&str> = help.lines().collect();
        assert!(lines.len() <= 140, "{} lines", lines.len());
        for line in lines {
            assert!(line.len() <= END && !line.ends_with(' '), "{line}");
        }
        assert!(help.contains("\n  -o FILE, --output=FILE"));
        assert!(help.contains("\n* --summary-every=N[UNIT]"));
    }
}
