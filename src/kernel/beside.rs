//! How are programs loaded while libbpf loads the others?
//!
//! Most of beetrace's start is the kernel's verifier, which libbpf sets to work on one program after the other. It takes no
//! lock for privileged users, so that programs which libbpf need not attach can be loaded by another thread.

use std::ffi::CString;
use std::os::fd::FromRawFd;
use std::os::fd::OwnedFd;
use std::os::fd::RawFd;
use std::os::unix::ffi::OsStrExt;
use std::sync::mpsc::Receiver;

use libbpf_rs::btf::types::Typedef;
use libbpf_rs::btf::Btf;
use libbpf_rs::libbpf_sys;
use libbpf_rs::AsRawLibbpf;
use libbpf_rs::Error;
use libbpf_rs::OpenObject;
use libbpf_rs::OpenProgram;
use libbpf_rs::Result;

use crate::kernel::debug;

/// Bytes for the verifier's words on what it refuses.
const LOG_SIZE: usize = 1 << 20;

/// A program as the kernel shall get it. It refers to maps and types by descriptors that its object holds.
#[derive(Debug)]
pub struct Prepared {
    name: CString,
    kind: libbpf_sys::bpf_prog_type,
    attach_type: libbpf_sys::bpf_attach_type,
    /// The type in the kernel's BTF that says what the program gets, for a program of SEC("tp_btf/...").
    tracepoint: Option<String>,
    instructions: Vec<libbpf_sys::bpf_insn>,
    functions: Vec<libbpf_sys::bpf_func_info>,
    types: RawFd,
}

/// Does what loading begins with, but for the loading: libbpf makes the maps, and the programs as they are loaded.
pub fn prepare(object: &mut OpenObject) -> Result<()> {
    // SAFETY: an open object, which nobody else uses meanwhile.
    match unsafe { libbpf_sys::bpf_object__prepare(object.as_libbpf_object().as_ptr()) } {
        error if error < 0 => Err(Error::from_raw_os_error(-error)),
        _ => Ok(()),
    }
}

impl Prepared {
    /// A program of an object that is prepared.
    pub fn of(object: &OpenObject, program: &OpenProgram<'_>) -> Prepared {
        let raw = program.as_libbpf_object().as_ptr();
        // SAFETY: a program of an open object: libbpf only reads it.
        let (attach_type, functions, count) = unsafe {
            let count = libbpf_sys::bpf_program__func_info_cnt(raw) as usize;
            (libbpf_sys::bpf_program__expected_attach_type(raw), libbpf_sys::bpf_program__func_info(raw), count)
        };
        let functions = match functions.is_null() {
            true => Vec::new(),
            // SAFETY: so many of them belong to the program.
            false => unsafe { std::slice::from_raw_parts(functions, count) }.to_vec(),
        };
        let tracepoint =
            program.section().to_string_lossy().strip_prefix("tp_btf/").map(|name| format!("btf_trace_{name}"));
        Prepared {
            name: CString::new(program.name().as_bytes()).unwrap_or_default(),
            kind: program.prog_type() as libbpf_sys::bpf_prog_type,
            attach_type,
            tracepoint,
            instructions: program.insns().to_vec(),
            functions,
            // SAFETY: as above.
            types: unsafe { libbpf_sys::bpf_object__btf_fd(object.as_libbpf_object().as_ptr()) },
        }
    }

    fn load(&self, kernel: &Btf<'_>) -> Result<OwnedFd> {
        let mut options = libbpf_sys::bpf_prog_load_opts {
            sz: size_of::<libbpf_sys::bpf_prog_load_opts>() as libbpf_sys::size_t,
            expected_attach_type: self.attach_type,
            prog_btf_fd: self.types.max(0) as u32,
            func_info: self.functions.as_ptr().cast(),
            func_info_cnt: self.functions.len() as u32,
            func_info_rec_size: size_of::<libbpf_sys::bpf_func_info>() as u32,
            ..Default::default()
        };
        if let Some(tracepoint) = &self.tracepoint {
            let found = kernel.type_by_name::<Typedef<'_>>(tracepoint);
            let found = found.ok_or_else(|| Error::from_raw_os_error(libc::ESRCH))?;
            options.attach_btf_id = u32::from(found.type_id());
        }
        let attempt = |options: &mut libbpf_sys::bpf_prog_load_opts| {
            let (name, license) = (self.name.as_ptr(), c"Dual BSD/GPL".as_ptr());
            let (code, count) = (self.instructions.as_ptr(), self.instructions.len() as libbpf_sys::size_t);
            // SAFETY: all that the options and arguments point to outlives the call.
            match unsafe { libbpf_sys::bpf_prog_load(self.kind, name, license, code, count, options) } {
                error if error < 0 => Err(Error::from_raw_os_error(-error)),
                // SAFETY: a new descriptor.
                fd => Ok(unsafe { OwnedFd::from_raw_fd(fd) }),
            }
        };
        attempt(&mut options).inspect_err(|_| {
            if debug::is_wanted() {
                let mut log = vec![0; LOG_SIZE];
                options.log_level = 1;
                options.log_buf = log.as_mut_ptr().cast();
                options.log_size = LOG_SIZE as u32;
                let _ = attempt(&mut options);
                eprintln!("{}", String::from_utf8_lossy(&log).trim_end_matches('\0'));
            }
        })
    }
}

/// Loads the programs that come through the channel, once they come.
pub fn load<const N: usize>(programs: &Receiver<[Option<Prepared>; N]>) -> Result<[Option<OwnedFd>; N]> {
    // Reading the kernel's types takes as long as it takes libbpf, which does the same: it begins at once.
    let kernel = Btf::from_vmlinux()?;
    let mut loaded = [const { None }; N];
    // Nothing comes where the others cannot be loaded.
    for (program, loaded) in programs.recv().into_iter().flatten().zip(&mut loaded) {
        *loaded = program.map(|program| program.load(&kernel)).transpose()?;
    }
    Ok(loaded)
}
