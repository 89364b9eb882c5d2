/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How are the fields of the current task read? */
#ifndef BEETRACE_CURRENT_H
#define BEETRACE_CURRENT_H

/*
 * Where the kernel has the helper for it (5.11), its fields are read by plain
 * loads: see CURRENT.
 */
static __always_inline struct task_struct *current__task(void)
{
	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf))
		return bpf_get_current_task_btf();
	return (void *)bpf_get_current_task();
}
#define CURRENT(current, ...)									\
	(bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf) ?		\
	 (current)->__VA_ARGS__ : BPF_CORE_READ(current, __VA_ARGS__))

#endif
