/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is told of a call when it begins and when it returns, and which way does it take? */
#ifndef BEETRACE_CALLS_H
#define BEETRACE_CALLS_H

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
	return sizeof(struct bt_call) + (settings.comm ? sizeof(struct bt_chunk) + BT_COMM_LEN : 0) +
	       (settings.registers ? sizeof(struct bt_chunk) + settings.registers * sizeof(__u64) : 0);
}

/* Whether there are chunks in every record of a call, whatever its plan says. */
static __always_inline bool capture__always(void)
{
	return settings.comm || settings.registers;
}

/* Fills in a chunk of so many registers but for these, which are behind it. Returns them. */
static __always_inline __u64 *chunk__registers(struct bt_chunk *chunk, __u32 count)
{
	__builtin_memset(chunk, 0, sizeof(*chunk));
	chunk->arg = BT_ARG_REGISTERS;
	chunk->len = count * sizeof(__u64);
	chunk->want = chunk->len;
	return (__u64 *)(chunk + 1);
}

/* Begins a record in the scratch. */
static __always_inline struct capture *capture__begin(__u32 which, struct bt_task *task, const __u64 *args,
						      __u32 kind, __u32 flags, __u32 nr, __s64 ret,
						      struct pt_regs *regs)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 used = sizeof(struct bt_call);
	__u64 *words;

	if (!cap)
		return 0;
	cap->used = capture__head_size();
	cap->ret = ret;
	call__fill((struct bt_call *)cap->record, task, args, kind, flags, nr, ret);
	if (settings.comm) {
		capture__comm(cap);
		used += sizeof(struct bt_chunk) + BT_COMM_LEN;
	}
	if (settings.registers) {
		words = chunk__registers((struct bt_chunk *)(cap->record + used), settings.registers);
		REGISTERS__READ(words, regs, BY_LOAD);
	}
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

/* What programs that go on with the call by a tail call find it by. */
static __always_inline void capture__leave(struct capture *cap, __u32 which, struct bt_task *task,
					   struct plan_name *name)
{
	cap->budget = settings.budget;
	cap->plan = *name;
	task->scratch = which;
}

/* Makes the scratch ready for the program that copies memory, to which a tail call leads. */
static __always_inline void capture__hand_over(struct capture *cap, __u32 which, struct bt_task *task,
					       struct pt_regs *regs, struct plan_name *name, bool at_entry)
{
	cap->used = capture__head_size();
	cap->faults = 0;
	cap->nth = 0;
	cap->group_end = 0;
	cap->message = 0;
	cap->netlink = 0;
	cap->at_entry = at_entry;
	cap->reads = BT_MAX_READS;
	cap->stack = CALL__STACK(regs);
	capture__leave(cap, which, task, name);
	/* Its record looks at how full the ring is. */
	task->unasked = BT_ASK_EVERY;
}

/*
 * Where the programs of calls find the one that copies memory, and the one behind it that
 * says what descriptors refer to (names.bpf.c): the kernel lets only
 * programs of one kind and of one tracepoint call each other (kernel/bpf/core.c:
 * bpf_prog_map_compatible()). They are apart so that the short ways, which most
 * calls take, stay short, for the verifier, too.
 */
enum { CAPTURE_MEMORY, READ_NAMES, CONTINUATIONS };
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, CONTINUATIONS);
	__type(key, __u32);
	__type(value, __u32);
} at_entry SEC(".maps"), at_exit SEC(".maps"), by_perf SEC(".maps");

#define GO_ON(ctx, turn, map, where)						\
	bpf_tail_call(ctx, (turn) == PERF ? (void *)&by_perf : (void *)&(map), where)

/* Whether the names of the plan's descriptors are told with its entry, or with its return. */
static __always_inline bool plan__names(struct bt_plan *plan, __u32 when)
{
	return settings.names && plan->names & when;
}

/* Leaves a call that is in the scratch, but for the names of its descriptors: see GO_ON. */
static __always_inline void capture__leave_for_names(struct capture *cap, __u32 which, struct bt_task *task,
						     struct plan_name *name)
{
	capture__leave(cap, which, task, name);
	cap->wakeup = ring__wakeup_flags_of(task, cap->used);
}

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
	struct bt_slot *slot;
	struct capture *cap;

	/*
	 * Most calls need nothing here. Masked in the statement before: up to 6.1 the verifier
	 * forgets what a comparison has told of a number that clang keeps on the stack.
	 */
	if (!settings.times && !settings.clocked && !settings.skippable && nr < BT_NUMBERS) {
		__u64 index = nr;

		barrier_var(index);
		if (!entry_counts[index & (BT_NUMBERS - 1)])
			return 0;
	}
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
	if (!settings.times && !settings.clocked && !(plan->flags & (BT_AT_ENTRY | BT_ENTRY_BY_VALUE | BT_IF_ALIASED)) && nr != ~0u)
		return 0;
	slot = slot__taken();
	if (slot) {
		/* Who execs can get another id. */
		if (!(plan->flags & BT_EXECS) && slot__begin(slot, nr, abi))
			return 0;
		slot->tid = 0;
	}
	if (!settings.skippable)
		task = task__of(current);
	if (!task)
		return 0;
	if (settings.counts == BT_COUNTED_ONLY) {
		if (task->flags & BT_MUTED) {
			if (!(plan->flags & BT_EXECS))
				return 0;
			task->flags &= ~BT_MUTED;
		}
		call__entry_sent(task, nr, abi);
		task->start = now();
		count__begin(task);
		return 0;
	}
	if (settings.counts) {
		count__begin(task);
		if (!settings.times && !(plan->flags & (BT_AT_ENTRY | BT_ENTRY_BY_VALUE | BT_IF_ALIASED)) &&
		    nr != ~0u)
			return 0;
	}
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
	if (settings.subjects && !call__may_be_asked(which, plan, args))
		return 0;
	cap = capture__begin(which, task, args, BT_ENTER, abi, nr, 0, regs);
	if (!cap)
		return 0;
	if (plan->enter_ops || settings.stack) {
		capture__hand_over(cap, which, task, regs, &name, true);
		GO_ON(ctx, turn, at_entry, CAPTURE_MEMORY);
		/* It did not come to that. */
		call__entry_lost(task, plan);
		return 0;
	}
	if (plan__names(plan, BT_NAMES_AT_ENTRY | BT_NAMES_IF_COUNTER | BT_NAMES_IF_ID)) {
		capture__leave_for_names(cap, which, task, &name);
		GO_ON(ctx, turn, at_entry, READ_NAMES);
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
static __always_inline bool call__send_small(struct bt_task *task, const __u64 *args, __u32 flags, __u32 nr,
					     __s64 ret, const struct bt_op *op)
{
	__u64 base, len = op->len.value, want;
	struct small *record;

	record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);
	if (!record) {
		call__count_lost(task);
		return true;
	}
	call__fill(&record->call, task, args, BT_CALL, flags, nr, ret);
	record->call.size = sizeof(record->call);
	if (op->flags & BT_IF_OK && result__failed(ret))
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

/*
 * Whether calls show of which that came. `inverted`: the result, so that an error is its
 * number less one.
 */
static __always_inline bool outcome__shows(struct bt_task *task, __s64 inverted, __u32 abi)
{
	__u64 word, error = abi & BT_COMPAT ? (__s32)inverted : inverted;

	error = error < MAX_ERRNO ? error + 1 : 0;
	if (settings.min_duration && now() - task->start < settings.min_duration)
		return false;
	word = error >> 6;
	barrier_var(word);
	return results[word & (BT_RESULTS - 1)] >> (error & 63) & 1;
}

/* Whether a return is not to be told of, by what came of the call, or by what it is about. */
static __always_inline bool call__left_out(__u32 which, struct bt_task *task, struct bt_plan *plan, const __u64 *args,
					   __s64 inverted, __u32 abi)
{
	if (task->owed) {
		task->owed = 0;
		return false;
	}
	if ((!settings.by_outcome || outcome__shows(task, inverted, abi)) &&
	    (!settings.subjects || call__may_be_asked(which, plan, args)))
		return false;
	task->start = 0;
	return true;
}

/* netlink.h */
__noinline __u64 socket__netlink(__u32 number);

static __always_inline int call__returned(void *ctx, struct pt_regs *regs, __s64 ret, enum turn turn)
{
	__u32 which = turn == PERF ? SCRATCH_EXIT_PERF : SCRATCH_EXIT;
	struct task_struct *current = current__task();
	__u32 nr = CALL__NR(regs, BY_LOAD), abi;
	struct plan_name name = {};
	struct bt_plan *plan;
	struct bt_task *task;
	struct bt_slot *slot;
	struct bt_call *call;
	struct capture *cap;
	__u32 flags, told, killer = 0;
	__u64 args[BT_ARGS];
	/* The result, inverted, to ask questions of: what is known of the result itself, the verifier walks on with. */
	__s64 inverted = ~ret;
	__u64 netlink;
	bool small;

	slot = slot__taken();
	if (slot && settings.clocked && !task__dying(current, &killer) && slot__end(slot, nr, ret))
		return 0;
	barrier_var(inverted);
	abi = call__abi(current, nr);
	plan = plan__find(nr, abi);
	if (!plan || !(plan->flags & (BT_SELECTED | BT_EXECS)))
		return 0;
	if (slot && !settings.clocked && plan->flags & BT_SELECTED && !task__dying(current, &killer) &&
	    slot__end_untimed(slot, nr, abi, ret))
		return 0;
	task = task__of(current);
	if (!task || task__seen(task, turn, BT_SEEN_EXIT))
		return 0;
	if (slot)
		slot__leave(slot, task);
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
		if (flags & BT_NEWBORN && plan->flags & BT_FORKS && inverted == ~0LL)
			return 0;	/* the child's side of the call that made it */
		if (flags & BT_LAUNCHED && plan->flags & BT_EXECS && inverted >= 0)
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

	task->told = abi | (flags & BT_INFLIGHT) << 7;	/* BT_ENTERED */
	/* A call that was broken off, or that has brought SIGKILL: its result reaches nobody. */
	if (task__dying(current, &killer) &&
	    ((inverted >= ~-ERESTARTSYS && inverted <= ~-ERESTART_RESTARTBLOCK) || (killer & 0x7f) == SIGKILL))
		task->told |= BT_DYING;
	if (settings.counts) {
		/* The result that a signal has brought about is seen at the leader, as far as anybody sees it. */
		killer &= 0x7f;
		if ((!(*(volatile __u32 *)&task->told & BT_DYING) ||
		     (killer && killer != SIGKILL && task->tid == task->tgid)) &&
		    (!settings.by_outcome || outcome__shows(task, inverted, abi)))
			count__add(task, nr, abi, ret, turn);
		if (settings.counts == BT_COUNTED_ONLY) {
			task->start = 0;
			slot__take(current, task);
			return 0;
		}
	}
	args__read(args, regs, abi);
	/* What its beginning was told of has an end. */
	if ((settings.by_outcome || settings.subjects) &&
	    !(*(volatile __u32 *)&task->told & (BT_DYING | BT_ENTERED)) &&
	    call__left_out(which, task, plan, args, inverted, abi))
		return 0;

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
	if ((plan->enter_ops || plan__names(plan, BT_NAMES_AT_ENTRY)) &&
	    (!(flags & BT_INFLIGHT) || flags & BT_RETRY) && !(flags & BT_EXECED))
		task->told |= BT_REREAD;
	/* Nor had a refused one a beginning. */
	if (settings.times && !task->start)
		task->start = now();

	told = *(volatile __u32 *)&task->told;
	if (!plan->exit_ops && !(told & BT_REREAD) && !capture__always() && !plan__names(plan, BT_NAMES_AT_EXIT)) {
		call = bpf_ringbuf_reserve(&ring, sizeof(*call), 0);
		if (!call) {
			call__count_lost(task);
			return 0;
		}
		call__fill(call, task, args, BT_CALL, told, nr, ret);
		task__reported(task, call->head.lost);
		bpf_ringbuf_submit(call, ring__wakeup_flags_of(task, sizeof(*call)));
		return 0;
	}

	/* Messages are copied whole: not on a short way. */
	netlink = plan->netlink ? socket__netlink(args[0]) : 0;
	told = *(volatile __u32 *)&task->told;
	small = !netlink && plan->quick == 1 && !(told & BT_REREAD) && !capture__always() && !settings.times && !settings.names &&
		plan->exit[0].kind == BT_BYTES && plan->exit[0].limit <= BT_SMALL_BYTES;
	if (small && call__send_small(task, args, told, nr, ret, &plan->exit[0]))
		return 0;

	told = *(volatile __u32 *)&task->told;
	cap = capture__begin(which, task, args, BT_CALL, told, nr, ret, regs);
	if (!cap)
		return 0;
	if (!small && !netlink && !(told & BT_REREAD) && !settings.stack &&
	    (!plan->exit_ops || (plan->quick && capture__quick(cap, &plan->exit[0]) &&
				 (plan->quick < 2 || capture__quick(cap, &plan->exit[1]))))) {
		if (plan__names(plan, BT_NAMES_AT_EXIT)) {
			capture__leave_for_names(cap, which, task, &name);
			GO_ON(ctx, turn, at_exit, READ_NAMES);
			call__count_lost(task);
			return 0;
		}
		if (!call__send(cap, task))
			call__count_lost(task);
		return 0;
	}
	capture__hand_over(cap, which, task, regs, &name, false);
	cap->netlink = netlink;
	GO_ON(ctx, turn, at_exit, CAPTURE_MEMORY);
	/* It did not come to that. */
	call__count_lost(task);
	return 0;
}

#endif
