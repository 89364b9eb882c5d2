//! Does the user want to see all that libbpf and the kernel have to say?

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use libbpf_rs::PrintLevel;

/// -d was given.
static DEBUG: AtomicBool = AtomicBool::new(false);

/// Whether the user wants to.
pub(super) fn is_wanted() -> bool {
    DEBUG.load(Ordering::Relaxed) || std::env::var_os("BEETRACE_DEBUG").is_some()
}

/// libbpf explains failures on standard error in many lines; where nobody wants them, one of ours says what to do.
pub(super) fn begin(wanted: bool) {
    DEBUG.store(wanted, Ordering::Relaxed);
    libbpf_rs::set_print(is_wanted().then_some((PrintLevel::Debug, |_, text: String| eprint!("{text}"))));
}
