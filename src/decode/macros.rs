//! Which numbers are shown as what a program's source writes for them: a macro with arguments?

use crate::output::Emit;
use crate::output::Number;
use crate::xlat::Xlat;
use crate::xlat::IOCTL_CMDS;
use crate::xlat::IOC_DIRECTIONS;
use crate::xlat::IOPRIO_CLASSES;
use crate::xlat::QUOTACTL_CMDS;
use crate::xlat::QUOTA_TYPES;

/// `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)`: class and priority within it.
pub(crate) fn ioprio<E: Emit>(e: &mut E, value: u32) {
    e.begin_macro_of(IOPRIO, Number::Decimal(value.into()));
    ioprio_parts(e, value);
}

/// The same behind its number.
pub(crate) fn ioprio_note<E: Emit>(e: &mut E, value: u32) {
    e.begin_macro(IOPRIO);
    ioprio_parts(e, value);
}

const IOPRIO: &str = "IOPRIO_PRIO_VALUE";

fn ioprio_parts<E: Emit>(e: &mut E, value: u32) {
    const CLASS_SHIFT: u32 = 13;
    e.item();
    e.one_of(u64::from(value >> CLASS_SHIFT), &IOPRIO_CLASSES);
    e.item();
    e.uint(u64::from(value & ((1 << CLASS_SHIFT) - 1)));
    e.end_macro();
}

/// `htons(ETH_P_ALL)`
pub(crate) fn htons<E: Emit>(e: &mut E, value: u16, xlat: &'static Xlat) {
    e.begin_macro("htons");
    e.item();
    e.one_of(u64::from(u16::from_be(value)), xlat);
    e.end_macro();
}

/// `TCGETS`, or `_IOC(_IOC_READ, 0x12, 0x34, 0x4)`: direction, type, number, size.
pub(crate) fn ioctl_op<E: Emit>(e: &mut E, op: u32) {
    if let Some(name) = IOCTL_CMDS.name(u64::from(op)) {
        return e.hex_constant(name, op.into());
    }
    e.begin_macro_of("_IOC", Number::Hex(op.into()));
    e.item();
    e.flags(u64::from(op >> 30), &IOC_DIRECTIONS);
    for part in [op >> 8 & 0xff, op & 0xff, op >> 16 & 0x3fff] {
        e.item();
        e.hex(u64::from(part));
    }
    e.end_macro();
}

/// `QCMD(Q_SYNC, USRQUOTA)`
pub(crate) fn quota_op<E: Emit>(e: &mut E, op: u32) {
    e.begin_macro("QCMD");
    e.item();
    e.one_of(u64::from(op >> 8), &QUOTACTL_CMDS);
    e.item();
    e.one_of(u64::from(op & 0xff), &QUOTA_TYPES);
    e.end_macro();
}
