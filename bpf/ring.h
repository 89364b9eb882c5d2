/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How do records get into the ring, who is woken for them, and how is counted what does not fit? */
#ifndef BEETRACE_RING_H
#define BEETRACE_RING_H

/* Whether user space waits for a record: then this one wakes it, and no other one does until it waits again. */
static __always_inline bool ring__is_awaited(void)
{
	if (!asleep)
		return false;
	asleep = 0;
	return true;
}

/*
 * An adaptive wakeup costs more than all else together, so user space drains by
 * the clock while it finds something. It is woken once when the ring passes the mark, by the record of task
 * `tid`; and once more when a task goes on filling it up, which then has left the
 * cgroup that is held still, or has not been stopped yet. `used` bytes are in it.
 */
static __always_inline __u64 ring__wakeup_flags_at(__u32 tid, __u64 used)
{
	if (ring__is_awaited())
		return BPF_RB_FORCE_WAKEUP;
	if (!settings.freeze || (counters.full && counters.stray))
		return BPF_RB_NO_WAKEUP;
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

static __always_inline __u64 ring__wakeup_flags(__u32 tid)
{
	return ring__wakeup_flags_at(tid, bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA));
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
	if (ring__is_awaited())
		return BPF_RB_FORCE_WAKEUP;
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

#endif
