//! How did a child end or stop, in the words of the macros that test its status?

use std::fmt;

use crate::xlat::signal_name;
use crate::xlat::PTRACE_EVENTS;

/// What is added to SIGTRAP when a system call stops a child under ptrace.
const SYSCALL_STOP: u32 = 0x80;
/// The low word of a child that goes on.
const CONTINUED: u32 = 0xffff;

/// A status word of wait4(2).
pub(super) struct Status(pub(super) u32);

/// A signal by name, or its number.
struct Signal(u32);

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match signal_name(self.0) {
            Some(name) => f.write_str(name),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.0;
        let code = status >> 8 & 0xff;
        let low = status & 0xff;
        let event = status >> 16;
        // The bits that the words here say nothing of.
        let mut rest = 0;
        if status & 0xffff == CONTINUED {
            f.write_str("{WIFCONTINUED(s)}")?;
        } else if low == 0x7f {
            let signo = code & !SYSCALL_STOP;
            write!(f, "{{WIFSTOPPED(s) && WSTOPSIG(s) == {}", Signal(signo))?;
            f.write_str(if code & SYSCALL_STOP != 0 { " | 0x80}" } else { "}" })?;
        } else if low == 0 {
            write!(f, "{{WIFEXITED(s) && WEXITSTATUS(s) == {code}}}")?;
        } else {
            write!(f, "{{WIFSIGNALED(s) && WTERMSIG(s) == {}", Signal(status & 0x7f))?;
            f.write_str(if status & 0x80 != 0 { " && WCOREDUMP(s)}" } else { "}" })?;
            rest = status & 0xff00;
        }
        if event != 0 {
            match PTRACE_EVENTS.name(u64::from(event)) {
                Some(name) => write!(f, "|{name}<<16")?,
                None => write!(f, "|{event:#x} /* {} */<<16", PTRACE_EVENTS.unknown)?,
            }
        }
        if rest != 0 {
            write!(f, "|{rest:#x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_in_the_words_of_its_macros() {
        for (status, expected) in [
            (0x500, "{WIFEXITED(s) && WEXITSTATUS(s) == 5}"),
            (9, "{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}"),
            (0x86, "{WIFSIGNALED(s) && WTERMSIG(s) == SIGABRT && WCOREDUMP(s)}"),
            (0x28, "{WIFSIGNALED(s) && WTERMSIG(s) == SIGRT_8}"),
            (0x137f, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}"),
            (0x857f, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}"),
            (0x4057f, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|PTRACE_EVENT_EXEC<<16"),
            (0xffff, "{WIFCONTINUED(s)}"),
            (0x5c5b5a59, "{WIFSIGNALED(s) && WTERMSIG(s) == 89}|0x5c5b /* PTRACE_EVENT_??? */<<16|0x5a00"),
        ] {
            assert_eq!(Status(status).to_string(), expected);
        }
    }
}
