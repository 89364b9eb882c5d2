//! What do all tests that run the binary need? Where the binary and the targets are, what this machine offers,
//! and how a test that cannot run here says so.

// Each test executable uses a part of it.
#![allow(dead_code)]

pub mod oracle;
pub mod trace;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;
use std::sync::OnceLock;
use std::sync::RwLock;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::SigHandler;
use nix::sys::signal::Signal;

pub type Outcome = Result<(), Failed>;

/// How long anything may take before the test counts as hung. Emulated machines are slow, more so with 8 processors.
pub fn limit() -> Duration {
    Duration::from_secs(if in_vm() { 300 } else { 60 })
}

/// Held for reading while a trial runs; for writing by one that looks at the whole machine (what is left behind).
static MACHINE: RwLock<()> = RwLock::new(());

/// The traced programs state what signals do by default. nohup, or a shell that starts us in the background, has
/// some of them ignored, which every program that we start would inherit.
pub fn reset_signals() {
    for signal in [Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM, Signal::SIGCHLD] {
        // SAFETY: no handler is installed.
        let _ = unsafe { nix::sys::signal::signal(signal, SigHandler::SigDfl) };
    }
}

/// The binary under test.
pub fn beetrace() -> PathBuf {
    match env::var_os("BEETRACE_BIN") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_BIN_EXE_beetrace")),
    }
}

/// What the binary calls itself in messages.
pub fn tool_name() -> String {
    beetrace().file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// In a VM everything is built beforehand, and little else is there.
pub fn in_vm() -> bool {
    env::var_os("BEETRACE_TARGETS").is_some()
}

/// The folder of compiled targets, made at the first call.
pub fn targets() -> Result<&'static Path, String> {
    static TARGETS: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let made = TARGETS.get_or_init(|| {
        if let Some(path) = env::var_os("BEETRACE_TARGETS") {
            return Ok(PathBuf::from(path));
        }
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("targets");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/targets/build.sh");
        let built = Command::new(&script).arg(&out).output().map_err(|e| format!("{}: {e}", script.display()))?;
        if built.status.success() {
            Ok(out)
        } else {
            Err(format!("the targets do not compile:\n{}", String::from_utf8_lossy(&built.stderr)))
        }
    });
    made.as_deref().map_err(Clone::clone)
}

/// A compiled target and its source.
pub struct Target {
    pub name: String,
    pub program: PathBuf,
    /// The options named in its first line, `// options: -f -e trace=clone`.
    pub options: Vec<String>,
}

impl Target {
    pub fn named(name: &str) -> Result<Target, String> {
        let program = Target::program(name)?;
        let source = program.with_extension("c");
        let text = fs::read_to_string(&source).map_err(|e| format!("{}: {e}", source.display()))?;
        let options = text.lines().next().and_then(|line| line.strip_prefix("// options:"));
        let options = options.ok_or_else(|| format!("{}: the first line names no options", source.display()))?;
        let options = options.split_whitespace().map(String::from).collect();
        Ok(Target { name: name.to_string(), program, options })
    }

    /// The path of a target, also of one without a trial of its own.
    pub fn program(name: &str) -> Result<PathBuf, String> {
        Ok(targets()?.join(name))
    }

    /// Every target with a first line of options, in the order of names.
    pub fn all() -> Result<Vec<Target>, String> {
        let folder = targets()?;
        let mut names: Vec<String> = fs::read_dir(folder)
            .map_err(|e| format!("{}: {e}", folder.display()))?
            .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".c")?.to_string()))
            .collect();
        names.sort();
        Ok(names.iter().filter_map(|name| Target::named(name).ok()).collect())
    }

    pub fn follows(&self) -> bool {
        self.options.iter().any(|option| option == "-f")
    }
}

/// Why a trial cannot run here.
pub enum Needs {
    Root,
    /// A program of the distribution.
    Tool(&'static str),
    /// A strace to compare with that has all that beetrace follows.
    NewestStrace,
    /// A C compiler that knows this ABI, and has its headers.
    Compiles(&'static str),
    /// Linux 7, which can keep a program from running: see bpf/beetrace.bpf.c.
    SkippedPrograms,
    /// A processor of its own: not in a VM, whose only one is emulated, and held still again and again.
    Processor,
}

impl Needs {
    /// The reason when the need is not met, and whether that is to be expected.
    fn missing(&self) -> Option<(String, bool)> {
        match self {
            Needs::Root => (!nix::unistd::geteuid().is_root()).then(|| ("not root".into(), false)),
            Needs::NewestStrace => (!oracle::is_newest()).then(|| ("strace is older than 7.2".into(), true)),
            Needs::Compiles(option) => {
                (!compiles(option)).then(|| (format!("no gcc {option}"), in_vm() || *option == "-mx32"))
            }
            Needs::SkippedPrograms => (kernel_major() < 7).then(|| ("not on this kernel".into(), true)),
            Needs::Processor => in_vm().then(|| ("in VM: it is about processor time".into(), true)),
            Needs::Tool(tool) => find_tool(tool).is_none().then(|| match in_vm() {
                true => (format!("in VM: no {tool}"), true),
                false => (format!("no {tool}"), false),
            }),
        }
    }
}

/// Whether gcc compiles for that ABI.
fn compiles(option: &str) -> bool {
    let mut gcc = Command::new("gcc");
    gcc.args([option, "-xc", "-fsyntax-only", "-include", "stdio.h", "/dev/null"]);
    gcc.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn kernel_major() -> u32 {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    release.split('.').next().and_then(|major| major.parse().ok()).unwrap_or_default()
}

pub fn find_tool(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// A trial beside which others may run.
pub fn trial(name: &str, needs: &[Needs], run: impl FnOnce() -> Outcome + Send + 'static) -> Trial {
    build(name, needs, move || {
        let _shared = MACHINE.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        run()
    })
}

/// A trial that looks at the whole machine (what is left behind), so that no other may run meanwhile.
pub fn lone_trial(name: &str, needs: &[Needs], run: impl FnOnce() -> Outcome + Send + 'static) -> Trial {
    build(name, needs, move || {
        let _alone = MACHINE.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let before = Leftovers::now();
        run()?;
        before.nothing_new()
    })
}

/// A trial that cannot run is marked as ignored, with the reason; in CI that is a failure, unless it is in a VM.
fn build(name: &str, needs: &[Needs], run: impl FnOnce() -> Outcome + Send + 'static) -> Trial {
    match needs.iter().find_map(Needs::missing) {
        None => Trial::test(name, run),
        Some((reason, expected)) if expected || env::var_os("CI").is_none_or(|ci| ci != "true") => {
            Trial::test(name, run).with_kind(reason).with_ignored_flag(true)
        }
        Some((reason, _)) => Trial::test(name, move || Err(format!("skipped in CI: {reason}").into())),
    }
}

/// What a tracer may forget: cgroups and processes.
pub struct Leftovers {
    found: Vec<String>,
}

impl Leftovers {
    pub fn now() -> Leftovers {
        let mut found: Vec<String> =
            cgroups().into_iter().map(|folder| format!("cgroup {}", folder.display())).collect();
        let own = beetrace();
        let own = own.canonicalize().unwrap_or(own);
        for process in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let exe = fs::read_link(process.path().join("exe")).unwrap_or_default();
            if exe == own || targets().is_ok_and(|folder| exe.starts_with(folder)) {
                found.push(format!("process {} ({})", process.file_name().to_string_lossy(), exe.display()));
            }
        }
        Leftovers { found }
    }

    /// Fails when there is something now that was not there before. What is on its way out has a moment to go.
    pub fn nothing_new(&self) -> Outcome {
        let mut new = Vec::new();
        for _ in 0..50 {
            new = Leftovers::now().found;
            new.retain(|item| !self.found.contains(item));
            if new.is_empty() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(format!("left behind: {}", new.join(", ")).into())
    }
}

/// All cgroups (v2) that were made for traced commands.
fn cgroups() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                walk(&entry.path(), found);
                if entry.file_name().to_string_lossy().starts_with("beetrace") {
                    found.push(entry.path());
                }
            }
        }
    }
    let mut found = Vec::new();
    for mount in cgroup_mounts() {
        walk(&mount, &mut found);
    }
    found
}

/// Where cgroup v2 trees are mounted.
pub fn cgroup_mounts() -> Vec<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let of_cgroups = mounts.lines().filter(|line| line.split(' ').nth(2) == Some("cgroup2"));
    of_cgroups.filter_map(|line| line.split(' ').nth(1).map(PathBuf::from)).collect()
}

/// The cgroup of this name.
pub fn find_cgroup(name: &str) -> Option<PathBuf> {
    cgroups().into_iter().find(|folder| folder.ends_with(name))
}

/// A run of the binary under test in a folder of its own.
pub struct Run {
    pub folder: tempfile::TempDir,
    pub command: Command,
}

impl Run {
    pub fn new() -> Run {
        Run::of(&beetrace())
    }

    pub fn of(program: &Path) -> Run {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut command = Command::new(program);
        command.current_dir(folder.path()).env("LC_ALL", "C").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Run { folder, command }
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Run {
        self.command.args(args);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> Result<String, Failed> {
        let path = self.path(name);
        let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Runs to the end. A run that hangs is killed, and fails.
    pub fn output(&mut self) -> Result<Output, Failed> {
        let child = self.spawn()?;
        wait_output(child)
    }

    pub fn spawn(&mut self) -> Result<Child, Failed> {
        // A group of its own: what hangs is killed with all that it started.
        self.command.process_group(0);
        let program = self.command.get_program().to_os_string();
        self.command.spawn().map_err(|e| format!("{}: {e}", Path::new(&program).display()).into())
    }
}

/// Waits for a child that was given a process group of its own.
pub fn wait_output(child: Child) -> Result<Output, Failed> {
    let group = child.id() as i32;
    let waiter = thread::spawn(move || child.wait_with_output());
    let start = Instant::now();
    while !waiter.is_finished() {
        if start.elapsed() > limit() {
            // SAFETY: kill has no memory effects.
            unsafe { libc::kill(-group, libc::SIGKILL) };
            return Err(format!("hangs: killed after {} s", limit().as_secs()).into());
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output: io::Result<Output> = waiter.join().map_err(|_| "the waiting thread panicked")?;
    Ok(output.map_err(|e| format!("waiting failed: {e}"))?)
}

/// Asks again until there is an answer; fails after the limit.
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> Result<T, Failed> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return Ok(answer);
        }
        if start.elapsed() > limit() {
            return Err(format!("waited {} s in vain: {what}", limit().as_secs()).into());
        }
        thread::sleep(Duration::from_millis(5));
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Fails with both sides shown.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, expected: T, got: T) -> Outcome {
    if expected == got {
        Ok(())
    } else {
        Err(format!("{what}\n  expected: {expected:?}\n  got:      {got:?}").into())
    }
}

pub fn check(holds: bool, what: impl FnOnce() -> String) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(what().into())
    }
}
