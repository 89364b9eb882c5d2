// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Which programs say what a call's descriptors refer to?
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
#include "calls.h"
#include "names.h"
#include "descriptors.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

static __always_inline int names__told(void)
{
	struct left left;

	if (!call__left(&left))
		return 0;
	names__read(left.task, left.cap);
	return call__complete(left.task, left.cap, left.plan);
}

SEC("tp_btf/sys_enter")
int names_at_entry(void *ctx)
{
	return names__told();
}

SEC("tp_btf/sys_exit")
int names_at_exit(void *ctx)
{
	return names__told();
}

SEC("tp")
int names_by_perf(void *ctx)
{
	return names__told();
}

/* Finds the root directory of the reader of the iterator, beetrace. */
SEC("iter/task")
int seed_root(struct bpf_iter__task *ctx)
{
	__u64 fs;

	if (!root.dentry) {
		fs = (__u64)CURRENT(current__task(), fs);
		root.mount = READ_POINTER(fs_struct, fs, root.mnt);
		root.dentry = READ_POINTER(fs_struct, fs, root.dentry);
	}
	return 0;
}
