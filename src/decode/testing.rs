//! What do decoders write, as text?

use crate::output::Text;
use crate::output::View;

/// The text of what a decoder emits.
pub(crate) fn shown(emit: impl FnOnce(&mut Text)) -> String {
    let mut out = Text::default();
    emit(&mut out);
    String::from_utf8_lossy(out.lines()).into_owned()
}
