/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What do we use of the kernel's own types?
 *
 * Only the fields that are read. preserve_access_index makes libbpf move every
 * access to where the running kernel has the field (CO-RE), so neither order nor
 * offsets matter here, and no generated vmlinux.h is needed. For each such type that
 * an access begins at, libbpf goes through all of the kernel's, 1 ms; so what never
 * changes is written down as it is.
 */
#ifndef BEETRACE_KERNEL_H
#define BEETRACE_KERNEL_H

typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;
typedef signed char __s8;
typedef short __s16;
typedef int __s32;
typedef long long __s64;
typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;
typedef _Bool bool;
#define true 1
#define false 0

/* From include/uapi/linux/bpf.h: what the programs here name of it. */
enum {
	BPF_MAP_TYPE_HASH		= 1,
	BPF_MAP_TYPE_ARRAY		= 2,
	BPF_MAP_TYPE_PROG_ARRAY		= 3,
	BPF_MAP_TYPE_PERCPU_HASH	= 5,
	BPF_MAP_TYPE_PERCPU_ARRAY	= 6,
	BPF_MAP_TYPE_QUEUE		= 22,
	BPF_MAP_TYPE_RINGBUF		= 27,
	BPF_ANY				= 0,
	BPF_NOEXIST			= 1,
	BPF_EXIST			= 2,
	BPF_RB_NO_WAKEUP		= 1,
	BPF_RB_FORCE_WAKEUP		= 2,
	BPF_RB_AVAIL_DATA		= 0,
};

/* Which helpers the running kernel has is a question to its BTF (CO-RE). */
enum bpf_func_id {
	BPF_FUNC_get_current_task_btf = 158,
	BPF_FUNC_task_pt_regs = 175,
};

/* include/linux/pid.h: the number of a task in one of the namespaces that it is in. */
struct upid {
	int nr;
	void *ns;
};

/* The beginning of the kernel's struct sigaction (include/linux/signal_types.h), and all that is there of k_sigaction. */
struct k_sigaction {
	void *sa_handler;
	unsigned long sa_flags;
};

struct seq_file;
struct task_struct;

/* include/linux/bpf.h: its first field. */
struct bpf_iter_meta {
	struct seq_file *seq;
};

/* What a program of SEC("iter/task") gets (kernel/bpf/task_iter.c). */
struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
};

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct hlist_head {
	void *first;
};

struct pid {
	__u32 level;
	struct hlist_head tasks[1];
	struct upid numbers[1];
};

struct thread_info {
	__u32 status;
};

typedef struct {
	unsigned long sig[1];
} sigset_t;

struct sigpending {
	sigset_t signal;
};

struct signal_struct {
	__u32 flags;
	int group_exit_code;
};

struct mm_struct {
	unsigned long arg_start;
	unsigned long arg_end;
	unsigned long env_start;
	unsigned long start_stack;
	unsigned long env_end;
};

struct linux_binprm {
	const char *filename;
	const char *interp;
	const char *fdpath;	/* 5.8 on */
};

struct seccomp {
	int mode;
};

/* Never read: whether the field is there says what a flag of task_struct means. */
struct kernel_clone_args {
	__u32 user_worker;
};

struct files_struct;
struct fs_struct;
struct nsproxy;
struct cred;

/* What of a task only its architecture has: where thread-local memory is. */
struct thread_struct {
	unsigned long fsbase;
};

struct task_struct {
	struct thread_info thread_info;
	struct thread_struct thread;
	void *stack;
	__u32 flags;
	struct mm_struct *mm;
	unsigned long jobctl;
	int pid;
	int exit_code;
	struct pid *thread_pid;
	struct task_struct *group_leader;
	__u64 start_time;
	struct signal_struct *signal;
	struct sigpending pending;
	struct seccomp seccomp;
	char comm[16];
	struct files_struct *files;
	struct fs_struct *fs;
	struct hlist_head pid_links[1];
	struct nsproxy *nsproxy;
	const struct cred *real_cred;
};

struct kernel_siginfo {
	int si_signo;
};

#pragma clang attribute pop

/* From the kernel's private headers. */
#define SIGNAL_STOP_STOPPED	0x00000001	/* include/linux/sched/signal.h: signal_struct.flags */
#define JOBCTL_STOP_SIGMASK	0xffff		/* include/linux/sched/jobctl.h: the signal of the last stop */
#define SIGNAL_GROUP_EXIT	0x00000004	/* include/linux/sched/signal.h: signal_struct.flags */
#define TRACE_SIGNAL_DELIVERED	0		/* include/trace/events/signal.h: results of signal_generate */
#define TRACE_SIGNAL_IGNORED	1
#define TRACE_SIGNAL_ALREADY_PENDING	2
#define ENOSYS			38
#define ERESTARTSYS		512		/* include/linux/errno.h: the first of the internal results */
#define ERESTART_RESTARTBLOCK	516		/* ... and the last */
#define SA_IMMUTABLE		0x00800000	/* include/linux/signal_types.h: forced on the task, no ptracer sees it */
#define SECCOMP_MODE_STRICT	1		/* include/uapi/linux/seccomp.h */
#define SECCOMP_MODE_FILTER	2
#define SECCOMP_MODE_DEAD	3		/* kernel/seccomp.c, from 5.17 on: it has killed the task */
#define PF_IO_WORKER		0x00000010	/* include/linux/sched.h: task_struct.flags */
#define PF_USER_WORKER		0x00004000	/* ... from 6.4 on */
#define PF_EXITING		0x00000004
#define PF_KTHREAD		0x00200000
#define PAGE_SIZE		4096		/* x86-64 */
#define MAX_ERRNO		4095		/* include/linux/err.h */
#define SIGKILL			9
#define SIGSYS			31
#define SI_USER			0
#define SI_KERNEL		0x80

#endif
