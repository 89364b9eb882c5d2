//! What have records said that the ids of names stand for?

use crate::call::Chunk;
use crate::call::Memory;
use crate::descriptor::Descriptor;
use crate::descriptor::File;
use crate::identity::Identity;
use crate::skeleton::types::bt_file;
use crate::skeleton::types::bt_limit;
use crate::skeleton::types::bt_name;
use crate::wire::names;
use crate::wire::names::Latest;

/// The names.
#[derive(Debug, Default)]
pub struct Names {
    known: Latest<Name>,
}

/// One of them.
#[derive(Debug, Default)]
struct Name {
    file: bt_file,
    /// The bytes that came with it.
    bytes: Vec<u8>,
    path: Vec<u8>,
}

impl Names {
    /// A name was told.
    pub fn told(&mut self, name: &bt_name, bytes: &[u8]) {
        let Some(known) = self.known.place(name.id) else { return };
        known.file = name.file;
        known.bytes.clear();
        known.bytes.extend_from_slice(bytes);
        known.path.clear();
        names::write_path(&known.file, bytes, &mut known.path);
    }

    /// Appends what these chunks say of ids.
    pub fn list_identities(chunks: &[Chunk<'_>], identities: &mut Vec<Identity>) {
        for chunk in chunks.iter().filter(|chunk| u32::from(chunk.arg) == bt_limit::BT_ARG_NAMES.0) {
            if let Memory::Bytes { bytes, .. } = chunk.memory {
                identities.extend(names::named(bytes).filter_map(|named| named.identity()));
            }
        }
    }

    /// Appends what these chunks say of descriptors. One whose name was lost is left out.
    pub fn list<'a>(&'a self, chunks: &[Chunk<'a>], descriptors: &mut Vec<Descriptor<'a>>) {
        for chunk in chunks {
            let Memory::Bytes { bytes, .. } = chunk.memory else { continue };
            if u32::from(chunk.arg) == bt_limit::BT_ARG_NAMES.0 {
                descriptors.extend(names::named(bytes).filter_map(|named| {
                    let name = self.known.of(named.head.id)?;
                    let file = File { detail: named.detail(&name.bytes), ..names::file(&name.file, &name.path) };
                    Some(Descriptor { number: named.head.number, phase: names::phase(named.head), file })
                }));
            } else if u32::from(chunk.arg) == bt_limit::BT_ARG_NAMED.0 {
                descriptors.extend(names::told_whole(bytes).map(|whole| Descriptor {
                    number: whole.named.head.number,
                    phase: names::phase(whole.named.head),
                    file: whole.file(),
                }));
            }
        }
    }
}
