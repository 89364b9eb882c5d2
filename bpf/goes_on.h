/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How does a program go on with a call that another one has left (calls.h: GO_ON), and how does the call's record end? */
#ifndef BEETRACE_GOES_ON_H
#define BEETRACE_GOES_ON_H

#include "calls.h"

/* Whether nothing was there to be read at an entry (NULL, an empty array): the return tells as much. */
static __always_inline bool entry__is_empty(struct capture *cap, struct bt_plan *plan)
{
	struct bt_header *head = (struct bt_header *)cap->record;

	return cap->used == capture__head_size() && !(plan->flags & (BT_NO_RETURN | BT_EXECS)) &&
	       !(head->flags & BT_CONTINUED) && !plan__names(plan, BT_NAMES_AT_ENTRY);
}

/* Sends the call in the scratch, all of which is there: the end of a call's program. */
static __always_inline int call__complete(struct bt_task *task, struct capture *cap, struct bt_plan *plan)
{
	struct bt_header *head = (struct bt_header *)cap->record;

	if (head->kind == BT_CALL) {
		if (!call__send(cap, task))
			call__count_lost(task);
		return 0;
	}
	if (entry__is_empty(cap, plan))
		return 0;
	if (cap->faults)
		task->flags |= BT_RETRY;
	if (call__send(cap, task))
		call__entry_sent(task, cap->plan.nr, cap->plan.abi);
	else
		call__entry_lost(task, plan);
	return 0;
}

/* The call that a program has left for one that goes on with it. */
struct left {
	struct bt_task *task;
	struct capture *cap;
	struct bt_plan *plan;
};

/* Finds it. */
static __always_inline bool call__left(struct left *left)
{
	__u32 tid = bpf_get_current_pid_tgid(), which;

	left->task = task__known(tid);
	if (!left->task)
		return false;
	which = left->task->scratch;
	left->cap = bpf_map_lookup_elem(&scratch, &which);
	if (!left->cap)
		return false;
	left->plan = plan__named(&left->cap->plan);
	return left->plan;
}

/* Where the stack of the current task ends, which is at `from`, as far as that is worth to be copied. */
static __always_inline __u64 stack__end(struct task_struct *current, __u64 from)
{
	/* Above it: what the kernel has put there for a program's first thread, and what the C library keeps of others. */
	__u64 first = BPF_CORE_READ(current, mm, start_stack), other = TASK__OWN(current);

	return first - from < other - from ? first : other;
}

/*
 * Copies up to `limit` bytes of the stack; chunks that are cut say that there is more.
 * Pages that a function has reserved and not touched are not there: it goes on behind
 * them, in chunks whose index says how far behind the stack pointer they are.
 */
__noinline __u64 capture__stack(__u32 which, __u32 limit)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 from, end;
	__u32 faults;

	if (!cap)
		return 0;
	from = cap->stack;
	end = stack__end(current__task(), from);
	if (end - from > limit)
		end = from + limit + 1;
	faults = cap->faults;
	cap->op.arg = BT_ARG_STACK;
	cap->op.part = 0;
	REPEAT(BT_STACK_PARTS) {
		cap->element = from - cap->stack;
		cap->op.limit = limit - cap->element;
		capture__bytes(which, from, end - from);
		/* Where the piece begins that was not there, or not all of it. */
		from = (cap->from | (PAGE_SIZE - 1)) + 1;
		if (!cap->left || from >= end || from - cap->stack >= limit)
			break;
	}
	cap->faults = faults;
	return 0;
}

/*
 * Whether the stack belongs into the record. Where an entry is told, it is the entry's, as long as the program runs
 * that has called; beetrace's own, which calls the command's first execve, is nobody's business.
 */
static __always_inline bool left__has_stack(struct left *left)
{
	struct bt_header *head = (struct bt_header *)left->cap->record;

	if (head->kind == BT_CALL)
		return !(head->flags & BT_ENTERED) || left->plan->flags & BT_EXECS;
	return !(left->task->flags & BT_LAUNCHED) && !entry__is_empty(left->cap, left->plan);
}

/* Says of which protocol the call's socket is. */
static __always_inline void capture__protocol(struct capture *cap)
{
	struct bt_chunk *chunk = chunk__begin(cap, cap->used, BT_ARG_NETLINK, 0);

	if (!chunk)
		return;
	chunk->status = BT_OK;
	chunk->want = sizeof(__u32);
	*(__u32 *)(chunk + 1) = cap->netlink - 1;
	chunk__end(cap, chunk, sizeof(__u32));
}

/* Copies what the plan of the call says, and sends the record. */
static __always_inline int memory__captured(void *ctx, void *next)
{
	struct left left;
	__u32 which;

	if (!call__left(&left))
		return 0;
	if (left.cap->netlink)
		capture__protocol(left.cap);
	/* In a register: these are many rounds. */
	which = left.task->scratch;
	REPEAT(2 * BT_MAX_OPS + MESSAGE_ROUNDS)
		if (!capture__next_op(which))
			break;
	if (settings.stack && left__has_stack(&left))
		capture__stack(left.task->scratch, settings.stack);
	if (settings.names && left.plan->names) {
		left.cap->wakeup = ring__wakeup_flags_of(left.task, left.cap->used);
		bpf_tail_call(ctx, next, READ_NAMES);
	}
	return call__complete(left.task, left.cap, left.plan);
}

#endif
