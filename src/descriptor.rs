//! What did a descriptor of the task refer to when the call was made?
//!
//! What the kernel side reads of it (bpf/names.h): the name as `/proc/PID/fd` shows it, and what else there
//! is to be said of sockets, devices and files of the kernel's own.

use std::net::SocketAddr;

use crate::phase::Phase;

/// [`Descriptor::number`] of the working directory: `AT_FDCWD`.
pub const WORKING_DIRECTORY: i32 = libc::AT_FDCWD;

/// How much is told of descriptors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// Nothing.
    #[default]
    No,
    /// What they are called,
    Paths,
    /// and what else there is to be said of them: [`Detail`].
    Details,
}

/// A descriptor of the task and what it referred to when the call was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Descriptor<'a> {
    /// Its number, or [`WORKING_DIRECTORY`].
    pub number: i32,
    /// Whether that was so when the call began, or when it returned.
    pub phase: Phase,
    /// What it referred to.
    pub file: File<'a>,
}

/// An open file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// Its name as the link in `/proc/PID/fd` shows it, without what that says of deleted ones: `/etc/passwd`,
    /// `socket:[12]`, `pipe:[3]`, `anon_inode:[eventpoll]`, `/memfd:name`.
    pub path: &'a [u8],
    /// It has no name any more.
    pub deleted: bool,
    /// Its path is longer than beetrace reads: what is there is its end.
    pub cut: bool,
    /// Its type, as in `st_mode`: the bits of `S_IFMT`.
    pub mode: u16,
    /// The device that it is on, as in `st_dev`: major and minor number,
    pub device: (u32, u32),
    /// and its number there, as in `st_ino`.
    pub inode: u64,
    /// The device that it is, if it is one, as in `st_rdev`.
    pub special: (u32, u32),
    /// What else is known of it.
    pub detail: Detail<'a>,
}

/// What is known of a file that is no file of a disk. Only there when options ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail<'a> {
    /// Nothing.
    None,
    /// A socket.
    Socket(Socket<'a>),
    /// A process, by its id in beetrace's PID namespace; `None`: it is no more, or not there.
    Pidfd(Option<u32>),
    /// A counter.
    Eventfd {
        /// Its value,
        count: u64,
        /// its number among all of the machine,
        id: i32,
        /// and whether a read takes 1 of it (EFD_SEMAPHORE).
        semaphore: bool,
    },
    /// Signals: a bit for each, of signal 1 the lowest.
    Signalfd(u64),
    /// A pseudoterminal's master: the number of the terminal in `/dev/pts`.
    Master(u32),
}

/// A socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Socket<'a> {
    /// The name that its protocol has in the kernel: `TCP`, `UDPv6`, `UNIX-STREAM`, `NETLINK`, `PACKET`.
    pub protocol: &'a [u8],
    /// AF_INET and so on.
    pub family: u16,
    /// SOCK_STREAM and so on.
    pub kind: u16,
    /// As in socket(2): of AF_NETLINK, NETLINK_ROUTE and so on.
    pub number: u16,
    /// TCP_ESTABLISHED (1) and so on, of all protocols: TCP_CLOSE (7) is one that is not connected.
    pub state: u8,
    /// Where it and the other side are.
    pub ends: Ends<'a>,
}

/// The two sides of a socket, as far as they have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends<'a> {
    /// Not known.
    None,
    /// Of AF_INET and AF_INET6: port 0 and no address where there is none.
    Inet {
        /// This side,
        local: SocketAddr,
        /// and the other one.
        remote: SocketAddr,
    },
    /// Of AF_UNIX.
    Unix {
        /// The inode of the other side, if it is connected to one that has one,
        peer: Option<u64>,
        /// and the name that it is bound to, as in `sun_path`: of an abstract one the first byte is NUL; empty: none.
        path: &'a [u8],
    },
    /// Of AF_NETLINK.
    Netlink {
        /// Its port, 0 when it is not bound,
        port: u32,
        /// and whether it is.
        bound: bool,
    },
}
