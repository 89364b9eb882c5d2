//! Which colours do the parts of a line have?

use super::call;
use super::enter;
use super::exit;
use crate::call::Call;
use crate::call::Chunk;
use crate::call::Outcome;
use crate::line;
use crate::options::looks::Colours;
use crate::options::looks::Constants;
use crate::options::looks::Looks;
use crate::output::End;
use crate::output::Line;
use crate::output::Part;
use crate::output::Prefix;
use crate::output::Text;
use crate::output::View;

/// Whatever the line of a call is in colour, with `<33>` for the escape of that number.
fn in_colour(looks: Looks, call: &Call<'_>, part: Part) -> String {
    let mut text = Text::new(false).looking(&Looks { colours: Colours::Always, ..looks });
    line::call(&mut text, &Line::default(), call, part);
    escapes(text.lines())
}

fn escapes(lines: &[u8]) -> String {
    let text = String::from_utf8(lines.to_vec()).expect("text");
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('m').expect("an escape");
        out.push_str(&format!("<{number}>{rest}"));
    }
    out
}

// What strace 7.2 prints with --color=always.
#[test]
fn colours_are_straces() {
    let coloured = |name: &str, args: &[u64], outcome, chunks: &[Chunk<'_>]| {
        in_colour(Looks::default(), &call(name, args, outcome, chunks), Part::Whole)
    };
    assert_eq!(
        coloured(
            "openat",
            &[-100_i64 as u64, 0x1000, 0o2000000],
            Outcome::Returned(-2),
            &[enter(1, b"/etc/ld.so.preload")]
        ),
        "<33>openat<0>(<35><34>AT_FDCWD<35><0>, <35>\"/etc/ld.so.preload\"<0>, \
         <35><34>O_RDONLY|O_CLOEXEC<35><0><0>)<0> <0>=<0><0> <32>-1<0> <31>ENOENT<0> \
         <31>(No such file or directory)<0><0>\n"
    );
    assert_eq!(
        coloured("mmap", &[0, 8192, 3, 0x22, -1_i64 as u64, 0], Outcome::Returned(0x7fd25b61c000), &[]),
        "<33>mmap<0>(<35>NULL<0>, <35>8192<0>, <35><34>PROT_READ<35><0>|<35><34>PROT_WRITE<35><0>, \
         <35><34>MAP_PRIVATE<35><0>|<35><34>MAP_ANONYMOUS<35><0>, <35>-1<0>, <35>0<0><0>)<0> \
         <0>=<0><0> <32>0x7fd25b61c000<0><0>\n"
    );
    assert_eq!(
        coloured("kill", &[1139, 12], Outcome::Returned(0), &[]),
        "<33>kill<0>(<35>1139<0>, <35>SIGUSR2<0><0>)<0>                     <0>=<0><0> <32>0<0><0>\n"
    );
    assert_eq!(
        coloured("exit_group", &[0], Outcome::Never, &[]),
        "<33>exit_group<0>(<35>0<0><0>)<0>                           <0>=<0><0> <32>?<0><0>\n"
    );
}

#[test]
fn colours_begin_anew_where_the_kernel_fills_in() {
    let pair = [3_u32.to_le_bytes(), 4_u32.to_le_bytes()].concat();
    let pipe = [exit(0, &pair)];
    let pipe = call("pipe2", &[0x1000, 0], Outcome::Returned(0), &pipe);
    assert_eq!(
        in_colour(Looks::default(), &pipe, Part::Whole),
        "<33>pipe2<0>(<35><0><0>[<35>3<0>, <35>4<0>]<35><0>, <35>0<0>)<0>                        \
         <0>=<0><0> <32>0<0><0>\n"
    );
    let read = call("read", &[3, 0x1000, 4096], Outcome::Running, &[]);
    assert_eq!(in_colour(Looks::default(), &read, Part::Beginning), "<33>read<0>(<35>3<0> <unfinished ...><0>\n");
    let nothing = [exit(1, b"")];
    let rest = call("read", &[3, 0x1000, 4096], Outcome::Returned(0), &nothing);
    assert_eq!(
        in_colour(Looks::default(), &rest, Part::Rest(1)),
        "<... read resumed><0>, <35>\"\"<0>, <35>4096<0>)<0>           <0>=<0><0> <32>0<0><0>\n"
    );
}

#[test]
fn comments_have_a_colour_and_notes_one_in_all() {
    let openat = call("openat", &[-100_i64 as u64, 0, 0o2000000], Outcome::Returned(3), &[]);
    let verbose = Looks { constants: Constants::Verbose, ..Looks::default() };
    assert_eq!(
        in_colour(verbose, &openat, Part::Whole),
        "<33>openat<0>(<35>-100<36> /* AT_FDCWD<36> */<35><0>, <35>NULL<0>, \
         <35>0x80000<36> /* O_RDONLY|O_CLOEXEC<36> */<35><0><0>)<0> <0>=<0><0> <32>3<0><0>\n"
    );
    let fcntl = call("fcntl", &[3, 1], Outcome::Returned(1), &[]);
    assert_eq!(
        in_colour(Looks::default(), &fcntl, Part::Whole),
        "<33>fcntl<0>(<35>3<0>, <35><34>F_GETFD<35><0><0>)<0>                       <0>=<0><0> \
         <32>0x1<0> <32>(flags FD_CLOEXEC)<0><0>\n"
    );
}

#[test]
fn lines_that_are_no_calls_end_their_colours() {
    let mut text = Text::new(false).looking(&Looks { colours: Colours::Always, ..Looks::default() });
    text.ended(&Line::default(), End::Exited(0));
    text.stopped(&Line::default(), 19);
    text.ended(&Line { prefix: Prefix::Bracketed, tid: 1234, ..Line::default() }, End::Exited(1));
    text.notice(format_args!("a message"));
    let lines = escapes(text.lines());
    assert!(lines.starts_with("+++ exited with 0 +++<0>\n--- stopped by SIGSTOP ---<0>\n"), "{lines}");
    assert!(lines.contains("\n<0>[<35>pid  1234<0>]<35> +++ exited with 1 +++<0>\n"), "{lines}");
    assert!(lines.ends_with(": a message\n"), "{lines}");
}
