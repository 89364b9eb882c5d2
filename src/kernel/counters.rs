//! What does the kernel count while it traces?
//!
//! The counters are in memory that the kernel programs and beetrace share: the
//! map that holds the programs' global variables, mapped here once more, so that
//! it lives as long as somebody looks at it.

use std::mem::offset_of;
use std::num::NonZeroUsize;
use std::os::fd::AsFd;
use std::ptr::NonNull;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::sync::Arc;

use anyhow::Context;
use anyhow::Result;
use nix::sys::mman::mmap;
use nix::sys::mman::munmap;
use nix::sys::mman::MapFlags;
use nix::sys::mman::ProtFlags;
use nix::sys::signal::Signal;

use crate::skeleton::types::bss;
use crate::skeleton::types::bt_counters;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_told;

/// Numbers of signals that the kernel notes the sender of.
const BT_TOLD: usize = bt_limit::BT_TOLD.0 as usize;

/// The counters that the kernel keeps while it traces.
#[derive(Debug, Clone)]
pub struct Counters {
    globals: Arc<Globals>,
}

/// The global variables of the kernel programs: a shared mapping.
#[derive(Debug)]
struct Globals {
    address: NonNull<libc::c_void>,
}

// SAFETY: the mapping belongs to no thread, and is only accessed through atomics.
unsafe impl Send for Globals {}
// SAFETY: as above.
unsafe impl Sync for Globals {}

impl Drop for Globals {
    fn drop(&mut self) {
        // SAFETY: mapped in `Counters::new` with this size; nobody else has the address.
        let _ = unsafe { munmap(self.address, size_of::<bss>()) };
    }
}

impl Counters {
    /// Those in the map of global variables.
    pub fn new(globals: impl AsFd) -> Result<Counters> {
        let size = NonZeroUsize::new(size_of::<bss>()).context("the BPF object has no counters")?;
        let access = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: a new mapping at an address of the kernel's choice.
        let address = unsafe { mmap(None, size, access, MapFlags::MAP_SHARED, globals, 0) };
        Ok(Counters { globals: Arc::new(Globals { address: address.context("cannot map the counters")? }) })
    }

    /// Where the field at that offset of bt_counters is.
    fn field(&self, offset: usize) -> NonNull<libc::c_void> {
        // SAFETY: inside the mapping.
        unsafe { self.globals.address.byte_add(offset_of!(bss, counters) + offset) }
    }

    fn word(&self, offset: usize) -> &AtomicU32 {
        // SAFETY: the mapping lives as long as `self`; the kernel lays fields out aligned, and changes them as a whole.
        unsafe { AtomicU32::from_ptr(self.field(offset).cast().as_ptr()) }
    }

    fn long(&self, offset: usize) -> u64 {
        // SAFETY: as in `word`.
        unsafe { AtomicU64::from_ptr(self.field(offset).cast().as_ptr()) }.load(Ordering::Relaxed)
    }

    /// Traced tasks that are alive. When 0, all their records are in the ring.
    pub fn live_tasks(&self) -> u32 {
        self.word(offset_of!(bt_counters, live_tasks)).load(Ordering::Acquire)
    }

    /// Calls whose record did not fit into the ring.
    pub fn lost_calls(&self) -> u64 {
        self.long(offset_of!(bt_counters, lost_calls))
    }

    /// Other records that did not: of the beginning of a call, a fork, an exec, a task's end, a signal.
    pub fn lost_events(&self) -> u64 {
        self.long(offset_of!(bt_counters, lost_events))
    }

    /// Children that did not fit into the map of tasks.
    pub fn lost_tasks(&self) -> u64 {
        self.long(offset_of!(bt_counters, lost_tasks))
    }

    /// Tasks whose last record was lost: [`crate::kernel::Kernel::take_dead`] has them.
    pub fn lost_ends(&self) -> u32 {
        self.word(offset_of!(bt_counters, lost_ends)).load(Ordering::Relaxed)
    }

    /// Lets the next record wake beetrace, or not.
    pub fn await_record(&self, awaited: bool) {
        // SAFETY: inside the mapping; as in `word`.
        let asleep =
            unsafe { AtomicU32::from_ptr(self.globals.address.byte_add(offset_of!(bss, asleep)).cast().as_ptr()) };
        // Before the ring is looked at once more: what comes then finds it set.
        asleep.store(awaited.into(), Ordering::SeqCst);
    }

    /// Who was the last to send the command that signal.
    pub fn told(&self, signal: Signal) -> bt_told {
        let field = |offset: usize| {
            let at = offset_of!(bss, told) + signal as usize % BT_TOLD * size_of::<bt_told>() + offset;
            // SAFETY: inside the mapping.
            unsafe { self.globals.address.byte_add(at) }
        };
        // SAFETY: as in `word`. The kernel writes the time last.
        let time = unsafe { AtomicU64::from_ptr(field(offset_of!(bt_told, time)).cast().as_ptr()) };
        let time = time.load(Ordering::Acquire);
        // SAFETY: as in `word`.
        let word = |offset| unsafe { AtomicU32::from_ptr(field(offset).cast().as_ptr()) }.load(Ordering::Relaxed);
        bt_told { time, sender: word(offset_of!(bt_told, sender)), count: word(offset_of!(bt_told, count)) }
    }

    /// Whether the ring has passed its high-water mark since [`Counters::reset_full`].
    pub fn is_full(&self) -> bool {
        self.word(offset_of!(bt_counters, full)).load(Ordering::Acquire) != 0
    }

    /// The id of a task that goes on filling up the ring, if the kernel has seen one since [`Counters::reset_stray`].
    pub fn stray(&self) -> Option<u32> {
        match self.word(offset_of!(bt_counters, stray)).load(Ordering::Acquire) {
            0 => None,
            tid => Some(tid),
        }
    }

    /// Lets the kernel name another such task.
    pub fn reset_stray(&self) {
        self.word(offset_of!(bt_counters, stray)).store(0, Ordering::Release);
    }

    /// Lets the kernel tell again when the ring passes the mark.
    pub fn reset_full(&self) {
        self.word(offset_of!(bt_counters, full)).store(0, Ordering::Release);
    }
}
