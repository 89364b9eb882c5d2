//! Whose end has a call taken, so that nobody has the id any more?

use super::bytes;
use super::siginfo;
use crate::call::Call;
use crate::call::Memory;
use crate::call::Phase;
use crate::syscalls::kind::Kind;
use crate::syscalls::part;
use crate::syscalls::row::special;

/// The id of the child that a wait4 or a waitid has waited for to its end, as far as the call tells.
pub fn reaped(call: &Call<'_>) -> Option<u32> {
    call.syscall.filter(|row| row.special & special::REAPS != 0)?;
    let result = u32::try_from(call.success()?).ok()?;
    if result > 0 {
        return Some(result);
    }
    let siginfo = call.params.iter().position(|param| matches!(param.kind, Kind::Siginfo(_)))?;
    match call.memory(Phase::Exit, siginfo, part::POINTEE) {
        Memory::Bytes { bytes, .. } if call.arg("options") & libc::WNOWAIT as u64 == 0 => {
            bytes::u32_at(bytes, siginfo::PID).filter(|pid| *pid != 0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Outcome;
    use crate::decode::testing::at_exit;
    use crate::syscalls::abi::Abi;
    use crate::syscalls::by_name;
    use crate::syscalls::depth::Depth;

    fn of(name: &str, options: u64, result: i64) -> Option<u32> {
        let row = by_name(name).unwrap();
        let mut siginfo = [0; 48];
        siginfo[siginfo::PID] = 7;
        let args = if row.args.len() == 4 { [7, 0, options, 0, 0, 0] } else { [1, 7, 0x1000, options, 0, 0] };
        let call = Call {
            abi: Abi::X86_64,
            syscall: Some(row),
            nr: row.nr,
            params: row.args,
            ret: row.ret,
            args,
            outcome: Outcome::Returned(result),
            chunks: &[at_exit(2, part::POINTEE, &siginfo)],
            descriptors: &[],
            resumes: None,
            depth: Depth::Brief,
            string: 32,
        };
        reaped(&call)
    }

    #[test]
    fn waiting_for_a_child_takes_its_end_unless_it_is_left() {
        assert_eq!(of("wait4", 0, 7), Some(7));
        assert_eq!((of("wait4", 1, 0), of("wait4", 0, -10)), (None, None));
        assert_eq!((of("waitid", 4, 0), of("waitid", 4, -10)), (Some(7), None));
        assert_eq!(of("waitid", 4 | libc::WNOWAIT as u64, 0), None);
        assert_eq!(of("getppid", 0, 7), None);
    }
}
