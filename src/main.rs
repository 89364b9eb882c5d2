//! The command: parse, run, end as the traced command ended.

use std::env::args_os;
use std::io::stderr;
use std::io::stdout;
use std::io::Write;
use std::process::exit;
use std::process::id;

use anyhow::Error;
use anyhow::Result;
use beetrace::complain;
use beetrace::ending::Ending;
use beetrace::ending::Status;
use beetrace::machine::Asked;
use beetrace::machine::Live;
use beetrace::machine::Noted;
use beetrace::options::cli::Cli;
use beetrace::options::config::Config;
use beetrace::options::help::help;
use beetrace::options::looks::Hex;
use beetrace::options::misuse;
use beetrace::options::replay::Replay;
use beetrace::options::subjects::Subjects;
use beetrace::options::tips::TipAlone;
use beetrace::options::tips::Tips;
use beetrace::output::choose;
use beetrace::output::quoted;
use beetrace::output::View;
use beetrace::output::WithView;
use beetrace::own_name;
use beetrace::replay;
use beetrace::session::run;
use clap::error::ErrorKind;
use nix::sys::resource::setrlimit;
use nix::sys::resource::Resource;
use nix::sys::signal::SigSet;

/// beetrace could not begin.
const FAILURE: i32 = 1;
/// Which beetrace this is, whatever its name, and what may be done with it.
const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "
This is beetrace, free software under the terms of the MIT License or the Apache
License 2.0; its programs in the kernel under those of the BSD 2-Clause License
or the GNU General Public License 2.0.  There is NO warranty; not even for
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.
"
);
/// The command succeeded, its trace is not complete.
const INCOMPLETE: i32 = 125;

fn main() {
    let cli = Cli::read(args_os()).unwrap_or_else(|error| refuse(&error));
    match ask(cli) {
        Ok(ending) => end(ending),
        Err(error) => {
            if let Some(TipAlone(tips)) = error.downcast_ref() {
                show(tips);
                exit(0);
            }
            complain(format_args!("{error:#}"));
            exit(FAILURE);
        }
    }
}

/// Shows the tip that is asked for.
fn show(tips: &Tips) {
    let _ = stderr().write_all(tips.text(id() as usize).as_bytes());
}

/// Does what is asked for.
fn ask(cli: Cli) -> Result<Ending> {
    if let Some(replay) = Replay::new(&cli)? {
        return replay::run(&replay);
    }
    let config = Config::new(cli)?;
    if !config.quiet.path_resolution {
        config.subjects.iter().for_each(|subjects| say_resolved(subjects, config.looks.hex));
    }
    let asked = Asked::default();
    let machine = Box::new(Noted::new(Live::new(), asked.clone()));
    let ending = choose(config.format, &config.looks, machine, Trace(&config, asked));
    if let Some(tips) = &config.tips {
        show(tips);
    }
    ending
}

/// Says what paths stand for.
fn say_resolved(subjects: &Subjects, hex: Hex) {
    for (path, resolved) in subjects.resolved() {
        complain(format_args!("Requested path {} resolved into {}", quoted(path, hex), quoted(resolved, hex)));
    }
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

/// Help and version go to standard output; what is wrong with the options is said.
fn refuse(error: &Error) -> ! {
    let Some(of_clap) = error.downcast_ref::<clap::Error>() else {
        complain(format_args!("{error:#}"));
        exit(FAILURE);
    };
    match of_clap.kind() {
        ErrorKind::DisplayHelp => {
            let _ = stdout().write_all(help(own_name()).as_bytes());
            exit(0);
        }
        ErrorKind::DisplayVersion => {
            let _ = write!(stdout(), "{} -- version {VERSION}", own_name());
            exit(0);
        }
        _ => {}
    }
    let text = of_clap.to_string();
    let first = text.lines().next().unwrap_or_default();
    complain(format_args!("{}", misuse(first.trim_start_matches("error: "))));
    exit(FAILURE)
}
