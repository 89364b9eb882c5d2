//! Is every line of `--format json` an object as the schema describes it, and does it tell what the text tells?

use jsonschema::Validator;
use libtest_mimic::Failed;
use libtest_mimic::Trial;
use serde_json::json;
use serde_json::Value;

use crate::common::beetrace;
use crate::common::check;
use crate::common::same;
use crate::common::trial;
use crate::common::Needs;
use crate::common::Outcome;
use crate::common::Run;
use crate::common::Target;

const SCHEMA: &str = include_str!("../schema/beetrace.schema.json");

pub fn trials() -> Vec<Trial> {
    let root = &[Needs::Root][..];
    let mut trials: Vec<Trial> = Target::all()
        .unwrap_or_default()
        .into_iter()
        .map(|target| trial(&format!("json::of_{}", target.name), root, move || fits(&target)))
        .collect();
    trials.push(trial("json::names_numbers_and_results_are_fields", root, fields));
    trials.push(trial("json::a_summary_has_an_object_for_each_call", root, summary));
    trials.push(trial("json::a_summary_says_how_many_calls_took_how_long", root, how_often));
    trials.push(trial("json::a_full_disk_leaves_whole_lines", root, full_disk));
    trials.push(trial("json::an_execve_that_fills_its_record_keeps_its_arguments", root, full_records));
    trials
}

fn validator() -> Result<Validator, Failed> {
    let schema: Value = serde_json::from_str(SCHEMA).map_err(|e| format!("the schema: {e}"))?;
    jsonschema::draft202012::new(&schema).map_err(|e| format!("the schema: {e}").into())
}

fn objects(trace: &str) -> Result<Vec<Value>, Failed> {
    check(!trace.is_empty(), || "there are no lines".into())?;
    trace.lines().map(|line| serde_json::from_str(line).map_err(|e| format!("{e}: {line}").into())).collect()
}

/// The lines of a trace, each as the schema describes it.
pub fn valid(trace: &str) -> Result<Vec<Value>, Failed> {
    let (validator, objects) = (validator()?, objects(trace)?);
    for object in &objects {
        validator.validate(object).map_err(|error| format!("{error}: {object}"))?;
    }
    Ok(objects)
}

fn fits(target: &Target) -> Outcome {
    let mut run = Run::new().args(["--format", "json", "-o", "trace"]).args(&target.options);
    run.command.arg(&target.program);
    run.output()?;
    valid(&run.read("trace")?)?;
    Ok(())
}

/// With -C behind the calls, with -c alone.
fn summary() -> Outcome {
    let validator = validator()?;
    for (option, others) in [("-C", true), ("-c", false)] {
        let set = "trace=getppid,kill";
        let mut run = Run::new().args(["--format", "json", "-o", "trace", "-w", "-S", "name", option, "-e", set]);
        run.command.arg(Target::program("selection")?);
        run.output()?;
        let objects = objects(&run.read("trace")?)?;
        for object in &objects {
            validator.validate(object).map_err(|error| format!("{error}: {object}"))?;
        }
        let begin = objects.iter().position(|object| object["type"] == "summary").ok_or("there is no summary")?;
        same("other lines", others, begin > 0)?;
        let of = |field: &str| objects[begin..].iter().map(|object| object[field].clone()).collect::<Vec<_>>();
        same(
            "names",
            vec![json!("getppid"), json!("kill"), json!("syscall_0x1f7"), json!("syscall_0xbee")],
            of("syscall"),
        )?;
        same("errors", vec![json!(0), json!(1), json!(1), json!(1)], of("errors"))?;
        same("clocks", vec![json!("wall"); 4], of("clock"))?;
    }
    Ok(())
}

/// How long calls took: parts of them where these are asked for, all with --hist.
fn how_often() -> Outcome {
    let validator = validator()?;
    for (options, parts, all) in
        [(&["-c"][..], false, false), (&["-c", "-U", "p99"], true, false), (&["-C", "--hist"], true, true)]
    {
        let mut run = Run::new().args(["--format", "json", "-o", "trace", "-w", "-e", "trace=getppid"]).args(options);
        run.command.arg(Target::program("selection")?);
        run.output()?;
        let objects = objects(&run.read("trace")?)?;
        let summaries: Vec<_> = objects.iter().filter(|object| object["type"] == "summary").collect();
        check(!summaries.is_empty(), || "there is no summary".into())?;
        for object in summaries {
            validator.validate(object).map_err(|error| format!("{error}: {object}"))?;
            for field in ["p50_ns", "p95_ns", "p99_ns"] {
                same("part of all", parts, object.get(field).is_some())?;
                let within = object[field].as_u64() >= object["min_ns"].as_u64()
                    && object[field].as_u64() <= object["max_ns"].as_u64();
                check(!parts || within, || object.to_string())?;
            }
            let histogram = object.get("histogram").and_then(|histogram| histogram.as_array());
            same("histogram", all, histogram.is_some())?;
            let sum: u64 =
                histogram.iter().flat_map(|powers| powers.iter()).filter_map(|power| power["calls"].as_u64()).sum();
            check(!all || Some(sum) == object["calls"].as_u64(), || object.to_string())?;
        }
    }
    Ok(())
}

/// One environment after the other that ends near the end of the kernel side's record, or a little beyond.
fn full_records() -> Outcome {
    for count in 355..367 {
        let mut run = Run::new().args(["--format", "json", "-v", "-o", "trace", "-e", "trace=execve"]);
        run.command.env_clear().envs((0..count).map(|n| (format!("V{n:03}"), "x".repeat(27)))).env("ZZ", "1234567");
        run.command.arg(Target::program("exit_code")?);
        run.output()?;
        let objects = objects(&run.read("trace")?)?;
        let args = &objects[0]["args"];
        let shown = args["envp"]["value"].as_array().map(Vec::len);
        same("strings of the environment", Some(count + 1), shown)?;
        check(args["pathname"]["value"].is_string(), || format!("{count}: {}", args["pathname"]))?;
    }
    Ok(())
}

/// The output ends with a whole object, however little of the last one the disk took.
fn full_disk() -> Outcome {
    let script = r#"mkdir disk && mount -t tmpfs -o size=32k none disk || exit 97
        "$@"
        status=$?
        cp disk/trace trace
        umount disk
        exit $status"#;
    let mut run = Run::of("sh".as_ref()).args(["-c", script, "sh"]);
    run.command.arg(beetrace()).args(["--format", "json", "-o", "disk/trace"]);
    run.command.arg(Target::program("calls")?).args(["1000", "1", "ran"]);
    let output = run.output()?;
    same("exit status", Some(125), output.status.code())?;
    let whole = run.read("trace")?;
    check(whole.len() > 20_000 && whole.ends_with('\n'), || {
        format!("{} bytes, {:?}", whole.len(), whole.lines().last())
    })?;
    objects(&whole).map(|_| ())
}

fn fields() -> Outcome {
    let mut run = Run::new().args(["--format", "json", "-f", "-o", "trace", "-e", "trace=openat,exit_group"]);
    run.command.args(["sh", "-c", "cat /no/such/file; exit 3"]);
    run.output()?;
    let objects = objects(&run.read("trace")?)?;
    let open = |object: &&Value| object["syscall"] == "openat" && object.to_string().contains("/no/such/file");
    let open = objects.iter().find(open).ok_or("the openat is missing")?;
    same("number", Some(257), open["nr"].as_i64())?;
    check(open["tid"].as_i64().is_some_and(|tid| tid > 0), || open.to_string())?;
    check(open["result"].to_string().contains("ENOENT"), || open.to_string())?;
    let last = objects.last().ok_or("there are no lines")?;
    same("type of the last line", Some("exit"), last["type"].as_str())
}
