//! Compiles the BPF programs of bpf/ and generates their skeletons into OUT_DIR.

use std::env;
use std::path::PathBuf;

use libbpf_cargo::SkeletonBuilder;

/// beetrace's own programs, those for names, and the empty ones that benches/side_by_side compares them with.
const OBJECTS: [&str; 3] = ["beetrace", "names", "floor"];

fn main() {
    println!("cargo:rerun-if-changed=bpf");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for object in OBJECTS {
        let built = SkeletonBuilder::new()
            .source(format!("bpf/{object}.bpf.c"))
            .obj(out.join(format!("{object}.bpf.o")))
            // -mcpu=v2: what 5.8 to 5.11 load; -Werror: a warning in a BPF program is a bug to come.
            .clang_args(["-Wall", "-Werror", "-mcpu=v2"])
            .build_and_generate(out.join(format!("{object}.skel.rs")));
        if let Err(error) = built {
            panic!("the BPF programs did not build (is clang installed? `make deps` does it): {error:#}");
        }
    }
}
