//! Which record of a recording is which event?
//!
//! The kernel's records are there as they came from the ring. What else a tracer was told are records in the same
//! structs with kinds of their own, beside those of bpf/wire.h.

use crate::ending::Losses;
use crate::event::flags_of_end;
use crate::event::padded;
use crate::event::Event;
use crate::event::Waiting;
use crate::machine::InterfaceName;
use crate::skeleton::types::bt_call;
use crate::skeleton::types::bt_exec;
use crate::skeleton::types::bt_exit;
use crate::skeleton::types::bt_header;
use crate::skeleton::types::bt_record_flag;
use crate::skeleton::types::bt_task;
use crate::skeleton::types::bt_task_flag;
use crate::syscalls::abi::Abi;
use crate::wire;
use crate::wire::AlignedBytes;
use crate::wire::Unpadded;

/// Kinds of records that no kernel sends. They stay what they are: files have them.
mod kind {
    /// [`Event::Waits`]: struct bt_call with number and arguments, then chunks.
    pub const WAITS: u16 = 0x100;
    /// [`Event::Idle`]: struct bt_header.
    pub const IDLE: u16 = 0x101;
    /// [`Event::Gone`]: struct bt_header.
    pub const GONE: u16 = 0x102;
    /// [`Event::DiedUnseen`]: struct bt_exit; BT_ENTERED if the task was in a call that has told of its entry.
    pub const DIED_UNSEEN: u16 = 0x103;
    /// [`Event::LostUntold`]: struct bt_header.
    pub const LOST_UNTOLD: u16 = 0x104;
    /// [`Event::End`]: struct bt_header.
    pub const END: u16 = 0x105;
    /// [`Event::There`]: struct bt_exec; the flags are those of the ABI, `old_tid` is 0, or one more than the number
    /// of the call that was broken off, `lost` the same of its last call; BT_HANDLED if a signal has stopped it.
    pub const THERE: u16 = 0x106;
    /// [`Told::Interface`]: struct bt_exec; `old_tid` is the index, `comm` the name, or empty.
    pub const INTERFACE: u16 = 0x107;
    /// [`Told::Standstills`]: struct bt_exit; `code` says how many.
    pub const STANDSTILLS: u16 = 0x108;
    /// [`Told::Losses`]: struct bt_call, whose arguments are the four numbers; then the cause, as text.
    pub const LOSSES: u16 = 0x109;
}

/// The flag that says of a task that a signal has stopped it: one of those that only signals have.
const STOPPED: u16 = bt_record_flag::BT_HANDLED.0 as u16;

/// What a record of a recording tells.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// Something that tracers are told.
    Event(Event<'a>),
    /// A network interface has that name from here on, or none.
    Interface(u32, Option<InterfaceName>),
    /// The command was held still so many times by now, because the ring was full.
    Standstills(u32),
    /// What is missing in the whole of the recording.
    Losses(Losses<'a>),
}

fn head(kind: u16, tid: u32, tgid: u32) -> bt_header {
    bt_header { kind, tid, tgid, ..bt_header::default() }
}

/// Puts together records of events.
#[derive(Default)]
pub struct Encoder {
    bytes: AlignedBytes,
}

impl Encoder {
    /// The record that tells that.
    pub fn record<'a>(&'a mut self, told: Told<'a>) -> &'a [u8] {
        self.bytes.clear();
        match told {
            Told::Event(Event::Record(bytes)) => return in_use(bytes),
            Told::Event(Event::Waits { tid, call, inputs }) => {
                let head = bt_header { flags: call.abi.flag(), ..head(kind::WAITS, tid, 0) };
                self.bytes.append(
                    bt_call { head, nr: call.nr, args: call.args, ret: call.ip as i64, ..bt_call::default() }.bytes(),
                );
                self.bytes.append(inputs);
            }
            Told::Event(Event::Idle(tid)) => self.bytes.append(head(kind::IDLE, tid, 0).bytes()),
            Told::Event(Event::Gone(tid)) => self.bytes.append(head(kind::GONE, tid, 0).bytes()),
            Told::Event(Event::DiedUnseen(task)) => {
                let head = bt_header {
                    flags: flags_of_end(task),
                    lost: task.lost,
                    ..head(kind::DIED_UNSEEN, task.tid, task.tgid)
                };
                self.bytes.append(bt_exit { head, code: task.code, group: 0 }.bytes());
            }
            Told::Event(Event::LostUntold(task)) => {
                let head = bt_header { lost: task.lost, ..head(kind::LOST_UNTOLD, task.tid, task.tgid) };
                self.bytes.append(head.bytes());
            }
            Told::Event(Event::End) => self.bytes.append(head(kind::END, 0, 0).bytes()),
            Told::Event(Event::There { tid, tgid, time, abi, comm, interrupted, nr, stopped, signo }) => {
                let number = |nr: Option<u32>| nr.map_or(0, |nr| nr.wrapping_add(1));
                let flags = abi.flag() | if stopped { STOPPED } else { 0 };
                let head = bt_header { flags, time, lost: number(nr), ..head(kind::THERE, tid, tgid) };
                let old_tid = number(interrupted);
                self.bytes.append(bt_exec { head, old_tid, reserved: signo, comm }.bytes());
            }
            Told::Interface(index, name) => {
                let comm = padded(name.as_ref().map_or(&[], InterfaceName::as_bytes));
                let exec = bt_exec { head: head(kind::INTERFACE, 0, 0), old_tid: index, comm, ..bt_exec::default() };
                self.bytes.append(exec.bytes());
            }
            Told::Standstills(count) => {
                self.bytes.append(bt_exit { head: head(kind::STANDSTILLS, 0, 0), code: count, group: 0 }.bytes());
            }
            Told::Losses(losses) => {
                let args = [losses.calls, losses.events, losses.tasks, losses.unreadable, 0, 0];
                self.bytes.append(bt_call { head: head(kind::LOSSES, 0, 0), args, ..bt_call::default() }.bytes());
                self.bytes.append(losses.cause.as_bytes());
            }
        }
        self.bytes.bytes()
    }
}

/// The bytes of a record that count: what the kernel reserves in the ring can be more.
fn in_use(record: &[u8]) -> &[u8] {
    match wire::parse(record) {
        Ok(wire::Record::Call(call, _) | wire::Record::Enter(call, _)) if call.size != 0 => {
            record.get(..(call.size as usize).max(size_of::<bt_call>())).unwrap_or(record)
        }
        _ => record,
    }
}

/// What a record tells; `task` is where a task stands that it tells of. A record that makes no sense is an event, too:
/// who is told counts it.
pub fn told<'a>(record: &'a [u8], task: &'a mut bt_task) -> Told<'a> {
    own(record, task).unwrap_or(Told::Event(Event::Record(record)))
}

/// As [`told`], of a record that no kernel sends.
fn own<'a>(record: &'a [u8], task: &'a mut bt_task) -> Option<Told<'a>> {
    let head: &bt_header = wire::read(record).ok()?;
    let tid = head.tid;
    Some(match head.kind {
        kind::WAITS => {
            let call: &bt_call = wire::read(record).ok()?;
            let inputs = record.get(size_of::<bt_call>()..)?;
            let call = Waiting { abi: Abi::of(head.flags), nr: call.nr, args: call.args, ip: call.ret as u64 };
            Told::Event(Event::Waits { tid, call, inputs })
        }
        kind::IDLE => Told::Event(Event::Idle(tid)),
        kind::GONE => Told::Event(Event::Gone(tid)),
        kind::DIED_UNSEEN => {
            let exit: &bt_exit = wire::read(record).ok()?;
            let inside = u32::from(head.flags) & bt_record_flag::BT_ENTERED.0 != 0;
            let flags = if inside { bt_task_flag::BT_INFLIGHT.0 } else { 0 };
            *task = bt_task { tid, tgid: head.tgid, lost: head.lost, flags, code: exit.code, ..bt_task::default() };
            Told::Event(Event::DiedUnseen(task))
        }
        kind::LOST_UNTOLD => {
            *task = bt_task { tid, tgid: head.tgid, lost: head.lost, ..bt_task::default() };
            Told::Event(Event::LostUntold(task))
        }
        kind::END => Told::Event(Event::End),
        kind::THERE => {
            let exec: &bt_exec = wire::read(record).ok()?;
            let (tgid, abi, comm) = (head.tgid, Abi::of(head.flags), exec.comm);
            let (interrupted, nr) = (exec.old_tid.checked_sub(1), head.lost.checked_sub(1));
            let (stopped, signo) = (head.flags & STOPPED != 0, exec.reserved);
            Told::Event(Event::There { tid, tgid, time: head.time, abi, comm, interrupted, nr, stopped, signo })
        }
        kind::INTERFACE => {
            let exec: &bt_exec = wire::read(record).ok()?;
            let name = wire::until_nul(&exec.comm);
            let name = (!name.is_empty()).then(|| InterfaceName::new(name).ok_or(())).transpose().ok()?;
            Told::Interface(exec.old_tid, name)
        }
        kind::STANDSTILLS => Told::Standstills(wire::read::<bt_exit>(record).ok()?.code),
        kind::LOSSES => {
            let call: &bt_call = wire::read(record).ok()?;
            let [calls, events, tasks, unreadable, ..] = call.args;
            let cause = std::str::from_utf8(record.get(size_of::<bt_call>()..)?).ok()?;
            Told::Losses(Losses { calls, events, tasks, unreadable, cause })
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;

    use super::*;

    #[test]
    fn every_event_comes_back_as_it_was() {
        let dead =
            bt_task { tid: 5, tgid: 4, lost: 3, code: 9, flags: bt_task_flag::BT_INFLIGHT.0, ..bt_task::default() };
        let lost = bt_task { tid: 5, tgid: 4, lost: 3, ..bt_task::default() };
        let call = Waiting { abi: Abi::I386, nr: 3, args: [1, 2, 3, 4, 5, u64::MAX], ip: u64::MAX - 1 };
        let losses = Losses { calls: 1, events: 2, tasks: 3, unreadable: 4, cause: "the ring was full" };
        let record = [7; 40];
        let comm = *b"sixteen-is-most\0";
        let there = |interrupted, nr, stopped| {
            Told::Event(Event::There {
                tid: 3,
                tgid: 2,
                time: 5,
                abi: Abi::X32,
                comm,
                interrupted,
                nr,
                stopped,
                signo: 19,
            })
        };
        for told in [
            Told::Event(Event::Record(&record)),
            Told::Event(Event::Waits { tid: 9, call, inputs: &[1, 2, 3, 4, 5, 6, 7, 8] }),
            Told::Event(Event::Idle(1)),
            Told::Event(Event::Gone(2)),
            Told::Event(Event::DiedUnseen(&dead)),
            Told::Event(Event::LostUntold(&lost)),
            Told::Event(Event::End),
            there(None, None, false),
            there(Some(0), Some(39), true),
            there(Some(230), Some(0), false),
            Told::Interface(3, InterfaceName::new(b"eth0")),
            Told::Interface(4, None),
            Told::Standstills(12),
            Told::Losses(losses),
        ] {
            let (mut encoder, mut task) = (Encoder::default(), bt_task::default());
            let again = super::told(encoder.record(told), &mut task);
            assert_eq!(format!("{told:?}"), format!("{again:?}"));
        }
    }

    #[test]
    fn what_the_kernel_has_reserved_and_not_used_is_left_out() {
        let head = bt_header { kind: 1, ..bt_header::default() };
        let mut bytes = AlignedBytes::default();
        bytes.append(bt_call { head, size: 104, ..bt_call::default() }.bytes());
        bytes.append(&[0xaa; 40]);
        let used = Encoder::default().record(Told::Event(Event::Record(bytes.bytes()))).len();
        assert_eq!(used, 104);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 0u16..0x10c, low in any::<bool>(), bytes in vec(any::<u8>(), 0..200)) {
            let mut record = AlignedBytes::default();
            record.append(&(if low { kind & 7 } else { kind }).to_le_bytes());
            record.append(&bytes);
            let mut task = bt_task::default();
            let mut encoder = Encoder::default();
            let told = told(record.bytes(), &mut task);
            encoder.record(told);
        }
    }
}
