//! How is a record made small before it is compressed?
//!
//! What a task calls again and again differs in few words from the last time: of each record only the
//! words are kept that are not as in the last one of its slot (its kind and number), as differences.
//! README.md draws it. That costs some nanoseconds a record, and leaves little for zstd to do.

use crate::wire::AlignedBytes;

/// Records have so many slots;
const SLOTS: usize = 512;
/// the slot's number stands above the length in the head of a packed record.
const SLOT_SHIFT: u32 = 23;
/// Bytes of a record at the most.
pub const LONGEST: usize = (1 << SLOT_SHIFT) - 1;
/// Words at the beginning of a record that are kept as differences; those that follow are kept as they are.
const WORDS: usize = 32;
/// Bytes of a word.
const WORD: usize = size_of::<u64>();
/// Where the number is in a record of a call.
const NUMBER_AT: usize = 24;

/// What the records of a block were like so far.
struct Slots {
    last: Vec<[u64; WORDS]>,
}

impl Slots {
    fn new() -> Slots {
        Slots { last: vec![[0; WORDS]; SLOTS] }
    }

    fn clear(&mut self) {
        self.last.fill([0; WORDS]);
    }
}

/// Packs the records of a block.
pub struct Packer {
    slots: Slots,
    packed: Vec<u8>,
    count: u32,
}

/// The word that these bytes begin with, as if zeros followed them.
fn word(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(whole) => u64::from_le_bytes(*whole),
        None => bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// Which slot a record has. Only the packer decides: it stands in what is packed.
fn slot(record: &[u8]) -> usize {
    let half = |at: usize| record.get(at..at + 4).map_or(0, |bytes| word(bytes) as usize);
    // x32's numbers and kinds without a number find a place somewhere, too.
    (half(NUMBER_AT) ^ (half(0) & 0xff) << 6) % SLOTS
}

impl Default for Packer {
    fn default() -> Packer {
        Packer { slots: Slots::new(), packed: Vec::new(), count: 0 }
    }
}

impl Packer {
    /// Adds a record. One that is too long is refused.
    pub fn push(&mut self, record: &[u8]) -> bool {
        if record.len() > LONGEST {
            return false;
        }
        let slot = slot(record);
        let Some(last) = self.slots.last.get_mut(slot) else { return false };
        let (beginning, rest) = record.split_at(record.len().min(WORDS * WORD));
        let mut mask = 0u32;
        let mut different = [0u8; (WORDS + 1) * WORD];
        let mut end = WORD;
        for ((nth, bytes), last) in beginning.chunks(WORD).enumerate().zip(last) {
            let word = word(bytes);
            let difference = word.wrapping_sub(*last);
            *last = word;
            if difference != 0 {
                mask |= 1 << nth;
                different[end..end + WORD].copy_from_slice(&difference.to_le_bytes());
                end += WORD;
            }
        }
        different[..4].copy_from_slice(&mask.to_le_bytes());
        different[4..8].copy_from_slice(&(record.len() as u32 | (slot as u32) << SLOT_SHIFT).to_le_bytes());
        self.packed.extend_from_slice(&different[..end]);
        self.packed.extend_from_slice(rest);
        // The next head begins at a multiple of 8.
        self.packed.extend_from_slice(&[0; WORD][..rest.len().next_multiple_of(WORD) - rest.len()]);
        self.count += 1;
        true
    }

    /// What is packed.
    pub fn bytes(&self) -> &[u8] {
        &self.packed
    }

    /// How many records that are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Begins the next block.
    pub fn clear(&mut self) {
        self.packed.clear();
        self.count = 0;
        self.slots.clear();
    }
}

/// Unpacks blocks.
pub struct Unpacker {
    slots: Slots,
    record: Vec<u8>,
    /// Where heads can be read in place.
    aligned: AlignedBytes,
}

impl Default for Unpacker {
    fn default() -> Unpacker {
        Unpacker { slots: Slots::new(), record: Vec::new(), aligned: AlignedBytes::default() }
    }
}

impl Unpacker {
    /// A block begins.
    pub fn begin(&mut self) {
        self.slots.clear();
    }

    /// Takes the next record off what is packed; `None` when these bytes are none.
    pub fn next(&mut self, packed: &mut &[u8]) -> Option<&[u8]> {
        self.take(packed)?;
        self.aligned.clear();
        self.aligned.append(&self.record);
        Some(self.aligned.bytes())
    }

    /// Takes a record off `packed` and puts it into `record`.
    fn take(&mut self, packed: &mut &[u8]) -> Option<()> {
        let mut take = || -> Option<u64> {
            let (word, rest) = packed.split_first_chunk()?;
            *packed = rest;
            Some(u64::from_le_bytes(*word))
        };
        let head = take()?;
        let (mask, slot_and_length) = (head as u32, (head >> 32) as u32);
        let len = slot_and_length as usize & LONGEST;
        let words = len.div_ceil(WORD);
        if words < WORDS && mask >> words != 0 {
            return None;
        }
        let last = self.slots.last.get_mut((slot_and_length >> SLOT_SHIFT) as usize)?;
        self.record.clear();
        for (nth, last) in last.iter_mut().enumerate().take(words) {
            if mask & 1 << nth != 0 {
                *last = last.wrapping_add(take()?);
            }
            self.record.extend_from_slice(&last.to_le_bytes());
        }
        let rest = words.saturating_sub(WORDS) * WORD;
        self.record.extend_from_slice(packed.get(..rest)?);
        *packed = &packed[rest..];
        self.record.truncate(len);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::prelude::Strategy;
    use proptest::proptest;

    use super::*;

    fn unpacked(mut packed: &[u8]) -> Option<Vec<Vec<u8>>> {
        let mut unpacker = Unpacker::default();
        let mut records = Vec::new();
        unpacker.begin();
        while !packed.is_empty() {
            let record = unpacker.next(&mut packed)?;
            assert_eq!(record.as_ptr() as usize % WORD, 0, "heads are read in place");
            records.push(record.to_vec());
        }
        Some(records)
    }

    /// Records that are like each other, and some that are long.
    fn records() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let few = || vec(0u8..3, 0..400);
        vec(proptest::prop_oneof![4 => few(), 1 => vec(any::<u8>(), 0..5000)], 0..40)
    }

    #[test]
    fn a_record_as_the_one_before_leaves_its_head_only() {
        let mut packer = Packer::default();
        let record = [7; 112];
        packer.push(&record);
        let first = packer.bytes().len();
        packer.push(&record);
        assert_eq!((first, packer.bytes().len() - first, packer.count()), (8 + 112, 8, 2));
    }

    #[test]
    fn a_record_that_is_too_long_is_refused() {
        let mut packer = Packer::default();
        assert!(packer.push(&vec![1; LONGEST]) && !packer.push(&vec![1; LONGEST + 1]));
        assert_eq!(unpacked(packer.bytes()).unwrap(), [vec![1; LONGEST]]);
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(blocks in vec(records(), 1..3)) {
            let mut packer = Packer::default();
            for records in blocks {
                packer.clear();
                for record in &records {
                    assert!(packer.push(record));
                }
                assert_eq!(unpacked(packer.bytes()).unwrap(), records);
            }
        }

        #[test]
        fn bytes_that_nobody_has_packed_are_refused_or_make_records(bytes in vec(0u8..20, 0..2000)) {
            if let Some(records) = unpacked(&bytes) {
                assert!(records.iter().all(|record| record.len() <= bytes.len() + WORDS * WORD));
            }
        }
    }
}
