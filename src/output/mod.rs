//! What can be shown, whatever it is shown as?
//!
//! Decoders emit values into [`Emit`]; lines about tasks and calls go into
//! [`View`]. text.rs and json.rs implement both. No decoder writes a brace, a
//! comma or a quote, and nothing here allocates per call: implementations append
//! to one buffer.

mod choice;
mod date;
mod descriptors;
mod digits;
mod expression;
mod identities;
mod json;
mod leader;
mod quote;
#[cfg(test)]
mod samples;
mod signals;
mod stack;
mod strings;
mod summary;
mod text;
mod wait_status;
mod words;

use std::fmt::Arguments;
use std::net::IpAddr;

pub use self::choice::choose;
pub use self::choice::WithView;
pub use self::date::Date;
pub use self::date::Fraction;
pub use self::expression::Expression;
pub use self::expression::Remark;
pub use self::json::Json;
pub use self::signals::signal_set;
pub use self::text::Text;
use crate::call::Call;
use crate::counts::Counts;
use crate::frames::Trail;
use crate::identity::Identity;
use crate::options::looks::Hex;
use crate::options::summary::Summary;
use crate::syscalls::abi::Abi;
use crate::syscalls::row::Style;
use crate::xlat::Errno;
use crate::xlat::Xlat;

/// A string as text shows it: quoted, escaped.
pub fn quoted(bytes: &[u8], hex: Hex) -> String {
    let mut text = Vec::new();
    quote::quoted(&mut text, bytes, false, hex);
    String::from_utf8_lossy(&text).into_owned()
}

/// Why a pointer is shown as its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Nobody wanted its memory: a pointer of no type, or a result of a call that failed.
    NotRead,
    /// Its memory was not readable.
    Fault,
}

/// A number that is written as a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number<'a> {
    /// One that is read in hexadecimal.
    Hex(u64),
    /// One that is read in decimal; the macro's own constants have numbers of their own.
    Decimal(u64),
    /// The bytes of it, as they are in memory.
    Bytes(&'a [u8]),
}

/// Where decoders put values. Every call of a method is one value, unless it
/// begins or ends a group.
pub trait Emit {
    /// Whether every field of every struct is wanted (-v).
    fn verbose(&self) -> bool;

    /// Whether constants are shown by their names: a struct of which one number has a name is that name then.
    fn names_constants(&self) -> bool {
        true
    }

    /// A signed number: `-1`.
    fn int(&mut self, value: i64);
    /// An unsigned number.
    fn uint(&mut self, value: u64);
    /// A number that is read in hexadecimal: `0x1f`; 0 as `0`.
    fn hex(&mut self, value: u64);
    /// A number that is read in octal, with at least `digits` digits of which the first is 0: `0644`.
    fn oct(&mut self, value: u64, digits: usize);
    /// A pointer as its address: `NULL`, `0x7ffc..`.
    fn addr(&mut self, value: u64, why: Unread);
    /// A file descriptor.
    fn fd(&mut self, fd: i32);
    /// A file descriptor of another task, for the same file as `own`, which is one of this task.
    fn fd_known_as(&mut self, fd: i32, own: i32);
    /// A process or a thread, by its id; a process group, by one with a minus before it.
    fn pid(&mut self, pid: i32);
    /// A process group or a session, by its id.
    fn process_group(&mut self, group: i32);
    /// The working directory in the place of one: `AT_FDCWD`.
    fn working_directory(&mut self);
    /// A named constant that stands alone: `AT_FDCWD`, `SIGINT`.
    fn constant(&mut self, name: &'static str, value: i128);
    /// A named constant that people know as an address or a word of bits: `SIG_IGN`, `TCGETS`.
    fn hex_constant(&mut self, name: &'static str, value: u64) {
        self.constant(name, value.into());
    }
    /// An error as the kernel has it in its messages: `-ENOENT`.
    fn negative_error(&mut self, error: &'static Errno);
    /// A signal in a set, without the letters that all names of signals begin with: `CHLD`.
    fn member(&mut self, name: &'static str, _signo: u32) {
        self.word(name);
    }
    /// Flags: the names joined by `|`, then what has no name.
    fn flags(&mut self, value: u64, xlat: &'static Xlat);
    /// Flags, and behind them one of some values: `NLA_F_NESTED|IFLA_LINKINFO`.
    fn flags_and_one_of(&mut self, flags: u64, of: &'static Xlat, value: u64, xlat: &'static Xlat);
    /// A string that ends with a NUL, and `cut` when it does not, or has more.
    fn terminated(&mut self, bytes: &[u8], cut: bool);
    /// One of some values by its name, or the number with what it might be.
    fn one_of(&mut self, value: u64, xlat: &'static Xlat);
    /// A string: quoted, escaped; `cut` when the program's memory has more of it.
    fn text(&mut self, bytes: &[u8], cut: bool);
    /// The name of a UNIX socket that is no file, with the NUL that it begins with: `@"name"`.
    fn abstract_name(&mut self, bytes: &[u8]);
    /// Bytes that are no text: a string of `\x` escapes.
    fn binary(&mut self, bytes: &[u8], cut: bool);
    /// An address of the Internet: `"127.0.0.1"`.
    fn ip(&mut self, address: IpAddr);
    /// A hardware address, `shown` bytes of it: `00:16:3e:00:00:01`.
    fn hardware(&mut self, address: &[u8], shown: usize);
    /// A network interface, by its name where that is known: `if_nametoindex("lo")`.
    fn interface(&mut self, index: u32);
    /// A number in the words of C that none of the other methods makes:
    /// `WIFEXITED(s) && WEXITSTATUS(s) == 0`, `8192*1024`.
    fn expression(&mut self, value: Expression);

    /// Several numbers or strings as the arguments of a C macro: `htons(80)`,
    /// `makedev(0x8, 0x1)`; one [`Emit::item`] before each.
    fn begin_macro(&mut self, name: &'static str);
    /// As [`Emit::begin_macro`], and the number that it makes.
    fn begin_macro_of(&mut self, name: &'static str, _number: Number<'_>) {
        self.begin_macro(name);
    }
    /// Ends what [`Emit::begin_macro`] began.
    fn end_macro(&mut self);

    /// A struct: `{`; one [`Emit::field`] before each value.
    fn begin_struct(&mut self);
    /// Name of the next value in a struct.
    fn field(&mut self, name: &'static str);
    /// The next value in a struct, when the value's text says which field it is:
    /// `inet_pton(AF_INET6, "::1", &sin6_addr)`. Whether it has to.
    fn self_naming_field(&mut self, name: &'static str) -> bool;
    /// Ends what [`Emit::begin_struct`] began.
    fn end_struct(&mut self);

    /// An array: `[`; one [`Emit::item`] before each value.
    fn begin_list(&mut self);
    /// The next value in a list or macro.
    fn item(&mut self);
    /// The next value in a list whose places have names: `[SK_MEMINFO_DROPS]=`.
    fn place(&mut self, place: u64, names: &'static Xlat);
    /// Ends what [`Emit::begin_list`] began.
    fn end_list(&mut self);

    /// A set of names, `[INT CHLD]`, or of all but these, `~[KILL]`; one [`Emit::item`] before each.
    fn begin_set(&mut self, all_but: bool);
    /// A set of signals.
    fn begin_signals(&mut self, all_but: bool) {
        self.begin_set(all_but);
    }
    /// Ends what [`Emit::begin_set`] or [`Emit::begin_signals`] began.
    fn end_set(&mut self);

    /// The next argument of the call: its name and the number that the kernel takes; its value follows.
    fn arg(&mut self, name: &'static str, raw: i128);

    /// From the argument that follows on only the call's return can fill them in; said once at the least.
    fn results(&mut self) {}

    /// As a result: the call failed with that error: `-1 ENOENT (No such file or directory)`; or
    /// the kernel starts it again: `? ERESTARTSYS (To be restarted if SA_RESTART is set)`.
    fn error(&mut self, errno: i32);
    /// As a result: there is none: `?`.
    fn no_result(&mut self);
    /// What is to be said of the result just emitted: ` (`; [`Emit::item`] or [`Emit::label`] before each value.
    fn begin_note(&mut self, style: Style);
    /// The next value in a note, with a word before it: `left {tv_sec=..}`.
    fn label(&mut self, name: &'static str);
    /// Ends what [`Emit::begin_note`] began.
    fn end_note(&mut self);
    /// A word that is no constant: `Timeout`.
    fn word(&mut self, word: &'static str);

    /// There is more that is not shown: `...` in the place of an item or of fields.
    fn more(&mut self);
    /// In the place of an item: there is more from that address on, which `why` is not shown: `... /* 0x7f.. */`.
    fn more_at(&mut self, address: u64, why: Unread);
    /// What the kernel made of the value just emitted follows: ` => `.
    fn becomes(&mut self);
    /// A remark on the value just emitted: ` /* 21 vars */`.
    fn remark(&mut self, remark: Remark);
}

/// What stands before a line of text, so that lines of several tasks can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefix {
    /// Nothing.
    #[default]
    None,
    /// `[pid   123] `: on a terminal, while more than one task is traced.
    Bracketed,
    /// `123   `: in a file.
    Plain,
}

/// Whose line it is, and when that was.
#[derive(Debug, Clone, Copy, Default)]
pub struct Line<'a> {
    /// How a line of text begins.
    pub prefix: Prefix,
    /// The task.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// Its name; empty when it is not known.
    pub comm: &'a [u8],
    /// The name that it had when the line's event began: a call can change it.
    pub comm_before: &'a [u8],
    /// When it happened, of a call when it began: nanoseconds since the epoch.
    pub time: Option<u64>,
    /// How many nanoseconds the call took.
    pub duration: Option<u64>,
    /// The number of the last call that was shown of the task before this line.
    pub nr: Option<u32>,
    /// How the task makes its calls.
    pub abi: Abi,
    /// Its instruction pointer, if that is wanted and known.
    pub ip: Option<u64>,
    /// Its stack, if that is wanted and known: of a call or a signal.
    pub stack: Option<Trail<'a>>,
    /// Who has the ids in it, if that is told.
    pub identities: &'a [Identity],
}

/// Which part of a call a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole call.
    Whole,
    /// What is known of a call that is still running.
    Beginning,
    /// The execve of a thread that goes on under this id, its process's: all that there is of it before the result.
    Moved(u32),
    /// The execve with which a process ceases to be traced: all that there is of it.
    Detached,
    /// The rest of a call of which so many arguments have been shown on a line of their own.
    Rest(usize),
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It exited with that status.
    Exited(u8),
    /// A signal killed it.
    Killed {
        /// Which.
        signo: u32,
        /// Its memory was dumped.
        core: bool,
    },
}

/// What a view is told beside calls, their numbers and what happens to tasks. It is asked before anything is loaded:
/// what nobody needs costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// When things happened, and how long calls took: every call is then seen when it begins, too.
    pub times: bool,
    /// The names of tasks.
    pub comm: bool,
    /// The memory that arguments point to.
    pub memory: bool,
    /// beetrace's own messages: people read it.
    pub notices: bool,
}

/// Lines. Each ends with a newline and is one piece of the buffer. A view that adds up has none until it finishes.
pub trait View: Emit {
    /// What it must be told.
    fn needs(&self) -> Needs;
    /// The first of all: what stands above the lines.
    fn begin(&mut self) {}
    /// There is nothing more to come: what stands below them.
    fn finish(&mut self) {}

    /// Begins the line of a call; its arguments follow from the returned index on.
    fn begin_call(&mut self, line: &Line<'_>, call: &Call<'_>, part: Part) -> usize;
    /// Ends the arguments, of which some are `missing` when the task died before they were known;
    /// the result follows.
    fn end_args(&mut self, call: &Call<'_>, missing: bool);
    /// Ends the line of a call after its result.
    fn end_call(&mut self);
    /// Whether all that a call has moved stands below its line: otherwise it is among the arguments.
    fn dumps(&self) -> bool {
        false
    }
    /// All that a call has moved, `count` bytes, or that of one of its areas.
    fn dump(&mut self, _area: Option<u32>, _bytes: &[u8], _count: u64) {}
    /// What comes behind the line of a call, and the data that it has moved.
    fn behind_call(&mut self) {}
    /// Ends the line of a call that is still running, in the place of [`View::end_args`].
    fn end_beginning(&mut self, part: Part);

    /// Begins the line of a signal that a task got: `--- SIGCHLD `; its siginfo_t follows.
    fn begin_signal(&mut self, line: &Line<'_>, signo: u32);
    /// Ends the line of a signal.
    fn end_signal(&mut self);
    /// A signal stopped the task: `--- stopped by SIGSTOP ---`.
    fn stopped(&mut self, line: &Line<'_>, signo: u32);
    /// The task is gone: `+++ exited with 0 +++`.
    fn ended(&mut self, line: &Line<'_>, end: End);
    /// There is nothing more of the task.
    fn gone(&mut self, _tid: u32) {}
    /// The task is gone: another thread of its process ran a new program, and has its id now.
    fn superseded(&mut self, line: &Line<'_>, by: u32);
    /// The task made a task.
    fn forked(&mut self, line: &Line<'_>, child_tid: u32, child_tgid: u32);
    /// The task was there before, and is traced from here on.
    fn attached(&mut self, line: &Line<'_>);
    /// The task makes its calls in another way from here on: `[ Process PID=123 runs in 32 bit mode. ]`
    fn mode(&mut self, line: &Line<'_>, abi: Abi);
    /// So many of the task's records are missing here: `+++ 14 calls lost +++`.
    fn lost(&mut self, line: &Line<'_>, count: u64);

    /// All calls, added up.
    fn summary(&mut self, counts: &Counts, how: &Summary);

    /// A message of beetrace's own that has its place between the lines: `beetrace: Process 123 attached`.
    /// It begins with the name that beetrace was called by.
    /// Only called where people read: on standard error.
    fn notice(&mut self, text: Arguments<'_>);

    /// The finished lines.
    fn lines(&self) -> &[u8];
    /// Forgets the lines: they are written.
    fn clear_lines(&mut self);
}
