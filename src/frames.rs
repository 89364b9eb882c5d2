//! What is said of the functions that have led to a call?
//!
//! One frame for each, the innermost first: where in which file it is, and by what name. Frames cross from who finds
//! them out (stacks) to who shows them, in a recording or not, as the bytes of a chunk.

use crate::options::stacks::Wanted;

/// A frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The address in the task's memory.
    pub address: u64,
    /// The file that is mapped there, `[vdso]` or the like.
    pub file: Option<&'a [u8]>,
    /// Where in that file; the address where none is mapped.
    pub at: u64,
    /// The function, as its source calls it.
    pub symbol: Option<Symbol<'a>>,
    /// The line of the source.
    pub source: Option<Source<'a>>,
    /// It has no place of its own on the stack: the compiler has put it into the next one.
    pub inlined: bool,
}

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbol<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// How many bytes behind its beginning.
    pub offset: u64,
}

/// A place in a program's source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// The file.
    pub file: &'a [u8],
    /// The line in it.
    pub line: u32,
}

/// A stack as it is to be shown.
#[derive(Debug, Clone, Copy)]
pub struct Trail<'a> {
    /// Its frames.
    pub frames: Frames<'a>,
    /// How much of them is wanted.
    pub wanted: Wanted,
    /// It was kept until the call was over: strace writes functions without a name in another way then.
    pub kept: bool,
}

/// Which parts of a frame are there.
mod has {
    pub const FILE: u8 = 1;
    pub const SYMBOL: u8 = 2;
    pub const SOURCE: u8 = 4;
    pub const INLINED: u8 = 8;
    /// In the place of a frame: there are more, which nobody has seen.
    pub const MORE: u8 = 16;
}

/// Frames, as they are put together.
#[derive(Debug, Default)]
pub struct Stack {
    bytes: Vec<u8>,
}

impl Stack {
    /// Forgets them.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// As [`Frames`] reads them.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Adds the next one.
    pub fn push(&mut self, frame: &Frame<'_>) {
        let mut parts = if frame.inlined { has::INLINED } else { 0 };
        parts |= if frame.file.is_some() { has::FILE } else { 0 };
        parts |= if frame.symbol.is_some() { has::SYMBOL } else { 0 };
        parts |= if frame.source.is_some() { has::SOURCE } else { 0 };
        self.bytes.push(parts);
        self.bytes.extend_from_slice(&frame.address.to_le_bytes());
        self.bytes.extend_from_slice(&frame.at.to_le_bytes());
        if let Some(file) = frame.file {
            self.text(file);
        }
        if let Some(symbol) = frame.symbol {
            self.text(symbol.name);
            self.bytes.extend_from_slice(&symbol.offset.to_le_bytes());
        }
        if let Some(source) = frame.source {
            self.text(source.file);
            self.bytes.extend_from_slice(&source.line.to_le_bytes());
        }
    }

    /// There are more, which nobody has seen.
    pub fn more(&mut self) {
        self.bytes.push(has::MORE);
    }

    fn text(&mut self, text: &[u8]) {
        let text = &text[..text.len().min(u16::MAX.into())];
        self.bytes.extend_from_slice(&(text.len() as u16).to_le_bytes());
        self.bytes.extend_from_slice(text);
    }
}

/// What comes next in a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// A frame.
    Frame(Frame<'a>),
    /// There are more, which nobody has seen.
    More,
}

/// The frames in these bytes, whatever they are: it ends at the first that is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frames<'a> {
    rest: &'a [u8],
}

impl<'a> Frames<'a> {
    /// Those of a chunk.
    pub fn of(bytes: &'a [u8]) -> Frames<'a> {
        Frames { rest: bytes }
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let len = self.take().map(u16::from_le_bytes)?;
        let (text, rest) = self.rest.split_at_checked(len.into())?;
        self.rest = rest;
        Some(text)
    }

    fn frame(&mut self) -> Option<Next<'a>> {
        let [parts] = self.take()?;
        if parts & has::MORE != 0 {
            return Some(Next::More);
        }
        let (address, at) = (self.number()?, self.number()?);
        let file = if parts & has::FILE == 0 { None } else { Some(self.text()?) };
        let symbol = match parts & has::SYMBOL {
            0 => None,
            _ => Some(Symbol { name: self.text()?, offset: self.number()? }),
        };
        let source = match parts & has::SOURCE {
            0 => None,
            _ => Some(Source { file: self.text()?, line: u32::from_le_bytes(self.take()?) }),
        };
        Some(Next::Frame(Frame { address, file, at, symbol, source, inlined: parts & has::INLINED != 0 }))
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = Next<'a>;

    fn next(&mut self) -> Option<Next<'a>> {
        let next = self.frame();
        if next.is_none() {
            self.rest = &[];
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;

    use super::*;

    #[test]
    fn frames_come_back_as_they_were() {
        let all = Frame {
            address: 0x7f00_1234,
            file: Some(b"/bin/cat"),
            at: 0x1234,
            symbol: Some(Symbol { name: b"main", offset: 4 }),
            source: Some(Source { file: b"cat.c", line: 77 }),
            inlined: true,
        };
        let none = Frame { address: 1, file: None, at: 1, symbol: None, source: None, inlined: false };
        let mut stack = Stack::default();
        [all, none, Frame { source: None, ..all }].iter().for_each(|frame| stack.push(frame));
        stack.more();
        let found: Vec<Next<'_>> = Frames::of(stack.bytes()).collect();
        let expected = [all, none, Frame { source: None, ..all }].map(Next::Frame);
        assert_eq!(found, [&expected[..], &[Next::More]].concat());
        for len in 0..stack.bytes().len() {
            assert!(Frames::of(&stack.bytes()[..len]).count() < 4, "{len}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..300)) {
            assert!(Frames::of(&bytes).count() <= bytes.len());
        }
    }
}
