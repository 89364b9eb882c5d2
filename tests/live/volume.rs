//! Is nothing lost, however fast the command and however slow the reader? And what is lost, is it counted?

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::fd::FromRawFd;
use std::os::fd::OwnedFd;
use std::process::Output;
use std::process::Stdio;

use libtest_mimic::Failed;
use libtest_mimic::Trial;
use nix::errno::Errno;

use crate::common::beetrace;
use crate::common::check;
use crate::common::in_vm;
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
    vec![
        trial("volume::nothing_is_lost_of_two_busy_threads", root, two_threads),
        trial("volume::nothing_is_lost_when_the_reader_pauses", root, pausing_reader),
        trial("volume::nothing_is_lost_of_16_busy_processes", root, || crowd("trace", 16, 50_000, 6_000)),
        trial("volume::nothing_is_lost_of_50_busy_processes", root, || crowd("trace", 50, 20_000, 2_000)),
        trial("volume::nothing_is_lost_of_200_processes_when_the_reader_pauses", root, || {
            crowd("|sleep 1; cat > trace", 200, 3_000, 500)
        }),
        trial("volume::nothing_is_lost_of_real_time_processes", root, real_time),
        trial("volume::nothing_is_lost_of_24_finds", root, finds),
        trial("volume::nothing_is_lost_of_24_times_dd", root, copies),
        trial("volume::nothing_is_lost_of_large_blocks", root, large_blocks),
        trial("volume::a_call_gets_through_however_large", root, large_call),
        trial("volume::an_array_is_copied_as_far_as_it_is_shown", root, many_areas),
        trial("volume::nothing_is_lost_of_8_times_dd_of_large_blocks", root, large_blocks_at_once),
        trial("volume::with_drop_what_is_lost_is_counted", root, drop_counts),
        trial("volume::what_is_lost_does_not_mix_with_what_is_not", root, drop_keeps_calls_apart),
        trial("volume::the_lines_about_lost_calls_and_the_closing_message_agree", root, drop_counts_calls_only),
        lone_trial("volume::an_id_that_is_used_again_is_not_taken_for_the_task_that_had_it", root, used_again),
        trial("volume::memory_stays_below_64_mib", root, || {
            memory(&[], &[Target::program("calls")?.as_os_str(), "300000".as_ref(), "2".as_ref()])
        }),
        trial("volume::memory_stays_below_64_mib_with_long_strings", root, || {
            memory(&["-s", "1048576"], &["sh", "-c", LARGE_BLOCKS, "60"].map(OsStr::new))
        }),
        trial(
            "volume::what_one_side_of_the_tracepoints_misses_the_other_one_sees",
            &[Needs::Root, Needs::SkippedPrograms],
            one_side,
        ),
        trial("volume::many_short_processes_are_all_there", root, many_processes),
        trial("volume::ids_are_those_of_the_tracers_namespace", root, namespace),
    ]
}

/// Calls per task; no other lines must be there, but for those of children's ends.
fn getppid_lines(trace: &str) -> Result<BTreeMap<u32, usize>, Failed> {
    let mut counts = BTreeMap::new();
    for line in trace.lines().filter(|line| !line.contains(" --- SIGCHLD ")) {
        let id = trace::prefix(line).ok_or_else(|| format!("no task id in front: {line}"))?;
        check(line.contains(" getppid()  ") && line.contains(" = "), || format!("not a whole line: {line}"))?;
        *counts.entry(id).or_default() += 1;
    }
    Ok(counts)
}

/// Two threads, each with so many calls (fewer in an emulated machine, which is slow).
fn two_busy_threads(output: &str, calls: usize, calls_in_vm: usize) -> Outcome {
    let calls = if in_vm() { calls_in_vm } else { calls };
    let mut run = Run::new().args(["-f", "-qq", "-o", output, "-e", "trace=getppid"]);
    run.command.arg(Target::program("calls")?).args([&calls.to_string(), "2"]);
    nothing_lost(&run.output()?)?;
    let counts = getppid_lines(&run.read("trace")?)?;
    same("lines of each thread", vec![calls; 2], counts.into_values().collect())
}

fn two_threads() -> Outcome {
    two_busy_threads("trace", 1_000_000, 300_000)
}

fn pausing_reader() -> Outcome {
    let seconds = if in_vm() { 2 } else { 5 };
    two_busy_threads(&format!("|sleep {seconds}; cat > trace"), 1_000_000, 500_000)
}

/// So many processes at once, each with so many calls (fewer in an emulated machine, which is slow).
fn crowd(output: &str, processes: usize, calls: usize, calls_in_vm: usize) -> Outcome {
    let calls = if in_vm() { calls_in_vm } else { calls };
    let mut run = Run::new().args(["-f", "-qq", "-o", output, "-e", "trace=getppid"]);
    run.command.arg(Target::program("crowd")?).args([processes.to_string(), calls.to_string()]);
    nothing_lost(&run.output()?)?;
    let counts = getppid_lines(&run.read("trace")?)?;
    same("lines of each process", vec![calls; processes], counts.into_values().collect())
}

/// They let nobody else have a processor but who is more urgent still: beetrace's main thread is not.
fn real_time() -> Outcome {
    let (processes, calls) = (4, if in_vm() { 20_000 } else { 100_000 });
    let mut run = Run::new().args(["-f", "-qq", "-o", "trace", "-e", "trace=getppid"]);
    run.command.arg(Target::program("crowd")?).args([&processes.to_string(), &calls.to_string(), "95"]);
    nothing_lost(&run.output()?)?;
    let counts = getppid_lines(&run.read("trace")?)?;
    same("lines of each process", vec![calls; processes], counts.into_values().collect())
}

/// The command and its trace have come to a good end.
fn nothing_lost(output: &Output) -> Outcome {
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())
}

/// How many programs the trials with real ones run at once.
const AT_ONCE: usize = 24;

/// The trace of that command, run so many times at once by a shell whose standard output is /dev/null.
fn at_once(calls: &str, command: &str) -> Result<String, Failed> {
    let script = format!("i=0; while [ $i -lt {AT_ONCE} ]; do {command} & i=$((i + 1)); done; wait");
    let mut run = Run::new().args(["-f", "-qq", "-o", "trace", "-e", calls, "sh", "-c", &script]);
    run.command.stdout(std::process::Stdio::null());
    nothing_lost(&run.output()?)?;
    run.read("trace")
}

/// The results of a call, of each task that makes it.
fn results_of(trace: &str, call: &str) -> Result<Vec<Vec<i64>>, Failed> {
    let mut results = BTreeMap::<u32, Vec<i64>>::new();
    for line in trace.lines().filter(|line| line.contains(call)) {
        let id = trace::prefix(line).ok_or_else(|| format!("no task id in front: {line}"))?;
        let result = line.rsplit_once(" = ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        results.entry(id).or_default().push(result.ok_or_else(|| format!("no result: {line}"))?);
    }
    Ok(results.into_values().collect())
}

/// All of them walk through the same folders, with the same calls. But one that is held still in the middle of
/// getdents64 gets fewer entries at once, as the kernel does when a signal is pending.
fn finds() -> Outcome {
    let folders = if in_vm() { "/proc/sys /bin" } else { "/usr/include" };
    let trace = at_once("trace=newfstatat,getdents64", &format!("/usr/bin/find {folders} -size 1"))?;
    let bytes: Vec<i64> = results_of(&trace, " getdents64(")?.iter().map(|results| results.iter().sum()).collect();
    let one = bytes.first().copied().unwrap_or_default();
    check(one > 10_000, || format!("only {one} bytes of names: the trial shows nothing"))?;
    same("bytes of names that each has read", vec![one; AT_ONCE], bytes)?;
    let mut looks: Vec<usize> = results_of(&trace, " newfstatat(")?.iter().map(Vec::len).collect();
    let one = looks.iter().max().copied().unwrap_or_default();
    // Where the shell has looked for commands is fewer, as many folders as PATH may have.
    looks.retain(|looks| *looks > one / 2);
    same("calls of each that look at a file", vec![one; AT_ONCE], looks)
}

fn copies() -> Outcome {
    let blocks = if in_vm() { 3_000 } else { 20_000 };
    let trace = at_once("trace=read,write", &format!("/bin/dd if=/dev/zero of=/dev/null bs=512 count={blocks} 2>&1"))?;
    for call in [" read(0, \"\\0", " write(1, \"\\0"] {
        let of_blocks: Vec<&str> = trace.lines().filter(|line| line.contains(call)).collect();
        check(of_blocks.iter().all(|line| line.ends_with(" = 512")), || {
            format!("not a block: {:?}", of_blocks.first())
        })?;
        let blocks_of: Vec<usize> = results_of(&trace, call)?.iter().map(Vec::len).collect();
        same("blocks of each", vec![blocks; AT_ONCE], blocks_of)?;
    }
    Ok(())
}

/// A shell script of which dd copies so many blocks of a million bytes.
const LARGE_BLOCKS: &str = "exec dd if=/dev/zero of=/dev/null bs=1000000 count=$0 2>/dev/null";

fn large_blocks() -> Outcome {
    let blocks = if in_vm() { 10 } else { 60 };
    let mut run = Run::new().args(["-qq", "-s", "1000000", "-o", "trace", "-e", "trace=read,write"]);
    run.command.args(["sh", "-c", LARGE_BLOCKS, &blocks.to_string()]);
    nothing_lost(&run.output()?)?;
    let trace = run.read("trace")?;
    for call in ["read(0, \"\\0", "write(1, \"\\0"] {
        same(call, blocks, trace.lines().filter(|line| line.starts_with(call)).count())?;
    }
    Ok(())
}

/// Eight areas of a MiB: what a call may bring of them is limited, and all of it is marked.
fn large_call() -> Outcome {
    const MIB: usize = 1 << 20;
    let mut run = Run::new().args(["-qq", "-s", "1048576", "-o", "trace", "-e", "trace=writev"]);
    run.command.arg(Target::program("areas")?).args(["8", &MIB.to_string()]);
    nothing_lost(&run.output()?)?;
    let trace = run.read("trace")?;
    check(trace.ends_with(&format!(", iov_len={MIB}}}], 8) = {}\n", 8 * MIB)), || "the end is not there".into())?;
    let areas: Vec<&str> = trace.split("iov_base=").skip(1).collect();
    same("areas", 8, areas.len())?;
    for (letter, area) in ('a'..).zip(areas) {
        let data = area.strip_prefix('"').unwrap_or(area).trim_start_matches(letter);
        check(data.starts_with("\"..., iov_len=") || data.starts_with("\", iov_len="), || {
            format!("{letter}: {}", data.chars().take(100).collect::<String>())
        })?;
        let length = area.len() - data.len() - 1;
        check(data.starts_with("\"...") == (length < MIB), || format!("{letter}: {length} bytes, marked wrongly"))?;
        check(letter > 'a' || length == MIB, || format!("the first area has {length} bytes"))?;
    }
    Ok(())
}

/// A thousand areas of which 32 are shown.
fn many_areas() -> Outcome {
    let mut run = Run::new().args(["-qq", "-o", "trace", "-e", "trace=writev"]);
    run.command.arg(Target::program("areas")?).args(["1024", "1"]);
    nothing_lost(&run.output()?)?;
    let trace = run.read("trace")?;
    same("areas shown", 32, trace.matches("iov_base=\"").count())?;
    check(trace.ends_with(", ...], 1024) = 1024\n"), || trace.clone())
}

/// As many programs as the largest machine of tests/vm has processors. Of their trace, which is large, only the lines
/// of blocks are counted: the results of more than three digits. (Of /dev/zero a program that is held still gets less.)
fn large_blocks_at_once() -> Outcome {
    let (programs, blocks) = (8, if in_vm() { 1 } else { 20 });
    let dd = format!("/bin/dd if=/dev/zero of=/dev/null bs=1000000 count={blocks} 2>/dev/null");
    let script = format!("i=0; while [ $i -lt {programs} ]; do {dd} & i=$((i + 1)); done; wait");
    let mut run = Run::new().args(["-f", "-qq", "-s", "1000000", "-e", "trace=read,write"]);
    // Only how each line begins: a pattern takes busybox minutes to look for in lines of megabytes.
    run.command.args(["-o", "|cut -b -40 > trace", "sh", "-c", &script]);
    nothing_lost(&run.output()?)?;
    let trace = run.read("trace")?;
    let of_blocks = |line: &&str| line.contains(" read(0, \"\\0") || line.contains(" write(1, \"\\0");
    same("lines", 2 * programs * blocks, trace.lines().filter(of_blocks).count())
}

/// The lines about calls, and how many more the others say are lost.
pub fn printed_and_lost(trace: &str) -> Result<(Vec<&str>, u64), Failed> {
    let (mut printed, mut lost) = (Vec::new(), 0);
    for line in trace.lines() {
        let said = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        match said.strip_prefix("+++ ").and_then(|line| line.strip_suffix(" lost +++")) {
            Some(said) => {
                let count = said.split(' ').next().unwrap_or_default();
                lost += count.parse::<u64>().map_err(|e| format!("{line}: {e}"))?;
            }
            None => printed.push(line),
        }
    }
    Ok((printed, lost))
}

/// Not all calls are in the trace, but each is accounted for on its place, and the closing message says as many.
fn accounts(output: &Output, made: u64, printed: usize, lost: u64) -> Outcome {
    same("printed and lost", made, printed as u64 + lost)?;
    closes_with(output, lost)
}

/// The only message says how many calls are lost in all (and perhaps what else is).
fn closes_with(output: &Output, lost: u64) -> Outcome {
    check(lost > 0, || "nothing was lost: the trial shows nothing".into())?;
    let stderr = text(&output.stderr);
    let said = stderr.strip_prefix(&format!("{}: {lost} call", tool_name()));
    let said = said.map(|rest| rest.strip_prefix('s').unwrap_or(rest));
    let fits = said.is_some_and(|rest| rest.starts_with(" lost: ") || rest.starts_with(" and "));
    check(fits && stderr.lines().count() == 1, || format!("one line about {lost} calls is expected, not:\n{stderr}"))?;
    same("exit status", Some(125), output.status.code())
}

fn drop_counts() -> Outcome {
    let made: u64 = if in_vm() { 300_000 } else { 1_500_000 };
    // Nobody reads before the last call is made.
    let reader = "|while [ ! -e done ]; do sleep 0.1; done; cat > trace";
    let mut run = Run::new().args(["--overflow=drop", "-qq", "-o", reader, "-e", "trace=getppid"]);
    run.command.arg(Target::program("calls")?).args([&made.to_string(), "1", "done"]);
    let output = run.output()?;
    let trace = run.read("trace")?;
    let (printed, lost) = printed_and_lost(&trace)?;
    accounts(&output, made, printed.len(), lost)
}

/// The end of a task is lost, since the ring is full, and its id is given to a process that is none of the command's.
fn used_again() -> Outcome {
    const LAST_ID: &str = "/proc/sys/kernel/ns_last_pid";
    let made: u64 = 400_000;
    let mut run = Run::new().args(["--overflow=drop", "-f", "-qq", "-e", "trace=getppid"]);
    run.command.args(["-o", "|read line < go; cat > trace", "sh", "-c"]);
    run.command.arg("\"$0\" $1; true & wait $!; echo $! > ended; read line < again");
    run.command.arg(Target::program("calls")?).arg(made.to_string());
    for fifo in ["go", "again"] {
        nix::unistd::mkfifo(&run.path(fifo), nix::sys::stat::Mode::S_IRWXU).map_err(|e| e.to_string())?;
    }
    let child = run.spawn()?;
    let ended: u32 = until("the task ended", || run.read("ended").ok()?.trim_end().parse().ok())?;
    let stranger = Target::program("calls")?;
    // Another process may be given the id in between; that one does not keep it.
    until("the id is used again", || {
        fs::write(LAST_ID, (ended - 1).to_string()).ok()?;
        let mut stranger = std::process::Command::new(&stranger).arg("1000").spawn().ok()?;
        stranger.wait().ok()?;
        (stranger.id() == ended).then_some(())
    })?;
    for fifo in ["again", "go"] {
        fs::write(run.path(fifo), "go\n").map_err(|e| e.to_string())?;
    }
    let output = wait_output(child)?;
    let trace = run.read("trace")?;
    let (printed, lost) = printed_and_lost(&trace)?;
    let calls = printed.iter().filter(|line| line.contains(" getppid()")).count() as u64 + lost;
    // The shell asks for its parent, too; the stranger did a thousand times.
    check((made..made + 10).contains(&calls), || format!("{calls} calls are told of, {made} were made"))?;
    closes_with(&output, lost)
}

/// Whether a line is one of the target's calls, with the call's own arguments and all of the data.
fn is_of_losing(line: &str, data: &str) -> bool {
    let Some(rest) = line.strip_prefix(&format!("recvfrom(4, {data}, 16000, MSG_PEEK, 0x")) else {
        return line == "lseek(-7, 4321, SEEK_END)               = -1 EBADF (Bad file descriptor)";
    };
    // The length that went in is not there when its record is lost.
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    [", [128 => 0]) = 16000", ", [0]) = 16000"].contains(&rest)
}

/// Each call has several records, any of which may be lost: one before it, and large ones after it.
fn drop_keeps_calls_apart() -> Outcome {
    let count: u64 = 10_000;
    let mut run = Run::new().args(["--overflow=drop", "-qq", "-s", "16000", "-e", "trace=recvfrom,lseek"]);
    run.command.args(["-o", "|sleep 1; cat > trace"]).arg(Target::program("losing")?).arg(count.to_string());
    let output = run.output()?;
    let trace = run.read("trace")?;
    let (printed, lost) = printed_and_lost(&trace)?;
    let data = format!("\"{}\"", "x".repeat(16000));
    for line in &printed {
        check(is_of_losing(line, &data), || format!("not a line of these calls: {}", line.replace(&data, "\"x...\"")))?;
    }
    accounts(&output, 2 * count, printed.len(), lost)
}

/// Many tasks end while the ring is full, most without a call of their own that is lost.
fn drop_counts_calls_only() -> Outcome {
    let script = "i=0; while [ $i -lt 3000 ]; do (exit 7); i=$((i + 1)); done";
    let mut run = Run::new().args(["-f", "--overflow=drop", "-q", "-o", "|read line < go; cat > trace"]);
    nix::unistd::mkfifo(&run.path("go"), nix::sys::stat::Mode::S_IRWXU).map_err(|e| e.to_string())?;
    run.command.args(["-e", "trace=getppid,exit_group,rt_sigprocmask,rt_sigaction", "sh", "-c"]);
    run.command.arg(format!("\"$0\" 600000; {script}; echo > go")).arg(Target::program("calls")?);
    let output = run.output()?;
    let trace = run.read("trace")?;
    let lines =
        trace.lines().filter_map(|line| line.split_once(" +++ ")?.1.split_once(" lost +++")).map(|(said, _)| said);
    let mut lost = 0;
    for said in lines {
        let count: u64 = said.split(' ').next().unwrap_or_default().parse().map_err(|e| format!("{said}: {e}"))?;
        check(count > 0, || format!("a line says: {said} lost"))?;
        lost += count;
    }
    check(text(&output.stderr).contains(" other event"), || "only calls were lost: the trial shows nothing".into())?;
    closes_with(&output, lost)
}

/// The kernel's own record of the largest size. The pipe's command keeps beetrace alive until it is read at last.
fn memory(options: &[&str], command: &[&OsStr]) -> Outcome {
    let mut run = Run::new().args(["-f", "-o", "|cat > trace; : > written; read line < go"]).args(options);
    nix::unistd::mkfifo(&run.path("go"), nix::sys::stat::Mode::S_IRWXU).map_err(|e| e.to_string())?;
    run.command.args(command);
    let child = run.spawn()?;
    let written = until("the trace is written", || run.path("written").exists().then_some(()));
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).map_err(|e| e.to_string())?;
    fs::write(run.path("go"), "go\n").map_err(|e| e.to_string())?;
    written?;
    same("exit status", Some(0), wait_output(child)?.status.code())?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let peak: u64 = peak.ok_or("no VmHWM in /proc/PID/status")?;
    check(peak < 64 * 1024, || format!("{peak} KiB were resident"))
}

fn many_processes() -> Outcome {
    let script = "i=0; while [ $i -lt 300 ]; do (exit 7); i=$((i + 1)); done";
    let mut run = Run::new().args(["-f", "-o", "trace", "-e", "trace=exit_group", "sh", "-c", script]);
    let output = run.output()?;
    same("exit status", Some(0), output.status.code())?;
    let trace = run.read("trace")?;
    let count = |text: &str| trace.lines().filter(|line| line.contains(text)).count();
    same(
        "exits",
        (300, 300, 1),
        (count(" exit_group(7)"), count("+++ exited with 7 +++"), count("+++ exited with 0 +++")),
    )
}

fn namespace() -> Outcome {
    let mut run = Run::of("unshare".as_ref()).args(["-p", "-f", "--mount-proc"]);
    run.command.arg(beetrace()).args(["-f", "-o", "trace", "-e", "trace=getpid,exit_group"]);
    run.command.args(["sh", "-c", "echo $$; sh -c 'echo $$; exit 3' & wait $!"]);
    let output = run.output()?;
    let ids: Vec<u32> = text(&output.stdout).lines().filter_map(|line| line.parse().ok()).collect();
    check(ids.len() == 2 && ids.iter().all(|id| *id < 100), || format!("the namespace is not new: {ids:?}"))?;
    let tasks = trace::by_task(&run.read("trace")?, true)?;
    same("the ids in front of the lines", ids, tasks.into_keys().collect())
}

/// The perf side of the tracepoints is switched off and on, each time in the middle of a call.
fn one_side() -> Outcome {
    /// include/uapi/linux/perf_event.h: _IO('$', 0) and _IO('$', 1).
    const PERF_EVENT_IOC_ENABLE: libc::c_ulong = 0x2400;
    const PERF_EVENT_IOC_DISABLE: libc::c_ulong = 0x2401;
    const LINES: usize = 100;
    let mut run = Run::new().args(["-e", "trace=read", "-o", "trace", "sh", "-c", "while read -r x; do echo ok; done"]);
    run.command.stdin(Stdio::piped());
    let mut child = run.spawn()?;
    let pid = child.id();
    let (mut to, mut from) = (child.stdin.take().ok_or("no input")?, child.stdout.take().ok_or("no output")?);
    let mut lines = |count: usize| -> Outcome {
        for _ in 0..count {
            to.write_all(b"ab\n")?;
            // The shell is done with the line, and reads on.
            from.read_exact(&mut [0; 3])?;
        }
        Ok(())
    };
    lines(1)?;
    for switch in [PERF_EVENT_IOC_DISABLE, PERF_EVENT_IOC_ENABLE, PERF_EVENT_IOC_DISABLE] {
        let events = perf_events(pid)?;
        check(!events.is_empty(), || "there is no perf side".to_string())?;
        for event in events {
            // SAFETY: an ioctl without memory on a descriptor of ours.
            Errno::result(unsafe { libc::ioctl(event.as_raw_fd(), switch, 0) })?;
        }
        lines(LINES)?;
    }
    drop(to);
    let output = wait_output(child)?;
    same("standard error", "", &text(&output.stderr))?;
    same("exit status", Some(0), output.status.code())?;
    let trace = run.read("trace")?;
    let bytes = trace.lines().filter(|line| line.starts_with("read(0, \"") && line.ends_with(" = 1")).count();
    same("calls", 3 * (1 + 3 * LINES), bytes)
}

/// Copies of the descriptors of a process by which it has programs on the perf side.
fn perf_events(pid: u32) -> Result<Vec<OwnedFd>, Failed> {
    let copied = |call, from: i32, number: i32| -> Result<OwnedFd, Errno> {
        // SAFETY: both calls take numbers and return a new descriptor.
        let fd = Errno::result(unsafe { libc::syscall(call, from, number, 0) })?;
        // SAFETY: it is ours alone.
        Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) })
    };
    let process = copied(libc::SYS_pidfd_open, pid as i32, 0)?;
    let mut events = Vec::new();
    for entry in fs::read_dir(format!("/proc/{pid}/fd"))? {
        let path = entry?.path();
        let is_event = fs::read_link(&path).is_ok_and(|link| link.as_os_str() == "anon_inode:[perf_event]");
        let number = path.file_name().and_then(|name| name.to_str()?.parse().ok());
        if let (true, Some(number)) = (is_event, number) {
            events.push(copied(libc::SYS_pidfd_getfd, process.as_raw_fd(), number)?);
        }
    }
    Ok(events)
}
