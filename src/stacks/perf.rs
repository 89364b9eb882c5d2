//! How does the kernel tell what is mapped where?
//!
//! By the side-band of perf: a software event that never counts anything, on each processor, and in its ring a record
//! of each executable mapping with the file's path, of each execve, of each new and each ended task.

use std::fs::read_to_string;
use std::num::NonZeroUsize;
use std::os::fd::AsFd;
use std::os::fd::FromRawFd;
use std::os::fd::OwnedFd;
use std::ptr::NonNull;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use anyhow::Context;
use anyhow::Result;
use libbpf_rs::libbpf_sys;
use nix::errno::Errno;
use nix::sys::mman::mmap;
use nix::sys::mman::munmap;
use nix::sys::mman::MapFlags;
use nix::sys::mman::ProtFlags;
use nix::unistd::sysconf;
use nix::unistd::SysconfVar;

/// Pages of a processor's ring, a power of two: some thousand mappings.
const PAGES: usize = 64;
/// The kernel's own words for it (include/uapi/linux/perf_event.h).
const PERF_FLAG_FD_CLOEXEC: libc::c_ulong = 8;

/// The rings of all processors.
#[derive(Debug)]
pub struct Rings {
    rings: Vec<Ring>,
}

impl Rings {
    /// From here on mappings are told.
    pub fn open() -> Result<Rings> {
        let page = sysconf(SysconfVar::PAGE_SIZE)?.context("the system has no pages")? as usize;
        let mut rings = Vec::new();
        for cpu in online() {
            match Ring::open(cpu, page) {
                Ok(ring) => rings.push(ring),
                // It has gone meanwhile.
                Err(Errno::ENODEV) => {}
                Err(errno) => return Err(errno).context("stacks need perf_event_open(2), to be told what is mapped"),
            }
        }
        Ok(Rings { rings })
    }

    /// Hands each record that has come to `each`, those of a processor in their order.
    pub fn take(&mut self, mut each: impl FnMut(&[u8])) {
        self.rings.iter_mut().for_each(|ring| ring.take(&mut each));
    }
}

/// The processors that run.
fn online() -> Vec<i32> {
    let text = read_to_string("/sys/devices/system/cpu/online").unwrap_or_else(|_| "0".to_owned());
    text.trim().split(',').flat_map(range).collect()
}

/// `4` or `0-3`.
fn range(text: &str) -> std::ops::RangeInclusive<i32> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |digits: &str| digits.parse().ok();
    let nothing = std::ops::RangeInclusive::new(1, 0);
    number(first).zip(number(last)).map_or(nothing, |(first, last)| first..=last)
}

#[derive(Debug)]
struct Ring {
    _event: OwnedFd,
    /// The page that tells where in the ring one is, and the ring behind it.
    memory: NonNull<libbpf_sys::perf_event_mmap_page>,
    page: usize,
    record: Vec<u8>,
}

impl Ring {
    fn open(cpu: i32, page: usize) -> Result<Ring, Errno> {
        let mut attr = libbpf_sys::perf_event_attr {
            type_: libbpf_sys::PERF_TYPE_SOFTWARE,
            size: size_of::<libbpf_sys::perf_event_attr>() as u32,
            config: libbpf_sys::PERF_COUNT_SW_DUMMY.into(),
            sample_type: libbpf_sys::PERF_SAMPLE_TIME.into(),
            clockid: libc::CLOCK_MONOTONIC,
            ..Default::default()
        };
        attr.set_mmap(1);
        attr.set_mmap2(1);
        attr.set_comm(1);
        attr.set_comm_exec(1);
        attr.set_task(1);
        attr.set_sample_id_all(1);
        attr.set_use_clockid(1);
        // SAFETY: the struct lives through the call, and says how large it is.
        let event = Errno::result(unsafe {
            libc::syscall(libc::SYS_perf_event_open, &attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC)
        })?;
        // SAFETY: a new descriptor that nobody else has.
        let event = unsafe { OwnedFd::from_raw_fd(event as i32) };
        let len = NonZeroUsize::new((1 + PAGES) * page).ok_or(Errno::EINVAL)?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: a new mapping at an address of the kernel's choice.
        let memory = unsafe { mmap(None, len, access, MapFlags::MAP_SHARED, event.as_fd(), 0) }?;
        Ok(Ring { _event: event, memory: memory.cast(), page, record: Vec::new() })
    }

    fn take(&mut self, each: &mut impl FnMut(&[u8])) {
        let size = PAGES * self.page;
        let page = self.memory.as_ptr();
        // SAFETY: the mapping begins with this struct, whose words the kernel and we change as atomics.
        let (head, tail) = unsafe {
            (AtomicU64::from_ptr(&raw mut (*page).data_head), AtomicU64::from_ptr(&raw mut (*page).data_tail))
        };
        let end = head.load(Ordering::Acquire);
        let mut at = tail.load(Ordering::Relaxed);
        if at == end {
            return;
        }
        // SAFETY: the ring is behind the first page; of what is between tail and head the kernel changes nothing.
        let ring = unsafe { std::slice::from_raw_parts(page.cast::<u8>().add(self.page), size) };
        while at < end {
            let byte = |from: u64| ring[(from % size as u64) as usize];
            // struct perf_event_header: u32 type, u16 misc, u16 size.
            let len = u64::from(u16::from_le_bytes([byte(at + 6), byte(at + 7)]));
            if len < 8 || len > end - at {
                at = end;
                break;
            }
            self.record.clear();
            self.record.extend((at..at + len).map(byte));
            each(&self.record);
            at += len;
        }
        tail.store(at, Ordering::Release);
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the mapping that `open` has made, which nobody uses any more.
        let _ = unsafe { munmap(self.memory.cast(), (1 + PAGES) * self.page) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_numbers_and_ranges() {
        let of = |text: &str| text.split(',').flat_map(range).collect::<Vec<_>>();
        assert_eq!(of("0"), [0]);
        assert_eq!(of("0-2,5,7-8"), [0, 1, 2, 5, 7, 8]);
        assert_eq!(of("x,-"), [0; 0]);
    }
}
