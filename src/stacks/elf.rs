//! What does a program's or library's file say about its functions?
//!
//! Where each begins and what it is called, how a frame is left (.eh_frame), which line of the source stands where.
//! Of the file only these parts are read, once; where names and lines have been taken out into a file of their own,
//! as distributions do, from there.

use std::fs::File;
use std::path::Path;
use std::path::PathBuf;

use addr2line::Context;
use gimli::EndianRcSlice;
use gimli::LittleEndian;
use object::elf::FileHeader64;
use object::elf::PF_X;
use object::elf::PT_LOAD;
use object::elf::STT_FUNC;
use object::elf::STT_GNU_IFUNC;
use object::read::elf::ElfFile;
use object::read::elf::FileHeader;
use object::read::elf::ProgramHeader;
use object::read::elf::Sym;
use object::read::ReadCache;
use object::Endianness;
use object::Object;
use object::ObjectSection;
use object::ReadRef;
use rustc_hash::FxHashMap;

use crate::stacks::unwind::Unwinding;

/// Where distributions put what they have taken out of files.
const DEBUG: &str = "/usr/lib/debug";
/// Lines that are remembered of one file.
const MOST_PLACES: usize = 1 << 16;

/// Lines of the source by address.
type Lines = Context<EndianRcSlice<LittleEndian>>;

/// A file.
pub struct Elf {
    /// Its parts that hold code: where in the file, how many bytes, at which address.
    segments: Vec<(u64, u64, u64)>,
    symbols: Symbols,
    /// How frames are left.
    pub unwinding: Unwinding,
    lines: Option<Box<Lines>>,
    places: FxHashMap<u64, Vec<Place>>,
}

/// A function that a place is in, and where in the source.
#[derive(Debug, Clone)]
pub struct Place {
    /// The function's name, if the lines tell it.
    pub name: Option<String>,
    /// File and line.
    pub source: Option<(String, u32)>,
}

impl Elf {
    /// What that file says; with lines of the source or without. `None` if it is no program for 64 bits.
    pub fn open(file: File, path: &Path, with_lines: bool) -> Option<Elf> {
        let cache = ReadCache::new(file);
        Elf::read(&cache, Some(path), with_lines)
    }

    /// The same of bytes in memory.
    pub fn of(bytes: &[u8]) -> Option<Elf> {
        Elf::read(bytes, None, false)
    }

    fn read<'a, R: ReadRef<'a>>(data: R, path: Option<&Path>, with_lines: bool) -> Option<Elf> {
        let elf: ElfFile<'a, FileHeader64<Endianness>, R> = ElfFile::parse(data).ok()?;
        let endian = elf.endian();
        let headers = elf.elf_header().program_headers(endian, data).ok()?;
        let code = headers.iter().filter(|part| part.p_type(endian) == PT_LOAD && part.p_flags(endian) & PF_X != 0);
        let segments = code.map(|part| (part.p_offset(endian), part.p_filesz(endian), part.p_vaddr(endian))).collect();
        let mut symbols = Symbols::default();
        let apart = path.and_then(|path| apart(&elf, path)).and_then(|path| File::open(path).ok()).map(ReadCache::new);
        let apart: Option<ElfFile<'_, FileHeader64<Endianness>, _>> =
            apart.as_ref().and_then(|data| ElfFile::parse(data).ok());
        if let Some(apart) = &apart {
            symbols.take(apart);
        }
        symbols.take(&elf);
        symbols.sort();
        let lines = match (with_lines, &apart) {
            (false, _) => None,
            (true, Some(apart)) if apart.section_by_name(".debug_info").is_some() => lines(apart),
            (true, _) => lines(&elf),
        };
        let section = |name: &str| {
            let section = elf.section_by_name(name)?;
            Some((section.address(), section.data().ok()?.to_vec()))
        };
        let unwinding = Unwinding::new(section(".eh_frame"), section(".eh_frame_hdr"));
        Some(Elf { segments, symbols, unwinding, lines: lines.map(Box::new), places: FxHashMap::default() })
    }

    /// The address at which the file says that this place of it is.
    pub fn address(&self, at: u64) -> Option<u64> {
        let inside = |part: &&(u64, u64, u64)| at.checked_sub(part.0).is_some_and(|behind| behind < part.1);
        self.segments.iter().find(inside).map(|(from, _, address)| at - from + address)
    }

    /// The function that is there by the file's own addresses, and how far behind its beginning.
    pub fn symbol(&self, address: u64) -> Option<(&str, u64)> {
        self.symbols.at(address)
    }

    /// The places of the source that the instruction is made of, innermost first.
    pub fn places(&mut self, address: u64) -> &[Place] {
        let Some(lines) = &self.lines else { return &[] };
        if self.places.len() >= MOST_PLACES {
            self.places.clear();
        }
        self.places.entry(address).or_insert_with(|| {
            let mut places = Vec::new();
            let Ok(mut frames) = lines.find_frames(address).skip_all_loads() else { return places };
            while let Ok(Some(frame)) = frames.next() {
                let name = frame.function.and_then(|name| name.raw_name().ok().map(|name| demangled(&name)));
                let source = frame.location.and_then(|place| Some((place.file?.to_owned(), place.line?)));
                places.push(Place { name, source });
            }
            places
        })
    }
}

/// The file that has what was taken out of this one, if it is there.
fn apart<'a, R: ReadRef<'a>>(elf: &ElfFile<'a, FileHeader64<Endianness>, R>, path: &Path) -> Option<PathBuf> {
    let mut places = Vec::new();
    if let Ok(Some(id)) = elf.build_id() {
        let digits: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
        if let Some((first, rest)) = digits.split_at_checked(2) {
            places.push(Path::new(DEBUG).join(".build-id").join(first).join(format!("{rest}.debug")));
        }
    }
    if let (Ok(Some((name, _))), Some(folder)) = (elf.gnu_debuglink(), path.parent()) {
        if let Ok(name) = std::str::from_utf8(name) {
            let below = folder.strip_prefix("/").unwrap_or(folder);
            places.extend([
                folder.join(name),
                folder.join(".debug").join(name),
                Path::new(DEBUG).join(below).join(name),
            ]);
        }
    }
    places.into_iter().find(|place| place != path && place.is_file())
}

/// The lines that a file tells.
fn lines<'a, R: ReadRef<'a>>(elf: &ElfFile<'a, FileHeader64<Endianness>, R>) -> Option<Lines> {
    elf.section_by_name(".debug_info")?;
    let load = |id: gimli::SectionId| -> Result<_, gimli::Error> {
        let section = elf.section_by_name(id.name());
        let data = section.and_then(|section| section.uncompressed_data().ok()).unwrap_or_default();
        Ok(EndianRcSlice::new(data.into(), LittleEndian))
    };
    Context::from_dwarf(gimli::Dwarf::load(load).ok()?).ok()
}

/// Functions by address.
#[derive(Default)]
struct Symbols {
    /// In the order of their addresses, and of those of the same address as they stand in their tables.
    all: Vec<Symbol>,
    names: String,
}

struct Symbol {
    begin: u64,
    end: u64,
    /// The largest end of this one and those before it.
    reach: u64,
    name: (u32, u32),
}

impl Symbols {
    /// Takes those of the tables of that file.
    fn take<'a, R: ReadRef<'a>>(&mut self, elf: &ElfFile<'a, FileHeader64<Endianness>, R>) {
        let endian = elf.endian();
        for table in [elf.elf_dynamic_symbol_table(), elf.elf_symbol_table()] {
            for symbol in table.iter() {
                let is_function = matches!(symbol.st_type(), STT_FUNC | STT_GNU_IFUNC) && !symbol.is_undefined(endian);
                let (begin, size) = (symbol.st_value(endian), symbol.st_size(endian));
                let name = symbol.name(endian, table.strings()).ok().and_then(|name| std::str::from_utf8(name).ok());
                let (true, Some(name), Some(end)) = (is_function && size > 0, name, begin.checked_add(size)) else {
                    continue;
                };
                let (Ok(from), Ok(len)) = (u32::try_from(self.names.len()), u32::try_from(name.len())) else { return };
                self.names.push_str(name);
                self.all.push(Symbol { begin, end, reach: end, name: (from, len) });
            }
        }
    }

    fn sort(&mut self) {
        self.all.sort_by_key(|symbol| symbol.begin);
        let mut reach = 0;
        for symbol in &mut self.all {
            reach = reach.max(symbol.end);
            symbol.reach = reach;
        }
    }

    /// The one that begins last before that address and reaches it; of several that begin there the first.
    fn at(&self, address: u64) -> Option<(&str, u64)> {
        let mut before = self.all.partition_point(|symbol| symbol.begin <= address);
        let mut found: Option<&Symbol> = None;
        while let Some(symbol) = before.checked_sub(1).and_then(|index| self.all.get(index)) {
            if symbol.reach <= address || found.is_some_and(|found| found.begin != symbol.begin) {
                break;
            }
            if symbol.end > address {
                found = Some(symbol);
            }
            before -= 1;
        }
        let symbol = found?;
        let (from, len) = (symbol.name.0 as usize, symbol.name.1 as usize);
        Some((self.names.get(from..from + len)?, address - symbol.begin))
    }
}

/// A name as its source has it.
pub fn demangled(name: &str) -> String {
    if let Ok(rust) = rustc_demangle::try_demangle(name) {
        return format!("{rust:#}");
    }
    // Names of C begin so, too, only by chance.
    if name.starts_with("_Z") {
        let demangled = cpp_demangle::Symbol::new(name).ok().and_then(|symbol| symbol.demangle().ok());
        if let Some(text) = demangled {
            return text;
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(all: &[(&str, u64, u64)]) -> Symbols {
        let mut symbols = Symbols::default();
        for (name, begin, size) in all {
            let from = symbols.names.len() as u32;
            symbols.names.push_str(name);
            let (begin, end) = (*begin, begin + size);
            symbols.all.push(Symbol { begin, end, reach: end, name: (from, name.len() as u32) });
        }
        symbols.sort();
        symbols
    }

    #[test]
    fn a_function_is_found_by_what_it_covers_and_by_its_first_name() {
        let symbols =
            symbols(&[("b", 20, 10), ("alias_of_b", 20, 10), ("a", 10, 5), ("all", 40, 20), ("inner", 44, 2)]);
        let name = |address| symbols.at(address).map(|(name, behind)| format!("{name}+{behind}"));
        assert_eq!(name(9), None);
        assert_eq!(name(14).as_deref(), Some("a+4"));
        assert_eq!(name(15), None);
        assert_eq!(name(29).as_deref(), Some("b+9"));
        assert_eq!(name(45).as_deref(), Some("inner+1"));
        // Behind one that lies in another, it is the other again.
        assert_eq!(name(46).as_deref(), Some("all+6"));
        assert_eq!(name(60), None);
    }

    #[test]
    fn names_of_cpp_and_rust_are_as_in_the_source() {
        for (name, expected) in [
            ("main", "main"),
            ("_ZNK2ns3BoxIiE2goEi", "ns::Box<int>::go(int) const"),
            ("_ZN2ns1AD2Ev", "ns::A::~A()"),
            ("_ZN1r4main17h0123456789abcdefE", "r::main"),
            ("foo.constprop.0", "foo.constprop.0"),
            ("_Zsomething", "_Zsomething"),
        ] {
            assert_eq!(demangled(name), expected);
        }
    }
}
