//! Which names do the constants of System V IPC have?

use super::names;
use super::unlisted;
use super::Form;
use super::Number;
use super::Xlat;

unlisted! {
    SHM_HUGE_SHIFT = 0x1a;
    SHM_STAT = 0xd;
    SHM_INFO = 0xe;
    SHM_STAT_ANY = 0xf;
    IPC_64 = 0x100;
    MSG_STAT_ANY = 0xd;
}

/// shmget(2)
pub static SHMGET_FLAGS: Xlat = Xlat::flags(
    "SHM_???",
    names![
        libc: IPC_CREAT, IPC_EXCL, SHM_HUGETLB, SHM_NORESERVE,
    ],
)
.with_numbers(&[
    Number { mask: 0x3f << SHM_HUGE_SHIFT, suffix: "<<SHM_HUGE_SHIFT", form: Form::Decimal },
    Number { mask: 0o777, suffix: "", form: Form::Mode },
])
.apart();

/// semget(2), msgget(2)
pub static IPCGET_FLAGS: Xlat = Xlat::flags(
    "IPC_???",
    names![
        libc: IPC_CREAT, IPC_EXCL, IPC_NOWAIT,
    ],
)
.with_numbers(&[Number { mask: 0o777, suffix: "", form: Form::Mode }])
.apart();

/// shmat(2)
pub static SHMAT_FLAGS: Xlat = Xlat::flags(
    "SHM_???",
    names![
        libc: SHM_RDONLY, SHM_RND, SHM_REMAP, SHM_EXEC,
    ],
);

/// msgsnd(2), msgrcv(2)
pub static MSG_QUEUE_FLAGS: Xlat = Xlat::flags(
    "MSG_???",
    names![
        libc: MSG_NOERROR, MSG_EXCEPT, MSG_COPY, IPC_NOWAIT,
    ],
);

/// `sem_flg` of struct sembuf
pub static SEMOP_FLAGS: Xlat = Xlat::flags(
    "SEM_???",
    names![
        libc: SEM_UNDO, IPC_NOWAIT,
    ],
);

/// shmctl(2)
pub static SHMCTL_OPS: Xlat = Xlat::mixed(
    "SHM_???",
    !IPC_64,
    names![
        libc: IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, SHM_LOCK, SHM_UNLOCK;
        self: SHM_STAT, SHM_INFO, SHM_STAT_ANY,
    ],
    names![
        self: IPC_64,
    ],
)
.value_last();

/// semctl(2)
pub static SEMCTL_OPS: Xlat = Xlat::mixed(
    "SEM_???",
    !IPC_64,
    names![
        libc: IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, GETPID, GETVAL, GETALL, GETNCNT, GETZCNT, SETVAL, SETALL, SEM_STAT,
            SEM_INFO, SEM_STAT_ANY,
    ],
    names![
        self: IPC_64,
    ],
)
.value_last();

/// msgctl(2)
pub static MSGCTL_OPS: Xlat = Xlat::mixed(
    "MSG_???",
    !IPC_64,
    names![
        libc: IPC_RMID, IPC_SET, IPC_STAT, IPC_INFO, MSG_STAT, MSG_INFO;
        self: MSG_STAT_ANY,
    ],
    names![
        self: IPC_64,
    ],
)
.value_last();

/// shmget(2), semget(2), msgget(2): the key
pub static IPC_KEYS: Xlat = Xlat::values(
    "",
    names![
        libc: IPC_PRIVATE,
    ],
);
