// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Which programs say what a call's descriptors refer to, and who has the ids in it?
 *
 * An object of its own, loaded only where names are asked for: for the types that it reads,
 * libbpf goes through all of the kernel's once more. It shares the maps of
 * beetrace.bpf.c, whose programs leave calls for these by a tail call.
 */
#include "kernel.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include "wire.h"
#include "maps.h"
#include "current.h"
#include "abi.h"
#include "filter.h"
#include "capture.h"
#include "count.h"
#include "about.h"
#include "calls.h"
#include "goes_on.h"
#include "ids.h"
#include "names.h"
#include "details.h"
#include "descriptors.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* Says what the descriptors of the call in that scratch refer to, and sends the record. */
static __always_inline int names__told(__u32 which)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_header *head;
	struct bt_task *task;
	struct left left;
	int sent;

	if (!cap)
		return 0;
	head = (struct bt_header *)cap->record;
	if (head->kind != BT_CALL) {
		if (!call__left(&left))
			return 0;
		names__of_entry(which, cap, left.plan);
		return call__complete(left.task, left.cap, left.plan);
	}
	names__of_return(which, cap);
	/* For most calls that is all: looking a task up costs as much as climbing to a name. */
	sent = capture__send(cap, cap->wakeup);
	if (sent && !head->lost)
		return 0;
	task = task__known(bpf_get_current_pid_tgid());
	if (task && sent)
		task__reported(task, head->lost);
	else if (task)
		call__count_lost(task);
	return 0;
}

SEC("tp_btf/sys_enter")
int names_at_entry(void *ctx)
{
	return names__told(SCRATCH_ENTER);
}

SEC("tp_btf/sys_exit")
int names_at_exit(void *ctx)
{
	return names__told(SCRATCH_EXIT);
}

SEC("tp")
int names_by_perf(void *ctx)
{
	struct bt_task *task = task__known(bpf_get_current_pid_tgid());

	return task ? names__told(task->scratch) : 0;
}

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct xarray {
	void *xa_head;
};

struct idr {
	struct xarray idr_rt;
};

struct pid_namespace {
	struct idr idr;
};

struct xa_node {
	unsigned char shift;
	void *slots[1];
};

#pragma clang attribute pop

/* Finds out where what of a file is, for the programs of about.h. */
static __always_inline void fields__find(void)
{
	fields.files_table = bpf_core_field_offset(struct files_struct, fdt);
	fields.table_size = bpf_core_field_offset(struct fdtable, max_fds);
	fields.table_files = bpf_core_field_offset(struct fdtable, fd);
	fields.file_mount = bpf_core_field_offset(struct file, f_path.mnt);
	fields.file_dentry = bpf_core_field_offset(struct file, f_path.dentry);
	fields.mount_root = bpf_core_field_offset(struct vfsmount, mnt_root);
	fields.dentry_parent = bpf_core_field_offset(struct dentry, d_parent);
	fields.dentry_len = bpf_core_field_offset(struct dentry, d_name.len);
	fields.dentry_name = bpf_core_field_offset(struct dentry, d_name.name);
}

/* Finds the root directory of the reader of the iterator, beetrace, and where ids are. */
SEC("iter/task")
int seed_root(struct bpf_iter__task *ctx)
{
	__u64 fs;

	if (settings.ids) {
		id_tree.head = bpf_core_field_offset(struct pid_namespace, idr.idr_rt.xa_head);
		id_tree.shift = bpf_core_field_offset(struct xa_node, shift);
		id_tree.slots = bpf_core_field_offset(struct xa_node, slots);
	}
	if (!root.dentry) {
		fs = (__u64)CURRENT(current__task(), fs);
		root.mount = READ_POINTER(fs_struct, fs, root.mnt);
		root.dentry = READ_POINTER(fs_struct, fs, root.dentry);
		fields__find();
	}
	return 0;
}
