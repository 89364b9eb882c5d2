//! Does a call cost no allocation when there have been some like it?

use std::alloc::GlobalAlloc;
use std::alloc::Layout;
use std::alloc::System;
use std::cell::Cell;

use clap::Parser;

use super::*;
use crate::options::cli::Cli;
use crate::options::config::Config;
use crate::output::Json;
use crate::output::Text;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_record_flag;
use crate::syscalls::by_name;
use crate::wire::Unpadded;

/// The system's allocator, which counts what each thread asks for.
struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that ends may still allocate: that is not counted.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: all is passed on to the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as the caller has promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as the caller has promised.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: as the caller has promised.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A record of that call, with chunks of these arguments; in so many pieces, if they are many.
fn record(kind: bt_kind, flags: u32, name: &str, ret: i64, chunks: &[(u8, &[u8], u32)]) -> AlignedBytes {
    let head = bt_header { kind: kind.0 as u16, flags: flags as u16, tid: 7, tgid: 7, time: 5, ..bt_header::default() };
    let args = [u64::MAX, 0x1000, 0x2000, 0x3000, 0, 0];
    let mut record = AlignedBytes::default();
    let nr = by_name(name).unwrap().nr;
    record.append(bt_call { head, nr, ret, start: 3, args, ..bt_call::default() }.bytes());
    for &(arg, bytes, pieces) in chunks {
        for piece in (0..pieces).rev() {
            let (more, len) = ((piece > 0).into(), bytes.len() as u32);
            let want = u64::from(len * pieces);
            record.push_chunk(&bt_chunk { arg, more, len, want, ..bt_chunk::default() }, bytes);
        }
    }
    record
}

/// How many allocations the last of many turns through the same calls makes.
fn allocations<V: View>(view: V) -> u64 {
    let cli = Cli::try_parse_from(["beetrace", "-f", "-o", "trace", "true"]).unwrap();
    let mut tracer = Tracer::new(view, Settings::new(&Config::new(cli).unwrap(), 0), 7);
    let (call, enter) = (bt_kind::BT_CALL, bt_kind::BT_ENTER);
    let (more, continued) = (bt_record_flag::BT_MORE.0, bt_record_flag::BT_CONTINUED.0);
    let records = [
        record(call, 0, "getppid", 1, &[]),
        record(call, 0, "openat", 3, &[(1, b"/etc/hostname", 1)]),
        record(call, 0, "read", 8, &[(1, b"contents", 1)]),
        record(call, 0, "newfstatat", 0, &[(1, b"name", 1), (2, &[1; 144], 1)]),
        record(call, 0, "write", 40, &[(1, &[b'x'; 10], 4)]),
        record(enter, 0, "ppoll", 0, &[(0, &[1; 16], 1)]),
        record(call, bt_record_flag::BT_ENTERED.0, "ppoll", 1, &[(0, &[1; 16], 1)]),
        record(call, more, "writev", 3, &[(1, &[2; 32], 1)]),
        record(call, continued, "writev", 3, &[(1, b"abc", 1)]),
        record(call, 0, "close", -9, &[]),
    ];
    let mut last = 0;
    for _ in 0..20 {
        let before = COUNT.get();
        for record in &records {
            tracer.event(Event::Record(record.bytes()));
        }
        last = COUNT.get() - before;
        assert_eq!(tracer.unreadable(), 0);
        assert!(memchr::memchr_iter(b'\n', tracer.lines()).count() >= 8);
        tracer.clear_lines();
    }
    last
}

#[test]
fn a_call_like_others_before_it_allocates_nothing() {
    let before = COUNT.get();
    drop(std::hint::black_box(vec![1u8; 100]));
    assert!(COUNT.get() > before, "nothing is counted");
    assert_eq!(allocations(Text::new(false)), 0);
    assert_eq!(allocations(Json::new(true)), 0);
}
