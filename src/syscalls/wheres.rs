//! Where are the descriptors of a call, and the ids of tasks?
//!
//! Follows from its row, as the capture plan does (plan.rs): in registers, in the result, and in
//! the memory that the plan copies. By default what descriptors refer to is read when the call returns; when
//! it begins, if that is another thing by then. Who has an id that the program passes is read when the call begins: it
//! may be the end of them.

use std::mem::offset_of;

use crate::descriptor::Names;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_names_flag;
use crate::skeleton::types::bt_place;
use crate::skeleton::types::bt_what;
use crate::skeleton::types::bt_where;
use crate::skeleton::types::bt_wheres;

use super::kind::Kind;
use super::part;
use super::record::FieldKind;
use super::record::Record;
use super::row::special;
use super::row::Case;
use super::row::Ret;
use super::row::Syscall;
use super::value::Value;

/// Where si_pid is in a siginfo_t.
const SIGINFO_PID: usize = 16;

/// Places under construction: those of the exit and of the entry.
#[derive(Default)]
struct Places {
    exit: Vec<bt_where>,
    enter: Vec<bt_where>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Descriptors.
    pub names: Names,
    /// The ids of tasks, process groups and sessions.
    pub ids: bool,
}

impl Wanted {
    /// Whether that is anything.
    pub fn any(&self) -> bool {
        self.names != Names::No || self.ids
    }

    /// Whether a number is to be looked at, and as what.
    fn what(&self, value: Value) -> Option<bt_what> {
        let names = self.names != Names::No;
        match value {
            Value::Fd if names => Some(bt_what::BT_DESCRIPTOR),
            Value::DirFd | Value::FdOr(_) if names => Some(bt_what::BT_OR_DIRECTORY),
            Value::Pid | Value::PidOr(_) | Value::Group if self.ids => Some(bt_what::BT_ID),
            _ => None,
        }
    }
}

/// Where what is wanted is in the call of a row or of one of its variants, and when it is looked at (`bt_plan.names`).
/// `None` when that is more than can be told.
pub fn wheres(row: &Syscall, case: Option<&Case>, wanted: Wanted) -> Option<(bt_wheres, u8)> {
    let is = |bit: u32| row.special & bit != 0;
    let details = |bit: u32| is(bit) && wanted.names == Names::Details;
    let at_entry = is(special::NAMES_AT_ENTRY) || details(special::DETAILS_AT_ENTRY);
    let counts = details(special::COUNTS);
    let args = if is(special::RAW) { &[] } else { case.map_or(row.args, |case| case.args) };
    let mut places = Places::default();
    for (arg, described) in args.iter().enumerate() {
        let mut found = Vec::new();
        places_of(described.kind, arg as u8, wanted, &mut found);
        for place in found {
            let in_register = bt_place(place.place.into()) == bt_place::BT_IN_ARG;
            let at_entry = at_entry || is_id(&place);
            if !in_register || at_entry || counts {
                places.enter.push(place);
            }
            if !in_register || !at_entry {
                places.exit.push(place);
            }
        }
    }
    let result = match case.map_or(row.ret, |case| case.ret) {
        Ret::Fd => wanted.what(Value::Fd),
        Ret::Pid => wanted.what(Value::Pid),
        Ret::Group => wanted.what(Value::Group),
        _ => None,
    };
    places.exit.extend(result.map(|what| in_place(bt_place::BT_IN_RESULT, 0, 0, what)));
    let in_registers = |ids: bool| {
        let mut places = places.enter.iter();
        places.any(|place| u32::from(place.place) == bt_place::BT_IN_ARG.0 && is_id(place) == ids)
    };
    let mut when = 0;
    if in_registers(false) {
        let flag = if counts { bt_names_flag::BT_NAMES_IF_COUNTER } else { bt_names_flag::BT_NAMES_AT_ENTRY };
        when |= flag.0 as u8;
    }
    if in_registers(true) {
        when |= bt_names_flag::BT_NAMES_IF_ID.0 as u8;
    }
    if !places.exit.is_empty() {
        when |= bt_names_flag::BT_NAMES_AT_EXIT.0 as u8;
    }
    let mut all = bt_wheres::default();
    all.exit_count = fill(&mut all.exit, &places.exit)?;
    all.enter_count = fill(&mut all.enter, &places.enter)?;
    Some((all, when))
}

fn fill(all: &mut [bt_where; bt_limit::BT_MAX_WHERES.0 as usize], places: &[bt_where]) -> Option<u32> {
    all.get_mut(..places.len())?.copy_from_slice(places);
    Some(places.len() as u32)
}

fn is_id(place: &bt_where) -> bool {
    u32::from(place.what) == bt_what::BT_ID.0
}

fn in_place(place: bt_place, arg: u8, part: u8, what: bt_what) -> bt_where {
    bt_where { place: place.0 as u8, arg, part, what: what.0 as u8, ..bt_where::default() }
}

/// The places in an argument of that kind.
fn places_of(kind: Kind, arg: u8, wanted: Wanted, places: &mut Vec<bt_where>) {
    let of = |place: bt_place, part: u8, value: Value| wanted.what(value).map(|what| in_place(place, arg, part, what));
    let memory = |value: Value, offset: usize, stride: usize| {
        let place = of(bt_place::BT_IN_MEMORY, part::POINTEE, value)?;
        Some(bt_where { offset: offset as u16, stride: stride as u16, ..place })
    };
    match kind {
        Kind::Value(value) => places.extend(of(bt_place::BT_IN_ARG, 0, value)),
        Kind::Either(either) => {
            // One of them is enough: the kernel side looks whether it is what it takes it for.
            let values = either.cases.iter().map(|(_, value)| *value).chain([either.otherwise]);
            let mut found: Vec<bt_where> = values.filter_map(|value| of(bt_place::BT_IN_ARG, 0, value)).collect();
            found.dedup_by_key(|place| place.what);
            places.extend(found);
        }
        Kind::Ptr(_, value) => places.extend(memory(value, 0, 0)),
        // The one or the other, as the call's flags say; nobody asks for what it is not.
        Kind::ParentTid => places.extend([Value::Fd, Value::Pid].into_iter().filter_map(|value| memory(value, 0, 0))),
        Kind::Array(_, value, _) => places.extend(memory(value, 0, value.width().memory as usize)),
        Kind::Struct(_, record)
        | Kind::Sized(_, record, _)
        | Kind::Whole(_, record, _)
        | Kind::SelfSized(record, _)
        | Kind::Filled(_, record)
        | Kind::Extended(_, record, _) => in_fields(record, 0, 0, &memory, places),
        Kind::Structs(_, record, _) => in_fields(record, 0, record.size, &memory, places),
        Kind::Pollfds(_) => {
            places.extend(memory(Value::Fd, offset_of!(libc::pollfd, fd), size_of::<libc::pollfd>()));
        }
        Kind::FdSet(_) => places.extend(of(bt_place::BT_IN_SET, part::POINTEE, Value::Fd)),
        Kind::Msghdr(_) | Kind::Mmsghdr(..) => {
            let control = |value: Value| of(bt_place::BT_IN_CONTROL, part::MSG_CONTROL, value);
            places.extend([Value::Fd, Value::Pid].into_iter().filter_map(control));
        }
        Kind::CloneArgs(_) => {
            let written = [(Value::Fd, part::CLONE_PIDFD), (Value::Pid, part::CLONE_PARENT_TID)];
            places.extend(written.into_iter().filter_map(|(value, part)| of(bt_place::BT_IN_MEMORY, part, value)));
        }
        // Where the signal has a sender; where not, nobody asks.
        Kind::Siginfo(_) => places.extend(memory(Value::Pid, SIGINFO_PID, 0)),
        // That of credentials.
        Kind::OptionValue(..) => places.extend(memory(Value::Pid, offset_of!(libc::ucred, pid), 0)),
        Kind::OptionName(..)
        | Kind::Path
        | Kind::Str
        | Kind::InStr(_)
        | Kind::OutStr(_)
        | Kind::Bytes(..)
        | Kind::Text(..)
        | Kind::Binary(..)
        | Kind::OutPath(_)
        | Kind::Argv
        | Kind::Envp
        | Kind::SchedAttr
        | Kind::Capabilities(..)
        | Kind::Timeout(_)
        | Kind::Remaining(_)
        | Kind::FileTimes
        | Kind::OldFileTimes
        | Kind::Iovec(..)
        | Kind::SockaddrIn(_)
        | Kind::SockaddrOut(_)
        | Kind::SockLen
        | Kind::Sigset(..)
        | Kind::SigsetArg
        | Kind::SigframeMask
        | Kind::CpuSet(..)
        | Kind::NodeMask(..)
        | Kind::Sigaction(_)
        | Kind::Dirents
        | Kind::OldDirents => {}
    }
}

/// The places in the fields of a struct that begins at `at`.
fn in_fields(
    record: &Record,
    at: usize,
    stride: usize,
    memory: &impl Fn(Value, usize, usize) -> Option<bt_where>,
    places: &mut Vec<bt_where>,
) {
    for field in record.fields {
        let offset = at + field.offset;
        match field.kind {
            FieldKind::Plain(value) => places.extend(memory(value, offset, stride)),
            FieldKind::Numbers(value, count) => {
                places.extend((0..count).filter_map(|nth| memory(value, offset + nth * field.size / count, stride)));
            }
            FieldKind::Nested(nested) => in_fields(nested, offset, stride, memory, places),
            FieldKind::Moment(_)
            | FieldKind::Text
            | FieldKind::Limit
            | FieldKind::Date(_)
            | FieldKind::Ticks
            | FieldKind::Split(..)
            | FieldKind::Words(_)
            | FieldKind::Places(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_name;
    use super::super::x86_64::TABLE;
    use super::*;

    fn of(name: &str, names: Names) -> (bt_wheres, u8) {
        wheres(by_name(name).unwrap(), None, Wanted { names, ids: false }).unwrap()
    }

    /// Place, argument, offset and stride of each.
    fn said(places: &[bt_where], count: u32) -> Vec<(u8, u8, u16, u16)> {
        places[..count as usize].iter().map(|place| (place.place, place.arg, place.offset, place.stride)).collect()
    }

    const EXIT: u8 = bt_names_flag::BT_NAMES_AT_EXIT.0 as u8;
    const ENTRY: u8 = bt_names_flag::BT_NAMES_AT_ENTRY.0 as u8;

    #[test]
    fn every_row_and_variant_has_places_for_its_descriptors() {
        for (names, ids) in [(Names::Paths, false), (Names::Details, true), (Names::No, true)] {
            let wanted = Wanted { names, ids };
            for row in TABLE {
                assert!(wheres(row, None, wanted).is_some(), "{} has too many", row.name);
                for case in row.select.map_or(&[][..], |select| select.cases) {
                    assert!(wheres(row, Some(case), wanted).is_some(), "{} {:?}", row.name, case.values);
                }
            }
        }
    }

    #[test]
    fn descriptors_are_in_registers_results_and_memory() {
        let (read, when) = of("read", Names::Paths);
        assert_eq!((said(&read.exit, read.exit_count), read.enter_count, when), (vec![(0, 0, 0, 0)], 0, EXIT));
        let (openat, _) = of("openat", Names::Paths);
        assert_eq!(said(&openat.exit, openat.exit_count), [(0, 0, 0, 0), (1, 0, 0, 0)]);
        assert_eq!(u32::from(openat.exit[0].what), bt_what::BT_OR_DIRECTORY.0);
        let (poll, when) = of("poll", Names::Paths);
        assert_eq!((said(&poll.exit, poll.exit_count), when), (vec![(2, 0, 0, 8)], EXIT));
        let (pipe, _) = of("pipe", Names::Paths);
        assert_eq!(said(&pipe.exit, pipe.exit_count), [(2, 0, 0, 4)]);
        let (select, _) = of("select", Names::Paths);
        assert_eq!(said(&select.exit, select.exit_count), [(3, 1, 0, 0), (3, 2, 0, 0), (3, 3, 0, 0)]);
        assert_eq!(of("getpid", Names::Details).1, 0);
    }

    #[test]
    fn what_is_another_thing_afterwards_is_looked_at_before() {
        let (close, when) = of("close", Names::Paths);
        assert_eq!((close.exit_count, said(&close.enter, close.enter_count), when), (0, vec![(0, 0, 0, 0)], ENTRY));
        let (dup2, when) = of("dup2", Names::Paths);
        assert_eq!(said(&dup2.enter, dup2.enter_count), [(0, 0, 0, 0), (0, 1, 0, 0)]);
        assert_eq!((said(&dup2.exit, dup2.exit_count), when), (vec![(1, 0, 0, 0)], EXIT | ENTRY));
        // A socket is called the same before and after; its ends are not.
        assert_eq!(of("connect", Names::Paths).1, EXIT);
        assert_eq!(of("connect", Names::Details).1, ENTRY);
        assert_eq!(of("write", Names::Details).1, EXIT | bt_names_flag::BT_NAMES_IF_COUNTER.0 as u8);
    }
}
