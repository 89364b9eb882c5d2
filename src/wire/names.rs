//! What do records say of descriptors, and of ids?

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;

use super::read;
use super::until_nul;
use crate::call::Phase;
use crate::descriptor::Detail;
use crate::descriptor::Ends;
use crate::descriptor::File;
use crate::descriptor::Socket;
use crate::identity::Comm;
use crate::identity::Identity;
use crate::skeleton::types::bt_detail;
use crate::skeleton::types::bt_file;
use crate::skeleton::types::bt_file_flag;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_name_form;
use crate::skeleton::types::bt_named;
use crate::skeleton::types::bt_named_flag;
use crate::skeleton::types::bt_number;
use crate::skeleton::types::bt_socket;

/// Bit of the flags of an eventfd (include/uapi/linux/eventfd.h).
const EFD_SEMAPHORE: u32 = 1;

/// Names of one slot that are kept.
const GENERATIONS: usize = 4;
const SLOTS: usize = bt_limit::BT_NAME_SLOTS.0 as usize;

/// Something of each name that a record can refer to.
///
/// The kernel side keeps the last id that it has told of each slot. So what a record calls by one is the last of its slot,
/// or one of those before it: another processor can have told a newer one while the record was made.
#[derive(Debug)]
pub struct Latest<T> {
    /// Those of each slot, the oldest first; no slots before there is a name.
    slots: Vec<Vec<(u64, T)>>,
}

impl<T> Default for Latest<T> {
    fn default() -> Latest<T> {
        Latest { slots: Vec::new() }
    }
}

impl<T: Default> Latest<T> {
    /// The place of a name that is told. What is there can be left of another one.
    pub fn place(&mut self, id: u64) -> Option<&mut T> {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, Vec::new);
        }
        let slot = self.slots.get_mut(slot(id))?;
        let old = slot.iter().position(|(known, _)| *known == id).or((slot.len() >= GENERATIONS).then_some(0));
        let place = old.map_or_else(T::default, |old| slot.remove(old).1);
        slot.push((id, place));
        slot.last_mut().map(|(_, place)| place)
    }

    /// That of the name of that id.
    pub fn of(&self, id: u64) -> Option<&T> {
        self.slots.get(slot(id))?.iter().rev().find(|(known, _)| *known == id).map(|(_, place)| place)
    }

    /// All of them, those of one slot in the order in which they were told.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.slots.iter().flatten().map(|(_, place)| place)
    }
}

fn slot(id: u64) -> usize {
    (id % SLOTS as u64) as usize
}

/// What is said of one descriptor: its head, and the bytes of what else is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its head.
    pub head: &'a bt_named,
    detail: &'a [u8],
}

/// What is said of descriptors in a chunk's bytes, one after the other. Ends at the first that is not whole.
pub fn named(mut bytes: &[u8]) -> impl Iterator<Item = Named<'_>> {
    std::iter::from_fn(move || {
        let head: &bt_named = read(bytes).ok()?;
        let begin = size_of::<bt_named>();
        let end = begin + usize::from(head.len);
        let detail = bytes.get(begin..end)?;
        bytes = bytes.get(end.next_multiple_of(8)..).unwrap_or_default();
        Some(Named { head, detail })
    })
}

/// What is said of one descriptor all at once.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Its head and what else is known of it.
    pub named: Named<'a>,
    told: &'a bt_file,
    path: &'a [u8],
    protocol: &'a [u8],
}

/// What a chunk's bytes say of a single descriptor: head, file and its name; behind them, at a multiple of 8, what else
/// is known, and of a socket the name of its protocol.
pub fn told_whole(bytes: &[u8]) -> Option<Whole<'_>> {
    let head: &bt_named = read(bytes).ok()?;
    let begin = size_of::<bt_named>();
    let told: &bt_file = read(bytes.get(begin..)?).ok()?;
    let begin = begin + size_of::<bt_file>();
    let end = begin + usize::from(told.len);
    let path = bytes.get(begin..end)?;
    let rest = bytes.get(end.next_multiple_of(8)..).unwrap_or_default();
    let (detail, protocol) = rest.split_at_checked(head.len.into()).unwrap_or_default();
    Some(Whole { named: Named { head, detail }, told, path, protocol })
}

impl<'a> Whole<'a> {
    /// The file.
    pub fn file(&self) -> File<'a> {
        File { detail: self.named.detail(self.protocol), ..file(self.told, self.path) }
    }
}

/// When it was so.
pub fn phase(named: &bt_named) -> Phase {
    match u32::from(named.flags) & bt_named_flag::BT_AS_ENTERED.0 {
        0 => Phase::Exit,
        _ => Phase::Enter,
    }
}

/// A file of that name, of which no more is known.
pub fn file<'a>(told: &bt_file, path: &'a [u8]) -> File<'a> {
    let has = |flag: bt_file_flag| u32::from(told.flags) & flag.0 != 0;
    // A file that was never in a directory is not there, either.
    let nowhere = bt_name_form(told.form.into()) == bt_name_form::BT_NAME_PLAIN;
    File {
        path,
        deleted: has(bt_file_flag::BT_FILE_DELETED) || nowhere,
        cut: has(bt_file_flag::BT_FILE_CUT),
        mode: (told.mode & libc::S_IFMT) as u16,
        device: device(told.device),
        inode: told.inode,
        special: device(told.special),
        detail: Detail::None,
    }
}

/// Major and minor number, as the kernel keeps them.
fn device(number: u32) -> (u32, u32) {
    (number >> 20, number & 0xf_ffff)
}

/// Writes a file's name as the link in /proc says it; `bytes` are those that came with it.
pub fn write_path(told: &bt_file, bytes: &[u8], path: &mut Vec<u8>) {
    let mut around = |before: &[u8], name: &[u8], after: &[u8]| {
        [before, name, after].into_iter().for_each(|part| path.extend_from_slice(part));
    };
    let inode = || format!("{}]", told.inode);
    match bt_name_form(told.form.into()) {
        bt_name_form::BT_NAME_UPWARDS if bytes.is_empty() => around(b"/", b"", b""),
        bt_name_form::BT_NAME_UPWARDS => {
            let components = bytes.strip_suffix(b"/").unwrap_or(bytes).rsplit(|byte| *byte == b'/');
            components.for_each(|component| around(b"/", component, b""));
        }
        bt_name_form::BT_NAME_PLAIN => around(b"/", bytes, b""),
        bt_name_form::BT_NAME_SOCKET => around(b"socket:[", inode().as_bytes(), b""),
        bt_name_form::BT_NAME_PIPE => around(b"pipe:[", inode().as_bytes(), b""),
        bt_name_form::BT_NAME_ANON => around(b"anon_inode:", bytes, b""),
        bt_name_form::BT_NAME_SPACE => around(bytes, b":[", inode().as_bytes()),
        bt_name_form::BT_NAME_DMABUF => around(b"/dmabuf:", bytes, b""),
        bt_name_form::BT_NAME_PIDFD => around(b"anon_inode:[pidfd]", b"", b""),
        // As the link says, and whatever a recording may say besides.
        _ => around(bytes, b"", b""),
    }
}

impl<'a> Named<'a> {
    /// Who has the id that this is about, if it is not about a descriptor.
    pub fn identity(&self) -> Option<Identity> {
        if bt_detail(self.head.detail.into()) != bt_detail::BT_TASK {
            return None;
        }
        let own = u32::try_from(self.head.id).ok().filter(|own| *own != 0)?;
        let comm = self.detail.first_chunk().copied().unwrap_or(Comm::default());
        Some(Identity { number: self.head.number.unsigned_abs(), phase: phase(self.head), own, comm })
    }

    /// What else is known of the file; `name`: the bytes of its own, which of a socket are those of the protocol.
    pub fn detail(&self, name: &'a [u8]) -> Detail<'a> {
        let number = || read::<bt_number>(self.detail).ok();
        let detail = match bt_detail(self.head.detail.into()) {
            bt_detail::BT_SOCKET => read(self.detail).ok().map(|socket| Detail::Socket(self.socket(socket, name))),
            bt_detail::BT_PIDFD => {
                number().map(|pidfd| Detail::Pidfd(u32::try_from(pidfd.number).ok().filter(|pid| *pid != 0)))
            }
            bt_detail::BT_EVENTFD => number().map(|eventfd| Detail::Eventfd {
                count: eventfd.number,
                id: eventfd.id as i32,
                semaphore: eventfd.flags & EFD_SEMAPHORE != 0,
            }),
            bt_detail::BT_SIGNALFD => number().map(|signals| Detail::Signalfd(signals.number)),
            bt_detail::BT_MASTER => number().map(|master| Detail::Master(master.number as u32)),
            _ => None,
        };
        detail.unwrap_or(Detail::None)
    }

    fn socket(&self, socket: &bt_socket, protocol: &'a [u8]) -> Socket<'a> {
        let &bt_socket { family, type_, protocol: number, state, .. } = socket;
        let ends = match i32::from(family) {
            libc::AF_INET | libc::AF_INET6 => Ends::Inet {
                local: SocketAddr::new(address(family, &socket.address), socket.port),
                remote: SocketAddr::new(address(family, &socket.peer_address), socket.peer_port),
            },
            libc::AF_UNIX => Ends::Unix {
                peer: (socket.peer != 0).then_some(socket.peer),
                path: unix_path(self.detail.get(size_of::<bt_socket>()..).unwrap_or_default()),
            },
            libc::AF_NETLINK => Ends::Netlink { port: socket.netlink_port, bound: socket.bound != 0 },
            _ => Ends::None,
        };
        Socket { protocol, family, kind: type_, number, state, ends }
    }
}

/// A path ends at its NUL, an abstract name begins with one.
fn unix_path(bytes: &[u8]) -> &[u8] {
    match bytes {
        [0, ..] => bytes,
        _ => until_nul(bytes),
    }
}

fn address(family: u16, bytes: &[u8; 16]) -> IpAddr {
    match (i32::from(family), bytes) {
        (libc::AF_INET, &[a, b, c, d, ..]) => IpAddr::V4(Ipv4Addr::new(a, b, c, d)),
        _ => IpAddr::V6(Ipv6Addr::from(*bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::AlignedBytes;
    use crate::wire::Unpadded;

    fn path(form: bt_name_form, bytes: &[u8]) -> String {
        let told = bt_file { inode: 12, form: form.0 as u8, ..bt_file::default() };
        let mut path = Vec::new();
        write_path(&told, bytes, &mut path);
        String::from_utf8(path).unwrap()
    }

    #[test]
    fn names_are_those_of_the_links_in_proc() {
        assert_eq!(path(bt_name_form::BT_NAME_UPWARDS, b""), "/");
        assert_eq!(path(bt_name_form::BT_NAME_UPWARDS, b"passwd/etc/"), "/etc/passwd");
        assert_eq!(path(bt_name_form::BT_NAME_LINK, b"/etc/passwd"), "/etc/passwd");
        assert_eq!(path(bt_name_form::BT_NAME_PLAIN, b"memfd:a"), "/memfd:a");
        assert_eq!(path(bt_name_form::BT_NAME_SOCKET, b"TCP"), "socket:[12]");
        assert_eq!(path(bt_name_form::BT_NAME_PIPE, b""), "pipe:[12]");
        assert_eq!(path(bt_name_form::BT_NAME_ANON, b"[eventpoll]"), "anon_inode:[eventpoll]");
        assert_eq!(path(bt_name_form::BT_NAME_SPACE, b"net"), "net:[12]");
        assert_eq!(path(bt_name_form::BT_NAME_DMABUF, b"x"), "/dmabuf:x");
        assert_eq!(path(bt_name_form::BT_NAME_PIDFD, b""), "anon_inode:[pidfd]");
        let told = bt_file { mode: 0o100_644, device: 8 << 20 | 3, ..bt_file::default() };
        let file = file(&told, b"/x");
        assert_eq!((file.mode, file.device, file.deleted), (0o100_000, (8, 3), false));
    }

    /// A descriptor with that detail.
    fn detail(kind: bt_detail, bytes: &[&[u8]], check: impl Fn(Detail<'_>)) {
        let len = bytes.iter().map(|bytes| bytes.len()).sum::<usize>() as u16;
        let mut told = AlignedBytes::default();
        told.append(bt_named { number: 3, detail: kind.0 as u8, len, ..bt_named::default() }.bytes());
        bytes.iter().for_each(|bytes| told.append(bytes));
        let all: Vec<_> = named(told.bytes()).collect();
        assert_eq!(all.len(), 1);
        check(all[0].detail(b"NAME"));
    }

    #[test]
    fn what_else_is_known_comes_back() {
        let number = bt_number { number: 7, id: 2, flags: EFD_SEMAPHORE };
        detail(bt_detail::BT_EVENTFD, &[number.bytes()], |detail| {
            assert_eq!(detail, Detail::Eventfd { count: 7, id: 2, semaphore: true });
        });
        detail(bt_detail::BT_PIDFD, &[number.bytes()], |detail| assert_eq!(detail, Detail::Pidfd(Some(7))));
        detail(bt_detail::BT_PIDFD, &[bt_number::default().bytes()], |detail| assert_eq!(detail, Detail::Pidfd(None)));
        detail(bt_detail::BT_SIGNALFD, &[number.bytes()], |detail| assert_eq!(detail, Detail::Signalfd(7)));
        detail(bt_detail::BT_MASTER, &[number.bytes()], |detail| assert_eq!(detail, Detail::Master(7)));
        // Too little of it.
        detail(bt_detail::BT_MASTER, &[&[0; 8]], |detail| assert_eq!(detail, Detail::None));
        let ends = |family: i32, name: &[u8], expected: Ends<'_>| {
            let mut socket = bt_socket { family: family as u16, port: 80, peer_port: 99, ..bt_socket::default() };
            (socket.peer, socket.netlink_port, socket.bound) = (5, 6, 1);
            socket.address[..4].copy_from_slice(&[127, 0, 0, 1]);
            detail(bt_detail::BT_SOCKET, &[socket.bytes(), name], |detail| {
                let Detail::Socket(socket) = detail else { panic!("{detail:?}") };
                assert_eq!((socket.protocol, socket.ends), (&b"NAME"[..], expected));
            });
        };
        let remote = "0.0.0.0:99".parse().unwrap();
        ends(libc::AF_INET, b"", Ends::Inet { local: "127.0.0.1:80".parse().unwrap(), remote });
        let (local, remote) = ("[7f00:1::]:80".parse().unwrap(), "[::]:99".parse().unwrap());
        ends(libc::AF_INET6, b"", Ends::Inet { local, remote });
        ends(libc::AF_UNIX, b"/x\0", Ends::Unix { peer: Some(5), path: b"/x" });
        ends(libc::AF_UNIX, b"\0x", Ends::Unix { peer: Some(5), path: b"\0x" });
        ends(libc::AF_NETLINK, b"", Ends::Netlink { port: 6, bound: true });
        ends(libc::AF_PACKET, b"", Ends::None);
    }

    #[test]
    fn who_has_an_id_comes_back() {
        let mut head =
            bt_named { number: 7, id: 1234, detail: bt_detail::BT_TASK.0 as u8, len: 16, ..bt_named::default() };
        let said = |head: bt_named, comm: &[u8]| {
            let mut told = AlignedBytes::default();
            told.append(head.bytes());
            told.append(comm);
            let said = named(told.bytes()).next().and_then(|named| named.identity());
            said
        };
        let comm = *b"kid name\0\0\0\0\0\0\0\0";
        let expected = Identity { number: 7, phase: Phase::Exit, own: 1234, comm };
        assert_eq!(said(head, &comm), Some(expected));
        head.flags = bt_named_flag::BT_AS_ENTERED.0 as u8;
        assert_eq!(said(head, &comm), Some(Identity { phase: Phase::Enter, ..expected }));
        // Nobody in beetrace's namespace, or no id at all; less of a name than there should be.
        assert_eq!(said(bt_named { id: 0, ..head }, &comm), None);
        assert_eq!(said(bt_named { id: u64::MAX, ..head }, &comm), None);
        assert_eq!(said(bt_named { detail: bt_detail::BT_PLAIN.0 as u8, ..head }, &comm), None);
        assert_eq!(said(bt_named { len: 8, ..head }, &comm[..8]).map(|said| said.comm), Some(Comm::default()));
    }

    #[test]
    fn the_last_names_of_each_slot_are_known() {
        let mut latest = Latest::<u64>::default();
        let id = |nth: u64| nth * SLOTS as u64 + 3;
        for nth in 0..10 {
            *latest.place(id(nth)).unwrap() = nth;
        }
        let known: Vec<u64> = (0..10).filter_map(|nth| latest.of(id(nth)).copied()).collect();
        assert_eq!(known, [6, 7, 8, 9]);
        // One that is told again is the newest.
        *latest.place(id(6)).unwrap() = 60;
        *latest.place(id(11)).unwrap() = 11;
        assert_eq!((latest.of(id(6)), latest.of(id(7))), (Some(&60), None));
        assert_eq!(latest.all().copied().collect::<Vec<_>>(), [8, 9, 60, 11]);
    }
}
