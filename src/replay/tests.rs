//! Does a replay show what the live run showed, and of a damaged recording nothing else?

use clap::Parser;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::proptest;

use super::*;
use crate::machine::Source;
use crate::options::cli::Cli;
use crate::output::Json;
use crate::output::Text;
use crate::recording::container::Span;
use crate::recording::container::Writer;
use crate::recording::pack::Packer;
use crate::recording::recorder::Recorder;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_fork;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_kind;
use crate::skeleton::types::bt_signal;
use crate::tracer::tests::any_told;
use crate::wire::AlignedBytes;
use crate::wire::Unpadded;

fn replay(words: &[&str]) -> Replay {
    let words = ["beetrace", "--replay", "r.bt"].iter().chain(words);
    Replay::new(&Cli::try_parse_from(words).unwrap()).unwrap().unwrap()
}

/// Of a machine that is not this one.
fn facts() -> Facts {
    let mut machine = Given::new(Zone::new(Source::Posix("<-0330>3:30".into())).unwrap());
    machine.add_interface(7, InterfaceName::new(b"wlan-of-old").unwrap());
    Facts {
        tool: "beetrace 0.1.0".into(),
        architecture: "x86_64".into(),
        kernel: "5.8.0-elsewhere".into(),
        epoch: 1_600_000_000_000_000_000,
        extent: Extent { string: 32, depths: Depths::All(Depth::Brief), data: false, subjects: false },
        follow: true,
        times: true,
        comm: true,
        ips: false,
        stacks: false,
        sources: false,
        names: descriptor::Names::No,
        ids: false,
        spaces: false,
        selection: Selection::all(),
        outcomes: None,
        command: vec![b"demo".to_vec(), b"-x".to_vec()],
        attached: false,
        several: false,
        pid: 70,
        machine,
        flight: false,
        looks: Vec::new(),
        resolved: Vec::new(),
    }
}

/// What a file shows, and why it does not show more.
fn shown<V: View>(file: &[u8], words: &[&str], view: impl FnOnce(Box<dyn Machine>) -> V) -> (String, Option<Trouble>) {
    let opened = Reader::open(file).and_then(|(reader, fields)| Ok((reader, Facts::read(&fields)?)));
    let (mut reader, facts) = match opened {
        Ok(opened) => opened,
        Err(trouble) => return (String::new(), Some(trouble)),
    };
    let names = Names { given: facts.machine.clone(), later: Rc::default() };
    let later = names.later.clone();
    let mut teller = Teller::new(view(Box::new(names)), &facts, &replay(words), later);
    let trouble = loop {
        let block = reader.block(|record| -> Result<(), Trouble> {
            teller.told(record);
            Ok(())
        });
        match block {
            Ok(Some(_)) => {}
            Ok(None) => break None,
            Err(trouble) => break Some(trouble),
        }
    };
    teller.finish();
    (String::from_utf8_lossy(teller.tracer.lines()).into_owned(), trouble)
}

fn text(machine: Box<dyn Machine>) -> Text {
    Text::new(false).on(machine)
}

/// A file with these events.
fn recorded<'a>(told: impl IntoIterator<Item = Told<'a>>) -> Vec<u8> {
    let mut recorder = Recorder::new(facts(), None, None).unwrap();
    recorder.set_now(1_000_000_000);
    for told in told {
        recorder.told(told);
    }
    recorder.finish();
    recorder.pending().to_vec()
}

fn record(parts: &[&[u8]]) -> AlignedBytes {
    let mut bytes = AlignedBytes::default();
    parts.iter().for_each(|part| bytes.append(part));
    bytes
}

fn call(kind: bt_kind, nr: u32, ret: i64, args: [u64; 6], chunks: &[(u8, &[u8])]) -> AlignedBytes {
    let head = bt_header { kind: kind.0 as u16, tid: 70, tgid: 70, time: 5_000_000, ..bt_header::default() };
    let mut bytes = record(&[bt_call { head, nr, ret, start: 4_000_000, args, ..bt_call::default() }.bytes()]);
    for (arg, memory) in chunks {
        let (len, want) = (memory.len() as u32, memory.len() as u64);
        bytes.push_chunk(&bt_chunk { arg: *arg, len, want, ..bt_chunk::default() }, memory);
    }
    bytes
}

/// A run that never was, with a date, interfaces, a signal, a call that waits, and losses.
fn golden() -> Vec<AlignedBytes> {
    let head = |kind: bt_kind, tid: u32| bt_header {
        kind: kind.0 as u16,
        tid,
        tgid: 70,
        time: 6_000_000,
        ..bt_header::default()
    };
    let comm = *b"demo\0\0\0\0\0\0\0\0\0\0\0\0";
    let times: Vec<u8> = [1_700_000_000u64, 5, 0, 0x3fff_ffff].iter().flat_map(|word| word.to_ne_bytes()).collect();
    // AF_PACKET, ETH_P_ALL, an interface.
    let packet = |index: u8| [17, 0, 0, 3, index, 0, 0, 0, 1, 0, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0];
    let name = (0xff, &b"demo"[..]);
    let at = -100i64 as u64;
    vec![
        record(&[bt_exec { head: head(bt_kind::BT_EXEC, 70), old_tid: 70, comm, ..bt_exec::default() }.bytes()]),
        call(bt_kind::BT_CALL, 280, 0, [at, 1, 2, 0, 0, 0], &[(1, b"file"), (2, &times), name]),
        call(bt_kind::BT_CALL, 49, -19, [3, 1, 20, 0, 0, 0], &[(1, &packet(7)), name]),
        call(bt_kind::BT_CALL, 49, 0, [3, 1, 20, 0, 0, 0], &[(1, &packet(9)), name]),
        record(&[bt_fork { head: head(bt_kind::BT_FORK, 70), child_tid: 71, child_tgid: 70 }.bytes()]),
        record(&[bt_signal { head: head(bt_kind::BT_SIGNAL, 70), signo: 10, nr: !0, info: [0; 48] }.bytes()]),
        call(bt_kind::BT_CALL, 110, 1, [0; 6], &[name]),
        record(&[bt_exit { head: head(bt_kind::BT_EXIT, 71), code: 0, group: 0 }.bytes()]),
        record(&[bt_exit { head: head(bt_kind::BT_EXIT, 70), code: 9, group: 0 }.bytes()]),
    ]
}

fn golden_events(records: &[AlignedBytes]) -> Vec<Told<'_>> {
    let waits = crate::event::Waiting { abi: Abi::X86_64, nr: 35, args: [0; 6], ip: 0 };
    let record = |nth: usize| Told::Event(Event::Record(records[nth].bytes()));
    vec![
        record(0),
        record(1),
        Told::Interface(9, InterfaceName::new(b"tun-later")),
        record(2),
        record(3),
        Told::Standstills(1),
        record(4),
        Told::Event(Event::Waits { tid: 71, call: waits, inputs: &[] }),
        record(5),
        record(6),
        record(7),
        record(8),
        Told::Event(Event::End),
    ]
}

#[test]
fn a_recording_of_version_1_is_read_as_it_was_written() {
    let file = include_bytes!("../../tests/recordings/v1.bt");
    let records = golden();
    let now = recorded(golden_events(&records));
    let all = |file: &[u8]| {
        let (mut reader, fields) = Reader::open(file).unwrap();
        let mut all = vec![fields];
        let mut keep = |record: &[u8]| -> Result<(), Trouble> {
            all.push(record.to_vec());
            Ok(())
        };
        while reader.block(&mut keep).unwrap().is_some() {}
        all
    };
    // Written otherwise today, it would be another version.
    assert_eq!(all(file), all(&now));
    assert_eq!(shown(file, &[], text).0, include_str!("../../tests/recordings/v1.txt"));
    let json = |machine| Json::new(false).on(machine);
    assert_eq!(shown(file, &[], json).0, include_str!("../../tests/recordings/v1.json"));
}

#[test]
fn what_another_architecture_calls_is_refused_and_no_terminal_is_told_what_to_do() {
    let elsewhere = Facts { architecture: "aarch64\x1b[2J".into(), ..facts() };
    let error = check(&replay(&[]), &elsewhere, "r.bt").unwrap_err().to_string();
    assert!(error.starts_with("r.bt was recorded on aarch64\\u{1b}[2J; this beetrace knows"), "{error}");
    let origin = origin(&Facts { tool: "\x1b[2J".into(), command: vec![b"\x1b[H".to_vec()], ..facts() });
    assert_eq!(origin, "recorded by \\u{1b}[2J on Linux 5.8.0-elsewhere (x86_64): \"\\x1b[H\"");
    let losses = Losses { calls: 1, cause: "the \x1b]0;ring", ..Losses::default() };
    let mut teller = Teller::new(text(Box::new(Given::default())), &facts(), &replay(&[]), Later::default());
    let mut encoder = crate::recording::events::Encoder::default();
    teller.told(encoder.record(Told::Losses(losses)));
    assert_eq!((teller.losses.losses.calls, &*teller.losses.cause), (1, "the ]0;ring"));
}

#[test]
fn nonsense_that_nobody_has_met_before_is_the_recordings_fault() {
    assert_eq!(nonsense(2, 2), "please report it");
    assert_eq!(nonsense(0, 1), "the recording is damaged, or from a newer beetrace");
}

#[test]
fn who_waits_for_a_long_replay_is_told_how_far_it_is() {
    let mut progress = Progress::new(Some(200));
    progress.is_at(50, "r.bt");
    assert!(!progress.shown, "it has not taken long yet");
    assert_eq!(progress.text(50, "r.bt"), Some("r.bt: 25 %".to_owned()));
    assert_eq!(Progress::new(None).text(50, "r.bt"), None);
}

proptest! {
    #[test]
    fn a_replay_shows_what_the_live_run_showed(told in vec(any_told(), 1..150)) {
        let live = {
            let settings = |view| Teller::new(view, &facts(), &replay(&[]), Later::default()).tracer;
            let mut tracer = settings(text(Box::new(facts().machine)));
            told.iter().for_each(|told| told.to(|event| tracer.event(event)));
            tracer.event(Event::End);
            String::from_utf8_lossy(tracer.lines()).into_owned()
        };
        let mut recorder = Recorder::new(facts(), None, None).unwrap();
        told.iter().for_each(|told| told.to(|event| recorder.told(Told::Event(event))));
        recorder.told(Told::Event(Event::End));
        recorder.finish();
        let (replayed, trouble) = shown(recorder.pending(), &[], text);
        assert!(trouble.is_none());
        assert_eq!(live, replayed);
    }

    #[test]
    fn records_that_make_no_sense_do_no_harm_although_their_checksums_are_right(
        told in vec(any_told(), 0..50),
        hostile in vec((0u16..0x10c, vec(any::<u8>(), 0..200)), 1..50),
        words in prop::sample::select(vec![&[][..], &["-s", "3"], &["-e", "trace=read"], &["-qq"]]),
    ) {
        let mut packer = Packer::default();
        let mut encoder = crate::recording::events::Encoder::default();
        for told in &told {
            told.to(|event| { packer.push(encoder.record(Told::Event(event))); });
        }
        for (kind, bytes) in hostile {
            packer.push(&[&kind.to_le_bytes()[..], &bytes].concat());
        }
        let span = Span { count: packer.count(), ..Span::default() };
        let facts = Facts { extent: Extent { string: 32, depths: Depths::All(Depth::Whole), data: false, subjects: false }, ..facts() };
        let block = Writer::new().unwrap().block(packer.bytes(), span).unwrap();
        let file = [Writer::header(&facts.fields()), block.bytes].concat();
        assert!(matches!(shown(&file, words, text).1, Some(Trouble::Cut)));
        shown(&file, words, |machine| Json::new(true).on(machine));
    }

    #[test]
    fn a_file_with_flipped_bits_cut_or_spliced_shows_no_line_that_was_not_in_it(
        flips in vec((any::<prop::sample::Index>(), 0u8..8), 0..3),
        cut in any::<prop::sample::Index>(),
        spliced in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let records = golden();
        let whole = recorded(golden_events(&records));
        let all = shown(&whole, &[], text).0;
        let mut file = whole.clone();
        for (at, bit) in &flips {
            file[at.index(whole.len())] ^= 1 << bit;
        }
        let part = &whole[spliced.0.index(whole.len())..];
        file.splice(cut.index(whole.len()).., part[..spliced.1.index(part.len() + 1)].iter().copied());
        let (lines, _) = shown(&file, &[], text);
        assert!(lines.lines().all(|line| all.contains(line)), "{lines}");
        shown(&file, &["-v", "-s", "9"], |machine| Json::new(true).on(machine));
    }
}
