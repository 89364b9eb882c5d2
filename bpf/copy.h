/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * How do bytes and strings get into the chunks of a record?
 *
 * A task cannot be held still in the middle of this, so every call has a budget
 * of bytes, which shrinks as the ring fills up. What is beyond it is cut, and
 * marked so; the head of the call and the first bytes of what it points to
 * always get through.
 *
 * Every index into the record is masked or compared just before its use: the
 * verifier forgets bounds across stores to memory.
 */
#ifndef BEETRACE_COPY_H
#define BEETRACE_COPY_H

#include "ring.h"

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
	__u64 in_ring = bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA), share;
	__u32 lost = head->lost;

	/*
	 * However many processors are copying now, and whatever the tasks that wait
	 * inside of a call will copy before they stand still: it must fit.
	 */
	share = in_ring < settings.memory_room ? (settings.memory_room - in_ring) / settings.processors : 0;
	if (cap->budget > share)
		cap->budget = share;
	/* The last record of the series tells what was lost before it. */
	head->lost = 0;
	head->flags |= BT_MORE;
	if (!capture__send(cap, ring__wakeup_flags_at(head->tid, in_ring))) {
		event__count_lost();
		head->flags |= BT_HOLED;
	}
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

/* Sees to it that a chunk of len bytes can begin at cap->used: when the record is too full for it, in a new one. */
__noinline __u64 capture__make_room(__u32 which, __u32 len)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (cap && !chunk__fits(cap->used, len > BT_PIECE ? BT_PIECE : len))
		capture__flush(cap);
	return 0;
}

/* The chunk at `used`, its head filled in but for status, len and want. meta: arg | part << 8 | more << 16. */
static __always_inline struct bt_chunk *chunk__begin(struct capture *cap, __u64 used, __u32 meta, __u32 index)
{
	struct bt_chunk *chunk;

	barrier_var(used);
	if (used > RECORD_SIZE - sizeof(*chunk))
		return 0;
	cap->begin = used;
	chunk = (struct bt_chunk *)(cap->record + used);
	chunk->arg = meta;
	chunk->part = meta >> 8;
	chunk->more = meta >> 16;
	chunk->index = index;
	chunk->reserved2 = 0;
	return chunk;
}

/* Ends the chunk behind its len bytes; what they are padded with is nobody else's. */
static __always_inline void chunk__end(struct capture *cap, struct bt_chunk *chunk, __u32 len)
{
	chunk->len = len;
	barrier_var(len);
	len &= COPY_MASK;
	if (len & 7) {
		__u64 *last = (void *)(chunk + 1) + (len & ~7u);

		*last &= (1ULL << ((len & 7) * 8)) - 1;
	}
	cap->used += sizeof(*chunk) + ((len + 7) & ~7u);
}

/* The memory of the chunk at `used` is not readable at all: the chunk says where it is. */
static __always_inline void chunk__fault(struct capture *cap, struct bt_chunk *chunk, __u64 from)
{
	chunk->status = BT_FAULT;
	chunk->more = 0;
	chunk->len = 0;
	chunk->want = from;
	cap->faults++;
	cap->used += sizeof(*chunk);
}

/* Copies to that place in the record what there is of len bytes at `from` up to the end of its page; how much that is. */
static __always_inline __u32 capture__to_page_end(struct capture *cap, __u64 place, __u64 from, __u32 len)
{
	__u32 there = PAGE_SIZE - (from & (PAGE_SIZE - 1));

	if (there >= len)
		return 0;
	barrier_var(place);
	if (place > RECORD_SIZE)
		return 0;
	barrier_var(there);
	there &= COPY_MASK;
	if (bpf_probe_read_user(cap->record + place, there, (const void *)from))
		return 0;
	return there;
}

/*
 * Copies up to BT_PIECE bytes at `from` into a chunk, for which there is room, and
 * which says by cap->want and limit how much there is in all. Returns whether all
 * of them were there.
 */
__noinline __u64 capture__piece(__u32 which, __u64 from, __u32 len, __u32 meta, __u32 index)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_chunk *chunk;
	__u32 there, wanted;

	if (!cap)
		return 0;
	if (len > BT_PIECE)
		len = BT_PIECE;
	wanted = len;
	if (len > cap->budget)
		len = cap->budget;
	cap->budget -= len;
	if (len < wanted)
		meta &= 0xffff;
	chunk = chunk__begin(cap, cap->used, meta, index);
	if (!chunk)
		return 0;
	chunk->status = cap->want > cap->limit || len < wanted ? BT_CUT : BT_OK;
	chunk->want = cap->want;
	barrier_var(len);
	len &= COPY_MASK;
	if (len && bpf_probe_read_user(chunk + 1, len, (const void *)from)) {
		there = capture__to_page_end(cap, cap->used + sizeof(*chunk), from, len);
		if (!there && from == cap->start) {
			chunk__fault(cap, chunk, from);
			return 0;
		}
		if (there < len)
			len = there;
		chunk->status = BT_HOLE;
		chunk->more = 0;
		cap->faults++;
		chunk__end(cap, chunk, len);
		return 0;
	}
	chunk__end(cap, chunk, len);
	return len == wanted;
}

/* Copies the pointer at `from` into a chunk of that part. */
static __always_inline int capture__pointer(struct capture *cap, __u32 which, __u64 from, __u8 part, __u32 index)
{
	cap->start = from;
	cap->want = sizeof(__u64);
	cap->limit = sizeof(__u64);
	capture__make_room(which, sizeof(__u64));
	return capture__piece(which, from, sizeof(__u64), cap->op.arg | part << 8, index);
}

/*
 * Copies the next piece of the long bytes that cap->from, left and want speak of.
 * Returns whether there are more. The loops below keep their state in the
 * scratch, not in registers: so every round is the same, and short, for the
 * verifier.
 */
__noinline __u64 capture__next_piece(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 left;
	__u32 len;

	if (!cap)
		return 0;
	left = cap->left;
	len = left > BT_PIECE ? BT_PIECE : left;
	left -= len;
	capture__make_room(which, len);
	if (!capture__piece(which, cap->from, len, cap->op.arg | cap->op.part << 8 | (left ? 1 << 16 : 0),
			    cap->element))
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
/*
 * Not unrolled: for the depth of the stack, the verifier goes down every call that
 * is written anywhere, seconds for some dozens of them in each of five functions
 * (kernel/bpf/verifier.c: check_max_stack_depth()). 64 bits wide, since 32 cost two
 * shifts each.
 */
#define REPEAT(count) _Pragma("nounroll") for (__u64 i = 0; i < (count); i++)
/* A function that takes so many steps, if there are so many. Returns whether there may be more. */
#define STEPS(name, step, count)                                                                                       \
	__noinline __u64 name(__u32 which)                                                                             \
	{                                                                                                              \
		REPEAT(count)                                                                                          \
			if (!step(which))                                                                              \
				return 0;                                                                              \
		return 1;                                                                                              \
	}

STEPS(capture__some_pieces, capture__next_piece, BT_MAX_PIECES / ROUNDS)

/* Copies want bytes at `from`, as many as the op wants, in pieces. Each of them says in `want` how much there is. */
__noinline __u64 capture__bytes(__u32 which, __u64 from, __u64 want)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 limit;

	if (!cap)
		return 0;
	limit = cap->op.limit;
	if (limit > BT_MAX_PIECES * BT_PIECE)
		limit = BT_MAX_PIECES * BT_PIECE;
	cap->start = from;
	cap->want = want;
	cap->limit = limit;
	cap->from = from;
	cap->left = want < limit ? want : limit;
	if (cap->left <= BT_PIECE)
		/* Nearly all. */
		return capture__next_piece(which);
	REPEAT(ROUNDS)
		if (!capture__some_pieces(which))
			break;
	return 0;
}

/* Copies the next piece of the string that cap->from, left and want speak of. Returns whether there may be more. */
__noinline __u64 capture__next_string_piece(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 limit, there, wanted;
	struct bt_chunk *chunk;
	__u64 left;
	long got;

	if (!cap)
		return 0;
	left = cap->left;
	limit = left > BT_PIECE ? BT_PIECE : left;
	wanted = limit;
	capture__make_room(which, limit);
	if (limit > cap->budget)
		limit = cap->budget;
	chunk = chunk__begin(cap, cap->used, cap->op.arg | cap->op.part << 8, cap->element);
	if (!chunk)
		return 0;
	/* One more than the limit and the NUL, so that a cut string can be told from one that just fits. */
	there = limit + 2;
	barrier_var(there);
	got = bpf_probe_read_user_str(chunk + 1, there & COPY_MASK, (const void *)cap->from);
	if (got < 0) {
		/* No NUL up to the page's end, and behind it no memory: enough if that is more than wanted. */
		got = capture__to_page_end(cap, cap->used + sizeof(*chunk), cap->from, limit + 2);
		if (got <= limit) {
			chunk__fault(cap, chunk, cap->start);
			return 0;
		}
		got++;
	}
	/* 5.10 answers 0 for an empty string, later kernels 1 (mm/maccess.c). */
	if (got > 0)
		got--;
	chunk->status = BT_OK;
	cap->want += got;
	if (got > limit) {
		cap->want -= got - limit;
		got = limit;
		chunk->status = BT_CUT;
		if (limit == wanted && left > limit)
			chunk->more = 1;
	}
	chunk->want = cap->want + (chunk->status == BT_CUT);
	cap->budget -= got;
	cap->from += got;
	cap->left = left - got;
	chunk__end(cap, chunk, got);
	return chunk->more;
}

STEPS(capture__some_string_pieces, capture__next_string_piece, BT_MAX_PIECES / ROUNDS)

/* Copies the string at `from`: as many bytes before its NUL as the op wants. */
__noinline __u64 capture__string(__u32 which, __u64 from)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);

	if (!cap)
		return 0;
	cap->start = from;
	cap->from = from;
	cap->left = cap->op.limit;
	cap->want = 0;
	REPEAT(ROUNDS)
		if (!capture__some_string_pieces(which))
			break;
	return 0;
}

#endif
