//! Which words belong to the descriptors of a call?
//!
//! A view writes what is to be said of each of them when the call's line begins, into one buffer that is used again
//! for all calls; decoders know numbers only.

use std::ops::Range;
use std::ptr;

use crate::call::Call;
use crate::descriptor::Detail;
use crate::descriptor::File;
use crate::options::decode_fds::DecodeFds;

/// What is known of a file beside its name, as far as it was asked for.
pub(super) fn asked_for<'a>(file: &File<'a>, asked: DecodeFds) -> Detail<'a> {
    let is_asked = match file.detail {
        Detail::None => false,
        Detail::Socket(_) => asked.socket,
        Detail::Pidfd(_) => asked.pidfd,
        Detail::Eventfd { .. } => asked.eventfd,
        Detail::Signalfd(_) => asked.signalfd,
        Detail::Master(_) => asked.dev,
    };
    if is_asked {
        file.detail
    } else {
        Detail::None
    }
}

/// What kind of device it is, if it is one and that was asked for.
pub(super) fn device(file: &File<'_>, asked: DecodeFds) -> Option<&'static str> {
    match u32::from(file.mode) & libc::S_IFMT {
        libc::S_IFCHR if asked.dev => Some("char"),
        libc::S_IFBLK if asked.dev => Some("block"),
        _ => None,
    }
}

/// What is said of the descriptors of the call whose line it is.
#[derive(Debug, Default)]
pub(super) struct Descriptors {
    text: Vec<u8>,
    known: Vec<Known>,
    /// The arguments are over: what is shown is the result.
    after: bool,
}

/// A descriptor, by its place in the text.
#[derive(Debug)]
struct Known {
    number: i32,
    /// What the program passed in,
    passed: Option<Range<usize>>,
    /// and what the kernel made.
    made: Option<Range<usize>>,
}

impl Descriptors {
    /// Forgets those of the call before, and has this call's written down, each once.
    pub fn learn(&mut self, call: &Call<'_>, mut write: impl FnMut(&mut Vec<u8>, i32, &File<'_>)) {
        self.after = false;
        self.text.clear();
        self.known.clear();
        for (at, descriptor) in call.descriptors.iter().enumerate() {
            let number = descriptor.number;
            if call.descriptors[..at].iter().any(|other| other.number == number) {
                continue;
            }
            let mut written = |file: Option<&File<'_>>| {
                let from = self.text.len();
                file.map(|file| {
                    write(&mut self.text, number, file);
                    from..self.text.len()
                })
            };
            let files = (call.file_passed(number), call.file_made(number));
            let passed = written(files.0);
            // For most it is the same.
            let is_same = matches!(files, (Some(passed), Some(made)) if ptr::eq(passed, made));
            let made = if is_same { passed.clone() } else { written(files.1) };
            self.known.push(Known { number, passed, made });
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The arguments are over.
    pub fn end_args(&mut self) {
        self.after = true;
    }

    /// What is said of the descriptor that is shown now; nothing, if nothing is known.
    pub fn of(&self, number: i32) -> &[u8] {
        let known = self.known.iter().find(|known| known.number == number);
        let place = known.and_then(|known| if self.after { &known.made } else { &known.passed }.clone());
        place.map_or(&[], |place| &self.text[place])
    }
}
