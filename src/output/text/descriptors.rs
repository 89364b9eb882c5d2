//! What stands behind the number of a descriptor?

use std::net::SocketAddr;

use super::Text;
use crate::call::Call;
use crate::descriptor::Detail;
use crate::descriptor::Ends;
use crate::descriptor::File;
use crate::descriptor::Socket;
use crate::descriptor::WORKING_DIRECTORY;
use crate::output::descriptors::asked_for;
use crate::output::descriptors::device;
use crate::output::digits;
use crate::output::quote;
use crate::output::signals::signal_set;
use crate::output::words;
use crate::output::Emit;
use crate::wire;
use crate::xlat::NETLINK_PROTOCOLS;

impl Text {
    /// Writes down what is to be said of a call's descriptors.
    pub(super) fn learn_descriptors(&mut self, call: &Call<'_>) {
        if call.descriptors.is_empty() && self.descriptors.is_empty() {
            return;
        }
        let mut descriptors = std::mem::take(&mut self.descriptors);
        self.colours(false);
        descriptors.learn(call, |out, number, file| {
            std::mem::swap(&mut self.buf, out);
            self.file(number, file);
            std::mem::swap(&mut self.buf, out);
        });
        self.colours(true);
        self.descriptors = descriptors;
    }

    /// `</etc/passwd>`, `</tmp/x>(deleted)`, `</dev/null<char 1:3>>`, `<TCP:[127.0.0.1:80]>`; nothing, if only
    /// something else was asked for.
    fn file(&mut self, number: i32, file: &File<'_>) {
        let asked = self.looks.decode_fds;
        if number == WORKING_DIRECTORY {
            if asked.path {
                self.path(file, if file.deleted { b" (deleted)" } else { b"" });
            }
            return;
        }
        let detail = asked_for(file, asked);
        match detail {
            Detail::Socket(socket) => return self.socket(file.inode, &socket),
            Detail::Pidfd(Some(pid)) => {
                self.put("<pid:");
                digits::uint(&mut self.buf, pid.into());
                let known = self.identities.of_own(pid).filter(|_| self.looks.decode_pids.comm).copied();
                if let Some(known) = known {
                    self.comm(wire::until_nul(&known.comm));
                }
                return self.put(">");
            }
            Detail::Eventfd { count, id, semaphore } => {
                self.put("<{eventfd-count=");
                digits::hex(&mut self.buf, count);
                self.put(", eventfd-id=");
                digits::int(&mut self.buf, id.into());
                self.put(", eventfd-semaphore=");
                digits::uint(&mut self.buf, semaphore.into());
                return self.put("}>");
            }
            Detail::Signalfd(mask) => {
                self.put("<signalfd:");
                signal_set(mask, u64::BITS, self);
                return self.put(">");
            }
            Detail::None | Detail::Pidfd(None) | Detail::Master(_) => {}
        }
        let device = device(file, asked).filter(|_| !file.deleted);
        if !asked.path && device.is_none() {
            return;
        }
        self.path(file, b"");
        if let Some(kind) = device {
            self.buf.pop();
            self.put("<");
            self.put(kind);
            self.put(" ");
            let (major, minor) = file.special;
            digits::uint(&mut self.buf, major.into());
            self.put(":");
            digits::uint(&mut self.buf, minor.into());
            if let Detail::Master(terminal) = detail {
                self.put(" @/dev/pts/");
                digits::uint(&mut self.buf, terminal.into());
            }
            self.put(">>");
        }
        if file.deleted {
            self.put("(deleted)");
        }
    }

    /// `</etc/passwd>`, with a word more behind the path.
    fn path(&mut self, file: &File<'_>, more: &[u8]) {
        self.put(if file.cut { "<..." } else { "<" });
        quote::path(&mut self.buf, file.path, more, self.looks.hex);
        self.put(">");
    }

    /// `<TCP:[127.0.0.1:80->127.0.0.1:5124]>`
    fn socket(&mut self, inode: u64, socket: &Socket<'_>) {
        self.put("<");
        self.put(protocol(socket));
        self.put(":[");
        match socket.ends {
            // What it is bound to is its protocol, not a port.
            Ends::Inet { local, remote } if local.port() != 0 && socket.kind != libc::SOCK_RAW as u16 => {
                self.end(local);
                if remote.port() != 0 {
                    self.put("->");
                    self.end(remote);
                }
            }
            Ends::Unix { peer, path } => {
                digits::uint(&mut self.buf, inode);
                if let Some(peer) = peer {
                    self.put("->");
                    digits::uint(&mut self.buf, peer);
                }
                if let Some(first) = path.first() {
                    self.put(",");
                    match first {
                        // Up to the next NUL, as strace shows it.
                        0 => {
                            let end = path.iter().skip(1).position(|byte| *byte == 0);
                            self.abstract_name(end.map_or(path, |end| &path[..=end]));
                        }
                        _ => self.text(path, false),
                    }
                }
            }
            Ends::Netlink { port, bound: true } => {
                let number = u64::from(socket.number);
                match NETLINK_PROTOCOLS.name(number) {
                    Some(name) => self.put(name.strip_prefix("NETLINK_").unwrap_or(name)),
                    None => digits::uint(&mut self.buf, number),
                }
                self.put(":");
                digits::uint(&mut self.buf, port.into());
            }
            Ends::None | Ends::Inet { .. } | Ends::Netlink { bound: false, .. } => digits::uint(&mut self.buf, inode),
        }
        self.put("]>");
    }

    /// `127.0.0.1:80`, `[::1]:80`
    fn end(&mut self, end: SocketAddr) {
        let ip = end.ip();
        self.put(if ip.is_ipv6() { "[" } else { "" });
        words::ip(&mut self.buf, ip);
        self.put(if ip.is_ipv6() { "]:" } else { ":" });
        digits::uint(&mut self.buf, end.port().into());
    }
}

/// strace's word for the socket's protocol; for one that it does not know, the kernel's word for any socket.
fn protocol(socket: &Socket<'_>) -> &'static str {
    let is_bound = matches!(socket.ends, Ends::Inet { local, .. } if local.port() != 0);
    match socket.protocol {
        b"TCP" => "TCP",
        b"TCPv6" => "TCPv6",
        b"UDP" => "UDP",
        b"UDPv6" => "UDPv6",
        b"RAW" => "RAW",
        b"RAWv6" => "RAWv6",
        b"UNIX" => "UNIX",
        b"UNIX-STREAM" => "UNIX-STREAM",
        b"NETLINK" => "NETLINK",
        // Those that have a port are found among the sockets of others.
        b"MPTCP" if is_bound => "TCP",
        b"MPTCPv6" if is_bound => "TCPv6",
        b"UDP-Lite" if is_bound => "UDPLITE",
        b"UDPLITEv6" if is_bound => "UDPLITEv6",
        _ => "socket",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Outcome;
    use crate::call::Phase;
    use crate::descriptor::Descriptor;
    use crate::options::decode_fds::DecodeFds;
    use crate::options::looks::Constants;
    use crate::options::looks::Hex;
    use crate::options::looks::Looks;
    use crate::output::Line;
    use crate::output::Part;
    use crate::output::View;
    use crate::syscalls;
    use crate::syscalls::abi::Abi;

    const PATH: DecodeFds =
        DecodeFds { path: true, socket: false, dev: false, pidfd: false, eventfd: false, signalfd: false };
    const ALL: DecodeFds =
        DecodeFds { path: true, socket: true, dev: true, pidfd: true, eventfd: true, signalfd: true };

    fn file(path: &[u8]) -> File<'_> {
        let (device, special) = ((0, 0), (0, 0));
        File { path, deleted: false, cut: false, mode: 0, device, inode: 7, special, detail: Detail::None }
    }

    fn device(path: &[u8], kind: u32, special: (u32, u32)) -> File<'_> {
        File { mode: kind as u16, special, ..file(path) }
    }

    fn socket<'a>(protocol: &'a [u8], ends: Ends<'a>) -> File<'a> {
        let socket = Socket { protocol, family: 2, kind: 1, number: 0, state: 1, ends };
        File { detail: Detail::Socket(socket), ..file(b"socket:[7]") }
    }

    /// What follows the number.
    fn said(number: i32, file: File<'_>, looks: &Looks) -> String {
        let mut text = Text::new(false).looking(looks);
        let descriptors = [Descriptor { number, phase: Phase::Exit, file }];
        let call = Call {
            abi: Abi::X86_64,
            syscall: syscalls::lookup(Abi::X86_64, 0),
            nr: 0,
            params: &[],
            ret: crate::syscalls::row::Ret::Int,
            args: [0; 6],
            outcome: Outcome::Returned(0),
            chunks: &[],
            descriptors: &descriptors,
            resumes: None,
            depth: crate::syscalls::depth::Depth::Brief,
            string: 32,
        };
        text.begin_call(&Line::default(), &call, Part::Whole);
        let from = text.buf.len();
        text.fd(number);
        let written = String::from_utf8(text.buf[from..].to_vec()).unwrap();
        written.strip_prefix(&number.to_string()).unwrap().to_owned()
    }

    fn with(decode_fds: DecodeFds, file: File<'_>) -> String {
        said(3, file, &Looks { decode_fds, ..Looks::default() })
    }

    // Expected texts are what strace 7.2 prints.
    #[test]
    fn a_path_can_be_read_back() {
        assert_eq!(with(PATH, file(b"/etc/passwd")), "</etc/passwd>");
        assert_eq!(with(PATH, file(b"/a>b<1\"\\\n\x01")), r#"</a\76b\0741\"\\\n\1>"#);
        assert_eq!(with(PATH, file(b"\x01<")), r"<\1\74>");
        assert_eq!(with(PATH, File { deleted: true, ..file(b"/memfd:x") }), "</memfd:x>(deleted)");
        assert_eq!(with(PATH, File { cut: true, ..file(b"end") }), "<...end>");
        assert_eq!(with(DecodeFds { path: false, ..ALL }, file(b"/etc/passwd")), "");
    }

    #[test]
    fn as_much_of_a_path_is_hexadecimal_as_of_a_string() {
        let hex = |hex, file| said(3, file, &Looks { decode_fds: PATH, hex, ..Looks::default() });
        assert_eq!(hex(Hex::Strings, file(b"a\"<")), r#"<a\"\74>"#);
        assert_eq!(hex(Hex::Strings, file(b"a\xff<")), r"<\x61\xff\x3c>");
        assert_eq!(hex(Hex::Escapes, file(b"a\xff<")), r"<a\xff\x3c>");
        assert_eq!(hex(Hex::All, File { deleted: true, ..file(b"ab") }), r"<\x61\x62>(deleted)");
    }

    #[test]
    fn of_the_working_directory_there_is_a_path_only() {
        let cwd = |decode_fds, hex, file| said(WORKING_DIRECTORY, file, &Looks { decode_fds, hex, ..Looks::default() });
        assert_eq!(cwd(ALL, Hex::Nothing, file(b"/tmp")), "</tmp>");
        assert_eq!(cwd(ALL, Hex::Nothing, File { deleted: true, ..file(b"/x") }), "</x (deleted)>");
        assert_eq!(cwd(PATH, Hex::All, File { deleted: true, ..file(b"") }).len(), 2 + 4 * " (deleted)".len());
        assert_eq!(cwd(DecodeFds { path: false, ..ALL }, Hex::Nothing, file(b"/tmp")), "");
    }

    #[test]
    fn devices_have_numbers_unless_they_are_deleted() {
        let null = device(b"/dev/null", libc::S_IFCHR, (1, 3));
        let ptmx = File { detail: Detail::Master(5), ..device(b"/dev/ptmx", libc::S_IFCHR, (5, 2)) };
        assert_eq!(with(PATH, null), "</dev/null>");
        assert_eq!(with(ALL, null), "</dev/null<char 1:3>>");
        assert_eq!(with(DecodeFds { dev: true, ..DecodeFds::default() }, null), "</dev/null<char 1:3>>");
        assert_eq!(with(ALL, device(b"/dev/loop0", libc::S_IFBLK, (7, 0))), "</dev/loop0<block 7:0>>");
        assert_eq!(with(ALL, File { deleted: true, ..null }), "</dev/null>(deleted)");
        assert_eq!(with(ALL, ptmx), "</dev/ptmx<char 5:2 @/dev/pts/5>>");
    }

    #[test]
    fn sockets_have_the_ends_that_they_have() {
        let end = |text: &str| text.parse::<SocketAddr>().unwrap();
        let inet = |protocol, local, remote| {
            with(ALL, socket(protocol, Ends::Inet { local: end(local), remote: end(remote) }))
        };
        assert_eq!(inet(b"TCP", "0.0.0.0:0", "0.0.0.0:0"), "<TCP:[7]>");
        assert_eq!(inet(b"TCP", "127.0.0.1:80", "0.0.0.0:0"), "<TCP:[127.0.0.1:80]>");
        assert_eq!(inet(b"UDP", "127.0.0.1:80", "127.0.0.1:9"), "<UDP:[127.0.0.1:80->127.0.0.1:9]>");
        assert_eq!(inet(b"TCPv6", "[::1]:80", "[::ffff:1.2.3.4]:9"), "<TCPv6:[[::1]:80->[::ffff:1.2.3.4]:9]>");
        assert_eq!(inet(b"MPTCP", "127.0.0.1:80", "0.0.0.0:0"), "<TCP:[127.0.0.1:80]>");
        assert_eq!(inet(b"MPTCP", "0.0.0.0:0", "0.0.0.0:0"), "<socket:[7]>");
        assert_eq!(with(ALL, socket(b"PACKET", Ends::None)), "<socket:[7]>");
        assert_eq!(with(DecodeFds { socket: true, ..DecodeFds::default() }, socket(b"X", Ends::None)), "<socket:[7]>");
        let unix = |peer, path| with(ALL, socket(b"UNIX-STREAM", Ends::Unix { peer, path }));
        assert_eq!(unix(None, b""), "<UNIX-STREAM:[7]>");
        assert_eq!(unix(Some(8), b""), "<UNIX-STREAM:[7->8]>");
        assert_eq!(unix(None, b"/run/\"x>"), r#"<UNIX-STREAM:[7,"/run/\"x>"]>"#);
        assert_eq!(unix(Some(8), b"\0ab\xff"), r#"<UNIX-STREAM:[7->8,@"ab\377"]>"#);
        assert_eq!(unix(None, b"\0ab\0c"), r#"<UNIX-STREAM:[7,@"ab"]>"#);
        let netlink = |bound| with(ALL, socket(b"NETLINK", Ends::Netlink { port: 12, bound }));
        assert_eq!(netlink(false), "<NETLINK:[7]>");
        assert_eq!(netlink(true), "<NETLINK:[ROUTE:12]>");
        assert_eq!(with(PATH, socket(b"TCP", Ends::None)), "<socket:[7]>");
    }

    #[test]
    fn files_of_the_kernels_own_say_what_they_are() {
        let own = |detail| with(ALL, File { detail, ..file(b"anon_inode:[x]") });
        assert_eq!(own(Detail::Pidfd(Some(123))), "<pid:123>");
        assert_eq!(own(Detail::Pidfd(None)), "<anon_inode:[x]>");
        assert_eq!(
            own(Detail::Eventfd { count: 16, id: 2, semaphore: true }),
            "<{eventfd-count=0x10, eventfd-id=2, eventfd-semaphore=1}>"
        );
        assert_eq!(own(Detail::Signalfd(0x10002)), "<signalfd:[INT CHLD]>");
        assert_eq!(own(Detail::Signalfd(!0x40100)), "<signalfd:~[KILL STOP]>");
        assert_eq!(own(Detail::None), "<anon_inode:[x]>");
        let raw = Looks { decode_fds: ALL, constants: Constants::Raw, ..Looks::default() };
        let signals = File { detail: Detail::Signalfd(0x10002), ..file(b"anon_inode:[signalfd]") };
        assert_eq!(said(3, signals, &raw), "<signalfd:[2 17]>");
    }

    #[test]
    fn what_a_number_was_and_what_it_is_then_are_told_apart() {
        let mut text = Text::new(false).looking(&Looks { decode_fds: PATH, ..Looks::default() });
        let of = |number, phase, path| Descriptor { number, phase, file: file(path) };
        let descriptors = [of(3, Phase::Enter, &b"old"[..]), of(4, Phase::Exit, b"other"), of(3, Phase::Exit, b"new")];
        let call = Call {
            abi: Abi::X86_64,
            syscall: syscalls::lookup(Abi::X86_64, 33),
            nr: 33,
            params: &[],
            ret: crate::syscalls::row::Ret::Fd,
            args: [0; 6],
            outcome: Outcome::Returned(3),
            chunks: &[],
            descriptors: &descriptors,
            resumes: None,
            depth: crate::syscalls::depth::Depth::Brief,
            string: 32,
        };
        text.begin_call(&Line::default(), &call, Part::Whole);
        text.arg("newfd", 3);
        text.fd(3);
        text.arg("x", 5);
        text.fd(5);
        text.end_args(&call, false);
        text.fd(3);
        text.end_call();
        // Those of a call are not those of the next.
        text.begin_call(&Line::default(), &Call { descriptors: &[], ..call }, Part::Whole);
        text.arg("newfd", 3);
        text.fd(3);
        let lines = String::from_utf8_lossy(text.lines()).into_owned();
        assert_eq!(lines, "dup2(3<old>, 5)                         = 3<new>\ndup2(3");
    }
}
