//! Is it what strace prints for the same values?

use super::*;
use crate::call::Call;
use crate::call::Outcome;
use crate::machine::InterfaceName;
use crate::machine::Source;
use crate::machine::Zone;
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

fn written(emit: impl FnOnce(&mut Text)) -> String {
    let mut text = Text::new(false);
    emit(&mut text);
    String::from_utf8(text.buf).unwrap()
}

// Expected texts are what strace 7.2 prints for the same values.
#[test]
fn flags_are_names_then_what_has_none() {
    let open = |flags| written(|out| out.flags(flags, &xlat::OPEN_FLAGS));
    assert_eq!(open(0), "O_RDONLY");
    assert_eq!(open(0o2000000 | 1), "O_WRONLY|O_CLOEXEC");
    assert_eq!(open(0x8000_0000), "O_RDONLY|0x80000000");
    assert_eq!(open(3), "O_ACCMODE");
    let prot = |flags| written(|out| out.flags(flags, &xlat::PROT_FLAGS));
    assert_eq!(prot(0), "PROT_NONE");
    assert_eq!(prot(0x10), "0x10 /* PROT_??? */");
    assert_eq!(prot(3 | 0x20), "PROT_READ|PROT_WRITE|0x20");
    let lock = |flags| written(|out| out.flags(flags, &xlat::MLOCKALL_FLAGS));
    assert_eq!(lock(0), "0");
}

#[test]
fn flags_may_hold_a_value_and_a_number() {
    let map = |flags| written(|out| out.flags(flags, &xlat::MAP_FLAGS));
    assert_eq!(map(0x22), "MAP_PRIVATE|MAP_ANONYMOUS");
    assert_eq!(map(0), "MAP_FILE");
    assert_eq!(map(4), "0x4 /* MAP_??? */");
    assert_eq!(map(0x200014), "0x4 /* MAP_??? */|MAP_FIXED|0x200000");
    assert_eq!(map(1 | 0x40000 | 21 << 26), "MAP_SHARED|MAP_HUGETLB|21<<MAP_HUGE_SHIFT");
    let socket = |flags| written(|out| out.flags(flags, &xlat::SOCKET_TYPES));
    assert_eq!(socket(0), "0");
    assert_eq!(socket(0x800), "SOCK_NONBLOCK");
    assert_eq!(socket(8), "0x8 /* SOCK_??? */");
    let policy = |flags| written(|out| out.flags(flags, &xlat::SCHED_POLICY_FLAGS));
    assert_eq!(policy(0x4000_0001), "SCHED_RESET_ON_FORK|SCHED_FIFO");
    assert_eq!(policy(0x4000_0009), "SCHED_RESET_ON_FORK|0x9");
    assert_eq!(policy(0x49), "0x49 /* SCHED_??? */");
}

#[test]
fn a_value_without_a_name_says_what_it_might_be() {
    let whence = |value| written(|out| out.one_of(value, &xlat::SEEK_WHENCE));
    assert_eq!(whence(2), "SEEK_END");
    assert_eq!(whence(0x63), "0x63 /* SEEK_??? */");
}

#[test]
fn pointers_are_addresses() {
    assert_eq!(written(|out| out.addr(0, Unread::NotRead)), "NULL");
    assert_eq!(written(|out| out.addr(0x1000, Unread::Fault)), "0x1000");
}

#[test]
fn groups_are_separated_inside_only() {
    let text = written(|out| {
        out.begin_struct();
        out.field("a");
        out.begin_list();
        out.item();
        out.int(-1);
        out.item();
        out.text(b"x[", true);
        out.more();
        out.end_list();
        out.field("b");
        out.begin_macro("htons");
        out.item();
        out.uint(80);
        out.end_macro();
        out.field("c");
        out.begin_set(true);
        out.item();
        out.constant("KILL", 9);
        out.item();
        out.constant("STOP", 19);
        out.end_set();
        out.field("d");
        out.begin_struct();
        out.more();
        out.end_struct();
        out.more();
        out.end_struct();
        out.becomes();
        out.begin_list();
        out.end_list();
        out.remark(Remark::Vars(21));
    });
    assert_eq!(text, r#"{a=[-1, "x["..., ...], b=htons(80), c=~[KILL STOP], d={...}, ...} => [] /* 21 vars */"#);
}

#[test]
fn results_may_be_errors_and_have_notes() {
    assert_eq!(written(|out| out.error(libc::ENOENT)), "-1 ENOENT (No such file or directory)");
    assert_eq!(written(|out| out.error(512)), "? ERESTARTSYS (To be restarted if SA_RESTART is set)");
    assert_eq!(written(|out| out.error(524)), "-1 ENOTSUPP (Unknown error 524)");
    assert_eq!(written(|out| out.error(4000)), "-1 (errno 4000)");
    let text = written(samples::what_is_ready_and_left);
    assert_eq!(text, "1 (in [3], left {tv_sec=4})");
    let text = written(samples::timeout);
    assert_eq!(text, "0 (Timeout)");
}

fn call(nr: u32) -> Call<'static> {
    Call::unknown(nr, Outcome::Running)
}

fn line(prefix: Prefix) -> Line<'static> {
    Line { prefix, tid: 123, tgid: 123, ..Line::default() }
}

#[test]
fn the_result_stands_in_a_column_of_its_own() {
    let mut text = Text::new(false);
    let calls = [(Prefix::None, 1), (Prefix::Bracketed, 1), (Prefix::Plain, 1), (Prefix::None, 21), (Prefix::None, 22)];
    for (prefix, width) in calls {
        assert_eq!(text.begin_call(&line(prefix), &call(0x270f), Part::Whole), 0);
        text.arg("a", 1);
        text.oct(8, width);
        text.arg("b", 2);
        text.int(2);
        text.end_args(&call(0x270f), false);
        text.int(3);
        text.end_call();
    }
    assert_eq!(
        String::from_utf8_lossy(text.lines()),
        "syscall_0x270f(010, 2)                  = 3\n\
         [pid   123] syscall_0x270f(010, 2)      = 3\n\
         123   syscall_0x270f(010, 2)            = 3\n\
         syscall_0x270f(000000000000000000010, 2) = 3\n\
         syscall_0x270f(0000000000000000000010, 2) = 3\n"
    );
    text.clear_lines();
    assert!(text.lines().is_empty());
}

#[test]
fn a_call_that_blocks_is_shown_in_two_lines() {
    let mut text = Text::new(false);
    for (shown, missing) in [(1, false), (1, true), (0, false)] {
        let _ = text.begin_call(&line(Prefix::Plain), &call(0), Part::Beginning);
        if shown > 0 {
            text.arg("fd", 3);
            text.fd(3);
        }
        text.end_beginning(Part::Beginning);
        assert_eq!(text.begin_call(&line(Prefix::Plain), &call(0), Part::Rest(shown)), shown);
        if !missing {
            text.arg("buf", 3);
            text.text(b"x", false);
        }
        text.end_args(&call(0), missing);
        text.no_result();
        text.end_call();
    }
    assert_eq!(
        String::from_utf8_lossy(text.lines()),
        "123   syscall_0(3 <unfinished ...>\n\
         123   <... syscall_0 resumed>, \"x\")     = ?\n\
         123   syscall_0(3 <unfinished ...>\n\
         123   <... syscall_0 resumed> <unfinished ...>) = ?\n\
         123   syscall_0( <unfinished ...>\n\
         123   <... syscall_0 resumed>\"x\")       = ?\n"
    );
}

#[test]
fn arguments_of_clone_have_names() {
    let mut text = Text::new(false);
    let call = Call { syscall: crate::syscalls::lookup(Abi::X86_64, 56), ..call(56) };
    text.begin_call(&line(Prefix::None), &call, Part::Whole);
    text.arg("child_stack", 0);
    text.addr(0, Unread::NotRead);
    text.arg("flags", 17);
    text.constant("SIGCHLD", 17);
    text.end_args(&call, false);
    text.int(9);
    text.end_call();
    assert_eq!(String::from_utf8_lossy(text.lines()), "clone(child_stack=NULL, flags=SIGCHLD)  = 9\n");
}

#[test]
fn a_call_that_goes_on_says_with_which() {
    let mut text = Text::new(false);
    let call = Call { resumes: crate::syscalls::lookup(Abi::X86_64, 35), ..call(219) };
    text.begin_call(&line(Prefix::None), &call, Part::Whole);
    text.end_args(&call, false);
    text.int(0);
    text.end_call();
    assert_eq!(String::from_utf8_lossy(text.lines()), "syscall_0xdb(<... resuming interrupted nanosleep ...>) = 0\n");
}

#[test]
fn what_happens_to_a_task_has_lines_of_its_own() {
    let mut text = Text::new(false);
    let at = line(Prefix::None);
    text.begin_signal(&at, 17);
    text.begin_struct();
    text.field("si_signo");
    text.constant("SIGCHLD", 17);
    text.end_struct();
    text.end_signal();
    text.stopped(&at, 19);
    text.forked(&at, 5, 5);
    text.lost(&at, 14);
    text.lost(&at, 1);
    text.superseded(&at, 456);
    text.ended(&at, End::Exited(3));
    text.ended(&at, End::Killed { signo: 11, core: true });
    text.ended(&line(Prefix::Bracketed), End::Killed { signo: 37, core: false });
    assert_eq!(
        String::from_utf8_lossy(text.lines()),
        "--- SIGCHLD {si_signo=SIGCHLD} ---\n\
         --- stopped by SIGSTOP ---\n\
         +++ 14 calls lost +++\n\
         +++ 1 call lost +++\n\
         +++ superseded by execve in pid 456 +++\n\
         +++ exited with 3 +++\n\
         +++ killed by SIGSEGV (core dumped) +++\n\
         [pid   123] +++ killed by SIGRT_5 +++\n"
    );
}

#[test]
fn names_and_dates_are_those_of_the_machine() {
    let mut machine = Given::new(Zone::new(Source::Posix("CET-1".to_owned())).unwrap());
    machine.add_interface(7, InterfaceName::new(b"eth\"0").unwrap());
    let mut text = Text::new(false).on(Box::new(machine));
    for index in [7, 8, 0] {
        text.interface(index);
        text.put(" ");
    }
    text.expression(Expression::Date(Date::new(1_700_000_000, 0, Fraction::None).unwrap()));
    text.remark(Remark::Date(Date::new(-1, 5, Fraction::Microseconds).unwrap()));
    assert_eq!(
        String::from_utf8(text.buf).unwrap(),
        r#"if_nametoindex("eth\"0") 8 0 2023-11-14T23:13:20+0100 /* 1970-01-01T00:59:59.000005+0100 */"#
    );
}
