//! How deeply is a call shown?

/// From the registers alone to all that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The registers as they are (`-e raw=`).
    Raw,
    /// Numbers by their names, strings, paths and buffers; other pointers as addresses (`-e verbose=!`).
    Flat,
    /// Structs too, of which the commonest fields.
    Brief,
    /// Whole structs, arrays and environments (-v).
    Whole,
}
