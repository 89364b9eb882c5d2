//! The command: parse, run, end as the traced command ended.

use std::process::exit;

use anyhow::Result;
use beetrace::command::children::Status;
use beetrace::complain;
use beetrace::machine::Asked;
use beetrace::machine::Live;
use beetrace::machine::Noted;
use beetrace::options::cli::not_yet;
use beetrace::options::cli::Cli;
use beetrace::options::config::Config;
use beetrace::options::replay::Replay;
use beetrace::output::choose;
use beetrace::output::View;
use beetrace::output::WithView;
use beetrace::own_name;
use beetrace::replay;
use beetrace::session::run;
use beetrace::session::Ending;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;
use clap::Parser;
use nix::sys::resource::setrlimit;
use nix::sys::resource::Resource;
use nix::sys::signal::SigSet;

/// beetrace could not begin.
const FAILURE: i32 = 1;
/// The command succeeded, its trace is not complete.
const INCOMPLETE: i32 = 125;

fn main() {
    let cli = Cli::try_parse().unwrap_or_else(|error| refuse(error));
    match ask(cli) {
        Ok(ending) => end(ending),
        Err(error) => {
            complain(format_args!("{error:#}"));
            exit(FAILURE);
        }
    }
}

/// Does what is asked for.
fn ask(cli: Cli) -> Result<Ending> {
    if let Some(replay) = Replay::new(&cli)? {
        return replay::run(&replay);
    }
    let config = Config::new(cli)?;
    let asked = Asked::default();
    let machine = Box::new(Noted::new(Live::new(), asked.clone()));
    choose(config.format, config.limits.whole, machine, Trace(&config, asked))
}

/// A run, shown in a view.
struct Trace<'a>(&'a Config, Asked);

impl WithView for Trace<'_> {
    type Outcome = Result<Ending>;

    fn with<V: View>(self, view: V) -> Result<Ending> {
        run(self.0, view, self.1)
    }
}

/// Ends as the command did.
fn end(ending: Ending) -> ! {
    match ending.status {
        Status::Exited(0) if !ending.complete => exit(INCOMPLETE),
        Status::Exited(status) => exit(status),
        Status::Signaled(number) => {
            // The command has left its core, if any; ours would only overwrite it.
            let _ = setrlimit(Resource::RLIMIT_CORE, 0, 0);
            // SAFETY: the default action needs no handler.
            unsafe { libc::signal(number, libc::SIG_DFL) };
            let _ = SigSet::all().thread_unblock();
            // SAFETY: no handler runs, see above.
            unsafe { libc::raise(number) };
            exit(128 + number)
        }
    }
}

/// Help and version go to standard output; what is wrong with the options is one line.
fn refuse(error: clap::Error) -> ! {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        exit(0);
    }
    if let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) {
        // clap adds dots to the name of what may be repeated.
        let option = given.trim_end_matches('.');
        if let Some(what) = not_yet(option) {
            complain(format_args!("{option} ({what}) is not there yet; try '{} -h'", own_name()));
            exit(FAILURE);
        }
    }
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    complain(format_args!("{}; try '{} -h'", first.trim_start_matches("error: "), own_name()));
    exit(FAILURE)
}
