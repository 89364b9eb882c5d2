//! What object says what a descriptor refers to?

use std::net::SocketAddr;

use super::Json;
use crate::call::Call;
use crate::descriptor::Detail;
use crate::descriptor::Ends;
use crate::descriptor::File;
use crate::descriptor::Socket;
use crate::descriptor::WORKING_DIRECTORY;
use crate::output::descriptors::asked_for;
use crate::output::descriptors::device;
use crate::output::digits;
use crate::output::strings;
use crate::output::words;
use crate::wire;
use crate::xlat::signal_name;
use crate::xlat::Xlat;
use crate::xlat::NETLINK_PROTOCOLS;
use crate::xlat::SOCKET_DOMAINS;
use crate::xlat::SOCKET_TYPES;

impl Json {
    /// Writes down what is to be said of a call's descriptors.
    pub(super) fn learn_descriptors(&mut self, call: &Call<'_>) {
        if call.descriptors.is_empty() && self.descriptors.is_empty() {
            return;
        }
        let mut descriptors = std::mem::take(&mut self.descriptors);
        descriptors.learn(call, |out, number, file| {
            std::mem::swap(&mut self.buf, out);
            self.file(number, file);
            std::mem::swap(&mut self.buf, out);
        });
        self.descriptors = descriptors;
    }

    /// A descriptor, and what it refers to.
    pub(super) fn descriptor(&mut self, number: i32, write: impl FnOnce(&mut Json)) {
        self.value(|out| {
            if out.descriptors.of(number).is_empty() {
                return write(out);
            }
            out.put("{\"fd\":");
            write(out);
            out.put(",\"file\":");
            out.buf.extend_from_slice(out.descriptors.of(number));
            out.put("}");
        });
    }

    /// `{"path": "/etc/passwd"}`; nothing, if only something else was asked for.
    fn file(&mut self, number: i32, file: &File<'_>) {
        let (asked, from) = (self.decode_fds, self.buf.len());
        self.put("{");
        if asked.path {
            self.put("\"path\":");
            strings::bytes(&mut self.buf, file.path, false);
            if file.deleted {
                self.put(",\"deleted\":true");
            }
            if file.cut {
                self.put(",\"beginning_missing\":true");
            }
        }
        if number != WORKING_DIRECTORY {
            self.detail(file);
        }
        match self.buf.len() - from {
            1 => self.buf.truncate(from),
            _ => self.put("}"),
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.put_string(key);
        self.put(":");
    }

    fn number(&mut self, key: &str, number: i128) {
        self.key(key);
        self.put_int(number);
    }

    fn detail(&mut self, file: &File<'_>) {
        let detail = asked_for(file, self.decode_fds);
        if let Some(kind) = device(file, self.decode_fds) {
            self.key("device");
            self.put("{\"kind\":");
            self.put_string(kind);
            self.number("major", file.special.0.into());
            self.number("minor", file.special.1.into());
            if let Detail::Master(terminal) = detail {
                self.key("terminal");
                self.put("\"/dev/pts/");
                digits::uint(&mut self.buf, terminal.into());
                self.put("\"");
            }
            self.put("}");
        }
        match detail {
            Detail::Socket(socket) => self.socket(file.inode, &socket),
            Detail::Pidfd(pid) => {
                self.key("process");
                match pid {
                    Some(pid) => self.put_int(pid.into()),
                    None => self.put("null"),
                }
                let known = pid.and_then(|pid| self.identities.of_own(pid));
                if let Some(known) = known.filter(|_| self.decode_pids.comm).copied() {
                    self.key("comm");
                    strings::bytes(&mut self.buf, wire::until_nul(&known.comm), false);
                }
            }
            Detail::Eventfd { count, id, semaphore } => {
                self.key("eventfd");
                self.put("{");
                self.number("count", count.into());
                self.number("id", id.into());
                self.key("semaphore");
                self.put(if semaphore { "true}" } else { "false}" });
            }
            Detail::Signalfd(mask) => {
                self.key("signals");
                self.put("[");
                for signo in (1..=u64::BITS).filter(|signo| mask >> (signo - 1) & 1 != 0) {
                    if let Some(name) = signal_name(signo) {
                        self.separate();
                        self.put_string(name);
                    }
                }
                self.put("]");
            }
            Detail::None | Detail::Master(_) => {}
        }
    }

    fn socket(&mut self, inode: u64, socket: &Socket<'_>) {
        self.key("socket");
        self.put("{\"protocol\":");
        strings::bytes(&mut self.buf, socket.protocol, false);
        self.number("inode", inode.into());
        self.named("family", socket.family, &SOCKET_DOMAINS);
        self.named("kind", socket.kind, &SOCKET_TYPES);
        match socket.ends {
            Ends::Inet { local, remote } => {
                self.side("local", local);
                self.side("remote", remote);
            }
            Ends::Unix { peer, path } => {
                if let Some(peer) = peer {
                    self.number("peer", peer.into());
                }
                if !path.is_empty() {
                    self.key("path");
                    strings::bytes(&mut self.buf, path, false);
                }
            }
            Ends::Netlink { port, bound } => {
                self.named("netlink", socket.number, &NETLINK_PROTOCOLS);
                if bound {
                    self.number("port", port.into());
                }
            }
            Ends::None => {}
        }
        self.put("}");
    }

    /// One of some values, by its name or as a number.
    fn named(&mut self, key: &str, value: u16, names: &Xlat) {
        self.key(key);
        match names.name(value.into()) {
            Some(name) => self.put_string(name),
            None => self.put_hex(value.into()),
        }
    }

    /// One side of a socket that has one.
    fn side(&mut self, key: &str, end: SocketAddr) {
        if end.port() == 0 {
            return;
        }
        self.key(key);
        self.put("{\"address\":\"");
        words::ip(&mut self.buf, end.ip());
        self.put("\"");
        self.number("port", end.port().into());
        self.put("}");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::Value;

    use super::*;
    use crate::call::Outcome;
    use crate::call::Phase;
    use crate::descriptor::Descriptor;
    use crate::options::decode_fds::DecodeFds;
    use crate::output::Emit;
    use crate::output::Line;
    use crate::output::Part;
    use crate::output::View;
    use crate::syscalls;
    use crate::syscalls::abi::Abi;

    const ALL: DecodeFds =
        DecodeFds { path: true, socket: true, dev: true, pidfd: true, eventfd: true, signalfd: true };

    fn file(path: &[u8]) -> File<'_> {
        let (device, special) = ((0, 0), (0, 0));
        File { path, deleted: false, cut: false, mode: 0, device, inode: 7, special, detail: Detail::None }
    }

    /// The value of a descriptor, in an object that the schema agrees to.
    fn shown(decode_fds: DecodeFds, number: i32, file: File<'_>) -> Value {
        let descriptors = [Descriptor { number, phase: Phase::Exit, file }];
        let call = Call {
            abi: Abi::X86_64,
            syscall: syscalls::lookup(Abi::X86_64, 0),
            nr: 0,
            params: &[],
            ret: crate::syscalls::row::Ret::Fd,
            args: [0; 6],
            outcome: Outcome::Returned(0),
            chunks: &[],
            descriptors: &descriptors,
            resumes: None,
            depth: crate::syscalls::depth::Depth::Brief,
            string: 32,
        };
        let mut json = Json::new(false).naming(decode_fds);
        json.begin_call(&Line::default(), &call, Part::Whole);
        json.arg("fd", number.into());
        match number {
            WORKING_DIRECTORY => json.working_directory(),
            _ => json.fd(number),
        }
        json.end_args(&call, false);
        json.fd(0);
        json.end_call();
        let [line] = &super::super::tests::lines(&json)[..] else { panic!("one line") };
        assert_eq!(line["result"]["value"], json!(0));
        line["args"]["fd"]["value"].clone()
    }

    #[test]
    fn a_descriptor_is_an_object_when_there_is_more_to_say_than_its_number() {
        let plain = DecodeFds { path: true, ..DecodeFds::default() };
        assert_eq!(shown(DecodeFds::default(), 3, file(b"/x")), json!(3));
        assert_eq!(shown(plain, 3, file(b"/x")), json!({"fd": 3, "file": {"path": "/x"}}));
        assert_eq!(
            shown(plain, WORKING_DIRECTORY, File { deleted: true, ..file(b"/x") }),
            json!({"fd": {"name": "AT_FDCWD", "number": -100}, "file": {"path": "/x", "deleted": true}})
        );
        assert_eq!(
            shown(plain, 3, File { cut: true, ..file(b"\xff") })["file"],
            json!({"path": {"text": "\u{fffd}", "base64": "/w=="}, "beginning_missing": true})
        );
    }

    #[test]
    fn devices_and_files_of_the_kernels_own_say_what_they_are() {
        let without = DecodeFds { path: false, ..ALL };
        let said =
            |mode: u32, special, detail| shown(without, 3, File { mode: mode as u16, special, detail, ..file(b"/x") });
        assert_eq!(
            said(libc::S_IFCHR, (5, 2), Detail::Master(4)),
            json!({"fd": 3, "file": {"device": {"kind": "char", "major": 5, "minor": 2, "terminal": "/dev/pts/4"}}})
        );
        assert_eq!(said(0, (0, 0), Detail::None), json!(3));
        assert_eq!(said(0, (0, 0), Detail::Pidfd(Some(9)))["file"], json!({"process": 9}));
        assert_eq!(said(0, (0, 0), Detail::Pidfd(None))["file"], json!({"process": null}));
        assert_eq!(
            said(0, (0, 0), Detail::Eventfd { count: u64::MAX, id: 1, semaphore: false })["file"],
            json!({"eventfd": {"count": "18446744073709551615", "id": 1, "semaphore": false}})
        );
        assert_eq!(said(0, (0, 0), Detail::Signalfd(0x10002))["file"], json!({"signals": ["SIGINT", "SIGCHLD"]}));
    }

    #[test]
    fn sockets_have_an_object_of_their_own() {
        let said = |family, kind, number, ends| {
            let socket = Socket { protocol: b"X", family, kind, number, state: 1, ends };
            let file = File { detail: Detail::Socket(socket), ..file(b"socket:[7]") };
            shown(ALL, 3, file)["file"]["socket"].clone()
        };
        let ends = Ends::Inet { local: "[::1]:80".parse().unwrap(), remote: "[::]:0".parse().unwrap() };
        assert_eq!(
            said(10, 1, 6, ends),
            json!({"protocol": "X", "inode": 7, "family": "AF_INET6", "kind": "SOCK_STREAM",
                "local": {"address": "::1", "port": 80}})
        );
        assert_eq!(
            said(1, 5, 0, Ends::Unix { peer: Some(8), path: b"\0a" }),
            json!({"protocol": "X", "inode": 7, "family": "AF_UNIX", "kind": "SOCK_SEQPACKET", "peer": 8,
                "path": "\0a"})
        );
        assert_eq!(
            said(16, 3, 0, Ends::Netlink { port: 5, bound: true }),
            json!({"protocol": "X", "inode": 7, "family": "AF_NETLINK", "kind": "SOCK_RAW",
                "netlink": "NETLINK_ROUTE", "port": 5})
        );
        assert_eq!(said(99, 1, 0, Ends::None)["family"], json!("0x63"));
    }
}
