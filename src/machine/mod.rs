//! What does a line say that only the machine knows on which it was traced?
//!
//! Records tell numbers; people read names of network interfaces and dates of a
//! time zone. Views ask for them here, so that a trace that is shown elsewhere
//! gets the answers of the machine that it was made on.

mod zone;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::ffi::CString;
use std::fmt;
use std::rc::Rc;

use nix::net::if_::if_indextoname;
use nix::net::if_::if_nameindex;

pub use self::zone::DateTime;
pub use self::zone::Source;
pub use self::zone::Zone;
pub use self::zone::SOURCE_LIMIT;

/// Who knows that. An object, not a parameter of the views' types: few lines of a trace ask, and what the answer
/// comes from is nobody else's business.
pub trait Machine: fmt::Debug {
    /// The name of the network interface of that number, if there is one.
    fn interface(&self, index: u32) -> Option<InterfaceName>;
    /// The time zone of who reads the trace.
    fn zone(&self) -> &Zone;
}

/// The name of a network interface: at most 15 bytes, none of them NUL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InterfaceName {
    bytes: [u8; libc::IF_NAMESIZE],
}

impl InterfaceName {
    /// The name of these bytes, if they can be one.
    pub fn new(name: &[u8]) -> Option<InterfaceName> {
        let mut bytes = [0; libc::IF_NAMESIZE];
        if name.is_empty() || name.len() >= bytes.len() || name.contains(&0) {
            return None;
        }
        bytes[..name.len()].copy_from_slice(name);
        Some(InterfaceName { bytes })
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        CStr::from_bytes_until_nul(&self.bytes).map_or(&self.bytes, CStr::to_bytes)
    }
}

impl fmt::Debug for InterfaceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.as_bytes().escape_ascii())
    }
}

/// The machine that beetrace runs on, as it is when it is asked.
#[derive(Debug)]
pub struct Live {
    zone: Zone,
}

impl Live {
    /// This machine, with the time zone of beetrace's environment.
    pub fn new() -> Live {
        Live { zone: Zone::here() }
    }

    /// All that there are now of what can be asked for, to be asked elsewhere.
    pub fn answers(&self) -> Given {
        let mut given = Given::new(self.zone.clone());
        for interface in if_nameindex().iter().flatten() {
            if let Some(name) = InterfaceName::new(interface.name().to_bytes()) {
                given.add_interface(interface.index(), name);
            }
        }
        given
    }
}

impl Default for Live {
    fn default() -> Live {
        Live::new()
    }
}

impl Machine for Live {
    fn interface(&self, index: u32) -> Option<InterfaceName> {
        let name: CString = if_indextoname(index).ok()?;
        InterfaceName::new(name.to_bytes())
    }

    fn zone(&self) -> &Zone {
        &self.zone
    }
}

/// Which interface was asked for, and its name, if it has one.
type Answer = (u32, Option<InterfaceName>);

/// What somebody wants to know of the answers that [`Noted`] gives.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    interfaces: Rc<RefCell<Vec<Answer>>>,
}

impl Asked {
    /// Hands on the answers that were given since the last time: names, or that there was none.
    pub fn take(&self, mut each: impl FnMut(u32, Option<InterfaceName>)) {
        self.interfaces.borrow_mut().drain(..).for_each(|(index, name)| each(index, name));
    }
}

/// A machine whose answers somebody else notes.
#[derive(Debug)]
pub struct Noted<M> {
    machine: M,
    asked: Asked,
}

impl<M> Noted<M> {
    /// That machine, and where its answers go.
    pub fn new(machine: M, asked: Asked) -> Noted<M> {
        Noted { machine, asked }
    }
}

impl<M: Machine> Machine for Noted<M> {
    fn interface(&self, index: u32) -> Option<InterfaceName> {
        let name = self.machine.interface(index);
        self.asked.interfaces.borrow_mut().push((index, name));
        name
    }

    fn zone(&self) -> &Zone {
        self.machine.zone()
    }
}

/// A machine of which no more is known than somebody has written down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    zone: Zone,
    interfaces: BTreeMap<u32, InterfaceName>,
}

impl Given {
    /// A machine in that time zone, without interfaces.
    pub fn new(zone: Zone) -> Given {
        Given { zone, interfaces: BTreeMap::new() }
    }

    /// An interface is known by that name from now on.
    pub fn add_interface(&mut self, index: u32, name: InterfaceName) {
        self.interfaces.insert(index, name);
    }

    /// An interface is known by that name from now on, or by none.
    pub fn set_interface(&mut self, index: u32, name: Option<InterfaceName>) {
        match name {
            Some(name) => self.add_interface(index, name),
            None => {
                self.interfaces.remove(&index);
            }
        }
    }

    /// All interfaces that are known.
    pub fn interfaces(&self) -> impl Iterator<Item = (u32, InterfaceName)> + '_ {
        self.interfaces.iter().map(|(&index, &name)| (index, name))
    }
}

impl Machine for Given {
    fn interface(&self, index: u32) -> Option<InterfaceName> {
        self.interfaces.get(&index).copied()
    }

    fn zone(&self) -> &Zone {
        &self.zone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_tells_its_interfaces_and_its_answers_are_the_same() {
        let live = Live::new();
        let given = live.answers();
        assert_eq!(live.interface(1), InterfaceName::new(b"lo"));
        assert_eq!(given.interface(1), InterfaceName::new(b"lo"));
        assert_eq!((live.interface(0), given.interface(0)), (None, None));
        assert_eq!(live.zone().source(), given.zone().source());
    }

    #[test]
    fn what_no_interface_can_be_called_is_no_name() {
        assert_eq!(InterfaceName::new(b"wlp0s20f3longer"), InterfaceName::new(b"wlp0s20f3longer"));
        for wrong in [&b""[..], b"e\0h", b"sixteen bytes no", &[b'x'; 300]] {
            assert_eq!(InterfaceName::new(wrong), None);
        }
        assert_eq!(InterfaceName::new(b"eth0").unwrap().as_bytes(), b"eth0");
    }
}
