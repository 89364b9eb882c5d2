//! Compiles bpf/beetrace.bpf.c and generates its skeleton into OUT_DIR.

use std::env;
use std::path::PathBuf;

use libbpf_cargo::SkeletonBuilder;

fn main() {
    println!("cargo:rerun-if-changed=bpf");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("beetrace.skel.rs");
    let built = SkeletonBuilder::new()
        .source("bpf/beetrace.bpf.c")
        // -mcpu=v2: what 5.8 to 5.11 load; -Werror: a warning in a BPF program is a bug to come.
        .clang_args(["-Wall", "-Werror", "-mcpu=v2"])
        .build_and_generate(&out);
    if let Err(error) = built {
        panic!("the BPF programs did not build (is clang installed? `make deps` does it): {error:#}");
    }
}
