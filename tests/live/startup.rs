//! Does the command begin with what the options say, as whom they say, and as whose child?

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::sys::signal::kill;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use crate::common::beetrace;
use crate::common::check;
use crate::common::find_tool;
use crate::common::lone_trial;
use crate::common::same;
use crate::common::text;
use crate::common::tool_name;
use crate::common::trace;
use crate::common::trial;
use crate::common::until;
use crate::common::wait_output;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let with_bash = &[Needs::Root, Needs::Tool("bash")][..];
    vec![
        trial("startup::its_environment_is_changed_but_not_the_path_it_is_found_by", root, environment),
        trial("startup::it_has_the_name_of_argv0", with_bash, argv0),
        trial("startup::it_runs_as_the_user_with_all_groups", &[Needs::Root, Needs::Tool("getent")], user),
        trial("startup::set_user_id_programs_get_their_privileges", with_bash, set_user_id),
        trial("startup::a_file_of_the_trace_grows_with_append", root, append),
        trial("startup::each_task_has_a_file_of_its_own", root, apart),
        trial("startup::a_file_for_each_of_many_tasks_does_not_exhaust_descriptors", root, many_apart),
        trial("startup::few_descriptors_are_enough_and_stay_the_commands_limit", root, few_descriptors),
        trial("startup::no_proc_is_needed", root, no_proc),
        trial("startup::it_is_the_callers_own_child_with_daemonize", with_bash, daemon),
        trial("startup::the_tracer_is_where_daemonize_says", root, places),
        lone_trial("startup::its_death_by_signal_is_its_own_with_daemonize", root, daemon_signal),
        trial("startup::a_failing_exec_ends_the_callers_child", root, daemon_failing),
        lone_trial("startup::it_does_not_outlive_a_tracer_that_is_killed", root, kill_on_exit),
        lone_trial("startup::untraced_children_outlive_the_command_with_kill_on_exit", root, kill_on_exit_spares),
        lone_trial("startup::a_process_that_executes_another_program_is_let_go", root, detach_on_exec),
        lone_trial("startup::the_run_ends_when_the_command_is_let_go", root, detach_command),
        trial("startup::it_goes_on_untraced_when_enough_calls_have_returned", root, syscall_limit),
        trial("startup::a_tip_is_shown_at_the_end", root, tips),
        trial("startup::filtering_by_seccomp_is_accepted", root, seccomp),
    ]
}

fn printed(options: &[&str], command: &[&str]) -> Result<String, Failed> {
    let output = Run::new().args(["-o", "trace"]).args(options).args(command).output()?;
    same("standard error", "", &text(&output.stderr))?;
    Ok(text(&output.stdout))
}

fn environment() -> Outcome {
    let mut run =
        Run::new().args(["-o", "trace", "-v", "-E", "KEPT", "-EA=1", "--env=A=2=3", "-E", "PATH=/none", "-E", "NO"]);
    let path = std::env::var("PATH").map_err(|e| e.to_string())?;
    run.command.env_clear().env("PATH", path).env("KEPT", "x").env("ANOTHER", "y").args(["env"]);
    let output = run.output()?;
    let mut lines: Vec<String> = text(&output.stdout).lines().map(String::from).collect();
    lines.sort();
    same("the environment", vec!["A=2=3".to_string(), "ANOTHER=y".into(), "PATH=/none".into()], lines)
}

/// busybox is all of its programs, and chooses by the name.
fn argv0() -> Outcome {
    let command = ["sh", "-c", "tr '\\0' '\\n' < /proc/$$/cmdline | head -n 1"];
    same("argv[0]", "another x\n", &printed(&["--argv0", "another x"], &command)?)?;
    same("argv[0]", "\n", &printed(&["--argv0="], &command)?)
}

fn user() -> Outcome {
    let ids = ["sh", "-c", "id -u; id -g; id -G"];
    same("by numbers", "65534\n65533\n65533\n", &printed(&["-u", "65534:65533"], &ids)?)?;
    let expected = text(&Run::of("id".as_ref()).args(["-G", "daemon"]).output()?.stdout);
    let got = printed(&["--user=daemon"], &ids)?;
    check(got.ends_with(&format!("\n{expected}")) && got.starts_with("1\n1\n"), || {
        format!("{got} without {expected}")
    })?;
    let output = Run::new().args(["-u", "no-such-user", "true"]).output()?;
    same("message", format!("{}: Cannot find user 'no-such-user'\n", tool_name()), text(&output.stderr))?;
    same("exit status", Some(1), output.status.code())
}

fn set_user_id() -> Outcome {
    let run = Run::new();
    let open =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|e| e.to_string());
    open(run.folder.path(), 0o755)?;
    let copy = run.path("copy");
    fs::copy(find_tool("bash").ok_or("no bash")?, &copy).map_err(|e| e.to_string())?;
    open(&copy, 0o4755)?;
    let mut run = run.args(["-o", "trace", "-u", "65534:65534", "./copy", "-p", "-c", "echo $UID $EUID"]);
    same("the real and the effective user", "65534 0\n", &text(&run.output()?.stdout))
}

fn append() -> Outcome {
    let mut run = Run::new();
    fs::write(run.path("trace"), "old\n").map_err(|e| e.to_string())?;
    run = run.args(["-A", "-o", "trace", "-e", "trace=exit_group", "true"]);
    run.output()?;
    let expected = "old\nexit_group(0)                           = ?\n+++ exited with 0 +++\n";
    same("the file", expected, &run.read("trace")?)?;
    let output = Run::new().args(["-A", "-e", "trace=none", "true"]).output()?;
    let said = format!("{}: -A/--output-append-mode has no effect without -o/--output\n", tool_name());
    same("standard error", said + "+++ exited with 0 +++\n", text(&output.stderr))
}

fn apart() -> Outcome {
    for (options, tasks) in
        [(&["-ff"][..], 3), (&["--follow-forks", "--output-separately"], 3), (&["--output-separately"], 1)]
    {
        let mut run = Run::new().args(options).args(["-o", "t", "-e", "trace=exit_group"]);
        run.command.args([
            "sh",
            "-c",
            "(exit 4) & echo $! >> ids; (exit 4) & echo $! >> ids; wait; echo $$ >> ids; exit 4",
        ]);
        same("exit status", Some(4), run.output()?.status.code())?;
        let ids = run.read("ids")?;
        let ids: Vec<&str> = ids.lines().collect();
        let mut found = 0;
        for id in &ids {
            if let Ok(trace) = run.read(&format!("t.{id}")) {
                let end = "exit_group(4)                           = ?\n+++ exited with 4 +++\n";
                let before = trace.strip_suffix(end).unwrap_or(&trace);
                // The parent's has signals before that.
                let is_own = before.lines().all(|line| line.starts_with("--- SIGCHLD ")) && trace.ends_with(end);
                check(is_own, || format!("a task's file: {trace}"))?;
                found += 1;
            }
        }
        same(&format!("files with {options:?}"), tasks, found)?;
        check(!run.path("t").exists(), || "there is a file of nobody".into())?;
    }
    Ok(())
}

fn few_descriptors() -> Outcome {
    for options in [["-ff", "-o", "t", "-yy"], ["-k", "-o", "t", "-f"]] {
        let mut run = Run::of("sh".as_ref()).args(["-c", "ulimit -Sn 20; exec \"$@\"", "sh"]);
        run.command.arg(beetrace()).args(options).args(["sh", "-c", "ulimit -n; (exit 3) & wait"]);
        let output = run.output()?;
        same("standard error", "", &text(&output.stderr))?;
        same("the command's limit", "20\n", &text(&output.stdout))?;
    }
    Ok(())
}

fn no_proc() -> Outcome {
    let script = "umount -l /proc && exec \"$@\"";
    let mut run = Run::of("unshare".as_ref()).args(["-m", "sh", "-c", script, "sh"]);
    run.command.arg(beetrace()).args(["-yy", "-e", "trace=exit_group", "true"]);
    let output = run.output()?;
    same("the trace", "exit_group(0)                           = ?\n+++ exited with 0 +++\n", &text(&output.stderr))
}

fn many_apart() -> Outcome {
    let mut run = Run::of("sh".as_ref()).args(["-c", "ulimit -n 150; exec \"$@\"", "sh"]);
    run.command.arg(beetrace()).args(["-ff", "-o", "t", "-e", "trace=exit_group,getppid"]);
    run.command.args(["sh", "-c", "i=0; while test $i -lt 400; do (exit 3) & i=$((i + 1)); done; wait"]);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    let mut found = 0;
    for entry in fs::read_dir(run.folder.path()).map_err(|e| e.to_string())?.flatten() {
        let trace = fs::read_to_string(entry.path()).map_err(|e| e.to_string())?;
        check(
            trace.ends_with(" +++\n") && trace.lines().all(|line| !line.starts_with(|c: char| c.is_ascii_digit())),
            || format!("{}: {trace}", entry.path().display()),
        )?;
        found += 1;
    }
    same("files", 401, found)
}

fn daemon() -> Outcome {
    for option in ["-D", "-DD", "-DDD", "--daemonize"] {
        let mut run = Run::of("bash".as_ref()).args(["-c", "\"$@\"; exit $?", "bash"]);
        run.command.arg(beetrace()).args([option, "-o", "trace", "-e", "trace=exit_group"]);
        run.command.args(["sh", "-c", "read name < /proc/$PPID/comm; echo $name; exit 7"]);
        let output = run.output()?;
        same("the command's parent", "bash\n", &text(&output.stdout))?;
        same("exit status", Some(7), output.status.code())?;
        // The caller does not wait for the tracer.
        let trace = until("the trace's end", || run.read("trace").ok().filter(|trace| trace.contains("+++")))?;
        same("the trace", "exit_group(7)                           = ?\n+++ exited with 7 +++\n", &trace)?;
    }
    Ok(())
}

fn places() -> Outcome {
    // Fields after the name: state, parent, group, session.
    for (option, in_group, in_session) in [("-D", true, true), ("-DD", false, true), ("-DDD", false, false)] {
        let mut run =
            Run::new().args([option, "-o", "trace", "sh", "-c", ": > runs; until test -e go; do sleep 0.02; done"]);
        let child = run.spawn()?;
        let command = child.id();
        let fields = |pid: u32| -> Option<(u32, u32, u32)> {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(1).map(|field| field.parse().ok());
            Some((fields.next()??, fields.next()??, fields.next()??))
        };
        let own = beetrace().canonicalize().map_err(|e| e.to_string())?;
        let folder = run.folder.path().to_owned();
        // By then the tracer is where it is to be.
        until("the command runs", || run.path("runs").exists().then_some(()))?;
        let tracer = until("the tracer", || {
            let all = fs::read_dir("/proc").ok()?.flatten();
            all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).find(|pid| {
                let of = |what: &str| fs::read_link(format!("/proc/{pid}/{what}")).ok();
                let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
                *pid != command
                    && of("exe").as_ref() == Some(&own)
                    && of("cwd").as_ref() == Some(&folder)
                    && !name.starts_with("bt-janitor")
                    && fields(*pid).is_some_and(|(parent, ..)| parent != command)
            })
        });
        let tracer = tracer.map(|tracer| (tracer, fields(tracer)));
        let of_command = fields(command);
        fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
        same("exit status", Some(0), wait_output(child)?.status.code())?;
        let (tracer, of_tracer) = tracer?;
        let (of_tracer, of_command) = (of_tracer.ok_or("no tracer")?, of_command.ok_or("no command")?);
        same(&format!("{option}: in the caller's group"), in_group, of_tracer.1 == of_command.1)?;
        same(&format!("{option}: in the caller's session"), in_session, of_tracer.2 == of_command.2)?;
        until("the tracer's end", || fields(tracer).is_none().then_some(()))?;
    }
    Ok(())
}

fn daemon_signal() -> Outcome {
    let mut run = Run::new().args(["-D", "-o", "trace", "sh", "-c", "kill -TERM $$"]);
    same("ending signal", Some(libc::SIGTERM), run.output()?.status.signal())?;
    until("the last line", || run.read("trace").ok().filter(|trace| trace.contains("+++ killed by SIGTERM +++\n")))?;
    Ok(())
}

fn daemon_failing() -> Outcome {
    let mut run = Run::new();
    fs::write(run.path("plain"), "text\n").map_err(|e| e.to_string())?;
    run = run.args(["-D", "./plain"]);
    let output = run.output()?;
    same("exit status", Some(1), output.status.code())?;
    let said = text(&output.stderr);
    check(said.contains(&format!("{}: exec: Permission denied\n", tool_name())), || said.clone())
}

/// Whether that process runs.
fn lives(pid: &str) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

fn kill_on_exit() -> Outcome {
    let script = "sleep 1000 & echo $! > child; echo $$ > self; wait";
    for (options, child_too) in [(&["-f", "--kill-on-exit"][..], true), (&["--kill-on-exit"], false)] {
        let mut run = Run::new().args(options).args(["-o", "trace", "sh", "-c", script]);
        run.command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = run.spawn()?;
        let id = |name: &str| {
            until(name, || run.read(name).ok().filter(|id| id.ends_with('\n')).map(|id| id.trim().to_owned()))
        };
        let ids = id("self").and_then(|this| Ok((this, id("child")?)));
        let tracer = Pid::from_raw(child.id() as i32);
        kill(tracer, Signal::SIGKILL).map_err(|e| e.to_string())?;
        let output = wait_output(child)?;
        let (this, other) = ids?;
        same("the tracer's end", Some(libc::SIGKILL), output.status.signal())?;
        let end = until("the command's end", || (!lives(&this)).then_some(()));
        let spared =
            if child_too { until("the child's end", || (!lives(&other)).then_some(false))? } else { lives(&other) };
        let _ = Command::new("kill").arg(&other).stderr(Stdio::null()).status();
        end?;
        same("the untraced child lives", !child_too, spared)?;
    }
    Ok(())
}

fn kill_on_exit_spares() -> Outcome {
    let mut run = Run::new().args(["--kill-on-exit", "-o", "trace", "sh", "-c"]);
    run.command.args(["sleep 1000 > /dev/null 2>&1 & echo $! > child; exit 3"]);
    same("exit status", Some(3), run.output()?.status.code())?;
    let child = run.read("child")?;
    let lived = lives(child.trim());
    let _ = Command::new("kill").arg(child.trim()).status();
    check(lived, || "a child that was not traced was killed".into())
}

fn detach_on_exec() -> Outcome {
    // The shell's own execve is where tracing begins; that of its child, of whose name none is there, ends it.
    let mut run = Run::new().args(["-f", "-b", "execve", "-o", "trace", "-e", "trace=execve,exit_group"]);
    run.command.args(["/bin/sh", "-c", "(exec /bin/sh -c 'exit 4'); exec /no/such"]);
    same("exit status", Some(127), run.output()?.status.code())?;
    let tasks = trace::by_task(&run.read("trace")?, true)?;
    same("tasks", 2, tasks.len())?;
    let [shell, child] = [0, 1].map(|at| tasks.values().nth(at).cloned().unwrap_or_default());
    check(
        child.len() == 1 && child[0].ends_with(" vars */ <detached ...>") && child[0].contains("execve(\"/bin/sh\", "),
        || format!("the child's lines: {child:?}"),
    )?;
    let ends = ["exit_group(127)", "+++ exited with 127 +++"];
    let is_whole = shell.len() >= 3
        && shell[0].ends_with(" = 0")
        && shell.iter().rev().zip(ends.iter().rev()).all(|(line, end)| line.contains(end));
    check(is_whole, || format!("the shell's lines: {shell:?}"))
}

/// Runs a command that writes down its `id`, waits for `go` and tells that it `ran`. It outlives the run: what that has
/// said, and whose id it is.
fn let_go(run: &mut Run) -> Result<(String, String), Failed> {
    let output = run.output();
    let lived = run.read("id").is_ok_and(|id| lives(id.trim()));
    fs::write(run.path("go"), "").map_err(|e| e.to_string())?;
    let output = output?;
    same("exit status", Some(0), output.status.code())?;
    check(lived, || "the command did not go on".into())?;
    until("the command's end", || run.path("ran").exists().then_some(()))?;
    Ok((text(&output.stderr), run.read("id")?.trim().to_owned()))
}

fn detach_command() -> Outcome {
    let mut run = Run::new().args(["--detach-on=execve", "-e", "trace=execve"]);
    run.command.args([
        "/bin/sh",
        "-c",
        "echo $$ > id; exec /bin/sh -c 'until test -e go; do sleep 0.02; done; : > ran' > /dev/null 2>&1",
    ]);
    let (said, id) = let_go(&mut run)?;
    let end = format!(" vars */ <detached ...>\n{}: Process {id} detached\n", tool_name());
    check(said.ends_with(&end), || said.clone())
}

fn syscall_limit() -> Outcome {
    // What shows is what counts: not the one that fails.
    let script = "echo $$ > id; exec > /dev/null 2>&1; cd /none; cd /; cd -; until test -e go; do sleep 0.02; done";
    let mut run = Run::new().args(["-z", "--syscall-limit=1", "-e", "trace=chdir", "sh", "-c"]);
    run.command.arg(format!("{script}; : > ran"));
    let ((said, id), tool) = (let_go(&mut run)?, tool_name());
    let (line, end) = said.split_once('\n').ok_or("no line")?;
    check(line.starts_with("chdir(\"/\")") && line.ends_with(" = 0"), || said.clone())?;
    let reached = "System call limit has been reached, detaching tracees";
    same("the end", format!("{tool}: {reached}\n{tool}: Process {id} detached\n").as_str(), end)?;
    for options in [&["-q"][..], &["-o", "trace"]] {
        let mut run = Run::new().args(options).args(["--syscall-limit=2", "-e", "trace=exit_group,execve"]);
        run.command.args(["sh", "-c", "exec /bin/sh -c 'exit 3'"]);
        let output = run.output()?;
        same("exit status", Some(0), output.status.code())?;
        let said = run.read("trace").unwrap_or_default() + &text(&output.stderr);
        check(said.lines().filter(|line| line.starts_with("execve(")).count() == 2, || said.clone())?;
        same("lines", 2, said.lines().count())?;
    }
    // A call that never returns does not count, either.
    let output = Run::new().args(["--syscall-limit=1", "-e", "trace=exit_group", "sh", "-c", "exit 3"]).output()?;
    same("exit status", Some(3), output.status.code())?;
    let output = Run::new().args(["-c", "-U", "calls,name", "--syscall-limit=2", "-q", "true"]).output()?;
    let said = text(&output.stderr);
    check(said.lines().any(|line| line.split_whitespace().eq(["2", "total"])), || said.clone())?;
    let mut run = Run::new().args(["--record", "r.bt", "true"]);
    run.output()?;
    let replayed = Run::new().args(["--replay"]).args([run.path("r.bt")]).args(["--syscall-limit=3"]).output()?;
    same("lines of the replay", 3, text(&replayed.stdout).lines().count())
}

fn tips() -> Outcome {
    for (option, lines) in [("--tips", 1), ("--tips=0", 1), ("--tips=id:1,format:full", 4), ("--tips=none", 0)] {
        let output = Run::new().args([option, "-o", "trace", "sh", "-c", "exit 3"]).output()?;
        same("exit status", Some(3), output.status.code())?;
        same(option, lines, text(&output.stderr).lines().count())?;
    }
    Ok(())
}

fn seccomp() -> Outcome {
    let mut run = Run::new().args(["-f", "--seccomp-bpf", "-e", "trace=exit_group", "-o", "trace"]);
    run.command.arg(Target::program("exit_code")?);
    let output = run.output()?;
    same("standard error", "", &text(&output.stderr))?;
    check(run.read("trace")?.contains("exit_group("), || "the call is missing".into())
}
