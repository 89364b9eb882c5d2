//! Which times does a call give a file?

use linux_raw_sys::general;

use super::bytes;
use super::date;
use super::record;
use crate::output::Emit;
use crate::output::Fraction;
use crate::output::Remark;

/// The two times of utimensat(2).
pub(super) fn file_times<E: Emit>(e: &mut E, bytes: &[u8]) {
    const TIMESPEC: usize = size_of::<libc::timespec>();
    const NOW: u64 = general::UTIME_NOW as u64;
    const OMIT: u64 = general::UTIME_OMIT as u64;
    e.begin_list();
    for time in bytes.chunks_exact(TIMESPEC) {
        e.item();
        let seconds = bytes::u64_at(time, 0).unwrap_or_default() as i64;
        let nanoseconds = bytes::u64_at(time, TIMESPEC / 2).unwrap_or_default();
        let name = match nanoseconds {
            NOW => Some("UTIME_NOW"),
            OMIT => Some("UTIME_OMIT"),
            _ => None,
        };
        match name {
            Some(name) if e.names_constants() => e.constant(name, i128::from(nanoseconds)),
            _ => record::fields(e, &crate::syscalls::records::TIMESPEC, time),
        }
        match name {
            None => date::remark(e, seconds, nanoseconds, Fraction::Nanoseconds),
            Some(name) if !e.names_constants() => e.remark(Remark::Name(name)),
            Some(_) => {}
        }
    }
    e.end_list();
}

/// The two times of utimes(2).
pub(super) fn old_file_times<E: Emit>(e: &mut E, bytes: &[u8]) {
    const TIMEVAL: usize = size_of::<libc::timeval>();
    e.begin_list();
    for time in bytes.chunks_exact(TIMEVAL) {
        e.item();
        record::fields(e, &crate::syscalls::records::TIMEVAL, time);
        let seconds = bytes::u64_at(time, 0).unwrap_or_default() as i64;
        let microseconds = bytes::u64_at(time, TIMEVAL / 2).unwrap_or_default();
        date::remark(e, seconds, microseconds, Fraction::Microseconds);
    }
    e.end_list();
}
