//! The BPF programs as build.rs generated them from bpf/.

include!(concat!(env!("OUT_DIR"), "/beetrace.skel.rs"));

/// The programs that say what descriptors refer to: an object of their own.
pub mod names {
    include!(concat!(env!("OUT_DIR"), "/names.skel.rs"));

    /// All of it. Only its types are taken from the skeleton, which takes the maps that others have made for its own.
    pub static OBJECT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bpf.o"));
}
