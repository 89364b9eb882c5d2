//! Which errors can a call fail with, and what does the C library say of them?
//!
//! The texts are those of strerror(3) in the C locale: a table costs no call into
//! the C library for each line, and does not change with the locale. From 512 on
//! are the kernel's own numbers, which a program sees only by the kernel's fault
//! but a tracer sees all the time.

/// An error.
#[derive(Debug, PartialEq, Eq)]
pub struct Errno {
    /// Its number, positive.
    pub number: i32,
    /// Its name: `ENOENT`.
    pub name: &'static str,
    /// What it means: `No such file or directory`.
    pub text: &'static str,
}

impl Errno {
    /// Whether the kernel starts the call again or turns the error into EINTR:
    /// the call has not failed, and the program does not see this result.
    pub fn is_restart(&self) -> bool {
        matches!(self.number, 512..=514 | 516)
    }
}

/// The error of that number.
pub fn errno(number: i32) -> Option<&'static Errno> {
    let row = ERRORS.binary_search_by_key(&number, |row| row.number).ok()?;
    ERRORS.get(row)
}

macro_rules! errors {
    (libc { $($name:ident $text:literal;)* } kernel { $($number:literal $kernel_name:ident $kernel_text:literal;)* }) => {
        /// Ascending by number.
        static ERRORS: &[Errno] = &[
            $(Errno { number: libc::$name, name: stringify!($name), text: $text },)*
            $(Errno { number: $number, name: stringify!($kernel_name), text: $kernel_text },)*
        ];
    };
}

errors! {
    libc {
        EPERM "Operation not permitted";
        ENOENT "No such file or directory";
        ESRCH "No such process";
        EINTR "Interrupted system call";
        EIO "Input/output error";
        ENXIO "No such device or address";
        E2BIG "Argument list too long";
        ENOEXEC "Exec format error";
        EBADF "Bad file descriptor";
        ECHILD "No child processes";
        EAGAIN "Resource temporarily unavailable";
        ENOMEM "Cannot allocate memory";
        EACCES "Permission denied";
        EFAULT "Bad address";
        ENOTBLK "Block device required";
        EBUSY "Device or resource busy";
        EEXIST "File exists";
        EXDEV "Invalid cross-device link";
        ENODEV "No such device";
        ENOTDIR "Not a directory";
        EISDIR "Is a directory";
        EINVAL "Invalid argument";
        ENFILE "Too many open files in system";
        EMFILE "Too many open files";
        ENOTTY "Inappropriate ioctl for device";
        ETXTBSY "Text file busy";
        EFBIG "File too large";
        ENOSPC "No space left on device";
        ESPIPE "Illegal seek";
        EROFS "Read-only file system";
        EMLINK "Too many links";
        EPIPE "Broken pipe";
        EDOM "Numerical argument out of domain";
        ERANGE "Numerical result out of range";
        EDEADLK "Resource deadlock avoided";
        ENAMETOOLONG "File name too long";
        ENOLCK "No locks available";
        ENOSYS "Function not implemented";
        ENOTEMPTY "Directory not empty";
        ELOOP "Too many levels of symbolic links";
        ENOMSG "No message of desired type";
        EIDRM "Identifier removed";
        ECHRNG "Channel number out of range";
        EL2NSYNC "Level 2 not synchronized";
        EL3HLT "Level 3 halted";
        EL3RST "Level 3 reset";
        ELNRNG "Link number out of range";
        EUNATCH "Protocol driver not attached";
        ENOCSI "No CSI structure available";
        EL2HLT "Level 2 halted";
        EBADE "Invalid exchange";
        EBADR "Invalid request descriptor";
        EXFULL "Exchange full";
        ENOANO "No anode";
        EBADRQC "Invalid request code";
        EBADSLT "Invalid slot";
        EBFONT "Bad font file format";
        ENOSTR "Device not a stream";
        ENODATA "No data available";
        ETIME "Timer expired";
        ENOSR "Out of streams resources";
        ENONET "Machine is not on the network";
        ENOPKG "Package not installed";
        EREMOTE "Object is remote";
        ENOLINK "Link has been severed";
        EADV "Advertise error";
        ESRMNT "Srmount error";
        ECOMM "Communication error on send";
        EPROTO "Protocol error";
        EMULTIHOP "Multihop attempted";
        EDOTDOT "RFS specific error";
        EBADMSG "Bad message";
        EOVERFLOW "Value too large for defined data type";
        ENOTUNIQ "Name not unique on network";
        EBADFD "File descriptor in bad state";
        EREMCHG "Remote address changed";
        ELIBACC "Can not access a needed shared library";
        ELIBBAD "Accessing a corrupted shared library";
        ELIBSCN ".lib section in a.out corrupted";
        ELIBMAX "Attempting to link in too many shared libraries";
        ELIBEXEC "Cannot exec a shared library directly";
        EILSEQ "Invalid or incomplete multibyte or wide character";
        ERESTART "Interrupted system call should be restarted";
        ESTRPIPE "Streams pipe error";
        EUSERS "Too many users";
        ENOTSOCK "Socket operation on non-socket";
        EDESTADDRREQ "Destination address required";
        EMSGSIZE "Message too long";
        EPROTOTYPE "Protocol wrong type for socket";
        ENOPROTOOPT "Protocol not available";
        EPROTONOSUPPORT "Protocol not supported";
        ESOCKTNOSUPPORT "Socket type not supported";
        EOPNOTSUPP "Operation not supported";
        EPFNOSUPPORT "Protocol family not supported";
        EAFNOSUPPORT "Address family not supported by protocol";
        EADDRINUSE "Address already in use";
        EADDRNOTAVAIL "Cannot assign requested address";
        ENETDOWN "Network is down";
        ENETUNREACH "Network is unreachable";
        ENETRESET "Network dropped connection on reset";
        ECONNABORTED "Software caused connection abort";
        ECONNRESET "Connection reset by peer";
        ENOBUFS "No buffer space available";
        EISCONN "Transport endpoint is already connected";
        ENOTCONN "Transport endpoint is not connected";
        ESHUTDOWN "Cannot send after transport endpoint shutdown";
        ETOOMANYREFS "Too many references: cannot splice";
        ETIMEDOUT "Connection timed out";
        ECONNREFUSED "Connection refused";
        EHOSTDOWN "Host is down";
        EHOSTUNREACH "No route to host";
        EALREADY "Operation already in progress";
        EINPROGRESS "Operation now in progress";
        ESTALE "Stale file handle";
        EUCLEAN "Structure needs cleaning";
        ENOTNAM "Not a XENIX named type file";
        ENAVAIL "No XENIX semaphores available";
        EISNAM "Is a named type file";
        EREMOTEIO "Remote I/O error";
        EDQUOT "Disk quota exceeded";
        ENOMEDIUM "No medium found";
        EMEDIUMTYPE "Wrong medium type";
        ECANCELED "Operation canceled";
        ENOKEY "Required key not available";
        EKEYEXPIRED "Key has expired";
        EKEYREVOKED "Key has been revoked";
        EKEYREJECTED "Key was rejected by service";
        EOWNERDEAD "Owner died";
        ENOTRECOVERABLE "State not recoverable";
        ERFKILL "Operation not possible due to RF-kill";
        EHWPOISON "Memory page has hardware error";
    }
    kernel {
        512 ERESTARTSYS "To be restarted if SA_RESTART is set";
        513 ERESTARTNOINTR "To be restarted";
        514 ERESTARTNOHAND "To be restarted if no handler";
        515 ENOIOCTLCMD "Unknown error 515";
        516 ERESTART_RESTARTBLOCK "Interrupted by signal";
        517 EPROBE_DEFER "Unknown error 517";
        518 EOPENSTALE "Unknown error 518";
        521 EBADHANDLE "Unknown error 521";
        522 ENOTSYNC "Unknown error 522";
        523 EBADCOOKIE "Unknown error 523";
        524 ENOTSUPP "Unknown error 524";
        525 ETOOSMALL "Unknown error 525";
        526 ESERVERFAULT "Unknown error 526";
        527 EBADTYPE "Unknown error 527";
        528 EJUKEBOX "Unknown error 528";
        529 EIOCBQUEUED "Unknown error 529";
        530 ERECALLCONFLICT "Unknown error 530";
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::CStr;

    use super::*;

    #[test]
    fn errors_ascend_so_that_bisection_finds_each() {
        for error in ERRORS {
            assert_eq!(errno(error.number), Some(error));
        }
        assert_eq!(errno(0), None);
        assert_eq!(errno(41), None);
        assert_eq!(errno(-2), None);
    }

    #[test]
    fn texts_are_those_of_the_c_library() {
        for error in ERRORS.iter().filter(|error| !error.is_restart()) {
            // SAFETY: strerror returns a string that is valid until its next call, and this test alone calls it.
            let text = unsafe { CStr::from_ptr(libc::strerror(error.number)) };
            assert_eq!(text.to_str(), Ok(error.text), "{}", error.name);
        }
    }
}
