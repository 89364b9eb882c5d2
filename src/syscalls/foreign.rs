//! How is a row written of an ABI whose calls are like x86-64's?
//!
//! ```text
//! foreign! {
//!       5 open;
//!     195 stat64 = stat;
//!     180 pread64(fd, buf, count, offset_low, offset_high) = pread64;
//!      13 rt_sigaction #64;
//!       7 waitpid(pid, status, options) -> Int, [PROCESS];
//! }
//! ```
//!
//! Number and name. What else there is to know follows from x86-64's row of that
//! name, or of the one behind `=`: names of the arguments, unless they are other
//! ones, result, classes, what is special. A call that x86-64 does not have says
//! all that itself. `#64` belongs to the name that is shown.
//!
//! Structs and numbers are laid out otherwise here: arguments are shown as the
//! registers are, in hexadecimal, and no memory is read ([`special::RAW`]).

use super::check;
use super::row::special;
use super::row::Arg;
use super::row::Syscall;
use super::x86_64;

/// The table of an ABI: see the file's first lines.
macro_rules! foreign {
    ($(
        $nr:literal $name:tt $(#$bits:literal)? $(($($arg:ident),*))? $(= $like:ident)?
        $(-> $ret:ident, [$($class:ident),*] $(, special [$($special:ident),+])?)?;
    )*) => {
        /// Every syscall of the ABI, by ascending number.
        pub static TABLE: &[$crate::syscalls::row::Syscall] = &[$(
            const {
                $crate::syscalls::foreign::row(
                    $nr,
                    concat!(stringify!($name) $(, "#", $bits)?),
                    foreign!(@args $(($($arg),*))?),
                    foreign!(@like $name $(= $like)? $(-> $ret, [$($class),*] $(, special [$($special),+])?)?),
                )
            }
        ),*];
        const _: () = $crate::syscalls::check::table(TABLE);
    };
    (@args) => { None };
    (@args ($($arg:ident),*)) => { Some(args![$($arg: $crate::syscalls::words::HEX64),*]) };
    (@like $name:tt) => { $crate::syscalls::foreign::native(stringify!($name)) };
    (@like $name:tt = $like:ident) => { $crate::syscalls::foreign::native(stringify!($like)) };
    (@like $name:tt -> $ret:ident, [$($class:ident),*] $(, special [$($special:ident),+])?) => {
        &$crate::syscalls::row::Syscall {
            nr: 0,
            name: "",
            args: &[],
            ret: $crate::syscalls::row::Ret::$ret,
            classes: 0 $(| $crate::syscalls::row::class::$class)*,
            special: 0 $($(| $crate::syscalls::row::special::$special)+)?,
            select: None,
        }
    };
}

/// x86-64's row of that name.
pub(super) const fn native(name: &str) -> &'static Syscall {
    let mut row = 0;
    while row < x86_64::TABLE.len() {
        if check::same(x86_64::TABLE[row].name, name) {
            return &x86_64::TABLE[row];
        }
        row += 1;
    }
    panic!("a row refers to a call that x86-64 does not have")
}

/// A row that follows from another one, its arguments perhaps not.
pub(super) const fn row(nr: u32, name: &'static str, args: Option<&'static [Arg]>, like: &'static Syscall) -> Syscall {
    /// What does not depend on how arguments are passed.
    const KEPT: u32 = special::AT_ENTRY | special::FORKS | special::EXECS | special::RESUMES;
    Syscall {
        nr,
        name,
        args: match args {
            Some(args) => args,
            None => like.args,
        },
        ret: like.ret,
        classes: like.classes,
        special: like.special & KEPT | special::RAW,
        select: None,
    }
}
