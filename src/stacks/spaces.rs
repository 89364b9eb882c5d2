//! Which file was mapped where, in which process, at which time?
//!
//! Follows the records of perf in the order of their times, as far as somebody asks: what has happened later is kept
//! until then, since an execve replaces what a record of before is to be read by. What a process had mapped before
//! anything was told of it, /proc tells.

use std::collections::VecDeque;
use std::rc::Rc;

use libbpf_rs::libbpf_sys;
use rustc_hash::FxHashMap;

/// Events that wait for their time; more of them happen at once.
const MOST_WAITING: usize = 1 << 18;
/// Processes that are gone whose mappings are kept: records of them may still come.
const MOST_GONE: usize = 256;
/// Mappings of one process that are kept.
const MOST_MAPPINGS: usize = 1 << 16;
/// A PERF_RECORD_COMM that an execve has made.
const COMM_EXEC: u16 = 1 << 13;

/// A file that is mapped.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Mapped {
    /// Its path as its process sees it; `[vdso]` and the like for what is no file.
    pub path: Vec<u8>,
    /// Its device,
    pub device: (u32, u32),
    /// and its number there; 0 for what is no file.
    pub inode: u64,
}

impl Mapped {
    /// Whether it is memory without a file.
    pub fn is_anonymous(&self) -> bool {
        self.path.is_empty() || self.path == b"//anon"
    }
}

/// A piece of a process's memory.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Where it begins,
    pub begin: u64,
    /// and ends.
    pub end: u64,
    /// Where in the file it begins.
    pub at: u64,
    /// What is mapped.
    pub file: Rc<Mapped>,
}

/// What a record of perf tells.
#[derive(Debug, PartialEq, Eq)]
enum Event {
    Map { pid: u32, begin: u64, len: u64, at: u64, file: Mapped },
    Exec { pid: u32 },
    Fork { pid: u32, parent: u32 },
    Exit { pid: u32 },
    Lost(u64),
}

/// The memory of processes.
#[derive(Debug, Default)]
pub struct Spaces {
    spaces: FxHashMap<u32, Space>,
    waiting: VecDeque<(u64, Event)>,
    /// Those that have come and are in no order yet.
    new: Vec<(u64, Event)>,
    gone: VecDeque<u32>,
    /// Mappings that nobody was told of.
    lost: u64,
}

#[derive(Debug, Default, Clone)]
struct Space {
    /// In the order of their addresses; none overlaps another.
    mappings: Vec<Mapping>,
    threads: u32,
}

impl Spaces {
    /// Those of a process that has not run its program, and of all that it makes; of none so far if it is number 0.
    pub fn of(pid: u32) -> Spaces {
        let mut spaces = Spaces::default();
        if pid != 0 {
            spaces.spaces.insert(pid, Space { threads: 1, ..Space::default() });
        }
        spaces
    }

    /// That process was there before, with so many threads; `maps`: its memory, in the words of /proc/PID/maps. What is
    /// told of it from then on, and of the moments before, comes on top.
    pub fn there(&mut self, pid: u32, threads: u32, maps: &[u8]) {
        let mut space = Space { threads, ..Space::default() };
        for (begin, end, at, file) in maps.split(|byte| *byte == b'\n').filter_map(executable) {
            space.map(Mapping { begin, end, at, file: Rc::new(file) });
        }
        self.spaces.insert(pid, space);
    }

    /// Takes a record of perf.
    pub fn told(&mut self, record: &[u8]) {
        if let Some(event) = parse(record) {
            self.new.push(event);
        }
    }

    /// Lets happen what has happened up to that time.
    pub fn until(&mut self, time: u64) {
        if !self.new.is_empty() {
            self.waiting.extend(self.new.drain(..));
            // Each processor's are in order, and so are those that wait: a stable sort goes through runs.
            self.waiting.make_contiguous().sort_by_key(|(time, _)| *time);
        }
        while self.waiting.front().is_some_and(|(at, _)| *at <= time) || self.waiting.len() > MOST_WAITING {
            if let Some((_, event)) = self.waiting.pop_front() {
                self.happens(event);
            }
        }
    }

    /// How many records of perf are missing.
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// What is mapped at that address in that process.
    pub fn at(&self, pid: u32, address: u64) -> Option<&Mapping> {
        let mappings = &self.spaces.get(&pid)?.mappings;
        let before = mappings.partition_point(|mapping| mapping.begin <= address).checked_sub(1)?;
        mappings.get(before).filter(|mapping| address < mapping.end)
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Map { pid, begin, len, at, file } => {
                if let Some(space) = self.spaces.get_mut(&pid) {
                    let file = match space.mappings.iter().find(|mapping| *mapping.file == file) {
                        Some(mapping) => mapping.file.clone(),
                        None => Rc::new(file),
                    };
                    space.map(Mapping { begin, end: begin.saturating_add(len), at, file });
                }
            }
            Event::Exec { pid } => {
                if let Some(space) = self.spaces.get_mut(&pid) {
                    *space = Space { threads: 1, ..Space::default() };
                }
            }
            Event::Fork { pid, parent } if pid == parent => {
                if let Some(space) = self.spaces.get_mut(&pid) {
                    space.threads += 1;
                }
            }
            Event::Fork { pid, parent } => {
                if let Some(space) = self.spaces.get(&parent) {
                    let child = Space { threads: 1, ..space.clone() };
                    self.spaces.insert(pid, child);
                }
            }
            Event::Exit { pid } => {
                let Some(space) = self.spaces.get_mut(&pid) else { return };
                space.threads = space.threads.saturating_sub(1);
                if space.threads == 0 {
                    self.gone.push_back(pid);
                }
                while self.gone.len() > MOST_GONE {
                    let pid = self.gone.pop_front();
                    // Unless it is another one's by now.
                    if let Some(pid) = pid.filter(|pid| self.spaces.get(pid).is_some_and(|space| space.threads == 0)) {
                        self.spaces.remove(&pid);
                    }
                }
            }
            Event::Lost(count) => self.lost = self.lost.saturating_add(count),
        }
    }
}

impl Space {
    /// Puts a mapping in the place of what was there.
    fn map(&mut self, new: Mapping) {
        let from = self.mappings.partition_point(|mapping| mapping.end <= new.begin);
        let to = self.mappings.partition_point(|mapping| mapping.begin < new.end);
        if from == to && self.mappings.len() >= MOST_MAPPINGS {
            return;
        }
        let mut pieces = Vec::with_capacity(3);
        if let Some(first) = self.mappings.get(from..to).and_then(<[_]>::first) {
            if first.begin < new.begin {
                pieces.push(Mapping { end: new.begin, ..first.clone() });
            }
        }
        pieces.push(new.clone());
        if let Some(last) = self.mappings.get(from..to).and_then(<[_]>::last) {
            if last.end > new.end {
                pieces.push(Mapping { begin: new.end, at: last.at.wrapping_add(new.end - last.begin), ..last.clone() });
            }
        }
        self.mappings.splice(from..to.max(from), pieces);
    }
}

/// A line of /proc/PID/maps, if it is about memory that can be executed: where it begins and ends, where in which file.
fn executable(line: &[u8]) -> Option<(u64, u64, u64, Mapped)> {
    let mut rest = line;
    let mut word = || {
        let begin = rest.iter().position(|byte| *byte != b' ')?;
        let end = rest[begin..].iter().position(|byte| *byte == b' ').map_or(rest.len(), |len| begin + len);
        let (word, behind) = (std::str::from_utf8(&rest[begin..end]).ok()?, &rest[end..]);
        rest = behind;
        Some(word)
    };
    let hex = |digits: &str| u64::from_str_radix(digits, 16).ok();
    let (begin, end) = word()?.split_once('-')?;
    let is_executable = word()?.as_bytes().get(2) == Some(&b'x');
    let (at, (major, minor), inode) = (hex(word()?)?, word()?.split_once(':')?, word()?.parse().ok()?);
    let path = rest.trim_ascii_start();
    let path = path.strip_suffix(b" (deleted)").unwrap_or(path).to_vec();
    let device = (hex(major)? as u32, hex(minor)? as u32);
    is_executable.then_some((hex(begin)?, hex(end)?, at, Mapped { path, device, inode }))
}

/// What a record tells, and when; `None` for those that do not matter.
fn parse(record: &[u8]) -> Option<(u64, Event)> {
    let word = |at: usize| record.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
    let long = |at: usize| record.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    let misc = (word(4)? & 0xffff) as u16;
    // sample_id: the time is all that was asked for.
    let end = record.len().checked_sub(8)?;
    let time = long(end)?;
    let pid = word(8)?;
    let event = match word(0)? {
        libbpf_sys::PERF_RECORD_MMAP2 => {
            let name = record.get(72..end)?;
            let path = name.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
            let file = Mapped { path, device: (word(40)?, word(44)?), inode: long(48)? };
            Event::Map { pid, begin: long(16)?, len: long(24)?, at: long(32)?, file }
        }
        libbpf_sys::PERF_RECORD_COMM if misc & COMM_EXEC != 0 => Event::Exec { pid },
        libbpf_sys::PERF_RECORD_FORK => Event::Fork { pid, parent: word(12)? },
        libbpf_sys::PERF_RECORD_EXIT => Event::Exit { pid },
        libbpf_sys::PERF_RECORD_LOST => Event::Lost(long(16)?),
        _ => return None,
    };
    Some((time, event))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;

    use super::*;

    #[test]
    fn who_was_there_before_has_what_proc_tells_and_what_comes_on_top() {
        let maps = b"\
400000-452000 r-xp 00001000 08:02 173521                         /usr/bin/a program
452000-453000 rw-p 00052000 08:02 173521                         /usr/bin/a program
7f00-8000 r-xp 00000000 fe:11 9                                  /tmp/gone (deleted)
9000-a000 rwxp 00000000 00:00 0
ffffffffff600000-ffffffffff601000 r-xp 00000000 00:00 0                  [vdso]
";
        let mut spaces = Spaces::of(0);
        spaces.there(7, 2, maps);
        assert_eq!(found(&spaces, 7, 0x400010), Some("/usr/bin/a program+0x1010".to_owned()));
        assert_eq!(found(&spaces, 7, 0x452010), None);
        let gone = spaces.at(7, 0x7fff).unwrap();
        assert_eq!((&gone.file.path[..], gone.file.device, gone.file.inode), (&b"/tmp/gone"[..], (0xfe, 0x11), 9));
        assert!(spaces.at(7, 0x9000).unwrap().file.is_anonymous());
        assert_eq!(found(&spaces, 7, 0xffff_ffff_ff60_0000), Some("[vdso]+0x0".to_owned()));
        spaces.happens(map(7, 0x400000, 0x401000, 0, "new"));
        assert_eq!(found(&spaces, 7, 0x400010), Some("new+0x10".to_owned()));
        assert_eq!(found(&spaces, 7, 0x401010), Some("/usr/bin/a program+0x2010".to_owned()));
    }

    fn map(pid: u32, begin: u64, end: u64, at: u64, path: &str) -> Event {
        let file = Mapped { path: path.into(), device: (8, 1), inode: 7 };
        Event::Map { pid, begin, len: end - begin, at, file }
    }

    /// Where in which file an address is.
    fn found(spaces: &Spaces, pid: u32, address: u64) -> Option<String> {
        let mapping = spaces.at(pid, address)?;
        let at = address - mapping.begin + mapping.at;
        Some(format!("{}+{at:#x}", String::from_utf8_lossy(&mapping.file.path)))
    }

    #[test]
    fn a_mapping_takes_the_place_of_what_was_there() {
        let mut spaces = Spaces::of(1);
        spaces.happens(map(1, 0x1000, 0x5000, 0, "a"));
        spaces.happens(map(1, 0x2000, 0x3000, 0x100, "b"));
        let of = |spaces: &Spaces| [0x1000, 0x2fff, 0x3000, 0x5000].map(|at| found(spaces, 1, at));
        let texts = |texts: [&str; 3]| [Some(texts[0].into()), Some(texts[1].into()), Some(texts[2].into()), None];
        assert_eq!(of(&spaces), texts(["a+0x0", "b+0x10ff", "a+0x2000"]));
        spaces.happens(map(1, 0, 0x4000, 0, "c"));
        assert_eq!(of(&spaces), texts(["c+0x1000", "c+0x2fff", "c+0x3000"]));
        assert_eq!(found(&spaces, 1, 0x4000).as_deref(), Some("a+0x3000"));
    }

    #[test]
    fn what_is_later_waits_and_processors_are_brought_into_order() {
        let mut spaces = Spaces::of(1);
        spaces.new.push((30, Event::Exec { pid: 1 }));
        spaces.new.push((40, map(1, 0x1000, 0x2000, 0, "new")));
        spaces.new.push((10, map(1, 0x1000, 0x2000, 0, "old")));
        spaces.until(20);
        assert_eq!(found(&spaces, 1, 0x1000).as_deref(), Some("old+0x0"));
        spaces.new.push((35, Event::Fork { pid: 2, parent: 1 }));
        spaces.until(35);
        assert_eq!((found(&spaces, 1, 0x1000), found(&spaces, 2, 0x1000)), (None, None));
        spaces.until(40);
        assert_eq!(found(&spaces, 1, 0x1000).as_deref(), Some("new+0x0"));
    }

    #[test]
    fn a_child_has_the_mappings_of_its_parent_until_it_has_its_own_and_the_gone_are_forgotten() {
        let mut spaces = Spaces::of(1);
        spaces.happens(map(1, 0x1000, 0x2000, 0, "a"));
        spaces.happens(Event::Fork { pid: 2, parent: 1 });
        spaces.happens(map(2, 0x1000, 0x2000, 0, "b"));
        // Of others nothing is kept.
        spaces.happens(Event::Fork { pid: 4, parent: 3 });
        spaces.happens(map(4, 0x1000, 0x2000, 0, "x"));
        assert_eq!(found(&spaces, 1, 0x1000).as_deref(), Some("a+0x0"));
        assert_eq!(found(&spaces, 2, 0x1000).as_deref(), Some("b+0x0"));
        assert_eq!(found(&spaces, 4, 0x1000), None);
        // A process lives until its last thread has ended, and some time longer.
        spaces.happens(Event::Fork { pid: 1, parent: 1 });
        spaces.happens(Event::Exit { pid: 1 });
        for pid in 10..1000 {
            spaces.happens(Event::Fork { pid, parent: 1 });
            spaces.happens(Event::Exit { pid });
        }
        assert!(found(&spaces, 1, 0x1000).is_some() && found(&spaces, 999, 0x1000).is_some());
        assert!(found(&spaces, 10, 0x1000).is_none() && spaces.spaces.len() < 300);
    }

    #[test]
    fn records_of_perf_are_read_as_the_kernel_writes_them() {
        let mut record = vec![0; 72];
        record[0] = 10;
        for (at, value) in [(8, 7u64), (16, 0x1000), (24, 0x2000), (32, 0x3000), (40, 8 | 1 << 32), (48, 99)] {
            record[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
        record.extend_from_slice(b"/bin/cat\0\0\0\0\0\0\0\0");
        record.extend_from_slice(&55u64.to_le_bytes());
        let file = Mapped { path: b"/bin/cat".to_vec(), device: (8, 1), inode: 99 };
        assert_eq!(parse(&record), Some((55, Event::Map { pid: 7, begin: 0x1000, len: 0x2000, at: 0x3000, file })));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(records in vec((0u8..12, vec(any::<u8>(), 0..120)), 0..20)) {
            let mut spaces = Spaces::of(0);
            for (kind, mut record) in records {
                record.splice(..0, [kind, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0]);
                spaces.told(&record);
            }
            spaces.until(u64::MAX);
            spaces.at(0, 0);
        }
    }
}
