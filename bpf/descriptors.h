/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which descriptors and ids does a call have, and what is said of each in its record? */
#ifndef BEETRACE_DESCRIPTORS_H
#define BEETRACE_DESCRIPTORS_H

#define AT_FDCWD	(-100)		/* include/uapi/linux/fcntl.h */
#define SOL_SOCKET	1		/* include/linux/socket.h */
#define SCM_RIGHTS	1
#define SCM_CREDENTIALS	2
/* Descriptors of one call that are looked at. */
#define MOST_DESCRIPTORS 1024

/* include/linux/socket.h, as 64-bit programs have it; descriptors follow. */
struct control_message {
	__u64 len;
	__s32 level;
	__s32 kind;
};

/* Finds the open file of a descriptor of the current task. Returns whether there is one. */
static __always_inline bool namer__open(struct namer *n, __s32 number, bool or_directory)
{
	struct task_struct *current = current__task();
	__u64 table, files, file;

	if (number == AT_FDCWD && or_directory) {
		__u64 fs = (__u64)CURRENT(current, fs);

		n->file = 0;
		n->path.mount = READ_POINTER(fs_struct, fs, pwd.mnt);
		n->path.dentry = READ_POINTER(fs_struct, fs, pwd.dentry);
		n->inode = READ_POINTER(dentry, n->path.dentry, d_inode);
		return n->path.dentry;
	}
	if (number < 0)
		return false;
	files = (__u64)CURRENT(current, files);
	table = READ_POINTER(files_struct, files, fdt);
	if ((__u32)number >= (__u32)READ(fdtable, table, max_fds))
		return false;
	file = ADDRESS_AT(READ_POINTER(fdtable, table, fd) + 8 * (__u64)(__u32)number);
	if (!file)
		return false;
	n->file = file;
	n->path.mount = READ_POINTER(file, file, f_path.mnt);
	n->path.dentry = READ_POINTER(file, file, f_path.dentry);
	n->inode = READ_POINTER(file, file, f_inode);
	return true;
}

/* What has been added for names is a chunk of its own. */
static __always_inline void namer__end_chunk(struct namer *n, struct capture *cap)
{
	__u64 begin = n->chunk, used = cap->used;
	struct bt_chunk *chunk;

	n->chunk = 0;
	if (!begin)
		return;
	barrier_var(begin);
	if (begin > RECORD_SIZE - sizeof(*chunk))
		return;
	chunk = (struct bt_chunk *)(cap->record + begin);
	chunk->len = used - begin - sizeof(*chunk);
	chunk->want = chunk->len;
}

/* The most that is said of one descriptor. */
#define NAMED_SIZE (sizeof(struct bt_named) + sizeof(struct bt_socket) + 128)

/* Where the next descriptor is told; NULL where there is no room. */
static __always_inline struct bt_named *namer__next(struct namer *n, struct capture *cap)
{
	struct bt_chunk *chunk;
	__u64 used;

	if (cap->used + sizeof(*chunk) + NAMED_SIZE > RECORD_SIZE) {
		/* What else is in the record has been searched, or is not found. */
		namer__end_chunk(n, cap);
		capture__flush(cap);
		n->end = 0;
	}
	if (!n->chunk) {
		n->chunk = cap->used;
		chunk = chunk__begin(cap, cap->used, BT_ARG_NAMES, 0);
		if (!chunk)
			return 0;
		chunk->status = BT_OK;
		cap->used += sizeof(*chunk);
	}
	used = cap->used;
	barrier_var(used);
	if (used > RECORD_SIZE - NAMED_SIZE)
		return 0;
	return (struct bt_named *)(cap->record + used);
}

/* Says in the call's record whose that struct pid is, which the caller knows by that number. */
static __always_inline void namer__identity(struct namer *n, struct capture *cap, __u64 pid, __s32 number)
{
	struct bt_named *named = namer__next(n, cap);

	if (named && identity__tell(named, pid, number, n->flags))
		cap->used += IDENTITY_SIZE;
}

/* Says in the call's record who has an id, if somebody does: a number below 0 is that of a group. */
__noinline __u64 namer__id(__u32 which, __s32 number)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u32 id = number < 0 ? -(__u32)number : number;
	__u64 pid;

	/* Of none: the caller itself, and what stands for all. */
	if (!n || !cap || !n->total || !id || number == -1)
		return 0;
	n->total--;
	pid = ids__find(task__ids(current__task()), id);
	if (pid)
		namer__identity(n, cap, pid, id);
	return 0;
}

/* Says in the call's record what a descriptor refers to, if it is one. */
__noinline __u64 namer__descriptor(__u32 which, __s32 number, __u32 or_directory)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_named *named;
	__u32 detail = BT_PLAIN, len = 0;
	__u64 id;

	if (!n || !cap || !n->total)
		return 0;
	n->total--;
	if (!namer__open(n, number, or_directory))
		return 0;
	if (settings.names == BT_DETAILS) {
		detail = namer__detail(n);
		if (n->if_counter && detail != BT_EVENTFD)
			return 0;
	}
	id = namer__find(n, which);
	if (!id)
		return 0;
	named = namer__next(n, cap);
	if (!named)
		return 0;
	named->number = number;
	named->flags = n->flags;
	named->id = id;
	if (settings.names == BT_DETAILS)
		len = detail__tell(n, detail, named + 1);
	named->detail = detail;
	named->len = len;
	cap->used += sizeof(*named) + ((len + 7) & ~7u);
	if (settings.ids && detail == BT_PIDFD)
		namer__identity(n, cap, pidfd__pid(n), 0);
	return 0;
}

/* Says what there is to be said of a number. */
static __always_inline void namer__number(__u32 which, __s32 number, __u32 what)
{
	if (settings.ids && what == BT_ID)
		namer__id(which, number);
	else
		namer__descriptor(which, number, what);
}

/* The number of 4 bytes at that place of the record. */
static __always_inline __s32 record__number(struct capture *cap, __u64 place)
{
	barrier_var(place);
	if (place > RECORD_SIZE)
		return -1;
	return *(__s32 *)(cap->record + place);
}

/* Goes on to the next descriptor of a chunk that ends at `end`, having looked at this one. */
static __always_inline void namer__look(struct namer *n, struct capture *cap, __u32 which, __u64 begin, __u64 end)
{
	__u64 word = n->word, place = begin + word;

	switch (n->where.place) {
	case BT_IN_SET:
		n->word = word + 1;
		if (record__number(cap, begin + (word >> 5) * 4) >> (word & 31) & 1)
			namer__descriptor(which, word, 0);
		break;
	case BT_IN_CONTROL:
		if (n->left >= 4) {
			n->left -= 4;
			n->word = word + 4;
			/* Of credentials only the first is an id. The next message is aligned. */
			if (n->left < 4 || n->where.what == BT_ID) {
				n->word = (word + 4 + n->left + 7) & ~7ULL;
				n->left = 0;
			}
			namer__number(which, record__number(cap, place), n->where.what);
			break;
		}
		n->left = (__u32)record__number(cap, place);
		if (n->left < sizeof(struct control_message) || place + n->left > end) {
			n->word = ~0U;
			break;
		}
		n->left -= sizeof(struct control_message);
		n->word = word + sizeof(struct control_message);
		if (record__number(cap, place + 8) != SOL_SOCKET || record__number(cap, place + 12) != (n->where.what == BT_ID ? SCM_CREDENTIALS : SCM_RIGHTS) ||
		    n->left < 4) {
			n->word = (n->word + n->left + 7) & ~7ULL;
			n->left = 0;
		}
		break;
	default:
		n->word = n->where.stride ? word + n->where.stride : ~0U;
		namer__number(which, record__number(cap, place), n->where.what);
		break;
	}
}

/* Looks at the next place in the record where a descriptor may be. Returns whether there are more. */
__noinline __u64 namer__next_place(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	struct bt_chunk *chunk;
	__u64 from, begin, end, units;

	if (!n || !cap || !n->total)
		return 0;
	from = n->from;
	if (from + sizeof(*chunk) > n->end)
		return 0;
	barrier_var(from);
	if (from > RECORD_SIZE - sizeof(*chunk))
		return 0;
	chunk = (struct bt_chunk *)(cap->record + from);
	begin = from + sizeof(*chunk);
	end = begin + chunk->len;
	units = n->where.place == BT_IN_SET ? 8 * (__u64)chunk->len : chunk->len;
	if (chunk->arg != n->where.arg || chunk->part != n->where.part || chunk->status == BT_FAULT ||
	    n->word + (n->where.place == BT_IN_SET ? 1 : 4) > units) {
		/* An array that is in several pieces: what of its element is in the next one. */
		if (chunk->more && n->word >= units && n->word != ~0U)
			n->word -= units;
		else
			n->word = n->where.offset;
		n->left = 0;
		n->from = begin + ((chunk->len + 7) & ~7u);
		return 1;
	}
	namer__look(n, cap, which, begin, end);
	return 1;
}

STEPS(namer__next_places, namer__next_place, ROUNDS)

/* Looks at the descriptors that are at one of the plan's places in the record. */
__noinline __u64 namer__search(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);

	if (!n)
		return 0;
	n->from = capture__head_size();
	n->word = n->where.offset;
	n->left = 0;
	REPEAT(2 * ROUNDS)
		if (!namer__next_places(which))
			break;
	return 0;
}

/* Where a call's plan is in `plans`. */
static __always_inline __u32 plan__place_of(struct plan_name *name)
{
	struct bt_subplan_key key = { .nr = name->nr, .value = name->value };
	__u32 *place = name->by_value ? bpf_map_lookup_elem(&subplans, &key) : 0;

	return place ? *place : plan__place(name->nr, name->abi);
}

/* Where the descriptors of a call are, by the place of its plan. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bt_wheres);
} wheres SEC(".maps");

/* Looks at the descriptors of some of the plan's places. */
static __always_inline void names__at(__u32 which, struct namer *n, struct capture *cap, const struct bt_where *places,
				      __u32 count)
{
	__u64 *args = ((struct bt_call *)cap->record)->args;

	REPEAT(BT_MAX_WHERES) {
		const struct bt_where *where = &places[i];

		if (i >= count)
			break;
		switch (where->place) {
		case BT_IN_ARG:
			namer__number(which, args[where->arg & 7], where->what);
			break;
		case BT_IN_RESULT:
			/* What is no error, though below 0, is a group's. */
			if (cap->ret >= 0 || (where->what == BT_ID && cap->ret < -MAX_ERRNO))
				namer__number(which, cap->ret, where->what);
			break;
		default:
			n->where = *where;
			namer__search(which);
			break;
		}
	}
}

static __always_inline struct namer *names__begin(__u32 which, struct capture *cap, __u32 flags)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);

	if (!n)
		return 0;
	n->total = MOST_DESCRIPTORS;
	n->end = cap->used;
	n->chunk = 0;
	n->flags = flags;
	n->if_counter = 0;
	return n;
}

/* Says in the record of a call that begins what its descriptors refer to. */
static __always_inline void names__of_entry(__u32 which, struct capture *cap, struct bt_plan *plan)
{
	struct namer *n = names__begin(which, cap, BT_AS_ENTERED);
	__u32 place = plan__place_of(&cap->plan);
	struct bt_wheres *all = bpf_map_lookup_elem(&wheres, &place);

	if (!n || !all)
		return;
	n->if_counter = plan->names & BT_NAMES_IF_COUNTER;
	names__at(which, n, cap, all->enter, all->enter_count);
	namer__end_chunk(n, cap);
}

/* The same of one that has returned. */
static __always_inline void names__of_return(__u32 which, struct capture *cap)
{
	struct bt_header *head = (struct bt_header *)cap->record;
	struct namer *n = names__begin(which, cap, 0);
	__u32 place = plan__place_of(&cap->plan);
	struct bt_wheres *all = bpf_map_lookup_elem(&wheres, &place);
	struct bt_task *task;

	if (!n || !all)
		return;
	names__at(which, n, cap, all->exit, all->exit_count);
	/* And what an entry would have told, if there had been one: seccomp has refused the call. */
	if (head->flags & BT_REREAD && !(head->flags & BT_ENTERED)) {
		task = task__known(bpf_get_current_pid_tgid());
		if (task && !(task->was & BT_UNSENT)) {
			n->flags = BT_AS_ENTERED;
			names__at(which, n, cap, all->enter, all->enter_count);
		}
	}
	namer__end_chunk(n, cap);
}

#endif
