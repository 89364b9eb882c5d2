//! How do the programs get into the kernel that say what descriptors refer to?
//!
//! They are an object of their own (bpf/names.bpf.c), loaded beside the others and only where
//! somebody asks: reading the kernel's types once more costs a start some milliseconds. Its maps are those of the first
//! object, by their names, but for a few that only names need.

use std::io::Read;
use std::mem::offset_of;
use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;

use libbpf_rs::libbpf_sys;
use libbpf_rs::AsRawLibbpf;
use libbpf_rs::Error;
use libbpf_rs::Iter;
use libbpf_rs::MapCore;
use libbpf_rs::MapFlags;
use libbpf_rs::ObjectBuilder;
use libbpf_rs::OpenObject;
use libbpf_rs::Result;

use crate::skeleton;
use crate::skeleton::names::types as own;
use crate::skeleton::names::OBJECT;
use crate::skeleton::types::bt_wheres;
use crate::wire::Unpadded;

/// The maps that are not those of the first object.
const OWN_MAPS: [&str; 3] = ["namers", "told_names", ".data.names"];
/// And the one that says where descriptors are.
const WHERES: &str = "wheres";
/// The programs that are not always there.
const AT_ENTRY: &str = "names_at_entry";
const BY_PERF: &str = "names_by_perf";
/// Those that both have. What else the sources share is not looked at here.
const SHARED_MAPS: [&str; 7] = ["tasks", "plans", "subplans", "ring", "scratch", GLOBALS, ".rodata"];
/// The globals that are 0 at first, of which each object has some that the other has not.
const GLOBALS: &str = ".bss";

/// Bytes of a page.
const PAGE: usize = 4096;

// What is shared without a type that says so lies at the same places.
const _: () = {
    use skeleton::types::bss;
    assert!(offset_of!(bss, counters) == offset_of!(own::bss, counters));
    assert!(offset_of!(bss, asleep) == offset_of!(own::bss, asleep));
    assert!(offset_of!(bss, fields) == offset_of!(own::bss, fields));
    assert!(size_of::<skeleton::types::rodata>() == size_of::<own::rodata>());
    // libbpf maps as many pages as its own object's globals have, and unmaps as many as the shared map has.
    assert!(size_of::<bss>().div_ceil(PAGE) == size_of::<own::bss>().div_ceil(PAGE));
};

/// What the programs need of the first object, whose maps are made.
#[derive(Debug)]
pub struct Order {
    maps: Vec<(String, OwnedFd)>,
    /// Where the descriptors of each plan's call are.
    wheres: Vec<bt_wheres>,
    /// The perf programs come first.
    by_perf: bool,
    entries: bool,
}

/// The programs that go on with a call: at the entry, at the exit, by perf.
pub type Programs = [Option<OwnedFd>; 3];

impl Order {
    /// For an object that is prepared.
    pub fn new(object: &OpenObject, wheres: Vec<bt_wheres>, by_perf: bool, entries: bool) -> Result<Order> {
        let mut maps = Vec::new();
        for map in object.maps() {
            let Some(name) = map.name().to_str().and_then(kind) else { continue };
            // SAFETY: a map of an open object, which lives until the descriptor is copied.
            let fd = unsafe {
                let fd = libbpf_sys::bpf_map__fd(map.as_libbpf_object().as_ptr());
                if fd < 0 {
                    return Err(Error::from_raw_os_error(-fd));
                }
                BorrowedFd::borrow_raw(fd)
            };
            maps.push((name.to_owned(), fd.try_clone_to_owned()?));
        }
        Ok(Order { maps, wheres, by_perf, entries })
    }

    /// Loads the programs.
    pub fn load(&self) -> Result<Programs> {
        let mut open = ObjectBuilder::default().open_memory(OBJECT)?;
        for mut map in open.maps_mut() {
            let name = map.name().to_string_lossy().into_owned();
            match self.maps.iter().find(|(shared, _)| kind(&name) == Some(shared)) {
                Some((shared, fd)) => {
                    if shared == GLOBALS {
                        // libbpf has memory for as many as this object has, and would unmap as much as the other has.
                        map.set_value_size(size_of::<skeleton::types::bss>() as u32)?;
                    }
                    map.reuse_fd(fd.as_fd())?;
                }
                None if name == WHERES => map.set_max_entries(self.wheres.len().max(1) as u32)?,
                None => map.set_autocreate(OWN_MAPS.iter().any(|own| name.ends_with(own)))?,
            }
        }
        for mut program in open.progs_mut() {
            match program.name().to_str() {
                Some(AT_ENTRY) => program.set_autoload(self.entries),
                Some(BY_PERF) => program.set_autoload(self.by_perf),
                _ => {}
            }
        }
        let object = open.load()?;
        let places: Vec<u32> = (0..self.wheres.len() as u32).collect();
        for map in object.maps().filter(|map| map.name() == WHERES) {
            let (keys, values) = (places.bytes(), self.wheres.bytes());
            map.update_batch(keys, values, places.len() as u32, MapFlags::ANY, MapFlags::ANY)?;
        }
        // Read by beetrace, whose root directory it finds.
        for program in object.progs_mut().filter(|program| program.name() == "seed_root") {
            Iter::new(&program.attach()?)?.read_to_end(&mut Vec::new())?;
        }
        let loaded = |name: &str| {
            let program = object.progs_mut().find(|program| program.name() == name && program.autoload());
            program.map(|program| program.as_fd().try_clone_to_owned()).transpose()
        };
        Ok([loaded(AT_ENTRY)?, loaded("names_at_exit")?, loaded(BY_PERF)?])
    }
}

/// Which of the shared maps that one is: those of globals have the object's name before theirs.
fn kind(name: &str) -> Option<&'static str> {
    SHARED_MAPS.into_iter().find(|shared| name == *shared || shared.starts_with('.') && name.ends_with(shared))
}
