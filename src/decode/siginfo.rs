//! Why did a signal come, and from whom?
//!
//! A siginfo_t is a union: what it holds follows from its code, and for signals
//! of the kernel from the signal.

use linux_raw_sys::general;

use super::bytes;
use super::value;
use crate::output::Emit;
use crate::output::Expression;
use crate::output::Remark;
use crate::output::Unread;
use crate::syscalls;
use crate::syscalls::abi::Abi;
use crate::syscalls::value::Value;
use crate::xlat::codes_of;
use crate::xlat::errno;
use crate::xlat::Xlat;
use crate::xlat::AUDIT_ARCHES;
use crate::xlat::AUDIT_ARCH_I386;
use crate::xlat::AUDIT_ARCH_X86_64;
use crate::xlat::SIGNAL_CODES;

/// Where the sender's id is, or the child's.
pub(super) const PID: usize = offset::PID;

/// Where the members are on 64-bit machines.
mod offset {
    pub const SIGNO: usize = 0;
    pub const ERRNO: usize = 4;
    pub const CODE: usize = 8;
    pub const PID: usize = 16;
    pub const UID: usize = 20;
    pub const VALUE: usize = 24;
    pub const STATUS: usize = 24;
    pub const UTIME: usize = 32;
    pub const STIME: usize = 40;
    pub const TIMERID: usize = 16;
    pub const OVERRUN: usize = 20;
    pub const ADDR: usize = 16;
    pub const ADDR_LSB: usize = 24;
    pub const LOWER: usize = 32;
    pub const UPPER: usize = 40;
    pub const PKEY: usize = 32;
    pub const BAND: usize = 16;
    pub const FD: usize = 24;
    pub const CALL_ADDR: usize = 16;
    pub const SYSCALL: usize = 24;
    pub const ARCH: usize = 28;
}

// Codes with members of their own; the kernel's are positive, those of programs are not.
const SI_USER: i32 = general::SI_USER as i32;
const SEGV_BNDERR: i32 = general::SEGV_BNDERR as i32;
const SEGV_PKUERR: i32 = general::SEGV_PKUERR as i32;
const BUS_MCEERR_AR: i32 = general::BUS_MCEERR_AR as i32;
const BUS_MCEERR_AO: i32 = general::BUS_MCEERR_AO as i32;
const POLL_IN: i32 = general::POLL_IN as i32;
const POLL_HUP: i32 = general::POLL_HUP as i32;
const CLD_EXITED: i32 = general::CLD_EXITED as i32;

/// Shows a siginfo_t, of which the first bytes are there.
pub fn siginfo<E: Emit>(bytes: &[u8], out: &mut E) {
    let signo = bytes::u32_at(bytes, offset::SIGNO).unwrap_or_default();
    out.begin_struct();
    if signo != 0 {
        Info { bytes, signo, code: bytes::i32_at(bytes, offset::CODE).unwrap_or_default() }.members(out);
    }
    out.end_struct();
}

/// A siginfo_t of a signal.
struct Info<'a> {
    bytes: &'a [u8],
    signo: u32,
    code: i32,
}

impl Info<'_> {
    fn int(&self, offset: usize) -> i32 {
        bytes::i32_at(self.bytes, offset).unwrap_or_default()
    }

    fn word(&self, offset: usize) -> u64 {
        bytes::u64_at(self.bytes, offset).unwrap_or_default()
    }

    fn members<E: Emit>(&self, out: &mut E) {
        out.field("si_signo");
        value::signal(out, self.signo as i32);
        out.field("si_code");
        out.one_of(u64::from(self.code as u32), self.codes());
        let error = self.int(offset::ERRNO);
        if error != 0 {
            out.field("si_errno");
            match errno(error) {
                Some(known) => out.constant(known.name, i128::from(error)),
                None => out.uint(u64::from(error as u32)),
            }
        }
        if self.code <= 0 {
            self.of_a_program(out);
        } else {
            self.of_the_kernel(out);
        }
    }

    /// The table with the name of the code.
    fn codes(&self) -> &'static Xlat {
        codes_of(self.signo)
            .filter(|codes| self.code > 0 && codes.name(u64::from(self.code as u32)).is_some())
            .unwrap_or(&SIGNAL_CODES)
    }

    fn of_a_program<E: Emit>(&self, out: &mut E) {
        match self.code {
            SI_USER | general::SI_TKILL => self.sender(out),
            general::SI_SIGIO => self.descriptor(out),
            general::SI_TIMER => {
                out.field("si_timerid");
                out.hex(u64::from(self.int(offset::TIMERID) as u32));
                out.field("si_overrun");
                out.int(i64::from(self.int(offset::OVERRUN)));
                self.value(out);
            }
            _ => {
                self.sender(out);
                self.value_if_any(out);
            }
        }
    }

    fn of_the_kernel<E: Emit>(&self, out: &mut E) {
        match self.signo {
            general::SIGILL | general::SIGFPE | general::SIGTRAP => self.address(out),
            general::SIGSEGV => {
                self.address(out);
                match self.code {
                    SEGV_BNDERR => {
                        out.field("si_lower");
                        out.addr(self.word(offset::LOWER), Unread::NotRead);
                        out.field("si_upper");
                        out.addr(self.word(offset::UPPER), Unread::NotRead);
                    }
                    SEGV_PKUERR => {
                        out.field("si_pkey");
                        out.uint(u64::from(self.int(offset::PKEY) as u32));
                    }
                    _ => {}
                }
            }
            general::SIGBUS => {
                self.address(out);
                if matches!(self.code, BUS_MCEERR_AR | BUS_MCEERR_AO) {
                    out.field("si_addr_lsb");
                    out.hex(u64::from(bytes::u16_at(self.bytes, offset::ADDR_LSB).unwrap_or_default()));
                }
            }
            general::SIGCHLD => self.child(out),
            general::SIGIO if (POLL_IN..=POLL_HUP).contains(&self.code) => self.descriptor(out),
            general::SIGIO => {}
            general::SIGSYS => self.system_call(out),
            _ => {
                if self.word(offset::PID) != 0 {
                    self.sender(out);
                }
                self.value_if_any(out);
            }
        }
    }

    fn sender<E: Emit>(&self, out: &mut E) {
        out.field("si_pid");
        out.pid(self.int(offset::PID));
        out.field("si_uid");
        value::in_register(out, Value::Id, self.int(offset::UID) as u64);
    }

    fn value<E: Emit>(&self, out: &mut E) {
        out.field("si_int");
        out.int(i64::from(self.int(offset::VALUE)));
        out.field("si_ptr");
        out.addr(self.word(offset::VALUE), Unread::NotRead);
    }

    fn value_if_any<E: Emit>(&self, out: &mut E) {
        if self.word(offset::VALUE) != 0 {
            self.value(out);
        }
    }

    fn address<E: Emit>(&self, out: &mut E) {
        out.field("si_addr");
        out.addr(self.word(offset::ADDR), Unread::NotRead);
    }

    fn descriptor<E: Emit>(&self, out: &mut E) {
        out.field("si_band");
        out.int(self.word(offset::BAND) as i64);
        out.field("si_fd");
        out.fd(self.int(offset::FD));
    }

    fn child<E: Emit>(&self, out: &mut E) {
        self.sender(out);
        out.field("si_status");
        let status = self.int(offset::STATUS);
        if self.code == CLD_EXITED {
            out.int(i64::from(status));
        } else {
            value::signal(out, status);
        }
        out.field("si_utime");
        ticks(out, self.word(offset::UTIME));
        out.field("si_stime");
        ticks(out, self.word(offset::STIME));
    }

    fn system_call<E: Emit>(&self, out: &mut E) {
        out.field("si_call_addr");
        out.addr(self.word(offset::CALL_ADDR), Unread::NotRead);
        out.field("si_syscall");
        let number = self.int(offset::SYSCALL) as u32;
        let arch = u64::from(self.int(offset::ARCH) as u32);
        let abi = match arch {
            AUDIT_ARCH_X86_64 => Some(Abi::of_number(number)),
            AUDIT_ARCH_I386 => Some(Abi::I386),
            _ => None,
        };
        match abi.and_then(|abi| syscalls::lookup(abi, number)) {
            Some(row) => out.expression(Expression::CallNumber(row.name, number)),
            None => out.uint(u64::from(number)),
        }
        out.field("si_arch");
        out.one_of(arch, &AUDIT_ARCHES);
    }
}

/// Ticks that a child has had, which only a program that makes the struct itself could make negative.
fn ticks<E: Emit>(out: &mut E, value: u64) {
    out.uint(value);
    if value != 0 {
        out.remark(Remark::Ticks(value.into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::testing::shown;

    /// A siginfo_t of words of 4 bytes from the signal on.
    fn info(words: &[u32]) -> String {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        shown(|out| siginfo(&bytes, out))
    }

    #[test]
    fn no_signal_is_an_empty_struct() {
        assert_eq!(info(&[0; 12]), "{}");
        assert_eq!(info(&[]), "{}");
    }

    #[test]
    fn a_signal_of_a_program_has_a_sender() {
        assert_eq!(info(&[10, 0, 0, 0, 1234, 5]), "{si_signo=SIGUSR1, si_code=SI_USER, si_pid=1234, si_uid=5}");
        assert_eq!(
            info(&[10, 7, 0, 0, 0, 0]),
            "{si_signo=SIGUSR1, si_code=SI_USER, si_errno=E2BIG, si_pid=0, si_uid=0}"
        );
        assert_eq!(
            info(&[37, 0, -1i32 as u32, 0, 1234, 5, 9, 0]),
            "{si_signo=SIGRT_5, si_code=SI_QUEUE, si_pid=1234, si_uid=5, si_int=9, si_ptr=0x9}"
        );
        assert_eq!(
            info(&[14, 0, -2i32 as u32, 0, 0x4d2, 5, 9, 0]),
            "{si_signo=SIGALRM, si_code=SI_TIMER, si_timerid=0x4d2, si_overrun=5, si_int=9, si_ptr=0x9}"
        );
    }

    #[test]
    fn numbers_that_no_program_should_pass_are_unsigned() {
        assert_eq!(
            info(&[10, u32::MAX, -1i32 as u32, 0, -5i32 as u32, u32::MAX, 0, 0]),
            "{si_signo=SIGUSR1, si_code=SI_QUEUE, si_errno=4294967295, si_pid=-5, si_uid=-1}"
        );
        let child = info(&[17, 0, 1, 0, 77, 0, 5, 0, 0, 0x8000_0000, 0, 0]);
        assert!(child.contains("si_utime=9223372036854775808 /* 92233720368547758.08 s */"), "{child}");
    }

    #[test]
    fn a_childs_status_is_a_number_or_a_signal() {
        assert_eq!(
            info(&[17, 0, 1, 0, 77, 0, 5, 0, 0, 0, 0, 0]),
            "{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=77, si_uid=0, si_status=5, si_utime=0, si_stime=0}"
        );
        assert_eq!(
            info(&[17, 0, 2, 0, 77, 0, 11, 0, 1, 0, 0, 0]),
            "{si_signo=SIGCHLD, si_code=CLD_KILLED, si_pid=77, si_uid=0, si_status=SIGSEGV, \
             si_utime=1 /* 0.01 s */, si_stime=0}"
        );
    }

    #[test]
    fn a_signal_of_the_kernel_says_where() {
        assert_eq!(info(&[11, 0, 1, 0, 0, 0]), "{si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL}");
        assert_eq!(info(&[11, 0, 0x80, 0, 0, 0]), "{si_signo=SIGSEGV, si_code=SI_KERNEL, si_addr=NULL}");
        assert_eq!(
            info(&[7, 0, 4, 0, 0x1000, 0, 12]),
            "{si_signo=SIGBUS, si_code=BUS_MCEERR_AR, si_addr=0x1000, si_addr_lsb=0xc}"
        );
        assert_eq!(
            info(&[31, 0, 1, 0, 0, 0, 257, 0xc000003e]),
            "{si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=NULL, si_syscall=__NR_openat, \
             si_arch=AUDIT_ARCH_X86_64}"
        );
        assert!(info(&[31, 0, 1, 0, 0, 0, 192, 0x40000003]).contains("=__NR_mmap2, si_arch=AUDIT_ARCH_I386}"));
        assert!(info(&[31, 0, 1, 0, 0, 0, 0x4000_000d, 0xc000003e]).contains("=__NR_rt_sigaction#64, si_arch="));
        assert!(info(&[31, 0, 1, 0, 0, 0, 500, 0x40000003]).contains("si_syscall=500,"));
        assert_eq!(info(&[10, 0, 0x80, 0, 0, 0]), "{si_signo=SIGUSR1, si_code=SI_KERNEL}");
    }
}
