//! What were the arguments of an execve, told from what it has left?
//!
//! Memory of the old program that was not there at the entry of the call is gone
//! when it returns, but the kernel has copied the strings: the path into its own
//! memory, arguments and environment into that of the new program, one after the
//! other. The kernel side sends these as they are (`BT_REREAD`), and here they
//! become the chunks that it would have sent at entry.

use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_exec_chunk;
use crate::skeleton::types::bt_status;
use crate::syscalls::kind::Kind;
use crate::syscalls::part;
use crate::syscalls::plan::Limits;
use crate::syscalls::row::Syscall;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::RawChunk;

/// Appends to `chunks` what `left` (chunks whose pieces are joined) tells of the arguments of that call.
pub fn arguments(row: &Syscall, limits: Limits, left: &[u8], chunks: &mut AlignedBytes) {
    let index = |wanted: fn(&Kind) -> bool| row.args.iter().position(|arg| wanted(&arg.kind)).map(|index| index as u8);
    for chunk in wire::chunks(left).filter(RawChunk::is_there) {
        match bt_exec_chunk(u32::from(chunk.head.arg)) {
            bt_exec_chunk::BT_EXEC_PATH => {
                if let Some(arg) = index(|kind| matches!(kind, Kind::Path)) {
                    push(chunks, arg, part::POINTEE, 0, given_path(chunk), false);
                }
            }
            bt_exec_chunk::BT_EXEC_ARGV => {
                if let Some(arg) = index(|kind| matches!(kind, Kind::Argv)) {
                    strings(chunks, arg, limits, chunk);
                }
            }
            bt_exec_chunk::BT_EXEC_ENVP => match index(|kind| matches!(kind, Kind::Envp)) {
                Some(arg) if limits.are_whole() => strings(chunks, arg, limits, chunk),
                Some(arg) if is_whole(chunk) => {
                    let count = memchr::memchr_iter(0, chunk.bytes).count() as u64;
                    push(chunks, arg, part::COUNT, 0, &count.to_ne_bytes(), false);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn is_whole(chunk: RawChunk<'_>) -> bool {
    chunk.bytes.len() as u64 == chunk.head.want
}

/// The path as the program passed it in. Relative to a descriptor, the kernel keeps it as `/dev/fd/3/path`
/// (fs/exec.c, `alloc_bprm`), and says so by the part.
fn given_path(chunk: RawChunk<'_>) -> &[u8] {
    let relative = chunk.bytes.strip_prefix(b"/dev/fd/").filter(|_| chunk.head.part != 0);
    match relative {
        Some(path) => memchr::memchr(b'/', path).and_then(|slash| path.get(slash + 1..)).unwrap_or_default(),
        None => chunk.bytes,
    }
}

/// The elements of an array of strings, of which these are in a row, each with its NUL.
fn strings(chunks: &mut AlignedBytes, arg: u8, limits: Limits, row: RawChunk<'_>) {
    let most = limits.strings() as usize;
    let limit = limits.string as usize;
    let mut rest = row.bytes;
    for index in 0.. {
        if rest.is_empty() && is_whole(row) {
            return;
        }
        if index == most || rest.is_empty() {
            return push(chunks, arg, part::MORE, 0, &[0; 8], false);
        }
        let end = memchr::memchr(0, rest);
        let string = &rest[..end.unwrap_or(rest.len())];
        rest = end.and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        push(chunks, arg, part::POINTEE, index as u32, &string[..string.len().min(limit)], {
            string.len() > limit || end.is_none()
        });
    }
}

fn push(chunks: &mut AlignedBytes, arg: u8, part: u8, index: u32, bytes: &[u8], cut: bool) {
    let status = if cut { bt_status::BT_CUT } else { bt_status::BT_OK };
    let head = bt_chunk {
        arg,
        part,
        index,
        status: status.0 as u8,
        len: bytes.len() as u32,
        want: bytes.len() as u64 + u64::from(cut),
        ..bt_chunk::default()
    };
    chunks.push_chunk(&head, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syscalls::by_name;
    use crate::syscalls::depth::Depth;

    /// What is told of execveat's arguments: index, part, element, text, whether it is cut.
    fn told(limits: Limits, left: &[(bt_exec_chunk, u8, &[u8], u64)]) -> Vec<(u8, u8, u32, Vec<u8>, bool)> {
        let mut wire = AlignedBytes::default();
        for (arg, part, bytes, want) in left {
            let (arg, part) = (arg.0 as u8, *part);
            let head = bt_chunk { arg, part, len: bytes.len() as u32, want: *want, ..bt_chunk::default() };
            wire.push_chunk(&head, bytes);
        }
        let mut chunks = AlignedBytes::default();
        arguments(by_name("execveat").unwrap(), limits, wire.bytes(), &mut chunks);
        let told = wire::chunks(chunks.bytes());
        told.map(|chunk| {
            let head = chunk.head;
            (head.arg, head.part, head.index, chunk.bytes.to_vec(), head.want > chunk.bytes.len() as u64)
        })
        .collect()
    }

    const SHORT: Limits = Limits { string: 3, depth: Depth::Brief };

    #[test]
    fn a_path_is_the_one_that_was_passed_in() {
        for (part, kept, given) in [
            (0, "/bin/true", "/bin/true"),
            (0, "/dev/fd/3", "/dev/fd/3"),
            (1, "/dev/fd/3", ""),
            (1, "/dev/fd/3/bin/true", "bin/true"),
        ] {
            let told = told(SHORT, &[(bt_exec_chunk::BT_EXEC_PATH, part, kept.as_bytes(), kept.len() as u64)]);
            assert_eq!(told, [(1, part::POINTEE, 0, given.into(), false)]);
        }
    }

    #[test]
    fn arguments_are_cut_and_counted_as_at_entry() {
        let row = |row: &'static [u8]| (bt_exec_chunk::BT_EXEC_ARGV, 0, row, row.len() as u64);
        let element = |index, text: &str, cut| (2, part::POINTEE, index, text.into(), cut);
        assert_eq!(
            told(SHORT, &[row(b"a\0bcde\0\0")]),
            [element(0, "a", false), element(1, "bcd", true), element(2, "", false)]
        );
        let more = (2, part::MORE, 0, vec![0; 8], false);
        assert_eq!(told(SHORT, &[row(b"1\x002\x003\x004\0")])[3..], *std::slice::from_ref(&more));
        // What the budget has cut.
        let cut = told(SHORT, &[(bt_exec_chunk::BT_EXEC_ARGV, 0, b"a\0bc", 100)]);
        assert_eq!(cut, [element(0, "a", false), element(1, "bc", true), more]);
    }

    #[test]
    fn an_environment_is_counted_unless_it_is_wanted_whole() {
        let row = (bt_exec_chunk::BT_EXEC_ENVP, 0, &b"A=1\0B=2\0"[..], 8);
        assert_eq!(told(SHORT, &[row]), [(3, part::COUNT, 0, 2u64.to_ne_bytes().into(), false)]);
        let whole = told(Limits { string: 32, depth: Depth::Whole }, &[row]);
        assert_eq!(whole.len(), 2);
        assert_eq!(whole[1].3, b"B=2");
        assert!(told(SHORT, &[(bt_exec_chunk::BT_EXEC_ENVP, 0, b"A=1\0", 100)]).is_empty());
    }
}
