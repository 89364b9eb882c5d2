/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Who is traced, and which calls pass? */
#ifndef BEETRACE_FILTER_H
#define BEETRACE_FILTER_H

/*
 * Where the plan of a call is, by its number; the unknown ones of an ABI share the
 * last one. `abi`: flags of a record.
 */
static __always_inline __u32 plan__place(__u32 nr, __u32 abi)
{
	_Static_assert(BT_COMPAT >> 1 == BT_ABI_COMPAT && BT_X32 >> 1 == BT_ABI_X32, "the bits are no numbers of ABIs");

	nr &= ~((abi & BT_X32) << 28);
	if (nr >= BT_PLANS)
		nr = BT_PLANS - 1;
	return nr + ((abi & (BT_COMPAT | BT_X32)) >> 1) * BT_PLANS;
}

/* That plan. */
static __always_inline struct bt_plan *plan__find(__u32 nr, __u32 abi)
{
	__u32 place = plan__place(nr, abi);

	return bpf_map_lookup_elem(&plans, &place);
}

/* args[nth]: an array on the stack takes no variable index. */
static __always_inline __u64 arg__nth(const __u64 *args, __u8 nth)
{
	switch (nth) {
	case 0: return args[0];
	case 1: return args[1];
	case 2: return args[2];
	case 3: return args[3];
	case 4: return args[4];
	default: return args[5];
	}
}

/* The plan that this value of the deciding argument selects, or the call's own. */
static __always_inline struct bt_plan *plan__by_value(struct bt_plan *plan, __u32 nr, __u32 value)
{
	struct bt_subplan_key key = { .nr = nr, .value = value };
	__u32 *place = bpf_map_lookup_elem(&subplans, &key);
	struct bt_plan *other = place ? bpf_map_lookup_elem(&plans, place) : 0;

	return other ?: plan;
}

/* The plan of that name. */
static __always_inline struct bt_plan *plan__named(struct plan_name *name)
{
	struct bt_plan *plan = plan__find(name->nr, name->abi);

	return plan && name->by_value ? plan__by_value(plan, name->nr, name->value) : plan;
}

/* Which of the two programs at a tracepoint asks: beetrace.bpf.c says why there are two. */
enum turn { PERF, PLAIN };

/* Whether this event of the task has been seen already. */
static __always_inline bool task__seen(struct bt_task *task, enum turn turn, enum bt_seen event)
{
	bool seen;

	if (!settings.twice)
		return false;
	if (turn == PERF) {
		task->seen = event;
		return false;
	}
	seen = task->seen == event;
	task->seen = 0;
	return seen;
}

/*
 * A task's id in beetrace's PID namespace: every namespace that a task is in,
 * from the outermost on, has a number for it in struct pid; ours is at our depth.
 * 0 when the task is not in our namespace.
 */
static __always_inline __u32 task__id(struct task_struct *task)
{
	struct upid upid = {};
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	__u32 level = pidns_level;

	if (level > BPF_CORE_READ(pid, level))
		return 0;
	bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			      level * sizeof(upid));
	return upid.ns == pidns ? upid.nr : 0;
}

/*
 * Who is traced? Who has an entry in `tasks`: what is asked of that map and done to
 * it is here, and nowhere else. Who gets an entry, the scope says; another answer to
 * that is another enum bt_scope, and a case in the next two functions.
 */

/* Whether a new task runs inside the kernel only, such as those that io_uring makes for a program. */
static __always_inline bool task__is_kernels(struct task_struct *task)
{
	__u32 flags = BPF_CORE_READ(task, flags), kernels = PF_KTHREAD | PF_IO_WORKER;

	if (bpf_core_field_exists(struct kernel_clone_args, user_worker))
		kernels |= PF_USER_WORKER;
	return flags & kernels;
}

/* Whether a task that a traced one makes is traced, too. */
static __always_inline bool scope__takes_child(struct task_struct *child)
{
	return settings.scope == BT_SCOPE_DESCENDANTS && !task__is_kernels(child);
}

/* Whether the task makes no more calls; the program that sees its end may have run. */
static __always_inline bool task__is_exiting(struct task_struct *task)
{
	return BPF_CORE_READ(task, flags) & PF_EXITING;
}

/* Whether a task that is there when tracing begins is traced, and with which first bt_task.flags. */
static __always_inline bool scope__takes(struct task_struct *task, __u32 *first)
{
	__u32 id = task__id(task), *flags = bpf_map_lookup_elem(&wanted, &id);

	if (!flags && settings.scope == BT_SCOPE_DESCENDANTS) {
		id = task__id(BPF_CORE_READ(task, group_leader));
		flags = bpf_map_lookup_elem(&wanted, &id);
	}
	if (!flags || task__is_kernels(task))
		return false;
	*first = *flags;
	return true;
}

/* What is known of the task of that id, the kernel's own, if it is traced. Its birth is for the caller to compare. */
static __always_inline struct bt_task *task__known(__u32 tid)
{
	return bpf_map_lookup_elem(&tasks, &tid);
}

/* What is known of the current task, if it is traced. */
static __always_inline struct bt_task *task__of(struct task_struct *current)
{
	struct bt_task *task = task__known(CURRENT(current, pid));

	/* An id that is used again: no program saw the end of the task that had it before. */
	if (task && task->birth != CURRENT(current, start_time))
		return 0;
	return task;
}

/*
 * From here on the task is traced, unless it is already, or there are too many. `new` has what is known of it, but for
 * ids and birth.
 */
static __always_inline bool task__admit(struct task_struct *task, struct bt_task *new)
{
	__u32 tid = BPF_CORE_READ(task, pid);
	struct bt_task *known;

	new->tid = task__id(task);
	new->tgid = task__id(BPF_CORE_READ(task, group_leader));
	new->birth = BPF_CORE_READ(task, start_time);
	if (!bpf_map_update_elem(&tasks, &tid, new, BPF_NOEXIST)) {
		__sync_fetch_and_add(&counters.live_tasks, 1);
		return true;
	}
	/* Both the program that sees it made and the one that walks the tasks can find it, in any order. */
	known = task__known(tid);
	if (known && known->birth == new->birth)
		return false;
	if (bpf_map_update_elem(&tasks, &tid, new, BPF_EXIST)) {
		__sync_fetch_and_add(&counters.lost_tasks, 1);
		return false;
	}
	return true;
}

/* A thread that execs has the leader's id from here on. What is known of it there; NULL if there are too many. */
static __always_inline struct bt_task *task__becomes_leader(struct bt_task *task, __u32 old_tid,
							    struct task_struct *current)
{
	__u32 tid = CURRENT(current, pid);
	struct bt_task moved = *task;

	moved.tid = moved.tgid;
	moved.birth = CURRENT(current, start_time);
	/* First out, then in: the map may be full. */
	bpf_map_delete_elem(&tasks, &old_tid);
	bpf_map_update_elem(&tasks, &tid, &moved, BPF_ANY);
	task = task__known(tid);
	if (!task) {
		__sync_fetch_and_add(&counters.lost_tasks, 1);
		__sync_fetch_and_add(&counters.live_tasks, -1);
	}
	return task;
}

/* The task is gone. Two that say so at a time are heard once. */
static __always_inline void task__forget(__u32 tid)
{
	if (!bpf_map_delete_elem(&tasks, &tid))
		__sync_fetch_and_add(&counters.live_tasks, -1);
}

#endif
