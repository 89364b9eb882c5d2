//! Is every line JSON that the schema describes, and does it say what was emitted?

use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prop_oneof;
use proptest::proptest;
use serde_json::json;
use serde_json::Value;

use super::*;
use crate::call::Call;
use crate::call::Outcome;
use crate::frames::Frame;
use crate::frames::Frames;
use crate::frames::Source as Place;
use crate::frames::Stack;
use crate::frames::Symbol;
use crate::frames::Trail;
use crate::machine::InterfaceName;
use crate::machine::Source;
use crate::machine::Zone;
use crate::options::stacks::Wanted;
use crate::output::samples;
use crate::output::Date;
use crate::output::Emit;
use crate::output::End;
use crate::output::Expression;
use crate::output::Fraction;
use crate::output::Line;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::Remark;
use crate::output::Unread;
use crate::output::View;
use crate::syscalls::abi::Abi;
use crate::xlat;

fn call(outcome: Outcome) -> Call<'static> {
    Call::unknown(9999, outcome)
}

const LINE: Line<'static> = Line {
    prefix: Prefix::None,
    tid: 7,
    tgid: 5,
    comm: b"cat",
    comm_before: b"cat",
    time: Some(1_700_000_000_012_345_678),
    duration: Some(1500),
    nr: None,
    abi: Abi::X86_64,
    ip: None,
    stack: None,
    identities: &[],
};

/// What each line is, after the schema has agreed to it.
pub(super) fn lines(json: &Json) -> Vec<Value> {
    let schema = include_str!("../../../tests/schema/beetrace.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator: Validator = jsonschema::draft202012::new(&schema).unwrap();
    let text = std::str::from_utf8(json.lines()).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    let parse = |line| {
        let value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{line}\n{errors:?}");
        value
    };
    text.lines().map(parse).collect()
}

/// The value of an argument.
fn value(emit: impl FnOnce(&mut Json)) -> Value {
    value_on(Given::default(), emit)
}

/// The same, on that machine.
fn value_on(machine: Given, emit: impl FnOnce(&mut Json)) -> Value {
    let mut json = Json::new(false).on(Box::new(machine));
    json.begin_call(&LINE, &call(Outcome::Never), Part::Whole);
    json.arg("a", 1);
    emit(&mut json);
    json.arg("b", 2);
    json.int(2);
    json.end_args(&call(Outcome::Never), false);
    json.no_result();
    json.end_call();
    let lines = lines(&json);
    assert_eq!(lines[0]["args"]["b"], json!({"raw": 2, "value": 2}));
    lines[0]["args"]["a"]["value"].clone()
}

/// The result of a call.
fn result(returned: i64, emit: impl FnOnce(&mut Json)) -> Value {
    let mut json = Json::new(false);
    let call = call(Outcome::Returned(returned));
    json.begin_call(&LINE, &call, Part::Whole);
    json.end_args(&call, false);
    emit(&mut json);
    json.end_call();
    lines(&json)[0]["result"].clone()
}

#[test]
fn a_call_is_one_object_with_all_that_is_known() {
    let mut json = Json::new(false);
    let call = call(Outcome::Returned(3));
    assert_eq!(json.begin_call(&LINE, &call, Part::Rest(1)), 0);
    json.arg("dirfd", -100);
    json.constant("AT_FDCWD", -100);
    json.arg("pathname", 0x7fff_0000_1000);
    json.text(b"/etc/\"x\"", false);
    json.arg("flags", 0o2000000);
    json.flags(0o2000000, &xlat::OPEN_FLAGS);
    json.end_args(&call, false);
    json.fd(3);
    json.end_call();
    assert_eq!(
        lines(&json),
        [json!({
            "type": "call", "time": "1700000000.012345678", "pid": 5, "tid": 7, "comm": "cat",
            "duration_ns": 1500, "syscall": "syscall_0x270f", "abi": "x86_64", "nr": 9999,
            "args": {
                "dirfd": {"raw": -100, "value": {"name": "AT_FDCWD", "number": -100}},
                "pathname": {"raw": 0x7fff_0000_1000_u64, "value": "/etc/\"x\""},
                "flags": {"raw": 524288, "value": ["O_RDONLY", "O_CLOEXEC"]}
            },
            "result": {"raw": 3, "value": 3}
        })]
    );
    json.clear_lines();
    assert!(json.lines().is_empty());
}

#[test]
fn lines_tell_instruction_pointers_that_are_known() {
    let mut json = Json::new(false);
    json.stopped(&LINE, 19);
    json.stopped(&Line { ip: Some(0x7f21_db60_6267), ..LINE }, 19);
    let found: Vec<Value> = lines(&json).iter().map(|line| line["ip"].clone()).collect();
    assert_eq!(found, [Value::Null, json!("0x7f21db606267")]);
}

#[test]
fn a_stack_is_an_array_of_frames() {
    let none = Frame { address: 0x7f12, file: None, at: 0x7f12, symbol: None, source: None, inlined: false };
    let file = Frame { file: Some(b"/bin/a"), at: 0x1239, ..none };
    let symbol = Some(Symbol { name: b"main", offset: 26 });
    let source = Some(Place { file: b"a.c", line: 7 });
    let mut stack = Stack::default();
    stack.push(&Frame { symbol, source, inlined: true, ..file });
    stack.push(&Frame { symbol, ..file });
    stack.push(&none);
    stack.more();
    let wanted = Wanted { sources: true, frames: 256 };
    let trail = Trail { frames: Frames::of(stack.bytes()), wanted, kept: true };
    let line = Line { stack: Some(trail), ..LINE };
    let mut json = Json::new(false);
    crate::line::call(&mut json, &line, &call(Outcome::Returned(3)), Part::Whole);
    crate::line::signal(&mut json, &line, 17, &[]);
    crate::line::call(&mut json, &LINE, &call(Outcome::Returned(3)), Part::Whole);
    let place = json!({"address": "0x7f12", "file": "/bin/a", "at": "0x1239", "symbol": "main", "offset": 26});
    let mut inlined = place.clone();
    for (field, value) in [("source", json!("a.c")), ("line", json!(7)), ("inlined", json!(true))] {
        inlined[field] = value;
    }
    let expected = json!([inlined, place, {"address": "0x7f12"}, {"more": true}]);
    let found: Vec<Value> = lines(&json).iter().map(|line| line["stack"].clone()).collect();
    assert_eq!(found, [expected.clone(), expected, Value::Null]);
}

#[test]
fn a_call_that_is_not_over_has_no_result() {
    let mut json = Json::new(false);
    let line = Line { time: None, duration: None, comm: b"", ..LINE };
    json.begin_call(&line, &call(Outcome::Running), Part::Beginning);
    json.arg("fd", 3);
    json.fd(3);
    json.end_beginning(Part::Beginning);
    json.begin_call(&line, &call(Outcome::Running), Part::Beginning);
    json.end_beginning(Part::Beginning);
    json.begin_call(&line, &call(Outcome::Never), Part::Rest(1));
    json.arg("fd", 3);
    json.fd(3);
    json.end_args(&call(Outcome::Never), true);
    json.no_result();
    json.end_call();
    let (fd, name) = (json!({"fd": {"raw": 3, "value": 3}}), "syscall_0x270f");
    assert_eq!(
        lines(&json),
        [
            json!({"type": "unfinished", "pid": 5, "tid": 7, "comm": "", "syscall": name, "abi": "x86_64", "nr": 9999, "args": fd}),
            json!({"type": "unfinished", "pid": 5, "tid": 7, "comm": "", "syscall": name, "abi": "x86_64", "nr": 9999, "args": {}}),
            json!({"type": "call", "pid": 5, "tid": 7, "comm": "", "syscall": name, "abi": "x86_64", "nr": 9999, "args": fd,
                "args_missing": true, "result": {"raw": null}}),
        ]
    );
}

#[test]
fn a_call_that_goes_on_says_with_which() {
    let mut json = Json::new(false);
    let call = Call { resumes: crate::syscalls::lookup(Abi::X86_64, 35), ..call(Outcome::Returned(0)) };
    json.begin_call(&LINE, &call, Part::Whole);
    json.end_args(&call, false);
    json.int(0);
    json.end_call();
    assert_eq!(lines(&json)[0]["resumes"], "nanosleep");
}

#[test]
fn what_happens_to_a_task_has_a_type_of_its_own() {
    let mut json = Json::new(false);
    json.begin_signal(&LINE, 17);
    json.begin_struct();
    json.field("si_signo");
    json.constant("SIGCHLD", 17);
    json.end_struct();
    json.end_signal();
    json.stopped(&LINE, 19);
    json.forked(&LINE, 9, 8);
    json.lost(&LINE, 14);
    json.superseded(&LINE, 9);
    json.ended(&LINE, End::Exited(3));
    json.ended(&LINE, End::Killed { signo: 11, core: true });
    let mut found = lines(&json);
    for line in &mut found {
        for key in ["time", "pid", "tid", "comm"] {
            assert!(line.as_object_mut().unwrap().remove(key).is_some());
        }
    }
    assert_eq!(
        found,
        [
            json!({"type": "signal", "signal": "SIGCHLD", "signo": 17, "info": {"si_signo": {"name": "SIGCHLD", "number": 17}}}),
            json!({"type": "stopped", "signal": "SIGSTOP", "signo": 19}),
            json!({"type": "fork", "child_pid": 8, "child_tid": 9}),
            json!({"type": "lost", "calls": 14}),
            json!({"type": "superseded", "by_tid": 9}),
            json!({"type": "exit", "status": 3}),
            json!({"type": "exit", "signal": "SIGSEGV", "signo": 11, "core_dumped": true}),
        ]
    );
}

#[test]
fn integers_that_a_double_would_round_are_strings() {
    assert_eq!(value(|out| out.int(1 - (1 << 53))), json!(-9007199254740991_i64));
    assert_eq!(value(|out| out.int(1 << 53)), json!("9007199254740992"));
    assert_eq!(value(|out| out.int(i64::MIN)), json!("-9223372036854775808"));
    assert_eq!(value(|out| out.uint(u64::MAX)), json!("18446744073709551615"));
    assert_eq!(result(i64::MAX, |out| out.hex(1))["raw"], json!("9223372036854775807"));
}

#[test]
fn numbers_of_another_base_and_pointers_say_what_they_are() {
    assert_eq!(value(|out| out.hex(31)), json!("0x1f"));
    assert_eq!(value(|out| out.oct(0o644, 3)), json!("0644"));
    assert_eq!(value(|out| out.addr(0, Unread::NotRead)), json!(null));
    assert_eq!(value(|out| out.addr(4096, Unread::NotRead)), json!({"address": "0x1000"}));
    assert_eq!(value(|out| out.addr(4096, Unread::Fault)), json!({"address": "0x1000", "unread": "fault"}));
}

#[test]
fn flags_are_names_and_what_has_none() {
    assert_eq!(value(|out| out.flags(0, &xlat::MLOCKALL_FLAGS)), json!([]));
    assert_eq!(value(|out| out.flags(0x11, &xlat::PROT_FLAGS)), json!(["PROT_READ", "0x10"]));
    assert_eq!(
        value(|out| out.flags(1 | 0x40000 | 21 << 26, &xlat::MAP_FLAGS)),
        json!(["MAP_SHARED", "MAP_HUGETLB", "21<<MAP_HUGE_SHIFT"])
    );
    assert_eq!(value(|out| out.one_of(2, &xlat::SEEK_WHENCE)), json!("SEEK_END"));
    assert_eq!(value(|out| out.one_of(99, &xlat::SEEK_WHENCE)), json!("0x63"));
}

#[test]
fn bytes_that_are_no_text_are_kept() {
    assert_eq!(value(|out| out.text(b"\xff", true)), json!({"text": "\u{fffd}", "base64": "/w==", "cut": true}));
    assert_eq!(value(|out| out.binary(b"ab", true)), json!({"text": "ab", "cut": true}));
}

#[test]
fn a_number_that_has_a_name_is_both() {
    let number = |name: &str, number: Value| json!({"name": name, "number": number});
    assert_eq!(value(|out| out.constant("AT_FDCWD", -100)), number("AT_FDCWD", json!(-100)));
    let infinity = value(|out| out.constant("RLIM64_INFINITY", i128::from(u64::MAX)));
    assert_eq!(infinity, number("RLIM64_INFINITY", json!("18446744073709551615")));
    let limit = value(|out| out.expression(Expression::Kibibytes(8192)));
    assert_eq!(limit, json!({"expression": "8*1024", "number": 8192}));
    let large = value(|out| out.expression(Expression::Padded(u64::MAX, 16)));
    assert_eq!(large, json!({"expression": "0xffffffffffffffff", "number": "18446744073709551615"}));
}

#[test]
fn an_array_that_goes_on_says_where() {
    let found = value(|out| {
        out.begin_list();
        out.item();
        out.int(1);
        out.more_at(0x1000, Unread::Fault);
        out.end_list();
    });
    assert_eq!(found, json!([1, {"more": true, "address": "0x1000", "unread": "fault"}]));
    let found = value(|out| {
        out.begin_list();
        out.more_at(0x1000, Unread::NotRead);
        out.end_list();
    });
    assert_eq!(found, json!([{"more": true, "address": "0x1000"}]));
}

#[test]
fn a_call_that_never_returns_took_no_time() {
    let mut json = Json::new(false);
    for outcome in [Outcome::Never, Outcome::Returned(0)] {
        json.begin_call(&LINE, &call(outcome), Part::Whole);
        json.end_args(&call(outcome), false);
        json.no_result();
        json.end_call();
    }
    let lines = lines(&json);
    assert_eq!((lines[0].get("duration_ns"), &lines[1]["duration_ns"]), (None, &json!(1500)));
}

#[test]
fn raw_is_the_number_that_the_kernel_takes() {
    let openat = crate::syscalls::by_name("openat").unwrap();
    let raw = |row: &'static crate::syscalls::row::Syscall, args: [u64; 6]| {
        let outcome = Outcome::Returned(-1);
        let call = Call { syscall: Some(row), params: row.args, ret: row.ret, args, ..call(outcome) };
        let mut json = Json::new(false);
        crate::line::call(&mut json, &LINE, &call, Part::Whole);
        let line = lines(&json)[0].clone();
        row.args.iter().map(|arg| line["args"][arg.name]["raw"].clone()).collect::<Vec<_>>()
    };
    // Of 32 bits, the upper half of the register is garbage, whatever the C library put there.
    let expected = [json!(-100), json!("18446744073709551615"), json!(0x8000_0040_u32), json!(0o600)];
    for upper in [0, 0xbadc_0ded << 32, u64::MAX << 32] {
        let args = [upper | 0xffff_ff9c, u64::MAX, upper | 0x8000_0040, upper | 0o600, 0, 0];
        assert_eq!(raw(openat, args), expected);
    }
    let lseek = crate::syscalls::by_name("lseek").unwrap();
    assert_eq!(raw(lseek, [3, -5_i64 as u64, 1, 0, 0, 0]), [json!(3), json!(-5), json!(1)]);
}

#[test]
fn groups_nest_and_say_that_there_is_more() {
    let found = value(|out| {
        out.begin_struct();
        out.field("list");
        out.begin_list();
        out.item();
        out.begin_macro("htons");
        out.item();
        out.uint(80);
        out.end_macro();
        out.item();
        out.begin_struct();
        out.more();
        out.end_struct();
        out.more();
        out.end_list();
        out.field("set");
        out.begin_set(false);
        out.item();
        out.word("INT");
        out.end_set();
        out.field("others");
        out.begin_set(true);
        out.end_set();
        out.more();
        out.end_struct();
    });
    assert_eq!(
        found,
        json!({
            "list": [{"macro": "htons", "args": [80]}, {"more": true}, {"more": true}],
            "set": ["INT"], "others": {"all_but": []}, "more": true
        })
    );
}

#[test]
fn what_is_said_of_a_value_afterwards_is_put_around_it() {
    let found = value(|out| {
        out.begin_list();
        out.item();
        out.int(1);
        out.item();
        out.int(128);
        out.becomes();
        out.int(16);
        out.item();
        out.int(2);
        out.end_list();
    });
    assert_eq!(found, json!([1, {"before": 128, "after": 16}, 2]));
    let found = value(|out| {
        out.begin_struct();
        out.field("fd");
        out.int(1);
        out.end_struct();
        out.becomes();
        out.begin_list();
        out.item();
        out.addr(16, Unread::NotRead);
        out.remark(Remark::Vars(21));
        out.end_list();
        out.remark(Remark::Name("all"));
    });
    let after = json!([{"value": {"address": "0x10"}, "comment": "21 vars"}]);
    assert_eq!(found, json!({"value": {"before": {"fd": 1}, "after": after}, "comment": "all"}));
}

#[test]
fn results_have_errors_and_notes() {
    let found = result(-2, |out| out.error(2));
    assert_eq!(found, json!({"raw": -2, "error": "ENOENT", "message": "No such file or directory"}));
    assert_eq!(result(-4000, |out| out.error(4000)), json!({"raw": -4000, "error": "4000"}));
    assert_eq!(result(0, |out| out.no_result()), json!({"raw": 0}));
    let found = result(1, samples::what_is_ready_and_left);
    assert_eq!(found, json!({"raw": 1, "value": 1, "note": [{"in": [3]}, {"left": {"tv_sec": 4}}]}));
    let found = result(0, samples::timeout);
    assert_eq!(found, json!({"raw": 0, "value": 0, "note": ["Timeout"]}));
}

#[test]
fn names_and_dates_are_those_of_the_machine() {
    let zone = Zone::new(Source::Posix("CET-1".to_owned())).unwrap();
    let mut machine = Given::new(zone);
    machine.add_interface(7, InterfaceName::new(b"eth0").unwrap());
    let date = Date::new(1_700_000_000, 0, Fraction::None).unwrap();
    let found = value_on(machine, |out| {
        out.begin_list();
        out.item();
        out.interface(7);
        out.item();
        out.interface(8);
        out.item();
        out.expression(Expression::Date(date));
        out.item();
        out.int(1_700_000_000);
        out.remark(Remark::Date(date));
        out.item();
        out.ip([127, 0, 0, 1].into());
        out.end_list();
    });
    let text = "2023-11-14T23:13:20+0100";
    assert_eq!(
        found,
        json!([
            {"macro": "if_nametoindex", "args": ["eth0"]}, 8, {"expression": text, "number": 1_700_000_000},
            {"value": 1_700_000_000, "comment": text}, "127.0.0.1"
        ])
    );
}

/// What a decoder may emit.
#[derive(Debug, Clone)]
enum Node {
    Int(i64),
    Text(Vec<u8>, bool),
    Flags(u64),
    Pointer(u64),
    Struct(Vec<Node>, bool),
    List(Vec<Node>, bool),
    Macro(Vec<Node>),
    Set(Vec<i64>, bool),
    Change(Box<Node>, Box<Node>),
    Remark(Box<Node>),
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Node::Int),
        (vec(any::<u8>(), 0..4), any::<bool>()).prop_map(|(bytes, cut)| Node::Text(bytes, cut)),
        any::<u64>().prop_map(Node::Flags),
        prop_oneof![Just(0), any::<u64>()].prop_map(Node::Pointer),
        (vec(any::<i64>(), 0..3), any::<bool>()).prop_map(|(items, all_but)| Node::Set(items, all_but)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (vec(inner.clone(), 0..4), any::<bool>()).prop_map(|(nodes, more)| Node::Struct(nodes, more)),
            (vec(inner.clone(), 0..4), any::<bool>()).prop_map(|(nodes, more)| Node::List(nodes, more)),
            vec(inner.clone(), 0..4).prop_map(Node::Macro),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Node::Change(Box::new(a), Box::new(b))),
            inner.prop_map(|node| Node::Remark(Box::new(node))),
        ]
    })
}

fn emit(node: &Node, out: &mut Json) {
    const FIELDS: [&str; 4] = ["a", "b", "c", "d"];
    match node {
        Node::Int(value) => out.int(*value),
        Node::Text(bytes, cut) => out.text(bytes, *cut),
        Node::Flags(value) => out.flags(*value, &xlat::MAP_FLAGS),
        Node::Pointer(value) => out.addr(*value, Unread::Fault),
        Node::Struct(nodes, more) => {
            out.begin_struct();
            for (name, node) in FIELDS.into_iter().zip(nodes) {
                out.field(name);
                emit(node, out);
            }
            if *more {
                out.more();
            }
            out.end_struct();
        }
        Node::List(nodes, more) => {
            out.begin_list();
            for node in nodes {
                out.item();
                emit(node, out);
            }
            if *more {
                out.more();
            }
            out.end_list();
        }
        Node::Macro(nodes) => {
            out.begin_macro("htons");
            for node in nodes {
                out.item();
                emit(node, out);
            }
            out.end_macro();
        }
        Node::Set(items, all_but) => {
            out.begin_set(*all_but);
            for item in items {
                out.item();
                out.int(*item);
            }
            out.end_set();
        }
        Node::Change(before, after) => {
            emit(before, out);
            out.becomes();
            emit(after, out);
        }
        Node::Remark(node) => {
            emit(node, out);
            out.remark(Remark::Vars(21));
        }
    }
}

/// What the JSON of a value must be. What follows a value goes around all of it that stands before.
fn expected(node: &Node) -> Value {
    match node {
        Node::Change(before, after) => match &**after {
            // `a => b => c`, and `a => b /* c */`, are read from left to right.
            Node::Change(middle, last) => {
                expected(&Node::Change(Box::new(Node::Change(before.clone(), middle.clone())), last.clone()))
            }
            Node::Remark(inner) => expected(&Node::Remark(Box::new(Node::Change(before.clone(), inner.clone())))),
            after => json!({"before": expected(before), "after": expected(after)}),
        },
        Node::Remark(node) => json!({"value": expected(node), "comment": "21 vars"}),
        Node::Struct(nodes, more) => {
            let mut fields: serde_json::Map<String, Value> =
                ["a", "b", "c", "d"].into_iter().map(str::to_string).zip(nodes.iter().map(expected)).collect();
            if *more {
                fields.insert("more".to_string(), json!(true));
            }
            Value::Object(fields)
        }
        Node::List(nodes, more) => {
            Value::Array(nodes.iter().map(expected).chain(more.then(|| json!({"more": true}))).collect())
        }
        Node::Macro(nodes) => json!({"macro": "htons", "args": nodes.iter().map(expected).collect::<Vec<_>>()}),
        leaf => value(|out| emit(leaf, out)),
    }
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_nesting_of_values_comes_back(node in node()) {
        assert_eq!(value(|out| emit(&node, out)), expected(&node));
    }
}
