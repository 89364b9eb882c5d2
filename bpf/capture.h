/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * How is the task's memory copied into a record?
 *
 * A capture plan is a list of ops (wire.h). The functions that run them are
 * global (not static) and noinline: the verifier then checks each once by
 * itself instead of once for every op and path that leads there (95,000
 * instructions become a few thousand). Until 5.12 such functions take only
 * scalars, hence the scratch index instead of a pointer.
 *
 * Every index into the record is masked or compared just before its use: the
 * verifier forgets bounds across stores to memory.
 */
#ifndef BEETRACE_CAPTURE_H
#define BEETRACE_CAPTURE_H

/*
 * An adaptive wakeup costs more than all else together, so user space drains by
 * the clock. It is woken once when the ring passes the mark, by the record of task
 * `tid`; and once more when a task goes on filling it up, which then has left the
 * cgroup that is held still, or has not been stopped yet.
 */
static __always_inline __u64 ring__wakeup_flags(__u32 tid)
{
	__u64 used;

	if (!settings.freeze || (counters.full && counters.stray))
		return BPF_RB_NO_WAKEUP;
	used = bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA);
	if (!counters.full) {
		if (used <= settings.high_water)
			return BPF_RB_NO_WAKEUP;
		counters.full = 1;
	} else {
		if (used <= settings.stray_water)
			return BPF_RB_NO_WAKEUP;
		counters.stray = tid;
	}
	return BPF_RB_FORCE_WAKEUP;
}

/* The record that was to wake user space did not fit: let another one do it. */
static __always_inline void ring__not_woken(void)
{
	counters.full = 0;
	counters.stray = 0;
}

/*
 * The same for a record of a call, of that size. Asking costs, too: a task does it
 * once in BT_ASK_EVERY bytes. The room above the mark is enough for what
 * BT_ASK_TASKS tasks can put there unasked.
 */
static __always_inline __u64 ring__wakeup_flags_of(struct bt_task *task, __u32 size)
{
	task->unasked += size;
	if (task->unasked < BT_ASK_EVERY && counters.live_tasks < BT_ASK_TASKS)
		return BPF_RB_NO_WAKEUP;
	task->unasked = 0;
	return ring__wakeup_flags(task->tid);
}

/* A record was lost that is no call, nor the last part of one. */
static __always_inline void event__count_lost(void)
{
	__sync_fetch_and_add(&counters.lost_events, 1);
}

/* A record was lost that is a call: one line of the task is missing. */
static __always_inline void call__count_lost(struct bt_task *task)
{
	__sync_fetch_and_add(&task->lost, 1);
	__sync_fetch_and_add(&counters.lost_calls, 1);
}

/* Sends what the scratch holds. 0 if it was lost. */
static __always_inline int capture__send(struct capture *cap, __u64 wakeup_flags)
{
	__u32 used = cap->used;

	if (used > RECORD_SIZE)
		used = RECORD_SIZE;
	if (used < sizeof(struct bt_call))
		used = sizeof(struct bt_call);
	if (bpf_ringbuf_output(&ring, cap->record, used, wakeup_flags)) {
		if (wakeup_flags == BPF_RB_FORCE_WAKEUP)
			ring__not_woken();
		return 0;
	}
	return 1;
}

/* The record is full: sends it, and goes on in a new one with the same head. */
static __always_inline void capture__flush(struct capture *cap)
{
	struct bt_header *head = (struct bt_header *)cap->record;
	__u32 lost = head->lost;

	/* The last record of the series tells what was lost before it. */
	head->lost = 0;
	head->flags |= BT_MORE;
	if (!capture__send(cap, ring__wakeup_flags(head->tid)))
		head->flags |= BT_HOLED;
	head->lost = lost;
	head->flags &= ~BT_MORE;
	head->flags |= BT_CONTINUED;
	cap->used = sizeof(struct bt_call);
}

/* Whether a chunk of len bytes fits behind what is used; a string needs two bytes more while it is read, and padding. */
static __always_inline bool chunk__fits(__u32 used, __u32 len)
{
	return used + sizeof(struct bt_chunk) + len + 16 <= RECORD_SIZE;
}

/* Where a chunk of len bytes can begin: when the record is too full for it, in a new one. */
static __always_inline __u32 capture__room(struct capture *cap, __u32 len)
{
	__u32 used = cap->used;

	if (chunk__fits(used, len))
		return used;
	capture__flush(cap);
	return sizeof(struct bt_call);
}

/*
 * Copies len bytes (BT_PIECE at the most) of the want bytes at `from`, limit of
 * which are wanted, into a chunk at `used`, where there is room for it.
 * meta: arg | part << 8 | more << 16.
 */
static __always_inline int piece__copy(struct capture *cap, __u64 used, __u64 from, __u32 len, __u64 want, __u32 limit,
				       __u32 meta, __u32 index)
{
	struct bt_chunk *chunk;

	barrier_var(used);
	if (used > RECORD_SIZE - sizeof(*chunk))
		return 0;
	chunk = (struct bt_chunk *)(cap->record + used);
	chunk->arg = meta;
	chunk->part = meta >> 8;
	chunk->more = meta >> 16;
	chunk->status = want > limit ? BT_CUT : BT_OK;
	chunk->index = index;
	chunk->len = len;
	chunk->reserved2 = 0;
	chunk->want = want;
	barrier_var(len);
	len &= COPY_MASK;
	if (len && bpf_probe_read_user(chunk + 1, len, (const void *)from)) {
		chunk->status = BT_FAULT;
		chunk->len = len = 0;
		chunk->more = 0;
		chunk->want = from;
		cap->faults++;
	}
	cap->used = used + sizeof(*chunk) + ((len + 7) & ~7u);
	return chunk->status != BT_FAULT;
}

/* Copies up to BT_PIECE bytes at `from` into a chunk, which says by cap->want and limit how much there is in all. */
__noinline int capture__piece(__u32 which, __u64 from, __u32 len, __u32 meta, __u32 index)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	if (len > BT_PIECE)
		len = BT_PIECE;
	return piece__copy(cap, capture__room(cap, len), from, len, cap->want, cap->limit, meta, index);
}

/* The pointer at `from` itself as a chunk: where an array is unreadable, or where it goes on. */
static __always_inline void capture__pointer(struct capture *cap, __u32 which, __u64 from, __u8 part, __u32 index)
{
	cap->want = sizeof(__u64);
	cap->limit = sizeof(__u64);
	capture__piece(which, from, sizeof(__u64), cap->op.arg | part << 8, index);
}

/*
 * Copies the next piece of the long bytes that cap->from, left and want speak of.
 * Returns whether there are more. The loops below keep their state in the
 * scratch, not in registers, so that the verifier finds every round the same.
 */
__noinline int capture__next_piece(__u32 which, __u32 index)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 len, left;

	if (!cap)
		return 0;
	left = cap->left;
	len = left > BT_PIECE ? BT_PIECE : left;
	left -= len;
	if (!capture__piece(which, cap->from, len, cap->op.arg | cap->op.part << 8 | (left ? 1 << 16 : 0), index))
		return 0;
	cap->from += len;
	cap->left = left;
	return left != 0;
}

/*
 * The verifier walks every round of a loop, and functions that are not static
 * once: long loops are loops of a batch function, ROUNDS * ROUNDS rounds for the
 * price of 2 * ROUNDS. (bpf_loop would do, from 5.17 on.)
 */
#define ROUNDS 32

__noinline int capture__some_pieces(__u32 which, __u32 index)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__next_piece(which, index))
			return 0;
	return 1;
}

/* Copies min(want, limit) bytes at `from`, in pieces. Every piece says in `want` how much there is in all. */
__noinline int capture__bytes(__u32 which, __u64 from, __u64 want, __u32 limit, __u32 index)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	if (limit > BT_MAX_PIECES * BT_PIECE)
		limit = BT_MAX_PIECES * BT_PIECE;
	cap->from = from;
	cap->want = want;
	cap->limit = limit;
	cap->left = want < limit ? want : limit;
	for (__u32 i = 0; i < BT_MAX_PIECES / ROUNDS; i++)
		if (!capture__some_pieces(which, index))
			break;
	return 0;
}

/* Copies the string at `from` into a chunk at `used`, where there is room for it; meta as for piece__copy(). */
static __always_inline int string__copy(struct capture *cap, __u64 used, __u64 from, __u32 limit, __u32 meta, __u32 index)
{
	struct bt_chunk *chunk;
	__u32 size;
	long got;

	barrier_var(used);
	if (used > RECORD_SIZE - sizeof(*chunk))
		return 0;
	cap->begin = used;
	chunk = (struct bt_chunk *)(cap->record + used);
	chunk->arg = meta;
	chunk->part = meta >> 8;
	chunk->more = 0;
	chunk->index = index;
	chunk->reserved2 = 0;
	/* One more than the limit and the NUL, so that a cut string can be told from one that just fits. */
	size = limit + 2;
	barrier_var(size);
	got = bpf_probe_read_user_str(chunk + 1, size & COPY_MASK, (const void *)from);
	/* 5.10 answers 0 for an empty string, later kernels 1 (mm/maccess.c). */
	if (got == 0)
		got = 1;
	if (got < 0) {
		chunk->status = BT_FAULT;
		chunk->len = 0;
		chunk->want = from;
		cap->faults++;
		cap->used = used + sizeof(*chunk);
		return 0;
	}
	chunk->want = got - 1;
	chunk->status = BT_OK;
	if (got - 1 > limit) {
		chunk->status = BT_CUT;
		got = limit + 1;
	}
	chunk->len = got - 1;
	cap->string = got - 1;
	cap->used = used + sizeof(*chunk) + ((got - 1 + 7) & ~7u);
	return 1;
}

/* Copies the string at `from`: at most `limit` bytes before its NUL. */
__noinline int capture__string(__u32 which, __u64 from, __u32 limit, __u32 index)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	if (limit > BT_PIECE)
		limit = BT_PIECE;
	return string__copy(cap, capture__room(cap, limit), from, limit, cap->op.arg | cap->op.part << 8, index);
}

/* Copies string number `index` of the array at `from`. Returns whether there may be more. */
__noinline int capture__nth_string(__u32 which, __u64 from, __u32 index, __u32 most, __u32 limit)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 string;

	if (!cap)
		return 0;
	from += index * sizeof(string);
	if (bpf_probe_read_user(&string, sizeof(string), (const void *)from)) {
		/* The array itself is unreadable here: its address stands for the element. */
		capture__pointer(cap, which, from, cap->op.part, index);
		return 0;
	}
	if (!string)
		return 0;
	if (index >= most) {
		/* More than wanted: a chunk of part 2 says so. */
		capture__pointer(cap, which, from, 2, 0);
		return 0;
	}
	capture__string(which, string, limit, index);
	return 1;
}

__noinline int capture__some_strings(__u32 which, __u64 from, __u32 first, __u32 most, __u32 limit)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__nth_string(which, from, first + i, most, limit))
			return 0;
	return 1;
}

/* Counts one more pointer of the array at `from` into cap->total. Returns whether there may be more. */
__noinline int capture__count_one(__u32 which, __u64 from)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 pointer;

	if (!cap)
		return 0;
	if (bpf_probe_read_user(&pointer, sizeof(pointer), (const void *)(from + cap->total * 8)) || !pointer)
		return 0;
	cap->total++;
	return 1;
}

__noinline int capture__count_some(__u32 which, __u64 from)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__count_one(which, from))
			return 0;
	return 1;
}

__noinline int capture__count_many(__u32 which, __u64 from)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__count_some(which, from))
			return 0;
	return 1;
}

/* Counts the non-NULL pointers at `from` into a chunk of 8 bytes. */
__noinline int capture__count(__u32 which, __u64 from)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 at;

	if (!cap)
		return 0;
	cap->total = 0;
	cap->want = sizeof(__u64);
	cap->limit = sizeof(__u64);
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__count_many(which, from))
			break;
	/* The chunk is made by reading the array's head; the count then replaces what was read. */
	if (!capture__piece(which, from, sizeof(__u64), cap->op.arg | cap->op.part << 8, 0))
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

/* Copies the area of iovec number `index` of those at `from`. Returns whether there may be more. */
__noinline int capture__nth_area(__u32 which, __u64 from, __u32 index, __u32 limit)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct user_iovec area;

	if (!cap)
		return 0;
	if (bpf_probe_read_user(&area, sizeof(area), (const void *)(from + index * sizeof(area))))
		return 0;
	if (area.len > cap->total)
		area.len = cap->total;
	cap->total -= area.len;
	capture__bytes(which, area.base, area.len, limit, index);
	return cap->total != 0;
}

__noinline int capture__some_areas(__u32 which, __u64 from, __u32 first, __u32 count, __u32 limit)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (first + i >= count || !capture__nth_area(which, from, first + i, limit))
			return 0;
	return 1;
}

static __always_inline __u64 capture__operand(struct capture *cap, const struct bt_operand *operand)
{
	const __u64 *args = ((struct bt_call *)cap->record)->args;
	__u32 value = operand->value;

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
static __always_inline bool capture__failed(struct capture *cap)
{
	return cap->ret < 0 && cap->ret > -4096;
}

/*
 * Runs an op of the plainest kind, BT_QUICK, here and now: most calls have one or
 * two of these and no other, and a call of capture__op() costs as much as what it
 * does for them. Returns whether it has.
 */
static __always_inline bool capture__quick(struct capture *cap, const struct bt_op *op)
{
	const __u64 *args = ((struct bt_call *)cap->record)->args;
	__u32 used = cap->used, limit = op->limit;
	__u64 base, len;

	if (!(op->flags & BT_QUICK) || !chunk__fits(used, limit))
		return false;
	if (op->flags & BT_IF_OK && capture__failed(cap))
		return true;
	base = args[op->base.value & 7];
	if (!base)
		return true;
	if (op->kind == BT_STRING) {
		string__copy(cap, used, base, limit, op->arg | op->part << 8, 0);
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
	piece__copy(cap, used, base, len < limit ? len : limit, len, limit, op->arg | op->part << 8, 0);
	return true;
}

/* Runs the op in the scratch. `nth`: its number in the plan, for BT_SAVE. */
__noinline int capture__op(__u32 which, __u32 nth)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 base, len;

	if (!cap)
		return 0;
	/* Nothing of an earlier call may be left for the ops that refer to this one. */
	if (cap->op.flags & BT_SAVE)
		__builtin_memset(cap->saved[nth & 15], 0, BT_SAVED_LEN);
	if (cap->op.flags & BT_IF_OK && capture__failed(cap))
		return 0;
	if (cap->op.flags & BT_IF_FAILED && !capture__failed(cap))
		return 0;
	base = capture__operand(cap, &cap->op.base);
	len = capture__operand(cap, &cap->op.len);
	if (!base)
		return 0;
	switch (cap->op.kind) {
	case BT_BYTES:
		if (cap->op.len.source == BT_RET && (__s64)len < 0)
			return 0;
		/* A count is 32 or 64 bits wide; a product that overflows is more than any limit. */
		if (len > (1ULL << 40))
			len = 1ULL << 40;
		if (cap->op.flags & BT_IN_BITS)
			len = ((__u32)len + 63) / 64 * 8;
		if (cap->op.flags & BT_SAVE) {
			__u32 keep = BT_SAVED_LEN;
			__u64 size = len * cap->op.scale;

			if (size < keep)
				keep = size;
			if (bpf_probe_read_user(cap->saved[nth & 15], keep, (const void *)base))
				__builtin_memset(cap->saved[nth & 15], 0, BT_SAVED_LEN);
		}
		len *= cap->op.scale;
		if (len <= BT_PIECE || cap->op.limit <= BT_PIECE) {
			/* Nearly all: in one piece. */
			cap->want = len;
			cap->limit = cap->op.limit;
			capture__piece(which, base, len < cap->op.limit ? len : cap->op.limit,
				       cap->op.arg | cap->op.part << 8, 0);
		} else {
			capture__bytes(which, base, len, cap->op.limit, 0);
		}
		break;
	case BT_STRING:
		capture__string(which, base, cap->op.limit, 0);
		break;
	case BT_STRINGS:
		for (__u32 i = 0; i < BT_MAX_ELEMENTS; i += ROUNDS)
			if (!capture__some_strings(which, base, i, len, cap->op.limit))
				break;
		break;
	case BT_COUNT:
		capture__count(which, base);
		break;
	case BT_VECTORS:
		cap->total = ~0ULL;
		if (cap->op.flags & BT_RESULT_BYTES)
			cap->total = cap->ret < 0 ? 0 : cap->ret;
		for (__u32 i = 0; i < BT_MAX_ELEMENTS; i += ROUNDS)
			if (!capture__some_areas(which, base, i, len, cap->op.limit))
				break;
		break;
	}
	return 0;
}

/*
 * What follows reads the arguments of an execve that has succeeded: from the
 * new program's memory, where the kernel has put the strings one after the
 * other (mm->arg_start and env_start). It is done only when a page of the old
 * program was not there at entry: a path that stands in the program's file, say.
 */

/* Copies the string at cap->from, and goes on to the next. Returns whether there may be more. */
__noinline int capture__next_in_row(__u32 which, __u32 index, __u32 most, __u32 limit)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_chunk *chunk;
	__u32 begin, len;

	if (!cap || cap->from >= cap->total)
		return 0;
	if (index >= most) {
		capture__pointer(cap, which, cap->from, 2, 0);
		return 0;
	}
	/* All of it, to know where the next one is; then only what is wanted stays. */
	if (!capture__string(which, cap->from, BT_PIECE, index))
		return 0;
	begin = cap->begin;
	if (begin > RECORD_SIZE)
		return 0;
	chunk = (struct bt_chunk *)(cap->record + begin);
	if (chunk->status != BT_OK)
		return 0;
	len = chunk->len;
	cap->from += len + 1;
	if (len > limit) {
		len = limit;
		chunk->len = len;
		chunk->status = BT_CUT;
	}
	cap->used = begin + sizeof(*chunk) + ((len + 7) & ~7u);
	return 1;
}

__noinline int capture__some_in_row(__u32 which, __u32 first, __u32 most, __u32 limit)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__next_in_row(which, first + i, most, limit))
			return 0;
	return 1;
}

/* Counts the string at cap->from into cap->want, and goes on to the next. */
__noinline int capture__count_in_row(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 used;

	if (!cap || cap->from >= cap->total)
		return 0;
	used = cap->used;
	if (!capture__string(which, cap->from, BT_PIECE, 0))
		return 0;
	cap->from += cap->used > used ? cap->string + 1 : 1;
	cap->used = used;
	cap->want++;
	return 1;
}

__noinline int capture__count_some_in_row(__u32 which)
{
	for (__u32 i = 0; i < ROUNDS; i++)
		if (!capture__count_in_row(which))
			return 0;
	return 1;
}

/* Puts a number into a chunk of 8 bytes. */
static __always_inline void capture__number(struct capture *cap, __u64 number)
{
	struct bt_chunk *chunk;
	__u32 used = cap->used;

	if (used > RECORD_SIZE - sizeof(*chunk) - sizeof(number))
		return;
	chunk = (struct bt_chunk *)(cap->record + used);
	__builtin_memset(chunk, 0, sizeof(*chunk));
	chunk->arg = cap->op.arg;
	chunk->part = cap->op.part;
	chunk->len = sizeof(number);
	chunk->want = sizeof(number);
	*(__u64 *)(chunk + 1) = number;
	cap->used = used + sizeof(*chunk) + sizeof(number);
}

/* The path that was given to execve, which the kernel has kept. */
static __always_inline void capture__kernel_string(struct capture *cap, const char *from)
{
	struct bt_chunk *chunk;
	__u32 used = cap->used;
	long got;

	if (used > RECORD_SIZE - sizeof(*chunk))
		return;
	chunk = (struct bt_chunk *)(cap->record + used);
	__builtin_memset(chunk, 0, sizeof(*chunk));
	chunk->arg = cap->op.arg;
	chunk->part = cap->op.part;
	got = bpf_probe_read_kernel_str(chunk + 1, BT_PIECE, from);
	if (got <= 0 || got > BT_PIECE)
		return;
	chunk->len = got - 1;
	chunk->want = got - 1;
	cap->used = used + sizeof(*chunk) + ((got - 1 + 7) & ~7u);
}

/* Runs the op in the scratch on what a successful execve has left. */
__noinline int capture__exec_op(__u32 which, __u64 filename, __u64 row_begin, __u64 row_end)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	cap->from = row_begin;
	cap->total = row_end;
	switch (cap->op.kind) {
	case BT_STRING:
		capture__kernel_string(cap, (const char *)filename);
		break;
	case BT_STRINGS:
		for (__u32 i = 0; i < BT_MAX_ELEMENTS; i += ROUNDS)
			if (!capture__some_in_row(which, i, cap->op.len.value, cap->op.limit))
				break;
		break;
	case BT_COUNT:
		cap->want = 0;
		for (__u32 i = 0; i < ROUNDS; i++)
			if (!capture__count_some_in_row(which))
				break;
		capture__number(cap, cap->want);
		break;
	}
	return 0;
}

#endif
