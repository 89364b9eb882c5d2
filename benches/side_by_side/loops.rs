//! Which calls are measured?

use std::ffi::CStr;
use std::os::fd::AsFd;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use anyhow::ensure;
use anyhow::Result;
use nix::sys::wait::wait;
use nix::sys::wait::WaitStatus;
use nix::unistd::fork;
use nix::unistd::pipe;
use nix::unistd::read;
use nix::unistd::ForkResult;

/// A loop of calls.
pub struct Loop {
    /// What it is called here and on the command line.
    pub name: &'static str,
    /// What the lines of its calls have and no other line: in the words of every tool.
    pub mark: &'static str,
    /// Calls in one turn.
    pub calls: u64,
    /// A turn of this loop counts as so many: where one call is a lot of work.
    pub weight: u64,
    /// Makes so many turns and says how long the calls took.
    time: fn(u64) -> Duration,
}

/// The cheapest call there is: what tracing adds shows most.
pub const GETPPID: Loop = Loop { name: "getppid", mark: "getppid()", calls: 1, weight: 1, time: getppid };
/// All the calls, for a recording.
pub const MIX: Loop = Loop { name: "mix", mark: "", calls: 6, weight: 1, time: mix };
/// One call with as many areas of memory as there can be.
pub const WRITEV: Loop = Loop { name: "writev", mark: "writev(", calls: 1, weight: 20, time: write_areas };
/// Few bytes each way.
pub const READ_WRITE: Loop = Loop { name: "read+write", mark: " 17)", calls: 2, weight: 1, time: read_write };
/// The loops of the table.
pub const LOOPS: [Loop; 5] = [
    GETPPID,
    READ_WRITE,
    Loop { name: "open", mark: "123456, ", calls: 1, weight: 1, time: open },
    Loop { name: "stat", mark: "123456, ", calls: 1, weight: 1, time: stat },
    WRITEV,
];

/// A file that there is everywhere.
const PATH: &CStr = c"/etc/passwd";
/// The folder that the path begins at. It is absolute, so the kernel does not look at this: the number is for
/// finding the line.
const FOLDER: i32 = 123_456;
/// Files that the loop of opens has open at a time, below the usual limit of 1024.
const OPEN_AT_A_TIME: u64 = 256;

impl Loop {
    /// Makes so many turns on each of so many threads; ns per call.
    pub fn run(&self, turns: u64, threads: u64) -> f64 {
        let others: Vec<_> = (1..threads)
            .map(|_| {
                let time = self.time;
                thread::spawn(move || time(turns))
            })
            .collect();
        let mine = (self.time)(turns);
        let all = others.into_iter().map(|other| other.join().unwrap_or_default()).fold(mine, |all, one| all + one);
        all.as_nanos() as f64 / (turns * self.calls * threads) as f64
    }

    /// Makes so many turns in each of so many processes at once; ns per call of all of them together: from the moment
    /// when the first one begins to the end of the last one. Call with one thread only: it forks.
    pub fn run_processes(&self, turns: u64, processes: u64) -> Result<f64> {
        let (gate, opener) = pipe()?;
        for _ in 0..processes {
            // SAFETY: one thread, see above.
            if let ForkResult::Child = unsafe { fork()? } {
                drop(opener);
                // Nobody writes: the pipe's end is what they wait for.
                let _ = read(gate.as_fd(), &mut [0]);
                (self.time)(turns);
                // SAFETY: ends the child, which has nothing to clear up.
                unsafe { libc::_exit(0) }
            }
        }
        let start = Instant::now();
        drop(opener);
        for _ in 0..processes {
            ensure!(matches!(wait()?, WaitStatus::Exited(_, 0)), "a process has failed");
        }
        Ok(start.elapsed().as_nanos() as f64 / (turns * self.calls * processes) as f64)
    }
}

fn timed(turns: u64, mut turn: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..turns {
        turn();
    }
    start.elapsed()
}

fn getppid(turns: u64) -> Duration {
    // SAFETY: takes nothing and always succeeds; here and below by number, so that it is this call and no other.
    timed(turns, || unsafe {
        libc::syscall(libc::SYS_getppid);
    })
}

fn read_write(turns: u64) -> Duration {
    let (from, to) = (open_file(c"/dev/zero", libc::O_RDONLY), open_file(c"/dev/null", libc::O_WRONLY));
    timed(turns, || transfer(from, to))
}

/// Opens, and closes what is open between the timed stretches.
fn open(turns: u64) -> Duration {
    let mut files = Vec::with_capacity(OPEN_AT_A_TIME as usize);
    let mut spent = Duration::ZERO;
    let mut left = turns;
    while left > 0 {
        let count = left.min(OPEN_AT_A_TIME);
        left -= count;
        spent += timed(count, || files.push(open_file(PATH, libc::O_RDONLY)));
        files.drain(..).for_each(close);
    }
    spent
}

fn stat(turns: u64) -> Duration {
    timed(turns, stat_file)
}

/// Areas of one writev: the most that the kernel takes.
const AREAS: usize = 1024;

fn write_areas(turns: u64) -> Duration {
    let to = open_file(c"/dev/null", libc::O_WRONLY);
    let bytes = *b"an area ";
    let area = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    let areas = [area; AREAS];
    // SAFETY: as many areas as said, which are only read.
    timed(turns, || unsafe {
        libc::syscall(libc::SYS_writev, to, areas.as_ptr(), AREAS);
    })
}

fn mix(turns: u64) -> Duration {
    let (from, to) = (open_file(c"/dev/zero", libc::O_RDONLY), open_file(c"/dev/null", libc::O_WRONLY));
    timed(turns, || {
        getppid(1);
        transfer(from, to);
        close(open_file(PATH, libc::O_RDONLY));
        stat_file();
    })
}

fn open_file(path: &CStr, mode: i32) -> i64 {
    // SAFETY: the path ends with NUL and is only read.
    unsafe { libc::syscall(libc::SYS_openat, FOLDER, path.as_ptr(), mode) }
}

fn close(file: i64) {
    // SAFETY: a descriptor that `open_file` made and nobody else holds.
    unsafe { libc::syscall(libc::SYS_close, file) };
}

fn transfer(from: i64, to: i64) {
    let mut buffer = [0u8; 17];
    // SAFETY: the buffer is as long as said.
    unsafe {
        libc::syscall(libc::SYS_read, from, buffer.as_mut_ptr(), buffer.len());
        libc::syscall(libc::SYS_write, to, buffer.as_ptr(), buffer.len());
    }
}

fn stat_file() {
    let mut found = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: the path ends with NUL; the kernel fills in a struct of that size, which nobody reads.
    unsafe { libc::syscall(libc::SYS_newfstatat, FOLDER, PATH.as_ptr(), found.as_mut_ptr(), 0) };
}
