//! What can be said of a struct, an attribute, a value of netlink?

use linux_raw_sys::netlink;

use crate::xlat::names;
use crate::xlat::Name;
use crate::xlat::Xlat;

/// Bits of an attribute's type that are its number; the others are flags.
pub const TYPE_MASK: u16 = 0x3fff;

/// What is known of the messages of one protocol.
#[derive(Debug)]
pub struct Protocol {
    /// Its number: `NETLINK_ROUTE`.
    pub number: u32,
    /// The names of its types of messages.
    pub types: &'static Xlat,
    /// What the names are looked for among, where these have none: the upper byte, and the rest as a number.
    pub groups: Option<&'static Xlat>,
    /// What the types hold,
    pub bodies: &'static [Row],
    /// and what those do that are not there; bytes, if that is not known either.
    pub others: Option<&'static Body>,
    /// What the upper bits of `nlmsg_flags` mean, by the type.
    pub flags: fn(u16) -> Meaning,
}

impl Protocol {
    /// What messages of that type hold.
    pub fn body(&self, kind: u16) -> Option<&'static Body> {
        self.bodies.iter().find(|row| (row.types.0..=row.types.1).contains(&kind)).map(|row| row.body).or(self.others)
    }
}

/// What messages of some types hold.
#[derive(Debug)]
pub struct Row {
    /// The first and the last of the types.
    pub types: (u16, u16),
    /// What they hold.
    pub body: &'static Body,
}

/// What a message holds.
#[derive(Debug)]
pub enum Body {
    /// A struct and attributes behind it.
    Plain(Whole, &'static Layout, Rest),
    /// One or the other by the first byte, the family: as a request (NLM_F_REQUEST), and as an answer.
    /// Others show the family and bytes.
    ByFamily(&'static [(u8, Answer, Answer)]),
}

/// A struct, and attributes behind it.
pub type Answer = (&'static Layout, Rest);

/// What is behind the struct of a message.
#[derive(Debug, Clone, Copy)]
pub enum Rest {
    /// What does not show.
    Hidden,
    /// Bytes.
    Bytes,
    /// Attributes.
    Attributes(&'static Attributes),
}

/// What of a struct is shown that is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Its first field, one byte, and `...`
    First,
    /// Bytes.
    Needed,
}

/// What the upper bits of a message's flags mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing.
    None,
    /// As in requests that ask: NLM_F_DUMP.
    Get,
    /// As in requests that make something: NLM_F_CREATE.
    New,
    /// As in requests that remove something: NLM_F_NONREC.
    Delete,
}

/// Attributes by their number.
#[derive(Debug)]
pub struct Attributes {
    /// Their names.
    pub names: Xlat,
    /// What they hold, ascending by number,
    pub shapes: &'static [(u16, Shape)],
    /// and what those hold that are not there.
    pub others: Shape,
}

impl Attributes {
    /// A table of attributes.
    pub const fn new(
        unknown: &'static str,
        names: &'static [Name],
        shapes: &'static [(u16, Shape)],
        others: Shape,
    ) -> Attributes {
        let mut row = 1;
        while row < shapes.len() {
            assert!(shapes[row - 1].0 < shapes[row].0, "rows of a table of attributes do not ascend");
            row += 1;
        }
        Attributes { names: Xlat::values(unknown, names), shapes, others }
    }

    /// What the attribute of that number holds.
    pub fn shape(&self, number: u16) -> Shape {
        let number = number & TYPE_MASK;
        let row = self.shapes.binary_search_by_key(&number, |row| row.0);
        row.ok().and_then(|row| self.shapes.get(row)).map_or(self.others, |row| row.1)
    }
}

/// The flags in an attribute's number.
pub static TYPE_FLAGS: Xlat = Xlat::flags("", names![netlink: NLA_F_NESTED, NLA_F_NET_BYTEORDER]);

/// A value: what it is, and when it is that.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The bytes that it takes. With less of them it is bytes.
    pub size: usize,
    /// How many there may be.
    pub fit: Fit,
    /// What they are.
    pub what: What,
}

impl Shape {
    /// Bytes, of which nothing is known.
    pub const BYTES: Shape = Shape { size: 0, fit: Fit::Any, what: What::Bytes };
}

/// How many bytes a value may have.
#[derive(Debug, Clone, Copy)]
pub enum Fit {
    /// As many as it takes, or more, which are not looked at.
    Any,
    /// As many as it takes.
    Exact,
    /// As many as it takes, or more, up to a number of 64 bits.
    Word,
    /// As many as it takes or more, or one of these numbers: a struct that has grown.
    Grown(&'static [usize]),
}

/// What bytes are. Numbers are as wide as their [`Shape::size`] says.
#[derive(Debug, Clone, Copy)]
pub enum What {
    /// Bytes.
    Bytes,
    /// A string that ends with a NUL.
    Text,
    /// A string in a struct, up to its NUL.
    Name,
    /// An unsigned number,
    Unsigned,
    /// a signed one,
    Signed,
    /// one that is read in hexadecimal,
    Hex,
    /// one in network byte order: `htons(80)`.
    Network,
    /// A network interface.
    Interface,
    /// An address of IPv4,
    Inet,
    /// of IPv6,
    Inet6,
    /// or of the message's family.
    Address,
    /// A hardware address, all of it: `00:16:3e:00:00:01`,
    Hardware,
    /// or as much of it as strace takes the message's family to have for a type of hardware.
    LinkAddress,
    /// One of some names.
    Enum(&'static Xlat),
    /// The same, of a number in network byte order: `htons(ETH_P_IP)`.
    NetworkEnum(&'static Xlat),
    /// The same, of as many bytes as there are, up to 8.
    WideEnum(&'static Xlat),
    /// Flags.
    Flags(&'static Xlat),
    /// A number with its name as a remark: `0x1 /* RCV_SHUTDOWN */`.
    Beside(&'static Xlat),
    /// Ticks of a clock, so many a second, of as many bytes as there are: `150 /* 1.50 s */`.
    Ticks(u32),
    /// The number of an error, negative: `-ENOENT`.
    Error,
    /// A struct.
    Struct(&'static Layout),
    /// Attributes.
    Nested(&'static Attributes),
    /// Elements, as many as there are, each of [`Shape::size`] bytes.
    Array(&'static What),
    /// Elements, each with the name of its place: `[[SK_MEMINFO_DROPS]=0]`.
    Places(&'static What, &'static Xlat),
    /// So many elements.
    Numbers(&'static What, usize),
    /// The ways of a route over several: structs with attributes of their own.
    Ways(&'static Attributes),
    /// An address with its family: `struct rtvia`.
    Via,
    /// Attributes of one table or another, by the message's family; `None` is any other.
    ByFamily(&'static [(Option<u8>, &'static Attributes)]),
    /// The same by the last string among the attributes before: `IFLA_INFO_KIND`.
    ByKind(&'static [(&'static str, &'static Attributes)]),
    /// A value of [`Shape::size`] bytes, and attributes behind it.
    With(&'static What, &'static Attributes),
    /// A mask, with all its digits.
    Padded,
    /// The number of a device, as the kernel has it itself.
    Device,
    /// Two numbers of packets, by the way that they go: `[[BR_MCAST_DIR_RX]=1, [BR_MCAST_DIR_TX]=0]`.
    Directions,
    /// A subsystem of netfilter in network byte order, by its name if it is the message's own.
    Subsystem(&'static Xlat),
    /// A socket's address.
    SocketAddress,
    /// Bits, each with its name: `struct inet_diag_sockopt`.
    SocketOptions,
}

/// A struct.
#[derive(Debug)]
pub struct Layout {
    /// What it is called here.
    pub name: &'static str,
    /// Its bytes.
    pub size: usize,
    /// Its fields.
    pub fields: &'static [Field],
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name,
    pub name: &'static str,
    /// and that behind a `&`.
    pub target: &'static str,
    /// Bytes from the beginning of the struct.
    pub at: usize,
    /// Its bytes.
    pub size: usize,
    /// What it is.
    pub what: What,
    /// Whether it is there only if it is not 0: what is kept free.
    pub if_set: bool,
}
