/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What do the kernel side and user space say to each other?
 *
 * Everything that crosses between the two is declared here and only here: the
 * records in the ring (README.md draws them), the capture plans that user space
 * writes, and the settings. src/wire/ gets these types from the generated
 * skeleton, so there is no second copy to keep in step.
 */
#ifndef BEETRACE_WIRE_H
#define BEETRACE_WIRE_H

enum bt_limit {
	BT_ARGS		= 6,
	BT_POINTER	= 8,		/* bytes of a pointer in the ABI whose memory is followed: the native one */
	BT_COMM_LEN	= 16,
	BT_SIGINFO_LEN	= 48,
	BT_TOLD		= 16,		/* see bt_told */
	BT_TOLD_AGAIN	= 1000000000,	/* ns within which bt_told.count goes on */
	BT_GROUP	= 1 << 16,	/* see bt_exit */
	BT_NUMBER	= 1 << 17,	/* the same */
	BT_NUMBERED	= 0x3ffe,	/* the largest number that is told there */
	BT_ASKED	= 32,		/* texts that are asked for, see bt_asked */
	BT_ASKED_NUMBERS = 1024,	/* descriptors that are known one by one whether they are asked for */
	BT_ARG_COMM	= 0xff,		/* bt_chunk.arg of the comm, */
	BT_ARG_NAMES	= 0xfe,		/* of what descriptors refer to: struct bt_named, one after the other, */
	BT_ARG_NAMED	= 0xfd,		/* and of one that is told here: struct bt_named, struct bt_file, bytes */
	BT_NAME_SLOTS	= 4096,		/* see bt_name */
	BT_PATH		= 4096,		/* bytes of a path that are read, and those of the component that passes this */
	BT_MAX_WHERES	= 8,		/* places of descriptors in a call, for each phase */
	BT_ARG_REGISTERS = 0xfc,	/* bt_chunk.arg of registers: the first settings.registers of enum bt_register, */
	BT_ARG_STACK	= 0xfb,		/* of the top of the stack (its index: bytes behind the stack pointer), */
	BT_STACK_PARTS	= 32,		/* of the stack, between which pages are not there */
	BT_ARG_SPACES	= 0xf9,		/* not on the wire: bt_spaces.ids, with the call that they belong to */
	BT_ARG_FRAMES	= 0xfa,		/* and of what user space has made of these: src/frames.rs */
	BT_ARG_NETLINK	= 0xf8,		/* of the protocol of the call's socket, if that is one of AF_NETLINK: 4 bytes */
	BT_MAX_OPS	= 12,		/* per plan and phase */
	BT_MAX_QUICK	= 2,		/* ops that are run without a detour */
	BT_NETLINK_BYTES = 1 << 16,	/* of netlink's messages in one buffer: they are shown whole, not as a string */
	BT_SMALL_BYTES	= 40,		/* bytes that are copied into the ring directly */
	BT_SAVED_LEN	= 64,		/* bytes kept of an op for later ops */
	BT_PIECE	= 4096,		/* bytes copied at a time */
	BT_MAX_PIECES	= 256,		/* of what one pointer points to: 1 MiB */
	BT_MAX_ELEMENTS	= 1024,		/* strings or areas of one array */
	BT_MAX_MESSAGES	= 32,		/* messages of one array whose pointers are followed */
	BT_MESSAGE_LEN	= 56,		/* where one of them says how many bytes it has (struct mmsghdr) */
	BT_MAX_READS	= 8192,		/* pieces, strings and elements that are copied for one call */
	BT_ASK_EVERY	= 4096,		/* bytes of a task's calls between two looks at how full the ring is, */
	BT_ASK_TASKS	= 512,		/* and the number of tasks from which on every call looks */
	BT_PLANS	= 576,		/* of one ABI; the last one stands for unknown calls */
	BT_ABIS		= 3,		/* enum bt_abi */
	BT_RESULTS	= 64,		/* words of a bit for each number of an error */
	BT_NUMBERS	= 1024,		/* of entry_counts: numbers beyond always count */
	BT_COUNTS	= BT_ABIS * BT_PLANS,	/* places in `counts`, for each program at a tracepoint */
	BT_TIMED_FIRST	= 256,		/* calls of a number that are timed on each CPU before a part of them is enough */
	BT_TIMES	= 512,		/* places of a histogram */
	BT_LONG		= 12000000,	/* ns from which on ticks tell how long a call was: there are 100 or more a second */
};

/* Which plans a call's are: those of ABI `abi` and number `nr` are number abi * BT_PLANS + nr, x32's without their bit. */
enum bt_abi {
	BT_ABI_NATIVE	= 0,
	BT_ABI_COMPAT	= 1,	/* BT_COMPAT */
	BT_ABI_X32	= 2,	/* BT_X32 */
};

/* --- records: kernel -> user ------------------------------------------- */

enum bt_kind {
	BT_CALL		= 1,	/* struct bt_call: a system call returned */
	BT_ENTER	= 2,	/* struct bt_call: one began whose entry matters */
	BT_FORK		= 3,	/* struct bt_fork: a traced task made a task */
	BT_EXEC		= 4,	/* struct bt_exec: a traced task changed its program */
	BT_EXIT		= 5,	/* struct bt_exit: a traced task ended */
	BT_SIGNAL	= 6,	/* struct bt_signal: a signal reached a traced task */
	BT_NAME		= 7,	/* struct bt_name: what records that follow call by its id */
	BT_SPACES	= 8,	/* struct bt_spaces: which namespaces the task's call has entered, before it returns */
};

enum bt_record_flag {
	BT_MORE		= 1 << 0,	/* further chunks of this call follow in the next record */
	BT_COMPAT	= 1 << 1,	/* i386 call: number and arguments are i386's */
	BT_X32		= 1 << 2,	/* x32 call */
	BT_DYING	= 1 << 3,	/* the task is being killed: the result never reaches it */
	BT_IGNORED	= 1 << 4,	/* signal: ignored, the program never sees it */
	BT_HANDLED	= 1 << 5,	/* signal: the program has a handler */
	BT_FATAL	= 1 << 6,	/* signal: it kills the process without being delivered */
	BT_REREAD	= 1 << 7,	/* BT_CALL: chunks of the plan's entry ops are among those of the exit;
					 * BT_ENTER: comes after the first one: what an execve has made of its
					 * arguments, in chunks whose `arg` is one of enum bt_exec_chunk */
	BT_CONTINUED	= 1 << 8,	/* goes on with the chunks of the record before, which had BT_MORE */
	BT_HOLED	= 1 << 9,	/* a record of the series was lost: its chunks make no whole */
	BT_ENTERED	= 1 << 10,	/* BT_CALL: the BT_ENTER before it is this call's; BT_EXIT: the task was in
					 * that call still */
	BT_DETACHED	= 1 << 11,	/* BT_EXEC: nothing follows, the task is traced no longer */
};

/* Every record begins so. Ids are those of beetrace's PID namespace. */
struct bt_header {
	__u16 kind;		/* enum bt_kind */
	__u16 flags;		/* enum bt_record_flag */
	__u32 tid;
	__u32 tgid;
	__u32 lost;		/* this task's calls lost since its previous record */
	__u64 time;		/* CLOCK_MONOTONIC, ns; 0 when no times are asked for */
};

/* BT_CALL, BT_ENTER: followed by chunks up to the record's end. */
struct bt_call {
	struct bt_header head;
	__u32 nr;
	__u32 size;		/* bytes of the record in use; 0: all of it */
	__s64 ret;		/* 0 in BT_ENTER */
	__u64 start;		/* time of the entry, ns; 0 when no times are asked for */
	__u64 args[BT_ARGS];
};

enum bt_status {
	BT_OK		= 0,	/* len bytes follow, and that is all of it */
	BT_CUT		= 1,	/* len bytes follow, there is more in the task's memory */
	BT_FAULT	= 2,	/* not readable; want holds the address */
	BT_HOLE		= 3,	/* len bytes follow; the memory behind them is not readable, though there should be want */
};

/* One piece of the task's memory; the bytes follow, padded to 8. */
struct bt_chunk {
	__u8 arg;		/* index of the argument that it belongs to; BT_ARG_COMM: the comm */
	__u8 part;		/* which part of it: the plan's op says (bt_op.part) */
	__u8 status;		/* enum bt_status */
	__u8 more;		/* 1: the next chunk holds the bytes that follow on these */
	__u32 index;		/* element number within an array of pointers */
	__u32 len;		/* bytes that follow, before padding */
	__u32 reserved2;
	__u64 want;		/* bytes there are to read; the address on BT_FAULT */
};

/* Registers, as a chunk of words of 8 bytes has them. */
enum bt_register {
	BT_REGISTER_IP	= 0,
	BT_REGISTER_SP	= 1,
	BT_REGISTER_BP	= 2,
	BT_REGISTER_BX	= 3,
	BT_REGISTER_R12	= 4,	/* and those up to r15 */
	BT_REGISTERS	= 8,
};

/* What a successful execve has left of its arguments: mm->arg_start to arg_end and env_start to env_end are strings in a
 * row, each with its NUL. */
enum bt_exec_chunk {
	BT_EXEC_PATH	= 0xf0,	/* the path as the kernel has kept it */
	BT_EXEC_ARGV	= 0xf1,
	BT_EXEC_ENVP	= 0xf2,
};

struct bt_fork {
	struct bt_header head;	/* the parent's */
	__u32 child_tid;
	__u32 child_tgid;
};

struct bt_exec {
	struct bt_header head;
	__u32 old_tid;		/* differs from head.tid when a thread that is not the leader execs */
	__u32 reserved;
	__u8 comm[BT_COMM_LEN];
};

struct bt_exit {
	struct bt_header head;
	__u32 code;		/* as wait(2) reports it: status << 8 | core << 7 | signal */
	__u32 group;		/* BT_GROUP | that of the process, if it ends as a whole: by exit_group or a signal;
				 * and BT_NUMBER * (1 + the number of its last call), if that is known */
};

/* Followed by chunks, as calls are. */
struct bt_signal {
	struct bt_header head;
	__u32 signo;
	__u32 nr;		/* number of the call that the task is in, or was in last; negative when not known */
	__u8 info[BT_SIGINFO_LEN];	/* the first bytes of siginfo_t */
};

/* Kinds of namespaces, in the order of their names. */
enum bt_space {
	BT_SPACE_CGROUP	= 0,
	BT_SPACE_IPC	= 1,
	BT_SPACE_MNT	= 2,
	BT_SPACE_NET	= 3,
	BT_SPACE_PID	= 4,
	BT_SPACE_TIME	= 5,
	BT_SPACE_USER	= 6,
	BT_SPACE_UTS	= 7,
	BT_SPACE_KINDS	= 8,
};

/* Those that the task is in which the call of head.tid was about: itself, or one that it has made. */
struct bt_spaces {
	struct bt_header head;
	__u32 ids[BT_SPACE_KINDS];
};

/* How the bytes tell the name of a file. */
enum bt_name_form {
	BT_NAME_UPWARDS	= 0,	/* components from the file up to the root, `/` behind each; none: the root */
	BT_NAME_LINK	= 1,	/* as the link in /proc/PID/fd says */
	BT_NAME_PLAIN	= 2,	/* of a file that has never been in a directory: behind a `/` */
	BT_NAME_SOCKET	= 3,	/* that of the protocol */
	BT_NAME_PIPE	= 4,
	BT_NAME_ANON	= 5,	/* anon_inode */
	BT_NAME_SPACE	= 6,	/* the kind of namespace */
	BT_NAME_DMABUF	= 7,
	BT_NAME_PIDFD	= 8,
};

enum bt_file_flag {
	BT_FILE_DELETED	= 1 << 0,
	BT_FILE_CUT	= 1 << 1,	/* there is more of the path */
};

/* A file; the bytes of its name follow. */
struct bt_file {
	__u64 inode;
	__u32 device;		/* major << 20 | minor, */
	__u32 special;		/* and that of the device that the file is */
	__u32 mode;
	__u16 len;		/* bytes that follow */
	__u8 form;		/* enum bt_name_form */
	__u8 flags;		/* enum bt_file_flag */
};

/*
 * What a file is, told once for all the records that follow. The id is made of all that the
 * name follows from; the kernel side keeps the last one of each `id % BT_NAME_SLOTS`, and tells
 * again what is not among them.
 */
struct bt_name {
	struct bt_header head;
	__u64 id;
	struct bt_file file;
};

/* What else is told of a file, with each call. */
enum bt_detail {
	BT_PLAIN	= 0,
	BT_SOCKET	= 1,	/* struct bt_socket, and of AF_UNIX the bytes of the name that it is bound to */
	BT_PIDFD	= 2,	/* struct bt_number: the process, in beetrace's PID namespace; 0: none */
	BT_EVENTFD	= 3,	/* struct bt_number */
	BT_SIGNALFD	= 4,	/* struct bt_number: the set of signals */
	BT_MASTER	= 5,	/* struct bt_number: of the pseudoterminal */
	BT_TASK		= 6,	/* no descriptor: bt_named.number is the id of a task, a group or a session as the caller has
				 * it, bt_named.id as beetrace has it; the comm of the task follows, empty if there is none */
};

enum bt_named_flag {
	BT_AS_ENTERED	= 1 << 0,	/* when the call began; else when it returned */
};

/* What a descriptor refers to. */
struct bt_named {
	__s32 number;
	__u8 flags;		/* enum bt_named_flag */
	__u8 detail;		/* enum bt_detail */
	__u16 len;		/* bytes of the detail, which follow, padded to 8 */
	__u64 id;		/* bt_name.id; BT_TASK: see there */
};

struct bt_socket {
	__u16 family;
	__u16 type_;		/* SOCK_STREAM */
	__u16 protocol;
	__u8 state;		/* TCP_ESTABLISHED */
	__u8 bound;		/* AF_NETLINK: it has a port */
	__u16 port;		/* AF_INET, AF_INET6 */
	__u16 peer_port;
	__u32 netlink_port;
	__u64 peer;		/* AF_UNIX: inode of the other side */
	__u8 address[16];	/* AF_INET: the first four bytes */
	__u8 peer_address[16];
};

struct bt_number {
	__u64 number;
	__u32 id;		/* eventfd: among all, */
	__u32 flags;		/* and EFD_SEMAPHORE */
};

/* --- capture plans: user -> kernel -------------------------------------- */

/* Where descriptors and ids of a call are. */
enum bt_place {
	BT_IN_ARG	= 0,	/* the lower half of args[arg] */
	BT_IN_RESULT	= 1,
	BT_IN_MEMORY	= 2,	/* in the chunks of `arg` and `part`: 4 bytes at `offset`, and so on every `stride` bytes */
	BT_IN_SET	= 3,	/* there, a bit for each */
	BT_IN_CONTROL	= 4,	/* there, in control messages: SCM_RIGHTS, SCM_CREDENTIALS */
};

/* What is there. */
enum bt_what {
	BT_DESCRIPTOR	= 0,
	BT_OR_DIRECTORY	= 1,	/* a descriptor, or AT_FDCWD */
	BT_ID		= 2,	/* the id of a task, a group or a session */
};

struct bt_where {
	__u8 place;		/* enum bt_place */
	__u8 arg;
	__u8 part;
	__u8 what;		/* enum bt_what */
	__u16 offset;
	__u16 stride;		/* 0: there is one */
};

/* Those of a plan: beside it, since it is asked for only where names are. */
struct bt_wheres {
	__u32 exit_count;
	__u32 enter_count;
	struct bt_where exit[BT_MAX_WHERES];
	struct bt_where enter[BT_MAX_WHERES];
};

enum bt_names_flag {
	BT_NAMES_AT_EXIT	= 1 << 0,
	BT_NAMES_AT_ENTRY	= 1 << 1,	/* a BT_ENTER record is sent, */
	BT_NAMES_IF_COUNTER	= 1 << 2,	/* or is if one is an eventfd: the call changes its value; */
	BT_NAMES_IF_ID		= 1 << 3,	/* or if somebody has one of the ids: the call may be the end of them */
	BT_ENTERS_SPACES	= 1 << 4,	/* no name: the call can bring the task into other namespaces */
};

enum bt_source {
	BT_CONST	= 0,	/* bt_operand.value */
	BT_ARG		= 1,	/* args[value], or its lower half */
	BT_RET		= 2,	/* the result */
	BT_SAVED	= 3,	/* size bytes at offset value of what op number `op` (BT_SAVE) read */
	BT_IOC_SIZE	= 4,	/* the size field of the ioctl command in args[value] */
	BT_STACK	= 5,	/* the user's stack pointer plus value */
};

struct bt_operand {
	__u8 source;		/* enum bt_source */
	__u8 op;		/* BT_SAVED: which op of the same plan */
	__u8 size;		/* BT_SAVED: 4 or 8; BT_ARG: 4 when only the lower half counts */
	__u8 reserved;
	__u32 value;
};

enum bt_op_kind {
	BT_BYTES	= 1,	/* min(len * scale, limit) bytes at base */
	BT_STRING	= 2,	/* NUL-terminated, at most limit bytes, at base */
	BT_STRINGS	= 3,	/* NULL-terminated array of strings at base: limit bytes each, len of them at most */
	BT_COUNT	= 4,	/* how many non-NULL pointers there are at base: an 8-byte chunk */
	BT_VECTORS	= 5,	/* limit bytes of each area of the len iovecs at base, of the first `scale` areas */
	BT_MESSAGES	= 6,	/* each of the len elements of limit bytes at base, and behind each of them, by what it
				 * says, the next `scale` ops: the index of their chunks is the element's number, that of
				 * areas BT_MAX_ELEMENTS times as large, plus theirs */
};

enum bt_op_flag {
	BT_IF_OK	= 1 << 0,	/* only when the call succeeded (result not negative) */
	BT_IF_FAILED	= 1 << 1,	/* only when it failed */
	BT_SAVE		= 1 << 2,	/* later ops refer to the first BT_SAVED_LEN bytes; BT_BYTES of a single piece */
	BT_RESULT_BYTES	= 1 << 3,	/* BT_VECTORS: only as many bytes in all as the result says, or the message */
	BT_IN_BITS	= 1 << 4,	/* BT_BYTES: len counts bits of an array of longs */
	BT_QUICK	= 1 << 5,	/* of the plainest kind: BT_STRING, or BT_BYTES of a single piece, scale 1 and a len
					 * that is BT_CONST, BT_ARG or BT_RET; base a whole BT_ARG; no flag but BT_IF_OK and
					 * BT_OF_NETLINK */
	BT_OF_NETLINK	= 1 << 6,	/* what a socket moves: of one of AF_NETLINK BT_NETLINK_BYTES, whatever the limit */
};

struct bt_op {
	__u8 kind;		/* enum bt_op_kind */
	__u8 flags;		/* enum bt_op_flag */
	__u8 arg;		/* goes into the chunk as it is */
	__u8 part;		/* goes into the chunk as it is */
	struct bt_operand base;
	struct bt_operand len;
	__u32 scale;
	__u32 limit;
};

enum bt_plan_flag {
	BT_SELECTED	= 1 << 0,	/* the user wants to see this call */
	BT_AT_ENTRY	= 1 << 1,	/* send a BT_ENTER record, unless its ops find nothing to read */
	BT_BY_VALUE	= 1 << 2,	/* another plan by the value of an argument: see bt_subplan_key */
	BT_FORKS	= 1 << 3,	/* returns twice */
	BT_EXECS	= 1 << 4,	/* replaces the program; seen to its end even when it is not selected */
	BT_IF_ALIASED	= 1 << 5,	/* send a BT_ENTER record if the two arguments in `alias` are one
					 * pointer: the kernel would overwrite what the program passed in */
	BT_ENTRY_BY_VALUE = 1 << 6,	/* some plan by value needs the entry */
	BT_NO_RETURN	= 1 << 7,	/* its BT_ENTER is all that there is of the call */
};

struct bt_plan {
	__u8 flags;		/* enum bt_plan_flag */
	__u8 enter_ops;
	__u8 exit_ops;
	__u8 by_arg;		/* BT_BY_VALUE: which argument */
	__u32 by_mask;		/* BT_BY_VALUE: its bits that count */
	__u8 alias[2];		/* BT_IF_ALIASED: the two arguments */
	__u8 quick;		/* exit_ops if these are BT_QUICK, all of them, and no more than BT_MAX_QUICK; else 0 */
	__u8 names;		/* enum bt_names_flag: when descriptors are looked at, if they are */
	__u8 about_descriptors;	/* a bit for each argument that is a descriptor which the call is about */
	__u8 about_paths;	/* or a path; */
	__u8 about_others;	/* it is about what is elsewhere: user space says whether that is asked for */
	__u8 netlink;		/* args[0] may be a socket of AF_NETLINK: if so, a chunk says of which protocol */
	struct bt_op exit[BT_MAX_OPS];
	struct bt_op enter[BT_MAX_OPS];
};

/* Plans of multiplexed calls (ioctl, fcntl, prctl ...) by the command's value. */
struct bt_subplan_key {
	__u32 nr;
	__u32 value;
};

/* A task that was there before and is traced from now on: what the seeding program says of it. */
struct bt_there {
	__u32 tid;
	__u32 tgid;
	__u32 nr;		/* of the call that it is in, or was in last, in its registers */
	__u32 stopped;		/* the signal that has stopped it; 0: none has */
	__u64 first;		/* the first argument of that call, as 64-bit programs have it, */
	__s64 ret;		/* and what its result would be */
	__u8 comm[BT_COMM_LEN];
};

/* --- settings: user -> kernel ------------------------------------------- */

/* Who is traced: see filter.h. */
enum bt_scope {
	BT_SCOPE_TASKS		= 0,	/* those that user space has named in `wanted` */
	BT_SCOPE_DESCENDANTS	= 1,	/* all tasks of these processes, and all that they make */
};

struct bt_settings {
	__u8 scope;		/* enum bt_scope */
	__u8 times;		/* record times */
	__u8 comm;		/* record the comm with each call */
	__u8 freeze;		/* wake beetrace when the ring passes the high-water mark */
	__u8 counts;		/* enum bt_counts */
	__u8 names;		/* enum bt_names */
	__u8 registers;		/* record so many of enum bt_register with each call and signal */
	__u8 ids;		/* and who has the ids in them */
	__u64 high_water;	/* bytes in the ring from which on the command is held still, */
	__u64 stray_water;	/* and from how many on a task that still runs is named in bt_counters.stray */
	__u64 memory_room;	/* bytes in the ring from which on records hold no more memory than a first piece */
	__u64 twice;		/* the perf programs see each event first, the others what those missed */
	__u64 skippable;	/* the kernel can leave a program out: an entry tells that the last return was not seen */
	__u64 entries;		/* the sys_enter programs are attached */
	__u32 budget;		/* bytes of memory that are copied for one call at the most */
	__u32 processors;	/* that can each be copying a call's memory at a time */
	__u64 detach_on_exec;	/* a task that executes another program is traced no longer */
	__u64 by_outcome;	/* a return counts only if `results` has what came of it, */
	__u64 min_duration;	/* and if the call took so long, ns */
	__u64 overhead;		/* ns that are taken off the time of each call that is counted */
	__u64 stack;		/* bytes of a task's stack that are copied with each call and signal */
	__u64 clocked;		/* counts have times */
	__u64 sampled;		/* a time in all will do: of calls that are made again and again, some are timed */
	__u64 tick;		/* ns */
	__u64 processor;	/* what a task spends off the processors is no time of its call */
	__u64 histograms;	/* how long calls took is counted, too */
	__u64 walls;		/* and what has passed until they returned; then each is timed, and there are no slots */
	__u64 slots;		/* only counts are made, and sched_switch is seen: see struct bt_slot */
	__u64 subjects;		/* enum bt_subjects: what calls must be about */
	__u64 asked;		/* texts in `asked_names` and in `asked_paths` */
	__u64 asked_beyond;	/* descriptors from BT_ASKED_NUMBERS on may be asked for */
	__u64 asked_kinds;	/* what is in no directory may be: a pipe, a socket */
};

/* By what are calls chosen? */
enum bt_subjects {
	BT_BY_NUMBER	= 1 << 0,	/* of a descriptor */
	BT_BY_PATH	= 1 << 1,	/* or of the file behind it, or that is named */
};

/* A text that is asked for, as far as the kernel side compares it. */
struct bt_asked {
	__u64 len;
	__u64 end;		/* its last eight bytes; of a shorter one all, and zeros */
};

/* Where the kernel has what a file is called: offsets into its structs. */
struct bt_fields {
	__u64 files_table;	/* files_struct.fdt */
	__u64 table_size;	/* fdtable.max_fds */
	__u64 table_files;	/* fdtable.fd */
	__u64 file_mount;	/* file.f_path.mnt */
	__u64 file_dentry;	/* file.f_path.dentry */
	__u64 mount_root;	/* vfsmount.mnt_root */
	__u64 dentry_parent;	/* dentry.d_parent */
	__u64 dentry_len;	/* dentry.d_name.len */
	__u64 dentry_name;	/* dentry.d_name.name */
};

/* Is it told what descriptors refer to? */
enum bt_names {
	BT_NO_NAMES	= 0,
	BT_NAMES	= 1,
	BT_DETAILS	= 2,	/* and what is told of sockets and the like */
	BT_IDS_ONLY	= 3,	/* but who has the ids of a call: see settings.ids */
};

/* Are calls added up? */
enum bt_counts {
	BT_UNCOUNTED	= 0,
	BT_COUNTED	= 1,	/* beside the records of calls */
	BT_COUNTED_ONLY	= 2,	/* in their place */
};

/* How is the time of a call taken that is counted? */
enum bt_timing {
	BT_TIMED	= 0,	/* by the clock */
	BT_DRAWN	= 1,	/* the same, and it stands for those that are not timed */
	BT_UNTIMED	= 2,	/* in ticks, which costs next to nothing and is enough for long ones */
};

/* What is added up of one call. Each CPU has its own, and each of two programs at a tracepoint. */
struct bt_count {
	__u64 calls;
	__u64 errors;
	__u64 time;		/* ns in all that were timed, */
	__u64 min;		/* of the shortest, */
	__u64 max;		/* and of the longest */
	__u64 first;		/* CLOCK_MONOTONIC when the first one returned */
	__u64 untimed;		/* calls whose time is not in `time` */
	__u64 drawn;		/* of those in it the calls that stand for them, */
	__u64 drawn_time;	/* and their time */
	__u64 wall;		/* ns that have passed in all, */
	__u64 wall_min;		/* for the shortest, */
	__u64 wall_max;		/* and for the longest; only if that is asked for */
	__u32 skip;		/* calls from now on that are not timed */
	__u32 reserved;
};

/*
 * How many calls of a number took how long, in ns, on all CPUs: eight places for each power of
 * two, from 8 on, and one for each number below (src/counts.rs has the inverse).
 */
struct bt_times {
	__u64 calls[BT_TIMES];
};

/*
 * The task that a processor runs, while only counts are made: to find it in the map of tasks
 * at each call costs as much as all else. It is here from the end of a call, with which
 * nothing is special, until the processor runs another one; what is known of the call that
 * it is in goes back into the map then.
 */
struct bt_slot {
	__u32 tid;		/* the kernel's own; 0: nobody that is known to be traced */
	__u32 inside;		/* in a call that is to be counted, whose entry was seen: */
	__u32 nr;		/* its number */
	__u32 abi;		/* and ABI, */
	__u32 place;		/* where it is counted, */
	__u32 timing;		/* by which clock: enum bt_timing, */
	__u64 began;		/* when it began */
	__u32 random;		/* decides which calls are timed */
	__u32 reserved;
};

/* By what those are found whose number has no place of its own, BT_PLANS - 1 and above. */
struct bt_count_key {
	__u32 nr;
	__u32 abi;		/* as in bt_task */
	__u32 turn;		/* which of two programs at a tracepoint */
};

/* --- tasks and loss ------------------------------------------------------- */

enum bt_task_flag {
	BT_MUTED	= 1 << 0,	/* launched, but has not called execve yet */
	BT_NEWBORN	= 1 << 1,	/* has not returned from the call that made it */
	BT_RETRY	= 1 << 2,	/* a read at entry faulted: read again at exit */
	BT_INFLIGHT	= 1 << 3,	/* a BT_ENTER was sent for the call in bt_task.inflight */
	BT_LAUNCHED	= 1 << 4,	/* made by beetrace, and has not run its program yet */
	BT_EXECED	= 1 << 5,	/* has a new program: its registers do not tell the call that made it so */
	BT_UNSENT	= 1 << 6,	/* the BT_ENTER of the call that it is in was lost */
	BT_INSIDE	= 1 << 7,	/* settings.skippable: in a selected call, whose return must be seen next */
};

/*
 * What the first of two programs at a tracepoint has seen of a task, so that the
 * second one leaves it alone. Only the newest event counts: where an entry is seen
 * between two returns, the first return's mark cannot hide the second.
 */
enum bt_seen {
	BT_SEEN_ENTER	= 1,
	BT_SEEN_EXIT	= 2,
	BT_SEEN_EXEC	= 3,
};

/* Value of the map of traced tasks; the key is the kernel's own (init namespace) tid. */
struct bt_task {
	__u32 tid;		/* in beetrace's PID namespace */
	__u32 tgid;
	__u32 flags;		/* enum bt_task_flag */
	__u32 lost;		/* calls lost since the last record that got through */
	__u32 inflight;		/* number of the call that a BT_ENTER was sent for */
	__u32 abi;		/* its ABI: BT_COMPAT, BT_X32 or 0 */
	__u32 code;		/* in the queue of lost ends: as in bt_exit */
	__u32 seen;		/* enum bt_seen */
	__u32 unasked;		/* bytes of its records since one of them looked at how full the ring is */
	__u32 scratch;		/* which scratch its call is put together in */
	__u32 was;		/* its flags when the return was seen, */
	__u32 told;		/* and the flags of the record that tells of it */
	__u32 owed;		/* a signal was sent that shows behind the call which the task is in: its return counts */
	__u32 timing;		/* of the call that is counted: enum bt_timing */
	__u64 birth;		/* task_struct.start_time: with the id, who it is */
	__u64 start;		/* time of the last entry, ns */
	__u64 began;		/* the same if calls are counted; later by what it has waited for a processor since */
	__u64 left;		/* when it left a processor last, ns; only while that is asked for */
	__u64 walled;		/* as began, but for the waiting; only while that is asked for */
};

/*
 * Counters that user space reads at any time. What every call reads is apart from
 * what several processors add to: they would fight for its cache line.
 */
struct bt_counters {
	__u32 live_tasks;	/* traced tasks alive */
	__u32 full;		/* set when the ring passes the mark, cleared by user space */
	__u32 stray;		/* a task (its id in beetrace's PID namespace) whose record came after `full` was set, when
				 * the ring was fuller still: the command is held still, this one not; cleared by user
				 * space */
	__u32 reserved;
	__u64 apart[6];
	__u64 lost_calls;	/* did not fit into the ring */
	__u64 lost_events;	/* nor did other records: beginnings of calls, forks, execs, ends, signals */
	__u64 lost_tasks;	/* children that did not fit into the map of traced tasks */
	__u32 lost_ends;	/* tasks whose BT_EXIT was lost, and which are in the queue of lost ends */
	__u32 reserved2;
};

/*
 * Who was the last to send the command's process a signal, one of those by which
 * users end things (their numbers are below BT_TOLD)? When beetrace has been sent
 * the same by the same, the command need not be told again.
 */
struct bt_told {
	__u64 time;		/* CLOCK_MONOTONIC, ns; 0: nobody yet */
	__u32 sender;		/* si_pid: 0 is the kernel, for a terminal; as the command sees it */
	__u32 count;		/* how many times, with less than BT_TOLD_AGAIN between them */
};

#endif
