//! What is behind an argument, whatever it looks like?
//!
//! The words in which a kind (kind.rs) is described: which way its memory goes,
//! where the length comes from, what parts it has, when each is read.

use super::part;
use super::record::Record;
use super::value::Value;
use crate::skeleton::types::bt_limit;

/// Most bytes of an array or of directory entries.
pub const ARRAY_LIMIT: u32 = bt_limit::BT_MAX_PIECES.0 * bt_limit::BT_PIECE.0;

/// How many bytes or elements there are at a pointer.
#[derive(Debug, Clone, Copy)]
pub enum Len {
    /// A fixed number.
    Fixed(u32),
    /// The value of the named argument.
    Arg(&'static str),
    /// The call's result.
    Ret,
    /// The call's result, but no more than the named argument: what came may be longer than its room.
    RetUpTo(&'static str),
    /// The call's result, unless the named argument is 0: then the program only asks how much room it needs.
    RetIfRoom(&'static str),
    /// The named argument points to a 32-bit length: `socklen_t *`.
    Deref(&'static str),
    /// The named argument points to a 64-bit length: `size_t *`.
    Deref64(&'static str),
    /// As many bytes as the ioctl command in the named argument says.
    Ioc(&'static str),
}

impl Len {
    /// The argument that it names.
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Len::Fixed(_) | Len::Ret => None,
            Len::Arg(name)
            | Len::RetUpTo(name)
            | Len::RetIfRoom(name)
            | Len::Deref(name)
            | Len::Deref64(name)
            | Len::Ioc(name) => Some(name),
        }
    }
}

/// Which way the memory at a pointer goes, seen from the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// The kernel reads it. Shown when the call begins; read at exit, see plan.rs.
    In,
    /// The kernel writes it. Shown when the call has succeeded; the address otherwise.
    Out,
    /// The kernel reads and writes it: read at entry and at exit, shown as `before => after`.
    InOut,
}

/// What the most complicated kind, an array of messages, has: the array before and after, and of each message the
/// header, a name, areas with their array, control messages.
const MOST_PARTS: usize = 7;

/// All that follows from a kind, whatever it looks like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The number in the register itself.
    pub register: Value,
    /// Which way it goes. What is not only an input is shown when the call has returned, and nothing behind it before;
    pub dir: Dir,
    /// except when it is NULL: without room for a result there is nothing to wait for.
    pub needs_room: bool,
    /// Bytes that people read, which show although structs do not.
    pub text: bool,
    /// One object, of which a program may pass the same one to be read and to be written.
    pub object: bool,
    /// The arguments that it names beside those of its lengths.
    pub names: [Option<&'static str>; 2],
    /// The numbers that it is or has as elements.
    pub values: [Option<Value>; 2],
    /// What is copied of the task's memory.
    pub parts: [Option<Part>; MOST_PARTS],
    /// What it adds to the result of a call that waits.
    pub after: After,
}

/// A part of what an argument points to.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Which one, as in part.rs.
    pub number: u8,
    /// What is there.
    pub form: Form,
    /// When it is read.
    pub read: Read,
    /// Where it is.
    pub at: At,
    /// How many elements it has.
    pub count: Count,
    /// Bytes of an element.
    pub element: u32,
    /// The most that is copied.
    pub limit: Limit,
}

/// What memory has in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Bytes, as many as are said.
    Bytes,
    /// A length, which says how much there is of another argument.
    Length,
    /// Bytes up to a NUL.
    String,
    /// Pointers up to a NULL, each to a string.
    Strings,
    /// Such strings as are only counted, unless -v asks for them.
    Variables,
    /// What the areas of an iovec array have in them.
    Areas,
    /// Messages one after the other, of each of which the parts that follow are.
    Messages,
}

/// When memory is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The kernel only reads it: at exit, or before what overwrites it.
    In,
    /// At exit, if the call has succeeded.
    Out,
    /// At entry, and as `Out`.
    InOut,
    /// At entry, and at exit whatever the result: the kernel may write it although the call fails.
    Both,
    /// At entry only.
    Entry,
    /// At exit only, whatever the result.
    Exit,
}

/// Where memory is.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// Where the argument points to.
    Argument,
    /// Where the pointer at that offset of the first part points to.
    Field(usize),
    /// So far from the stack pointer.
    Stack(u32),
}

/// How many elements there are.
#[derive(Debug, Clone, Copy)]
pub enum Count {
    /// So many.
    Len(Len),
    /// As many bits, in whole words.
    Bits(Len),
    /// What the field of that size at that offset of the first part says.
    Field(usize, usize),
    /// Up to the end that the memory has itself.
    ToEnd,
}

/// The most that is copied.
#[derive(Debug, Clone, Copy)]
pub enum Limit {
    /// So many bytes.
    Bytes(u32),
    /// As much of a string as -s shows,
    Text,
    /// no more than so many bytes of it,
    TextUpTo(u32),
    /// or at least so many.
    TextFrom(u32),
    /// As many elements as are shown.
    Elements,
}

/// What an argument adds to the result of a call that waits.
#[derive(Debug, Clone, Copy)]
pub enum After {
    /// Nothing.
    Nothing,
    /// The descriptors of a poll array on which something has happened.
    Ready,
    /// The descriptors that are left in a set of that many bits.
    Set(Len),
    /// What is left of a time.
    Left(&'static Record),
}

impl Part {
    /// So many bytes where the argument points to.
    pub(super) const fn bytes(read: Read, count: Count, limit: Limit) -> Part {
        Part { number: part::POINTEE, form: Form::Bytes, read, at: At::Argument, count, element: 1, limit }
    }

    /// All of the bytes of something that has always as many.
    pub(super) const fn whole(read: Read, size: u32) -> Part {
        Part::bytes(read, Count::Len(Len::Fixed(size)), Limit::Bytes(size))
    }

    /// That many elements, as many of them as are shown.
    pub(super) const fn array(read: Read, element: u32, count: Count) -> Part {
        Part { element, ..Part::bytes(read, count, Limit::Elements) }
    }

    /// Something that says itself where it ends.
    pub(super) const fn text(form: Form, limit: Limit) -> Part {
        Part { form, ..Part::bytes(Read::In, Count::ToEnd, limit) }
    }

    /// The same as another part, at a place that the first one says.
    pub(super) const fn behind(self, number: u8, offset: usize) -> Part {
        Part { number, at: At::Field(offset), ..self }
    }
}

impl Shape {
    /// An address, behind which is nothing.
    pub(super) const ADDRESS: Shape = Shape {
        register: Value::Addr,
        dir: Dir::In,
        needs_room: false,
        text: false,
        object: false,
        names: [None; 2],
        values: [None; 2],
        parts: [None; MOST_PARTS],
        after: After::Nothing,
    };

    /// A part that is shown that way.
    pub(super) const fn of(dir: Dir, part: Part) -> Shape {
        Shape { dir, ..Shape::ADDRESS }.and(part)
    }

    /// So many bytes.
    pub(super) const fn bytes(dir: Dir, len: Len, limit: Limit) -> Shape {
        Shape::of(dir, Part::bytes(Read::plain(dir), Count::Len(len), limit))
    }

    /// All of the bytes of something that has always as many.
    pub(super) const fn whole(dir: Dir, size: u32) -> Shape {
        Shape::of(dir, Part::whole(Read::plain(dir), size))
    }

    /// That many elements.
    pub(super) const fn array(dir: Dir, element: u32, len: Len) -> Shape {
        Shape::of(dir, Part::array(Read::plain(dir), element, Count::Len(len)))
    }

    /// As many bytes as hold that many bits.
    pub(super) const fn bits(dir: Dir, len: Len, limit: u32) -> Shape {
        Shape::of(dir, Part::bytes(Read::plain(dir), Count::Bits(len), Limit::Bytes(limit)))
    }

    /// A part more.
    pub(super) const fn and(mut self, part: Part) -> Shape {
        let mut place = 0;
        while self.parts[place].is_some() {
            place += 1;
        }
        self.parts[place] = Some(part);
        self
    }

    /// The same, its memory read otherwise than its direction says.
    pub(super) const fn read(mut self, read: Read) -> Shape {
        if let Some(part) = &mut self.parts[0] {
            part.read = read;
        }
        self
    }

    /// The same, of which one object may be read and written.
    pub(super) const fn object(self) -> Shape {
        Shape { object: true, ..self }
    }

    /// The same, which shows although structs do not.
    pub(super) const fn text(self) -> Shape {
        Shape { text: true, ..self }
    }

    /// The same, which also names an argument for what its lengths do not say.
    pub(super) const fn named(self, first: &'static str, second: Option<&'static str>) -> Shape {
        Shape { names: [Some(first), second], ..self }
    }
}

impl Read {
    /// When memory is read that goes that way, with nothing special about it.
    pub(super) const fn plain(dir: Dir) -> Read {
        match dir {
            Dir::In => Read::In,
            Dir::Out => Read::Out,
            Dir::InOut => Read::InOut,
        }
    }
}
