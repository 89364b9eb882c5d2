//! How does a stack look?

use super::digits;
use super::strings;
use crate::frames::Frame;
use crate::frames::Next;
use crate::frames::Trail;

/// Appends the lines of a stack, as strace has them:
/// ` > /usr/lib/libc.so.6(write+0x10) [0xfe210]`, and behind that the line of the source.
pub(super) fn lines(out: &mut Vec<u8>, trail: &Trail<'_>) {
    for shown in shown(trail) {
        out.extend_from_slice(b" > ");
        match shown {
            Shown::Next(Next::More) => out.extend_from_slice(b"..."),
            Shown::Next(Next::Frame(frame)) => line(out, &frame, trail),
            Shown::TooMany => out.extend_from_slice(b"too many stack frames"),
        }
        out.push(b'\n');
    }
}

/// What stands on a line of a stack.
enum Shown<'a> {
    /// What is known of it,
    Next(Next<'a>),
    /// or, at its end, that there are more frames than are wanted.
    TooMany,
}

/// What is to be shown of a stack.
fn shown<'a>(trail: &Trail<'a>) -> impl Iterator<Item = Shown<'a>> {
    let &Trail { frames, wanted, .. } = trail;
    let is_wanted = move |next: &Next<'_>| match next {
        Next::Frame(frame) => wanted.sources || !frame.inlined,
        Next::More => true,
    };
    let (mut count, mut is_full) = (0, false);
    frames.filter(is_wanted).map_while(move |next| {
        if is_full {
            return None;
        }
        // What the compiler has put into a function is part of its frame.
        is_full = count == wanted.frames;
        count += u32::from(matches!(next, Next::Frame(frame) if !frame.inlined));
        Some(if is_full { Shown::TooMany } else { Shown::Next(next) })
    })
}

fn line(out: &mut Vec<u8>, frame: &Frame<'_>, trail: &Trail<'_>) {
    let Some(file) = frame.file else {
        out.extend_from_slice(b"unexpected_backtracing_error [");
        digits::hex(out, frame.address);
        return out.push(b']');
    };
    name(out, file);
    out.push(b'(');
    match frame.symbol {
        Some(symbol) if frame.inlined => {
            out.extend_from_slice(b"inlined ");
            name(out, symbol.name);
        }
        Some(symbol) => {
            name(out, symbol.name);
            out.extend_from_slice(b"+0x");
            digits::hex_zero_filled(out, symbol.offset, 1);
        }
        None if trail.kept => out.extend_from_slice(b"+0x0"),
        None => {}
    }
    out.extend_from_slice(b") [");
    digits::hex(out, frame.at);
    out.push(b']');
    if let Some(source) = frame.source.filter(|_| trail.wanted.sources) {
        out.push(b' ');
        name(out, source.file);
        out.push(b':');
        digits::uint(out, source.line.into());
    }
}

/// A name; a line stays one line whatever is in it.
fn name(out: &mut Vec<u8>, name: &[u8]) {
    for byte in name {
        match byte {
            b'\n' => out.extend_from_slice(b"\\n"),
            byte => out.push(*byte),
        }
    }
}

/// Appends the same as a field of an object: `,"stack":[{..}]`.
pub(super) fn field(out: &mut Vec<u8>, trail: &Trail<'_>) {
    out.extend_from_slice(b",\"stack\":[");
    for (nth, next) in shown(trail).enumerate() {
        out.extend_from_slice(if nth > 0 { b"," } else { b"" });
        match next {
            Shown::Next(Next::More) | Shown::TooMany => out.extend_from_slice(b"{\"more\":true}"),
            Shown::Next(Next::Frame(frame)) => object(out, &frame, trail),
        }
    }
    out.push(b']');
}

fn object(out: &mut Vec<u8>, frame: &Frame<'_>, trail: &Trail<'_>) {
    out.extend_from_slice(b"{\"address\":\"");
    digits::hex(out, frame.address);
    out.push(b'"');
    if let Some(file) = frame.file {
        out.extend_from_slice(b",\"file\":");
        strings::bytes(out, file, false);
        out.extend_from_slice(b",\"at\":\"");
        digits::hex(out, frame.at);
        out.push(b'"');
    }
    if let Some(symbol) = frame.symbol {
        out.extend_from_slice(b",\"symbol\":");
        strings::bytes(out, symbol.name, false);
        out.extend_from_slice(b",\"offset\":");
        digits::uint(out, symbol.offset);
    }
    if let Some(source) = frame.source.filter(|_| trail.wanted.sources) {
        out.extend_from_slice(b",\"source\":");
        strings::bytes(out, source.file, false);
        out.extend_from_slice(b",\"line\":");
        digits::uint(out, source.line.into());
    }
    out.extend_from_slice(if frame.inlined { b",\"inlined\":true}" } else { b"}" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frames::Frames;
    use crate::frames::Source;
    use crate::frames::Stack;
    use crate::frames::Symbol;
    use crate::options::stacks::Wanted;

    fn written(wanted: Wanted, kept: bool) -> String {
        let none = Frame { address: 0x7f12, file: None, at: 0x7f12, symbol: None, source: None, inlined: false };
        let file = Frame { file: Some(b"/bin/a\nb"), at: 0x1239, ..none };
        let source = Some(Source { file: b"a.c", line: 7 });
        let symbol = Some(Symbol { name: b"main", offset: 0x1a });
        let mut stack = Stack::default();
        stack.push(&Frame { symbol: Some(Symbol { name: b"get", offset: 0 }), source, inlined: true, ..file });
        stack.push(&Frame { symbol, source, ..file });
        stack.push(&file);
        stack.push(&none);
        stack.more();
        let mut out = Vec::new();
        lines(&mut out, &Trail { frames: Frames::of(stack.bytes()), wanted, kept });
        String::from_utf8(out).unwrap()
    }

    // As strace 7.2 writes them, but for what it does not have: inlined functions, stacks that were not copied whole.
    #[test]
    fn frames_are_written_as_strace_writes_them() {
        let wanted = Wanted { sources: false, frames: 256 };
        let main = " > /bin/a\\nb(main+0x1a) [0x1239]\n";
        let rest = " > unexpected_backtracing_error [0x7f12]\n > ...\n";
        assert_eq!(written(wanted, true), format!("{main} > /bin/a\\nb(+0x0) [0x1239]\n{rest}"));
        assert_eq!(written(wanted, false), format!("{main} > /bin/a\\nb() [0x1239]\n{rest}"));
        let too_many = " > too many stack frames\n";
        assert_eq!(written(Wanted { frames: 1, ..wanted }, true), format!("{main}{too_many}"));
        assert_eq!(written(Wanted { frames: 3, ..wanted }, true).lines().last(), Some(" > too many stack frames"));
        let main = " > /bin/a\\nb(main+0x1a) [0x1239] a.c:7\n";
        let inlined = " > /bin/a\\nb(inlined get) [0x1239] a.c:7\n";
        assert_eq!(written(Wanted { sources: true, frames: 1 }, true), format!("{inlined}{main}{too_many}"));
    }
}
