//! How do all the bytes look that a call has moved?

use super::Text;
use crate::output::digits;

/// Bytes of a row.
const ROW: usize = 16;
/// Least digits of a place.
const PLACE_DIGITS: usize = 5;

impl Text {
    /// ` | 00000  68 65 6c 6c 6f                                    hello            |`, and before it of which area that is.
    pub(super) fn rows(&mut self, area: Option<u32>, bytes: &[u8], count: u64) {
        if let Some(area) = area {
            self.put(" * ");
            digits::uint(&mut self.buf, count);
            self.put(" bytes in buffer ");
            digits::uint(&mut self.buf, area.into());
            self.put("\n");
        }
        let digit = |nibble: usize| b"0123456789abcdef"[nibble & 15];
        let mut width = PLACE_DIGITS;
        while count >> (4 * width) != 0 {
            width += 1;
        }
        for (place, row) in (0..).step_by(ROW).zip(bytes.chunks(ROW)) {
            self.put(" | ");
            self.buf.extend((0..width).rev().map(|nth| digit(place >> (4 * nth))));
            self.put(" ");
            for column in 0..ROW {
                self.put(if column % 8 == 0 { " " } else { "" });
                match row.get(column) {
                    Some(&byte) => {
                        self.buf.extend_from_slice(&[digit(usize::from(byte) >> 4), digit(byte.into()), b' '])
                    }
                    None => self.put("   "),
                }
            }
            self.put(" ");
            let shown = |byte: &u8| if (b' '..0x7f).contains(byte) { *byte } else { b'.' };
            self.buf.extend(row.iter().map(shown));
            self.buf.resize(self.buf.len() + ROW - row.len(), b' ');
            self.put(" |\n");
        }
        let missing = count.saturating_sub(bytes.len() as u64);
        if missing > 0 {
            self.put(" * ");
            digits::uint(&mut self.buf, missing);
            self.put(" more bytes were not captured\n");
        }
    }
}
