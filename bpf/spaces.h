/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which namespaces is a task in? */
#ifndef BEETRACE_SPACES_H
#define BEETRACE_SPACES_H

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct ns_common {
	unsigned int inum;
};

struct uts_namespace {
	struct ns_common ns;
};

struct ipc_namespace {
	struct ns_common ns;
};

struct mnt_namespace {
	struct ns_common ns;
};

struct pid_namespace {
	struct ns_common ns;
};

struct net {
	struct ns_common ns;
};

struct time_namespace {
	struct ns_common ns;
};

struct cgroup_namespace {
	struct ns_common ns;
};

struct user_namespace {
	struct ns_common ns;
};

struct nsproxy {
	struct uts_namespace *uts_ns;
	struct ipc_namespace *ipc_ns;
	struct mnt_namespace *mnt_ns;
	struct net *net_ns;
	struct time_namespace *time_ns;
	struct cgroup_namespace *cgroup_ns;
};

struct cred {
	struct user_namespace *user_ns;
};

#pragma clang attribute pop

/* Their ids, as the links in /proc/PID/ns have them. */
static __always_inline void spaces__read(__u32 *ids, struct task_struct *task)
{
	struct nsproxy *proxy = BPF_CORE_READ(task, nsproxy);
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	struct upid upid = {};

	/* The innermost of those that it has an id in. */
	bpf_probe_read_kernel(&upid, sizeof(upid), (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			      BPF_CORE_READ(pid, level) * sizeof(upid));
	ids[BT_SPACE_CGROUP] = BPF_CORE_READ(proxy, cgroup_ns, ns.inum);
	ids[BT_SPACE_IPC] = BPF_CORE_READ(proxy, ipc_ns, ns.inum);
	ids[BT_SPACE_MNT] = BPF_CORE_READ(proxy, mnt_ns, ns.inum);
	ids[BT_SPACE_NET] = BPF_CORE_READ(proxy, net_ns, ns.inum);
	ids[BT_SPACE_PID] = BPF_CORE_READ((struct pid_namespace *)upid.ns, ns.inum);
	ids[BT_SPACE_TIME] = BPF_CORE_READ(proxy, time_ns, ns.inum);
	ids[BT_SPACE_USER] = BPF_CORE_READ(task, real_cred, user_ns, ns.inum);
	ids[BT_SPACE_UTS] = BPF_CORE_READ(proxy, uts_ns, ns.inum);
}

/* Tells which namespaces a call of `task`, the current one, has brought `whom` into. */
static __always_inline void spaces__send(struct bt_task *task, struct task_struct *whom)
{
	struct bt_spaces *record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);

	if (!record) {
		event__count_lost();
		return;
	}
	head__fill(&record->head, task, BT_SPACES, 0);
	spaces__read(record->ids, whom);
	task__reported(task, record->head.lost);
	bpf_ringbuf_submit(record, ring__wakeup_flags(task->tid));
}

#endif
