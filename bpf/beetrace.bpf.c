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
#include "filter.h"
#include "capture.h"

/* GPL: the probe_read helpers ask for it. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Types that no map mentions: named here so that the skeleton has them. */
struct bt_wire_types {
	struct bt_call call;
	struct bt_chunk chunk;
	struct bt_fork fork;
	struct bt_exec exec;
	struct bt_exit exit;
	struct bt_signal signal;
	enum bt_limit limit;
	enum bt_abi abi;
	enum bt_kind kind;
	enum bt_exec_chunk exec_chunk;
	enum bt_record_flag record_flag;
	enum bt_status status;
	enum bt_source source;
	enum bt_op_kind op_kind;
	enum bt_op_flag op_flag;
	enum bt_plan_flag plan_flag;
	enum bt_task_flag task_flag;
};
struct bt_wire_types wire_types;

static __always_inline __u64 now(void)
{
	return settings.times ? bpf_ktime_get_ns() : 0;
}

static __always_inline void head__fill(struct bt_header *head, struct bt_task *task, __u32 kind, __u32 flags)
{
	head->kind = kind;
	head->flags = flags;
	head->tid = task->tid;
	head->tgid = task->tgid;
	head->lost = task->lost;
	head->time = now();
}

/* What a record that got through has told need not be told again. */
static __always_inline void task__reported(struct bt_task *task, __u32 lost)
{
	if (lost)
		__sync_fetch_and_add(&task->lost, -lost);
}

/* The arguments of a call in its registers, each of which READ(regs, name) reads. */
#if defined(__TARGET_ARCH_x86)
#define ARGS__READ(args, regs, abi, READ)			\
	do {							\
		if ((abi) & BT_COMPAT) {			\
			(args)[0] = (__u32)READ(regs, bx);	\
			(args)[1] = (__u32)READ(regs, cx);	\
			(args)[2] = (__u32)READ(regs, dx);	\
			(args)[3] = (__u32)READ(regs, si);	\
			(args)[4] = (__u32)READ(regs, di);	\
			(args)[5] = (__u32)READ(regs, bp);	\
		} else {					\
			(args)[0] = READ(regs, di);		\
			(args)[1] = READ(regs, si);		\
			(args)[2] = READ(regs, dx);		\
			(args)[3] = READ(regs, r10);		\
			(args)[4] = READ(regs, r8);		\
			(args)[5] = READ(regs, r9);		\
		}						\
	} while (0)
#endif
#define BY_LOAD(regs, name) ((regs)->name)

static __always_inline void args__read(__u64 *args, struct pt_regs *regs, __u32 abi)
{
	ARGS__READ(args, regs, abi, BY_LOAD);
}

static __always_inline void call__fill(struct bt_call *call, struct bt_task *task, const __u64 *args,
				       __u32 kind, __u32 flags, __u32 nr, __s64 ret)
{
	head__fill(&call->head, task, kind, flags);
	call->nr = nr;
	call->size = 0;
	call->ret = ret;
	call->start = settings.times ? task->start : 0;
	if (kind == BT_CALL)
		task->start = 0;
	__builtin_memcpy(call->args, args, sizeof(call->args));
}

/* Copies the comm of the current task into a chunk of the record. */
static __always_inline void capture__comm(struct capture *cap)
{
	struct bt_chunk *chunk = (struct bt_chunk *)(cap->record + sizeof(struct bt_call));

	__builtin_memset(chunk, 0, sizeof(*chunk));
	chunk->arg = BT_ARG_COMM;
	chunk->len = BT_COMM_LEN;
	chunk->want = BT_COMM_LEN;
	bpf_get_current_comm(chunk + 1, BT_COMM_LEN);
}

/* Bytes of a call's record before the first chunk of its memory. */
static __always_inline __u32 capture__head_size(void)
{
	return sizeof(struct bt_call) + (settings.comm ? sizeof(struct bt_chunk) + BT_COMM_LEN : 0);
}

/* Begins a record in the scratch. */
static __always_inline struct capture *capture__begin(__u32 which, struct bt_task *task, const __u64 *args,
						      __u32 kind, __u32 flags, __u32 nr, __s64 ret)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	cap->used = capture__head_size();
	cap->ret = ret;
	call__fill((struct bt_call *)cap->record, task, args, kind, flags, nr, ret);
	if (settings.comm)
		capture__comm(cap);
	return cap;
}

/* Sends a record in the scratch that is whole. */
static __always_inline int call__send(struct capture *cap, struct bt_task *task)
{
	if (!capture__send(cap, ring__wakeup_flags_of(task, cap->used)))
		return 0;
	task__reported(task, ((struct bt_header *)cap->record)->lost);
	return 1;
}

/* Makes the scratch ready for the program that copies memory, to which a tail call leads. */
static __always_inline void capture__hand_over(struct capture *cap, __u32 which, struct bt_task *task,
					       struct pt_regs *regs, struct plan_name *name)
{
	cap->used = capture__head_size();
	cap->faults = 0;
	cap->budget = settings.budget;
	cap->reads = BT_MAX_READS;
	cap->stack = regs->sp;
	cap->plan = *name;
	task->unasked = 0;
	task->scratch = which;
}

/*
 * Where the programs of calls find the one that copies memory: the kernel lets only
 * programs of one kind and of one tracepoint call each other (kernel/bpf/core.c:
 * bpf_prog_map_compatible()). They are apart so that the short ways, which most
 * calls take, stay short, for the verifier, too.
 */
enum { CAPTURE_MEMORY };
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} at_entry SEC(".maps"), at_exit SEC(".maps"), by_perf SEC(".maps");

#define CAPTURE__MEMORY(ctx, turn, map)						\
	bpf_tail_call(ctx, (turn) == PERF ? (void *)&by_perf : (void *)&(map), CAPTURE_MEMORY)

/* The beginning of a call did not get through, or what it points to could not be copied. */
static __always_inline void call__entry_lost(struct bt_task *task, struct bt_plan *plan)
{
	if (plan->flags & BT_NO_RETURN) {
		call__count_lost(task);
		return;
	}
	/* The return makes the line, then without what only the entry had. */
	event__count_lost();
	task->flags |= BT_UNSENT;
}

static __always_inline void call__entry_sent(struct bt_task *task, __u32 nr, __u32 abi)
{
	task->inflight = nr;
	task->abi = abi;
	task->flags |= BT_INFLIGHT;
}

static __always_inline int call__entered(void *ctx, struct pt_regs *regs, __u32 nr, enum turn turn)
{
	__u32 which = turn == PERF ? SCRATCH_ENTER_PERF : SCRATCH_ENTER, abi;
	struct plan_name name = { .nr = nr };
	struct task_struct *current;
	struct bt_task *task = 0;
	__u64 args[BT_ARGS];
	struct bt_plan *plan;
	struct capture *cap;

	/* Most calls need nothing here. */
	if (!settings.times && !settings.skippable && nr < BT_NUMBERS && !entry_counts[nr])
		return 0;
	current = current__task();
	abi = call__abi(current, nr);
	name.abi = abi;
	plan = plan__find(nr, abi);
	if (!plan)
		return 0;
	if (settings.skippable) {
		/* Every entry counts there: it tells one call's return from the next one's. */
		task = task__of(current);
		if (!task || task__seen(task, turn, BT_SEEN_ENTER))
			return 0;
		if (task->flags & BT_INSIDE) {
			/* No program saw the last call's return. */
			call__count_lost(task);
			task->flags &= ~(BT_INSIDE | BT_INFLIGHT | BT_RETRY | BT_UNSENT);
		}
		task->flags &= ~BT_EXECED;
	}
	if (!(plan->flags & BT_SELECTED))
		return 0;
	if (settings.skippable && !(plan->flags & BT_NO_RETURN) && !(task->flags & BT_MUTED) && nr != ~0u)
		task->flags |= BT_INSIDE;
	/*
	 * Number -1 counts: a call that returns with other registers than it came
	 * with (rt_sigreturn) leaves -1 for a number, and only the entry tells it
	 * from a program that made a call of number -1.
	 */
	if (!settings.times && !(plan->flags & (BT_AT_ENTRY | BT_ENTRY_BY_VALUE | BT_IF_ALIASED)) && nr != ~0u)
		return 0;
	if (!settings.skippable)
		task = task__of(current);
	if (!task)
		return 0;
	task->start = now();
	args__read(args, regs, abi);
	if (!(plan->flags & BT_AT_ENTRY)) {
		if (plan->flags & BT_BY_VALUE) {
			name.by_value = 1;
			name.value = arg__nth(args, plan->by_arg) & plan->by_mask;
			plan = plan__by_value(plan, nr, name.value);
		}
		if (!(plan->flags & BT_AT_ENTRY) && nr != ~0u) {
			__u64 first = arg__nth(args, plan->alias[0]);

			if (!(plan->flags & BT_IF_ALIASED) || !first || first != arg__nth(args, plan->alias[1]))
				return 0;
		}
	}
	if (task->flags & BT_MUTED) {
		if (!(plan->flags & BT_EXECS))
			return 0;
		task->flags &= ~BT_MUTED;
	}
	cap = capture__begin(which, task, args, BT_ENTER, abi, nr, 0);
	if (!cap)
		return 0;
	if (plan->enter_ops) {
		capture__hand_over(cap, which, task, regs, &name);
		CAPTURE__MEMORY(ctx, turn, at_entry);
		/* It did not come to that. */
		call__entry_lost(task, plan);
		return 0;
	}
	if (call__send(cap, task))
		call__entry_sent(task, nr, abi);
	else
		call__entry_lost(task, plan);
	return 0;
}

/* Whether the task is being killed, and how its process ends then. */
static __always_inline bool task__dying(struct task_struct *current, __u32 *killer)
{
	unsigned long pending = CURRENT(current, pending.signal.sig[0]);
	struct signal_struct *signal;

	/* kernel/signal.c: zap_other_threads() and complete_signal() make SIGKILL pending in every thread. */
	if (!(pending & (1UL << (SIGKILL - 1))))
		return false;
	signal = BPF_CORE_READ(current, signal);
	*killer = BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT ? BPF_CORE_READ(signal, group_exit_code) : 0;
	return true;
}

/*
 * Whether a return without a number is that of a call of number -1, where no entry
 * has told. rt_sigreturn leaves the result and the registers of what the signal
 * interrupted; there is no call of that number, and the instruction that makes it
 * leaves its return address in rcx.
 */
static __always_inline bool call__is_minus_one(struct pt_regs *regs, __u32 abi, __s64 ret)
{
#if defined(__TARGET_ARCH_x86)
	return ret == -ENOSYS && (abi & BT_COMPAT || regs->cx == regs->ip);
#endif
}

/* A record whose size is known before what is in it; the bytes that the verifier thinks of as well fit, too. */
struct small {
	struct bt_call call;
	struct bt_chunk chunk;
	__u8 bytes[BT_SMALL_BYTES + 8];
};

/*
 * Sends a call with one op, BT_QUICK, that brings few bytes: they are copied to
 * where they stay. Returns whether it has, or has counted the call as lost: memory
 * that is not there is not for here.
 */
static __always_inline bool call__send_small(struct bt_task *task, const __u64 *args, __u32 abi, __u32 nr,
					     __s64 ret, const struct bt_op *op)
{
	__u64 base, len = op->len.value, want;
	struct small *record;


	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (!record) {
		call__count_lost(task);
		return true;
	}
	call__fill(&record->call, task, args, BT_CALL, abi, nr, ret);
	record->call.size = sizeof(record->call);
	if (op->flags & BT_IF_OK && ret < 0 && ret > -4096)
		goto send;
	base = record->call.args[op->base.value & 7];
	if (!base)
		goto send;
	if (op->len.source == BT_RET)
		len = ret;
	else if (op->len.source == BT_ARG)
		len = op->len.size == 4 ? (__u32)record->call.args[len & 7] : record->call.args[len & 7];
	want = len;
	if (len > op->limit)
		len = op->limit;
	barrier_var(len);
	if (len > BT_SMALL_BYTES || (len && bpf_probe_read_user(record->bytes, len, (const void *)base))) {
		bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
		return false;
	}
	record->chunk.arg = op->arg;
	record->chunk.part = op->part;
	record->chunk.status = want > len ? BT_CUT : BT_OK;
	record->chunk.more = 0;
	record->chunk.index = 0;
	record->chunk.len = len;
	record->chunk.reserved2 = 0;
	record->chunk.want = want;
	record->call.size += sizeof(record->chunk) + ((len + 7) & ~7u);
	/* What the bytes are padded with is nobody else's. */
	if (len & 7)
		*(__u64 *)(record->bytes + (len & ~7u)) &= (1ULL << ((len & 7) * 8)) - 1;
send:
	task__reported(task, record->call.head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags_of(task, record->call.size));
	return true;
}

_Static_assert(BT_INFLIGHT << 7 == BT_ENTERED, "the bits stand elsewhere");

static __always_inline int call__returned(void *ctx, struct pt_regs *regs, __s64 ret, enum turn turn)
{
	__u32 which = turn == PERF ? SCRATCH_EXIT_PERF : SCRATCH_EXIT;
	struct task_struct *current = current__task();
	__u32 nr = regs->orig_ax;
	__u32 abi = call__abi(current, nr);
	struct bt_plan *plan = plan__find(nr, abi);
	struct plan_name name = {};
	struct bt_task *task;
	struct bt_call *call;
	struct capture *cap;
	__u32 flags, killer = 0;
	__u64 args[BT_ARGS];
	bool reread, small;

	if (!plan || !(plan->flags & (BT_SELECTED | BT_EXECS)))
		return 0;
	task = task__of(current);
	if (!task || task__seen(task, turn, BT_SEEN_EXIT))
		return 0;
	flags = task->flags;
	task->was = flags;
	if (flags) {
		if (flags & BT_MUTED)
			return 0;
		task->flags = flags & BT_LAUNCHED;
		if (flags & BT_INFLIGHT) {
			/*
			 * Number and ABI at exit can differ (rt_sigreturn; a
			 * successful exec, see below): the entry's count.
			 */
			if (task->inflight != nr || task->abi != abi) {
				nr = task->inflight;
				abi = task->abi;
				plan = plan__find(nr, abi);
				if (!plan)
					return 0;
			}
		} else if (flags & BT_EXECED) {
			/*
			 * arch/x86/kernel/process_64.c: set_personality_64bit() puts
			 * execve's number into orig_ax, whatever was called and by
			 * which ABI: if no entry tells of a call, it is not selected.
			 */
			if (flags & BT_UNSENT)
				call__count_lost(task);
			return 0;
		}
		if (flags & BT_NEWBORN && plan->flags & BT_FORKS && ret == 0)
			return 0;	/* the child's side of the call that made it */
		if (flags & BT_LAUNCHED && plan->flags & BT_EXECS && ret < 0)
			task->flags |= BT_MUTED;	/* what follows is beetrace's own */
	}
	if (!(plan->flags & BT_SELECTED))
		return 0;
	/* Read again each time: what it is known to be, the verifier would walk all that follows for. */
	flags = *(volatile __u32 *)&task->was;
	if (nr == ~0u && !(flags & BT_INFLIGHT) && (settings.entries || !call__is_minus_one(regs, abi, ret)))
		return 0;
	name.nr = nr;
	name.abi = abi;

	/* A call that was broken off, or that has brought SIGKILL: its result reaches nobody. */
	if (task__dying(current, &killer) &&
	    ((ret <= -ERESTARTSYS && ret >= -ERESTART_RESTARTBLOCK) || (killer & 0x7f) == SIGKILL))
		abi |= BT_DYING;
	flags = *(volatile __u32 *)&task->was;
	abi |= (flags & BT_INFLIGHT) << 7;	/* BT_ENTERED */

	args__read(args, regs, abi);
	if (plan->flags & BT_BY_VALUE) {
		name.by_value = 1;
		name.value = arg__nth(args, plan->by_arg) & plan->by_mask;
		plan = plan__by_value(plan, nr, name.value);
	}

	/*
	 * Refused by seccomp, it had no entry; or a page was not there then: read now.
	 * But not what an execve has replaced.
	 */
	flags = *(volatile __u32 *)&task->was;
	reread = plan->enter_ops && (!(flags & BT_INFLIGHT) || flags & BT_RETRY) && !(flags & BT_EXECED);
	/* Nor had a refused one a beginning. */
	if (settings.times && !task->start)
		task->start = now();

	if (!plan->exit_ops && !reread && !settings.comm) {
		call = bpf_ringbuf_reserve(&ring, sizeof(*call), 0);
		if (!call) {
			call__count_lost(task);
			return 0;
		}
		call__fill(call, task, args, BT_CALL, abi, nr, ret);
		task__reported(task, call->head.lost);
		bpf_ringbuf_submit(call, ring__wakeup_flags_of(task, sizeof(*call)));
		return 0;
	}

	small = plan->quick == 1 && !reread && !settings.comm && !settings.times && plan->exit[0].kind == BT_BYTES &&
		plan->exit[0].limit <= BT_SMALL_BYTES;
	if (small && call__send_small(task, args, abi, nr, ret, &plan->exit[0]))
		return 0;

	cap = capture__begin(which, task, args, BT_CALL, abi, nr, ret);
	if (!cap)
		return 0;
	if (!small && !reread && (!plan->exit_ops ||
				  (plan->quick && capture__quick(cap, &plan->exit[0]) &&
				   (plan->quick < 2 || capture__quick(cap, &plan->exit[1]))))) {
		if (!call__send(cap, task))
			call__count_lost(task);
		return 0;
	}
	capture__hand_over(cap, which, task, regs, &name);
	cap->reread = reread;
	CAPTURE__MEMORY(ctx, turn, at_exit);
	/* It did not come to that. */
	call__count_lost(task);
	return 0;
}

/* Copies what the plan of the call in the scratch says, and sends the record: the end of a call's program. */
static __always_inline int memory__captured(void)
{
	__u32 tid = bpf_get_current_pid_tgid(), which;
	struct bt_task *task = bpf_map_lookup_elem(&tasks, &tid);
	struct bt_header *head;
	struct bt_plan *plan;
	struct capture *cap;

	if (!task)
		return 0;
	which = task->scratch;
	cap = bpf_map_lookup_elem(&scratch, &which);
	if (!cap)
		return 0;
	plan = plan__named(&cap->plan);
	if (!plan)
		return 0;
	head = (struct bt_header *)cap->record;
	if (head->kind == BT_CALL) {
		REPEAT(BT_MAX_OPS)
			if (!capture__op(which, i, 0))
				break;
		if (cap->reread)
			head->flags |= BT_REREAD;
	}
	if (head->kind == BT_ENTER || cap->reread)
		REPEAT(BT_MAX_OPS)
			if (!capture__op(which, i, 1))
				break;
	if (head->kind == BT_CALL) {
		if (capture__send(cap, ring__wakeup_flags(task->tid)))
			task__reported(task, head->lost);
		else
			call__count_lost(task);
		return 0;
	}
	/* Nothing was there to be read (NULL, an empty array): the return tells as much. */
	if (cap->used == capture__head_size() && !(plan->flags & (BT_NO_RETURN | BT_EXECS)) &&
	    !(head->flags & BT_CONTINUED))
		return 0;
	if (cap->faults)
		task->flags |= BT_RETRY;
	if (capture__send(cap, ring__wakeup_flags(task->tid))) {
		task__reported(task, head->lost);
		call__entry_sent(task, cap->plan.nr, cap->plan.abi);
	} else {
		call__entry_lost(task, plan);
	}
	return 0;
}

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
	return memory__captured();
}

SEC("tp_btf/sys_exit")
int capture_at_exit(void *ctx)
{
	return memory__captured();
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
	return memory__captured();
}

/* Whether a new task runs inside the kernel only, such as those that io_uring makes for a program. */
static __always_inline bool task__is_kernels(struct task_struct *task)
{
	__u32 flags = BPF_CORE_READ(task, flags), kernels = PF_KTHREAD | PF_IO_WORKER;

	if (bpf_core_field_exists(struct kernel_clone_args, user_worker))
		kernels |= PF_USER_WORKER;
	return flags & kernels;
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
	__u32 tid;

	task = task__of(current__task());
	if (!task || !settings.follow || task__is_kernels(child))
		return 0;
	tid = BPF_CORE_READ(child, pid);
	new.tid = task__id(child);
	new.tgid = task__id(BPF_CORE_READ(child, group_leader));
	new.birth = BPF_CORE_READ(child, start_time);
	if (!bpf_map_update_elem(&tasks, &tid, &new, BPF_NOEXIST)) {
		__sync_fetch_and_add(&counters.live_tasks, 1);
	} else if (bpf_map_update_elem(&tasks, &tid, &new, BPF_EXIST)) {
		__sync_fetch_and_add(&counters.lost_tasks, 1);
		return 0;
	}
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
	struct bt_task *task = bpf_map_lookup_elem(&tasks, &old_tid);

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
	struct bt_task *task, moved;
	struct bt_exec *record;
	__u32 old_id;

	if (turn == PLAIN && settings.twice) {
		task = bpf_map_lookup_elem(&tasks, &tid);
		if (task && task->seen == BT_SEEN_EXEC) {
			task->seen = 0;
			return 0;
		}
	}
	task = bpf_map_lookup_elem(&tasks, &old_tid);
	if (!task)
		return 0;
	/* An id that is used again; de_thread() gives a thread that takes the leader's id the leader's birth, too. */
	if (old_tid == tid ? task->birth != CURRENT(current, start_time) :
			     task->tgid != task__id(current))
		return 0;
	if (task__seen(task, turn, BT_SEEN_EXEC))
		return 0;
	old_id = task->tid;
	task->flags &= ~(BT_LAUNCHED | BT_MUTED);
	task->flags |= BT_EXECED;
	/* fs/exec.c: a thread that execs takes the leader's id; the map's key follows. */
	if (old_tid != tid) {
		moved = *task;
		moved.tid = moved.tgid;
		moved.birth = CURRENT(current, start_time);
		/* First out, then in: the map may be full. */
		bpf_map_delete_elem(&tasks, &old_tid);
		bpf_map_update_elem(&tasks, &tid, &moved, BPF_ANY);
		task = bpf_map_lookup_elem(&tasks, &tid);
		if (!task) {
			__sync_fetch_and_add(&counters.lost_tasks, 1);
			__sync_fetch_and_add(&counters.live_tasks, -1);
			return 0;
		}
	}
	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (!record) {
		event__count_lost();
		return 0;
	}
	head__fill(&record->head, task, BT_EXEC, 0);
	record->old_tid = old_id;
	record->reserved = 0;
	bpf_get_current_comm(record->comm, sizeof(record->comm));
	task__reported(task, record->head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
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
	return BPF_CORE_READ(task, stack) + 4 * PAGE_SIZE - bpf_core_type_size(struct pt_regs);
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
	struct bt_call *call;

	if (task->flags & BT_INFLIGHT || !task__is_seccomps(current, BPF_CORE_READ(current, signal)))
		return false;
	regs = task__regs(current);
	nr = BPF_CORE_READ(regs, orig_ax);
	abi = call__abi(current__task(), nr);
	plan = plan__find(nr, abi);
	if (!plan || !(plan->flags & BT_SELECTED))
		return false;
	call = bpf_ringbuf_reserve(&ring, sizeof(*call), 0);
	if (!call) {
		call__count_lost(task);
		return false;
	}
	ARGS__READ(args, regs, abi, BPF_CORE_READ);
	call__fill(call, task, args, BT_ENTER, abi, nr, 0);
	task__reported(task, call->head.lost);
	bpf_ringbuf_submit(call, ring__wakeup_flags(task->tid));
	return true;
}

static __always_inline int task__ended(struct task_struct *current, enum turn turn)
{
	__u32 tid = bpf_get_current_pid_tgid();
	/* Gone from the map: seen already. */
	struct bt_task *task = task__of(current__task());
	struct bt_exit *record;
	bool inside;

	if (!task)
		return 0;
	if (turn == PLAIN && settings.twice)
		__sync_fetch_and_add(&counters.recovered, 1);
	inside = call__killed(task, current) || task->flags & BT_INFLIGHT;
	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (record) {
		head__fill(&record->head, task, BT_EXIT, inside ? BT_ENTERED : 0);
		record->code = BPF_CORE_READ(current, exit_code);
		record->reserved = 0;
		bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
	} else {
		/* What this task has lost must not be lost with it. */
		event__count_lost();
		task->code = BPF_CORE_READ(current, exit_code);
		bpf_map_push_elem(&lost_ends, task, 0);
		__sync_fetch_and_add(&counters.lost_ends, 1);
	}
	bpf_map_delete_elem(&tasks, &tid);
	/* Last, and after the record: user space ends when this is 0 and the ring is empty. */
	__sync_fetch_and_add(&counters.live_tasks, -1);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int handle_exit(__u64 *ctx)
{
	return task__ended((struct task_struct *)ctx[0], PLAIN);
}

SEC("tp/sched/sched_process_exit")
int handle_exit_perf(void *ctx)
{
	return task__ended(bpf_get_current_task_btf(), PERF);
}

/* Sends a record of a signal to `task`; `info` may be one of the kernel's two special values. */
static __always_inline void signal__send(struct bt_task *task, int signo, struct kernel_siginfo *info, __u32 flags,
					 __u32 nr)
{
	struct bt_signal *record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);

	if (!record) {
		event__count_lost();
		return;
	}
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
	}
	task__reported(task, record->head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
}

SEC("tp_btf/signal_deliver")
int handle_signal_deliver(__u64 *ctx)
{
	int signo = ctx[0];
	struct kernel_siginfo *info = (struct kernel_siginfo *)ctx[1];
	struct k_sigaction *action = (struct k_sigaction *)ctx[2];
	struct bt_task *task = task__of(current__task());

	/* SIGKILL is never shown; it also comes here for signals that handle_signal_generate has sent. */
	if (!task || signo == SIGKILL || task->flags & BT_MUTED)
		return 0;
	if (BPF_CORE_READ(action, sa.sa_flags) & SA_IMMUTABLE)
		return 0;
	signal__send(task, signo, info, (unsigned long)BPF_CORE_READ(action, sa.sa_handler) > 1 ? BT_HANDLED : 0, ~0u);
	return 0;
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
	if (!info)
		sender = task__id(BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), group_leader));
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
	__u32 tid, flags;

	if (signo == SIGKILL || result < TRACE_SIGNAL_DELIVERED || result > TRACE_SIGNAL_ALREADY_PENDING)
		return 0;
	tid = BPF_CORE_READ(target, pid);
	task = bpf_map_lookup_elem(&tasks, &tid);
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
	signal__send(task, signo, info, flags, BPF_CORE_READ(task__regs(target), orig_ax));
	return 0;
}

/* Puts the tasks that user space named in `wanted` into `tasks`: run once, by reading the iterator. */
SEC("iter/task")
int seed_tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct bt_task new = { .unasked = BT_ASK_EVERY };
	struct pid *pid;
	__u32 *flags, tid, id;

	if (!task)
		return 0;
	if (!pidns_level) {
		/* Any task that the iterator shows is in our namespace: find its depth there. */
		pid = BPF_CORE_READ(task, thread_pid);
		for (__u32 i = 0; i < MAX_PID_NS_LEVEL; i++) {
			struct upid upid = {};

			bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid +
					      bpf_core_field_offset(struct pid, numbers) + i * sizeof(upid));
			if (BPF_CORE_READ(upid.ns, ns.inum) == settings.pidns) {
				pidns_level = i;
				break;
			}
			if (i >= BPF_CORE_READ(pid, level))
				break;
		}
	}
	id = task__id(task);
	flags = bpf_map_lookup_elem(&wanted, &id);
	if (!flags)
		return 0;
	tid = BPF_CORE_READ(task, pid);
	new.tid = id;
	new.tgid = task__id(BPF_CORE_READ(task, group_leader));
	new.flags = *flags;
	if (new.flags & BT_LAUNCHED)
		command = new.tgid;
	new.birth = BPF_CORE_READ(task, start_time);
	if (bpf_map_update_elem(&tasks, &tid, &new, BPF_NOEXIST)) {
		__sync_fetch_and_add(&counters.lost_tasks, 1);
		return 0;
	}
	__sync_fetch_and_add(&counters.live_tasks, 1);
	return 0;
}
