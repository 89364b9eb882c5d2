//! With what does the command begin, as whom, and whose child is it?

use std::ffi::CString;
use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Context;
use anyhow::Result;
use nix::unistd::geteuid;
use nix::unistd::getgrouplist;

use super::misuse;
use crate::complain;
use crate::options::cli::Cli;
use crate::options::number::natural;
use crate::options::selection::Selection;
use crate::options::summary::last;

/// The user that the command runs as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's id.
    pub uid: u32,
    /// The group's id.
    pub gid: u32,
    /// All groups' ids.
    pub groups: Vec<u32>,
}

/// Where the tracer is when the command is the caller's own child: the caller's grandchild,
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daemon {
    /// in the caller's process group,
    Grandchild,
    /// in one of its own,
    Group,
    /// or in a session of its own.
    Session,
}

/// The command's environment: the caller's, and what `-E` changes in it.
pub fn environment(
    given: impl IntoIterator<Item = (OsString, OsString)>,
    changes: &[OsString],
) -> Result<Vec<CString>> {
    let mut words: Vec<Vec<u8>> = Vec::new();
    for (name, value) in given {
        words.push([name.as_bytes(), b"=", value.as_bytes()].concat());
    }
    for change in changes {
        let change = change.as_bytes();
        let name = change.split(|byte| *byte == b'=').next().unwrap_or_default();
        let is_same = |word: &Vec<u8>| word.strip_prefix(name).is_some_and(|rest| rest.starts_with(b"="));
        // putenv(3): a name alone is removed, one with a value takes the place of the one that is there.
        match (change.len() > name.len(), words.iter().position(is_same)) {
            (true, Some(at)) => words[at] = change.to_vec(),
            (true, None) => words.push(change.to_vec()),
            (false, _) if name.is_empty() => {}
            (false, _) => words.retain(|word| !is_same(word)),
        }
    }
    words.into_iter().map(|word| CString::new(word).context("no environment has NUL in it")).collect()
}

/// The user of `-u`: a name, or a pair of numbers that nobody looks up.
pub fn user(cli: &Cli) -> Result<Option<User>> {
    let Some(given) = cli.user.as_deref() else { return Ok(None) };
    if !geteuid().is_root() {
        bail!("You must be root to use the -u/--username option");
    }
    let text = given.to_string_lossy();
    if let Some((uid, gid)) = text.split_once(':') {
        // As in strace, what stands behind another colon does not matter.
        let gid = gid.split_once(':').map_or(gid, |(gid, _)| gid);
        // The largest one means that nothing shall change.
        let number = |digits: &str| natural(OsStr::new(digits), u32::MAX - 1);
        let pair = number(uid).zip(number(gid)).ok_or_else(|| anyhow!("Invalid UID:GID pair '{text}'"))?;
        return Ok(Some(User { uid: pair.0, gid: pair.1, groups: Vec::new() }));
    }
    let found = given.to_str().and_then(|name| nix::unistd::User::from_name(name).ok().flatten());
    let found = found.ok_or_else(|| anyhow!("Cannot find user '{text}'"))?;
    let name = CString::new(found.name)?;
    let groups = getgrouplist(&name, found.gid).context("getgrouplist")?;
    let groups = groups.into_iter().map(|group| group.as_raw()).collect();
    Ok(Some(User { uid: found.uid.as_raw(), gid: found.gid.as_raw(), groups }))
}

/// Where the tracer shall be, if the command is to be the caller's child.
pub fn daemon(cli: &Cli) -> Result<Option<Daemon>> {
    let place = |place: &OsStr| match &place.to_ascii_lowercase().to_string_lossy()[..] {
        "grandchild" => Ok(Daemon::Grandchild),
        "pgroup" | "pgrp" => Ok(Daemon::Group),
        "session" => Ok(Daemon::Session),
        _ => Err(misuse(format_args!("invalid --daemonize argument: '{}'", place.to_string_lossy()))),
    };
    match (cli.daemonize_more, last(&cli.daemonize, place)?) {
        (0, place) => Ok(place),
        (_, Some(_)) => bail!("-D and --daemonize cannot be provided simultaneously"),
        (1, None) => Ok(Some(Daemon::Grandchild)),
        (2, None) => Ok(Some(Daemon::Group)),
        (3, None) => Ok(Some(Daemon::Session)),
        (count, None) => Err(misuse(format_args!("Too many -D's ({count}), maximum supported -D count is 3"))),
    }
}

/// Whether a process that executes another program is traced no longer: there is no other call to detach on.
pub fn detaches_on_exec(cli: &Cli) -> Result<bool> {
    match cli.detach_on.iter().find(|name| *name != "execve") {
        Some(other) => bail!("Syscall '{}' for -b isn't supported", other.to_string_lossy()),
        None => Ok(!cli.detach_on.is_empty()),
    }
}

/// What strace says of `--seccomp-bpf` where it cannot have it. Here it changes nothing: the kernel filters anyway.
pub fn seccomp(cli: &Cli) {
    if cli.seccomp_bpf == 0 || !cli.has_subject() {
    } else if cli.follow == 0 && cli.follow_forks == 0 {
        complain(format_args!("--seccomp-bpf cannot be used without -f/--follow-forks, disabling"));
    } else if !cli.detach_on.is_empty() {
        complain(format_args!("--seccomp-bpf is not enabled because it is not compatible with -b"));
    } else if !cli.syscall_limit.is_empty() {
        complain(format_args!("--seccomp-bpf is not enabled because it is not compatible with --syscall-limit"));
    } else if !cli.attach.is_empty() {
        complain(format_args!("--seccomp-bpf is not enabled for processes attached with -p"));
    }
}

/// What it says of it where all calls are to be shown.
pub fn seccomp_without_filter(cli: &Cli, selection: &Selection) {
    let is_on = cli.seccomp_bpf > 0 && (cli.follow > 0 || cli.follow_forks > 0);
    let is_on = is_on && cli.detach_on.is_empty() && cli.attach.is_empty() && cli.syscall_limit.is_empty();
    if is_on && *selection == Selection::all() {
        complain(format_args!(
            "Seccomp filter is requested but there are no syscalls to filter.  See -e trace to filter syscalls."
        ));
    }
}

/// The words of the command, the first of which is its name.
pub fn argv(cli: &Cli) -> Vec<OsString> {
    let name = cli.argv0.as_ref().or(cli.command.first());
    name.into_iter().chain(cli.command.iter().skip(1)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_name;

    fn cli(words: &[&str]) -> Result<Cli> {
        Cli::read(["beetrace"].iter().chain(words).chain(&["ls", "-l"]).map(OsString::from))
    }

    #[test]
    fn the_environment_is_changed_as_putenv_does() {
        let changed = |changes: &[&str]| {
            let given = [("A", "1"), ("AB", "2"), ("B", "")].map(|(name, value)| (name.into(), value.into()));
            let changes: Vec<OsString> = changes.iter().map(OsString::from).collect();
            let words = environment(given, &changes).unwrap();
            words.iter().map(|word| word.to_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(changed(&[]), "A=1 AB=2 B=");
        assert_eq!(changed(&["A=3", "C=4=5", "B"]), "A=3 AB=2 C=4=5");
        assert_eq!(changed(&["A", "A=", "NEVER"]), "AB=2 B= A=");
        assert_eq!(changed(&["", "=x", "=y"]), "A=1 AB=2 B= =y");
    }

    #[test]
    fn each_change_of_the_environment_counts() {
        let cli = cli(&["-E", "A=1", "-EB", "--env=C=3"]).unwrap();
        assert_eq!(cli.env, ["A=1", "B", "C=3"]);
    }

    #[test]
    fn the_name_of_the_command_can_be_another() {
        assert_eq!(argv(&cli(&[]).unwrap()), ["ls", "-l"]);
        assert_eq!(argv(&cli(&["--argv0=", "--argv0", "x y"]).unwrap()), ["x y", "-l"]);
        assert_eq!(argv(&cli(&["--argv0="]).unwrap()), ["", "-l"]);
    }

    #[test]
    fn execve_is_the_only_call_to_detach_on() {
        let of = |words: &[&str]| detaches_on_exec(&cli(words).unwrap());
        assert!(!of(&[]).unwrap());
        assert!(of(&["-b", "execve", "-bexecve"]).unwrap() && of(&["--detach-on=execve"]).unwrap());
        for wrong in ["foo", "", "execve,open", "?execve", "execveat"] {
            let error = of(&["-b", "execve", "-b", wrong]).unwrap_err().to_string();
            assert_eq!(error, format!("Syscall '{wrong}' for -b isn't supported"));
        }
    }

    #[test]
    fn where_the_tracer_is() {
        for (words, place) in [
            (&[][..], None),
            (&["-D"], Some(Daemon::Grandchild)),
            (&["-DD"], Some(Daemon::Group)),
            (&["-D", "-DD"], Some(Daemon::Session)),
            (&["--daemonize"], Some(Daemon::Grandchild)),
            (&["--daemonise=grandchild"], Some(Daemon::Grandchild)),
            (&["--daemonized=pgroup"], Some(Daemon::Group)),
            (&["--daemonize=session"], Some(Daemon::Session)),
            (&["--daemonize=Session"], Some(Daemon::Session)),
        ] {
            assert_eq!(daemon(&cli(words).unwrap()).unwrap(), place, "{words:?}");
        }
        let help = format!("\nTry '{} -h' for more information.", own_name());
        for (words, message) in [
            (&["-DDDD"][..], format!("Too many -D's (4), maximum supported -D count is 3{help}")),
            (&["-D", "--daemonize"], "-D and --daemonize cannot be provided simultaneously".to_owned()),
            (&["--daemonize=no", "--daemonize"], format!("invalid --daemonize argument: 'no'{help}")),
            (&["--daemonize="], format!("invalid --daemonize argument: ''{help}")),
        ] {
            assert_eq!(daemon(&cli(words).unwrap()).unwrap_err().to_string(), message, "{words:?}");
        }
    }

    #[test]
    fn users_by_name_and_by_number() {
        let of = |given: &str| user(&cli(&["-u", given]).unwrap());
        assert_eq!(user(&cli(&[]).unwrap()).unwrap(), None);
        if !geteuid().is_root() {
            assert_eq!(of("root").unwrap_err().to_string(), "You must be root to use the -u/--username option");
            return;
        }
        for pair in ["1:2", " 1:+2", "1:2:", "1:2:x:y"] {
            assert_eq!(of(pair).unwrap(), Some(User { uid: 1, gid: 2, groups: vec![] }), "{pair}");
        }
        let root = of("root").unwrap().unwrap();
        assert!(root.uid == 0 && root.groups.contains(&root.gid));
        for wrong in ["nosuch", "", "0", "r\u{e4}t"] {
            assert_eq!(of(wrong).unwrap_err().to_string(), format!("Cannot find user '{wrong}'"));
        }
        for wrong in ["0:x", "x:0", "99999999999:0", "4294967295:0", "0:", ":0", ":", "-1:0", "0::0"] {
            assert_eq!(of(wrong).unwrap_err().to_string(), format!("Invalid UID:GID pair '{wrong}'"));
        }
    }
}
