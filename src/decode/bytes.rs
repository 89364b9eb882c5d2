//! How are numbers taken out of bytes that nobody vouches for?
//!
//! The task's memory holds what the task likes, and it may end anywhere: every
//! read here is checked and says `None` when the bytes are not there.

/// The unsigned number of 1, 2, 4 or 8 bytes at an offset.
pub(crate) fn unsigned(bytes: &[u8], offset: usize, size: usize) -> Option<u64> {
    let field = bytes.get(offset..offset.checked_add(size)?)?;
    match *field {
        [a] => Some(u64::from(a)),
        [a, b] => Some(u64::from(u16::from_ne_bytes([a, b]))),
        [a, b, c, d] => Some(u64::from(u32::from_ne_bytes([a, b, c, d]))),
        _ => Some(u64::from_ne_bytes(field.try_into().ok()?)),
    }
}

/// The signed number of 1, 2, 4 or 8 bytes at an offset, its sign extended to 64 bits.
pub(crate) fn signed(bytes: &[u8], offset: usize, size: usize) -> Option<u64> {
    let value = unsigned(bytes, offset, size)?;
    let unused = 64u32.saturating_sub(8 * u32::try_from(size).ok()?);
    Some(((value << unused) as i64 >> unused) as u64)
}

/// The 32-bit number at an offset.
pub(crate) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    unsigned(bytes, offset, 4).map(|value| value as u32)
}

/// The signed 32-bit number at an offset.
pub(crate) fn i32_at(bytes: &[u8], offset: usize) -> Option<i32> {
    u32_at(bytes, offset).map(|value| value as i32)
}

/// The 64-bit number at an offset.
pub(crate) fn u64_at(bytes: &[u8], offset: usize) -> Option<u64> {
    unsigned(bytes, offset, 8)
}

/// The 16-bit number at an offset.
pub(crate) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    unsigned(bytes, offset, 2).map(|value| value as u16)
}

/// The 16-bit number at an offset that stands in network byte order.
pub(crate) fn port_at(bytes: &[u8], offset: usize) -> Option<u16> {
    u16_at(bytes, offset).map(u16::from_be)
}

/// The bytes up to the first NUL, and whether there is one.
pub(crate) fn until_nul(bytes: &[u8]) -> (&[u8], bool) {
    match memchr::memchr(0, bytes) {
        Some(end) => (&bytes[..end], true),
        None => (bytes, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_the_bytes_are_none() {
        let bytes = [0xff, 0xff, 0xff, 0xff, 1];
        assert_eq!(unsigned(&bytes, 4, 1), Some(1));
        assert_eq!(unsigned(&bytes, 4, 2), None);
        assert_eq!(unsigned(&bytes, usize::MAX, 8), None);
        assert_eq!(unsigned(&bytes, 0, 3), None);
        assert_eq!(unsigned(&bytes, 0, 4), Some(0xffff_ffff));
    }

    #[test]
    fn signs_are_extended_from_the_size() {
        let bytes = [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        assert_eq!(signed(&bytes, 0, 1), Some(-2i64 as u64));
        assert_eq!(signed(&bytes, 0, 2), Some(-2i64 as u64));
        assert_eq!(signed(&bytes, 0, 4), Some(-2i64 as u64));
        assert_eq!(signed(&bytes, 0, 8), Some(0x7fff_ffff_ffff_fffe));
    }
}
