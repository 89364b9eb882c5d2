// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What does a system call cost when both of its tracepoints are on and nothing
 * is done there?
 *
 * That is the floor: what no tracer on these tracepoints can go below. Only
 * benches/side_by_side loads this, as the cheapest kind of program there is.
 */
#include "kernel.h"
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("tp_btf/sys_enter")
int empty_sys_enter(void *ctx)
{
	return 0;
}

SEC("tp_btf/sys_exit")
int empty_sys_exit(void *ctx)
{
	return 0;
}
