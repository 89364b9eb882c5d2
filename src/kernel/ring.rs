//! How are records taken from the ring, and how full is it?

use std::io;
use std::ops::ControlFlow;

use anyhow::Context;
use anyhow::Result;
use libbpf_rs::libbpf_sys;
use libbpf_rs::AsRawLibbpf;
use libbpf_rs::MapCore;
use libbpf_rs::RingBuffer;
use libbpf_rs::RingBufferBuilder;

/// What the reader of records answers when it wants no more for now: an error that libbpf hands on as it is.
const ENOUGH: i32 = -libc::ECANCELED;

/// The ring, mapped for reading.
pub struct Ring<'a> {
    buffer: RingBuffer<'a>,
}

/// What a look into the ring has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// There was no record.
    Nothing,
    /// All that there were.
    All,
    /// Some; there may be more.
    Some,
}

impl<'a> Ring<'a> {
    /// Maps the ring. Each record is handed to `take`, which says whether it wants more for now.
    pub fn new(map: &'a dyn MapCore, mut take: impl FnMut(&[u8]) -> ControlFlow<()> + 'a) -> Result<Ring<'a>> {
        let mut builder = RingBufferBuilder::new();
        builder.add(map, move |record| match take(record) {
            ControlFlow::Continue(()) => 0,
            ControlFlow::Break(()) => ENOUGH,
        })?;
        Ok(Ring { buffer: builder.build().context("cannot map the ring")? })
    }

    /// Takes records, so many at the most.
    pub fn take(&self, most: usize) -> Result<Taken> {
        match self.buffer.consume_raw_n(most) {
            0 => Ok(Taken::Nothing),
            ENOUGH => Ok(Taken::Some),
            error if error < 0 => Err(io::Error::from_raw_os_error(-error)).context("cannot read the ring"),
            count if (count as usize) < most => Ok(Taken::All),
            _ => Ok(Taken::Some),
        }
    }

    /// Bytes in the ring that have not been taken.
    pub fn used(&self) -> u64 {
        // SAFETY: the pointer is that of a live ring_buffer, which has exactly the one ring that `new` added.
        unsafe {
            let ring = libbpf_sys::ring_buffer__ring(self.buffer.as_libbpf_object().as_ptr(), 0);
            libbpf_sys::ring__avail_data_size(ring) as u64
        }
    }
}
