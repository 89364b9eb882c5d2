//! What can this kernel and this user do? Named questions, asked only to explain a failure.
//!
//! Loading fails with an error number that says little; the answers here make
//! one line of it that says what is wrong and what to do.

use std::fs::read_to_string;
use std::path::Path;

use anyhow::anyhow;
use anyhow::Error;
use libbpf_rs::ErrorKind;
use libbpf_rs::MapType;
use nix::unistd::geteuid;

/// Where the kernel shows its own type information.
const KERNEL_BTF: &str = "/sys/kernel/btf/vmlinux";

/// Whether the kernel describes its types (CONFIG_DEBUG_INFO_BTF).
pub fn has_btf() -> bool {
    Path::new(KERNEL_BTF).exists()
}

/// Whether the kernel has the BPF ring buffer (5.8 and later). Needs privileges to know.
pub fn has_ringbuf() -> bool {
    MapType::RingBuf.is_supported().unwrap_or(false)
}

/// Whether lockdown forbids to read kernel memory with BPF.
pub fn has_lockdown() -> bool {
    // The mode in force is in brackets: "none integrity [confidentiality]".
    read_to_string("/sys/kernel/security/lockdown").is_ok_and(|modes| modes.contains("[confidentiality]"))
}

/// Whether a program at a tracepoint can be preempted, and then keeps others on its CPU from being run (see
/// handle_sys_enter_perf in bpf/beetrace.bpf.c). The kernel shows no sign of it but its version.
pub fn has_preemptible_tracepoints() -> bool {
    let release = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    release.split('.').next().and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 7)
}

/// Whether the tracepoints' numbers, which attaching by perf asks for, can be read.
pub fn has_tracefs() -> bool {
    ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"]
        .iter()
        .any(|mount| Path::new(mount).join("events/raw_syscalls/sys_enter/id").exists())
}

/// Whether this user has all that loading asks for.
pub fn is_root() -> bool {
    geteuid().is_root()
}

/// Whether it is EMFILE, wherever in the error that stands.
fn is_lack_of_descriptors(error: &(dyn std::error::Error + 'static)) -> bool {
    let is_it = |error: &std::io::Error| error.raw_os_error() == Some(libc::EMFILE);
    error.downcast_ref().is_some_and(is_it) || error.source().is_some_and(is_lack_of_descriptors)
}

/// What the failure of loading or attaching means.
pub fn explain(error: libbpf_rs::Error) -> Error {
    if !is_root() && matches!(error.kind(), ErrorKind::PermissionDenied) {
        return anyhow!("not permitted to load BPF programs: run it as root (sudo beetrace ...)");
    }
    if is_lack_of_descriptors(&error) {
        return anyhow!(
            "too few descriptors are allowed for the BPF programs and their maps: raise it (ulimit -n 128)"
        );
    }
    if has_lockdown() {
        return anyhow!("the kernel is locked down (confidentiality), which forbids tracing: boot with lockdown=none");
    }
    if !has_btf() {
        return anyhow!("this kernel has no type information ({KERNEL_BTF}): it needs CONFIG_DEBUG_INFO_BTF=y");
    }
    if matches!(error.kind(), ErrorKind::PermissionDenied) {
        return anyhow!(
            "not permitted to load BPF programs, even as root: the container or kernel must allow it \
             (a privileged container, or CAP_BPF, CAP_PERFMON and CAP_SYS_PTRACE)"
        );
    }
    if !has_ringbuf() {
        return anyhow!("this kernel has no BPF ring buffer: beetrace needs Linux 5.8 or later{}", release());
    }
    anyhow!("cannot load the BPF programs{}: {error}; BEETRACE_DEBUG=1 shows more", release())
}

fn release() -> String {
    match read_to_string("/proc/sys/kernel/osrelease") {
        Ok(release) => format!(" (this is {})", release.trim()),
        Err(_) => String::new(),
    }
}
