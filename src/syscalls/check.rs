//! Does every row of a table hold together?
//!
//! Run by the compiler on each table: a row that names an argument that it does
//! not have does not compile.

use super::kind::Kind;
use super::row::Arg;
use super::row::Select;
use super::row::Syscall;
use super::row::When;
use super::shape::Count;
use super::shape::Part;

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
            When::Always | When::Never => {}
            When::AnyBit(name, _) | When::OneOf(name, _, _) => {
                assert!(has(args, name), "a condition names an argument that the row does not have");
            }
        }
        arg += 1;
    }
}

const fn resolves(args: &[Arg], kind: &Kind) -> bool {
    let shape = kind.shape();
    let mut resolved = true;
    let mut place = 0;
    while place < shape.names.len() {
        resolved &= names(args, shape.names[place]);
        place += 1;
    }
    let mut place = 0;
    while place < shape.parts.len() {
        if let Some(Part { count: Count::Len(len) | Count::Bits(len), .. }) = shape.parts[place] {
            resolved &= names(args, len.name());
        }
        place += 1;
    }
    resolved
}

const fn names(args: &[Arg], name: Option<&str>) -> bool {
    match name {
        Some(name) => has(args, name),
        None => true,
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

#[cfg(test)]
mod tests {
    use super::super::kind::Either;
    use super::super::records::TIMESPEC;
    use super::super::row::Spec;
    use super::super::shape::Dir;
    use super::super::shape::Len;
    use super::super::value::Value;
    use super::*;

    /// The argument that every kind here names, where it names one.
    const NAME: &str = "length";
    const LEN: Len = Len::Arg(NAME);
    static EITHER: Either = Either { on: NAME, cases: &[], otherwise: Value::Int };

    /// The kinds that name an argument, and those that do not: one that is in neither list does not compile.
    macro_rules! kinds {
        (naming { $($naming:ident($($of:expr),*);)* } others { $($other:ident $(($($what:expr),*))?;)* }) => {
            const NAMING: &[Kind] = &[$(Kind::$naming($($of),*)),*];
            const OTHERS: &[Kind] = &[$(Kind::$other $(($($what),*))?),*];
            const fn is_listed(kind: &Kind) -> bool {
                match kind {
                    $(Kind::$naming { .. } => true,)*
                    $(Kind::$other { .. } => true,)*
                }
            }
        };
    }

    kinds! {
        naming {
            OptionName(NAME, Dir::In);
            Either(&EITHER);
            Bytes(Dir::In, LEN);
            Text(Dir::In, LEN);
            Binary(Dir::In, LEN);
            OutPath(LEN);
            Array(Dir::In, Value::Int, LEN);
            Sized(Dir::In, &TIMESPEC, LEN);
            Whole(Dir::In, &TIMESPEC, LEN);
            Capabilities(Dir::In, NAME);
            CloneArgs(LEN);
            Extended(Dir::In, &TIMESPEC, LEN);
            Structs(Dir::In, &TIMESPEC, LEN);
            Iovec(Dir::In, LEN);
            SockaddrIn(LEN);
            SockaddrOut(NAME);
            Mmsghdr(Dir::In, LEN);
            FdSet(LEN);
            Sigset(Dir::In, LEN);
            CpuSet(Dir::In, LEN);
            NodeMask(Dir::In, NAME);
            Pollfds(LEN);
            OptionValue(Dir::In, LEN);
        }
        others {
            Value(Value::Int);
            Path;
            Str;
            InStr(1);
            OutStr(1);
            Argv;
            Envp;
            Ptr(Dir::In, Value::Int);
            ParentTid;
            Struct(Dir::In, &TIMESPEC);
            SelfSized(&TIMESPEC, &[]);
            SchedAttr;
            Filled(&TIMESPEC, &TIMESPEC);
            Timeout(&TIMESPEC);
            Remaining(&TIMESPEC);
            FileTimes;
            OldFileTimes;
            SockLen;
            Msghdr(Dir::In);
            SigsetArg;
            SigframeMask;
            Sigaction(Dir::In);
            Siginfo(Dir::In);
            Dirents;
            OldDirents;
        }
    }

    const fn of(name: &'static str, kind: Kind) -> Arg {
        Arg::new(name, Spec { kind, when: When::Always })
    }

    const fn argument(name: &'static str) -> Arg {
        of(name, Kind::Value(Value::Int))
    }

    const THERE: &[Arg] = &[argument(NAME), argument("level"), argument("optname")];
    const MISSPELT: &[Arg] = &[argument("lenght"), argument("level"), argument("optname")];

    #[test]
    fn a_misspelt_name_is_refused_in_every_kind_that_names_an_argument() {
        for kind in NAMING {
            assert!(is_listed(kind) && resolves(THERE, kind), "{kind:?}");
            assert!(!resolves(MISSPELT, kind), "{kind:?} takes a name that is not there");
        }
        for kind in OTHERS {
            assert!(is_listed(kind) && resolves(&[], kind), "{kind:?} names an argument");
        }
        // What a socket's option is, its value is told by two more.
        for missing in [1, 2] {
            assert!(!resolves(&[THERE[0], THERE[missing]], &Kind::OptionValue(Dir::In, LEN)));
        }
    }

    #[test]
    fn a_misspelt_name_is_refused_in_every_length() {
        let lengths =
            [LEN, Len::RetUpTo(NAME), Len::RetIfRoom(NAME), Len::Deref(NAME), Len::Deref64(NAME), Len::Ioc(NAME)];
        for len in lengths {
            assert!(resolves(THERE, &Kind::Bytes(Dir::In, len)), "{len:?}");
            assert!(!resolves(MISSPELT, &Kind::Bytes(Dir::In, len)), "{len:?}");
        }
        for len in [Len::Fixed(1), Len::Ret] {
            assert!(resolves(&[], &Kind::Bytes(Dir::In, len)), "{len:?}");
        }
    }

    #[test]
    #[should_panic(expected = "a kind names an argument that the row does not have")]
    fn a_row_with_a_misspelt_name_stops_the_compiler() {
        let kind = Kind::OptionName("levle", Dir::In);
        args(&[argument("level"), of("optname", kind)]);
    }
}
