//! What do the operations of keyctl(2) take?

use libc::*;

use super::super::words::*;
use crate::xlat::KEYCTL_OPS;
use crate::xlat::KEY_DEFAULT_KEYRINGS;
use crate::xlat::KEY_MOVE_FLAGS;
use crate::xlat::KEY_PERMISSIONS;
use crate::xlat::KEY_SERIALS;

/// The operation.
const OP: Spec = one_of(&KEYCTL_OPS);
/// A key's or keyring's serial number.
const KEY: Spec = named(&KEY_SERIALS);

select! {
    /// keyctl(2)
    KEYCTL = "operation" {
        KEYCTL_GET_KEYRING_ID => (operation: OP, key: KEY, create: INT) -> Int;
        KEYCTL_JOIN_SESSION_KEYRING => (operation: OP, name: STR) -> Int;
        KEYCTL_UPDATE => (operation: OP, key: KEY, payload: in_bytes(Arg("plen")), plen: SIZE) -> Int;
        KEYCTL_REVOKE | KEYCTL_CLEAR | KEYCTL_ASSUME_AUTHORITY | KEYCTL_INVALIDATE => (operation: OP, key: KEY) -> Int;
        KEYCTL_CHOWN => (operation: OP, key: KEY, uid: ID, gid: ID) -> Int;
        KEYCTL_SETPERM => (operation: OP, key: KEY, perms: flags(&KEY_PERMISSIONS)) -> Int;
        KEYCTL_DESCRIBE | KEYCTL_READ | KEYCTL_GET_SECURITY =>
            (operation: OP, key: KEY, buffer: out_bytes(Ret), buflen: SIZE) -> Int;
        KEYCTL_LINK | KEYCTL_UNLINK => (operation: OP, key: KEY, keyring: KEY) -> Int;
        KEYCTL_SEARCH => (operation: OP, keyring: KEY, type: STR, description: STR, dest_keyring: KEY) -> Int;
        KEYCTL_INSTANTIATE =>
            (operation: OP, key: KEY, payload: in_bytes(Arg("plen")), plen: SIZE, keyring: KEY) -> Int;
        KEYCTL_INSTANTIATE_IOV =>
            (operation: OP, key: KEY, payload: in_iovec(Arg("plen")), plen: SIZE, keyring: KEY) -> Int;
        KEYCTL_NEGATE => (operation: OP, key: KEY, timeout: UINT, keyring: KEY) -> Int;
        KEYCTL_REJECT => (operation: OP, key: KEY, timeout: UINT, error: UINT, keyring: KEY) -> Int;
        KEYCTL_SET_REQKEY_KEYRING => (operation: OP, reqkey_defl: one_of(&KEY_DEFAULT_KEYRINGS)) -> Int;
        KEYCTL_SET_TIMEOUT => (operation: OP, key: KEY, timeout: UINT) -> Int;
        KEYCTL_SESSION_TO_PARENT => (operation: OP) -> Int;
        KEYCTL_GET_PERSISTENT => (operation: OP, uid: ID, keyring: KEY) -> Int;
        KEYCTL_DH_COMPUTE =>
            (operation: OP, dh_params: ADDR, buffer: out_binary(Ret), buflen: SIZE, kdf_params: ADDR) -> Int;
        KEYCTL_PKEY_QUERY => (operation: OP, key: KEY, reserved: HEX64, params: STR, info: ADDR) -> Int;
        KEYCTL_PKEY_ENCRYPT | KEYCTL_PKEY_DECRYPT | KEYCTL_PKEY_SIGN =>
            (operation: OP, params: ADDR, info: STR, in: ADDR, in2: ADDR) -> Int;
        KEYCTL_PKEY_VERIFY => (operation: OP, params: ADDR, info: STR, in: ADDR, in2: ADDR) -> Int;
        KEYCTL_RESTRICT_KEYRING => (operation: OP, keyring: KEY, type: STR, restriction: STR) -> Int;
        KEYCTL_MOVE =>
            (operation: OP, key: KEY, from_keyring: KEY, to_keyring: KEY, flags: flags(&KEY_MOVE_FLAGS)) -> Int;
        KEYCTL_CAPABILITIES => (operation: OP, buffer: out_binary(Ret), buflen: SIZE) -> Int;
    }
}
