// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Which programs run in the kernel, and where?
 *
 * At tracepoints, as tp_btf programs: they get the tracepoint's own arguments,
 * typed, and read kernel structs by plain loads. README.md draws the records.
 */
#include "kernel.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "wire.h"
#include "maps.h"
#include "current.h"
#include "abi.h"
#include "filter.h"
#include "capture.h"
#include "count.h"
#include "about.h"
#include "ids.h"
#include "netlink.h"
#include "calls.h"
#include "spaces.h"
#include "goes_on.h"

/* GPL: the probe_read helpers ask for it. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Types that no map mentions: named here so that the skeleton has them. */
struct bt_wire_types {
	struct bt_call call;
	struct bt_chunk chunk;
	struct bt_fork fork;
	struct bt_exec exec;
	struct bt_exit exit;
	struct bt_spaces spaces;
	enum bt_space space;
	struct bt_there there;
	struct bt_signal signal;
	enum bt_limit limit;
	enum bt_abi abi;
	enum bt_kind kind;
	enum bt_exec_chunk exec_chunk;
	enum bt_register registers;
	enum bt_record_flag record_flag;
	enum bt_status status;
	enum bt_source source;
	enum bt_op_kind op_kind;
	enum bt_op_flag op_flag;
	enum bt_plan_flag plan_flag;
	enum bt_name_form name_form;
	enum bt_file_flag file_flag;
	enum bt_detail detail;
	enum bt_named_flag named_flag;
	enum bt_place place;
	enum bt_what what;
	enum bt_names_flag names_flag;
	enum bt_names names;
	struct bt_name name;
	struct bt_named named;
	struct bt_socket socket;
	struct bt_number number;
	struct bt_wheres wheres;
	enum bt_task_flag task_flag;
	enum bt_scope scope;
	enum bt_counts counts;
	enum bt_timing timing;
	enum bt_subjects subjects;
	struct bt_count count;
	struct bt_count_key count_key;
};
struct bt_wire_types wire_types;

/*
 * The programs of calls, execs and exits exist twice. From Linux 7.0 on,
 * tracepoints run their programs with preemption enabled (include/linux/
 * tracepoint.h, include/trace/bpf_probe.h), and when another task enters a program
 * that a preempted task is in, the kernel skips that run (bpf_prog.active): a call,
 * or a task's end, would be lost. The perf side of the same tracepoints disables
 * preemption (include/trace/perf.h); it has no registers or structs among its
 * arguments, but the kernels in question have bpf_task_pt_regs. It has a gap of its
 * own: while a task is preempted in a bpf(2) call that changes a map, the kernel
 * runs no perf program on that CPU (kernel/bpf/syscall.c: bpf_disable_
 * instrumentation()). So there the perf programs come first, and the others take
 * what those have missed. What both have missed is seen when the task's next call
 * begins while the last one has not returned. The programs of forks and signals are at
 * tracepoints that the kernel passes with a spinlock held: nothing preempts them.
 */
SEC("tp_btf/sys_enter")
int handle_sys_enter(__u64 *ctx)
{
	return call__entered(ctx, (struct pt_regs *)ctx[0], ctx[1], PLAIN);
}

SEC("tp_btf/sys_exit")
int handle_sys_exit(__u64 *ctx)
{
	return call__returned(ctx, (struct pt_regs *)ctx[0], ctx[1], PLAIN);
}

/* Never attached: where the tail calls lead. */
SEC("tp_btf/sys_enter")
int capture_at_entry(void *ctx)
{
	return memory__captured(ctx, &at_entry);
}

SEC("tp_btf/sys_exit")
int capture_at_exit(void *ctx)
{
	return memory__captured(ctx, &at_exit);
}

/* What a perf-style program of both tracepoints gets: /sys/kernel/tracing/events/raw_syscalls. */
struct raw_syscall {
	__u64 common;
	__s64 nr;
	__s64 ret;		/* sys_exit only */
};

SEC("tp/raw_syscalls/sys_enter")
int handle_sys_enter_perf(struct raw_syscall *ctx)
{
	return call__entered(ctx, (struct pt_regs *)bpf_task_pt_regs(bpf_get_current_task_btf()), ctx->nr, PERF);
}

SEC("tp/raw_syscalls/sys_exit")
int handle_sys_exit_perf(struct raw_syscall *ctx)
{
	return call__returned(ctx, (struct pt_regs *)bpf_task_pt_regs(bpf_get_current_task_btf()), ctx->ret, PERF);
}

SEC("tp")
int capture_by_perf(void *ctx)
{
	return memory__captured(ctx, &by_perf);
}

/*
 * Not sched_process_fork: that is passed with preemption enabled, see above. Here
 * (kernel/sched/core.c: wake_up_new_task()) the run queue of the new task is
 * locked, and it cannot run before it is in the map.
 */
SEC("tp_btf/sched_wakeup_new")
int handle_fork(__u64 *ctx)
{
	struct task_struct *child = (struct task_struct *)ctx[0];
	struct bt_task *task, new = { .flags = BT_NEWBORN, .unasked = BT_ASK_EVERY };
	struct bt_fork *record;

	task = task__of(current__task());
	if (!task || !scope__takes_child(child) || !task__admit(child, &new))
		return 0;
	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (!record) {
		event__count_lost();
		return 0;
	}
	head__fill(&record->head, task, BT_FORK, 0);
	record->child_tid = new.tid;
	record->child_tgid = new.tgid;
	task__reported(task, record->head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
	return 0;
}

/*
 * Only where ids of namespaces are asked for, and first at their tracepoints: what a
 * call has entered is told before the call.
 */
SEC("tp_btf/sys_exit")
int spaces_of_return(__u64 *ctx)
{
	struct task_struct *current = current__task();
	__u32 nr = CALL__NR((struct pt_regs *)ctx[0], BY_LOAD);
	struct bt_plan *plan = plan__find(nr, call__abi(current, nr));
	struct bt_task *task;

	if (!plan || !(plan->names & BT_ENTERS_SPACES) || !(plan->flags & BT_SELECTED) || result__failed(ctx[1]))
		return 0;
	task = task__of(current);
	if (task && !(task->flags & BT_MUTED))
		spaces__send(task, current);
	return 0;
}

SEC("tp_btf/sched_wakeup_new")
int spaces_of_child(__u64 *ctx)
{
	struct task_struct *child = (struct task_struct *)ctx[0], *current = current__task();
	struct bt_task *task = task__of(current);

	/* A task that shares or copies them all is in none that its maker is not in. */
	if (task && !(task->flags & BT_MUTED) &&
	    (BPF_CORE_READ(child, nsproxy) != BPF_CORE_READ(current, nsproxy) ||
	     BPF_CORE_READ(child, real_cred, user_ns) != BPF_CORE_READ(current, real_cred, user_ns)))
		spaces__send(task, child);
	return 0;
}

/* The path as the kernel has kept it; part 1 when that is one that it has made from a descriptor. */
static __always_inline void exec__path(struct capture *cap, struct linux_binprm *bprm)
{
	const char *path = BPF_CORE_READ(bprm, filename);
	struct bt_chunk *chunk;
	__u32 part = 0;
	long got;

	if (bpf_core_field_exists(bprm->fdpath) && BPF_CORE_READ(bprm, fdpath))
		part = 1;
	chunk = chunk__begin(cap, sizeof(struct bt_call), BT_EXEC_PATH | part << 8, 0);
	if (!chunk)
		return;
	got = bpf_probe_read_kernel_str(chunk + 1, BT_PIECE, path);
	if (got <= 0 || got > BT_PIECE)
		return;
	chunk->status = BT_OK;
	chunk->want = got - 1;
	chunk__end(cap, chunk, got - 1);
}

/* All strings from `begin` to `end`. */
static __always_inline void exec__row(struct capture *cap, __u32 arg, __u64 begin, __u64 end)
{
	cap->op.arg = arg;
	cap->op.part = 0;
	cap->op.limit = BT_MAX_PIECES * BT_PIECE;
	cap->element = 0;
	capture__bytes(SCRATCH_EXEC, begin, end - begin);
}

/*
 * Sends the arguments of the execve that has just succeeded, as the new program
 * has them: where the kernel has put the strings one after the other. It is done
 * only when a page of the old program was not there at the entry: a path that
 * stands in the program's file, say.
 */
static __always_inline void exec__reread(struct bt_task *task, struct task_struct *current, struct linux_binprm *bprm)
{
	__u32 which = SCRATCH_EXEC;
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_call *call;

	if (!cap)
		return;
	cap->used = sizeof(*call);
	cap->budget = settings.budget;
	call = (struct bt_call *)cap->record;
	__builtin_memset(call, 0, sizeof(*call));
	head__fill(&call->head, task, BT_ENTER, task->abi | BT_REREAD);
	call->nr = task->inflight;
	exec__path(cap, bprm);
	/* fs/binfmt_script.c: the program of a script is another, with other arguments. */
	if (BPF_CORE_READ(bprm, filename) == BPF_CORE_READ(bprm, interp))
		exec__row(cap, BT_EXEC_ARGV, BPF_CORE_READ(current, mm, arg_start), BPF_CORE_READ(current, mm, arg_end));
	exec__row(cap, BT_EXEC_ENVP, BPF_CORE_READ(current, mm, env_start), BPF_CORE_READ(current, mm, env_end));
	if (capture__send(cap, ring__wakeup_flags(task->tid)))
		task__reported(task, call->head.lost);
	else
		event__count_lost();
}

/* Reads again what was not there at the entry. Before anything else is told of the exec, if that can be. */
static __always_inline void exec__retry(__u64 *ctx)
{
	__u32 old_tid = ctx[1];
	struct bt_task *task = task__known(old_tid);

	/* Where another tool uses the perf side of the tracepoint, our perf program has been here already. */
	if (!task && settings.twice)
		task = task__of(current__task());
	if (task && task->flags & BT_RETRY && task->flags & BT_INFLIGHT) {
		exec__reread(task, (struct task_struct *)ctx[0], (struct linux_binprm *)ctx[2]);
		task->flags &= ~BT_RETRY;
	}
}

static __always_inline int exec__done(__u32 old_tid, enum turn turn)
{
	struct task_struct *current = current__task();
	__u32 tid = bpf_get_current_pid_tgid();
	struct bt_task *task;
	struct bt_exec *record;
	bool leaves;
	__u32 old_id;

	if (turn == PLAIN && settings.twice) {
		task = task__known(tid);
		if (task && task->seen == BT_SEEN_EXEC) {
			task->seen = 0;
			return 0;
		}
	}
	task = task__known(old_tid);
	if (!task)
		return 0;
	/* An id that is used again; de_thread() gives a thread that takes the leader's id the leader's birth, too. */
	if (old_tid == tid ? task->birth != CURRENT(current, start_time) :
			     task->tgid != task__id(current))
		return 0;
	if (task__seen(task, turn, BT_SEEN_EXEC))
		return 0;
	old_id = task->tid;
	leaves = settings.detach_on_exec && !(task->flags & BT_LAUNCHED);
	task->flags &= ~(BT_LAUNCHED | BT_MUTED);
	task->flags |= BT_EXECED;
	slot__forget();
	/* fs/exec.c: a thread that execs takes the leader's id; the map's key follows. */
	if (old_tid != tid) {
		task = task__becomes_leader(task, old_tid, current);
		if (!task)
			return 0;
	}
	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (!record) {
		event__count_lost();
		return 0;
	}
	head__fill(&record->head, task, BT_EXEC, leaves ? BT_DETACHED : 0);
	record->old_tid = old_id;
	record->reserved = 0;
	bpf_get_current_comm(record->comm, sizeof(record->comm));
	task__reported(task, record->head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
	/* Last, as in task__ended(). If the record is lost the task stays: its lines tell. */
	if (leaves)
		task__forget(tid);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int handle_exec(__u64 *ctx)
{
	if (!settings.twice)
		exec__retry(ctx);
	return exec__done(ctx[1], PLAIN);
}

/*
 * The perf program has no linux_binprm: this one reads again in its place. If it
 * is skipped, an argument that was not there at the entry stays unread.
 */
SEC("tp_btf/sched_process_exec")
int handle_exec_args(__u64 *ctx)
{
	exec__retry(ctx);
	return 0;
}

/* /sys/kernel/tracing/events/sched/sched_process_exec/format */
struct sched_process_exec {
	__u64 common;
	__u32 filename;
	__u32 pid;
	__u32 old_pid;
};

SEC("tp/sched/sched_process_exec")
int handle_exec_perf(struct sched_process_exec *ctx)
{
	return exec__done(ctx->old_pid, PERF);
}

/* The registers of the call that a task is in, or was in last. */
static __always_inline struct pt_regs *task__regs(struct task_struct *task)
{
	/* 5.15; before, the registers were always at the very end of the stack of 16 KiB. */
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return (struct pt_regs *)bpf_task_pt_regs(task);
	return BPF_CORE_READ(task, stack) + 4 * PAGE_SIZE - sizeof(struct pt_regs);
}

/*
 * Whether seccomp has ended the task by do_exit() on the spot (kernel/seccomp.c):
 * in strict mode, or, by a filter, a thread of several. All else dies by a signal,
 * which makes a group exit. The last thread makes one, too (kernel/exit.c:
 * synchronize_group_exit(), 5.19), but by then strict mode is told by its own mark.
 */
static __always_inline bool task__is_seccomps(struct task_struct *task, struct signal_struct *signal)
{
	__u32 signo = BPF_CORE_READ(task, exit_code) & 0x7f;
	bool alone = !(BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT);
	int mode;

	if (!bpf_core_field_exists(task->seccomp))
		return false;
	mode = BPF_CORE_READ(task, seccomp.mode);
	if (signo == SIGSYS)
		return mode >= SECCOMP_MODE_FILTER && alone;
	return signo == SIGKILL && (mode == SECCOMP_MODE_DEAD || (mode == SECCOMP_MODE_STRICT && alone));
}

/* The record of such a call. */
struct killed {
	struct bt_call call;
	struct bt_chunk chunk;
	__u64 registers[BT_REGISTERS];
	__u64 none;
};

/*
 * A call that seccomp has killed the task in never returns, and had no entry
 * either. Tells of it as of one that was begun; whether it did.
 */
static __always_inline bool call__killed(struct bt_task *task, struct task_struct *current)
{
	__u32 nr, abi;
	__u64 args[BT_ARGS];
	struct pt_regs *regs;
	struct bt_plan *plan;
	struct killed *killed;
	struct bt_call *call;
	__u64 *words;

	if (task->flags & BT_INFLIGHT || !task__is_seccomps(current, BPF_CORE_READ(current, signal)))
		return false;
	regs = task__regs(current);
	nr = CALL__NR(regs, BPF_PROBE_READ);
	abi = call__abi(current__task(), nr);
	plan = plan__find(nr, abi);
	if (!plan || !(plan->flags & BT_SELECTED))
		return false;
	killed = bpf_ringbuf_reserve(&ring, settings.registers ? sizeof(*killed) : sizeof(*call), 0);
	if (!killed) {
		call__count_lost(task);
		return false;
	}
	call = &killed->call;
	if (settings.registers) {
		words = chunk__registers(&killed->chunk, settings.registers);
		REGISTERS__READ(words, regs, BPF_PROBE_READ);
	}
	ARGS__READ(args, regs, abi, BPF_PROBE_READ);
	call__fill(call, task, args, BT_ENTER, abi, nr, 0);
	if (settings.registers)
		call->size = sizeof(*call) + sizeof(struct bt_chunk) + settings.registers * sizeof(__u64);
	task__reported(task, call->head.lost);
	bpf_ringbuf_submit(call, ring__wakeup_flags(task->tid));
	return true;
}

/* What wait(2) will say of the process, if it ends as a whole (kernel/exit.c: wait_task_zombie()). */
static __always_inline __u32 task__group_code(struct task_struct *task)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);

	if (!(BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT))
		return 0;
	return BT_GROUP | (BPF_CORE_READ(signal, group_exit_code) & 0xffff);
}

/* The same, with the number of the task's last call. */
static __always_inline __u32 task__group(struct task_struct *current)
{
	__u32 nr = CALL__NR(task__regs(current), BPF_PROBE_READ), group = task__group_code(current);

	return nr <= BT_NUMBERED ? group + BT_NUMBER * (nr + 1) : group;
}

static __always_inline int task__ended(struct task_struct *current)
{
	__u32 tid = bpf_get_current_pid_tgid();
	/* Gone from the map: seen already. */
	struct bt_task *task = task__of(current__task());
	struct bt_exit *record;
	bool inside;

	if (!task)
		return 0;
	inside = call__killed(task, current) || task->flags & BT_INFLIGHT;
	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (record) {
		head__fill(&record->head, task, BT_EXIT, inside ? BT_ENTERED : 0);
		record->code = BPF_CORE_READ(current, exit_code);
		record->group = task__group(current);
		bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
	} else {
		/* What this task has lost must not be lost with it. */
		event__count_lost();
		task->code = BPF_CORE_READ(current, exit_code);
		bpf_map_push_elem(&lost_ends, task, 0);
		__sync_fetch_and_add(&counters.lost_ends, 1);
	}
	/* Last, and after the record: user space ends when none is left and the ring is empty. */
	task__forget(tid);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int handle_exit(__u64 *ctx)
{
	return task__ended((struct task_struct *)ctx[0]);
}

SEC("tp/sched/sched_process_exit")
int handle_exit_perf(void *ctx)
{
	return task__ended(bpf_get_current_task_btf());
}

/*
 * Whether that is SEND_SIG_NOINFO (include/linux/sched/signal.h), 0: a program's signal, in whose context we are.
 * To the verifier a pointer among a tracepoint's arguments is never NULL; it is not asked whether it is.
 */
static __always_inline bool signal__is_programs(struct kernel_siginfo *info)
{
	unsigned long number = (unsigned long)info;

	if (number > 1)
		return false;
	barrier_var(number);
	return number != 1;
}

/* The id of the current process. */
static __always_inline __u32 current__leader_id(void)
{
	return task__id(BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), group_leader));
}

/* What a record of a signal says; `info` may be one of the kernel's two special values. */
static __always_inline void signal__fill(struct bt_signal *record, struct bt_task *task, int signo,
					 struct kernel_siginfo *info, __u32 flags, __u32 nr)
{
	head__fill(&record->head, task, BT_SIGNAL, flags);
	/* In the context of the sender: what the task has lost is for its own records to tell. */
	if (flags & (BT_IGNORED | BT_FATAL))
		record->head.lost = 0;
	record->signo = signo;
	record->nr = nr;
	if ((unsigned long)info <= 1 ||
	    bpf_probe_read_kernel(record->info, sizeof(record->info), info)) {
		/* include/linux/sched/signal.h: SEND_SIG_NOINFO 0, from a program; SEND_SIG_PRIV 1, from the kernel. */
		__builtin_memset(record->info, 0, sizeof(record->info));
		((int *)record->info)[0] = signo;
		((int *)record->info)[2] = (unsigned long)info == 1 ? SI_KERNEL : SI_USER;
		if (signal__is_programs(info)) {
			((int *)record->info)[4] = current__leader_id();	/* si_pid */
			((int *)record->info)[5] = bpf_get_current_uid_gid();	/* si_uid */
		}
	}
}

/* Which word of siginfo_t si_pid is, if the signal has one. */
#define SI_PID 4
/* The chunk that says who has sent a signal. */
#define SENDER_SIZE (sizeof(struct bt_chunk) + IDENTITY_SIZE)

/* Says who has sent the signal to that task, in a chunk. It has no bytes where that is nobody who can be named. */
static __always_inline void chunk__sender(struct bt_chunk *chunk, struct bt_signal *signal, struct task_struct *target)
{
	__u32 id = ((__u32 *)signal->info)[SI_PID];
	__u64 pid = id ? ids__find(task__ids(target), id) : 0;

	__builtin_memset(chunk, 0, SENDER_SIZE);
	chunk->arg = BT_ARG_NAMES;
	chunk->len = IDENTITY_SIZE;
	chunk->want = IDENTITY_SIZE;
	identity__tell((struct bt_named *)(chunk + 1), pid, id, 0);
}

/* Bytes of a record of a signal before the chunk that says who has sent it: with so many registers, if any are told. */
static __always_inline __u32 signal__size(__u32 registers)
{
	return sizeof(struct bt_signal) +
	       (settings.registers ? sizeof(struct bt_chunk) + registers * sizeof(__u64) : 0);
}

/* Sends a record of a signal to `task`, the current one, with its registers and its stack. */
static __always_inline void signal__send_stack(struct bt_task *task, int signo, struct kernel_siginfo *info,
					       __u32 flags, struct pt_regs *regs)
{
	__u32 which = SCRATCH_SIGNAL;
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_signal *signal;
	__u64 *words;

	if (!cap)
		return;
	signal = (struct bt_signal *)cap->record;
	signal__fill(signal, task, signo, info, flags, CALL__NR(regs, BPF_PROBE_READ));
	words = chunk__registers((struct bt_chunk *)(signal + 1), settings.registers);
	REGISTERS__READ(words, regs, BPF_PROBE_READ);
	cap->used = signal__size(settings.registers);
	if (settings.ids) {
		chunk__sender((void *)signal + signal__size(settings.registers), signal, current__task());
		cap->used += SENDER_SIZE;
	}
	/* As much as there is room for in one record: its head is that of a signal, and would not be repeated as one. */
	cap->budget = 4 * BT_PIECE;
	cap->stack = words[BT_REGISTER_SP];
	capture__stack(which, 4 * BT_PIECE);
	if (capture__send(cap, ring__wakeup_flags(task->tid)))
		task__reported(task, signal->head.lost);
	else
		event__count_lost();
}

/* Sends a record of a signal to `task`, that of the kernel's `target`, which has these registers. */
static __always_inline void signal__send(struct bt_task *task, int signo, struct kernel_siginfo *info, __u32 flags,
					 __u32 nr, struct task_struct *target, struct pt_regs *regs)
{
	struct bt_signal *signal;

	signal = bpf_ringbuf_reserve(&ring, signal__size(1) + (settings.ids ? SENDER_SIZE : 0), 0);
	if (!signal) {
		event__count_lost();
		return;
	}
	signal__fill(signal, task, signo, info, flags, nr);
	if (settings.registers)
		*chunk__registers((struct bt_chunk *)(signal + 1), 1) = BPF_PROBE_READ(regs, ip);
	if (settings.ids)
		chunk__sender((void *)signal + signal__size(1), signal, target);
	task__reported(task, signal->head.lost);
	bpf_ringbuf_submit(signal, ring__wakeup_flags(task->tid));
}

static __always_inline int signal__delivered(__u64 *ctx, bool with_stack)
{
	int signo = ctx[0];
	struct kernel_siginfo *info = (struct kernel_siginfo *)ctx[1];
	struct k_sigaction *action = (struct k_sigaction *)ctx[2];
	struct task_struct *current = current__task();
	struct bt_task *task = task__of(current);
	struct pt_regs *regs;
	__u32 flags;

	/* SIGKILL is never shown; it also comes here for signals that handle_signal_generate has sent. */
	if (!task || signo == SIGKILL || task->flags & BT_MUTED)
		return 0;
	if (BPF_PROBE_READ(action, sa_flags) & SA_IMMUTABLE)
		return 0;
	flags = (unsigned long)BPF_PROBE_READ(action, sa_handler) > 1 ? BT_HANDLED : 0;
	regs = task__regs(current);
	if (with_stack)
		signal__send_stack(task, signo, info, flags, regs);
	else
		signal__send(task, signo, info, flags, CALL__NR(regs, BPF_PROBE_READ), current, regs);
	return 0;
}

SEC("tp_btf/signal_deliver")
int handle_signal_deliver(__u64 *ctx)
{
	return signal__delivered(ctx, false);
}

/* In its place where stacks are shown: up to 6.7 the functions that copy are verified wherever they are named. */
SEC("tp_btf/signal_deliver")
int handle_signal_stack(__u64 *ctx)
{
	return signal__delivered(ctx, true);
}

/* Notes who has sent the command a signal, even if it is blocked, and taken by sigwait(3). Its lock is held. */
static __always_inline void command__told(int signo, struct kernel_siginfo *info)
{
	__u64 time = bpf_ktime_get_ns();
	__u32 sender = 0, words[5];
	struct bt_told *last;

	if (signo <= 0 || signo >= BT_TOLD)
		return;
	/* As in signal__send(); si_pid is the fifth word. */
	if (signal__is_programs(info))
		sender = current__leader_id();
	else if ((unsigned long)info > 1 && !bpf_probe_read_kernel(words, sizeof(words), info))
		sender = words[4];
	last = &told[signo & (BT_TOLD - 1)];
	last->count = last->time + BT_TOLD_AGAIN > time && last->sender == sender ? last->count + 1 : 1;
	last->sender = sender;
	last->time = time;
}

SEC("tp_btf/signal_generate")
int handle_signal_generate(__u64 *ctx)
{
	int signo = ctx[0];
	struct kernel_siginfo *info = (struct kernel_siginfo *)ctx[1];
	struct task_struct *target = (struct task_struct *)ctx[2];
	int result = ctx[4];
	struct signal_struct *signal;
	struct bt_task *task;
	struct pt_regs *regs;
	__u32 flags;

	if (signo == SIGKILL || result < TRACE_SIGNAL_DELIVERED || result > TRACE_SIGNAL_ALREADY_PENDING)
		return 0;
	task = task__known(BPF_CORE_READ(target, pid));
	if (!task)
		return 0;
	if (task->tgid == command)
		command__told(signo, info);
	if (task->flags & BT_MUTED || result == TRACE_SIGNAL_ALREADY_PENDING)
		return 0;
	flags = BT_IGNORED;
	if (result == TRACE_SIGNAL_DELIVERED) {
		/*
		 * kernel/signal.c: complete_signal() turns a signal that kills and
		 * makes no core into a group exit at once: it is never delivered.
		 */
		signal = BPF_CORE_READ(target, signal);
		if (!(BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT) ||
		    BPF_CORE_READ(signal, group_exit_code) != signo)
			return 0;
		flags = BT_FATAL;
	}
	/* User space shows it behind the call that the task is in, and must see that end. */
	if (settings.by_outcome || settings.subjects)
		task->owed = 1;
	regs = task__regs(target);
	signal__send(task, signo, info, flags, CALL__NR(regs, BPF_PROBE_READ), target, regs);
	return 0;
}

/* Only where calls are added up. The run queue is locked: nothing preempts it. */
SEC("tp_btf/sched_switch")
int handle_switch(__u64 *ctx)
{
	struct task_struct *from = (struct task_struct *)ctx[1], *to = (struct task_struct *)ctx[2];

	count__switch(from->pid, to->pid);
	return 0;
}

/* Finds our PID namespace: that of the reader of the iterator, beetrace. It is the innermost that beetrace is in. */
static __always_inline void pidns__find(void)
{
	struct pid *pid = BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), thread_pid);
	__u32 level = BPF_CORE_READ(pid, level);
	struct upid upid = {};

	bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			      level * sizeof(upid));
	pidns_level = level;
	pidns = upid.ns;
}

/* What is known of a task that was there before: nobody has seen how the call began that it may be in. */
static __always_inline void task__is_there(struct bt_task *new)
{
	__u64 time = bpf_ktime_get_ns();

	/* Its last call may be the one that made it. */
	new->flags |= BT_NEWBORN;
	if (settings.times)
		new->start = time;
	if (settings.counts && settings.clocked)
		new->began = time;
	/* It need not be on a processor. */
	new->left = time;
}

/* What the task is in, and whether it stands still: who reads it does so once, and need not ask /proc for each. */
static __always_inline void there__fill(struct bt_there *there, struct task_struct *task, struct bt_task *new)
{
	struct pt_regs *regs = task__regs(task);

	there->tid = new->tid;
	there->tgid = new->tgid;
	there->nr = CALL__NR(regs, BPF_PROBE_READ);
	there->first = CALL__FIRST(regs, BPF_PROBE_READ);
	there->ret = CALL__RESULT(regs, BPF_PROBE_READ);
	if (BPF_CORE_READ(task, signal, flags) & SIGNAL_STOP_STOPPED)
		there->stopped = BPF_CORE_READ(task, jobctl) & JOBCTL_STOP_SIGMASK;
	BPF_CORE_READ_INTO(&there->comm, task, comm);
}

/*
 * Begins to trace those tasks of the scope that are there already: run by reading the iterator,
 * which says who is new.
 */
SEC("iter/task")
int seed_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct bt_task new = { .unasked = BT_ASK_EVERY };
	struct bt_there there = {};

	if (!task)
		return 0;
	if (!pidns)
		pidns__find();
	if (!scope__takes(task, &new.flags) || task__is_exiting(task))
		return 0;
	if (!(new.flags & BT_LAUNCHED))
		task__is_there(&new);
	if (!task__admit(task, &new))
		return 0;
	/* Asked again: its end may have come before it was in the map. */
	if (task__is_exiting(task)) {
		task__forget(BPF_CORE_READ(task, pid));
		return 0;
	}
	if (new.flags & BT_LAUNCHED)
		command = new.tgid;
	there__fill(&there, task, &new);
	/* No room is left in the reader's buffer: the task comes once more, for the next read(2). */
	if (bpf_seq_write(ctx->meta->seq, &there, sizeof(there)))
		task__forget(BPF_CORE_READ(task, pid));
	return 0;
}
