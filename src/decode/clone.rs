//! What does clone3(2) take, and where has it put what came of it?

use std::mem::offset_of;

use linux_raw_sys::general;
use linux_raw_sys::general::clone_args;

use super::bytes;
use super::record;
use super::target::Target;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Unread;
use crate::syscalls::part;
use crate::syscalls::records;
use crate::syscalls::shape::Dir;
use crate::syscalls::value::Value;

/// The size of the struct when it was new; one that is smaller is none.
const SMALLEST: usize = general::CLONE_ARGS_SIZE_VER0 as usize;

/// A number that the kernel writes through a pointer in the struct.
struct Written {
    name: &'static str,
    /// The flag that asks for it.
    flag: u64,
    part: u8,
}

const WRITTEN: &[Written] = &[
    Written { name: "pidfd", flag: general::CLONE_PIDFD as u64, part: part::CLONE_PIDFD },
    Written { name: "parent_tid", flag: general::CLONE_PARENT_SETTID as u64, part: part::CLONE_PARENT_TID },
];

/// Shows the struct, and what the kernel has written through its pointers: `{..} => {parent_tid=[123]}`.
pub(super) fn args<E: Emit>(target: Target<'_, '_>, e: &mut E) {
    target.show(e, Dir::In, |e, bytes, _| {
        if bytes.len() < SMALLEST {
            return e.addr(target.raw, Unread::NotRead);
        }
        record::known_fields(e, &records::CLONE_ARGS, bytes);
        let flags = bytes::u64_at(bytes, offset_of!(clone_args, flags)).unwrap_or_default();
        if target.call.success().is_some() && WRITTEN.iter().any(|written| flags & written.flag != 0) {
            e.becomes();
            results(target, flags, e);
        }
    });
}

/// What clone(2) writes behind its pointer.
pub(super) fn written_number(call: &Call<'_>) -> Value {
    match call.arg("flags") & u64::from(general::CLONE_PIDFD) {
        0 => Value::Pid,
        _ => Value::Fd,
    }
}

fn results<E: Emit>(target: Target<'_, '_>, flags: u64, e: &mut E) {
    e.begin_struct();
    for written in WRITTEN.iter().filter(|written| flags & written.flag != 0) {
        e.field(written.name);
        let memory = target.call.memory(Phase::Exit, target.index, written.part);
        let number = match memory {
            Memory::Bytes { bytes, .. } => bytes::i32_at(bytes, 0),
            _ => None,
        };
        match number {
            Some(number) => {
                e.begin_list();
                e.item();
                if written.part == part::CLONE_PIDFD {
                    e.fd(number);
                } else {
                    e.pid(number);
                }
                e.end_list();
            }
            None => e.word("???"),
        }
    }
    e.end_struct();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Outcome;
    use crate::decode::testing::args_of;
    use crate::decode::testing::at_exit;
    use crate::decode::testing::words;

    #[test]
    fn what_the_kernel_wrote_follows_the_struct() {
        let flags = u64::from(general::CLONE_PIDFD | general::CLONE_PARENT_SETTID);
        let args = words(&[flags, 0x10, 0, 0x20, 17, 0, 0, 0, 0, 0, 0]);
        let chunks = [
            at_exit(0, part::POINTEE, &args),
            at_exit(0, part::CLONE_PIDFD, &[7, 0, 0, 0]),
            at_exit(0, part::CLONE_PARENT_TID, &[123, 0, 0, 0]),
        ];
        let start = "{flags=CLONE_PIDFD|CLONE_PARENT_SETTID, pidfd=0x10, parent_tid=0x20, exit_signal=SIGCHLD, \
                     stack=NULL, stack_size=0}";
        let registers = [0x1000, 88, 0, 0, 0, 0];
        assert_eq!(
            args_of("clone3", registers, Outcome::Returned(123), &chunks, false),
            format!("{start} => {{pidfd=[7], parent_tid=[123]}}, 88")
        );
        assert_eq!(args_of("clone3", registers, Outcome::Returned(-22), &chunks[..1], false), format!("{start}, 88"));
    }

    #[test]
    fn a_struct_that_is_too_small_is_an_address() {
        let chunks = [at_exit(0, part::POINTEE, &[0; 63])];
        let shown = args_of("clone3", [0x1000, 63, 0, 0, 0, 0], Outcome::Returned(-22), &chunks, false);
        assert_eq!(shown, "0x1000, 63");
    }
}
