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

/* A call begins that is to be counted. */
static __always_inline void count__begin(struct bt_task *task)
{
	task->began = bpf_ktime_get_ns();
}

/* It has returned. One that seccomp has refused never began, and took no time. */
static __always_inline void count__add(struct bt_task *task, __u32 nr, __u32 abi, __s64 ret, enum turn turn)
{
	__u64 end = bpf_ktime_get_ns(), began = task->began, time;
	struct bt_count *count = count__of(nr, abi, turn);
	/* A 32-bit program has results of 32 bits. */
	__s64 error = abi & BT_COMPAT ? (__s32)ret : ret;

	task->began = 0;
	if (!count) {
		call__count_lost(task);
		return;
	}
	time = began ? end - began : 0;
	time = time > settings.overhead ? time - settings.overhead : 0;
	if (!count->calls) {
		count->first = end;
		count->min = time;
	}
	count->calls++;
	/* From -4095 on: the kernel's own reasons to begin a call again, too. */
	count->errors += (__u64)error >= (__u64)-4095;
	count->time += time;
	if (time < count->min)
		count->min = time;
	if (time > count->max)
		count->max = time;
}

/* A task leaves this processor, another one gets it: what passes in between is not processor time of the first. */
static __always_inline void count__switch(__u32 from, __u32 to)
{
	struct bt_task *task = task__known(from);

	if (task)
		task->left = bpf_ktime_get_ns();
	task = task__known(to);
	if (task && task->began)
		task->began += bpf_ktime_get_ns() - task->left;
}

#endif
