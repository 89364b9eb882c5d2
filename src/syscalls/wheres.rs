//! Where are the descriptors of a call?
//!
//! Follows from its row, as the capture plan does (plan.rs): in registers, in the result, and in
//! the memory that the plan copies. By default what they refer to is read when the call returns; when
//! it begins, if that is another thing by then.

use std::mem::offset_of;

use crate::descriptor::Names;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_names_flag;
use crate::skeleton::types::bt_place;
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

/// Places under construction: those of the exit and of the entry.
#[derive(Default)]
struct Places {
    exit: Vec<bt_where>,
    enter: Vec<bt_where>,
}

/// Where the descriptors of a row are, or of one of its variants, and when they are looked at (`bt_plan.names`).
/// `None` when they are more than can be told.
pub fn wheres(row: &Syscall, case: Option<&Case>, names: Names) -> Option<(bt_wheres, u8)> {
    let is = |bit: u32| row.special & bit != 0;
    let details = |bit: u32| is(bit) && names == Names::Details;
    let at_entry = is(special::NAMES_AT_ENTRY) || details(special::DETAILS_AT_ENTRY);
    let counts = details(special::COUNTS);
    let args = if is(special::RAW) { &[] } else { case.map_or(row.args, |case| case.args) };
    let mut places = Places::default();
    for (arg, described) in args.iter().enumerate() {
        let mut found = Vec::new();
        places_of(described.kind, arg as u8, &mut found);
        for place in found {
            let in_register = bt_place(place.place.into()) == bt_place::BT_IN_ARG;
            if !in_register || at_entry || counts {
                places.enter.push(place);
            }
            if !in_register || !at_entry {
                places.exit.push(place);
            }
        }
    }
    if matches!(case.map_or(row.ret, |case| case.ret), Ret::Fd) {
        places.exit.push(in_place(bt_place::BT_IN_RESULT, 0, 0));
    }
    let in_registers = |places: &[bt_where]| places.iter().any(|place| u32::from(place.place) == bt_place::BT_IN_ARG.0);
    let mut when = 0;
    if in_registers(&places.enter) {
        let flag = if counts { bt_names_flag::BT_NAMES_IF_COUNTER } else { bt_names_flag::BT_NAMES_AT_ENTRY };
        when |= flag.0 as u8;
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

fn in_place(place: bt_place, arg: u8, part: u8) -> bt_where {
    bt_where { place: place.0 as u8, arg, part, ..bt_where::default() }
}

/// Whether a number is a descriptor, and whether that can be the working directory.
fn is_descriptor(value: Value) -> Option<bool> {
    match value {
        Value::Fd => Some(false),
        Value::DirFd | Value::FdOr(_) => Some(true),
        _ => None,
    }
}

/// The places in an argument of that kind.
fn places_of(kind: Kind, arg: u8, places: &mut Vec<bt_where>) {
    let memory = |offset: usize, stride: usize| bt_where {
        offset: offset as u16,
        stride: stride as u16,
        ..in_place(bt_place::BT_IN_MEMORY, arg, part::POINTEE)
    };
    match kind {
        Kind::Value(value) => places.extend(in_register(value, arg)),
        Kind::Either(either) => {
            places.extend(in_register(either.then, arg).or_else(|| in_register(either.otherwise, arg)));
        }
        // Of an id of a task there is no descriptor, as a rule; and nobody asks for it.
        Kind::ParentTid => places.push(memory(0, 0)),
        Kind::Ptr(_, value) if is_descriptor(value).is_some() => places.push(memory(0, 0)),
        Kind::Array(_, value, _) if is_descriptor(value).is_some() => {
            places.push(memory(0, value.width().memory as usize));
        }
        Kind::Struct(_, record)
        | Kind::Sized(_, record, _)
        | Kind::Whole(_, record, _)
        | Kind::SelfSized(record, _)
        | Kind::Filled(_, record)
        | Kind::Extended(_, record, _) => in_fields(record, 0, 0, &memory, places),
        Kind::Structs(_, record, _) => in_fields(record, 0, record.size, &memory, places),
        Kind::Pollfds(_) => places.push(memory(offset_of!(libc::pollfd, fd), size_of::<libc::pollfd>())),
        Kind::FdSet(_) => places.push(in_place(bt_place::BT_IN_SET, arg, part::POINTEE)),
        Kind::Msghdr(_) => places.push(in_place(bt_place::BT_IN_CONTROL, arg, part::MSG_CONTROL)),
        Kind::CloneArgs(_) => places.push(in_place(bt_place::BT_IN_MEMORY, arg, part::CLONE_PIDFD)),
        Kind::Ptr(..)
        | Kind::Array(..)
        | Kind::OptionName(..)
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
        | Kind::Mmsghdr(..)
        | Kind::Sigset(..)
        | Kind::SigsetArg
        | Kind::SigframeMask
        | Kind::CpuSet(..)
        | Kind::NodeMask(..)
        | Kind::Sigaction(_)
        | Kind::Siginfo(_)
        | Kind::Dirents
        | Kind::OldDirents
        | Kind::OptionValue(..) => {}
    }
}

fn in_register(value: Value, arg: u8) -> Option<bt_where> {
    let or_directory = is_descriptor(value)?.into();
    Some(bt_where { or_directory, ..in_place(bt_place::BT_IN_ARG, arg, 0) })
}

/// The places in the fields of a struct that begins at `at`.
fn in_fields(
    record: &Record,
    at: usize,
    stride: usize,
    memory: &impl Fn(usize, usize) -> bt_where,
    places: &mut Vec<bt_where>,
) {
    for field in record.fields {
        let offset = at + field.offset;
        match field.kind {
            FieldKind::Plain(value) => {
                if let Some(or_directory) = is_descriptor(value) {
                    places.push(bt_where { or_directory: or_directory.into(), ..memory(offset, stride) });
                }
            }
            FieldKind::Numbers(value, count) if is_descriptor(value).is_some() => {
                places.extend((0..count).map(|nth| memory(offset + nth * field.size / count, stride)));
            }
            FieldKind::Nested(nested) => in_fields(nested, offset, stride, memory, places),
            FieldKind::Numbers(..)
            | FieldKind::Moment(_)
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
        wheres(by_name(name).unwrap(), None, names).unwrap()
    }

    /// Place, argument, offset and stride of each.
    fn said(places: &[bt_where], count: u32) -> Vec<(u8, u8, u16, u16)> {
        places[..count as usize].iter().map(|place| (place.place, place.arg, place.offset, place.stride)).collect()
    }

    const EXIT: u8 = bt_names_flag::BT_NAMES_AT_EXIT.0 as u8;
    const ENTRY: u8 = bt_names_flag::BT_NAMES_AT_ENTRY.0 as u8;

    #[test]
    fn every_row_and_variant_has_places_for_its_descriptors() {
        for names in [Names::Paths, Names::Details] {
            for row in TABLE {
                assert!(wheres(row, None, names).is_some(), "{} has too many", row.name);
                for case in row.select.map_or(&[][..], |select| select.cases) {
                    assert!(wheres(row, Some(case), names).is_some(), "{} {:?}", row.name, case.values);
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
        assert_eq!(openat.exit[0].or_directory, 1);
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
