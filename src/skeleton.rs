//! The BPF programs as build.rs generated them from bpf/.

#![allow(missing_docs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/beetrace.skel.rs"));
