/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which of the task's memory is copied into a record: how does a plan run?
 *
 * A capture plan is a list of ops (wire.h). The functions that run them are
 * global (not static) and noinline: the verifier then checks each once by
 * itself instead of once for every op and path that leads there (95,000
 * instructions become a few thousand). Until 5.12 such functions take only
 * scalars, hence the scratch index instead of a pointer.
 *
 * Beside its bytes (copy.h), a call has a budget of reads, which stand for time.
 */
#ifndef BEETRACE_CAPTURE_H
#define BEETRACE_CAPTURE_H

#include "copy.h"

/* Whether one more element may be read for this call. */
static __always_inline bool capture__may_read(struct capture *cap)
{
	if (!cap->reads)
		return false;
	cap->reads--;
	return true;
}

/* Copies string number cap->element of cap->array, and goes on to the next. Returns whether there may be more. */
__noinline __u64 capture__next_string(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 string, from;

	if (!cap)
		return 0;
	from = cap->array + cap->element * BT_POINTER;
	if (bpf_probe_read_user(&string, sizeof(string), (const void *)from)) {
		/* The array itself is unreadable here: its address stands for the element. */
		capture__pointer(cap, which, from, cap->op.part, cap->element);
		return 0;
	}
	if (!string)
		return 0;
	if (cap->element >= cap->most || !capture__may_read(cap)) {
		/* More than wanted: a chunk of part 2 says so. */
		capture__pointer(cap, which, from, 2, 0);
		return 0;
	}
	capture__string(which, string);
	cap->element++;
	return 1;
}

STEPS(capture__some_strings, capture__next_string, ROUNDS)

/* Counts one more pointer of cap->array into cap->total. Returns whether there may be more. */
__noinline __u64 capture__count_one(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 pointer;

	if (!cap)
		return 0;
	if (bpf_probe_read_user(&pointer, sizeof(pointer), (const void *)(cap->array + cap->total * BT_POINTER)) || !pointer)
		return 0;
	cap->total++;
	return 1;
}

STEPS(capture__count_some, capture__count_one, ROUNDS)

STEPS(capture__count_many, capture__count_some, ROUNDS)

/* Counts the non-NULL pointers at `from` into a chunk of 8 bytes. */
__noinline __u64 capture__count(__u32 which, __u64 from)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 at;

	if (!cap)
		return 0;
	cap->total = 0;
	cap->array = from;
	REPEAT(ROUNDS)
		if (!capture__count_many(which))
			break;
	/* The chunk is made by reading the array's head; the count then replaces what was read. */
	if (!capture__pointer(cap, which, from, cap->op.part, 0))
		return 0;
	at = cap->used - sizeof(__u64);
	if (at <= RECORD_SIZE)
		*(__u64 *)(cap->record + at) = cap->total;
	return 0;
}

struct user_iovec {
	__u64 base;
	__u64 len;
};

/*
 * Copies the area of iovec number cap->element of those at cap->array, and goes on
 * to the next. Returns whether there may be more.
 */
__noinline __u64 capture__next_area(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct user_iovec area;

	if (!cap || cap->element >= cap->most || !capture__may_read(cap))
		return 0;
	if (bpf_probe_read_user(&area, sizeof(area), (const void *)(cap->array + cap->element * sizeof(area))))
		return 0;
	if (area.len > cap->total)
		area.len = cap->total;
	cap->total -= area.len;
	capture__bytes(which, area.base, area.len);
	cap->element++;
	return cap->total != 0;
}

STEPS(capture__some_areas, capture__next_area, ROUNDS)

/* The value of the op's base (`nth` 0) or len (1). Not static: its cases are walked once, not once for every other. */
__noinline __u64 capture__operand(__u32 which, __u32 nth)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_operand *operand;
	__u32 value;
	__u64 *args;

	if (!cap)
		return 0;
	args = ((struct bt_call *)cap->record)->args;
	operand = nth ? &cap->op.len : &cap->op.base;
	value = operand->value;
	switch (operand->source) {
	case BT_ARG:
		if (value >= BT_ARGS)
			return 0;
		return operand->size == 4 ? (__u32)args[value] : args[value];
	case BT_RET:
		return cap->ret;
	case BT_SAVED:
		if (value > BT_SAVED_LEN - 8)
			return 0;
		if (operand->size == 4)
			return *(__u32 *)&cap->saved[operand->op & 15][value & 60];
		return *(__u64 *)&cap->saved[operand->op & 15][value & 56];
	case BT_IOC_SIZE:
		/* include/uapi/asm-generic/ioctl.h: 14 bits from bit 16 on */
		return value < BT_ARGS ? (args[value] >> 16) & 0x3fff : 0;
	case BT_STACK:
		return cap->stack + value;
	default:
		return value;
	}
}

/* Whether the call's result says that it failed: as the kernel tells errors from results. */
static __always_inline bool result__failed(__s64 ret)
{
	return ret < 0 && ret > -4096;
}

/*
 * Runs an op of the plainest kind, BT_QUICK, here and now: most calls have one or
 * two of these and no other, and the way to capture__next_op() costs as much as what it
 * does for them. Returns whether it could: memory that is not there is not for here.
 */
static __always_inline bool capture__quick(struct capture *cap, const struct bt_op *op)
{
	const __u64 *args = ((struct bt_call *)cap->record)->args;
	__u32 limit = op->limit, meta = op->arg | op->part << 8;
	struct bt_chunk *chunk;
	__u64 base, len;

	if (op->flags & BT_IF_OK && result__failed(cap->ret))
		return true;
	base = args[op->base.value & 7];
	if (!base)
		return true;
	if (!chunk__fits(cap->used, limit))
		return false;
	if (op->kind == BT_STRING) {
		__u32 size = limit + 2;
		long got;

		chunk = chunk__begin(cap, cap->used, meta, 0);
		if (!chunk)
			return false;
		barrier_var(size);
		got = bpf_probe_read_user_str(chunk + 1, size & COPY_MASK, (const void *)base);
		if (got < 0)
			return false;
		if (got > 0)
			got--;
		chunk->want = got;
		chunk->status = BT_OK;
		if (got > limit) {
			chunk->status = BT_CUT;
			got = limit;
		}
		chunk__end(cap, chunk, got);
		return true;
	}
	len = op->len.value;
	if (op->len.source == BT_RET) {
		len = cap->ret;
		if ((__s64)len < 0)
			return true;
	} else if (op->len.source == BT_ARG) {
		len = args[len & 7];
		if (op->len.size == 4)
			len = (__u32)len;
	}
	chunk = chunk__begin(cap, cap->used, meta, 0);
	if (!chunk)
		return false;
	chunk->want = len;
	chunk->status = BT_OK;
	if (len > limit) {
		chunk->status = BT_CUT;
		len = limit;
	}
	barrier_var(len);
	len &= COPY_MASK;
	if (len && bpf_probe_read_user(chunk + 1, len, (const void *)base))
		return false;
	chunk__end(cap, chunk, len);
	return true;
}

/*
 * Keeps the first bytes of the chunk just made for later ops: what is shown and
 * what is followed must be the same, whatever another thread writes meanwhile.
 */
static __always_inline void capture__save(struct capture *cap, __u32 nth)
{
	__u64 *saved = (__u64 *)cap->saved[nth & 15];
	__u64 begin = cap->begin;
	struct bt_chunk *chunk;

	barrier_var(begin);
	if (begin > RECORD_SIZE)
		return;
	chunk = (struct bt_chunk *)(cap->record + begin);
	for (__u32 i = 0; i < BT_SAVED_LEN / 8; i++)
		/* Half a pointer leads nowhere; a number of 4 bytes is whole. */
		if (i * 8 + 8 <= chunk->len || (!i && chunk->len == 4 && chunk->status == BT_OK))
			saved[i] = ((__u64 *)(chunk + 1))[i];
}

/* Rounds that the ops of an array of messages add. */
#define MESSAGE_ROUNDS (6 * BT_MAX_MESSAGES)

/*
 * Runs op number cap->nth of the call's plan, of those of the exit or of the entry,
 * and goes on to the next: from the last one of the exit to the first one of the entry
 * where these are to be read again. Returns whether there may be more.
 */
__noinline __u64 capture__next_op(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_plan *plan;
	__u64 base, len, nth;

	if (!cap)
		return 0;
	plan = plan__named(&cap->plan);
	if (!plan)
		return 0;
	/* What follows one message follows the next one, too. */
	if (cap->group_end && cap->nth > cap->group_end) {
		cap->nth = cap->group;
		cap->message++;
	}
	if (!cap->at_entry && cap->nth >= plan->exit_ops) {
		if (!(((struct bt_header *)cap->record)->flags & BT_REREAD))
			return 0;
		cap->at_entry = 1;
		cap->nth = 0;
	}
	nth = cap->nth++;
	if (cap->at_entry) {
		if (nth >= plan->enter_ops || nth >= BT_MAX_OPS)
			return 0;
		cap->op = plan->enter[nth];
	} else {
		if (nth >= plan->exit_ops || nth >= BT_MAX_OPS)
			return 0;
		cap->op = plan->exit[nth];
	}
	if (cap->netlink && cap->op.flags & BT_OF_NETLINK)
		cap->op.limit = BT_NETLINK_BYTES;
	/* Nothing of an earlier call may be left for the ops that refer to this one. */
	if (cap->op.flags & BT_SAVE)
		__builtin_memset(cap->saved[nth & 15], 0, BT_SAVED_LEN);
	if (cap->op.flags & BT_IF_OK && result__failed(cap->ret))
		return 1;
	if (cap->op.flags & BT_IF_FAILED && !result__failed(cap->ret))
		return 1;
	base = capture__operand(which, 0);
	len = capture__operand(which, 1);
	if (!base)
		return 1;
	cap->array = base;
	cap->most = len;
	cap->element = cap->group_end ? cap->message : 0;
	switch (cap->op.kind) {
	case BT_BYTES:
		if (cap->op.len.source == BT_RET && (__s64)len < 0)
			return 1;
		/* A count is 32 or 64 bits wide; a product that overflows is more than any limit. */
		if (len > (1ULL << 40))
			len = 1ULL << 40;
		if (cap->op.flags & BT_IN_BITS)
			len = ((__u32)len + 63) / 64 * 8;
		capture__bytes(which, base, len * cap->op.scale);
		if (cap->op.flags & BT_SAVE)
			capture__save(cap, nth);
		break;
	case BT_STRING:
		capture__string(which, base);
		break;
	case BT_STRINGS:
		REPEAT(BT_MAX_ELEMENTS / ROUNDS)
			if (!capture__some_strings(which))
				break;
		break;
	case BT_COUNT:
		capture__count(which, base);
		break;
	case BT_VECTORS:
		cap->total = ~0ULL;
		if (cap->op.flags & BT_RESULT_BYTES)
			cap->total = cap->group_end ? *(__u32 *)&cap->saved[cap->group & 15][BT_MESSAGE_LEN] :
				     cap->ret < 0 ? 0 : cap->ret;
		if (len > cap->op.scale)
			cap->most = cap->op.scale;
		/* The areas of each message have numbers of their own. */
		cap->element *= BT_MAX_ELEMENTS;
		cap->most += cap->element;
		cap->array -= cap->element * sizeof(struct user_iovec);
		REPEAT(BT_MAX_ELEMENTS / ROUNDS)
			if (!capture__some_areas(which))
				break;
		break;
	case BT_MESSAGES:
		if (cap->message >= len || cap->message >= BT_MAX_MESSAGES) {
			cap->nth = nth + 1 + cap->op.scale;
			cap->group_end = 0;
			cap->message = 0;
			break;
		}
		cap->group = nth;
		cap->group_end = nth + cap->op.scale;
		cap->element = cap->message;
		capture__bytes(which, base + cap->message * cap->op.limit, cap->op.limit);
		capture__save(cap, nth);
		break;
	}
	return 1;
}

#endif
