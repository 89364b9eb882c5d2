//! What do the descriptors of a call refer to that a task waits in, right now?
//!
//! As the kernel side (bpf/descriptors.h) would say it, from /proc.

use std::fs::metadata;
use std::fs::read_link;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;

use crate::descriptor::WORKING_DIRECTORY;
use crate::event::Waiting;
use crate::follower::sockets::socket;
use crate::skeleton::types::bt_chunk;
use crate::skeleton::types::bt_detail;
use crate::skeleton::types::bt_file;
use crate::skeleton::types::bt_file_flag;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_name_form;
use crate::skeleton::types::bt_named;
use crate::skeleton::types::bt_named_flag;
use crate::skeleton::types::bt_place;
use crate::skeleton::types::bt_what;
use crate::skeleton::types::bt_where;
use crate::skeleton::types::bt_wheres;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Unpadded;

/// Descriptors of one call that are looked at.
const MOST: usize = 1024;
/// What the links of deleted files have behind their names.
const DELETED: &[u8] = b" (deleted)";

/// Adds to the chunks what the call's descriptors refer to: those in its registers, and in the memory that the chunks have.
/// `details`: what else there is to be said of sockets, too.
pub fn names(tid: u32, waiting: &Waiting, wheres: &bt_wheres, details: bool, chunks: &mut AlignedBytes) {
    let mut numbers = Vec::new();
    for (places, count) in [(&wheres.enter, wheres.enter_count), (&wheres.exit, wheres.exit_count)] {
        for place in places.iter().take(count as usize) {
            numbers_at(place, waiting, chunks.bytes(), &mut numbers);
        }
    }
    numbers.truncate(MOST);
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        if let Some((file, path)) = file(tid, number) {
            let flags = bt_named_flag::BT_AS_ENTERED.0 as u8;
            let is_socket = file.mode & libc::S_IFMT == libc::S_IFSOCK;
            let socket = (details && is_socket).then(|| socket(tid, number, file.inode)).flatten();
            let mut told = AlignedBytes::default();
            if let Some((socket, name, protocol)) = socket {
                let (detail, len) = (bt_detail::BT_SOCKET.0 as u8, (size_of_val(&socket) + name.len()) as u16);
                told.append(bt_named { number, flags, detail, len, ..bt_named::default() }.bytes());
                told.append(file.bytes());
                told.append(&path);
                told.pad();
                told.append(socket.bytes());
                told.append(&name);
                told.append(&protocol);
            } else {
                told.append(bt_named { number, flags, ..bt_named::default() }.bytes());
                told.append(file.bytes());
                told.append(&path);
            }
            let (arg, len) = (bt_limit::BT_ARG_NAMED.0 as u8, told.len() as u32);
            let head = bt_chunk { arg, len, want: len.into(), ..bt_chunk::default() };
            chunks.push_chunk(&head, told.bytes());
        }
    }
}

/// The numbers at one place.
fn numbers_at(place: &bt_where, waiting: &Waiting, chunks: &[u8], numbers: &mut Vec<i32>) {
    let chunks = || wire::chunks(chunks).filter(|chunk| (chunk.head.arg, chunk.head.part) == (place.arg, place.part));
    match bt_place(place.place.into()) {
        bt_place::BT_IN_ARG => {
            let number = waiting.args.get(usize::from(place.arg)).map(|raw| *raw as i32);
            let is_file = |number: &i32| {
                *number >= 0 || *number == WORKING_DIRECTORY && u32::from(place.what) == bt_what::BT_OR_DIRECTORY.0
            };
            numbers.extend(number.filter(is_file));
        }
        bt_place::BT_IN_MEMORY => {
            let (offset, stride) = (usize::from(place.offset), usize::from(place.stride));
            for chunk in chunks() {
                let words = chunk.bytes.get(offset..).unwrap_or_default();
                let elements = words.chunks(if stride == 0 { words.len().max(1) } else { stride });
                numbers.extend(elements.filter_map(|element| Some(i32::from_ne_bytes(*element.first_chunk()?))));
            }
        }
        bt_place::BT_IN_SET => {
            for chunk in chunks() {
                let bits = (0..chunk.bytes.len() * 8).filter(|bit| chunk.bytes[bit / 8] >> (bit % 8) & 1 != 0);
                numbers.extend(bits.map(|bit| bit as i32));
            }
        }
        // Messages that are received have none yet, and results are not there.
        _ => {}
    }
}

/// What a descriptor of a task refers to, and what that is called.
fn file(tid: u32, number: i32) -> Option<(bt_file, Vec<u8>)> {
    let link = match number {
        WORKING_DIRECTORY => format!("/proc/{tid}/cwd"),
        0.. => format!("/proc/{tid}/fd/{number}"),
        _ => return None,
    };
    let path = read_link(&link).ok()?;
    // What it leads to, which need not be where the name says.
    let told = metadata(&link).ok();
    let bytes = path.as_os_str().as_bytes();
    let deleted = told.as_ref().is_none_or(|told| told.nlink() == 0).then(|| bytes.strip_suffix(DELETED)).flatten();
    let name = deleted.unwrap_or(bytes).to_vec();
    let device = |number: u64| libc::major(number) << 20 | libc::minor(number) & 0xf_ffff;
    let file = bt_file {
        inode: told.as_ref().map_or(0, MetadataExt::ino),
        device: told.as_ref().map_or(0, |told| device(told.dev())),
        special: told.as_ref().map_or(0, |told| device(told.rdev())),
        mode: told.as_ref().map_or(0, MetadataExt::mode),
        len: u16::try_from(name.len()).ok()?,
        form: bt_name_form::BT_NAME_LINK.0 as u8,
        flags: if deleted.is_some() { bt_file_flag::BT_FILE_DELETED.0 as u8 } else { 0 },
    };
    Some((file, name))
}

#[cfg(test)]
mod tests {
    use std::fs::remove_file;
    use std::fs::File;
    use std::net::TcpListener;
    use std::net::TcpStream;
    use std::os::fd::AsRawFd;
    use std::os::unix::net::UnixListener;

    use super::*;
    use crate::descriptor::Detail;
    use crate::descriptor::Ends;
    use crate::descriptor::Names;
    use crate::descriptor::Socket;
    use crate::syscalls;
    use crate::syscalls::abi::Abi;
    use crate::syscalls::wheres::wheres;
    use crate::syscalls::wheres::Wanted;

    /// What is said of the call's descriptors: number, name, whether it is deleted.
    fn said(name: &str, args: [u64; 6], memory: Option<&[u8]>) -> Vec<(i32, String, bool)> {
        let row = syscalls::by_name(name).unwrap();
        let mut chunks = AlignedBytes::default();
        if let Some(bytes) = memory {
            chunks.push_chunk(&bt_chunk { len: bytes.len() as u32, ..bt_chunk::default() }, bytes);
        }
        let own = std::process::id();
        let (wheres, _) = wheres(row, None, Wanted { names: Names::Paths, ids: false }).unwrap();
        names(own, &Waiting { abi: Abi::X86_64, nr: row.nr, args, ip: 0 }, &wheres, true, &mut chunks);
        let told = wire::chunks(chunks.bytes()).filter_map(|chunk| wire::names::told_whole(chunk.bytes));
        let told = told.filter(|whole| whole.named.head.flags != 0).map(|whole| {
            let file = whole.file();
            (whole.named.head.number, String::from_utf8_lossy(file.path).into_owned(), file.deleted)
        });
        told.collect()
    }

    #[test]
    fn descriptors_in_registers_and_in_memory_have_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("file (deleted)");
        let file = File::create(&path).unwrap();
        let (number, name) = (file.as_raw_fd(), path.to_string_lossy().into_owned());
        assert_eq!(said("read", [number as u64, 0, 0, 0, 0, 0], None), [(number, name.clone(), false)]);
        remove_file(&path).unwrap();
        let polled: Vec<u8> = [number, 0, -1, 0].into_iter().flat_map(i32::to_ne_bytes).collect();
        assert_eq!(said("poll", [1, 2, 0, 0, 0, 0], Some(&polled)), [(number, name, true)]);
        let own = std::env::current_dir().unwrap().to_string_lossy().into_owned();
        assert_eq!(said("openat", [-100i64 as u64, 0, 0, 0, 0, 0], None), [(WORKING_DIRECTORY, own, false)]);
        assert_eq!(said("read", [99_999, 0, 0, 0, 0, 0], None), []);
    }

    #[test]
    fn sockets_are_told_as_they_are() {
        let told = |fd: i32, check: &dyn Fn(Socket<'_>)| {
            let row = syscalls::by_name("read").unwrap();
            let (wheres, _) = wheres(row, None, Wanted { names: Names::Details, ids: false }).unwrap();
            let waiting = Waiting { abi: Abi::X86_64, nr: row.nr, args: [fd as u64, 0, 0, 0, 0, 0], ip: 0 };
            let mut chunks = AlignedBytes::default();
            names(std::process::id(), &waiting, &wheres, true, &mut chunks);
            let chunk = wire::chunks(chunks.bytes()).next().unwrap();
            let Detail::Socket(socket) = wire::names::told_whole(chunk.bytes).unwrap().file().detail else {
                panic!("no socket")
            };
            check(socket);
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let end = listener.local_addr().unwrap();
        let nowhere = "0.0.0.0:0".parse().unwrap();
        told(listener.as_raw_fd(), &|socket| {
            assert_eq!((socket.protocol, socket.state), (&b"TCP"[..], 10));
            assert_eq!(socket.ends, Ends::Inet { local: end, remote: nowhere });
        });
        let client = TcpStream::connect(end).unwrap();
        let own = client.local_addr().unwrap();
        told(client.as_raw_fd(), &|socket| assert_eq!(socket.ends, Ends::Inet { local: own, remote: end }));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let bound = UnixListener::bind(&path).unwrap();
        told(bound.as_raw_fd(), &|socket| {
            assert_eq!(socket.protocol, b"UNIX-STREAM");
            assert_eq!(socket.ends, Ends::Unix { peer: None, path: path.as_os_str().as_bytes() });
        });
    }
}
