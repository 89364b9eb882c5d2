//! What do the options mean that show a recording?

use std::ffi::OsStr;
use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::bail;
use anyhow::Result;

use crate::options::as_recorded::together;
use crate::options::cli::Cli;
use crate::options::cli::Format;
use crate::options::config::follow;
use crate::options::config::outcomes;
use crate::options::config::output;
use crate::options::config::selection;
use crate::options::config::string_limit;
use crate::options::config::syscall_limit;
use crate::options::destination::Destination;
use crate::options::dumps::Dumps;
use crate::options::extent::Depths;
use crate::options::looks::Looks;
use crate::options::outcomes::Outcomes;
use crate::options::quiet::Quiet;
use crate::options::selection::Selection;
use crate::options::set::Set;
use crate::options::signals::signals;
use crate::options::stacks::stacks;
use crate::options::stacks::Wanted;
use crate::options::subjects::Subjects;
use crate::options::summary::Summary;

/// Everything that a replay needs to know beside the recording. What is not said is as it was recorded.
#[derive(Debug)]
pub struct Replay {
    /// The recording; `None` is standard input.
    pub file: Option<PathBuf>,
    /// Where the lines go.
    pub destination: Destination,
    /// How they are written.
    pub format: Format,
    /// How lines of text look.
    pub looks: Looks,
    /// What is wanted of stacks.
    pub stacks: Option<Wanted>,
    /// How many bytes of a string show.
    pub string: Option<u32>,
    /// How deeply calls show.
    pub depths: Depths,
    /// Where all the data that calls move shows.
    pub dumps: Option<Dumps>,
    /// Which calls show.
    pub selection: Option<Selection>,
    /// What the calls to show must be about, if that matters.
    pub subjects: Option<Subjects>,
    /// How many calls show at the most.
    pub syscall_limit: Option<u64>,
    /// Children are to be there.
    pub follow: bool,
    /// The signals to show.
    pub signals: Set,
    /// What must have come of the calls to show, if that matters.
    pub outcomes: Option<Outcomes>,
    /// The messages to leave out.
    pub quiet: Quiet,
    /// Calls are added up.
    pub summary: Option<Summary>,
    /// Who made the recording, and of what, is said.
    pub debug: bool,
    /// The options that say so, each in its plain form.
    words: Vec<OsString>,
}

const NOTHING_IS_RUN: &str = "a recording is shown, nothing is run";

impl Replay {
    /// The replay that these options ask for, if they ask for one.
    pub fn new(cli: &Cli) -> Result<Option<Replay>> {
        let Some(file) = cli.replay.as_deref() else { return Ok(None) };
        if file.is_empty() {
            bail!("--replay needs the name of a file");
        }
        for (given, option, why) in [
            (cli.record.is_some(), "--record", "a recording is made of a command"),
            (cli.record_last.is_some(), "--record-last", "a recording is made of a command"),
            (!cli.interruptible.is_empty(), "-I", "there is no command that signals could be for"),
            (cli.overflow.is_some(), "--overflow", "there is no command that could be too fast"),
            (!cli.command.is_empty(), "COMMAND", NOTHING_IS_RUN),
            (!cli.attach.is_empty(), "-p", NOTHING_IS_RUN),
            (!cli.most_time.is_empty(), "--for", NOTHING_IS_RUN),
            (!cli.env.is_empty(), "-E", NOTHING_IS_RUN),
            (cli.user.is_some(), "-u", NOTHING_IS_RUN),
            (cli.argv0.is_some(), "--argv0", NOTHING_IS_RUN),
            (cli.daemonize_more > 0 || !cli.daemonize.is_empty(), "-D", NOTHING_IS_RUN),
            (!cli.detach_on.is_empty(), "-b", NOTHING_IS_RUN),
            (cli.kill_on_exit > 0, "--kill-on-exit", NOTHING_IS_RUN),
        ] {
            if given {
                bail!("--replay and {option} make no sense together: {why}");
            }
        }
        let from = (file != OsStr::new("-")).then(|| PathBuf::from(file));
        let destination = output(cli)?.unwrap_or(Destination::Stdout);
        if from.as_ref().is_some_and(|from| destination.is_same_place(&Destination::File(from.clone()))) {
            bail!("--replay and -o name the same file");
        }
        let follow = follow(cli)?;
        let replay = Replay::shaped(cli, from, destination, follow)?;
        Looks::check(cli)?;
        Quiet::check(cli.quieter, &cli.qualifiers)?;
        Outcomes::say_what_is_idle(&cli.qualifiers);
        replay.summary.iter().for_each(|summary| summary.say_what_is_idle(&replay.looks, replay.stacks.is_some()));
        Ok(Some(replay))
    }

    /// A replay of that file into that destination, whose lines look as these options say.
    fn shaped(cli: &Cli, file: Option<PathBuf>, destination: Destination, follow: bool) -> Result<Replay> {
        let is_terminal = destination.is_terminal();
        Ok(Replay {
            file,
            destination,
            format: cli.format,
            string: string_limit(cli)?,
            looks: Looks::new(cli)?.where_they_go(|| is_terminal),
            depths: Depths::new(&cli.qualifiers)?,
            dumps: Dumps::new(&cli.qualifiers)?,
            stacks: stacks(cli)?,
            selection: selection(cli)?,
            subjects: Subjects::new(cli)?,
            syscall_limit: syscall_limit(cli)?,
            follow,
            signals: signals(&cli.qualifiers)?,
            outcomes: outcomes(cli)?,
            quiet: Quiet::new(cli.quieter, &cli.qualifiers)?.unwrap_or(Quiet::messages()),
            summary: Summary::new(cli)?,
            debug: cli.debug > 0,
            words: cli.words.clone(),
        })
    }

    /// The same, and what is not said about how lines look is as in these words, which a recording has kept.
    /// Its paths (-P) named these files then.
    pub fn as_recorded(&self, words: &[OsString], files: &[Vec<u8>]) -> Result<Replay> {
        let cli = together(words, &self.words)?;
        let mut replay = Replay::shaped(&cli, self.file.clone(), self.destination.clone(), self.follow)?;
        if !self.subjects.as_ref().is_some_and(Subjects::have_paths) {
            replay.subjects = replay.subjects.map(|subjects| subjects.naming(files));
        }
        Ok(replay)
    }

    /// What calls had to be about, as these words say, which a recording has kept.
    pub fn recorded_subjects(words: &[OsString], files: &[Vec<u8>]) -> Option<Subjects> {
        Some(Subjects::new(&together(words, &[]).ok()?).ok()??.naming(files))
    }

    /// What the user calls the recording.
    pub fn name(&self) -> String {
        self.file.as_ref().map_or("standard input".to_owned(), |file| file.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syscalls::depth::Depth;

    fn replay(words: &[&str]) -> Result<Option<Replay>> {
        Replay::new(&Cli::read(["beetrace"].iter().chain(words).map(OsString::from))?)
    }

    #[test]
    fn what_is_not_said_is_as_it_was_recorded() {
        let all = replay(&["--replay", "r.bt"]).unwrap().unwrap();
        assert_eq!((all.file, all.destination), (Some("r.bt".into()), Destination::Stdout));
        assert!(all.string.is_none() && all.selection.is_none() && !all.follow && !all.quiet.exit);
        let some = replay(&["--replay", "-", "-o", "t", "-s5", "-e", "trace=read", "-vfqq"]).unwrap().unwrap();
        assert_eq!((some.file, some.destination, some.string), (None, Destination::File("t".into()), Some(5)));
        assert_eq!((all.depths, some.depths), (Depths::All(Depth::Brief), Depths::All(Depth::Whole)));
        assert_eq!(some.selection, Some(Selection::parse("read").unwrap()));
        assert!(some.follow && some.quiet.exit);
        assert!(replay(&["ls"]).unwrap().is_none());
    }

    #[test]
    fn what_makes_no_sense_beside_it_is_named() {
        for (words, named) in [
            (&["--record", "x"][..], "--record"),
            (&["-I", "1"], "-I"),
            (&["--overflow", "drop"], "--overflow"),
            (&["ls", "-l"], "COMMAND"),
            (&["-E", "A=B"], "-E"),
            (&["-u", "root"], "-u"),
            (&["--argv0=x"], "--argv0"),
            (&["-D"], "-D"),
            (&["--daemonize"], "-D"),
            (&["-b", "execve"], "-b"),
            (&["--kill-on-exit"], "--kill-on-exit"),
            (&["-Ao", "r.bt"], "-o"),
            (&["-o", "r.bt"], "-o"),
            (&["-s", "x"], "-s"),
            (&["-e", "nosuch"], "nosuch"),
        ] {
            let error = replay(&[&["--replay", "r.bt"], words].concat()).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }
}
