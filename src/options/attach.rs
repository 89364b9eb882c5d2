//! Which processes are traced that run already?

use std::ffi::OsStr;

use anyhow::bail;
use anyhow::Result;
use nix::unistd::getpid;

use super::misuse;
use crate::options::cli::Cli;
use crate::options::cli::Overflow;
use crate::options::number::natural;

/// What stands between ids: `-p "$(pidof redis)"` names them all.
const BETWEEN: &[char] = &[',', ' ', '\t', '\n', '\r', '\x0b', '\x0c'];

/// The ids that `-p` names, each once, in their order.
pub fn attached(cli: &Cli) -> Result<Vec<u32>> {
    let mut ids = Vec::new();
    for list in &cli.attach {
        let list = list.to_string_lossy();
        for word in list.split(BETWEEN).filter(|word| !word.is_empty()) {
            match natural(OsStr::new(word), i32::MAX as u32) {
                None | Some(0) => bail!("Invalid process id: '{word}'"),
                Some(id) if id == getpid().as_raw() as u32 => bail!("I'm sorry, I can't let you do that, Dave."),
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
            }
        }
    }
    Ok(ids)
}

/// Refuses what makes no sense without a command, or with processes that run already.
pub fn refuse_without_command(cli: &Cli, attached: &[u32]) -> Result<()> {
    if cli.command.is_empty() {
        if attached.is_empty() {
            bail!(misuse("must have PROG [ARGS] or -p PID"));
        }
        if cli.argv0.is_some() {
            bail!(misuse("PROG [ARGS] must be specified with --argv0"));
        }
        if cli.daemonize_more > 0 || !cli.daemonize.is_empty() {
            bail!(misuse("PROG [ARGS] must be specified with -D/--daemonize"));
        }
        if cli.overflow == Some(Overflow::Freeze) {
            bail!("--overflow=freeze holds a command still, processes of -p/--attach never: what they lose is counted");
        }
    }
    if !attached.is_empty() && cli.kill_on_exit > 0 {
        bail!("--kill-on-exit and -p/--attach are mutually exclusive options");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::options::config::Config;

    fn ids(lists: &[&str]) -> Result<Vec<u32>> {
        let words = lists.iter().flat_map(|list| ["-p", list]).chain(["ls"]);
        attached(&Cli::read(["beetrace"].into_iter().chain(words).map(OsString::from))?)
    }

    #[test]
    fn ids_in_lists_of_all_kinds() {
        for (lists, expected) in [
            (&["12"][..], &[12][..]),
            (&["12,13"], &[12, 13]),
            (&["12 13\n14\t15\n"], &[12, 13, 14, 15]),
            (&[",,12,, 13 ,"], &[12, 13]),
            (&["13", "12,13", "+12"], &[13, 12]),
            (&["2147483647"], &[2_147_483_647]),
            (&["", " , "], &[]),
        ] {
            assert_eq!(ids(lists).unwrap(), expected, "{lists:?}");
        }
    }

    #[test]
    fn straces_words_for_what_is_no_id() {
        for wrong in ["x", "0", "1x", "-1", "0x12", "12;13", "2147483648", "4294967297"] {
            let error = ids(&["12", wrong]).unwrap_err().to_string();
            assert_eq!(error, format!("Invalid process id: '{wrong}'"));
        }
        let own = std::process::id().to_string();
        assert_eq!(ids(&["12", &own]).unwrap_err().to_string(), "I'm sorry, I can't let you do that, Dave.");
    }

    #[test]
    fn without_a_command_there_is_a_summary_and_messages_are_where_strace_has_them() {
        let of = |words: &[&str]| {
            let words = ["beetrace", "-p", "1"].iter().chain(words).map(OsString::from);
            Config::new(Cli::read(words).unwrap()).unwrap()
        };
        assert!(of(&["-c"]).only_counts() && of(&["-C"]).summary.is_some() && !of(&["-c"]).has_command());
        assert!(!of(&["-o", "x"]).quiet.attach && of(&["-o", "x", "ls"]).quiet.attach);
        // Nobody is held still who was there before, unless that is asked for.
        let drops = |words: &[&str]| of(words).overflow == Overflow::Drop;
        assert!(drops(&[]) && drops(&["ls"]) && !drops(&["--overflow=freeze", "ls"]));
    }

    #[test]
    fn straces_words_for_what_needs_a_command() {
        let error = |words: &[&str]| {
            let words = ["beetrace"].iter().chain(words).map(OsString::from);
            Config::new(Cli::read(words).unwrap()).unwrap_err().to_string()
        };
        for (words, expected) in [
            (&["-p", ""][..], "must have PROG [ARGS] or -p PID\n"),
            (&["-p", "1", "--argv0=x"], "PROG [ARGS] must be specified with --argv0\n"),
            (&["-p", "1", "-D"], "PROG [ARGS] must be specified with -D/--daemonize\n"),
            (&["-p1", "--daemonize=session", "--kill-on-exit"], "PROG [ARGS] must be specified with -D/--daemonize\n"),
            (&["-p", "1", "--overflow=freeze"], "--overflow=freeze holds a command still, "),
            (&["-p", "1", "--kill-on-exit", "ls"], "--kill-on-exit and -p/--attach are mutually exclusive options"),
        ] {
            let said = error(words);
            assert!(said.starts_with(expected) && said.contains("Try '") == expected.ends_with('\n'), "{said}");
        }
    }
}
