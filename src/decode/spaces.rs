//! Which namespaces has a call entered?
//!
//! Those that its flags are about, of the task that it has brought there: its own, or the one that it has made.

use linux_raw_sys::general;

use super::bytes;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::output::Emit;
use crate::output::Expression;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_space;
use crate::syscalls::kind::Kind;
use crate::syscalls::part;
use crate::syscalls::row::Style;

/// A kind of namespaces.
struct Space {
    name: &'static str,
    flag: u32,
    place: bt_space,
}

const fn space(name: &'static str, flag: u32, place: bt_space) -> Space {
    Space { name, flag, place }
}

/// In the order in which they show.
const SPACES: &[Space] = &[
    space("cgroup", general::CLONE_NEWCGROUP, bt_space::BT_SPACE_CGROUP),
    space("ipc", general::CLONE_NEWIPC, bt_space::BT_SPACE_IPC),
    space("mnt", general::CLONE_NEWNS, bt_space::BT_SPACE_MNT),
    space("net", general::CLONE_NEWNET, bt_space::BT_SPACE_NET),
    space("pid", general::CLONE_NEWPID, bt_space::BT_SPACE_PID),
    space("time", general::CLONE_NEWTIME, bt_space::BT_SPACE_TIME),
    space("uts", general::CLONE_NEWUTS, bt_space::BT_SPACE_UTS),
    space("user", general::CLONE_NEWUSER, bt_space::BT_SPACE_USER),
];

/// Shows what is known of them behind the result: `0 (net:[4026531833], uts:[4026531838])`.
pub(super) fn entered<E: Emit>(call: &Call<'_>, e: &mut E) {
    let ids = call.memory(Phase::Exit, bt_limit::BT_ARG_SPACES.0 as usize, 0);
    let Memory::Bytes { bytes: ids, .. } = ids else { return };
    let flags = flags(call);
    let mut begun = false;
    for space in SPACES.iter().filter(|space| flags & u64::from(space.flag) != 0) {
        let Some(id) = bytes::i32_at(ids, 4 * space.place.0 as usize) else { continue };
        if !std::mem::replace(&mut begun, true) {
            e.begin_note(Style::Named);
        }
        e.item();
        e.expression(Expression::Namespace(space.name, id as u32));
    }
    if begun {
        e.end_note();
    }
}

/// The flags that say so; of clone(2) without the signal, whose bits they share.
fn flags(call: &Call<'_>) -> u64 {
    let of_struct = call.params.iter().position(|param| matches!(param.kind, Kind::CloneArgs(_)));
    match (of_struct, call.index_of("nstype"), call.index_of("parent_tid")) {
        (Some(index), ..) => match call.input(index, part::POINTEE) {
            Memory::Bytes { bytes, .. } => bytes::u64_at(bytes, 0).unwrap_or_default(),
            _ => 0,
        },
        (None, Some(index), _) => call.args[index],
        (None, None, Some(_)) => call.arg("flags") & !u64::from(general::CSIGNAL),
        (None, None, None) => call.arg("flags"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Chunk;
    use crate::call::Outcome;
    use crate::output::Text;
    use crate::output::View;
    use crate::syscalls;

    /// What stands behind the equals sign.
    fn shown(name: &str, args: [u64; 6], outcome: i64) -> String {
        let ids: Vec<u8> = (1..=8u32).flat_map(u32::to_ne_bytes).collect();
        let memory = Memory::Bytes { bytes: &ids, want: 32 };
        let chunk = Chunk { phase: Phase::Exit, arg: bt_limit::BT_ARG_SPACES.0 as u8, part: 0, index: 0, memory };
        let row = syscalls::by_name(name).unwrap();
        let call = Call { args, chunks: &[chunk], ..Call::of(row, Outcome::Returned(outcome)) };
        let mut out = Text::new(false);
        crate::decode::result(&call, &mut out);
        String::from_utf8_lossy(out.lines()).into_owned()
    }

    // Expected texts are what strace 7.2 prints.
    #[test]
    fn those_show_that_the_flags_are_about() {
        let all = u64::from(SPACES.iter().fold(0, |all, space| all | space.flag));
        let every = "0 (cgroup:[1], ipc:[2], mnt:[3], net:[4], pid:[5], time:[6], uts:[8], user:[7])";
        assert_eq!(shown("unshare", [all, 0, 0, 0, 0, 0], 0), every);
        assert_eq!(shown("setns", [3, u64::from(general::CLONE_NEWNET), 0, 0, 0, 0], 0), "0 (net:[4])");
        assert_eq!(shown("setns", [3, 0, 0, 0, 0, 0], 0), "0");
        assert_eq!(shown("unshare", [all, 0, 0, 0, 0, 0], -1), "-1 EPERM (Operation not permitted)");
        // A signal of clone's is no flag.
        assert_eq!(shown("clone", [u64::from(general::CLONE_NEWUTS | 0x80), 0, 0, 0, 0, 0], 9), "9 (uts:[8])");
    }
}
