//! Is the command held still wherever it has gone, and is nothing left frozen?

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

use libtest_mimic::Failed;
use libtest_mimic::Trial;

use crate::common::beetrace;
use crate::common::cgroup_mounts;
use crate::common::check;
use crate::common::in_vm;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trial;
use crate::common::until;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;
use crate::volume::printed_and_lost;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    vec![
        trial("cgroups::a_command_that_moves_to_another_cgroup_loses_nothing", root, moves),
        trial("cgroups::two_that_move_to_cgroups_of_their_own_lose_nothing", root, two_move),
        trial("cgroups::a_child_that_begins_in_another_cgroup_loses_nothing", root, begins_elsewhere),
        trial("cgroups::among_others_it_is_not_held_and_that_is_said", root, among_others),
        trial("cgroups::in_the_root_it_is_not_held_and_that_is_said", root, in_the_root),
        lone_trial("cgroups::after_sigkill_a_command_that_has_moved_goes_on", root, killed),
        lone_trial("cgroups::the_mount_point_may_have_a_space_in_its_name", root, space_in_mount_point),
    ]
}

/// A cgroup that the trial makes.
struct Elsewhere {
    folder: PathBuf,
}

impl Elsewhere {
    fn new() -> Result<Elsewhere, Failed> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("elsewhere.{}.{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let folder = mount()?.join(name);
        fs::create_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        Ok(Elsewhere { folder })
    }

    fn events(&self) -> String {
        fs::read_to_string(self.folder.join("cgroup.events")).unwrap_or_default()
    }

    /// It must not be left frozen.
    fn is_thawed(&self) -> Outcome {
        until("the other cgroup is thawed", || self.events().contains("frozen 0").then_some(()))
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // Whoever is in it still: a trial that failed.
        let _ = fs::write(self.folder.join("cgroup.freeze"), "0");
        for id in fs::read_to_string(self.folder.join("cgroup.procs")).unwrap_or_default().lines() {
            let _ = Command::new("kill").args(["-KILL", id]).status();
        }
        let _ = until("the cgroup can be removed", || fs::remove_dir(&self.folder).ok());
    }
}

fn mount() -> Result<PathBuf, Failed> {
    Ok(cgroup_mounts().into_iter().next().ok_or("no cgroup v2 tree is mounted")?)
}

/// More than fits into the ring and the pipe.
fn calls() -> usize {
    if in_vm() {
        150_000
    } else {
        400_000
    }
}

/// A run whose reader pauses.
fn behind_a_pause() -> Run {
    Run::new().args(["-f", "-qq", "-o", "|sleep 1; cat > trace", "-e", "trace=getppid"])
}

/// All calls are there, and nobody has a word to say.
fn whole(mut run: Run, made: usize) -> Outcome {
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    same("calls", made, run.read("trace")?.lines().filter(|line| line.contains(" getppid()")).count())
}

fn moves() -> Outcome {
    let elsewhere = Elsewhere::new()?;
    let mut run = behind_a_pause();
    run.command.arg(Target::program("leaves")?).arg(calls().to_string()).arg(&elsewhere.folder);
    whole(run, calls())?;
    elsewhere.is_thawed()
}

fn two_move() -> Outcome {
    let (one, other) = (Elsewhere::new()?, Elsewhere::new()?);
    let mut run = behind_a_pause();
    run.command.arg(Target::program("leaves")?).arg(calls().to_string()).args([&one.folder, &other.folder]);
    whole(run, 2 * calls())?;
    one.is_thawed()?;
    other.is_thawed()
}

fn begins_elsewhere() -> Outcome {
    let elsewhere = Elsewhere::new()?;
    let mut run = behind_a_pause();
    run.command.arg(Target::program("into_cgroup")?).arg(&elsewhere.folder).arg(calls().to_string());
    whole(run, calls())?;
    elsewhere.is_thawed()
}

/// The command moves to that folder, and cannot be held there: one line says so, with that reason, and a second one
/// what is lost.
fn told(folder: &std::path::Path, reason: &str) -> Outcome {
    // Nobody reads before the last call is made.
    let reader = "|while [ ! -e done ]; do sleep 0.1; done; cat > trace";
    let mut run = Run::new().args(["-f", "-qq", "-o", reader, "-e", "trace=getppid"]);
    run.command.arg(Target::program("leaves")?).arg(calls().to_string()).arg(folder);
    let output = run.output()?;
    let stderr = text(&output.stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    let start = format!("{}: process ", tool_name());
    let end = format!(
        " has left for {}, where it cannot be held still ({reason}): what it loses is counted",
        folder.display()
    );
    let fits = lines.len() == 2
        && lines[0]
            .strip_prefix(&start)
            .and_then(|line| line.strip_suffix(&end))
            .is_some_and(|id| id.parse::<u32>().is_ok())
        && lines[1].contains(" lost");
    check(fits, || format!("not {start}N{end}, and what is lost:\n{stderr}"))?;
    same("exit status", Some(125), output.status.code())?;
    let trace = run.read("trace")?;
    let (printed, lost) = printed_and_lost(&trace)?;
    let calls_printed = printed.iter().filter(|line| line.contains(" getppid()")).count();
    same("printed and lost", calls() as u64, calls_printed as u64 + lost)
}

fn among_others() -> Outcome {
    let elsewhere = Elsewhere::new()?;
    let mut other = Command::new("sleep").arg("600").spawn().map_err(|e| e.to_string())?;
    let moved = fs::write(elsewhere.folder.join("cgroup.procs"), other.id().to_string());
    let outcome =
        moved.map_err(|e| e.to_string().into()).and_then(|()| told(&elsewhere.folder, "other tasks are in it"));
    let _ = other.kill();
    let _ = other.wait();
    outcome?;
    elsewhere.is_thawed()
}

fn in_the_root() -> Outcome {
    let root = mount()?;
    // In a container, what is mounted is not the root of all.
    match root.join("cgroup.freeze").exists() {
        true => told(&root, "other tasks are in it"),
        false => told(&root, "the root of all cgroups cannot be frozen"),
    }
}

/// Nobody reads beetrace's output: the command is held still until beetrace is gone.
fn killed() -> Outcome {
    let elsewhere = Elsewhere::new()?;
    let mut run = Run::new().args(["-o", "-", "-f", "-e", "trace=getppid"]);
    run.command.arg(Target::program("leaves")?).arg("2000000").arg(&elsewhere.folder);
    let mut child = run.spawn()?;
    until("the command is held still", || elsewhere.events().contains("frozen 1").then_some(()))?;
    check(!run.path("done").exists(), || "the command has ended already".into())?;
    child.kill().map_err(|e| e.to_string())?;
    until("beetrace ends", || child.try_wait().ok().flatten())?;
    until("the command goes on after the tracer's end", || run.path("done").exists().then_some(()))?;
    elsewhere.is_thawed()
}

/// Who asks for freezing is told when it cannot be had.
fn space_in_mount_point() -> Outcome {
    let script = r#"umount -l $(sed -n 's/^[^ ]* \([^ ]*\) cgroup2 .*/\1/p' /proc/self/mounts) &&
        mkdir "a mount" && mount -t cgroup2 none "a mount" && exec "$@""#;
    let mut run = Run::of("unshare".as_ref()).args(["-m", "sh", "-c", script, "sh"]);
    run.command.arg(beetrace()).args(["--overflow=freeze", "-o", "trace", "sh", "-c", "cat /proc/self/cgroup"]);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    let own = text(&output.stdout).lines().find_map(|line| Some(line.strip_prefix("0::")?.to_owned()));
    check(own.is_some_and(|own| own.contains("/beetrace.")), || text(&output.stdout))
}
