//! The BPF programs as build.rs generated them from bpf/.

include!(concat!(env!("OUT_DIR"), "/beetrace.skel.rs"));
