//! Which strace says what is right?

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use libtest_mimic::Failed;

use super::find_tool;
use super::text;

/// The strace to compare with: the distribution's, unless BEETRACE_ORACLE names another.
pub fn path() -> Result<PathBuf, Failed> {
    match env::var_os("BEETRACE_ORACLE") {
        Some(path) => Ok(PathBuf::from(path)),
        None => find_tool("strace").ok_or_else(|| "no strace".into()),
    }
}

/// Whether it has all that beetrace follows: version 7.2 or a later one.
pub fn is_newest() -> bool {
    static NEWEST: OnceLock<bool> = OnceLock::new();
    *NEWEST.get_or_init(|| {
        let version = path().ok().and_then(|oracle| Command::new(oracle).arg("-V").output().ok());
        let version = version.map(|output| text(&output.stdout)).unwrap_or_default();
        let version = version.split_whitespace().nth(3).and_then(|version| {
            let (major, minor) = version.split_once('.')?;
            Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
        });
        version.is_some_and(|version| version >= (7, 2))
    })
}
