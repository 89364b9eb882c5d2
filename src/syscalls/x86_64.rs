//! Which system calls does a 64-bit x86 kernel have?
//!
//! One row each, by number: macros.rs says how to read them, types.rs what the
//! words mean. Argument names are those of the manual pages; calls that no
//! kernel has any more are here too, since programs may still make them.

use super::select::FCNTL;
use super::types::*;

syscalls! {
    // 0-99
    0 read(fd: FD, buf: out_bytes(Ret), count: SIZE) -> Int, [DESC];
    1 write(fd: FD, buf: in_bytes(Arg("count")), count: SIZE) -> Int, [DESC];
    3 close(fd: FD) -> Int, [DESC];
    39 getpid() -> Int, [PURE];
    60 exit(status: INT) -> Never, [PROCESS], special [AT_ENTRY];
    72 fcntl(fd: FD, op: INT, arg: HEX64) -> Int, [DESC], select FCNTL;

    // 100-199
    102 getuid() -> Int, [CREDS, PURE];

    // 200-299

    // 300-
}
