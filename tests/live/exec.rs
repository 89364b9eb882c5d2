//! Is an exec shown as the call that it was, whatever is selected and whatever program it runs?

use libtest_mimic::Failed;
use libtest_mimic::Trial;

use crate::common::check;
use crate::common::same;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

/// What the trial says, what is selected, the execs of the target `chain` (`e` execve, `a` execveat, `f` fexecve, `u`
/// fexecve with a path that nobody has touched; of itself, with `32` of itself as a 32-bit program), and the calls that
/// are shown: name, and how its arguments begin.
type Form = (&'static str, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const FIRST: (&str, &str) = ("execve", "\"FOLDER/chain\", [\"FOLDER/chain\", ");
const GETPPID: (&str, &str) = ("getppid", "");
const AT: (&str, &str) = ("execveat", "AT_FDCWD, \"FOLDER/chain\", [\"a:FOLDER/chain\"");
const AT_32: (&str, &str) = ("execveat", "AT_FDCWD, \"FOLDER/chain32\", [\"a:FOLDER/chain32\"");
const FD: (&str, &str) = ("execveat", "3, \"\", [\"f:FOLDER/chain\"");
const FD_32: (&str, &str) = ("execveat", "3, \"\", [\"f:FOLDER/chain32\"");
/// A 32-bit program's arguments are raw: AT_FDCWD and an address.
const RAW_AT: (&str, &str) = ("execveat", "0xffffff9c, 0x");
const RAW: (&str, &str) = ("execve", "0x");

const FORMS: &[Form] = &[
    ("execveat_and_another_call", "execveat,getppid", &["a", "a", "a", "a"], &[AT, AT, AT, AT, GETPPID]),
    ("only_execveat", "execveat", &["a", "e", "f", "a"], &[AT, FD, AT]),
    ("only_execve", "execve", &["a", "f", "a", "u"], &[FIRST]),
    ("neither_of_them", "getppid", &["a", "e", "f", "u"], &[GETPPID]),
    ("an_exec_of_a_32_bit_program_that_is_not_selected", "getppid", &["a32", "e", "f32", "e32"], &[GETPPID]),
    (
        "all_execs_to_and_from_32_bits",
        "execve,execveat,getppid",
        &["a32", "a32", "e", "f32", "e32", "e"],
        &[FIRST, AT_32, RAW_AT, RAW, FD_32, RAW, RAW, GETPPID],
    ),
    ("only_execve_to_and_from_32_bits", "execve", &["a32", "a", "f32", "f"], &[FIRST]),
    ("only_execveat_to_and_from_32_bits", "execveat", &["e32", "e", "a32", "a"], &[AT_32, RAW_AT]),
    (
        "the_empty_path_of_fexecve_when_it_was_not_there_at_the_entry",
        "execveat",
        &["u", "u32"],
        &[("execveat", "4, \"\", [\"u:FOLDER/chain\""), ("execveat", "4, \"\", [\"u:FOLDER/chain32\"")],
    ),
];

pub fn trials() -> Vec<Trial> {
    let forms = FORMS.iter().map(|&(name, set, ways, expected)| {
        trial(&format!("exec::{name}"), &[Needs::Root], move || shows(set, ways, expected))
    });
    let rest = trial("exec::what_follows_an_exec_that_is_not_selected_is_all_there", &[Needs::Root], all_but_execve);
    forms.chain([rest]).collect()
}

/// The trace of the target `chain` that goes these ways, its folder replaced by a word.
fn traced(options: &[&str], ways: &[&str]) -> Result<Vec<String>, Failed> {
    let chain = Target::program("chain")?;
    let folder = chain.parent().ok_or("no folder")?.display().to_string();
    let mut run = Run::new().args(["-qq", "-s", "4096", "-o", "trace"]).args(options);
    run.command.env_clear().arg(&chain);
    run.command.args(ways.iter().map(|way| format!("{}:{folder}/chain{}", &way[..1], &way[1..])));
    let output = run.output()?;
    same("exit status", Some(0), output.status.code())?;
    Ok(run.read("trace")?.lines().map(|line| line.replace(&folder, "FOLDER")).collect())
}

fn shows(set: &str, ways: &[&str], expected: &[(&str, &str)]) -> Outcome {
    let lines = traced(&["-e", &format!("trace={set}")], ways)?;
    let all = || lines.join("\n");
    same("number of lines", expected.len(), lines.len()).map_err(|_| all())?;
    for (line, (name, args)) in lines.iter().zip(expected) {
        check(line.starts_with(&format!("{name}({args}")), || format!("{name}({args}: {line:?} in\n{}", all()))?;
        // beetrace is the parent: its id is not 0.
        let result = line.rsplit_once(" = ").map(|(_, result)| result == "0");
        check(result == Some(*name != "getppid"), || format!("{line:?} in\n{}", all()))?;
    }
    Ok(())
}

/// Each program begins with brk(NULL): under the filter that leaves out the exec before it, none is missing.
fn all_but_execve() -> Outcome {
    let lines = traced(&["-e", "trace=!execve"], &["a", "a", "f"])?;
    let all = || lines.join("\n");
    let calls: Vec<&str> = lines.iter().filter_map(|line| line.split_once('(')).map(|(name, _)| name).collect();
    let after = |name: &str| calls.windows(2).filter(|pair| pair[0] == name).map(|pair| pair[1]).collect::<Vec<_>>();
    same("calls after execveat", vec!["brk"; 3], after("execveat")).map_err(|_| all())?;
    same("first call", Some(&"brk"), calls.first()).map_err(|_| all())?;
    let whole = |line: &String| line.starts_with("execveat(") && !line.ends_with(" = 0");
    check(!lines.iter().any(whole), all)
}
