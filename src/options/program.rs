//! Which file is the command's program?

use std::env::current_dir;
use std::ffi::OsStr;
use std::fs::metadata;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use anyhow::anyhow;
use anyhow::bail;
use anyhow::Result;
use nix::errno::Errno;

/// Where the command's file is, by strace's rules: as it is if it has a slash, else the first executable
/// regular file of that name in PATH, where an empty entry is the current folder.
pub fn find_program(name: &OsStr, path: Option<&OsStr>) -> Result<PathBuf> {
    if name.as_bytes().contains(&b'/') {
        metadata(name).map_err(|error| {
            let errno = Errno::from_raw(error.raw_os_error().unwrap_or_default());
            anyhow!("Cannot stat '{}': {}", name.to_string_lossy(), errno.desc())
        })?;
        return Ok(PathBuf::from(name));
    }
    if !name.is_empty() {
        let path = path.unwrap_or_default().as_bytes();
        // What follows the last colon counts only if it is not empty.
        for folder in path.strip_suffix(b":").unwrap_or(path).split(|byte| *byte == b':') {
            let folder = match folder {
                b"" if path.is_empty() => break,
                b"" => current_dir().unwrap_or_default(),
                folder => PathBuf::from(OsStr::from_bytes(folder)),
            };
            let file = folder.join(name);
            if metadata(&file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0) {
                return Ok(file);
            }
        }
    }
    bail!("Cannot find executable '{}'", name.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_name_without_slash_is_looked_up_in_path() {
        let found = find_program(OsStr::new("sh"), Some(OsStr::new("/nonexistent:/bin"))).unwrap();
        assert_eq!(found, Path::new("/bin/sh"));
    }

    #[test]
    fn straces_words_for_what_is_not_there() {
        let error = find_program(OsStr::new("no-such-command"), Some(OsStr::new("/bin"))).unwrap_err();
        assert_eq!(error.to_string(), "Cannot find executable 'no-such-command'");
        let error = find_program(OsStr::new("/no/such/file"), None).unwrap_err();
        assert_eq!(error.to_string(), "Cannot stat '/no/such/file': No such file or directory");
        assert!(find_program(OsStr::new(""), Some(OsStr::new("/bin"))).is_err());
    }
}
