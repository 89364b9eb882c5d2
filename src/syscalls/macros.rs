//! How is a row of a table written?
//!
//! ```text
//! syscalls! {
//!       0 read(fd: FD, buf: out_bytes(Ret), count: SIZE) -> Int, [DESC];
//!      59 execve(pathname: PATH, argv: ARGV, envp: ENVP) -> Int, [FILE, PROCESS], special [EXECS];
//!      72 fcntl(fd: FD, op: one_of(&FCNTL_OPS), arg: HEX64) -> Int, [DESC], select FCNTL;
//! }
//! ```
//!
//! Number and name; every argument's name and what it is (the words are the
//! constants and functions of words.rs); after the arrow a variant of `Ret`;
//! the classes (of `class`); and where there is any, what is special about the call
//! (bits of `special`) and the sub-table that decides by one argument's value.
//!
//! ```text
//! select! {
//!     /// fcntl(2)
//!     FCNTL = "op" {
//!         F_GETFD => (fd: FD, op: one_of(&FCNTL_OPS)) -> Flags("flags", &FD_FLAGS, Styled);
//!         F_SETLK | F_SETLKW => (fd: FD, op: one_of(&FCNTL_OPS), arg: in_struct(&FLOCK)) -> Int;
//!     }
//! }
//! ```
//!
//! The deciding argument, and for its values (constants that are in scope) all
//! arguments of the call and its result. `= "op" & FUTEX_CMD_MASK` decides by these bits only.

/// An argument list.
macro_rules! args {
    ($($arg:ident: $spec:expr),* $(,)?) => {{
        const ARGS: &[$crate::syscalls::row::Arg] = &[$($crate::syscalls::row::Arg::new(stringify!($arg), $spec)),*];
        ARGS
    }};
}

/// The table of an ABI: see the file's first lines.
macro_rules! syscalls {
    ($(
        $nr:literal $name:ident($($arg:ident: $spec:expr),* $(,)?) -> $ret:ident $(($($of:expr),+))?, [$($class:ident),*]
        $(, special [$($special:ident),+])? $(, select $select:path)?;
    )*) => {
        /// Every syscall of the ABI, by ascending number.
        pub static TABLE: &[$crate::syscalls::row::Syscall] = &[$(
            $crate::syscalls::row::Syscall {
                nr: $nr,
                name: stringify!($name),
                args: args![$($arg: $spec),*],
                ret: $crate::syscalls::row::Ret::$ret $(($($of),+))?,
                classes: 0 $(| $crate::syscalls::row::class::$class)*,
                special: 0 $($(| $crate::syscalls::row::special::$special)+)?,
                select: syscalls!(@select $($select)?),
            }
        ),*];
        const _: () = $crate::syscalls::check::table(TABLE);
    };
    (@select) => { None };
    (@select $select:path) => { Some(&$select) };
}

/// Sub-tables of multiplexed calls: see the file's first lines.
macro_rules! select {
    ($(
        $(#[$doc:meta])*
        $id:ident = $on:literal $(& $mask:tt)? {
            $($($value:ident)|+ => ($($arg:ident: $spec:expr),* $(,)?) -> $ret:ident $(($($of:expr),+))?;)*
        }
    )*) => {$(
        $(#[$doc])*
        pub static $id: $crate::syscalls::row::Select = $crate::syscalls::row::Select {
            on: $on,
            mask: select!(@mask $($mask)?),
            cases: &[$($crate::syscalls::row::Case {
                values: &[$($value as u32 as u64),+],
                args: args![$($arg: $spec),*],
                ret: $crate::syscalls::row::Ret::$ret $(($($of),+))?,
            }),*],
        };
        const _: () = $crate::syscalls::check::select(&$id);
    )*};
    (@mask) => { u32::MAX };
    (@mask $mask:tt) => { $mask };
}
