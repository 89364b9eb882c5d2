//! What is a socket of another process, right now?
//!
//! The kernel hands out a copy of the descriptor (pidfd_getfd(2), Linux 5.6), which answers what its owner could ask
//! itself. The copy is closed at once; that a socket has one changes nothing for its owner.

use std::fs::read_to_string;
use std::net::SocketAddr;
use std::os::fd::AsRawFd;
use std::os::fd::FromRawFd;
use std::os::fd::OwnedFd;

use nix::errno::Errno;
use nix::sys::socket::getpeername;
use nix::sys::socket::getsockname;
use nix::sys::socket::SockaddrStorage;
use nix::sys::stat::fstat;

use crate::skeleton::types::bt_socket;

/// The attribute of a socket's descriptor that has the name of its protocol (net/socket.c), and how long one can be.
const PROTOCOL: &std::ffi::CStr = c"system.sockprotoname";
const LONGEST: usize = 64;
/// States of all protocols (include/net/tcp_states.h).
const ESTABLISHED: u8 = 1;
const CLOSE: u8 = 7;
const LISTEN: u8 = 10;

/// The socket of that inode behind a descriptor of a task, as the kernel side (bpf/details.h) would describe it, the
/// name that it is bound to behind it (AF_UNIX), and the name of its protocol. `None` where not all of it can be told.
pub fn socket(tid: u32, number: i32, inode: u64) -> Option<(bt_socket, Vec<u8>, Vec<u8>)> {
    let socket = copy(tid, number)?;
    // The descriptor may be another one's by now, or threads do not share theirs.
    if fstat(&socket).ok()?.st_ino != inode {
        return None;
    }
    let option = |name| option(&socket, name);
    let mut told = bt_socket {
        family: option(libc::SO_DOMAIN)? as u16,
        type_: option(libc::SO_TYPE)? as u16,
        protocol: option(libc::SO_PROTOCOL)? as u16,
        ..bt_socket::default()
    };
    let fd = socket.as_raw_fd();
    let local: SockaddrStorage = getsockname(fd).ok()?;
    let remote = match getpeername::<SockaddrStorage>(fd) {
        Ok(remote) => Some(remote),
        Err(Errno::ENOTCONN | Errno::EOPNOTSUPP | Errno::EINVAL) => None,
        Err(_) => return None,
    };
    told.state = match &remote {
        _ if option(libc::SO_ACCEPTCONN) == Some(1) => LISTEN,
        Some(_) => ESTABLISHED,
        None => CLOSE,
    };
    let mut path = Vec::new();
    match i32::from(told.family) {
        libc::AF_INET | libc::AF_INET6 => {
            (told.port, told.address) = end(&local)?;
            if let Some(remote) = &remote {
                (told.peer_port, told.peer_address) = end(remote)?;
            }
        }
        libc::AF_UNIX => {
            // Which socket the other side is nobody says who is asked by a descriptor.
            if remote.is_some() {
                return None;
            }
            let name = local.as_unix_addr()?;
            let bound = name.path().map(|path| path.as_os_str().as_encoded_bytes().to_vec());
            path = bound.or_else(|| name.as_abstract().map(|name| [b"\0", name].concat())).unwrap_or_default();
        }
        libc::AF_NETLINK => {
            told.netlink_port = local.as_netlink_addr()?.pid();
            told.bound = (told.netlink_port != 0).into();
        }
        _ => {}
    }
    Some((told, path, protocol(&socket)?))
}

/// A descriptor of ours for what the task's refers to.
fn copy(tid: u32, number: i32) -> Option<OwnedFd> {
    let status = read_to_string(format!("/proc/{tid}/status")).ok()?;
    let process: i32 = status.lines().find_map(|line| line.strip_prefix("Tgid:"))?.trim().parse().ok()?;
    let own = |result: i64| {
        let fd = Errno::result(result).ok()?;
        // SAFETY: a new descriptor that nobody else has.
        Some(unsafe { OwnedFd::from_raw_fd(fd as i32) })
    };
    // SAFETY: takes numbers only.
    let process = own(unsafe { libc::syscall(libc::SYS_pidfd_open, process, 0) })?;
    // SAFETY: takes numbers only.
    own(unsafe { libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), number, 0) })
}

/// A number that the socket has at SOL_SOCKET.
fn option(socket: &OwnedFd, name: i32) -> Option<i32> {
    let mut value = 0i32;
    let mut len = size_of::<i32>() as libc::socklen_t;
    // SAFETY: the kernel writes into the number at the most as many bytes as it has.
    let result =
        unsafe { libc::getsockopt(socket.as_raw_fd(), libc::SOL_SOCKET, name, (&raw mut value).cast(), &raw mut len) };
    (result == 0).then_some(value)
}

/// Port and address of an end of AF_INET and AF_INET6.
fn end(name: &SockaddrStorage) -> Option<(u16, [u8; 16])> {
    let mut address = [0; 16];
    let end = match (name.as_sockaddr_in(), name.as_sockaddr_in6()) {
        (Some(name), _) => SocketAddr::from((name.ip(), name.port())),
        (_, Some(name)) => SocketAddr::from((name.ip(), name.port())),
        _ => return None,
    };
    match end {
        SocketAddr::V4(end) => address[..4].copy_from_slice(&end.ip().octets()),
        SocketAddr::V6(end) => address = end.ip().octets(),
    }
    Some((end.port(), address))
}

/// What its protocol is called: `TCP`, `UNIX-STREAM`.
fn protocol(socket: &OwnedFd) -> Option<Vec<u8>> {
    let mut name = vec![0; LONGEST];
    // SAFETY: the kernel writes into the bytes at the most as many as there are.
    let len = unsafe { libc::fgetxattr(socket.as_raw_fd(), PROTOCOL.as_ptr(), name.as_mut_ptr().cast(), name.len()) };
    name.truncate(usize::try_from(len).ok()?);
    name.retain(|byte| *byte != 0);
    Some(name)
}
