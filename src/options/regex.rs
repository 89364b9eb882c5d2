//! Does a name match a regular expression, as the C library's regcomp(3) understands it?

use std::ffi::c_char;
use std::ffi::CStr;
use std::ffi::CString;
use std::mem::MaybeUninit;
use std::ptr;

use anyhow::anyhow;
use anyhow::Result;
use libc::regex_t;

/// A POSIX extended regular expression.
pub struct Regex {
    compiled: regex_t,
}

impl Regex {
    /// Compiles it; the error is in the C library's words.
    pub fn new(expression: &str) -> Result<Regex> {
        let text = CString::new(expression)?;
        let mut compiled = MaybeUninit::<regex_t>::zeroed();
        // SAFETY: both live as long as the call; it writes no more than a regex_t.
        let code = unsafe { libc::regcomp(compiled.as_mut_ptr(), text.as_ptr(), libc::REG_EXTENDED | libc::REG_NOSUB) };
        if code != 0 {
            let mut words: [c_char; 256] = [0; 256];
            // SAFETY: it writes at most as many bytes as it is told, the last one 0; regcomp has filled what it reads.
            let words = unsafe {
                libc::regerror(code, compiled.as_ptr(), words.as_mut_ptr(), words.len());
                CStr::from_ptr(words.as_ptr())
            };
            return Err(anyhow!("regcomp: {expression}: {}", words.to_string_lossy()));
        }
        // SAFETY: regcomp has succeeded.
        Ok(Regex { compiled: unsafe { compiled.assume_init() } })
    }

    /// Whether it matches some of the name.
    pub fn matches(&self, name: &str) -> bool {
        let Ok(name) = CString::new(name) else { return false };
        // SAFETY: the expression is compiled, and no places of matches are asked for.
        unsafe { libc::regexec(&self.compiled, name.as_ptr(), 0, ptr::null_mut(), 0) == 0 }
    }
}

impl Drop for Regex {
    fn drop(&mut self) {
        // SAFETY: it is compiled, and freed once.
        unsafe { libc::regfree(&mut self.compiled) }
    }
}
