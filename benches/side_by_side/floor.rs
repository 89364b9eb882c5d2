//! What are the empty programs that every figure is compared with?

#[allow(clippy::all, clippy::undocumented_unsafe_blocks, dead_code)]
mod skeleton {
    include!(concat!(env!("OUT_DIR"), "/floor.skel.rs"));
}

use std::mem::MaybeUninit;

use anyhow::Context;
use anyhow::Result;
use libbpf_rs::skel::OpenSkel;
use libbpf_rs::skel::SkelBuilder;

/// Runs that with empty programs on both tracepoints.
pub fn with_floor<T>(run: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut object = MaybeUninit::uninit();
    let open = skeleton::FloorSkelBuilder::default().open(&mut object)?;
    let skel = open.load().context("the kernel refuses the empty programs")?;
    let _enter = skel.progs.empty_sys_enter.attach()?;
    let _exit = skel.progs.empty_sys_exit.attach()?;
    run()
}
