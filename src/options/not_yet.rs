//! Which of strace's options are not there yet, and what are they for?

/// Options of strace's that are not there yet: letter, long name (which is also the word of `-e WORD=`), what for.
const NOT_YET: &[(Option<char>, &str, &str)] =
    &[(None, "inject", "tamper with these calls"), (None, "fault", "let these calls fail")];

/// Long names of those that beetrace does not have yet.
pub(super) fn not_yet_names() -> impl Iterator<Item = &'static str> {
    NOT_YET.iter().map(|(_, long, _)| *long)
}

/// They, as they are written, with what they are for.
pub(super) fn not_yet_entries() -> impl Iterator<Item = (String, &'static str)> {
    NOT_YET.iter().map(|(letter, long, what)| {
        let spelled = letter.map_or_else(|| format!("--{long}"), |letter| format!("-{letter}/--{long}"));
        (spelled, *what)
    })
}

/// What the option, `-t` or `--color`, is for in strace, if beetrace does not have it yet.
pub fn not_yet(option: &str) -> Option<&'static str> {
    let fits = |(short, long, _): &&(Option<char>, &str, &str)| match option.strip_prefix("--") {
        Some(name) => *long == name,
        None => option.strip_prefix('-').is_some_and(|name| short.is_some_and(|short| name.chars().eq([short]))),
    };
    NOT_YET.iter().find(fits).map(|(_, _, what)| *what)
}
