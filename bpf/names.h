/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What is a file called?
 *
 * namer__path() finds that out: set n->path.mount and n->path.dentry (a struct path, as a
 * struct file or a struct mm_struct's exe_file has it) and n->inode of a namer, and it leaves
 * the id by which records may call it, having told user space what that stands for when
 * the last record that did so is another one's. 0: it could not be told.
 *
 * As the link in /proc/PID/fd has it, a name is the way over dentries and mount points up to
 * the root that beetrace has, or to where it ends. The way is short to walk and long to
 * copy, so it is walked for a fingerprint of all that the name follows from: which dentries they are,
 * what each is called (by the hash that the kernel keeps), what is above it, where mounts
 * are. Nothing that is renamed, moved or deleted keeps its own; and there is nothing to count or to
 * watch, for which the kernel has no place that a program may read.
 *
 * From 6.2 on (bpf_rdonly_cast()) each step is some plain loads, a nanosecond or two; before,
 * it is a call of a helper for each.
 */
#ifndef BEETRACE_NAMES_H
#define BEETRACE_NAMES_H

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct inode;
struct dentry;
struct super_block;

struct hlist_bl_node {
	struct hlist_bl_node *next, **pprev;
};

struct qstr {
	union {
		struct {
			__u32 hash;
			__u32 len;
		};
		__u64 hash_len;
	};
	const unsigned char *name;
};

struct dentry_operations {
	void *d_dname;
};

struct dentry {
	struct hlist_bl_node d_hash;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	const struct dentry_operations *d_op;
};

struct super_block {
	__u32 s_dev;
	unsigned long s_magic;
};

struct inode {
	__u16 i_mode;
	__u32 i_rdev;
	unsigned long i_ino;
	struct super_block *i_sb;
	void *i_private;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct mount {
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	void *private_data;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct fs_struct {
	struct path root;
	struct path pwd;
};

/* A namespace, which the inode of its file knows, and what its kind is called. */
struct ns_common {
	const struct proc_ns_operations *ops;
};

struct proc_ns_operations {
	const char *name;
};

/* A type that begins with a number of 64 bits. */
struct timespec64 {
	__s64 tv_sec;
};

#pragma clang attribute pop

/* include/uapi/linux/magic.h */
#define ANON_INODE_FS_MAGIC	0x09041934
#define DMA_BUF_MAGIC		0x444d4142
#define NSFS_MAGIC		0x6e736673
#define PID_FS_MAGIC		0x50494446
#define PIPEFS_MAGIC		0x50495045
#define SOCKFS_MAGIC		0x534f434b

extern void *bpf_rdonly_cast(const void *pointer, __u32 type) __ksym __weak;

/* A number in a field of what is at an address that the kernel has for a struct of that type. */
#define READ(type, address, ...) ({								\
	__u64 at__ = (__u64)(address);								\
												\
	bpf_ksym_exists(bpf_rdonly_cast) ?							\
		(__u64)((struct type *)bpf_rdonly_cast((void *)at__,				\
						       bpf_core_type_id_kernel(struct type)))->__VA_ARGS__ : \
		(__u64)BPF_CORE_READ((struct type *)at__, __VA_ARGS__);				\
})

/*
 * A pointer in a field. It is read as the number that it is: to the verifier, pointers
 * are nothing to reckon with, and each is something else than the next.
 */
#define READ_POINTER(type, address, field) ADDRESS_AT((__u64)(address) + bpf_core_field_offset(struct type, field))

/* The pointer at an address. */
#define ADDRESS_AT(address) READ(timespec64, address, tv_sec)

/* A way on which a name is found, and where on it we are. */
struct way {
	__u64 mount;			/* struct vfsmount */
	__u64 dentry;
};

/* What a name is found with, for each program: as the scratch. */
struct namer {
	struct way path;		/* of the file, */
	__u64 inode;
	__u64 file;			/* struct file, if it is one's */
	struct way at;			/* of the climb */
	__u64 mixed;			/* the fingerprint, as far as we are */
	__u64 end;			/* bytes of the call's record before what is added for names, */
	__u64 chunk;			/* where the chunk for them begins, 0: there is none, */
	__u64 from;			/* and where the chunk is that is searched for descriptors, */
	__u64 word;			/* what of it is next, */
	__u64 left;			/* bytes of a control message that are left, */
	__u64 total;			/* and how many more descriptors of the call may be looked at */
	struct bt_where where;
	__u32 nth;
	__u32 flags;			/* enum bt_named_flag */
	__u64 if_counter;		/* only those of counters are told */
	/* What is sent. */
	struct bt_name name;
	__u8 bytes[2 * BT_PATH];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, SCRATCHES);
	__type(key, __u32);
	__type(value, struct namer);
} namers SEC(".maps");

/* The ids that user space was told last, one for each slot. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, BT_NAME_SLOTS);
	__type(key, __u32);
	__type(value, __u64);
} told_names SEC(".maps");

/* Where names begin: beetrace's root directory, which the seeding program finds. */
struct way root SEC(".data.names") = {};

#define LONGEST_COMPONENT 255

/* The number, mixed into a fingerprint. The constants are those of splitmix64. */
static __always_inline __u64 mix(__u64 mixed, __u64 number)
{
	mixed = (mixed ^ number) * 0xbf58476d1ce4e5b9ULL;
	return mixed ^ mixed >> 29;
}

/* The id of a way that was mixed: never 0. */
static __always_inline __u64 mix__end(__u64 mixed)
{
	mixed *= 0x94d049bb133111ebULL;
	return (mixed ^ mixed >> 32) | 1ULL << 63;
}

/* struct mount of a struct vfsmount. */
static __always_inline __u64 mount__of(__u64 mount)
{
	return mount - bpf_core_field_offset(struct mount, mnt);
}

/* One step of a climb, in registers. */
struct step {
	struct way at;
	__u64 top;			/* the root of the mount */
	__u64 mixed;
	bool crossed;			/* it led over a mount point: what it left has no name */
};

/* Goes a step up. Returns whether there was one to go. */
static __always_inline bool step__up(struct step *step)
{
	__u64 dentry = step->at.dentry, mount = step->at.mount, parent;

	if (dentry == root.dentry && mount == root.mount)
		return false;
	parent = READ_POINTER(dentry, dentry, d_parent);
	if (dentry == step->top || parent == dentry) {
		__u64 child = mount__of(mount), up = READ_POINTER(mount, child, mnt_parent);

		/* The root of all mounts; or a dentry that is in no directory. */
		if (dentry != step->top || up == child)
			return false;
		step->mixed = mix(step->mixed, child);
		step->at.dentry = READ_POINTER(mount, child, mnt_mountpoint);
		step->at.mount = up + bpf_core_field_offset(struct mount, mnt);
		step->top = READ_POINTER(vfsmount, step->at.mount, mnt_root);
		step->crossed = true;
		return true;
	}
	step->mixed = mix(mix(step->mixed, dentry), READ(dentry, dentry, d_name.hash_len));
	step->at.dentry = parent;
	step->crossed = false;
	return true;
}

/* Climbs some steps. Returns whether there may be more. */
static __always_inline bool step__climb(struct step *step, __u64 steps)
{
	REPEAT(steps)
		if (!step__up(step))
			return false;
	return true;
}

/* The same where they are many. */
__noinline __u64 namer__climb(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);
	struct step step = {};
	bool more;

	if (!n)
		return 0;
	step.at = n->at;
	step.mixed = n->mixed;
	step.top = READ_POINTER(vfsmount, step.at.mount, mnt_root);
	more = step__climb(&step, ROUNDS);
	n->at = step.at;
	n->mixed = step.mixed;
	return more;
}

/* Begins a climb with what the name follows from beside the way. Returns whether the file is deleted. */
static __always_inline bool namer__begin(struct namer *n)
{
	__u64 dentry = n->path.dentry, parent = READ_POINTER(dentry, dentry, d_parent);
	bool deleted = parent != dentry && !READ_POINTER(dentry, dentry, d_hash.pprev);

	n->at = n->path;
	n->mixed = mix(mix(mix(deleted, dentry), n->inode), READ(inode, n->inode, i_ino));
	/* Of one that is in no directory the way tells nothing. */
	n->mixed = mix(n->mixed, READ(dentry, dentry, d_name.hash_len));
	return deleted;
}

/* Goes a step up and copies what it left behind the bytes that there are. Returns whether there may be more. */
static __always_inline __u64 namer__copy_step(struct namer *n)
{
	struct step step = {};
	__u64 dentry, used, len;

	dentry = n->at.dentry;
	step.at = n->at;
	step.mixed = n->mixed;
	step.top = READ_POINTER(vfsmount, step.at.mount, mnt_root);
	if (!step__up(&step))
		return 0;
	n->at = step.at;
	n->mixed = step.mixed;
	if (step.crossed)
		return 1;
	used = n->name.file.len;
	if (used >= BT_PATH) {
		n->name.file.flags |= BT_FILE_CUT;
		return 1;
	}
	len = READ(dentry, dentry, d_name.len);
	barrier_var(len);
	len &= LONGEST_COMPONENT;
	barrier_var(used);
	used &= BT_PATH - 1;
	if (len && bpf_probe_read_kernel(n->bytes + used, len, (void *)READ_POINTER(dentry, dentry, d_name.name)))
		return 0;
	used += len;
	n->bytes[used] = '/';
	n->name.file.len = used + 1;
	return 1;
}

/* Not a function for each step: calls of functions are no more than 8 deep. */
__noinline __u64 namer__copy_steps(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);

	if (!n)
		return 0;
	REPEAT(ROUNDS)
		if (!namer__copy_step(n))
			return 0;
	return 1;
}

/* How the name is told of a file that is in no directory (fs/d_path.c: d_path()). */
static __always_inline __u32 namer__form(struct namer *n)
{
	__u64 dentry = n->path.dentry, operations;

	if (READ_POINTER(dentry, dentry, d_parent) != dentry || READ_POINTER(vfsmount, n->path.mount, mnt_root) == dentry)
		return BT_NAME_UPWARDS;
	operations = READ_POINTER(dentry, dentry, d_op);
	if (!operations || !READ_POINTER(dentry_operations, operations, d_dname))
		return BT_NAME_UPWARDS;
	switch (READ(super_block, READ_POINTER(inode, n->inode, i_sb), s_magic)) {
	case SOCKFS_MAGIC:
		return BT_NAME_SOCKET;
	case PIPEFS_MAGIC:
		return BT_NAME_PIPE;
	case ANON_INODE_FS_MAGIC:
		return BT_NAME_ANON;
	case NSFS_MAGIC:
		return BT_NAME_SPACE;
	case PID_FS_MAGIC:
		return BT_NAME_PIDFD;
	case DMA_BUF_MAGIC:
		return BT_NAME_DMABUF;
	default:
		return BT_NAME_PLAIN;
	}
}

/* Tells user space what the name is; the id, or 0 if that was lost. */
__noinline __u64 namer__tell(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);
	__u64 dentry, size, id, name, *slot;
	struct bt_file *file;
	__u32 place;
	long got;

	if (!n)
		return 0;
	file = &n->name.file;
	__builtin_memset(&n->name, 0, sizeof(n->name));
	n->name.head.kind = BT_NAME;
	file->inode = READ(inode, n->inode, i_ino);
	file->mode = READ(inode, n->inode, i_mode);
	file->special = READ(inode, n->inode, i_rdev);
	file->device = READ(super_block, READ_POINTER(inode, n->inode, i_sb), s_dev);
	if (namer__begin(n))
		file->flags = BT_FILE_DELETED;
	file->form = namer__form(n);
	if (file->form == BT_NAME_UPWARDS) {
		REPEAT(2 * ROUNDS)
			if (!namer__copy_steps(which))
				break;
	} else {
		dentry = n->path.dentry;
		if (file->form == BT_NAME_SPACE)
			name = READ_POINTER(proc_ns_operations,
					    READ_POINTER(ns_common, READ_POINTER(inode, n->inode, i_private), ops),
					    name);
		else
			name = READ_POINTER(dentry, dentry, d_name.name);
		got = bpf_probe_read_kernel_str(n->bytes, LONGEST_COMPONENT, (void *)name);
		file->len = got > 0 ? got - 1 : 0;
	}
	id = mix__end(n->mixed);
	n->name.id = id;
	size = file->len;
	barrier_var(size);
	size &= 2 * BT_PATH - 1;
	if (bpf_ringbuf_output(&ring, &n->name, sizeof(n->name) + size, BPF_RB_NO_WAKEUP)) {
		event__count_lost();
		return 0;
	}
	place = id & (BT_NAME_SLOTS - 1);
	slot = bpf_map_lookup_elem(&told_names, &place);
	if (slot)
		*slot = id;
	return id;
}

/* Steps to most files. */
#define MOST_CLIMBS 12

/* The id of what the namer's path leads to. */
static __always_inline __u64 namer__find(struct namer *n, __u32 which)
{
	struct step step = {};
	__u64 id, *slot;
	__u32 place;
	bool more;

	namer__begin(n);
	step.at = n->at;
	step.mixed = n->mixed;
	step.top = READ_POINTER(vfsmount, step.at.mount, mnt_root);
	more = step__climb(&step, MOST_CLIMBS);
	if (more) {
		n->at = step.at;
		n->mixed = step.mixed;
		REPEAT(2 * ROUNDS)
			if (!namer__climb(which))
				break;
		step.mixed = n->mixed;
	}
	id = mix__end(step.mixed);
	place = id & (BT_NAME_SLOTS - 1);
	slot = bpf_map_lookup_elem(&told_names, &place);
	if (slot && *slot == id)
		return id;
	return namer__tell(which);
}

/* The same, for others who have a path. */
__noinline __u64 namer__path(__u32 which)
{
	struct namer *n = bpf_map_lookup_elem(&namers, &which);

	return n ? namer__find(n, which) : 0;
}

#endif
