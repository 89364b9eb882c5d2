/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Can a call be about something that is asked for (-P, --trace-fds)?
 *
 * What is left out here costs no record. User space has the last word on the others: it compares whole
 * paths, and looks through what calls wait for. Here a file is known by the last component of its name
 * and a path by its end, which tell nearly all others apart and need no walk.
 *
 * Kernel structs are read where the seeding program of names.bpf.c has found their fields: to name
 * their types here would cost every start what libbpf needs to look for them.
 */
#ifndef BEETRACE_ABOUT_H
#define BEETRACE_ABOUT_H

/* The number at an address in the kernel's memory; 0 if there is none. */
static __always_inline __u64 kernel__word(__u64 address)
{
	__u64 word = 0;

	bpf_probe_read_kernel(&word, sizeof(word), (void *)address);
	return word;
}

/* The current task's struct files_struct: as a number, to which the verifier lets others be added. */
static __always_inline __u64 files__address(void)
{
	__u64 files = 0;

	bpf_probe_read_kernel(&files, sizeof(files),
			      (void *)current__task() + bpf_core_field_offset(struct task_struct, files));
	return files;
}

/* Bytes at the end of a text by which it is known. */
#define END sizeof(__u64)

/* Whether some text of that length is asked for. */
static __always_inline bool asked__has_length(const volatile struct bt_asked *texts, __u64 len)
{
	REPEAT(BT_ASKED) {
		if (i >= settings.asked)
			break;
		if (texts[i].len == len)
			return true;
	}
	return false;
}

/* The same of a text that ends so. */
static __always_inline bool asked__has(const volatile struct bt_asked *texts, __u64 len, __u64 end)
{
	REPEAT(BT_ASKED) {
		if (i >= settings.asked)
			break;
		if (texts[i].len == len && texts[i].end == end)
			return true;
	}
	return false;
}

/* Whether a descriptor of that number is asked for. */
static __always_inline bool about__number(__u32 number)
{
	__u64 word = number >> 6;

	if (number >= BT_ASKED_NUMBERS)
		return settings.asked_beyond;
	barrier_var(word);
	return asked_numbers[word & (BT_ASKED_NUMBERS / 64 - 1)] >> (number & 63) & 1;
}

/* Whether the open file of a descriptor of the current task may be asked for. */
static __always_inline bool about__file(__u32 number)
{
	__u64 table, file, dentry, len, name, end = 0;

	table = kernel__word(files__address() + fields.files_table);
	if (number >= (__u32)kernel__word(table + fields.table_size))
		return false;
	file = kernel__word(kernel__word(table + fields.table_files) + 8 * (__u64)number);
	if (!file)
		return false;
	dentry = kernel__word(file + fields.file_dentry);
	/* The root of a mount has its name from where that is mounted. */
	if (kernel__word(kernel__word(file + fields.file_mount) + fields.mount_root) == dentry)
		return true;
	/* And what is in no directory has one from what it is. */
	if (settings.asked_kinds && kernel__word(dentry + fields.dentry_parent) == dentry)
		return true;
	len = (__u32)kernel__word(dentry + fields.dentry_len);
	if (!asked__has_length(asked_names, len))
		return false;
	name = kernel__word(dentry + fields.dentry_name);
	if (len >= END)
		bpf_probe_read_kernel(&end, END, (void *)(name + len - END));
	else
		bpf_probe_read_kernel(&end, len & (END - 1), (void *)name);
	return asked__has(asked_names, len, end);
}

/* Whether a descriptor may be asked for. Not static: see capture.h. */
__noinline __u64 about__descriptor(__u64 argument)
{
	__s32 number = argument;

	if (!settings.subjects || number < 0)
		return 0;
	if (settings.subjects & BT_BY_NUMBER && about__number(number))
		return 1;
	return settings.subjects & BT_BY_PATH && about__file(number);
}

/* Whether a path may be. It is read into the scratch, behind the head of a record. */
__noinline __u64 about__path(__u32 which, __u64 address)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 len, end, mask = ~0ULL;
	__u8 *text;
	long got;

	if (!(settings.subjects & BT_BY_PATH) || !cap || !address)
		return 0;
	text = cap->record + sizeof(struct bt_call);
	got = bpf_probe_read_user_str(text, BT_PATH, (const void *)address);
	/* It was not there, or 5.10 has found it empty: user space sees. */
	if (got <= 0)
		return 1;
	len = got - 1;
	if (!asked__has_length(asked_paths, len))
		return 0;
	end = len;
	if (end < END) {
		mask = (1ULL << (8 * end)) - 1;
		end = END;
	}
	end -= END;
	barrier_var(end);
	return asked__has(asked_paths, len, *(__u64 *)(text + (end & (BT_PATH - 1))) & mask);
}

/* Whether any of these arguments may be, which stand in the scratch. */
__noinline __u64 about__some(__u32 which, __u32 descriptors, __u32 paths)
{
	struct capture *cap = bpf_map_lookup_elem(&scratch, &which);
	__u64 *args;

	if (!settings.subjects || !cap)
		return 0;
	args = ((struct bt_call *)cap->record)->args;
	REPEAT(BT_ARGS) {
		if (descriptors >> i & 1 && about__descriptor(args[i]))
			return 1;
		if (paths >> i & 1 && about__path(which, args[i]))
			return 1;
	}
	return 0;
}

/* Whether a call with these arguments may be about something that is asked for. */
static __always_inline bool call__may_be_asked(__u32 which, struct bt_plan *plan, const __u64 *args)
{
	struct capture *cap;

	if (plan->about_others)
		return true;
	/* Most. */
	if (plan->about_descriptors == 1 && !plan->about_paths)
		return about__descriptor(args[0]);
	cap = bpf_map_lookup_elem(&scratch, &which);
	if (!cap)
		return true;
	__builtin_memcpy(((struct bt_call *)cap->record)->args, args, sizeof(((struct bt_call *)0)->args));
	return about__some(which, plan->about_descriptors, plan->about_paths);
}

#endif
