//! Which network interface is meant by a number?

use std::ffi::CStr;

use crate::output::Emit;

/// Shows the index of an interface by its name, `if_nametoindex("lo")`, if there is one here.
pub(super) fn index<E: Emit>(out: &mut E, index: u32) {
    let mut name = [0; libc::IF_NAMESIZE];
    // SAFETY: the buffer is live and has the IF_NAMESIZE bytes that the call may write.
    let found = index != 0 && !unsafe { libc::if_indextoname(index, name.as_mut_ptr().cast()) }.is_null();
    match CStr::from_bytes_until_nul(&name) {
        Ok(name) if found => {
            out.begin_macro("if_nametoindex");
            out.item();
            out.text(name.to_bytes(), false);
            out.end_macro();
        }
        _ => out.uint(u64::from(index)),
    }
}
