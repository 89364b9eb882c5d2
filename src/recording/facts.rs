//! What does the header of a recording say?
//!
//! How it was made, and what was captured: fields with tags, so that what may be left unread can be added. README.md
//! lists them.

use std::ffi::OsStr;
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use crate::descriptor::Names;
use crate::machine::Given;
use crate::machine::InterfaceName;
use crate::machine::Machine;
use crate::machine::Source;
use crate::machine::Zone;
use crate::options::extent::Depths;
use crate::options::extent::Extent;
use crate::options::outcomes::Outcomes;
use crate::options::selection::Selection;
use crate::recording::container::Trouble;
use crate::syscalls::abi::Abi;
use crate::syscalls::depth::Depth;

/// The architecture whose tables of syscalls and whose words this beetrace knows.
pub const ARCHITECTURE: &str = std::env::consts::ARCH;

/// Bytes of a field that is a text: the longest has the numbers of a set of errors.
const LONGEST_TEXT: usize = 64 << 10;
/// Arguments of a command: the kernel takes as many pointers and NULs as there is room for on 6 MiB of stack.
const MOST_WORDS: usize = (6 << 20) / 9 + 1;
/// Interfaces that have names in the header.
const MOST_INTERFACES: usize = 1 << 16;

/// The tags.
mod tag {
    pub const TOOL: u32 = 1;
    pub const ARCHITECTURE: u32 = 2;
    pub const KERNEL: u32 = 3;
    pub const EPOCH: u32 = 4;
    pub const CAPTURED: u32 = 5;
    pub const SELECTION: u32 = 6;
    pub const COMMAND: u32 = 7;
    pub const PID: u32 = 8;
    pub const ZONE_FILE: u32 = 9;
    pub const ZONE_RULE: u32 = 10;
    pub const INTERFACE: u32 = 11;
    pub const FLIGHT: u32 = 12;
    pub const OUTCOMES: u32 = 13;
    pub const LOOKS: u32 = 14;
    pub const DEPTHS: u32 = 15;
    pub const RESOLVED: u32 = 16;
}

/// Bits of [`tag::CAPTURED`].
mod captured {
    pub const WHOLE: u32 = 1;
    pub const FOLLOW: u32 = 2;
    pub const TIMES: u32 = 4;
    pub const COMM: u32 = 8;
    pub const IPS: u32 = 16;
    pub const DATA: u32 = 32;
    pub const STACKS: u32 = 64;
    pub const SOURCES: u32 = 128;
    pub const NAMES: u32 = 256;
    pub const DETAILS: u32 = 512;
    pub const ATTACHED: u32 = 1024;
    pub const SEVERAL: u32 = 2048;
    pub const SUBJECTS: u32 = 4096;
    pub const IDS: u32 = 8192;
    pub const SPACES: u32 = 32768;
}

/// What is known of a recording before its first event.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Who wrote it.
    pub tool: String,
    /// Whose tables of syscalls its numbers mean.
    pub architecture: String,
    /// The release of the kernel that was traced.
    pub kernel: String,
    /// Real time at CLOCK_MONOTONIC 0, ns.
    pub epoch: u64,
    /// How much of the tasks' memory was captured.
    pub extent: Extent,
    /// Children were followed.
    pub follow: bool,
    /// Tasks are traced that were there before.
    pub attached: bool,
    /// Several tasks are, whether children were followed or not.
    pub several: bool,
    /// Calls have times.
    pub times: bool,
    /// Calls have the names of their tasks.
    pub comm: bool,
    /// Calls and signals have instruction pointers.
    pub ips: bool,
    /// Calls and signals have stacks,
    pub stacks: bool,
    /// with lines of the source.
    pub sources: bool,
    /// What was told of descriptors.
    pub names: Names,
    /// It was told who had the ids in calls and signals.
    pub ids: bool,
    /// Calls that enter namespaces have the ids of these.
    pub spaces: bool,
    /// Which calls were recorded,
    pub selection: Selection,
    /// and what must have come of them, if that mattered.
    pub outcomes: Option<Outcomes>,
    /// The command's arguments.
    pub command: Vec<Vec<u8>>,
    /// The command's first task; 0 if there is no command.
    pub pid: u32,
    /// Names and time zone of the machine.
    pub machine: Given,
    /// Only the last of the run is there.
    pub flight: bool,
    /// The options about how its lines looked, each in its plain form,
    pub looks: Vec<OsString>,
    /// and the files that the paths among them (-P) named.
    pub resolved: Vec<Vec<u8>>,
}

impl Facts {
    /// The fields of a header.
    pub fn fields(&self) -> Vec<u8> {
        let mut fields = Fields::default();
        fields.put(tag::TOOL, &[self.tool.as_bytes()]);
        fields.put(tag::ARCHITECTURE, &[self.architecture.as_bytes()]);
        fields.put(tag::KERNEL, &[self.kernel.as_bytes()]);
        fields.put(tag::EPOCH, &[&self.epoch.to_le_bytes()]);
        let bit = |is: bool, bit: u32| if is { bit } else { 0 };
        let flags = bit(self.extent.depths == Depths::All(Depth::Whole), captured::WHOLE)
            | bit(self.follow, captured::FOLLOW)
            | bit(self.attached, captured::ATTACHED)
            | bit(self.several, captured::SEVERAL)
            | bit(self.times, captured::TIMES)
            | bit(self.comm, captured::COMM)
            | bit(self.ips, captured::IPS)
            | bit(self.extent.data, captured::DATA)
            | bit(self.stacks, captured::STACKS)
            | bit(self.sources, captured::SOURCES)
            | bit(self.names != Names::No, captured::NAMES)
            | bit(self.names == Names::Details, captured::DETAILS)
            | bit(self.extent.subjects, captured::SUBJECTS)
            | bit(self.ids, captured::IDS)
            | bit(self.spaces, captured::SPACES);
        fields.put(tag::CAPTURED, &[&self.extent.string.to_le_bytes(), &flags.to_le_bytes()]);
        if matches!(self.extent.depths, Depths::Each(_)) {
            let mut numbers = Vec::new();
            for abi in Abi::ALL {
                let depths: Vec<(u32, u32)> = self.extent.depths.numbers(abi).collect();
                numbers.extend_from_slice(&(depths.len() as u32).to_le_bytes());
                numbers.extend(depths.into_iter().flat_map(|(nr, depth)| [nr, depth]).flat_map(u32::to_le_bytes));
            }
            fields.put(tag::DEPTHS, &[&numbers]);
        }
        if self.selection != Selection::all() {
            let mut numbers = Vec::new();
            for abi in Abi::ALL {
                let chosen: Vec<u32> = self.selection.numbers(abi).collect();
                numbers.extend_from_slice(&(chosen.len() as u32).to_le_bytes());
                numbers.extend(chosen.into_iter().flat_map(u32::to_le_bytes));
            }
            fields.put(tag::SELECTION, &[&numbers]);
        }
        let command: Vec<u8> = self.command.iter().flat_map(|word| word.iter().chain(&[0])).copied().collect();
        fields.put(tag::COMMAND, &[&command]);
        fields.put(tag::PID, &[&self.pid.to_le_bytes()]);
        match self.machine.zone().source() {
            Source::Tzif(bytes) => fields.put(tag::ZONE_FILE, &[bytes]),
            Source::Posix(rule) => fields.put(tag::ZONE_RULE, &[rule.as_bytes()]),
        }
        for (index, name) in self.machine.interfaces() {
            fields.put(tag::INTERFACE, &[&index.to_le_bytes(), name.as_bytes()]);
        }
        if let Some(outcomes) = &self.outcomes {
            fields.put(tag::OUTCOMES, &[outcomes.words().as_bytes()]);
        }
        if self.flight {
            fields.put(tag::FLIGHT, &[&[1]]);
        }
        let looks: Vec<u8> = self.looks.iter().flat_map(|word| word.as_bytes().iter().chain(&[0])).copied().collect();
        // Longer ones nobody types: a replay of it must be told again how to look.
        if !looks.is_empty() && looks.len() <= LONGEST_TEXT {
            fields.put(tag::LOOKS, &[&looks]);
        }
        let resolved: Vec<u8> = self.resolved.iter().flat_map(|path| path.iter().chain(&[0])).copied().collect();
        if !resolved.is_empty() && resolved.len() <= LONGEST_TEXT {
            fields.put(tag::RESOLVED, &[&resolved]);
        }
        fields.bytes
    }

    /// Those of a recording of nothing.
    pub(super) fn of_nothing() -> Facts {
        Facts {
            tool: String::new(),
            architecture: String::new(),
            kernel: String::new(),
            epoch: 0,
            extent: Extent { string: 0, depths: Depths::All(Depth::Brief), data: false, subjects: false },
            follow: false,
            attached: false,
            several: false,
            times: false,
            comm: false,
            ips: false,
            stacks: false,
            sources: false,
            names: Names::No,
            ids: false,
            spaces: false,
            selection: Selection::all(),
            outcomes: None,
            command: Vec::new(),
            pid: 0,
            machine: Given::default(),
            flight: false,
            looks: Vec::new(),
            resolved: Vec::new(),
        }
    }

    /// What these fields say. What they do not say is as in a recording of nothing.
    pub fn read(fields: &[u8]) -> Result<Facts, Trouble> {
        let mut facts = Facts::of_nothing();
        let (mut zone, mut interfaces) = (Zone::default(), Vec::new());
        let mut rest = fields;
        while !rest.is_empty() {
            let (tag, content) = field(&mut rest).ok_or(Trouble::Damaged(0))?;
            let known = facts.take(tag, content, &mut zone, &mut interfaces);
            known.ok_or(Trouble::Damaged(0))?;
        }
        facts.machine = Given::new(zone);
        for (index, name) in interfaces {
            facts.machine.add_interface(index, name);
        }
        Ok(facts)
    }

    /// Takes a field; `None` when its content makes no sense.
    fn take(
        &mut self,
        tag: u32,
        content: &[u8],
        zone: &mut Zone,
        interfaces: &mut Vec<(u32, InterfaceName)>,
    ) -> Option<()> {
        let text = || (content.len() <= LONGEST_TEXT).then(|| String::from_utf8_lossy(content).into_owned());
        match tag {
            tag::TOOL => self.tool = text()?,
            tag::ARCHITECTURE => self.architecture = text()?,
            tag::KERNEL => self.kernel = text()?,
            tag::EPOCH => self.epoch = u64::from_le_bytes(content.try_into().ok()?),
            tag::CAPTURED => {
                let mut rest = content;
                let (string, flags) = (word(&mut rest)?, word(&mut rest)?);
                let depth = if flags & captured::WHOLE != 0 { Depth::Whole } else { Depth::Brief };
                let (data, subjects) = (flags & captured::DATA != 0, flags & captured::SUBJECTS != 0);
                self.extent = Extent { string, depths: Depths::All(depth), data, subjects };
                self.follow = flags & captured::FOLLOW != 0;
                self.attached = flags & captured::ATTACHED != 0;
                self.several = flags & captured::SEVERAL != 0;
                self.times = flags & captured::TIMES != 0;
                self.comm = flags & captured::COMM != 0;
                self.ips = flags & captured::IPS != 0;
                self.stacks = flags & captured::STACKS != 0;
                self.sources = flags & captured::SOURCES != 0;
                self.ids = flags & captured::IDS != 0;
                self.spaces = flags & captured::SPACES != 0;
                self.names = match (flags & captured::NAMES != 0, flags & captured::DETAILS != 0) {
                    (_, true) => Names::Details,
                    (true, false) => Names::Paths,
                    (false, false) => Names::No,
                };
            }
            tag::DEPTHS => {
                let mut rest = content;
                let mut depths: [Vec<(u32, u32)>; Abi::ALL.len()] = Default::default();
                for depths in &mut depths {
                    for _ in 0..word(&mut rest)? {
                        depths.push((word(&mut rest)?, word(&mut rest)?));
                    }
                }
                self.extent.depths = Depths::of_numbers(&depths, Depth::Brief)?;
            }
            tag::SELECTION => {
                let mut rest = content;
                let mut chosen: [Vec<u32>; Abi::ALL.len()] = Default::default();
                for numbers in &mut chosen {
                    for _ in 0..word(&mut rest)? {
                        numbers.push(word(&mut rest)?);
                    }
                }
                self.selection = Selection::of_numbers(&chosen);
            }
            tag::COMMAND => {
                if memchr::memchr_iter(0, content).count() > MOST_WORDS {
                    return None;
                }
                self.command = words(content).map(<[u8]>::to_vec).collect();
            }
            tag::PID => self.pid = u32::from_le_bytes(content.try_into().ok()?),
            tag::ZONE_FILE => *zone = Zone::new(Source::Tzif(content.to_vec())).ok()?,
            tag::ZONE_RULE => {
                *zone = Zone::new(Source::Posix(String::from_utf8(content.to_vec()).ok()?)).ok()?;
            }
            tag::INTERFACE => {
                let mut rest = content;
                let index = word(&mut rest)?;
                if interfaces.len() == MOST_INTERFACES {
                    return None;
                }
                interfaces.push((index, InterfaceName::new(rest)?));
            }
            tag::OUTCOMES => self.outcomes = Some(Outcomes::from_words(&text()?)?),
            tag::FLIGHT => self.flight = content != [0],
            tag::LOOKS | tag::RESOLVED if content.len() > LONGEST_TEXT => return None,
            tag::RESOLVED => self.resolved = words(content).map(<[u8]>::to_vec).collect(),
            tag::LOOKS => self.looks = words(content).map(|word| OsStr::from_bytes(word).to_owned()).collect(),
            _ => {}
        }
        Some(())
    }
}

/// Fields, one after the other.
#[derive(Default)]
struct Fields {
    bytes: Vec<u8>,
}

impl Fields {
    fn put(&mut self, tag: u32, parts: &[&[u8]]) {
        self.bytes.extend_from_slice(&tag.to_le_bytes());
        let len: usize = parts.iter().map(|part| part.len()).sum();
        self.bytes.extend_from_slice(&(len as u32).to_le_bytes());
        parts.iter().for_each(|part| self.bytes.extend_from_slice(part));
    }
}

/// Takes a field off these bytes: its tag and its content.
fn field<'a>(rest: &mut &'a [u8]) -> Option<(u32, &'a [u8])> {
    let (tag, len) = (word(rest)?, word(rest)? as usize);
    let content = rest.get(..len)?;
    *rest = &rest[len..];
    Some((tag, content))
}

/// Words with a NUL behind each.
fn words(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.strip_suffix(&[0]).map(|words| words.split(|byte| *byte == 0)).into_iter().flatten()
}

/// Takes a number off these bytes.
fn word(rest: &mut &[u8]) -> Option<u32> {
    let (word, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(u32::from_le_bytes(*word))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;

    use super::*;

    fn facts() -> Facts {
        let mut machine = Given::new(Zone::new(Source::Posix("CET-1CEST,M3.5.0,M10.5.0/3".into())).unwrap());
        machine.add_interface(7, InterfaceName::new(b"veth7").unwrap());
        machine.add_interface(2, InterfaceName::new(b"eth0").unwrap());
        Facts {
            tool: "beetrace 9".into(),
            architecture: "x86_64".into(),
            kernel: "6.1.0-test".into(),
            epoch: 1_700_000_000_000_000_000,
            extent: Extent { string: 4096, depths: Depths::All(Depth::Whole), data: false, subjects: false },
            follow: true,
            attached: true,
            several: true,
            times: false,
            comm: true,
            ips: true,
            stacks: true,
            sources: false,
            names: Names::Details,
            ids: true,
            spaces: true,
            selection: Selection::parse("openat,%network").unwrap(),
            outcomes: Outcomes::from_words("0,2 !2,9 1000"),
            command: vec![b"sh".to_vec(), b"-c".to_vec(), Vec::new(), b"\xff".to_vec()],
            pid: 4711,
            machine,
            flight: true,
            looks: vec!["-t".into(), "-a=7".into()],
            resolved: vec![b"/tmp/x".to_vec(), b"".to_vec()],
        }
    }

    #[test]
    fn all_that_is_written_is_read() {
        let (given, read) = (facts(), Facts::read(&facts().fields()).unwrap());
        assert_eq!(format!("{given:?}"), format!("{read:?}"));
        assert_eq!(read.machine.interface(7).unwrap().as_bytes(), b"veth7");
        let words = ["beetrace", "-v", "--raw=read,mmap2", "ls"].map(std::ffi::OsString::from);
        let depths = Depths::new(&crate::options::cli::Cli::read(words).unwrap().qualifiers).unwrap();
        let mixed = Facts { extent: Extent { string: 9, depths, data: false, subjects: false }, ..facts() };
        assert_eq!(Facts::read(&mixed.fields()).unwrap().extent, mixed.extent);
        let all = Facts { selection: Selection::all(), flight: false, ..facts() };
        assert_eq!(Facts::read(&all.fields()).unwrap().selection, Selection::all());
    }

    #[test]
    fn a_field_that_is_not_known_is_skipped_and_one_that_makes_no_sense_is_refused() {
        let mut fields = facts().fields();
        fields.extend_from_slice(&[0xff, 0xff, 0, 0, 3, 0, 0, 0, 1, 2, 3]);
        assert_eq!(Facts::read(&fields).unwrap().pid, 4711);
        for wrong in [
            &[8, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3][..],
            &[8, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3],
            &[9, 0, 0, 0, 1, 0, 0, 0, b'x'],
            &[11, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0],
            &[6, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
            &[13, 0, 0, 0, 1, 0, 0, 0, b'x'],
            &[15, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0],
            &[1, 0, 0],
        ] {
            let fields = [&facts().fields()[..], wrong].concat();
            assert!(matches!(Facts::read(&fields), Err(Trouble::Damaged(0))), "{wrong:?}");
        }
    }

    #[test]
    fn fields_that_would_take_much_memory_are_refused() {
        let field = |tag: u32, content: &[u8]| {
            [&tag.to_le_bytes()[..], &(content.len() as u32).to_le_bytes(), content].concat()
        };
        let nuls = vec![0; MOST_WORDS + 1];
        for wrong in [
            field(tag::COMMAND, &nuls),
            field(tag::ARCHITECTURE, &nuls[..=LONGEST_TEXT]),
            field(tag::LOOKS, &nuls[..=LONGEST_TEXT]),
            field(tag::INTERFACE, &[1, 0, 0, 0, b'x']).repeat(MOST_INTERFACES + 1),
        ] {
            assert!(matches!(Facts::read(&wrong), Err(Trouble::Damaged(0))));
        }
        assert_eq!(Facts::read(&field(tag::COMMAND, &nuls[1..])).unwrap().command.len(), MOST_WORDS);
    }

    proptest! {
        #[test]
        fn any_fields_are_read_or_refused(bytes in vec(0u8..15, 0..200), cut in any::<proptest::sample::Index>()) {
            let _ = Facts::read(&bytes);
            let mut fields = facts().fields();
            let at = cut.index(fields.len());
            fields.splice(at.., bytes);
            let _ = Facts::read(&fields);
        }
    }
}
