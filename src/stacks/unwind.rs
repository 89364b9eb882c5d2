//! How does one get from a function to the one that has called it?
//!
//! By the tables that compilers put into every file (.eh_frame): they tell for each instruction where the caller's
//! registers are, so that no frame pointers are needed. All registers are followed that a callee preserves.

use std::rc::Rc;

use gimli::BaseAddresses;
use gimli::CfaRule;
use gimli::CieOrFde;
use gimli::EhFrame;
use gimli::EhFrameHdr;
use gimli::Encoding;
use gimli::EndianSlice;
use gimli::EvaluationResult;
use gimli::FrameDescriptionEntry;
use gimli::LittleEndian;
use gimli::Location;
use gimli::Register;
use gimli::RegisterRule;
use gimli::UnwindContext;
use gimli::UnwindExpression;
use gimli::UnwindSection;
use gimli::Value;
use rustc_hash::FxHashMap;

/// DWARF's numbers of registers on x86-64: 0 to 15 and the return address.
const REGISTERS: usize = 17;
const SP: usize = 7;
const IP: usize = 16;
/// Rows that are remembered of one file.
const MOST_ROWS: usize = 1 << 16;

/// Registers by DWARF's numbers; those that nobody knows are `None`.
#[derive(Debug, Clone)]
pub struct Registers {
    values: [Option<u64>; REGISTERS],
}

impl Registers {
    /// The words of a record: enum bt_register.
    pub fn of(words: &[u64; 8]) -> Registers {
        let mut values = [None; REGISTERS];
        // ip, sp, bp, bx, r12 to r15.
        for (number, word) in [IP, SP, 6, 3, 12, 13, 14, 15].into_iter().zip(words) {
            values[number] = Some(*word);
        }
        Registers { values }
    }

    /// The instruction pointer.
    pub fn ip(&self) -> Option<u64> {
        self.values[IP]
    }

    /// The stack pointer.
    pub fn sp(&self) -> Option<u64> {
        self.values[SP]
    }

    fn get(&self, register: Register) -> Option<u64> {
        self.values.get(usize::from(register.0)).copied().flatten()
    }
}

/// The top of a stack, as it was copied.
#[derive(Debug, Clone, Copy)]
pub struct Memory<'a> {
    /// Where it begins.
    pub from: u64,
    /// What stands there.
    pub bytes: &'a [u8],
}

impl Memory<'_> {
    fn word(&self, address: u64) -> Option<u64> {
        let at = usize::try_from(address.checked_sub(self.from)?).ok()?;
        self.bytes.get(at..)?.first_chunk().map(|word| u64::from_le_bytes(*word))
    }
}

/// What comes behind a frame. There is one at a time.
#[derive(Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Caller {
    /// It was called, or, if a signal has brought it about, interrupted.
    Frame {
        /// The caller's registers.
        registers: Registers,
        /// The caller has not called: its instruction pointer is where it was interrupted.
        interrupted: bool,
    },
    /// Nobody has called it.
    End,
    /// Nothing tells.
    Unknown,
    /// That would be told by memory that was not copied.
    Beyond,
}

/// How the functions of a file are left.
#[derive(Debug, Default)]
pub struct Unwinding {
    frames: Vec<u8>,
    header: Vec<u8>,
    bases: BaseAddresses,
    /// Where each function begins and its entry is, if no header tells.
    index: Option<Vec<(u64, usize)>>,
    rows: FxHashMap<u64, Option<Rc<Row>>>,
    context: UnwindContext<usize>,
}

/// The rules at an instruction.
#[derive(Debug)]
struct Row {
    cfa: CfaRule<usize>,
    rules: Vec<(Register, RegisterRule<usize>)>,
    encoding: Encoding,
    interrupted: bool,
}

type Bytes<'a> = EndianSlice<'a, LittleEndian>;

impl Unwinding {
    /// By those sections, with their addresses.
    pub fn new(frames: Option<(u64, Vec<u8>)>, header: Option<(u64, Vec<u8>)>) -> Unwinding {
        let (at, frames) = frames.unwrap_or_default();
        let (header_at, header) = header.unwrap_or_default();
        let bases = BaseAddresses::default().set_eh_frame(at).set_eh_frame_hdr(header_at);
        Unwinding { frames, header, bases, ..Unwinding::default() }
    }

    /// From a frame whose instruction is at `address`, by the file's own addresses, to its caller.
    pub fn caller(&mut self, address: u64, registers: &Registers, memory: Memory<'_>) -> Caller {
        let row = match self.rows.get(&address) {
            Some(row) => row.clone(),
            None => {
                if self.rows.len() >= MOST_ROWS {
                    self.rows.clear();
                }
                let row = self.row(address).map(Rc::new);
                self.rows.insert(address, row.clone());
                row
            }
        };
        let Some(row) = row else { return Caller::Unknown };
        self.step(&row, registers, memory)
    }

    fn row(&mut self, address: u64) -> Option<Row> {
        let frames = EhFrame::new(&self.frames, LittleEndian);
        let entry = entry(&frames, &self.header, &self.bases, &mut self.index, address)?;
        let row = entry.unwind_info_for_address(&frames, &self.bases, &mut self.context, address).ok()?;
        let rules = row.registers().map(|(register, rule)| (*register, rule.clone())).collect();
        let encoding = entry.cie().encoding();
        Some(Row { cfa: row.cfa().clone(), rules, encoding, interrupted: entry.is_signal_trampoline() })
    }

    fn step(&self, row: &Row, registers: &Registers, memory: Memory<'_>) -> Caller {
        let evaluated = |expression: &UnwindExpression<usize>, cfa: Option<u64>| {
            let frames = EhFrame::new(&self.frames, LittleEndian);
            evaluate(expression.get(&frames).ok()?.0, row.encoding, cfa, registers, memory)
        };
        let cfa = match &row.cfa {
            CfaRule::RegisterAndOffset { register, offset } => {
                registers.get(*register).map(|value| value.wrapping_add_signed(*offset))
            }
            CfaRule::Expression(expression) => evaluated(expression, None),
        };
        let Some(cfa) = cfa else { return Caller::Unknown };
        let mut values = registers.values;
        // What a function may overwrite is nobody's from here on; the stack pointer is what it was before the call.
        for (number, value) in values.iter_mut().enumerate() {
            if !matches!(number, 3 | 6 | 12..=15) {
                *value = None;
            }
        }
        values[SP] = Some(cfa);
        for (register, rule) in &row.rules {
            let Some(value) = values.get_mut(usize::from(register.0)) else { continue };
            *value = match rule {
                RegisterRule::SameValue => registers.get(*register),
                RegisterRule::Offset(offset) => memory.word(cfa.wrapping_add_signed(*offset)),
                RegisterRule::ValOffset(offset) => Some(cfa.wrapping_add_signed(*offset)),
                RegisterRule::Register(other) => registers.get(*other),
                RegisterRule::Expression(expression) => {
                    evaluated(expression, Some(cfa)).and_then(|address| memory.word(address))
                }
                RegisterRule::ValExpression(expression) => evaluated(expression, Some(cfa)),
                _ => None,
            };
        }
        let returns = row
            .rules
            .iter()
            .any(|(register, rule)| usize::from(register.0) == IP && !matches!(rule, RegisterRule::Undefined));
        let grows = registers.sp().is_none_or(|sp| cfa > sp);
        match values[IP] {
            _ if !returns => Caller::End,
            None => Caller::Beyond,
            Some(0) => Caller::End,
            // A handler may have had a stack of its own.
            Some(_) if !grows && !row.interrupted => Caller::Unknown,
            Some(_) => Caller::Frame { registers: Registers { values }, interrupted: row.interrupted },
        }
    }
}

/// The entry of the function that the instruction is in.
fn entry<'a>(
    frames: &EhFrame<Bytes<'a>>,
    header: &[u8],
    bases: &BaseAddresses,
    index: &mut Option<Vec<(u64, usize)>>,
    address: u64,
) -> Option<FrameDescriptionEntry<Bytes<'a>>> {
    if let Ok(header) = EhFrameHdr::new(header, LittleEndian).parse(bases, 8) {
        if let Some(table) = header.table() {
            let place = table.lookup(address, bases).and_then(|pointer| table.pointer_to_offset(pointer)).ok()?;
            let entry = frames.fde_from_offset(bases, place, EhFrame::cie_from_offset).ok()?;
            return entry.contains(address).then_some(entry);
        }
    }
    // As in static programs: the linker makes no header.
    let index = index.get_or_insert_with(|| {
        let mut index = Vec::new();
        let mut entries = frames.entries(bases);
        while let Ok(Some(entry)) = entries.next() {
            let CieOrFde::Fde(entry) = entry else { continue };
            if let Ok(entry) = entry.parse(EhFrame::cie_from_offset) {
                index.push((entry.initial_address(), entry.offset()));
            }
        }
        index.sort_unstable();
        index
    });
    let before = index.partition_point(|(begin, _)| *begin <= address).checked_sub(1)?;
    let (_, place) = index.get(before)?;
    let entry = frames.fde_from_offset(bases, (*place).into(), EhFrame::cie_from_offset).ok()?;
    entry.contains(address).then_some(entry)
}

/// Steps of an expression at the most: a file can have one without an end.
const MOST_STEPS: u32 = 1000;

/// What an expression comes to. It begins with the frame's address, where that is known already.
fn evaluate(
    expression: Bytes<'_>,
    encoding: Encoding,
    cfa: Option<u64>,
    registers: &Registers,
    memory: Memory<'_>,
) -> Option<u64> {
    let mut evaluation = gimli::Expression(expression).evaluation(encoding);
    evaluation.set_max_iterations(MOST_STEPS);
    if let Some(cfa) = cfa {
        evaluation.set_initial_value(cfa);
    }
    let mut state = evaluation.evaluate().ok()?;
    loop {
        state = match state {
            EvaluationResult::Complete => break,
            EvaluationResult::RequiresRegister { register, .. } => {
                evaluation.resume_with_register(Value::Generic(registers.get(register)?)).ok()?
            }
            EvaluationResult::RequiresMemory { address, size, .. } => {
                let word = memory.word(address)?;
                let bits = u32::from(size) * 8;
                let word = if bits < 64 { word & ((1 << bits) - 1) } else { word };
                evaluation.resume_with_memory(Value::Generic(word)).ok()?
            }
            _ => return None,
        };
    }
    match evaluation.result().first()?.location {
        Location::Address { address } => Some(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries for two functions of 16 bytes: at 0x1000 one that has moved the stack pointer by 16 and has kept rbx at
    /// the frame's address less 16; at 0x2000 one that nobody has called.
    fn frames() -> Vec<u8> {
        let mut all = Vec::new();
        let mut put = |id: u32, body: &[u8]| {
            let len = (4 + body.len()).next_multiple_of(4);
            all.extend_from_slice(&(len as u32).to_le_bytes());
            all.extend_from_slice(&id.to_le_bytes());
            all.extend_from_slice(body);
            all.resize(all.len().next_multiple_of(4), 0);
        };
        // Version 1, no augmentation, code 1, data -8, return address 16; CFA rsp+8, return address at CFA-8.
        put(0, &[1, 0, 1, 0x78, 16, 0x0c, 7, 8, 0x90, 1]);
        let entry = |begin: u64, rules: &[u8]| [&begin.to_le_bytes()[..], &16u64.to_le_bytes(), rules].concat();
        // The first entry is 20 bytes long: that far is it from the id of the second one, and so on.
        put(24, &entry(0x1000, &[0x0e, 24, 0x83, 2]));
        put(24 + 28, &entry(0x2000, &[0x07, 16]));
        all
    }

    #[test]
    fn the_caller_has_the_registers_that_the_callee_has_kept() {
        let frames = frames();
        let first = u32::from_le_bytes(frames[..4].try_into().unwrap()) as usize + 4;
        assert_eq!(first, 20);
        let mut unwinding = Unwinding::new(Some((0, frames)), None);
        let stack: Vec<u8> = [1u64, 0xb, 0xca11].iter().flat_map(|word| word.to_le_bytes()).collect();
        let memory = Memory { from: 0x7000, bytes: &stack };
        let registers = Registers::of(&[0x1004, 0x7000, 6, 3, 12, 13, 14, 15]);
        let Caller::Frame { registers, interrupted } = unwinding.caller(0x1004, &registers, memory) else {
            panic!("no caller")
        };
        assert_eq!((registers.ip(), registers.sp(), interrupted), (Some(0xca11), Some(0x7018), false));
        assert_eq!((registers.get(Register(3)), registers.get(Register(12))), (Some(0xb), Some(12)));
        assert!(matches!(unwinding.caller(0x2004, &registers, memory), Caller::End));
        assert!(matches!(unwinding.caller(0x1010, &registers, memory), Caller::Unknown));
        // What stands there was not copied.
        assert!(matches!(unwinding.caller(0x1004, &registers, memory), Caller::Beyond));
    }
}
