//! What must the kernel copy for a call?
//!
//! Turns a row of the table into a capture plan (bpf/wire.h `bt_plan`): for
//! every part that an argument's kind has (shape.rs) the ops that bring it. By
//! default a pointer is read when the call returns, since the kernel itself has
//! touched the page by then; at entry are read only what is gone or overwritten
//! at exit: execve's arguments, in/out structs, lengths that the kernel changes.

use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_names_flag;
use crate::skeleton::types::bt_op;
use crate::skeleton::types::bt_op_flag;
use crate::skeleton::types::bt_op_kind;
use crate::skeleton::types::bt_operand;
use crate::skeleton::types::bt_plan;
use crate::skeleton::types::bt_plan_flag;
use crate::skeleton::types::bt_source;

use super::depth::Depth;
use super::part;
use super::row::special;
use super::row::Arg;
use super::row::Case;
use super::row::Ret;
use super::row::Syscall;
use super::shape::At;
use super::shape::Count;
use super::shape::Dir;
use super::shape::Form;
use super::shape::Len;
use super::shape::Limit;
use super::shape::Part;
use super::shape::Read;
use super::shape::ARRAY_LIMIT;

/// How much of the task's memory is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a string or buffer (-s), and elements of an array unless all of it is wanted.
    pub string: u32,
    /// How deeply it is wanted.
    pub depth: Depth,
}

impl Limits {
    /// Whether whole arrays are wanted, and the environment (-v).
    pub fn are_whole(self) -> bool {
        self.depth == Depth::Whole
    }

    /// Bytes of memory that are copied for one call at the most: all elements of an argument list, a path, several areas.
    /// Of these and of the strings there are a few.
    pub fn budget(self) -> u32 {
        const MIB: u32 = 1 << 20;
        self.string.saturating_mul(4).clamp(MIB / 4, MIB + MIB / 4)
    }

    /// How many strings of an array are wanted. One less than are looked at, so that it shows when there are more.
    pub fn strings(self) -> u32 {
        let most = if self.are_whole() { bt_limit::BT_MAX_ELEMENTS.0 } else { self.string };
        most.min(bt_limit::BT_MAX_ELEMENTS.0 - 1)
    }
}

/// A plan under construction.
struct Builder<'a> {
    plan: bt_plan,
    args: &'a [Arg],
    limits: Limits,
    /// Read what the kernel only reads at entry too.
    inputs_at_entry: bool,
    /// What the call moves may be messages of netlink.
    netlink: bool,
    /// More ops than fit: a defect of the row that the tests find.
    overflow: bool,
}

/// The plan of a row, or of one of its variants, for these limits. `None` when it needs more ops than there are.
pub fn plan(row: &Syscall, case: Option<&Case>, limits: Limits) -> Option<bt_plan> {
    let raw = row.special & special::RAW != 0 || limits.depth == Depth::Raw;
    let args = if raw { &[] } else { case.map_or(row.args, |case| case.args) };
    let mut builder = Builder {
        plan: bt_plan::default(),
        args,
        limits,
        inputs_at_entry: row.special & (special::EXECS | special::READ_AT_ENTRY) != 0,
        netlink: row.special & special::NETLINK != 0 && limits.depth >= Depth::Brief,
        overflow: false,
    };
    builder.plan.netlink = u8::from(builder.netlink);
    let flag = |bit: u32, flag: bt_plan_flag| if row.special & bit != 0 { flag.0 as u8 } else { 0 };
    builder.plan.flags |= flag(special::FORKS, bt_plan_flag::BT_FORKS);
    builder.plan.flags |= flag(special::EXECS, bt_plan_flag::BT_EXECS);
    builder.plan.flags |= flag(special::AT_ENTRY, bt_plan_flag::BT_AT_ENTRY);
    if row.special & special::ENTERS_SPACES != 0 {
        builder.plan.names |= bt_names_flag::BT_ENTERS_SPACES.0 as u8;
    }
    if matches!(case.map_or(row.ret, |case| case.ret), Ret::Never) {
        builder.plan.flags |= bt_plan_flag::BT_NO_RETURN.0 as u8;
    }
    builder.find_alias();
    for index in 0..args.len() {
        builder.argument(index);
    }
    // An exec's entry says which call it was: at the return the number is that of the new program's ABI.
    if raw && row.special & special::EXECS != 0 {
        builder.plan.flags |= bt_plan_flag::BT_AT_ENTRY.0 as u8;
    }
    builder.count_quick();
    if builder.plan.enter_ops > 0 && builder.plan.flags & bt_plan_flag::BT_IF_ALIASED.0 as u8 == 0 {
        builder.plan.flags |= bt_plan_flag::BT_AT_ENTRY.0 as u8;
    }
    (!builder.overflow).then_some(builder.plan)
}

fn operand(source: bt_source, value: u32) -> bt_operand {
    bt_operand { source: source.0 as u8, value, ..bt_operand::default() }
}

fn fixed(value: u32) -> bt_operand {
    operand(bt_source::BT_CONST, value)
}

fn saved(op: u8, offset: usize, size: u8) -> bt_operand {
    bt_operand { source: bt_source::BT_SAVED.0 as u8, op, size, value: offset as u32, ..bt_operand::default() }
}

/// Whether the op is of the plainest kind, as bpf/wire.h defines it.
fn is_quick(op: &bt_op) -> bool {
    let plain_len = [bt_source::BT_CONST, bt_source::BT_ARG, bt_source::BT_RET];
    let plain = match bt_op_kind(u32::from(op.kind)) {
        bt_op_kind::BT_STRING => true,
        bt_op_kind::BT_BYTES => op.scale == 1 && plain_len.contains(&bt_source(u32::from(op.len.source))),
        _ => false,
    };
    plain
        && op.limit <= bt_limit::BT_PIECE.0
        && u32::from(op.base.source) == bt_source::BT_ARG.0
        && op.base.size != 4
        && u32::from(op.flags) & !(bt_op_flag::BT_IF_OK.0 | bt_op_flag::BT_OF_NETLINK.0) == 0
}

fn arg(index: usize) -> bt_operand {
    operand(bt_source::BT_ARG, index as u32)
}

impl Builder<'_> {
    fn push(&mut self, at_entry: bool, op: bt_op) -> u8 {
        let (ops, count) = if at_entry {
            (&mut self.plan.enter, &mut self.plan.enter_ops)
        } else {
            (&mut self.plan.exit, &mut self.plan.exit_ops)
        };
        match ops.get_mut(usize::from(*count)) {
            Some(slot) => {
                let quick = if is_quick(&op) { bt_op_flag::BT_QUICK.0 as u8 } else { 0 };
                *slot = bt_op { flags: op.flags | quick, ..op };
                *count += 1;
                *count - 1
            }
            None => {
                self.overflow = true;
                0
            }
        }
    }

    /// Says how many ops can be run without a detour: all that there are at exit, or none.
    fn count_quick(&mut self) {
        let count = usize::from(self.plan.exit_ops);
        let quick = |op: &bt_op| u32::from(op.flags) & bt_op_flag::BT_QUICK.0 != 0;
        if count <= bt_limit::BT_MAX_QUICK.0 as usize && self.plan.exit[..count].iter().all(quick) {
            self.plan.quick = self.plan.exit_ops;
        }
    }

    /// An input and an output of one call that may be the same memory: the input
    /// would be read after the kernel has overwritten it, so the kernel side
    /// compares the two pointers and reads the input at entry when they are one.
    fn find_alias(&mut self) {
        if self.limits.depth == Depth::Flat {
            return;
        }
        let (mut input, mut output, mut both) = (None, None, None);
        for (index, arg) in self.args.iter().enumerate() {
            let shape = arg.kind.shape();
            let first = match shape.dir {
                Dir::In => &mut input,
                Dir::Out => &mut output,
                Dir::InOut => &mut both,
            };
            if shape.object {
                first.get_or_insert(index);
            }
        }
        if let (Some(input), Some(output), None, false) = (input, output, both, self.inputs_at_entry) {
            self.plan.flags |= bt_plan_flag::BT_IF_ALIASED.0 as u8;
            self.plan.alias = [input as u8, output as u8];
        }
    }

    /// The ops of an argument.
    fn argument(&mut self, index: usize) {
        let shape = self.args[index].kind.shape();
        if self.limits.depth == Depth::Flat && !shape.text {
            return;
        }
        let parts = || shape.parts.iter().flatten();
        let is_behind = |part: &Part| matches!(part.at, At::Field(_)) || matches!(part.count, Count::Field(..));
        // What others of the parts are found by is kept. It is the first.
        let keep = if parts().any(is_behind) { bt_op_flag::BT_SAVE.0 as u8 } else { 0 };
        let is_message = |part: &Part| part.form == Form::Messages;
        let of_messages = parts().any(is_message);
        let mut first = None;
        for part in parts() {
            let mut op = self.op(index, part, first);
            if is_message(part) {
                op.scale = parts().skip_while(|part| !is_message(part)).count() as u32 - 1;
            }
            if part.form == Form::Length {
                self.push(true, op);
                self.length_behind(index, op.limit);
                continue;
            }
            let begins = if of_messages { is_message(part) } else { first.is_none() };
            let exit = self.read(part.read, op, if begins { keep } else { 0 });
            first = first.or(exit.filter(|_| begins));
        }
    }

    /// Reads memory when it counts. The op at exit, if there is one, is `keep` in addition; which one it is.
    fn read(&mut self, read: Read, op: bt_op, keep: u8) -> Option<u8> {
        let aliased = self.plan.flags & bt_plan_flag::BT_IF_ALIASED.0 as u8 != 0 && self.plan.alias[0] == op.arg;
        let written = bt_op_flag::BT_IF_OK.0 as u8;
        let (at_entry, at_exit) = match read {
            Read::In if self.inputs_at_entry || aliased => (true, None),
            Read::In | Read::Exit => (false, Some(0)),
            Read::Out => (false, Some(written)),
            Read::InOut => (true, Some(written)),
            Read::Both => (true, Some(0)),
            Read::Entry => (true, None),
        };
        if at_entry {
            self.push(true, op);
        }
        at_exit.map(|flags| self.push(false, bt_op { flags: op.flags | flags | keep, ..op }))
    }

    /// The op that brings a part of an argument; `first` is the one at exit that has brought the first of them.
    fn op(&mut self, index: usize, part: &Part, first: Option<u8>) -> bt_op {
        let field = |offset: usize, size: usize| saved(first.unwrap_or_default(), offset, size as u8);
        let base = match part.at {
            At::Argument => arg(index),
            At::Field(offset) => field(offset, size_of::<usize>()),
            At::Stack(offset) => operand(bt_source::BT_STACK, offset),
        };
        let (len, bits) = match part.count {
            Count::Len(len) => (self.length(len), 0),
            Count::Bits(len) => (self.length(len), bt_op_flag::BT_IN_BITS.0 as u8),
            Count::Field(offset, size) => (field(offset, size), 0),
            Count::ToEnd => (bt_operand::default(), 0),
        };
        let limit = match part.limit {
            Limit::Bytes(bytes) => bytes,
            Limit::Text => self.limits.string,
            Limit::TextUpTo(bytes) => self.limits.string.min(bytes),
            Limit::TextFrom(bytes) => self.limits.string.max(bytes),
            Limit::Elements => self.array_limit(part.element),
        };
        let is_data = matches!(part.limit, Limit::Text) || part.form == Form::Areas;
        let messages = if self.netlink && is_data { bt_op_flag::BT_OF_NETLINK.0 as u8 } else { 0 };
        let flags = bits | messages;
        let op = bt_op { arg: index as u8, part: part.number, base, len, limit, flags, ..bt_op::default() };
        match part.form {
            Form::Bytes | Form::Length => bt_op { kind: bt_op_kind::BT_BYTES.0 as u8, scale: part.element, ..op },
            Form::String => bt_op { kind: bt_op_kind::BT_STRING.0 as u8, ..op },
            Form::Variables if !self.limits.are_whole() => {
                bt_op { kind: bt_op_kind::BT_COUNT.0 as u8, part: part::COUNT, limit: 0, ..op }
            }
            Form::Messages => bt_op { kind: bt_op_kind::BT_MESSAGES.0 as u8, ..op },
            Form::Strings | Form::Variables => {
                bt_op { kind: bt_op_kind::BT_STRINGS.0 as u8, len: fixed(self.limits.strings()), ..op }
            }
            Form::Areas => bt_op {
                kind: bt_op_kind::BT_VECTORS.0 as u8,
                scale: self.array_limit(1).min(bt_limit::BT_MAX_ELEMENTS.0),
                limit: self.limits.string,
                flags: flags | if part.read == Read::Out { bt_op_flag::BT_RESULT_BYTES.0 as u8 } else { 0 },
                ..op
            },
        }
    }

    fn length(&mut self, len: Len) -> bt_operand {
        // check.rs has seen to it that the names are there.
        let position = |name: &str| self.args.iter().position(|arg| arg.name == name).unwrap_or_default();
        match len {
            Len::Fixed(value) => fixed(value),
            Len::Arg(name) => {
                // The upper half of a register that holds an int is garbage for the kernel, too.
                let position = position(name);
                let width = self.args.get(position).map_or(8, |arg| arg.register.width().register);
                bt_operand { size: if width == 4 { 4 } else { 8 }, ..arg(position) }
            }
            Len::Ret | Len::RetUpTo(_) | Len::RetIfRoom(_) => operand(bt_source::BT_RET, 0),
            Len::Deref(name) => self.length_behind(position(name), 4),
            Len::Deref64(name) => self.length_behind(position(name), 8),
            Len::Ioc(name) => operand(bt_source::BT_IOC_SIZE, position(name) as u32),
        }
    }

    /// The length of that size that the argument points to, by the op at exit that reads it.
    fn length_behind(&mut self, index: usize, size: u32) -> bt_operand {
        let exit_ops = usize::from(self.plan.exit_ops);
        let known = self.plan.exit[..exit_ops].iter().position(|op| {
            usize::from(op.arg) == index && op.part == part::POINTEE && op.kind == bt_op_kind::BT_BYTES.0 as u8
        });
        let op = match known {
            Some(op) => op as u8,
            None => {
                let op = self.op(index, &Part::whole(Read::Exit, size), None);
                self.push(false, bt_op { flags: bt_op_flag::BT_SAVE.0 as u8, ..op })
            }
        };
        saved(op, 0, size as u8)
    }

    /// Most bytes of an array of elements of that size.
    fn array_limit(&self, size: u32) -> u32 {
        if self.limits.are_whole() {
            ARRAY_LIMIT
        } else {
            self.limits.string.saturating_mul(size).min(ARRAY_LIMIT)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::x86_64::TABLE;
    use super::*;

    const LIMITS: [Limits; 2] =
        [Limits { string: 32, depth: Depth::Brief }, Limits { string: 100_000, depth: Depth::Whole }];

    #[test]
    fn every_row_and_variant_has_a_plan_that_fits() {
        for limits in LIMITS {
            for row in TABLE {
                assert!(plan(row, None, limits).is_some(), "{} needs too many ops", row.name);
                for case in row.select.map_or(&[][..], |select| select.cases) {
                    assert!(plan(row, Some(case), limits).is_some(), "{} {:?}", row.name, case.values);
                }
            }
        }
    }

    #[test]
    fn saved_operands_refer_to_earlier_ops_that_save() {
        let every = TABLE.iter().flat_map(|row| {
            let cases = row.select.map_or(&[][..], |select| select.cases).iter().map(Some);
            cases.chain([None]).filter_map(|case| plan(row, case, LIMITS[0])).map(|plan| (row.name, plan))
        });
        for (name, plan) in every {
            for (ops, count) in [(&plan.enter, plan.enter_ops), (&plan.exit, plan.exit_ops)] {
                for (nth, op) in ops[..usize::from(count)].iter().enumerate() {
                    for operand in [op.base, op.len] {
                        if u32::from(operand.source) == bt_source::BT_SAVED.0 {
                            let source = &ops[usize::from(operand.op)];
                            assert!(usize::from(operand.op) < nth, "{name}: op {nth}");
                            assert_ne!(source.flags & bt_op_flag::BT_SAVE.0 as u8, 0, "{name}: op {nth}");
                            assert!(operand.value + u32::from(operand.size) <= bt_limit::BT_SAVED_LEN.0);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn quick_ops_are_what_the_kernel_side_takes_them_for() {
        let quick = |op: &bt_op| u32::from(op.flags) & bt_op_flag::BT_QUICK.0 != 0;
        // A number from 6 on would read what follows the arguments.
        let register = |operand: &bt_operand| operand.source == 1 && operand.value < 6;
        let check = |plan: &bt_plan, name: &str| {
            for op in plan.exit.iter().chain(&plan.enter).filter(|op| quick(op)) {
                let is_string = op.kind == bt_op_kind::BT_STRING.0 as u8;
                assert!(is_string || op.kind == bt_op_kind::BT_BYTES.0 as u8 && op.scale == 1, "{name}: {op:?}");
                assert!(register(&op.base) && op.base.size != 4, "{name}: {op:?}");
                assert!(matches!(op.len.source, 0 | 2) || register(&op.len), "{name}: {op:?}");
                let known = bt_op_flag::BT_QUICK.0 | bt_op_flag::BT_IF_OK.0 | bt_op_flag::BT_OF_NETLINK.0;
                assert_eq!(u32::from(op.flags) & !known, 0, "{name}: {op:?}");
                assert!(op.limit <= 4096, "{name}: {op:?}");
            }
        };
        for (row, limits) in TABLE.iter().flat_map(|row| LIMITS.map(|limits| (row, limits))) {
            let cases = row.select.map_or(&[][..], |select| select.cases).iter().map(Some);
            for plan in cases.chain([None]).filter_map(|case| plan(row, case, limits)) {
                check(&plan, row.name);
            }
        }
        // The commonest calls have no other.
        for name in ["openat", "read", "write", "newfstatat", "access", "readlink"] {
            let plan = plan(super::super::by_name(name).unwrap(), None, LIMITS[0]).unwrap();
            assert!(plan.exit_ops > 0 && plan.exit[..usize::from(plan.exit_ops)].iter().all(quick), "{name}");
        }
    }

    #[test]
    fn a_call_without_pointers_needs_no_copies() {
        let row = super::super::by_name("getppid").unwrap();
        let plan = plan(row, None, LIMITS[0]).unwrap();
        assert_eq!((plan.enter_ops, plan.exit_ops, plan.flags), (0, 0, 0));
    }

    #[test]
    fn of_a_call_that_is_shown_raw_nothing_is_copied_and_of_one_whose_structs_are_not_shown_only_text() {
        let ops = |name: &str, depth| {
            let plan = plan(super::super::by_name(name).unwrap(), None, Limits { string: 32, depth }).unwrap();
            (plan.enter_ops, plan.exit_ops)
        };
        for name in ["openat", "newfstatat", "execve", "poll", "rt_sigaction", "accept", "recvmsg"] {
            assert_eq!(ops(name, Depth::Raw), (0, 0), "{name}");
        }
        for (name, left) in [("openat", 1), ("newfstatat", 1), ("read", 1), ("poll", 0), ("recvfrom", 1), ("accept", 0)]
        {
            assert_eq!(ops(name, Depth::Flat), (0, left), "{name}");
        }
        // What replaces the program is seen at entry all the same.
        let execve = plan(super::super::by_name("execve").unwrap(), None, Limits { string: 32, depth: Depth::Raw });
        assert_ne!(execve.unwrap().flags & bt_plan_flag::BT_AT_ENTRY.0 as u8, 0);
    }

    #[test]
    fn execve_is_read_before_its_memory_is_gone() {
        let row = super::super::by_name("execve").unwrap();
        let plan = plan(row, None, LIMITS[0]).unwrap();
        assert_eq!((plan.enter_ops, plan.exit_ops), (3, 0));
        assert_ne!(plan.flags & bt_plan_flag::BT_AT_ENTRY.0 as u8, 0);
    }
}
