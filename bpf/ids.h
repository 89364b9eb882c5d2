/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Who has an id, as a task knows it?
 *
 * A PID namespace finds its ids in a tree of the kernel's (include/linux/idr.h, lib/xarray.c) whose leaves are
 * struct pid: nodes of 64 slots each, of which the upper ones are for the upper bits of an id. Where all that is, the
 * seeding program of names.bpf.c says (`id_tree`), so that the programs of signals need not have it looked up in
 * the kernel's types when nobody asks.
 */
#ifndef BEETRACE_IDS_H
#define BEETRACE_IDS_H

#include "about.h"

/* An entry of the tree whose low bits are these is a node and no leaf. */
#define TREE_BITS	3
#define TREE_NODE	2
#define TREE_SHIFT	6		/* bits of an id that a node stands for: include/linux/xarray.h, XA_CHUNK_SHIFT */
#define TREE_DEPTH	6		/* as many nodes as 32 bits need */

/* The innermost PID namespace that a task is in. */
static __always_inline __u64 task__ids(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	struct upid upid = {};
	__u64 level = BPF_CORE_READ(pid, level);

	bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			      level * sizeof(upid));
	return (__u64)upid.ns;
}

/* The struct pid of an id of that namespace; 0: nobody has it. */
static __always_inline __u64 ids__find(__u64 ids, __u32 id)
{
	__u64 entry = kernel__word(ids + id_tree.head), node;
	__u8 shift = 2 * TREE_DEPTH * TREE_SHIFT;

	for (int depth = 0; depth < TREE_DEPTH; depth++) {
		if ((entry & TREE_BITS) != TREE_NODE)
			return 0;
		node = entry - TREE_NODE;
		if (bpf_probe_read_kernel(&shift, sizeof(shift), (void *)(node + id_tree.shift)) || shift > 31)
			return 0;
		/* Ids that are beyond what the topmost node stands for. */
		if (!depth && (__u64)id >> shift >> TREE_SHIFT)
			return 0;
		entry = kernel__word(node + id_tree.slots + 8 * (id >> shift & ((1 << TREE_SHIFT) - 1)));
		if (!shift)
			return entry & TREE_BITS ? 0 : entry;
	}
	return 0;
}

/* The most that is said of one id, with its name. */
#define IDENTITY_SIZE (sizeof(struct bt_named) + BT_COMM_LEN)

/* Says whose that struct pid is, in beetrace's namespace and by which name. Returns whether there is anything to say. */
static __always_inline bool identity__tell(struct bt_named *named, __u64 pid, __s32 number, __u32 flags)
{
	struct upid upid = {};
	__u32 level = pidns_level;
	__u64 task;

	if (!pid || level > BPF_CORE_READ((struct pid *)pid, level))
		return false;
	bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			      level * sizeof(upid));
	if (upid.ns != pidns || !upid.nr)
		return false;
	named->number = number;
	named->flags = flags;
	named->detail = BT_TASK;
	named->len = BT_COMM_LEN;
	named->id = upid.nr;
	__builtin_memset(named + 1, 0, BT_COMM_LEN);
	/* The first one that has the id as its own; none, where it is that of a group or session only. */
	task = kernel__word(pid + bpf_core_field_offset(struct pid, tasks));
	if (task)
		bpf_probe_read_kernel(named + 1, BT_COMM_LEN,
				      (void *)(task - bpf_core_field_offset(struct task_struct, pid_links) +
					       bpf_core_field_offset(struct task_struct, comm)));
	return true;
}

#endif
