//! Is what is copied of the command's memory what its calls were made with?
//!
//! Two readers run capture plans: bpf/capture.h in the kernel, src/follower/peek.rs on tasks that wait. Every plan of
//! every row and variant is run by both on the same memory: pointers to pairs of pointers and lengths, to text, to a
//! page's end behind which nothing is, to nothing. A filter refuses the calls, so that they change nothing.

use std::cell::Cell;
use std::cell::RefCell;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;

use beetrace::command::launch::launch;
use beetrace::command::launch::Program;
use beetrace::event::Waiting;
use beetrace::follower::peek;
use beetrace::follower::peek::Copied;
use beetrace::kernel::ring::Ring;
use beetrace::kernel::ring::Taken;
use beetrace::kernel::Kernel;
use beetrace::options::cli::Cli;
use beetrace::options::config::Config;
use beetrace::output::Text;
use beetrace::output::View;
use beetrace::syscalls;
use beetrace::syscalls::abi::Abi;
use beetrace::syscalls::plan::plan;
use beetrace::wire;
use beetrace::wire::AlignedBytes;
use beetrace::wire::Record;
use clap::Parser;
use libtest_mimic::Trial;
use nix::sys::signal::SigSet;
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;

use crate::common::check;
use crate::common::same;
use crate::common::text;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// As tests/targets/copied.c has it.
const PLACE: u64 = 0x2000_0000;
const PAGE: u64 = 4096;
const PAGES: u64 = 3;
const REFUSED: i64 = -4000;
/// Calls that no filter is asked about (kernel/seccomp.c): they kill whoever makes them by himself.
const UNFILTERED: [&str; 2] = ["uprobe", "uretprobe"];
/// A chunk's status when all of the memory was there: BT_OK of bpf/wire.h.
const WHOLE: u8 = 0;
/// Calls at once, whose records fit into the ring.
const BATCH: usize = 100;

/// Where pointers lead: pairs of a pointer and a length, strings, a page without NUL from its beginning, its last bytes,
/// pairs up to its end, nothing at all, NULL.
const POINTERS: [u64; 7] = [PLACE, PLACE + PAGE, PLACE + 2 * PAGE, END - 5, END - 40, 8, 0];
const END: u64 = PLACE + PAGES * PAGE;
/// Lengths and numbers of elements.
const LENGTHS: [u64; 4] = [0, 3, 1000, 1 << 40];

pub fn trials() -> Vec<Trial> {
    let mut trials = vec![trial("capture::what_is_followed_is_what_is_shown", &[Needs::Root], followed)];
    for (name, options) in [("as_it_is", &[][..]), ("with_long_strings_and_all_elements", &["-v", "-s", "5000"])] {
        let name = format!("capture::both_readers_of_a_plan_read_the_same_{name}");
        trials.push(trial(&name, &[Needs::Root], move || both_readers_agree(options)));
    }
    trials
}

/// What the pointers lead to.
fn memory() -> Vec<u8> {
    let mut pages = vec![0u8; (PAGES * PAGE) as usize];
    let mut write = |at: u64, word: u64| {
        let at = (at - PLACE) as usize;
        pages[at..at + 8].copy_from_slice(&word.to_ne_bytes());
    };
    for pair in 0..100 {
        write(PLACE + pair * 16, PLACE + PAGE + pair * 8);
        write(PLACE + pair * 16 + 8, 5 + pair);
    }
    for word in 0..PAGE / 8 {
        // "text 0007" and a NUL every 16 bytes.
        let text = format!("text {word:03}");
        write(PLACE + PAGE + word * 8, u64::from_ne_bytes(text.as_bytes()[..8].try_into().unwrap_or_default()));
        if word % 2 == 1 {
            write(PLACE + PAGE + word * 8, u64::from(b'.'));
        }
        write(PLACE + 2 * PAGE + word * 8, u64::from_ne_bytes(*b"no ends "));
    }
    for pair in 0..2 {
        write(END - 40 + pair * 16, PLACE + PAGE);
        write(END - 32 + pair * 16, 7);
    }
    pages
}

/// The registers of calls that run this plan: every pointer, every length.
fn registers(copied: &[Copied], chosen: Option<(usize, u64)>) -> Vec<[u64; 6]> {
    let mut all = Vec::new();
    for pointer in 0..POINTERS.len() {
        for length in LENGTHS {
            let mut args = [0; 6];
            for arg in copied.iter().filter_map(|one| one.length) {
                args[arg] = length;
            }
            // Several pointers of one call lead to different places.
            for arg in copied.iter().filter_map(|one| one.from) {
                args[arg] = POINTERS[(pointer + arg) % POINTERS.len()];
            }
            if let Some((arg, value)) = chosen {
                args[arg] = value;
            }
            if !all.contains(&args) {
                all.push(args);
            }
        }
    }
    all
}

struct Call {
    nr: u32,
    args: [u64; 6],
}

/// Calls that run all plans there are.
fn calls(config: &Config) -> Vec<Call> {
    let mut calls = Vec::new();
    for row in Abi::X86_64.table().iter().filter(|row| !UNFILTERED.contains(&row.name)) {
        let cases = row.select.map_or(&[][..], |select| select.cases).iter().map(Some);
        for case in cases.chain([None]) {
            let on = row.select.and_then(|select| row.args.iter().position(|arg| arg.name == select.on));
            // Of no variant is a number that none has.
            let chosen = on.map(|on| (on, case.map_or(0x7a_bcde, |case| case.values[0])));
            let Some(plan) = plan(row, case, config.extent.of(Abi::X86_64, row.nr)) else { continue };
            let copied = peek::parts(&plan);
            calls.extend(registers(&copied, chosen).into_iter().map(|args| Call { nr: row.nr, args }));
        }
    }
    calls
}

/// What a chunk says: argument, part and element; status, bytes there should be, bytes there are.
type Piece = (u8, u8, u32, (u8, u64, Vec<u8>));

fn pieces<'a>(chunks: &'a AlignedBytes, is_compared: impl Fn(u8, u8) -> bool + 'a) -> Vec<Piece> {
    let mut all: Vec<Piece> = wire::chunks(chunks.bytes())
        .filter(|chunk| chunk.comm().is_none() && is_compared(chunk.head.arg, chunk.head.part))
        .map(|chunk| {
            let head = chunk.head;
            (head.arg, head.part, head.index, (head.status, head.want, chunk.bytes.to_vec()))
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// How many of the bytes that fill chunks up to a multiple of 8 are not 0: old bytes of another call.
fn stale_bytes(chunks: &[u8]) -> usize {
    let stale = |chunk: wire::RawChunk<'_>| {
        let end = chunk.bytes.as_ptr() as usize + chunk.bytes.len() - chunks.as_ptr() as usize;
        let padding = chunks.get(end..end.next_multiple_of(8).min(chunks.len())).unwrap_or_default();
        padding.iter().filter(|&&byte| byte != 0).count()
    };
    wire::chunks(chunks).map(stale).sum()
}

/// The first pieces that only one of the readers has.
fn difference(kernels: &[Piece], ours: &[Piece]) -> String {
    let only = |some: &[Piece], others: &[Piece]| {
        some.iter().find(|piece| !others.contains(piece)).map_or("nothing more".to_string(), |piece| {
            let (arg, part, index, (status, want, bytes)) = piece;
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]);
            format!(
                "argument {arg}, part {part}, element {index}: status {status}, {} of {want}: {head:?}",
                bytes.len()
            )
        })
    };
    format!("the kernel side reads\n{}\nand peek\n{}", only(kernels, ours), only(ours, kernels))
}

fn both_readers_agree(options: &[&str]) -> Outcome {
    let folder = tempfile::tempdir()?;
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    for fifo in [&input, &output] {
        mkfifo(fifo, Mode::S_IRWXU)?;
    }
    let program = Target::program("copied")?;
    let script = format!("exec {} <{} >{}", program.display(), input.display(), output.display());
    let words = ["beetrace", "sh", "-c", &script];
    let arguments = words[..1].iter().chain(options).chain(&words[1..]);
    let cli = Cli::try_parse_from(arguments).map_err(|error| error.to_string())?;
    let config = Config::new(cli).map_err(|error| error.to_string())?;

    let command = Program::new(&config).map_err(|e| format!("{e:#}"))?;
    let mut launched = launch(&command, &SigSet::empty(), None).map_err(|e| format!("{e:#}"))?;
    let pid = launched.pid.as_raw() as u32;
    let mut object = MaybeUninit::uninit();
    let kernel = Kernel::load(&config, Text::new(false).needs(), false, &mut object).map_err(|e| format!("{e:#}"))?;
    kernel.trace_launched(pid).map_err(|e| format!("{e:#}"))?;
    let _attached = kernel.attach().map_err(|e| format!("{e:#}"))?;
    let seen: RefCell<Vec<(Call, AlignedBytes)>> = RefCell::default();
    let mut series = AlignedBytes::default();
    let padded = Cell::new(0);
    let ring = Ring::new(kernel.ring(), |bytes| {
        if let Ok(Record::Call(call, chunks)) = wire::parse(bytes) {
            if call.ret == REFUSED {
                padded.set(padded.get() + stale_bytes(chunks));
                series.append(chunks);
                if !wire::goes_on(&call.head) {
                    let mut joined = AlignedBytes::default();
                    wire::join(series.bytes(), &mut joined);
                    seen.borrow_mut().push((Call { nr: call.nr, args: call.args }, joined));
                    series.clear();
                }
            }
        }
        ControlFlow::Continue(())
    })
    .map_err(|e| format!("{e:#}"))?;
    launched.release()?;

    let mut to = File::options().write(true).open(&input)?;
    let mut from = File::open(&output)?;
    to.write_all(&memory())?;
    let all = calls(&config);
    let mut compared = 0;
    for batch in all.chunks(BATCH) {
        to.write_all(&(batch.len() as u64).to_ne_bytes())?;
        for call in batch {
            to.write_all(&u64::from(call.nr).to_ne_bytes())?;
            call.args.iter().try_for_each(|arg| to.write_all(&arg.to_ne_bytes()))?;
        }
        from.read_exact(&mut [0])?;
        while ring.take(BATCH).map_err(|e| format!("{e:#}"))? != Taken::Nothing {}
        let seen = seen.take();
        if seen.len() != batch.len() {
            return Err(format!("{} of {} calls came", seen.len(), batch.len()).into());
        }
        for (call, (told, copied)) in batch.iter().zip(&seen) {
            let row = syscalls::lookup(Abi::X86_64, call.nr).ok_or("no row")?;
            let what = format!("{}({:x?})", row.name, call.args);
            if (told.nr, told.args) != (call.nr, call.args) {
                return Err(format!("{what} came as {}({:x?})", told.nr, told.args).into());
            }
            let limits = config.extent.of(Abi::X86_64, row.nr);
            let plan = plan(row, row.case(&call.args), limits).ok_or("no plan")?;
            let parts = peek::parts(&plan);
            // Parts of which some ops wait for the result: peek cannot have them.
            // Nor does it matter what a struct leads to that is not there as a whole: it is shown by its address.
            let is_whole = |arg: u8| {
                let mut heads =
                    wire::chunks(copied.bytes()).filter(|chunk| (chunk.head.arg, chunk.head.part) == (arg, 0));
                heads.all(|chunk| chunk.head.status == WHOLE)
            };
            let is_compared = |arg: u8, part: u8| {
                let mut ops = parts.iter().filter(|copied| (copied.arg, copied.part) == (arg, part));
                ops.all(|copied| copied.is_input && (!copied.follows || is_whole(arg)))
            };
            let mut peeked = AlignedBytes::default();
            let waiting = Waiting { abi: Abi::X86_64, nr: call.nr, args: call.args, ip: 0 };
            peek::inputs(pid, &waiting, &plan, limits.budget(), &mut peeked);
            let (kernels, ours) = (pieces(copied, is_compared), pieces(&peeked, is_compared));
            if kernels != ours {
                return Err(format!("{what}: {}", difference(&kernels, &ours)).into());
            }
            compared += usize::from(!kernels.is_empty());
        }
    }
    drop(to);
    same("bytes between chunks that are not 0", 0, padded.get())?;
    println!("{compared} of {} calls had something to be read", all.len());
    if compared < all.len() / 4 {
        return Err(format!("only {compared} of {} calls had something to be read", all.len()).into());
    }
    Ok(())
}

/// Another thread changes the number of areas between any two reads of it.
fn followed() -> Outcome {
    let program = Target::program("changing")?;
    let mut run = Run::new().args(["-e", "trace=sendmsg", "-o", "trace"]).args([program]);
    let output = run.output()?;
    check(output.status.success(), || text(&output.stderr))?;
    let trace = run.read("trace")?;
    let mut seen = [0; 2];
    for line in trace.lines().filter(|line| line.starts_with("sendmsg(")) {
        let areas = line.matches("{iov_base=").count();
        check(line.contains(&format!("msg_iovlen={areas},")), || format!("it says otherwise: {line}"))?;
        seen[areas - 1] += 1;
    }
    same("calls", 20_000, seen[0] + seen[1])?;
    // One processor may show one number only.
    println!("one area {}, two {}", seen[0], seen[1]);
    Ok(())
}
