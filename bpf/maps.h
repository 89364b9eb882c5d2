/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Which maps are there, and why? */
#ifndef BEETRACE_MAPS_H
#define BEETRACE_MAPS_H

/* What user space set before loading; the verifier removes what is switched off. */
const volatile struct bt_settings settings;

/* By number, whether a call of any ABI may have to be seen when it begins. x32's numbers are beyond. */
const volatile __u8 entry_counts[BT_NUMBERS];

/* A bit for each number of an error whose calls show, the first one for calls that have not failed. */
const volatile __u64 results[BT_RESULTS];

/* What is asked for: descriptors, a bit for each; what files are called, without their directories; whole paths. */
const volatile __u64 asked_numbers[BT_ASKED_NUMBERS / 64];
const volatile struct bt_asked asked_names[BT_ASKED];
const volatile struct bt_asked asked_paths[BT_ASKED];

/*
 * Read and, for `full`, written by user space while we run. What is set to 0 here comes
 * in this order in every object: names.bpf.c shares it with beetrace.bpf.c.
 */
struct bt_counters counters __attribute__((aligned(64))) = {};

/* Set while user space waits for a record: the next one wakes it. Not beside what is written all the time. */
__u32 asleep __attribute__((aligned(64))) = 0;

/* The seeding program of names.bpf.c finds them, where that is asked for. */
struct bt_fields fields = {};

/* What signals were sent to the command, by number; and its process id in beetrace's PID namespace. */
struct bt_told told[BT_TOLD] = {};
__u32 command = 0;

/* beetrace's PID namespace, and how deep it is among those of the machine; the seeding program finds them. */
void *pidns = 0;
__u32 pidns_level = 0;

/* Where the tree of a PID namespace's ids is: the pointer to it in the namespace, and two fields of its nodes; see ids.h. */
struct {
	__u32 head;
	__u32 shift;
	__u32 slots;
} id_tree = {};

/*
 * The traced tasks, by the kernel's own tid. Children are added by the fork
 * program, before they can run. Preallocated: 5.10 warns in its log about
 * tracing programs that allocate map elements while they run.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, struct bt_task);
} tasks SEC(".maps");

/* Tasks whose last record did not fit into the ring: what they have lost must not be lost with them. */
struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 4096);
	__type(value, struct bt_task);
} lost_ends SEC(".maps");

/*
 * The ids that user space wants traced, as its own PID namespace numbers them.
 * The seeding program turns them into entries of `tasks`, since only the kernel
 * knows both numbers of a task. The value holds the first bt_task.flags.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, __u32);
} wanted SEC(".maps");

/*
 * What to copy: by ABI and syscall number (enum bt_abi), and behind these the plans
 * of variants. All in one map: to the verifier, the values of two are different things,
 * and it would walk all that follows for both. User space sets how many there are.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, BT_ABIS * BT_PLANS);
	__type(key, __u32);
	__type(value, struct bt_plan);
} plans SEC(".maps");

/* Where the plan of a multiplexed call's variant is in `plans`, by number and command. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2048);
	__type(key, struct bt_subplan_key);
	__type(value, __u32);
} subplans SEC(".maps");

/*
 * What is added up of calls: by ABI and number, as in `plans`. It has room for one where
 * nothing is counted.
 */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 2 * BT_COUNTS);
	__type(key, __u32);
	__type(value, struct bt_count);
} counts SEC(".maps");

/* How long calls took, by number and ABI. It has room for one where nobody asks. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct bt_count_key);
	__type(value, struct bt_times);
} times SEC(".maps");

/* What an entry of `times` begins with: too large for the stack. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bt_times);
} no_times SEC(".maps");

/* Whom this CPU runs, see struct bt_slot. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bt_slot);
} slots SEC(".maps");

/* As `counts`, of numbers that have no place there. */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 256);
	__type(key, struct bt_count_key);
	__type(value, struct bt_count);
} odd_counts SEC(".maps");

/* Records to user space. The size here is replaced before loading. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 24);
} ring SEC(".maps");

/*
 * A record with memory in it is put together here, since a ring record is
 * reserved with a size known in advance. One for each program that begins one:
 * the kernel lets no second instance of a program begin on a CPU while one runs
 * there (kernel/trace/bpf_trace.c: prog->active), so even where the tracepoints
 * can be preempted nobody else writes to it; a tail call belongs to the program
 * that it comes from. The perf programs are not preempted at all.
 */
#define RECORD_SIZE (20 * 1024)
/* A copy's length is masked with this for the verifier; the room behind RECORD_SIZE holds the most that passes. */
#define COPY_MASK (2 * BT_PIECE - 1)

/* What plan__find() and plan__by_value() find a plan by. */
struct plan_name {
	__u32 nr;
	__u32 abi;
	__u32 value;
	__u32 by_value;			/* whether the value counts */
};

struct capture {
	__u32 used;			/* bytes of `record` in use */
	__u32 faults;			/* reads that failed */
	__u32 begin;			/* where the last chunk begins */
	__u32 reads;			/* how many more pieces, strings and elements may be read for this call, */
	__u64 budget;			/* and how many bytes of memory */
	struct bt_op op;		/* the op at work */
	__s64 ret;
	__u64 stack;			/* the user's stack pointer */
	__u64 start;			/* long bytes and strings: where they begin, */
	__u64 from;			/* where the next piece is, */
	__u64 left;			/* how many bytes are left to copy, */
	__u64 limit;			/* how many are copied at the most, */
	__u64 want;			/* and how many there are */
	__u64 array;			/* strings and areas: where their pointers are, */
	__u64 most;			/* how many are wanted, */
	__u64 element;			/* and the number of the next one, which its chunks have */
	__u64 total;			/* areas of iovecs: bytes that are left of the call's result; arrays of
					 * pointers: how many were counted */
	struct plan_name plan;		/* whose ops are run */
	__u64 wakeup;			/* how user space is told of the record, if another program sends it */
	__u32 at_entry;			/* the ops at work are those of the entry; */
	__u32 nth;			/* the number of the next one */
	__u32 group;			/* BT_MESSAGES: its number, */
	__u32 group_end;		/* that of the last op that follows each message, 0: there is none, */
	__u64 message;			/* and the number of the message */
	__u64 netlink;			/* the call's socket is one of AF_NETLINK: its protocol and 1 */
	__u8 record[RECORD_SIZE + COPY_MASK + 1];
	__u8 saved[BT_MAX_OPS + 4][BT_SAVED_LEN];
};

enum { SCRATCH_ENTER, SCRATCH_ENTER_PERF, SCRATCH_EXIT, SCRATCH_EXIT_PERF, SCRATCH_EXEC, SCRATCH_SIGNAL, SCRATCHES };

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, SCRATCHES);
	__type(key, __u32);
	__type(value, struct capture);
} scratch SEC(".maps");

#endif
