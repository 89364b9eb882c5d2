//! Which parts has what an argument points to, as `bt_chunk.part` has them?

/// What the argument itself points to.
pub const POINTEE: u8 = 0;
/// The areas of an iovec array, by element.
pub const AREAS: u8 = 1;
/// The number of elements of an array that ends with NULL.
pub const COUNT: u8 = 1;
/// There when an array of strings has more elements than were read.
pub const MORE: u8 = 2;
/// The descriptor that clone3 has put where its struct says.
pub const CLONE_PIDFD: u8 = 1;
/// The thread id that it has put where its struct says.
pub const CLONE_PARENT_TID: u8 = 2;
/// The signal set of pselect6's last argument.
pub const SIGSET: u8 = 1;
/// A msghdr's address.
pub const MSG_NAME: u8 = 1;
/// A msghdr's iovec array.
pub const MSG_IOV: u8 = 2;
/// A msghdr's areas, by element.
pub const MSG_AREAS: u8 = 3;
/// One of several messages, by its number, which the index of its name, iovec array and control messages is, too.
pub const MSG_HEADER: u8 = 5;
/// A msghdr's control messages.
pub const MSG_CONTROL: u8 = 4;
