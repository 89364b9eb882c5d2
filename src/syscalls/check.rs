//! Does every row of a table hold together?
//!
//! Run by the compiler on each table: a row that names an argument that it does
//! not have does not compile.

use super::kind::Kind;
use super::kind::Len;
use super::row::Arg;
use super::row::Select;
use super::row::Syscall;
use super::row::When;

/// The most arguments that a syscall can have: those passed in registers.
const MOST_ARGS: usize = 6;

/// Checks the table of an ABI.
pub(super) const fn table(table: &[Syscall]) {
    let mut row = 0;
    while row < table.len() {
        assert!(row == 0 || table[row - 1].nr < table[row].nr, "numbers are not unique and ascending");
        args(table[row].args);
        if let Some(select) = table[row].select {
            assert!(has(table[row].args, select.on), "the deciding argument of a sub-table is not in its row");
            let mut case = 0;
            while case < select.cases.len() {
                assert!(
                    same_place(table[row].args, select.cases[case].args, select.on),
                    "a variant has the deciding argument in another place than its row"
                );
                case += 1;
            }
        }
        row += 1;
    }
}

/// Checks a sub-table.
pub(super) const fn select(select: &Select) {
    let mut case = 0;
    while case < select.cases.len() {
        args(select.cases[case].args);
        let values = select.cases[case].values;
        let mut value = 0;
        while value < values.len() {
            assert!(values[value] & !(select.mask as u64) == 0, "a variant's value has bits that do not decide");
            value += 1;
        }
        case += 1;
    }
}

const fn args(args: &[Arg]) {
    assert!(args.len() <= MOST_ARGS, "more arguments than a syscall can have");
    let mut arg = 0;
    while arg < args.len() {
        assert!(position(args, args[arg].name) == arg, "two arguments of one name");
        assert!(resolves(args, &args[arg].kind), "a kind names an argument that the row does not have");
        match args[arg].when {
            When::Always => {}
            When::AnyBit(name, _) | When::OneOf(name, _, _) => {
                assert!(has(args, name), "a condition names an argument that the row does not have");
            }
        }
        arg += 1;
    }
}

const fn resolves(args: &[Arg], kind: &Kind) -> bool {
    match kind {
        Kind::InBytes(len)
        | Kind::OutBytes(len)
        | Kind::OutPath(len)
        | Kind::InText(len)
        | Kind::OutText(len)
        | Kind::Array(_, _, len)
        | Kind::Structs(_, _, len)
        | Kind::Sized(_, _, len)
        | Kind::Whole(_, _, len)
        | Kind::CloneArgs(len)
        | Kind::Iovec(_, len)
        | Kind::SockaddrIn(len)
        | Kind::Mmsghdr(_, len)
        | Kind::FdSet(len)
        | Kind::Sigset(_, len)
        | Kind::Binary(_, len)
        | Kind::CpuSet(_, len)
        | Kind::Pollfds(len) => length_resolves(args, len),
        Kind::SockaddrOut(name) | Kind::NodeMask(_, name) | Kind::Capabilities(_, name) | Kind::OptionName(name, _) => {
            has(args, name)
        }
        Kind::OptionValue(_, len) => length_resolves(args, len) && has(args, "level") && has(args, "optname"),
        Kind::Either(either) => has(args, either.on),
        _ => true,
    }
}

const fn length_resolves(args: &[Arg], len: &Len) -> bool {
    match len {
        Len::Fixed(_) | Len::Ret => true,
        Len::Arg(name)
        | Len::RetUpTo(name)
        | Len::RetIfRoom(name)
        | Len::Deref(name)
        | Len::Deref64(name)
        | Len::Ioc(name) => has(args, name),
    }
}

const fn has(args: &[Arg], name: &str) -> bool {
    position(args, name) < args.len()
}

const fn same_place(row: &[Arg], case: &[Arg], name: &str) -> bool {
    has(case, name) && position(row, name) == position(case, name)
}

/// Where the argument of that name is; the number of arguments when it is not there.
const fn position(args: &[Arg], name: &str) -> usize {
    let mut arg = 0;
    while arg < args.len() && !same(args[arg].name, name) {
        arg += 1;
    }
    arg
}

pub(super) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}
