//! What does beetrace say of its options: for `--help` (help.rs) and in the man page?
//!
//! Topics and their order are strace's; what strace does not have is marked. An option that is not there yet shows
//! nowhere but in the list of these. What is wanted of an option in one line stands here, in strace's words; the man
//! page takes the longer text from the command line's definition (cli.rs and what is in it).

use std::fmt::Write;

use clap::Arg;
use clap::Command;
use clap::CommandFactory;

use crate::options::cli::Cli;
use crate::options::not_yet::not_yet_entries;

/// Options that belong together.
#[derive(Debug)]
pub struct Topic {
    /// What they are about.
    pub title: &'static str,
    /// They, in strace's order.
    pub entries: &'static [Entry],
}

/// An option, in all its spellings.
#[derive(Debug)]
pub struct Entry {
    /// Long names, or letters where there is none. It shows if the command line has one of them.
    names: &'static [&'static str],
    /// How it is written.
    pub spelled: &'static str,
    /// What it does, in a line or two.
    pub brief: &'static str,
    /// A command with it.
    pub example: &'static str,
    /// strace does not have it.
    pub own: bool,
}

const fn straces(
    names: &'static [&'static str],
    spelled: &'static str,
    brief: &'static str,
    example: &'static str,
) -> Entry {
    Entry { names, spelled, brief, example, own: false }
}

const fn own(
    names: &'static [&'static str],
    spelled: &'static str,
    brief: &'static str,
    example: &'static str,
) -> Entry {
    Entry { names, spelled, brief, example, own: true }
}

const GENERAL: &[Entry] = &[straces(
    &["e"],
    "-e EXPR",
    "qualify with OPTION=[!]VAL1[,VAL2]...: each --OPTION=SET below; no OPTION=: trace",
    "beetrace -e openat,close -e signal=none ls",
)];

const STARTUP: &[Entry] = &[
    straces(
        &["env"],
        "-E VAR[=VAL], --env=VAR[=VAL]",
        "put VAR=VAL in the command's environment; remove VAR",
        "beetrace -E LC_ALL=C -E DISPLAY date",
    ),
    straces(
        &["attach"],
        "-p PID, --attach=PID",
        "trace process with process id PID, may be repeated",
        "beetrace -p 1234",
    ),
    straces(&["user"], "-u USER, --user=USER", "run command as USER, a name or UID:GID", "beetrace -u nobody id"),
    straces(&["argv0"], "--argv0=NAME", "set PROG argv[0] to NAME", "beetrace --argv0=-sh sh -c 'echo $0'"),
];

const TRACING: &[Entry] = &[
    straces(&["detach-on"], "-b execve, --detach-on=execve", "detach on execve syscall", "beetrace -f -b execve make"),
    straces(
        &["D", "daemonize"],
        "-D[D[D]], --daemonize[=WHERE]",
        "trace as grandchild; -DD pgroup; -DDD session: in its own process group, session",
        "beetrace -D -o trace.txt ./server",
    ),
    straces(&["f", "follow-forks"], "-f, --follow-forks", "follow forks", "beetrace -f make"),
    straces(
        &["output-separately"],
        "-ff, --follow-forks --output-separately",
        "follow forks, each task into a file, FILE.PID",
        "beetrace -ff -o trace make",
    ),
    straces(
        &["interruptible"],
        "-I WHEN, --interruptible=WHEN",
        "what Ctrl-C does: anywhere (1), waiting (2), never (3), never_tstp (4); else to the command, twice ends tracing",
        "beetrace -I never -o trace.txt ./server",
    ),
    straces(
        &["kill-on-exit"],
        "--kill-on-exit",
        "kill all tracees if beetrace is killed",
        "beetrace --kill-on-exit ./server",
    ),
    own(
        &["overflow"],
        "--overflow=freeze|drop",
        "too fast a command: hold it still; drop calls",
        "beetrace --overflow=drop -o trace.txt ./benchmark",
    ),
];

const FILTERING: &[Entry] = &[
    straces(
        &["trace"],
        "-e trace=SET, --trace=SET",
        "[!][?]{SYSCALL|%GROUP|/REGEX}[@64|@32|@x32],...; all; none; groups: %clock %creds %desc %file %fstat \
         %fstatfs %ipc %lstat %memory %net %process %pure %signal %stat %%stat %statfs %%statfs",
        "beetrace -e trace=%file,/^clone ls",
    ),
    straces(
        &["signal"],
        "-e signal=SET, --signal=SET",
        "print only the signals from SET",
        "beetrace -e signal=CHLD make",
    ),
    straces(
        &["status"],
        "-e status=SET, --status=SET",
        "print only calls that ended so: successful, failed, unfinished, unavailable, detached",
        "beetrace -e status=failed,unfinished ./configure",
    ),
    own(
        &["errno"],
        "-e errno=SET, --errno=SET",
        "print only calls that failed with these errors",
        "beetrace -e errno=ENOENT,EACCES ./server",
    ),
    own(
        &["min-duration"],
        "--min-duration=TIME[UNIT]",
        "print only calls that took so long",
        "beetrace -f --min-duration=10ms make",
    ),
    straces(
        &["trace-fds"],
        "-e trace-fds=SET, --trace-fds=SET",
        "trace operations on file descriptors from SET",
        "beetrace -e trace-fds=0,1 cat",
    ),
    straces(&["trace-path"], "-P PATH, --trace-path=PATH", "trace accesses to PATH", "beetrace -P /etc/passwd id"),
    straces(
        &["successful-only"],
        "-z, --successful-only",
        "print only calls without an error code",
        "beetrace -z -e trace=%file ls",
    ),
    straces(&["failed-only"], "-Z, --failed-only", "print only calls with an error code", "beetrace -Z ./configure"),
];

const FORMAT: &[Entry] = &[
    straces(
        &["columns"],
        "-a COLUMN, --columns=COLUMN",
        "alignment COLUMN for results (default 40)",
        "beetrace -a 60 ls",
    ),
    straces(
        &["color"],
        "--color[=WHEN]",
        "colorize output; WHEN is auto, always, or never (default auto); STRACE_COLORS says how",
        "beetrace --color=always ls 2>&1 | less -R",
    ),
    straces(&["abbrev"], "-e abbrev=SET, --abbrev=SET", "abbreviate output for SET", "beetrace -e abbrev=none ls"),
    straces(
        &["verbose"],
        "-e verbose=SET, --verbose=SET",
        "dereference structures for SET",
        "beetrace -e verbose=none ls",
    ),
    straces(&["raw"], "-e raw=SET, --raw=SET", "print undecoded arguments for SET", "beetrace -e raw=mmap ls"),
    straces(&["read"], "-e read=SET, --read=SET", "dump data read from these descriptors", "beetrace -e read=3 cat x"),
    straces(&["write"], "-e write=SET, --write=SET", "dump data written to them", "beetrace -e write=1 ls"),
    straces(
        &["quiet"],
        "-e quiet=SET, --quiet=SET",
        "suppress attach, exit, path-resolution, personality, thread-execve messages",
        "beetrace -f -e quiet=attach make",
    ),
    straces(
        &["kvm"],
        "-e kvm=vcpu[+], --kvm=vcpu[+]",
        "accepted: exit reasons do not show",
        "beetrace -e kvm=vcpu qemu",
    ),
    straces(
        &["namespace"],
        "-e namespace=new",
        "print namespace IDs that the tracee enters",
        "beetrace -e namespace=new lsns",
    ),
    straces(
        &["y", "decode-fds"],
        "-e decode-fds=SET, --decode-fds[=SET]",
        "of descriptors print path (-y), socket, dev, pidfd, eventfd, signalfd, all (-yy)",
        "beetrace -yy curl -s localhost",
    ),
    straces(
        &["instruction-pointer"],
        "-i, --instruction-pointer",
        "print instruction pointer of calls",
        "beetrace -i ls",
    ),
    straces(
        &["k", "stack-trace", "stack-traces"],
        "-k[k], --stack-trace[=WHAT]",
        "obtain stack trace of each call: symbol (-k), source (-kk)",
        "beetrace -k -e trace=openat ls",
    ),
    straces(
        &["stack-trace-frame-limit"],
        "--stack-trace-frame-limit=LIMIT",
        "so many frames at the most (default 256)",
        "beetrace -k --stack-trace-frame-limit=5 ls",
    ),
    own(&["kernel-stack"], "--kernel-stack", "the kernel's stack of each call", "beetrace --kernel-stack ls"),
    straces(&["syscall-number"], "-n, --syscall-number", "print syscall number", "beetrace -n ls"),
    straces(&["arg-names"], "-N, --arg-names", "print syscall argument names", "beetrace -N ls"),
    straces(
        &["output"],
        "-o FILE, --output=FILE",
        "trace into FILE, - (standard output), '|COMMAND'",
        "beetrace -f -o '|grep ENOENT' ./configure",
    ),
    straces(
        &["output-append-mode"],
        "-A, --output-append-mode",
        "open the file provided in -o in append mode",
        "beetrace -A -o trace.txt ls",
    ),
    own(
        &["format"],
        "--format=text|json",
        "lines as strace's; an object a line",
        "beetrace --format json -o '|jq .syscall' ls",
    ),
    straces(
        &["q", "quieter"],
        "-q, -qq, -qqq",
        "--quiet=attach,personality; exit, too; all",
        "beetrace -qq -o trace.txt ls",
    ),
    straces(
        &["relative-timestamps"],
        "-r, --relative-timestamps[=UNIT]",
        "print relative timestamp, in s, ms, us, ns",
        "beetrace -r ls",
    ),
    straces(
        &["string-limit"],
        "-s STRSIZE, --string-limit=STRSIZE",
        "limit length of strings (default 32)",
        "beetrace -s 200 -e trace=write ls",
    ),
    straces(
        &["t", "absolute-timestamps"],
        "-t, -tt, -ttt",
        "print time of day; with usecs; seconds since 1970",
        "beetrace -tt ls",
    ),
    straces(
        &["absolute-timestamps"],
        "--absolute-timestamps[=HOW]",
        "none, time, unix and precision, s, ms, us, ns",
        "beetrace --absolute-timestamps=unix,ns ls",
    ),
    straces(
        &["syscall-times"],
        "-T, --syscall-times[=UNIT]",
        "print time spent in each syscall",
        "beetrace -T -e trace=read cat /etc/passwd",
    ),
    straces(&["no-abbrev"], "-v, --no-abbrev", "print entities unabbreviated", "beetrace -v -e trace=%stat ls -l"),
    straces(
        &["x", "strings-in-hex"],
        "-x, -xx, --strings-in-hex[=WHAT]",
        "hex for non-ascii-chars, non-ascii (-x), all (-xx)",
        "beetrace -x cat /bin/true",
    ),
    straces(
        &["const-print-style"],
        "-X FORMAT, --const-print-style=FORMAT",
        "constants: raw, abbrev, verbose",
        "beetrace -X verbose ls",
    ),
    straces(
        &["Y", "decode-pids"],
        "-Y, --decode-pids=comm,pidns",
        "print names of processes; PIDs in our namespace, too",
        "beetrace -f -Y make",
    ),
    straces(
        &["pidns-translation"],
        "--pidns-translation",
        "the same as --decode-pids=pidns",
        "beetrace --pidns-translation ls",
    ),
    straces(
        &["always-show-pid"],
        "--always-show-pid",
        "show PID of the first process, too",
        "beetrace --always-show-pid ls",
    ),
];

const STATISTICS: &[Entry] = &[
    straces(
        &["summary-only"],
        "-c, --summary-only",
        "count time, calls, errors; SIGUSR1, Ctrl-C show in between",
        "beetrace -c -f make",
    ),
    straces(&["summary"], "-C, --summary", "like -c, but also print the regular output", "beetrace -C -o trace.txt ls"),
    straces(
        &["summary-syscall-overhead"],
        "-O OVERHEAD[UNIT], --summary-syscall-overhead=OVERHEAD[UNIT]",
        "take that off each call's time (s, ms, us, ns)",
        "beetrace -c -O 50ns ls",
    ),
    straces(
        &["summary-sort-by"],
        "-S SORTBY, --summary-sort-by=SORTBY",
        "time, min-time, max-time, avg-time, wall-total, wall-min, wall-max, wall-avg, calls, errors, name, nothing \
         (default time); *p50, p95, p99",
        "beetrace -c -S calls ls",
    ),
    straces(
        &["summary-columns"],
        "-U COLUMNS, --summary-columns=COLUMNS",
        "of time-percent, total-time, min-time, max-time, avg-time, wall-total, wall-min, wall-max, wall-avg, calls, \
         errors, name, *p50, p95, p99, max",
        "beetrace -c -U calls,p50,p99,max,name make",
    ),
    straces(
        &["summary-wall-clock"],
        "-w, --summary-wall-clock",
        "summarise latency (default is system time)",
        "beetrace -c -w sleep 1",
    ),
    own(
        &["summary-every"],
        "--summary-every=N[UNIT]",
        "a summary every N seconds",
        "beetrace -c --summary-every 5 ./server",
    ),
    own(&["hist"], "--hist", "a histogram of each call's times", "beetrace -c -w --hist make"),
];

const STOPPING: &[Entry] = &[
    straces(
        &["syscall-limit"],
        "--syscall-limit=LIMIT",
        "detach all tracees after tracing LIMIT syscalls",
        "beetrace --syscall-limit=100 ls",
    ),
    own(&["calls"], "--calls=LIMIT", "the same", "beetrace -p 1234 --calls=100"),
    own(&["for"], "--for=TIME", "detach after so many seconds, or 500ms, 5m, 1h", "beetrace -c -p 1234 --for 10s"),
];

const TAMPERING: &[Entry] = &[
    straces(
        &["inject"],
        "-e inject=SET:WHAT, --inject=SET:WHAT",
        "perform syscall tampering for the syscalls in SET",
        "beetrace -e inject=unlink:error=EPERM rm x",
    ),
    straces(&["fault"], "-e fault=SET, --fault=SET", "let these calls fail", "beetrace -e fault=unlink rm x"),
];

const RECORDINGS: &[Entry] = &[
    own(
        &["record"],
        "--record=FILE",
        "record the trace into FILE, cheaper than printing",
        "beetrace -f --record make.bt make",
    ),
    own(
        &["record-last"],
        "--record-last=30s|5m|64MiB",
        "keep only the last of it; FILE when it fails, SIGUSR1",
        "beetrace -f --record last.bt --record-last 30s ./server",
    ),
    own(
        &["replay"],
        "--replay=FILE",
        "show a recording, with any option about form",
        "beetrace --replay make.bt -e trace=%process",
    ),
];

const MISCELLANEOUS: &[Entry] = &[
    straces(&["debug"], "-d, --debug", "enable debug output to stderr", "beetrace -d ls"),
    straces(&["help"], "-h, --help", "print help message", "beetrace -h"),
    straces(&["seccomp-bpf"], "--seccomp-bpf", "accepted: the kernel filters anyway", "beetrace -f --seccomp-bpf make"),
    straces(&["secontext"], "--secontext[=FORMAT]", "print SELinux contexts", "beetrace --secontext ls"),
    straces(&["tips"], "--tips[=[[id:]ID][,[format:]FORMAT]]", "show a tip on exit", "beetrace --tips=full ls"),
    straces(&["version"], "-V, --version", "print version", "beetrace -V"),
];

/// All, in strace's order; recordings are beetrace's own.
pub const TOPICS: &[Topic] = &[
    Topic { title: "General", entries: GENERAL },
    Topic { title: "Startup", entries: STARTUP },
    Topic { title: "Tracing", entries: TRACING },
    Topic { title: "Filtering", entries: FILTERING },
    Topic { title: "Output format", entries: FORMAT },
    Topic { title: "Statistics", entries: STATISTICS },
    Topic { title: "Stop condition", entries: STOPPING },
    Topic { title: "Tampering", entries: TAMPERING },
    Topic { title: "Recordings", entries: RECORDINGS },
    Topic { title: "Miscellaneous", entries: MISCELLANEOUS },
];

/// Whether that is the long name of the option, or its letter.
fn is_called(arg: &Arg, name: &str) -> bool {
    arg.get_long() == Some(name) || arg.get_short().is_some_and(|letter| name.chars().eq([letter]))
}

impl Entry {
    /// What the command line says of it, if it is there.
    pub fn text(&self, command: &Command) -> Option<String> {
        let args = || command.get_arguments();
        let arg = self.names.iter().find_map(|name| args().find(|arg| is_called(arg, name) && !arg.is_hide_set()))?;
        let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string);
        Some(help.unwrap_or_else(|| self.brief.to_owned()))
    }
}

impl Topic {
    /// Those of its options that are there.
    pub fn there<'a>(&self, command: &'a Command) -> impl Iterator<Item = (&'static Entry, String)> + use<'a> {
        self.entries.iter().filter_map(|entry| Some((entry, entry.text(command)?)))
    }
}

/// A man page's text: what troff would take for its own is escaped.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let lines = text.lines().map(|line| match line.starts_with(['.', '\'']) {
        true => format!("\\&{line}"),
        false => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands in the man page beside the options: titles and paragraphs.
const BEHIND: &[(&str, &[&str])] = &[
    (
        "SETS OF CALLS",
        &[
            "Of -e trace= and its like: calls by name or number (open,close); ?name, the same without an error if there \
             is no such call; /regex, those whose name fits the extended regular expression; read@64, those of one ABI, \
             @64, @32 or @x32; classes, %clock %creds %desc %file %fstat %fstatfs %ipc %lstat %memory %net %process \
             %pure %signal %stat %%stat %statfs %%statfs; !SET, all but these; all; none. The last one counts. Calls \
             that beetrace does not know are always shown.",
        ],
    ),
    (
        "SUMMARIES",
        &[
            "Calls are added up in the kernel. Where no column or order shows how long single calls took (min-time, \
             max-time, wall-total and its like, p50, p95, p99, --hist, --format json), not all are timed: of calls that are made again and again, \
             behind the first 256 of each number on a processor, one in 16 on average, at random, stands for the others. \
             Those that are longer than 12 ms are told by the kernel's ticks, all of them. All are counted.",
            "p50, p95 and p99 say how long that many of a hundred calls took at most, as exact as an eighth of a power \
             of two.",
            "A summary in between is shown when beetrace gets SIGUSR1; each N seconds with --summary-every; and by \
             Ctrl-C, where the command has not ended by it half a second later. A command that Ctrl-C ends has one \
             summary, as with strace. A second Ctrl-C ends tracing.",
        ],
    ),
    (
        "SIGNALS",
        &[
            "SIGINT, SIGTERM, SIGHUP and SIGQUIT are the command's: it gets each once, whoever was told. Tracing goes on \
             until the command has ended, and beetrace ends as it did. A second one ends tracing. -I chooses strace's \
             ways instead.",
        ],
    ),
    (
        "WHAT ONLY PTRACE CAN DO",
        &[
            "The command is never stopped, so nothing about it is changed: tampering with calls (inject, fault: another \
             result, a delay, other memory) is not there yet; it needs a stop at each of these calls.",
            "A pointer is read when the call returns, not when it begins, unless the kernel overwrites what it points \
             to; memory that was never touched or is swapped out shows as an address.",
            "--seccomp-bpf makes strace stop at wanted calls only. Here it changes nothing: what is not wanted is left \
             out in the kernel already.",
            "-d prints messages about the tracer, which are others than strace's: there are no stops to tell of.",
            "--secontext says what strace says where it was built without SELinux.",
        ],
    ),
    (
        "EXIT STATUS",
        &[
            "That of the command; if a signal ended the command, the same signal ends beetrace. 1 if beetrace could not \
             begin (wrong options, no such command, not permitted). 125 if the command succeeded but its trace is not \
             complete (calls were lost, or the output could not be written). That of a replay: 0; 1 if there is nothing \
             to show (no recording, or not what was asked for); 125 if the recording is not complete.",
        ],
    ),
    (
        "NAMES",
        &["Messages begin with the name that beetrace was called by: a link named strace says strace."],
    ),
    ("SEE ALSO", &["strace(1), perf-trace(1), bpftrace(8), jq(1)"]),
];

/// The man page.
pub fn page() -> String {
    let mut command = Cli::command();
    command.build();
    let mut page = format!(".TH BEETRACE 1 \"\" \"beetrace {}\"\n", env!("CARGO_PKG_VERSION"));
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let long = command.get_long_about().map(ToString::to_string).unwrap_or_default();
    let _ = write!(
        page,
        ".SH NAME\nbeetrace \\- {}\n.SH SYNOPSIS\n\\fBbeetrace\\fR [OPTIONS] PROG [ARGS]\n.br\n\
         \\fBbeetrace\\fR [OPTIONS] \\fB\\-p\\fR PID\n.br\n\
         \\fBbeetrace\\fR [OPTIONS] \\fB\\-\\-replay\\fR=FILE\n.SH DESCRIPTION\n{}\n.PP\n\
         Options are strace's, and stand in the order of strace's manual. What strace does not have is marked with *.\n\
         .SH OPTIONS\n",
        escaped(about.trim_end_matches('.')),
        escaped(&long).replace("\n\n", "\n.PP\n"),
    );
    for topic in TOPICS {
        let there: Vec<_> = topic.there(&command).collect();
        if there.is_empty() {
            continue;
        }
        let _ = writeln!(page, ".SS {}", topic.title);
        for (entry, text) in there {
            let mark = if entry.own { "* " } else { "" };
            let _ = write!(page, ".TP\n{mark}\\fB{}\\fR\n{}", escaped(entry.spelled), escaped(&text));
            let full_stop = if text.ends_with('.') { "" } else { "." };
            let _ = writeln!(page, "{full_stop}\n.br\n\\fI{}\\fR", escaped(entry.example));
        }
    }
    let missing: Vec<String> = not_yet_entries().map(|(option, what)| format!("{option} ({what})")).collect();
    if !missing.is_empty() {
        let _ = write!(page, ".SS Not there yet\n{}.\n", escaped(&missing.join(", ")));
    }
    for (title, paragraphs) in BEHIND {
        let text: Vec<String> = paragraphs.iter().map(|text| escaped(text)).collect();
        let _ = writeln!(page, ".SH {title}\n{}", text.join("\n.PP\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command() -> Command {
        let mut command = Cli::command();
        command.build();
        command
    }

    #[test]
    fn each_option_is_in_the_manual() {
        let command = command();
        let entries = || TOPICS.iter().flat_map(|topic| topic.entries);
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set() && !arg.is_positional()) {
            let name = arg.get_long().map(str::to_owned).or(arg.get_short().map(String::from)).unwrap();
            assert!(entries().any(|entry| entry.names.iter().any(|name| is_called(arg, name))), "{name}");
        }
    }

    #[test]
    fn what_is_beetraces_own_is_marked() {
        let command = command();
        for (entry, _) in TOPICS.iter().flat_map(|topic| topic.there(&command)) {
            for name in entry.names {
                assert_eq!(entry.own, crate::options::words::OWN.contains(name), "{name}");
            }
        }
    }

    #[test]
    fn each_example_is_a_command_line_that_the_options_take() {
        let command = command();
        for (entry, _) in TOPICS.iter().flat_map(|topic| topic.there(&command)) {
            assert!(entry.example.starts_with("beetrace "), "{}", entry.example);
            let output =
                std::process::Command::new("sh").args(["-c", &format!("printf '%s\\n' {}", entry.example)]).output();
            let words = String::from_utf8(output.unwrap().stdout).unwrap();
            let words = words.lines().map(std::ffi::OsString::from);
            let name = entry.names[0];
            match Cli::read(words) {
                Ok(_) => {}
                Err(error) => assert!(["help", "version"].contains(&name), "{}: {error}", entry.example),
            }
        }
    }

    #[test]
    fn the_page_has_each_option_with_its_example() {
        let (page, command) = (page(), command());
        for (entry, _) in TOPICS.iter().flat_map(|topic| topic.there(&command)) {
            assert!(page.contains(&escaped(entry.spelled)), "{}", entry.spelled);
            assert!(page.contains(&escaped(entry.example)), "{}", entry.example);
        }
        assert!(page.lines().all(|line| !line.starts_with('\'')));
    }
}
