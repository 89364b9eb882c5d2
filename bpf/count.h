/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How are calls added up, and what counts as the time of one? */
#ifndef BEETRACE_COUNT_H
#define BEETRACE_COUNT_H

/*
 * Where the calls of that number are added up; NULL if there is no room. No two runs
 * write to one place at a time: it is this CPU's, and the other program's at the
 * tracepoint, which can come in between, is another.
 */
static __always_inline struct bt_count *count__of(__u32 nr, __u32 abi, enum turn turn)
{
	__u32 place = nr & ~((abi & BT_X32) << 28);
	struct bt_count_key key = { .nr = nr, .abi = abi, .turn = turn };
	struct bt_count none = {}, *count;

	if (place < BT_PLANS - 1) {
		place += ((abi & (BT_COMPAT | BT_X32)) >> 1) * BT_PLANS + (turn == PERF) * BT_COUNTS;
		return bpf_map_lookup_elem(&counts, &place);
	}
	count = bpf_map_lookup_elem(&odd_counts, &key);
	if (count)
		return count;
	bpf_map_update_elem(&odd_counts, &key, &none, BPF_NOEXIST);
	return bpf_map_lookup_elem(&odd_counts, &key);
}

/* What a clock says, ns: one that ticks costs a tenth of the other. */
static __always_inline __u64 count__now(__u32 timing)
{
	return timing == BT_UNTIMED ? bpf_jiffies64() * settings.tick : bpf_ktime_get_ns();
}

/* Where in a histogram a time is. */
static __always_inline __u32 times__place(__u64 time)
{
	__u32 power = 0;
	__u64 rest = time >> 3;

	if (!rest)
		return time;
	/* By halves: how many times it can be divided by two until it is below 16. */
#define HALVE(bits)			\
	if (rest >> (bits)) {		\
		rest >>= (bits);	\
		power += (bits);	\
	}
	HALVE(32)
	HALVE(16)
	HALVE(8)
	HALVE(4)
	HALVE(2)
	HALVE(1)
#undef HALVE
	return 8 * (power + 1) + ((time >> power) & 7);
}

/* Notes how long a call took. Not static: its halves are walked once, not once for every way that leads here. */
__noinline __u64 times__add(__u32 nr, __u32 abi, __u64 time)
{
	struct bt_count_key key = { .nr = nr, .abi = abi & (BT_COMPAT | BT_X32) };
	struct bt_times *all = bpf_map_lookup_elem(&times, &key), *none;
	__u32 only = 0;
	__u64 place;

	if (!all) {
		none = bpf_map_lookup_elem(&no_times, &only);
		if (none)
			bpf_map_update_elem(&times, &key, none, BPF_NOEXIST);
		all = bpf_map_lookup_elem(&times, &key);
		if (!all)
			return 0;
	}
	place = times__place(time);
	barrier_var(place);
	__sync_fetch_and_add(&all->calls[place & (BT_TIMES - 1)], 1);
	return 0;
}

/* What is left of a time without what tracing takes. */
static __always_inline __u64 count__net(__u64 time)
{
	return time > settings.overhead ? time - settings.overhead : 0;
}

/* Adds up one call, whose clock says `end` now; it has no time if that of its beginning is not known. */
static __always_inline void count__note(struct bt_count *count, __u32 nr, __u32 abi, __s64 ret, __u64 began,
					__u64 end, __u32 timing)
{
	/* A 32-bit program has results of 32 bits. */
	__s64 error = abi & BT_COMPAT ? (__s32)ret : ret;
	__u64 time = began ? end - began : 0;

	if (!count->calls)
		count->first = end;
	count->calls++;
	/* From -4095 on: the kernel's own reasons to begin a call again, too. */
	count->errors += (__u64)error >= (__u64)-4095;
	if (!settings.clocked)
		return;
	/* Of what is long, ticks tell enough. */
	if (timing == BT_UNTIMED && time < BT_LONG) {
		count->untimed++;
		return;
	}
	time = count__net(time);
	if (timing == BT_DRAWN && time < BT_LONG) {
		count->drawn++;
		count->drawn_time += time;
	}
	if (settings.histograms)
		times__add(nr, abi, time);
	count->time += time;
	if (time < count->min || count->calls == 1)
		count->min = time;
	if (time > count->max)
		count->max = time;
}

/* Adds up what has passed since the call began that has ended now; it has been noted. */
static __always_inline void count__note_wall(struct bt_count *count, __u64 began, __u64 end)
{
	__u64 time = count__net(began ? end - began : 0);

	count->wall += time;
	if (time < count->wall_min || count->calls == 1)
		count->wall_min = time;
	if (time > count->wall_max)
		count->wall_max = time;
}

/* A call begins that is to be counted. */
static __always_inline void count__begin(struct bt_task *task)
{
	task->timing = BT_TIMED;
	task->began = settings.clocked ? bpf_ktime_get_ns() : 0;
	if (settings.walls)
		task->walled = task->began;
}

/* It has returned. One that seccomp has refused never began, and took no time. */
static __always_inline void count__add(struct bt_task *task, __u32 nr, __u32 abi, __s64 ret, enum turn turn)
{
	struct bt_count *count = count__of(nr, abi, turn);
	__u64 began = task->began, walled = task->walled, end;

	task->began = 0;
	if (settings.walls)
		task->walled = 0;
	if (!count) {
		call__count_lost(task);
		return;
	}
	/* Without times, it says who was the first. */
	end = count__now(task->timing);
	count__note(count, nr, abi, ret, began, end, task->timing);
	if (settings.walls)
		count__note_wall(count, walled, end);
}

/*
 * This processor's slot, if it is known who runs here. That is the current task, and it
 * has no flags: the slot is left whenever the processor goes to another one.
 */
static __always_inline struct bt_slot *slot__taken(void)
{
	struct bt_slot *slot;
	__u32 only = 0;

	if (!settings.slots)
		return 0;
	slot = bpf_map_lookup_elem(&slots, &only);
	return slot && slot->tid ? slot : 0;
}

/* A call has ended with which nothing was special: the task's next ones are found without the map of tasks. */
static __always_inline void slot__take(struct task_struct *current, struct bt_task *task)
{
	struct bt_slot *slot;
	__u32 only = 0;

	if (!settings.slots || task->flags)
		return;
	slot = bpf_map_lookup_elem(&slots, &only);
	if (!slot)
		return;
	slot->inside = 0;
	slot->tid = CURRENT(current, pid);
}

/* From here on the map of tasks has what is known of the task. */
static __always_inline void slot__leave(struct bt_slot *slot, struct bt_task *task)
{
	slot->tid = 0;
	if (!slot->inside)
		return;
	slot->inside = 0;
	task->inflight = slot->nr;
	task->abi = slot->abi;
	task->flags |= BT_INFLIGHT;
	task->began = slot->began;
	task->timing = slot->timing;
}

/* Something is special about the task that runs here, which is in no call that is counted. */
static __always_inline void slot__forget(void)
{
	struct bt_slot *slot = slot__taken();

	if (slot)
		slot->tid = 0;
}

/*
 * How this call is to be timed. The first ones of a number all are; later, where a time in
 * all will do, one in so many, at random: what a program does in turns must not hide some.
 */
static __always_inline __u32 slot__timing(struct bt_slot *slot)
{
	struct bt_count *count;

	if (!settings.sampled)
		return BT_TIMED;
	count = bpf_map_lookup_elem(&counts, &slot->place);
	if (!count || count->calls < BT_TIMED_FIRST)
		return BT_TIMED;
	if (count->skip) {
		count->skip--;
		return BT_UNTIMED;
	}
	/* The generator of Numerical Recipes; its upper bits are the good ones. */
	slot->random = slot->random * 1664525 + 1013904223;
	count->skip = slot->random >> 27;
	return BT_DRAWN;
}

/* A call begins that is to be counted. Whether it has a place of its own to be counted in. */
static __always_inline bool slot__begin(struct bt_slot *slot, __u32 nr, __u32 abi)
{
	if ((nr & ~((abi & BT_X32) << 28)) >= BT_PLANS - 1)
		return false;
	slot->nr = nr;
	slot->abi = abi;
	slot->place = plan__place(nr, abi);
	slot->inside = 1;
	if (settings.clocked) {
		slot->timing = slot__timing(slot);
		slot->began = count__now(slot->timing);
	}
	return true;
}

/*
 * A call of that number has returned. Whether it is counted now: what is special about it
 * is for the map of tasks. A call's number can only be another one at its end if it was
 * one that changes the registers, and its ABI with the number.
 */
static __always_inline bool slot__end(struct bt_slot *slot, __u32 nr, __s64 ret)
{
	struct bt_count *count;

	if (!slot->inside || slot->nr != nr)
		return false;
	count = bpf_map_lookup_elem(&counts, &slot->place);
	if (!count)
		return false;
	slot->inside = 0;
	count__note(count, nr, slot->abi, ret, slot->began, count__now(slot->timing), slot->timing);
	return true;
}

/* The same where no call is timed, and few are seen when they begin. */
static __always_inline bool slot__end_untimed(struct bt_slot *slot, __u32 nr, __u32 abi, __s64 ret)
{
	struct bt_count *count;

	if (slot->inside || nr == ~0u)
		return false;
	count = count__of(nr, abi, PLAIN);
	if (!count)
		return false;
	count__note(count, nr, abi, ret, 0, count->calls ? 0 : bpf_ktime_get_ns(), BT_TIMED);
	return true;
}

/* Since when the task is in a call that is added up; where user space does that, its record says so. */
static __always_inline __u64 *count__began(struct bt_task *task)
{
	return settings.counts ? &task->began : &task->start;
}

/* A task leaves this processor, another one gets it: what passes in between is not processor time of the first. */
static __always_inline void count__switch(__u32 from, __u32 to)
{
	struct bt_slot *slot = slot__taken();
	struct bt_task *task;

	if (slot) {
		task = task__known(slot->tid);
		if (task)
			slot__leave(slot, task);
		slot->tid = 0;
	}
	if (!settings.processor)
		return;
	/* Number 0 is each processor's idle task. */
	task = from ? task__known(from) : 0;
	if (task && *count__began(task))
		task->left = count__now(task->timing);
	task = to ? task__known(to) : 0;
	if (task && *count__began(task))
		*count__began(task) += count__now(task->timing) - task->left;
}

#endif
