/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * How does a processor's kernel keep a call: its number, its arguments, its ABI?
 *
 * Another architecture is another block here, and a table in src/syscalls/; nothing
 * else names a register.
 */
#ifndef BEETRACE_ABI_H
#define BEETRACE_ABI_H

#if defined(__TARGET_ARCH_x86)

#define TS_COMPAT		0x0002		/* arch/x86/include/asm/thread_info.h: in an i386 call */
#define X32_SYSCALL_BIT		0x40000000	/* arch/x86/include/uapi/asm/unistd.h */

/* arch/x86/include/asm/ptrace.h: what the entry code pushes. */
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx;
	unsigned long r11, r10, r9, r8, ax, cx, dx, si, di;
	unsigned long orig_ax, ip, cs, flags, sp, ss;
};

/* Reads a register where the programs may load from it; BPF_PROBE_READ does elsewhere. */
#define BY_LOAD(regs, name) ((regs)->name)
/* The call's number. */
#define CALL__NR(regs, READ) READ(regs, orig_ax)
/* Its first argument, and its result. */
#define CALL__FIRST(regs, READ) READ(regs, di)
#define CALL__RESULT(regs, READ) READ(regs, ax)
/* The user's stack pointer. */
#define CALL__STACK(regs) ((regs)->sp)
/* Where the C library keeps what is a thread's own: above its stack. */
#define TASK__OWN(task) BPF_CORE_READ(task, thread.fsbase)

/* The first settings.registers of enum bt_register: those by which the caller's are found. */
#define REGISTERS__READ(words, regs, READ)				\
	do {								\
		(words)[BT_REGISTER_IP] = READ(regs, ip);		\
		if (settings.registers > 1) {				\
			(words)[BT_REGISTER_SP] = READ(regs, sp);	\
			(words)[BT_REGISTER_BP] = READ(regs, bp);	\
			(words)[BT_REGISTER_BX] = READ(regs, bx);	\
			(words)[BT_REGISTER_R12] = READ(regs, r12);	\
			(words)[BT_REGISTER_R12 + 1] = READ(regs, r13);	\
			(words)[BT_REGISTER_R12 + 2] = READ(regs, r14);	\
			(words)[BT_REGISTER_R12 + 3] = READ(regs, r15);	\
		}							\
	} while (0)

/*
 * Flags of the ABI of the call that the current task is in. `int $0x80` in a
 * 64-bit program brings a bare i386 number, and only thread_info.status tells.
 */
static __always_inline __u32 call__abi(struct task_struct *current, __u32 nr)
{
	/* By moving bits, not by asking: the verifier walks all that follows for every answer that it knows. */
	_Static_assert(TS_COMPAT == BT_COMPAT && X32_SYSCALL_BIT >> 28 == BT_X32, "the bits stand elsewhere");
	__u32 compat = CURRENT(current, thread_info.status) & TS_COMPAT;
	__u32 x32 = (nr & X32_SYSCALL_BIT) >> 28;

	if (nr == ~0u || compat)
		x32 = 0;
	return compat | x32;
}

/* The arguments of a call in its registers, each of which READ(regs, name) reads. */
#define ARGS__READ(args, regs, abi, READ)			\
	do {							\
		if ((abi) & BT_COMPAT) {			\
			(args)[0] = (__u32)READ(regs, bx);	\
			(args)[1] = (__u32)READ(regs, cx);	\
			(args)[2] = (__u32)READ(regs, dx);	\
			(args)[3] = (__u32)READ(regs, si);	\
			(args)[4] = (__u32)READ(regs, di);	\
			(args)[5] = (__u32)READ(regs, bp);	\
		} else {					\
			(args)[0] = READ(regs, di);		\
			(args)[1] = READ(regs, si);		\
			(args)[2] = READ(regs, dx);		\
			(args)[3] = READ(regs, r10);		\
			(args)[4] = READ(regs, r8);		\
			(args)[5] = READ(regs, r9);		\
		}						\
	} while (0)

static __always_inline void args__read(__u64 *args, struct pt_regs *regs, __u32 abi)
{
	ARGS__READ(args, regs, abi, BY_LOAD);
}

/*
 * Whether a return without a number is that of a call of number -1, where no entry
 * has told. rt_sigreturn leaves the result and the registers of what the signal
 * interrupted; there is no call of that number, and the instruction that makes it
 * leaves its return address in rcx.
 */
static __always_inline bool call__is_minus_one(struct pt_regs *regs, __u32 abi, __s64 ret)
{
	return ret == -ENOSYS && (abi & BT_COMPAT || regs->cx == regs->ip);
}

#else
#error "which registers does this processor keep a call in?"
#endif

#endif
